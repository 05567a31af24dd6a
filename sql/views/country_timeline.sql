-- One row per country and event: a meeting it took part in, a statement it made or that speaks of it, a change of a measure it is a party to.
-- `event_date` is the first day that the date allows, else the day it was first reported (date_basis says which).
-- A statement counts once: repeats of the same words in other articles are left out.
create or replace view country_timeline as
with meeting_rows as (
    select
        p.country,
        m.meeting_id,
        list_sort(list(distinct p.role)) as roles
    from participants as p
    inner join meetings as m on m.meeting_id = p.meeting_id
    where p.country is not null
    group by p.country, m.meeting_id
),

speaker_countries as (
    select
        s.statement_id,
        s.speaker_country as country
    from statements as s
    where s.speaker_country is not null
    union
    select
        s.statement_id,
        s.country
    from statement_speakers as s
    where s.country is not null
),

statement_sides as (
    select
        c.statement_id,
        c.country,
        'speaker' as role
    from speaker_countries as c
    union all
    select
        s.statement_id,
        unnest(s.about_countries) as country,
        'subject' as role
    from statements as s
),

statement_rows as (
    select
        x.country,
        x.statement_id,
        list_sort(list(distinct x.role)) as roles
    from statement_sides as x
    group by x.country, x.statement_id
),

measure_rows as (
    select
        p.country,
        p.measure_id,
        list_sort(list(distinct p.role)) as roles
    from trade_measure_parties as p
    where p.country is not null
    group by p.country, p.measure_id
),

meeting_countries as (
    select
        r.meeting_id,
        list_sort(list(r.country)) as countries
    from meeting_rows as r
    group by r.meeting_id
),

statement_countries as (
    select
        r.statement_id,
        list_sort(list(r.country)) as countries
    from statement_rows as r
    group by r.statement_id
),

measure_countries as (
    select
        r.measure_id,
        list_sort(list(r.country)) as countries
    from measure_rows as r
    group by r.measure_id
),

events as (
    select
        r.country,
        'meeting' as event_kind,
        m.meeting_id as row_id,
        null as event_id,
        m.status as event_type,
        r.roles,
        list_filter(c.countries, lambda x: x <> r.country) as other_countries,
        m.date_edtf,
        m.date_earliest,
        m.date_latest,
        m.first_reported_date as reported_date,
        coalesce(m.occasion, m.place_name) as label
    from meeting_rows as r
    inner join meetings as m on m.meeting_id = r.meeting_id
    inner join meeting_countries as c on c.meeting_id = r.meeting_id
    union all
    select
        r.country,
        'statement' as event_kind,
        s.statement_id as row_id,
        null as event_id,
        s.cue as event_type,
        r.roles,
        list_filter(c.countries, lambda x: x <> r.country) as other_countries,
        s.date_edtf,
        s.date_earliest,
        s.date_latest,
        a.published_date as reported_date,
        coalesce(s.speaker_name, s.speaker_organisation, s.speaker_country, 'unnamed')
        || ': ' || s.text_clean as label
    from statement_rows as r
    inner join statements as s on s.statement_id = r.statement_id
    inner join statement_countries as c on c.statement_id = r.statement_id
    left join articles as a on a.article_id = s.article_id
    where s.is_repeat_of is null
    union all
    select
        r.country,
        'measure' as event_kind,
        t.measure_id as row_id,
        e.event_id,
        coalesce(e.event_type, t.status) as event_type,
        r.roles,
        list_filter(c.countries, lambda x: x <> r.country) as other_countries,
        e.date_edtf,
        e.date_earliest,
        e.date_latest,
        coalesce(e.reported_date, t.first_reported_date) as reported_date,
        t.measure_type
        || coalesce(': ' || coalesce(t.name, t.product), '')
        || coalesce(' ' || cast(coalesce(e.rate_percent, t.rate_percent) as varchar) || ' %', '')
        as label
    from measure_rows as r
    inner join trade_measures as t on t.measure_id = r.measure_id
    inner join measure_countries as c on c.measure_id = r.measure_id
    left join measure_events as e on e.measure_id = r.measure_id
)

select
    events.country,
    coalesce(events.date_earliest, events.reported_date) as event_date,
    case
        when events.date_earliest is not null then 'event'
        when events.reported_date is not null then 'reported'
    end as date_basis,
    events.event_kind,
    events.event_type,
    events.roles,
    events.other_countries,
    events.label,
    events.row_id,
    events.event_id,
    events.date_edtf,
    events.date_earliest,
    events.date_latest,
    events.reported_date
from events;

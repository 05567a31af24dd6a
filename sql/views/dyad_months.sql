-- One row per pair of countries (country_a before country_b) and month: counts of meetings, statements and measure events, with the coverage to set them against.
-- Pairs are those seen at all; months are all that have coverage or an event of the pair, so a zero beside coverage is a real zero
-- and a zero beside article_count 0 is a gap. Only what is dated to one month is counted; measures by the day of the event,
-- statements by their own date, else by the day of publication, each utterance once.
create or replace view dyad_months as
with statement_pairs as (
    select
        s.statement_id,
        s.speaker_country as speaker,
        unnest(s.about_countries) as about,
        coalesce(s.date_earliest, a.published_date) as first_day,
        coalesce(s.date_latest, a.published_date) as last_day
    from statements as s
    left join articles as a on a.article_id = s.article_id
    where s.is_repeat_of is null and s.speaker_country is not null
),

measure_pairs as (
    select distinct
        e.event_id,
        least(d.implementer_country, d.target_country) as country_a,
        greatest(d.implementer_country, d.target_country) as country_b,
        e.event_type,
        d.direction,
        e.date_earliest,
        e.date_latest
    from measure_events as e
    inner join measure_dyads as d on d.measure_id = e.measure_id
    where d.implementer_country <> d.target_country
),

happenings as (
    select
        d.country_a,
        d.country_b,
        date_trunc('month', d.date_earliest) as month,
        case
            when d.is_held then 'meeting_held'
            when d.status in ('cancelled', 'declined', 'denied', 'postponed') then 'meeting_off'
            else 'meeting_planned'
        end as what
    from meeting_dyads as d
    where date_trunc('month', d.date_earliest) = date_trunc('month', d.date_latest)
    union all
    select
        least(p.speaker, p.about) as country_a,
        greatest(p.speaker, p.about) as country_b,
        date_trunc('month', p.first_day) as month,
        'statement' as what
    from statement_pairs as p
    where p.speaker <> p.about
        and date_trunc('month', p.first_day) = date_trunc('month', p.last_day)
    union all
    select
        p.country_a,
        p.country_b,
        date_trunc('month', p.date_earliest) as month,
        case
            when p.event_type = 'threatened' then 'threat'
            when p.event_type in ('entered_into_force', 'rate_raised', 'resumed')
                and p.direction = 'restrictive' then 'restriction'
            when p.event_type in ('lifted', 'suspended', 'rate_cut', 'exemption_granted')
                and p.direction = 'restrictive' then 'relief'
            when p.event_type in ('concluded', 'signed', 'ratified', 'entered_into_force')
                and p.direction = 'liberalising' then 'opening'
            else 'other_measure_event'
        end as what
    from measure_pairs as p
    where date_trunc('month', p.date_earliest) = date_trunc('month', p.date_latest)
),

counts as (
    select
        h.country_a,
        h.country_b,
        cast(h.month as date) as month,
        count(*) filter (where h.what = 'meeting_held') as meetings_held,
        count(*) filter (where h.what = 'meeting_planned') as meetings_planned,
        count(*) filter (where h.what = 'meeting_off') as meetings_off,
        count(*) filter (where h.what = 'statement') as statements,
        count(*) filter (where h.what = 'threat') as threats,
        count(*) filter (where h.what = 'restriction') as restrictions,
        count(*) filter (where h.what = 'relief') as reliefs,
        count(*) filter (where h.what = 'opening') as openings,
        count(*) filter (where h.what = 'other_measure_event') as other_measure_events
    from happenings as h
    group by h.country_a, h.country_b, h.month
),

coverage_months as (
    select
        cast(date_trunc('month', c.date) as date) as month,
        sum(c.article_count) as article_count,
        sum(c.relevant_count) as relevant_count,
        count(distinct c.outlet) as outlet_count,
        count(distinct c.date) as day_count
    from coverage as c
    where c.date is not null
    group by date_trunc('month', c.date)
),

pairs as (
    select distinct
        counts.country_a,
        counts.country_b
    from counts
),

panel as (
    select
        pairs.country_a,
        pairs.country_b,
        coverage_months.month
    from pairs
    cross join coverage_months
    union
    select
        counts.country_a,
        counts.country_b,
        counts.month
    from counts
)

select
    panel.country_a,
    panel.country_b,
    panel.month,
    coalesce(counts.meetings_held, 0) as meetings_held,
    coalesce(counts.meetings_planned, 0) as meetings_planned,
    coalesce(counts.meetings_off, 0) as meetings_off,
    coalesce(counts.statements, 0) as statements,
    coalesce(counts.threats, 0) as threats,
    coalesce(counts.restrictions, 0) as restrictions,
    coalesce(counts.reliefs, 0) as reliefs,
    coalesce(counts.openings, 0) as openings,
    coalesce(counts.other_measure_events, 0) as other_measure_events,
    cast(coalesce(cm.article_count, 0) as bigint) as article_count,
    cast(coalesce(cm.relevant_count, 0) as bigint) as relevant_count,
    coalesce(cm.outlet_count, 0) as outlet_count,
    coalesce(cm.day_count, 0) as day_count
from panel
left join counts
    on counts.country_a = panel.country_a
    and counts.country_b = panel.country_b
    and counts.month = panel.month
left join coverage_months as cm on cm.month = panel.month;

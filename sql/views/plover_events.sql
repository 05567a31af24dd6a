-- One row per event in PLOVER's record form (a meeting, a statement or a change of a measure), for work beside other event data.
-- Rules: a meeting is CONSULT, its auxiliaries from its status (a meeting called off stays CONSULT with negation, since who
-- called it off is not known). Statements are coded only where the cue names the act and the speaker and the country spoken
-- of are known; comments and appeals by other cues are no events, as in PLOVER. Measures are coded where their direction
-- leaves one reading: threat, imposition (SANCTION), easing (RETREAT, CONCEDE), agreement (AGREE, SUPPORT, COOPERATE).
-- A visitor is the source and the host the recipient; otherwise all who meet are sources, as PLOVER has it.
-- `date` is the first day of the event, else of its report (date_basis); 'historical' marks meetings that ended more than
-- 31 days before the first report. Bodies without a country are 'IGO' when intergovernmental.
create or replace view plover_events as
with meeting_actors as (
    select
        p.meeting_id,
        list_sort(list(distinct coalesce(p.country, 'IGO'))) as actors,
        coalesce(
            list_sort(list(distinct coalesce(p.country, 'IGO')) filter (where p.is_host)), []
        ) as hosts,
        coalesce(
            list_sort(
                list(distinct coalesce(p.country, 'IGO')) filter (
                    where not p.is_host and p.role <> 'mediator'
                )
            ),
            []
        ) as guests,
        bool_or(p.role = 'visitor') as has_visitor,
        bool_or(p.role = 'mediator') as has_mediator
    from participants as p
    left join organisations as o on o.organisation_id = p.organisation_id
    where p.country is not null or o.organisation_type in ('intergovernmental', 'bloc')
    group by p.meeting_id
),

meeting_parts as (
    select
        m.meeting_id,
        m.status,
        m.medium,
        m.setting,
        m.arity,
        m.place_name,
        m.place_country,
        m.date_earliest,
        m.date_latest,
        m.first_reported_date,
        a.actors,
        a.hosts,
        list_filter(a.guests, lambda x: not list_contains(a.hosts, x)) as visitors,
        a.has_visitor,
        a.has_mediator
    from meetings as m
    inner join meeting_actors as a on a.meeting_id = m.meeting_id
),

meeting_events as (
    select
        'meetings' as table_name,
        m.meeting_id as row_id,
        m.meeting_id as id,
        'CONSULT' as event,
        case
            when m.medium in ('phone', 'video', 'written') then ['phone']
            else list_filter(
                [
                    case when len(m.hosts) > 0 and len(m.visitors) > 0 then 'visit' end,
                    case
                        when m.has_mediator
                            or (
                                m.arity = 'bilateral'
                                and m.place_country is not null
                                and not list_contains(m.actors, m.place_country)
                            )
                            then 'third-party'
                    end,
                    case
                        when m.arity = 'multilateral' or m.setting in ('summit', 'sidelines')
                            then 'multilateral'
                    end
                ],
                lambda x: x is not null
            )
        end as mode,
        list_filter(
            [
                case when m.status in ('scheduled', 'proposed', 'postponed') then 'future' end,
                case
                    when m.status = 'held'
                        and m.date_latest < m.first_reported_date - interval 31 day
                        then 'historical'
                end,
                case
                    when m.status in ('proposed', 'conditional', 'rumoured') then 'hypothetical'
                end,
                case when m.status in ('cancelled', 'declined', 'denied') then 'negation' end
            ],
            lambda x: x is not null
        ) as context,
        case
            when len(m.hosts) > 0 and len(m.visitors) > 0 and m.medium not in ('phone', 'video', 'written')
                then m.visitors
            else m.actors
        end as source,
        case
            when len(m.hosts) > 0 and len(m.visitors) > 0 and m.medium not in ('phone', 'video', 'written')
                then m.hosts
            else []
        end as recipient,
        m.date_earliest,
        m.date_latest,
        m.first_reported_date as reported_date,
        m.place_name,
        m.place_country,
        null as link
    from meeting_parts as m
),

cue_events(cue, event) as (
    values
    ('agree', 'AGREE'),
    ('offer', 'AGREE'),
    ('pledge', 'AGREE'),
    ('promise', 'AGREE'),
    ('commend', 'SUPPORT'),
    ('endorse', 'SUPPORT'),
    ('praise', 'SUPPORT'),
    ('apologise', 'CONCEDE'),
    ('apologize', 'CONCEDE'),
    ('appeal', 'REQUEST'),
    ('ask', 'REQUEST'),
    ('call on', 'REQUEST'),
    ('demand', 'REQUEST'),
    ('request', 'REQUEST'),
    ('urge', 'REQUEST'),
    ('accuse', 'ACCUSE'),
    ('allege', 'ACCUSE'),
    ('blame', 'ACCUSE'),
    ('condemn', 'ACCUSE'),
    ('criticise', 'ACCUSE'),
    ('criticize', 'ACCUSE'),
    ('denounce', 'ACCUSE'),
    ('refuse', 'REJECT'),
    ('reject', 'REJECT'),
    ('threaten', 'THREATEN')
),

statement_events as (
    select
        'statements' as table_name,
        s.statement_id as row_id,
        s.statement_id as id,
        c.event,
        cast([] as varchar[]) as mode,
        cast([] as varchar[]) as context,
        [s.speaker_country] as source,
        list_filter(s.about_countries, lambda x: x <> s.speaker_country) as recipient,
        s.date_earliest,
        s.date_latest,
        a.published_date as reported_date,
        s.place_name,
        cast(null as varchar) as place_country,
        s.meeting_id as link
    from statements as s
    inner join cue_events as c on c.cue = s.cue
    left join articles as a on a.article_id = s.article_id
    where s.is_repeat_of is null
        and s.speaker_country is not null
        and len(list_filter(s.about_countries, lambda x: x <> s.speaker_country)) > 0
),

measure_actors as (
    select
        p.measure_id,
        coalesce(
            list_sort(list(distinct p.country) filter (where p.role = 'implementer')), []
        ) as implementers,
        coalesce(
            list_sort(list(distinct p.country) filter (where p.role = 'target')), []
        ) as targets,
        coalesce(
            list_sort(list(distinct p.country) filter (where p.role = 'negotiating_party')), []
        ) as negotiators
    from trade_measure_parties as p
    where p.country is not null
    group by p.measure_id
),

measure_rules(event_type, direction, event, mode, context) as (
    values
    ('threatened', 'restrictive', 'THREATEN', 'restrict', null),
    ('proposed', 'restrictive', 'SANCTION', 'sever', 'hypothetical'),
    ('investigation_opened', 'restrictive', 'ACCUSE', null, null),
    ('announced', 'restrictive', 'SANCTION', 'sever', 'future'),
    ('entered_into_force', 'restrictive', 'SANCTION', 'sever', null),
    ('rate_raised', 'restrictive', 'SANCTION', 'sever', null),
    ('resumed', 'restrictive', 'SANCTION', 'sever', null),
    ('delayed', 'restrictive', 'CONCEDE', null, null),
    ('exemption_granted', 'restrictive', 'RETREAT', null, null),
    ('rate_cut', 'restrictive', 'RETREAT', null, null),
    ('suspended', 'restrictive', 'RETREAT', null, null),
    ('lifted', 'restrictive', 'RETREAT', null, null),
    ('negotiation_opened', 'liberalising', 'CONSULT', null, null),
    ('proposed', 'liberalising', 'AGREE', null, 'hypothetical'),
    ('announced', 'liberalising', 'AGREE', null, null),
    ('concluded', 'liberalising', 'AGREE', null, null),
    ('signed', 'liberalising', 'SUPPORT', null, null),
    ('ratified', 'liberalising', 'SUPPORT', null, null),
    ('entered_into_force', 'liberalising', 'COOPERATE', null, null),
    ('resumed', 'liberalising', 'COOPERATE', null, null),
    ('rejected', 'liberalising', 'REJECT', 'assist', null),
    ('suspended', 'liberalising', 'SANCTION', 'sever', null),
    ('lifted', 'liberalising', 'SANCTION', 'sever', null)
),

measure_coded as (
    select
        e.event_id,
        e.measure_id,
        r.event,
        r.mode,
        r.context,
        case when len(a.implementers) > 0 then a.implementers else a.negotiators end as source,
        case
            when len(a.implementers) > 0 then a.targets
            when r.event = 'COOPERATE' then a.negotiators
            else []
        end as recipient,
        e.date_earliest,
        e.date_latest,
        e.reported_date
    from measure_events as e
    inner join trade_measures as t on t.measure_id = e.measure_id
    inner join measure_rules as r on r.event_type = e.event_type and r.direction = t.direction
    inner join measure_actors as a on a.measure_id = e.measure_id
),

change_events as (
    select
        'measure_events' as table_name,
        m.event_id as row_id,
        m.event_id as id,
        m.event,
        case when m.mode is null then [] else [m.mode] end as mode,
        case when m.context is null then [] else [m.context] end as context,
        m.source,
        m.recipient,
        m.date_earliest,
        m.date_latest,
        m.reported_date,
        cast(null as varchar) as place_name,
        cast(null as varchar) as place_country,
        m.measure_id as link
    from measure_coded as m
    where len(m.source) > 0
        and (len(m.recipient) > 0 or m.event not in ('SANCTION', 'COOPERATE'))
),

all_events as (
    select
        meeting_events.table_name,
        meeting_events.row_id,
        meeting_events.id,
        meeting_events.event,
        meeting_events.mode,
        meeting_events.context,
        meeting_events.source,
        meeting_events.recipient,
        meeting_events.date_earliest,
        meeting_events.date_latest,
        meeting_events.reported_date,
        meeting_events.place_name,
        meeting_events.place_country,
        meeting_events.link
    from meeting_events
    union all
    select
        statement_events.table_name,
        statement_events.row_id,
        statement_events.id,
        statement_events.event,
        statement_events.mode,
        statement_events.context,
        statement_events.source,
        statement_events.recipient,
        statement_events.date_earliest,
        statement_events.date_latest,
        statement_events.reported_date,
        statement_events.place_name,
        statement_events.place_country,
        statement_events.link
    from statement_events
    union all
    select
        change_events.table_name,
        change_events.row_id,
        change_events.id,
        change_events.event,
        change_events.mode,
        change_events.context,
        change_events.source,
        change_events.recipient,
        change_events.date_earliest,
        change_events.date_latest,
        change_events.reported_date,
        change_events.place_name,
        change_events.place_country,
        change_events.link
    from change_events
)

select
    e.id,
    coalesce(e.date_earliest, e.reported_date) as date,
    case when e.date_latest > e.date_earliest then e.date_latest end as enddate,
    case
        when e.date_earliest is not null then 'event'
        when e.reported_date is not null then 'reported'
    end as date_basis,
    e.source,
    e.recipient,
    e.event,
    e.mode,
    e.context,
    case
        when e.event in ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') then 1
        when e.event in ('COOPERATE', 'RETREAT') then 2
        when e.event in ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') then 3
        else 4
    end as quad_code,
    e.place_name as event_loc_name,
    e.place_country as event_loc_country,
    e.link,
    e.table_name,
    e.row_id
from all_events as e;

-- One row per trade measure: who took it against whom, on what, its state and how it came to it.
create or replace view measures_overview as
with party_names as (
    select
        p.measure_id,
        p.role,
        coalesce(p.country, p.organisation, p.name, o.name, 'unnamed') as party
    from trade_measure_parties as p
    left join organisations as o on o.organisation_id = p.organisation_id
),

parties as (
    select
        n.measure_id,
        list_sort(list(distinct n.party) filter (where n.role = 'implementer')) as implementers,
        list_sort(list(distinct n.party) filter (where n.role = 'target')) as targets,
        list_sort(
            list(distinct n.party) filter (where n.role = 'negotiating_party')
        ) as negotiating_parties,
        list_sort(list(distinct n.party) filter (where n.role = 'exempted')) as exempted
    from party_names as n
    group by n.measure_id
),

products as (
    select
        p.measure_id,
        list_sort(list(distinct p.product) filter (where not p.is_excluded)) as products,
        list_sort(
            list(distinct left(p.hs_code, 2)) filter (where not p.is_excluded and p.hs_code is not null)
        ) as hs_chapters
    from trade_measure_products as p
    group by p.measure_id
),

events as (
    select
        e.measure_id,
        count(*) as event_count,
        min(e.date_earliest) filter (where e.event_type = 'threatened') as first_threatened,
        min(e.date_earliest) filter (where e.event_type = 'entered_into_force') as first_in_force,
        min(e.date_earliest) filter (
            where e.event_type in ('lifted', 'expired', 'struck_down')
        ) as first_ended,
        arg_max(e.event_type, e.sequence) as last_event_type
    from measure_events as e
    group by e.measure_id
)

select
    m.measure_id,
    m.measure_type,
    m.status,
    m.is_in_force,
    m.direction,
    m.name,
    m.product,
    coalesce(parties.implementers, []) as implementers,
    coalesce(parties.targets, []) as targets,
    coalesce(parties.negotiating_parties, []) as negotiating_parties,
    coalesce(parties.exempted, []) as exempted,
    coalesce(products.products, []) as products,
    coalesce(products.hs_chapters, []) as hs_chapters,
    m.sanction_types,
    m.rate_percent,
    m.rate_percent_max,
    m.previous_rate_percent,
    m.announced_edtf,
    m.effective_edtf,
    m.ended_edtf,
    m.suspended_until_edtf,
    events.first_threatened,
    events.first_in_force,
    events.first_ended,
    events.last_event_type,
    coalesce(events.event_count, 0) as event_count,
    m.is_retaliation,
    m.gta_intervention_type_id,
    m.mast_chapter,
    m.first_reported_date,
    m.last_reported_date,
    m.article_count,
    m.source_count,
    m.confidence
from trade_measures as m
left join parties on parties.measure_id = m.measure_id
left join products on products.measure_id = m.measure_id
left join events on events.measure_id = m.measure_id;

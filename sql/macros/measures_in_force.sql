-- One row per measure in force on `day` and HS chapter of its products (null where none maps), with who, against whom and the rate then.
-- State comes from measure_events: the last one dated on or before the day, an event counting from the first day its date
-- allows, an undated one from the day it was reported. Where no later event says otherwise, a decided measure's effective date
-- opens it, suspended_until reopens it and the ended date closes it; `basis` is then 'planned', else 'reported'.
create or replace macro measures_in_force(day) as table
with changes as (
    select
        e.measure_id,
        coalesce(e.date_earliest, e.reported_date) as since,
        coalesce(e.date_latest, e.reported_date) as since_latest,
        case when e.event_type = 'resumed' then 'in_force' else e.status end as status,
        1 as precedence,
        e.sequence,
        e.rate_percent
    from measure_events as e
    union all
    select
        t.measure_id,
        t.effective_earliest as since,
        t.effective_latest as since_latest,
        'planned_start' as status,
        2 as precedence,
        null as sequence,
        null as rate_percent
    from trade_measures as t
    union all
    select
        t.measure_id,
        t.suspended_until_earliest as since,
        t.suspended_until_latest as since_latest,
        'planned_resumption' as status,
        2 as precedence,
        null as sequence,
        null as rate_percent
    from trade_measures as t
    union all
    select
        t.measure_id,
        t.ended_earliest as since,
        t.ended_latest as since_latest,
        'planned_end' as status,
        3 as precedence,
        null as sequence,
        null as rate_percent
    from trade_measures as t
),

past as (
    select
        c.measure_id,
        c.since,
        c.since_latest,
        c.status,
        c.precedence,
        c.sequence,
        c.rate_percent,
        last_value(case when c.precedence = 1 then c.status end ignore nulls) over (
            partition by c.measure_id
            order by c.since, c.precedence, c.sequence
            rows between unbounded preceding and current row
        ) as reported_status
    from changes as c
    where c.since <= cast(day as date)
),

read as (
    select
        p.measure_id,
        p.since,
        p.since_latest,
        p.sequence,
        p.precedence,
        p.rate_percent,
        case
            when p.status = 'planned_end' then false
            when p.status = 'planned_start'
                then case
                    when p.reported_status in ('announced', 'signed', 'ratified', 'delayed')
                        then true
                    when p.reported_status is null
                        and t.status not in (
                            'threatened', 'proposed', 'under_investigation', 'under_negotiation',
                            'concluded', 'rejected'
                        ) then true
                end
            when p.status = 'planned_resumption'
                then case when p.reported_status = 'suspended' then true end
            else p.status in ('in_force', 'amended', 'exempted')
        end as is_open
    from past as p
    inner join trade_measures as t on t.measure_id = p.measure_id
),

states as (
    select
        r.measure_id,
        arg_max(r.is_open, (r.since, r.precedence, coalesce(r.sequence, 0))) as is_open,
        arg_max(r.precedence, (r.since, r.precedence, coalesce(r.sequence, 0))) as precedence,
        arg_max(r.since, (r.since, r.precedence, coalesce(r.sequence, 0))) as since,
        arg_max(r.since_latest, (r.since, r.precedence, coalesce(r.sequence, 0))) as since_latest
    from read as r
    where r.is_open is not null
    group by r.measure_id
),

rates as (
    select
        r.measure_id,
        arg_max(r.rate_percent, (r.since, coalesce(r.sequence, 0))) as rate_percent
    from read as r
    where r.rate_percent is not null
    group by r.measure_id
),

chapters as (
    select
        p.measure_id,
        left(p.hs_code, 2) as hs_chapter,
        list_sort(list(distinct p.product)) as products,
        max(p.rate_percent) as product_rate_percent
    from trade_measure_products as p
    where not coalesce(p.is_excluded, false)
    group by p.measure_id, left(p.hs_code, 2)
)

select
    o.measure_id,
    o.measure_type,
    o.name,
    o.implementers,
    o.targets,
    o.negotiating_parties,
    c.hs_chapter,
    coalesce(c.products, []) as products,
    coalesce(c.product_rate_percent, r.rate_percent, o.rate_percent) as rate_percent,
    o.direction,
    s.since,
    s.since_latest,
    case when s.precedence = 1 then 'reported' else 'planned' end as basis
from states as s
inner join measures_overview as o on o.measure_id = s.measure_id
left join rates as r on r.measure_id = s.measure_id
left join chapters as c on c.measure_id = s.measure_id
where s.is_open
order by o.measure_id, c.hs_chapter nulls first;

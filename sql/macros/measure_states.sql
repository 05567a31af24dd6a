-- One row per measure that anything was known of on `day`, with its state then: the last event on or before the day, and its rate.
-- An event counts from the first day that its date allows, an undated one from the day it was reported. What was only planned
-- changes nothing here; measures_in_force(day) reads plans too.
create or replace macro measure_states(day) as table
with told as (
    select
        e.measure_id,
        e.event_type,
        e.status,
        e.rate_percent,
        e.sequence,
        coalesce(e.date_earliest, e.reported_date) as since
    from measure_events as e
),

past as (
    select
        t.measure_id,
        arg_max(t.event_type, t.sequence) as event_type,
        arg_max(t.status, t.sequence) as status,
        arg_max(t.since, t.sequence) as since,
        arg_max(t.rate_percent, t.sequence) filter (where t.rate_percent is not null)
            as rate_percent,
        count(*) as event_count
    from told as t
    where t.since <= cast(day as date)
    group by t.measure_id
)

select
    p.measure_id,
    m.measure_type,
    m.name,
    m.product,
    p.status,
    p.event_type,
    p.since,
    p.rate_percent,
    p.event_count
from past as p
inner join trade_measures as m on m.measure_id = p.measure_id
order by p.measure_id;

-- One row per event of a measure, in order, with the state before it and the days since the event before and since the first threat.
-- Days are counted between the first days that the dates allow and are null when a date is.
create or replace view measure_history as
select
    e.measure_id,
    e.event_id,
    e.sequence,
    e.event_type,
    e.status,
    lag(e.status) over in_order as previous_status,
    e.date_edtf,
    e.date_earliest,
    e.date_latest,
    e.reported_date,
    date_diff('day', lag(e.date_earliest) over in_order, e.date_earliest) as days_since_previous,
    date_diff(
        'day',
        min(e.date_earliest) filter (where e.event_type = 'threatened') over (
            partition by e.measure_id
        ),
        e.date_earliest
    ) as days_since_threat,
    e.rate_percent,
    lag(e.rate_percent) over in_order as previous_rate_percent,
    row_number() over (partition by e.measure_id order by e.sequence desc) = 1 as is_latest,
    m.measure_type,
    m.direction,
    m.name,
    m.product
from measure_events as e
inner join trade_measures as m on m.measure_id = e.measure_id
window in_order as (partition by e.measure_id order by e.sequence);

-- The status of a measure with events is the status of one of them.
select
    'trade_measures' as table_name,
    t.measure_id as row_id,
    'status' as column_name,
    'is ' || t.status || ', but its events have ' || string_agg(distinct e.status, ', ' order by e.status)
    as detail
from trade_measures as t
inner join measure_events as e on e.measure_id = t.measure_id
group by t.measure_id, t.status
having not bool_or(e.status = t.status);

-- The events of a measure and the speakers of a statement are numbered from 1 without gaps.
select
    'measure_events' as table_name,
    measure_id as row_id,
    'sequence' as column_name,
    'of the events of this measure runs to ' || max(sequence) || ' over ' || count(*) || ' events'
    as detail
from measure_events
group by measure_id
having min(sequence) <> 1 or max(sequence) <> count(*)
union all
select
    'statement_speakers' as table_name,
    statement_id as row_id,
    'ordinal' as column_name,
    'of the speakers of this statement runs to ' || max(ordinal) || ' over ' || count(*)
    || ' speakers' as detail
from statement_speakers
group by statement_id
having min(ordinal) <> 1 or max(ordinal) <> count(*);

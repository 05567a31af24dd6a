-- is_in_force does not contradict status.
select
    'trade_measures' as table_name,
    t.measure_id as row_id,
    'is_in_force' as column_name,
    'is ' || t.is_in_force || ', but status is ' || t.status as detail
from trade_measures as t
where
    (
        t.is_in_force
        and t.status in (
            'threatened', 'proposed', 'under_investigation', 'under_negotiation', 'concluded',
            'suspended', 'lifted', 'expired', 'struck_down', 'rejected'
        )
    )
    or (not t.is_in_force and t.status in ('in_force', 'amended'));

-- Where evidence of a term, a date or a rate is accepted, its asserted_value is the value of the row.
with rows_by_table as (
    select
        'meetings' as table_name,
        m.meeting_id as row_id,
        unnest([
            {'column_name': 'status', 'value': m.status},
            {'column_name': 'arity', 'value': m.arity},
            {'column_name': 'medium', 'value': m.medium},
            {'column_name': 'setting', 'value': m.setting},
            {'column_name': 'level', 'value': m.level},
            {'column_name': 'date_edtf', 'value': m.date_edtf}
        ]) as pair
    from meetings as m
    union all
    select
        'statements' as table_name,
        s.statement_id as row_id,
        unnest([
            {'column_name': 'kind', 'value': s.kind},
            {'column_name': 'cue', 'value': s.cue},
            {'column_name': 'channel', 'value': s.channel},
            {'column_name': 'date_edtf', 'value': s.date_edtf}
        ]) as pair
    from statements as s
    union all
    select
        'trade_measures' as table_name,
        t.measure_id as row_id,
        unnest([
            {'column_name': 'measure_type', 'value': t.measure_type},
            {'column_name': 'status', 'value': t.status},
            {'column_name': 'rate_percent', 'value': cast(t.rate_percent as varchar)},
            {'column_name': 'rate_percent_max', 'value': cast(t.rate_percent_max as varchar)},
            {'column_name': 'announced_edtf', 'value': t.announced_edtf},
            {'column_name': 'effective_edtf', 'value': t.effective_edtf},
            {'column_name': 'ended_edtf', 'value': t.ended_edtf}
        ]) as pair
    from trade_measures as t
)

select
    e.table_name,
    e.row_id,
    e.column_name,
    'is ' || coalesce(r.pair.value, 'null') || ', but ' || e.evidence_id || ' is accepted with '
    || e.asserted_value as detail
from evidence as e
inner join rows_by_table as r
    on r.table_name = e.table_name
    and r.row_id = e.row_id
    and r.pair.column_name = e.column_name
where
    e.is_accepted
    and e.asserted_value is not null
    and e.asserted_value is distinct from r.pair.value
    -- A rate may be written with or without its decimals.
    and not coalesce(
        e.column_name in ('rate_percent', 'rate_percent_max')
        and try_cast(e.asserted_value as double) = try_cast(r.pair.value as double),
        false
    );

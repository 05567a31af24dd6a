-- Every statement has evidence of its words; one with a cue has evidence of it, one with a named speaker of the name.
with wanted as (
    select statement_id, cast(null as varchar) as column_name, 'words' as what
    from statements
    union all
    select statement_id, 'cue' as column_name, 'cue' as what
    from statements
    where cue is not null
    union all
    select statement_id, 'speaker_name' as column_name, 'speaker' as what
    from statements
    where speaker_name is not null
)

select
    'statements' as table_name,
    w.statement_id as row_id,
    w.column_name,
    'has no evidence of its ' || w.what as detail
from wanted as w
left join evidence as e
    on e.table_name = 'statements'
    and e.row_id = w.statement_id
    and e.column_name is not distinct from w.column_name
where e.evidence_id is null;

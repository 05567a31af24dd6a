-- Every meeting and measure has whole-row evidence in each article that reports it.
with reports as (
    select 'meetings' as table_name, meeting_id as row_id, article_id
    from meeting_reports
    union all
    select 'trade_measures' as table_name, measure_id as row_id, article_id
    from measure_reports
)

select
    r.table_name,
    r.row_id,
    null as column_name,
    'has no evidence of the row as a whole in ' || r.article_id || ', which reports it' as detail
from reports as r
left join evidence as e
    on e.table_name = r.table_name
    and e.row_id = r.row_id
    and e.article_id = r.article_id
    and e.column_name is null
where e.evidence_id is null;

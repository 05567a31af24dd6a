-- reported_date is the published_date of the article.
with reports as (
    select 'meeting_reports' as table_name, report_id, article_id, reported_date
    from meeting_reports
    union all
    select 'measure_reports' as table_name, report_id, article_id, reported_date
    from measure_reports
)

select
    r.table_name,
    r.report_id as row_id,
    'reported_date' as column_name,
    'is ' || coalesce(cast(r.reported_date as varchar), 'null') || ', but the article was published '
    || coalesce(cast(a.published_date as varchar), 'without a date') as detail
from reports as r
inner join articles as a on a.article_id = r.article_id
where r.reported_date is distinct from a.published_date;

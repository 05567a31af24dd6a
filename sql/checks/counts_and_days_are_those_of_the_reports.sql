-- article_count, first_reported_date and last_reported_date are those of the reports; source_count is no larger.
with reports as (
    select
        'meetings' as table_name,
        meeting_id as row_id,
        count(distinct article_id) as articles,
        min(reported_date) as first_day,
        max(reported_date) as last_day
    from meeting_reports
    group by meeting_id
    union all
    select
        'trade_measures' as table_name,
        measure_id as row_id,
        count(distinct article_id) as articles,
        min(reported_date) as first_day,
        max(reported_date) as last_day
    from measure_reports
    group by measure_id
),

principals as (
    select
        'meetings' as table_name,
        meeting_id as row_id,
        article_count,
        source_count,
        first_reported_date,
        last_reported_date
    from meetings
    union all
    select
        'trade_measures' as table_name,
        measure_id as row_id,
        article_count,
        source_count,
        first_reported_date,
        last_reported_date
    from trade_measures
),

compared as (
    select
        p.table_name,
        p.row_id,
        unnest([
            {
                'column_name': 'article_count',
                'is_kept': p.article_count is not distinct from coalesce(r.articles, 0),
                'detail': 'is ' || coalesce(cast(p.article_count as varchar), 'null')
                || ', but there are reports from ' || coalesce(r.articles, 0) || ' articles'
            },
            {
                'column_name': 'source_count',
                'is_kept': coalesce(p.source_count <= p.article_count, true),
                'detail': 'is ' || coalesce(cast(p.source_count as varchar), 'null')
                || ', more than article_count ' || coalesce(cast(p.article_count as varchar), 'null')
            },
            {
                'column_name': 'first_reported_date',
                'is_kept': p.first_reported_date is not distinct from r.first_day,
                'detail': 'is ' || coalesce(cast(p.first_reported_date as varchar), 'null')
                || ', but the first dated report is of '
                || coalesce(cast(r.first_day as varchar), 'no day')
            },
            {
                'column_name': 'last_reported_date',
                'is_kept': p.last_reported_date is not distinct from r.last_day,
                'detail': 'is ' || coalesce(cast(p.last_reported_date as varchar), 'null')
                || ', but the last dated report is of '
                || coalesce(cast(r.last_day as varchar), 'no day')
            }
        ]) as finding
    from principals as p
    left join reports as r on r.table_name = p.table_name and r.row_id = p.row_id
)

select
    c.table_name,
    c.row_id,
    c.finding.column_name as column_name,
    c.finding.detail as detail
from compared as c
where not c.finding.is_kept;

-- coverage has a row for every outlet and day of articles or rejects, with their numbers.
with counted as (
    select
        outlet,
        day,
        sum(articles) as articles,
        sum(rejects) as rejects
    from (
        select outlet, published_date as day, 1 as articles, 0 as rejects
        from articles
        union all
        select outlet, published_date as day, 0 as articles, 1 as rejects
        from rejects
    )
    group by outlet, day
),

compared as (
    select
        coalesce(c.outlet, n.outlet, '') || '|'
        || coalesce(cast(coalesce(c."date", n.day) as varchar), '') as row_id,
        coalesce(c.article_count, 0) as article_count,
        coalesce(c.reject_count, 0) as reject_count,
        coalesce(n.articles, 0) as articles,
        coalesce(n.rejects, 0) as rejects
    from coverage as c
    full join counted as n
        on n.outlet is not distinct from c.outlet and n.day is not distinct from c."date"
)

select
    'coverage' as table_name,
    row_id,
    'article_count' as column_name,
    'is ' || article_count || ', but articles has ' || articles as detail
from compared
where article_count <> articles
union all
select
    'coverage' as table_name,
    row_id,
    'reject_count' as column_name,
    'is ' || reject_count || ', but rejects has ' || rejects as detail
from compared
where reject_count <> rejects;

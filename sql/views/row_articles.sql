-- One row per data row and article that supports it.
create or replace view row_articles as
with supports as (
    select
        e.table_name,
        e.row_id,
        e.article_id,
        count(*) as span_count
    from evidence as e
    group by e.table_name, e.row_id, e.article_id
)

select
    supports.table_name,
    supports.row_id,
    supports.article_id,
    a.url,
    a.outlet,
    a.agency,
    a.published_date,
    a.title,
    a.duplicate_of,
    supports.span_count
from supports
inner join articles as a on a.article_id = supports.article_id;

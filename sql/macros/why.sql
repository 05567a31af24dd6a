-- One row per span of evidence of the row `id` (its current id or one that was redirected to it), with the article that holds it.
create or replace macro why(id) as table
select
    e.table_name,
    e.row_id,
    e.column_name,
    e.asserted_value,
    e.is_accepted,
    e.excerpt,
    e.char_start,
    e.char_end,
    e.article_id,
    a.outlet,
    a.published_date,
    a.title,
    a.url,
    e.rule,
    e.extractor,
    e.evidence_id
from evidence as e
inner join articles as a on a.article_id = e.article_id
where e.row_id = resolve_id(id)
order by
    a.published_date asc nulls last,
    e.article_id asc,
    e.char_start asc,
    e.char_end asc,
    e.column_name asc nulls first,
    e.evidence_id asc;

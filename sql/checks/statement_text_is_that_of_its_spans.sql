-- The text of a statement is its whole-row spans, re-read from the article in order and joined by one space.
with marked as (
    select e.row_id as statement_id, e.article_id, e.char_start, e.char_end, e.excerpt
    from evidence as e
    inner join statements as s on s.statement_id = e.row_id and s.article_id = e.article_id
    where
        e.table_name = 'statements'
        and e.column_name is null
        -- A text that a person corrected need not be that of the spans.
        and not exists (
            select 1
            from evidence as c
            where
                c.table_name = 'statements'
                and c.row_id = e.row_id
                and c.extractor = 'correction'
                and coalesce(c.column_name, 'text') = 'text'
        )
),

spans as (
    -- Every excerpt is compared with its span: one that was not cut is the span, read again.
    select m.statement_id, m.char_start, m.excerpt as span
    from marked as m
    where
        length(m.excerpt) = m.char_end - m.char_start
        and m.article_id in (select t.article_id from article_texts as t)
    union all
    select
        m.statement_id,
        m.char_start,
        substring(t.text, m.char_start + 1, m.char_end - m.char_start) as span
    from marked as m
    inner join article_texts as t on t.article_id = m.article_id
    where length(m.excerpt) is distinct from m.char_end - m.char_start
),

pieces as (
    select statement_id, string_agg(span, ' ' order by char_start) as text
    from spans
    group by statement_id
),

different as (
    select
        s.statement_id,
        s.text as published,
        p.text as read,
        -- A span over paragraphs holds line ends, which the statement may have as spaces.
        regexp_replace(s.text, '\s+', ' ', 'g') as published_words,
        regexp_replace(p.text, '\s+', ' ', 'g') as read_words,
        a.is_redistributable
    from statements as s
    inner join pieces as p on p.statement_id = s.statement_id
    inner join articles as a on a.article_id = s.article_id
    where s.text <> p.text
)

select
    'statements' as table_name,
    d.statement_id as row_id,
    'text' as column_name,
    'is "' || left(d.published, 60) || '", but its spans read "' || left(d.read, 60) || '"' as detail
from different as d
where
    d.published_words <> d.read_words
    and not (
        not coalesce(d.is_redistributable, false)
        and length(d.published) = 301
        and right(d.published, 1) = '…'
        and starts_with(d.read_words, regexp_replace(left(d.published, 300), '\s+', ' ', 'g'))
    );

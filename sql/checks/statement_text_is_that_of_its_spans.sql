-- The text of a statement is its whole-row spans, re-read from the article in order and joined by one space.
with pieces as (
    select
        e.row_id as statement_id,
        string_agg(
            substring(t.text, e.char_start + 1, e.char_end - e.char_start), ' '
            order by e.char_start
        ) as text
    from evidence as e
    inner join statements as s on s.statement_id = e.row_id and s.article_id = e.article_id
    inner join article_texts as t on t.article_id = e.article_id
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
    group by e.row_id
),

compared as (
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
)

select
    'statements' as table_name,
    c.statement_id as row_id,
    'text' as column_name,
    'is "' || left(c.published, 60) || '", but its spans read "' || left(c.read, 60) || '"' as detail
from compared as c
where
    c.published_words <> c.read_words
    and not (
        not coalesce(c.is_redistributable, false)
        and length(c.published) = 301
        and right(c.published, 1) = '…'
        and starts_with(c.read_words, regexp_replace(left(c.published, 300), '\s+', ' ', 'g'))
    );

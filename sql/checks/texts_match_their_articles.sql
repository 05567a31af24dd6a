-- The text of an article has the SHA-256 and the length that its row says.
with told as materialized (
    select
        article_id,
        sha256(text) as text_sha256,
        length(text) as text_chars
    from article_texts
)

select
    'article_texts' as table_name,
    t.article_id as row_id,
    'text' as column_name,
    case
        when t.text_sha256 <> a.text_sha256
            then 'has SHA-256 ' || t.text_sha256 || ', but articles says ' || a.text_sha256
        else 'has ' || t.text_chars || ' code points, but articles says ' || a.text_chars
    end as detail
from told as t
inner join articles as a on a.article_id = t.article_id
where t.text_sha256 <> a.text_sha256 or t.text_chars <> a.text_chars;

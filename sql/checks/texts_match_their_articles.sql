-- The text of an article has the SHA-256 and the length that its row says.
select
    'article_texts' as table_name,
    t.article_id as row_id,
    'text' as column_name,
    case
        when sha256(t.text) <> a.text_sha256
            then 'has SHA-256 ' || sha256(t.text) || ', but articles says ' || a.text_sha256
        else 'has ' || length(t.text) || ' code points, but articles says ' || a.text_chars
    end as detail
from article_texts as t
inner join articles as a on a.article_id = t.article_id
where sha256(t.text) <> a.text_sha256 or length(t.text) <> a.text_chars;

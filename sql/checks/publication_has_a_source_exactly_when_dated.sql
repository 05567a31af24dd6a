-- published_source is none exactly when there is no day of publication, and an instant has a day.
select
    'articles' as table_name,
    article_id as row_id,
    'published_source' as column_name,
    'is ' || published_source || ', but published_date is '
    || coalesce(cast(published_date as varchar), 'null') as detail
from articles
where (published_source = 'none') <> (published_date is null)
union all
select
    'articles' as table_name,
    article_id as row_id,
    'published_date' as column_name,
    'is null, but published_at is not' as detail
from articles
where published_date is null and published_at is not null;

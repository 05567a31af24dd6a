-- The ids and countries in lists are those of rows.
with items as (
    select 'meetings' as table_name, meeting_id as row_id, 'measure_ids' as column_name,
        unnest(measure_ids) as item
    from meetings
    union all
    select 'statements' as table_name, statement_id as row_id, 'measure_ids' as column_name,
        unnest(measure_ids) as item
    from statements
    union all
    select 'statements' as table_name, statement_id as row_id, 'about_countries' as column_name,
        unnest(about_countries) as item
    from statements
),

known as (
    select 'measure_ids' as column_name, measure_id as item
    from trade_measures
    union all
    select 'about_countries' as column_name, country as item
    from countries
)

select
    i.table_name,
    i.row_id,
    i.column_name,
    'has ' || i.item || ', which is no row of '
    || case i.column_name when 'measure_ids' then 'trade_measures' else 'countries' end as detail
from items as i
left join known as k on k.column_name = i.column_name and k.item = i.item
where k.item is null and i.item is not null;

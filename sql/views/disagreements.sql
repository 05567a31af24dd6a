-- One row per meeting or measure, column and value, where its reports give that column more than one value.
-- Values 'unknown', 'unclear' and 'none' and nulls disagree with nothing. A near-duplicate counts with the article it
-- repeats, and source_count counts outlets or agencies once. A status may differ only because time went by: compare the dates.
create or replace view disagreements as
with heads as (
    select
        a.article_id,
        coalesce(a.duplicate_of, a.article_id) as head_id
    from articles as a
),

sources as (
    select
        heads.article_id,
        heads.head_id,
        coalesce(h.agency, h.outlet, heads.head_id) as source
    from heads
    left join articles as h on h.article_id = heads.head_id
),

meeting_values as (
    select
        r.meeting_id as row_id,
        r.article_id,
        r.reported_date,
        unnest([
            {'column_name': 'status', 'value': r.status},
            {'column_name': 'arity', 'value': r.arity},
            {'column_name': 'medium', 'value': r.medium},
            {'column_name': 'setting', 'value': r.setting},
            {'column_name': 'level', 'value': r.level},
            {'column_name': 'occasion', 'value': r.occasion},
            {'column_name': 'place_name', 'value': r.place_name},
            {'column_name': 'place_country', 'value': r.place_country},
            {'column_name': 'date_edtf', 'value': r.date_edtf}
        ]) as pair
    from meeting_reports as r
),

measure_values as (
    select
        r.measure_id as row_id,
        r.article_id,
        r.reported_date,
        unnest([
            {'column_name': 'measure_type', 'value': r.measure_type},
            {'column_name': 'status', 'value': r.status},
            {'column_name': 'product', 'value': r.product},
            {'column_name': 'rate_percent', 'value': cast(r.rate_percent as varchar)},
            {'column_name': 'rate_percent_max', 'value': cast(r.rate_percent_max as varchar)},
            {'column_name': 'announced_edtf', 'value': r.announced_edtf},
            {'column_name': 'effective_edtf', 'value': r.effective_edtf},
            {'column_name': 'ended_edtf', 'value': r.ended_edtf},
            {'column_name': 'is_retaliation', 'value': cast(r.is_retaliation as varchar)}
        ]) as pair
    from measure_reports as r
),

reported as (
    select
        'meetings' as table_name,
        v.row_id,
        v.pair.column_name as column_name,
        v.pair.value as value,
        v.article_id,
        v.reported_date
    from meeting_values as v
    union all
    select
        'trade_measures' as table_name,
        v.row_id,
        v.pair.column_name as column_name,
        v.pair.value as value,
        v.article_id,
        v.reported_date
    from measure_values as v
),

counted as (
    select
        r.table_name,
        r.row_id,
        r.column_name,
        r.value,
        count(distinct s.head_id) as article_count,
        count(distinct s.source) as source_count,
        list_sort(list(distinct s.source)) as sources,
        list_sort(list(distinct s.head_id)) as article_ids,
        min(r.reported_date) as first_reported_date,
        max(r.reported_date) as last_reported_date,
        count(*) over (
            partition by r.table_name, r.row_id, r.column_name
        ) as value_count
    from reported as r
    inner join sources as s on s.article_id = r.article_id
    where r.value is not null and r.value not in ('unknown', 'unclear', 'none')
    group by r.table_name, r.row_id, r.column_name, r.value
),

chosen as (
    select
        'meetings' as table_name,
        m.meeting_id as row_id,
        unnest([
            {'column_name': 'status', 'value': m.status},
            {'column_name': 'arity', 'value': m.arity},
            {'column_name': 'medium', 'value': m.medium},
            {'column_name': 'setting', 'value': m.setting},
            {'column_name': 'level', 'value': m.level},
            {'column_name': 'occasion', 'value': m.occasion},
            {'column_name': 'place_name', 'value': m.place_name},
            {'column_name': 'place_country', 'value': m.place_country},
            {'column_name': 'date_edtf', 'value': m.date_edtf}
        ]) as pair
    from meetings as m
    union all
    select
        'trade_measures' as table_name,
        t.measure_id as row_id,
        unnest([
            {'column_name': 'measure_type', 'value': t.measure_type},
            {'column_name': 'status', 'value': t.status},
            {'column_name': 'product', 'value': t.product},
            {'column_name': 'rate_percent', 'value': cast(t.rate_percent as varchar)},
            {'column_name': 'rate_percent_max', 'value': cast(t.rate_percent_max as varchar)},
            {'column_name': 'announced_edtf', 'value': t.announced_edtf},
            {'column_name': 'effective_edtf', 'value': t.effective_edtf},
            {'column_name': 'ended_edtf', 'value': t.ended_edtf},
            {'column_name': 'is_retaliation', 'value': cast(t.is_retaliation as varchar)}
        ]) as pair
    from trade_measures as t
)

select
    counted.table_name,
    counted.row_id,
    counted.column_name,
    counted.value,
    coalesce(counted.value = chosen.pair.value, false) as is_chosen,
    counted.source_count,
    counted.article_count,
    counted.sources,
    counted.article_ids,
    counted.first_reported_date,
    counted.last_reported_date,
    counted.value_count
from counted
left join chosen
    on chosen.table_name = counted.table_name
    and chosen.row_id = counted.row_id
    and chosen.pair.column_name = counted.column_name
where counted.value_count > 1;

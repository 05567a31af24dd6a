-- The lower end of a range is not above its upper end.
select
    'trade_measures' as table_name,
    measure_id as row_id,
    'rate_percent_max' as column_name,
    'is ' || rate_percent_max || ', below rate_percent ' || rate_percent as detail
from trade_measures
where rate_percent_max < rate_percent
union all
select
    'measure_reports' as table_name,
    report_id as row_id,
    'rate_percent_max' as column_name,
    'is ' || rate_percent_max || ', below rate_percent ' || rate_percent as detail
from measure_reports
where rate_percent_max < rate_percent
union all
select
    'evidence' as table_name,
    evidence_id as row_id,
    'char_end' as column_name,
    'is ' || char_end || ', not beyond char_start ' || char_start as detail
from evidence
where char_end <= char_start
union all
select
    'country_groups' as table_name,
    group_id || '|' || country as row_id,
    'left' as column_name,
    'is ' || "left" || ', before joined ' || joined as detail
from country_groups
where "left" < joined
union all
select
    'countries' as table_name,
    country as row_id,
    'valid_to' as column_name,
    'is ' || valid_to || ', before valid_from ' || valid_from as detail
from countries
where valid_to < valid_from
union all
select
    'coverage' as table_name,
    coalesce(outlet, '') || '|' || coalesce(cast("date" as varchar), '') as row_id,
    'relevant_count' as column_name,
    'is ' || relevant_count || ', more than article_count ' || article_count as detail
from coverage
where relevant_count > article_count
union all
select
    'quality' as table_name,
    concat_ws('|', table_name, coalesce(column_name, ''), metric, corpus) as row_id,
    'value' as column_name,
    'is ' || "value" || ', outside its interval ' || ci_low || ' to ' || ci_high as detail
from quality
where "value" < ci_low or "value" > ci_high;

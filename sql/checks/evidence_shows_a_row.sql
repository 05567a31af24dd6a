-- Evidence shows a row that there is.
with rows_by_table as (
    select 'meetings' as table_name, meeting_id as row_id from meetings
    union all
    select 'meeting_reports' as table_name, report_id as row_id from meeting_reports
    union all
    select 'participants' as table_name, participant_id as row_id from participants
    union all
    select 'statements' as table_name, statement_id as row_id from statements
    union all
    select 'trade_measures' as table_name, measure_id as row_id from trade_measures
    union all
    select 'measure_reports' as table_name, report_id as row_id from measure_reports
    union all
    select 'measure_events' as table_name, event_id as row_id from measure_events
    union all
    select 'trade_measure_parties' as table_name, party_id as row_id from trade_measure_parties
    union all
    select 'persons' as table_name, person_id as row_id from persons
    union all
    select 'organisations' as table_name, organisation_id as row_id from organisations
    union all
    select 'articles' as table_name, article_id as row_id from articles
)

select
    'evidence' as table_name,
    e.evidence_id as row_id,
    'row_id' as column_name,
    'is ' || e.row_id || ', which is no row of ' || e.table_name as detail
from evidence as e
left join rows_by_table as r on r.table_name = e.table_name and r.row_id = e.row_id
where r.row_id is null;

-- The meeting that a statement is linked to is reported by the article of the statement.
select
    'statements' as table_name,
    s.statement_id as row_id,
    'meeting_id' as column_name,
    'is ' || s.meeting_id || ', which ' || s.article_id || ' does not report' as detail
from statements as s
left join meeting_reports as r on r.meeting_id = s.meeting_id and r.article_id = s.article_id
where s.meeting_id is not null and r.report_id is null;

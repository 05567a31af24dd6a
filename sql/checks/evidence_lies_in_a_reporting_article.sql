-- Evidence of a meeting, a measure or a part of one lies in an article that reports it, that of a statement in its article.
with places as (
    select 'meetings' as table_name, meeting_id as row_id, article_id
    from meeting_reports
    union
    select 'trade_measures' as table_name, measure_id as row_id, article_id
    from measure_reports
    union
    select 'statements' as table_name, statement_id as row_id, article_id
    from statements
    union
    select 'participants' as table_name, p.participant_id as row_id, r.article_id
    from participants as p
    inner join meeting_reports as r on r.meeting_id = p.meeting_id
    union
    select 'trade_measure_parties' as table_name, p.party_id as row_id, r.article_id
    from trade_measure_parties as p
    inner join measure_reports as r on r.measure_id = p.measure_id
    union
    select 'measure_events' as table_name, e.event_id as row_id, r.article_id
    from measure_events as e
    inner join measure_reports as r on r.measure_id = e.measure_id
)

select
    'evidence' as table_name,
    e.evidence_id as row_id,
    'article_id' as column_name,
    'is ' || e.article_id || ', which does not report ' || e.table_name || ' ' || e.row_id as detail
from evidence as e
left join places as p
    on p.table_name = e.table_name and p.row_id = e.row_id and p.article_id = e.article_id
where
    p.row_id is null
    -- Spans written by a person may come from an article that the rules did not read as a report.
    and e.extractor <> 'correction'
    and e.table_name in (
        'meetings', 'trade_measures', 'statements', 'participants', 'trade_measure_parties',
        'measure_events'
    );

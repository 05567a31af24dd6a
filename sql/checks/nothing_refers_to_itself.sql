-- No row refers to itself, and the head of a cluster of near-duplicates is no duplicate.
select
    'meetings' as table_name,
    meeting_id as row_id,
    'parent_meeting_id' as column_name,
    'is the meeting itself' as detail
from meetings
where parent_meeting_id = meeting_id
union all
select
    'statements' as table_name,
    statement_id as row_id,
    'is_repeat_of' as column_name,
    'is the statement itself' as detail
from statements
where is_repeat_of = statement_id
union all
select
    'statements' as table_name,
    s.statement_id as row_id,
    'is_repeat_of' as column_name,
    'is a statement of the same article' as detail
from statements as s
inner join statements as r on r.statement_id = s.is_repeat_of
where r.article_id = s.article_id and r.statement_id <> s.statement_id
union all
select
    'measure_relations' as table_name,
    measure_id || '|' || related_measure_id || '|' || relation as row_id,
    'related_measure_id' as column_name,
    'is the measure itself' as detail
from measure_relations
where related_measure_id = measure_id
union all
select
    'articles' as table_name,
    a.article_id as row_id,
    'duplicate_of' as column_name,
    case
        when h.article_id = a.article_id then 'is the article itself'
        else 'is ' || h.article_id || ', itself a duplicate of ' || h.duplicate_of
    end as detail
from articles as a
inner join articles as h on h.article_id = a.duplicate_of
where h.duplicate_of is not null;

-- The person of a statement is one of its speakers.
select
    'statements' as table_name,
    s.statement_id as row_id,
    'person_id' as column_name,
    'is ' || s.person_id || ', who is none of its statement_speakers' as detail
from statements as s
inner join statement_speakers as p on p.statement_id = s.statement_id
where s.person_id is not null
group by s.statement_id, s.person_id
having not coalesce(bool_or(p.person_id = s.person_id), false);

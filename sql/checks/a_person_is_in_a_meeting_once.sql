-- A person has one row per meeting.
select
    'participants' as table_name,
    min(p.participant_id) as row_id,
    'person_id' as column_name,
    'is ' || p.person_id || ', who has ' || count(*) || ' rows in ' || p.meeting_id as detail
from participants as p
where p.person_id is not null
group by p.meeting_id, p.person_id
having count(*) > 1;

-- participant_count is the number of rows in participants.
select
    'meetings' as table_name,
    m.meeting_id as row_id,
    'participant_count' as column_name,
    'is ' || m.participant_count || ', but participants has ' || count(p.participant_id) || ' rows'
    as detail
from meetings as m
left join participants as p on p.meeting_id = m.meeting_id
group by m.meeting_id, m.participant_count
having m.participant_count <> count(p.participant_id);

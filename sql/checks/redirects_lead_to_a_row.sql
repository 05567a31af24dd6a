-- A redirect leads, over as many steps as it takes, to a row; and no row bears a redirected id.
with recursive ids as (
    select meeting_id as id from meetings
    union all
    select participant_id as id from participants
    union all
    select person_id as id from persons
    union all
    select organisation_id as id from organisations
    union all
    select statement_id as id from statements
    union all
    select measure_id as id from trade_measures
    union all
    select party_id as id from trade_measure_parties
    union all
    select event_id as id from measure_events
    union all
    select evidence_id as id from evidence
    union all
    select article_id as id from articles
    union all
    select report_id as id from meeting_reports
    union all
    select report_id as id from measure_reports
),

-- A union without all ends on a circle.
steps(old_id, id) as (
    select old_id, new_id as id
    from id_redirects
    union
    select s.old_id, r.new_id as id
    from steps as s
    inner join id_redirects as r on r.old_id = s.id
)

select
    'id_redirects' as table_name,
    s.old_id as row_id,
    'new_id' as column_name,
    'leads to no row; it ends at ' || max(s.id) as detail
from steps as s
left join ids on ids.id = s.id
group by s.old_id
having count(ids.id) = 0
union all
select
    'id_redirects' as table_name,
    r.old_id as row_id,
    'old_id' as column_name,
    'is redirected, but a row still bears it' as detail
from id_redirects as r
inner join ids on ids.id = r.old_id;

-- Every participant, measure party and measure event has whole-row evidence, in each article that has any of it.
with parts as (
    select 'participants' as table_name, participant_id as row_id
    from participants
    union all
    select 'trade_measure_parties' as table_name, party_id as row_id
    from trade_measure_parties
    union all
    select 'measure_events' as table_name, event_id as row_id
    from measure_events
),

articles_of_parts as (
    select
        p.table_name,
        p.row_id,
        e.article_id,
        coalesce(bool_or(e.column_name is null and e.evidence_id is not null), false) as has_whole
    from parts as p
    left join evidence as e on e.table_name = p.table_name and e.row_id = p.row_id
    group by p.table_name, p.row_id, e.article_id
)

select
    a.table_name,
    a.row_id,
    null as column_name,
    'has no evidence of the row as a whole' || coalesce(' in ' || a.article_id, '') as detail
from articles_of_parts as a
where not a.has_whole;

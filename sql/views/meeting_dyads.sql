-- One row per meeting and pair of parties (country_a before country_b): a country pair as reported, a group such as the EU as itself.
-- A party is a country, or a body whose name or code is a group of country_groups (ASEAN, G7 …).
-- `group_a` and `group_b` hold that group: join country_groups on them, or read meeting_member_dyads.
create or replace view meeting_dyads as
with group_names as (
    select distinct
        country_groups.group_id,
        lower(country_groups.group_id) as name
    from country_groups
),

organisation_names as (
    select
        o.organisation_id,
        lower(unnest(list_append(o.name_variants, o.name))) as name
    from organisations as o
),

organisation_groups as (
    select
        n.organisation_id,
        min(g.group_id) as group_id
    from organisation_names as n
    inner join group_names as g on g.name = n.name
    group by n.organisation_id
),

parties as (
    select distinct
        p.meeting_id,
        coalesce(
            p.country, case when og.group_id = 'EU' then 'EUU' else og.group_id end
        ) as party,
        case
            when p.country = 'EUU' then 'EU'
            when p.country is null then og.group_id
        end as group_id
    from participants as p
    left join organisation_groups as og on og.organisation_id = p.organisation_id
    where p.country is not null or og.group_id is not null
)

select
    m.meeting_id,
    a.party as country_a,
    b.party as country_b,
    a.group_id as group_a,
    b.group_id as group_b,
    m.status,
    m.status in ('held', 'ongoing') as is_held,
    m.date_edtf,
    m.date_earliest,
    m.date_latest,
    m.arity,
    m.medium,
    m.setting,
    m.level,
    m.place_country,
    m.first_reported_date,
    m.source_count,
    m.confidence
from meetings as m
inner join parties as a on a.meeting_id = m.meeting_id
inner join parties as b on b.meeting_id = m.meeting_id and a.party < b.party;

-- One row per meeting and pair of countries, a group such as the EU replaced by its members on the day of the meeting.
-- The day is date_latest, else first_reported_date; `via_group_a` and `via_group_b` say through which group a country comes in.
create or replace view meeting_member_dyads as
with sides as (
    select
        d.meeting_id,
        d.country_a as party,
        d.group_a as group_id
    from meeting_dyads as d
    union
    select
        d.meeting_id,
        d.country_b as party,
        d.group_b as group_id
    from meeting_dyads as d
),

members as (
    select
        s.meeting_id,
        s.party,
        coalesce(g.country, s.party) as country,
        case when g.country is not null then s.group_id end as via_group
    from sides as s
    inner join meetings as m on m.meeting_id = s.meeting_id
    left join country_groups as g
        on g.group_id = s.group_id
        and coalesce(m.date_latest, m.first_reported_date) >= coalesce(g.joined, date '0001-01-01')
        and coalesce(m.date_latest, m.first_reported_date) < coalesce(g."left", date '9999-12-31')
)

select distinct
    m.meeting_id,
    a.country as country_a,
    b.country as country_b,
    a.via_group as via_group_a,
    b.via_group as via_group_b,
    m.status,
    m.status in ('held', 'ongoing') as is_held,
    m.date_edtf,
    m.date_earliest,
    m.date_latest
from meetings as m
inner join members as a on a.meeting_id = m.meeting_id
inner join members as b
    on b.meeting_id = m.meeting_id
    and a.party <> b.party
    and a.country < b.country;

-- One row per meeting and pair of named persons (person_a before person_b by id), held or not: see status.
-- Persons of one delegation are paired too; `is_same_country` tells them apart.
create or replace view who_met_whom as
select
    m.meeting_id,
    a.person_id as person_a,
    b.person_id as person_b,
    coalesce(pa.name, a.name) as name_a,
    coalesce(pb.name, b.name) as name_b,
    a.office as office_a,
    b.office as office_b,
    a.country as country_a,
    b.country as country_b,
    a.role as role_a,
    b.role as role_b,
    coalesce(a.country = b.country, false) as is_same_country,
    m.status,
    m.status in ('held', 'ongoing') as is_held,
    m.date_edtf,
    m.date_earliest,
    m.date_latest,
    m.medium,
    m.setting,
    m.occasion,
    m.place_name,
    m.place_country,
    m.first_reported_date,
    m.source_count,
    m.confidence
from meetings as m
inner join participants as a on a.meeting_id = m.meeting_id
inner join participants as b on b.meeting_id = m.meeting_id and a.person_id < b.person_id
left join persons as pa on pa.person_id = a.person_id
left join persons as pb on pb.person_id = b.person_id;

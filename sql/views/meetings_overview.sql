-- One row per meeting: who met, when, where and on what, all participants in one row.
create or replace view meetings_overview as
with people as (
    select
        p.meeting_id,
        string_agg(
            coalesce(p.name, p.organisation, c.name, p.country, 'unnamed')
            || case
                when p.name is not null and p.office is not null then ' (' || p.office || ')'
                else ''
            end,
            '; '
            order by p.country, p.name, p.participant_id
        ) as participants,
        list_sort(list(distinct p.country) filter (where p.country is not null)) as countries,
        list_sort(
            list(distinct p.organisation) filter (where p.organisation is not null)
        ) as organisations,
        list_sort(
            list(distinct p.person_id) filter (where p.person_id is not null)
        ) as person_ids,
        list_sort(
            list(distinct p.country) filter (where p.is_host and p.country is not null)
        ) as host_countries
    from participants as p
    left join countries as c on c.country = p.country
    group by p.meeting_id
)

select
    m.meeting_id,
    m.status,
    m.date_edtf,
    m.date_earliest,
    m.date_latest,
    m.place_name,
    m.place_country,
    people.participants,
    coalesce(people.countries, []) as countries,
    coalesce(people.organisations, []) as organisations,
    coalesce(people.person_ids, []) as person_ids,
    coalesce(people.host_countries, []) as host_countries,
    m.arity,
    m.medium,
    m.setting,
    m.level,
    m.occasion,
    m.topics,
    m.measure_ids,
    m.first_reported_date,
    m.last_reported_date,
    m.article_count,
    m.source_count,
    m.confidence
from meetings as m
left join people on people.meeting_id = m.meeting_id;

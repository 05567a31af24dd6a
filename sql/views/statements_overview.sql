-- One row per statement: who said what, where it was reported, and the meeting and measures it speaks of.
create or replace view statements_overview as
with speakers as (
    select
        s.statement_id,
        list_sort(list(distinct s.country) filter (where s.country is not null)) as countries,
        list_sort(list(distinct s.person_id) filter (where s.person_id is not null)) as person_ids
    from statement_speakers as s
    group by s.statement_id
)

select
    s.statement_id,
    coalesce(s.speaker_name, s.speaker_organisation, c.name, s.speaker_country) as speaker,
    s.speaker_name,
    s.speaker_office,
    s.speaker_office_type,
    s.speaker_country,
    s.speaker_organisation,
    coalesce(speakers.countries, []) as speaker_countries,
    coalesce(speakers.person_ids, []) as speaker_person_ids,
    s.kind,
    s.cue,
    s.text,
    s.audience,
    s.channel,
    s.channel_name,
    s.date_edtf,
    s.date_earliest,
    s.date_latest,
    s.place_name,
    s.meeting_id,
    s.measure_ids,
    s.about_countries,
    s.is_repeat_of,
    s.article_id,
    a.outlet,
    a.agency,
    a.url,
    a.title,
    a.published_date,
    s.confidence,
    s.rule
from statements as s
left join speakers on speakers.statement_id = s.statement_id
left join countries as c on c.country = s.speaker_country
left join articles as a on a.article_id = s.article_id;

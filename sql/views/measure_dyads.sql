-- One row per measure and pair of parties: implementer and target, or two that negotiate (relation says which).
-- `target` is null where the measure names none (all countries, or not said); a body without a country keeps its name.
create or replace view measure_dyads as
with named as (
    select distinct
        p.measure_id,
        p.role,
        coalesce(p.country, p.organisation, p.name, o.name, 'unnamed') as party,
        p.country
    from trade_measure_parties as p
    left join organisations as o on o.organisation_id = p.organisation_id
),

pairs as (
    select
        i.measure_id,
        'implementer_target' as relation,
        i.party as implementer,
        i.country as implementer_country,
        t.party as target,
        t.country as target_country
    from named as i
    left join named as t on t.measure_id = i.measure_id and t.role = 'target'
    where i.role = 'implementer'
    union all
    select
        i.measure_id,
        'negotiating_parties' as relation,
        i.party as implementer,
        i.country as implementer_country,
        t.party as target,
        t.country as target_country
    from named as i
    inner join named as t
        on t.measure_id = i.measure_id
        and t.role = 'negotiating_party'
        and i.party < t.party
    where i.role = 'negotiating_party'
)

select
    pairs.measure_id,
    pairs.relation,
    pairs.implementer,
    pairs.implementer_country,
    pairs.target,
    pairs.target_country,
    m.measure_type,
    m.direction,
    m.status,
    m.is_in_force,
    m.product,
    m.rate_percent,
    m.rate_percent_max,
    m.announced_edtf,
    m.effective_edtf,
    m.ended_edtf,
    m.is_retaliation,
    m.first_reported_date,
    m.source_count,
    m.confidence
from pairs
inner join trade_measures as m on m.measure_id = pairs.measure_id;

-- The current id of the row once published as `id`: id_redirects followed to its end; an id without redirect is its own.
create or replace macro resolve_id(id) as (
    with recursive chain(step, current_id) as (
        select
            0 as step,
            id as current_id
        union all
        select
            chain.step + 1 as step,
            r.new_id as current_id
        from chain
        inner join id_redirects as r on r.old_id = chain.current_id
        where chain.step < 100
    )

    select chain.current_id
    from chain
    order by chain.step desc
    limit 1
);

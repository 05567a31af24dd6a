-- One row: the current id of the row once published as `id`, for use in FROM; the same as the scalar resolve_id.
create or replace macro resolve_id(id) as table
select resolve_id(id) as current_id;

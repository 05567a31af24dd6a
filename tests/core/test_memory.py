"""Work that does not fit gets more memory until it is done, and fails only where none is left."""

from __future__ import annotations

import duckdb
import pytest

from communique.core.memory import within


def test_work_that_runs_out_of_memory_is_done_again_with_more() -> None:
    with duckdb.connect() as connection:
        connection.execute("set temp_directory = ''")
        statement = "select count(*) from (select distinct hash(range) from range(300000))"
        connection.execute("set memory_limit = '2MB'")
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute(statement).fetchall()
        assert within(connection, 2, lambda: connection.execute(statement).fetchall()) == [
            (300_000,)
        ]


def test_a_fault_of_another_kind_is_raised_at_once() -> None:
    calls = []
    with duckdb.connect() as connection, pytest.raises(duckdb.CatalogException):
        within(connection, 64, lambda: (calls.append(1), connection.execute("from nowhere")))
    assert len(calls) == 1

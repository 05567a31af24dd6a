"""Gives DuckDB as little memory as a piece of work takes.

Most work keeps to a limit of its own by writing to the disk; an index, a window or a join over some
columns cannot, and gets twice as much until it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import duckdb

MOST_MEGABYTES = 1 << 20

Done = TypeVar("Done")


def within(connection: duckdb.DuckDBPyConnection, megabytes: int, work: Callable[[], Done]) -> Done:
    """Return what `work` returns under a memory limit, which is doubled while DuckDB runs out of it.

    `work` is done again from its start, and the last limit stays in force. Raises
    duckdb.OutOfMemoryException where the machine itself has no more.
    """
    while True:
        connection.execute(f"set memory_limit = '{megabytes}MB'")
        try:
            return work()
        except duckdb.OutOfMemoryException:
            if megabytes >= MOST_MEGABYTES:
                raise
            megabytes *= 2

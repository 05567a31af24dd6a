from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from publish import sample

from communique.publish import publish


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample dataset, published."""
    out = tmp_path_factory.mktemp("built") / "dist"
    publish(sample.tables(), out, check=lambda folder: [])
    return out


@pytest.fixture
def database(dist: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(dist / "communique.duckdb"), read_only=True) as connection:
        yield connection

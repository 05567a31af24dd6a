"""A release read by the DuckDB of others: 1.4, the oldest that its files promise, with httpfs.

Each runs in an environment of its own, which is made for the test; without a package index to make
it from, the tests are skipped.
"""

from __future__ import annotations

import json
import subprocess
import venv
from pathlib import Path

import duckdb
import pytest
from release import made
from release.web import served

from communique.publish.descriptor import authored
from communique.release.publication import release

# The package of the extension is built for one version of DuckDB.
PACKAGES = ("duckdb==1.4.4", "duckdb-ext-httpfs==1.4.4.20260205")
VIEWS = """
import json, sys
import duckdb
with duckdb.connect({connect}) as connection:
    {prepare}
    names = [row[0] for row in connection.execute(
        "select view_name from duckdb_views() where not internal order by view_name").fetchall()]
    counts = dict((name, connection.execute(
        'select count(*) from "' + name + '"').fetchall()[0][0]) for name in names)
    why = connection.execute("select count(*) from why('mtg-aaaaaaaaaaaa')").fetchall()[0][0]
print(json.dumps([duckdb.__version__, counts, why]))
"""
LOAD = """
    from pathlib import Path
    import duckdb_ext
    files = Path(next(iter(duckdb_ext.__path__))).rglob("httpfs.duckdb_extension")
    connection.execute("load '" + str(next(files)) + "'")
    connection.execute("set variable communique_root = '{root}'")
    connection.execute(Path(sys.argv[1]).read_text("utf-8"))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter with DuckDB 1.4 and nothing else."""
    place = tmp_path_factory.mktemp("other") / "venv"
    venv.create(place, with_pip=True)
    command = [place / "bin/python", "-m", "pip", "install", "--quiet", *PACKAGES]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"{', '.join(PACKAGES)} cannot be had: {result.stderr.strip()[-200:]}")
    return place / "bin/python"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published release."""
    place = tmp_path_factory.mktemp("published")
    version = str(authored()["version"])
    return release(version, made.folder(place / "dist"), place / "releases").folder


def counted(python: Path, code: str, folder: Path) -> dict[str, int]:
    """The rows of every view, as the other DuckDB counts them."""
    command = [python, "-c", code, folder / "views.sql"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    version, counts, why = json.loads(result.stdout)
    assert (version, why) == (PACKAGES[0].partition("==")[2], 0)
    return dict(counts)


def views_here(folder: Path) -> dict[str, int]:
    """The rows of every view, as the DuckDB of this project counts them."""
    with duckdb.connect(str(folder / "communique.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select view_name from duckdb_views() where not internal"
        ).fetchall()
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchall()[0][0]
            for (name,) in names
        }


@pytest.mark.soak
def test_duckdb_1_4_opens_the_database(python: Path, folder: Path) -> None:
    database = repr(str(folder / "communique.duckdb"))
    code = VIEWS.format(connect=f"{database}, read_only=True", prepare="pass")
    assert counted(python, code, folder) == views_here(folder)


@pytest.mark.soak
def test_duckdb_1_4_reads_the_views_over_http_with_httpfs(python: Path, folder: Path) -> None:
    with served(folder) as site:
        code = VIEWS.format(connect="", prepare=LOAD.format(root=site.address).strip())
        found = counted(python, code, folder)
        assert any(part is not None for _, _, part in site.asked)
    # Over the files, the tables are views too.
    here = views_here(folder)
    assert {name: found[name] for name in here} == here

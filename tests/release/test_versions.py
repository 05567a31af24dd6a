"""The version is one wherever it is written, and what is published under `releases/` is whole."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import communique
from communique.release.citation import to_json
from communique.release.snapshot import read_baseline
from communique.release.versions import VERSIONS, index, parse, published

ROOT = Path(__file__).parents[2]
RELEASES = ROOT / "releases"
AUTHORED = json.loads((ROOT / "datapackage.json").read_text("utf-8"))


def test_the_version_is_the_same_everywhere() -> None:
    version = AUTHORED["version"]
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert communique.__version__ == version
    assert str(cff["version"]) == version
    assert project["tool"]["hatch"]["version"]["path"] == "build/communique/__init__.py"
    assert re.findall(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)[0] == version
    assert f"version {version}, CC BY 4.0" in (ROOT / "README.md").read_text("utf-8")


def test_the_version_is_not_behind_what_is_published() -> None:
    assert all(each <= parse(AUTHORED["version"]) for each in published(RELEASES))


def test_the_index_names_every_published_version() -> None:
    if not published(RELEASES):
        pytest.skip("no version is published yet")
    assert (RELEASES / VERSIONS).read_text("utf-8") == to_json(index(RELEASES))


@pytest.mark.parametrize("version", [str(each) for each in published(RELEASES)] or [None])
def test_the_baseline_of_a_published_version_can_be_read(version: str | None) -> None:
    if version is None:
        pytest.skip("no version is published yet")
    baseline = read_baseline(RELEASES / version)
    assert baseline.version == version
    assert not baseline.rows.is_empty()

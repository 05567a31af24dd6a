"""The sample of `sample.py`, written to disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate import sample


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return sample.write_built(tmp_path / "dist")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return sample.write_gold(tmp_path / "annotated")

"""Spark gives the bytes of the local engine; where there is no Java or no PySpark, this is skipped."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from communique.cli import main

needs_spark = pytest.mark.skipif(
    shutil.which("java") is None or importlib.util.find_spec("pyspark") is None,
    reason="NOT TESTED: --engine spark needs Java 17 (java on the PATH) and PySpark",
)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    options = "--master local[2] --conf spark.ui.enabled=false --driver-memory 1g pyspark-shell"
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", options)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "build"))


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "communique.duckdb"
    }


@needs_spark
def test_spark_and_local_processes_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.engines import spark

    monkeypatch.setattr(spark, "BATCHES_A_WAVE", 2)
    monkeypatch.setattr(spark, "BATCHES_A_PART", 1)
    source = tmp_path / "news.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for n in range(100):
            text = (
                "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on "
                f"Friday. “We agreed on point {n} of the list,” Macron told reporters in the garden."
            )
            published = f"2025-10-{1 + n % 28:02d}"
            file.write(json.dumps({"text": text, "published": published, "outlet": "A"}) + "\n")
        file.write('{"text": 7}\nno object\n')
    for engine in ("local", "spark"):
        arguments = ["build", str(source), "-o", str(tmp_path / engine), "--engine", engine]
        assert main([*arguments, "--no-cache", "--workers", "1"]) == 0
    assert hashes(tmp_path / "local") == hashes(tmp_path / "spark")

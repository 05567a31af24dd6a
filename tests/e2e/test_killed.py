"""kill -9 at any moment of a build: the earlier dataset stays whole, the next build completes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
    "“We agreed on a great deal,” Macron told reporters. France imposed a 25% tariff on steel."
)


def kills(tmp_path: Path, rounds: int) -> int:
    source = tmp_path / "news.jsonl"
    lines = [json.dumps({"text": f"{TEXT} Day {n}.", "published": "2025-10-25"}) for n in range(3)]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    script = Path(__file__).with_name("killing.py")
    done = subprocess.run(
        [sys.executable, script, source, tmp_path / "dist", str(rounds), "7"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "build")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 20) >= 15


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 200) >= 150

"""Processes that die are replaced, and what they had to do is done again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

from communique.engines.local import LocalEngine
from communique.engines.task import Task, decode_reading, do_all
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.record import Record

ROOT = Path(__file__).parents[2]


def batches(count: int) -> list[list[Task]]:
    return [
        [Task("a", None, b"", pack(Record(f"The minister met the envoy in Oslo, day {n}.", {})))]
        for n in range(count)
    ]


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    expected = [do_all(batch, Limits()) for batch in batches(30)]
    found = []
    for batch in LocalEngine(2).run(batches(30), Limits(), tmp_path):
        found.append(batch)
        if len(found) == 3:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)
    assert found == expected


DEADLY = """
import os, sys
from pathlib import Path
from communique.engines import local
from communique.engines.task import Task, decode_reading, do_all
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.record import Record

def deadly(batch, limits):
    if any(task.name == "bad.txt" for task in batch):
        os._exit(9)
    return do_all(batch, limits)

local.do_all = deadly
if __name__ == "__main__":
    names = ["a.txt", "bad.txt", "b.txt"]
    batch = [Task(name, None, b"", pack(Record("The minister met the envoy.", {}))) for name in names]
    for done in local.LocalEngine(2).run([batch, batch[:1]], Limits(), Path()):
        for task in done:
            reading = decode_reading(task.reading)
            print(task.name, reading.article is not None, [r.reason for r in reading.rejects])
"""


def test_a_record_that_brings_its_process_down_is_refused_and_stops_nothing(tmp_path: Path) -> None:
    script = tmp_path / "deadly.py"
    script.write_text(DEADLY)
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "build")},
    )
    assert done.stdout.splitlines() == [
        "a.txt True []",
        "bad.txt False ['bad_record']",
        "b.txt True []",
        "a.txt True []",
    ]


def test_one_worker_and_several_give_the_same(tmp_path: Path) -> None:
    one, two = (list(LocalEngine(n).run(batches(9), Limits(), tmp_path)) for n in (1, 2))
    assert one == two
    assert decode_reading(one[0][0].reading or b"").article is not None

"""The fingerprint knows every vocabulary that extraction reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from communique.cache import fingerprint

ROOT = Path(__file__).parents[2]
OPENED = """
import json, sys
opened = set()
def note(event, arguments):
    if event == "open" and "seeds" in str(arguments[0]) and "reference" in str(arguments[0]):
        opened.add(str(arguments[0]).replace("\\\\", "/").split("/reference/")[1])
from pathlib import Path
sys.addaudithook(note)
from communique.engines.task import do, Task
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.read import read_records
for item in read_records([Path(sys.argv[1])]):
    do(Task("", None, b"", pack(item[0])), Limits())
print(json.dumps(sorted(opened)))
"""


def test_every_vocabulary_that_is_opened_is_in_the_fingerprint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(ROOT / "seeds" / "articles")],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "build"), "PATH": ""},
    )
    opened = set(json.loads(done.stdout))
    listed = {
        path.relative_to(ROOT / "seeds" / "reference").as_posix()
        for code in (fingerprint.READING, fingerprint.EXTRACTION)
        for path in fingerprint.tables(code)
    }
    assert len(opened) > 20
    assert opened <= listed


def test_what_only_publishing_and_evaluation_read_is_not_in_it() -> None:
    listed = {path.stem for path in fingerprint.tables(fingerprint.EXTRACTION)}
    assert not listed & {"quality", "evaluation_titles", "evaluation_families"}
    assert "offices" in listed


def test_reading_does_not_depend_on_the_rules_of_extraction() -> None:
    listed = {path.stem for path in fingerprint.tables(fingerprint.READING)}
    assert "agencies" in listed
    assert not listed & {"meetings", "measure_verbs", "persons"}

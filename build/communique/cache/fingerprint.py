"""Names the state of the code and vocabularies that a cached result depends on."""

from __future__ import annotations

import hashlib
import platform
import re
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

from communique.core.resources import root

PACKAGE = Path(__file__).resolve().parents[1]
# What makes an article of a record, and what finds mentions in an article.
READING = (
    *("core/model.py", "core/ids.py", "lexicon/tables.py", "text"),
    *(f"sources/{name}.py" for name in ("article", "dates", "fields", "licences", "packed")),
)
EXTRACTION = ("core/model.py", "core/edtf.py", "core/terms.py", "text", "lexicon", "extract")
LIBRARIES = ("ahocorasick-rs", "msgspec", "sentencex")
_LITERAL = re.compile(rb"\"([a-z_]+)\"")


@cache
def reading() -> bytes:
    """Return 16 bytes that change when an article could be read otherwise."""
    return _digest(READING)


@cache
def extraction() -> bytes:
    """Return 16 bytes that change when an extractor could find something else."""
    return _digest(EXTRACTION)


def tables(code: tuple[str, ...]) -> list[Path]:
    """Return the vocabularies that `code` names: a file whose stem stands there as a string.

    A name that is meant otherwise adds a vocabulary that does not matter, which costs a new
    extraction and never a stale one.
    """
    # The core reads no vocabulary; it names tables of the dataset, which may be called the same.
    readers = tuple(name for name in code if not name.startswith("core/"))
    named = {
        name.decode() for path in _files(readers) for name in _LITERAL.findall(path.read_bytes())
    }
    reference = root() / "seeds" / "reference"
    found = [path for path in sorted(reference.glob("*.csv")) if path.stem in named]
    patterns = sorted((reference / "patterns").rglob("*.yaml")) if "extract" in code else []
    return found + patterns


def _files(code: tuple[str, ...]) -> list[Path]:
    found = []
    for name in code:
        path = PACKAGE / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def _digest(code: tuple[str, ...]) -> bytes:
    digest = hashlib.sha256()
    versions = [f"{name}={version(name)}" for name in LIBRARIES]
    versions += [platform.python_version(), unicodedata.unidata_version]
    digest.update("\n".join(versions).encode())
    for path in (*_files(code), *tables(code)):
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode() + content)
    return digest.digest()[:16]

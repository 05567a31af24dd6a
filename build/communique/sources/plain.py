"""Reads .txt: the text of one article, its metadata in a .json file of the same stem, if any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.sources.jsonvalues import parse_object
from communique.sources.limits import Limits, Refused
from communique.sources.record import Record, Source
from communique.sources.streams import as_utf8, read_whole
from communique.text.normalise import NotText, decode


def read_text(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield the one article of the file.

    A sidecar that cannot be read as an object refuses the article: metadata that was meant to be
    there must not be lost in silence.
    """
    text = decoded(read_whole(source.path, limits.max_text_bytes))
    sidecar = source.path.with_suffix(".json")
    fields: dict[str, object] = {}
    if sidecar.is_file():
        what = f"the sidecar {sidecar.name}"
        try:
            data = b"".join(as_utf8(iter([read_whole(sidecar, limits.max_front_matter)])))
            fields = parse_object(data, what, None)
        except (Refused, OSError) as error:
            detail = error.detail if isinstance(error, Refused) else error.strerror
            raise Refused("bad_record", f"{what}: {detail}") from None
    yield Record(text, {key.strip().lower(): value for key, value in fields.items()})


def has_text(path: Path) -> Path | None:
    """Return the .txt file whose sidecar `path` is, if it is one."""
    text = path.with_suffix(".txt")
    return text if path.suffix.lower() == ".json" and text.is_file() else None


def decoded(data: bytes) -> str:
    """Return the text of `data`; raise Refused (not_text)."""
    try:
        return decode(data)[0]
    except NotText as error:
        raise Refused("not_text", f"{error}; save it as UTF-8 text") from None

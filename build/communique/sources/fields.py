"""Turns the metadata of a record, of whatever type they came in, into clean strings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from communique.sources.limits import Refused
from communique.text.normalise import normalise_line

_MOST_CHARACTERS = 4_000
_SPELLINGS = {"licence": "license"}


class Metadata(Struct, frozen=True):
    """The metadata of an article; `published` as found."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    licence: str | None = None
    published: object = None


def read_metadata(fields: Mapping[str, object], position: str | None) -> Metadata:
    """Return the known keys of `fields`; others are ignored.

    Strings are put on one line; numbers become strings; a list of names in `byline` is joined by
    commas.  Any other type, and a value of more than 4,000 characters, raises Refused (bad_record).
    """

    def value(key: str) -> str | None:
        found = fields.get(key)
        if found is None and key in _SPELLINGS:
            found = fields.get(_SPELLINGS[key])
        if isinstance(found, list) and key == "byline" and all(isinstance(i, str) for i in found):
            found = ", ".join(found)
        elif isinstance(found, (int, float)) and not isinstance(found, bool):
            found = str(found)
        if found is None:
            return None
        if not isinstance(found, str):
            raise Refused(
                "bad_record",
                f"{key} is {_kind(found)}; write a string in quotation marks",
                position,
            )
        if len(found) > _MOST_CHARACTERS:
            raise Refused(
                "bad_record",
                f"{key} has {len(found):,} characters, more than {_MOST_CHARACTERS:,}; shorten it",
                position,
            )
        return normalise_line(found) or None

    return Metadata(
        title=value("title"),
        url=_without_spaces(value("url")),
        outlet=value("outlet"),
        byline=_without_by(value("byline")),
        language=value("language"),
        licence=value("licence"),
        published=fields.get("published"),
    )


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else f"a {type(value).__name__}"


def _without_spaces(url: str | None) -> str | None:
    return url.replace(" ", "%20") if url else None


def _without_by(byline: str | None) -> str | None:
    return re.sub(r"^by:?\s+", "", byline, flags=re.IGNORECASE) or None if byline else None

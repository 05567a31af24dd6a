"""Reads .md: the text of one article after YAML front matter that holds its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from communique.sources.limits import Limits, Refused
from communique.sources.plain import decoded
from communique.sources.record import Record, Source
from communique.sources.streams import read_whole

_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
_DEEPEST = 16
_NULLS = {"", "~", "null", "Null", "NULL"}
_PLAIN_TAGS = "tag:yaml.org,2002:"
# The C parser where PyYAML has it; what either makes is a tree of strings, never an object.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_markdown(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield the one article of the file; one without front matter has no metadata.

    Broken front matter refuses the file (bad_front_matter): its text would be there, but without
    the date and source that someone wrote down for it.
    """
    text = decoded(read_whole(source.path, limits.max_text_bytes)).removeprefix("\ufeff")
    opening = _OPEN.match(text)
    if not opening:
        yield Record(text, {})
        return
    closing = _CLOSE.search(text, opening.end(), opening.end() + limits.max_front_matter)
    if not closing:
        raise Refused(
            "bad_front_matter",
            f"line 1: no line --- closes the front matter within {limits.max_front_matter:,} "
            "characters; add one",
        )
    fields = read_front_matter(text[opening.end() : closing.start()])
    yield Record(text[closing.end() :], fields)


def read_front_matter(text: str) -> dict[str, object]:
    """Return the top-level keys in lower case and their values as written, as strings or lists.

    Nothing is converted (`title: 2024` and `title: Yes` are strings), and anchors, aliases and
    tags are refused.  Lines count from the file's first, which holds ---.  Raises Refused.
    """
    try:
        _check(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise Refused("bad_front_matter", _explain(error)) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise Refused(
            "bad_front_matter", "line 2: is not a list of `key: value` lines; write title: …"
        )
    fields: dict[str, object] = {}
    for key, value in node.value:
        name = str(key.value).strip().lower() if isinstance(key, yaml.ScalarNode) else ""
        if not name:
            raise _fault(key, "a key has to be a word, such as title")
        if name in fields:
            raise _fault(key, f"the key {name} is there twice; keep one")
        fields[name] = _plain(value)
    return fields


def _check(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _fault(event, "is nested too deep; metadata are `key: value` lines")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault(
                event, "anchors (&) and aliases (*) are not read; quote or write out the value"
            )
        tag = getattr(event, "tag", None)
        if tag and not (tag == "!" or tag.startswith(_PLAIN_TAGS + "str")):
            raise _fault(event, f"tags ({tag[:40]}) are not read; quote or write out the value")


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        value = str(node.value)
        return None if not node.style and value in _NULLS else value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) if isinstance(item, yaml.ScalarNode) else {} for item in node.value]
    return {}


def _fault(where: yaml.Node | yaml.Event, message: str) -> Refused:
    mark = where.start_mark
    at = f"line {mark.line + 2}, column {mark.column + 1}: " if mark else ""
    return Refused("bad_front_matter", f"{at}{message}")


def _explain(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = f"line {mark.line + 2}, column {mark.column + 1}: " if mark else ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return f"{at}{problem}; put values that hold : or # or quotation marks in quotation marks"

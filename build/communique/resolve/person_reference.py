"""Finds a person of the reference table by another spelling or order of the name."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from communique.lexicon.tables import rows, split
from communique.resolve.person_names import Name, alike, block_keys, parse

# Below this two spellings are no longer plainly the same name.
_SURE = 0.95


@cache
def _index() -> dict[tuple[str, str], tuple[tuple[str, tuple[Name, ...]], ...]]:
    found: defaultdict[tuple[str, str], list[tuple[str, tuple[Name, ...]]]] = defaultdict(list)
    for row in rows("persons"):
        names = tuple(parse(n) for n in (row["name"], *split(row["name_variants"])))
        for block in {key for name in names for key in block_keys(name)}:
            found[row["country"], block].append((row["person_key"], names))
    return {block: tuple(known) for block, known in found.items()}


@lru_cache(maxsize=65_536)
def reference_key(name: Name, country: str | None) -> str | None:
    """Return the key of the one person of `country` who has this name, None when none or several do.

    A family name alone names nobody here: whose it is depends on the article.
    """
    if country is None or name.is_bare:
        return None
    found = {
        key
        for block in block_keys(name)
        for key, names in _index().get((country, block), ())
        if any(not known.is_bare and alike(known, name) >= _SURE for known in names)
    }
    return found.pop() if len(found) == 1 else None

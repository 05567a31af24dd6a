"""Scores how well a variant of a name fits a person: name, country, office and time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from msgspec import Struct

from communique.lexicon.tables import rows
from communique.resolve.person_mentions import Reading
from communique.resolve.person_names import Name, alike, block_keys
from communique.resolve.reports import Order

# A family name alone joins a full name only where both are in the news within so many days.
_NEAR = 550
# Two names that differ in spelling count as one person's only within one country.
_SPELT_ALIKE = 0.999


class Variant(Struct, frozen=True):
    """A name with one country and one reference key, over all its mentions or for one of them.

    `days` are the first and last day of publication, None when no mention is dated.
    """

    name: Name
    country: str | None
    key: str | None
    reading: Reading
    order: Order
    offices: frozenset[str]
    days: tuple[date, date] | None


def keys_of(variant: Variant) -> Iterable[object]:
    """Return the blocks of a variant: its reference key, and how the words of its name sound."""
    found: set[object] = set(block_keys(variant.name))
    return found | {("key", variant.key)} if variant.key else found


def trust(variant: Variant) -> tuple[object, ...]:
    """Return the place of a variant in the order of trust: known persons, then the fuller names."""
    name = variant.name
    return (
        variant.key is None,
        -len(name.words),
        -len(name.initials),
        variant.country is None,
        variant.order,
    )


def fit(person: list[Variant], variant: Variant) -> float:
    """Return how well a variant fits a person, 0 when anything speaks against it."""
    keys = {v.key for v in person if v.key}
    if variant.key and keys:
        return 2.0 if variant.key in keys else 0.0
    if not all(_countries_fit(v.country, variant.country) for v in person):
        return 0.0
    found = [alike(v.name, variant.name) for v in person]
    if not all(found):
        return 0.0
    best = max(found)
    country_known = variant.country is not None and any(v.country for v in person)
    if variant.name.is_bare and not all(v.name.is_bare for v in person):
        near = [v for v in person if _near(v, variant)]
        if not country_known or not near or _other_office(near, variant):
            return 0.0
    elif (variant.name.is_bare or best < _SPELT_ALIKE) and not country_known:
        return 0.0
    offices = variant.offices
    shared = any(offices & v.offices for v in person)
    return best + 0.2 * shared + 0.1 * country_known


@cache
def _members(group: str) -> frozenset[str]:
    return frozenset(r["country"] for r in rows("country_groups") if r["group_id"] == group)


def _countries_fit(a: str | None, b: str | None) -> bool:
    """Tell whether one person can speak for both: who serves the EU comes from a member of it."""
    if a is None or b is None or a == b:
        return True
    return (a == "EUU" and b in _members("EU")) or (b == "EUU" and a in _members("EU"))


def _other_office(person: list[Variant], variant: Variant) -> bool:
    """Tell whether a family name comes with an office that the person is never given."""
    held = {office for v in person for office in v.offices}
    return bool(held and variant.offices and not held & variant.offices)


def _near(a: Variant, b: Variant) -> bool:
    x, y = a.days, b.days
    if x is None or y is None:
        return False
    return (y[0] - x[1]).days <= _NEAR and (x[0] - y[1]).days <= _NEAR

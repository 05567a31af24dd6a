"""Pairs what was found with what was annotated, one to one, the best pairs first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from communique.evaluate.records import Measure, Meeting, Party
from communique.evaluate.spans import clash
from communique.evaluate.vocabulary import comparable
from communique.evaluate.words import overlap, same_body, same_person, touch

# The least agreement on the parties with which two records can be the same.
MEETING_PARTIES = 0.5
MEASURE_PARTIES = 0.4
# Two measures without common evidence need products that share this much of their words.
MEASURE_PRODUCT = 0.3
# What agreement in a detail adds, and a clash takes off, when several pairs are possible.
STATUS, CLASH, TYPE, RATE = 0.2, 0.5, 0.5, 0.5

Pair = tuple[int, int]
Candidate = tuple[float, int, int]


class Record(Protocol):
    """Whatever can be annotated as optional."""

    @property
    def optional(self) -> bool:
        """Whether it counts neither when missed nor when found."""
        ...


Found = TypeVar("Found")
Gold = TypeVar("Gold", bound=Record)


class Matching(Struct, frozen=True):
    """The pairs of one article and table; indices into what was found and what was annotated.

    `pairs` are with required records. `spared` are the found records that paired with an optional
    one, `missed` the required ones that nothing paired with, `false` what was found beside all.
    """

    pairs: tuple[Pair, ...]
    spared: tuple[int, ...]
    missed: tuple[int, ...]
    false: tuple[int, ...]

    @property
    def found(self) -> int:
        """How many of the found records count."""
        return len(self.pairs) + len(self.false)

    @property
    def required(self) -> int:
        """How many annotated records count."""
        return len(self.pairs) + len(self.missed)


def match(
    candidates: Iterable[Candidate],
    found: Iterable[int],
    gold: Sequence[Record],
    asked: Iterable[int],
) -> Matching:
    """Pair by falling score, each record once, ties in the order of the records.

    `candidates` are (score above 0, found index, gold index); only the records in `found` and
    `asked` take part.
    """
    left, open_gold = dict.fromkeys(found), dict.fromkeys(asked)
    pairs: list[Pair] = []
    spared: list[int] = []
    for _, one, other in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if one in left and other in open_gold:
            del left[one], open_gold[other]
            if gold[other].optional:
                spared.append(one)
            else:
                pairs.append((one, other))
    missed = tuple(index for index in open_gold if not gold[index].optional)
    return Matching(tuple(pairs), tuple(spared), missed, tuple(left))


def match_all(
    found: Sequence[Found], gold: Sequence[Gold], score: Callable[[Found, Gold], float]
) -> Matching:
    """Pair all found records with all annotated ones by a score; 0 means not the same."""
    return match(candidates(found, gold, score), range(len(found)), gold, range(len(gold)))


def candidates(
    found: Sequence[Found], gold: Sequence[Gold], score: Callable[[Found, Gold], float]
) -> list[Candidate]:
    """Return the possible pairs with their scores."""
    scored = (
        (score(one, other), i, j) for i, one in enumerate(found) for j, other in enumerate(gold)
    )
    return [candidate for candidate in scored if candidate[0] > 0]


def same_party(found: Party, gold: Party) -> bool:
    """Return whether two parties of a meeting are the same.

    Two names decide; without them two countries do; without those the names of the bodies.
    """
    if found.label and gold.label:
        return same_person(found.label, gold.label)
    if found.country and gold.country:
        return found.country == gold.country
    return same_body(found.organisation or found.label, gold.organisation or gold.label)


def same_side(found: Party, gold: Party) -> bool:
    """Return whether two parties of a measure are the same: by country or by name."""
    if found.country and found.country == gold.country:
        return True
    return same_body(found.organisation or found.label, gold.organisation or gold.label)


def pair_parties(
    found: Sequence[Party], gold: Sequence[Party], same: Callable[[Party, Party], bool]
) -> list[Pair]:
    """Give each annotated party, in order, the first free found one that is the same."""
    free = list(range(len(found)))
    pairs: list[Pair] = []
    for index, party in enumerate(gold):
        fitting = next((i for i in free if same(found[i], party)), None)
        if fitting is not None:
            free.remove(fitting)
            pairs.append((fitting, index))
    return pairs


def harmonic(precision: float, recall: float) -> float:
    """Return F1 of precision and recall, 0 when both are."""
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def precision_recall(right: int, found: int, gold: int) -> tuple[float, float]:
    """Return precision and recall; nothing found where nothing was to be found is right."""
    precision = right / found if found else float(not gold)
    recall = right / gold if gold else 1.0
    return precision, recall


def meeting_score(found: Meeting, gold: Meeting) -> float:
    """Return how well two meetings agree, 0 when they are not the same.

    Half of the parties (F1) must agree, and dates may contradict each other only when the two
    share evidence.
    """
    right = len(pair_parties(found.participants, gold.participants, same_party))
    parties = harmonic(*precision_recall(right, len(found.participants), len(gold.participants)))
    near = touch(found.evidence, gold.evidence)
    apart = clash(found.date, gold.date)
    if parties < MEETING_PARTIES or (apart and not near):
        return 0.0
    return parties + near + (found.status == gold.status) * STATUS - apart * CLASH


def measure_score(found: Measure, gold: Measure) -> float:
    """Return how well two measures agree, 0 when they are not the same.

    Their types must be comparable, four tenths of the parties (F1, role by role) must agree, and
    the two must share evidence or the words of the product.
    """
    if not comparable(found.type, gold.type):
        return 0.0
    sides = zip(found.sides, gold.sides, strict=True)
    right = sum(len(pair_parties(one, other, same_side)) for one, other in sides)
    parties = harmonic(*precision_recall(right, len(found.parties), len(gold.parties)))
    near = touch(found.evidence, gold.evidence)
    if parties < MEASURE_PARTIES or not (
        near or overlap(found.product, gold.product) >= MEASURE_PRODUCT
    ):
        return 0.0
    same_rate = found.rate_percent is not None and found.rate_percent == gold.rate_percent
    return parties + near + (found.type == gold.type) * TYPE + same_rate * RATE

"""No sentence, however it repeats itself, makes a construction take more than a time in proportion."""

from __future__ import annotations

import itertools
import time

import pytest

from communique.extract.patterns import constructions

FAMILY = constructions("meetings")
UNITS = ["".join(u) for n in (1, 2, 3) for u in itertools.product("GD,vcx&dLsi", repeat=n)]


def seconds(pattern, symbols):
    """Return the processor time of one search, the better of two."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        for _match in pattern.finditer(symbols):
            pass
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.soak
@pytest.mark.parametrize("one", FAMILY, ids=lambda c: c.name)
def test_repeating_a_part_of_a_sentence_does_not_multiply_the_work(one):
    trigger = max(one.triggers)
    for lead, unit in itertools.product(("G", trigger, "G" + trigger), UNITS):
        # an exponential search would fail at the first or second length, before it can run for long
        for length in (24, 48, 96):
            symbols = lead + (unit * length)[:length] + "_;" + trigger
            assert seconds(one.pattern, symbols) < 0.2, (lead, unit, length)

"""No sentence, however it repeats itself, makes a construction take more than a time in proportion."""

from __future__ import annotations

import itertools
import re
import time

import pytest

from communique.extract.patterns import constructions

FAMILY = constructions("meetings")
UNITS = ["".join(u) for n in (1, 2, 3) for u in itertools.product("GD,vcx&dLsi", repeat=n)]


def seconds(pattern, symbols):
    """Return the processor time of one search."""
    began = time.process_time()
    for _match in pattern.finditer(symbols):
        pass
    return time.process_time() - began


@pytest.mark.soak
@pytest.mark.parametrize("one", FAMILY, ids=lambda c: c.name)
def test_repeating_a_part_of_a_sentence_does_not_multiply_the_work(one):
    trigger = max(re.findall(r"\(\?P<t>\[?(\w+)", one.pattern.pattern)[0])
    for lead, unit in itertools.product(("G", trigger, "G" + trigger), UNITS):
        # an exponential search fails at the first length, before it can run for long
        for length in (16, 24, 32, 40, 48, 96):
            symbols = lead + (unit * length)[:length] + "_;" + trigger
            is_quick = any(seconds(one.pattern, symbols) < 0.2 for _ in range(3))
            assert is_quick, (lead, unit, length)

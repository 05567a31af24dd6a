"""When a speaker is right."""

from __future__ import annotations

import pytest

from communique.evaluate.fields import same_speaker
from communique.evaluate.records import Statement


@pytest.mark.parametrize(
    ("found", "organisation", "annotated", "right"),
    [
        ("Lima", None, "Ana Lima", True),
        ("Tomas Berg", None, "Ana Lima and Tomas Berg", True),
        ("Ana Lima and Tomas Berg", None, "Ana Lima and Tomas Berg", True),
        ("Carl Dean", None, "Ana Lima and Tomas Berg", False),
        (None, "the Commerce Ministry", "Ministry of Commerce", True),
        (None, None, None, True),
        ("Ana Lima", None, None, False),
        (None, None, "Ana Lima", False),
    ],
)
def test_speaker(
    found: str | None, organisation: str | None, annotated: str | None, right: bool
) -> None:
    one = Statement("direct", "x", speaker=found, speaker_organisation=organisation)
    assert same_speaker(one, Statement("direct", "x", speaker=annotated)) is right

"""Near-duplicates point to their head; look-alikes of other days or countries do not."""

from __future__ import annotations

from resolve.making import article

from communique.core.model import Mentions
from communique.resolve.archive import Archive
from communique.resolve.corrections import Decisions
from communique.resolve.duplicates import duplicate_heads
from communique.resolve.repeats import Words, repeats, words_of
from communique.resolve.reports import Processed

BODY = (
    "The delegations of Norway and Chile ended three days of talks in Bergen on Thursday with a list "
    "of forty open points. Salmon, copper and the duties on both took up most of the second day, two "
    "people who were in the room said. Neither side spoke of a date for the next round, although the "
    "Chilean envoy, Rosa Quintela, called the mood good and the coffee better. A short paper that "
    "was handed out at the end names four groups of experts, one for each of the chapters that are "
    "still open, and gives them until the spring. The Norwegian minister left through the kitchen."
)
NOTICE = (
    "On that day the President declared by order a state of emergency with respect to {0}. The "
    "situation in {0} goes on to pose an unusual threat, and so the emergency that was declared then, "
    "and the measures that were taken on that day to deal with it, must be in effect beyond the day "
    "on which they would end. The policies of the rulers of {0}, the reach of {1} and the acts of {2} "
    "stay as they were. This notice is to be sent to the houses and printed in the register of {3}."
)


def copies(*articles):
    """Return article id → id of the head, heads themselves left out."""
    archive = Archive([Processed(a, Mentions(a.article_id)) for a in articles], Decisions())
    found = duplicate_heads(archive, Decisions())
    heads = {archive.id(n): archive.id(found.of(n)) for n in range(len(archive))}
    return {own: head for own, head in heads.items() if own != head}


def heads(*articles):
    found = copies(*articles)
    return [found.get(a.article_id) for a in articles]


def test_wire_copy_an_update_and_a_cut_copy_point_to_the_first():
    first = article(BODY, "2025-10-25", "One")
    copy = article(f"BERGEN (Wire) - {BODY}", "2025-10-25", "Two")
    update = article(f"{BODY} In Santiago, shares of two mines rose a little.", "2025-10-26", "One")
    cut = article(" ".join(BODY.split()[:60]) + " ...", "2025-10-26", "Three")
    edited = article(
        BODY.replace("forty", "40").replace("kitchen", "back door"), "2025-10-26", "Four"
    )
    found = copies(first, copy, update, cut, edited)
    group = {a.article_id for a in (first, copy, update, cut, edited)}
    assert len(set(found.values())) == 1
    assert set(found) | set(found.values()) == group


def test_the_same_form_for_another_country_or_year_is_no_copy():
    north = NOTICE.format("Nordavia", "Baron Krull", "Colonel Vane", "Aldport")
    south = NOTICE.format("Sudonia", "Princess Ilse", "General Brack", "Merrow")
    assert heads(article(north), article(south)) == [None, None]
    assert heads(article(north, "2024-03-01"), article(north, "2025-03-01")) == [None, None]


def test_an_article_that_quotes_a_short_one_is_no_copy_of_it():
    short = " ".join(BODY.split()[45:85])
    north = NOTICE.format("Nordavia", "Baron Krull", "Colonel Vane", "Aldport")
    long = f"{north} {BODY.replace('Bergen', 'Oslo')[::-1]} {short}"
    assert heads(article(short), article(long)) == [None, None]


def said(number: int, text: str, speaker: str | None = "per-a", kind: str = "direct") -> Words:
    return Words(number, kind, speaker, words_of(text))


def repeated(*statements: Words) -> dict[int, int]:
    found = repeats(statements, lambda n: statements[n].words)
    return {n: first for n, first in enumerate(found) if first is not None}


FULL = (
    "We have been through a winter that none of us will forget, and we will not go through it again"
)


def test_a_quotation_that_was_cut_differently_points_to_the_first():
    assert repeated(
        said(1, FULL),
        said(2, "a winter that none of us will forget, and we will not go through it"),
        said(3, FULL.replace("through it again", "through this again")),
    ) == {1: 0, 2: 0}


def test_the_same_words_of_whomever_point_to_the_first_in_another_article():
    other = said(0, "The bridge over the river is closed until the end of the month")
    short = said(0, "None of us")
    assert repeated(
        other, short, said(1, FULL), said(1, FULL), said(2, FULL, None, "indirect"), short
    ) == {4: 2}
    assert repeated(other, said(1, FULL), said(2, FULL, "per-b"), said(3, FULL)) == {2: 1, 3: 1}


def test_other_words_another_speaker_and_few_words_are_no_repeat():
    assert (
        repeated(
            said(1, FULL),
            said(2, "We have been through a winter that we loved, and a spring of good trade"),
            said(3, "a winter that none of us will forget, and we will not", "per-b"),
            said(4, "none of us will forget"),
        )
        == {}
    )


def test_an_article_without_a_day_can_be_a_copy_of_any():
    first, later = article(BODY, "2024-01-05", "One"), article(BODY, "2025-10-25", "Two")
    undated = article(f"BERGEN (Wire) - {BODY}", None, "Three")
    assert heads(first, later, undated) == [None, None, first.article_id]


def test_copies_are_found_whatever_the_number_of_articles_compared_at_once(monkeypatch):
    days = ("2025-10-20", "2025-10-22", "2025-10-29", "2025-11-02", "2025-11-25", None)
    told = [article(f"{BODY} It was day {day}.", day, f"Outlet {day}") for day in days]
    found = {told[n].article_id: told[0].article_id for n in (1, 2, 3, 5)}
    assert copies(*told) == found
    monkeypatch.setattr("communique.resolve.duplicates._BLOCK", 1)
    assert copies(*told) == found

"""Makes articles about known things: many phrasings of one event, look-alikes, copies of one text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from communique.core.ids import make_id
from communique.core.model import Article
from communique.lexicon.tables import rows, split

Row = Mapping[str, str]
# What a form says that is issued for one country after the other, with four names to fill in.
_FORM = (
    "On that day the President declared by order a state of emergency with respect to {0}. The "
    "situation in {0} goes on to pose an unusual threat, and so the emergency that was declared then, "
    "and the measures that were taken on that day to deal with it, must be in effect beyond the day "
    "on which they would end. The policies of the rulers of {0}, the reach of {1} and the acts of {2} "
    "stay as they were. This notice is to be sent to the houses and printed in the register of {3}."
)


@dataclass
class Known:
    """Articles, with what each is about: thing by article, person by article and written name."""

    articles: list[Article] = field(default_factory=list)
    meetings: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    persons: dict[tuple[str, str], str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    # How often the state of each measure really changed.
    changes: dict[str, int] = field(default_factory=dict)


def known_articles() -> Known:
    """Return the articles that the tables `cluster_…` of the reference folder describe."""
    known = Known()
    people = {row["person"]: row for row in rows("cluster_persons")}
    for number, meeting in enumerate(rows("cluster_meetings")):
        _add_meeting(known, number, meeting, people)
    for number, measure in enumerate(rows("cluster_measures")):
        _add_measure(known, number, measure)
    for text in rows("cluster_texts"):
        for place, (body, day) in enumerate(_copies(text)):
            article = _article(body, day, f"{text['thing']} {place}")
            known.articles.append(article)
            known.copies[article.article_id] = text["thing"]
    return known


def _phrasings(kind: str, family: str) -> list[Row]:
    return [
        row for row in rows("cluster_phrasings") if (row["kind"], row["family"]) == (kind, family)
    ]


def _add_meeting(known: Known, number: int, meeting: Row, people: Mapping[str, Row]) -> None:
    day = date.fromisoformat(meeting["day"])
    for place, phrasing in enumerate(_phrasings("meeting", meeting["family"])):
        names = {}
        for side in ("a", "b"):
            person = people[meeting[side]]
            variants = split(person["names"])
            names[side] = (person, variants[(number + place) % len(variants)])
        published = day + timedelta(int(phrasing["offset"]))
        text = phrasing["template"].format(
            **{side: f"{person['office']} {name}" for side, (person, name) in names.items()},
            city=meeting["city"],
            **_days(day, published),
        )
        article = _article(text, published, f"Outlet {place}")
        known.articles.append(article)
        known.meetings[article.article_id] = meeting["thing"]
        for person, name in names.values():
            known.persons[article.article_id, name] = person["person"]


def _add_measure(known: Known, number: int, measure: Row) -> None:
    first = date.fromisoformat(measure["day"])
    offsets = set()
    for place, phrasing in enumerate(_phrasings("measure", measure["family"])):
        published = first + timedelta(int(phrasing["offset"]))
        # Two reports on following days tell of one change.
        offsets.add(int(phrasing["offset"]) // 10)
        happened = published - timedelta(int(phrasing["offset"]) % 10)
        text = phrasing["template"].format(
            maker=measure["maker"],
            target=measure["target"],
            product=measure["product"],
            rate=measure["rate"],
            **_days(happened, published),
        )
        article = _article(text, published, f"Outlet {place}")
        known.articles.append(article)
        known.measures[article.article_id] = measure["thing"]
    known.changes[measure["thing"]] = len(offsets)


def _days(day: date, published: date) -> dict[str, str]:
    """Return the ways in which an article of one day speaks of another."""
    return {
        "weekday": f"{day:%A}",
        "date": f"{day:%B} {day.day}",
        "week": "earlier this week" if f"{day:%G%V}" == f"{published:%G%V}" else "last week",
        "month": "this month" if f"{day:%Y%m}" == f"{published:%Y%m}" else "last month",
    }


def _copies(text: Row) -> Iterator[tuple[str, date]]:
    """Yield a text as several outlets run it: as it came, with a head, edited, updated and cut."""
    day = date(2025, 4, 3)
    if text["kind"] == "form":
        yield _FORM.format(*split(text["body"])), day
        yield _FORM.format(*split(text["body"])) + " By order.", day + timedelta(1)
        return
    body = text["body"]
    yield body, day
    yield f"NORTHPORT (Wire) - {body}", day
    yield body.replace("said", "told reporters").replace("two", "2"), day + timedelta(1)
    yield f"{body} The talks were first reported by this paper.", day + timedelta(1)
    yield " ".join(body.split()[: len(body.split()) * 3 // 5]) + " ...", day + timedelta(2)


def _article(text: str, day: date, outlet: str) -> Article:
    return Article(
        make_id("articles", text, day, outlet, None),
        "clusters.jsonl",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        outlet=outlet,
        published_date=day,
        published_source="metadata",
        language="en",
    )

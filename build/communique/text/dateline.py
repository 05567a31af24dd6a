"""Reads an article's dateline ("BEIJING, Oct 27 (Xinhua) -- ") and the agency whose copy it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from communique.lexicon.tables import rows
from communique.text.agencies import agency_named, names_pattern


class Dateline(Struct, frozen=True):
    """What stands before the story: place as title case ("Flint, Mich."), date, agency.

    `end` is the offset in the text at which the story starts.  `date` is null without a day, or
    when its year is neither written nor to be had from the day of publication; `has_year` says
    that it is written.
    """

    end: int
    place: str | None = None
    date: date | None = None
    has_year: bool = False
    agency: str | None = None


# Latin capitals, those with marks in the names of places among them.
_CAPITAL = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u0110"
    "\u0130\u015a\u015e\u0160\u017b\u017d\u1ed8"
)
_DASH = r"[-\u2010-\u2015\u2212]"
_LATEST_AFTER = timedelta(days=31)
_UPPER_WORD = rf"[{_CAPITAL}][{_CAPITAL}.'’-]*[{_CAPITAL}.]"
_UPPER_PLACE = rf"{_UPPER_WORD}(?:[ ]{_UPPER_WORD}){{0,4}}"
_WORD = rf"[{_CAPITAL}](?:[^\W\d_]|['’.-])*[^\W\d_]\.?"
_PARTICLES = r"d[aeiou][ls]?|of|es|el|al|am"
_TITLE_PLACE = rf"{_WORD}(?:[ ](?:(?:[ae]l-)?{_WORD}|{_PARTICLES})){{0,3}}"
_REGION = (
    r"(?:(?:occupied|northern|southern|eastern|western|central)[ ])?"
    rf"{_WORD}(?:[ ](?:of[ ]|and[ ]|the[ ])*{_WORD}){{0,3}}"
)


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in rows("dateline_words") if row["kind"] == kind}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(map(re.escape, _words("month")), key=len, reverse=True))
    when = (
        rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?[ ])?"
        rf"(?:(?i:(?P<month>{month}))\.?[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ ](?i:(?P<month2>{month}))\.?)"
        rf"(?:,?[ ](?P<year>[12]\d{{3}}))?(?![\w-])"
    )
    # Only a listed agency may stand in the brackets, or the date does: "GENEVA (27 October) -".
    agency = rf"[(\[/][ ]?(?P<agency>{names_pattern()})(?:[ ,/][^()\n/]{{0,20}})?[)\]/]"
    mark = (
        rf"(?:[ ]?{_DASH}{{2}}[ ]?|[ ]{_DASH}[ ]|[ ]?[\u2013-\u2015][ ]?|:[ ]"
        rf"|[ ]?\.?{_DASH}[ ]|[.]?(?=\n|$))"
    )
    place = rf"(?P<upper>{_UPPER_PLACE})(?![\w-])|(?P<title>{_TITLE_PLACE})(?![\w-])"
    other = rf"(?:/(?:{_UPPER_PLACE}|{_TITLE_PLACE})){{0,3}}"
    full = (
        rf"(?:{agency.replace('agency', 'agency0')}[ ]?{_DASH}{{1,2}}[ ])?"
        rf"(?:{place}){other}"
        rf"(?:,[ ](?!(?i:{month})\b|(?:{names_pattern()})[ ]{_DASH})"
        rf"(?P<region>D\.?C\.?|{_REGION})|[ ]\[(?P<land>{_REGION})\])?"
        rf"(?:(?:[,.]?[ ]|[ ]\(|[ ]?{_DASH}[ ]){when}\)?)?"
        rf"(?:[,.]?[ ]?{agency}\.?|,?[ ](?P<agency1>{names_pattern()})(?={mark}))?"
        rf"(?P<mark>[.]?{mark})?[ ]*"
    )
    bare = rf"(?:{when}[ ])?{agency}(?P<mark>[.]?{mark})[ ]*"
    return re.compile(full), re.compile(bare)


def find_dateline(text: str, published_date: date | None) -> Dateline | None:
    """Return the dateline of `text`, which stands on its first line or after its headline.

    A place in capitals needs a dash after it (a listed capital city may have a colon), a place in
    ordinary letters a date or a listed agency.  A day without a year gets the year that brings it
    nearest to `published_date`, but for days more than a month after it.
    """
    for start, end in _first_lines(text):
        found = _read(text[start : min(end, start + 240)], published_date)
        if found:
            return Dateline(
                start + found.end, found.place, found.date, found.has_year, found.agency
            )
    return None


def _first_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the first three lines that hold text; all but the last are short."""
    start, seen = 0, 0
    while start < len(text) and seen < 3:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end
            seen += 1
            if end - start > 240:
                return
        start = end + 1


def _read(line: str, published_date: date | None) -> Dateline | None:
    full, bare = _patterns()
    found = full.match(line)
    if not found or not _is_dateline(found, line):
        found = bare.match(line)
    if not found:
        return None
    named = found.groupdict()
    day, has_year = _date(found, published_date)
    name = named["agency"] or named.get("agency0") or named.get("agency1")
    place = named.get("upper") or named.get("title")
    return Dateline(
        found.end(),
        _titled(place, named["region"] or named["land"]) if place else None,
        day,
        has_year,
        agency_named(name) if name else None,
    )


def _is_dateline(found: re.Match[str], line: str) -> bool:
    has_date = bool(found["day"] or found["day2"])
    has_agency = bool(found["agency"] or found["agency0"] or found["agency1"])
    mark = found["mark"]
    place = found["upper"] or found["title"]
    words = re.findall(r"[^\W\d_][\w.&'’-]*", place.lower())
    if any(word in _words("label") or word.rstrip(".") in _words("label") for word in words):
        return False
    if found["agency0"] and not (mark and found["upper"]):
        return False
    if found["title"]:
        # "Ana Lee, May 5, 2025" alone on a line is a byline: a story has to follow.
        return has_agency or (has_date and bool(mark) and found.end() < len(line))
    if has_agency or has_date:
        return bool(mark) or has_agency
    # Capitals with a dash alone may be a headline, so a story has to follow; with a colon they are
    # mostly a speaker or a heading, so the place has to be a listed one.
    story = re.match(r"[\"“‘'(]?[^\W_]", line[found.end() :])
    if not mark or not story or story.group()[-1].islower() or len(place) < 4:
        return False
    return ":" not in mark or place.lower() in _words("place")


def _date(found: re.Match[str], published_date: date | None) -> tuple[date | None, bool]:
    """Return the day and whether its year is written."""
    name, day = found["month"] or found["month2"], found["day"] or found["day2"]
    if not name:
        return None, False
    month = int(_words("month")[name.lower()])
    if found["year"]:
        return _day(int(found["year"]), month, int(day)), True
    if published_date is None:
        return None, False
    years = range(max(published_date.year - 1, 1), min(published_date.year + 1, 9999) + 1)
    days = [found_day for year in years if (found_day := _day(year, month, int(day)))]
    # No story is dated long after it was published.
    days = [one for one in days if one - published_date <= _LATEST_AFTER] or days
    return min(days, key=lambda one: abs(one - published_date), default=None), False


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _titled(place: str, region: str | None) -> str:
    """Return "KUALA LUMPUR" as "Kuala Lumpur" and "PORT-AU-PRINCE" as "Port-au-Prince"."""
    if re.fullmatch(r"[^.]{4,}\.", place):  # "MOSCOW. Oct 27", against "St." and "U.N."
        place = place[:-1]
    if not place.isupper():
        name = place
    else:
        pieces = re.split(r"([ -])", place.lower())
        name = "".join(
            piece if index and piece in _words("particle") else _capitalised(piece)
            for index, piece in enumerate(pieces)
        )
    return f"{name}, {region}" if region else name


def _capitalised(word: str) -> str:
    """Raise the first letter, letters after a full stop, and one after a prefix as in N'Djamena."""
    return re.sub(r"(?:^|(?<=\.)|(?<=^.['’]))[^\W\d_]", lambda letter: letter.group().upper(), word)

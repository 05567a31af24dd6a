"""Finds single date expressions and resolves each to EDTF against the day of the report.

A weekday, a month without a year and 'last week' need a day to count from: the dateline's when it
has one, else the day of publication.  Without either they stay unresolved (null), as the contract
asks.  Tense decides the direction: 'met on Monday' looks back, 'will meet on Monday' forward.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from functools import cache, lru_cache

from msgspec import Struct

from communique.core import edtf
from communique.lexicon.finder import Finder

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = dict(
    zip(
        [
            "a",
            "an",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        strict=True,
    )
)
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%,.]\d|\d|\s*(?:%|per|pct))"
_WEEKDAY = r"(?P<{0}>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?![\d,]*\d)"
_COUNT = r"(?P<{0}>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,2}})"

# Order matters: the first alternative that matches at a position wins.
_PARTS = (
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)",
    # 27 October 2025, 27-28 October 2025, October 27(-28), 2025; an optional weekday before
    rf"(?:{_WEEKDAY.format('wd_a')},?\s+(?:the\s+)?)?{_DAY.format('d1')}"
    rf"(?:\s?(?:-|–|—|to|and|through|until|till)\s?{_DAY.format('d2')})?\s+(?:of\s+)?{_MONTH.format('m1')}"
    rf"(?:,?\s+{_YEAR.format('y1')})?",
    rf"(?:{_WEEKDAY.format('wd_b')},?\s+\(?)?{_MONTH.format('m2')}\s+{_DAY.format('d3')}"
    rf"(?:\s?(?:-|–|—|to|and|through|until|till)\s?{_DAY.format('d4')})?(?:,?\s+{_YEAR.format('y2')})?",
    rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+{_MONTH.format('m5')}"
    rf"(?:,?\s+{_YEAR.format('y7')})?",
    r"(?P<part_rel>early|mid|late)[-\s](?P<rel_part>last|this|next)\s+month",
    rf"(?P<part>early|mid|late)[-\s]{_MONTH.format('m3')}(?:,?\s+{_YEAR.format('y3')})?",
    rf"(?:(?P<rel_m>last|this|next|this\s+past|this\s+coming)\s+)?{_MONTH.format('m4')}"
    rf"(?:,?\s+{_YEAR.format('y4')})?",
    rf"(?:(?P<rel_w>last|this|next|this\s+past|this\s+coming|the\s+following)\s+)?"
    rf"{_WEEKDAY.format('wd')}(?:\s+(?:last|(?P<wk>this|next)\s+week))?",
    r"(?P<deictic>today|tonight|yesterday|tomorrow|this\s+(?:morning|afternoon|evening)"
    r"|last\s+night|(?:earlier|later)\s+(?:in|on)\s+the\s+day)",
    r"(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+(?:(?P<half_rel>last|this|next)\s+year|(?P<y6>(?:19|20)\d\d))",
    r"(?:at|over|during|on)\s+the\s+(?P<at_weekend>weekend)",
    rf"in\s+{_COUNT.format('n_in')}\s+(?P<in_unit>day|week|month)s?(?P<in_time>['’]?s?\s+time)?",
    r"(?P<rel>last|this|next|the\s+past|the\s+coming|past|coming)\s+"
    r"(?P<unit>week|weekend|month|year|quarter|spring|summer|autumn|fall|winter)",
    r"(?:in|over|during|within)\s+(?:the\s+)?(?P<vague>recent|past\s+few|last\s+few|coming|next\s+few)"
    r"\s+(?P<vague_unit>days|weeks)",
    rf"{_COUNT.format('n')}\s+(?P<n_unit>day|week|month|year)s?\s+(?P<dir>ago)",
    rf"(?P<prep>in|since|during|of|from|until|by|before|after|for|late|early|mid-?|the)\s+"
    rf"(?P<part_y>early\s+|mid-?|late\s+)?{_YEAR.format('y5')}",
)
_DATE = re.compile(rf"(?<![\w-])(?:{'|'.join(_PARTS)})(?!\w|-a-)", re.IGNORECASE)
# Every date expression holds one of these words or years.  Most stretches of text hold none, and to see
# that costs a twentieth of a search with the expression above.
_ANCHORS = frozenset(
    {
        *(short for month in MONTHS for short in (month, month[:3], month[:4])),
        *WEEKDAYS,
        *"today tonight yesterday tomorrow morning afternoon evening night day half ago".split(),
        *"days week weeks weekend month months year years quarter".split(),
        *"spring summer autumn fall winter".split(),
        *map(str, range(1900, 2100)),
    }
)
# Characters by which a date expression reaches beyond such a word on either side, generously.
_REACH = 48
# The words with which a date expression opens, as far as their letters go: "mid" of "mid-October".
_OPENERS = frozenset(
    {
        *(short for month in MONTHS for short in (month, month[:3], month[:4])),
        *WEEKDAYS,
        *_NUMBERS,
        *"today tonight yesterday tomorrow early earlier mid late later last this next past".split(),
        *"coming the first second in over during within since of from until by before after".split(),
        *"for".split(),
    }
)
_LETTERS = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"(?<![\w-])(?:[^\W\d_]+|\d)")
# "may" the verb and "march" the verb are not months.
_VERB_MONTHS = {"may", "march"}
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:in|on|of|by|since|until|from|for|before|after|last|next|this|during|and|to|[-–(,])\s*\(?$",
    re.IGNORECASE,
)
_IN_MAY = re.compile(r"\b(?:in|since|until|by|early|late|mid|of)[\s-]$", re.IGNORECASE)


class DateMention(Struct, frozen=True, gc=False):
    """A date expression: its span, its EDTF (None: cannot be resolved), and what it was counted from."""

    start: int
    end: int
    edtf: str | None
    anchor: str
    unit: str
    is_future: bool = False


def _month_number(name: str) -> int:
    return next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name.lower()[:3]))


def _week(day: date, shift: int) -> tuple[date, date]:
    monday = day - timedelta(day.weekday()) + timedelta(7 * shift)
    return monday, monday + timedelta(6)


def _part_of_month(year: int, number: int, part: str) -> str:
    """Write the early, mid or late third of a month: 'once, on some day of it'."""
    value = edtf.month(year, number)
    last = (edtf.bounds(value)[1] or date.max).day
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return f"[{value}-{low:02d}..{value}-{high:02d}]"


def _week_of_month(year: int, number: int, nth: str) -> str:
    """Write the first to fourth, or the last, seven days of a month."""
    value = edtf.month(year, number)
    last = (edtf.bounds(value)[1] or date.max).day
    low = last - 6 if nth == "last" else 7 * "first second third fourth".split().index(nth) + 1
    return f"[{value}-{low:02d}..{value}-{low + 6:02d}]"


def _ahead(count: int, unit: str, base: date) -> str:
    """Write the day, week or month that lies so many ahead: 'in two weeks'."""
    if unit == "day":
        return edtf.day(base + timedelta(count))
    if unit == "week":
        return edtf.once_within(*_week(base, count))
    return edtf.month(base.year, base.month + count) + "~"


def _year_of_month(month: int, day: int | None, base: date, is_future: bool) -> int:
    """Return the year of a month named without one: the nearest on the side that the tense shows."""
    if is_future:
        passed = month < base.month or (month == base.month and day is not None and day < base.day)
        return base.year + passed
    ahead = month > base.month or (month == base.month and day is not None and day > base.day + 1)
    return base.year - ahead


def _relative_unit(rel: str, unit: str, base: date, is_future: bool) -> str | None:
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0}[rel]
    if unit == "week":
        return edtf.once_within(*_week(base, shift))
    if unit == "weekend":
        _monday, sunday = _week(base, shift if shift else 0)
        if shift == 0 and not is_future and base < sunday - timedelta(1):
            sunday -= timedelta(7)
        return edtf.once_within(sunday - timedelta(1), sunday)
    if unit == "month":
        return edtf.month(base.year, base.month + shift)
    if unit == "year":
        return f"{base.year + shift:04d}"
    if unit == "quarter":
        first = 3 * ((base.month - 1) // 3) + 1 + 3 * shift
        return f"{edtf.month(base.year, first)}/{edtf.month(base.year, first + 2)}"
    return None


def _weekday(name: str, rel: str, base: date, is_future: bool) -> date:
    number = next(i for i, w in enumerate(WEEKDAYS) if w.startswith(name.lower()[:3]))
    back = (base.weekday() - number) % 7
    ahead = (number - base.weekday()) % 7
    if rel in ("next", "this coming", "the following"):
        return base + timedelta(ahead or 7)
    if rel in ("last", "this past"):
        return base - timedelta(back or 7)
    if is_future:
        return base + timedelta(ahead)
    return base - timedelta(back)


def _resolve(match: re.Match[str], base: date | None, is_future: bool) -> tuple[str | None, str]:
    """Return EDTF and unit of a match; EDTF is None when `base` would be needed and is absent."""
    g = match.groupdict()
    if g["iso"]:
        return (g["iso"] if edtf.is_valid(g["iso"]) else None), "day"
    for d, d_to, m, y in (("d1", "d2", "m1", "y1"), ("d3", "d4", "m2", "y2")):
        if g[m]:
            number, first = _month_number(g[m]), int(g[d])
            if g[y]:
                year = int(g[y])
            elif base:
                year = _year_of_month(number, first, base, is_future)
            else:
                return None, "day"
            value = f"{year:04d}-{number:02d}-{first:02d}"
            if g[d_to]:
                value += f"/{year:04d}-{number:02d}-{int(g[d_to]):02d}"
            return (value if edtf.is_valid(value) else None), "day"
    if g["m3"] or g["m4"]:
        number = _month_number(g["m3"] or g["m4"])
        written = g["y3"] or g["y4"]
        if written:
            year = int(written)
        elif base:
            rel = (g["rel_m"] or "").lower()
            year = _year_of_month(number, None, base, is_future or "next" in rel)
            if rel == "last" and year == base.year and number == base.month:
                year -= 1
        else:
            return None, "month"
        value = edtf.month(year, number)
        if g["part"]:
            return _part_of_month(year, number, g["part"].lower()), "month"
        return value, "month"
    if g["m5"] and (g["y7"] or base):
        number = _month_number(g["m5"])
        year = int(g["y7"]) if g["y7"] else _year_of_month(number, None, base, is_future)  # type: ignore[arg-type]
        return _week_of_month(year, number, g["nth"].lower()), "week"
    if g["m5"]:
        return None, "week"
    if g["half"] and (g["y6"] or base):
        year = int(g["y6"] or base.year + {"last": -1, "this": 0, "next": 1}[g["half_rel"].lower()])  # type: ignore[union-attr]
        first = 1 if g["half"].lower() == "first" else 7
        return f"{edtf.month(year, first)}/{edtf.month(year, first + 5)}", "year"
    if g["half"]:
        return None, "year"
    if g["y5"]:
        return g["y5"], "year"
    if base is None:
        return None, "day"
    if g["part_rel"]:
        number = base.month + {"last": -1, "this": 0, "next": 1}[g["rel_part"].lower()]
        year, number = base.year + (number - 1) // 12, (number - 1) % 12 + 1
        return _part_of_month(year, number, g["part_rel"].lower()), "month"
    if g["at_weekend"]:
        return _relative_unit(
            "next" if is_future else "this", "weekend", base, is_future
        ), "weekend"
    if g["n_in"]:
        count = _NUMBERS.get(g["n_in"].lower()) or int(g["n_in"])
        is_told = g["in_time"] or is_future
        return (_ahead(count, g["in_unit"].lower(), base) if is_told else None), g[
            "in_unit"
        ].lower()
    if g["wd"]:
        rel = re.sub(r"\s+", " ", (g["rel_w"] or "").lower())
        week = (g["wk"] or "").lower()
        if week == "next":
            monday, _ = _week(base, 1)
            number = next(i for i, w in enumerate(WEEKDAYS) if w.startswith(g["wd"].lower()[:3]))
            return edtf.day(monday + timedelta(number)), "day"
        return edtf.day(_weekday(g["wd"], rel, base, is_future)), "day"
    if g["deictic"]:
        word = re.sub(r"\s+", " ", g["deictic"].lower())
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
        return edtf.day(base + timedelta(shift)), "day"
    if g["rel"]:
        rel = g["rel"].lower().split()[-1]
        return _relative_unit(rel, g["unit"].lower(), base, is_future), g["unit"].lower()
    if g["vague"]:
        days = 3 if g["vague_unit"].lower() == "days" else 14
        ahead = g["vague"].lower().startswith(("coming", "next"))
        about = base + timedelta(days if ahead else -days)
        return edtf.month(about.year, about.month) + "~", "month"
    if g["n"]:
        count = _NUMBERS.get(g["n"].lower()) or int(g["n"])
        if g["n_unit"] == "day":
            return edtf.day(base - timedelta(count)), "day"
        if g["n_unit"] == "week":
            return edtf.once_within(*_week(base, -count)), "week"
        if g["n_unit"] == "month":
            return edtf.month(base.year, base.month - count) + "~", "month"
        return f"{base.year - count:04d}~", "year"
    return None, "day"


def names_may(text: str) -> bool:
    """Tell an article in which 'May' may be Theresa May."""
    return "Theresa May" in text


def _is_verb(match: re.Match[str], text: str) -> bool:
    """Tell 'may' and 'march' the verbs from the months: those need a number or a preposition."""
    name = match["m4"]
    if name == "May" and not match["y4"] and not match["rel_m"] and names_may(text):
        return _IN_MAY.search(text[: match.start("m4")][-12:]) is None
    if not name or match["y4"] or match["rel_m"] or name.lower() not in _VERB_MONTHS:
        return bool(name) and name[0].islower()
    return name[0].islower() or not _PREPOSITION_BEFORE.search(text[: match.start("m4")][-12:])


def may_open_date(text: str, position: int) -> bool:
    """Tell whether a date may start at a position, or behind a mark there; False is certain."""
    word = _LETTERS.match(text, position)
    return word is None or word[0].lower() in _OPENERS


@lru_cache(maxsize=64)
def _anchor_starts(text: str) -> list[int]:
    """Return where in a text the words of dates stand; a text is asked for many of its stretches."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    last = len(lower)
    return [
        start
        for word, start, end in _anchors().places(lower)
        if not (start and _goes_on(lower[start - 1], word[0]))
        and not (end < last and _goes_on(lower[end], word[0]))
    ]


@cache
def _anchors() -> Finder:
    return Finder(sorted(_ANCHORS))


def _goes_on(char: str, word: str) -> bool:
    """Tell whether a character beside a word or number belongs to it."""
    return char.isdecimal() if word.isdecimal() else "a" <= char <= "z"


def anchored(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the words of dates in a stretch stand, as (first, last) of such as stand near.

    Where there is none, there is no date. A stretch that cuts a word is taken to be full of them.
    """
    if 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        return [(start, end)]
    if 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        return [(start, end)]
    starts = _anchor_starts(text)
    i = bisect_left(starts, start)
    found: list[tuple[int, int]] = []
    while i < len(starts) and starts[i] < end:
        if found and starts[i] - found[-1][1] <= 2 * _REACH:
            found[-1] = found[-1][0], starts[i]
        else:
            found.append((starts[i], starts[i]))
        i += 1
    return found


@lru_cache(maxsize=256)
def _matches(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """Return the matches in a stretch of text, which several stages ask for one after the other."""
    found: list[re.Match[str]] = []
    for first, last in anchored(text, start, end):
        after, high = max(start, first - _REACH), min(end, last + _REACH)
        for word in _WORD.finditer(text, after, high):
            if word.start() > last:
                break
            # trying the expression at every character would take three times as long
            if word.start() >= after and _opens_date(word[0]):
                match = _DATE.match(text, word.start(), high)
                if match:
                    found.append(match)
                    after = match.end()
    return tuple(found)


def _opens_date(word: str) -> bool:
    """Tell whether a date may open with a word or digit; letters beyond ASCII may stand for one within."""
    return word.lower() in _OPENERS or word.isdecimal() or not word.isascii()


def find_expressions(
    text: str, start: int, end: int, base: date | None, base_kind: str, is_future: bool = False
) -> list[DateMention]:
    """Return the date expressions of `text[start:end]` one by one, resolved against `base`.

    `base_kind` is publication or dateline; `is_future` says whether the clause looks ahead.
    """
    found = []
    for match in _matches(text, start, end):
        if _is_verb(match, text):
            continue
        begin = match.start("y5") if match["y5"] else match.start()
        value, unit = _resolve(match, base, is_future)
        if value is None and match["n_in"]:
            continue  # "fell by half in two months": how long it took
        written = bool(
            match["iso"]
            or match["y1"]
            or match["y2"]
            or match["y3"]
            or match["y4"]
            or match["y5"]
            or match["y6"]
            or match["y7"]
        )
        anchor = "none" if value is None else "in_text" if written else base_kind
        found.append(DateMention(begin, match.end(), value, anchor, unit, is_future))
    return found

"""The place of a meeting, told from places that are only spoken of."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_saying import is_of_saying
from communique.extract.meeting_setting import is_talked_of
from communique.lexicon.lexicon import Term
from communique.lexicon.tables import rows, word_set

# A noun ("the President's visit to Tokyo") has an owner who need not be one of those who meet.
_MOTION = re.compile(
    r"\b(?:travel|fl(?:y|ies|ew)|go|went|head|arriv|return|come|came)\w*\b(?! visit| trip)[^,;]*$",
    re.I,
)
_LED = re.compile(
    r"\b(?:arriv(?:ed|es|ing)|landed|touched\s+down|stopp(?:ed|ing)(?:\s+(?:off|over))?|flew|fl(?:y|ies)"
    r"|travell?(?:ed|s)?|came|comes?|went|goe?s?|journeyed|headed)\b[^,;:]*$",
    re.I,
)
_WHEN_THERE = re.compile(
    r"\b(?:when|while|as)\s[^,;:]{1,70}?\b(?:arrives?\s+in|visits?|travels?\s+to|goes\s+to|comes\s+to"
    r"|flies\s+to|arrived\s+in|visited|(?:was|were|is|are)\s+(?:visiting|in))\s+(?:the\s+)?",
    re.I,
)
_CONTENT_VERBS = ("discuss", "consult", "negotiat")
_CAPITAL_OF = re.compile(
    r"\bin\s+(?P<words>the\s+(?P<land>[A-Z][\w-]+(?:\s[A-Z]\w+)?)\s+capital)\b(?!,?\s+[A-Z])"
)
_CONTENT_OPENERS = frozenset("said says told added noted stressed declared announced".split())
_OPENED = re.compile(r",\s+(?:where|when|during\s+which)\b")
_IS_TOWN = re.compile(r"\b(?:city|town|resort|port|capital|village|island|district|suburb)\s+$")
_HERE = re.compile(r"\bhere\b")


def destination(document: Document, sentence: Sentence) -> tuple[str, str | None, int, int] | None:
    """Return where a sentence's verb of motion leads, when it names one place only."""
    text = document.text
    found = []
    for k, chunk in enumerate(sentence.chunks):
        value = chunk.term or chunk.reference
        if k == 0 or value is None or chunk.symbol not in "GKL":
            continue
        lead = text[max(sentence.start, chunk.start - 30) : chunk.start]
        if not re.search(
            r"\b(?:arrived? in|(?:fl[ye]w?|travell?(?:ed|s)?|went|came) to)\s+(?:the\s+)?$", lead
        ):
            continue
        if isinstance(value, Reference):
            if value.kind != "country":
                continue
            start, end = value.name_start or chunk.start, value.name_end or chunk.end
            found.append(
                (text[start:end], value.countries[0] if value.countries else None, start, end)
            )
        else:
            found.append((text[chunk.start : chunk.end], value.country, chunk.start, chunk.end))
    return found[0] if len(found) == 1 else None


def _arrives(text: str, sentence: Sentence, chunks: list[Item], k: int, j: int) -> bool:
    """Tell 'flew to Busan' from 'an upcoming trip to Korea' and 'the trip to the Caribbean nation'."""
    lead = text[max(sentence.start, chunks[j].start - 40) : chunks[j].start]
    ahead = re.search(r"\b(?:upcoming|forthcoming|planned|preparations?)\b", lead)
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    adjoins = following is not None and following.start <= chunks[k].end + 1
    qualifies = adjoins and following is not None and following.symbol in "_G"
    return _MOTION.search(lead) is not None and ahead is None and not qualifies


def place_of(
    document: Document, sentence: Sentence, chunks: list[Item], trigger: int
) -> tuple[str, str | None, int, int] | None:
    """Return the place 'in' or 'at' which the meeting was: name, country, span."""
    text = document.text
    options: list[tuple[int, tuple[str, str | None, int, int]]] = []
    for k, chunk in enumerate(chunks):
        if k == 0 or not (
            chunk.symbol == "L"
            or _is_qualified_capital(chunks, k)
            or _is_unknown_place(document, chunks, k)
        ):
            continue
        j = k - 1
        while j > 0 and (chunks[j].symbol in "dm" or (chunks[j].symbol in "_A#" and k - j < 4)):
            j -= 1
        if (
            chunks[j].symbol == "f"
            and j > 1
            and _IS_TOWN.search(text[sentence.start : chunks[j].start])
        ):
            j -= 2  # "in the Turkish resort of Antalya"
            while j > 0 and k - j < 8 and chunks[j].symbol in "dmA_LG":
                j -= 1
        lead = text[chunks[j].start : chunks[j].end].lower()
        arrives = lead == "to" and _arrives(text, sentence, chunks, k, j)
        if lead not in ("in", "at", "here", "into", "near", "outside") and not arrives:
            continue
        value = chunk.value
        start, end = chunk.start, chunk.end
        country = None
        if isinstance(value, Term):
            country = value.country
        elif isinstance(value, Reference):
            start, end = value.name_start or start, value.name_end or end
            country = value.countries[0] if value.countries else None
        led_there = k < trigger and _goes_on_there(text, sentence, chunks, k, j, trigger)
        if not led_there and _is_of_another(document, chunks, trigger, k):
            continue
        if not arrives and not led_there and is_of_saying(document, chunks, k, trigger):
            continue
        if not arrives and k > trigger and _is_of_content(document, chunks, trigger, j):
            continue
        if options and _is_of_land(text, options[-1][1], (start, country, chunk)):
            continue  # "in Abidjan in Ivory Coast"
        distance = abs(k - trigger) + (0 if k > trigger else 3) + (8 if arrives else 0)
        options.append((distance, (text[start:end], country, start, end)))
    if options:
        return min(options, key=lambda o: (o[0], o[1][2]))[1]
    led = _where_it_led(document, sentence, chunks[trigger]) if chunks else None
    if led is not None:
        return led
    capital = _CAPITAL_OF.search(text, chunks[0].start, chunks[-1].end) if chunks else None
    seat = _capital_of(document, capital["land"]) if capital else None
    if capital is not None and seat is not None:
        return seat[0], seat[1], capital.start("words"), capital.end()
    there = _WHEN_THERE.search(text, chunks[trigger].end, sentence.end)
    if there is not None:
        named = next((c for c in sentence.chunks if c.end > there.end()), None)
        found = named_place(document, named) if named is not None else None
        if found is not None:
            return found
    here = _HERE.search(text, sentence.start, sentence.end)
    at = next((n for n, c in enumerate(chunks) if here and c.start == here.start()), None)
    if at is not None and _is_of_another(document, chunks, trigger, at):
        return None
    if here and document.article.dateline_place:
        known = document.lexicon.terms.values.get(document.article.dateline_place)
        country = known.country if known else None
        return document.article.dateline_place, country, here.start(), here.end()
    return None


def _is_of_land(
    text: str, town: tuple[str, str | None, int, int], land: tuple[int, str | None, Item]
) -> bool:
    """Tell the country of the town just named before it."""
    start, country, chunk = land
    term, reference = chunk.term, chunk.reference
    is_state = (term is not None and term.kind == "country") or (
        reference is not None and reference.kind == "country" and not reference.is_capital
    )
    same = country is not None and country == town[1]
    return is_state and same and text[town[3] : start].strip(" ,") in ("", "in", "in the")


def _goes_on_there(
    text: str, sentence: Sentence, chunks: list[Item], k: int, j: int, trigger: int
) -> bool:
    """'Came from Canberra to Suva and met …', 'stopped in Cairo on Monday and held talks with …'."""
    joins = next((n for n in range(trigger - 1, k, -1) if chunks[n].symbol == "&"), None)
    if joins is None or any(c.symbol not in "xv!Jdm_A#f" for c in chunks[joins + 1 : trigger]):
        return False
    if any(c.symbol in "MHVZWG" for c in chunks[k + 1 : joins]):
        return False
    return _LED.search(text, sentence.start, chunks[j].start) is not None


def _where_it_led(
    document: Document, sentence: Sentence, trigger: Item
) -> tuple[str, str | None, int, int] | None:
    """'A trip to Baghdad, where he was to meet …', 'is due at the White House on Monday, when he will …'."""
    opened = None
    for found in _OPENED.finditer(document.text, sentence.start, trigger.start):
        opened = found
    if opened is None or "," in document.text[opened.end() : trigger.start]:
        return None
    before = [
        c for c in sentence.chunks if opened.start() - 60 < c.start and c.end <= opened.start()
    ]
    for k in range(len(before) - 1, 0, -1):
        if document.text[before[k - 1].start : before[k - 1].end].lower() in (
            "to",
            "in",
            "at",
            "the",
        ):
            place = named_place(document, before[k])
            if place is not None:
                return place
    return None


@cache
def _capitals() -> dict[str, tuple[str, ...]]:
    """Return country → the names of its capitals, as the tables write them."""
    found: dict[str, list[str]] = {}
    for row in rows("country_terms"):
        if row["kind"] == "capital":
            found.setdefault(row["country"], []).append(row["term"])
    return {country: tuple(names) for country, names in found.items()}


def _capital_of(document: Document, adjective: str) -> tuple[str, str] | None:
    """Return the capital that 'the Egyptian capital' means, with its country.

    The dateline's, else the one of that country that the article names, else the only one there is.
    """
    place = document.article.dateline_place or ""
    term = document.lexicon.terms.values.get(adjective)
    country = term.country if term is not None else None
    if country is None:
        return None
    names = _capitals().get(country, ())
    if place in names:
        return place, country
    told = [n for n in names if n in document.text]
    chosen = told or names
    return (chosen[0], country) if len(chosen) == 1 else None


def _is_qualified_capital(chunks: list[Item], k: int) -> bool:
    """'In war-torn Kyiv': a capital after an adjective is a place as well."""
    reference = chunks[k].reference if k > 1 and chunks[k].symbol == "G" else None
    if reference is None or not reference.is_capital:
        return False
    following = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
    return chunks[k - 1].symbol == "_" and chunks[k - 2].symbol in "ia" and following not in "s_G"


def _is_unknown_place(document: Document, chunks: list[Item], k: int) -> bool:
    """'In Constance, West Germany', 'at the Lilongwe Convention Centre': a place that no table knows."""
    chunk, text = chunks[k], document.text
    if chunk.symbol != "X" or not text[chunk.start].isupper():
        return False
    words = text[chunk.start : chunk.end].split()
    if words[-1].lower() in word_set("building_words") and len(words) > 1:
        return True
    following = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
    before = text[chunks[k - 1].start : chunks[k - 1].end].lower()
    if before == "at" and following == "," and k + 2 < len(chunks):
        land = chunks[k + 2].reference
        is_state = chunks[k + 2].symbol in "LC" or (land is not None and land.kind == "country")
        return is_state and all(w[0].isupper() and w.isalpha() for w in words) and len(words) < 4
    is_town = before == "of" and _IS_TOWN.search(text, 0, chunks[k - 1].start) is not None
    if (
        not (before == "in" or is_town)
        or following not in ",.;oDz&i"
        or words[0].lower() in word_set("no_towns")
    ):
        return False
    return all(w[0].isupper() and w.isalpha() and not w.isupper() for w in words) and len(words) < 4


def named_place(document: Document, chunk: Item) -> tuple[str, str | None, int, int] | None:
    """Return the place or country that a chunk names: name, country, span."""
    value, text = chunk.term or chunk.reference, document.text
    if isinstance(value, Reference):
        if value.kind != "country" or value.noun_kind or len(value.countries) != 1:
            return None
        start, end = value.name_start or chunk.start, value.name_end or chunk.end
        return text[start:end], value.countries[0], start, end
    if value is None or chunk.symbol not in "KLC":
        return None
    return text[chunk.start : chunk.end], value.country, chunk.start, chunk.end


def _is_same_meeting(between: list[Item], n: int) -> bool:
    """Tell whether chunk `n` is the noun of 'at a meeting', 'in separate meetings'."""
    j = n - 1
    while j >= 0 and between[j].symbol in "dm_A":
        j -= 1
    return between[n].symbol == "Z" and j >= 0 and between[j].symbol in "ia" and n - j < 4


def _is_of_another(document: Document, chunks: list[Item], trigger: int, k: int) -> bool:
    """'Talks with A in Rome and a meeting with B', 'said at the talks that ministers met in Uruguay': the
    place is that of the other meeting, or of what was said at it."""
    low, high = min(k, trigger), max(k, trigger)
    between = chunks[low + 1 : high]
    joins = next((n for n, c in enumerate(between) if c.symbol == "&"), None)
    # "discussed ties at a meeting in", "discussions with A in separate meetings in": the same meeting
    own = {n for n in range(len(between)) if _is_same_meeting(between, n)}
    meets = [n for n, c in enumerate(between) if c.symbol in "MHVZWI" and n not in own]
    if k < trigger:
        opens = low < 4 and not any(c.symbol in "MHVZWIG" for c in chunks[:low])
        return joins is not None and not opens
    if joins is not None and any(n > joins for n in meets):
        return True
    if any(document.text[c.start : c.end].lower() in ("who", "which", "whose") for c in between):
        return True  # "spoke with the minister, who will travel to Oslo"
    return any(
        chunk.symbol == "_"
        and n
        and between[n - 1].symbol in ",G"
        and document.text[chunk.start : chunk.end].lower() in _CONTENT_OPENERS
        for n, chunk in enumerate(between)
    )


def narrower(
    document: Document,
    known: tuple[str, str | None, int, int] | None,
    other: tuple[str, str | None, int, int] | None,
) -> tuple[str, str | None, int, int] | None:
    """Return the more exact of two places of one meeting: a building, else a town, else a country."""
    if known is None or other is None or known[1] != other[1]:
        return known or other
    values = document.lexicon.terms.values

    def exactness(name: str) -> int:
        term = values.get(name)
        if term is None or term.kind in ("country", "adjective"):
            return 0
        return 2 if term.note in ("building", "airport", "resort") else 1

    return other if exactness(other[0]) > exactness(known[0]) else known


def _is_of_content(document: Document, chunks: list[Item], trigger: int, j: int) -> bool:
    """'They discussed the situation in Gaza', 'met to deepen security in the Pacific': no place of theirs."""
    text = document.text
    # "discussed the dam with Kagame next month in Kigali": time and place are those of the verb
    if chunks[j - 1].symbol in "GLZM,&D" or j - 1 <= trigger:
        return False
    events = [c for c in chunks[trigger + 1 : j] if c.symbol == "E" or c.end > c.start + 5]
    if any(
        is_talked_of(document, chunks[trigger].end, c.start)
        for c in events
        if c.symbol == "E" or text[c.start : c.end].lower() == "summit"
    ):
        return True  # "discussed preparations for the NATO summit in Vilnius"
    if any(c.symbol in "ZE" for c in chunks[trigger + 1 : j]):
        return (
            False  # "discussed trade at a meeting on the sidelines of the summit in Kuala Lumpur"
        )
    if text[chunks[trigger].start : chunks[trigger].end].lower().startswith(_CONTENT_VERBS):
        return True
    for k in range(trigger + 1, j):
        word = text[chunks[k].start : chunks[k].end].lower()
        if chunks[k].symbol == "t" and k + 1 < j and chunks[k + 1].symbol in "_VJ":
            return True
        if word in ("about", "regarding", "concerning") and chunks[trigger].symbol in "MV":
            return True
    return False

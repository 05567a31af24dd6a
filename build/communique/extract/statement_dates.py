"""Dates the statements that name no day themselves from the occasion at which they were made.

A statement told in the simple past goes on from the dated one of its speaker, belongs to the day of
the meeting that its speaker was at, or to the day of the talks, vote or session that it names.  'Has
said', 'earlier', 'once' and the like, and any other date in the sentence, break the chain.
"""

from __future__ import annotations

import re

import msgspec

from communique.core.edtf import bounds
from communique.core.model import Evidence, MeetingMention, StatementMention
from communique.extract.dates import dates_in, find_dates
from communique.extract.document import Document, Sentence
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

Day = tuple[str, int, int]

_PERFECT = re.compile(
    r"\b(?:(?:has|have|had|is|are|was|were|would|will)\W+(?:\w+\W+){0,3}"
    r"|(?:often|repeatedly|earlier|previously|later|once|long|already|always|never|subsequently)"
    r"\W+(?:\w+\W+)?)$",
    re.I,
)
_PRESENT = re.compile(
    r"(?:says|tells|adds|notes|argues|warns|calls|urges|insists|claims|believes)$"
)
# "Rubio also outlined plans", "said while en route to Doha": perhaps the occasion of before, perhaps not.
_ANOTHER_TIME = Guarded(r"\balso\b|\bwhile\s+en\s+route\b|\baboard\b", re.I)
_ELSEWHERE = Guarded(
    r"\b(?:earlier|previously|once|in the past|ago|years before|repeatedly|recent|recently|at the time"
    r"|subsequently|since)\b",
    re.I,
)
_OCCASION = Guarded(
    r"\b(?:after|at|during|following|in|ahead of|before|as (?:he|she|they) emerged from|alongside"
    r"|shortly after)\s+(?:[\w.'’]+[\s-]+){0,4}?(?:talks|meeting|summit|session|negotiations|call|visit"
    r"|ceremony|dinner|banquet|lunch|vote|move|adoption|decision|announcement|news conference"
    r"|press conference|briefing|signing|event)\b",
    re.I,
)
_TOGETHER = Guarded(
    r"\b(?:speaking|appearing|standing)\s+(?:\w+\s+)?(?:alongside|beside|next to|with)\b", re.I
)
_PAPERS = frozenset(
    {"editorial", "statement", "letter", "report", "communique", "memorandum", "article", "paper"}
)
_DATE_LINE = re.compile(r"^(?:[^\n]{0,40}\s)?\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}$")
_OTHER_EVENT = Guarded(
    r"\b(?:ahead of|before|after|following|since|until|by|over|of|for|next)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_AHEAD = Guarded(
    r"\b(?:will|would|should|could|may|might|must|due|scheduled|set|planned|expected"
    r"|(?:plan|want|agree|intend|vow|pledge|promise|threaten|hope)\w* to)\b[^,;]*$"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_TODAY = Guarded(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.I)
# Paragraphs over which a statement may still belong to the occasion of the one before.
_REACH = 6
_LEAD_SENTENCES = 3


def date_statements(
    document: Document,
    statements: tuple[StatementMention, ...],
    meetings: tuple[MeetingMention, ...],
) -> tuple[StatementMention, ...]:
    """Return the statements with `date_edtf` filled where the occasion gives it."""
    news = _day_of_the_news(document)
    dated: list[StatementMention] = []
    for statement in statements:
        found = None
        known = {
            document.text[e.start : e.end]
            for before in dated
            if before.sentence_start == statement.sentence_start
            for e in before.evidence
            if e.column == "date_edtf"
        }
        if not statement.date_edtf:
            found = _goes_on(document, statement, dated)
        if not (statement.date_edtf or found) and _is_told_now(document, statement, known):
            found = _same_day(document, statement)
            if found is None and not _is_another_time(document, statement, dated, news):
                found = (
                    _chained(document, statement, dated)
                    or _told_before(document, statement)
                    or _met(document, statement, meetings, news)
                    or _of_the_news(document, statement, news)
                )
        if found is not None:
            value, start, end = found
            span = Evidence(start, end, "date_edtf", value, statement.rule)
            evidence = (*statement.evidence, span)
            statement = msgspec.structs.replace(statement, date_edtf=value, evidence=evidence)
        dated.append(statement)
    return tuple(dated)


def _is_told_now(document: Document, statement: StatementMention, known: set[str]) -> bool:
    """Tell a cue in the simple past, on the occasion that the article reports.

    `known` are the words that date an earlier statement of the same sentence.
    """
    cue = _span(statement, "cue")
    if cue is None:
        return statement.rule in ("quote_alone", "quote_dash_name", "according_to")
    if _PRESENT.search(document.text[cue.start : cue.end].lower()):
        return False
    sentence = document.sentence_at(cue.start)
    left = max([sentence.start, *(b for _, b in statement.pieces if b <= cue.start)])
    lead = document.text[max(left, cue.start - 50) : cue.start]
    if _PERFECT.search(lead) and not re.search(r"\bquoted\b.*\bas $", lead):
        return False
    return not any(
        _ELSEWHERE.search(part)
        or any(
            not _TODAY.search(part[d.start : d.end]) and part[d.start : d.end] not in known
            for d in find_dates(part, 0, len(part), document.base, "")
        )
        for part in _outside(document, statement, sentence)
    )


def _outside(document: Document, statement: StatementMention, sentence: Sentence) -> list[str]:
    """Return the parts of the cue's sentence outside the words that were said."""
    parts, position = [], sentence.start
    for start, end in sorted(statement.pieces):
        if start > position:
            parts.append(document.text[position : min(start, sentence.end)])
        position = max(position, end)
    if position < sentence.end:
        parts.append(document.text[position : sentence.end])
    return parts


def _span(statement: StatementMention, column: str) -> Evidence | None:
    """Return the span that shows a column of a statement."""
    return next((e for e in statement.evidence if e.column == column), None)


def _key(statement: StatementMention) -> tuple[str | None, ...]:
    one = statement.speakers[0] if statement.speakers else None
    if one is None:
        return ()
    return (one.name,) if one.name else ("", one.organisation, one.country, one.office)


def _same_body(one: StatementMention, other: StatementMention) -> bool:
    """'Seoul's trade ministry' and 'the ministry', 'Israeli officials' and 'the officials'."""
    if not one.speakers or not other.speakers:
        return False
    a, b = one.speakers[0], other.speakers[0]
    if a.name or b.name or (a.country and b.country and a.country != b.country):
        return False
    heads = [
        set((p.organisation or p.office or "").lower().replace(",", " ").split())
        & word_set("body_heads")
        for p in (a, b)
    ]
    return bool(heads[0] & heads[1])


def _is_another_time(
    document: Document,
    statement: StatementMention,
    earlier: list[StatementMention],
    news: Day | None,
) -> bool:
    """Tell a sentence that may turn to another occasion, of a speaker who spoke on two days already.

    What such a speaker adds to an utterance whose day is open has an open day as well.
    """
    own = _key(statement)
    mine = [b for b in earlier if any(own) and _key(b) == own]
    days = {b.date_edtf for b in mine if b.date_edtf}
    if not days or (news is not None and days == {news[0]}):
        return False
    if mine[-1].date_edtf is None:
        return True
    cue = _span(statement, "cue")
    sentence = document.sentence_at(cue.start if cue else statement.pieces[0][0])
    return any(_ANOTHER_TIME.search(part) for part in _outside(document, statement, sentence))


def _goes_on(
    document: Document, statement: StatementMention, earlier: list[StatementMention]
) -> Day | None:
    """'He said on Monday that … and added that …': the second verb shares the day of the first."""
    if not earlier or statement.speaker_ref != "anaphoric":
        return None
    before = earlier[-1]
    if before.sentence_start != statement.sentence_start or _key(before) != _key(statement):
        return None
    low, high = before.pieces[-1][1], statement.pieces[0][0]
    if not 0 <= high - low < 60 or find_dates(document.text, low, high, document.base, ""):
        return None
    span = _span(before, "date_edtf")
    return (before.date_edtf, span.start, span.end) if before.date_edtf and span else None


def _same_day(document: Document, statement: StatementMention) -> Day | None:
    """Who tells of what happened on the day of publication speaks on that day."""
    if document.base is None:
        return None
    today = document.base.isoformat()
    for start, end in statement.pieces:
        for d in dates_in(document, start, end):
            clause = document.text[max(start, d.start - 90) : d.start]
            if d.edtf == today and not (_AHEAD.search(clause) or _OTHER_EVENT.search(clause[-30:])):
                return today, d.start, d.end
    return None


def _chained(
    document: Document, statement: StatementMention, earlier: list[StatementMention]
) -> Day | None:
    """The day of the speaker's statement before, when it stands near."""
    own = _key(statement)
    paragraph = document.sentence_at(statement.pieces[0][0]).paragraph
    for before in reversed(earlier):
        is_same = bool(own) and (_key(before) == own or _same_body(before, statement))
        if before.sentence_start != statement.sentence_start and not is_same:
            continue
        gap = paragraph - document.sentence_at(before.pieces[0][0]).paragraph
        if gap > _REACH or before.date_edtf is None:
            return None
        span = _span(before, "date_edtf")
        return (before.date_edtf, span.start, span.end) if span else None
    return None


def _told_before(document: Document, statement: StatementMention) -> Day | None:
    """'Pompeo announced the limits on Wednesday. He said …': the day of the sentence before."""
    names = {p.name for p in statement.speakers if p.name}
    begin = document.sentence_at(statement.pieces[0][0])
    papers = {(p.organisation or "").lower().split(" ")[-1] for p in statement.speakers} & _PAPERS
    for index in range(begin.index - 1, max(-1, begin.index - 3), -1):
        sentence = document.sentences[index]
        if papers & set(sentence.lower):
            return _past_day(document, sentence)
        first = sentence.chunks[0].reference if sentence.chunks else None
        if first is None or first.entity is None or first.entity.name not in names:
            continue
        return _past_day(document, sentence)
    return None


def _past_day(document: Document, sentence: Sentence, is_first: bool = False) -> Day | None:
    """Return the one day (or the first), not ahead of the report, that a sentence names unquoted."""
    found: dict[str, Day] = {}
    for d in dates_in(document, sentence.start, sentence.end):
        latest = bounds(d.edtf)[1]
        is_past = document.base and latest and latest <= document.base
        lead = document.text[max(sentence.start, d.start - 30) : d.start]
        clause = document.text[max(sentence.start, d.start - 90) : d.start]
        if _OTHER_EVENT.search(lead) or _AHEAD.search(clause) or document.is_quoted(d.start):
            continue
        if d.edtf and _DAY.match(d.edtf) and is_past:
            found.setdefault(d.edtf, (d.edtf, d.start, d.end))
    return next(iter(found.values())) if len(found) == 1 or (found and is_first) else None


def _day_of_the_news(document: Document) -> Day | None:
    """Return the day that an article reports: the first named in its lead, or 'today' anywhere."""
    for sentence in document.sentences[:_LEAD_SENTENCES]:
        if (found := _past_day(document, sentence, is_first=True)) is not None:
            return found
    if document.base is None:
        return None
    for match in _TODAY.finditer(document.text):
        if not document.is_quoted(match.start()):
            return document.base.isoformat(), match.start(), match.end()
    return None


def _met(
    document: Document,
    statement: StatementMention,
    meetings: tuple[MeetingMention, ...],
    news: Day | None,
) -> Day | None:
    """The day of the one meeting that the speaker was at."""
    names = {p.name for p in statement.speakers if p.name}
    countries = {p.country for p in statement.speakers if p.country and p.organisation}
    found: dict[str, Day] = {}
    for meeting in meetings:
        day = meeting.date_edtf or ""
        if meeting.status not in ("held", "ongoing") or not _DAY.match(day):
            continue
        if document.base is None or day > document.base.isoformat() or (news and day < news[0]):
            continue
        attended = names & {p.name for p in meeting.parties if p.name}
        shared = countries & {p.country for p in meeting.parties if p.country}
        if attended or shared:
            whole = [e for e in meeting.evidence if e.column is None]
            span = next((e for e in meeting.evidence if e.column == "date_edtf"), whole[0])
            found.setdefault(day, (day, span.start, span.end))
    return next(iter(found.values())) if len(found) == 1 else None


def _of_the_news(document: Document, statement: StatementMention, news: Day | None) -> Day | None:
    """The day of the news, when the attribution names its occasion or its lead names the speaker."""
    if news is None:
        return None
    cue = _span(statement, "cue")
    sentence = document.sentence_at(cue.start if cue else statement.pieces[0][0])
    outside = _outside(document, statement, sentence)
    if any(_OCCASION.search(part) or _TOGETHER.search(part) for part in outside):
        return news
    if statement.kind == "direct" and _TODAY.search(statement.text):
        return news  # "today" in the mouth of a speaker of that day
    names = {p.name for p in statement.speakers if p.name}
    lead = document.sentence_at(news[1])
    if _DATE_LINE.match(document.text[lead.start : lead.end]):
        # a release with its day on a line of its own is what its minister says on that day
        own = {p.country for p in statement.speakers}
        return news if document.is_official and document.home in own else None
    named = {
        r.entity.name
        for near in document.sentences[: max(lead.index + 1, _LEAD_SENTENCES)]
        for r in near.references
        if r.entity and not document.is_quoted(r.start)
    }
    return news if names & named else None

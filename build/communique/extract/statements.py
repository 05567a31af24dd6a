"""Statements: attributed utterances with resolved speakers, one per quotation or reported clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from communique.core.model import Evidence, Party, StatementMention
from communique.extract.attribution import find_attributions
from communique.extract.attribution_day import day_of
from communique.extract.attribution_left import is_title
from communique.extract.attribution_place import place_of
from communique.extract.attribution_shared import Attribution, main_subject
from communique.extract.attribution_subjects import subject_of
from communique.extract.confidence import confidence
from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.extract.names import register
from communique.extract.parties import party, people_before, resolve
from communique.extract.speaker_sets import is_joint, joint_people
from communique.extract.statement_blocks import block_after
from communique.lexicon.channels import Channel
from communique.lexicon.lexicon import Term, fold
from communique.text.quotes import Quote

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_INSERTION = re.compile(r"\s*(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])")
_CLOSING = ("clause_speaker_cue", "according_to", "parenthetical")
# A quotation by itself needs this many words; shorter ones are titles, slogans and scare quotes.
_LEAST_WORDS, _LEAST_UNCUED = 3, 5


@dataclass(slots=True)
class Draft:
    """A statement while it is put together."""

    attribution: Attribution
    speakers: list[Reference]
    pieces: list[tuple[int, int]]
    kind: str
    speaker_ref: str
    quotes: list[Quote] = field(default_factory=list)
    mentions: list[Reference] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its first words stand."""
        return self.pieces[0][0]


def find_statements(document: Document, segments: list[Segment]) -> list[StatementMention]:
    """Return the statements of an article in order of their first words."""
    drafts, used = _attributed(document, segments)
    drafts += _unattributed(document, segments, drafts, used)
    drafts.sort(key=lambda d: (d.pieces[0][0], d.pieces[-1][1]))
    ordinals: dict[int, int] = {}
    made = []
    for draft in drafts:
        begin = document.sentence_at(draft.start).start
        ordinals[begin] = ordinals.get(begin, -1) + 1
        made.append(_mention(document, draft, begin, ordinals[begin]))
    return made


def _attributed(document: Document, segments: list[Segment]) -> tuple[list[Draft], set[int]]:
    drafts: list[Draft] = []
    used: set[int] = set()
    last: Reference | None = None
    announces: Attribution | None = None
    block: list[tuple[int, int]] = []
    for segment in segments:
        if any(a <= segment.start < b for a, b in block):
            continue  # within a quotation that bears no marks
        covered: list[tuple[int, int]] = []
        # an attribution that closes its sentence reports all of it, whatever verbs stand within
        found = sorted(find_attributions(document, segment), key=lambda a: a.rule not in _CLOSING)
        opened = announces if segment.chunks[0].symbol == "S" else None
        if opened is not None and not any(segment.chunks[0].value in a.quotes for a in found):
            found.insert(0, _announced(segment, opened))
        announces = _announcement(document, segment)
        for attribution in found:
            joint = [d.speakers for d in drafts[-3:] if d.speakers]
            draft = _draft(document, attribution, last, used, joint)
            if draft is None:
                continue
            if any(a < draft.pieces[-1][1] and draft.start < b for a, b in covered):
                continue
            covered += draft.pieces
            used.update(q.start for q in draft.quotes)
            if drafts and _goes_on(document, drafts[-1], draft):
                drafts[-1].pieces += draft.pieces
                drafts[-1].quotes += draft.quotes
                continue
            drafts.append(draft)
            if len(draft.speakers) == 1 and not draft.speakers[0].is_plural:
                last = draft.speakers[0]
            elif draft.speakers:
                last = draft.speakers[0] if draft.speakers[0].kind != "set" else last
        block = block_after(document.text, document.paragraphs, segment) if announces else []
        if announces and block:
            announces.pieces, announces.rule = block, "announced_block"
            draft = _draft(document, announces, last, used, [])
            announces = None
            if draft is not None:
                draft.kind, draft.pieces = "direct", block
                drafts.append(draft)
                last = draft.speakers[0] if draft.speakers else last
    return drafts, used


def _goes_on(document: Document, previous: Draft, draft: Draft) -> bool:
    """'“…,” said Felix, a painter. “…,” he said.': one utterance, for all its two attributions."""
    if previous.kind != "direct" or draft.kind != "direct":
        return False
    if previous.attribution.segment is draft.attribution.segment:
        return False  # "“…,” he said, adding “…”": two cues with two contents
    if draft.attribution.lemma == "add":
        return False
    if len(previous.speakers) != 1 or len(draft.speakers) != 1:
        return False
    one, other = previous.speakers[0], draft.speakers[0]
    same = one.entity is not None and one.entity is other.entity
    start, end = previous.pieces[-1][1], draft.pieces[0][0]
    return (
        same
        and 0 <= end - start < 160
        and _paragraph(document, start - 1) == _paragraph(document, end)
        and document.text[start:end].count(".") <= 1
    )


def _announcement(document: Document, segment: Segment) -> Attribution | None:
    """'He said:' at the end of a paragraph announces the quotation that opens the next one."""
    chunks = segment.chunks
    if len(chunks) < 3 or chunks[-1].symbol != ":":
        return None
    cue = document.lexicon.cues.get(segment.word(document.text, len(chunks) - 2))
    numbers, _inherits = subject_of(document, segment, len(chunks) - 2)
    subject = numbers[0] if numbers else main_subject(segment)
    if cue is None or "quote" not in cue.takes or subject is None:
        return None
    speaker = segment.reference(subject)
    span = chunks[-2].start, chunks[-2].end
    return Attribution(
        segment, "announced_quote", cue.lemma, span, [speaker] if speaker else [], []
    )


def _announced(segment: Segment, opened: Attribution) -> Attribution:
    quote = segment.chunks[0].value
    quotes = [quote] if isinstance(quote, Quote) else []
    return replace(opened, segment=segment, quotes=quotes, is_quote_only=True)


def _words(document: Document, spans: Sequence[tuple[int, int]], enough: int) -> int:
    """Return the number of words in some spans, counted no further than to `enough`."""
    words = (match for span in spans for match in _WORD.finditer(document.text, *span))
    return sum(1 for _ in islice(words, enough))


def _draft(
    document: Document,
    attribution: Attribution,
    last: Reference | None,
    used: set[int],
    joint: list[list[Reference]],
) -> Draft | None:
    if attribution.is_quote_only:
        quotes = [q for q in attribution.quotes if q.start not in used]
        pieces = [p for q in quotes for p in q.pieces]
        if not pieces or _words(document, pieces, _LEAST_WORDS) < _LEAST_WORDS:
            return None
        kind = "direct"
    else:
        quotes, pieces = attribution.quotes, attribution.pieces
        if _words(document, pieces[:1], 2) < 2:
            return None
        kind = _kind(document, pieces[0], quotes)
    speakers: list[Reference] = []
    mentions: list[Reference] = []
    reference_kind = "explicit"
    for raw in attribution.speakers:
        if not _may_speak(raw):
            return None
        if is_joint(raw):
            people = joint_people(document, raw, joint)
            if people:
                reference_kind = "anaphoric"
                speakers += people
                mentions += [raw] * len(people)
                continue
        resolved = resolve(document, raw, last)
        if resolved is None:
            continue
        if resolved is not raw:
            reference_kind = "anaphoric"
        speakers.append(resolved)
        mentions.append(raw)
    if attribution.inherits and reference_kind == "explicit":
        reference_kind = "anaphoric"
    return Draft(attribution, speakers, pieces, kind, reference_kind, quotes, mentions)


def _may_speak(reference: Reference) -> bool:
    if reference.noun_kind == "document":
        return not reference.is_possessive
    return not reference.is_possessive


def _kind(document: Document, span: tuple[int, int], quotes: list[Quote]) -> str:
    inside = [q for q in quotes if q.start < span[1]]
    if not inside:
        return "indirect"
    outside = document.text[span[0] : span[1]]
    for quote in inside:
        outside = outside.replace(document.text[quote.start : quote.end], " ")
    bare = _WORD.findall(outside)
    return "direct" if len(bare) == 0 or (len(bare) == 1 and len(bare[0]) < 5) else "mixed"


def _unattributed(
    document: Document, segments: list[Segment], drafts: list[Draft], used: set[int]
) -> list[Draft]:
    """Quotations without a cue: what goes on from the one before, or stands alone after it."""
    made: list[Draft] = []
    spans = [p for d in drafts for p in d.pieces]
    for number, segment in enumerate(segments):
        for k, chunk in enumerate(segment.chunks):
            if chunk.symbol != "S" or not isinstance(chunk.value, Quote):
                continue
            quote = chunk.value
            if quote.start in used or any(a <= quote.start < b for a, b in spans):
                continue
            count = _words(document, quote.pieces, _LEAST_UNCUED)
            if count < _LEAST_WORDS or is_title(document, segment, k):
                continue
            signed = _signature(document, segment, k)
            if signed is not None:
                used.add(quote.start)
                attribution = Attribution(segment, "quote_dash_name", None, None, [signed], [])
                made.append(
                    Draft(attribution, [signed], list(quote.pieces), "direct", "explicit", [quote])
                )
                continue
            stands_alone = all(c.symbol in ".,S-" for c in segment.chunks)
            previous = _previous_draft(document, drafts + made, quote)
            if stands_alone and previous is not None:
                goes_on = previous.kind == "direct" and not _other_between(
                    segments[:number], previous, segment
                )
                used.add(quote.start)
                if goes_on:
                    previous.pieces += list(quote.pieces)
                    previous.quotes.append(quote)
                else:
                    made.append(_implicit(segment, previous, quote))
                continue
            if count < _LEAST_UNCUED or quote.is_single:
                continue
            if stands_alone and quote.is_closed and number:
                told = _subject_before(document, segments[number - 1], segment)
                if told is not None:
                    used.add(quote.start)
                    attribution = Attribution(segment, "quote_after_person", None, None, [told], [])
                    pieces = list(quote.pieces)
                    made.append(Draft(attribution, [told], pieces, "direct", "implicit", [quote]))
                continue
            speaker = _nearest_person(document, segment, k, quote)
            if speaker is not None:
                used.add(quote.start)
                attribution = Attribution(segment, "quote_beside_person", None, None, [speaker], [])
                made.append(
                    Draft(attribution, [speaker], list(quote.pieces), "direct", "implicit", [quote])
                )
    return made


def _subject_before(document: Document, before: Segment, segment: Segment) -> Reference | None:
    """'Store did not hide his anger. “…”': the person that the sentence before is about."""
    if before.paragraph != segment.paragraph or not before.chunks:
        return None
    first = before.chunks[0].reference
    resolved = resolve(document, first) if first is not None else None
    return resolved if resolved is not None and resolved.kind == "person" else None


def _signature(document: Document, segment: Segment, k: int) -> Reference | None:
    """'“…” — Pamela Padilla': a name behind a dash signs the quotation before it."""
    rest = segment.chunks[k + 1 :]
    if (
        len(rest) not in (2, 3)
        or rest[0].symbol != "-"
        or (len(rest) == 3 and rest[2].symbol != ".")
    ):
        return None
    if rest[1].reference is not None:
        return rest[1].reference if rest[1].reference.kind == "person" else None
    if rest[1].symbol != "X" or rest[1].last - rest[1].first < 2:
        return None
    item = Item("P", rest[1].start, rest[1].end, rest[1].first, rest[1].last)
    entity = register(document, item, document.sentence_at(item.start))
    return Reference("person", item.start, item.end, item.start, item.end, entity)


def _implicit(segment: Segment, previous: Draft, quote: Quote) -> Draft:
    attribution = Attribution(segment, "quote_alone", None, None, previous.speakers, [])
    return Draft(attribution, previous.speakers, list(quote.pieces), "direct", "implicit", [quote])


def _previous_draft(document: Document, drafts: list[Draft], quote: Quote) -> Draft | None:
    """Return the statement before a quotation when it stands at most one paragraph up."""
    earlier = [d for d in drafts if d.pieces[-1][1] <= quote.start]
    if not earlier:
        return None
    nearest = max(earlier, key=lambda d: d.pieces[-1][1])
    gap = _paragraph(document, quote.start) - _paragraph(document, nearest.pieces[-1][1] - 1)
    return nearest if gap <= 1 and nearest.speakers else None


def _other_between(before: list[Segment], previous: Draft, segment: Segment) -> bool:
    """Tell whether a sentence of other matter stands between a statement and what may go on from it."""
    own = previous.attribution.segment
    return any(
        s is not own and s.start >= previous.pieces[-1][1] and s.end <= segment.start
        for s in before
    )


def _paragraph(document: Document, position: int) -> int:
    return document.sentence_at(position).paragraph


def _nearest_person(document: Document, segment: Segment, k: int, quote: Quote) -> Reference | None:
    subject = main_subject(segment)
    if subject is not None and subject < k:
        reference = segment.reference(subject)
        resolved = resolve(document, reference) if reference else None
        if resolved is not None and resolved.kind in ("person",):
            return resolved
    if k and segment.chunks[k - 1].symbol == ":":
        people = people_before(document, quote.start, document.sentence_at(quote.start))
        return people[0] if people else None
    return None


def _attribution_spans(draft: Draft) -> list[tuple[int, int]]:
    """Return the parts of the segment outside the utterance, where date, place and channel stand."""
    segment = draft.attribution.segment
    holes = sorted([(q.start, q.end) for q in draft.quotes] + list(draft.pieces))
    spans, position = [], segment.start
    for start, end in holes:
        if start > position:
            spans.append((position, min(start, segment.end)))
        position = max(position, end)
    if position < segment.end:
        spans.append((position, segment.end))
    return spans


def _channel_of(
    document: Document, around: list[tuple[int, int]]
) -> tuple[str, str | None, Evidence | None]:
    """Return channel, its name and the words that say so: the longest phrase around the utterance."""
    best: tuple[int, int, Channel] | None = None
    for start, end in around:
        part = fold(document.text[start:end]).lower()
        for low, high, channel in document.lexicon.channels.find(part):
            if best is None or high - low > best[1] - best[0]:
                best = start + low, start + high, channel
    if best is None:
        return "unknown", None, None
    low, high, channel = best
    span = Evidence(low, high, "channel", channel.channel)
    return channel.channel, channel.name, span if channel.channel != "unknown" else None


def _about(document: Document, pieces: list[tuple[int, int]], speaker: str | None) -> list[str]:
    found: set[str] = set()
    for start, end in pieces:
        first = document.sentence_at(start).index
        for sentence in document.sentences[first:]:
            if sentence.start >= end:
                break
            for item in sentence.items:
                if start <= item.start < end and item.symbol in "CKAN":
                    code = item.value.country if isinstance(item.value, Term) else None
                    if code and item.symbol != "K":
                        found.add(code)
    found.discard(speaker or "")
    return sorted(found)


def _cleaned(raw: str) -> str:
    """Return spoken words without what the paper put in, '(laughs)', and with single spaces."""
    spoken = _INSERTION.sub("", raw) if "(" in raw or "[" in raw else raw
    return " ".join(spoken.split())


def _mention(document: Document, draft: Draft, begin: int, ordinal: int) -> StatementMention:
    text = document.text
    raw = " ".join(text[a:b] for a, b in draft.pieces)
    clean = _cleaned(raw) if draft.kind == "direct" else raw
    speakers = tuple(_speaker(document, r) for r in draft.speakers)
    cue = draft.attribution.cue_span
    rule = draft.attribution.rule
    evidence = [Evidence(a, b, None, None, rule) for a, b in draft.pieces]
    if cue:
        evidence.append(Evidence(*cue, "cue", draft.attribution.lemma, rule))
    # both where the speaker is named and the "he" or "the minister" that stands for the name here
    for one, reference in zip(speakers, draft.speakers, strict=True):
        evidence.append(Evidence(reference.start, reference.end, "speaker_name", one.name, rule))
    for one, mention in zip(speakers, draft.mentions, strict=False):
        evidence.append(Evidence(mention.start, mention.end, "speaker_name", one.name, rule))
    around = _attribution_spans(draft)
    date_edtf, date_span = day_of(document, draft.attribution.segment, cue, around)
    place, place_span = place_of(document, draft.attribution.segment, cue, around)
    channel, channel_name, channel_span = _channel_of(document, around)
    evidence += [e for e in (date_span, place_span, channel_span) if e]
    audience = draft.attribution.audience
    country = speakers[0].country if speakers else None
    return StatementMention(
        sentence_start=begin,
        ordinal=ordinal,
        kind=draft.kind,
        speaker_ref=draft.speaker_ref,
        speakers=speakers,
        pieces=tuple(draft.pieces),
        text=raw,
        text_clean=clean,
        evidence=tuple(dict.fromkeys(evidence)),
        rule=rule,
        confidence=confidence("statements", rule),
        cue=draft.attribution.lemma,
        audience=text[audience[0] : audience[1]] if audience else None,
        channel=channel,
        channel_name=channel_name,
        date_edtf=date_edtf,
        place_name=place,
        about_countries=tuple(_about(document, draft.pieces, country)),
    )


def _speaker(document: Document, reference: Reference) -> Party:
    made = party(document, reference)
    if reference.kind == "country":
        # "the White House", "the Kremlin": a seat speaks as a body
        words = document.text[reference.name_start or reference.start : reference.end]
        seat = document.lexicon.terms.values.get(fold(words))
        if seat is not None and seat.kind == "seat":
            return Party(country=made.country, organisation=words, evidence=made.evidence)
    if reference.kind == "body" and made.organisation is None:
        return Party(
            country=made.country,
            organisation=document.text[reference.name_start or reference.start : reference.end],
            evidence=made.evidence,
        )
    return made

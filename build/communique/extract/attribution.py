"""Who says what: finds verbs of saying, their subjects and what they report, segment by segment.

Works on the frame of a segment (see `frames`), where a quotation is one symbol `S`, so that all
orders of quotation, cue and speaker are short patterns.
"""

from __future__ import annotations

from communique.extract.attribution_cues import cue_at
from communique.extract.attribution_left import (
    is_adjunct_only,
    left_clause,
    parenthetical_of,
    quotes_before,
    stands_alone,
)
from communique.extract.attribution_nouns import noun_attributions
from communique.extract.attribution_right import content_after, end_of_content
from communique.extract.attribution_shared import (
    Attribution,
    Content,
    main_subject,
    quotes_within,
)
from communique.extract.attribution_subjects import (
    group_start,
    loose_subject,
    nameless_subject,
    speaker_in,
    stands_inverted,
    subject_of,
)
from communique.extract.attribution_unknown import name_bare_speakers
from communique.extract.document import Document, Reference
from communique.extract.frames import Segment
from communique.lexicon.lexicon import Cue
from communique.lexicon.tables import word_set
from communique.text.quotes import Quote


def find_attributions(document: Document, segment: Segment) -> list[Attribution]:
    """Return the attributed utterances of one segment, in order of their cues."""
    found: list[Attribution] = []
    name_bare_speakers(document, segment)
    known = document.lexicon.cues
    cues = [
        (i, cue)
        for i, word in enumerate(segment.words(document.text))
        if word in known and (cue := cue_at(document, segment, i))
    ]
    for position, (i, cue) in enumerate(cues):
        following = [j for j, _ in cues[position + 1 :]]
        made = _attribute(document, segment, i, cue, following, found)
        if made is not None:
            found.append(made)
    found += _according_to(document, segment, found)
    found += noun_attributions(document, segment, found)
    return found


def _attribute(
    document: Document,
    segment: Segment,
    i: int,
    cue: Cue,
    following: list[int],
    earlier: list[Attribution],
) -> Attribution | None:
    text, chunks = document.text, segment.chunks
    after = i + 1
    speakers: list[Reference] = []
    first = i
    inherits = is_nameless = False
    if segment.word(text, i - 1) in word_set("be") and not segment.word(text, i).endswith("ing"):
        return _passive(document, segment, i, cue, following)
    inverted = (
        segment.reference(after) is not None
        and i > 0
        and chunks[i - 1].symbol in ",S"
        and "quote" in cue.takes
        and cue.object != "audience"
        and not segment.word(text, i).endswith("ing")
        and stands_inverted(segment, i, after)
    )
    if inverted:
        last = after
        speakers = [segment.reference(after)]  # type: ignore[list-item]
        while (
            last + 2 < len(chunks)
            and chunks[last + 1].symbol == "&"
            and segment.reference(last + 2)
        ):
            last += 2
            speakers.append(segment.reference(last))  # type: ignore[arg-type]
        after = last + 1
    else:
        numbers, inherits = subject_of(document, segment, i)
        is_nested = any(a < chunks[i].start < b for made in earlier for a, b in made.pieces)
        is_loose = not (numbers or is_nested) and (not inherits or chunks[i - 1].symbol in ",-)")
        loose = loose_subject(document, segment, i, cue) if is_loose else None
        if loose is not None:
            speakers, first, after = loose
            inherits = False
            inverted = first == i
        elif numbers:
            speakers = [r for k in numbers if (r := segment.reference(k))]
            first = group_start(document, segment, numbers[0])
        elif inherits:
            above = _main_attribution(document, segment, earlier)
            if above is not None:
                speakers = list(above.speakers)
            else:
                k = main_subject(segment)
                if k is not None and k < i:
                    speakers = [segment.reference(k)]  # type: ignore[list-item]
                is_nameless = not speakers
        else:
            start = nameless_subject(document, segment, i)
            if start is None:
                return None
            first, is_nameless = start, True
    made = Attribution(
        segment,
        "",
        cue.lemma,
        (chunks[i].start, chunks[i].end),
        speakers,
        [],
        polarity=cue.polarity,
        inherits=inherits,
    )
    if first > 1 and segment.word(text, first - 1) == "as" and chunks[first - 2].symbol in ",S":
        first -= 1  # "…, as the memorandum put it"
    left = quotes_before(document, segment, first) if not inherits or first == i else []
    if inherits and earlier:
        left = []
    right = content_after(document, segment, after, cue, following, made)
    if right is not None and segment.word(text, first - 1) == "what":
        # "what he called “a new start”": only the words in the marks are his
        quoted = chunks[after].value if after < len(chunks) else None
        right = Content("quote", (0, 0), [quoted]) if isinstance(quoted, Quote) else None
    if left and "quote" in cue.takes and stands_alone(segment, left[-1], first):
        made.quotes = [q for k in left if isinstance(q := chunks[k].value, Quote)]
        made.is_quote_only = True
        made.rule = "quote_cue_speaker" if inverted else "quote_speaker_cue"
        if right and right.kind == "quote":
            made.quotes += right.quotes
        made.quotes += _rest_of_sentence(document, segment, after, made.quotes, following)
        return made
    trailing = left_clause(document, segment, first, i, after, following, inverted, inherits)
    is_last = right is None or (
        right.kind != "clause_that"
        and not (right.kind == "to" and chunks[after].symbol == "t")
        and is_adjunct_only(document, segment, after)
    )
    if trailing and cue.lemma == "report" and any(e.pieces and e.speakers for e in earlier):
        return None  # "Zuma said the visit matters, APS reported": his words, not the agency's
    if trailing and "that" in cue.takes and is_last and not is_nameless:
        made.pieces = [trailing]
        made.rule = "clause_speaker_cue"
        made.quotes = quotes_within(segment, trailing)
        return made
    if right is None and not inherits and "quote" in cue.takes:
        pieces = parenthetical_of(document, segment, first, after)
        if pieces:
            made.pieces, made.rule = pieces, "parenthetical"
            made.quotes = [q for p in pieces for q in quotes_within(segment, p)]
            return made
    if right is None or (is_nameless and not _stands_by_itself(segment, right)):
        return None
    if right.kind == "quote":
        made.quotes = right.quotes
        made.is_quote_only = True
        made.rule = "speaker_cue_quote"
        return made
    made.pieces = [right.span]
    made.rule = {
        "clause_that": "speaker_cue_that",
        "clause": "speaker_cue_clause",
        "to": "speaker_cue_to",
        "as": "speaker_cue_as",
        "np_quote": "speaker_cue_noun_quote",
    }[right.kind]
    made.quotes = list(quotes_within(segment, right.span))
    return made


def _main_attribution(
    document: Document, segment: Segment, earlier: list[Attribution]
) -> Attribution | None:
    """Return the last attribution that no 'what', 'which' or 'as' subordinates: its subject goes on."""
    places = {chunk.start: k for k, chunk in enumerate(segment.chunks)}
    for one in reversed(earlier):
        k = places.get(one.speakers[0].start) if one.speakers else None
        if k is None or segment.word(document.text, k - 1) not in word_set("subordinating"):
            return one
    return None


def _rest_of_sentence(
    document: Document, segment: Segment, after: int, quotes: list[Quote], following: list[int]
) -> list[Quote]:
    """'“We waited,” she said at the port, “and nobody came.”': a quotation that goes on in small letters."""
    text, found = document.text, []
    if not quotes or text[quotes[-1].pieces[-1][1] - 1] not in ",—–-":
        return []
    limit = min((k for k in following if k > after), default=len(segment.chunks))
    for chunk in segment.chunks[after:limit]:
        quote = chunk.value
        if chunk.symbol != "S" or not isinstance(quote, Quote) or quote in quotes:
            continue
        start = quote.pieces[0][0]
        if text[start].islower() or text[start : start + 2] == "I ":
            found.append(quote)
    return found


def _stands_by_itself(segment: Segment, content: Content) -> bool:
    """Tell whether what was said shows itself as speech, so that a subject of unknown kind may say it."""
    return content.kind in ("quote", "clause_that", "clause", "np_quote") or bool(
        content.kind != "as" and quotes_within(segment, content.span)
    )


def _passive(
    document: Document, segment: Segment, i: int, cue: Cue, following: list[int]
) -> Attribution | None:
    """'Lee was told by Trump that …': who speaks stands after 'by'; without it the speaker has no name."""
    chunks = segment.chunks
    after, speakers = i + 1, []
    if after + 1 < len(chunks) and chunks[after].symbol == "y":
        speaker = segment.reference(after + 1)
        if speaker is None:
            return None
        speakers, after = [speaker], after + 2
    while after < len(chunks) and chunks[after].symbol in "voD":
        after += 1
    if after + 1 >= len(chunks) or chunks[after].symbol != "k":
        return None
    end = end_of_content(document, segment, after + 1, following)
    if end == after + 1:
        return None
    span = (chunks[after + 1].start, chunks[end - 1].end)
    cue_span = (chunks[i].start, chunks[i].end)
    made = Attribution(segment, "passive_cue_that", cue.lemma, cue_span, speakers, [span])
    made.quotes = quotes_within(segment, span)
    return made


def _according_to(
    document: Document, segment: Segment, found: list[Attribution]
) -> list[Attribution]:
    """'According to the ministry, exports fell' and '… , according to the ministry.'"""
    text, chunks = document.text, segment.chunks
    words = segment.words(text)
    for i in range(len(chunks) - 2) if "according" in words else ():
        if words[i] != "according" or words[i + 1] != "to":
            continue
        reference = segment.reference(i + 2)
        if reference is None and chunks[i + 2].symbol == "X":
            reference = speaker_in(document, segment, i + 2, i + 3)[0]
        if reference is None:
            continue
        if i <= 1:
            begin = i + 3
            while begin < len(chunks) and chunks[begin].symbol != ",":
                begin += 1
            begin += 1
            end = end_of_content(document, segment, begin, []) if begin < len(chunks) else begin
            span = (chunks[begin].start, chunks[end - 1].end) if end > begin else None
        else:
            end = i - 1 if chunks[i - 1].symbol == "," else i
            span = (chunks[0].start, chunks[end - 1].end) if end > 1 else None
            if span and any(a.pieces and a.pieces[0][0] < span[1] for a in found):
                continue
        if span is None:
            continue
        quotes = quotes_within(segment, span)
        return [
            Attribution(
                segment,
                "according_to",
                None,
                (chunks[i].start, chunks[i + 1].end),
                [reference],
                [span],
                quotes,
            )
        ]
    return []

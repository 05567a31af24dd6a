"""Who says what: finds verbs of saying, their subjects and what they report, segment by segment.

Works on the frame of a segment (see `frames`), where a quotation is one symbol `S`, so that all
orders of quotation, cue and speaker are short patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.extract.names import register
from communique.lexicon.lexicon import Cue
from communique.lexicon.tables import word_set
from communique.text.quotes import Quote

_PREPOSITIONS = "fiaonwrzgbty"
_SKIP_LEFT = "vx!"
_WHO = frozenset({"who", "which"})
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(slots=True)
class Attribution:
    """An utterance found in a segment, before its speaker is resolved."""

    segment: Segment
    rule: str
    lemma: str | None
    cue_span: tuple[int, int] | None
    speakers: list[Reference]
    pieces: list[tuple[int, int]]
    quotes: list[Quote] = field(default_factory=list)
    audience: tuple[int, int] | None = None
    is_quote_only: bool = False
    polarity: str = "neutral"
    inherits: bool = False


class Content(NamedTuple):
    """What follows a verb of saying: its kind, and the span or the quotations that hold it."""

    kind: str
    span: tuple[int, int]
    quotes: list[Quote] = []  # noqa: RUF012


def find_attributions(document: Document, segment: Segment) -> list[Attribution]:
    """Return the attributed utterances of one segment, in order of their cues."""
    found: list[Attribution] = []
    cues = [(i, cue) for i in range(len(segment.chunks)) if (cue := _cue_at(document, segment, i))]
    for position, (i, cue) in enumerate(cues):
        following = [j for j, _ in cues[position + 1 :]]
        made = _attribute(document, segment, i, cue, following, found)
        if made is not None:
            found.append(made)
    found += _according_to(document, segment, found)
    return found


def _cue_at(document: Document, segment: Segment, i: int) -> Cue | None:
    chunk = segment.chunks[i]
    if chunk.symbol not in "_vz":
        return None
    text = document.text
    word = segment.word(text, i)
    cue = document.lexicon.cues.get(word)
    if cue is None:
        return None
    before = segment.chunks[i - 1].symbol if i else ""
    word_before = segment.word(text, i - 1)
    if before and before in "dQms#A" and not (before == "m" and word_before in ("repeatedly",)):
        return None
    if (before and before in "fiaonwrgb") or word_before in ("by", "after", "before", "without"):
        return None
    if before == "t" and segment.word(text, i - 2) not in ("on", "continued", "went"):
        return None
    k = i - 1
    chain: list[str] = []
    while k >= 0 and segment.chunks[k].symbol in "xv!":
        chain.append(segment.word(text, k))
        k -= 1
    if any(w in word_set("future") for w in chain) or any(
        segment.chunks[j].symbol == "!" for j in range(k + 1, i)
    ):
        return None
    is_ing = word.endswith("ing")
    if word_before == "who" and i >= 4 and segment.chunks[i - 4].symbol == "q":
        return None  # "it was Trump who suggested Budapest"
    is_passive = any(w in word_set("be") for w in chain) and not is_ing
    if is_passive and word in word_set("passive_cues"):
        return cue
    if is_passive:
        return None
    after = segment.chunks[i + 1].symbol if i + 1 < len(segment.chunks) else ""
    if after == "y" and not is_ing:
        return None
    if word.endswith(("ed", "en")) and before and before in "_X" and after == "y":
        return None
    return cue


def _is_person_like(reference: Reference | None) -> bool:
    return reference is not None and not reference.is_possessive


def _joint(segment: Segment, k: int) -> list[int]:
    """Return the chunk numbers of a coordinated subject that ends at `k`."""
    numbers = [k]
    while k - 2 >= 0 and segment.chunks[k - 1].symbol in "&," and segment.reference(k - 2):
        if segment.chunks[k - 1].symbol == "," and len(numbers) < 2:
            break
        k -= 2
        numbers.insert(0, k)
    return numbers


def _head(document: Document, segment: Segment, k: int) -> int:
    """Step from 'officials in Beijing' back to 'officials': the head of a noun group with prepositions."""
    while k - 2 >= 0 and segment.chunks[k - 1].symbol in "fianrwzo":
        j = k - 2
        while j >= 0 and segment.chunks[j].symbol == "_" and k - j < 5:
            j -= 1
        if j >= 0 and segment.reference(j) and segment.chunks[j + 1].symbol in "fianrwzo_":
            k = j
        else:
            break
    return k


def _subject(document: Document, segment: Segment, i: int) -> tuple[list[int], bool]:
    """Return the chunk numbers of a cue's subject, and whether it is taken over from an earlier verb."""
    text, chunks = document.text, segment.chunks
    k = i - 1
    while k >= 0 and chunks[k].symbol in _SKIP_LEFT:
        k -= 1
    if k >= 0 and chunks[k].symbol == "t" and segment.word(text, k - 1) in ("on", "continued"):
        k -= 2
        while k >= 0 and segment.word(text, k) in ("went", "on", "continued", "has", "had"):
            k -= 1
    if k < 0:
        return [], False
    if segment.reference(k):
        if chunks[k - 1].symbol in "fianrwzo" if k else False:
            head = _head(document, segment, k)
            if head != k:
                return _joint(segment, head), False
            if k >= 2 and chunks[k - 1].symbol in "iano" and segment.reference(k) is not None:
                # "in Beijing said": the head is no party that we know
                return [], False
        return _joint(segment, k), False
    word = segment.word(text, k)
    if word in _WHO or word == "that":
        j = k - 1
        while j >= 0 and chunks[j].symbol in ",":
            j -= 1
        if segment.reference(j):
            return [j], False
        return [], False
    if chunks[k].symbol in ",-)":
        is_participle = segment.word(text, i).endswith("ing")
        if is_participle:
            return [], True
        for m in range(k - 1, 0, -1):
            if chunks[m].symbol in ",-(" and segment.reference(m - 1):
                before = chunks[m - 2].symbol if m >= 2 else ""
                if before not in _PREPOSITIONS or not before:
                    return _joint(segment, m - 1), False
                head = _head(document, segment, m - 1)
                if head != m - 1:
                    return [head], False
        return [], True
    if chunks[k].symbol in "&c" or word in ("but", "then", "while"):
        return [], True
    if segment.word(text, i).endswith("ing"):
        return [], True
    if chunks[k].symbol in "_X":
        # "sources close to the talks said": the noun group may be longer than its reference
        for m in range(k - 1, max(-1, k - 8), -1):
            if chunks[m].symbol in "x,;:S" or document.lexicon.cues.get(segment.word(text, m)):
                return [], False
            if segment.reference(m) and (m == 0 or chunks[m - 1].symbol not in _PREPOSITIONS):
                reference = segment.reference(m)
                if reference and reference.kind in ("unnamed", "person", "body", "set"):
                    return [m], False
                return [], False
    return [], False


def main_subject(segment: Segment) -> int | None:
    """Return the first party of a segment that no preposition governs."""
    for k, chunk in enumerate(segment.chunks):
        if chunk.symbol == "G" and _is_person_like(segment.reference(k)):
            before = segment.chunks[k - 1].symbol if k else ""
            if not before or before not in _PREPOSITIONS:
                return k
    return None


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
    inherits = False
    if segment.word(text, i - 1) in word_set("be"):
        return _passive(document, segment, i, cue, following)
    inverted = (
        segment.reference(after) is not None
        and i > 0
        and chunks[i - 1].symbol in ",S"
        and "quote" in cue.takes
        and cue.object != "audience"
        and not segment.word(text, i).endswith("ing")
        and _stands_inverted(segment, i, after)
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
        numbers, inherits = _subject(document, segment, i)
        loose = None if numbers or inherits else _loose_subject(document, segment, i, cue)
        if loose is not None:
            speakers, first, after = loose
            inverted = first == i
        elif numbers:
            speakers = [r for k in numbers if (r := segment.reference(k))]
            first = numbers[0]
        elif inherits:
            if earlier:
                speakers = list(earlier[-1].speakers)
            else:
                k = main_subject(segment)
                if k is None or k > i:
                    return None
                speakers = [segment.reference(k)]  # type: ignore[list-item]
        else:
            return None
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
    left = _left_quotes(segment, first) if not inherits or first == i else []
    if inherits and earlier:
        left = []
    right = _right_content(document, segment, after, cue, following, made)
    if left and "quote" in cue.takes and _no_clause_between(segment, left[-1], first):
        made.quotes = [q for k in left if isinstance(q := chunks[k].value, Quote)]
        made.is_quote_only = True
        made.rule = "quote_cue_speaker" if inverted else "quote_speaker_cue"
        if right and right.kind == "quote":
            made.quotes += right.quotes
        return made
    trailing = _left_clause(document, segment, first, i, after, following, inverted, inherits)
    is_last = right is None or (
        right.kind != "clause_that" and _is_adjunct_only(document, segment, after)
    )
    if trailing and "that" in cue.takes and is_last:
        made.pieces = [trailing]
        made.rule = "clause_speaker_cue"
        made.quotes = _quotes_within(segment, trailing)
        return made
    if right is None and not inherits and "quote" in cue.takes:
        pieces = _parenthetical(document, segment, first, after)
        if pieces:
            made.pieces, made.rule = pieces, "parenthetical"
            made.quotes = [q for p in pieces for q in _quotes_within(segment, p)]
            return made
    if right is None:
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
    made.quotes = list(_quotes_within(segment, right.span))
    return made


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
    end = _end_of_content(document, segment, after + 1, following)
    if end == after + 1:
        return None
    span = (chunks[after + 1].start, chunks[end - 1].end)
    cue_span = (chunks[i].start, chunks[i].end)
    made = Attribution(segment, "passive_cue_that", cue.lemma, cue_span, speakers, [span])
    made.quotes = _quotes_within(segment, span)
    return made


def _loose_subject(
    document: Document, segment: Segment, i: int, cue: Cue
) -> tuple[list[Reference], int, int] | None:
    """Return (speakers, first chunk, chunk after) of a cue beside a quotation, whoever the subject is.

    Beside a quotation a verb of saying is sure, so that a name of unknown kind is a person's, and a
    subject without a name ('the announcer') is a speaker without one.
    """
    chunks = segment.chunks
    if "quote" not in cue.takes or segment.word(document.text, i).endswith("ing"):
        return None
    k = i - 1
    while k >= 0 and i - k < 14 and chunks[k].symbol not in "S;:":
        k -= 1
    if k >= 0 and chunks[k].symbol == "S":
        first = k + 1
        while first < i and chunks[first].symbol in ",-.":
            first += 1
        if first < i:
            return _speaker_in(document, segment, first, i), first, i + 1
        end = i + 1
        while end < len(chunks) and chunks[end].symbol not in ",.;:S" and end - i < 9:
            end += 1
        return _speaker_in(document, segment, i + 1, end), i, end
    following = next(
        (j for j in range(i + 1, min(i + 4, len(chunks))) if chunks[j].symbol == "S"), None
    )
    if following is None or any(c.symbol not in ",:kv" for c in chunks[i + 1 : following]):
        return None
    first = i
    while first > 0 and chunks[first - 1].symbol not in ",;:.":
        first -= 1
    return (_speaker_in(document, segment, first, i), first, i + 1) if first < i else None


def _speaker_in(document: Document, segment: Segment, first: int, end: int) -> list[Reference]:
    """Return the person or party in a noun group that is known to speak; [] when it has no name."""
    for k in range(first, end):
        reference = segment.reference(k)
        if reference is not None and reference.kind in ("person", "pronoun", "body"):
            return [reference]
    for k in range(first, end):
        chunk = segment.chunks[k]
        if chunk.symbol == "X":
            sentence = document.sentence_at(chunk.start)
            entity = register(
                document, Item("P", chunk.start, chunk.end, chunk.first, chunk.last), sentence
            )
            return [Reference("person", chunk.start, chunk.end, chunk.start, chunk.end, entity)]
    for k in range(first, end):
        reference = segment.reference(k)
        if reference is not None:
            return [reference]
    return []


def _stands_inverted(segment: Segment, i: int, after: int) -> bool:
    """Tell '“…,” said Rubio.' from 'Carney, in Ottawa, said he would …'."""
    if segment.chunks[i - 1].symbol == "S" or (i >= 2 and segment.chunks[i - 2].symbol == "S"):
        return True
    following = segment.chunks[after + 1].symbol if after + 1 < len(segment.chunks) else "."
    return following not in "x_!vS"


def _quotes_of(chunks: Iterable[Item]) -> list[Quote]:
    return [c.value for c in chunks if isinstance(c.value, Quote)]


def _quotes_within(segment: Segment, span: tuple[int, int]) -> list[Quote]:
    return [
        c.value
        for c in segment.chunks
        if c.symbol == "S" and isinstance(c.value, Quote) and span[0] <= c.start < span[1]
    ]


def _left_quotes(segment: Segment, first: int) -> list[int]:
    """Return the chunk numbers of the quotation(s) that stand right before an attribution."""
    k = first - 1
    while k >= 0 and segment.chunks[k].symbol in ",-.":
        k -= 1
    return [k] if k >= 0 and segment.chunks[k].symbol == "S" else []


def _no_clause_between(segment: Segment, quote: int, first: int) -> bool:
    """A quotation inside a longer clause ('… was "wrong", he said') is no quotation by itself."""
    lead = [c.symbol for c in segment.chunks[:quote]]
    return all(s in "c&,-v.S(" for s in lead) or (len(lead) <= 2 and lead[-1] in ":,")


def _left_clause(
    document: Document,
    segment: Segment,
    first: int,
    i: int,
    after: int,
    following: list[int],
    inverted: bool,
    inherits: bool,
) -> tuple[int, int] | None:
    """Return the span of a clause that a trailing attribution ends: 'Talks go on, the ministry said.'"""
    if inherits or first < 3:
        return None
    chunks = segment.chunks
    if chunks[first - 1].symbol not in ",S" and chunks[first - 1].symbol != "-":
        return None
    begin = 0
    while begin < first and chunks[begin].symbol in "&c,":
        begin += 1
    end = first - 1 if chunks[first - 1].symbol in ",-" else first
    if end - begin < 2 or not _looks_finite(document, segment, begin, end):
        return None
    return chunks[begin].start, chunks[end - 1].end


def _parenthetical(
    document: Document, segment: Segment, first: int, after: int
) -> list[tuple[int, int]]:
    """'It was, Albanese said, a good meeting': the two parts around an attribution between commas."""
    chunks = segment.chunks
    if first < 2 or after + 2 >= len(chunks) or chunks[first - 1].symbol != ",":
        return []
    if chunks[after].symbol != "," or any(c.symbol == "S" for c in chunks):
        return []
    end = len(chunks)
    while end > after + 1 and chunks[end - 1].symbol in ".,;":
        end -= 1
    whole = chunks[: first - 1] + chunks[after + 1 : end]
    if end - after < 3 or not any(c.symbol == "x" for c in whole):
        return []
    return [
        (chunks[0].start, chunks[first - 2].end),
        (chunks[after + 1].start, chunks[end - 1].end),
    ]


def _looks_finite(document: Document, segment: Segment, begin: int, end: int) -> bool:
    """Tell whether chunks hold a finite verb: an auxiliary, or a word that may be one after a subject."""
    if document.text[segment.chunks[begin].start : segment.chunks[begin].end].lower() in (
        "speaking",
        "asked",
        "after",
        "according",
        "following",
        "earlier",
        "meanwhile",
        "in",
        "at",
    ) and not any(c.symbol in "," for c in segment.chunks[begin:end]):
        return False
    for k in range(begin, end):
        chunk = segment.chunks[k]
        if chunk.symbol == "x":
            return True
        if chunk.symbol == "_" and k > begin:
            word = segment.word(document.text, k)
            if segment.chunks[k - 1].symbol in "Ghqpv_)#" and (
                word.endswith(("ed", "es"))
                or (word.endswith("s") and segment.chunks[k - 1].symbol in "Gqp")
                or word in word_set("irregular")
            ):
                return True
            if segment.chunks[k - 1].symbol in "hG" and word.isalpha() and not word.endswith("ing"):
                return True
    return False


def _is_adjunct_only(document: Document, segment: Segment, after: int) -> bool:
    rest = segment.chunks[after:]
    return not rest or rest[0].symbol in "iaonztw.,v" or rest[0].symbol in "_L#"


def _end_of_content(
    document: Document, segment: Segment, begin: int, following: list[int], is_noun: bool = False
) -> int:
    """Return the chunk after a reported clause: before a verb of saying that goes on with the subject."""
    chunks, text = segment.chunks, document.text
    end = len(chunks)
    for j in following:
        if j <= begin:
            continue
        numbers, inherits = _subject(document, segment, j)
        cut = j
        if inherits and not numbers:
            while cut - 1 > begin and chunks[cut - 1].symbol in "vx":
                cut -= 1
            if chunks[cut - 1].symbol not in ",&cz-":
                cut = j  # "had gone well, adding": the adverb belongs to what was said
            while cut - 1 > begin and chunks[cut - 1].symbol in ",&cz-":
                cut -= 1
            # after "and" or "but" only core verbs of saying go on; "… but proposed a levy" does not
            is_participle = segment.word(text, j).endswith("ing") and chunks[j - 1].symbol in ",v"
            conjoined = (is_noun or segment.word(text, j) in word_set("core_forms")) and cut < j
            if is_participle or conjoined:
                end = cut
                break
        elif numbers and chunks[numbers[0] - 1].symbol in ",c&" and numbers[0] - 1 > begin:
            word = segment.word(text, numbers[0] - 1)
            if word in (",", "but", "while", "and") and chunks[numbers[0]].symbol == "G":
                cut = numbers[0] - 1
                while cut - 1 > begin and chunks[cut - 1].symbol in ",&c":
                    cut -= 1
                if _looks_finite(document, segment, begin, cut):
                    end = cut
                    break
    for j in range(begin + 2, end - 2):
        if chunks[j].symbol == "," and _is_comment(document, segment, j):
            end = j
            break
    for j in range(begin + 1, end - 1):
        if segment.word(text, j) == "according" and segment.word(text, j + 1) == "to":
            end = j - 1 if chunks[j - 1].symbol == "," else j
            break
    while end > begin and chunks[end - 1].symbol in ".,;:-":
        end -= 1
    return end


def _reports_clause(document: Document, segment: Segment, cue: Cue, begin: int, end: int) -> bool:
    """Tell a clause without 'that' ('announced Washington would …') from a noun group with one inside."""
    if cue.lemma not in word_set("zero_that"):
        return False
    for k in range(begin, end):
        symbol = segment.chunks[k].symbol
        if symbol in "tkS;" or segment.word(document.text, k) in ("who", "which"):
            return False
        if k > begin and _looks_finite(document, segment, begin, k + 1):
            return True
    return False


def _is_comment(document: Document, segment: Segment, comma: int) -> bool:
    """Tell the reporter's own words after a reported clause: ', without naming …', ', but gave no …'."""
    word = segment.word(document.text, comma + 1)
    after = segment.chunks[comma + 2]
    if word == "without":
        return segment.word(document.text, comma + 2).endswith("ing")
    return (
        word == "but"
        and after.symbol == "_"
        and segment.word(document.text, comma + 2)
        in (
            "gave",
            "did",
            "offered",
            "declined",
            "provided",
            "refused",
        )
    )


def _right_content(
    document: Document,
    segment: Segment,
    after: int,
    cue: Cue,
    following: list[int],
    made: Attribution,
) -> Content | None:
    """Return what follows a cue: ('quote', quotes), or (kind of clause, span), or None."""
    text, chunks = document.text, segment.chunks
    n = len(chunks)
    j = after
    takes_audience = cue.object == "audience" or (
        cue.object == "either" and segment.reference(j + 1) is None and _is_bare(segment, j)
    )
    if takes_audience and j < n:
        j = _take_audience(document, segment, j, made)
    phrasal = document.lexicon.phrasal_cues.get((cue.lemma, segment.word(text, j)))
    if phrasal is not None and not (
        cue.lemma == "call" and segment.word(text, j) == "on" and not segment.reference(j + 1)
    ):
        cue, made.lemma = phrasal, phrasal.lemma
        if cue.object == "audience" and segment.reference(j + 1):
            made.audience = (chunks[j + 1].start, chunks[j + 1].end)
            j += 2
        elif "that" in cue.takes:
            j += 1
    steps = 0
    while j < n and steps < 8:
        steps += 1
        chunk, _word = chunks[j], segment.word(text, j)
        if chunk.symbol == "k":
            if "that" not in cue.takes:
                return None
            end = _end_of_content(document, segment, j + 1, following)
            if j + 1 < n and chunks[j + 1].symbol == "S" and end == j + 2:
                return Content("quote", (0, 0), _quotes_of(chunks[j + 1 : j + 2]))
            if end == j + 1:
                return None
            return Content("clause_that", (chunks[j + 1].start, chunks[end - 1].end))
        if chunk.symbol == "S" and "quote" in cue.takes:
            quotes = _quotes_of([chunk])
            end = _end_of_content(document, segment, j, following)
            rest = chunks[j + 1 : end]
            if rest and not all(c.symbol in ",.-v&" for c in rest):
                if rest[0].symbol in ",-" and any(k for k in following if k > j):
                    return Content("quote", (0, 0), quotes)
                return Content("clause", (chunk.start, chunks[end - 1].end))
            return Content("quote", (0, 0), quotes)
        if chunk.symbol in ",:" and j + 1 < n and chunks[j + 1].symbol == "S":
            j += 1
            continue
        if chunk.symbol == ":" and j + 1 < n:
            end = _end_of_content(document, segment, j + 1, following)
            return (
                Content("clause", (chunks[j + 1].start, chunks[end - 1].end))
                if end > j + 1
                else None
            )
        if chunk.symbol == ",":
            closing = next((k for k in range(j + 1, n) if chunks[k].symbol == ","), None)
            that = next((k for k in range(j + 1, n) if segment.word(text, k) == "that"), None)
            if closing is not None and that is not None and that == closing + 1:
                j = that
                continue
            return None
        if chunk.symbol == "t" and _takes_to(cue) and j + 1 < n and chunks[j + 1].symbol in "_xvS":
            end = _end_of_content(document, segment, j, following)
            return Content("to", (chunk.start, chunks[end - 1].end))
        if chunk.symbol == "t" and cue.lemma not in (
            "say",
            "write",
            "explain",
            "announce",
            "report",
        ):
            return None
        if chunk.symbol in "iaontwz" or (chunk.symbol == "f" and made.audience):
            moved = _skip_adjunct(document, segment, j)
            if moved is not None:
                j = moved
                continue
            return None
        date_end = _date_end(document, segment, j)
        if date_end > j:
            j = date_end
            continue
        if chunk.symbol == "v" and "that" in cue.takes:
            j += 1
            continue
        break
    if j >= n or chunks[j].symbol in ".":
        return None
    return _clause_or_noun(document, segment, j, cue, following, made)


def _takes_to(cue: Cue) -> bool:
    """Tell whether 'to do' after a verb is what was said: not 'said to be', and not a mere decision."""
    return "to" in cue.takes and cue.lemma not in ("say", "agree", "commit", "invite", "instruct")


def _clause_or_noun(
    document: Document,
    segment: Segment,
    j: int,
    cue: Cue,
    following: list[int],
    made: Attribution,
) -> Content | None:
    text, chunks = document.text, segment.chunks
    is_noun = cue.lemma not in ("say", "tell", "add")
    end = _end_of_content(document, segment, j, following, is_noun)
    if end <= j:
        return None
    if _takes_to(cue):
        for k in range(j, min(end, j + 9)):
            if chunks[k].symbol == "t" and k + 1 < end and chunks[k + 1].symbol in "_xv":
                if segment.word(text, j) != "for":
                    if segment.reference(j):
                        made.audience = (chunks[j].start, chunks[j].end)
                    return Content("to", (chunks[k].start, chunks[end - 1].end))
                return Content("to", (chunks[j].start, chunks[end - 1].end))
            if chunks[k].symbol in "x,S":
                break
    if "as" in cue.takes:
        for k in range(j, min(end, j + 16)):
            if segment.word(text, k) == "as" and k > j:
                return Content("as", (chunks[j].start, chunks[end - 1].end))
            if chunks[k].symbol == "S" and cue.lemma in (
                "call",
                "describe",
                "label",
                "brand",
                "dub",
            ):
                return Content("as", (chunks[j].start, chunks[end - 1].end))
    if (
        "that" in cue.takes
        and (cue.lemma in ("say", "tell", "add") or _reports_clause(document, segment, cue, j, end))
        and chunks[j].symbol in "Ghqpdk#_ALKXmQCEPcvF!NUOzS("
    ):
        if cue.lemma in ("say", "tell", "add") and not _looks_finite(document, segment, j, end):
            return None
        return Content("clause", (chunks[j].start, chunks[end - 1].end))
    quoted = [c for c in chunks[j:end] if c.symbol == "S"]
    if quoted and any(len(_WORD.findall(text[c.start : c.end])) >= 3 for c in quoted):
        last = max(k for k in range(j, end) if chunks[k].symbol == "S")
        if last + 1 < end and chunks[last + 1].symbol == ",":
            end = last + 1
        return Content("np_quote", (chunks[j].start, chunks[end - 1].end))
    return None


def _is_bare(segment: Segment, j: int) -> bool:
    """'promised reporters that' from 'said Manila “will act”': a party before a clause is its subject."""
    following = segment.chunks[j + 1].symbol if j + 1 < len(segment.chunks) else "."
    return segment.reference(j) is None or following in "k,:t"


def _take_audience(document: Document, segment: Segment, j: int, made: Attribution) -> int:
    """Take 'reporters', 'a news conference', 'the Security Council' after told; return what follows."""
    text, chunks = document.text, segment.chunks
    reference = segment.reference(j)
    if reference is not None:
        k = j + 1
        if segment.word(text, k) in word_set("audiences"):
            k += 1  # "a White House briefing"
        while k + 1 < len(chunks) and chunks[k].symbol in "&" and segment.reference(k + 1):
            k += 2
        made.audience = (chunks[j].start, chunks[k - 1].end)
        return k
    k = j
    if (
        k < len(chunks)
        and chunks[k].symbol == "p"
        and segment.word(text, k) in ("him", "her", "them", "me", "us")
    ):
        return k + 1
    while k < len(chunks) and chunks[k].symbol in "dmA_XLOEQs#&" and k - j < 6:
        word = segment.word(text, k)
        if word == "that" or (chunks[k].symbol == "d" and k > j):
            break
        k += 1
        if word in word_set("audiences"):
            break
    if k > j:
        made.audience = (chunks[j].start, chunks[k - 1].end)
        return k
    return j


def _date_end(document: Document, segment: Segment, j: int) -> int:
    """Return the chunk after a date that starts at chunk `j` ('Monday', 'last week'), else `j`."""
    from communique.extract.dates import find_dates

    chunks = segment.chunks
    start = chunks[j].start
    for date in find_dates(document.text, start, min(segment.end, start + 40), document.base, ""):
        if date.start - start > 1:
            return j
        k = j
        while k < len(chunks) and chunks[k].start < date.end:
            k += 1
        while k < len(chunks) and chunks[k].symbol == ")":
            k += 1
        return k
    return j


def _skip_adjunct(document: Document, segment: Segment, j: int) -> int | None:
    """Step over 'in a statement', 'on Monday', 'after the talks in Geneva'; None when unclear."""
    text, chunks = document.text, segment.chunks
    k = j + 1
    moved = _date_end(document, segment, k) if k < len(chunks) else k
    if moved > k:
        return moved
    while k < len(chunks) and k - j < 9:
        symbol, word = chunks[k].symbol, segment.word(text, k)
        if word == "that" or symbol in "S,:":
            return k
        if symbol in "CKNLEOG" and k > j + 0:
            return k + 1
        if symbol in "hqp" and k > j + 1:
            return k
        if symbol == "d" and k > j + 1:
            return k
        if symbol in ".;":
            return None
        if symbol in "iaonf" and k > j + 1:
            return _skip_adjunct(document, segment, k)
        k += 1
    return k if k < len(chunks) else None


def _according_to(
    document: Document, segment: Segment, found: list[Attribution]
) -> list[Attribution]:
    """'According to the ministry, exports fell' and '… , according to the ministry.'"""
    text, chunks = document.text, segment.chunks
    for i in range(len(chunks) - 2):
        if segment.word(text, i) != "according" or segment.word(text, i + 1) != "to":
            continue
        reference = segment.reference(i + 2)
        if reference is None and chunks[i + 2].symbol == "X":
            reference = _speaker_in(document, segment, i + 2, i + 3)[0]
        if reference is None:
            continue
        if i <= 1:
            begin = i + 3
            while begin < len(chunks) and chunks[begin].symbol != ",":
                begin += 1
            begin += 1
            end = _end_of_content(document, segment, begin, []) if begin < len(chunks) else begin
            span = (chunks[begin].start, chunks[end - 1].end) if end > begin else None
        else:
            end = i - 1 if chunks[i - 1].symbol == "," else i
            span = (chunks[0].start, chunks[end - 1].end) if end > 1 else None
            if span and any(a.pieces and a.pieces[0][0] < span[1] for a in found):
                continue
        if span is None:
            continue
        quotes = _quotes_within(segment, span)
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

"""What a verb of saying reports to its right: quotation, clause, 'to do', 'X as Y'."""

from __future__ import annotations

import re

from communique.extract.attribution_adjuncts import (
    end_of_date,
    is_bare,
    skip_adjunct,
    take_audience,
)
from communique.extract.attribution_shared import Attribution, Content, looks_finite, quotes_among
from communique.extract.attribution_subjects import subject_of
from communique.extract.document import Document
from communique.extract.frames import Segment
from communique.lexicon.lexicon import Cue
from communique.lexicon.tables import word_set

_WORD = re.compile(r"\w+(?:['’]\w+)*")


_TURNS = frozenset({",", "but", "while", "and", "although", "though", "whereas"})
_DAYTIMES = frozenset({"late", "early"})
_OBJECT_CUES = frozenset({"call", "describe", "label", "brand", "dub", "term"})


def _is_relative(document: Document, segment: Segment, k: int) -> bool:
    """Tell whether the noun group at `k` is the subject inside ', which it says …'."""
    return segment.word(document.text, k - 1) in ("which", "who") and (
        k >= 2 and segment.chunks[k - 2].symbol == ","
    )


def end_of_content(
    document: Document, segment: Segment, begin: int, following: list[int], is_noun: bool = False
) -> int:
    """Return the chunk after a reported clause: before a verb of saying that goes on with the subject."""
    chunks, text = segment.chunks, document.text
    end = len(chunks)
    for j in following:
        if j <= begin:
            continue
        numbers, inherits = subject_of(document, segment, j)
        cut = j
        if inherits and not numbers:
            while cut - 1 > begin and chunks[cut - 1].symbol in "vx":
                cut -= 1
            if chunks[cut - 1].symbol not in ",&cz-":
                cut = j  # "had gone well, adding": the adverb belongs to what was said
            while cut - 1 > begin and chunks[cut - 1].symbol in ",&cz-":
                cut -= 1
            # after "and" or "but" only core verbs of saying go on; "… but proposed a levy" does not
            is_participle = segment.word(text, j).endswith("ing") and chunks[j - 1].symbol in ",vS"
            is_core = segment.word(text, j) in word_set("core_forms") or (
                j + 1 < len(chunks) and chunks[j + 1].symbol == "k"
            )
            conjoined = (is_noun or is_core) and cut < j
            if is_participle or conjoined:
                end = cut
                break
        elif numbers and _is_relative(document, segment, numbers[0]) and numbers[0] - 2 > begin:
            end = numbers[0] - 1  # "… customs tariffs, which it says are inconsistent"
            break
        elif numbers and chunks[numbers[0] - 1].symbol in ",c&" and numbers[0] - 1 > begin:
            word = segment.word(text, numbers[0] - 1)
            if word in _TURNS and chunks[numbers[0]].symbol == "G":
                cut = numbers[0] - 1
                while cut - 1 > begin and chunks[cut - 1].symbol in ",&c":
                    cut -= 1
                is_whole = word == "but" or chunks[begin].symbol == "t"
                if is_whole or looks_finite(document, segment, begin, cut):
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
        if k > begin and looks_finite(document, segment, begin, k + 1):
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


def content_after(
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
        cue.object == "either"
        and segment.reference(j + 1) is None
        and is_bare(segment, j)
        and not _is_offer(segment, cue, j)
    )
    if takes_audience and j < n:
        j = take_audience(document, segment, j, made)
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
            end = end_of_content(document, segment, j + 1, following)
            if j + 1 < n and chunks[j + 1].symbol == "S" and end == j + 2:
                return Content("quote", (0, 0), quotes_among(chunks[j + 1 : j + 2]))
            if end == j + 1:
                return None
            return Content("clause_that", (chunks[j + 1].start, chunks[end - 1].end))
        if chunk.symbol == "S" and "quote" in cue.takes:
            quotes = quotes_among([chunk])
            end = end_of_content(document, segment, j, following)
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
            if "that" not in cue.takes:
                return None
            end = end_of_content(document, segment, j + 1, following)
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
            end = _before_which(
                document, segment, j, end_of_content(document, segment, j, following)
            )
            return Content("to", (chunk.start, chunks[end - 1].end))
        told = _told_to(segment, j) if chunk.symbol == "t" and "that" in cue.takes else None
        if told is not None:
            made.audience = (chunks[j + 1].start, chunks[told - 1].end)
            j = told
            continue
        if chunk.symbol == "t" and cue.lemma not in (
            "say",
            "write",
            "explain",
            "announce",
            "report",
        ):
            return None
        if segment.word(document.text, j + 1) in ("least", "most") and chunk.symbol == "a":
            break
        if chunk.symbol == "o" and not _takes_to(cue) and cue.lemma == "agree":
            return None
        if chunk.symbol in "iaontwz" or (chunk.symbol == "f" and made.audience):
            moved = skip_adjunct(document, segment, j)
            if moved is not None:
                j = moved
                continue
            return None
        if segment.word(document.text, j) in _DAYTIMES:
            daytime = end_of_date(document, segment, j + 1) if j + 1 < n else j
            if daytime > j + 1:
                j = daytime
                continue
        date_end = end_of_date(document, segment, j)
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


def _is_offer(segment: Segment, cue: Cue, j: int) -> bool:
    """'Promising lower taxes and “jobs”': a bare noun after such a verb is what it offers."""
    n = len(segment.chunks)
    return cue.lemma in ("promise", "threaten") and j < n and segment.chunks[j].symbol in "_#"


def _before_which(document: Document, segment: Segment, begin: int, end: int) -> int:
    """'Threatened to raise duties, which came …': the reporter's remark is not what was said."""
    for k in range(begin + 2, end - 1):
        if segment.chunks[k].symbol == "," and segment.word(document.text, k + 1) == "which":
            return k
    return end


def _told_to(segment: Segment, j: int) -> int | None:
    """'Conveyed to Putin that …': return the chunk of 'that' behind the audience."""
    chunks = segment.chunks
    k = j + 1
    if k < len(chunks) and chunks[k].symbol == "_":
        return None  # "agreed to establish a mechanism that …"
    while k < len(chunks) and k - j < 6 and chunks[k].symbol in "dmGQA_XPFU":
        k += 1
    has_party = any(segment.reference(m) or chunks[m].symbol in "dQ" for m in range(j + 1, k))
    return k if has_party and k < len(chunks) and chunks[k].symbol == "k" else None


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
    if chunks[j].symbol == "(" and ")" in [c.symbol for c in chunks[-2:]]:
        return None  # "(a view that many share)"
    is_noun = cue.lemma not in ("say", "tell", "add")
    end = end_of_content(document, segment, j, following, is_noun)
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
            if chunks[k].symbol in "x,S" or (
                chunks[k].symbol == "&" and chunks[k + 1].symbol == "_"
            ):
                break
    if "as" in cue.takes:
        for k in range(j, min(end, j + 16)):
            if segment.word(text, k) == "as" and k > j and segment.word(text, k + 1) != "well":
                return Content("as", (chunks[j].start, chunks[end - 1].end))
            if chunks[k].symbol == "S" and cue.lemma in _OBJECT_CUES:
                return Content("as", (chunks[j].start, chunks[end - 1].end))
            if chunks[k].symbol in ",;:":
                break
            if cue.lemma == "call" and j < k < end - 1 and segment.word(text, k) in ("a", "an"):
                return Content("as", (chunks[j].start, chunks[end - 1].end))
    if cue.lemma == "express":
        that = next((k for k in range(j + 1, min(end, j + 5)) if chunks[k].symbol in "k,S"), end)
        if that < end and chunks[that].symbol == "k":
            return Content("clause", (chunks[j].start, chunks[end - 1].end))
    if chunks[end - 1].symbol == "S" and chunks[end - 2].symbol == ":" and end - 2 > j:
        # "told the press as she left the session: “…”"
        return Content("quote", (0, 0), quotes_among(chunks[end - 1 : end]))
    if (
        "that" in cue.takes
        and (cue.lemma in ("say", "tell", "add") or _reports_clause(document, segment, cue, j, end))
        and chunks[j].symbol in "Ghqpdk#_ALKXmQCEPcvF!NUOzS(ax"
    ):
        if cue.lemma in ("say", "tell", "add") and not _is_told(document, segment, j, end):
            return None
        return Content("clause", (chunks[j].start, chunks[end - 1].end))
    quoted = [c for c in chunks[j:end] if c.symbol == "S"]
    is_reporting = bool({"np", "that"} & cue.takes)
    if (
        quoted
        and is_reporting
        and any(len(_WORD.findall(text[c.start : c.end])) >= 3 for c in quoted)
    ):
        last = max(k for k in range(j, end) if chunks[k].symbol == "S")
        if last + 1 < end and chunks[last + 1].symbol == ",":
            end = last + 1
        return Content("np_quote", (chunks[j].start, chunks[end - 1].end))
    return None


def _is_told(document: Document, segment: Segment, begin: int, end: int) -> bool:
    """Tell a clause after 'said' from 'said goodbye to the crowd'."""
    text, chunks = document.text, segment.chunks
    if looks_finite(document, segment, begin, end) or any(
        chunks[k].symbol == "S"
        and len(_WORD.findall(text[chunks[k].start : chunks[k].end])) >= 3 - (k == begin + 1)
        for k in range(begin, end)
    ):
        return True
    if segment.word(text, begin - 1) in ("added", "adds", "adding", "told", "tells", "telling"):
        return False
    if segment.word(text, begin) in word_set("said_objects") or chunks[begin].symbol in "zax":
        return False
    for k in range(begin + 1, end):
        word = segment.word(text, k)
        if chunks[k].symbol != "_" or word.endswith("ing"):
            continue
        if word in word_set("irregular") or word.endswith(("ed", "s")):
            return not any(c.symbol in ",;" for c in chunks[begin:k])
    return False

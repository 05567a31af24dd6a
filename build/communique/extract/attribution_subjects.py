"""Who the subject of a verb of saying is."""

from __future__ import annotations

from communique.extract.attribution_cues import quoted_at
from communique.extract.attribution_shared import PREPOSITIONS
from communique.extract.attribution_unknown import referring
from communique.extract.document import Document, Reference
from communique.extract.frames import Segment
from communique.lexicon.lexicon import Cue
from communique.lexicon.tables import word_set

_SKIP_LEFT = "vx!"
_WHO = frozenset({"who", "which"})
_ISSUED = frozenset({"issued", "released", "published", "read", "carried"})
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})


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


def _is_issued(document: Document, segment: Segment, i: int, k: int) -> bool:
    """'The council issued a statement calling …': the council speaks, not its statement."""
    reference = segment.reference(k)
    return (
        k > 1
        and reference is not None
        and reference.noun_kind == "document"
        and segment.word(document.text, i).endswith("ing")
    )


def _of_relative(segment: Segment, text: str, k: int) -> int | None:
    """'Khama who took over as the chair said': return whom a relative clause without commas is about."""
    for m in range(k, max(0, k - 12), -1):
        if segment.chunks[m].symbol in ",;:S-(":
            return None
        if segment.word(text, m) == "who" and m < k:
            told = segment.reference(m - 1)
            return m - 1 if told is not None and told.kind == "person" else None
    return None


def _over_adjuncts(document: Document, segment: Segment, k: int) -> int | None:
    """'Doumbouya in an address to the nation promised': step over adjuncts to who opens the clause."""
    for m in range(k - 1, max(-1, k - 13), -1):
        symbol = segment.chunks[m].symbol
        reference = segment.reference(m)
        opens = m == 0 or segment.chunks[m - 1].symbol in ",;:S&"
        if reference is not None and opens:
            return m if reference.kind == "person" else None
        word = segment.word(document.text, m)
        if symbol not in "fianrwzotdmA_#sDXLQvOG" or word in document.lexicon.cues:
            return None
    return None


def subject_of(document: Document, segment: Segment, i: int) -> tuple[list[int], bool]:
    """Return the chunk numbers of a cue's subject, and whether it is taken over from an earlier verb."""
    text, chunks = document.text, segment.chunks
    k = i - 1
    quoted = quoted_at(document, segment, i) if segment.word(text, k) == "as" else 0
    if quoted:
        object_of = [m for m in range(quoted + 1, k) if segment.reference(m)]
        if object_of and chunks[quoted + 1].symbol != "y":
            return [object_of[-1]], False  # "the agency quoted X as saying"
        k = quoted - 1
    while k >= 0 and (
        chunks[k].symbol in _SKIP_LEFT
        or (chunks[k].symbol == "_" and segment.word(text, k).endswith("ly") and k)
    ):
        k -= 1
    if k >= 0 and chunks[k].symbol == "t" and segment.word(text, k - 1) in ("on", "continued"):
        k -= 2
        while k >= 0 and segment.word(text, k) in ("went", "on", "continued", "has", "had"):
            k -= 1
    if k < 0:
        return [], False
    if k and segment.word(text, k) in _SELVES:
        k -= 1
    antecedent = _of_relative(segment, text, k)
    if antecedent is not None:
        return [antecedent], False
    if segment.reference(k):
        if _is_issued(document, segment, i, k):
            return [], True
        is_adjunct = k and chunks[k - 1].symbol in "iaontf"
        if segment.word(text, i).endswith("ing") and is_adjunct:
            # "spent three days in London urging …", but "footage of Lula saying …"
            is_person = segment.reference(k).kind == "person"  # type: ignore[union-attr]
            return ([k], False) if is_person else ([], True)
        if chunks[k - 1].symbol in "fianrwzo" if k else False:
            head = _head(document, segment, k)
            if head != k:
                return _joint(segment, head), False
            if k >= 2 and chunks[k - 1].symbol in "iano" and segment.reference(k) is not None:
                # "in Beijing said": the head is no party that we know
                over = _over_adjuncts(document, segment, k)
                return ([over], False) if over is not None else ([], False)
        elif k and chunks[k - 1].symbol == "t":
            over = _over_adjuncts(document, segment, k)
            if over is not None:
                return [over], False
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
        named = segment.reference(k - 1)
        if k >= 2 and chunks[k - 2].symbol == "," and named is not None and named.entity:
            outer = segment.reference(k - 3)
            if outer is None or outer.entity is None:
                return [k - 1], False  # "a lawyer for the outlets, David Schulz, said"
        for m in range(k - 1, 0, -1):
            if chunks[m].symbol in ",-(" and segment.reference(m - 1):
                before = chunks[m - 2].symbol if m >= 2 else ""
                if before not in PREPOSITIONS or not before:
                    return _joint(segment, m - 1), False
                head = _head(document, segment, m - 1)
                if head != m - 1:
                    return [head], False
        return [], True
    if chunks[k].symbol in "&c" or word in ("but", "then", "while"):
        return [], True
    if segment.word(text, i).endswith("ing"):
        return [], True
    first = segment.reference(0)
    if first is not None and first.noun_kind == "document" and segment.word(text, 1) in _ISSUED:
        return [0], False  # "Statements issued by the two capitals on Sunday said …"
    if chunks[k].symbol in "_X":
        # "sources close to the talks said": the noun group may be longer than its reference
        for m in range(k - 1, max(-1, k - 8), -1):
            if chunks[m].symbol in "x,;:S" or document.lexicon.cues.get(segment.word(text, m)):
                return [], False
            if segment.reference(m) and (m == 0 or chunks[m - 1].symbol not in PREPOSITIONS):
                reference = segment.reference(m)
                if reference and reference.kind in ("unnamed", "person", "body", "set"):
                    return [m], False
                return [], False
    return [], False


def nameless_subject(document: Document, segment: Segment, i: int) -> int | None:
    """Return where a subject of unknown kind starts: 'one questioner claimed', 'the ad says'."""
    text, chunks = document.text, segment.chunks
    k = i - 1
    while k >= 0 and (
        chunks[k].symbol in _SKIP_LEFT
        or (chunks[k].symbol == "_" and segment.word(text, k).endswith("ly") and k)
    ):
        k -= 1
    nouns = 0  # the head of the group is a noun; further left also its prepositions
    start: int | None = None
    while k >= 0 and chunks[k].symbol in "_mXA#LCKUFGPOEsfioanrwzdQ" and i - k < 13:
        word = segment.word(text, k)
        if word in document.lexicon.cues or word in word_set("irregular"):
            return None
        nouns += chunks[k].symbol in "_mXLUF"
        if chunks[k].symbol in "dQ" and nouns:
            start = k
            if not k or chunks[k - 1].symbol in ",;:kcS&-":
                return start
        elif start is not None and k + 1 == start and chunks[k].symbol not in "fioanrwz":
            return None
        k -= 1
    return None


def group_start(document: Document, segment: Segment, first: int) -> int:
    """Return where the noun group of a subject starts: 'congressional and White House aides'."""
    chunks = segment.chunks
    k = first - 1
    while k >= 0 and first - k < 8 and chunks[k].symbol in "XAdm_OCKNLFUT&Gs":
        if segment.word(document.text, k) in document.lexicon.cues:
            return first
        k -= 1
    if k + 1 < first and chunks[k + 1].symbol == "&":
        return first  # "…, and Abe expressed": a new clause
    if k >= 0 and (chunks[k].symbol == "S" or (chunks[k].symbol in ",-" and k > 2)):
        return k + 1
    return first


def loose_subject(
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
            return speaker_in(document, segment, first, i), first, i + 1
        end = i + 1
        while end < len(chunks) and chunks[end].symbol not in ",.;:S" and end - i < 9:
            end += 1
        return speaker_in(document, segment, i + 1, end), i, end
    following = next(
        (j for j in range(i + 1, min(i + 4, len(chunks))) if chunks[j].symbol == "S"), None
    )
    if following is None or any(c.symbol not in ",:kv" for c in chunks[i + 1 : following]):
        return None
    first = i
    while first > 0 and chunks[first - 1].symbol not in ",;:.":
        first -= 1
    return (speaker_in(document, segment, first, i), first, i + 1) if first < i else None


def speaker_in(document: Document, segment: Segment, first: int, end: int) -> list[Reference]:
    """Return the person or party in a noun group that is known to speak; [] when it has no name."""
    for k in range(first, end):
        reference = segment.reference(k)
        owns = k + 1 < end and segment.chunks[k + 1].symbol == "s"
        if reference is not None and not owns and reference.kind in ("person", "pronoun", "body"):
            return [reference]
    for k in range(first, end):
        chunk = segment.chunks[k]
        if chunk.symbol == "X":
            is_person = chunk.last - chunk.first > 1
            found = referring(document, chunk, is_person).reference
            return [found] if found else []
    for k in range(first, end):
        reference = segment.reference(k)
        if reference is not None:
            return [reference]
    return []


def stands_inverted(segment: Segment, i: int, after: int) -> bool:
    """Tell '“…,” said Rubio.' from 'Carney, in Ottawa, said he would …'."""
    if segment.chunks[i - 1].symbol == "S" or (i >= 2 and segment.chunks[i - 2].symbol == "S"):
        return True
    while after + 2 < len(segment.chunks) and segment.chunks[after + 1].symbol == "&":
        # "said Mr Kushner and his team were …": all of a joint subject stands before its verb
        after += 2
        while after < len(segment.chunks) and segment.chunks[after].symbol in "Qdm":
            after += 1
    following = segment.chunks[after + 1].symbol if after + 1 < len(segment.chunks) else "."
    return following not in "x_!vSs"

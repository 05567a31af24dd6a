"""Which words of a segment are verbs of saying that report something."""

from __future__ import annotations

from communique.extract.document import Document
from communique.extract.frames import Segment
from communique.lexicon.lexicon import Cue
from communique.lexicon.tables import word_set


def cue_at(document: Document, segment: Segment, i: int) -> Cue | None:
    """Return the verb of saying at chunk `i` when it reports something that was said; None otherwise."""
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
    is_contracted = before == "s" and _is_pronoun(segment, i - 2)
    if before and before in "dQms#A" and not is_contracted and word_before != "repeatedly":
        return None
    if word == "saying" and word_before == "as" and quoted_at(document, segment, i):
        return cue
    if word_before in ("by", "before", "after", "while", "despite") and word.endswith("ing"):
        # "responded by saying that …", "before asking: “…”"
        is_sure = word == "saying" and word_before == "by"
        return cue if is_sure or _reports_at_once(segment, i + 1) else None
    if (before and before in "fiaonwrgb") or word_before in ("by", "after", "before", "without"):
        return None
    is_noun_like = word == cue.lemma or (
        word.endswith("s") and word not in word_set("surely_saying")
    )
    if is_noun_like and before == "_" and word_before not in document.lexicon.cues:
        return None  # behind another noun it is a noun: "a gold frame", "new emission rules that …"
    if word == cue.lemma and before == "G" and not word_before.endswith("s"):
        owner = segment.reference(i - 1)
        if owner is not None and owner.kind == "person" and not _is_past(document, word):
            return None  # "a Donald Trump tweet"
    if before == "t" and segment.word(text, i - 2) not in ("on", "continued", "went"):
        return None
    k = i - 1
    chain: list[str] = []
    while k >= 0 and segment.chunks[k].symbol in "xv!":
        chain.append(segment.word(text, k))
        k -= 1
    if not word_set("future").isdisjoint(chain) or any(
        segment.chunks[j].symbol == "!" for j in range(k + 1, i)
    ):
        return None
    is_ing = word.endswith("ing")
    if word_before == "who" and i >= 4 and segment.chunks[i - 4].symbol == "q":
        return None  # "it was Trump who suggested Budapest"
    is_passive = not (is_ing or word_set("be").isdisjoint(chain))
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


def _is_pronoun(segment: Segment, k: int) -> bool:
    reference = segment.reference(k)
    return reference is not None and reference.kind == "pronoun"


def _reports_at_once(segment: Segment, j: int) -> bool:
    chunks = segment.chunks
    while j < len(chunks) and chunks[j].symbol in "v,:_phG" and j < len(chunks) - 1:
        if chunks[j + 1].symbol in "kS":
            return True
        if chunks[j].symbol in "_" and chunks[j + 1].symbol not in "_,:":
            return False
        j += 1
    return j < len(chunks) and chunks[j].symbol in "kS"


def quoted_at(document: Document, segment: Segment, i: int) -> int:
    """Return the chunk of 'quoted' in 'was quoted (by the agency) as saying', 0 when there is none."""
    for k in range(i - 2, max(0, i - 10), -1):
        if segment.word(document.text, k) in ("quoted", "cited", "quotes"):
            return k
    return 0


def _is_past(document: Document, word: str) -> bool:
    """Tell whether a base form is its own past: 'read', 'put', 'broadcast'."""
    return word in word_set("same_past") or word in word_set("irregular")

"""Bans told by a noun: 'a halt to shipments of rice', 'a moratorium on the export of logs'."""

from __future__ import annotations

from communique.extract.document import Sentence
from communique.extract.measure_clause import chunk_of
from communique.extract.measure_values import is_goods
from communique.lexicon.tables import word_set

Term = tuple[str, str, str]
_AFTER_NOUN = frozenset({"on", "to", "of", "in", "for"})
_LINKS = frozenset({"of", "from", "to"})
_TRADES = ("import", "export", "sale")
_REACH = 8
# what may stand between the noun and the word for trade: 'a halt on all Chilean copper exports'
_WITHIN = "dmA_X#GQ-s"


def halt_at(sentence: Sentence, i: int) -> tuple[int, Term] | None:
    """Return (tokens, term) of a ban that a noun at token `i` names, None where there is none.

    The term ends at the word that says which trade is stopped, with the 'of', 'from' or 'to' after it.
    """
    lower = sentence.lower
    if lower[i] not in word_set("halting_nouns") or lower[i + 1 : i + 2] == []:
        return None
    if lower[i + 1] not in _AFTER_NOUN or not _is_noun(sentence, i):
        return None
    for k in range(i + 2, min(len(lower), i + _REACH)):
        kinds = [n for n in _TRADES if lower[k] in word_set(f"{n}_heads")]
        at = chunk_of(sentence, k)
        if kinds and (kind := _which(sentence, kinds[0], k)):
            linked = k + 1 < len(lower) and lower[k + 1] in _LINKS
            linked = linked and not (lower[k + 1] == "from" and opens_date(lower, k + 2))
            return k + 1 + linked - i, (kind, "", "")
        if at is None or sentence.chunks[at].symbol not in _WITHIN:
            return None
    return None


def _is_noun(sentence: Sentence, i: int) -> bool:
    """Tell 'a halt to exports' from 'vowed to halt in exports', 'will freeze on'."""
    before = sentence.lower[i - 1] if i else ""
    if before in ("to", "will", "would", "must", "not", "can", "could", "should", "may", "might"):
        return False
    return sentence.lower[i].endswith(("ion", "ium", "page", "down")) or before != "they"


def _which(sentence: Sentence, trade: str, k: int) -> str:
    """Return the type of ban by the word for trade at token `k`; '' where which trade, is open."""
    lower = sentence.lower
    if trade != "sale":
        return "import_ban" if trade == "import" else "export_ban"
    for j in range(k + 1, min(len(lower), k + 7)):
        if lower[j] == "from" and not opens_date(lower, j + 1):
            return "import_ban"
        if lower[j] in ("to", "abroad", "overseas"):
            return "export_ban"
        if lower[j] in (",", ".", ";", "and", "by"):
            break
    goods = lower[k + 1 : k + 2] == ["of"] and any(is_goods(w) for w in lower[k + 2 : k + 6])
    return "export_ban" if goods and lower[k] != "sales" else ""


def opens_date(lower: list[str], i: int) -> bool:
    """'Will halt rice exports from April': when, not where from."""
    word = lower[i] if i < len(lower) else ""
    return word in word_set("date_openers") or word[:1].isdigit()

"""Where the noun group after a measure ends: lists, 'of', 'from', verbs that follow."""

from __future__ import annotations

from communique.extract.measure_clause import Clause, Draft, action_words, measure_terms
from communique.extract.measure_sides import side_of
from communique.extract.measure_values import is_goods
from communique.lexicon.tables import word_set

_NOUN_GROUP = "dmA_X#GOLKCN&fns-Q"


def after_heads(clause: Clause, draft: Draft) -> int:
    """Step over 'tariff increases on', 'sanctions regime against', 'sanctions aimed at starving'."""
    k = clause.last + 1
    while clause.word(k) in word_set("measure_heads"):
        turn = action_words().get(clause.word(k).rstrip("s"))
        if draft.action == "none" and turn in ("raise", "cut"):
            draft.action, draft.status = turn, "amended"
            draft.rule = f"measure_{turn}"
        k += 1
    if clause.word(k) in (
        "aimed",
        "targeted",
        "directed",
        "targeting",
        "targetting",
        "across",
        "hitting",
    ):
        for j in range(k + 1, min(k + 6, len(clause.chunks))):
            reference = clause.reference(j)
            made = side_of(clause.document, reference, "target") if reference else None
            if made and made.identity not in draft.of("implementer"):
                draft.sides.append(made)
                break
    return k


def after_aside(clause: Clause, k: int) -> int:
    """Step over ', including …,' between a measure and what is said of it."""
    chunks = clause.chunks
    if clause.word(k) == "(" and clause.word(k + 2) == ")":
        return k + 3  # 'a tariff-rate quota (TRQ) on'
    if k + 1 < len(chunks) and chunks[k].symbol == "," and clause.word(k + 1) in word_set("asides"):
        closing = next((j for j in range(k + 1, len(chunks)) if chunks[j].symbol == ","), None)
        if closing is not None:
            return closing + 1
    return k


def group_end(clause: Clause, k: int) -> int:
    """Return the chunk after a noun group, lists and 'of', 'from', 'to COUNTRY' taken in."""
    chunks = clause.chunks
    start = k
    while k < len(chunks) and not clause.is_date(k):
        symbol, word = chunks[k].symbol, clause.word(k)
        if symbol == "_" and k > start and _ends_group(clause, k):
            break
        if (
            symbol == "n"
            and k + 1 < len(chunks)
            and (clause.is_date(k + 1) or chunks[k + 1].symbol == "#")
        ):
            break
        if symbol == "&" and k + 1 < len(chunks) and not _goes_on(clause, k + 1):
            if not _counts_on(clause, k + 1):
                break
            k += 1
        if symbol in _NOUN_GROUP:
            k += 1
            continue
        if symbol == "t" and k + 1 < len(chunks) and clause.reference(k + 1):
            k += 2
            continue
        if symbol == "," and word == "," and k + 1 < len(chunks) and _is_listed(clause, k):
            k += 1
            continue
        break
    while k > start and chunks[k - 1].symbol in "&fnd-,":
        k -= 1
    return k


def _ends_group(clause: Clause, k: int) -> bool:
    """Tell a verb that ends a noun group: 'tariffs on Cuba remain', 'on goods announced in May'."""
    word, actions = clause.word(k), action_words()
    if word in word_set("clause_verbs") or word in clause.document.lexicon.cues:
        return True
    if word in actions and word.endswith(("ed", "ing", "s")) and word != "imports":
        return True
    return clause.reference(k - 1) is not None and not is_goods(word)


def _goes_on(clause: Clause, k: int) -> bool:
    """Tell whether 'and' joins another noun, not another clause."""
    symbol = clause.chunks[k].symbol
    words = clause.sentence.lower
    is_trade = clause.word(k) in ("imports", "exports") and clause.word(k + 1) in (
        "of",
        "from",
        "to",
    )
    if is_trade and clause.word(k - 2) not in ("imports", "exports"):
        return False  # 'banned exports of maize and imports of sugar'
    if any(
        measure_terms().match(words, c.first) for c in clause.chunks[k : k + 3] if c.symbol == "_"
    ):
        return False  # '55 persons and financial sanctions on …' goes on to the next measure
    return (
        symbol in "_XAGOm"
        and clause.word(k) not in action_words()
        and not (symbol == "_" and _ends_group(clause, k))
        and not (
            symbol == "G" and k + 1 < len(clause.chunks) and clause.chunks[k + 1].symbol == "x"
        )
        and not (symbol == "G" and clause.word(k + 1) in word_set("surely_saying"))
        and not (
            symbol == "G" and (r := clause.reference(k)) and r.kind in ("person", "pronoun", "set")
        )
    )


def _counts_on(clause: Clause, k: int) -> bool:
    """'17 individuals and 18 entities': a number with a noun goes on, '40 percent' does not."""
    chunks = clause.chunks
    if k + 1 >= len(chunks) or chunks[k].symbol != "#" or chunks[k + 1].symbol != "_":
        return False
    return clause.word(k + 1) in word_set("sanctioned_kinds") or is_goods(clause.word(k + 1))


def _is_listed(clause: Clause, k: int) -> bool:
    """Tell whether a comma stands in a list of nouns that an 'and' will close."""
    chunks = clause.chunks
    if chunks[k + 1].symbol == "&":
        return k + 2 < len(chunks) and _goes_on(clause, k + 2)
    return (
        chunks[k + 1].symbol in "G_XA"
        and not (
            clause.word(k + 1).endswith("ing")
            and k + 2 < len(chunks)
            and chunks[k + 2].symbol in "dQ"
        )
        and any(c.symbol == "&" for c in chunks[k + 1 : k + 9])
        and not any(c.symbol in "xhq" for c in chunks[k + 1 : k + 5])
    )

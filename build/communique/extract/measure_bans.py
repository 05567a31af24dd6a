"""Bans and limits told by a verb alone: 'halted all imports of', 'restricts rare earth exports to'."""

from __future__ import annotations

from functools import cache

from communique.extract.document import Sentence
from communique.extract.measure_clause import action_words, chunk_of, measure_terms
from communique.extract.measure_halts import halt_at, opens_date
from communique.extract.measure_values import is_goods
from communique.lexicon.tables import rows, word_set

Term = tuple[str, str, str]
_REACH = 9
_BETWEEN = "dmA_X#GsQ-&,C"
_NO_VERB = frozenset("dfQwA")  # what stands before a participle that is only an adjective
_PLAIN_LINKS = frozenset({"of", "from", "to"})
_BEFORE_SINGULAR = frozenset({"the", "further", "any", "all"})
# The type that a verb's effect on imports and on exports makes; a ban by default.
_IN = {"restrict": "import_quota", "cap": "import_quota"}
_OUT = {"restrict": "export_control", "cap": "export_quota"}
_MODALS = frozenset({"cannot", "may", "must"})


@cache
def ban_verbs() -> dict[str, str]:
    """Return verb form → how it bears on trade (`measure_bans.csv`): ban, stop, restrict, list, resume."""
    return {r["word"]: r["effect"] for r in rows("measure_bans")}


def ban_at(sentence: Sentence, i: int) -> tuple[int, Term] | None:
    """Return (tokens, term) of a ban that a verb at token `i` tells, None where there is none.

    The term ends at the word that says which trade is banned, with the 'of', 'from' or 'to' after it.
    """
    if noun := halt_at(sentence, i):
        return noun
    if sentence.lower[i] in passive_heads():
        kind = _passive(sentence, i)
        return (1, (kind, "", "passive")) if kind else None
    effect = ban_verbs().get(" ".join(sentence.lower[i : i + 2]))
    effect = effect or ban_verbs().get(sentence.lower[i])
    if effect in (None, "modal", "noun") and sentence.lower[i] in _MODALS:
        return _modal(sentence, i)
    if effect == "threat":
        is_told = sentence.lower[i - 1 if i else 0] == "to" and _is_threat(sentence.lower, i)
        effect = "restrict" if is_told else None
    first = chunk_of(sentence, i) if effect else None
    if effect in (None, "noun") or first is None or sentence.chunks[first].symbol != "_":
        return None
    before = sentence.chunks[first - 1].symbol if first else ""
    is_all = first > 1 and sentence.lower[i - 1] in ("all", "both", "each")
    is_all = is_all and sentence.chunks[first - 2].symbol == "x"
    if before and before in _NO_VERB and not is_all:
        return None
    lower, chunks = sentence.lower, sentence.chunks
    if effect == "sanction":
        leads = "tx" if sentence.lower[i] == "sanction" else "G"
        acts = first > 0 and sentence.chunks[first - 1].symbol in leads
        listed = acts and _is_listing(sentence, first)
        return (1, ("sanction", "", "impose")) if listed else None
    if effect == "freeze":
        return _freeze(sentence, first)
    if effect == "list":
        return (1, ("sanction", "", "impose")) if _is_listing(sentence, first) else None
    if effect == "boycott":
        return (1, ("sanction", "trade", "impose")) if _is_foreign(sentence, first) else None
    for k in range(first + 1, min(len(chunks), first + _REACH)):
        word = " ".join(lower[chunks[k].first : chunks[k].last])
        if measure_terms().match(lower, chunks[k].first):
            break  # 'suspended export licences' has a noun of its own
        if word == "trade" and effect in ("ban", "stop") and _with_party(sentence, k):
            return chunks[k].last + 1 - i, ("sanction", "trade", "impose")
        if word in ("investment", "investing") and lower[chunks[k].last : chunks[k].last + 1] == [
            "in"
        ]:
            what = "fdi_restriction" if effect == "restrict" else "sanction"
            return chunks[k].last + 1 - i, (
                what,
                "financial" if what == "sanction" else "",
                "impose",
            )
        kind = _kind(sentence, effect, word, k)
        if kind and (effect != "resume" or word in word_set("import_heads")):
            last = _list_end(lower, chunks[k].last)
            linked = last < len(lower) and lower[last] in _PLAIN_LINKS
            linked = linked and not (lower[last] == "from" and opens_date(lower, last + 1))
            action = "lift" if effect == "resume" else "impose"
            return last - i + linked, (kind, "", action)
        ahead_word = lower[chunks[k].last] if chunks[k].last < len(lower) else ""
        if word == "from" and effect == "ban" and ahead_word.endswith("ing"):
            continue  # 'barred the firm from selling chips to'
        if k == first + 1 and word in ("off", "out"):
            continue  # 'cut off exports of'
        if chunks[k].symbol not in _BETWEEN or word in action_words():
            break
        ahead = lower[chunks[k].last : chunks[k].last + 3]
        if chunks[k].symbol == "," and not any(is_trade_word(w) for w in ahead):
            break
    has_particle = lower[chunks[first].last : chunks[first].last + 1] in (["out"], ["off"])
    is_block = effect == "ban" or sentence.lower[i].startswith("block")
    if is_block and _is_foreign(sentence, first + has_particle):
        return 1, ("import_ban", "", "impose")
    return None


@cache
def threat_phrases() -> frozenset[str]:
    """Return 'threatened to cut' and the like: the ways in which those verbs can tell a measure."""
    verbs = [verb for verb, effect in ban_verbs().items() if effect == "threat"]
    leads = ("threat to", "threats to", "threatened to", "threatens to", "threatening to")
    return frozenset(f"{lead} {verb}" for lead in leads for verb in verbs)


def _is_threat(lower: list[str], i: int) -> bool:
    """'Threatened to cut imports of': whose trade shrinks by itself is no measure, a threat is one."""
    return i > 1 and lower[i - 2].startswith("threat")


def _modal(sentence: Sentence, i: int) -> tuple[int, Term] | None:
    """'EU countries cannot export arms to North Korea': a ban told by what nobody may do."""
    lower = sentence.lower
    for length in (2, 3):
        if ban_verbs().get(" ".join(lower[i : i + length])) == "modal":
            break
    else:
        return None
    verb, at = lower[i + length - 1], chunk_of(sentence, i + length - 1)
    if at is None:
        return None
    for k in range(at + 1, min(len(sentence.chunks) - 1, at + 14)):
        lead, reference = sentence.chunks[k], sentence.chunks[k + 1].reference
        is_to = lead.symbol in "tn" and reference is not None
        if is_to and reference is not None and reference.kind in ("country", "body"):
            is_import = verb in ("import", "buy", "purchase")
            return length, ("import_ban" if is_import else "export_ban", "", "impose")
    return None


def _freeze(sentence: Sentence, first: int) -> tuple[int, Term] | None:
    """'Froze Belgrade's assets', 'will freeze Iranian funds': the goods of a country or of somebody."""
    chunks, lower = sentence.chunks, sentence.lower
    for k in range(first + 1, min(len(chunks), first + 7)):
        if lower[chunks[k].first] in ("assets", "funds", "holdings") and k > first + 1:
            if lower[chunks[k].last : chunks[k].last + 1] == ["of"]:
                return None  # 'froze the assets of' is a term of its own
            return chunks[k].last - chunks[first].first, ("sanction", "financial", "impose")
        if chunks[k].symbol not in "GAsdm_X#QLf":
            return None
    return None


def _list_end(lower: list[str], last: int) -> int:
    """Step over the other ways to trade: 'the purchase, distribution, or retailing of'."""
    for k in range(last, min(len(lower), last + 7)):
        if lower[k] == "of" and lower[last] in (",", "and", "or"):
            return k
        if lower[k] not in (",", "and", "or") and not lower[k].endswith(
            ("ing", "tion", "ale", "ort")
        ):
            return last
    return last


@cache
def passive_heads() -> frozenset[str]:
    """Return the words for trade that can be the subject of a ban: 'imports of beef were halted'."""
    return frozenset({"imports", "exports", "importation", "exportation", "import", "export"})


def passive_at(sentence: Sentence, first: int) -> int | None:
    """Return the chunk of 'banned' in 'imports of beef from Peru were banned', None when there is none."""
    chunks, lower = sentence.chunks, sentence.lower
    for k in range(first + 1, min(len(chunks), first + _REACH + 4)):
        if chunks[k].symbol == "x":
            while k < len(chunks) and chunks[k].symbol in "xv!":
                k += 1
            helper = lower[chunks[k - 1].first : chunks[k - 1].last]
            word = lower[chunks[k].first] if k < len(chunks) else ""
            is_told = ban_verbs().get(word) in ("ban", "stop") and word.endswith(("ed", "en"))
            return k if is_told and set(helper) & word_set("be") else None
        if chunks[k].symbol not in _BETWEEN + "fntL":
            return None
    return None


def _passive(sentence: Sentence, i: int) -> str:
    first = chunk_of(sentence, i)
    told = passive_at(sentence, first) if first is not None else None
    if told is None or _is_mishap(sentence, told):
        return ""
    word = sentence.lower[i]
    if word in ("import", "export") and sentence.lower[i - 1 if i else 0] not in _BEFORE_SINGULAR:
        return ""  # a verb, or part of a compound
    return "import_ban" if word.startswith("import") else "export_ban"


def _is_mishap(sentence: Sentence, told: int) -> bool:
    """'Exports were halted by floods': what stopped them is no state."""
    lower, chunks = sentence.lower, sentence.chunks
    if lower[chunks[told].last : chunks[told].last + 1] != ["by"]:
        return False
    agents = chunks[told + 2 : told + 5]
    words = {w for c in agents for w in lower[c.first : c.last]}
    return not (any(c.reference for c in agents) or words & word_set("state_organs"))


def _with_party(sentence: Sentence, k: int) -> bool:
    """Tell 'suspended all trade with Israel' from 'suspended trade talks'."""
    chunks = sentence.chunks
    if k + 2 >= len(chunks) or sentence.lower[chunks[k + 1].first] != "with":
        return False
    reference = chunks[k + 2].reference
    return reference is not None and reference.kind == "country"


def is_trade_word(word: str) -> bool:
    """Tell the words for trading itself ('purchase', 'shipments') from what is traded."""
    return any(word in word_set(f"{kind}_heads") for kind in ("export", "import", "sale"))


def _kind(sentence: Sentence, effect: str, word: str, k: int) -> str:
    """Return the type of ban or limit that a verb's object makes, '' when it is none of trade."""
    chunks, lower = sentence.chunks, sentence.lower
    inward, outward = _IN.get(effect, "import_ban"), _OUT.get(effect, "export_ban")
    if word in word_set("import_heads"):
        return inward
    if word in word_set("export_heads"):
        return outward
    if word not in word_set("sale_heads"):
        return ""
    is_abroad = lower[chunks[k].first - 1] in ("overseas", "foreign")
    if is_abroad or lower[chunks[k].last : chunks[k].last + 1] in (["abroad"], ["overseas"]):
        return outward
    if word in ("shipments", "deliveries") and lower[chunks[k].last : chunks[k].last + 1] == ["of"]:
        rest = chunks[k + 2 : k + 8]
        goes = any(c.symbol in "tnAG" for c in rest)
        if not goes and any(is_goods(" ".join(lower[c.first : c.last])) for c in rest):
            return outward
    for j in range(k + 1, min(len(chunks), k + 8)):
        if chunks[j].symbol in "tn" and j + 1 < len(chunks):
            reference = chunks[j + 1].reference
            if reference is not None and reference.kind in ("country", "body"):
                return inward if lower[chunks[j].first] == "from" else outward
        if chunks[j].symbol not in "fdm_X&#-QAs,":
            break
    return ""


def _is_foreign(sentence: Sentence, first: int) -> bool:
    """Tell whether a verb's object is goods of a country: 'Russian oil', 'cotton from Xinjiang'."""
    chunks, lower = sentence.chunks, sentence.lower
    is_of_country = False
    for k in range(first + 1, min(len(chunks), first + 6)):
        word = " ".join(lower[chunks[k].first : chunks[k].last])
        reference = chunks[k].reference
        if chunks[k].symbol == "A" or (reference is not None and reference.kind == "country"):
            is_of_country = True
        elif is_goods(word) and word not in word_set("no_imported_goods"):
            after = chunks[k + 1] if k + 1 < len(chunks) else None
            if is_of_country:
                return True
            origin = chunks[k + 2].reference if after and k + 2 < len(chunks) else None
            if after and lower[after.first] in ("made", "produced") and k + 5 < len(chunks):
                return any(c.symbol == "A" for c in chunks[k + 2 : k + 5])
            return bool(
                after and after.symbol == "n" and origin is not None and origin.kind == "country"
            )
        elif chunks[k].symbol not in "dm_#s-":
            break
    return False


def _is_listing(sentence: Sentence, first: int) -> bool:
    """Tell 'blacklist 31 ships' from the noun 'blacklist'."""
    after_country = False
    for chunk in sentence.chunks[first + 1 : first + 5]:
        words = sentence.lower[chunk.first : chunk.last]
        if chunk.symbol == "_" and words and words[-1] in word_set("sanctioned_kinds"):
            return True
        if after_country and chunk.symbol == "_" and words[-1].endswith("s"):
            return True
        after_country = chunk.symbol == "A"
        if chunk.reference is not None and chunk.reference.kind in (
            "unnamed",
            "person",
            "body",
            "set",
        ):
            return True
        if chunk.symbol not in "#Amd_":
            return False
    return False

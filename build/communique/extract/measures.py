"""Trade measures: a measure noun, the verb that governs it, and the parties, product, rate and dates
that its noun group and clause give; mentions of one measure in the article are merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from communique.core.edtf import bounds
from communique.core.model import (
    Evidence,
    MeasureEvent,
    MeasureMention,
    MeasureParty,
    MeasureProduct,
    MeetingMention,
    Party,
)
from communique.core.terms import measure_status_order
from communique.extract.confidence import confidence
from communique.extract.dates import DateMention, find_dates
from communique.extract.document import Document, Reference, Sentence
from communique.extract.measure_values import (
    hs_code,
    is_goods,
    products,
    rates,
    retaliation,
    value_of,
)
from communique.extract.parties import country_of, resolve
from communique.lexicon.lexicon import Phrases
from communique.lexicon.tables import rows, word_set

# Those who impose sanctions when their bare name stands before the word ("US sanctions", "UN sanctions");
# of any other country's it says on whom they lie ("Iran sanctions").
_SANCTIONERS = frozenset({"USA", "EUU", "GBR", "CAN", "AUS", "JPN", "CHE", "RUS", "CHN"})
_NOUN_GROUP = "dmA_X#GOLKCN&fns-Q"
# a level of money or of trade between the noun and 'on': 'of 84.9 cents a bushel', 'averaging 20 %'
_AMOUNT_AFTER = re.compile(
    r"\s+(?:(?:of|at|worth)\s+(?:about|around|nearly|up\s+to|more\s+than)?\s*(?:[A-Z]{0,2}\$|€|£)?[\d.,]+"
    r"|averaging|ranging|totall?ing|as\s+(?:high|much)\s+as)\b[^;:,()]{0,50}?(?=\s+(?:on|against)\b)",
)
# '$120 billion of' and '300 mln dlrs worth of' before the goods that a measure lies on
_WORTH_OF = re.compile(
    r"(?:(?:about|around|nearly|some|more\s+than|over)\s+)?(?:[A-Z]{0,2}\$|€|£)?\s?\d[\d.,]*\s?"
    r"(?:bn|billion|million|mln|m|trillion)?(?:\s+(?:dollars|dlrs|euros|pounds|yuan|yen))?"
    r"\s+(?:worth\s+)?(?:of|in)\s+",
    re.I,
)
_NEXT_RATE = re.compile(
    r"\s*,?\s*(?:and\s+|but\s+|while\s+)?(?:an?\s+)?(?P<rate>\d+(?:\.\d+)?)\s?"
    r"(?:%|per\s?cent|percent|pct)\s+(?:on|for|against)\s+",
    re.I,
)
_THAT_COUNTRY = re.compile(r"\b(?:to|from|on|against)\s+(?:the|that)\s+country\b(?!\s+of\b)")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_CODES = frozenset({"cfr", "hts", "htsus", "usc"})
_INCLUDING = frozenset({"including", "notably", "among", "namely"})
_LISTS = ("list", "blacklist")
_NO_RATE = frozenset(
    {
        "trade_agreement",
        "trade_truce",
        "sanction",
        "export_ban",
        "import_ban",
        "export_control",
        "import_licensing",
        "export_quota",
        "port_restriction",
        "fdi_restriction",
    }
)
_DECREES = ("order", "orders", "proclamation", "proclamations", "memorandum", "decree", "action")
_OWN_ACTS = ("order", "proclamation", "memorandum")
_WE = frozenset({"i", "we"})
_TO_A_LEVEL = re.compile(r"[^.;,]{0,60}?\bto\s+\d+(?:\.\d+)?\s*(?:%|per\s?cent|pct|from)", re.I)
# ' of up to 34.4 percent' right after the noun
_RATE_AFTER = re.compile(
    r"\s+(?:of|at|to|from)\s+(?:[a-z]+\s+){0,3}?[\d.]+(?:\s?(?:%|per\s?cent|pct|to|and|-|–)\s?[\d.]*)*",
    re.I,
)
_EFFECT = re.compile(
    r"\b(?:tak(?:e|es|ing)|took|come|came|comes|go|goes|went|put)\s+(?:into\s+)?(?:effect|force)\b"
    r"|\beffective\b|\bstarting\b|\bbeginning\b|\bas of\b|\bbe(?:gin|gan)\b|\bin force since\b",
    re.I,
)
# the year of a law, the number of an order, a later step of the rate: no dates of the measure itself
_NOT_ITS_DATE = re.compile(
    r"\bAct\s+of\s+$|\bOrder\s+\d+\s+of\s+$|\b(?:prior\s+to|before|after)\s+$"
    r"|\b(?:increase|rise|fall|climb|drop|go\s+up)\s+to\s+[\d.]+\s?(?:%|per\s?cent|percent|pct)\s+"
    r"(?:(?:on|from|in|by)\s+)?$",
    re.I,
)
_SAID_ON = re.compile(r"\b(?:said|announced|told\s+\w+)\s+(?:late\s+|early\s+)?(?:on\s+)?$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|through|to expire|expires?)\s+$", re.I)
_EVENT_OF = {
    "threatened": "threatened",
    "proposed": "proposed",
    "under_investigation": "investigation_opened",
    "under_negotiation": "negotiation_opened",
    "announced": "announced",
    "concluded": "concluded",
    "signed": "signed",
    "ratified": "ratified",
    "in_force": "entered_into_force",
    "suspended": "suspended",
    "delayed": "delayed",
    "exempted": "exemption_granted",
    "lifted": "lifted",
    "expired": "expired",
    "struck_down": "struck_down",
    "rejected": "rejected",
}
_FLOWS = {
    "import_tariff": "inward",
    "anti_dumping": "inward",
    "anti_subsidy": "inward",
    "safeguard": "inward",
    "import_quota": "inward",
    "import_ban": "inward",
    "import_licensing": "inward",
    "tariff_quota": "inward",
    "export_control": "outward",
    "export_ban": "outward",
    "export_quota": "outward",
    "export_tax": "outward",
    "trade_agreement": "both",
}
_OPENING = frozenset({"none", "impose", "propose", "announce", "investigate", "raise"})
_TARGETED_BY_OF = frozenset(
    {
        "import_tariff",
        "preference",
        "export_control",
        "export_ban",
        "import_ban",
        "tariff_quota",
        "import_quota",
    }
)
AGREEMENTS = frozenset({"trade_agreement", "trade_truce"})
_LIBERAL = frozenset({"trade_agreement", "trade_truce", "preference", "purchase_commitment"})


@dataclass(slots=True)
class Side:
    """A party while a measure is put together."""

    role: str
    country: str | None
    organisation: str | None
    organisation_key: str | None
    name: str | None
    person_key: str | None
    span: tuple[int, int]

    @property
    def identity(self) -> str | None:
        """Country, else body, else name."""
        return (
            (self.organisation_key or self.organisation or self.country)
            if self.is_firm
            else (self.country or self.organisation or self.name)
        )

    is_firm: bool = False


@dataclass(slots=True)
class Draft:
    """A measure while its mentions are gathered."""

    sentence: Sentence
    noun: tuple[int, int]
    measure_type: str
    sanction_type: str
    status: str
    action: str
    sides: list[Side]
    rule: str
    is_definite: bool = False
    product: tuple[int, int] | None = None
    rate: tuple[float | None, float | None, float | None, tuple[int, int] | None] = (None,) * 4
    is_additional: bool | None = None
    effective: DateMention | None = None
    announced: DateMention | None = None
    happened: DateMention | None = None
    ended: DateMention | None = None
    suspended_until: DateMention | None = None
    is_retaliation: bool | None = None
    name: str | None = None
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def of(self, *roles: str) -> set[str]:
        """The identities of the parties in these roles."""
        return {s.identity for s in self.sides if s.role in roles and s.identity}


@cache
def _terms() -> Phrases[tuple[str, str, str]]:
    phrases: Phrases[tuple[str, str, str]] = Phrases()
    for r in rows("measure_terms"):
        phrases.add(r["term"], (r["measure_type"], r["sanction_type"], r["action"]))
    return phrases


@cache
def _actions() -> dict[str, str]:
    return {r["word"]: r["action"] for r in rows("measure_verbs")}


@cache
def _moods() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w'-]){re.escape(r['phrase'])}(?![\w-])"), r["mood"])
        for r in rows("measure_moods")
    )


@cache
def _statuses() -> dict[tuple[str, str], str]:
    return {(r["action"], r["mood"]): r["status"] for r in rows("measure_status")}


def find_measures(
    document: Document, meetings: Sequence[MeetingMention] = ()
) -> list[MeasureMention]:
    """Return the measures that an article reports, in order of their first mention."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        for draft in _in_sentence(document, sentence, drafts, meetings):
            _add(document, drafts, draft)
    for draft in drafts:
        if draft.status in ("in_force", "amended") and _is_ahead(document, draft.effective):
            draft.status = "announced"
    kept = [d for d in drafts if _is_whole(d)]
    return [_mention(document, d, i) for i, d in enumerate(kept)]


def _is_whole(draft: Draft) -> bool:
    if draft.measure_type in AGREEMENTS:
        return len(draft.of("negotiating_party")) >= 2
    return any(
        s.role == "implementer" and (s.country or s.organisation_key) for s in draft.sides
    ) and bool(draft.of("target") or draft.product or draft.rate[0] is not None or draft.rate[1])


def _in_sentence(
    document: Document,
    sentence: Sentence,
    earlier: list[Draft],
    meetings: Sequence[MeetingMention],
) -> list[Draft]:
    found: list[Draft] = []
    terms = _terms()
    i = 0
    while i < len(sentence.lower):
        match = terms.match(sentence.lower, i)
        if not match:
            i += 1
            continue
        length, term = match
        made = _read(document, sentence, i, i + length, term, meetings)
        if made:
            _carry(document, made, [*earlier, *found])
            found += _each_other(document, made)
            found += _continued(document, sentence, made)
        i += length
    return found


def _each_other(document: Document, draft: Draft) -> list[Draft]:
    """'China and the US suspended fees on each other's ships': a measure of each, on the other."""
    by = [s for s in draft.sides if s.role == "implementer"]
    rest = document.text[draft.noun[1] : draft.sentence.end]
    if len(by) != 2 or not re.match(r"[^.;]{0,40}\b(?:each|one an)\s?other\b", rest):
        return [draft]
    made = []
    for one, other in (by, by[::-1]):
        sides = [one, replace(other, role="target")]
        made.append(replace(draft, sides=sides, spans=list(draft.spans)))
    return made


def _carry(document: Document, draft: Draft, earlier: list[Draft]) -> None:
    """'Brazil also faces a 50 % tariff', 'the ban on coal': who imposed the like just before.

    Only where the sentence before or the paragraph so far has exactly one who did.
    """
    if draft.measure_type in AGREEMENTS:
        return
    text, sentence = document.text, draft.sentence
    near: list[Draft] = []
    for other in earlier:
        told = document.sentence_at(max(s[0] for s in other.spans))
        if told.paragraph == sentence.paragraph or sentence.index - told.index <= 1:
            near.append(other)
    after = text[draft.noun[1] : sentence.end]
    if not draft.of("target") and _THAT_COUNTRY.search(after):
        hit = [s for d in near for s in d.sides if s.role == "target" and s.country]
        if len({s.country for s in hit}) == 1 and hit[0].country not in draft.of("implementer"):
            draft.sides.append(hit[0])
    is_again = (
        draft.is_definite
        or re.search(r"\balso\b", text[sentence.start : draft.noun[0]])
        or re.match(r"[^.;,]{0,60}\b(?:remain|stay)s?\b", after)
    )
    if draft.of("implementer") or not is_again or not (draft.of("target") or draft.product):
        return
    if draft.action not in ("face", "none", "expire", "exempt"):
        return
    by = [
        s for d in near if _family(d) == _family(draft) for s in d.sides if s.role == "implementer"
    ]
    if len({s.identity for s in by}) == 1 and by[0].identity not in draft.of("target"):
        draft.sides.append(by[0])


def _family(draft: Draft) -> str:
    return _FAMILIES.get(draft.measure_type, draft.measure_type)


def _continued(document: Document, sentence: Sentence, draft: Draft) -> list[Draft]:
    """'20 percent on Vietnam and 40 percent on Myanmar': one measure for each rate and target."""
    made: list[Draft] = []
    ends = [s.span[1] for s in draft.sides if s.role == "target"]
    if draft.rate[0] is None or not ends or draft.measure_type in AGREEMENTS:
        return made
    position = max([*ends, draft.product[1] if draft.product else 0])
    while match := _NEXT_RATE.match(document.text, position, sentence.end):
        first = next((k for k, c in enumerate(sentence.chunks) if c.start >= match.end()), None)
        if first is None:
            break
        clause = _Clause(document, sentence, first, first)
        end = _group_end(clause, first)
        other = replace(draft, product=None, spans=list(draft.spans))
        other.sides = [s for s in draft.sides if s.role == "implementer"]
        other.rate = (float(match["rate"]), None, None, match.span("rate"))
        if end > first:
            _read_target(clause, first, end, other, other.of("implementer"))
        if not other.of("target"):
            break
        made.append(other)
        position = sentence.chunks[end - 1].end
    return made


def _chunk_of(sentence: Sentence, token: int) -> int | None:
    for k, chunk in enumerate(sentence.chunks):
        if chunk.first <= token < chunk.last:
            return k
    return None


class _Clause:
    """The chunks around a measure noun, with the words that it is read by."""

    def __init__(self, document: Document, sentence: Sentence, first: int, last: int) -> None:
        self.document, self.sentence = document, sentence
        self.chunks = sentence.chunks
        self.first, self.last = first, last
        found = find_dates(document.text, sentence.start, sentence.end, None, "")
        self.dates = {d.start for d in found}

    def word(self, k: int) -> str:
        """Return the lower-case text of chunk `k`."""
        if not 0 <= k < len(self.chunks):
            return ""
        chunk = self.chunks[k]
        return self.document.text[chunk.start : chunk.end].replace("’", "'").lower()

    def reference(self, k: int) -> Reference | None:
        """Return the party reference at chunk `k`."""
        return self.chunks[k].reference if 0 <= k < len(self.chunks) else None

    def country(self, k: int) -> str | None:
        """Return the country of an adjective ('American')."""
        term = self.chunks[k].term
        return term.country if term else None

    def is_date(self, k: int) -> bool:
        """Tell whether a date starts at chunk `k`."""
        return self.chunks[k].start in self.dates

    def is_passive_at(self, k: int) -> bool:
        """Tell 'were imposed' and 'have been placed' at chunk `k` from other auxiliaries."""
        while k < len(self.chunks) and self.chunks[k].symbol in "xv":
            k += 1
        return _actions().get(self.word(k)) == "impose" and self.word(k).endswith(("ed", "d", "t"))

    def is_passive_verb(self, verb: int) -> bool:
        """Tell 'Switzerland was slapped with' from 'Switzerland slapped'."""
        k = verb - 1
        while k > 0 and self.chunks[k].symbol == "v":
            k -= 1
        return self.word(k) in word_set("be") and not self.word(verb).endswith("ing")

    def group_start(self) -> int:
        """Return the first chunk of the noun group that the measure noun heads."""
        k = self.first
        while k > 0 and self.chunks[k - 1].symbol in "dmA_X#GsQ-&" and self.first - k < 9:
            symbol, word = self.chunks[k - 1].symbol, self.word(k - 1)
            if symbol == "_" and (word in _actions() or word in self.document.lexicon.cues):
                break
            if (
                symbol == "_"
                and word.endswith("ed")
                and word not in ("proposed", "planned", "so-called", "increased")
            ):
                break
            if symbol == "&" and self.chunks[k - 2].symbol not in "A_X#":
                break
            if symbol == "G":
                reference = self.reference(k - 1)
                if reference is not None and (reference.is_plural or reference.kind == "pronoun"):
                    break
            k -= 1
            if symbol in "dQ":
                break
        return k

    def verb_left(self, start: int) -> int | None:
        """Return the chunk of the action verb that governs the noun group from the left."""
        k = start - 1
        steps = 0
        while k >= 0 and steps < 7:
            symbol, word = self.chunks[k].symbol, self.word(k)
            if symbol == "_" and word in _actions() and self.governs(k, start):
                return k
            if (
                symbol in ";:S."
                or (symbol == "x" and steps > 0)
                or word in ("that", "said", "which", "who")
            ):
                return None
            if symbol == "G" and self.chunks[k - 1 if k else 0].symbol not in "_":
                return None
            k -= 1
            steps += 1
        return None

    def governs(self, verb: int, start: int) -> bool:
        """'Responded with', 'added to the list' and 'are subject to' govern only through their words."""
        word, before = self.word(verb), self.chunks[start - 1].symbol
        if word in word_set("answering_verbs"):
            return before == "w"
        if word in ("added", "adding"):
            return before == "t"
        return word != "subject" or (
            before == "t" and verb > 0 and self.chunks[verb - 1].symbol in "xv"
        )

    def opens_list(self, k: int) -> bool:
        """Tell whether chunk `k` opens ', including A, B and C'."""
        return k + 1 < len(self.chunks) and self.word(k) == "," and self.word(k + 1) in _INCLUDING

    def verb_right(self) -> int | None:
        """Return the chunk of a passive or intransitive action verb after the noun group."""
        k = self.last + 1
        steps = 0
        while k < len(self.chunks) and steps < 12:
            symbol, word = self.chunks[k].symbol, self.word(k)
            if symbol == "_" and word in _actions() and self.chunks[k - 1].symbol in "xv!_GXEL,D":
                return k
            if symbol in ";:S" or word in ("that", "said", "which", "who", "if"):
                return None
            k += 1
            steps += 1
        return None


def _read(
    document: Document,
    sentence: Sentence,
    first_token: int,
    last_token: int,
    term: tuple[str, str, str],
    meetings: Sequence[MeetingMention],
) -> Draft | None:
    kind, sanction, own_action = term
    first, last = _chunk_of(sentence, first_token), _chunk_of(sentence, last_token - 1)
    if first is None or last is None:
        return None
    text = document.text
    noun = sentence.tokens[first_token].start, sentence.tokens[last_token - 1].end
    clause = _Clause(document, sentence, first, last)
    # 'banned imports of' is a verb with its object: no noun group stands before it
    start = first if own_action == "impose" else clause.group_start()
    verb = clause.verb_left(start)
    side = "left"
    if verb is None or (_actions()[clause.word(verb)] in ("propose",) and kind not in AGREEMENTS):
        right = clause.verb_right()
        if right is not None and verb is None:
            verb, side = right, "right"
    action = _actions()[clause.word(verb)] if verb is not None else "none"
    if verb is not None:
        action = _refined(clause, verb, action)
    if _is_utility(clause, start, first) or any(
        clause.word(k) == "average" for k in range(max(0, min(start, first - 3)), first)
    ):
        return None
    if kind not in AGREEMENTS and _is_in_title(sentence, first_token, last_token):
        return None
    if clause.word(last + 1) in word_set("measure_non_heads") or (
        clause.word(last + 1) == "and" and clause.word(last + 2).startswith("non-")
    ):
        return None
    if kind == "ban":
        kind, sanction = _kind_of_ban(text, sentence, noun[1])
        if not kind:
            return None
    if sentence.lower[last_token - 1] in word_set("investigations") and action in _OPENING:
        action = "investigate"
    if own_action:
        verb, side, action = first, "own", own_action
    mood = _mood(document, sentence, clause, start, verb, side, noun)
    status = _statuses().get((action, mood)) or _statuses().get(("none", mood), "in_force")
    if status == "signed" and kind not in AGREEMENTS:
        status = "announced"  # 'signed an order on tariffs': agreements and treaties are signed
    lead = text[clause.chunks[start].start : noun[0]].lower()
    if re.search(r"\bthreat", text[max(sentence.start, noun[0] - 25) : noun[0]].lower()) or (
        "threatened" in lead
    ):
        status = "threatened"
    elif re.search(r"\b(?:proposed|possible|potential)\b", lead):
        status = "proposed"
    elif re.search(r"\bplanned\b", lead):
        status = "announced"
    elif re.match(r"[^.;]{0,60}\bon\s+hold\b", text[noun[1] : sentence.end]):
        status = "suspended"
    if mood == "negated" and action in ("impose", "raise", "threaten", "propose", "announce"):
        refusal = text[max(sentence.start, noun[0] - 80) : noun[0]].lower()
        if not re.search(
            r"\b(?:refus|rul(?:ed|es) out|reject|vote[ds]? (?:against|down))", refusal
        ):
            return None
        status = "rejected"
    draft = Draft(sentence, noun, kind, sanction, status, action, [], "")
    draft.rule = f"{'agreement' if kind in AGREEMENTS else 'measure'}_{action}"
    draft.is_definite = any(
        clause.word(k) in word_set("definite")
        for k in range(start, first)
        if clause.chunks[k].symbol in "dQ"
    )
    draft.sides += _treaty_parties(document, clause)
    if kind in AGREEMENTS:
        if status == "in_force" and action in ("impose", "raise", "none"):
            draft.status = _agreement_status(text, sentence, noun, clause, start)
        _agreement_parties(clause, start, verb, side, draft, meetings)
    else:
        _implementer(clause, start, verb, side, draft)
        _targets(clause, start, verb, side, draft)
    if kind not in AGREEMENTS and _is_adjectival(clause, verb, side, start):
        draft.sides = [s for s in draft.sides if s.span[0] >= clause.chunks[start].start]
    if kind not in _NO_RATE:
        draft.rate = rates(text, clause.chunks[start].start, noun, sentence.end)
    level = draft.rate[3]
    is_multiple = verb is not None and clause.word(verb).startswith(("halv", "doubl", "tripl"))
    if is_multiple and level and level[1] <= noun[0]:
        draft.rate = (None, None, draft.rate[0], None)  # 'halved its 15 percent tariff'
    if kind == "sanction" and side == "own" and not _is_sanctioned(clause, draft):
        return None
    draft.is_additional = (
        True if re.search(r"\badditional\b|\bextra\b|\bfurther\b", lead) and draft.rate[0] else None
    )
    draft.is_retaliation = retaliation(text, sentence, noun, lead)
    _dates(document, sentence, draft, noun)
    if draft.status in ("amended", "in_force") and _is_ahead(document, draft.effective):
        draft.status = "announced"
    draft.spans.append((sentence.start, sentence.end, draft.rule))
    return draft


def _is_in_title(sentence: Sentence, first: int, last: int) -> bool:
    """Tell a word of a document's name: 'Order 14257 (Potential Tariff Adjustments for Partners)'."""
    texts = [t.text for t in sentence.tokens]
    if (
        first == 0
        or last >= len(texts)
        or any(not t[:1].isupper() for t in texts[first : last + 1])
    ):
        return False
    if not texts[first - 1][:1].isupper() or texts[last].isupper():
        return False
    return any(t.islower() and len(t) > 4 for t in texts)


def _refined(clause: _Clause, verb: int, action: str) -> str:
    """'Struck down' is no deal struck; 'concluded' or 'paused talks' say more than talks."""
    if clause.word(verb) in ("struck", "strike", "strikes") and clause.word(verb + 1) == "down":
        return "strike"
    if action == "lift" and clause.word(verb).startswith("lift"):
        after = clause.document.text[clause.chunks[clause.last].end : clause.sentence.end]
        return "raise" if _TO_A_LEVEL.match(after) else action
    if action != "negotiate":
        return action
    for k in range(verb - 1, max(-1, verb - 4), -1):
        word = clause.word(k)
        if word in ("concluded", "completed", "finished", "wrapped", "finalised", "finalized"):
            return "conclude"
        if _actions().get(word) == "suspend" or word == "halted":
            return "suspend"
        if clause.reference(k) is not None:
            break
    return action


def _is_adjectival(clause: _Clause, verb: int | None, side: str, start: int) -> bool:
    """'benefit from reduced tariffs': a participle inside a noun group has no subject of its own."""
    if verb is None or side == "right" or not clause.word(verb).endswith("ed"):
        return False
    before = clause.chunks[verb - 1].symbol if verb else ""
    return before != "" and before in "fnwyrdQg"


def _is_utility(clause: _Clause, start: int, first: int) -> bool:
    """An electricity tariff is a price, not a measure of trade."""
    words = {clause.word(k) for k in range(max(0, start - 1), first)}
    after = clause.document.text[clause.chunks[clause.last].end : clause.sentence.end][:60].lower()
    pays = re.match(r"[^.;]{0,30}\b(?:customers|consumers|households|subscribers)\b", after)
    return bool(words & word_set("utilities")) or pays is not None


def _kind_of_ban(text: str, sentence: Sentence, end: int) -> tuple[str, str]:
    """Return type and kind of sanction of a bare 'ban' by what it is on; '' when it is no trade measure."""
    after = text[end : min(sentence.end, end + 70)].lower()
    if not re.match(r"\s+(?:on|of)\b", after):
        return "", ""
    head = re.split(r"[.;:]|\b(?:after|because|which|that|while|until)\b", after)[0]
    for pattern, kind in (
        (r"\bexports?\b|\b(?:shipments?|sales?) to\b", ("export_ban", "")),
        (r"\bimports?\b|\bpurchases?\b", ("import_ban", "")),
        (r"\b(?:arms|weapons)\b", ("sanction", "arms")),
        (r"\b(?:travel|visas?)\b", ("sanction", "travel")),
    ):
        if re.search(pattern, head):
            return kind
    is_product = products(text, end, min(sentence.end, end + len(head)))
    return ("import_ban", "") if is_product else ("", "")


def _agreement_status(
    text: str, sentence: Sentence, noun: tuple[int, int], clause: _Clause, start: int
) -> str:
    around = text[max(sentence.start, noun[0] - 60) : noun[0]].lower()
    if re.search(
        r"\b(?:talks|negotiat\w+|discuss\w*|towards?|working on|hopes? for|seek\w*)\b", around
    ):
        return "under_negotiation"
    return "in_force"


def _mood(
    document: Document,
    sentence: Sentence,
    clause: _Clause,
    start: int,
    verb: int | None,
    side: str,
    noun: tuple[int, int],
) -> str:
    """Return past, future, conditional, threatened, request or negated, from the words at the verb."""
    text = document.text
    if verb is None:
        low = max(sentence.start, noun[0] - 30)
        window = text[low : noun[0]]
    else:
        k = verb
        reach = 14 if verb and clause.chunks[verb - 1].symbol == "t" else 8
        while k > 0 and verb - k < reach and clause.chunks[k - 1].symbol not in ";:S":
            before = clause.chunks[k - 1].symbol
            if (before == "," and verb - k > 1 and reach < 14) or (before == "&" and k == verb):
                break
            k -= 1
        edge = clause.chunks[verb].start
        window = text[clause.chunks[k].start : edge]
        if side == "right":
            window = text[noun[1] : edge]
        elif clause.chunks[verb - 1].symbol == "&" and verb and _is_base(clause.word(verb)):
            # 'will suspend its agreement and impose an embargo': both verbs hang on one 'will'
            before_it = text[sentence.start : edge]
            helpers = list(
                re.finditer(r"\b(?:will|would|could|may|might|should|must|to)\b", before_it)
            )
            window = before_it[max(0, helpers[-1].start() - 12) :] if helpers else window
    window = window.replace("’", "'").lower()
    if verb is not None and side == "left" and not window.strip():
        window = text[
            max(sentence.start, clause.chunks[verb].start - 30) : clause.chunks[verb].start
        ].lower()
    for pattern, mood in _moods():
        if pattern.search(window):
            if mood == "request" and verb is None:
                continue
            if mood == "conditional" and _is_reported_future(text, sentence, window):
                return "future"
            return mood
    if (
        verb is not None
        and clause.word(verb).endswith("ing")
        and clause.word(verb - 1) in ("of", "for")
    ):
        return "request" if re.search(r"\b(?:threat|possib|prospect)", window) else "past"
    return "past"


def _is_base(word: str) -> bool:
    """Tell 'impose' and 'ban' from forms that can stand without an auxiliary."""
    return not word.endswith(("ed", "ing", "s")) and word not in word_set("bare_past")


def _is_reported_future(text: str, sentence: Sentence, window: str) -> bool:
    """'Said it would impose' is a plan told in the past tense; with 'if' or 'threatened' it is none."""
    words = text[sentence.start : sentence.end].lower()
    return (
        re.search(r"\bwould\b", window) is not None
        and re.search(r"\b(?:said|announced|decided|confirmed|declared)\b", words) is not None
        and re.search(r"\b(?:if|unless|threat\w*|warn\w*|could|might)\b", words) is None
    )


def _side(document: Document, reference: Reference, role: str) -> Side | None:
    """Return the government or body that a reference stands for in a measure."""
    if reference.kind in ("pronoun", "set"):
        resolved = resolve(document, reference) if reference.kind == "pronoun" else None
        if resolved is None:
            return None
        reference = resolved
    if reference.noun_kind in ("media", "document"):
        return None
    if (
        reference.kind == "body"
        and not reference.countries
        and reference.organisation == "Government"
    ):
        return _own_government(document, reference, role)
    called = reference.entity.name if reference.entity is not None else reference.organisation
    last_word = (called or "").lower().split()[-1:]
    if last_word and (last_word[0] in _DECREES or last_word[0] in _CODES or last_word[0] == "bloc"):
        return None
    span = (reference.start, reference.end)
    if reference.entity is not None:
        country = (
            reference.countries[0]
            if reference.countries
            else country_of(document, reference.entity)
        )
        if role == "target":
            return Side(
                role, country, None, None, reference.entity.name, reference.entity.person_key, span
            )
        organisation = reference.entity.organisation if country is None else None
        if country is None and organisation is None:
            return None
        return Side(role, country, organisation, None, None, None, span)
    country = reference.countries[0] if reference.countries else None
    if reference.is_capital and role != "target":
        known = document.lexicon.terms.values.get(reference.words)
        if known is not None and "also_eu" in known.note:
            country = "EUU"
    is_firm = reference.kind == "body" and role == "target"
    if reference.kind == "unnamed" and country is None:
        return None
    is_common = reference.noun_kind == "body" and reference.is_plural
    if country is None and (reference.organisation is None or is_common):
        return None
    organisation = (
        reference.organisation if (is_firm or country is None or reference.kind == "body") else None
    )
    if country == "EUU":
        organisation = reference.organisation
    made = Side(role, country, organisation, reference.organisation_key, None, None, span)
    made.is_firm = is_firm
    return made


def _own_government(document: Document, reference: Reference, role: str) -> Side | None:
    """'The Australian Government' read in two pieces; bare, it is that of the official outlet."""
    owner = next(
        (
            r.countries[0]
            for r in document.sentence_at(reference.start).references
            if r.countries and 0 < reference.start - r.end <= 1
        ),
        voice(document),
    )
    span = (reference.start, reference.end)
    return Side(role, owner, None, None, None, None, span) if owner else None


def voice(document: Document) -> str | None:
    """Return the country that speaks in the first person: that of an official outlet, else none.

    A report with a dateline has its home from the place, and 'we' in it is whoever is quoted.
    """
    return None if document.article.dateline_place else document.home


def _spoken_by(clause: _Clause, verb: int) -> Side | None:
    """'We have imposed', 'the Proclamation imposes': the state whose own text it is."""
    document = clause.document
    home = voice(document)
    if home is None or clause.sentence.chunks[verb].start >= clause.sentence.end:
        return None
    for k in range(verb - 1, max(-1, verb - 10), -1):
        word = clause.word(k)
        if clause.chunks[k].symbol in ";:S":
            break
        is_decree = word.split()[-1:] and word.split()[-1] in _OWN_ACTS
        is_decree = is_decree and (
            word.startswith(("the ", "this ")) or clause.word(k - 1) in ("the", "this")
        )
        if (word in _WE or is_decree) and not document.is_quoted(clause.chunks[k].start):
            before = clause.chunks[k - 1].symbol if k else ""
            if is_decree and before == "d":
                before = clause.chunks[k - 2].symbol if k > 1 else ""
            if before and before in "fianrzgbtwoy":
                continue
            span = (clause.chunks[k].start, clause.chunks[k].end)
            return Side("implementer", home, None, None, None, None, span)
        if clause.reference(k) is not None and not is_decree:
            break
    return None


def _together(clause: _Clause, subject: Reference) -> list[Side]:
    """'Egypt, Bahrain and Qatar imposed': those before the 'and' act too, if they are states or bodies."""
    chunks = clause.chunks
    k = next((j for j, c in enumerate(chunks) if c.reference is subject), 0)
    found: list[Side] = []
    wanted = "&"
    while k >= 2 and chunks[k - 1].symbol in wanted:
        reference = clause.reference(k - 2)
        if reference is None or reference.kind not in ("country", "body"):
            return []
        made = _side(clause.document, reference, "implementer")
        if made is None:
            return []
        found.insert(0, made)
        k, wanted = k - 2, ","
    lead = chunks[k - 1].symbol if k else ""
    return [] if lead and lead in "fianrzgbtwoys" else found


def _meant(clause: _Clause, reference: Reference) -> list[Side]:
    """'The country', 'the bloc', 'the four states': who opens the sentence before, if it is one who can.

    Nothing where the sentence before opens with anything else than a country or body.
    """
    document, sentence = clause.document, clause.sentence
    document, sentence = clause.document, clause.sentence
    words = reference.words.lower().split() or [""]
    opening = _openers(document, sentence)
    if reference.kind == "set":
        count = next((_COUNTS[w] for w in words if w in _COUNTS), 0)
        is_all = count and len(opening) == count and all(o.kind == "country" for o in opening)
        made = [_side(document, o, "implementer") for o in opening] if is_all else []
        return [m for m in made if m]
    is_state = reference.noun_kind in ("side", "government") and reference.is_definite
    if (not is_state and words[-1] != "bloc") or reference.countries or len(opening) != 1:
        return []
    if words[-1] == "bloc" and opening[0].countries[:1] != ("EUU",):
        return []
    one = _side(document, opening[0], "implementer")
    return [one] if one else []


def _openers(document: Document, sentence: Sentence) -> list[Reference]:
    """Return the countries or bodies that are the subject of the sentence before.

    A sentence of the same paragraph that names no country or body is passed over, twice at most.
    """
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        before = document.sentences[index]
        if sentence.paragraph - before.paragraph > (1 if index == sentence.index - 1 else 0):
            break
        if not any(r.kind in ("country", "body") or r.countries for r in before.references):
            continue
        found: list[Reference] = []
        for k, chunk in enumerate(before.chunks):
            if chunk.symbol in "&,d" and found:
                continue
            reference = chunk.reference
            if reference is None or reference.kind not in ("country", "body"):
                break
            if document.is_quoted(reference.start) or reference.is_possessive:
                return []
            if k + 1 < len(before.chunks) and before.chunks[k + 1].symbol == "s":
                return []
            found.append(reference)
        return found
    return []


def _subject(clause: _Clause, verb: int) -> Reference | None:
    """Return the subject of an action verb, through 'plans to', 'threatened to', 'called on X to'."""
    k = verb - 1
    steps = 0
    if k > 0 and (
        clause.chunks[k].symbol == "&"
        or (clause.chunks[k].symbol in ",y" and clause.word(verb).endswith("ing"))
    ):
        return _main_subject(clause, k)  # "Trump called off the summit with Putin and imposed …"
    while k >= 0 and steps < 9:
        symbol = clause.chunks[k].symbol
        reference = clause.reference(k)
        if reference is not None:
            before = clause.chunks[k - 1].symbol if k else ""
            is_clause = clause.word(k - 1) in ("after", "before", "as", "since", "until", "because")
            is_object = (
                reference.words == "it" and steps > 0 and clause.chunks[k + 1].symbol not in "x_vm"
            )
            is_decree = reference.words.lower().split()[-1:] and (
                reference.words.lower().split()[-1] in _DECREES
            )
            if (
                (before and before in "ianzgb" and not is_clause)
                or reference.is_possessive
                or is_object
                or is_decree
            ):
                k -= 1
                steps += 1
                continue
            return reference
        if symbol in ";:S":
            return None
        if symbol == "s":
            return clause.reference(k - 1)
        k -= 1
        steps += 1
    return None


def _main_subject(clause: _Clause, before: int) -> Reference | None:
    """Return the first party of the sentence that no preposition governs."""
    for k in range(before):
        reference = clause.reference(k)
        if reference is not None and not reference.is_possessive:
            lead = clause.chunks[k - 1].symbol if k else ""
            if not lead or lead not in "fianrzgbtwoy":
                return reference
    return None


def _implementer(clause: _Clause, start: int, verb: int | None, side: str, draft: Draft) -> None:
    document = clause.document
    action = draft.action
    is_patient = verb is not None and (
        (side == "left" and (action == "face" or clause.is_passive_verb(verb)))
        or (side == "own" and clause.is_passive_verb(verb))
    )
    if is_patient and verb is not None:
        _subject_side(clause, verb, draft, "exempted" if action == "exempt" else "target")
    # within the noun group: "US tariffs", "Trump's tariffs", "American duties"
    for k in range(clause.first - 1, start - 1, -1):
        reference = clause.reference(k)
        symbol = clause.chunks[k].symbol
        if reference is not None:
            made = _side(document, reference, "implementer")
            if made is None:
                continue
            bare = clause.chunks[k + 1].symbol != "s"
            if (
                draft.measure_type == "sanction"
                and bare
                and reference.kind == "country"
                and (made.country not in _SANCTIONERS)
            ):
                made.role = "target"
            draft.sides.append(made)
        elif symbol == "A":
            code = clause.country(k)
            if code:
                span = (clause.chunks[k].start, clause.chunks[k].end)
                following = clause.word(k + 1)
                goods = following in ("export", "exports", "goods", "steel", "products", "imports")
                role = "target" if goods else "implementer"
                draft.sides.append(Side(role, code, None, None, None, None, span))
    if draft.of("implementer"):
        if action == "exempt" and verb is not None and not is_patient:
            _subject_side(clause, verb, draft, "exempted")
        return
    # "imposed by Trump"
    begin = _after_aside(clause, clause.last + 1)
    for k in range(begin, min(len(clause.chunks), begin + 14)):
        if clause.chunks[k].symbol == "y":
            j = k + 1
            while j < len(clause.chunks) and clause.chunks[j].symbol in "dm":
                j += 1
            reference = clause.reference(j)
            made = _side(document, reference, "implementer") if reference else None
            if made:
                draft.sides.append(made)
                return
        if clause.chunks[k].symbol in ";S":
            break
    owns = [k for k in range(start, clause.first) if clause.word(k) == "its"]
    if owns and (verb is None or side == "right"):
        opening = _openers(document, clause.sentence)  # 'Its tariffs on … took effect'
        own = _side(document, opening[0], "implementer") if len(opening) == 1 else None
        draft.sides += [own] if own and clause.reference(0) is None else []
    if verb is None or side == "right" or is_patient:
        return
    spoken = _spoken_by(clause, verb)
    if spoken:
        draft.sides.append(spoken)
        return
    subject = _subject(clause, verb)
    if subject is None:
        return
    made = _side(document, subject, "implementer")
    draft.sides += [made] if made else _meant(clause, subject)
    if made:
        draft.sides += _together(clause, subject)


def _is_sanctioned(clause: _Clause, draft: Draft) -> bool:
    """Tell 'sanctioned Rosneft' and 'sanctioned two firms' from 'sanctioned the plan', which approves."""
    if draft.of("target"):
        return True
    if draft.product is None:
        return False
    words = clause.document.text[slice(*draft.product)].split()
    return any(
        w[:1].isupper() or w.lower().strip(",.") in word_set("sanctioned_kinds") for w in words
    )


def _subject_side(clause: _Clause, verb: int, draft: Draft, role: str) -> None:
    chunks = clause.chunks
    j = verb - 1
    while j > 0 and (chunks[j].symbol in "xv!" or clause.word(j) in word_set("be")):
        j -= 1
    if (
        clause.chunks[verb].first == clause.chunks[clause.first].first
        and clause.reference(j) is None
    ):
        return  # 'Iran said the strike was sanctioned': whom it befell stands right before the verb
    if j > 0 and clause.reference(j) is None and chunks[j - 1].symbol == "A":
        code = clause.country(j - 1)  # 'Japanese producers face'
        if code:
            span = (chunks[j - 1].start, chunks[j - 1].end)
            draft.sides.append(Side(role, code, None, None, None, None, span))
            return
    for subject in _joint_subject(clause, verb):
        made = _side(clause.document, subject, role)
        if made:
            draft.sides.append(made)


def _targets(clause: _Clause, start: int, verb: int | None, side: str, draft: Draft) -> None:
    """Read what follows the noun ('on Indian exports', 'against Russia', 'on imports from China')."""
    document, chunks, text = clause.document, clause.chunks, clause.document.text
    implementers = draft.of("implementer")
    k = _after_aside(clause, _after_heads(clause, draft))
    stated = _AMOUNT_AFTER.match(text, draft.noun[1]) or _RATE_AFTER.match(text, draft.noun[1])
    while stated and k < len(chunks) and chunks[k].start < stated.end():
        k += 1
    actions = _actions()
    while k < len(chunks) and (
        (
            chunks[k].symbol == "_"
            and clause.word(k) in actions
            and actions[clause.word(k)] == "impose"
        )
        or chunks[k].symbol in "v#"
        or (chunks[k].symbol == "x" and clause.is_passive_at(k))
        or (
            chunks[k].symbol == "f"
            and k + 1 < len(chunks)
            and chunks[k + 1].symbol in "#_"
            and not (
                k == clause.last + 1
                and clause.word(clause.last).rstrip("s") in ("export", "import")
            )
        )
        or (chunks[k].symbol == "y" and clause.reference(k + 1) is not None)
        or (k > 0 and chunks[k - 1].symbol == "y")
        or (chunks[k].symbol in "_." and clause.word(k) in ("per", "cent", "pct", "percent", "%"))
    ):
        k += 1
    guard = 0
    if side == "own" and k < len(chunks):
        end = _group_end(clause, k)
        if end > k:
            _read_target(clause, k, end, draft, implementers)
            k = end
    while (
        k < len(chunks) and (chunks[k].symbol in "ogrfnt" or clause.word(k) == "into") and guard < 3
    ):
        guard += 1
        preposition = clause.word(k)
        if chunks[k].symbol == "t" and not draft.measure_type.startswith("export_"):
            break
        opening = k + 1
        worth = _WORTH_OF.match(text, chunks[opening].start) if opening < len(chunks) else None
        while worth and opening < len(chunks) and chunks[opening].start < worth.end():
            opening += 1
        end = _group_end(clause, opening)
        if end == k + 1 and k + 1 < len(chunks) and clause.is_date(k + 1):
            k += 2
            continue
        if end == opening:
            break
        is_target = preposition in ("on", "against", "upon", "from", "into", "to") or (
            preposition in ("for", "of") and draft.measure_type in _TARGETED_BY_OF
        )
        if preposition == "into" and (
            draft.measure_type.startswith("import_") or is_destination(draft)
        ):
            is_target = False  # 'tariffs on steel imported into the United States'
        if is_target:
            _read_target(clause, opening, end, draft, implementers)
            if draft.measure_type == "sanction" and clause.opens_list(end):
                _listed(clause, end + 2, draft, implementers)
        k = end
    if not draft.of("target") and verb is not None and side == "left":
        # "hit China with tariffs"
        is_list = clause.word(clause.last).endswith(_LISTS)
        for j in range(verb + 1, start):
            reference = clause.reference(j)
            if reference is not None and (
                is_list or any(c.symbol == "w" for c in chunks[j + 1 : j + 3])
            ):
                made = _side(document, reference, "target")
                if made and made.identity not in implementers:
                    draft.sides.append(made)
        if (
            is_list
            and not draft.of("target")
            and chunks[start - 1].symbol == "t"
            and start - verb > 2
        ):
            draft.product = (
                chunks[verb + 1].start,
                chunks[start - 2].end,
            )  # 'added 71 firms to its list'
    found = products(text, chunks[start].start, draft.noun[0])
    if draft.product is None and found:
        draft.product = found


def is_destination(draft: Draft) -> bool:
    """Tell a duty on what comes in, for which 'into X' says where to, from a probe 'into X'."""
    return draft.measure_type in ("anti_dumping", "anti_subsidy", "safeguard") and (
        draft.action != "investigate"
    )


def _listed(clause: _Clause, k: int, draft: Draft, implementers: set[str]) -> None:
    """Read the people and firms named after 'including' as targets."""
    chunks = clause.chunks
    while k < len(chunks) and (chunks[k].symbol in "GXOPAms&,d" or clause.word(k) == "and"):
        reference = clause.reference(k)
        if reference is not None and (reference.entity is not None or reference.kind == "body"):
            follows = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
            made = _side(clause.document, reference, "target")
            if made and made.identity not in implementers and follows in "&,.;":
                draft.sides.append(made)
        k += 1


def _after_heads(clause: _Clause, draft: Draft) -> int:
    """Step over 'tariff increases on', 'sanctions regime against', 'sanctions aimed at starving'."""
    k = clause.last + 1
    while clause.word(k) in word_set("measure_heads"):
        turn = _actions().get(clause.word(k).rstrip("s"))
        if draft.action == "none" and turn in ("raise", "cut"):
            draft.action, draft.status = turn, "amended"
            draft.rule = f"measure_{turn}"
        k += 1
    if clause.word(k) in ("aimed", "targeted", "directed", "targeting", "targetting"):
        for j in range(k + 1, min(k + 6, len(clause.chunks))):
            reference = clause.reference(j)
            made = _side(clause.document, reference, "target") if reference else None
            if made and made.identity not in draft.of("implementer"):
                draft.sides.append(made)
                break
    return k


def _after_aside(clause: _Clause, k: int) -> int:
    """Step over ', including …,' between a measure and what is said of it."""
    chunks = clause.chunks
    if k + 1 < len(chunks) and chunks[k].symbol == "," and clause.word(k + 1) in word_set("asides"):
        closing = next((j for j in range(k + 1, len(chunks)) if chunks[j].symbol == ","), None)
        if closing is not None:
            return closing + 1
    return k


def _group_end(clause: _Clause, k: int) -> int:
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


def _ends_group(clause: _Clause, k: int) -> bool:
    """Tell a verb that ends a noun group: 'tariffs on Cuba remain', 'on goods announced in May'."""
    word, actions = clause.word(k), _actions()
    if word in word_set("clause_verbs") or word in clause.document.lexicon.cues:
        return True
    if word in actions and word.endswith(("ed", "ing", "s")) and word != "imports":
        return True
    return clause.reference(k - 1) is not None and not is_goods(word)


def _goes_on(clause: _Clause, k: int) -> bool:
    """Tell whether 'and' joins another noun, not another clause."""
    symbol = clause.chunks[k].symbol
    words = clause.sentence.lower
    if any(_terms().match(words, c.first) for c in clause.chunks[k : k + 3] if c.symbol == "_"):
        return False  # '55 persons and financial sanctions on …' goes on to the next measure
    return (
        symbol in "_XAGOm"
        and clause.word(k) not in _actions()
        and not (symbol == "_" and _ends_group(clause, k))
        and not (
            symbol == "G" and k + 1 < len(clause.chunks) and clause.chunks[k + 1].symbol == "x"
        )
        and not (
            symbol == "G" and (r := clause.reference(k)) and r.kind in ("person", "pronoun", "set")
        )
    )


def _counts_on(clause: _Clause, k: int) -> bool:
    """'17 individuals and 18 entities': a number with a noun goes on, '40 percent' does not."""
    chunks = clause.chunks
    if k + 1 >= len(chunks) or chunks[k].symbol != "#" or chunks[k + 1].symbol != "_":
        return False
    return clause.word(k + 1) in word_set("sanctioned_kinds") or is_goods(clause.word(k + 1))


def _is_listed(clause: _Clause, k: int) -> bool:
    """Tell whether a comma stands in a list of nouns that an 'and' will close."""
    chunks = clause.chunks
    if chunks[k + 1].symbol == "&":
        return k + 2 < len(chunks) and _goes_on(clause, k + 2)
    return (
        chunks[k + 1].symbol in "G_XA"
        and any(c.symbol == "&" for c in chunks[k + 1 : k + 9])
        and not any(c.symbol in "xhq" for c in chunks[k + 1 : k + 5])
    )


def _read_target(
    clause: _Clause, first: int, end: int, draft: Draft, implementers: set[str]
) -> None:
    document, chunks = clause.document, clause.chunks
    sides: list[Side] = []
    owner: str | None = None
    plain = 0
    product_end = 0
    for k in range(first, end):
        reference = clause.reference(k)
        if reference is not None:
            if k > first and chunks[k - 1].symbol == "t":
                made = _side(document, reference, "target")
                if made and draft.measure_type.startswith("export_"):
                    sides.append(made)
                    product_end = product_end or k - 1
                continue
            made = _side(document, reference, "target")
            if made is None:
                plain += 1
                continue
            if k + 1 < end and chunks[k + 1].symbol == "s":
                owner = made.country
            if reference.noun_kind == "body" and reference.is_plural:
                owner, made.organisation, made.is_firm = made.country, None, False
            sides.append(made)
        elif chunks[k].symbol == "A":
            code = clause.country(k)
            if code:
                sides.append(
                    Side("target", code, None, None, None, None, (chunks[k].start, chunks[k].end))
                )
            plain += 1
        elif chunks[k].symbol in "_X":
            plain += 1
    symbols = "".join(c.symbol for c in chunks[first:end])
    if (
        draft.measure_type == "sanction"
        and not sides
        and set(symbols) <= set("X&,")
        and "X" in symbols
    ):
        for k in range(first, end):
            if chunks[k].symbol == "X":
                span = (chunks[k].start, chunks[k].end)
                one = Side("target", None, document.text[slice(*span)], None, None, None, span)
                one.is_firm = True
                sides.append(one)
        plain = 0
    firms = [s for s in sides if s.is_firm]
    if owner and firms:
        sides = firms
        for one in sides:
            one.country = one.country or owner
    sides = [s for s in sides if not (s.identity in implementers and not s.is_firm)]
    draft.sides += sides
    if plain and draft.product is None and not (firms and owner):
        draft.product = (chunks[first].start, chunks[(product_end or end) - 1].end)


def _agreement_parties(
    clause: _Clause,
    start: int,
    verb: int | None,
    side: str,
    draft: Draft,
    meetings: Sequence[MeetingMention],
) -> None:
    document, chunks = clause.document, clause.chunks
    found: list[Reference] = []
    for k in range(start, clause.first):
        reference = clause.reference(k)
        if reference is not None:
            found.append(reference)
        elif chunks[k].symbol == "A" and clause.country(k):
            span = (chunks[k].start, chunks[k].end)
            draft.sides.append(
                Side("negotiating_party", clause.country(k), None, None, None, None, span)
            )
    k = clause.last + 1
    while k < len(chunks) and k - clause.last < 5 and chunks[k].symbol not in "wb,.;:":
        k += 1
    if k < len(chunks) and chunks[k].symbol in "wb":
        end = _group_end(clause, k + 1)
        found += [r for j in range(k + 1, end) if (r := clause.reference(j))]
    if verb is not None and side == "left":
        subject = _joint_subject(clause, verb)
        found += subject
    elif len(found) < 2:
        for j in range(start - 1, -1, -1):
            reference = clause.reference(j)
            before = chunks[j - 1].symbol if j else ""
            if reference is not None and (not before or before not in "fiaonrzgb"):
                found += [reference]
                if j >= 2 and chunks[j - 1].symbol in "&," and clause.reference(j - 2):
                    found.append(clause.reference(j - 2))  # type: ignore[arg-type]
                break
    home = voice(document)
    is_with = any(
        chunks[j - 1].symbol == "w" and found and clause.reference(j) is found[0]
        for j in range(1, len(chunks))
    )
    if home and is_with and len(found) == 1 and found[0].countries[:1] not in ((), (home,)):
        draft.sides.append(Side("negotiating_party", home, None, None, None, None, draft.noun))
    from communique.extract.meetings import resolve_set

    for reference in found:
        if reference.kind == "set" or (reference.kind == "pronoun" and reference.is_plural):
            members = resolve_set(document, reference, []) or _last_meeting(reference, meetings)
            for one in members:
                draft.sides.append(
                    Side(
                        "negotiating_party",
                        one.country,
                        one.organisation,
                        one.organisation_key,
                        None,
                        None,
                        (reference.start, reference.end),
                    )
                )
            continue
        made = _side(document, reference, "negotiating_party")
        if made:
            made.organisation = made.organisation if made.country in (None, "EUU") else None
            draft.sides.append(made)
    draft.sides = _distinct(draft.sides)


def _last_meeting(reference: Reference, meetings: Sequence[MeetingMention]) -> list[Party]:
    """'The two sides': the countries of the two-party meeting that the article spoke of last."""
    spoken_of = [
        (span.start, i)
        for i, meeting in enumerate(meetings)
        for span in meeting.evidence
        if span.column is None and span.end <= reference.start and meeting.arity == "bilateral"
    ]
    if not spoken_of:
        return []
    parties = meetings[max(spoken_of)[1]].parties
    return [Party(country=p.country, organisation=p.organisation) for p in parties]


def _treaty_parties(document: Document, clause: _Clause) -> list[Side]:
    """A treaty known by name (NAFTA) has the members that the reference table gives for the day."""
    reference = clause.reference(clause.first)
    if reference is None or reference.organisation_key is None or document.base is None:
        return []
    day = document.base.isoformat()
    members = [
        r["country"]
        for r in rows("country_groups")
        if r["group_id"] == reference.organisation_key
        and (not r["joined"] or r["joined"] <= day)
        and (not r["left"] or day < r["left"])
    ]
    span = (reference.start, reference.end)
    if not 2 <= len(members) <= 5:
        return []
    return [Side("negotiating_party", m, None, None, None, None, span) for m in members]


def _joint_subject(clause: _Clause, verb: int) -> list[Reference]:
    k = verb - 1
    while k >= 0 and verb - k < 8:
        reference = clause.reference(k)
        if reference is not None:
            found = [reference]
            while k >= 2 and clause.chunks[k - 1].symbol in "&," and clause.reference(k - 2):
                k -= 2
                found.insert(0, clause.reference(k))  # type: ignore[arg-type]
            return found
        if clause.chunks[k].symbol in ";:S":
            break
        k -= 1
    return []


def _distinct(sides: list[Side]) -> list[Side]:
    kept: dict[tuple[str, str | None], Side] = {}
    for one in sides:
        kept.setdefault((one.role, one.identity), one)
    return list(kept.values())


def _dates(document: Document, sentence: Sentence, draft: Draft, noun: tuple[int, int]) -> None:
    """Sort the sentence's dates into effect, announcement, end and pause by the words before them."""
    text = document.text
    ahead = draft.status in ("announced", "proposed", "threatened")
    spans = text, sentence.start, sentence.end, document.base, document.base_kind
    later = {f.start: f for f in find_dates(*spans, True)}
    sooner = {f.start: f for f in find_dates(*spans, False)}
    for found in find_dates(*spans, ahead):
        if found.edtf is None or _is_nearer(sentence, found, noun):
            continue
        lead = text[max(sentence.start, found.start - 45) : found.start]
        if _NOT_ITS_DATE.search(lead):
            continue
        if _SAID_ON.search(lead):
            found = sooner.get(found.start, found)
            if draft.status in ("announced", "proposed", "threatened"):
                draft.announced = draft.announced or found
            continue
        if re.search(r"\bwill\b", lead) and _EFFECT.search(lead):
            found = later.get(found.start, found)
        elif re.search(r"\b(?:effective|starting|beginning)\b", lead):
            found = _nearest(document, found, sooner.get(found.start), later.get(found.start))
        if _UNTIL.search(lead):
            if draft.status in ("suspended", "delayed"):
                draft.suspended_until = found
            continue
        if _EFFECT.search(lead) or re.search(
            r"\b(?:from|since|starting|effective)\s+(?:on\s+)?$", lead
        ):
            draft.effective = draft.effective or found
            continue
        verb_near = abs(found.start - noun[0]) < 90 or abs(found.end - noun[0]) < 90
        if not verb_near:
            continue
        if draft.action == "impose" and draft.status == "in_force":
            draft.effective = draft.effective or found
        elif draft.status == "lifted":
            draft.ended = draft.ended or found
        elif (
            draft.action == "impose"
            and draft.status == "announced"
            and not _is_past(document, found)
        ):
            draft.effective = draft.effective or found
        elif draft.action == "announce":
            draft.announced = draft.announced or sooner.get(found.start, found)
        elif draft.action in ("sign", "agree", "conclude"):
            # the day of signing or of striking a deal dates the event; nothing was announced by it
            draft.happened = draft.happened or sooner.get(found.start, found)


def _is_nearer(sentence: Sentence, found: DateMention, noun: tuple[int, int]) -> bool:
    """Tell whether another measure of the sentence stands nearer to a date than this one."""

    def distance(span: tuple[int, int]) -> int:
        return max(found.start - span[1], span[0] - found.end, 0)

    others = []
    i = 0
    while i < len(sentence.lower):
        match = _terms().match(sentence.lower, i)
        if match:
            others.append((sentence.tokens[i].start, sentence.tokens[i + match[0] - 1].end))
        i += match[0] if match else 1
    return any(distance(o) < distance(noun) - 20 for o in others if o != noun)


def _nearest(document: Document, found: DateMention, *readings: DateMention | None) -> DateMention:
    """'Effective August 27' without a year: that of the two readings which is nearer to the report."""
    near = [(first, r) for r in readings if r is not None and (first := bounds(r.edtf)[0])]
    if document.base is None or not near:
        return found
    base = document.base
    return min(near, key=lambda pair: abs((pair[0] - base).days))[1]


def _is_ahead(document: Document, found: DateMention | None) -> bool:
    first = bounds(found.edtf)[0] if found and document.base else None
    return bool(document.base and first and first > document.base)


def _is_past(document: Document, found: DateMention) -> bool:
    last = bounds(found.edtf)[1]
    return bool(document.base and last and last <= document.base)


_FAMILIES = {"import_tariff": "tariff", "anti_dumping": "defence", "anti_subsidy": "defence"}


def _may_be_same(document: Document, draft: Draft, other: Draft) -> bool:
    """A mention without a target joins one that has it only when it is definite or names its product."""
    if draft.is_definite or draft.sentence is other.sentence:
        return True
    if draft.product is None or other.product is None:
        return draft.product is None and other.product is None
    return bool(_product_words(document, draft) & _product_words(document, other))


def _product_words(document: Document, draft: Draft) -> set[str]:
    if draft.product is None:
        return set()
    return set(re.findall(r"\w{4,}", document.text[slice(*draft.product)].lower()))


def _score(document: Document, draft: Draft, other: Draft) -> int:
    """Score how well two mentions can be of one measure; 0 when they cannot."""
    if _FAMILIES.get(draft.measure_type, draft.measure_type) != _FAMILIES.get(
        other.measure_type, other.measure_type
    ):
        return 0
    score = 1
    for roles in (("implementer",), ("target",), ("negotiating_party",)):
        mine, theirs = draft.of(*roles), other.of(*roles)
        if mine and theirs:
            if not (mine <= theirs or theirs <= mine):
                return 0
            score += 2
        elif (mine or theirs) and roles == ("target",) and not _may_be_same(document, draft, other):
            return 0
    a, b = draft.rate[0], other.rate[0]
    if a is not None and b is not None and a != b and draft.action not in ("raise", "cut"):
        return 0
    if draft.product and other.product:
        x, y = _product_words(document, draft), _product_words(document, other)
        if not x & y and not draft.is_definite:
            return 0
        score += bool(x & y)
    if draft.sanction_type and other.sanction_type and draft.sanction_type != other.sanction_type:
        return 0
    return score


def _add(document: Document, drafts: list[Draft], draft: Draft) -> None:
    scored = [(s, i) for i, d in enumerate(drafts) if (s := _score(document, draft, d))]
    if not scored or (max(scored)[0] == 1 and not draft.is_definite and draft.sides):
        drafts.append(draft)
        return
    best = max(s for s, _ in scored)
    target = drafts[max(i for s, i in scored if s == best)]
    target.spans += draft.spans
    target.sides = _distinct(target.sides + draft.sides)
    if (
        draft.action != "none"
        and (target.action == "none" or _order(draft) > _order(target))
        and not (draft.status == "in_force" and target.action != "none")
        and not (draft.status == "exempted" and target.action != "none")
    ):
        target.status, target.action = draft.status, draft.action
    target.product = target.product or draft.product
    if target.rate[0] is None and target.rate[1] is None:
        target.rate = draft.rate
    target.effective = target.effective or draft.effective
    target.announced = target.announced or draft.announced
    target.happened = target.happened or draft.happened
    target.ended = target.ended or draft.ended
    target.suspended_until = target.suspended_until or draft.suspended_until
    target.is_retaliation = target.is_retaliation or draft.is_retaliation
    target.is_additional = target.is_additional or draft.is_additional


def _order(draft: Draft) -> int:
    return measure_status_order()[draft.status]


def _mention(document: Document, draft: Draft, ordinal: int) -> MeasureMention:
    text, rule = document.text, draft.rule
    evidence = [Evidence(a, b, None, None, r) for a, b, r in sorted(set(draft.spans))]
    evidence.append(Evidence(*draft.noun, "measure_type", draft.measure_type, rule))
    rate, rate_max, previous, rate_span = draft.rate
    if rate_span:
        column = "rate_percent" if rate is not None else "rate_percent_max"
        evidence.append(
            Evidence(*rate_span, column, f"{rate if rate is not None else rate_max:g}", rule)
        )
    if draft.product:
        evidence.append(Evidence(*draft.product, "product", text[slice(*draft.product)], rule))
    for column, found in (
        ("effective_edtf", draft.effective),
        ("announced_edtf", draft.announced),
        ("ended_edtf", draft.ended),
        ("suspended_until_edtf", draft.suspended_until),
    ):
        if found:
            evidence.append(Evidence(found.start, found.end, column, found.edtf, rule))
    parties = tuple(
        MeasureParty(
            s.role,
            s.country,
            s.organisation,
            s.organisation_key,
            s.name,
            s.person_key,
            (Evidence(*s.span, None, None, rule),),
        )
        for s in _distinct(draft.sides)
    )
    product = text[slice(*draft.product)] if draft.product else None
    event_date = {"in_force": draft.effective, "lifted": draft.ended}.get(
        draft.status, draft.announced or draft.happened
    )
    event_type = _EVENT_OF.get(draft.status)
    if draft.status == "amended":
        event_type = {"cut": "rate_cut", "amend": "scope_changed"}.get(draft.action, "rate_raised")
    events = (
        (
            MeasureEvent(
                event_type,
                draft.status,
                event_date.edtf if event_date else None,
                rate,
                (evidence[0],),
            ),
        )
        if event_type
        else ()
    )
    kind = draft.measure_type
    amount, currency, value_kind = value_of(text, draft.sentence, draft.noun)
    return MeasureMention(
        sentence_start=draft.sentence.start,
        ordinal=ordinal,
        measure_type=kind,
        status=draft.status,
        parties=parties,
        evidence=tuple(evidence),
        rule=rule,
        confidence=confidence("trade_measures", rule),
        events=events,
        products=(MeasureProduct(product, hs_code(product), False, rate),) if product else (),
        sanction_types=(draft.sanction_type,) if draft.sanction_type else (),
        direction="liberalising" if kind in _LIBERAL else "restrictive",
        flow=_FLOWS.get(kind, "unknown"),
        product=product,
        target_scope="entities"
        if any(s.is_firm or s.name for s in draft.sides if s.role == "target")
        else "listed"
        if draft.of("target")
        else "unknown",
        rate_percent=rate,
        rate_percent_max=rate_max,
        previous_rate_percent=previous,
        is_additional_rate=draft.is_additional,
        value_amount=amount,
        value_currency=currency,
        value_kind=value_kind,
        announced_edtf=draft.announced.edtf if draft.announced else None,
        effective_edtf=draft.effective.edtf if draft.effective else None,
        ended_edtf=draft.ended.edtf if draft.ended else None,
        suspended_until_edtf=draft.suspended_until.edtf if draft.suspended_until else None,
        is_retaliation=draft.is_retaliation,
    )

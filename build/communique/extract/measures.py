"""Trade measures: a measure noun, the verb that governs it, and the parties, product, rate and dates
that its noun group and clause give; mentions of one measure in the article are merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from communique.core.model import MeasureMention, MeetingMention
from communique.extract.document import Document, Sentence
from communique.extract.measure_agreements import agreement_parties
from communique.extract.measure_bans import (
    ban_at,
    ban_verbs,
    passive_at,
    passive_heads,
    threat_phrases,
)
from communique.extract.measure_charged import PLAINLY_CHARGED, charged_at, charged_words
from communique.extract.measure_clause import (
    AGREEMENTS,
    Clause,
    Draft,
    chunk_of,
    measure_terms,
    status_table,
)
from communique.extract.measure_context import carry, complete, in_series
from communique.extract.measure_continued import bare_ban, continue_from
from communique.extract.measure_council import read_council
from communique.extract.measure_crossings import crossing_at, crossing_phrases
from communique.extract.measure_dates import is_ahead, read_dates
from communique.extract.measure_details import (
    legal_basis,
    measure_name,
    specific_rate,
    stated_reason,
)
from communique.extract.measure_implementer import is_sanctioned, read_implementer
from communique.extract.measure_licences import licences_in
from communique.extract.measure_market import add_market
from communique.extract.measure_merge import merge
from communique.extract.measure_pronouns import turn
from communique.extract.measure_quotas import offered
from communique.extract.measure_rows import make_mention
from communique.extract.measure_series import adopted, continued, each_other, twin_ban
from communique.extract.measure_shared import share
from communique.extract.measure_state import (
    agreement_status,
    is_adjectival,
    is_in_title,
    is_on_hold,
    is_topic,
    is_utility,
    kind_of_ban,
    mood_of,
    refined,
)
from communique.extract.measure_subject import has_subject
from communique.extract.measure_targets import read_targets
from communique.extract.measure_told import (
    agreement_threat,
    agreement_told,
    is_called_for,
    is_no_measure,
    is_partial,
    is_to_come,
    outcome,
    told_state,
)
from communique.extract.measure_treaties import is_treaty, treaties_in
from communique.extract.measure_vague import (
    OTHERS,
    is_trade_deal,
    traded_in,
    vague_term,
    vague_words,
)
from communique.extract.measure_values import rates, retaliation
from communique.lexicon.lexicon import lexicon
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

_NO_RATE = frozenset(
    {
        "trade_agreement",
        "trade_truce",
        "sanction",
        "export_ban",
        "import_ban",
        "export_control",
        "import_licensing",
        "import_quota",
        "export_quota",
        "port_restriction",
        "fdi_restriction",
    }
)
# states of agreements, and what they say of a measure of one side
_UNILATERAL = {
    "signed": "announced",
    "concluded": "announced",
    "ratified": "announced",
    "under_negotiation": "in_force",
}
_DECIDED = re.compile(
    r"\b(?:agree[ds]?|decided|decision|pledged|promised|vowed)\s+to\s+(?:\w+\s+)?\w+\s+[^.;]*$",
    re.I,
)
# what somebody says that he would do in return for what another may do
_VOWED_BACK = re.compile(
    r"\b(?:vow(?:ed|s|ing)?|promis(?:ed|es|ing)|pledg(?:ed|es|ing)|ready|prepared|swore|sworn)\s+to\s+(?:\w+\s+)?"
    r"(?:retaliate|respond|hit\s+back|strike\s+back|answer|reply|fight\s+back|reciprocate)\b",
    re.I,
)
_WILL = re.compile(
    r"\b(?:will|would|is\s+to|are\s+to|shall)\s+(?:(?:also|now|soon|be)\s+){0,2}$", re.I
)
_ONCE = Guarded(r"\b(?:if|once|unless|when|until|as\s+soon\s+as|provided|in\s+return|only)\b", re.I)
_NO_PROSPECT = re.compile(
    r"\b(?:no|little)\s+(?:prospects?|signs?|hopes?|chance|question|plans?|intention|talk|timetable|date)\b"
    r"[^.;]*$",
    re.I,
)
_TOOK_EFFECT = Guarded(
    r"(?:(?!\b(?:after|before|that|when|if|once)\b)[^.;]){0,90}?\b(?:took|came|went|has\s+(?:taken|come|gone))\s+"
    r"(?:into\s+)?(?:effect|force)\b",
    re.I,
)
_SINCE = Guarded(r"[^.;]{0,80}?\b(?:in\s+(?:place|force|effect))\s+since\b", re.I)
_LEADS_TO = re.compile(
    r"\b(?:could|may|might|would)\s+(?:lead\s+to|result\s+in|bring|trigger|prompt|attract|draw|incur)\s+"
    r"(?:[\w.%-]+\s+){0,5}$",
    re.I,
)
_STANDING = Guarded(r"\b(?:remaining|existing|current|long-?standing|\w+-old)\b", re.I)
_TAKEN_UP = Guarded(
    r"\b(?:resum\w+|restart\w*|reviv\w+|relaunch\w*|speed\w*\s+up|accelerat\w+|reopen\w*|pick\w*\s+up"
    r"|take\s+up|unfreeze|unblock)\b",
    re.I,
)
_NOT_OBJECT = ("on", "over", "for", "under", "in", "by", "with", "through")
_UNDONE = frozenset({"delay", "suspend", "reject"})
_DUTIES = frozenset({"import_tariff", "anti_dumping", "anti_subsidy", "safeguard", "export_tax"})
_REFUSED = re.compile(
    r"\b(?:propos\w+|plans?|planned|called\s+off|bills?|calls?|requests?|petition|motion|resolution|vot\w+|veto\w*|demands?"
    r"|idea|legislation|ruled\s+out|rules\s+out|threw\s+out|turned\s+down)\b",
    re.I,
)
_COUNTER_DUTIES = re.compile(
    r"(?:\s+\w+){0,3}?\s+(?:on|targeting|hitting|against|covering|worth|to)\s+[^.;]{0,50}?\b(?:goods|products|exports"
    r"|imports|billion|bn)\b",
    re.I,
)
_ON_EXPORTS = re.compile(r"(?:\s+and\s+\w+)?\s+on\s+(?:all\s+|the\s+)?exports?\s+of\b", re.I)
_OUTWARD = {"import_quota": "export_quota", "import_tariff": "export_tax"}
_LAW = Guarded(r"\binto\s+law\b|\b(?:bill|legislation|act)\b", re.I)
_DONE_BY = frozenset(
    {"after", "by", "since", "despite", "following", "announced", "for", "on", "in", ","}
)
_CONDITION = Guarded(r"\b(?:if|unless)\b(?!\s+(?:any|necessary|approved|anything)\b)", re.I)
_FEARED = Guarded(
    r"\b(?:fears?|feared|worr(?:y|ies|ied)|afraid|concern(?:s|ed)?|nervous)\b[^.;]{0,25}\bthat\b"
    r"|\b(?:ready|prepared)\s+to\b[^.;]{0,60}$",
    re.I,
)
_BACKED = ("approv", "back", "endors", "clear", "pass")
_IF = re.compile(r"[\s\"“]*(?:If|Unless)\b")
# Measures read in one sentence: a text that names more in 2,000 characters is no report.
_MOST = 20
_OPENING = frozenset({"none", "impose", "propose", "announce", "investigate", "raise"})


def find_measures(
    document: Document, meetings: Sequence[MeetingMention] = ()
) -> list[MeasureMention]:
    """Return the measures that an article reports, in order of their first mention."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        found = _in_sentence(document, sentence, drafts, meetings)
        for draft in found:
            merge(document, drafts, draft)
        if not found:
            turn(document, sentence, drafts)
    for draft in complete(document, drafts):
        drafts.remove(draft)
        merge(document, drafts, draft)
    drafts.sort(key=lambda d: d.spans[0])
    for draft in drafts:
        if draft.status in ("in_force", "amended") and is_ahead(document, draft.effective):
            draft.status = "announced"
    for draft in drafts:
        own = draft.of("implementer")
        draft.sides = [
            s
            for s in draft.sides
            if s.role != "target" or s.is_firm or s.name or s.identity not in own
        ]
    kept = [d for d in drafts if _is_whole(d)]
    return [make_mention(document, d, i) for i, d in enumerate(kept)]


def _is_whole(draft: Draft) -> bool:
    if draft.measure_type in AGREEMENTS:
        return len(draft.of("negotiating_party")) >= 2
    return any(
        s.role == "implementer" and (s.country or s.organisation_key) for s in draft.sides
    ) and bool(
        draft.of("target", "exempted")
        or draft.product
        or draft.rate[0] is not None
        or draft.rate[1]
        or (draft.action == "strike" and draft.measure_type == "import_tariff")
    )


def _talks_state(after: str, action: str, status: str, taken_up: bool) -> str:
    """'Talks on a pact were concluded', '… collapsed': what became of a negotiation."""
    if action != "negotiate" or taken_up:
        return status
    if re.match(
        r"[^.;]{0,70}?\b(?:were|was|been|are)\s+(?:concluded|completed|finali[sz]ed)\b", after
    ):
        return "concluded"
    if re.match(
        r"[^.;]{0,70}?\b(?:collapsed|broke\s+(?:down|off)|stalled|(?:were|was|been)\s+(?:suspended|paused|frozen|halted|broken\s+off"
        r"|called\s+off|put\s+on\s+(?:hold|ice)))\b",
        after,
    ):
        return "suspended"
    return status


def _in_sentence(
    document: Document,
    sentence: Sentence,
    earlier: list[Draft],
    meetings: Sequence[MeetingMention],
) -> list[Draft]:
    found: list[Draft] = []
    terms, naming = measure_terms(), naming_words()
    after = readings = 0
    if naming.isdisjoint(sentence.vocabulary):
        named = []
    else:
        named = [(i, word) for i, word in enumerate(sentence.lower) if word in naming]
    for i, word in named:
        if i < after:
            continue
        if readings >= _MOST:
            break
        match = ban_at(sentence, i) or crossing_at(sentence, i) or terms.match(sentence.lower, i)
        match = match or (charged_at(document, sentence, i) if word in charged_words() else None)
        known = [*earlier, *found]
        weak = None if match else vague_term(document, sentence, i, known)
        if not match and not weak:
            continue
        length, term = match or (1, weak or ("", "", ""))
        after, readings = i + length, readings + 1
        is_on = sentence.lower[after : after + 1] in (["on"], ["of"])
        if (
            term[0] == "ban"
            and not is_on
            and not kind_of_ban(document.text, sentence, sentence.tokens[after - 1].end)[0]
        ):
            like = bare_ban(document, sentence, known)
            term = (*like, term[2]) if like else term
        made = _read(document, sentence, i, after, term, meetings)
        if weak and made and not is_trade_deal(document, made, known):
            made = None
        if made:
            if found:
                share(document, made, found[-1])
            continue_from(document, made, known)
            if not (found and in_series(document, made, found[-1])):
                carry(document, made, known)
            found += each_other(document, made)
            found += twin_ban(document, sentence, made)
            found += adopted(document, made)
            found += continued(document, sentence, made)
    found += treaties_in(document, sentence)
    is_told = any(d.measure_type in ("export_control", "import_licensing") for d in found)
    return found if is_told else found + licences_in(document, sentence)


@cache
def naming_words() -> frozenset[str]:
    """Return the words at which a measure can be named; at all others there is nothing to look up."""
    bans = {b.split()[0] for b in ban_verbs()}
    words = {*measure_terms().lengths, *bans, *passive_heads(), *vague_words()}
    words |= word_set("closing_verbs") | word_set("opening_verbs")
    return frozenset(words | charged_words())


@cache
def naming_phrases() -> tuple[str, ...]:
    """Return the words and phrases without any of which an article tells no measure, for the gate.

    Words that name a measure only beside another one ('those on steel') open nothing.
    """
    treaties = (n for n, t in lexicon().terms.values.items() if t.key in word_set("treaties"))
    plain = {verb for verb, effect in ban_verbs().items() if effect != "threat"}
    plain |= crossing_phrases()
    told = {*plain, *threat_phrases(), *passive_heads(), *vague_words(), *PLAINLY_CHARGED}
    told -= OTHERS | word_set("investigations")
    return (*measure_terms().values, *sorted(told), *treaties)


def _read(
    document: Document,
    sentence: Sentence,
    first_token: int,
    last_token: int,
    term: tuple[str, str, str],
    meetings: Sequence[MeetingMention],
) -> Draft | None:
    kind, sanction, own_action = term
    first, last = chunk_of(sentence, first_token), chunk_of(sentence, last_token - 1)
    if first is None or last is None:
        return None
    text = document.text
    noun = sentence.tokens[first_token].start, sentence.tokens[last_token - 1].end
    clause = Clause(document, sentence, first, last)
    if (
        clause.word(first) == "sanctioned"
        and first
        and clause.chunks[first - 1].symbol in "dmfnogQA"
    ):
        return None  # 'a blockade of all sanctioned tankers'
    if clause.word(first - 1) == "to" and clause.word(first - 2) in word_set("intending_verbs"):
        leads = [clause.word(k) for k in range(max(0, first - 6), first)]
        if clause.word(first) == "levy" and ("that" in leads or "which" in leads):
            return None  # 'the tax that Britain intends to levy'
    if is_treaty(clause.reference(first)):
        return None  # what is done to a treaty known by name is read for itself
    # 'banned imports of' is a verb with its object: no noun group stands before it
    start = first if own_action not in ("", "passive") else clause.group_start()
    verb = clause.verb_left(start, kind)
    side = "left"
    if verb is None or (clause.action(verb) in ("propose",) and kind not in AGREEMENTS):
        right = clause.verb_right()
        if right is not None and verb is None:
            verb, side = right, "right"
    action = clause.action(verb) if verb is not None else "none"
    if verb is not None:
        action = refined(clause, verb, action, kind)
    if is_utility(clause, start, first) or any(
        clause.word(k) == "average" for k in range(max(0, min(start, first - 3)), first)
    ):
        return None
    if kind not in AGREEMENTS and is_in_title(sentence, first_token, last_token):
        return None
    if clause.word(last + 1) in word_set("measure_non_heads") or (
        clause.word(last + 1) == "and" and clause.word(last + 2).startswith("non-")
    ):
        return None
    if kind == "other" and _COUNTER_DUTIES.match(text, noun[1], sentence.end):
        kind = "import_tariff"  # countermeasures lie on goods as duties
    if kind in _OUTWARD and action != "face" and _ON_EXPORTS.match(text, noun[1], sentence.end):
        kind = _OUTWARD[kind]
    if kind == "ban":
        kind, sanction = kind_of_ban(text, sentence, noun[1])
        if not kind:
            return None
    if sentence.lower[last_token - 1] in word_set("investigations") and action in _OPENING:
        action = "investigate"
    if kind == "subsidy" and action == "investigate":
        kind = "anti_subsidy"
    if verb is not None and side == "left" and is_topic(clause, verb, kind):
        verb, action = None, "none"  # 'raised the ban with the minister': spoke of it
    is_told_of = verb is not None and clause.word(verb).startswith(("discuss", "debat"))
    if is_told_of and kind not in AGREEMENTS and clause.word(start) == "the":
        verb, action = None, "none"  # 'discussed the embargo on coal', which is there already
    if kind in AGREEMENTS and verb is not None and clause.word(verb).startswith("oppos"):
        action = "none"  # who opposes a deal does not end it
    is_case = sentence.lower[last_token - 1] in word_set("investigations")
    is_on = verb is not None and side == "left" and clause.word(start - 1) in _NOT_OBJECT
    if kind in AGREEMENTS and action in ("raise", "cut", "amend") and verb is not None:
        between = [clause.chunks[k].symbol for k in range(verb + 1, start)]
        if side == "left" and set(between) & set("wozibn"):
            verb, action = None, "none"  # 'strengthen ties with Peru on carrying out the pact'
    is_own = verb is not None and clause.action(verb) == action
    if kind in AGREEMENTS and action in ("lift", "expire", "suspend") and is_on and is_own:
        verb, action = None, "none"  # 'talks ended without a result on a new accord'
    is_content = kind in AGREEMENTS and action in ("cut", "lift", "raise", "exempt")
    if is_content and side == "right" and verb is not None and not clause.is_passive_verb(verb):
        verb, side, action = None, "left", "none"  # 'the agreement cuts tariffs'
    if own_action == "passive":
        verb, side, action = passive_at(sentence, first), "right", "impose"
    elif own_action:
        verb, side, action = first, "own", own_action
    lead = text[clause.chunks[start].start : noun[0]].lower()
    if is_no_measure(text, sentence, noun, kind, lead):
        return None
    mood = mood_of(document, sentence, clause, start, verb, side, noun)
    if kind not in AGREEMENTS and is_adjectival(clause, verb, side, start):
        action = "none"
    status = status_table().get((action, mood)) or status_table().get(("none", mood), "in_force")
    if is_case and status not in ("lifted", "suspended", "rejected", "expired"):
        status = "under_investigation"
    if kind in AGREEMENTS and action == "agree" and verb is not None and side == "left":
        is_aim = clause.word(verb).endswith("ing") and clause.word(verb - 1) not in _DONE_BY
        status = "under_negotiation" if is_aim else status  # 'securing a deal remains the goal'
    if kind not in AGREEMENTS:
        is_law = status == "signed" and _LAW.search(text, sentence.start, noun[0])
        status = "signed" if is_law else _UNILATERAL.get(status, status)
    refused = text[max(sentence.start, noun[0] - 70) : noun[0]]
    if action == "reject" and kind not in AGREEMENTS and not _REFUSED.search(refused):
        return None  # the one who 'rejected the sanctions' is not who imposes them
    told = told_state(text, sentence, noun)
    if kind in AGREEMENTS and action == "lift" and mood == "threatened":
        status = "threatened"
    elif kind in AGREEMENTS and status == "threatened":
        status = agreement_threat(text, sentence)
    if kind in AGREEMENTS and status in ("in_force", "under_negotiation"):
        if status == "in_force" and action == "none" and is_to_come(text, sentence, noun):
            status = "signed"  # 'the pact is due to enter into force in May'
        status = _talks_state(
            text[noun[1] : sentence.end],
            action,
            status,
            taken_up=_TAKEN_UP.search(text, sentence.start, noun[0]) is not None,
        )
    if kind in _DUTIES and status == "in_force" and verb is not None:
        status = "announced" if clause.word(verb).startswith(_BACKED) else status
    if action == "lift" and status == "lifted" and is_partial(text, sentence, noun):
        action, status = "amend", "amended"
    if kind == "import_quota" and (is_offered := offered(text, sentence, noun, clause, verb)):
        kind, status = "tariff_quota", "proposed" if is_offered == "offer" else status
    if action in ("lift", "cut", "suspend", "raise") and _NO_PROSPECT.search(refused):
        status, action = "in_force", "none"
    if action == "expire" and verb is not None and clause.word(verb).endswith("es"):
        status = "in_force"  # 'expires in May'
    if kind in AGREEMENTS and action in ("announce", "agree") and mood != "past":
        status = "under_negotiation"
    if kind in AGREEMENTS and action == "sign" and mood == "future":
        hoped = text[sentence.start : sentence.end].lower()
        if re.search(r"\b(?:hopes?|hoped|aims?|wants?|expects?|seeks?)\b", hoped):
            status = "under_negotiation"
    if kind == "import_tariff" and action == "lift" and mood == "future":
        status = "announced"  # 'will scrap tariffs on': a decided change whose effect lies ahead
    if kind not in AGREEMENTS and action == "lift" and mood == "future" and verb is not None:
        lead_in = text[max(sentence.start, clause.chunks[verb].start - 40) : noun[0]]
        status = "announced" if _DECIDED.search(lead_in) else status
    if status == "in_force" and action == "lift" and mood == "future" and verb is not None:
        will = text[max(sentence.start, clause.chunks[verb].start - 24) : clause.chunks[verb].start]
        is_sure = _WILL.search(will) and not _ONCE.search(text, sentence.start, sentence.end)
        status = "announced" if is_sure and kind not in AGREEMENTS else status
    if status == "announced" and mood == "future" and _IF.match(text, sentence.start):
        status = "threatened"  # 'if talks fail, Brussels will hit …'
    is_new = kind not in AGREEMENTS and action in ("impose", "raise", "none")
    if status == "announced" and is_new and mood in ("future", "conditional"):
        before = text[sentence.start : noun[0]]
        if _CONDITION.search(text, noun[1], sentence.end) or _FEARED.search(before):
            status = "threatened"
    is_sought = verb is not None and clause.word(verb).startswith(("push", "seek", "sought"))
    if kind in AGREEMENTS and status == "proposed" and is_sought:
        status = "under_negotiation"
    if (
        verb is not None
        and status in ("announced", "amended")
        and clause.word(verb).startswith(("maintain", "keep", "kept", "retain", "continu", "uph"))
    ):
        status = "in_force"  # 'will maintain its tariff of 19 %'
    if action == "impose" and status == "announced" and mood == "future" and verb is not None:
        vowed = text[max(sentence.start, clause.chunks[verb].start - 40) : noun[0]]
        status = "threatened" if _VOWED_BACK.search(vowed) else status
    after = text[noun[1] : sentence.end]
    if status == "announced" and action == "announce" and _TOOK_EFFECT.match(after):
        status = "in_force"  # 'the ban announced last week took effect'
    if status == "announced" and action == "impose" and _SINCE.match(after):
        status = "in_force"  # 'the decision to ban exports, in place since May'
    if kind not in AGREEMENTS and verb is None and _LEADS_TO.search(refused):
        status = "threatened"  # 'a law that could lead to duties on'
    if kind not in AGREEMENTS and status in ("in_force", "announced"):
        status = outcome(after) or status
    if told and kind not in AGREEMENTS:
        status, action = told, "remain" if told == "in_force" else action
    threat = re.search(r"\bthreat", text[max(sentence.start, noun[0] - 25) : noun[0]].lower())
    if told == "rejected":
        pass  # 'dropped its threat to put duties on'
    elif threat or "threatened" in lead:
        status = "threatened"
    elif action in _UNDONE and re.search(r"\b(?:proposed|planned)\b", lead):
        pass  # 'delayed a planned duty': the verb says what became of it
    elif action == "hasten" and status == "proposed":
        pass  # 'weighs whether to bring forward a planned ban'
    elif re.search(r"\blooming\b", lead):
        status = "threatened"
    elif _STANDING.search(lead) and status in ("proposed", "announced") and action != "lift":
        status = "in_force"  # 'the remaining restrictions'
    elif re.search(r"\b(?:suspended|paused)\b", lead):
        status = "suspended"
    elif re.search(r"\b(?:proposed|possible|potential)\b", lead):
        status = "proposed"
    elif re.search(r"\b(?:planned|impending|upcoming|forthcoming)\b", lead):
        status = "announced"
    elif is_on_hold(text, sentence, noun):
        status = "suspended"
    if mood == "negated" and action in ("impose", "raise", "threaten", "propose", "announce"):
        refusal = text[max(sentence.start, noun[0] - 80) : noun[0]].lower()
        if not re.search(
            r"\b(?:refus|rul(?:ed|es) out|reject|vote[ds]? (?:against|down))", refusal
        ):
            return None
        status = "rejected"
    draft = Draft(sentence, noun, kind, sanction, status, action, [], "")
    draft.group, draft.verb, draft.side = clause.chunks[start].start, verb, side
    draft.rule = f"{'agreement' if kind in AGREEMENTS else 'measure'}_{action}"
    draft.is_definite = any(
        clause.word(k) in word_set("definite")
        for k in range(start, first)
        if clause.chunks[k].symbol in "dQ"
    )
    draft.is_definite = draft.is_definite or clause.word(start - 1) == "that"
    draft.is_active = (
        verb is not None and side != "right" and action != "face" and has_subject(clause, verb)
    )
    if (
        kind not in AGREEMENTS
        and (side != "left" or verb is None)
        and is_called_for(text, sentence, noun)
    ):
        draft.status, draft.is_active = "proposed", True  # who calls for it does not impose it
    if kind in AGREEMENTS:
        if status == "in_force" and action in ("impose", "raise", "none"):
            draft.status = agreement_status(text, sentence, noun, clause, start)
        if status in ("in_force", "under_negotiation") and action in ("none", "agree"):
            draft.status = agreement_told(text, sentence, noun, lead) or draft.status
        agreement_parties(clause, start, verb, side, draft, meetings)
        draft.product = traded_in(document, draft)
    else:
        read_implementer(clause, start, verb, side, draft)
        read_targets(clause, start, verb, side, draft)
        add_market(clause, draft)
        read_council(clause, draft)
    if kind not in AGREEMENTS and is_adjectival(clause, verb, side, start):
        draft.sides = [s for s in draft.sides if s.span[0] >= clause.chunks[start].start]
    if kind not in _NO_RATE:
        is_charged = side == "own" and kind == "import_tariff"
        end = noun[1] if is_charged else sentence.end
        draft.rate = rates(text, clause.chunks[start].start, noun, end)
    level = draft.rate[3]
    is_multiple = verb is not None and clause.word(verb).startswith(
        ("halv", "doubl", "tripl", "quadrupl")
    )
    is_level = level and re.search(r"\bto\s+$", text[max(0, level[0] - 5) : level[0]])
    if is_multiple and level and level[1] <= noun[0] and not is_level:
        draft.rate = (None, None, draft.rate[0], None)  # 'halved its 15 percent tariff'
    if kind == "sanction" and side == "own" and not is_sanctioned(clause, draft):
        return None
    draft.is_additional = (
        True if re.search(r"\badditional\b|\bextra\b|\bfurther\b", lead) and draft.rate[0] else None
    )
    draft.is_retaliation = retaliation(text, sentence, noun, lead)
    draft.law = legal_basis(text, sentence, noun)
    draft.reason = stated_reason(text, sentence, noun) if kind not in AGREEMENTS else None
    draft.title = measure_name(text, sentence, noun, kind)
    if kind in _DUTIES:
        draft.specific = specific_rate(text, sentence, noun, clause.chunks[start].start)
    read_dates(document, sentence, draft, noun)
    if draft.status in ("amended", "in_force") and is_ahead(document, draft.effective):
        draft.status = "announced"
    draft.spans.append((sentence.start, sentence.end, draft.rule))
    return draft

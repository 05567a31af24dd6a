"""What the words around a measure tell of its state, and words that name no measure at all."""

from __future__ import annotations

import re

from communique.extract.document import Sentence
from communique.extract.measure_clause import AGREEMENTS, action_words
from communique.extract.measure_values import products
from communique.text.guarded import Guarded

_AT_A_RATE = re.compile(
    r"\bquotas?\b.*\bat\s+(?:an?\s+)?(?:[\d.]+\s?(?:%|pct|per\s?cent|percent)|zero|reduced|lower)\s+(?:\w+\s+)?$",
    re.I | re.S,
)
# 'negotiating an agreement that would cut tariffs': what the agreement would hold
_TERMS_OF = re.compile(
    r"\b(?:agreement|deal|pact|accord|treaty)\s+(?:that|which)\s+(?:would|could|might)\s+[^.;,]{0,50}$",
    re.I,
)
# 'Should Peru retaliate through duties on': one that may never be
_SHOULD = re.compile(r"[\s\"“]*(?:\(\w{1,3}\)\s*)?Should\s+(?!we\b|I\b)[^,;?]*$")
_JUDGED = Guarded(
    r"\b(?:wrong|unfair|a\s+mistake|foolish|unacceptable|unwise|absurd)\s+to\s+(?:\w+\s+){0,6}$",
    re.I,
)
_REPRIEVE = Guarded(r"\breprieve\s+(?:\w+\s+)?from\s+[^.;,]{0,40}$")
_RAN_OUT = Guarded(r"[^.;]{0,60}?\bran\s+out\b")
_ILLEGAL = Guarded(r"[^.;]{0,80}?\b(?:illegal|unlawful|invalid|unconstitutional)\b")
_IF_WE = Guarded(r"(?:^|[\s\"“])if\s+(?:i|we|you|they)\s[^,;]{0,30}$", re.I)
_INCOMES = Guarded(r"\b(?:incomes?|taxpayers?|wealth\w*|households?|millionaires|earn\w*)\b", re.I)
_OFFICE = re.compile(
    r"\s+of\s+(?!\d|up\b|about|between|as\b|around|nearly|more|roughly|some|over\b|at\b|less)", re.I
)
_ON_DUTY = Guarded(
    r"\b(?:perform\w*|carry\w*\s+out|discharg\w+|official|active|line\s+of|his|her|sworn|guard|military"
    r"|right\s+and)\s+(?:\w+\s+)?$",
    re.I,
)
_WITHOUT = Guarded(
    r"\b(?:without|lack(?:s|ed|ing)?|had\s+no|have\s+no|has\s+no)\s+(?:\w+\s+){0,2}$", re.I
)
_REFRAIN = Guarded(r"\brefrain(?:s|ed|ing)?\s+from\s+[^.;,]{0,50}$", re.I)
_DENIED = Guarded(
    r"\b(?:den(?:y|ies|ied|ying))\s+(?:(?:that\s+)?(?:it|he|she|they|there)\s+(?:had|has|have|was|were|is|are|would)\b"
    r"|\w+ing\b)[^.;,]{0,40}$",
    re.I,
)
_REMAINS = Guarded(
    r"[^.;]{0,90}?\b(?:(?:remain|stay|kept|keep)(?:s|ed)?\s+(?:\w+\s+)?in\s+(?:place|effect|force)"
    r"|(?:is|are|was|were)\s+(?:still\s+|already\s+|now\s+)?in\s+(?:place|effect|force))\b",
    re.I,
)
_AHEAD = re.compile(
    r"[^.;]{0,90}?\b(?:will|would|is\s+to|are\s+to|(?:due|set|expected|scheduled|slated)\s+to)\s+"
    r"(?:be\s+)?(?:take|come|go|enter|begin|start|kick|effective|apply)\b"
    r"(?:\s+(?:into|in|on|from|effect|force)\b)?",
    re.I,
)
# 'an increase in duties on wheat was announced', 'the removal of the tariff is under discussion'
_TURN_OF = Guarded(
    r"\b(?P<act>imposition|introduction|increase|rise|doubling|reduction|cut|removal|lifting|easing"
    r"|suspension)\s+(?:of|in)\s+(?:\S+\s+){0,4}$",
    re.I,
)
_FATE = Guarded(
    r"[^.;,]{0,60}?\b(?:is|are|was|were|been)\s+(?:still\s+|also\s+)?(?:(?P<told>announced|unveiled)"
    r"|being\s+(?:considered|discussed|weighed)|under\s+(?:discussion|consideration|review)"
    r"|(?:proposed|discussed)\b)",
    re.I,
)
_GIVEN_UP = Guarded(
    r"\b(?:(?:shelv|drop|dropp|scrapp|abandon|ditch|cancell|withdraw)(?:ed|ing|s)|drop|shelve|scrap|abandon|withdr[ae]w"
    r"|(?:gave|given|give|giving)\s+up|back(?:ed|ing|s)?\s+(?:down|away|off)\s+from)\s+(?:\w+\s+){0,2}"
    r"(?:plans?|proposals?|threats?|bills?|drafts?)\s+(?:to|for|of|(?:which|that)\s+would(?:\s+have)?)\s+[^.;,]{0,50}$",
    re.I,
)
_COURT_ENDED = Guarded(
    r"\b(?:court|judges?|tribunal|justices)\b[^.;]{0,40}?\b(?:block(?:ed|s)|struck\s+down|void(?:ed|s)|annul(?:led|s)"
    r"|quash(?:ed|es)|nullif\w+|invalidat\w+|overturn(?:ed|s)|threw\s+out|halted)\s+[^.;,]{0,40}$",
    re.I,
)
_RULED = re.compile(
    r"[^.;]{0,60}?\b(?:ruled|declared|found|held|judged)\s+(?:to\s+be\s+)?(?:illegal|unlawful|invalid)\b",
    re.I,
)
_CALL_FOR = Guarded(
    r"\b(?:calls?|appeals?|pleas?|demands?|campaign|petition)\s+for\s+(?:(?!by\b|from\b)\S+\s+){0,3}$",
    re.I,
)
_BECAME = re.compile(
    r"[^.;]{0,90}?,?\s(?:which|that|and\s+(?:it|they)|it|they)\s+(?:was|were|(?:has|have|had)\s+(?:since\s+|now\s+)?been)\s+"
    r"(?:(?:later|since|then|eventually|finally|subsequently|now|only)\s+)?(?P<fate>[a-z]+ed|cut|struck)\b",
    re.I,
)
_LEAVE = Guarded(
    r"\b(?:withdr\w+|pull\w*|quit\w*|leav\w+|scrap\w*|tear\w*|terminat\w+|end|ends|ending|abandon\w*|exit\w*"
    r"|out\s+of|rip\w*|cancel\w*|suspend\w*|renounc\w+|ditch\w*|walk\w*|block\w*|veto\w*|freez\w+|halt\w*)\b",
    re.I,
)
_TO_COME = re.compile(
    r"[^.;]{0,90}?\b(?:will|is\s+to|are\s+to|(?:due|set|expected|scheduled)\s+to)\s+(?:take|come|enter|go)\s+"
    r"(?:into\s+)?(?:effect|force)\b"
)
_PROTEST = Guarded(
    r"\b(?:protest\w*|demonstrat\w+|rall(?:y|ied)|march\w*|campaign\w*)\s+against\s+(?:any|an?|the)?\s*(?:\w+\s+){0,2}"
    r"(?:increase|rise|cut|reduction|plan)\s+(?:in|of|for)\s+[^.;,]{0,30}$",
    re.I,
)
_PARTLY = re.compile(r"\b(?:part(?:ly|ially)|in\s+part|(?:parts?|some|half)\s+of)\b[^.;,]*$", re.I)
_PARTLY_AFTER = re.compile(
    r"[^.;,]*?\b(?:(?:was|were|been|be)\s+part(?:ly|ially)\b|(?:lifted|dropped|removed|scrapped|ended)\s+"
    r"(?:only\s+)?(?:in\s+part|part(?:ly|ially))\b)",
    re.I,
)
_HELD_OFF = Guarded(r"\b(?:hold(?:ing|s)?|held)\s+off\s+(?:on\s+)?[^.;,]{0,40}$", re.I)
_AVERTED = Guarded(
    r"\b(?:avert(?:s|ed|ing)?|(?:stav|head|fend|ward)(?:e|es|ed|s|ing)?\s+off|forestall(?:s|ed|ing)?)\s+"
    r"(?:\S+\s+){0,5}$",
    re.I,
)
_SIGNED_ORDER = Guarded(
    r"\b(?:(?:sign|issu)(?:ed|es|s|ing)|put(?:s|ting)?\s+(?:his|her|its|their)\s+(?:names?|signatures?)\s+to)\b[^.;]{0,40}\b(?:order|proclamation|decree|directive|memorandum)s?\b",
    re.I,
)


_POTENTIAL = Guarded(
    r"\b(?:potential|possible|prospective|eventual)\s+(?:imposition|introduction|levying)\s+of\s+(?:\S+\s+){0,3}$",
    re.I,
)
# "Have reinforced their sanctions several times in recent years": they stand.
_SO_OFTEN = re.compile(
    r"[^.;,]{0,25}\b(?:(?:several|many|two|three|four|five)\s+times|repeatedly|time\s+and\s+again"
    r"|over\s+the\s+years|in\s+recent\s+years)\b"
)
_HAS_DONE = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?\w+(?:ed|en)\s+(?:\w+\s+){0,3}$")
_PROLONGED = Guarded(
    r"\b(?:(?:extend|prolong|renew)(?:s|ed|ing)?|roll(?:s|ed|ing)?\s+over)\s+(?:(?:the|its|their|his|all|existing|current)\s+)?"
    r"(?:[\w-]+\s+)?$",
    re.I,
)
_TO_OTHERS = re.compile(r"[^.;,]{0,40}?\s+to\s+[A-Za-z]")
_INQUIRY = re.compile(
    r"\b(?:investigations?|probes?|inquir(?:y|ies)|enquir(?:y|ies)|reviews?)\b", re.I
)
_EXISTS = re.compile(
    r"\s+(?:which|that)\s+(?:already\s+|currently\s+)?(?:exists?|applies|(?:is|are)\s+(?:already\s+)?in\s+(?:place|force))\b"
)
_WOULD_TAKE = re.compile(
    r"[^.;,]{0,80}?\b(?:could|would|might|may)\s+(?:\w+\s+){0,2}take\b[^.;,]{0,40}\bto\s+(?:negotiate|conclude|agree)\b"
)


def agreement_told(text: str, sentence: Sentence, noun: tuple[int, int], lead: str) -> str:
    """Return in_force for 'the pact that already exists', proposed for one that 'could take years'."""
    if re.search(r"\bexisting\b", lead) or _EXISTS.match(text, noun[1], sentence.end):
        return "in_force"
    return "proposed" if _WOULD_TAKE.match(text, noun[1], sentence.end) else ""


def told_state(text: str, sentence: Sentence, noun: tuple[int, int]) -> str:
    """Return in_force for 'remain in place', announced for 'will take effect' and a signed order; else ''."""
    after = text[noun[1] : sentence.end]
    if _REMAINS.match(after):
        return "in_force"
    turned = _TURN_OF.search(text, sentence.start, noun[0])
    fate = _FATE.match(after) if turned else None
    if turned and fate:
        if fate["told"]:
            return "announced"
        is_new = turned["act"].lower() in (
            "imposition",
            "introduction",
            "increase",
            "doubling",
            "rise",
        )
        return "proposed" if is_new else "in_force"
    if _REPRIEVE.search(text, sentence.start, noun[0]):
        return "delayed"
    if _RAN_OUT.match(after):
        return "expired"
    if _COURT_ENDED.search(text, sentence.start, noun[0]) or _RULED.match(after):
        return "struck_down"
    if _HELD_OFF.search(text, sentence.start, noun[0]):
        return "delayed"
    if _GIVEN_UP.search(text, sentence.start, noun[0]):
        return "rejected"
    if _AVERTED.search(text, sentence.start, noun[0]):
        return "threatened"
    ahead = _AHEAD.match(after)
    if ahead and not re.search(
        r"\b(?:before|ahead\s+of|following|after|that|because|as)\b|\bwhich\s+\w+\s+said", ahead[0]
    ):
        return "announced"
    before = text[sentence.start : noun[0]]
    if _POTENTIAL.search(before):
        return "threatened"
    if _SO_OFTEN.match(after) and _HAS_DONE.search(before):
        return "in_force"
    is_case = _INQUIRY.search(text, noun[0], min(noun[1] + 16, sentence.end))
    if _PROLONGED.search(before) and not is_case and not _TO_OTHERS.match(after):
        return "in_force"  # what is prolonged is there
    signed = _SIGNED_ORDER.search(before)
    if signed and re.search(
        r"\b(?:to\s+)?(?:impos|increas|rais|doubl|set|levy|adjust|modif|lower|cut|reduc|limit|restrict|ban|prohibit|curb|halt"
        r"|suspend|forbid|bar|cap)\w*\b|^\s+(?:on\s+)?(?:\w+day\s+)?for\s",
        before[signed.end() :] + text[slice(*noun)],
    ):
        return "announced"
    if _ILLEGAL.match(after) and re.search(r"\b(?:court|judges?|appeals)\b", before, re.I):
        return "struck_down"
    return ""


def outcome(after: str) -> str:
    """Return what became of a measure in ', which was lifted in 2020', '' where nothing is told."""
    match = _BECAME.match(after)
    if match is None or match["fate"].lower() not in action_words():
        return ""
    action = action_words()[match["fate"].lower()]
    return {
        "lift": "lifted",
        "suspend": "suspended",
        "strike": "struck_down",
        "cut": "amended",
    }.get(action, "amended" if action == "raise" else "expired" if action == "expire" else "")


def agreement_threat(text: str, sentence: Sentence) -> str:
    """Tell a threat to leave a pact from one against somebody who broke it, which leaves it in force."""
    is_leaving = _LEAVE.search(text, sentence.start, sentence.end)
    return "threatened" if is_leaving else "in_force"


def is_to_come(text: str, sentence: Sentence, noun: tuple[int, int]) -> bool:
    """Tell 'will enter into force', 'is due to take effect' after a pact, which thus has been signed."""
    return _TO_COME.match(text, noun[1], sentence.end) is not None


def is_called_for(text: str, sentence: Sentence, noun: tuple[int, int]) -> bool:
    """Tell 'renewed his call for sanctions on', 'demands for quotas on', which no verb of acting governs."""
    return _CALL_FOR.search(text, max(sentence.start, noun[0] - 60), noun[0]) is not None


def is_partial(text: str, sentence: Sentence, noun: tuple[int, int]) -> bool:
    """Tell 'partly lifted the ban', 'dropped part of its duties': the rest of them stays."""
    before = text[max(sentence.start, noun[0] - 60) : noun[0]]
    after = text[noun[1] : min(sentence.end, noun[1] + 60)]
    return bool(_PARTLY.search(before) or _PARTLY_AFTER.match(after))


def is_no_measure(
    text: str, sentence: Sentence, noun: tuple[int, int], kind: str, lead: str
) -> bool:
    """Tell a word that names no measure of trade here: a boycott of a meeting, 'if I do tariffs'."""
    word = text[slice(*noun)].lower()
    after = text[noun[1] : sentence.end]
    before = text[sentence.start : noun[0]]
    if word == "boycott" and "conomic" not in lead and "trade" not in lead:
        head = re.match(r"\s+(?:of|on|against)\s+[^.;,]{0,50}", after)
        return head is None or products(text, noun[1], noun[1] + head.end()) is None
    if kind == "import_tariff" and _AT_A_RATE.search(before):
        return True  # 'a quota of 5,000 tonnes at 10 pct duty' is one measure
    if kind == "import_tariff" and re.match(r"[\s-]+free\b", after) and word in ("duty", "tariff"):
        return True
    if word.endswith(("deals", "agreements", "pacts")) and not re.match(
        r"[^.;]{0,40}\b(?:with|between)\b", after
    ):
        return True  # 'the two trade deals', 'a network of free trade agreements'
    if kind not in AGREEMENTS and _PROTEST.search(before):
        return True
    if kind not in AGREEMENTS and _TERMS_OF.search(before):
        return True
    if kind not in AGREEMENTS and _SHOULD.match(before):
        return True
    if kind in AGREEMENTS and _WITHOUT.search(before):
        return True
    if kind not in AGREEMENTS and _REFRAIN.search(before):
        return True
    if word in ("duty", "duties") and (_OFFICE.match(after) or _ON_DUTY.search(before)):
        return True
    if word in ("surcharge", "surtax", "levy", "tax", "penalty") and _INCOMES.search(before):
        return True
    if _JUDGED.search(before) or (kind not in AGREEMENTS and _DENIED.search(before)):
        return True
    return _IF_WE.search(before) is not None

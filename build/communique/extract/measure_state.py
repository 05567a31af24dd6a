"""The state that a verb in its mood leaves a measure in."""

from __future__ import annotations

import re

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import Clause, action_words, mood_finder, mood_phrases
from communique.extract.measure_values import products
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

_BILL = Guarded(r"\bBill\s+(?=[A-Z])")
_DAY = re.compile(
    r"\s+(?:(?:late|early)\s+)?(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:earlier\s+)?(?:last|this)\s+(?:week|month|year)|yesterday|today|in\s+principle|unanimously)\s+",
    re.I,
)
_PROGRESSIVE = re.compile(r"\b(?:is|are|was|were)\s+(?:now\s+|also\s+)?$")
_BAN_BY = re.compile(
    r"\s+(?:(?:\w+ed|put|placed|laid)\s+)?by\s+(?:the\s+)?[^,.;]{2,60}?(?=\s+(?:on|of)\s+(?!\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
    r"|,?\s+(?:that|which)\s+[^,.;]{2,30}?\s+(?:imposed|introduced|placed|put)(?=\s+on\b)"
)
_WOULD = re.compile(r"[^.;,]{0,60}?\b(?:would|could|might|may)\b")
_UNTIL = re.compile(
    r"\b(?:until|unless|if|once|provided(?:\s+that)?|as\s+long\s+as)\s+(?:the\s+)?[^,.;]{2,40}$",
    re.I,
)
_IF_IT = Guarded(r"[\s\"“]*(?:But\s+|And\s+)?(?:If|Unless|Once|When)\b[^,;]*$", re.I)
_NEGOTIATED = re.compile(
    r"[^.;,]{0,40}?\b(?:under\s+(?:negotiation|discussion)|(?:being|still)\s+negotiated)\b", re.I
)
_AND_PUT = re.compile(r"\b(?:to|will|would)\s+[a-z]+(?<!ed)\s[^,;.]{0,60}\band\s+$")
_FAR_OFF = re.compile(
    r"[^.;,]{0,60}?\b(?:(?:is|was|are|were|seems|looks)\s+(?:now\s+|very\s+)?(?:close|near|imminent)\b|priority|goal|(?:years?|months?|weeks?)\s+(?:away|off)|unlikely|within\s+reach"
    r"|in\s+sight|elusive|on\s+track)\b",
    re.I,
)
_TERMS_FOR = re.compile(
    r"\b(?:conditions?|demand\w*|exchange|return|timetable|roadmap|case|calls?|talks|deal|criteria)\b"
    r"[^.;]{0,30}\b(?:for|of|on|to)\s+(?:\w+\s+)?$",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:call(?:ed|s|ing)?\s+on|urg(?:ed|es|ing)|ask(?:ed|s|ing)|press(?:ed|es|ing)|want(?:s|ed)|demand(?:ed|s))"
    r"\s+[^.;]{0,40}?\bto\b",
    re.I,
)
_MAY = Guarded(r"(?<=[a-z,] )May\b")
_MEANS = ("by", "on")
_CHAMBER = re.compile(
    r"\b(?:parliament|senate|congress|lawmakers|legislators|legislature|assembly"
    r"|bundestag|duma|knesset|deputies|MPs|senators)\b",
    re.I,
)
_HELD = Guarded(r"[^.;]{0,60}\bon\s+(?:hold|ice)\b")
_ON_HOLD = Guarded(r"\b(?:put|puts|putting|placed)\s+on\s+(?:hold|ice)\s+[^.;,]{0,50}$", re.I)
_PAYERS = Guarded(r"[^.;]{0,30}\b(?:customers|consumers|households|subscribers)\b")
_TO_A_LEVEL = re.compile(r"[^.;,]{0,60}?\bto\s+\d+(?:\.\d+)?\s*(?:%|per\s?cent|pct|from)", re.I)


def is_in_title(sentence: Sentence, first: int, last: int) -> bool:
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


def refined(clause: Clause, verb: int, action: str, kind: str = "") -> str:
    """'Struck down' is no deal struck; 'concluded' or 'paused talks' say more than talks."""
    if kind == "trade_agreement" and clause.word(verb).startswith("approv"):
        words = clause.document.text[clause.sentence.start : clause.sentence.end]
        return "ratify" if _CHAMBER.search(words) else action
    if kind != "trade_agreement" and clause.word(verb).startswith("agree"):
        # "Senators agreed on a new package of sanctions": a bill of theirs, and no act of the state
        words = clause.document.text[clause.sentence.start : clause.chunks[verb].start]
        if _CHAMBER.search(words):
            return "propose"
    if clause.phrase(verb) in action_words():
        return action
    if action == "negotiate" and kind not in ("trade_agreement", "trade_truce"):
        return "propose"  # 'is discussing sanctions'
    if clause.word(verb) in ("implementation", "enforcement"):
        return "none"  # 'full implementation of the sanctions' leaves them as they are
    if action == "lift" and clause.word(verb).startswith("drop"):
        after = clause.document.text[clause.chunks[verb].end : clause.sentence.end]
        return "cut" if re.match(r"\s+(?:to|from|by)\s+\d", after) else action
    if action == "lift" and clause.word(verb).startswith("lift"):
        after = clause.document.text[clause.chunks[clause.last].end : clause.sentence.end]
        return "raise" if _TO_A_LEVEL.match(after) else action
    if action != "negotiate":
        return action
    for k in range(verb - 1, max(-1, verb - 4), -1):
        word = clause.word(k)
        if word in ("concluded", "completed", "finished", "wrapped", "finalised", "finalized"):
            return "conclude"
        if action_words().get(word) == "suspend" or word in (
            "walked",
            "quit",
            "halted",
            "broke",
            "broken",
            "breaking",
        ):
            return "suspend"
        if clause.reference(k) is not None:
            break
    return action


def is_adjectival(clause: Clause, verb: int | None, side: str, start: int) -> bool:
    """'benefit from reduced tariffs': a participle inside a noun group has no subject of its own."""
    if verb is None or side != "left":
        return False
    word = clause.word(verb)
    if not word.endswith("ed") and word != "lower":
        return False
    before = clause.chunks[verb - 1].symbol if verb else ""
    after = clause.chunks[clause.last + 1].symbol if clause.last + 1 < len(clause.chunks) else ""
    if word == "lower" and after == "x":
        return True  # 'that lower duties would help'
    if verb == start - 1 and before == "&" and word != "lower":
        return _only_will(clause, verb) and clause.chunks[start].symbol not in "dQ"
    if before == "t" and word != "lower":
        return True  # 'objections to increased quotas'
    if clause.word(verb - 1) == "since" and verb > 1 and clause.chunks[verb - 2].symbol == "x":
        return False  # 'has since imposed'
    return before != "" and before in "fnwyrdQgoz"


def _only_will(clause: Clause, verb: int) -> bool:
    """'Will benefit from a quota and reduced levies': no finite verb in the past can follow 'will'."""
    words = clause.document.text[clause.sentence.start : clause.chunks[verb].start].lower()
    return re.search(r"\b(?:will|would|to)\b", words) is not None


def is_topic(clause: Clause, verb: int, kind: str) -> bool:
    """'Raised the ban with the minister', 'raised the sanctions': spoke of them, and made them no higher."""
    if not clause.word(verb).startswith("rais") or clause.is_passive_verb(verb):
        return False
    after = clause.document.text[clause.chunks[clause.last].end : clause.sentence.end]
    if re.match(r"[^.;,]{0,40}?\bwith\s+(?:\w+\s+)?[A-Z]", after):
        return True
    return kind in ("import_ban", "export_ban", "ban", "sanction", "export_control")


def is_on_hold(text: str, sentence: Sentence, noun: tuple[int, int]) -> bool:
    """'The duties are on hold', 'put on hold its duties'."""
    if _HELD.match(text[noun[1] : sentence.end]):
        return True
    return _ON_HOLD.search(text[sentence.start : noun[0]]) is not None


def is_utility(clause: Clause, start: int, first: int) -> bool:
    """An electricity tariff is a price, not a measure of trade."""
    words = {clause.word(k) for k in range(max(0, start - 1), first)}
    after = clause.document.text[clause.chunks[clause.last].end : clause.sentence.end][:60].lower()
    return bool(words & word_set("utilities")) or _PAYERS.match(after) is not None


def kind_of_ban(text: str, sentence: Sentence, end: int) -> tuple[str, str]:
    """Return type and kind of sanction of a bare 'ban' by what it is on; '' when it is no trade measure."""
    after = text[end : min(sentence.end, end + 110)].lower()
    by = _BAN_BY.match(after)
    after = (after[by.end() :] if by else after)[:70]
    if not re.match(r"\s+(?:on|of)\b", after):
        return "", ""
    head = re.split(r"[.;:]|\b(?:after|because|which|that|while|until)\b", after)[0]
    for pattern, kind in (
        (r"^\s+\w+\s+(?:the\s+)?(?:arms|weapons)\b", ("sanction", "arms")),
        (
            r"\bexport(?:s|ing|ation)?\b|\b(?:shipments?|sales?|transfers?|suppl(?:y|ies)|deliver(?:y|ies))(?:\s+of\s+[^,]{1,40})?\s+to\b",
            ("export_ban", ""),
        ),
        (r"\bimport(?:s|ing|ation)?\b|\bpurchases?\b", ("import_ban", "")),
        (
            r"^\s+\w+\s+(?:all\s+)?(?:shipments|deliveries)\s+of\s+(?!.*\bfrom\b)",
            ("export_ban", ""),
        ),
        (r"\b(?:arms|weapons)\b", ("sanction", "arms")),
        (r"\b(?:travel|visas?)\b", ("sanction", "travel")),
        (
            r"^\s+\w+\s+(?:all\s+|any\s+|new\s+|foreign\s+)*investments?\b",
            ("sanction", "financial"),
        ),
    ):
        if re.search(pattern, head):
            return kind
    reach = end + (by.end() if by else 0) + len(head)
    is_product = products(text, end, min(sentence.end, reach))
    return ("import_ban", "") if is_product else ("", "")


def agreement_status(
    text: str, sentence: Sentence, noun: tuple[int, int], clause: Clause, start: int
) -> str:
    """Return under_negotiation where the words before an agreement say so, else in_force."""
    around = text[max(sentence.start, noun[0] - 60) : noun[0]].lower()
    if _NEGOTIATED.match(text, noun[1], sentence.end):
        return "under_negotiation"
    if re.match(r"[^.;,]{0,60}?\b(?:could|would|might|may)\b", text[noun[1] : sentence.end]):
        return "proposed"
    if re.match(r"\s*(?:\([^)]{1,12}\)\s*)?(?:negotiations|talks)\b", text[noun[1] : sentence.end]):
        return "under_negotiation"
    if _FAR_OFF.match(text[noun[1] : sentence.end]):
        return "under_negotiation"
    if re.search(
        r"\b(?:would like|merits? of|case for|benefits? of|wants?|eager for"
        r"|keen on|wish for|calls? for)\s+(?:[\w-]+\s+){0,2}$",
        around,
    ):
        return "proposed"
    if re.search(
        r"\b(?:talks|negotiat\w+|discuss\w*|address\w*|towards?|working on|hopes? (?:for|of)|seek\w*|close to"
        r"|prospects? (?:of|for)|progress on|offers? (?:on|for)|finali[sz]\w+|nearing|closer to"
        r"|brink of|verge of|outlines? of|terms of|work on|pursuit of|pushe?s?d? for|securing"
        r"|(?:result|outcome|breakthrough|deadlock)\s+(?:on|over|in)|doubts?\s+(?:over|about)|uncertainty\s+(?:over|about)|(?:obstacles?|hurdles?|barriers?)\s+to"
        r"|(?:stumbling|sticking)\s+(?:block|point)s?\s+(?:to|in|for)|(?:to|way|time)\s+(?:finish|complete|clinch|wrap)"
        r"|(?:much|long)-(?:delayed|postponed|awaited)|stalled|elusive)\b",
        around,
    ):
        return "under_negotiation"
    if re.search(r"\b(?:propos\w+|idea of|suggest\w+|possible|potential|future)\b", around):
        return "proposed"
    return "in_force"


def mood_of(
    document: Document,
    sentence: Sentence,
    clause: Clause,
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
        lead = clause.chunks[verb - 1].symbol if verb else ""
        is_means = clause.word(verb).endswith("ing") and clause.word(verb - 1) in _MEANS
        is_means = is_means or clause.word(verb - 2) in _MEANS
        reach = 18 if is_means else 14 if lead == "t" else 8
        while k > 0 and verb - k < reach and clause.chunks[k - 1].symbol not in ";:S":
            before = clause.chunks[k - 1].symbol
            if clause.word(k - 1) in word_set("clause_breaks"):
                break
            if (before == "," and verb - k > 1 and reach < 14) or (before == "&" and k == verb):
                break
            k -= 1
        edge = clause.chunks[verb].start
        window = text[clause.chunks[k].start : edge]
        if side == "right":
            window = text[noun[1] : edge]
        elif (
            verb
            and (
                clause.chunks[verb - 1].symbol == "&"
                or (lead == "t" and verb > 1 and clause.chunks[verb - 2].symbol == "&")
            )
            and (_is_base(clause.word(verb)) or _AND_PUT.search(text[sentence.start : edge]))
        ):
            # 'will suspend its agreement and impose an embargo': both verbs hang on one 'will'
            before_it = text[sentence.start : edge]
            if lead == "t":  # 'is to cut duties and to open quotas'
                before_it = text[sentence.start : clause.chunks[verb - 2].start]
            if _ASKED.search(before_it):
                return "request"  # 'called on Japan to remove curbs and ease'
            helpers = list(
                re.finditer(r"\b(?:will|would|could|may|might|should|must|to)\b", before_it)
            )
            window = before_it[max(0, helpers[-1].start() - 30) :] if helpers else window
    window = _MAY.sub(" ", window)
    window = _BILL.sub("", _DAY.sub(" ", window.replace("’", "'"))).lower()
    if verb is not None and side == "left" and not window.strip():
        window = text[
            max(sentence.start, clause.chunks[verb].start - 30) : clause.chunks[verb].start
        ].lower()
    if verb is not None and side == "right" and _IF_IT.match(text[sentence.start : noun[0]]):
        return "conditional"  # 'if the second phase of the pact is concluded'
    if (
        verb is not None
        and side == "left"
        and clause.action(verb) in ("lift", "cut", "suspend")
        and clause.word(verb + 1) == "of"
        and not window.strip(" the")
        and _WOULD.match(text[noun[1] : sentence.end])
    ):
        return "conditional"  # 'the removal of the tariffs would help'
    if (
        verb is not None
        and side == "left"
        and clause.action(verb) in ("lift", "cut", "suspend", "delay")
        and _UNTIL.search(text[sentence.start : clause.chunks[verb].start])
    ):
        return "conditional"  # 'until Beijing lifts sanctions'
    if (
        verb is not None
        and clause.word(verb).endswith("ing")
        and clause.word(verb - 1) in ("for", "of", "on", "to")
        and clause.action(verb) in ("lift", "cut", "suspend")
        and _TERMS_FOR.search(text[sentence.start : clause.chunks[verb].start])
    ):
        return "conditional"  # 'a condition for lifting the embargo'
    if (
        verb is not None
        and 2 <= verb <= 5
        and clause.chunks[verb - 1].symbol == "t"
        and clause.chunks[verb - 2].symbol == "G"
        and text[sentence.end - 1] not in ".?!"
    ):
        return "future"  # the headline 'EU to hit US goods with duties'
    if _PROGRESSIVE.search(window) and verb is not None and clause.word(verb).endswith("ing"):
        return "past"  # 'announced it was scrapping its boycott'
    is_plain = verb is not None and side != "right" and not _is_negated(clause, verb)
    phrases = mood_phrases()
    for number in mood_finder().among(window):
        phrase, pattern, mood = phrases[number]
        if pattern.search(window):
            if is_plain and phrase in ("not", "never"):
                continue  # 'goods not covered by the pact will be charged'
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


def _is_negated(clause: Clause, verb: int) -> bool:
    """Tell whether a negation stands among the auxiliaries of a verb, or where there are none near it."""
    k = verb - 1
    while k >= 0 and clause.chunks[k].symbol in "xvt":
        k -= 1
    return k == verb - 1 or k < 0 or clause.chunks[k].symbol == "!"


def _is_base(word: str) -> bool:
    """Tell 'impose' and 'ban' from forms that can stand without an auxiliary."""
    return not word.endswith(("ed", "ing", "s")) and word not in word_set("bare_past")


def _is_reported_future(text: str, sentence: Sentence, window: str) -> bool:
    """'Said it would impose' is a plan told in the past tense; with 'if' or 'threatened' it is none."""
    words = text[sentence.start : sentence.end].lower()
    return (
        re.search(r"\bwould\b", window) is not None
        and re.search(r"\b(?:said|announced|decided|confirmed|declared|agreed)\b", words)
        is not None
        and re.search(r"\b(?:if|unless|threat\w*|warn\w*|could|might)\b", words) is None
    )

"""Meetings: constructions over chunk symbols give parties, status, date, place and occasion; the
mentions of one meeting in the article are then merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

import msgspec

from communique.core.edtf import bounds
from communique.core.model import Evidence, MeetingMention, Party
from communique.extract.confidence import confidence
from communique.extract.dates import DateMention, find_dates
from communique.extract.document import (
    Document,
    Entity,
    Item,
    Reference,
    Sentence,
    is_official,
)
from communique.extract.names import register
from communique.extract.parties import country_of, party, resolve
from communique.extract.patterns import constructions
from communique.lexicon.lexicon import Term
from communique.lexicon.tables import rows, word_set

_PHONE = re.compile(r"\b(?:phone|phoned|telephoned?|telephone|call|rang)\b", re.I)
_VIDEO = re.compile(r"\b(?:video|virtual(?:ly)?|online|teleconference|videoconference)\b", re.I)
_SIDELINES = re.compile(r"\b(?:sidelines?|margins?|fringes?)\b", re.I)
_OCCASION = re.compile(
    r"\b(?:sidelines?|margins?|fringes?|at|during|for|attending|of)\s+(?:of\s+)?"
    r"(?:(?:the|a|an|this\s+\w+['’]s|last\s+\w+['’]s|annual|informal|global|regional)\s+)*"
    r"(?P<name>(?:\d+(?:st|nd|rd|th)\s+)?(?:session\s+of\s+the\s+)?"
    r"(?:[A-Z][\w.&’'-]*\s+|(?:of|on|the|and|for|nuclear|security|climate|economic|global|leaders['’]?)\s+)*"
    r"(?:[Ss]ummit|General\s+Assembly|Forum|[Cc]onference|Dialogue|Congress|Council|G7|G8|G20|APEC|UNGA))"
    r"(?:\s+[Ss]ummit)?"
)
_SEPARATE = re.compile(r"\bseparate(?:ly)?\b|\bone-on-one\b|\bindividually\b", re.I)
_TOGETHER = re.compile(r"\b(?:together|jointly|trilateral|three-way|joint|four-way)\b", re.I)
_VISIT = re.compile(r"\b(?:visit(?:s|ed|ing)?|trip|tour|arrived)\b", re.I)
_ROUND = re.compile(r"\b(?:negotiat\w+|round|trade talks|peace talks)\b", re.I)
_BOUNDARY = re.compile(
    r"\b(?:after|before|when|while|since|but|ahead of|following|on the eve of)\b|;", re.I
)
_MOTION = re.compile(
    r"\b(?:travel|visit|trip|fl[ye]w?|go|head|arriv|return|come|came)\w*\b[^,;]*$", re.I
)
_TALKS = (
    "talks",
    "negotiations",
    "discussions",
    "consultations",
    "meeting",
    "meetings",
    "summit",
    "call",
    "conversation",
    "encounter",
    "phone-call",
    "bilaterals",
)
_CONTENT_VERBS = ("discuss", "consult", "negotiat")
_TALKED_OF = re.compile(
    r"\b(?:preparations?|prepar\w+|plans?|support|agenda|(?:co-)?hosts?|discuss\w*|about|upcoming"
    r"|forthcoming|ahead|before|after|since|outcomes?|results?|success)\s*(?:for|of|to)?\s*"
    r"(?:the|an?)?\s*(?:\w+\s+){0,2}$",
    re.I,
)
_PAST_AIM = re.compile(
    r"\b(?:arrived|flew|travell?ed|visited|came|went|returned"
    r"|(?:was|were)\s+(?:pleased|delighted|honou?red|happy|glad|able)"
    r"|had\s+the\s+(?:opportunity|pleasure|privilege|chance|honou?r))\b"
)
_TOLD = ("told", "assured", "informed", "asked", "urged", "briefed", "thanked", "warned")
_PRESENT_START = re.compile(r"\b(?:begins?|opens?|starts?|resumes?)\b")
_HERE = re.compile(r"\bhere\b")
_NUMBER = {"two": 2, "both": 2, "three": 3, "four": 4}
_STATE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "foreign_minister",
        "national_security_adviser",
    }
)
_PLACE_PREPOSITIONS = ("in", "at")


@dataclass(slots=True)
class Draft:
    """A meeting while its mentions are gathered."""

    sentence: Sentence
    trigger: Item
    rule: str
    parties: list[Party]
    status: str
    medium: str = "unknown"
    setting: str = "unknown"
    date: DateMention | None = None
    place: tuple[str, str | None, int, int] | None = None
    occasion: tuple[str, int, int] | None = None
    is_definite: bool = False
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def countries(self) -> set[str]:
        """The countries and bodies present."""
        return {k for p in self.parties if (k := identity(p))}


def identity(p: Party) -> str | None:
    """Return what a party stands for at the table: a country, else a body."""
    return p.country or p.organisation or p.organisation_key


@cache
def _words() -> dict[str, str]:
    return {r["word"]: r["symbol"] for r in rows("meeting_words")}


@cache
def _status_phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (r["side"], re.compile(rf"(?<![\w'-]){re.escape(r['phrase'])}(?![\w-])"), r["status"])
        for r in rows("meeting_status")
    )


def pattern_chunks(document: Document, sentence: Sentence, dates: list[DateMention]) -> list[Item]:
    """Return a sentence's chunks with dates folded (`D`), places told from parties (`L`), and triggers."""
    text, chunks = document.text, sentence.chunks
    words = _words()
    made: list[Item] = []
    spans = [(d.start, d.end) for d in dates]
    for k, chunk in enumerate(chunks):
        span = next((s for s in spans if s[0] <= chunk.start < s[1]), None)
        if span:
            if not made or made[-1].symbol != "D" or made[-1].end < span[0]:
                made.append(Item("D", span[0], max(span[1], chunk.end), chunk.first, chunk.last))
            continue
        symbol = chunk.symbol
        reference = chunk.value if isinstance(chunk.value, Reference) else None
        before = chunks[k - 1] if k else None
        if reference is not None and reference.kind == "country" and before is not None:
            place_like = text[before.start : before.end].lower() in _PLACE_PREPOSITIONS
            motion = before.symbol in "tn" and not (
                k >= 2
                and text[chunks[k - 2].start : chunks[k - 2].end].lower() in ("spoke", "talked")
            )
            in_list = before.symbol == "," and made and len(made) > 1 and made[-2].symbol == "L"
            in_list = in_list or (bool(made) and made[-1].symbol == "L")  # "in Tokyo Japan"
            if (place_like or motion or in_list) and not reference.noun_kind:
                symbol = "L"
        elif reference is not None and _is_compound(document, chunks, k, words):
            symbol = "_"
        elif reference is not None and before is not None and before.symbol in "xt":
            # "will co-chair": the noun for an office is a verb after an auxiliary
            found = words.get(text[chunk.start : chunk.end].lower(), "")
            if found in ("J", "H"):
                made.append(Item(found, chunk.start, chunk.end, chunk.first, chunk.last))
                continue
        elif symbol in "K":
            symbol = "L"
        elif symbol == "Q" and text[chunk.start : chunk.end].lower() == "their":
            theirs = Reference("pronoun", chunk.start, chunk.end, words="they", is_plural=True)
            made.append(Item(symbol, chunk.start, chunk.end, chunk.first, chunk.last, theirs))
            continue
        elif symbol in "_p" and text[chunk.start : chunk.end] == "I" and document.home:
            author = _author(document, chunk)
            if author is not None:
                made.append(Item("G", chunk.start, chunk.end, chunk.first, chunk.last, author))
                continue
        elif symbol in "_x":
            word = text[chunk.start : chunk.end].lower()
            found = words.get(word, "")
            if word == "sat" and text[chunk.end : chunk.end + 5] != " down":
                found = ""
            if found and symbol == "_":
                symbol = found
            if word == "meeting":
                is_verb = (
                    before is None
                    or before.symbol == "x"
                    or (before.symbol == "v" and k >= 2 and chunks[k - 2].symbol == "x")
                )
                symbol = "M" if is_verb else "Z"
            elif word == "call" and before is not None and before.symbol in "xtvG":
                is_visit = text[chunk.end : chunk.end + 4] == " on "
                symbol = "W" if is_visit else "_"
            elif word == "visits" and k + 1 < len(chunks) and chunks[k + 1].symbol in "GLKC":
                symbol = "I"
        made.append(Item(symbol, chunk.start, chunk.end, chunk.first, chunk.last, chunk.value))
    return made


def _is_compound(document: Document, chunks: list[Item], k: int, words: dict[str, str]) -> bool:
    """'A leader call': a noun for people that only qualifies the word for a meeting after it."""
    reference = chunks[k].reference
    if (
        reference is None
        or reference.kind != "unnamed"
        or reference.countries
        or k + 1 >= len(chunks)
    ):
        return False
    following = document.text[chunks[k + 1].start : chunks[k + 1].end].lower()
    return words.get(following) == "Z" and chunks[k + 1].symbol == "_" and not reference.is_plural


def _author(document: Document, chunk: Item) -> Reference | None:
    """ "I met today with …" in a minister's release: its author, else the country for which it speaks."""
    if not is_official(document.article):
        return None
    reference = Reference("country", chunk.start, chunk.end, chunk.start, chunk.end, words="I")
    reference.countries = (document.home,) if document.home else ()
    byline = (document.article.byline or "").strip()
    term = document.lexicon.terms.values.get(byline)
    if term is not None and term.kind == "person":
        words = tuple(byline.split())
        reference.kind = "person"
        reference.entity = Entity(byline, words, -1, term.key, country=document.home)
    return reference


def find_meetings(document: Document) -> list[MeetingMention]:
    """Return the meetings that an article reports, in order of their first mention."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        drafts_here = _in_sentence(document, sentence, drafts)
        for draft in drafts_here:
            _add(document, drafts, draft)
    kept = [d for d in drafts if d.status != "none" and _is_international(d)]
    return [_mention(document, d, i) for i, d in enumerate(kept)]


def _in_sentence(document: Document, sentence: Sentence, earlier: list[Draft]) -> list[Draft]:
    words = _words()
    if not any(w in words for w in sentence.lower):
        return []
    dates = find_dates(
        document.text, sentence.start, sentence.end, document.base, document.base_kind
    )
    chunks = pattern_chunks(document, sentence, dates)
    symbols = "".join(c.symbol for c in chunks)
    found: list[Draft] = []
    taken: set[int] = set()
    for construction in constructions("meetings"):
        for match in construction.pattern.finditer(symbols):
            trigger = match.start("t")
            if trigger in taken or document.is_quoted(chunks[trigger].start):
                continue
            made = _read(
                document, sentence, chunks, match, construction.mode, construction.name, earlier
            )
            if made:
                taken.add(trigger)
                found += made
    found.sort(key=lambda d: d.trigger.start)
    return found


def _references(
    document: Document, chunks: list[Item], match: re.Match[str], group: str
) -> list[Reference]:
    if group not in match.re.groupindex or match[group] is None:
        return []
    return [
        _owned(document, chunks, k)
        for k in range(match.start(group), match.end(group))
        if isinstance(chunks[k].value, Reference)
    ]


def _owned(document: Document, chunks: list[Item], k: int) -> Reference:
    """'Moon's special envoys': people named by their office stand for the country of whose they are."""
    reference = chunks[k].value
    if not isinstance(reference, Reference):
        raise TypeError("a chunk without its reference")
    if reference.kind != "unnamed" or reference.countries or reference.organisation or k < 2:
        return reference
    owner = chunks[k - 2].reference if chunks[k - 1].symbol == "s" else None
    resolved = resolve(document, owner) if owner is not None else None
    country = None
    if resolved is not None and resolved.entity is not None:
        country = country_of(document, resolved.entity)
    elif resolved is not None and resolved.countries:
        country = resolved.countries[0]
    return replace(reference, countries=(country,), possessor="") if country else reference


def _read(
    document: Document,
    sentence: Sentence,
    chunks: list[Item],
    match: re.Match[str],
    mode: str,
    rule: str,
    earlier: list[Draft],
) -> list[Draft]:
    """Turn one match into meetings: whom it joins, and whether one or several."""
    trigger = chunks[match.start("t")]
    left = _parties(document, _references(document, chunks, match, "a"), earlier)
    right = _parties(document, _references(document, chunks, match, "b"), earlier)
    if mode in ("with", "with_named"):
        if mode == "with_named" and not all(p.name for p in right):
            return []
        mode = "with"
        left = _sentence_subject(document, sentence, chunks, match.start("t"), earlier, right)
        if not left and len(right) > 1 and chunks[0].symbol in "ziaov" and "&" not in match["b"]:
            # "After talks with X, Y said": the last of the list is the subject of the sentence
            left, right = right[-1:], right[:-1]
    if mode == "call":
        mode = "pair"
        if not all(p.name for p in left + right):
            return []
    if mode == "told_at":
        mode = "pair"
        verb = chunks[match.start("v")]
        if document.text[verb.start : verb.end].lower() not in _TOLD:
            return []
        if not all(p.name for p in left + right):
            return []
    if mode == "visit":
        mode = "called_on"
        if not right or not all(p.name or p.office for p in right):
            return []
    if mode == "visit_invited":
        mode = "called_on"
        if not _VISIT.match(document.text, trigger.start):
            return []
    if mode in ("after_talks", "their_talks"):
        mode = "set" if mode == "after_talks" else "set_reference"
        if document.text[trigger.start : trigger.end].lower() not in _TALKS:
            return []
    if mode == "participle":
        mode = "set"
    if mode == "set_reference":
        first = _references(document, chunks, match, "a")
        if not first or first[0].kind not in ("set", "pronoun"):
            return []
    if mode == "passive":
        left, right = right, left
        mode = "host"
    if mode in ("host", "called_on"):
        roles = ("host", "visitor") if mode == "host" else ("visitor", "host")
        if mode == "host" and not any(p.name or p.office for p in right):
            return []
        left = [_with_role(p, roles[0]) for p in left]
        right = [_with_role(p, roles[1]) for p in right]
    if mode not in ("set", "set_reference") and (not left or not right):
        return []
    groups = _split(document, sentence, left, right, mode)
    status = _status(document, sentence, chunks, match)
    if rule == "agree_after_talks" and status in ("scheduled", "proposed"):
        status = "held"  # "agreed to restore ties after talks": the ties lie ahead, not the talks
    spans = (match.start(), match.end())
    drafts = []
    for members in groups:
        parties = _distinct(members)
        if len(parties) < 2:
            continue
        draft = Draft(sentence, trigger, rule, parties, status)
        draft.is_definite = _is_definite(document, chunks, match.start("t"))
        if status == "scheduled" and _is_another(document, chunks, match.start("t")):
            draft.is_definite = False
        if rule in ("talks_between", "talks_of"):
            draft.parties += _mediator(document, chunks, match.start("t"), parties, earlier)
        matched = chunks[spans[0]].start, chunks[spans[1] - 1].end
        draft.spans.append((*_shown(document.text, sentence, trigger, matched), rule))
        _circumstances(document, sentence, chunks, match.start("t"), draft)
        _carry_over(document, sentence, draft)
        drafts.append(draft)
    return drafts


def _mediator(
    document: Document, chunks: list[Item], trigger: int, parties: list[Party], earlier: list[Draft]
) -> list[Party]:
    """'Oman hosted talks between A and B': the subject of a verb of mediation is present too."""
    for k in range(trigger - 1, max(0, trigger - 7), -1):
        word = document.text[chunks[k].start : chunks[k].end].lower()
        if word not in word_set("mediation"):
            continue
        owner = chunks[k - 1].reference
        if owner is None:
            return []
        role = "host" if word.startswith("host") else "mediator"
        found = [_with_role(p, role) for p in _expand(document, owner, earlier)]
        return [p for p in found if identity(p) not in {identity(q) for q in parties}]
    return []


def _with_role(p: Party, role: str) -> Party:
    return Party(
        **{f: getattr(p, f) for f in p.__struct_fields__ if f not in ("role", "is_host")},
        role=role,
        is_host=role == "host",
    )


def _parties(document: Document, references: list[Reference], earlier: list[Draft]) -> list[Party]:
    found: list[Party] = []
    for reference in references:
        found += _expand(document, reference, earlier)
    return found


def _expand(document: Document, reference: Reference, earlier: list[Draft]) -> list[Party]:
    if reference.kind == "set" or (reference.kind == "pronoun" and reference.is_plural):
        return resolve_set(document, reference, earlier)
    if reference.noun_kind in ("media", "document"):
        return []
    resolved = resolve(document, reference)
    if resolved is None or resolved.words == "it":
        return []
    if resolved.entity is None and _is_firm(document, resolved):
        return []
    if resolved.noun_kind == "body" and not resolved.countries and not resolved.organisation_key:
        return []  # "the group", "a committee": no party that can be told from another
    made = party(document, resolved)
    if resolved is not reference:
        made = Party(
            **{f: getattr(made, f) for f in made.__struct_fields__ if f != "evidence"},
            evidence=(Evidence(reference.start, reference.end),),
        )
    if (
        not made.name
        and not made.country
        and resolved.is_definite
        and resolved.office_type in _STATE
    ):
        # "the President" of an official outlet, or of a report from its capital, is its own
        made = msgspec.structs.replace(made, country=document.home)
    if not made.name and not made.country and not made.organisation:
        return []
    return [made]


def _is_firm(document: Document, reference: Reference) -> bool:
    """The people of a firm or a newspaper do not stand for its country."""
    kind = document.lexicon.organisation_types.get(reference.organisation_key or "", "")
    return kind in ("firm", "media")


def resolve_set(document: Document, reference: Reference, earlier: list[Draft]) -> list[Party]:
    """'The two leaders', 'both sides', 'they': the parties of the meeting or pair named last."""
    words = reference.words.lower().split()
    count = next((_NUMBER[w] for w in words if w in _NUMBER), 0)
    sentence = document.sentence_at(reference.start)
    is_people = reference.office is not None or reference.kind == "pronoun"
    wanted = count or 2
    named = _last_names(document, sentence, reference.start, is_people, wanted)
    if named:
        return named
    for draft in sorted(earlier, key=lambda d: -max(s[0] for s in d.spans)):
        if sentence.index - document.sentence_at(max(s[0] for s in draft.spans)).index > 6:
            break
        people = [p for p in draft.parties if p.name]
        pool = people if is_people and people else draft.parties
        if not count or len({identity(p) for p in pool}) == count or len(pool) == count:
            return [
                Party(
                    **{f: getattr(p, f) for f in p.__struct_fields__ if f != "evidence"},
                    evidence=(Evidence(reference.start, reference.end),),
                )
                for p in pool
            ]
    return []


def _last_names(
    document: Document, sentence: Sentence, position: int, is_people: bool, wanted: int
) -> list[Party]:
    """Return the parties named in the sentence itself or the one before, if just as many as asked."""
    for index in (sentence.index, sentence.index - 1):
        if index < 0:
            continue
        found: dict[str, Party] = {}
        for reference in document.sentences[index].references:
            if reference.end > position:
                continue
            if is_people and reference.entity is not None:
                found.setdefault(reference.entity.name, party(document, reference))
            elif not is_people and reference.kind == "country" and reference.countries:
                code = reference.countries[0]
                found.setdefault(
                    code, Party(country=code, evidence=(Evidence(reference.start, reference.end),))
                )
        if len(found) == wanted and len({identity(p) for p in found.values()}) == wanted:
            return [
                Party(
                    **{f: getattr(p, f) for f in p.__struct_fields__ if f != "evidence"},
                    evidence=p.evidence,
                )
                for p in found.values()
            ]
    return []


def _sentence_subject(
    document: Document,
    sentence: Sentence,
    chunks: list[Item],
    trigger: int,
    earlier: list[Draft],
    right: list[Party],
) -> list[Party]:
    """Return who holds 'talks with X': the possessor, else the subject of the clause."""
    text = document.text
    for k in range(trigger - 1, max(-1, trigger - 6), -1):
        if chunks[k].symbol == "Q" and text[chunks[k].start : chunks[k].end].lower() in (
            "his",
            "her",
        ):
            pronoun = Reference(
                "pronoun",
                chunks[k].start,
                chunks[k].end,
                words={"his": "he", "her": "she"}[text[chunks[k].start : chunks[k].end].lower()],
            )
            resolved = resolve(document, pronoun)
            if resolved is not None and resolved.entity is not None:
                names = {p.name for p in right}
                if resolved.entity.name not in names:
                    return [party(document, resolved)]
            return []
        owner = chunks[k - 1].reference if chunks[k].symbol == "s" and k else None
        if owner is not None:
            return _expand(document, owner, earlier)
    names = {p.name for p in right if p.name}
    candidates = []
    for k in range(trigger):
        value = chunks[k].value
        if chunks[k].symbol == "G" and isinstance(value, Reference) and not value.is_possessive:
            before = chunks[k - 1].symbol if k else ""
            owns = k + 2 < len(chunks) and chunks[k + 1].symbol == "s" and k + 2 < trigger
            if owns and chunks[k + 2].reference is not None:
                continue  # "Moon's envoys … met": the envoys did, not Moon
            if before not in "fiaonwrgzbty" or not before:
                candidates.append((k, _owned(document, chunks, k)))
    if not candidates:
        if chunks[0].symbol == "L" and isinstance(chunks[0].value, Reference):
            return []
        # "After talks with X, Y said": the subject follows
        for k in range(trigger + 1, len(chunks) - 1):
            value = chunks[k].value
            if (
                chunks[k].symbol == "G"
                and chunks[k - 1].symbol == ","
                and isinstance(value, Reference)
                and value.kind in ("person", "pronoun")
            ):
                return [p for p in _expand(document, value, earlier) if p.name not in names]
        return []
    controlled = _controlled(chunks, trigger)
    if controlled is not None:
        return [p for p in _expand(document, controlled, earlier) if p.name not in names]
    people = [c for c in candidates if c[1].kind in ("person", "pronoun", "unnamed")]
    chosen = people[0] if people else candidates[0]
    group = [chosen[1]]
    k = chosen[0]
    while (
        k + 2 < trigger
        and chunks[k + 1].symbol == "&"
        and isinstance(chunks[k + 2].value, Reference)
    ):
        k += 2
        group.append(chunks[k].value)  # type: ignore[arg-type]
    found = _parties(document, group, earlier)
    at = chosen[0]
    if not found and at + 3 < trigger and chunks[at + 2].symbol == "y":
        # "A delegation led by Gros is in Tokyo for talks": it is of the country of him who leads it
        leader = chunks[at + 3].reference
        found = _expand(document, leader, earlier) if leader is not None else []
    return [p for p in found if p.name is None or p.name not in names]


def _controlled(chunks: list[Item], trigger: int) -> Reference | None:
    """'Trump named Rubio to carry on talks with Brazil': Rubio carries them on, not Trump."""
    for k in range(trigger - 1, max(1, trigger - 6), -1):
        if chunks[k].symbol == "t" and chunks[k - 1].reference is not None and k >= 3:
            verb, subject = chunks[k - 2], chunks[k - 3]
            if verb.symbol == "_" and subject.reference is not None:
                return chunks[k - 1].reference
    return None


def _split(
    document: Document, sentence: Sentence, left: list[Party], right: list[Party], mode: str
) -> list[list[Party]]:
    """Decide how many meetings 'A met B, C and D' are: one per country of the counterparts, unless the
    text says separately (one each) or together (one)."""
    if mode in ("set", "set_reference"):
        return [left]
    words = document.text[sentence.start : sentence.end]
    if len(right) < 2:
        return [left + right]
    if _SEPARATE.search(words):
        return [[*left, one] for one in right]
    if _TOGETHER.search(words):
        return [left + right]
    by_country: dict[str, list[Party]] = {}
    for i, one in enumerate(right):
        by_country.setdefault(identity(one) or f"?{i}", []).append(one)
    return [left + members for members in by_country.values()]


def _distinct(parties: Iterable[Party]) -> list[Party]:
    """Drop repeats, and a bare country that a named party stands for as well."""
    kept: list[Party] = []
    for one in parties:
        if one.name and any(k.name == one.name for k in kept):
            continue
        if not one.name and any(
            identity(k) == identity(one)
            and (one.office == k.office or (k.name and not one.office and not one.organisation))
            for k in kept
        ):
            continue
        kept.append(one)
    return kept


def _is_definite(document: Document, chunks: list[Item], trigger: int) -> bool:
    for k in range(trigger - 1, max(-1, trigger - 4), -1):
        if chunks[k].symbol in "Qs":
            return True
        if chunks[k].symbol == "d":
            return document.text[chunks[k].start : chunks[k].end].lower() in (
                "the",
                "their",
                "this",
            )
    return chunks[trigger].symbol == "Z" and trigger > 0 and chunks[trigger - 1].symbol in "G"


def _is_another(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'Their third summit', still to come, is none of those held."""
    lead = document.text[chunks[max(0, trigger - 3)].start : chunks[trigger].start].lower()
    return re.search(r"\b(?:next|another|second|third|fourth|fifth)\b", lead) is not None


def _status(
    document: Document, sentence: Sentence, chunks: list[Item], match: re.Match[str]
) -> str:
    text = document.text
    trigger = match.start("t")
    left_edge = trigger
    while left_edge > 0 and trigger - left_edge < 11 and chunks[left_edge - 1].symbol not in ";:S":
        if chunks[left_edge - 1].symbol == "," and trigger - left_edge > 2:
            break
        left_edge -= 1
    right_edge = trigger + 1
    while (
        right_edge < len(chunks)
        and right_edge - trigger < 12
        and chunks[right_edge].symbol not in ";:S"
    ):
        right_edge += 1
    left = text[chunks[left_edge].start : chunks[trigger].end].replace("’", "'").lower()
    right = text[chunks[trigger].end : chunks[right_edge - 1].end].replace("’", "'").lower()
    infinitive = trigger > 0 and chunks[trigger - 1].symbol == "t" and chunks[trigger].symbol == "M"
    is_noun = chunks[trigger].symbol == "Z"
    open_ended = re.search(r"\b(?:would|could|might|will|ready|willing)\b", left) is not None
    # what the sentence says of "the planned meeting" outranks the adjective
    for wanted in ("right", "left"):
        for side, pattern, status in _status_phrases():
            if side != wanted or not pattern.search(left if side == "left" else right):
                continue
            if side == "right" and not (open_ended if status == "conditional" else is_noun):
                continue
            return status
    if infinitive:
        past = _PAST_AIM.search(left)
        return "held" if past else "scheduled"
    return "held"


def _clause(text: str, sentence: Sentence, at: Item) -> tuple[int, int]:
    """Return the span of the clause around a trigger: 'after', 'before', 'while' … open another one.

    A boundary word that a comma follows before the trigger belongs to an aside ('On Monday, after
    months of delay, they met') and cuts nothing.
    """
    low, high = sentence.start, sentence.end
    for match in _BOUNDARY.finditer(text, sentence.start, at.start):
        if ";" in match[0] or "," not in text[match.end() : at.start]:
            low = match.end()
    after = _BOUNDARY.search(text, at.end, sentence.end)
    if after:
        high = after.start()
    return low, high


def _shown(
    text: str, sentence: Sentence, trigger: Item, matched: tuple[int, int]
) -> tuple[int, int]:
    """Return the span that shows a meeting: its clause, and whatever of the match lies outside."""
    low, high = _clause(text, sentence, trigger)
    start, end = min(low, matched[0]), max(high, matched[1])
    while start < end and not text[start].isalnum() and text[start] not in '“"‘@':
        start += 1
    while end > start and text[end - 1] in " ,;:–—-":
        end -= 1
    return start, end


def _circumstances(
    document: Document, sentence: Sentence, chunks: list[Item], trigger: int, draft: Draft
) -> None:
    """Fill date, place, occasion, medium and setting from the clause around a trigger."""
    text = document.text
    low, high = _clause(text, sentence, chunks[trigger])
    words = text[low:high]
    is_future = draft.status in ("scheduled", "proposed", "conditional", "postponed")
    dates = find_dates(text, low, high, document.base, document.base_kind, is_future)
    draft.date = _nearest_date(document, sentence, dates, chunks, trigger)
    if draft.date and draft.date.edtf and draft.status == "held" and document.base:
        first = bounds(draft.date.edtf)[0]
        if first and first > document.base and draft.date.unit != "year":
            draft.status = "scheduled"
    if (
        draft.status == "ongoing"
        and (chunks[trigger].symbol == "M" or _PRESENT_START.search(text, low, chunks[trigger].end))
        and any(
            d.unit in ("day", "week") and text[d.start : d.end].lower() not in ("today", "tonight")
            for d in dates
        )
    ):
        draft.status = "scheduled"
        dates = find_dates(text, low, high, document.base, document.base_kind, True)
        draft.date = _nearest_date(document, sentence, dates, chunks, trigger)
    if draft.status == "ongoing" and draft.date and draft.date.edtf and document.base:
        last = bounds(draft.date.edtf)[1]
        if last and last > document.base:
            draft.status = "scheduled"
    inside = [c for c in chunks if low <= c.start < high]
    draft.place = _place(document, sentence, inside, inside.index(chunks[trigger]))
    occasion = _occasion(document, low, high, inside)
    draft.occasion = occasion
    near = text[chunks[max(0, trigger - 4)].start : chunks[min(len(chunks) - 1, trigger + 5)].end]
    if _VIDEO.search(near):
        draft.medium = "video"
    elif _PHONE.search(near) and (
        chunks[trigger].symbol == "Z" or not re.search(r"\bcall(?:ed|s)? (?:on|for)\b", near)
    ):
        draft.medium = "phone"
    elif (
        chunks[trigger].symbol in "MHIW"
        or draft.place
        or "meeting" in near.lower()
        or (chunks[trigger].symbol == "Z" and draft.status == "held")
    ):
        draft.medium = "in_person"
    if _SIDELINES.search(words):
        draft.setting = "sidelines"
    elif (occasion and "ummit" in occasion[0]) or re.search(r"\bsummit\b", near):
        draft.setting = "summit"
    elif re.search(r"\bstate visit\b", words):
        draft.setting = "state_visit"
    elif occasion and draft.rule != "two_hold_talks" and len(draft.countries) == 2:
        draft.setting = "sidelines"
    elif _VISIT.search(words):
        draft.setting = "working_visit"
    elif _ROUND.search(near) or (draft.status == "ongoing" and "talks" in near):
        draft.setting = "negotiation_round"
    elif re.search(r"\bdelegations?\b", words):
        draft.setting = "delegation_talks"
    elif draft.date is not None and draft.date.edtf:
        draft.setting = "standalone"


def _carry_over(document: Document, sentence: Sentence, draft: Draft) -> None:
    """Take date and place from the sentence before when it tells of the same people's same doings.

    'Obama joined Park and Abe on Thursday. Meeting in Washington, the three …': the day is Thursday's.
    'She flew to Tripoli. There she was received by …': the place is where the journey led.
    """
    if sentence.index == 0 or draft.status not in ("held", "ongoing"):
        return
    before = document.sentences[sentence.index - 1]
    names = {p.name for p in draft.parties if p.name}
    shared = {r.entity.name for r in before.references if r.entity and r.entity.name in names}
    if draft.date is None and len(shared) > 1:
        days = [
            d
            for d in find_dates(
                document.text, before.start, before.end, document.base, document.base_kind
            )
            if d.unit == "day"
        ]
        draft.date = days[0] if len(days) == 1 else None
    if draft.place is None and shared:
        draft.place = _destination(document, before)


def _destination(document: Document, sentence: Sentence) -> tuple[str, str | None, int, int] | None:
    """Return where a sentence's verb of motion leads, when it names one place only."""
    text = document.text
    found = []
    for k, chunk in enumerate(sentence.chunks):
        value = chunk.term or chunk.reference
        if k == 0 or value is None or chunk.symbol not in "GKL":
            continue
        lead = text[max(sentence.start, chunk.start - 30) : chunk.start]
        if not re.search(
            r"\b(?:arrived? in|(?:fl[ye]w?|travell?(?:ed|s)?|went|came) to)\s+(?:the\s+)?$", lead
        ):
            continue
        if isinstance(value, Reference):
            if value.kind != "country":
                continue
            start, end = value.name_start or chunk.start, value.name_end or chunk.end
            found.append(
                (text[start:end], value.countries[0] if value.countries else None, start, end)
            )
        else:
            found.append((text[chunk.start : chunk.end], value.country, chunk.start, chunk.end))
    return found[0] if len(found) == 1 else None


def _nearest_date(
    document: Document,
    sentence: Sentence,
    dates: list[DateMention],
    chunks: list[Item],
    trigger: int,
) -> DateMention | None:
    """Return the date that dates the meeting: the nearest in its clause that is no duration or deadline."""
    at = chunks[trigger].start
    usable = []
    for found in dates:
        lead = document.text[max(sentence.start, found.start - 9) : found.start].lower()
        is_range = bool(found.edtf) and "/" in str(found.edtf)
        if not is_range and re.search(
            r"\b(?:since|until|till|by|than|for|from)\s+(?:the\s+)?$", lead
        ):
            continue
        between = document.text[min(found.end, at) : max(found.start, at)]
        if found.start > at and re.search(r"\b(?:who|which|signed|elected|born)\b", between):
            continue
        penalty = (15 if found.start > at else 40) * between.count(",") + 120 * len(
            re.findall(r"\b(?:said|who|which|that|after|before)\b", between)
        )
        if re.search(
            r"\b(?:after|before|following|since)\s+(?:\w+\s+){0,3}$",
            document.text[max(sentence.start, found.start - 40) : found.start].lower(),
        ):
            penalty += 100
        if found.end < at and re.search(r"\band\b", between):
            penalty += 120
        if document.text[found.end : found.end + 2].replace("’", "'") == "'s":
            penalty += 0 if at - found.end < 25 else 150
        usable.append((abs(found.start - at) + penalty, found))
    if not usable:
        return None
    best = min(usable, key=lambda u: u[0])
    return best[1] if best[0] < 260 else None


def _arrives(text: str, sentence: Sentence, chunks: list[Item], k: int, j: int) -> bool:
    """Tell 'flew to Busan' from 'an upcoming trip to Korea' and 'the trip to the Caribbean nation'."""
    lead = text[max(sentence.start, chunks[j].start - 40) : chunks[j].start]
    ahead = re.search(r"\b(?:upcoming|forthcoming|planned|preparations?)\b", lead)
    qualifies = k + 1 < len(chunks) and chunks[k + 1].symbol == "_"
    return _MOTION.search(lead) is not None and ahead is None and not qualifies


def _place(
    document: Document, sentence: Sentence, chunks: list[Item], trigger: int
) -> tuple[str, str | None, int, int] | None:
    """Return the place 'in' or 'at' which the meeting was: name, country, span."""
    text = document.text
    options = []
    for k, chunk in enumerate(chunks):
        if chunk.symbol != "L" or k == 0:
            continue
        j = k - 1
        while j > 0 and chunks[j].symbol in "dm":
            j -= 1
        lead = text[chunks[j].start : chunks[j].end].lower()
        arrives = lead == "to" and _arrives(text, sentence, chunks, k, j)
        if lead not in ("in", "at", "here") and not arrives:
            continue
        value = chunk.value
        start, end = chunk.start, chunk.end
        country = None
        if isinstance(value, Term):
            country = value.country
        elif isinstance(value, Reference):
            start, end = value.name_start or start, value.name_end or end
            country = value.countries[0] if value.countries else None
        if not arrives and k > trigger and _is_of_content(document, chunks, trigger, j):
            continue
        distance = abs(k - trigger) + (0 if k > trigger else 3) + (8 if arrives else 0)
        options.append((distance, (text[start:end], country, start, end)))
    if options:
        return min(options, key=lambda o: (o[0], o[1][2]))[1]
    here = _HERE.search(text, sentence.start, sentence.end)
    if here and document.article.dateline_place:
        found = document.lexicon.terms.values.get(document.article.dateline_place)
        return (
            document.article.dateline_place,
            found.country if found else None,
            here.start(),
            here.end(),
        )
    return None


def _is_of_content(document: Document, chunks: list[Item], trigger: int, j: int) -> bool:
    """'They discussed the situation in Gaza', 'met to deepen security in the Pacific': no place of theirs."""
    text = document.text
    if chunks[j - 1].symbol in "GLZM,&" or j - 1 <= trigger:
        return False
    if any(c.symbol in "ZE" for c in chunks[trigger + 1 : j]):
        return (
            False  # "discussed trade at a meeting on the sidelines of the summit in Kuala Lumpur"
        )
    if text[chunks[trigger].start : chunks[trigger].end].lower().startswith(_CONTENT_VERBS):
        return True
    for k in range(trigger + 1, j):
        word = text[chunks[k].start : chunks[k].end].lower()
        if chunks[k].symbol == "t" and k + 1 < j and chunks[k + 1].symbol in "_VJ":
            return True
        if word in ("about", "regarding", "concerning") and chunks[trigger].symbol in "MV":
            return True
    return False


def _occasion(
    document: Document, low: int, high: int, chunks: list[Item]
) -> tuple[str, int, int] | None:
    text = document.text
    for match in _OCCASION.finditer(text, low, high):
        lead = text[max(low, match.start() - 25) : match.start()]
        if match["name"][0] not in "sc" and not _TALKED_OF.search(lead):
            return match["name"], match.start("name"), match.end("name")
    for k, chunk in enumerate(chunks):
        lead = text[max(low, chunk.start - 40) : chunk.start]
        if chunk.symbol == "E" and k and not _TALKED_OF.search(lead):
            return document.text[chunk.start : chunk.end], chunk.start, chunk.end
    return None


def _is_international(draft: Draft) -> bool:
    return len(draft.countries) >= 2


def _matches(a: Party, b: Party) -> bool:
    if a.name and b.name:
        return a.name == b.name
    return identity(a) is not None and identity(a) == identity(b)


def _compatible(document: Document, draft: Draft, other: Draft) -> int:
    """Score how well two mentions can be of one meeting; 0 when they cannot."""
    small, large = sorted((draft.parties, other.parties), key=len)
    hits = sum(any(_matches(p, q) for q in large) for p in small)
    if hits < len(small) or hits < 2:
        return 0
    if draft.sentence is other.sentence and draft.trigger.start != other.trigger.start:
        same_status = draft.status == other.status
        if not same_status:
            return 0
    if {draft.medium, other.medium} == {"phone", "in_person"}:
        return 0
    if abs(len(draft.countries) - len(other.countries)) > 2:
        return 0  # a meeting of two is not the summit at which both were
    a, b = (d.date.edtf if d.date else None for d in (draft, other))
    same_date = 0
    if a and b:
        (a1, a2), (b1, b2) = bounds(a), bounds(b)
        if a1 and a2 and b1 and b2:
            if a2 < b1 or b2 < a1:
                return 0
            same_date = 2
    elif draft.date and other.date and not a and not b:
        # two "Monday"s that no date of the article resolves are the same Monday
        words = {document.text[d.start : d.end].lower() for d in (draft.date, other.date)}
        if len(words) > 1:
            return 0
        same_date = 2
    same_place = 0
    if draft.place and other.place:
        x, y = draft.place, other.place
        same = x[0].lower() in y[0].lower() or y[0].lower() in x[0].lower()
        if not same and not (x[1] and x[1] == y[1]):
            return 0
        same_place = 2 if same else 1
    gone = {"held", "ongoing"}
    if (draft.status in gone) != (other.status in gone) and not same_date and not draft.is_definite:
        return 0
    return 1 + same_date + same_place


def _add(document: Document, drafts: list[Draft], draft: Draft) -> None:
    """Merge a mention into the meeting that it means, or enter it as a new one."""
    scored = [(s, i) for i, d in enumerate(drafts) if (s := _compatible(document, draft, d))]
    if not scored:
        drafts.append(draft)
        return
    best = max(s for s, _ in scored)
    # with nothing to tell them apart, the meeting that the article told of first is its subject
    i = min(i for s, i in scored if s == best)
    target = drafts[i]
    target.spans += draft.spans
    for one in draft.parties:
        same = next((j for j, p in enumerate(target.parties) if _matches(p, one)), None)
        if same is None:
            target.parties.append(one)
        else:
            known = target.parties[same]
            richer = one if one.name and not known.name else known
            target.parties[same] = Party(
                **{
                    f: getattr(richer, f)
                    for f in richer.__struct_fields__
                    if f not in ("evidence", "role", "is_host")
                },
                role=known.role if known.role != "participant" else one.role,
                is_host=known.is_host or one.is_host,
                evidence=known.evidence + one.evidence,
            )
    if target.date is None or target.date.edtf is None:
        target.date = draft.date or target.date
    target.place = target.place or draft.place
    if target.occasion is None:
        target.occasion = draft.occasion
    if target.setting in ("unknown", "standalone") and draft.setting not in (
        "unknown",
        "standalone",
    ):
        target.setting = draft.setting
    if target.medium == "unknown":
        target.medium = draft.medium


def _level(parties: list[Party]) -> str:
    kinds = {
        "head_of_state": "leader",
        "head_of_government": "leader",
        "royal": "leader",
        "deputy_head": "leader",
        "envoy": "envoy",
        "ambassador": "envoy",
        "official": "official",
        "spokesperson": "official",
        "organisation_head": "leader",
        "national_security_adviser": "official",
        "military": "official",
    }
    found = set()
    for p in parties:
        if p.office_type is None or p.office_type in ("unknown", "other"):
            return "unknown"
        found.add(
            kinds.get(p.office_type, "minister" if "minister" in p.office_type else "official")
        )
    if not found:
        return "unknown"
    return found.pop() if len(found) == 1 else "mixed"


def _arity(draft: Draft) -> str:
    unknown = sum(identity(p) is None for p in draft.parties)
    count = len(draft.countries)
    if unknown:
        return "unknown"
    return {2: "bilateral", 3: "trilateral"}.get(count, "multilateral")


def _topics(document: Document, draft: Draft) -> tuple[str, ...]:
    from communique.extract.topics import topics_in

    found: set[str] = set()
    for start, _, _ in draft.spans:
        sentence = document.sentence_at(start)
        # what was talked about, not the names of those who talked: "Asia-Pacific Economic Cooperation"
        plain = [
            document.text[c.start : c.end] for c in sentence.chunks if c.symbol not in "GELOXS"
        ]
        found |= topics_in(" ".join(plain))
    return tuple(sorted(found))


def _mention(document: Document, draft: Draft, ordinal: int) -> MeetingMention:
    rule = draft.rule
    evidence = []
    for start, end, name in sorted(set(draft.spans)):
        evidence.append(Evidence(start, end, None, None, name))
    date = draft.date if draft.date and draft.date.edtf else None
    if date:
        evidence.append(Evidence(date.start, date.end, "date_edtf", date.edtf, rule))
    if draft.place:
        evidence.append(
            Evidence(draft.place[2], draft.place[3], "place_name", draft.place[0], rule)
        )
    if draft.occasion:
        evidence.append(
            Evidence(draft.occasion[1], draft.occasion[2], "occasion", draft.occasion[0], rule)
        )
    evidence.append(Evidence(draft.trigger.start, draft.trigger.end, "status", draft.status, rule))
    return MeetingMention(
        sentence_start=draft.sentence.start,
        ordinal=ordinal,
        status=draft.status,
        arity=_arity(draft),
        medium=draft.medium,
        setting=draft.setting,
        level=_level(draft.parties),
        parties=tuple(draft.parties),
        evidence=tuple(evidence),
        rule=rule,
        confidence=confidence("meetings", rule),
        occasion=draft.occasion[0] if draft.occasion else None,
        place_name=draft.place[0] if draft.place else None,
        place_country=draft.place[1] if draft.place else None,
        date_edtf=date.edtf if date else None,
        date_anchor=date.anchor if date else "none",
        topics=_topics(document, draft),
    )


__all__ = ["find_meetings", "pattern_chunks", "register"]

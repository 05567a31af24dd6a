"""Who imposes, lifts or threatens a measure."""

from __future__ import annotations

import re

from communique.extract.document import Reference
from communique.extract.measure_clause import (
    Clause,
    Draft,
    Side,
    measure_terms,
)
from communique.extract.measure_groups import after_aside
from communique.extract.measure_sides import (
    openers,
    parties_meant,
    side_of,
    spoken_by,
    together_of,
    voice,
)
from communique.extract.measure_subject import SAID, joint_subject, main_subject, subject_of
from communique.lexicon.tables import word_set

_GOODS = frozenset({"export", "exports", "goods", "steel", "products", "imports"})
_BILL = re.compile(
    r"\b(?:bill|legislation|proposal|draft\s+law)\s+(?:[a-z]+\s+){0,2}?(?:in|before|by|from|pending\s+in)\b"
    r"(?=[^.;]{0,70}\b(?:would|could|seeks|aims|to)\b)",
    re.I,
)


def read_implementer(clause: Clause, start: int, verb: int | None, side: str, draft: Draft) -> None:
    """Enter who imposes, lifts or threatens a measure, and whom a passive verb makes its target."""
    document = clause.document
    action = draft.action
    is_patient = (
        verb is not None and side != "right" and (action == "face" or clause.is_passive_verb(verb))
    )
    if verb is not None and clause.word(verb - 1) == "," and clause.word(verb + 1) == "with":
        is_patient = is_patient or clause.word(verb) in word_set("hitting_verbs")
    if verb is not None and clause.word(verb) == "exempt":
        is_patient = is_patient or clause.word(verb - 1) in word_set("staying_verbs")
    bound = _is_bound(clause, draft) if is_patient and side == "own" else False
    joint = verb - 1 if verb is not None else 0
    while joint > 0 and clause.chunks[joint].symbol in "xv":
        joint -= 1
    if bound and joint > 0 and clause.chunks[joint].symbol == "&":
        everyone = main_subject(clause, joint)  # 'cannot export arms and are banned from selling'
        made = side_of(document, everyone, "implementer") if everyone else None
        draft.sides += [made] if made else []
    elif bound and verb is not None:
        _subject_side(clause, verb, draft, "implementer")  # 'EU firms are banned from selling to'
    elif is_patient and verb is not None:
        _subject_side(clause, verb, draft, "exempted" if action == "exempt" else "target")
    # within the noun group: "US tariffs", "Trump's tariffs", "American duties"
    for k in range(clause.first - 1, start - 1, -1):
        reference = clause.reference(k)
        symbol = clause.chunks[k].symbol
        if (
            reference is not None
            and k == clause.first - 1
            and reference.kind == "country"
            and any(clause.chunks[j].symbol in "GAQs" for j in range(start, k))
        ):
            made = side_of(document, reference, "target")  # 'Trump's China tariffs'
            draft.sides += [made] if made else []
        elif reference is not None:
            made = side_of(document, reference, "implementer")
            if made is None:
                continue
            bare = clause.chunks[k + 1].symbol != "s"
            is_paid = draft.measure_type == "subsidy" and reference.kind == "body" and bare
            if is_paid and made.country != "EUU":
                made.role = "target"  # 'Airbus subsidies'
            if draft.measure_type == "preference" and verb is not None and side == "left":
                made.role = "target"  # 'suspended Ethiopia's duty-free access'
            if (
                draft.measure_type in ("sanction", "import_tariff")
                and bare
                and reference.kind == "country"
                and not reference.is_capital
                and made.country != "EUU"
                and not _is_short(reference.words)
            ):
                made.role = (
                    "target"  # 'Russia sanctions', 'China tariffs'; 'US sanctions' are its own
                )
            draft.sides.append(made)
        elif symbol == "A":
            code = clause.country(k)
            if code:
                span = (clause.chunks[k].start, clause.chunks[k].end)
                following = clause.word(k + 1)
                goods = k + 1 < clause.first and following in _GOODS
                role = "target" if goods else "implementer"
                draft.sides.append(Side(role, code, None, None, None, None, span))
    if draft.of("implementer"):
        if action == "exempt" and verb is not None and not is_patient:
            _subject_side(clause, verb, draft, "exempted")
        return
    owner = _owner_of_act(clause, start)
    if owner is not None:
        draft.sides.append(owner)
        return
    planner = _planner(clause)
    if planner is not None and (verb is None or clause.word(verb - 1) == "to"):
        draft.sides.append(planner)
        if draft.status in ("in_force", "amended", "announced"):
            draft.status = "proposed"
        return
    # "that Washington imposed"
    k = clause.last + 1
    while clause.word(k) in ("of", "and", "to", "percent", "per", "cent", "pct", "%") or (
        k < len(clause.chunks) and clause.chunks[k].symbol == "#"
    ):
        k += 1
    k = k if clause.word(k) in ("that", "which") else clause.last + 1
    k += clause.word(k) in ("that", "which")
    author = clause.reference(k)
    if author is not None and not author.is_possessive:
        after = k + 1
        while after < len(clause.chunks) and clause.chunks[after].symbol in "xv":
            after += 1
        if clause.word(after) in word_set("intending_verbs") and clause.word(after + 1) == "to":
            after += 2  # 'the tax that Britain intends to levy'
        made = side_of(document, author, "implementer")
        if made and clause.lays(after):
            draft.sides.append(made)
            return
    laid_by = _from_whom(clause, draft)
    if laid_by is not None:
        draft.sides.append(laid_by)
        return
    # "imposed by Trump"
    begin = after_aside(clause, clause.last + 1)
    is_acting = verb is not None and side == "own" and not clause.is_passive_verb(verb)
    for k in () if is_acting else range(begin, min(len(clause.chunks), begin + 14)):
        is_next = measure_terms().match(clause.sentence.lower, clause.chunks[k].first)
        if is_next or clause.word(k) in word_set("clause_breaks") | SAID:
            break
        if clause.chunks[k].symbol == "y" and clause.word(k - 1) not in word_set("harm"):
            j = k + 1
            while j < len(clause.chunks) and clause.chunks[j].symbol in "dm":
                j += 1
            reference = clause.reference(j)
            made = side_of(document, reference, "implementer") if reference else None
            if made:
                draft.sides += [made, *_joined_after(clause, j)]
                return
        if clause.chunks[k].symbol in ";S":
            break
    if side == "right" and verb is not None:
        by = next((k for k in range(verb + 1, verb + 3) if clause.word(k) == "by"), None)
        reference = clause.reference(by + 1) if by is not None else None
        made = side_of(document, reference, "implementer") if reference else None
        if made:
            draft.sides.append(
                made
            )  # 'sanctions on Mali, in place since 2021, were lifted by the EU'
            return
    if verb is not None and side == "left" and clause.word(verb + 1) == "by":
        reference = clause.reference(verb + 2)
        made = side_of(document, reference, "implementer") if reference else None
        if made and clause.word(verb + 3) == "of":
            draft.sides.append(made)  # 'the introduction by Kenya of a duty'
            return
    owns = [k for k in range(start, clause.first) if clause.word(k) == "its"]
    if owns and (verb is None or side == "right"):
        opening = openers(document, clause.sentence)  # 'Its tariffs on … took effect'
        own = side_of(document, opening[0], "implementer") if len(opening) == 1 else None
        draft.sides += [own] if own and clause.reference(0) is None else []
        if not draft.of("implementer") and clause.word(start - 1) == "that":
            teller = subject_of(clause, start - 2)  # 'Lima has denied that its tariffs are'
            own = side_of(document, teller, "implementer") if teller else None
            draft.sides += [own] if own else []
    if verb is None and clause.word(start - 1) in ("has", "have", "had", "has had", "have had"):
        holder = subject_of(clause, start - 1)  # 'has had an embargo against Sudan since 1997'
        held = side_of(document, holder, "implementer") if holder else None
        draft.sides += [held] if held and draft.measure_type in ("sanction", "import_ban") else []
    if verb is None or side == "right" or is_patient:
        return
    spoken = spoken_by(clause, verb)
    if spoken:
        draft.sides.append(spoken)
        return
    if bill := _of_bill(clause, verb):
        draft.sides.append(bill)
        if draft.status in ("threatened", "announced", "in_force", "amended"):
            draft.status = "proposed"
        return
    if clause.word(verb) in ("exemption", "exemptions"):
        is_given = clause.word(verb - 1).startswith(("grant", "gave", "giv", "offer"))
        granter = main_subject(clause, verb) if owns or is_given else None
        made = side_of(document, granter, "implementer") if granter else None
        draft.sides += [made] if made else []
        return
    subject = subject_of(clause, verb)
    if subject is not None and (seated := _seated(clause, subject)):
        draft.sides.append(seated)
        return
    if subject is None or subject.kind == "unnamed":
        own = _officials(clause, verb)
        if own:
            draft.sides.append(own)
            return
    if subject is None:
        return
    if owner := _own_of(clause, subject):
        draft.sides.append(owner)
        return
    if subject.noun_kind == "government" and not subject.countries:
        draft.is_active = False  # 'the administration': the rest of the article tells whose
    is_bare = subject.noun_kind == "body" and not subject.countries
    made = None if is_bare else side_of(document, subject, "implementer")
    draft.sides += [made] if made else parties_meant(clause, subject)
    if (
        is_bare
        and not draft.of("implementer")
        and (own := side_of(document, subject, "implementer"))
    ):
        draft.sides.append(own)
    if made:
        draft.sides += together_of(clause, subject)
        draft.sides += _alongside(clause, subject, verb)


def _from_whom(clause: Clause, draft: Draft) -> Side | None:
    """'Faces new tariffs from the United States', 'sanctions from Brussels': who laid them."""
    reference = clause.reference(clause.last + 2)
    if clause.word(clause.last + 1) != "from" or reference is None:
        return None
    if draft.measure_type not in ("sanction", "import_tariff") or reference.kind == "person":
        return None
    made = side_of(clause.document, reference, "implementer")
    return made if made and made.identity not in draft.of("target") else None


def _own_of(clause: Clause, subject: Reference) -> Side | None:
    """'The minister of Peru said his government would', 'the President' in a text of his own office."""
    words = subject.words.lower()
    if subject.countries or subject.entity is not None:
        return None
    home = voice(clause.document)
    if words in ("the president", "the administration") and home:
        span = (subject.start, subject.end)
        return Side("implementer", home, None, None, None, None, span)
    if subject.noun_kind != "government" or not words.startswith(("his ", "her ", "their ")):
        return None
    for reference in clause.sentence.references:
        if reference.end <= subject.start and reference.kind in ("person", "unnamed"):
            made = side_of(clause.document, reference, "implementer")
            return made if made and made.country else None
    return None


def _seated(clause: Clause, subject: Reference) -> Side | None:
    """'The court in Nairobi', 'the Senate in Manila': an organ of the state where it sits."""
    if subject.kind != "body" or subject.countries:
        return None
    at = next(
        (k for k, c in enumerate(clause.chunks) if c.reference is subject), len(clause.chunks)
    )
    seat = clause.reference(at + 2)
    last = subject.words.lower().split()[-1:]
    if clause.word(at + 1) != "in" or seat is None or seat.kind != "country" or not last:
        return None
    is_organ = last[0] in word_set("state_organs")
    return side_of(clause.document, seat, "implementer") if is_organ else None


def _alongside(clause: Clause, subject: Reference, verb: int) -> list[Side]:
    """'The UK, alongside Canada and Norway, has sanctioned': those named beside it act too."""
    at = next((k for k in range(verb) if clause.reference(k) is subject), verb)
    if clause.word(at + 1) != "," or clause.word(at + 2) not in ("alongside", "together", "along"):
        return []
    found: list[Side] = []
    for k in range(at + 3, verb):
        reference = clause.reference(k)
        if reference is not None and reference.kind in ("country", "body"):
            made = side_of(clause.document, reference, "implementer")
            found += [made] if made else []
        elif clause.chunks[k].symbol not in ",&wd":
            break
    return found


def _joined_after(clause: Clause, k: int) -> list[Side]:
    """'Imposed by the EU, Canada and the US': those listed after the first."""
    found: list[Side] = []
    while clause.word(k + 1) in (",", "and") and k + 2 < len(clause.chunks):
        step = 3 if clause.word(k + 1) == "," and clause.word(k + 2) == "and" else 2
        reference = clause.reference(k + step)
        if reference is None or reference.kind not in ("country", "body"):
            break
        made = side_of(clause.document, reference, "implementer")
        found += [made] if made else []
        k += step
    return found


def _is_bound(clause: Clause, draft: Draft) -> bool:
    """'Are banned from selling gold to Iran': the rule binds those whom the passive verb befalls."""
    words = clause.document.text[slice(*draft.noun)].lower()
    if draft.measure_type not in ("export_ban", "import_ban", "sanction") or " from " not in words:
        return False
    after = clause.last + 1
    return any(
        clause.chunks[k].symbol in "tn" and clause.reference(k + 1) is not None
        for k in range(after, min(len(clause.chunks) - 1, after + 10))
    )


def _planner(clause: Clause) -> Side | None:
    """'Peru's main offers were to open its market, to cut tariffs': whose plan all of it is."""
    for k in range(clause.first - 1):
        reference = clause.reference(k) if clause.chunks[k + 1].symbol == "s" else None
        if reference is None:
            continue
        for j in range(k + 2, min(k + 5, clause.first)):
            if clause.word(j) in ("offer", "offers", "proposal", "proposals"):
                is_list = clause.word(j + 1) in word_set("be") and clause.word(j + 2) == "to"
                return side_of(clause.document, reference, "implementer") if is_list else None
    return None


def _is_short(words: str) -> bool:
    """Tell 'US', 'U.K.' and 'EU', which stand for the adjective, from a country's name."""
    last = words.split()[-1:] or [""]
    return last[0].replace(".", "").isupper()


def _owner_of_act(clause: Clause, start: int) -> Side | None:
    """'Washington's threat of a tariff', 'Canada's suspension of duties': who acts owns the noun."""
    acts = word_set("nouns_of_acting") | word_set("bundles")
    if (
        clause.word(start - 1) not in ("of", "for", "in", "on")
        or clause.word(start - 2) not in acts
    ):
        return None
    k = start - 3
    while k > 0 and clause.chunks[k].symbol in "m_#" and start - k < 6:
        k -= 1
    reference = clause.reference(k - 1) if clause.chunks[max(k, 0)].symbol == "s" else None
    return side_of(clause.document, reference, "implementer") if reference is not None else None


def _of_bill(clause: Clause, verb: int) -> Side | None:
    """'A bill in the US Senate would put a duty on': the state whose chamber has it before it."""
    start = clause.sentence.start
    before = clause.document.text[start : clause.chunks[verb].start]
    bill = _BILL.search(before)
    if bill is None:
        return None
    for k in range(verb):
        reference = clause.reference(k)
        if reference is not None and 0 <= reference.start - start - bill.end() < 14:
            return side_of(clause.document, reference, "implementer")
    return None


def _officials(clause: Clause, verb: int) -> Side | None:
    """'Canadian provinces have halted', 'customs authorities in Peru will charge': whose they are."""
    chunks = clause.chunks
    k = verb - 1
    while k > 0 and chunks[k].symbol in "xv!":
        k -= 1
    reference = clause.reference(k)
    is_seat = reference is not None and k >= 2 and chunks[k - 1].symbol == "i"
    if is_seat and reference and clause.word(k - 2).split()[-1:]:
        organ = clause.word(k - 2).split()[-1]
        if organ in word_set("state_organs") and reference.kind == "country":
            return side_of(
                clause.document, reference, "implementer"
            )  # 'the Treasury in Washington'
    if reference is not None and k >= 2 and chunks[k - 1].symbol in "if":
        officials = clause.reference(k - 2)
        if officials is not None and officials.kind == "unnamed" and reference.kind == "country":
            return side_of(clause.document, reference, "implementer")
    code = None
    seen = False
    while k >= 0 and chunks[k].symbol in "_&A#":
        seen = seen or clause.word(k) in word_set("state_organs")
        code = clause.country(k) if chunks[k].symbol == "A" else code
        if code:
            break
        k -= 1
    if not code and seen and clause.document.home and clause.reference(k) is None:
        code = clause.document.home if k < 0 or chunks[k].symbol == "d" else None
        k = max(k, 0)  # 'the cabinet', 'lawmakers': those of the place that the report comes from
    if not code or not seen:
        return None
    span = (chunks[k].start, chunks[k].end)
    return Side("implementer", code, None, None, None, None, span)


def is_sanctioned(clause: Clause, draft: Draft) -> bool:
    """Tell 'sanctioned Rosneft' and 'sanctioned two firms' from 'sanctioned the plan', which approves."""
    if draft.of("target"):
        return True
    if draft.product is None:
        return False
    words = clause.document.text[slice(*draft.product)].split()
    return any(
        w[:1].isupper() or w.lower().strip(",.") in word_set("sanctioned_kinds") for w in words
    )


def _subject_side(clause: Clause, verb: int, draft: Draft, role: str) -> None:
    chunks = clause.chunks
    j = verb - 1
    while j > 0 and (
        chunks[j].symbol in "xv!" or clause.word(j) in word_set("be") | word_set("staying_verbs")
    ):
        j -= 1
    if j > 0 and clause.word(j) in word_set("sanctioned_kinds") and clause.reference(j - 1):
        j -= 1  # 'EU firms are banned from'
    if (
        clause.chunks[verb].first == clause.chunks[clause.first].first
        and clause.reference(j) is None
    ):
        return  # 'Iran said the strike was sanctioned': whom it befell stands right before the verb
    if clause.word(j) == "," and clause.reference(j - 1) is not None:
        j -= 1  # 'South Africa, slapped with a 30 % levy'
        made = side_of(clause.document, clause.chunks[j].reference, role)  # type: ignore[arg-type]
        draft.sides += [made] if made else []
        return
    is_european = j > 0 and clause.word(j - 1) == "european"
    if j > 0 and clause.reference(j) is None and (chunks[j - 1].symbol == "A" or is_european):
        code = clause.country(j - 1)  # 'Japanese producers face'
        if code:
            span = (chunks[j - 1].start, chunks[j - 1].end)
            draft.sides.append(Side(role, code, None, None, None, None, span))
            return
    for subject in joint_subject(clause, verb):
        made = side_of(clause.document, subject, role)
        if made:
            draft.sides.append(made)

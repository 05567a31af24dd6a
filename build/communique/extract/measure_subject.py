"""The subject of a verb that acts on a measure."""

from __future__ import annotations

import re

from communique.extract.document import Reference
from communique.extract.measure_clause import DECREES, Clause
from communique.extract.measure_values import is_goods
from communique.lexicon.tables import word_set

# 'became the first EU state to': one of a group, not the group
_FIRST_OF = re.compile(
    r"the (?:first|second|third|last|latest|only)\b.*\b(?:state|country|nation|member)$", re.I
)
_SELF = ("it", "he", "she", "they")
SAID = frozenset({"said", "says", "announced", "confirmed", "declared", "added"})


def subject_of(clause: Clause, verb: int) -> Reference | None:
    """Return the subject of an action verb, through 'plans to', 'threatened to', 'called on X to'."""
    k = verb - 1
    steps = 0
    while k > 0 and (clause.chunks[k].symbol == "v" or clause.word(k).endswith("ly")):
        k -= 1
    joint = k
    while joint > 0 and clause.chunks[joint].symbol in "xv":
        joint -= 1
    if k > joint > 0 and clause.chunks[joint].symbol == "&":
        return main_subject(clause, joint)  # 'is following the US and will levy'
    if k > 0 and (
        clause.chunks[k].symbol == "&"
        or clause.word(k) == "but"
        or (clause.chunks[k].symbol in ",yi" and clause.word(verb).endswith("ing"))
        or (clause.word(k) == "including" and clause.word(verb).endswith("ing"))
    ):
        # "Trump called off the summit with Putin and imposed …"
        return _asked(clause, k, verb) or main_subject(clause, k)
    if clause.word(k) == "to" and k > 1 and clause.chunks[k - 1].symbol == "&":
        return main_subject(clause, k - 1)  # 'agreed to ban contracts with Iran and to freeze'
    outside = _before_aside(clause, k)
    if outside == k and k > 2 and clause.word(k) == "," and not clause.word(verb).endswith("ed"):
        return main_subject(clause, k)  # 'restrict access, ban sales and stop exports'
    k = outside
    limit = 18 if k > 0 and clause.chunks[k].symbol == "t" else 9
    while k >= 0 and steps < limit:
        symbol = clause.chunks[k].symbol
        reference = clause.reference(k)
        if reference is not None and _FIRST_OF.match(reference.words):
            k -= 1  # 'became the first EU state to ban'
            steps += 1
            continue
        if reference is not None:
            before = clause.chunks[k - 1].symbol if k else ""
            is_clause = clause.word(k - 1) in ("after", "before", "as", "since", "until", "because")
            is_object = (
                reference.words == "it"
                and steps > 0
                and (
                    clause.chunks[k + 1].symbol not in "x_vm"
                    or (before == "_" and clause.word(k - 1) not in clause.document.lexicon.cues)
                )
            )
            is_object = is_object or (
                before == "_" and steps > 0 and is_goods(clause.word(k + 1))
            )  # 'to aid EC exports'
            is_object = is_object or clause.word(k + 1) in word_set("blind_events")
            is_decree = reference.words.lower().split()[-1:] and (
                reference.words.lower().split()[-1] in DECREES
            )
            if reference.words.lower() in _SELF and k >= 2 and clause.word(k - 1) in SAID:
                k -= 1  # 'the ministry said it was blacklisting'
                steps += 1
                continue
            is_clause = is_clause or (before == "r" and clause.word(k + 1) == "to")
            if (
                (before and before in "ianzgbr" and not is_clause)
                or (reference.is_possessive and not _is_plan(clause, k))
                or is_object
                or is_decree
            ):
                k -= 1
                steps += 1
                continue
            return reference
        if symbol in ";:S" or (symbol == "_" and clause.word(k) in word_set("vague_agreements")):
            return None  # 'the accord, signed in Lima, will remove tariffs'
        if symbol == "s" and k > 1 and clause.chunks[k - 2].symbol in "ai":
            k -= 2  # 'the Council at the foreign ministers' level prolonged'
            continue
        if symbol == "s":
            return clause.reference(k - 1)  # 'the Howard Government's decision to lift'
        k -= 1
        steps += 1
    return None


def _before_aside(clause: Clause, k: int) -> int:
    """'India, the world's largest exporter, has banned': step back over what stands between commas."""
    j = k
    while j > 0 and clause.chunks[j].symbol in "xv":
        j -= 1
    if j < 3 or clause.word(j) != ",":
        return k
    for opening in range(j - 2, max(0, j - 22), -1):
        if clause.chunks[opening].symbol in ";:S":
            return k
        if clause.chunks[opening + 1].symbol == "G":
            continue  # inside a list
        if clause.word(opening) == "," and clause.reference(opening - 1) is not None:
            before = clause.chunks[opening - 2].symbol if opening > 1 else ""
            is_free = not before or before not in "fianrzgbtwoy"
            return opening - 1 if is_free else k
    return k


def has_subject(clause: Clause, verb: int) -> bool:
    """Tell whether a finite verb stands after a noun or pronoun that could be its subject."""
    if clause.is_passive_verb(verb):
        return False  # 'Laos was hit with': its subject is whom it befell
    if clause.word(verb).endswith("ing"):
        return any(clause.word(k) in word_set("be") for k in range(max(0, verb - 2), verb))
    k = verb - 1
    while k > 0 and clause.chunks[k].symbol in "xv!":
        k -= 1
    return k >= 0 and clause.chunks[k].symbol in "G_Xhq" and clause.word(k) not in ("to", "but")


def _is_plan(clause: Clause, k: int) -> bool:
    """'Japan's main offers were to cut', 'its decision to lift': the plan's owner is who acts."""
    return any(
        clause.word(j) in word_set("plans") for j in range(k + 1, min(k + 5, len(clause.chunks)))
    )


def _asked(clause: Clause, before: int, verb: int) -> Reference | None:
    """'Asked Japan to open its market by lifting the ban': who is to act is the one who was asked."""
    if clause.word(verb).endswith("ed"):
        return None
    for k in range(before - 1, 0, -1):
        reference = clause.reference(k)
        if clause.chunks[k].symbol in ";:S,":
            return None
        if reference is not None and clause.chunks[k + 1].symbol == "t":
            lead = clause.chunks[k - 1].symbol
            return reference if lead in "_o" and not reference.is_possessive else None
    return None


def main_subject(clause: Clause, before: int) -> Reference | None:
    """Return the first party of the sentence that no preposition governs."""
    cues = clause.document.lexicon.cues
    told: Reference | None = None
    for k in range(before):
        reference = clause.reference(k)
        if reference is not None and not reference.is_possessive:
            lead = clause.chunks[k - 1].symbol if k else ""
            if not lead or lead not in "fianrzgbtwoy":
                if (other := _one_asked(clause, k, before)) is not None:
                    return other
                if clause.word(k + 1) not in cues or told is not None:
                    return reference
                told = reference  # 'he said the ministry met the envoy and banned …'
    return told


def _one_asked(clause: Clause, k: int, before: int) -> Reference | None:
    """'China called on Japan to remove curbs, to open ports and ease': Japan is to act."""
    if clause.word(k + 1) not in word_set("asking_verbs"):
        return None
    for j in range(k + 2, min(k + 5, before)):
        reference = clause.reference(j)
        if reference is not None:
            return reference if clause.word(j + 1) == "to" else None
    return None


def joint_subject(clause: Clause, verb: int) -> list[Reference]:
    """Return the parties of a coordinated subject left of a verb, in order."""
    if clause.word(verb).endswith("ing") and clause.word(verb - 1) in (
        "after",
        "before",
        "by",
        "while",
    ):
        main = main_subject(clause, verb - 1)
        return [main] if main is not None else []
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

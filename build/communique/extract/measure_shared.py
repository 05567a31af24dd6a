"""What a second measure of a sentence takes from the first: author, target, or both sides of a deal."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document
from communique.extract.measure_clause import AGREEMENTS, FAMILIES, Draft

_PENAL = frozenset({"sanction", "import_ban", "export_ban", "export_control", "import_quota"})
# 'a package of sanctions on Moscow that will ban imports of oil': the pronoun is the subject
_CONTENT = re.compile(
    r"[^;:]{0,40}?\b(?:that|which)\s+(?:(?:will|would|also|in\s+effect|effectively)\s+)*(?:\w+\s+)?"
    r"(?:an?\s+|the\s+|its\s+)?$",
    re.I,
)
_INCLUDING = re.compile(
    r",?\s+(?:including|among\s+them|such\s+as|as\s+well\s+as|plus|along\s+with|together\s+with)\s+"
    r"(?:an?\s+|the\s+|new\s+|\w+\s+)?",
    re.I,
)
_UNDER_WHICH = re.compile(
    r"\b(?:that|which)\s+(?:will\s+|would\s+)?(?:set|lower|cut|reduce|cap|impose|put|fixe|limit|raise|"
    r"slashe|halve|include|bring)[sd]?\b|\bunder\s+which\b|\bwith\b|\bsetting\b|\blowering\b",
    re.I,
)


def share(document: Document, draft: Draft, before: Draft) -> None:
    """Complete a measure from the one that the same sentence told before it."""
    if draft.measure_type in AGREEMENTS:
        return
    if before.measure_type in AGREEMENTS:
        _under_a_deal(document, draft, before)
        return
    start = before.reach()
    is_content = start < draft.group and _CONTENT.fullmatch(document.text[start : draft.group])
    if is_content and not _has_subject_between(draft, start):
        draft.sides = [s for s in draft.sides if s.role != "implementer"]
        draft.sides += [replace(s) for s in before.sides if s.role == "implementer"]
        if not draft.of("target"):
            draft.sides += [replace(s) for s in before.sides if s.role == "target"]
        return
    if (
        not draft.of("implementer")
        and start < draft.group
        and _INCLUDING.fullmatch(document.text[start : draft.noun[0]])
    ):
        draft.sides += [replace(s) for s in before.sides if s.role == "implementer"]
        if not draft.of("target"):
            draft.sides += [replace(s) for s in before.sides if s.role == "target"]
        draft.status, draft.action, draft.side = before.status, before.action, before.side
        return
    if draft.of("target") or draft.product or draft.rate[0] is not None or draft.rate[1]:
        return
    by, told = draft.of("implementer"), before.of("target")
    is_like = _family(draft) == _family(before) or {_family(draft), _family(before)} <= _PENAL
    if by and told and is_like and not by & told:
        draft.sides += [replace(s) for s in before.sides if s.role == "target"]


def _has_subject_between(draft: Draft, start: int) -> bool:
    """'Sanctions that Canada said would ban': another party stands between the two."""
    return any(start < r.start < draft.group for r in draft.sentence.references)


def _under_a_deal(document: Document, draft: Draft, deal: Draft) -> None:
    """'A deal that sets a 15 % tariff on European goods': the other party imposes it."""
    parties = {s.identity: s for s in deal.sides if s.role == "negotiating_party"}
    if len(parties) != 2 or not _UNDER_WHICH.search(document.text, deal.noun[1], draft.noun[0]):
        return
    own = draft.of("implementer")
    if own and own != set(parties):
        return
    struck = draft.of("target") & set(parties) or _origin(document, draft) & set(parties)
    if len(struck) != 1:
        return
    hit = struck.pop()
    other = next(i for i in parties if i != hit)
    draft.sides = [s for s in draft.sides if s.role not in ("implementer",) and s.identity != hit]
    draft.sides.append(replace(parties[other], role="implementer"))
    draft.sides.append(replace(parties[hit], role="target"))
    if draft.status == "in_force":
        draft.status = "announced"


def _origin(document: Document, draft: Draft) -> set[str | None]:
    """Return the countries that the words of the product name ('most European goods')."""
    if draft.product is None:
        return set()
    low, high = draft.product
    found: set[str | None] = set()
    if "European" in document.text[low:high]:
        found.add("EUU")
    for chunk in draft.sentence.chunks:
        if low <= chunk.start < high:
            if chunk.term is not None and chunk.term.country:
                found.add(chunk.term.country)
            if chunk.reference is not None:
                found |= set(chunk.reference.countries)
    return found


def _family(draft: Draft) -> str:
    return FAMILIES.get(draft.measure_type, draft.measure_type)

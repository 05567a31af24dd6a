"""Trade treaties known by their name: 'pull out of NAFTA', 'apply to join the CPTPP', 'renew the USMCA'."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Reference, Sentence
from communique.extract.measure_clause import Draft, Side
from communique.extract.measure_sides import side_of
from communique.lexicon.tables import rows, word_set

# what is done to a treaty, read from the words before its name; the first that fits counts
_ACTS = (
    ("lifted", re.compile(
        r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:withdrawn|pulled|quit|left|exited|abandoned|scrapped|terminated)\b"
        r"|\b(?:withdrew|pulled\s+out|quit|exited|abandoned|scrapped|withdrawal)\b", re.I)),
    ("in_force", re.compile(
        r"\b(?:withdraw|pull|quit|quitting|leave|leaving|exit|get|tear|tearing|scrap|scrapping|terminate"
        r"|terminating|withdrawing|pulling|ditch|kill)\b[^.;]{0,40}$", re.I)),
    ("under_negotiation", re.compile(
        r"\b(?:renegotiat\w+|re-negotiat\w+|moderni[sz]\w+|rework\w*|overhaul\w*|rewrit\w+|updat\w+"
        r"|review(?:s|ed|ing)?|negotiat(?:e|es|ed|ing|ions?))\b[^.;]{0,30}$", re.I)),
    ("rejected", re.compile(
        r"\b(?:not|refused|declined|rejected)\b[^.;]{0,12}\b(?:renew|extend|join)\b", re.I)),
    ("announced", re.compile(
        r"\b(?:agree(?:d|ment|s)?|decision|decided|cleared|invited|deal|will|set|accession)\b[^.;]{0,30}"
        r"\b(?:join|accede|accession|replace)\b", re.I)),
    ("proposed", re.compile(r"\b(?:join|accede|joining|acceding|membership|rejoin)\b", re.I)),
    ("in_force", re.compile(r"\b(?:joined|acceded|renewed|extended|renew|extend|renewal|extension)\b", re.I)),
    ("ratified", re.compile(r"\b(?:ratif\w+|approv\w+|passed)\b", re.I)),
    ("signed", re.compile(r"\bsign(?:ed|ing)\b", re.I)),
)  # fmt: skip
_THEN = (
    ("in_force", re.compile(
        r"\s*(?:,\s+which\s+)?(?:that\s+)?(?:form|underpin|govern|remain|took\s+effect|came\s+into"
        r"|has\s+been\s+in|entered\s+into|binds|removed|eliminated|expires)", re.I)),
    ("under_negotiation", re.compile(
        r"\s+(?:is|was|are|were|will\s+be|must\s+be)\s+(?:being\s+)?(?:renegotiated|up\s+for|due\s+for"
        r"|under\s+review|reviewed|negotiated)", re.I)),
    ("ratified", re.compile(r"\s+(?:was|has\s+been)\s+(?:ratified|approved)", re.I)),
    ("signed", re.compile(r"\s+(?:,\s+)?(?:was|has\s+been)?\s*signed", re.I)),
)  # fmt: skip
_REACH = 70
_FEW = 5


@cache
def _treaties() -> dict[str, str]:
    """Return the key of each body that is a trade treaty, with the group that lists its members."""
    return {
        r["organisation_key"]: r["note"]
        for r in rows("organisations")
        if r["organisation_key"] in word_set("treaties")
    }


def is_treaty(reference: Reference | None) -> bool:
    """Tell whether a reference names a trade treaty."""
    return reference is not None and reference.organisation_key in _treaties()


def treaties_in(document: Document, sentence: Sentence) -> list[Draft]:
    """Return the measures that acts on the treaties named in a sentence make.

    A treaty that is only named ('goods covered by the USMCA') makes none.
    """
    found: list[Draft] = []
    if not any(r.organisation_key and is_treaty(r) for r in sentence.references):
        return found
    for k, chunk in enumerate(sentence.chunks):
        if is_treaty(chunk.reference) and (draft := _acted_on(document, sentence, k)):
            found.append(draft)
    return found


def _acted_on(document: Document, sentence: Sentence, k: int) -> Draft | None:
    reference = sentence.chunks[k].reference
    if reference is None:
        return None
    low = max(sentence.start, reference.start - _REACH)
    before = re.split(r"[;,]\s+(?:and|but|which|who)\s", document.text[low : reference.start])[-1]
    status = next((s for s, act in _ACTS if act.search(before)), None)
    after = document.text[reference.end : sentence.end]
    status = status or next((s for s, told in _THEN if told.match(after)), None)
    if status is None:
        return None
    span = (reference.start, reference.end)
    draft = Draft(sentence, span, "trade_agreement", "", status, "impose", [], "agreement_treaty")
    draft.group = reference.start
    draft.spans.append((sentence.start, sentence.end, draft.rule))
    draft.sides = members(document, reference)
    if not draft.sides:
        name = document.text[slice(*span)].removeprefix("the ").removeprefix("The ")
        key = reference.organisation_key
        draft.sides = _who(document, sentence, k)
        draft.sides.append(Side("negotiating_party", None, name, key, None, None, span))
    return draft


def members(document: Document, reference: Reference) -> list[Side]:
    """Return the members of a treaty of few on the day of the report; before it began, its founders."""
    day = document.base.isoformat() if document.base else ""
    group = _treaties()[reference.organisation_key or ""]
    listed = [r for r in rows("country_groups") if group and r["group_id"] == group]
    if not 2 <= len(listed) <= _FEW:
        return []
    first = min(r["joined"] for r in listed)
    there = [
        r["country"]
        for r in listed
        if not day
        or (r["joined"] <= max(day, first) and (not r["left"] or day < r["left"] or day > first))
    ]
    span = (reference.start, reference.end)
    return [Side("negotiating_party", m, None, None, None, None, span) for m in there]


def _who(document: Document, sentence: Sentence, k: int) -> list[Side]:
    """Return who joins or leaves: 'withdrawn the United States from', else the subject."""
    for j in range(k - 1, max(-1, k - 14), -1):
        reference = sentence.chunks[j].reference
        lead = sentence.chunks[j - 1].symbol if j else ""
        if reference is None or (lead and lead in "fianrzgbtoy"):
            continue
        made = side_of(document, reference, "negotiating_party")
        if made is not None and made.country:
            made.organisation = made.organisation if made.country == "EUU" else None
            return [made]
    return []

"""The meeting mention that leaves the extractor."""

from __future__ import annotations

from communique.core.model import Evidence, MeetingMention, Party
from communique.extract.confidence import confidence
from communique.extract.document import Document
from communique.extract.meeting_draft import Draft, identity
from communique.extract.topics import topics_in


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


def _is_many(p: Party) -> bool:
    """Tell whether a party is several states: 'the Baltic states', 'Arab leaders'."""
    words = (p.organisation or "").lower().split()
    return p.name is None and len(words) > 1 and words[-1] in ("states", "countries", "nations")


def _arity(draft: Draft) -> str:
    unknown = sum(identity(p) is None for p in draft.parties)
    count = len(draft.countries)
    if draft.rule == "meeting_of_body" or any(_is_many(p) for p in draft.parties):
        return "multilateral"
    if unknown:
        return "unknown"
    return {2: "bilateral", 3: "trilateral"}.get(count, "multilateral")


def _topics(document: Document, draft: Draft) -> tuple[str, ...]:
    found: set[str] = set()
    for index in {document.sentence_at(start).index for start, _, _ in draft.spans}:
        sentence = document.sentences[index]
        # what was talked about, not the names of those who talked: "Asia-Pacific Economic Cooperation"
        plain = [
            document.text[c.start : c.end] for c in sentence.chunks if c.symbol not in "GELOXS"
        ]
        found |= topics_in(" ".join(plain))
    return tuple(sorted(found))


def make_mention(document: Document, draft: Draft, ordinal: int) -> MeetingMention:
    """Return the mention of a finished meeting, its spans as evidence."""
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

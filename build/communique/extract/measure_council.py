"""Bans and ceilings of the Security Council are sanctions on the state whose trade they stop."""

from __future__ import annotations

from communique.extract.measure_clause import Clause, Draft, Side
from communique.extract.measure_sides import side_of
from communique.lexicon.tables import word_set

_FLOWS = ("export_ban", "import_ban", "export_quota", "import_quota", "export_control")


def read_council(clause: Clause, draft: Draft) -> None:
    """Make a ban of the Security Council a sanction, and the state whose exports it names its target."""
    if draft.measure_type not in _FLOWS or "UN" not in draft.of("implementer"):
        return
    goods = clause.document.text[slice(*draft.product)].lower().split() if draft.product else []
    draft.measure_type = "sanction"
    draft.sanction_type = "arms" if word_set("weapons") & set(goods) else "trade"
    if draft.of("target"):
        return
    for k in range(clause.first, clause.last):
        reference, code = clause.reference(k), None
        if clause.chunks[k].symbol == "A":
            code = clause.country(k)
        elif reference is not None and reference.kind == "country":
            made = side_of(clause.document, reference, "target")
            code = made.country if made else None
        if code:
            span = (clause.chunks[k].start, clause.chunks[k].end)
            draft.sides.append(Side("target", code, None, None, None, None, span))

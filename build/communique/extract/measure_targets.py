"""On whom and on what a measure falls."""

from __future__ import annotations

import re

from communique.extract.measure_bans import is_trade_word
from communique.extract.measure_clause import Clause, Draft, Side, action_words, measure_terms
from communique.extract.measure_details import legal_basis
from communique.extract.measure_groups import after_aside, after_heads, group_end
from communique.extract.measure_sides import side_of
from communique.extract.measure_values import products
from communique.lexicon.tables import word_set

# a level of money or of trade between the noun and 'on': 'of 84.9 cents a bushel', 'averaging 20 %'
_AMOUNT_AFTER = re.compile(
    r"\s+(?:(?:of|at|worth)\s+(?:about|around|nearly|up\s+to|more\s+than)?\s*(?:[A-Z]{0,2}\$|€|£)?[\d.,]+"
    r"|averaging|ranging|totall?ing|as\s+(?:high|much)\s+as)\b[^;:,()]{0,50}?(?=\s+(?:on|against)\b)",
)
# '$120 billion of' and '300 mln dlrs worth of' before the goods that a measure lies on
_WORTH_OF = re.compile(
    r"(?:(?:about|around|nearly|some|more\s+than|over)\s+)?(?:[A-Z]{0,2}\$|€|£)?\s?\d[\d.,]*\s?"
    r"(?:bn|billion|million|mln|m|trillion)?(?:\s+(?:dollars|dlrs|euros|pounds|yuan|yen))?"
    r"\s+(?:worth\s+)?(?:of|in)\s+",
    re.I,
)
# 'duties on 85 percent or more of eligible goods'
_SHARE_OF = re.compile(
    r"\d+(?:\.\d+)?\s?(?:%|per\s?cent|percent|pct)\s+(?:or\s+(?:more|less)\s+)?of\s+(?:all\s+|the\s+)?"
)
_TONNES_OF = re.compile(
    r"\s+(?:of|for)\s+(?:up\s+to\s+)?[\d,.]+\s*(?:(?:million|mln|thousand|metric)\s+)*(?:tonnes?|tons|t\b|litres|hectolitres|head|kilos)\s+of\s+"
    r"(?P<goods>[\w-]+(?:\s+(?!(?:at|and|for|in|on|from|to|a|per|with|under|by)\b)[\w-]+){0,3})"
)
# 'shipments of the grain', 'the importation of eggs', 'exporting soybeans': the goods alone
_TRADE_OF = re.compile(
    r"(?:(?:the|all|any|new|further|some)\s+)*(?:(?:shipments?|deliver(?:y|ies)|sales?|imports?|exports?|importation|exportation"
    r"|purchases?|transfers?)\s+of|(?:exporting|importing|shipping|selling|buying|purchasing))\s+(?:the\s+(?=\w+\s))?",
    re.I,
)
_MADE = re.compile(r"([A-Z]\w+)-(?:made|built|grown|produced|flagged|assembled)")
_TIMES = ("last", "this", "yesterday", "today", "earlier")
_NO_GOODS = re.compile(
    r"TO\s|(?:(?:an?|the|another|additional|further|\d+|two|three|six)\s+)*(?:date|years?|months?|weeks?|days?|time)$"
)
_HITTING = ("hitting", "targeting", "targetting", "covering")
_ONTO = ("into", "on", "against", "for")
_HEADS = ("export", "import", "exportation", "importation")
_LISTS = ("list", "blacklist")
# ' of up to 34.4 percent' right after the noun
_RATE_AFTER = re.compile(
    r"\s+(?:of|at|to|from)\s+(?:[a-z]+\s+){0,3}?[\d.]+(?:\s?(?:%|per\s?cent|pct|to|and|-|–)\s?[\d.]*)*",
    re.I,
)
_TARGETED_BY_OF = frozenset(
    {
        "import_tariff",
        "preference",
        "export_control",
        "export_ban",
        "import_ban",
        "tariff_quota",
        "import_quota",
        "import_licensing",
    }
)


def read_targets(clause: Clause, start: int, verb: int | None, side: str, draft: Draft) -> None:
    """Read what follows the noun ('on Indian exports', 'against Russia', 'on imports from China')."""
    document, chunks, text = clause.document, clause.chunks, clause.document.text
    implementers = draft.of("implementer")
    k = after_aside(clause, after_heads(clause, draft))
    while k < len(chunks) and draft.measure_type == "sanction" and is_trade_word(clause.word(k)):
        k += 1  # 'an embargo on arms exports to'
    if (
        k + 1 < len(chunks)
        and chunks[k].symbol == "&"
        and measure_terms().match(clause.sentence.lower, chunks[k + 1].first)
    ):
        k += 2  # 'tariffs and quotas on cars'
    k = _with_another(clause, k)
    law = legal_basis(text, clause.sentence, draft.noun)
    while (
        law
        and k < len(chunks)
        and 0 <= law[1][0] - draft.noun[1] < 20
        and chunks[k].start < law[1][1]
    ):
        k += 1  # 'sanctions under the … Act on'
    k += _relative(clause, k)
    stated = _AMOUNT_AFTER.match(text, draft.noun[1]) or _RATE_AFTER.match(text, draft.noun[1])
    while stated and k < len(chunks) and chunks[k].start < stated.end():
        k += 1
    k += (
        _relative(clause, k) if stated else 0
    )  # 'the tariffs of 25 percent which Washington imposed'
    if clause.word(k) in _TIMES or clause.word(k).endswith("day"):
        k = _past_day(clause, k)  # 'an inquiry last week into imports'
    k = _past_author(clause, k)
    actions = action_words()
    if side == "right" and verb is not None and verb - clause.last < 8:
        at = next(
            (j for j in range(verb + 1, min(len(chunks), verb + 6)) if chunks[j].symbol in "og"), k
        )
        if at > k and not any(chunks[j].symbol in "G,;:Sog" for j in range(k, at)):
            k = at  # 'tariffs will be cut later this month on 53 items'
    while k < len(chunks) and (
        (
            chunks[k].symbol == "_"
            and clause.word(k) in actions
            and actions[clause.word(k)] == "impose"
            and clause.word(k) not in _HITTING
        )
        or chunks[k].symbol in "v#"
        or clause.word(k) in ("ever", "yet", "already", "currently", "now")
        or (chunks[k].symbol == "x" and clause.is_passive_at(k))
        or (
            chunks[k].symbol == "f"
            and draft.action != "investigate"
            and k + 1 < len(chunks)
            and chunks[k + 1].symbol in "#_"
            and not (k == clause.last + 1 and clause.word(clause.last).rstrip("s") in _HEADS)
        )
        or (chunks[k].symbol == "y" and clause.reference(k + 1) is not None)
        or (k > 0 and chunks[k - 1].symbol == "y")
        or (chunks[k].symbol in "_." and clause.word(k) in ("per", "cent", "pct", "percent", "%"))
    ):
        k += 1
    if k > 1 and chunks[k - 1].symbol == "G" and chunks[k - 2].symbol == "y":
        k = _past_day(clause, k)  # 'imposed by the EU in May on'
    guard = 0
    with_or_into = {"into", *_HITTING}
    if draft.measure_type == "port_restriction":
        with_or_into.add("with")
    if side == "own" and clause.last > clause.first:
        _inside(clause, draft, implementers)
    last = clause.word(clause.last)
    is_trade = clause.last > clause.first and is_trade_word(last) and not last.endswith("ing")
    if side == "own" and k < len(chunks) and not is_trade:
        end = group_end(clause, k)
        if end > k:
            read_target(clause, k, end, draft, implementers)
            k = end
    if side != "own" and clause.word(clause.last) in ("of", "on") and clause.last > clause.first:
        end = group_end(clause, k)
        if end > k:
            read_target(clause, k, end, draft, implementers)  # 'restrictions on exports of'
            k = end
    while (
        k < len(chunks)
        and (chunks[k].symbol in "ogrfnt" or clause.word(k) in with_or_into)
        and guard < 3
    ):
        guard += 1
        preposition = clause.word(k)
        is_outward = draft.measure_type.startswith("export_") or is_trade_word(clause.word(k - 1))
        is_outward = is_outward or (
            verb is not None and clause.word(verb).startswith(("extend", "appl", "widen", "expand"))
        )
        is_outward = is_outward or clause.word(clause.last).startswith("market")
        is_outward = is_outward or draft.measure_type in (
            "preference",
            "port_restriction",
            "tariff_quota",
        )
        if chunks[k].symbol == "t" and not is_outward:
            break
        opening = k + 1
        at = chunks[opening].start if opening < len(chunks) else len(text)
        worth = _WORTH_OF.match(text, at) or _SHARE_OF.match(text, at)
        while worth and opening < len(chunks) and chunks[opening].start < worth.end():
            opening += 1
        end = group_end(clause, opening)
        if end == k + 1 and k + 1 < len(chunks) and clause.is_date(k + 1):
            k += 2
            continue
        if end == opening:
            break
        is_target = preposition in (
            "on",
            "against",
            "upon",
            "from",
            "into",
            "to",
            "with",
            *_HITTING,
        ) or (
            preposition in ("for", "of")
            and (draft.measure_type in _TARGETED_BY_OF or draft.action == "investigate")
        )
        if preposition == "from" and k == clause.last + 1 and draft.of("implementer"):
            is_target = draft.measure_type not in ("sanction", "import_tariff")
        if preposition == "into" and (
            draft.measure_type.startswith("import_") or is_destination(draft)
        ):
            is_target = False  # 'tariffs on steel imported into the United States'
        if is_target:
            read_target(clause, opening, end, draft, implementers)
            if not draft.of("target"):
                draft.sides += _after_examples(clause, end, implementers)
            if draft.measure_type == "sanction" and clause.opens_list(end):
                _listed(clause, end + 2, draft, implementers)
        k = end
    if draft.measure_type in ("preference", "tariff_quota") and verb is not None and side == "left":
        for j in range(verb + 1, start):
            made = side_of(document, r, "target") if (r := clause.reference(j)) else None
            if made and made.identity not in implementers:
                draft.sides.append(made)  # 'removed India from the scheme'
    if draft.action == "exempt" and verb is not None and side == "left":
        for j in range(verb + 1, start):
            code = clause.country(j) if chunks[j].symbol == "A" else None
            made = side_of(document, r, "exempted") if (r := clause.reference(j)) else None
            if code:
                span = (chunks[j].start, chunks[j].end)
                made = Side("exempted", code, None, None, None, None, span)
            if made and made.identity not in implementers:
                draft.sides.append(made)
    if not draft.of("target") and verb is not None and side == "left":
        # "hit China with tariffs"
        is_list = clause.word(clause.last).endswith(_LISTS)
        for j in range(verb + 1, start) if is_list else ():
            if chunks[j].symbol == "A" and (code := clause.country(j)) and code not in implementers:
                span = (chunks[j].start, chunks[j].end)
                draft.sides.append(Side("target", code, None, None, None, None, span))
        for j in range(verb + 1, start):
            reference = clause.reference(j)
            if reference is not None and (
                is_list
                or any(c.symbol == "w" for c in chunks[j + 1 : j + 3])
                or clause.word(j + 1) == "under"
                or clause.word(verb).startswith("charg")
            ):
                made = side_of(document, reference, "target")
                if made and made.identity not in implementers:
                    draft.sides.append(made)
        if (
            is_list
            and not draft.of("target")
            and chunks[start - 1].symbol == "t"
            and start - verb > 2
        ):
            draft.product = (
                chunks[verb + 1].start,
                chunks[start - 2].end,
            )  # 'added 71 firms to its list'
    if draft.measure_type == "sanction" and not draft.of("target") and draft.product is None:
        _aimed(clause, draft, implementers)
    if (
        verb is not None
        and side == "left"
        and clause.word(start - 1) == "under"
        and start - verb > 2
        and draft.product is None
        and not draft.of("target")
        and not any(
            measure_terms().match(clause.sentence.lower, chunks[j].first)
            for j in range(verb + 1, start - 1)
        )
    ):
        # 'placed television sets under import licensing'
        read_target(clause, verb + 1, start - 1, draft, implementers)
    is_before = verb is not None and side == "left" and clause.word(verb + 1) in ("on", "upon")
    is_bare = not draft.of("target") and draft.product is None
    if verb is not None and is_before and is_bare and start - verb > 2:
        read_target(clause, verb + 2, start, draft, implementers)  # 'placed on sugar a duty'
    if not draft.of("target") and draft.status in ("threatened", "announced", "proposed"):
        draft.sides += _conditioned(clause, draft, implementers)
    found = products(text, chunks[start].start, draft.noun[0])
    amount = _TONNES_OF.match(text, draft.noun[1], clause.sentence.end)
    if amount and draft.product is None and draft.measure_type.endswith("quota"):
        draft.product = amount.span("goods")  # 'a quota of 5,000 tonnes of frozen hake'
    if found is None and draft.measure_type.startswith(("export_", "import_")) and side != "own":
        found = products(text, *draft.noun)  # 'curbs on rare earths'
    if draft.product is None and found:
        draft.product = found
    if draft.product and _NO_GOODS.match(text[slice(*draft.product)]):
        draft.product = None  # a headline in capitals, or a time: 'tariffs for another year'
    if draft.product:
        trade = _TRADE_OF.match(text, *draft.product)
        if trade and trade.end() < draft.product[1]:
            draft.product = trade.end(), draft.product[1]


def _aimed(clause: Clause, draft: Draft, implementers: set[str]) -> None:
    """'The sanctions, imposed in May, target Russian banks'."""
    for k in range(clause.last + 1, min(len(clause.chunks) - 1, clause.last + 12)):
        if clause.word(k) in word_set("clause_breaks") or clause.chunks[k].symbol in ";S":
            return
        is_object = clause.chunks[k + 1].symbol in "A#_GdXL"
        if clause.word(k) in word_set("aiming_verbs") and is_object:
            if clause.word(k - 1) not in word_set("be"):
                read_target(clause, k + 1, group_end(clause, k + 1), draft, implementers)
            return


def _with_another(clause: Clause, k: int) -> int:
    """Step over 'and flight ban' between 'oil embargo' and what both are on."""
    if k >= len(clause.chunks) or clause.chunks[k].symbol != "&":
        return k
    for j in range(k + 1, min(k + 5, len(clause.chunks) - 1)):
        if clause.word(j) in word_set("bare_measures"):
            follows = clause.chunks[j + 1].symbol
            is_put = action_words().get(clause.word(j + 1)) == "impose"
            return j + 1 if follows in "og" or is_put else k
        if clause.chunks[j].symbol not in "_mX#d":
            break
    return k


def _relative(clause: Clause, k: int) -> int:
    """Return how many chunks 'that Washington imposed' after a measure takes up, 0 when it is none."""
    start = k
    if clause.word(k) in ("that", "which"):
        k += 1
    if clause.reference(k) is None:
        return 0
    k += 1
    while k < len(clause.chunks) and clause.chunks[k].symbol in "xv":
        k += 1
    if clause.word(k + 1) == "to" and clause.word(k) in word_set("intending_verbs"):
        k += 2  # 'the tariffs it planned to put on'
    elif clause.word(k).startswith("threaten") and clause.word(k + 1) in ("on", "against"):
        return k + 1 - start
    return k + 1 - start if clause.lays(k) else 0


def _inside(clause: Clause, draft: Draft, implementers: set[str]) -> None:
    """'Banned Turkish apple imports', 'restricted rare earth exports': what stands inside the term."""
    chunks = clause.chunks
    inner = range(clause.first + 1, clause.last)
    goods = [
        k
        for k in inner
        if chunks[k].symbol in "_X"
        and not is_trade_word(clause.word(k))
        and clause.word(k) not in ("all", "overseas", "foreign")
    ]
    is_freeze = clause.word(clause.last) in ("assets", "funds", "holdings")
    for k in inner if draft.measure_type.startswith("import_") or is_freeze else ():
        reference, code = clause.reference(k), None
        if chunks[k].symbol == "A":
            code = clause.country(k)
        elif reference is not None:
            made = side_of(clause.document, reference, "target")
            code = made.country if made else None
        if code and code not in implementers:
            span = (chunks[k].start, chunks[k].end)
            draft.sides.append(Side("target", code, None, None, None, None, span))
    if draft.measure_type == "port_restriction":
        return
    if goods and draft.product is None and chunks[clause.last].symbol in "_fnt":
        draft.product = (chunks[goods[0]].start, chunks[goods[-1]].end)


def _conditioned(clause: Clause, draft: Draft, implementers: set[str]) -> list[Side]:
    """'Threatened tariffs unless Denmark drops its tax': whom the condition binds."""
    for k in range(clause.last + 1, min(len(clause.chunks) - 1, clause.last + 5)):
        reference = clause.reference(k + 1)
        if clause.word(k) in ("if", "unless") and reference is not None:
            is_state = reference.kind == "country"
            made = side_of(clause.document, reference, "target") if is_state else None
            return [made] if made and made.country and made.identity not in implementers else []
    return []


def _past_day(clause: Clause, k: int) -> int:
    """Return the preposition that goes on after words of time at chunk `k`, else `k`."""
    if any(clause.word(j) == "including" for j in range(k, min(len(clause.chunks), k + 12))):
        return k  # 'tariffs last month on many goods, including a levy on': one of them is told
    for j in range(k, min(len(clause.chunks), k + 6)):
        if clause.word(j) in _ONTO and not clause.is_date(min(j + 1, len(clause.chunks) - 1)):
            return j
        if clause.chunks[j].symbol not in "ixvd_#" or clause.word(j) in action_words():
            return k
    return k


def _past_author(clause: Clause, k: int) -> int:
    """'Tariffs announced by Japan on', 'a quota held out by Norway in May for': step over who and when."""
    chunks = clause.chunks
    by = next((j for j in range(k, min(len(chunks), k + 3)) if chunks[j].symbol == "y"), k)
    if by == k or not clause.word(k).endswith(("ed", "id", "eld", "ut", "ght")):
        return k
    author = by + 2 if clause.word(by + 1) == "the" else by + 1
    if clause.reference(author) is None:
        return k
    return _past_day(clause, author + 1)


def _after_examples(clause: Clause, k: int, implementers: set[str]) -> list[Side]:
    """'Duties on foods such as dates and melons from Iran': where all of them come from."""
    chunks = clause.chunks
    k += clause.word(k) == ","
    if clause.word(k) not in ("such", "including", "like"):
        return []
    for j in range(k + 1, min(len(chunks) - 1, k + 16)):
        if clause.word(j) == "from":
            named = [clause.reference(j + 1)]
            if j + 3 < len(chunks) and chunks[j + 2].symbol == "&":
                named.append(clause.reference(j + 3))
            made = [side_of(clause.document, r, "target") for r in named if r is not None]
            return [s for s in made if s and s.country and s.identity not in implementers]
        if chunks[j].symbol not in "_X,&A#dm-" and clause.word(j) != "as":
            return []
    return []


def _made_in(clause: Clause, k: int) -> list[Side]:
    """'Films made in Canada', 'cars built in Mexico', 'phosphate imported from Peru'."""
    chunks = clause.chunks
    for j in range(k, min(k + 3, len(chunks) - 2)):
        if clause.word(j) in word_set("made_words") and chunks[j + 1].symbol in "in":
            reference = clause.reference(j + 2)
            made = side_of(clause.document, reference, "target") if reference else None
            return [made] if made and made.country else []
    return []


def _asker(clause: Clause, implementers: set[str]) -> list[Side]:
    """'Brazil asked Washington to lift its tariff on its goods': whose goods, if one other is named."""
    near = [r for r in clause.sentence.references if r.kind in ("country", "unnamed", "person")]
    made = [
        s
        for r in near
        if r.start < clause.chunks[clause.first].start
        and (s := side_of(clause.document, r, "target"))
    ]
    made = [s for s in made if s.country and s.country not in implementers]
    return made[:1] if len({s.country for s in made}) == 1 and implementers else []


def is_destination(draft: Draft) -> bool:
    """Tell a duty on what comes in, for which 'into X' says where to, from a probe 'into X'."""
    return draft.measure_type in ("anti_dumping", "anti_subsidy", "safeguard") and (
        draft.action != "investigate"
    )


def _listed(clause: Clause, k: int, draft: Draft, implementers: set[str]) -> None:
    """Read the people and firms named after 'including' as targets."""
    chunks = clause.chunks
    while k < len(chunks) and (chunks[k].symbol in "GXOPAms&,d" or clause.word(k) == "and"):
        reference = clause.reference(k)
        if reference is not None and (reference.entity is not None or reference.kind == "body"):
            follows = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
            made = side_of(clause.document, reference, "target")
            if made and made.identity not in implementers and follows in "&,.;":
                draft.sides.append(made)
        k += 1


def read_target(clause: Clause, first: int, end: int, draft: Draft, implementers: set[str]) -> None:
    """Enter the targets and the product that chunks `first` to `end` name after a preposition."""
    document, chunks = clause.document, clause.chunks
    sides: list[Side] = []
    owner: str | None = None
    plain = 0
    product_end = 0
    for k in range(first, end):
        reference = clause.reference(k)
        if reference is not None:
            if k > first and chunks[k - 1].symbol == "t":
                made = side_of(document, reference, "target")
                if made and (
                    draft.measure_type.startswith("export_") or is_trade_word(clause.word(k - 2))
                ):
                    sides.append(made)
                    product_end = product_end or k - 1
                continue
            made = side_of(document, reference, "target")
            if made is None:
                plain += 1
                continue
            if k + 1 < end and chunks[k + 1].symbol == "s":
                owner = made.country
            if reference.noun_kind == "body" and reference.is_plural:
                owner, made.organisation, made.is_firm = made.country, None, False
            sides.append(made)
        elif chunks[k].symbol == "A" or clause.word(k) == "european":
            code = clause.country(k) or ("EUU" if clause.word(k) == "european" else None)
            if code:
                sides.append(
                    Side("target", code, None, None, None, None, (chunks[k].start, chunks[k].end))
                )
            plain += 1
        elif chunks[k].symbol in "_X":
            plain += 1
            maker = _MADE.fullmatch(document.text[chunks[k].start : chunks[k].end])
            known = document.lexicon.terms.values.get(maker[1]) if maker else None
            if known is not None and known.country:
                span = (chunks[k].start, chunks[k].end)
                sides.append(Side("target", known.country, None, None, None, None, span))
    symbols = "".join(c.symbol for c in chunks[first:end])
    if (
        draft.measure_type == "sanction"
        and not sides
        and set(symbols) <= set("X&,")
        and "X" in symbols
    ):
        for k in range(first, end):
            if chunks[k].symbol == "X":
                span = (chunks[k].start, chunks[k].end)
                one = Side("target", None, document.text[slice(*span)], None, None, None, span)
                one.is_firm = True
                sides.append(one)
        plain = 0
    firms = [s for s in sides if s.is_firm]
    if owner and firms:
        sides = firms
        for one in sides:
            one.country = one.country or owner
    if not sides and end < len(chunks):
        sides = _made_in(clause, end - 1)
    if not sides and clause.word(first) in ("its", "their"):
        sides = _asker(clause, implementers)
    sides = [s for s in sides if not (s.identity in implementers and not s.is_firm)]
    draft.sides += sides
    if clause.reference(first) is not None and first + 1 < end and chunks[first + 1].symbol == "f":
        plain = 0  # 'tariffs on the United States of any economy'
    if set(symbols) <= set("A&,-d"):
        plain = 0  # 'Honduran and Colombian' are no goods
    if plain and draft.product is None and not (firms and owner):
        draft.product = (chunks[first].start, chunks[(product_end or end) - 1].end)

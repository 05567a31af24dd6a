"""Who stands behind a reference in a measure: governments, bodies, firms, persons."""

from __future__ import annotations

import re

from communique.extract.document import Document, Reference, Sentence
from communique.extract.measure_clause import DECREES, Clause, Side
from communique.extract.parties import country_of, resolve

# in the world's press these names without a country are those of Washington
_CHAMBERS = frozenset({"Senate", "House", "House of Representatives", "Congress"})
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_CODES = frozenset({"cfr", "hts", "htsus", "usc", "ieepa", "fta", "usmca", "nafta", "gatt", "gsp"})
_EUROPE = re.compile(r"\b(?:European (?:Union|Community|Commission)|EU|EC|Brussels)\b")
_OWN_ACTS = ("order", "proclamation", "memorandum")
_WE = frozenset({"i", "we"})


def side_of(document: Document, reference: Reference, role: str) -> Side | None:
    """Return the government or body that a reference stands for in a measure."""
    if reference.kind == "set" and role == "target" and len(reference.countries) == 1:
        span = (reference.start, reference.end)
        return Side(role, reference.countries[0], None, None, None, None, span)
    if reference.kind in ("pronoun", "set"):
        resolved = resolve(document, reference) if reference.kind == "pronoun" else None
        if resolved is None:
            return None
        reference = resolved
    if reference.noun_kind in ("media", "document"):
        return None
    if (
        reference.kind == "body"
        and not reference.countries
        and reference.organisation == "Government"
    ):
        return _own_government(document, reference, role)
    if reference.kind == "body" and not reference.countries and _is_european(document, reference):
        span = (reference.start, reference.end)
        return Side(role, "EUU", "European Commission", "european-commission", None, None, span)
    called = reference.entity.name if reference.entity is not None else reference.organisation
    last_word = (called or "").lower().split()[-1:]
    if last_word and (last_word[0] in DECREES or last_word[0] in _CODES or last_word[0] == "bloc"):
        return None
    span = (reference.start, reference.end)
    if reference.organisation in _CHAMBERS and not reference.countries and role == "implementer":
        return Side(role, "USA", reference.organisation, None, None, None, span)
    if reference.entity is not None:
        country = (
            reference.countries[0]
            if reference.countries
            else country_of(document, reference.entity)
        )
        if role == "target":
            return Side(
                role, country, None, None, reference.entity.name, reference.entity.person_key, span
            )
        organisation = reference.entity.organisation if country is None else None
        if country is None and organisation is None:
            return None
        return Side(role, country, organisation, None, None, None, span)
    country = reference.countries[0] if reference.countries else None
    if reference.is_capital and role != "target":
        known = document.lexicon.terms.values.get(reference.words)
        if known is not None and "also_eu" in known.note:
            country = "EUU"
    is_firm = reference.kind == "body" and role == "target"
    if reference.kind == "unnamed" and country is None:
        return None
    is_common = reference.noun_kind == "body" and reference.is_plural
    if country is None and (reference.organisation is None or is_common):
        return None
    organisation = (
        reference.organisation if (is_firm or country is None or reference.kind == "body") else None
    )
    if country == "EUU":
        organisation = reference.organisation
    made = Side(role, country, organisation, reference.organisation_key, None, None, span)
    made.is_firm = is_firm
    return made


def _is_european(document: Document, reference: Reference) -> bool:
    """'The Commission' bare, in an article that speaks of the European Union or Community."""
    if reference.words not in ("the Commission", "The Commission"):
        return False
    return _EUROPE.search(document.text) is not None


def _own_government(document: Document, reference: Reference, role: str) -> Side | None:
    """'The Australian Government' read in two pieces; bare, it is that of the official outlet."""
    owner = next(
        (
            r.countries[0]
            for r in document.sentence_at(reference.start).references
            if r.countries and 0 < reference.start - r.end <= 1
        ),
        voice(document),
    )
    span = (reference.start, reference.end)
    return Side(role, owner, None, None, None, None, span) if owner else None


def voice(document: Document) -> str | None:
    """Return the country that speaks in the first person: that of an official outlet, else none.

    A report with a dateline has its home from the place, and 'we' in it is whoever is quoted.
    """
    return None if document.article.dateline_place else document.home


def spoken_by(clause: Clause, verb: int) -> Side | None:
    """'We have imposed', 'the Proclamation imposes': the state whose own text it is."""
    document = clause.document
    home = voice(document)
    if home is None or clause.sentence.chunks[verb].start >= clause.sentence.end:
        return None
    for k in range(verb - 1, max(-1, verb - 10), -1):
        word = clause.word(k)
        if clause.chunks[k].symbol in ";:S":
            break
        is_decree = word.split()[-1:] and word.split()[-1] in _OWN_ACTS
        is_decree = is_decree and (
            word.startswith(("the ", "this ")) or clause.word(k - 1) in ("the", "this")
        )
        if (word in _WE or is_decree) and not document.is_quoted(clause.chunks[k].start):
            before = clause.chunks[k - 1].symbol if k else ""
            if is_decree and before == "d":
                before = clause.chunks[k - 2].symbol if k > 1 else ""
            if before and before in "fianrzgbtwoy":
                continue
            span = (clause.chunks[k].start, clause.chunks[k].end)
            return Side("implementer", home, None, None, None, None, span)
        if clause.reference(k) is not None and not is_decree:
            break
    return None


def together_of(clause: Clause, subject: Reference) -> list[Side]:
    """'Egypt, Bahrain and Qatar imposed': those before the 'and' act too, if they are states or bodies."""
    chunks = clause.chunks
    k = next((j for j, c in enumerate(chunks) if c.reference is subject), 0)
    found: list[Side] = []
    wanted = "&"
    while k >= 2 and chunks[k - 1].symbol in wanted:
        reference = clause.reference(k - 2)
        lead = chunks[k - 3].symbol if k > 2 else ""
        if wanted == "," and lead and lead in "fianrzgbtwoy":
            return found  # 'In Lima, Peru and Chile imposed'
        if reference is None or reference.kind not in ("country", "body"):
            return []
        made = side_of(clause.document, reference, "implementer")
        if made is None:
            return []
        found.insert(0, made)
        k, wanted = k - 2, ","
    lead = chunks[k - 1].symbol if k else ""
    return [] if lead and lead in "fianrzgbtwoys" else found


def parties_meant(clause: Clause, reference: Reference) -> list[Side]:
    """'The country', 'the bloc', 'the four states': who opens the sentence before, if it is one who can.

    Nothing where the sentence before opens with anything else than a country or body.
    """
    document, sentence = clause.document, clause.sentence
    words = reference.words.lower().split() or [""]
    opening = openers(document, sentence)
    if reference.kind == "pronoun" and words == ["they"]:
        if len(opening) < 2 or any(o.kind != "country" for o in opening):
            return []
        acting = [side_of(document, o, "implementer") for o in opening]
        return [m for m in acting if m]
    if reference.kind == "set":
        count = next((_COUNTS[w] for w in words if w in _COUNTS), 0)
        is_all = count and len(opening) == count and all(o.kind == "country" for o in opening)
        made = [side_of(document, o, "implementer") for o in opening] if is_all else []
        return [m for m in made if m]
    if reference.noun_kind == "body" and reference.is_definite and not reference.countries:
        return [one] if (one := _named_before(document, sentence, words[-1])) else []
    is_state = reference.noun_kind in ("side", "government") and reference.is_definite
    if (not is_state and words[-1] != "bloc") or reference.countries or len(opening) != 1:
        return []
    if words[-1] == "bloc" and opening[0].countries[:1] != ("EUU",):
        return []
    one = side_of(document, opening[0], "implementer")
    return [one] if one else []


def _named_before(document: Document, sentence: Sentence, noun: str) -> Side | None:
    """'The ministry': the one body of that kind, or the one that opens the sentence before."""
    named: list[Reference] = []
    for before in document.sentences[max(0, sentence.index - 3) : sentence.index]:
        if sentence.paragraph - before.paragraph <= 1:
            named += [r for r in before.references if r.kind == "body" and r.countries]
    alike = [r for r in named if noun in r.words.lower().split()]
    found = alike or openers(document, sentence)
    if len({(r.countries, r.organisation) for r in found}) != 1 or found[0].kind != "body":
        return None
    return side_of(document, found[0], "implementer")


def openers(document: Document, sentence: Sentence) -> list[Reference]:
    """Return the countries or bodies that are the subject of the sentence before.

    A sentence of the same paragraph that names no country or body is passed over, twice at most.
    """
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        before = document.sentences[index]
        if sentence.paragraph - before.paragraph > (1 if index == sentence.index - 1 else 0):
            break
        if not any(r.kind in ("country", "body") or r.countries for r in before.references):
            continue
        found: list[Reference] = []
        for k, chunk in enumerate(before.chunks):
            if chunk.symbol in "&,d" and found:
                continue
            reference = chunk.reference
            if reference is None or reference.kind not in ("country", "body"):
                break
            if document.is_quoted(reference.start) or reference.is_possessive:
                return []
            if k + 1 < len(before.chunks) and before.chunks[k + 1].symbol == "s":
                return []
            found.append(reference)
        return found
    return []

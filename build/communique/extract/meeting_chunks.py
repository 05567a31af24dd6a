"""The chunks of a sentence as the constructions of meetings see them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from communique.extract.dates import DateMention
from communique.extract.document import Document, Entity, Item, Reference, Sentence
from communique.extract.group_nouns import country_of
from communique.extract.meeting_draft import trigger_words

_PAIR = re.compile(r"([A-Z][\w.]+)[-–]([A-Z][\w.]+) (\S.*)")
_RELATIVE = frozenset({"who", "which", "whose", "whom"})
_AFTER_NOUN = (" with ", " between ", " in ", " at ", " on ", ".", ",")
_OPINIONS = (" views", " opinions", " ideas")
# Marks and words of grammar are to the constructions what they are to the groups.
_TOWNS = (" capital", " city", " town", " port", " resort")
_SITTING = (" down", " at the same table", " face to face", " across the table")
_STAYS = frozenset('.,;:()"-&cdkmfrtwyianobg!v#s')
_WINDS = frozenset("wind winds wound winding".split())
_PUTS = ("put", "puts", "putting", "call", "called", "calls", "calling")
_TAKES = ("take", "takes", "took", "taking", "taken")
_BODY_NOUNS = frozenset(
    "bloc group grouping alliance union organisation organization cartel".split()
)
_CONTRACTIONS = ("'m", "'re")
_PLACE_PREPOSITIONS = ("in", "at", "into", "near", "outside")


def pattern_chunks(document: Document, sentence: Sentence, dates: list[DateMention]) -> list[Item]:
    """Return a sentence's chunks with dates folded (`D`), places told from parties (`L`), and triggers."""
    text, chunks = document.text, sentence.chunks
    words = trigger_words()
    speaks_for_state = (
        document.home is not None and document.is_official and not document.is_transcript
    )
    made: list[Item] = []
    spans = [(d.start, d.end) for d in dates]
    for k, chunk in enumerate(chunks):
        while spans and spans[0][1] <= chunk.start:
            del spans[0]
        if spans and spans[0][0] <= chunk.start:
            span = spans[0]
            if not made or made[-1].symbol != "D" or made[-1].end < span[0]:
                made.append(Item("D", span[0], max(span[1], chunk.end), chunk.first, chunk.last))
            continue
        symbol = chunk.symbol
        if symbol in _STAYS:
            made.append(chunk)
            continue
        reference = chunk.value if isinstance(chunk.value, Reference) else None
        before = chunks[k - 1] if k else None
        word = text[chunk.start : chunk.end].lower()
        if reference is not None and reference.kind == "country" and before is not None:
            place_like = text[before.start : before.end].lower() in _PLACE_PREPOSITIONS or (
                before.symbol == "f" and text[: before.start].rstrip().endswith(_TOWNS)
            )
            motion = before.symbol in "tn" and not (
                k >= 2
                and text[chunks[k - 2].start : chunks[k - 2].end].lower() in ("spoke", "talked")
            )
            in_list = before.symbol == "," and made and len(made) > 1 and made[-2].symbol == "L"
            in_list = in_list or (bool(made) and made[-1].symbol == "L")  # "in Tokyo Japan"
            in_list = in_list or _ends_places(chunks, k, made)
            visited = bool(made) and made[-1].symbol == "I"  # "visited Cairo to meet Shoukry"
            if (place_like or motion or in_list or visited) and not reference.noun_kind:
                symbol = "L"
        elif (
            reference is not None
            and reference.words == "it"
            and before is not None
            and (before.symbol in "zf" or words.get(text[before.start : before.end].lower()))
        ):
            symbol = "_"  # "discussed it with": what was discussed, and nobody
        elif reference is not None and _is_compound(document, chunks, k, words):
            symbol = "_"
        elif (
            reference is not None
            and before is not None
            and (
                before.symbol in "xt" or (word in ("chairs", "co-chairs") and before.symbol == "G")
            )
        ):
            # "will co-chair": the noun for an office is a verb after an auxiliary
            found = words.get(word, "")
            if found in ("J", "H"):
                made.append(Item(found, chunk.start, chunk.end, chunk.first, chunk.last))
                continue
        elif symbol == "A" and _is_of_pair(chunks, k):
            party = _of_adjective(document, chunk)
            if party is not None:
                made.append(Item("G", chunk.start, chunk.end, chunk.first, chunk.last, party))
                continue
        elif symbol in "K":
            symbol = "L"
        elif symbol == "X" and _ends_in_meeting(text, chunk, words):
            symbol = "Z"
        elif symbol == "p" and word == "we" and speaks_for_state:
            ours = Reference("pronoun", chunk.start, chunk.end, words="they", is_plural=True)
            made.append(Item("G", chunk.start, chunk.end, chunk.first, chunk.last, ours))
            continue
        elif symbol == "p" and text[chunk.start : chunk.end] != "I":
            symbol = "K" if word in _RELATIVE else "v" if word.endswith(("self", "selves")) else "p"
        elif (symbol == "z" and word == "including") or (
            word == "as" and text[: chunk.start].endswith("such ")
        ):
            symbol = "j"  # "with leaders such as Xi"
        elif symbol == "Q" and word == "their":
            theirs = Reference("pronoun", chunk.start, chunk.end, words="they", is_plural=True)
            made.append(Item(symbol, chunk.start, chunk.end, chunk.first, chunk.last, theirs))
            continue
        elif symbol in "_p" and text[chunk.start : chunk.end] == "I" and document.home:
            author = _author(document, chunk)
            if author is not None:
                made.append(Item("G", chunk.start, chunk.end, chunk.first, chunk.last, author))
                continue
        elif symbol in "_x":
            found = words.get(word, "")
            if word.startswith("exchang"):
                is_talk = text.startswith(_OPINIONS, chunk.end)
                found = "V" if is_talk else found if found == "Z" else ""
            if word == "talk" and before is not None and before.symbol in "dm_#":
                found = "Z"
            if word in ("bilateral", "trilateral"):
                is_noun = before is not None and before.symbol in "dmQs#_"
                found = "Z" if is_noun and text.startswith(_AFTER_NOUN, chunk.end) else ""
            if word in ("sat", "sit", "sits", "sitting") and not text.startswith(
                _SITTING, chunk.end
            ):
                found = ""
            if found == "N" and not (before is not None and before.symbol == "y"):
                found = ""  # "by phone", and no "phone call"
            if text.startswith(" off ", chunk.end) and word in _PUTS:
                found = "J"  # "put off a meeting"
            if text.startswith(" up ", chunk.end) and word in _WINDS:
                found = "J"  # "wound up three days of talks"
            if found == "l" and " with " not in text[chunk.end : chunk.end + 90]:
                found = ""  # "signed the accord with him", and no mere signing
            if word == "part" and before is not None:
                found = "J" if text[before.start : before.end].lower() in _TAKES else ""
            if (
                found == "J"
                and before is not None
                and before.symbol in "dsQ"
                and not _is_both(text, before)
            ):
                found = ""  # "a planned meeting": the word qualifies the noun
            if found and symbol == "_":
                symbol = found
            if word == "meeting":
                is_verb = (
                    before is None
                    or before.symbol == "x"
                    or text[before.start : before.end].replace("’", "'") in _CONTRACTIONS
                    or (before.symbol == "v" and k >= 2 and chunks[k - 2].symbol == "x")
                    or _is_absolute(chunks, k)
                )
                symbol = "M" if is_verb else "Z"
            elif word == "call" and made and made[-1].symbol in "xtvG&":
                is_visit = text[chunk.end : chunk.end + 4] == " on "
                symbol = "W" if is_visit else "_"
            elif word == "visit" and before is not None and before.symbol in "xtv":
                symbol = "I" if k + 1 < len(chunks) and chunks[k + 1].symbol == "G" else symbol
            elif word == "visits" and k + 1 < len(chunks) and chunks[k + 1].symbol in "GLKC":
                symbol = "I"
        if reference is not None and made and _names_body(text, made[-1], reference):
            # "negotiators from … the South American trade bloc Mercosur"
            owner = made.pop()
            named = replace(
                owner.value,  # type: ignore[type-var]
                countries=reference.countries,
                organisation=reference.organisation,
                organisation_key=reference.organisation_key,
            )
            made.append(Item("G", owner.start, chunk.end, owner.first, chunk.last, named))
            continue
        government = _government(text, made[-1], reference) if reference and made else None
        if government is not None and reference is not None:
            # "senior administration officials"
            owner = made.pop()
            reference = replace(reference, countries=government.countries)
            made.append(Item("G", owner.start, chunk.end, owner.first, chunk.last, reference))
            continue
        if symbol == "E":
            made += _named_pair(document, chunk)
            continue
        if symbol == chunk.symbol:
            made.append(chunk)
        else:
            made.append(Item(symbol, chunk.start, chunk.end, chunk.first, chunk.last, chunk.value))
    return made


def _is_absolute(chunks: list[Item], k: int) -> bool:
    """Tell the verb of 'ties were mended, with Payne meeting Prime Minister Salwai'."""
    return (
        k > 1
        and chunks[k - 1].reference is not None
        and chunks[k - 2].symbol == "w"
        and k + 1 < len(chunks)
        and chunks[k + 1].reference is not None
    )


def _is_of_pair(chunks: list[Item], k: int) -> bool:
    """Tell the adjectives of 'the Soviet-Sudanese talks'."""
    for dash, other in ((k + 1, k + 2), (k - 1, k - 2)):
        if 0 <= other < len(chunks) and 0 <= dash < len(chunks) and chunks[dash].symbol == "-":
            low, high = sorted((k, other))
            joined = (
                chunks[low].end == chunks[dash].start and chunks[dash].end == chunks[high].start
            )
            if joined and chunks[other].symbol == "A":
                return True
    return False


def _of_adjective(document: Document, chunk: Item) -> Reference | None:
    code = country_of(document, chunk)
    if code is None:
        return None
    made = Reference("country", chunk.start, chunk.end, chunk.start, chunk.end)
    made.words, made.countries = document.text[chunk.start : chunk.end], (code,)
    return made


def _names_body(text: str, owner: Item, reference: Reference) -> bool:
    """Tell whether a body's name follows the common noun for it: 'the trade bloc Mercosur'."""
    common = owner.reference
    return (
        common is not None
        and reference.kind == "body"
        and common.organisation is not None
        and (common.organisation_key or "").lower()
        in ("", (reference.organisation_key or "").lower())
        and text[owner.end : reference.start] == " "
        and text[: owner.end].rsplit(None, 1)[-1] in _BODY_NOUNS
    )


def _government(text: str, owner: Item, reference: Reference) -> Reference | None:
    """Return the government to which the people named right after it belong."""
    government = owner.reference
    joins = (
        government is not None
        and government.noun_kind == "government"
        and len(government.countries) == 1
        and reference.kind in ("unnamed", "set")
        and reference.office is not None
        and not (reference.countries or reference.organisation)
        and text[owner.end : reference.start] == " "
    )
    return government if joins else None


def _is_both(text: str, chunk: Item) -> bool:
    return text[chunk.start : chunk.end].lower() in ("both", "all")


def _ends_places(chunks: list[Item], k: int, made: list[Item]) -> bool:
    """'Will travel to Yerevan and Baku next week': the second place of two, and no subject."""
    joined = len(made) > 1 and made[-1].symbol == "&" and made[-2].symbol == "L"
    following = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
    return joined and following in ".,;oitr_"


def _is_compound(document: Document, chunks: list[Item], k: int, words: dict[str, str]) -> bool:
    """'A leader call': a noun for people that only qualifies the word for a meeting after it."""
    reference = chunks[k].reference
    if (
        reference is None
        or reference.kind not in ("unnamed", "body")
        or reference.organisation_key
        or reference.countries
        or k + 1 >= len(chunks)
    ):
        return False
    following = document.text[chunks[k + 1].start : chunks[k + 1].end].lower()
    return words.get(following) == "Z" and chunks[k + 1].symbol == "_" and not reference.is_plural


def _named_pair(document: Document, chunk: Item) -> list[Item]:
    """'The EU-Japan summit': an event whose name holds the two that meet there."""
    name = document.text[chunk.start : chunk.end]
    found = _PAIR.match(name)
    terms = document.lexicon.terms.values
    halves = [terms.get(half) for half in found.groups()[:2]] if found else []
    if not found or any(t is None or not t.country for t in halves):
        return [chunk]
    made: list[Item] = []
    for n, term in enumerate(halves, 1):
        start, end = chunk.start + found.start(n), chunk.start + found.end(n)
        party = Reference("country", start, end, start, end, words=name[slice(*found.span(n))])
        party.countries = (term.country,) if term and term.country else ()
        made.append(Item("G", start, end, chunk.first, chunk.last, party))
        if n == 1:
            made.append(Item("-", end, end + 1, chunk.first, chunk.last))
    start = chunk.start + found.start(3)
    made.append(Item("Z", start, chunk.end, chunk.first, chunk.last))
    return made


def _ends_in_meeting(text: str, chunk: Item, words: dict[str, str]) -> bool:
    """'The 13th High-Level Meeting': a capitalised name whose last word is a meeting's."""
    last = text[chunk.start : chunk.end].split()[-1].lower()
    return words.get(last) == "Z"


def _author(document: Document, chunk: Item) -> Reference | None:
    """ "I met today with …" in a minister's release: its author, else the country for which it speaks."""
    if not document.is_official:
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

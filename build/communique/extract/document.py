"""The annotation layers over one article: sentences, items (typed chunks), references and entities.

Each layer adds to the document and changes none below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from communique.core.model import Article
from communique.lexicon.lexicon import Lexicon, Term, fold
from communique.text.quotes import Quote, find_quotes
from communique.text.segment import Token, paragraphs, sentences, tokens

# The symbols of items, one character each, so that a sentence is a short string:
#   P person name   X unknown capital run   O body   C country   K capital or seat of government
#   A country adjective or demonym   N group of states   L place   E event   F office   U party noun
#   T honorific     G a reference to a party (made from the above by `groups`)
#   d determiner  k that  s possessive ending  m modifier  & and  f of  r for  t to  w with  y by  i in  a at
#   o on  n from  b between  g against  z other preposition  c other conjunction  h he/she/they
#   q it  Q his/her/their  p other pronoun  x auxiliary  ! negation  v adverb  # number  _ other word
#   , comma  ( )  : ;  . other mark  " quotation mark  - dash
_OFFICIAL = re.compile(
    r"\b(?:Parliament|Government|Ministry|White House|Department|Embassy|Commission|Council|Senate"
    r"|Downing|Foreign Office|Kremlin|Presidency|Secretariat|Representative|Minister|Chancellery"
    r"|GOV)\b",
    re.I,
)
# The turns of a briefing or an interview: "Q    Thanks, Jen.", "MS. PSAKI:  Good afternoon."
_TURN = re.compile(r"^(?:Q[ \t]{1,8}(?=\S)|(?:[A-Z]{2,}\.?[ ]?){1,4}:\s)", re.M)
_LEAST_TURNS = 4
CLASS_SYMBOLS = {
    "determiner": "d",
    "complementiser": "k",
    "preposition_with": "w",
    "preposition_of": "f",
    "preposition_for": "r",
    "preposition_to": "t",
    "preposition_by": "y",
    "preposition_in": "i",
    "preposition_at": "a",
    "preposition_on": "o",
    "preposition_from": "n",
    "preposition_between": "b",
    "preposition_against": "g",
    "preposition_other": "z",
    "conjunction": "&",
    "conjunction_other": "c",
    "pronoun": "h",
    "pronoun_it": "q",
    "pronoun_other": "p",
    "possessive": "Q",
    "auxiliary": "x",
    "negation": "!",
    "adverb": "v",
}


class Item(Struct, gc=False):
    """A chunk of a sentence: symbol, character span, token span, and what it stands for.

    A struct of msgspec, for an article has thousands; nothing that it holds points back to it.
    """

    symbol: str
    start: int
    end: int
    first: int
    last: int
    value: object = None

    @property
    def term(self) -> Term | None:
        """The known term that the chunk is, if it is one."""
        return self.value if isinstance(self.value, Term) else None

    @property
    def reference(self) -> Reference | None:
        """The party that the chunk refers to, if it does."""
        return self.value if isinstance(self.value, Reference) else None


def symbols_of(chunks: list[Item]) -> str:
    """Return the chunks' symbols as a string."""
    return "".join([chunk.symbol for chunk in chunks])


def lower_words(text: str, chunks: list[Item]) -> list[str]:
    """Return the lower-case texts of chunks, with straight apostrophes."""
    if not chunks:
        return []
    start, end = chunks[0].start, chunks[-1].end
    passage = text[start:end].replace("’", "'").lower()
    if len(passage) == end - start:
        return [passage[c.start - start : c.end - start] for c in chunks]
    return [text[c.start : c.end].replace("’", "'").lower() for c in chunks]


class Entity(Struct, gc=False):
    """A person as the article knows them, all mentions taken together."""

    name: str
    words: tuple[str, ...]
    order: int
    person_key: str | None = None
    office: str | None = None
    office_type: str | None = None
    is_former: bool | None = None
    country: str | None = None
    organisation: str | None = None
    organisation_key: str | None = None
    sex: str = ""
    country_from_reference: bool = False


class Reference(Struct, gc=False):
    """A noun group that names a party.

    `kind`: person, unnamed (an office or people without a name), country, body, pronoun, or set
    ("the two leaders").  `countries` holds more than one for "US and Chinese officials".
    """

    kind: str
    start: int
    end: int
    name_start: int = 0
    name_end: int = 0
    entity: Entity | None = None
    words: str = ""
    office: str | None = None
    office_type: str | None = None
    is_former: bool | None = None
    countries: tuple[str, ...] = ()
    organisation: str | None = None
    organisation_key: str | None = None
    is_plural: bool = False
    is_definite: bool = False
    possessor: str = ""
    noun_kind: str = ""
    is_capital: bool = False
    is_possessive: bool = False


class Sentence(Struct, gc=False):
    """A sentence with its layers; `vocabulary` are its tokens in lower case, each once.

    `symbols` are those of its chunks, as a string.
    """

    index: int
    paragraph: int
    start: int
    end: int
    tokens: list[Token]
    lower: list[str]
    vocabulary: frozenset[str]
    items: list[Item] = []
    chunks: list[Item] = []
    references: list[Reference] = []
    symbols: str = ""
    _words: list[str] = []

    def words(self, text: str) -> list[str]:
        """Return the lower-case texts of the chunks, which stand from the groups layer on."""
        if not self._words:
            self._words = lower_words(text, self.chunks)
        return self._words


@dataclass(slots=True)
class Document:
    """One article and all that was found in it; `spelled_out` are short forms with their words, if told."""

    article: Article
    lexicon: Lexicon
    text: str
    paragraphs: list[tuple[int, int]]
    quotes: list[Quote]
    sentences: list[Sentence]
    base: date | None
    base_kind: str
    entities: list[Entity] = field(default_factory=list)
    aliases: dict[str, Reference] = field(default_factory=dict)
    spelled_out: dict[str, str | None] = field(default_factory=dict)
    quote_starts: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    home: str | None = None
    is_transcript: bool = False
    is_official: bool = False

    def is_quoted(self, position: int) -> bool:
        """Tell whether a character stands inside a quotation."""
        i = bisect_right(self.quote_starts, position) - 1
        return i >= 0 and position < self.quotes[i].end

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that holds a character."""
        return self.sentences[max(0, bisect_right(self.sentence_starts, position) - 1)]


def is_official(article: Article) -> bool:
    """Tell whether an article is a text of a government, in which "I" is its minister."""
    return bool(article.outlet and _OFFICIAL.search(article.outlet))


def home_country(article: Article, lexicon: Lexicon) -> str | None:
    """Return the country whose offices an article names bare.

    In an official outlet's texts 'the Foreign Minister' is its own; in a report from Singapore 'Prime
    Minister Lee' is Singapore's, for the press names the country of everybody else.
    """
    outlet = article.outlet
    if not outlet or not _OFFICIAL.search(outlet):
        place = (article.dateline_place or "").split(",")[0]
        known = lexicon.terms.values.get(place)
        return known.country if known else None
    words = [fold(t.text) for t in tokens(outlet, 0, len(outlet))]
    found = [t for i in range(len(words)) if (t := lexicon.terms.match(words, i)) and t[1].country]
    # "Minister for Foreign Affairs, Australia": the country outranks the journal Foreign Affairs
    states = [t for t in found if t[1].kind in ("country", "adjective", "demonym", "capital")]
    return (states or found)[0][1].country if found else None


def _has_turns(text: str) -> bool:
    """Tell a briefing or an interview; where marks and questions are few, it is none."""
    if text.count(":") + text.count("\nQ") + text.startswith("Q") < _LEAST_TURNS:
        return False
    return len(_TURN.findall(text)) >= _LEAST_TURNS


def make_document(article: Article, lexicon: Lexicon) -> Document:
    """Segment an article; the names and groups layers come after."""
    text = article.text
    blocks = paragraphs(text)
    quotes = find_quotes(text, blocks)
    found: list[Sentence] = []
    for number, (low, high) in enumerate(blocks):
        if low < article.dateline_end < high:
            low = article.dateline_end
        for start, end in sentences(text, low, high):
            parts = tokens(text, start, end)
            lower = [t.text.lower() for t in parts]
            if "’" in text[start:end] or "`" in text[start:end]:
                lower = [word.replace("’", "'").replace("`", "'") for word in lower]
            known = frozenset(lower)
            found.append(Sentence(len(found), number, start, end, parts, lower, known))
    base = article.dateline_date or article.published_date
    kind = "dateline" if article.dateline_date else "publication"
    document = Document(article, lexicon, text, blocks, quotes, found, base, kind)
    document.quote_starts = [q.start for q in quotes]
    document.sentence_starts = [s.start for s in found]
    document.home = home_country(article, lexicon)
    document.is_official = is_official(article)
    document.is_transcript = _has_turns(text)
    return document

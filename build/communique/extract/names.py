"""The names layer: finds known terms, offices and person names, and chunks each sentence into items.

A run of capitalised words is a person when something says so: an honorific or an office before it,
a known given name, an apposition that gives an office, or a verb of saying after it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from communique.extract.date_expressions import MONTHS, WEEKDAYS, names_may
from communique.extract.document import CLASS_SYMBOLS, Document, Entity, Item, Sentence
from communique.extract.portfolios import joins_portfolios, with_portfolio
from communique.lexicon.lexicon import Lexicon, Office, PartyNoun, Term, fold, fold_all
from communique.lexicon.lexicon import lexicon as load_lexicon
from communique.lexicon.tables import word_set

_TERM_SYMBOLS = {
    "country": "C",
    "adjective": "A",
    "demonym": "A",
    "group": "N",
    "group_adjective": "A",
    "seat": "K",
    "capital": "K",
    "organisation": "O",
    "person": "P",
    "event": "E",
    "place": "L",
}
_OF_STATE = frozenset(
    "banquet dinner lunch luncheon visit reception ceremony funeral occasion honours honors".split()
)
_HOSTS = frozenset({"host", "hosts", "guest", "guests"})
_PREFIXES = {
    "Anglo": "GBR",
    "Austro": "AUT",
    "Franco": "FRA",
    "Greco": "GRC",
    "Hispano": "ESP",
    "Indo": "IND",
    "Italo": "ITA",
    "Luso": "PRT",
    "Russo": "RUS",
    "Sino": "CHN",
    "Turco": "TUR",
    "Turko": "TUR",
}
_STYLES = (["majesty"], ["excellency"], ["highness"], ["eminence"], ["holiness"])
_PLAIN_TITLES = frozenset({"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss"})
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_INITIAL = re.compile(r"[A-Z]\.?$")
_NUMBER = re.compile(r"[\d$€£¥₹]")
_MARKS = {",": ",", "(": "(", ")": ")", ":": ":", ";": ";", "“": '"', "”": '"', '"': '"'}
_MARKS |= {"`": '"', "–": "-", "—": "-", "―": "-", "--": "-", "-": "-"}
_COMPOUND = re.compile(r"[a-z.]-(?:led|backed|based|born|brokered|mediated|hosted|sponsored|run)$")
_TEXTS = frozenset(
    "Agreement Pact Treaty Act Framework Accord Convention Protocol Arrangement".split()
)
_LETTERS_AFTER = frozenset({"MP", "MEP", "MSP", "TD", "MLA", "MK"})
_LOWER_LETTERS_AFTER = frozenset(map(str.lower, _LETTERS_AFTER))
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr."})
_PER_CENT = frozenset({"%", "percent", "pct"})


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def is_name_word(word: str) -> bool:
    """Tell whether a token may be part of a name: capitalised and made of letters."""
    return _is_capital(word) and (word[-1].isalpha() or bool(_INITIAL.match(word)) or "." in word)


def _run_end(sentence: Sentence, i: int, lexicon: Lexicon, words: list[str]) -> int:
    """Return the token after the capital run that starts at `i`, stopping at known terms and offices."""
    texts, n = sentence.tokens, len(sentence.tokens)
    j = i + 1
    while j < n:
        word = texts[j].text
        if is_name_word(word):
            if word.lower() in word_set("honorifics") or word.lower() in _CALENDAR:
                break
            if _INITIAL.match(word) and word != "I":
                j += 1
                continue
            if word.lower() in lexicon.word_class and not _INITIAL.match(word):
                break
            if (
                lexicon.offices.match(sentence.lower, j)
                and lexicon.name_heads.get(words[j - 1]) != "other"
            ):
                break
            term = lexicon.terms.match(words, j)
            of_name = words[j - 1].lower() in word_set("particles")  # "Julieta de Lima"
            if term and term[1].kind not in ("place", "person", "event") and not of_name:
                break
            if term and term[0] > 1:
                break
            j += 1
        elif (
            word[:3].lower() in ("al-", "el-", "ul-", "ad-", "as-", "ar-", "an-")
            and _is_capital(word[3:4] or "a")
        ) or (
            word.lower() in word_set("particles")
            and j + 1 < n
            and _name_goes_on([t.text for t in texts[j + 1 : j + 3]])
            and word.lower() not in ("e", "y", "do")
        ):
            j += 1
        elif word in ("-", "‐") and j + 1 < n and texts[j - 1].end == texts[j].start:
            # al-Sisi cut at a hyphen
            if is_name_word(texts[j + 1].text) and texts[j - 1].text.lower() in word_set(
                "particles"
            ):
                j += 1
            else:
                break
        else:
            break
    return j


def _name_goes_on(following: list[str]) -> bool:
    """Tell a name after a particle, or after two: 'van der Wulp'."""
    if following and following[0] in word_set("particles"):
        following = following[1:]
    return bool(following) and is_name_word(following[0])


def _starts_sentence(document: Document, sentence: Sentence, i: int) -> bool:
    if i == 0:
        return True
    before = sentence.tokens[i - 1].text
    return before in ('"', "“", "‘", "'", "”", ":", "--") or (before in ".?!" and i > 0)


def _symbol(lower: str, token: str) -> str:
    if token in _MARKS:
        return _MARKS[token]
    if lower in _PER_CENT:
        return "#"
    if lower in ("'s", "'"):
        return "s"
    if _NUMBER.match(token[-1]) or _NUMBER.match(token[0]) or lower in word_set("number_words"):
        return "#"
    return "_" if token[0].isalnum() else "."


@lru_cache(maxsize=1 << 16)
def _plain_symbol(token: str) -> str:
    """Return the symbol of a token that cannot be part of anything longer, whatever stands around it.

    Most tokens are such words and marks; '' for those that `_item_at` has to look at in their sentence.
    """
    known = load_lexicon()
    word, lower = fold(token), token.replace("’", "'").replace("`", "'").lower()
    if _is_capital(word) or word[0] == "@" or word[:3] in ("al-", "el-"):
        return ""
    if any(first in known.offices.lengths for first in (word, lower)) or (
        lower in known.nouns.lengths
    ):
        return ""
    if lower in known.modifiers:
        return "m"
    if lower in known.word_class:
        return "" if lower in ("'s", "'") else CLASS_SYMBOLS[known.word_class[lower]]
    return _symbol(lower, token)


def chunk_names(document: Document) -> None:
    """Fill `sentence.items` of all sentences (first pass: names that show themselves)."""
    lexicon = document.lexicon
    for sentence in document.sentences:
        tokens = sentence.tokens
        texts = [t.text for t in tokens]
        words = fold_all(texts, document.text[sentence.start : sentence.end])
        symbols = list(map(_plain_symbol, texts))
        items: list[Item] = []
        is_headline = _is_headline(sentence, words)
        i, n = 0, len(words)
        is_titled = False
        while i < n:
            if is_titled:
                is_titled = False
                name = _particled(sentence, words, i, lexicon) or (
                    _after_honorific(sentence, words, i, lexicon)
                    if items[-1].symbol == "T"
                    else None
                )
                if name:
                    items.append(name)
                    i = name.last
                    continue
            symbol = symbols[i]
            if symbol:
                token = tokens[i]
                items.append(Item(symbol, token.start, token.end, i, i + 1))
                i += 1
                continue
            item = _item_at(document, sentence, words, i, lexicon)
            pair = _split_pair(sentence, item, lexicon) if item.symbol == "X" else None
            items += pair or [item]
            if is_headline and item.symbol in "XP" and item.last - item.first > 2:
                _cut_headline_name(sentence, items, lexicon)
                item = items[-1]
            i = item.last
            is_titled = items[-1].symbol in "FT"
        sentence.items = items
        _her_as_owner(sentence)
        _hosts_as_nouns(sentence, lexicon)
        _state_as_adjective(sentence)
    for sentence in document.sentences:
        _type_runs(document, sentence)


def _her_as_owner(sentence: Sentence) -> None:
    """'Her South Korean counterpart': 'her' before an office owns it, as 'his' does."""
    for item, following in pairwise(sentence.items) if "her" in sentence.vocabulary else ():
        if (
            item.symbol == "p"
            and sentence.lower[item.first] == "her"
            and following.symbol in "AFUm"
        ):
            item.symbol = "Q"


def _hosts_as_nouns(sentence: Sentence, lexicon: Lexicon) -> None:
    """'Mnangagwa and his host, President Akufo-Addo': a person, where 'host' has an owner."""
    if _HOSTS.isdisjoint(sentence.vocabulary):
        return
    owned = False
    for item, following in pairwise(sentence.items):
        word = sentence.lower[following.first] if following.first < len(sentence.lower) else ""
        owned = item.symbol == "Q" or (owned and item.symbol in "Am")  # "her Thai host"
        if owned and word in _HOSTS and following.symbol in "_X":
            following.symbol = "U"
            following.value = PartyNoun(word, "person", "unknown", word.endswith("s"))


def _state_as_adjective(sentence: Sentence) -> None:
    """'Their state banquet': 'state' is no party where an occasion follows it."""
    for item, following in pairwise(sentence.items) if "state" in sentence.vocabulary else ():
        is_alone = sentence.lower[item.first : item.last] == ["state"]
        if is_alone and sentence.lower[following.first] in _OF_STATE:
            item.symbol, item.value = "m", None


def _is_headline(sentence: Sentence, words: list[str]) -> bool:
    """Tell a line of the first paragraphs whose words all start with a capital."""
    if (
        sentence.paragraph > 1
        or len(words) < 4
        or "said" in sentence.vocabulary
        or "met" in sentence.vocabulary
    ):
        return False
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 2 and sum(w[0].isupper() for w in long) >= 0.9 * len(long)


def _cut_headline_name(sentence: Sentence, items: list[Item], lexicon: Lexicon) -> None:
    """'Lindsey Graham Says': in a headline a given name and the word after it are the whole name."""
    item = items[-1]
    if fold(sentence.tokens[item.first].text) in lexicon.given_names and item.value is None:
        items[-1] = _make(sentence, item.symbol, item.first, 2)


def halves(sentence: Sentence, item: Item) -> tuple[str, str] | None:
    """Return the two parts of a hyphenated capitalised word ('Saudi-Russia'), None when it is none."""
    if item.symbol != "X" or item.last - item.first != 1 or item.end - item.start < 5:
        return None
    left, hyphen, right = fold(sentence.tokens[item.first].text).partition("-")
    if not hyphen or not right or "-" in right or not (_is_capital(left) and _is_capital(right)):
        return None
    return left, right


def pair_items(
    item: Item, left: tuple[str, object], right: tuple[str, object], cut: int
) -> list[Item]:
    """Return the items of a hyphenated pair: left, dash, right; `cut` is the length of the left part."""
    middle = item.start + cut
    return [
        Item(left[0], item.start, middle, item.first, item.last, left[1]),
        Item("-", middle, middle + 1, item.last, item.last),
        Item(right[0], middle + 1, item.end, item.last, item.last, right[1]),
    ]


def _split_pair(sentence: Sentence, item: Item, lexicon: Lexicon) -> list[Item] | None:
    pair = halves(sentence, item)
    if pair is None:
        return None
    terms = [_prefixed(half) or lexicon.terms.values.get(half) for half in pair]
    kinds = ("country", "adjective", "capital", "group", "group_adjective")
    if any(t is None or t.kind not in kinds for t in terms):
        return None
    left, right = ((_TERM_SYMBOLS[t.kind], t) for t in terms if t)
    return pair_items(item, left, right, len(pair[0]))


def _prefixed(half: str) -> Term | None:
    """'Franco-' and 'Sino-', the adjectives of the first of two countries."""
    code = _PREFIXES.get(half)
    return Term("adjective", code, code, half) if code else None


def _make(sentence: Sentence, symbol: str, i: int, length: int, value: object = None) -> Item:
    return Item(
        symbol,
        sentence.tokens[i].start,
        sentence.tokens[i + length - 1].end,
        i,
        i + length,
        value,
    )


def _item_at(
    document: Document, sentence: Sentence, words: list[str], i: int, lexicon: Lexicon
) -> Item:
    lower = sentence.lower
    token = words[i]
    starts = lexicon.offices.lengths
    office = lexicon.offices.match(lower, i) if lower[i] in starts else None
    if office is None and token in starts:
        office = lexicon.offices.match(words, i)
    if office and office[1].is_abbreviation and not (token.isupper() or token[-1] == "."):
        office = None
    if office and i and lower[i] in word_set("surname_titles") and lower[i - 1] in _PLAIN_TITLES:
        office = None  # "Mr. King"
    if office:
        office = with_portfolio(words, i, office, lexicon)
    noun = lexicon.nouns.match(lower, i) if lower[i] in lexicon.nouns.lengths else None
    if i == 0 and token == "Q" and document.is_transcript:  # noqa: S105
        return _make(sentence, "_", i, 1)
    if token.isupper() and 1 < len(token) < 7 and token.isalpha():
        own = _spelled_out(document, token)
        if own and own.split()[-1] in _TEXTS:
            return _make(sentence, "_", i, 1)  # "the Bilateral Trade Agreement (BTA)" is no body
    if _is_capital(token) or token.startswith("@"):
        term = lexicon.terms.match(words, i) if token in lexicon.terms.lengths else None
        if term and term[0] >= (office[0] if office else 0):
            made = _term_item(document, sentence, words, i, term, lexicon)
            if made:
                return made
        if office:
            return _make(sentence, "F", i, office[0], office[1])
        if lower[i] in word_set("honorifics"):
            return _make(sentence, "T", i, 1)
        if lower[i] in ("his", "her", "their"):
            length = 3 if lower[i + 1 : i + 2] in (["royal"], ["imperial"], ["serene"]) else 2
            if lower[i + length - 1 : i + length] in _STYLES:
                titled = i + length < len(words) and lexicon.offices.match(lower, i + length)
                return _make(sentence, "m" if titled else "T", i, length)
        if noun and not (i and i + 1 < len(words) and is_name_word(words[i + 1])):
            return _make(sentence, "U", i, noun[0], noun[1])
        known = lexicon.word_class.get(lower[i])
        opens = _starts_sentence(document, sentence, i)
        if known and not opens and _is_given_name(words, i, lexicon):
            known = None
        is_may = token == "May" and not opens and names_may(document.text)  # noqa: S105
        if is_may:
            known = None
        if known and (opens or known != "adverb") and not _INITIAL.match(token):
            return _make(sentence, CLASS_SYMBOLS[known], i, 1)
        if opens and lower[i] in lexicon.modifiers:
            return _make(sentence, "m", i, 1)
        if opens and lower[i] in lexicon.openers and token not in lexicon.given_names:
            return _make(sentence, "_", i, 1)
        if opens and lower[i] in lexicon.cues:
            return _make(sentence, "_", i, 1)
        if lower[i] in _CALENDAR and not is_may:
            return _make(sentence, "_", i, 1)
        if is_name_word(token) and token != "I":  # noqa: S105
            if lower[i] in lexicon.modifiers or _COMPOUND.search(token):
                return _make(sentence, "m", i, 1)
            return _make(sentence, "X", i, _run_end(sentence, i, lexicon, words) - i)
    if token[:3] in ("al-", "el-") and _is_capital(token[3:4] or "a"):
        return _make(sentence, "X", i, _run_end(sentence, i, lexicon, words) - i)
    if office and not (
        noun and noun[0] >= office[0] and noun[1].kind in ("body", "document", "media")
    ):
        return _make(sentence, "F", i, office[0], office[1])
    if noun:
        return _make(sentence, "U", i, noun[0], noun[1])
    if lower[i] in lexicon.modifiers:
        return _make(sentence, "m", i, 1)
    known = lexicon.word_class.get(lower[i])
    if lower[i] in ("'s", "'") and i:
        known = None
    symbol = CLASS_SYMBOLS[known] if known else _symbol(lower[i], sentence.tokens[i].text)
    return _make(sentence, symbol, i, 1)


def _particled(sentence: Sentence, words: list[str], i: int, lexicon: Lexicon) -> Item | None:
    """'President von der Leyen': a name that opens with a particle, after an office or honorific."""
    j = i
    while j < len(words) and sentence.lower[j] in word_set("particles") and words[j].islower():
        j += 1
    if j == i or j >= len(words) or not is_name_word(words[j]):
        return None
    return _make(sentence, "X", i, _run_end(sentence, j, lexicon, words) - i)


def _after_honorific(sentence: Sentence, words: list[str], i: int, lexicon: Lexicon) -> Item | None:
    """'Ms Mercedes Cabanillas', 'Dr Allan Wagner': after an honorific no word of a name is a body."""
    last = i
    while last < len(words) and last < i + 4 and is_name_word(words[last]) and words[last] != "I":
        if words[last].lower() in lexicon.word_class or lexicon.offices.match(sentence.lower, last):
            break
        last += 1
    bodies = [
        t
        for j in range(i, last)
        if (t := lexicon.terms.match(words, j)) and t[0] == 1 and t[1].kind == "organisation"
    ]
    if not bodies or last - i < 2 or any(words[j].isupper() for j in range(i, last)):
        return None
    return _make(sentence, "X", i, last - i)


def _is_given_name(words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Tell 'To Lam' and 'An Wang' from a preposition: capitalised inside a sentence, before a name."""
    after_abbreviation = i > 0 and words[i - 1].endswith(".")
    return (
        not after_abbreviation
        and i + 1 < len(words)
        and is_name_word(words[i + 1])
        and words[i].isalpha()
        and len(words[i]) > 1
        and lexicon.terms.match(words, i + 1) is None
        and words[i + 1].lower() not in lexicon.word_class
    )


def _term_item(
    document: Document,
    sentence: Sentence,
    words: list[str],
    i: int,
    term: tuple[int, Term],
    lexicon: Lexicon,
) -> Item | None:
    """Return the item of a known term, or None when a longer name runs over it."""
    length, value = term
    after = i + length
    if value.kind == "organisation" and length == 1 and words[i].isupper():
        own = _spelled_out(document, words[i])
        if own and own.lower() not in value.name.lower():
            return None  # "the Bureau of Trade Affairs (BTA)": here it stands for something else
    if value.kind == "organisation" and length == 2 and words[i] == "The":
        people = lexicon.terms.values.get(words[i + 1])
        owns = after < len(words) and words[after].islower() and words[after].isalpha()
        if people and people.kind == "adjective" and owns and words[after] not in lexicon.cues:
            return None  # "The Australian foreign minister": no newspaper
    follows_name = (
        after < len(words)
        and is_name_word(words[after])
        and words[after].lower() not in lexicon.word_class
        and not lexicon.offices.match(sentence.lower, after)
        and not lexicon.nouns.match(sentence.lower, after)
        and not lexicon.terms.match(words, after)
    )
    if value.kind in ("place", "country", "capital") and length == 1 and follows_name:
        end = _run_end(sentence, i, lexicon, words)
        head = lexicon.name_heads.get(words[end - 1])
        if words[i] in lexicon.given_names and head is None:
            return _make(sentence, "X", i, end - i)
        if value.kind == "place" and head in ("organisation", "media", "event", "law"):
            return _make(sentence, "X", i, end - i)
    title = lexicon.offices.match(sentence.lower, i) if value.kind == "person" else None
    rest = lexicon.terms.match(words, i + title[0]) if title and title[0] < length else None
    if title and rest and rest[1].kind == "person":
        return _make(sentence, "F", i, title[0], title[1])
    if value.kind == "person" and follows_name and not words[i].startswith("@"):
        end = _run_end(sentence, i + length - 1, lexicon, words)
        return _make(sentence, "P", i, end - i, None)
    return _make(sentence, _TERM_SYMBOLS[value.kind], i, length, value)


def _spelled_out(document: Document, letters: str) -> str | None:
    """Return the words that an article itself shortens to these letters: 'Free Trade Agreement (FTA)'."""
    if letters not in document.spelled_out:
        document.spelled_out[letters] = _words_for(document.text, letters)
    return document.spelled_out[letters]


def _words_for(text: str, letters: str) -> str | None:
    at = text.find(f"({letters})")
    if at < 0:
        return None
    before = text[max(0, at - 90) : at].split()[-len(letters) :]
    is_short = len(before) == len(letters) and all(
        word[0].upper() == letter for word, letter in zip(before, letters, strict=True)
    )
    return " ".join(before) if is_short else None


def _type_runs(document: Document, sentence: Sentence) -> None:
    """Decide which unknown capital runs are persons, bodies, events or places."""
    _join_suffixes(document, sentence)
    _drop_letters_after(sentence)
    items, lexicon = sentence.items, document.lexicon
    for k, item in enumerate(items):
        if item.symbol == "P":
            register(document, item, sentence)
            continue
        if item.symbol != "X":
            continue
        words = [t.text for t in sentence.tokens[item.first : item.last]]
        head = lexicon.name_heads.get(words[-1])
        before = items[k - 1] if k else None
        after = items[k + 1] if k + 1 < len(items) else None
        if before and before.symbol == "T":
            item.symbol = "P"
        elif head and len(words) > 1:
            item.symbol = {"event": "E", "place": "L", "law": "_", "other": "X"}.get(head, "O")
        elif (
            (len(words) > 1 and words[0] in lexicon.given_names and not head)
            or (before and before.symbol in "FU" and _names_a_person(before.value, words, lexicon))
            or (len(words) > 1 and after and _apposition_follows(items, k))
            or (len(words) == 2 and _of_country_in_list(items, k))
            or (len(words) > 1 and after and _cue_follows(document, sentence, items, k))
        ):
            item.symbol = "P"
        if item.symbol == "P":
            register(document, item, sentence)


def _join_suffixes(document: Document, sentence: Sentence) -> None:
    """'Joseph R. Biden, Jr.' is one name."""
    if _SUFFIXES.isdisjoint(sentence.vocabulary):
        return
    items = sentence.items
    for k in range(len(items) - 1, 1, -1):
        if k >= len(items):
            continue
        if items[k - 1].symbol != ",":
            continue
        suffix = document.text[items[k].start : items[k].end]
        if suffix not in ("Jr.", "Jr", "Sr.", "Sr"):
            continue
        if items[k - 2].symbol in "PX":
            items[k - 2].end, items[k - 2].last = items[k].end, items[k].last
            del items[k - 1 : k + 1]


def _drop_letters_after(sentence: Sentence) -> None:
    """'Catherine West MP': the letters after a name are no office of somebody else."""
    if _LOWER_LETTERS_AFTER.isdisjoint(sentence.vocabulary):
        return
    items = sentence.items
    for k in range(len(items) - 1, 0, -1):
        name, letters = items[k - 1], items[k]
        is_name = name.symbol in "PX" and name.last - name.first > 1
        is_one = letters.symbol == "F" and letters.last - letters.first == 1
        if is_name and is_one and sentence.tokens[letters.first].text in _LETTERS_AFTER:
            del items[k]


def _names_a_person(value: object, words: list[str], lexicon: Lexicon) -> bool:
    if words[0].lower() in lexicon.openers and len(words) == 1:
        return False
    if lexicon.name_heads.get(words[-1]):
        return False
    if isinstance(value, Office):
        return not (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)
    return (
        isinstance(value, PartyNoun)
        and value.kind == "person"
        and not value.is_plural
        and not words[0].isupper()
    )


def _apposition_follows(items: list[Item], k: int) -> bool:
    """Tell whether ', (the) (Xish) minister …' stands after item `k`."""
    if k + 2 >= len(items) or items[k + 1].symbol not in ",(":
        return False
    j = k + 2
    while (
        j < len(items)
        and j - k < 9
        and (items[j].symbol in "dmACKNOsX_Q" or joins_portfolios(items, j))
    ):
        j += 1
    return j < len(items) and (
        items[j].symbol == "F"
        or (items[j].symbol == "U" and getattr(items[j].value, "kind", "") == "person")
    )


def _of_country_in_list(items: list[Item], k: int) -> bool:
    """Tell the name in "with Macedonia's Ljubomir Frckovski,"."""
    return (
        k >= 3
        and items[k - 1].symbol == "s"
        and items[k - 2].symbol in "CK"
        and items[k - 3].symbol in "w&"
        and (k + 1 >= len(items) or items[k + 1].symbol in ",.&oia")
    )


def _cue_follows(document: Document, sentence: Sentence, items: list[Item], k: int) -> bool:
    after = items[k + 1]
    if after.symbol == "," and k + 2 < len(items):
        return False
    return after.symbol == "_" and sentence.lower[after.first] in (
        "said",
        "says",
        "told",
        "added",
        "met",
        "announced",
        "warned",
    )


def person_words(item: Item, sentence: Sentence) -> tuple[str, ...]:
    """Return the words of a name, honorifics and handles' marks left out."""
    return tuple(
        t.text for t in sentence.tokens[item.first : item.last] if t.text not in ("-", ",")
    )


def register(document: Document, item: Item, sentence: Sentence) -> Entity:
    """Return the entity of a person name, a new one if none with that name is known."""
    term = item.value if isinstance(item.value, Term) else None
    words = person_words(item, sentence)
    if term and term.kind == "person":
        for entity in document.entities:
            if entity.person_key == term.key:
                if len(words) > len(entity.words):
                    entity.words, entity.name = words, " ".join(words)
                item.value = entity
                return entity
    found = find_entity(document, words)
    if found is None:
        found = Entity(" ".join(words), words, len(document.entities))
        document.entities.append(found)
    elif len(words) > len(found.words) and set(found.words) <= set(words):
        found.words, found.name = words, " ".join(words)
    if term and term.kind == "person" and found.person_key is None:
        person = document.lexicon.persons[term.key]
        found.person_key, found.sex = term.key, person.sex
        if words[0].startswith("@"):
            found.name, found.words = person.name, tuple(person.name.split())
    if not found.sex:
        found.sex = document.lexicon.given_names.get(words[0], "")
    item.value = found
    return found


@lru_cache(maxsize=1 << 12)
def _bare(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w.strip(".").casefold() for w in words)


def find_entity(document: Document, words: tuple[str, ...]) -> Entity | None:
    """Return the one entity that a name can mean: all of the shorter name's words in the longer.

    None when no entity fits, or when a longer name fits more than one.
    """
    mine = _bare(words)
    fits = []
    for entity in document.entities:
        theirs = _bare(entity.words)
        if mine <= theirs or theirs <= mine:
            fits.append(entity)
    if len(fits) > 1 and len(words) == 1:
        last = [e for e in fits if e.words[-1].casefold() == words[0].casefold()]
        fits = last or fits
    if fits and (len(fits) == 1 or len(words) == 1):
        # of two people of one family the one named first is meant; the other gets a first name
        return fits[0]
    if not fits and len(words) == 1:
        # "Toshimitsu" may be cut from a hyphenated or particled name
        ending = " " + words[0].casefold()
        part = [e for e in document.entities if e.name.casefold().endswith(ending)]
        return part[0] if len(part) == 1 else None
    return None

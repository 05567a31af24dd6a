"""What the parts of the measures stage share: a measure under construction, its sides, and the clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from communique.extract.dates import DateMention, find_dates
from communique.extract.document import Document, Reference, Sentence
from communique.lexicon.finder import Finder
from communique.lexicon.lexicon import Phrases
from communique.lexicon.tables import rows, word_set

_INCLUDING = frozenset({"including", "notably", "among", "namely"})
AGREEMENTS = frozenset({"trade_agreement", "trade_truce"})
_UNITED_NATIONS = frozenset(
    {
        "un-security-council",
        "united-nations",
        "UN",
        "UNSC",
        "U.N.",
        "United Nations",
        "UN Security Council",
        "U.N. Security Council",
    }
    | {"United Nations Security Council", "Security Council"}
)
DECREES = ("order", "orders", "proclamation", "proclamations", "memorandum", "decree", "action")


def _united(body: str | None) -> str | None:
    """The Security Council decides for the United Nations: one author of measures, not two."""
    return "UN" if body in _UNITED_NATIONS else body


@dataclass(slots=True)
class Side:
    """A party while a measure is put together."""

    role: str
    country: str | None
    organisation: str | None
    organisation_key: str | None
    name: str | None
    person_key: str | None
    span: tuple[int, int]

    @property
    def identity(self) -> str | None:
        """Country, else body, else name."""
        return (
            (self.organisation_key or self.organisation or self.country)
            if self.is_firm
            else (self.country or _united(self.organisation_key or self.organisation) or self.name)
        )

    is_firm: bool = False


@dataclass(slots=True)
class Draft:
    """A measure while its mentions are gathered."""

    sentence: Sentence
    noun: tuple[int, int]
    measure_type: str
    sanction_type: str
    status: str
    action: str
    sides: list[Side]
    rule: str
    is_definite: bool = False
    product: tuple[int, int] | None = None
    rate: tuple[float | None, float | None, float | None, tuple[int, int] | None] = (None,) * 4
    is_additional: bool | None = None
    effective: DateMention | None = None
    announced: DateMention | None = None
    ended: DateMention | None = None
    suspended_until: DateMention | None = None
    is_retaliation: bool | None = None
    law: tuple[str, tuple[int, int]] | None = None
    reason: tuple[str, tuple[int, int]] | None = None
    title: tuple[str, tuple[int, int]] | None = None
    specific: tuple[float, str, tuple[int, int]] | None = None
    # where the noun group starts, the verb that governs it, and on which side that stands
    is_active: bool = False
    group: int = 0
    verb: int | None = None
    side: str = "left"
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def last_told(self) -> int:
        """Where the mention that the article gives last begins."""
        return max(start for start, _, _ in self.spans)

    def reach(self) -> int:
        """Return the last character of the clause that the measure takes up."""
        ends = [self.noun[1], self.product[1] if self.product else 0]
        ends += [s.span[1] for s in self.sides if s.span[1] <= self.sentence.end]
        return max([*ends, self.rate[3][1] if self.rate[3] else 0])

    def of(self, *roles: str) -> set[str]:
        """The identities of the parties in these roles."""
        return {s.identity for s in self.sides if s.role in roles and s.identity}


@cache
def measure_terms() -> Phrases[tuple[str, str, str]]:
    """Return the nouns of measures: (type, kind of sanction, action that the words imply)."""
    phrases: Phrases[tuple[str, str, str]] = Phrases()
    for r in rows("measure_terms"):
        phrases.add(r["term"], (r["measure_type"], r["sanction_type"], r["action"]))
    return phrases


@cache
def action_words() -> dict[str, str]:
    """Return verb form → action (`measure_verbs.csv`)."""
    return {r["word"]: r["action"] for r in rows("measure_verbs")}


@cache
def mood_phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return (phrase, the phrase as whole words, mood of the verb) in the order in which they are tried."""
    return tuple(
        (r["phrase"], re.compile(rf"(?<![\w'-]){re.escape(r['phrase'])}(?![\w-])"), r["mood"])
        for r in rows("measure_moods")
    )


@cache
def mood_finder() -> Finder:
    """Return what finds the phrases of `mood_phrases` in a text, all at once."""
    return Finder(phrase for phrase, _, _ in mood_phrases())


@cache
def status_table() -> dict[tuple[str, str], str]:
    """Return (action, mood) → status (`measure_status.csv`)."""
    return {(r["action"], r["mood"]): r["status"] for r in rows("measure_status")}


def chunk_of(sentence: Sentence, token: int) -> int | None:
    """Return the number of the chunk that holds a token, None when none does."""
    for k, chunk in enumerate(sentence.chunks):
        if chunk.first <= token < chunk.last:
            return k
    return None


class Clause:
    """The chunks around a measure noun, with the words that it is read by."""

    def __init__(self, document: Document, sentence: Sentence, first: int, last: int) -> None:
        self.document, self.sentence = document, sentence
        self.chunks = sentence.chunks
        self.first, self.last = first, last
        self.words = sentence.words(document.text)
        self._dates: set[int] | None = None

    def word(self, k: int) -> str:
        """Return the lower-case text of chunk `k`."""
        return self.words[k] if 0 <= k < len(self.words) else ""

    def reference(self, k: int) -> Reference | None:
        """Return the party reference at chunk `k`."""
        return self.chunks[k].reference if 0 <= k < len(self.chunks) else None

    def country(self, k: int) -> str | None:
        """Return the country of an adjective ('American')."""
        term = self.chunks[k].term
        if term is None and self.word(k) == "european":
            return "EUU"
        return term.country if term else None

    def is_date(self, k: int) -> bool:
        """Tell whether a date starts at chunk `k`."""
        if self._dates is None:
            at = self.sentence
            found = find_dates(self.document.text, at.start, at.end, None, "")
            self._dates = {d.start for d in found}
        return self.chunks[k].start in self._dates

    def is_passive_at(self, k: int) -> bool:
        """Tell 'were imposed' and 'have been placed' at chunk `k` from other auxiliaries."""
        while k < len(self.chunks) and self.chunks[k].symbol in "xv":
            k += 1
        return action_words().get(self.word(k)) == "impose" and self.word(k).endswith(
            ("ed", "d", "t")
        )

    def is_passive_verb(self, verb: int) -> bool:
        """Tell 'Switzerland was slapped with' from 'Switzerland slapped'."""
        k = verb - 1
        while k > 0 and self.chunks[k].symbol == "v":
            k -= 1
        return self.word(k) in word_set("be") and not self.word(verb).endswith("ing")

    def group_start(self) -> int:
        """Return the first chunk of the noun group that the measure noun heads."""
        k = self.first
        while k > 0 and self.chunks[k - 1].symbol in "dmAC_X#GsQ-&" and self.first - k < 9:
            symbol, word = self.chunks[k - 1].symbol, self.word(k - 1)
            is_plan = word in ("planned", "proposed") and (
                self.chunks[k - 2 if k > 1 else 0].symbol in "dQ" or self.word(k - 2) == "a"
            )
            if (
                symbol == "_"
                and not is_plan
                and (word in action_words() or word in self.document.lexicon.cues)
            ):
                break
            if (
                symbol == "_"
                and word.endswith("ed")
                and word not in ("proposed", "planned", "so-called", "increased")
            ):
                break
            is_time = word in word_set("date_openers") or symbol == "#"
            if symbol in "_#" and self.word(k - 2) in ("until", "till", "in", "on") and is_time:
                break  # 'put off until June duties on'
            if symbol == "_" and k > 1 and self.phrase(k - 2) in action_words():
                break  # 'brings forward an export ban'
            is_between = k > 1 and self.chunks[k - 2].symbol == "G" and self.chunks[k].symbol == "G"
            if symbol == "_" and is_between:
                break  # 'the court upheld US duties'
            if symbol == "&" and self.chunks[k - 2].symbol not in "A_X#":
                break
            if symbol == "&" and self.word(k - 2) in word_set("units"):
                break  # 'raised to 34,300 tonnes and quotas on'
            if symbol == "&" and self.chunks[k].symbol == "#":
                break  # 'a levy on planes and 25 % duties'
            if symbol == "G":
                reference = self.reference(k - 1)
                if reference is not None and (reference.is_plural or reference.kind == "pronoun"):
                    break
            k -= 1
            if symbol in "dQ":
                break
        return k

    def verb_left(self, start: int, kind: str = "") -> int | None:
        """Return the chunk of the action verb that governs the noun group from the left.

        'Talks' is such a word only for an agreement: talks on tariffs do not make them.
        """
        verbs = action_words()
        k = start - 1
        if k > 1 and self.is_date(k) and self.word(k - 1) in ("until", "till"):
            k -= 2  # 'suspended until May a ban'
        if k > 3 and self.word(k) == "notice" and self.word(k - 2) == "until":
            k -= 3  # 'has frozen until further notice a quota'
        steps = 0
        is_blocked = False
        if self.word(k) == "that" and self.word(k - 1) in action_words():
            return k - 1  # 'an order removing that tariff'
        while k >= 0 and (steps < 9 or (steps < 14 and self._is_put_off(k))):
            symbol, word = self.chunks[k].symbol, self.word(k)
            is_talk = verbs.get(word) == "negotiate" and kind not in AGREEMENTS
            is_talk = is_talk and word != "discussing"
            is_version = (
                kind in AGREEMENTS
                and word.endswith("ed")
                and k > 0
                and self.chunks[k - 1].symbol == "d"
            )  # 'signed a revised version of their pact'
            is_verb = (
                symbol in "_JVHY" and not is_version and (word in verbs or self.phrase(k) in verbs)
            )
            is_point = word in ("start", "launch") and self.word(k + 1) == "of"
            if is_verb and not is_talk and not is_point and self.governs(k, start):
                if (
                    self.is_passive_verb(k)
                    and k < start - 1
                    and self.chunks[start - 1].symbol not in "wt"
                    and action_words()[word] in ("raise", "cut", "lift", "suspend")
                ):
                    return None  # 'one quota will be raised to 3,000 tonnes and quotas on …'
                if is_blocked and action_words()[word] != "reject":
                    return None  # 'withdrew objections to quotas' is not 'withdrew quotas'
                return k
            if (
                symbol in ";:S."
                or (symbol == "x" and steps > 0)
                or word in ("that", "said", "which", "who")
                or word in word_set("clause_breaks")
            ):
                return None
            is_list = self.chunks[start - 1].symbol == "t" and self.word(self.last).endswith("list")
            links = "_fwb" if kind in AGREEMENTS else "_f"
            links += "n" if self.word(start - 1) == "under" else ""
            is_agent = self.word(k - 1) == "by" and self.word(k + 1) == "of"
            if (
                symbol == "G"
                and not is_agent
                and self.chunks[k - 1 if k else 0].symbol not in links
                and not (is_list and self.chunks[k - 1 if k else 0].symbol in "i&,")
            ):
                return None
            if symbol == "_" and word in word_set("blocking_nouns") and steps > 0:
                is_blocked = True
            k -= 1
            steps += 1
        return None

    def lays(self, k: int) -> bool:
        """Tell whether a chunk is the verb of who puts a measure on: 'that Washington imposed'."""
        word = self.word(k)
        return word in word_set("laying_verbs") or action_words().get(word) == "impose"

    def _is_put_off(self, k: int) -> bool:
        """'Pushed back by three weeks the start of a first list of': much may stand before what is late."""
        return any(
            action_words().get(self.phrase(j)) == "delay" for j in range(max(0, k - 5), k + 1)
        )

    def governs(self, verb: int, start: int) -> bool:
        """'Responded with', 'added to the list' and 'are subject to' govern only through their words."""
        word, before = self.word(verb), self.chunks[start - 1].symbol
        if word in word_set("answering_verbs"):
            return before == "w"
        if word in word_set("case_closers"):
            last = self.word(self.last).split()[-1:]
            return bool(last) and last[0] in word_set("investigations")
        if word in word_set("prepositional_verbs"):
            return before in "oa"
        if word in word_set("taking_verbs"):
            return self.word(self.last).endswith(("measures", "reprisals"))
        if word in ("added", "adding"):
            return before == "t" or "%" in self.lead(start) or "percent" in self.lead(start)
        nexts = [self.word(verb + 1), self.word(verb + 2)]
        if word in ("order", "orders") and set(nexts) & {"for", "of", "on"}:
            return False  # 'issued an order for new duties'
        if word in word_set("duty_nouns") and verb and self.chunks[verb - 1].symbol in "#dmAQs":
            return False  # 'a 10% levy on cars and duties on wine'
        if word in word_set("moving_verbs"):
            return False  # they have no object: 'the tariff will rise'
        return word != "subject" or (
            before == "t" and verb > 0 and self.chunks[verb - 1].symbol in "xv"
        )

    def phrase(self, k: int) -> str:
        """Return a verb with the particle after it ('pushed back'), in lower case."""
        return f"{self.word(k)} {self.word(k + 1)}"

    def action(self, k: int) -> str:
        """Return the action of the verb at chunk `k`, with its particle if that says more; '' for none."""
        verbs = action_words()
        return verbs.get(self.phrase(k)) or verbs.get(self.word(k), "")

    def lead(self, start: int) -> str:
        """Return the words of the noun group before its head ('a 25 percent')."""
        return self.document.text[self.chunks[start].start : self.chunks[self.first].start]

    def opens_list(self, k: int) -> bool:
        """Tell whether chunk `k` opens ', including A, B and C'."""
        return k + 1 < len(self.chunks) and self.word(k) == "," and self.word(k + 1) in _INCLUDING

    def _has_object(self, verb: int) -> bool:
        """'The pact, signed in May, eliminated tariffs': the verb tells what the measure did."""
        word = self.word(verb)
        if not word.endswith("ed") or action_words().get(word) in ("face", "expire"):
            return False
        k = verb - 1
        while k > self.last and (self.chunks[k].symbol in "v!" or self.word(k).endswith("ly")):
            k -= 1
        lead = self.chunks[k].symbol
        is_active = k > self.last and (
            lead == "," or (lead == "x" and self.word(k) not in word_set("be"))
        )
        follows = self.chunks[verb + 1].symbol if verb + 1 < len(self.chunks) else "."
        return is_active and follows in "dA#QG_" and not self.is_date(verb + 1)

    def _undone_after(self, k: int) -> int | None:
        """'A ban imposed by China in May has been lifted': the verb after the participle tells the end."""
        if action_words().get(self.word(k)) != "impose" or self.chunks[k - 1].symbol == "x":
            return None
        for j in range(k + 1, min(len(self.chunks) - 1, k + 14)):
            if self.chunks[j].symbol in ";:S," or self.word(j) in ("that", "which", "who", "and"):
                return None
            if self.chunks[j].symbol == "x":
                while j < len(self.chunks) - 1 and self.chunks[j].symbol in "xv":
                    j += 1
                is_told = self.action(j) in ("lift", "suspend", "delay", "expire", "cut", "strike")
                return j if is_told and self.word(j).endswith(("ed", "n", "t", "ck")) else None
        return None

    def _past_relative(self, k: int) -> int:
        """Return the auxiliary after a relative clause between commas that starts at `k`, 0 for none."""
        for j in range(k + 1, min(len(self.chunks) - 1, k + 14)):
            if self.word(j) == ",":
                return j + 1 if self.chunks[j + 1].symbol == "x" else 0
            if self.chunks[j].symbol in ";:S":
                break
        return 0

    def verb_right(self) -> int | None:
        """Return the chunk of a passive or intransitive action verb after the noun group."""
        k = self.last + 1
        steps = 0
        while k < len(self.chunks) and steps < 12:
            symbol, word = self.chunks[k].symbol, self.word(k)
            if (
                symbol in "_J"
                and (word in action_words() or self.phrase(k) in action_words())
                and word not in word_set("case_closers") | word_set("taking_verbs")
                and self.chunks[k - 1].symbol in "xv!_GXEL,D"
                and not self._has_object(k)
                and self.word(k - 1) not in ("previously", "formerly", "originally", "once")
                and (word not in word_set("moving_verbs") or self.word(k + 1) in ("to", "from"))
            ):
                return self._undone_after(k) or k
            if word == "which" and self.word(k - 1) == "," and (after := self._past_relative(k)):
                k, steps = after, 0  # 'the ban, which took effect in May, will be lifted'
                continue
            if symbol in ";:S" or word in ("that", "said", "which", "who", "if"):
                return None
            if self.word(k - 1) == "," and (word == "as" or word in word_set("clause_breaks")):
                return None
            k += 1
            steps += 1
        return None


def distinct(sides: list[Side]) -> list[Side]:
    """Return the sides without repeats of one role and identity; the first stays."""
    kept: dict[tuple[str, str | None], Side] = {}
    for one in sides:
        kept.setdefault((one.role, one.identity), one)
    return list(kept.values())


FAMILIES = {"import_tariff": "tariff", "anti_dumping": "defence", "anti_subsidy": "defence"}

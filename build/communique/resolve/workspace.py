"""What every step of resolution shares: the articles, their sources, and what was found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from communique.core.ids import mention_id
from communique.core.model import Article
from communique.resolve.archive import Archive
from communique.resolve.bodies import Bodies
from communique.resolve.corrections import Decisions
from communique.resolve.draft import Draft, Tables
from communique.resolve.duplicates import Heads, duplicate_heads
from communique.resolve.evidence import EvidenceTable
from communique.resolve.persons import Persons
from communique.resolve.reports import MeasureReport, MeetingReport, Place, Row
from communique.resolve.row_ids import RowIds


class Workspace:
    """The state of one resolution; steps read the mentions and add rows, evidence and redirects.

    Rows are made thing by thing: what is added belongs to the thing at hand until `finish`, which
    gives it to `out`. Only things that a decision names are kept for the decisions to change.
    """

    def __init__(self, archive: Archive, decisions: Decisions, out: Tables, version: str) -> None:
        self.archive, self.decisions = archive, decisions
        self.bodies = Bodies()
        self._out, self._version = out, version
        self._at_hand, self._kept = Draft(), Draft()

    @cached_property
    def heads(self) -> Heads:
        """The near-duplicates among the articles."""
        return duplicate_heads(self.archive, self.decisions)

    @cached_property
    def persons(self) -> Persons:
        """The persons that the articles name."""
        return Persons(self.archive, self.decisions)

    @cached_property
    def meeting_ids(self) -> RowIds:
        """The meeting that each mention went to."""
        return RowIds("meetings", (len(one.mentions.meetings) for one in self.archive))

    @cached_property
    def measure_ids(self) -> RowIds:
        """The measure that each mention went to."""
        return RowIds("trade_measures", (len(one.mentions.measures) for one in self.archive))

    def meeting_report(self, place: Place) -> MeetingReport:
        """Return a meeting as an article has it."""
        number, index = place
        one = self.archive[number]
        mention = one.mentions.meetings[index]
        own = mention_id(
            "meetings", one.article.article_id, mention.sentence_start, mention.ordinal
        )
        return MeetingReport(one.article, mention, own, number)

    def measure_report(self, place: Place) -> MeasureReport:
        """Return a measure as an article has it."""
        number, index = place
        one = self.archive[number]
        mention = one.mentions.measures[index]
        own = mention_id(
            "trade_measures", one.article.article_id, mention.sentence_start, mention.ordinal
        )
        return MeasureReport(one.article, mention, own, number)

    def source(self, number: int) -> str:
        """Return the independent source of an article; a near-duplicate counts as its head."""
        return self.archive.source(self.heads.of(number))

    def sources(self, numbers: Iterable[int]) -> set[str]:
        """Return the independent sources of articles."""
        return {self.source(number) for number in numbers}

    def measures_of(self, number: int, indices: Iterable[int]) -> set[str]:
        """Return the measures that mentions of an article went to; a rejected one went to none."""
        found = (self.measure_ids[number, index] for index in indices)
        return {measure_id for measure_id in found if measure_id}

    def article(self, article_id: str) -> Article | None:
        """Return an article by its id."""
        return self.archive.numbered(article_id)

    @property
    def tables(self) -> defaultdict[str, list[Row]]:
        """The rows of the thing at hand."""
        return self._at_hand.tables

    @property
    def evidence(self) -> EvidenceTable:
        """The evidence of the thing at hand."""
        return self._at_hand.evidence

    @property
    def redirects(self) -> dict[str, str]:
        """The ids that lead to rows of the thing at hand."""
        return self._at_hand.redirects

    def redirect(self, old_ids: Iterable[str], new_id: str) -> None:
        """Let ids of further mentions lead to the row that they went to."""
        self._at_hand.redirect(old_ids, new_id)

    def finish(self, *, keep: bool = False) -> None:
        """Give the thing at hand away, or keep it where a decision names it."""
        if keep or self._at_hand.bears(self.decisions.ids):
            self._kept.take(self._at_hand)
        else:
            self._at_hand.write(self._out, self._version)
        self._at_hand = Draft()

    def open_kept(self) -> None:
        """Take all that was kept to hand, for decisions to be carried out."""
        self._at_hand, self._kept = self._kept, Draft()

    def close_kept(self) -> None:
        """Give it away as well."""
        self._at_hand.write(self._out, self._version)
        self._at_hand = Draft()

    def put(self, name: str, rows: list[Row]) -> None:
        """Give finished rows away that no decision can change."""
        self._out.put(name, rows)

"""Decisions of people about rows: read from CSV, applied after all that the rules say, marked in evidence."""

from communique.resolve.corrections.decision import COLUMNS, KEYS, Decision
from communique.resolve.corrections.decisions import Decisions
from communique.resolve.corrections.read import read_decisions
from communique.resolve.corrections.write import appended, checked

__all__ = ["COLUMNS", "KEYS", "Decision", "Decisions", "appended", "checked", "read_decisions"]

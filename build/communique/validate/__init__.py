"""Checks every promise that the contract of the dataset makes."""

from __future__ import annotations

from communique.validate.files import DATABASE
from communique.validate.problem import Problem
from communique.validate.run import Report, examine, validate, validate_tables

__all__ = ["DATABASE", "Problem", "Report", "examine", "validate", "validate_tables"]

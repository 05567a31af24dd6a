"""What a build holds on disk while it runs, so that texts are not in memory."""

from __future__ import annotations

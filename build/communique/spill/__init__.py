"""What a build holds on disk while it runs, so that its memory does not grow with the archive."""

from __future__ import annotations

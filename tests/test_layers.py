"""The data flows one way: a module imports only from the layers before it."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "build" / "communique"
# A layer and those that it may import from; core knows none, cli and pipeline know all.
MAY_IMPORT = {
    "core": set(),
    "lexicon": {"core", "text"},
    "text": {"core", "lexicon"},
    "sources": {"core", "lexicon", "text"},
    "extract": {"core", "lexicon", "text"},
    "resolve": {"core", "lexicon", "text"},
    "cache": {"core"},
    "spill": {"core", "resolve"},
    "engines": {"cache", "core", "extract", "lexicon", "resolve", "sources"},
    "validate": {"core", "sources"},
    "publish": {"core"},
    "evaluate": {"core", "lexicon"},
    "release": {"core", "publish", "sources", "validate"},
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("communique."):
            found.add(str(node.module).split(".")[1])
    return found


def test_no_module_imports_from_a_layer_after_its_own():
    for layer, allowed in MAY_IMPORT.items():
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            extra = imports(path) - allowed - {layer}
            assert not extra, f"{path.relative_to(PACKAGE)} imports from {sorted(extra)}"

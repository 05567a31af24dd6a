"""The bare HTML page of the report: one file, no scripts, nothing fetched, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #1d2329; --soft: #5a6570; --line: #d9dee3;
  --paper: #fbfaf8; --card: #ffffff; --mark: #ffe89a; --mark-ink: #1d2329; --link: #0b5394;
  --tag: #e8edf2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #9aa5b0; --line: #343b43;
  --paper: #15181c; --card: #1d2126; --mark: #6b5510; --mark-ink: #fff6d6; --link: #8ab8ea;
  --tag: #2b323a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .4rem; padding-top: .6rem;
  border-top: 2px solid var(--ink); }
h2 + .tiles + h3 { margin: 1.6rem 0 .2rem; }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 0 0 .3rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
a { color: var(--link); }
nav a { margin-right: 1.1rem; }
.soft, .id { color: var(--soft); font-size: .86rem; }
.id { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.row { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: .9rem 1.1rem; margin: .9rem 0; }
.tag { background: var(--tag); border-radius: 4px; padding: .08rem .42rem; font-size: .82rem;
  margin-right: .3rem; white-space: nowrap; }
ul, ol { margin: .3rem 0; padding-left: 1.3rem; }
blockquote { margin: .7rem 0 0; padding: 0 0 0 .9rem; border-left: 3px solid var(--line);
  font-family: Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
blockquote footer { font: .84rem/1.4 system-ui, sans-serif; color: var(--soft); }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 2px; padding: .05em 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  column-gap: 2rem; margin: .6rem 0; }
.tiles div { display: flex; justify-content: space-between; padding: .15rem 0;
  border-bottom: 1px solid var(--line); font-size: .9rem; }
.tiles b { font-weight: 600; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .28rem 1.1rem .28rem 0;
  border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
"""


def page(title: str, body: Iterable[str]) -> str:
    """Return the whole page; `title` is text, `body` is HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def table(
    head: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()
) -> str:
    """Return a table of plain values, all escaped; columns named in `numbers` align right."""
    marks = [' class="n"' if name in numbers else "" for name in head]
    cells = ["".join(f"<th{m}>{escape(name)}</th>" for m, name in zip(marks, head, strict=True))]
    for row in rows:
        cells.append(
            "".join(
                f"<td{m}>{escape(text(value))}</td>" for m, value in zip(marks, row, strict=True)
            )
        )
    return (
        '<div class="wide"><table>'
        + "".join(f"<tr>{row}</tr>\n" for row in cells)
        + "</table></div>"
    )


def tiles(counts: Iterable[tuple[str, int]]) -> str:
    """Return names with their numbers, set in as many columns as fit."""
    cells = (f"<div>{escape(name)} <b>{text(number)}</b></div>" for name, number in counts)
    return f'<div class="tiles">{"".join(cells)}</div>'


def tags(*values: object) -> str:
    """Return the values that say something as small labels, terms as plain words."""
    said = [text(value).replace("_", " ") for value in values if value not in (None, "unknown")]
    return "".join(f'<span class="tag">{escape(each)}</span>' for each in said)


def link(url: str | None, label: str) -> str:
    """Return a link to a web address, or the bare label for anything that is not one."""
    if url and url.startswith(("https://", "http://")):
        return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(label)}</a>'
    return escape(label)


def text(value: object) -> str:
    """Return a value as a reader wants to see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(text(each) for each in value)
    return str(value)

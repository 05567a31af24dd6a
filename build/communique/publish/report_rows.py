"""Sets one meeting, statement or measure of the report as HTML, with its evidence below it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from communique.publish.page import link, tags, text
from communique.publish.passages import passages
from communique.publish.report_selection import Row, Selection, grouped

ARTICLES_SHOWN = 3
MEASURE_ROLES = ("implementer", "target", "negotiating_party", "exempted")


def meeting(row: Row, chosen: Selection) -> Iterator[str]:
    """Yield one meeting with its participants."""
    people = chosen.participants.get(row["meeting_id"], [])
    names = [name_of(each, chosen) for each in people]
    facts = [row["date_edtf"], row["place_name"], row["occasion"]]
    yield f"<h3>{escape(' – '.join(dict.fromkeys(names)) or 'Meeting')}</h3>"
    yield f"<p>{tags(row['status'], row['arity'], row['medium'], row['setting'])}</p>"
    yield line(facts, row["meeting_id"])
    yield "<ul>"
    for each, name in zip(people, names, strict=True):
        rest = (each["office"], each["organisation"], chosen.country(each["country"]))
        facts = [text(fact) for fact in rest if fact and fact != name]
        role = "" if each["role"] == "participant" else tags(each["role"])
        after = escape("".join(f", {fact}" for fact in facts))
        yield f"<li><strong>{escape(name)}</strong>{after} {role}</li>"
    yield "</ul>"
    yield from evidence(row["meeting_id"], chosen)


def statement(row: Row, chosen: Selection) -> Iterator[str]:
    """Yield one statement with its speaker."""
    speaker = row["speaker_name"] or row["speaker_organisation"]
    country = chosen.country(row["speaker_country"])
    facts = (row["speaker_office"], row["speaker_organisation"], country)
    rest = [fact for fact in facts if fact and fact != speaker]
    yield f"<h3>{escape(speaker or country or 'Unnamed speaker')}</h3>"
    yield f'<p class="soft">{escape(", ".join(rest))}</p>' if speaker and rest else ""
    quotes = ("“", "”") if row["kind"] == "direct" else ("", "")
    yield f"<p>{quotes[0]}{escape(row['text'])}{quotes[1]}</p>"
    yield f"<p>{tags(row['kind'], row['cue'], row['channel'], row['channel_name'])}</p>"
    yield line([row["date_edtf"], row["audience"], row["place_name"]], row["statement_id"])
    yield from evidence(row["statement_id"], chosen)


def trade_measure(row: Row, chosen: Selection) -> Iterator[str]:
    """Yield one measure with its parties and its history."""
    parties = chosen.parties.get(row["measure_id"], [])
    kind = words(row["measure_type"])
    subject = row["name"] or row["product"]
    rate = f"{row['rate_percent']:g} %" if row["rate_percent"] is not None else None
    most = f"up to {row['rate_percent_max']:g} %" if row["rate_percent_max"] is not None else None
    yield f"<h3>{escape(f'{kind.capitalize()}: {subject}' if subject else kind.capitalize())}</h3>"
    yield f"<p>{tags(row['status'], rate, most, row['direction'])}</p>"
    yield line([], row["measure_id"])
    yield "<ul>"
    for role in MEASURE_ROLES:
        names = {name_of(each, chosen) for each in parties if each["role"] == role}
        if names:
            yield f"<li>{words(role)}: {escape(', '.join(sorted(names)))}</li>"
    steps = [
        f"{words(each['event_type'])} ({each['date_edtf'] or 'undated'})"
        for each in chosen.events.get(row["measure_id"], [])
    ]
    yield f"<li>history: {escape(' → '.join(steps))}</li></ul>" if steps else "</ul>"
    yield from evidence(row["measure_id"], chosen)


def evidence(row_id: str, chosen: Selection) -> Iterator[str]:
    """Yield the words that a row rests on, per article, marked in their paragraphs."""
    by_article = grouped(chosen.evidence.get(row_id, []), "article_id")
    for article_id, spans in list(by_article.items())[:ARTICLES_SHOWN]:
        yield quoted(chosen.articles[article_id], chosen.texts.get(article_id), spans)
    more = len(by_article) - ARTICLES_SHOWN
    if more > 0:
        yield f'<p class="soft">… and in {more} more article{"" if more == 1 else "s"}</p>'


def quoted(article: Row, body: str | None, spans: list[Row]) -> str:
    """Return one article's passages with their source; bare excerpts where its text is not kept."""
    if body is None:
        parts = [f"<mark>{escape(each['excerpt'])}</mark>" for each in spans]
    else:
        parts = passages(body, [(each["char_start"], each["char_end"]) for each in spans])
    source = article["title"] or article["url"] or article["source_path"]
    facts = [text(each) for each in (article["outlet"], article["published_date"]) if each]
    paragraphs = "".join(f"<p>{part}</p>" for part in parts)
    after = escape("".join(f" · {fact}" for fact in facts))
    footer = f"<footer>{link(article['url'], source)}{after}</footer>"
    return f"<blockquote>{paragraphs}{footer}</blockquote>"


def name_of(row: Row, chosen: Selection) -> str:
    """Return the best name for a participant or party: person, body, country."""
    named = (row["name"], row["organisation"], chosen.country(row["country"]), "unnamed")
    return next(each for each in named if each)


def line(facts: list[str | None], row_id: str) -> str:
    """Return a line of facts, ended by the id of the row."""
    said = " · ".join(text(each) for each in facts if each)
    return f'<p>{escape(said)} <span class="id" id="{escape(row_id)}">{escape(row_id)}</span></p>'


def words(term: str) -> str:
    """Return a term as plain words."""
    return term.replace("_", " ")

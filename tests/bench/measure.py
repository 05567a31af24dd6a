"""Measures what a build costs, as ratios within one run; `make bench` runs it.

    python tests/bench/measure.py [--articles N] [--memory] [PATH...]

PATH (default: the seeds) holds articles; more are made by shuffling their paragraphs, so that none
repeats another. COMMUNIQUE_PARSER names a spaCy pipeline to compare with (extra `bench`).
Times are those of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from communique.core.model import Article
from communique.engines.task import read
from communique.extract.engine import extract
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.read import read as read_all
from communique.sources.read import read_records
from communique.validate import validate

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__)


def made(articles: list[Article], count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Yield `count` new articles, each of paragraphs drawn from all of `articles`.

    They are as long as articles of the originals are, and are dated day by day.
    """
    chance = random.Random(seed)
    paragraphs = [p for a in articles for p in a.text.split("\n") if p.strip()]
    lengths = [sum(1 for p in a.text.split("\n") if p.strip()) for a in articles]
    for number in range(count):
        chosen = chance.sample(paragraphs, min(chance.choice(lengths), len(paragraphs)))
        yield {
            "title": f"Article {number}",
            "published": str(date(2021, 1, 1) + timedelta(number % 1_800)),
            "outlet": f"Outlet {number % 40}",
            "text": "\n\n".join(chosen) + f"\n\nThis was article {number}.",
        }


def write(records: Iterator[dict[str, str]], path: Path) -> Path:
    """Write records as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")
    return path


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def each(work: Callable[[Article], object], articles: list[Article]) -> Callable[[], None]:
    """Return the work on each of several articles."""

    def run() -> None:
        for article in articles:
            work(article)

    return run


def stages(path: Path, articles: list[Article], folder: Path) -> dict[str, float]:
    """Return the seconds of each stage of a build of `path`, by name."""
    packed = [pack(item[0]) for item in read_records([path]) if isinstance(item, tuple)]
    found = {
        "read the bytes (the floor)": timed(lambda: path.read_text("utf-8")),
        "parse the file": timed(lambda: list(read_records([path]))),
        "normalise, language, date": timed(lambda: [read(data, Limits()) for data in packed]),
        "extract": timed(each(extract, articles)),
    }
    for name, cold in (("whole build, cold", True), ("whole build, all known", False)):
        found[name] = built(path, folder / "dist", cold)["seconds"]
    found["validate"] = timed(lambda: validate(folder / "dist"))
    return found


def built(path: Path, out: Path, cold: bool, workers: int = 1) -> dict[str, float]:
    """Build in a process of its own; return its seconds of processor and its peak megabytes."""
    if cold:
        shutil.rmtree(out.with_name(f".{out.name}.cache"), ignore_errors=True)
    command = [sys.executable, str(SCRIPT), "--build", str(path), str(out), str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def environment() -> dict[str, str]:
    """Return the environment of a process that imports the checkout."""
    return os.environ | {"PYTHONPATH": str(ROOT / "build")}


def build_here(path: str, out: str, workers: str) -> None:
    """Build in this process and print what it took."""
    from communique.cache.store import Cache
    from communique.pipeline import build

    target = Path(out)
    cache = Cache(target.with_name(f".{target.name}.cache"))
    build([Path(path)], target, workers=int(workers), cache=cache)
    mine = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime
    print(json.dumps({"seconds": seconds, "megabytes": mine.ru_maxrss / 1024}))


def peers(articles: list[Article]) -> dict[str, float]:
    """Return the seconds that a parser takes over the same articles, by name; none without one."""
    model = os.environ.get("COMMUNIQUE_PARSER")
    if not model:
        print("no parser to compare with: set COMMUNIQUE_PARSER and install communique[bench]")
        return {}
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: install communique[bench]")
        return {}
    parse = spacy.load(model)
    parse("The first sentence loads what is loaded late.")
    found = {"spaCy, parse everything": timed(each(lambda a: parse(a.text), articles))}
    try:
        from textacy.extract import triples
    except ImportError:
        print("textacy is not installed: install communique[bench]")
        return found

    def quotations(article: Article) -> None:
        try:
            list(triples.direct_quotations(parse(article.text)))
        except Exception:  # an odd number of quotation marks
            failed.append(article.article_id)

    failed: list[str] = []
    found["textacy, direct quotations"] = timed(each(quotations, articles))
    if failed:
        print(f"textacy raised an error on {len(failed)} of {len(articles)} articles")
    return found


# The size of an archive that the second build is reckoned for, from the sizes that are measured.
ARCHIVE = 100_000


def by_number(articles: list[Article], folder: Path, most: int) -> None:
    """Print what a first build costs, and a second one after one more article, by their number.

    Then the share that the second has of the first: measured, and reckoned for a large archive from
    the cost of an article between the smallest and the largest build.
    """
    print("\nby number of articles (first build, then again with one more)")
    costs: list[tuple[int, float, float]] = []
    base = built(write(iter([]), folder / "none.jsonl"), folder / "none", True)["seconds"]
    for count in (most // 4, most // 2, most):
        path, out = folder / f"{count}.jsonl", folder / f"d{count}"
        first = built(write(made(articles, count), path), out, True)["seconds"]
        second = built(write(made(articles, count + 1), path), out, False)["seconds"]
        costs.append((count, first, second))
        print(
            f"  {count:8,} articles  {first:8.2f} s  {second:8.2f} s  {second / first:6.1%}"
            f"  {(second - base) / count * 1000:8.2f} ms an article again"
        )
    (few, *small), *_, (many, *large) = costs
    slopes = [(more - less) / (many - few) for less, more in zip(small, large, strict=True)]
    fixed = [more - slope * many for more, slope in zip(large, slopes, strict=True)]
    whole = [slope * ARCHIVE + least for slope, least in zip(slopes, fixed, strict=True)]
    for name, slope, least in zip(("first build", "second build"), slopes, fixed, strict=True):
        print(f"  {name:12}  {slope * 1000:8.2f} ms an article  {least:8.2f} s for any build")
    print(
        f"  reckoned for {ARCHIVE:,} articles: the second is {whole[1] / whole[0]:.1%} of the first"
    )


def by_relevance(articles: list[Article]) -> None:
    """Print the cost of a word by the share of articles that say something of what we look for."""
    said = [(a, bool((m := extract(a)).meetings or m.measures or m.statements)) for a in articles]
    useful, other = [a for a, yes in said if yes], [a for a, yes in said if not yes]
    if not useful or not other:
        print("\nby share of relevant text: all articles given are of one kind")
        return
    print("\nby share of relevant articles")
    few = min(len(useful), len(other))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        some = useful[: round(few * share)] + other[: few - round(few * share)]
        words = sum(len(a.text.split()) for a in some)
        rate = words / timed(each(extract, some))
        print(f"  {share:5.0%}  {rate:10,.0f} words a second")


def start_up(dist: Path) -> None:
    """Print how long short commands take to answer, the best of three."""
    import polars as pl

    row = pl.read_parquet(dist / "data" / "articles.parquet")["article_id"][0]
    print("\nstart-up")
    for arguments in (["--help"], ["cite", "--dist", str(dist)], ["why", row, "--dist", str(dist)]):
        best = 9.9
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-m", "communique", *arguments],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                env=environment(),
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = min(best, taken)
        print(f"  {arguments[0]:8} {best:5.2f} s of processor")


def memory(path: Path, articles: list[Article], folder: Path) -> None:
    """Print the peak memory of a build of `path`, and of ten times as many articles."""
    many = write(made(articles, 10 * len(articles)), folder / "ten.jsonl")
    once, ten = (built(p, folder / "m", True)["megabytes"] for p in (path, many))
    print(f"\npeak memory: {once:,.0f} MB once, {ten:,.0f} MB ten times: {ten / once:.2f} ×")


def main() -> None:
    """Run the measurements that the options name and print them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "seeds" / "articles"])
    parser.add_argument("--articles", type=int, default=200, help="articles to measure on")
    parser.add_argument("--memory", action="store_true", help="also builds ten times as many")
    options = parser.parse_args()
    given = [a for a in read_all(options.paths) if isinstance(a, Article)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write(made(given, options.articles), folder / "news.jsonl")
        articles = [a for a in read_all([path]) if isinstance(a, Article)]
        extract(articles[0])  # loads the vocabularies
        words = sum(len(a.text.split()) for a in articles)
        print(f"{len(articles):,} articles, {words:,} words")
        found = stages(path, articles, folder) | peers(articles)
        floor = found["parse the file"]
        whole = found["whole build, cold"]
        for stage, seconds in found.items():
            print(
                f"  {stage:28} {seconds:8.2f} s {words / max(seconds, 1e-9):12,.0f} words/s"
                f" {seconds / floor:8.1f} × parsing {seconds / whole:7.1%} of a build"
            )
        by_number(given, folder, options.articles)
        by_relevance(articles)
        start_up(folder / "dist")
        if options.memory:
            memory(path, given, folder)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build_here(*sys.argv[2:5])
    else:
        main()

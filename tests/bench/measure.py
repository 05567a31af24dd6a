"""Measures what a build costs, as ratios within one run; `make bench` runs it.

    python tests/bench/measure.py [--articles N] [PATH...]
    python tests/bench/measure.py --memory [--times N] [--cache DIR] [PATH...]

PATH (default: the seeds) holds articles; more are made by shuffling their paragraphs, so that none
repeats another. COMMUNIQUE_PARSER names a spaCy pipeline to compare with (extra `bench`). With
--memory only the peak memory of two builds is measured: of PATH, and of N times (10) as many
articles; what is extracted is kept in DIR for a second run.
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
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from communique.cache.store import Cache
from communique.core.model import Article
from communique.engines.local import LocalEngine
from communique.engines.profile import stage_seconds
from communique.engines.task import read
from communique.engines.work import work
from communique.extract.engine import extract
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.read import read as read_all
from communique.sources.read import read_records
from communique.validate import validate

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__)
GENERAL = SCRIPT.with_name("general.txt")
# Said again and again in one sentence, to show what its length costs.
CLAUSES = (
    "the ministry said that Peru would lift its tariffs on steel from Chile in May, and ",
    "Peruvian President Dina Boluarte met Chilean President Gabriel Boric in Lima on Friday, and ",
)


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


def general(count: int, words: int, seed: int = 7) -> list[Article]:
    """Return articles of about `words` words on nothing that we look for, of sentences of our own."""
    chance = random.Random(seed)
    lines = GENERAL.read_text("utf-8").splitlines()
    paragraphs = max(1, round(words / (5 * sum(len(line.split()) for line in lines) / len(lines))))
    return [
        Article(
            f"art-general-{number}",
            f"{number}.txt",
            "\n\n".join(" ".join(chance.sample(lines, 5)) for _ in range(paragraphs)),
            "",
            published_date=date(2021, 1, 1),
        )
        for number in range(count)
    ]


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


def timed_best(work: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of processor that `work` takes at least, of several times."""
    return min(timed(work) for _ in range(times))


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
        found[name] = built([path], folder / "dist", cold)["seconds"]
    found["validate"] = timed(lambda: validate(folder / "dist"))
    return found


def built(
    paths: Sequence[Path], out: Path, cold: bool, cache: Path | None = None
) -> dict[str, float]:
    """Build in a process of its own; return its seconds of processor and its peak megabytes."""
    cache = cache or out.with_name(f".{out.name}.cache")
    if cold:
        shutil.rmtree(cache, ignore_errors=True)
    command = [sys.executable, str(SCRIPT), "--build", *map(str, (out, cache, *paths))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def environment() -> dict[str, str]:
    """Return the environment of a process that imports the checkout."""
    return os.environ | {"PYTHONPATH": str(ROOT / "build")}


def build_here(out: str, cache: str, *paths: str) -> None:
    """Build in this process and print what it took."""
    from communique.pipeline import build

    build([Path(path) for path in paths], Path(out), cache=Cache(Path(cache)))
    mine = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime
    print(json.dumps({"seconds": seconds, "megabytes": mine.ru_maxrss / 1024}))


def peers(articles: list[Article], others: list[Article]) -> None:
    """Print how many times longer a parser takes over the same articles; nothing without one.

    `others` are articles in which nothing can be found.
    """
    model = os.environ.get("COMMUNIQUE_PARSER")
    if not model:
        print("\nno parser to compare with: set COMMUNIQUE_PARSER and install communique[bench]")
        return
    try:
        import spacy
    except ImportError:
        print("\nspaCy is not installed: install communique[bench]")
        return
    parse = spacy.load(model)
    parse("The first sentence loads what is loaded late.")
    print("\nagainst a parser")
    for name, some in (("relevant text", articles), ("general text", others)):
        ours, theirs = (timed_best(each(work, some)) for work in (extract, lambda a: parse(a.text)))
        print(f"  {name:28} spaCy, parse everything {theirs / ours:10,.1f} × our time")
    try:
        from textacy.extract import triples
    except ImportError:
        print("  textacy is not installed: install communique[bench]")
        return

    def quotations(article: Article) -> None:
        try:
            list(triples.direct_quotations(parse(article.text)))
        except Exception:  # an odd number of quotation marks
            failed.append(article.article_id)

    failed: list[str] = []
    ours, theirs = timed_best(each(extract, articles)), timed(each(quotations, articles))
    print(f"  {'relevant text':28} textacy, quotations     {theirs / ours:10,.1f} × our time")
    if failed:
        print(f"  textacy raised an error on {len(failed)} of {len(articles)} articles")


# The size of an archive that the second build is reckoned for, from the sizes that are measured.
ARCHIVE = 100_000


def by_number(articles: list[Article], folder: Path, most: int) -> None:
    """Print what a first build costs, and a second one after one more article, by their number.

    Then the share that the second has of the first: measured, and reckoned for a large archive from
    the cost of an article between the smallest and the largest build.
    """
    print("\nby number of articles (first build, then again with one more)")
    costs: list[tuple[int, float, float]] = []
    base = built([write(iter([]), folder / "none.jsonl")], folder / "none", True)["seconds"]
    for count in (most // 4, most // 2, most):
        path, out = folder / f"{count}.jsonl", folder / f"d{count}"
        first = built([write(made(articles, count), path)], out, True)["seconds"]
        second = built([write(made(articles, count + 1), path)], out, False)["seconds"]
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
    """Print the cost of an article by the share of articles that speak of what we look for."""
    words = sum(len(a.text.split()) for a in articles) // len(articles)
    others = general(len(articles), words)
    floor = timed_best(each(lambda a: a.text.split(), others))
    print("\nby share of relevant articles (the others: sentences on other things)")
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        few = round(len(articles) * share)
        some = articles[:few] + others[few:]
        taken = timed_best(each(extract, some))
        rate = len(some) / taken
        print(
            f"  {share:5.0%}  {rate:10,.0f} articles a second {rate * words:12,.0f} words"
            f" {taken / floor:8.1f} × splitting at spaces"
        )


def by_stage(articles: list[Article]) -> None:
    """Print the share of each stage of the extractor."""
    seconds = stage_seconds(articles)
    total = sum(seconds.values())
    print("\nby stage of the extractor")
    for stage, taken in seconds.items():
        print(
            f"  {stage:13} {taken / len(articles) * 1000:8.2f} ms an article {taken / total:6.1%}"
        )


def by_length() -> None:
    """Print the cost of a character by the length of a sentence that says one thing again and again."""
    print("\nby length of a sentence (one clause repeated)")
    for clause in CLAUSES:
        print(f"  {clause[:44]}…")
        first = None
        for length in (500, 1_000, 2_000, 4_000, 16_000, 128_000):
            text = (clause * (length // len(clause) + 1))[:length] + "."
            article = Article("art-long", "long.txt", text, "", published_date=date(2021, 1, 1))
            cost = timed(lambda article=article: extract(article)) / length * 1e6
            first = first or cost
            print(f"  {length:11,} characters {cost:8.2f} µs each {cost / first:6.2f} ×")


def extract_here(path: str, folder: str, workers: str) -> None:
    """Read and extract everything that `path` holds with a new cache, and print what it took."""
    engine, limits, began = LocalEngine(int(workers)), Limits(), time.process_time()
    cache = Cache(Path(folder) / f"cache{workers}")
    count = sum(1 for _ in work(read_records([Path(path)]), engine, cache, limits, Path(folder)))
    cache.close()
    own = time.process_time() - began
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"count": count, "own": own, "others": others.ru_utime + others.ru_stime}))


def by_workers(path: Path, folder: Path) -> None:
    """Print how much of reading and extracting the first process does, which bounds what others add."""
    print("\nby workers (seconds of processor to read and extract)")
    for workers in (1, 2):
        command = [sys.executable, str(SCRIPT), "--extract", str(path), str(folder), str(workers)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment()
        )
        found = json.loads(done.stdout)
        print(
            f"  {workers} {'worker ' if workers == 1 else 'workers'} {found['own']:8.2f} s in the"
            f" first process, {found['own'] / found['count'] * 1000:6.2f} ms an article;"
            f" {found['others']:8.2f} s in others"
        )


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


def memory(
    paths: list[Path], articles: list[Article], times: int, folder: Path, cache: Path
) -> None:
    """Print the peak memory of a build of `articles`, and of `times` as many made of them."""
    many = write(made(articles, times * len(articles)), folder / "many.jsonl")
    peaks = []
    for name, source in (("once", paths), (f"{times} times", [many])):
        peaks.append(built(source, folder / "dist", cold=False, cache=cache)["megabytes"])
        print(f"{name:12} {peaks[-1]:8,.0f} MB", flush=True)
    print(
        f"peak memory of {times} times the articles: {peaks[1] / peaks[0]:.2f} × that of them once"
    )


def main() -> None:
    """Run the measurements that the options name and print them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "seeds" / "articles"])
    parser.add_argument("--articles", type=int, default=200, help="articles to measure on")
    parser.add_argument("--memory", action="store_true", help="measure peak memory, nothing else")
    parser.add_argument("--times", type=int, default=10, help="how much larger the second build is")
    parser.add_argument("--cache", type=Path, help="folder to keep what is extracted in")
    options = parser.parse_args()
    given = [a for a in read_all(options.paths) if isinstance(a, Article)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.memory:
            cache = options.cache or folder / "cache"
            memory(options.paths, given, options.times, folder, cache)
            return
        path = write(made(given, options.articles), folder / "news.jsonl")
        articles = [a for a in read_all([path]) if isinstance(a, Article)]
        extract(articles[0])  # loads the vocabularies
        words = sum(len(a.text.split()) for a in articles)
        print(f"{len(articles):,} articles, {words:,} words")
        found = stages(path, articles, folder)
        floor = found["parse the file"]
        whole = found["whole build, cold"]
        for stage, seconds in found.items():
            print(
                f"  {stage:28} {seconds:8.2f} s {words / max(seconds, 1e-9):12,.0f} words/s"
                f" {seconds / floor:8.1f} × parsing {seconds / whole:7.1%} of a build"
            )
        by_stage(given)
        by_relevance(given)
        by_length()
        peers(given, general(len(given), words // len(articles)))
        by_number(given, folder, options.articles)
        by_workers(path, folder)
        start_up(folder / "dist")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build_here(*sys.argv[2:])
    elif sys.argv[1:2] == ["--extract"]:
        extract_here(*sys.argv[2:5])
    else:
        main()

"""The command line: one function for each command.

Exit codes: 0 all well, 1 a promise was broken (or, with --strict, an input rejected), 2 wrong usage.
The data libraries are imported by the command that needs them, so that --help answers at once.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique import __version__
from communique.core.errors import BrokenPromise, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from communique.core.progress import Progress
    from communique.engines import Engine


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"communique: {error}", file=sys.stderr)
        return 2
    except BrokenPromise as error:
        print(f"communique: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"communique: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr
        )
        return 2
    except KeyboardInterrupt:
        print(
            "communique: interrupted; the earlier dataset is untouched, and what was found so far is"
            " in the cache: the same command goes on from there",
            file=sys.stderr,
        )
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="communique",
        description="Meetings, participants, statements and trade measures from the news,"
        " each row with its evidence.",
    )
    parser.add_argument("--version", action="version", version=f"communique {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build a dataset from files and folders of articles")
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    build.add_argument(
        "-o", "--out", type=Path, default=Path("dist"), help="folder to build (default: dist)"
    )
    build.add_argument(
        "--workers", type=_positive, default=os.cpu_count() or 1, help="processes (default: cores)"
    )
    build.add_argument(
        "--corrections",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="folder of corrections (CSV) to apply; may be given several times",
    )
    build.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="processes of this machine, or a Spark cluster (needs communique[spark])",
    )
    build.add_argument(
        "--stage",
        default=None,
        metavar="URI",
        help="folder that all machines of the cluster reach, for what goes there and back",
    )
    build.add_argument(
        "--cache",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder for what was found in each article (default: .OUT.cache beside OUT)",
    )
    build.add_argument("--no-cache", action="store_true", help="keep and use no cache")
    build.add_argument(
        "--cache-size",
        type=_positive,
        default=10,
        metavar="GB",
        help="size to which the cache is cut after a build (default: 10)",
    )
    build.add_argument(
        "--log",
        choices=("auto", "json", "none"),
        default="auto",
        help="progress on standard error: a line on a terminal, JSON lines, or none",
    )
    build.add_argument("--strict", action="store_true", help="exit 1 when an input was rejected")
    build.set_defaults(run=_build)

    validate = commands.add_parser("validate", help="re-check a built folder")
    validate.add_argument("folder", type=Path, metavar="DIR")
    validate.set_defaults(run=_validate)

    evaluate = commands.add_parser("evaluate", help="score a built folder against annotation")
    evaluate.add_argument("folder", type=Path, metavar="DIR")
    evaluate.add_argument("--gold", type=Path, required=True, help="folder of annotation files")
    evaluate.add_argument(
        "--errors", type=int, default=0, help="show up to N mistakes of each kind"
    )
    evaluate.add_argument("--json", type=Path, default=None, help="write the figures here too")
    evaluate.add_argument(
        "--clusters", action="store_true", help="score identity over made articles too"
    )
    evaluate.add_argument(
        "--accept", action="store_true", help="keep the figures in seeds/reference as accepted"
    )
    evaluate.set_defaults(run=_evaluate)

    profile = commands.add_parser("profile", help="time the stages of the extractor")
    profile.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    profile.set_defaults(run=_profile)

    why = commands.add_parser("why", help="show the evidence of a row in its sentence")
    why.add_argument("row_id", metavar="ROW_ID")
    why.add_argument("--dist", type=Path, default=Path("dist"), help="built folder (default: dist)")
    why.set_defaults(run=_why)

    _add_correct(commands)

    cite = commands.add_parser("cite", help="cite the dataset, or one row of it")
    cite.add_argument("row_id", metavar="ROW_ID", nargs="?")
    cite.add_argument(
        "--dist", type=Path, default=Path("dist"), help="built folder (default: dist)"
    )
    cite.add_argument("--form", choices=("plain", "bibtex", "csl", "apa"), default="plain")
    cite.set_defaults(run=_cite)

    diff = commands.add_parser("diff", help="show what differs between two builds or releases")
    diff.add_argument("old", metavar="OLD", help="folder, archive or address")
    diff.add_argument("new", metavar="NEW", help="folder, archive or address")
    diff.add_argument("--json", type=Path, default=None, help="write the differences here")
    diff.add_argument("--parquet", type=Path, default=None, help="write the table `changes` here")
    diff.add_argument("--values", type=Path, default=None, help="write one row a value here")
    diff.add_argument("--rows", type=_positive, default=40, help="rows to show (default: 40)")
    diff.set_defaults(run=_diff)

    release = commands.add_parser("release", help="make a release of a built folder")
    release.add_argument("version", metavar="VERSION")
    release.add_argument(
        "--dist", type=Path, default=Path("dist"), help="built folder (default: dist)"
    )
    release.add_argument("--releases", type=Path, default=Path("releases"))
    release.add_argument(
        "--inputs",
        type=Path,
        nargs="*",
        default=None,
        metavar="PATH",
        help="what it was built from (default: seeds/articles)",
    )
    release.add_argument(
        "--corrections",
        type=Path,
        nargs="*",
        default=None,
        metavar="DIR",
        help="folders of corrections in it (default: seeds/corrections, for seeds/articles)",
    )
    release.add_argument(
        "--withdraw", action="store_true", help="let ids end without a redirect, as a major version"
    )
    release.set_defaults(run=_release)

    reproduce = commands.add_parser("reproduce", help="rebuild a release and compare its hashes")
    reproduce.add_argument("version", metavar="VERSION")
    reproduce.add_argument("--releases", type=Path, default=Path("releases"))
    reproduce.add_argument("--keep", type=Path, default=None, help="keep what was rebuilt here")
    reproduce.set_defaults(run=_reproduce)
    return parser


def _add_correct(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    correct = commands.add_parser("correct", help="show a row and write a decision about it")
    correct.add_argument("row_id", metavar="ROW_ID", help="the row; with --add, its article")
    action = correct.add_mutually_exclusive_group(required=True)
    action.add_argument("--confirm", action="store_true", help="the row is right")
    action.add_argument("--reject", action="store_true", help="the row is wrong: leave it out")
    action.add_argument("--set", metavar="COLUMN=VALUE", help="change a value; empty is null")
    action.add_argument("--merge", metavar="ROW_ID", help="both rows are one thing")
    action.add_argument(
        "--split", metavar="ID,…", help="articles or mentions that are another thing"
    )
    action.add_argument("--add", metavar="TABLE", help="the article says more: add a row")
    correct.add_argument("--value", default="", metavar="JSON", help="the values of an added row")
    correct.add_argument(
        "--of", default="", metavar="ROW_ID", help="the row that an added part is of"
    )
    correct.add_argument("--excerpt", default="", help="the words that it rests on")
    correct.add_argument("--article", default="", metavar="ARTICLE_ID", help="where they stand")
    correct.add_argument("--author", required=True, help="who decides")
    correct.add_argument("--reason", required=True, help="why")
    correct.add_argument("--source", required=True, help="on what ground: a document, an address")
    correct.add_argument("--date", default="", metavar="DAY", help="when (default: today)")
    correct.add_argument("--yes", action="store_true", help="write without asking")
    correct.add_argument(
        "--dist", type=Path, default=Path("dist"), help="built folder (default: dist)"
    )
    correct.add_argument(
        "--corrections",
        type=Path,
        default=Path("seeds/corrections"),
        metavar="DIR",
        help="folder to write to (default: seeds/corrections)",
    )
    correct.set_defaults(run=_correct)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of at least 1")
    return number


def _build(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(map(str, missing))}")
    from communique.cache.store import Cache
    from communique.pipeline import build

    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        summary = build(
            options.paths,
            options.out,
            engine=_engine(options),
            cache=Cache(_cache_folder(options), options.cache_size * 1024**3),
            progress=_progress(options.log),
            corrections=options.corrections,
        )
    except Exception as error:
        reason = _unwritable(error)
        if reason is None:
            raise
        print(f"communique: {reason}; the earlier dataset is untouched", file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)
    if summary.note:
        print(f"cache: {summary.note}", file=sys.stderr)
    if summary.known:
        print(f"{summary.known} of the records were known from the cache")
    rows = summary.rows
    print(
        f"built {summary.folder}: {rows['articles']} articles, {rows['meetings']} meetings,"
        f" {rows['participants']} participants, {rows['statements']} statements,"
        f" {rows['trade_measures']} measures, {rows['evidence']} pieces of evidence"
    )
    if summary.rejects:
        listed = ", ".join(f"{count} {reason}" for reason, count in summary.rejects.items())
        print(f"rejects: {listed} (see data/rejects.parquet)")
    refused = sum(n for reason, n in summary.rejects.items() if reason != "duplicate")
    return 1 if options.strict and refused else 0


def _unwritable(error: Exception) -> str | None:
    """Return what to say of an error of the file system, in whichever library it showed."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    library = type(error).__module__.split(".")[0].lstrip("_")
    if library in {"duckdb", "polars", "pyarrow"} and "IO" in f"{type(error).__name__}{error}":
        return " ".join(str(error).split())[:300]
    return None


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _cache_folder(options: argparse.Namespace) -> Path | None:
    if options.no_cache:
        return None
    out: Path = options.out.absolute()
    cache: Path | None = options.cache
    return cache or out.with_name(f".{out.name}.cache")


def _engine(options: argparse.Namespace) -> Engine:
    if options.engine == "spark":
        from communique.engines.spark import SparkEngine

        return SparkEngine(options.stage)
    from communique.engines.local import LocalEngine

    return LocalEngine(options.workers)


def _progress(log: str) -> Progress:
    from communique.core.progress import Bar, Lines, Silent

    if log == "json":
        return Lines(sys.stderr)
    return Bar() if log == "auto" and sys.stderr.isatty() else Silent()


def _validate(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        what = (
            "is no folder; unpack an archive first" if options.folder.exists() else "no such folder"
        )
        raise UsageError(f"{options.folder}: {what}")
    from communique.validate import DATABASE, validate

    problems = validate(options.folder)
    for problem in problems:
        print(problem)
    count = len(problems)
    print(f"{options.folder}: {count} broken promise{'' if count == 1 else 's'}")
    if not problems and not (options.folder / DATABASE).is_file():
        print(f"{DATABASE} is not here, as in every archive of a release; all else was checked")
    return 1 if problems else 0


def _evaluate(options: argparse.Namespace) -> int:
    from rich.console import Console

    from communique.core.resources import root
    from communique.evaluate import main_evaluate

    into = root() / "seeds" / "reference" if options.accept else None
    code = main_evaluate(
        options.folder, options.gold, options.errors, options.json, Console(), into
    )
    if options.clusters:
        from communique.engines.local import extract_all
        from communique.evaluate import known_articles, print_clusters
        from communique.pipeline import make_tables

        known = known_articles()
        print_clusters(make_tables(extract_all(known.articles), []), known, Console())
    return code


def _profile(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(map(str, missing))}")
    from communique.engines.profile import report
    from communique.pipeline import read_articles

    for path in options.paths:
        articles, _rejects = read_articles([path])
        print(report(str(path), articles))
    return 0


def _terminal() -> Console | None:
    """Return a console where there is colour; none for a file or a pipe, which need no rich."""
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console

    return Console()


def _why(options: argparse.Namespace) -> int:
    from communique.release import main_why

    return main_why(options.row_id, options.dist, _terminal())


def _correct(options: argparse.Namespace) -> int:
    from rich.console import Console

    from communique.correct import main_correct

    return main_correct(options, Console())


def _cite(options: argparse.Namespace) -> int:
    from communique.release import main_cite

    return main_cite(options.row_id, options.dist, form=options.form)


def _diff(options: argparse.Namespace) -> int:
    from rich.console import Console

    from communique.release import main_diff

    return main_diff(
        options.old,
        options.new,
        Console(),
        json_out=options.json,
        parquet_out=options.parquet,
        values_out=options.values,
        rows=options.rows,
    )


def _release(options: argparse.Namespace) -> int:
    from rich.console import Console

    from communique.release import main_release

    inputs, corrections = options.inputs, options.corrections
    if corrections is None:
        corrections = [Path("seeds/corrections")] if inputs is None else []
    return main_release(
        options.version,
        options.dist,
        options.releases,
        Console(),
        inputs=[Path("seeds/articles")] if inputs is None else inputs,
        corrections=corrections,
        withdraw=options.withdraw,
    )


def _reproduce(options: argparse.Namespace) -> int:
    from rich.console import Console

    from communique.pipeline import build
    from communique.release import main_reproduce

    def rebuild(paths: Sequence[Path], corrections: Sequence[Path], out: Path) -> None:
        build(paths, out, corrections=corrections)

    return main_reproduce(options.version, options.releases, rebuild, Console(), keep=options.keep)

"""Builds in a process that is killed after some share of its work; run as a script."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from communique.cache.store import Cache
from communique.pipeline import build
from communique.publish.atomic import is_build
from communique.publish.files import sha256

TRIES = 10  # a build may end before its moment: known work takes less time than new
TICKS = os.sysconf("SC_CLK_TCK")


def child(source: Path, out: Path) -> int:
    """Start a build in a process of its own and return its number."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            build([source], out, cache=Cache(out.with_name(".cache")))
            code = 0
        finally:
            os._exit(code)
    return number


def used(number: int) -> float | None:
    """Return the seconds of processor that a process has used, None when it has ended."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / TICKS


def killed_at(moment: float, running: int) -> tuple[float, bool]:
    """Kill a process when it has used so much time; return what it used, and if it still ran."""
    spent = 0.0
    while (now := used(running)) is not None and now < moment:
        spent = now
        time.sleep(0.001)
    os.kill(running, signal.SIGKILL)
    return spent, os.WIFSIGNALED(os.waitpid(running, 0)[1])


def check(out: Path) -> None:
    """Raise unless `out` is absent or a whole build, every file as its checksums say."""
    if not out.exists():
        return
    assert is_build(out)
    for line in (out / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert sha256(out / name) == digest, name
    assert not (out / ".work").exists()


def main(source: Path, out: Path, rounds: int, seed: int) -> None:
    """Kill `rounds` builds at moments spread over the whole of a build; print what was met."""
    chance = random.Random(seed)
    first = child(source, out)
    whole = 0.0
    while (now := used(first)) is not None:
        whole = now
        time.sleep(0.002)
    assert os.waitpid(first, 0)[1] == 0
    sums = (out / "SHA256SUMS").read_text()
    killed = 0
    for number in range(rounds):
        if chance.random() < 0.3:
            out.with_name(".cache").joinpath("results.sqlite").unlink(missing_ok=True)
        moment = whole * (number + chance.random()) / rounds
        for _ in range(TRIES):
            spent, is_killed = killed_at(moment, child(source, out))
            check(out)
            assert out.exists(), "the earlier build is gone"
            assert (out / "SHA256SUMS").read_text() == sums
            if is_killed:
                killed += 1
                break
            moment = spent * chance.random()  # it ended sooner than the first one
    last = child(source, out)
    assert os.waitpid(last, 0)[1] == 0
    check(out)
    assert (out / "SHA256SUMS").read_text() == sums
    left = {path.name for path in out.parent.iterdir()} - {out.name, ".cache", source.name}
    assert not left, left
    print(killed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))

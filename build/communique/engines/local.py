"""Completes tasks in processes of this machine; the order of results is that of the tasks.

A process that dies (out of memory, killed) is replaced and its batch done again; a record that
brings a process down by itself is refused, so that one input cannot stop a build.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from communique.core.model import Article, Reject
from communique.engines.task import Batch, Task, do_all, refused
from communique.extract.engine import extract
from communique.lexicon.lexicon import lexicon
from communique.resolve.reports import Processed
from communique.sources.limits import Limits

# Batches on their way for each process: enough that none waits, few enough to bound memory.
_AHEAD = 3


class LocalEngine:
    """Runs in `workers` processes; one worker is this process itself."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers

    def run(self, batches: Iterable[Batch], limits: Limits, folder: Path) -> Iterator[Batch]:
        """Yield each batch complete, in order."""
        if self._workers <= 1:
            for batch in batches:
                yield do_all(batch, limits)
            return
        pool = _Pool(self._workers, limits)
        try:
            yield from pool.run(batches)
        finally:
            pool.close()


def extract_all(articles: Iterable[Article]) -> list[Processed]:
    """Return each article with what it says, found by this process."""
    return [Processed(article, extract(article)) for article in articles]


class _Pool:
    """Processes that start with the first task to do, and anew when one of them dies."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._workers, self._limits = workers, limits
        self._executor: ProcessPoolExecutor | None = None

    def _start(self) -> ProcessPoolExecutor:
        self.close()
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(self._workers, context, _begin)
        return self._executor

    def close(self) -> None:
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def run(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        waiting: deque[tuple[Batch, Future[Batch]]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(batch)))
            while len(waiting) >= self._workers * _AHEAD or (waiting and waiting[0][1].done()):
                yield self._result(waiting)
        while waiting:
            yield self._result(waiting)

    def _submit(self, batch: Batch) -> Future[Batch]:
        done: Future[Batch] = Future()
        open_tasks = [task for task in batch if task.mentions is None]
        if not open_tasks:
            done.set_result([])
            return done
        try:
            return (self._executor or self._start()).submit(do_all, open_tasks, self._limits)
        except BrokenProcessPool as error:
            done.set_exception(error)
            return done

    def _result(self, waiting: deque[tuple[Batch, Future[Batch]]]) -> Batch:
        batch, future = waiting.popleft()
        try:
            done = future.result()
        except BrokenProcessPool:
            done = self._again([task for task in batch if task.mentions is None])
            # The other batches were lost with the pool, whichever broke it.
            others = [(other, self._submit(other)) for other, _ in waiting]
            waiting.clear()
            waiting.extend(others)
        completed = iter(done)
        return [next(completed) if task.mentions is None else task for task in batch]

    def _again(self, batch: Batch) -> Batch:
        """Do a batch by itself after its pool broke: whole, then one by one."""
        try:
            return self._start().submit(do_all, batch, self._limits).result()
        except BrokenProcessPool:
            self._start()
        return [self._alone(task) for task in batch]

    def _alone(self, task: Task) -> Task:
        try:
            executor = self._executor or self._start()
            return executor.submit(do_all, [task], self._limits).result()[0]
        except BrokenProcessPool:
            self._start()
            detail = "brought down the process that read it; leave it out or split it"
            return refused(task, Reject("", "bad_record", detail))


def _begin() -> None:
    # Ctrl-C reaches every process of the terminal; only the one that builds answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    lexicon()
    gc.freeze()  # the vocabularies stay; looking through them for garbage finds none


def _end_with_parent() -> None:
    """End this process with the one that builds: killed, that one cannot say so."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)

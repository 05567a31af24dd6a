"""Completes tasks on Apache Spark: Parquet in, `mapInArrow` over the same pure function, Parquet out.

Tasks go to the cluster in waves, so that neither the memory of the driver nor what lies in the
stage grows with the archive.
"""

from __future__ import annotations

import contextlib
import os
import sys
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from communique.core.errors import UsageError
from communique.engines.task import Batch, decode_batch, do_all, encode
from communique.sources.limits import Limits

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# A wave: so many batches, of some thirty records each; small parts, so that no machine waits long.
BATCHES_A_WAVE = 4_000
BATCHES_A_PART = 20
SCHEMA = pa.schema([("number", pa.int64()), ("batch", pa.binary())])
_DDL = "number long, batch binary"


class SparkEngine:
    """Runs on the cluster that Spark's usual configuration names (`spark.master`, SPARK_CONF_DIR).

    `stage` is a folder or URI that driver and executors reach; without it, one inside the folder
    that is built, which is enough for `local[*]`.
    """

    def __init__(self, stage: str | None = None) -> None:
        self._stage = stage

    def run(self, batches: Iterable[Batch], limits: Limits, folder: Path) -> Iterator[Batch]:
        """Yield each batch complete, in order."""
        stage = self._stage or (folder / "stage").resolve().as_uri()
        spark = session()
        files, base = fs.FileSystem.from_uri(stage)
        source = iter(batches)
        for batch in source:
            if all(task.mentions is not None for task in batch):
                yield batch  # nothing to do, and no wave to wait for
                continue
            name = uuid.uuid4().hex
            try:
                wave = chain([batch], islice(source, BATCHES_A_WAVE - 1))
                _write(wave, files, f"{base}/{name}/in")
                done = complete(spark.read.parquet(f"{stage}/{name}/in"), limits)
                done.write.parquet(f"{stage}/{name}/out")
                yield from _read(files, f"{base}/{name}/out")
            finally:
                with contextlib.suppress(FileNotFoundError):
                    files.delete_dir(f"{base}/{name}")


def session() -> SparkSession:
    """Return the running session, or a new one of Spark's usual configuration."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError(
            "--engine spark needs PySpark; install communique[spark], or leave the option out"
        ) from None
    # Executors on this machine run the Python that runs this.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return SparkSession.builder.appName("communique").getOrCreate()
    except Exception as error:
        reason = str(error).strip().splitlines()
        raise UsageError(
            f"Spark does not start ({reason[0] if reason else type(error).__name__}); it needs"
            " Java 17 or later (JAVA_HOME)"
        ) from None


def complete(batches: DataFrame, limits: Limits | None = None) -> DataFrame:
    """Return a frame of encoded batches (`number`, `batch`) with all their tasks complete."""
    return batches.mapInArrow(partial(_map, limits or Limits()), _DDL)


def _map(limits: Limits, frames: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Complete the batches of one partition; runs in the executors."""
    for frame in frames:
        for number, data in zip(
            frame["number"].to_pylist(), frame["batch"].to_pylist(), strict=True
        ):
            done = encode(do_all(decode_batch(data), limits))
            yield pa.RecordBatch.from_pydict({"number": [number], "batch": [done]}, SCHEMA)


def _write(wave: Iterator[Batch], files: fs.FileSystem, folder: str) -> None:
    """Write batches to parts of a few each, holding no more than a part."""
    files.create_dir(folder, recursive=True)
    start = 0
    while some := list(islice(wave, BATCHES_A_PART)):
        numbers = list(range(start, start + len(some)))
        table = pa.table({"number": numbers, "batch": [encode(batch) for batch in some]}, SCHEMA)
        pq.write_table(table, f"{folder}/{start:09d}.parquet", filesystem=files)
        start += len(some)


def _read(files: fs.FileSystem, folder: str) -> Iterator[Batch]:
    """Yield the batches in the order of their numbers; a part holds a few, in any order of parts."""
    chosen = fs.FileSelector(folder)
    paths = [f.path for f in files.get_file_info(chosen) if f.path.endswith(".parquet")]
    numbers = {
        path: pq.read_table(path, columns=["number"], filesystem=files)["number"].to_pylist()
        for path in paths
    }
    place = {n: path for path, found in numbers.items() for n in found}
    held: dict[int, bytes] = {}
    for number in sorted(place):
        if number not in held:
            table = pq.read_table(place[number], filesystem=files)
            held |= dict(zip(table["number"].to_pylist(), table["batch"].to_pylist(), strict=True))
        yield decode_batch(held.pop(number))

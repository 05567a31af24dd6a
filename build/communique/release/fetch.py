"""Opens a version wherever it is: a folder, an archive, or either of these at a web address."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.core.errors import UsageError
from communique.release.archive import SUFFIXES, inside, unpack
from communique.release.reading import DESCRIPTOR, MANIFEST, ROWS

MAX_FILE = 2 << 30
MAX_JSON = 32 << 20
TIMEOUT_SECONDS = 60
CHUNK = 1 << 20


@contextlib.contextmanager
def opened(place: str | Path) -> Iterator[Path]:
    """Yield a folder with the dataset at `place`; what was fetched or unpacked for it goes after.

    `place` is a folder, a `.tar.zst` or `.zip`, or an http(s) address of one. From the address of a
    folder come the descriptor, the schemas and the tables only, each checked against the hash in
    the descriptor. UsageError when there is nothing to be had, or too much.
    """
    text = str(place)
    is_remote = urllib.parse.urlsplit(text).scheme in ("http", "https")
    with tempfile.TemporaryDirectory(prefix="communique-") as name:
        work = Path(name)
        if is_remote and urllib.parse.urlsplit(text).path.endswith(SUFFIXES):
            path = work / urllib.parse.urlsplit(text).path.rpartition("/")[2]
            download(text, path, MAX_FILE)
            yield unpack(path, fresh(work / "unpacked"))
        elif is_remote:
            yield download_folder(text, fresh(work / "fetched"))
        elif text.endswith(SUFFIXES) and Path(text).is_file():
            yield unpack(Path(text), fresh(work / "unpacked"))
        elif Path(text).is_dir():
            yield Path(text)
        else:
            raise UsageError(
                f"{text}: no such folder or archive; give a folder that build or release has made, "
                f"a {' or '.join(SUFFIXES)}, or an http address of one"
            )


def fresh(folder: Path) -> Path:
    """Make a folder and return it."""
    folder.mkdir()
    return folder


def download_folder(address: str, folder: Path) -> Path:
    """Fetch descriptor, schemas and tables of the dataset whose folder is at `address`."""
    base = address.rstrip("/") + "/"
    try:
        download(base + DESCRIPTOR, folder / DESCRIPTOR, MAX_JSON)
    except NotThere:
        download(base + MANIFEST, folder / MANIFEST, MAX_JSON)
        download(base + ROWS, folder / ROWS, MAX_FILE)
        return folder
    for resource in resources(folder / DESCRIPTOR, address):
        for key, limit in (("schema", MAX_JSON), ("path", MAX_FILE)):
            pure = inside(str(resource.get(key)), Path(DESCRIPTOR))
            target = folder.joinpath(*pure.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            found = download(base + urllib.parse.quote(pure.as_posix()), target, limit)
            if key == "path" and resource.get("hash") not in (None, f"sha256:{found}"):
                raise UsageError(
                    f"{base}{pure}: has SHA-256 {found}, but {DESCRIPTOR} there says "
                    f"{resource['hash']}; it was changed or fetched by half, try again"
                )
    return folder


def resources(path: Path, address: str) -> list[dict[str, Any]]:
    """Return the resources of a descriptor that was fetched from `address`."""
    try:
        found = json.loads(path.read_text("utf-8"))["resources"]
        return [dict(each) for each in found]
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{address}: its {DESCRIPTOR} is no Data Package") from None


class NotThere(UsageError):
    """The server says that it has no such file."""


def download(address: str, target: Path, limit: int) -> str:
    """Fetch a file of at most `limit` bytes to `target` and return its SHA-256."""
    digest, size = hashlib.sha256(), 0
    request = urllib.request.Request(address, headers={"Accept-Encoding": "identity"})  # noqa: S310
    try:
        with (
            urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response,  # noqa: S310
            target.open("wb") as out,
        ):
            while chunk := response.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise UsageError(f"{address}: is larger than {limit} bytes; it is not read")
                digest.update(chunk)
                out.write(chunk)
            stated = response.headers.get("Content-Length")
    except urllib.error.HTTPError as error:
        kind = NotThere if error.code in (404, 410) else UsageError
        raise kind(f"{address}: the server answers {error.code} {error.reason}") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: cannot be fetched ({error})") from None
    if stated is not None and stated.isdigit() and int(stated) != size:
        raise UsageError(f"{address}: {size} of {stated} bytes came; try again")
    return digest.hexdigest()

"""A local web server for tests: files of a folder, whole or by range, as any host gives them."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Site:
    """Where the files are, and what was asked for: method, path and range of each request."""

    address: str
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)


class Ranges(SimpleHTTPRequestHandler):
    """Serves files, and parts of them, and keeps no log but that of its site."""

    def __init__(self, *arguments: Any, site: Site, **named: Any) -> None:
        self.site = site
        super().__init__(*arguments, **named)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self.answer(with_content=False)

    def do_GET(self) -> None:
        """Answer with a file or the part that is asked for."""
        self.answer(with_content=True)

    def answer(self, *, with_content: bool) -> None:
        """Answer a request for a file: 200, 206 for a part of it, 404 for none."""
        wanted = self.headers.get("Range")
        self.site.asked.append((self.command, self.path, wanted))
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content = path.read_bytes()
        size, start, end = len(content), 0, len(content)
        match = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted or "")
        if match:
            first, last = match.groups()
            start = int(first) if first else max(size - int(last), 0)
            end = min(int(last) + 1, size) if first and last else size
        self.send_response(HTTPStatus.PARTIAL_CONTENT if match else HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - start))
        if match:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
        self.end_headers()
        if with_content:
            with contextlib.suppress(ConnectionError):  # a client may stop at its limit
                self.wfile.write(content[start:end])


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder on a free local port while the block runs."""
    site = Site("")
    handler = partial(Ranges, site=site, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

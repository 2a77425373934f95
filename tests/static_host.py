"""A folder in; a server on loopback out that answers as static hosts do: compressed, with a page for errors."""

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
NOT_FOUND = "404.html"


def compressed(path: Path) -> bytes:
    """What is sent of a file that is text."""
    return _compressed(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=1000)
def _compressed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Answers(SimpleHTTPRequestHandler):
    """The site below its base, `/apuntes/`, where it is published."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        plain = self.path.split("?")[0]
        if path.is_dir() and not plain.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{plain}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif (found := path / "index.html" if path.is_dir() else path).is_file():
            self._send(200, found)
        else:
            self._send(404, Path(self.directory) / "apuntes" / NOT_FOUND)

    def _send(self, status: int, path: Path) -> None:
        kind = self.guess_type(path)
        small = kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        content = compressed(path) if small else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def static_host(folder: Path) -> Iterator[str]:
    """Serves the folder; its address ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Answers, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()

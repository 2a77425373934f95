"""A course's folder and a port in; a live preview out: every edit is read, checked and shown, or told as a problem."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from watchfiles import watch

from generator import pipeline
from generator.problems import Problem
from generator.render import CONFIG

BUNDLE = "build/web/apuntes.js"
WATCHED = ("docs", "facts", "quizzes", "assets", "mkdocs.yml")
_IGNORED = {"node_modules", ".git"}


class Show(Protocol):
    """Tells the person at the terminal."""

    def __call__(self, problems: Iterable[Problem]) -> None:
        """Shows them all."""


def serve(
    root: Path, out: Path, port: int, tell: Callable[[str], None], show: Show, stop: threading.Event | None = None
) -> int:
    """Serves the pages on loopback until interrupted or told to `stop`, making them again at each edit.

    Returns 1 if there never were any pages. With problems of severity error the last good ones stay, and the problems
    are shown.
    """
    _make(root, out, tell, show)
    if not (out / CONFIG).is_file():
        return 1
    with _engine(out / CONFIG, port):
        tell(f"Sitio en vivo: http://127.0.0.1:{port}/ (Ctrl-C para terminar)")
        for changes in watch(
            *(root / name for name in WATCHED), watch_filter=_is_authored, stop_event=stop, raise_interrupt=False
        ):
            names = sorted({Path(path).name for _, path in changes})
            tell(f"Ha cambiado {', '.join(names[:3])}…")
            if any(name.endswith(".ts") for name in names):
                _bundle(root, tell)
            _make(root, out, tell, show)
    return 0


def _bundle(root: Path, tell: Callable[[str], None]) -> None:
    """Makes again what runs in the browser; where its source is at fault, what there was stays."""
    done = subprocess.run(["make", "-s", "-C", str(root), BUNDLE], capture_output=True, text=True, check=False)
    if done.returncode:
        tell(f"{done.stderr.strip()}\nHay errores: el navegador sigue con la última versión buena.")


def _make(root: Path, out: Path, tell: Callable[[str], None], show: Show) -> None:
    built = pipeline.build(root, out, "none", lambda text: None)
    show(built.problems)
    if built.files:
        tell(f"{built.files.written} archivos nuevos o cambiados.")
    else:
        tell("Hay errores: se sigue viendo la última versión buena.")


@contextmanager
def _engine(config: Path, port: int) -> Iterator[None]:
    """MkDocs' own server, which reloads the browser when the pages change."""
    command = ["-m", "mkdocs", "serve", "--quiet", "--livereload", "-f", str(config), "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen([sys.executable, *command], env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


def _is_authored(change: object, path: str) -> bool:
    parts = Path(path).parts
    return not _IGNORED.intersection(parts) and not parts[-1].startswith(".") and not parts[-1].endswith("~")

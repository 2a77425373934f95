"""The live preview shows an edit without a restart and tells a problem instead of stopping."""

import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.serve import serve
from tests.test_pipeline import copy_of_the_course

PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "no llega"
        time.sleep(0.2)


def shows(address: str, text: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return text in answer.read().decode()
    except OSError:
        return False


# Stands for the real one, which needs the npm registry: it takes any source but one that says so.
MAKEFILE = """\
build/web/apuntes.js: assets/web/src/ui/main.ts
\t@! grep -q broken $< || { echo 'main.ts: broken' >&2; exit 1; }
\t@mkdir -p $(@D) && cp $< $@
"""


@dataclass(frozen=True)
class Preview:
    root: Path
    address: str
    told: list[str]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A course that is being served, and all that was told about it."""
    root = copy_of_the_course(tmp_path_factory.mktemp("serve") / "course")
    (root / "Makefile").write_text(MAKEFILE)
    port, stop, told = free_port(), threading.Event(), list[str]()

    def show(problems: Iterable[Problem]) -> None:
        told.extend(str(problem) for problem in problems)

    server = threading.Thread(target=serve, args=(root, root / "build", port, told.append, show, stop))
    server.start()
    try:
        yield Preview(root, f"http://127.0.0.1:{port}/apuntes/", told)
    finally:
        stop.set()
        server.join(PATIENCE)
    assert not server.is_alive()


def test_an_edit_is_shown_and_a_problem_is_told(preview: Preview) -> None:
    note = preview.root / "docs/ingress.md"
    good = note.read_text()
    page = preview.address + "notas/ingress/"
    wait_for(lambda: shows(page, "</html>"))
    assert not shows(page, 'rel="manifest"')  # or the browser would keep pages that are about to change
    note.write_text(good + "\nSe ve sin reiniciar.\n")
    wait_for(lambda: shows(page, "Se ve sin reiniciar."))
    note.write_text(good.replace("order:", "orden:"))
    wait_for(lambda: any("docs/ingress.md" in line and "orden" in line for line in preview.told))
    assert shows(page, "Se ve sin reiniciar.")
    note.write_text(good)
    wait_for(lambda: not shows(page, "Se ve sin reiniciar."))


def test_a_change_of_what_runs_in_the_browser_is_bundled_anew(preview: Preview) -> None:
    source = preview.root / "assets/web/src/ui/main.ts"
    script = preview.address + "guiones/apuntes.js"
    wait_for(lambda: shows(preview.address, "</html>"))
    source.write_text("console.log(1);\n")
    wait_for(lambda: shows(script, "console.log(1)"))
    source.write_text("broken")
    wait_for(lambda: any("main.ts: broken" in line and "última versión buena" in line for line in preview.told))
    assert shows(script, "console.log(1)")
    source.write_text("console.log(2);\n")
    wait_for(lambda: shows(script, "console.log(2)"))

"""The live preview shows an edit without a restart and tells a problem instead of stopping."""

import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

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


def test_an_edit_is_shown_and_a_problem_is_told(tmp_path: Path) -> None:
    root = copy_of_the_course(tmp_path / "course")
    port, stop, told = free_port(), threading.Event(), list[str]()
    note = root / "docs/ingress.md"
    good = note.read_text()

    def show(problems: object) -> None:
        told.extend(str(problem) for problem in problems)  # type: ignore[attr-defined]

    server = threading.Thread(target=serve, args=(root, root / "build", port, told.append, show, stop))
    server.start()
    try:
        page = f"http://127.0.0.1:{port}/apuntes/notas/ingress/"
        wait_for(lambda: shows(page, "</html>"))
        note.write_text(good + "\nSe ve sin reiniciar.\n")
        wait_for(lambda: shows(page, "Se ve sin reiniciar."))
        note.write_text(good.replace("order:", "orden:"))
        wait_for(lambda: any("docs/ingress.md" in line and "orden" in line for line in told))
        assert shows(page, "Se ve sin reiniciar.")
        note.write_text(good)
        wait_for(lambda: not shows(page, "Se ve sin reiniciar."))
    finally:
        stop.set()
        server.join(PATIENCE)
    assert not server.is_alive()

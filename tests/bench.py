"""Times the pipeline on the real course and on a synthetic one; prints ratios, which hold anywhere, as a table."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genanki

from generator import RELEASED_ON, __version__, pipeline
from generator.derive import derive
from generator.read import read_course, read_templates
from generator.render.anki_package import package
from generator.render.card_fields import make_fields, make_tags
from generator.render.note_types import FIELDS
from tests.synthetic import ROOT, write_course

NOTES, FACTS, QUESTIONS = 1000, 6000, 5000


def seconds(action: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long the action took."""
    start = clock()
    action()
    return clock() - start


def main() -> int:
    """Prints the table; 1 where a ratio is over its bar."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        write_course(small, NOTES // 10, FACTS // 10, QUESTIONS // 10)
        write_course(large, NOTES, FACTS, QUESTIONS)
        tenth = seconds(lambda: build(small))
        whole = seconds(lambda: build(large))
        again = seconds(lambda: build(large))
        site = seconds(lambda: engine(large))
        rows = [
            (f"lo nuestro / mkdocs build ({NOTES} notas)", whole / site, 0.25),
            ("diez veces el contenido", whole / tenth, 11.0),
            ("nada ha cambiado / primera vez", again / whole, 0.2),
            (f"mazos / genanki a secas ({FACTS + QUESTIONS} hechos y preguntas)", decks(large), 1.3),
        ]
        out = Path(folder, "real")
        real, unchanged = (seconds(lambda: pipeline.build(ROOT, out, "mkdocs", lambda _: None)) for _ in range(2))
        rows.append(("curso real: nada ha cambiado / primera vez", unchanged / real, 0.2))
    for name, ratio, bar in rows:
        print(f"{name:<62} {ratio:6.2f}  (como mucho {bar:g}) {'bien' if ratio <= bar else 'MAL'}")
    return int(any(ratio > bar for _, ratio, bar in rows))


def build(root: Path) -> None:
    """Everything but the engine, in a process of its own, as people run it."""
    command = [sys.executable, "-m", "generator", "--course", str(root), "build", "--engine", "none"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def engine(root: Path) -> None:
    """The engine on the pages of the same course."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(root / "build/mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def decks(root: Path) -> float:
    """Our package of all cards, made from Markdown, against genanki writing the same notes, made beforehand, to a file.

    Each runs several times in turn and counts with its best, in processor time: both compute in one thread, and what
    else the machine does may not decide.
    """
    course, templates = read_course(root)[0], read_templates(ROOT)
    cards = derive(course).cards
    html, tagged = make_fields(course), make_tags(course)
    notes = [(card, list(html(card).values()), tagged(card)) for card in cards]

    def plain() -> None:
        asked = [{"name": "Tarjeta", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}]
        model = genanki.Model(1_000_002, "a secas", fields=[{"name": name} for name in FIELDS], templates=asked)
        deck = genanki.Deck(1_000_001, "a secas")
        for card, fields, tags in notes:
            guid = genanki.guid_for("a secas", card.id)
            deck.add_note(genanki.Note(model=model, fields=fields, guid=guid, tags=tags, due=card.order))
        with tempfile.TemporaryDirectory() as folder:
            genanki.Package(deck).write_to_file(Path(folder, "a.apkg"))

    def ours() -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.apkg").write_bytes(package(course, cards, templates, __version__, RELEASED_ON))

    turns = [(seconds(ours, time.process_time), seconds(plain, time.process_time)) for _ in range(7)]
    return min(mine for mine, _ in turns) / min(other for _, other in turns)


if __name__ == "__main__":
    sys.exit(main())

"""The package of this version in; tests/fixtures/released-VERSION.json out, to be run once, when a version is released.

What learners hold is the past, and code changes: the tests rebuild the old package from that file, not from the code.
"""

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

from generator import RELEASED_ON, __version__
from generator.derive import derive
from generator.model.cards import Card
from generator.read import read_course, read_templates
from generator.render.anki_package import package

ROOT = Path(__file__).parent.parent
OF_EACH = 3


def main() -> int:
    """Writes the file; refuses to write over one: what was released does not change."""
    path = ROOT / f"tests/fixtures/released-{__version__}.json"
    if path.exists() and "--again" not in sys.argv:
        print(f"{path.name} ya existe: lo publicado no cambia", file=sys.stderr)
        return 1
    course, _ = read_course(ROOT)
    cards = derive(course).cards
    content = package(course, cards, read_templates(ROOT), __version__, RELEASED_ON)
    kept = released(content, {card.id for card in sample(cards)})
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def sample(cards: tuple[Card, ...]) -> list[Card]:
    """A few cards of each kind and note type, the same for the same cards."""
    groups: dict[tuple[str, str], list[Card]] = {}
    for card in sorted(cards, key=lambda card: card.id):
        groups.setdefault((card.kind, card.note_type), []).append(card)
    return [card for _, group in sorted(groups.items()) for card in group[:OF_EACH]]


def released(content: bytes, wanted: set[str]) -> dict[str, Any]:
    """What a package gives a learner to hold: note types, decks, every note's id and type, some notes whole."""
    database = sqlite3.connect(":memory:")
    database.deserialize(zipfile.ZipFile(io.BytesIO(content)).read("collection.anki2"))
    ((models, decks),) = database.execute("select models, decks from col")
    rows = database.execute(
        "select n.guid, n.mid, n.tags, n.flds, c.did, c.due from notes n join cards c on c.nid = n.id order by c.due"
    )
    notes = [
        {"guid": guid, "note_type": mid, "deck": did, "due": due, "tags": tags.split(), "fields": fields.split("\x1f")}
        for guid, mid, tags, fields, did, due in rows
    ]
    return {
        "version": __version__,
        "released_on": RELEASED_ON,
        "note_types": [_note_type(one) for _, one in sorted(json.loads(models).items())],
        "decks": {key: one["name"] for key, one in sorted(json.loads(decks).items()) if key != "1"},
        "ids": {note["fields"][0]: note["note_type"] for note in sorted(notes, key=lambda note: note["fields"][0])},
        "notes": [note for note in notes if note["fields"][0] in wanted],
    }


def _note_type(model: dict[str, Any]) -> dict[str, Any]:
    (template,) = model["tmpls"]
    return {
        "id": int(model["id"]),
        "name": model["name"],
        "cloze": model["type"] == 1,
        "sort_field": model["sortf"],
        "fields": {field["name"]: field["id"] for field in model["flds"]},
        "template": {name: template[name] for name in ("id", "name", "qfmt", "afmt")},
        "css": model["css"],
    }


if __name__ == "__main__":
    sys.exit(main())

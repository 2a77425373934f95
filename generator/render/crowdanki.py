"""Cards in; the same deck as CrowdAnki reads it out: a folder in an archive, with one JSON file and the pictures."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from generator.model import Course
from generator.model.cards import Card, NoteType
from generator.model.templates import Templates
from generator.render.anki_package import deck_description, zipped
from generator.render.card_fields import Fields, Tags, make_fields, make_tags
from generator.render.note_types import DECKS, NOTE_TYPES, ROOT_DECK, guid_of, note_type_model

_FOLDER = "apuntes-cka"
_REALM = uuid.UUID("5b0c9f4e-7a35-5e1d-9d6a-1c8f2f0f6b11")
_PER_DAY = 20


def crowdanki_archive(
    course: Course, cards: tuple[Card, ...], templates: Templates, version: str, media: Mapping[str, bytes]
) -> bytes:
    """The folder that one imports with «CrowdAnki: Import from disk», zipped."""
    deck = json.dumps(crowdanki_deck(course, cards, templates, version, media), ensure_ascii=False, indent=1)
    pictures = {f"{_FOLDER}/media/{name}": content for name, content in sorted(media.items())}
    return zipped({f"{_FOLDER}/deck.json": f"{deck}\n".encode(), **pictures})


def crowdanki_deck(
    course: Course, cards: tuple[Card, ...], templates: Templates, version: str, media: Mapping[str, bytes]
) -> dict[str, Any]:
    """The deck with its note types, and below it the decks with the notes."""
    fields, tags = make_fields(course, media), make_tags(course)
    notes: dict[str, list[dict[str, Any]]] = {shelf: [] for shelf in DECKS}
    for card in cards:
        notes[card.shelf].append(_note(card, fields, tags))
    children = [_deck(one.name.rpartition("::")[2], one.deck, "", notes[shelf]) for shelf, one in DECKS.items()]
    return {
        **_deck(ROOT_DECK.name, ROOT_DECK.deck, deck_description(course, version), []),
        "children": children,
        "deck_configurations": [_options()],
        "media_files": sorted(media),
        "note_models": [_note_model(note_type, templates) for note_type in NoteType],
    }


def _uuid(key: str | int) -> str:
    return str(uuid.uuid5(_REALM, str(key)))


def _deck(name: str, key: int, description: str, notes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": _uuid(key),
        "deck_config_uuid": _uuid("options"),
        "deck_configurations": [],
        "desc": description,
        "dyn": 0,
        "extendNew": 0,
        "extendRev": 0,
        "media_files": [],
        "mid": None,
        "name": name,
        "note_models": [],
        "notes": notes,
    }


def _note(card: Card, fields: Fields, tags: Tags) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "data": "",
        "fields": list(fields(card).values()),
        "flags": 0,
        "guid": guid_of(card.id),
        "note_model_uuid": _uuid(NOTE_TYPES[card.note_type].note_type),
        "tags": list(tags(card)),
    }


def _note_model(note_type: NoteType, templates: Templates) -> dict[str, Any]:
    model = note_type_model(note_type, templates).to_json(0, None)
    kept = ("css", "flds", "latexPost", "latexPre", "latexsvg", "name", "req", "sortf", "tags", "tmpls", "type", "vers")
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": _uuid(NOTE_TYPES[note_type].note_type),
        **{name: model[name] for name in kept},
    }


def _options() -> dict[str, Any]:
    """Anki's own options for a deck: who imports the deck may choose others."""
    return {
        "__type__": "DeckConfig",
        "autoplay": True,
        "crowdanki_uuid": _uuid("options"),
        "dyn": False,
        "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
        "maxTaken": 60,
        "name": ROOT_DECK.name,
        "new": {
            "bury": False,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 7],
            "order": 1,
            "perDay": _PER_DAY,
        },
        "replayq": True,
        "rev": {"bury": False, "ease4": 1.3, "hardFactor": 1.2, "ivlFct": 1, "maxIvl": 36500, "perDay": 200},
        "timer": 0,
    }

"""Cards in; an Anki package out, the same bytes for the same cards, version and time."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape

import genanki

from generator.model import Course
from generator.model.cards import Card, NoteType
from generator.model.templates import Templates
from generator.render.card_fields import make_fields, make_tags
from generator.render.note_types import DECKS, NOTE_TYPES, ROOT_DECK, guid_of, note_type_model

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3
# The columns of a collection's tables, in their order; -1 says that a row was never synchronized. What a note is sorted
# and checked for duplicates by Anki works out itself when it imports: '' and 0.
_INSERT_NOTE = "INSERT INTO notes VALUES(?1, ?2, ?3, ?4, -1, ?5, ?6, '', 0, 0, '')"
_INSERT_CARD = "INSERT INTO cards VALUES(?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')"

Row = tuple[int | str, ...]


def package(
    course: Course,
    cards: Iterable[Card],
    templates: Templates,
    version: str,
    epoch: int,
    media: Mapping[str, bytes] | None = None,
) -> bytes:
    """The bytes of an .apkg. Raises ValueError where two cards have one id or a field would break in Anki.

    `epoch` (seconds) is when this version was made: Anki updates a learner's note only if it is newer than theirs.
    `media` are the pictures that cards may show, by name.
    """
    pictures = dict(media or {})
    cards = refuse_twins(tuple(cards))
    database = _database(
        _decks(course, templates, version), _note_rows(course, cards, epoch, pictures), _card_rows(cards, epoch), epoch
    )
    return _zip(database, pictures)


def refuse_twins(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The same cards. Raises ValueError where two have one id: Anki would import both without a word."""
    seen: set[str] = set()
    for card in cards:
        if card.id in seen:
            raise ValueError(f"two cards have the id {card.id}")
        seen.add(card.id)
    return cards


def deck_description(course: Course, version: str) -> str:
    """What a learner reads on the page of the deck, as HTML."""
    exam = escape(course.curriculum.exam_version)
    site = escape(course.site_url)
    return (
        f"<b>Apuntes CKA {escape(version)}</b>, para el examen con Kubernetes {exam}.<br>"
        "Para actualizar, importa el paquete nuevo sin borrar este: tu progreso se conserva. "
        "Suspende las tarjetas que no quieras: suspendidas se quedan.<br>"
        f'Textos con licencia CC BY-SA 4.0 · <a href="{site}">{site}</a>'
    )


def _decks(course: Course, templates: Templates, version: str) -> list[genanki.Deck]:
    description = deck_description(course, version)
    decks = [genanki.Deck(one.deck, one.name, description) for one in (ROOT_DECK, *DECKS.values())]
    for note_type in NoteType:
        decks[0].add_model(note_type_model(note_type, templates))
    return decks


def _note_rows(course: Course, cards: tuple[Card, ...], epoch: int, media: Collection[str]) -> Iterator[Row]:
    """What differs from note to note; its id is a time in milliseconds."""
    fields, tags = make_fields(course, media), make_tags(course)
    for key, card in enumerate(cards, epoch * 1000):
        texts = "\x1f".join(fields(card).values())
        note_type, tagged = NOTE_TYPES[card.note_type].note_type, f" {' '.join(tags(card))} "
        yield (key, guid_of(card.id), note_type, epoch, tagged, texts)


def _card_rows(cards: tuple[Card, ...], epoch: int) -> Iterator[Row]:
    """What differs from card to card: each note has one, new, in its place in the order of study."""
    for key, card in enumerate(cards, epoch * 1000):
        yield (key, DECKS[card.shelf].deck, epoch, card.order)


def _database(decks: list[genanki.Deck], notes: Iterator[Row], cards: Iterator[Row], epoch: int) -> bytes:
    """genanki writes the frame of a collection; the notes go in all at once, many times faster than one by one."""
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(decks).write_to_db(connection.cursor(), float(epoch), iter(()))
        connection.executemany(_INSERT_NOTE, notes)
        connection.executemany(_INSERT_CARD, cards)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zip(database: bytes, media: Mapping[str, bytes]) -> bytes:
    names = sorted(media)
    index = json.dumps({str(number): name for number, name in enumerate(names)})
    files = {"collection.anki2": database, "media": index.encode()}
    return zipped({**files, **{str(number): media[name] for number, name in enumerate(names)}})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive with fixed dates, so that the same files give the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as opened:
        for name, content in files.items():
            opened.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
    return archive.getvalue()

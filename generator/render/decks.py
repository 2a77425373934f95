"""Cards in; an Anki package out, the same bytes for the same cards and version."""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from html import escape
from typing import Any

import genanki

from generator.model import Course
from generator.model.cards import Card, NoteType
from generator.model.templates import Templates
from generator.render.card_html import cloze_html, code_html, list_html, make_html, options_html, variants_html
from generator.render.note_types import DECKS, FIELDS, NOTE_TYPES, SORT_FIELD, style_of, template_of

PACKAGE = "apuntes-cka.apkg"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_KINDS = {
    NoteType.BASIC: "pregunta",
    NoteType.CLOZE: "hueco",
    NoteType.COMMAND: "comando",
    NoteType.MANIFEST: "manifiesto",
    NoteType.CHOICE: "opciones",
}


def render_decks(course: Course, cards: Iterable[Card], templates: Templates, version: str, epoch: int) -> dict[str, bytes]:
    """The package, for build/decks and for download from the site.

    `epoch` (seconds) is when this version was made: Anki updates a learner's note only if it is newer than theirs.
    """
    content = package(course, tuple(cards), templates, version, epoch)
    return {f"decks/{PACKAGE}": content, f"pages/decks/{PACKAGE}": content}


def package(course: Course, cards: tuple[Card, ...], templates: Templates, version: str, epoch: int) -> bytes:
    """The bytes of an .apkg. Raises ValueError where two cards have one id."""
    _refuse_twins(cards)
    models = {note_type: _model(note_type, templates) for note_type in NoteType}
    decks = {deck_id: genanki.Deck(deck_id, name, _description(course, version)) for name, deck_id in DECKS.values()}
    html = make_html()
    for card in cards:
        fields = card_fields(course, card, html)
        note = genanki.Note(
            model=models[card.note_type],
            fields=[fields.get(name, "") for name in FIELDS],
            guid=genanki.guid_for("apuntes-cka", card.id),
            tags=card_tags(course, card),
            due=card.order,
        )
        decks[DECKS[card.note_type][1]].add_note(note)
    return _zip(_database(list(decks.values()), epoch))


def card_fields(course: Course, card: Card, html: Any) -> dict[str, str]:
    """The HTML of each field of a card, by name; fields it does not need are left out."""
    choice = card.note_type is NoteType.CHOICE
    answer = options_html(card, html, solved=True) if choice else html(card.back)
    return {
        "Id": escape(card.id),
        "Question": cloze_html(card, html) if card.note_type is NoteType.CLOZE else html(card.front),
        "Code": code_html(card.code, card.language),
        "Options": options_html(card, html, solved=False),
        "Answer": escape(card.back) if card.note_type is NoteType.COMMAND else answer,
        "Variants": variants_html(card.variants),
        "Why": html(card.why),
        "Traps": list_html(card.traps, html),
        "Page": escape(page_url(course, card.page)),
        "Source": _source(card),
        "Version": escape(_versions(course, card)),
    }


def card_tags(course: Course, card: Card) -> list[str]:
    """Hierarchical tags: domain and competency, note, kind, version of the exam, difficulty."""
    found = course.curriculum.competencies.get(card.competency)
    place = f"CKA::{found[0].tag}::{card.competency}" if found else "CKA"
    tags = [
        place,
        f"tipo::{_KINDS[card.note_type]}",
        f"version::{course.curriculum.exam_version}",
        f"dificultad::{card.difficulty}",
    ]
    return sorted([*tags, f"nota::{card.topic}"] if card.topic else tags)


def page_url(course: Course, page: str) -> str:
    """`notas/ingress.md#x` → the address of that place on the published site."""
    path, _, anchor = page.partition("#")
    folder = path.removesuffix(".md").removesuffix("index")
    return f"{course.site_url}{folder}/#{anchor}" if anchor else f"{course.site_url}{folder}/"


def _refuse_twins(cards: tuple[Card, ...]) -> None:
    seen: set[str] = set()
    for card in cards:
        if card.id in seen:
            raise ValueError(f"two cards have the id {card.id}")
        seen.add(card.id)


def _model(note_type: NoteType, templates: Templates) -> genanki.Model:
    ids = NOTE_TYPES[note_type]
    front, back = template_of(note_type, templates)
    fields = [{"name": name, "id": ids.first_field + index} for index, name in enumerate(FIELDS)]
    return genanki.Model(
        ids.note_type,
        ids.name,
        fields=fields,
        templates=[{"name": "Tarjeta", "qfmt": front, "afmt": back, "id": ids.template}],
        css=style_of(templates),
        model_type=genanki.Model.CLOZE if note_type is NoteType.CLOZE else genanki.Model.FRONT_BACK,
        sort_field_index=SORT_FIELD,
    )


def _description(course: Course, version: str) -> str:
    return (
        f"Apuntes CKA {escape(version)}, para el examen con Kubernetes {escape(course.curriculum.exam_version)}. "
        "Para actualizar, importa el paquete nuevo encima: conserva tu progreso. "
        f"Textos con licencia CC BY-SA 4.0. {escape(course.site_url)}"
    )


def _source(card: Card) -> str:
    return "<br>".join(
        f'<a href="{escape(source.url)}">{escape(_short(source.url))}</a> (leída el {source.read.isoformat()})'
        for source in card.sources[:2]
    )


def _short(url: str) -> str:
    text = url.removeprefix("https://")
    return text if len(text) <= 60 else f"{text[:34]}…{text[-24:]}"


def _versions(course: Course, card: Card) -> str:
    supported = course.curriculum.supported
    return f"Kubernetes {card.since or supported[0]} a {card.until or supported[-1]}" if supported else ""


def _database(decks: list[genanki.Deck], epoch: int) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        ids = itertools.count(epoch * 1000)
        genanki.Package(decks).write_to_db(connection.cursor(), float(epoch), ids)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zip(database: bytes) -> bytes:
    """The archive with fixed dates: genanki's own carries the time of the build."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, content in (("collection.anki2", database), ("media", json.dumps({}).encode())):
            package_file.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()

"""A card in; what its note holds out: the HTML of each field, by name, and its tags."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import cache, partial
from html import escape

from generator.model import Course
from generator.model.cards import Card, NoteType
from generator.render.card_html import Html, cloze_html, code_html, lines_html, list_html, make_html, options_html
from generator.render.note_types import FIELDS

_KINDS = {
    NoteType.BASIC: "pregunta",
    NoteType.CLOZE: "hueco",
    NoteType.COMMAND: "comando",
    NoteType.MANIFEST: "manifiesto",
    NoteType.CHOICE: "opciones",
}
_SHOWN_SOURCES = 2
_LONGEST_NAME = 28

# Only these tags, with these attributes, may stand in a field.
_TAG = (
    r"/?(?:li|b|p|code|span|a|ul|ol|pre|em|strong|br|hr|div|blockquote|table|thead|tbody|tr|th|td|h[1-6])"
    r"(?:/?>| class=\"[\w -]+\">)|a href=\"https?://[^\"<>]*\"(?: title=\"[^\"<>]*\")?>"
    r"|ol start=\"\d+\">|t[hd] align=\"(?:left|right|center)\">|img src=\"cka-[a-z0-9-]+\.svg\" alt=\"[^\"<>]*\">"
)
_FOREIGN_TAG = re.compile(rf"<(?!{_TAG})[^>]{{0,60}}")
_GAP = re.compile(r"\{\{c1::(?:(?!\}\}|::).)+\}\}", re.S)

_EMPTY = dict.fromkeys(FIELDS, "")

Fields = Callable[[Card], dict[str, str]]
Tags = Callable[[Card], tuple[str, ...]]


def make_fields(course: Course, media: Collection[str] = ()) -> Fields:
    """A function from a card to the HTML of all its fields, in their order; those it does not need are empty.

    `media` are the files of the package: a diagram that is not among them is not shown. The function raises ValueError
    where a field holds what Anki would take for something else.
    """
    html = make_html()
    topic, source = cache(partial(_topic, course)), cache(_source)

    def fields(card: Card) -> dict[str, str]:
        found = _EMPTY.copy()
        found.update(_asked(card, html))
        found["Id"] = card.id
        found["Topic"] = topic(card.topic, card.section)
        found["Why"] = html(card.why)
        found["Traps"] = list_html(card.traps, html)
        found["Diagram"] = _diagram(card, media)
        found["Page"] = escape(page_url(course, card.page))
        found["Source"] = "<br>".join([source(one.url, one.read) for one in card.sources[:_SHOWN_SOURCES]])
        found["Version"] = _versions(course, card)
        refuse_unsafe(card, found)
        return found

    return fields


def _asked(card: Card, html: Html) -> dict[str, str]:
    match card.note_type:
        case NoteType.CLOZE:
            return {"Question": cloze_html(card, html)}
        case NoteType.COMMAND:
            return {
                "Question": html(card.front),
                "Answer": lines_html((card.back,)),
                "Typed": escape(card.back, quote=False) if card.typed else "",
                "Variants": lines_html(card.variants),
            }
        case NoteType.CHOICE:
            options, answer = options_html(card, html)
            code = code_html(card.code, card.language)
            return {"Question": html(card.front), "Code": code, "Options": options, "Answer": answer}
    return {"Question": html(card.front), "Code": code_html(card.code, card.language), "Answer": html(card.back)}


def refuse_unsafe(card: Card, fields: dict[str, str]) -> None:
    """Raises ValueError for a foreign tag, any style, anything remote, and a gap that Anki would read otherwise."""
    foreign = _FOREIGN_TAG.search("\n".join(fields.values()))
    if foreign:
        raise ValueError(f"{card.id}: this may not stand in a card: {foreign[0]}")
    if card.note_type is NoteType.CLOZE:
        rest, gaps = _GAP.subn("", fields["Question"])
        if gaps != 1 or "{{" in rest or "}}" in rest:
            raise ValueError(f"{card.id}: Anki would not read one gap in: {fields['Question']}")


def make_tags(course: Course) -> Tags:
    """A function from a card to its hierarchical tags: domain and competency, note, kind, exam version, difficulty."""
    competencies, version = course.curriculum.competencies, course.curriculum.exam_version

    @cache
    def tags(competency: str, note_type: NoteType, difficulty: int, topic: str) -> tuple[str, ...]:
        found = competencies.get(competency)
        place = f"CKA::{found[0].tag}::{competency}" if found else "CKA"
        kind, level = f"tipo::{_KINDS[note_type]}", f"dificultad::{difficulty}"
        return (place, level, *([f"nota::{topic}"] if topic else []), kind, f"version::{version}")

    return lambda card: tags(card.competency, card.note_type, card.difficulty, card.topic)


def picture_name(diagram: str) -> str:
    """The name of a diagram's file among all the media of a collection: hence the prefix."""
    return f"cka-{diagram}.svg" if diagram else ""


def page_url(course: Course, page: str) -> str:
    """`notas/ingress.md#x` → the address of that place on the published site."""
    path, mark, anchor = page.partition("#")
    folder = path.removesuffix(".md")
    return f"{course.site_url}{folder}/{mark}{anchor}" if folder != "index" else f"{course.site_url}{mark}{anchor}"


def _topic(course: Course, slug: str, section: str) -> str:
    note = course.note_by_slug.get(slug)
    title = note.head.title if note and note.head else ""
    return " › ".join(escape(_plain(part)) for part in (title, section) if part)


def _diagram(card: Card, media: Collection[str]) -> str:
    picture = picture_name(card.diagram)
    return f'<img src="{picture}" alt="">' if picture and picture in media else ""


def _plain(text: str) -> str:
    return re.sub(r"[`*]", "", text)


def _source(url: str, read: date) -> str:
    return f'<a href="{escape(url)}">{escape(_short(url))}</a> <span class="junto">({read.isoformat()})</span>'


def _short(url: str) -> str:
    """`kubernetes.io/…/ingress`: the site and the last part of the address."""
    host, _, path = url.removeprefix("https://").partition("/")
    *above, last = path.strip("/").split("/")
    return "/".join(part for part in (host, "…" if above else "", last[-_LONGEST_NAME:]) if part)


def _versions(course: Course, card: Card) -> str:
    supported = course.curriculum.supported
    return f"Kubernetes {card.since or supported[0]} a {card.until or supported[-1]}" if supported else ""

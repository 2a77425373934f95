"""A course in; the order in which the site shows its pages out, as the configuration that an engine is started with."""

import json
from collections.abc import Mapping

from generator.model import Course, Note
from generator.model.links import SHEET, TASKS, note_page
from generator.render import escape
from generator.render.machine import SOURCES
from generator.render.reference import REFERENCES

Nav = list[dict[str, "str | Nav"] | str]


def notes_in_order(course: Course) -> tuple[Note, ...]:
    """The notes as one should read them."""
    return tuple(sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug)))


def navigation(course: Course) -> Nav:
    """Titles and pages, nested as the engines' `nav` setting wants them."""
    titles = {note.slug: escape.head(note.head.title if note.head else note.slug) for note in notes_in_order(course)}
    notes: Nav = [{"Todas las notas": "notas/index.md"}]
    notes += [{title: note_page(slug)} for slug, title in titles.items()]
    reference: Nav = [{"Toda la referencia": "referencia/index.md"}]
    reference += [{one.title: one.path} for one in REFERENCES if one.path.startswith("referencia/")]
    sheet: Nav = [{"Chuleta": SHEET}] if course.sheet.sections else []
    sources: Nav = [{"Fuentes del nodo": SOURCES}] if course.machine else []
    return [
        {"Inicio": "index.md"},
        {"Notas": notes},
        {"Practicar": _practice()},
        *_tasks(course, titles),
        {"Referencia": reference},
        {"Errores habituales": "errores.md"},
        *sheet,
        {"Mazos": "mazos.md"},
        {"Cómo está hecho": [{"Currículo": "curriculo.md"}, {"Pruebas": "pruebas.md"}, *sources]},
    ]


def _practice() -> Nav:
    """Where one does things: questions, the exam, and what runs in the page."""
    return [
        {"Preguntas": "practicar.md"},
        {"Simulacro": "simulacro.md"},
        {"Nodo Linux": "nodo.md"},
        {"Taller de manifiestos": "taller.md"},
        {"Explorador de rutas": "rutas.md"},
    ]


def _tasks(course: Course, titles: Mapping[str, str]) -> Nav:
    """The tasks, by topic; nothing where there are none."""
    topics: Nav = [{title: f"tareas/{slug}.md"} for slug, title in titles.items() if slug in course.tasks_by_topic]
    return [{"Tareas": [{"Todas las tareas": TASKS}, *topics]}] if topics else []


def render_config(course: Course, root: str, pages: str, site: str) -> bytes:
    """What an engine is started with (`-f`): mkdocs.yml plus the navigation, every path relative to where this stands.

    `root` is the folder of mkdocs.yml, `pages` the rendered pages, `site` where the site goes. JSON is YAML.
    """
    config = {
        "INHERIT": f"{root}/mkdocs.yml",
        "docs_dir": pages,
        "site_dir": site,
        "theme": {"custom_dir": f"{root}/assets/theme"},
        "nav": navigation(course),
    }
    return (json.dumps(config, ensure_ascii=False, indent=2) + "\n").encode()

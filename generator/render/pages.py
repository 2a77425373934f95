"""A course, what follows from it and the templates in; every page and style sheet out: {path below pages/: bytes}."""

from collections.abc import Iterator

from jinja2 import DictLoader, Environment, StrictUndefined

from generator.model import Course
from generator.model.derived import Derived
from generator.model.templates import Templates
from generator.render.diagrams import Diagrams, diagram_style
from generator.render.machine import machine_files, render_sources
from generator.render.nav import notes_in_order
from generator.render.notes import render_note
from generator.render.overview import render_overviews
from generator.render.page import Page
from generator.render.reference import render_references
from generator.render.sheet import render_sheet
from generator.render.tasks import render_tasks

STYLES = "estilos/apuntes.css"
STUDY = "guiones/apuntes.js"
WORKER = "sw.js"  # a service worker keeps only what is below its own folder


def render_pages(course: Course, derived: Derived, templates: Templates) -> dict[str, bytes]:
    """The whole tree below build/pages."""
    environment = page_environment(templates)
    diagrams = Diagrams(course, environment, diagram_style(templates))
    files = {page.path: page.text() for page in _pages(course, derived, diagrams, environment)}
    files |= diagrams.files()
    files |= {f"guiones/{name}": text for name, text in templates.below("scripts", ".js").items()}
    # Pages ask for it always: without a bundle there is nothing in it, and the questions stay as they are.
    files |= {STUDY: "", **{_script(name): text for name, text in templates.below("web", "").items()}}
    files |= {f"estilos/{name}": text for name, text in templates.below("styles", ".svg").items()}
    files[STYLES] = "\n".join(templates.below("styles", ".css").values())
    texts = {path: text.encode() for path, text in files.items()}
    return dict(sorted({**texts, **machine_files(course)}.items()))


def _script(name: str) -> str:
    return name if name == WORKER else f"guiones/{name}"


def page_environment(templates: Templates) -> Environment:
    """Where templates are looked up. What goes into a page has been escaped as Markdown; SVG escapes by itself."""
    return Environment(
        loader=DictLoader(dict(templates.texts)),
        autoescape=lambda name: bool(name) and str(name).endswith(".svg.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _pages(course: Course, derived: Derived, diagrams: Diagrams, environment: Environment) -> Iterator[Page]:
    yield from render_overviews(course, derived, environment)
    yield from (render_note(course, derived, diagrams, note) for note in notes_in_order(course))
    yield from render_tasks(course)
    yield from render_sheet(course)
    yield from render_sources(course)
    yield from render_references(course, derived)

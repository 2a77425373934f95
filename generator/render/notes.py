"""A note in; its page out: what one must know, the note with its references resolved, its questions, who links here."""

import re

from generator.model import Block, Course, Embed, Fence, Heading, Note, Paragraphs
from generator.model.derived import Derived
from generator.model.links import note_page
from generator.render import escape
from generator.render.blocks import fact_block, wrong_fence
from generator.render.diagrams import Diagrams
from generator.render.first_use import link_first_uses
from generator.render.markup import box, bullets, fence, heading, indented, joined, link
from generator.render.page import Page
from generator.render.quiz import question_list
from generator.render.tables import fact_table
from generator.render.tasks import task_links
from generator.render.writer import Writer

_TITLE = re.compile(r'\btitle="([^"<>]*)"')
_MARKED = re.compile(r'\bhl_lines="([\d ]+)"')


def render_note(course: Course, derived: Derived, diagrams: Diagrams, note: Note) -> Page:
    """The page of one note."""
    writer = Writer(course, note_page(note.slug))
    head = note.head
    title = head.title if head else note.slug
    body = joined(
        f"# {escape.text(title)}",
        *_opening(writer, note),
        *(_block(writer, derived, diagrams, block) for block in note.body),
        _questions(writer, note),
        _tasks(writer, note),
        _links_here(writer, derived, note),
    )
    description = head.description if head else title
    return Page(writer.page, title, description, body, source=f"edit/main/{note.path}")


def _opening(writer: Writer, note: Note) -> tuple[str, ...]:
    if note.head is None:
        return ()
    know = bullets(writer.line(one) for one in note.head.know)
    official = bullets(link(escape.text(one.title), one.url) for one in note.head.official)
    return (
        box("know", "Lo que tienes que saber", know) if know else "",
        box("official", "Puedes abrirlo durante el examen", official) if official else "",
    )


def _block(writer: Writer, derived: Derived, diagrams: Diagrams, block: Block) -> str:
    match block:
        case Heading():
            return heading(max(block.level, 2), writer.line(block.text), block.anchor)
        case Fence():
            return indented(_fence(block), block.indent)
        case Embed():
            return _embed(writer, derived, diagrams, block)
        case Paragraphs():
            return link_first_uses(writer, derived.glossary, writer.text(block.prose))


def _fence(block: Fence) -> str:
    title = _TITLE.search(block.options)
    marked = _MARKED.search(block.options)
    shown = fence(
        block.code,
        block.language or "text",
        title[1] if title else "",
        tuple(int(number) for number in marked[1].split()) if marked else (),
    )
    return wrong_fence(block.wrong, shown) if block.wrong else shown


def _embed(writer: Writer, derived: Derived, diagrams: Diagrams, block: Embed) -> str:
    """What a line with nothing but a reference becomes. Tables and diagrams are HTML: they begin at the left margin."""
    kind, _, name = block.reference.target.partition("/")
    if kind == "table":
        return fact_table(writer, derived, name, block.reference.filter)
    if kind == "diagram":
        return diagrams.figure(name)
    if kind == "note":
        return writer.note(name)
    fact = writer.course.by_id.get(block.reference.target)
    return indented(fact_block(writer, fact), block.indent) if fact else ""


def _questions(writer: Writer, note: Note) -> str:
    questions = writer.course.questions_by_topic.get(note.slug, ())
    if not questions:
        return ""
    return joined(heading(2, "Preguntas", "preguntas"), question_list(writer, questions))


def _tasks(writer: Writer, note: Note) -> str:
    tasks = writer.course.tasks_by_topic.get(note.slug, ())
    return joined(heading(2, "Tareas de examen", "tareas"), task_links(writer, tasks)) if tasks else ""


def _links_here(writer: Writer, derived: Derived, note: Note) -> str:
    slugs = derived.backlinks.of_note.get(note.slug, ())
    if not slugs:
        return ""
    return joined(heading(2, "Notas que enlazan aquí", "enlaces"), bullets(writer.note(slug) for slug in slugs))

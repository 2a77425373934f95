"""Prose with references in; Markdown out in which every reference has become the value, or a link to the fact."""

from collections.abc import Callable

from generator.model import Course, Fact, Mark, Prose, Reference
from generator.model.links import fact_page, note_page

Link = Callable[[str, str], str]


def plain_link(text: str, target: str) -> str:
    """A link that shows only its words: for cards, quizzes and messages."""
    return text


def value_of(course: Course, reference: Reference) -> str | None:
    """The value that `[[id#field]]` names, or None where there is no such fact or it has no such plain value."""
    fact = course.by_id.get(reference.target)
    if fact is None:
        return None
    found = getattr(fact, reference.field, None) if reference.field else fact.label
    if found is None or callable(found) or isinstance(found, (tuple, dict)):
        return None
    return str(found)


def markdown(course: Course, prose: Prose, link: Link = plain_link) -> str:
    """The prose as Markdown: values as code, facts as links made by `link(words, target page)`, marks as emphasis."""
    return "".join(_piece(course, piece, link) for piece in prose.pieces)


def _piece(course: Course, piece: str | Reference | Mark, link: Link) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Mark):
        return f"**{markdown(course, piece.phrase, link)}**"
    if piece.target.startswith("note/"):
        slug = piece.target.removeprefix("note/")
        title = next((note.head.title for note in course.notes if note.slug == slug and note.head), slug)
        return link(piece.label or title, note_page(slug))
    return _mention(course, piece, link)


def _mention(course: Course, reference: Reference, link: Link) -> str:
    fact = course.by_id.get(reference.target)
    value = value_of(course, reference)
    if fact is None or value is None:
        return reference.label or reference.target
    if reference.in_code:
        return value
    if reference.field:
        return reference.label or (value if reference.field == "name" else f"`{value}`")
    words = reference.label or _shown(fact)
    return link(words, fact_page(fact))


def _shown(fact: Fact) -> str:
    return f"`{fact.label}`" if fact.kind in {"cmd", "range", "port"} else fact.label

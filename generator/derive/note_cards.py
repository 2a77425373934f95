"""A note in; a cloze card out for each phrase that the note marks with an id."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model import Course, Embed, Heading, Mark, Note, Paragraphs, Prose, Source
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, NoteType
from generator.model.links import note_page
from generator.model.values import markdown

# A paragraph starts after a blank line or with the sign of a list item; a sentence ends before a capital or there.
_START = re.compile(r"(?:^|\n)[ \t]*(?:\n|(?:[-*+]|\d+\.)[ \t]+)")
_END = re.compile(r"[.!?](?=\s+[«¿¡*`(A-ZÁÉÍÓÚÑ]|\s*$)|(?=\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_QUOTED = re.compile(r"^[ \t]*>[ \t]?", re.M)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the note a block stands: under which heading, with which diagram."""

    section: str = ""
    anchor: str = ""
    diagram: str = ""


def note_cards(course: Course, note: Note) -> Iterator[Card]:
    """The cards of a note; the context of a gap is its paragraph or list item up to the end of its sentence."""
    for place, block in _placed(course, note):
        for mark in block.prose.marks():
            yield Card(
                id=f"nota/{mark.id}",
                note_type=NoteType.CLOZE,
                topic=note.slug,
                competency=note.head.competencies[0] if note.head else "",
                front=_with_gap(course, block.prose, mark),
                section=place.section,
                diagram=place.diagram,
                page=f"{note_page(note.slug)}#{place.anchor}".rstrip("#"),
                sources=_sources(course, block.prose),
            )


def _placed(course: Course, note: Note) -> Iterator[tuple[_Place, Paragraphs]]:
    """Each block of text with its place; a diagram counts for all the text under its heading."""
    place, texts = _Place(), list[Paragraphs]()
    for block in (*note.body, None):
        if block is None or isinstance(block, Heading):
            yield from ((place, text) for text in texts)
            if block:
                place, texts = _Place(markdown(course, block.text), block.anchor), []
        elif isinstance(block, Paragraphs):
            texts.append(block)
        elif isinstance(block, Embed) and block.reference.target.startswith("diagram/"):
            place = replace(place, diagram=block.reference.target.removeprefix("diagram/"))


def _with_gap(course: Course, prose: Prose, gap: Mark) -> str:
    """The text around a mark, in Markdown on one line, the marked phrase enclosed in the gap characters."""
    pieces = tuple(
        f"{GAP_OPEN}{markdown(course, piece.phrase)}{GAP_CLOSE}" if piece == gap else piece for piece in prose.pieces
    )
    text = _QUOTED.sub("", markdown(course, Prose("", pieces)))
    before, _, rest = text.partition(GAP_OPEN)
    inside, _, after = rest.partition(GAP_CLOSE)
    start = max((match.end() for match in _START.finditer(before)), default=0)
    end = _END.search(after)
    context = _ITEM.sub("", before[start:].replace("**", ""))
    sentence = f"{context}{GAP_OPEN}{inside}{GAP_CLOSE}{after[: end.end()] if end else after}"
    return re.sub(r":$", ".", " ".join(sentence.split()))


def _sources(course: Course, prose: Prose) -> tuple[Source, ...]:
    """The sources of the facts that the text mentions, each page once."""
    facts = (course.by_id[one.target] for one in prose.references() if one.target in course.by_id)
    return tuple({source.url: source for fact in facts for source in fact.sources}.values())

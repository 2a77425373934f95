"""A course in; every card of it out: from each fact, each question and each marked phrase, in order of study."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.derive.fact_cards import fact_cards
from generator.derive.question_cards import question_card
from generator.derive.topics import topic_of_facts
from generator.model import Course, Mark, Note, Paragraphs, Prose
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, NoteType
from generator.model.links import note_page
from generator.model.values import markdown


def derive_cards(course: Course) -> tuple[Card, ...]:
    """All cards whose fact or question holds for the exam's version, numbered in order of study.

    Topics come in the order of their notes; inside a topic what the note itself marks comes first, then facts,
    then questions, easier ones before harder.
    """
    topics = {note.slug: index for index, note in enumerate(_notes_in_order(course))}
    cards = sorted(_all_cards(course), key=lambda card: (topics.get(card.topic, len(topics)), _stage(card), card.id))
    return tuple(replace(card, order=index) for index, card in enumerate(cards, 1))


def _all_cards(course: Course) -> Iterator[Card]:
    version = course.curriculum.exam_version
    topic_of = topic_of_facts(course)
    for note in course.notes:
        yield from note_cards(course, note)
    for fact in course.facts:
        if fact.holds_for(version):
            yield from fact_cards(course, fact, topic_of.get(fact.id, ""))
    for question in course.questions:
        if question.holds_for(version):
            yield question_card(course, question)


def _notes_in_order(course: Course) -> Iterable[Note]:
    return sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))


def _stage(card: Card) -> tuple[int, int]:
    return (0 if card.kind == "nota" else 2 if card.kind == "q" else 1, card.difficulty)


def note_cards(course: Course, note: Note) -> Iterator[Card]:
    """A cloze card for each phrase that the note marks with an id; the paragraph or list item around it is the context."""
    for block in note.body:
        if isinstance(block, Paragraphs):
            for mark in block.prose.marks():
                yield Card(
                    id=f"nota/{mark.id}",
                    note_type=NoteType.CLOZE,
                    topic=note.slug,
                    competency=note.head.competencies[0] if note.head else "",
                    front=_sentence_with_gap(course, block.prose, mark),
                    page=f"{note_page(note.slug)}#{mark.id}",
                )


def _sentence_with_gap(course: Course, prose: Prose, gap: Mark) -> str:
    """The sentence around a mark, in Markdown, the marked phrase enclosed in the gap characters."""
    pieces = tuple(
        f"{GAP_OPEN}{markdown(course, piece.phrase)}{GAP_CLOSE}" if piece == gap else piece for piece in prose.pieces
    )
    text = markdown(course, Prose("", pieces))
    before, _, rest = text.partition(GAP_OPEN)
    inside, _, after = rest.partition(GAP_CLOSE)
    start = max((match.end() for match in _SENTENCE_START.finditer(before)), default=0)
    end = _SENTENCE_END.search(after)
    return f"{before[start:]}{GAP_OPEN}{inside}{GAP_CLOSE}{after[: end.end()] if end else after}".strip()


# A sentence starts after a full stop, a blank line or the sign of a list item, and ends at the next one of these.
_SENTENCE_START = re.compile(r"(?<=[.!?])\s+(?=[«¿¡*`A-ZÁÉÍÓÚÑ])|\n\s*\n|(?:^|\n)\s*(?:[-*+]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[«¿¡*`A-ZÁÉÍÓÚÑ]|\s*$)|(?=\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s)")

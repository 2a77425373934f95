"""A course in; every card of it out: from each fact, each question and each marked phrase, in order of study."""

from collections.abc import Iterator

from generator.derive.card_surroundings import Surroundings
from generator.derive.fact_cards import fact_cards
from generator.derive.note_cards import note_cards
from generator.derive.question_cards import question_card
from generator.derive.repeated_cards import without_repeated
from generator.derive.study_order import in_order_of_study
from generator.derive.topics import topic_of_facts
from generator.model import Course, Question
from generator.model.cards import Card


def derive_cards(course: Course) -> tuple[Card, ...]:
    """All cards whose fact or question holds for the exam's version, each idea once, numbered in order of study."""
    return in_order_of_study(course, without_repeated(tuple(_all_cards(course))))


def _all_cards(course: Course) -> Iterator[Card]:
    version = course.curriculum.exam_version
    topic_of = topic_of_facts(course)
    surroundings = Surroundings.of(course)
    for fact in course.facts:
        if fact.holds_for(version):
            yield from fact_cards(course, surroundings, fact, topic_of.get(fact.id, ""))
    for question in course.questions:
        if question.holds_for(version) and _asks_what_holds(course, question, version):
            yield question_card(course, question)
    for note in course.notes:
        yield from note_cards(course, note)


def _asks_what_holds(course: Course, question: Question, version: str) -> bool:
    """Whether the command or the manifest that is the answer holds too."""
    fact = course.by_id.get(getattr(question, "answer", getattr(question, "manifest", "")))
    return fact is None or fact.holds_for(version)

"""A course in; how many notes, facts, questions and tasks serve each competency of the curriculum out."""

from collections import Counter

from generator.model import Course
from generator.model.derived import Coverage, Covered


def derive_coverage(course: Course) -> Coverage:
    """One entry a competency, in the curriculum's order; notes in theirs."""
    facts = Counter(fact.competency for fact in course.facts)
    questions = Counter(question.competency for question in course.questions)
    tasks = Counter(task.competency for task in course.tasks)
    covered = tuple(
        Covered(competency, _notes(course, competency), facts[competency], questions[competency], tasks[competency])
        for competency in course.curriculum.competencies
    )
    return Coverage(covered, {one.competency: one for one in covered})


def _notes(course: Course, competency: str) -> tuple[str, ...]:
    serving = (note for note in course.notes if note.head and competency in note.head.competencies)
    in_order = sorted(serving, key=lambda note: (note.head.order if note.head else 0, note.slug))
    return tuple(note.slug for note in in_order)

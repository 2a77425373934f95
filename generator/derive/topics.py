"""A course in; the note that each fact belongs to out: the first in order of study that mentions it."""

from generator.model import Course, Erratum


def topic_of_facts(course: Course) -> dict[str, str]:
    """Fact id → slug of a note. A fact that no note mentions goes to the first note of its competency, if any."""
    notes = sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    found: dict[str, str] = {}
    of_competency: dict[str, str] = {}
    for note in notes:
        for _, reference in note.references():
            found.setdefault(reference.target, note.slug)
        for competency in note.head.competencies if note.head else ():
            of_competency.setdefault(competency, note.slug)
    for fact in course.facts:
        if isinstance(fact, Erratum):
            found[fact.id] = fact.topic
        elif fact.id not in found and fact.competency in of_competency:
            found[fact.id] = of_competency[fact.competency]
    return found

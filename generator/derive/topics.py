"""A course in; the note that each fact belongs to out."""

from generator.model import Course, Erratum, Fact, Note


def topic_of_facts(course: Course) -> dict[str, str]:
    """Fact id → slug of a note: one that mentions the fact and serves its competency, rather than one that does either.

    Among several the first in order of study. A fact that no note mentions goes to the note that serves its competency
    most: the one that names it first.
    """
    notes = sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    mentioned: dict[str, list[Note]] = {}
    for note in notes:
        for target in dict.fromkeys(reference.target for _, reference in note.references()):
            mentioned.setdefault(target, []).append(note)
    serving = {competency: _serving(notes, competency) for competency in {fact.competency for fact in course.facts}}
    found = {fact.id: _topic(fact, mentioned.get(fact.id, []), serving[fact.competency]) for fact in course.facts}
    return {key: topic for key, topic in found.items() if topic}


def _serving(notes: list[Note], competency: str) -> list[Note]:
    """The notes of a competency, those that put it first at the beginning."""
    serving = [note for note in notes if note.head and competency in note.head.competencies]
    return sorted(serving, key=lambda note: note.head.competencies.index(competency) if note.head else 0)


def _topic(fact: Fact, mentioning: list[Note], serving: list[Note]) -> str:
    if isinstance(fact, Erratum):
        return fact.topic
    known = {note.slug for note in mentioning}
    best = next((note for note in serving if note.slug in known), None) if known else None
    first = best or next(iter(serving or mentioning), None)
    return first.slug if first else ""

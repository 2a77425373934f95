"""A course in; which notes mention each fact and each note out."""

from generator.model import Course
from generator.model.derived import Backlinks


def derive_backlinks(course: Course) -> Backlinks:
    """Slugs of notes in order of study, each once, by fact id and by note slug; a note does not mention itself."""
    of_fact: dict[str, dict[str, None]] = {}
    of_note: dict[str, dict[str, None]] = {}
    for note in sorted(course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug)):
        for _, reference in note.references():
            kind, _, slug = reference.target.partition("/")
            if kind != "note":
                of_fact.setdefault(reference.target, {})[note.slug] = None
            elif slug != note.slug:
                of_note.setdefault(slug, {})[note.slug] = None
    return Backlinks(
        of_fact={target: tuple(notes) for target, notes in sorted(of_fact.items())},
        of_note={target: tuple(notes) for target, notes in sorted(of_note.items())},
    )

"""A course in; its terms in the two orders of a bilingual glossary out."""

import unicodedata

from generator.model import Course, Term
from generator.model.derived import Glossary


def derive_glossary(course: Course) -> Glossary:
    """Every term, sorted by its English and by its Spanish name as a dictionary does, `ñ` after `n`."""
    terms = course.of(Term)
    return Glossary(
        by_english=tuple(sorted(terms, key=lambda term: (_sort_key(term.en), term.id))),
        by_spanish=tuple(sorted(terms, key=lambda term: (_sort_key(term.es), term.id))),
    )


def _sort_key(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ñ", "n\uffff"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))

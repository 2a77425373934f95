"""A course in; its terms in the two orders of a bilingual glossary out."""

import re
import unicodedata

from generator.model import Course, Term
from generator.model.derived import Glossary

_EXPLANATION = re.compile(r" \(.*\)$")


def derive_glossary(course: Course) -> Glossary:
    """Every term, sorted by its English and by its Spanish name as a dictionary does, `ñ` after `n`."""
    terms = course.of(Term)
    return Glossary(
        by_english=tuple(sorted(terms, key=lambda term: (_sort_key(term.en), term.id))),
        by_spanish=tuple(sorted(terms, key=lambda term: (_sort_key(term.es), term.id))),
        by_first_word=_by_first_word(terms),
    )


def _by_first_word(terms: tuple[Term, ...]) -> dict[str, tuple[tuple[str, Term], ...]]:
    """Names of several words, or with a capital: `ruta` alone may be a route or a path, `tabla de rutas` is clear."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for term in terms:
        for name in dict.fromkeys(_EXPLANATION.sub("", one) for one in (term.en, term.es)):
            if " " in name or name != name.lower():
                found.setdefault(name.split(" ")[0].lower(), []).append((name, term))
    return {word: tuple(sorted(names, key=lambda one: (-len(one[0]), one[1].id))) for word, names in found.items()}


def _sort_key(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ñ", "n\uffff"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))

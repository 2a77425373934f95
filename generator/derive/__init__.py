"""A course in; everything that follows from it without anybody writing it out."""

from generator.derive.backlinks import derive_backlinks
from generator.derive.cards import derive_cards
from generator.derive.choices import derive_choices
from generator.derive.clashes import derive_clashes
from generator.derive.coverage import derive_coverage
from generator.derive.glossary import derive_glossary
from generator.derive.topics import topic_of_facts
from generator.model import Course
from generator.model.derived import Derived


def derive(course: Course) -> Derived:
    """Glossary, coverage, back-links, clashes of ranges, cards, questions made from facts."""
    return Derived(
        glossary=derive_glossary(course),
        coverage=derive_coverage(course),
        backlinks=derive_backlinks(course),
        clashes=derive_clashes(course),
        cards=derive_cards(course),
        choices=derive_choices(course, topic_of_facts(course)),
    )


__all__ = ["derive"]

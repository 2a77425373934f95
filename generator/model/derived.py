"""What follows from a course without anybody writing it; `derive` fills it in, `render` and `check` look things up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.cards import Card
from generator.model.facts import Term
from generator.model.questions import ChoiceQuestion


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms twice: by their English name, and by the Spanish one; accents and case do not count.

    `by_first_word` has, by the first word of each name that cannot mean anything else, the names and their terms,
    longer ones first.
    """

    by_english: tuple[Term, ...] = ()
    by_spanish: tuple[Term, ...] = ()
    by_first_word: Mapping[str, tuple[tuple[str, Term], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of this bank serves one competency."""

    competency: str
    notes: tuple[str, ...] = ()
    facts: int = 0
    questions: int = 0
    tasks: int = 0


@dataclass(frozen=True)
class Coverage:
    """What serves each competency of the curriculum, in its order."""

    competencies: tuple[Covered, ...] = ()
    by_id: Mapping[str, Covered] = field(default_factory=dict)


@dataclass(frozen=True)
class Backlinks:
    """Where things are mentioned: slugs of notes, in the notes' order, by the id of a fact or the slug of a note."""

    of_fact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_note: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Derived:
    """All of it.

    `clashes` has, for each CNI plugin, the ranges in use that its default pod range runs into; `cards` stand in order
    of study; `choices` are the questions made from facts.
    """

    glossary: Glossary = field(default_factory=Glossary)
    coverage: Coverage = field(default_factory=Coverage)
    backlinks: Backlinks = field(default_factory=Backlinks)
    clashes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    choices: tuple[ChoiceQuestion, ...] = ()

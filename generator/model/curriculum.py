"""The exam's curriculum as data: versions, domains with weights, competencies."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.model.base import Line, Minor, Model, Slug, Source
from generator.model.prose import Prose


class Competency(Model):
    """One bullet of the curriculum; `in_scope` tells whether this bank covers it."""

    id: Slug
    en: Line
    es: Line
    in_scope: bool = False
    note: Prose | None = None


class Domain(Model):
    """A domain of the exam with its weight in percent."""

    id: Slug
    tag: Slug
    en: Line
    es: Line
    weight: Annotated[int, Field(ge=1, le=100)]
    competencies: tuple[Competency, ...]


class Exam(Model):
    """What sitting the exam is like."""

    minutes: int
    pass_mark: int
    tasks: Line
    sources: tuple[Source, ...]


class Curriculum(Model):
    """Everything that depends on which exam is meant: change it here when the exam moves on."""

    exam_version: Minor
    supported: tuple[Minor, ...] = Field(min_length=1)
    gateway_api: Line
    exam: Exam
    domains: tuple[Domain, ...]
    sources: tuple[Source, ...] = Field(min_length=1)

    @cached_property
    def competencies(self) -> dict[str, tuple[Domain, Competency]]:
        """Every competency with its domain, by id."""
        return {one.id: (domain, one) for domain in self.domains for one in domain.competencies}

"""The English wording of a question, as the exam would put it; what explains the answer stays in Spanish."""

from pydantic import Field

from generator.model.base import Id, Model, Slug, Text
from generator.model.prose import Prose


class WordedPair(Model):
    """Two things that belong together, as the pair at the same place in Spanish."""

    left: Prose
    right: Prose


class Wording(Model):
    """What a learner is shown in English: as many parts as the question has in Spanish and in the same order."""

    id: Id
    topic: Slug
    prompt: Prose = Field(description="el enunciado; si hay un hueco, con el mismo **hueco** u otro que se admita")
    options: tuple[Prose, ...] = Field(default=(), description="las opciones, en el orden en que están en español")
    steps: tuple[Prose, ...] = Field(default=(), description="los pasos, en el orden correcto")
    pairs: tuple[WordedPair, ...] = Field(default=(), description="las parejas, en el orden en que están en español")
    code: Text | None = Field(default=None, description="solo si el código tiene palabras en español")

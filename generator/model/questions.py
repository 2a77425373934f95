"""The kinds of question, each its own frozen type; all explain why an answer is right and why each wrong one tempts."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from generator.model.base import Authored, Id, Line, Minor, Model, Slug, Source, Text, minor_number
from generator.model.proofs import RouteRequest
from generator.model.prose import Prose


class QuestionBase(Authored):
    """What all questions share. `about` are the facts that the answer stands on; their sources are its sources."""

    prompt: Prose
    why: Prose = Field(description="por qué es correcta la respuesta correcta")
    about: tuple[Id, ...] = Field(min_length=1)
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    since: Minor | None = None
    until: Minor | None = None
    sources: tuple[Source, ...] = ()
    topic: Slug = ""

    @property
    def slug(self) -> str:
        """The id without its `q/`; the anchor of the question on its page."""
        return self.id.split("/", 1)[1]

    def holds_for(self, minor: str) -> bool:
        """Whether the question makes sense for that Kubernetes minor."""
        low = minor_number(self.since) if self.since else 0
        high = minor_number(self.until) if self.until else 99
        return low <= minor_number(minor) <= high


class Option(Model):
    """A possible answer; `why` tells why it is right, or why it tempts and is wrong."""

    text: Prose
    right: bool = False
    why: Prose


class ChoiceQuestion(QuestionBase):
    """Choose one option, or several where more than one is right."""

    kind: Literal["choice"]
    code: Text | None = Field(default=None, description="lo que se muestra antes de las opciones: salida o YAML")
    language: Literal["console", "yaml", "text", "sh"] = "console"
    options: tuple[Option, ...] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _has_a_right_and_a_wrong_one(self) -> "ChoiceQuestion":
        rights = sum(option.right for option in self.options)
        if rights == 0:
            raise ValueError("ninguna opción es correcta: marca al menos una con right: true")
        if rights == len(self.options):
            raise ValueError("todas las opciones son correctas: falta alguna incorrecta")
        return self


class Trap(Model):
    """A wrong answer that people give and what it does instead."""

    typed: Line
    why: Prose


class CommandQuestion(QuestionBase):
    """Type a command: the answer is a command fact, its `accepts` are right too."""

    kind: Literal["command"]
    answer: Id
    traps: tuple[Trap, ...] = ()


class OrderQuestion(QuestionBase):
    """Put steps in order; they are written here in the right one."""

    kind: Literal["order"]
    steps: tuple[Prose, ...] = Field(min_length=3, max_length=8)


class Mutation(Model):
    """How a valid manifest becomes a wrong one: the text `find` (it stands there once) is replaced."""

    find: Text
    replace: str = ""


class FaultQuestion(QuestionBase):
    """Find the fault in a manifest made from a valid one by a declared mutation.

    `fails` says how the fault shows: the schema refuses it with these words, or `names` of objects do not match,
    or `silent`: it is accepted and does something else (the explanation says what).
    """

    kind: Literal["fault"]
    manifest: Id
    mutation: Mutation
    fails: Line
    fix: Prose

    def mutate(self, text: str) -> str:
        """The manifest's text with the fault in it."""
        return text.replace(self.mutation.find, self.mutation.replace, 1)


class Pair(Model):
    """Two things that belong together."""

    left: Prose
    right: Prose


class MatchQuestion(QuestionBase):
    """Match each left with its right."""

    kind: Literal["match"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=6)


class Wrong(Model):
    """A wrong destination for a request and why it tempts."""

    reaches: Line
    why: Prose


class RouteQuestion(QuestionBase):
    """Which backend receives this request, given a manifest."""

    kind: Literal["route"]
    manifest: Id
    request: RouteRequest
    wrong: tuple[Wrong, ...] = Field(min_length=1, max_length=4)


class ClozeQuestion(QuestionBase):
    """Fill the gap: the part between `**…**` is what one must write."""

    kind: Literal["cloze"]
    accepts: tuple[Line, ...] = ()


Question = (
    ChoiceQuestion | CommandQuestion | OrderQuestion | FaultQuestion | MatchQuestion | RouteQuestion | ClozeQuestion
)
QUESTIONS: TypeAdapter[Question] = TypeAdapter(Annotated[Question, Field(discriminator="kind")])


def read_question(value: Any) -> Question:
    """The question that a mapping describes; `kind` says which type. Raises pydantic's ValidationError."""
    return QUESTIONS.validate_python(value)


QUESTION_KINDS = ("choice", "command", "order", "fault", "match", "route", "cloze")

"""A task as the exam sets it, with hints and a solution in Spanish and checks that a program can run on any answer."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from generator.model.base import Authored, Id, Line, Model, Slug, Text
from generator.model.objects import KubeObject
from generator.model.proofs import Connection, RouteRequest
from generator.model.prose import Prose


class FieldCheck(Model):
    """An object must exist; its field at `path` must be `equals`, or just be there, or be `absent`."""

    kind: Annotated[str, Field(pattern=r"^[A-Za-z]+$")]
    name: Line
    namespace: Line = "default"
    path: tuple[Line, ...] = ()
    equals: Text | None = None
    contains: tuple[Text, ...] = Field(default=(), description="trozos que debe tener, sin contar espacios ni saltos")
    absent: bool = False

    def holds(self, objects: Sequence[KubeObject]) -> bool:
        """Whether an answer passes. Numbers and booleans are compared as YAML writes them; `[]` and `{}` are empty."""
        found = [
            one for one in objects if (one.kind, one.name, one.namespace) == (self.kind, self.name, self.namespace)
        ]
        if not found:
            return self.absent and not self.path
        value, there = _at(found[-1].value, self.path)
        if self.absent:
            return not there
        if not there or (self.equals is not None and _written(value) != self.equals):
            return False
        text = "".join(_written(value).split())
        return all("".join(part.split()) in text for part in self.contains)


def _at(value: Any, path: Sequence[str]) -> tuple[Any, bool]:
    for part in path:
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None, False
    return value, True


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class WrongAnswer(Model):
    """A typical wrong answer: the manifests somebody would hand in, and what is wrong with them."""

    answer: Text
    why: Prose


class Task(Authored):
    """What to do, in the exam's English, and everything needed to judge and to explain an answer.

    `given` are the manifests that are there already. `requests` and `connections` must go where they say once the
    answer is applied: real programs try them.
    """

    topic: Slug
    title: Line
    wording: Text
    context: Line | None = Field(default=None, description="nodo o contexto en que se hace, como en el examen")
    seconds: Annotated[int, Field(ge=30, le=1200)]
    difficulty: Annotated[int, Field(ge=1, le=3)]
    given: tuple[Id, ...] = ()
    hints: tuple[Prose, ...] = Field(min_length=2, max_length=4)
    solution: Text
    commands: tuple[Line, ...] = ()
    explanation: Prose
    about: tuple[Id, ...] = Field(min_length=1)
    checks: tuple[FieldCheck, ...] = Field(min_length=1)
    by: Literal["ingress", "gateway", "policy"] | None = None
    requests: tuple[RouteRequest, ...] = ()
    connections: tuple[Connection, ...] = ()
    wrong: tuple[WrongAnswer, ...] = Field(min_length=2, max_length=4)

    @property
    def slug(self) -> str:
        """The id without its `task/`; the anchor of the task on its page."""
        return self.id.split("/", 1)[1]

    def answer_key(self, name: str) -> str:
        """Where a course keeps the objects of an answer: `solution`, `wrong-1`, …"""
        return self.id if name == "solution" else f"{self.id}.{name}"

    def passes(self, objects: Sequence[KubeObject]) -> bool:
        """Whether an answer (with what was given before it) passes every check on its objects."""
        return all(check.holds(objects) for check in self.checks)

    @model_validator(mode="after")
    def _says_by_what(self) -> "Task":
        if bool(self.requests or self.connections) != bool(self.by):
            raise ValueError("«by» dice con qué se prueban requests o connections: van juntos")
        return self

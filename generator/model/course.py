"""A course, whole: what people wrote, read and typed, plus where every field of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from pydantic import Field

from generator.model.base import Authored, Fact, Model, prose_of
from generator.model.curriculum import Curriculum
from generator.model.machine import Machine
from generator.model.missions import Mission
from generator.model.notes import Note
from generator.model.objects import KubeObject
from generator.model.programs import Program
from generator.model.proofs import Proof
from generator.model.prose import Prose
from generator.model.questions import Question
from generator.model.sheet import Sheet
from generator.model.tasks import Task
from generator.model.wordings import Wording
from generator.problems import Place

FieldPath = tuple[str | int, ...]
F = TypeVar("F", bound=Fact)
ENGLISH = "english"


class Released(Model):
    """Every id ever published, with the version that did it; retired ones say why."""

    ids: dict[str, str] = Field(default_factory=dict)
    retired: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it starts; `owner` is `note/…` or an id, `field` its path."""

    owner: str
    field: str
    place: Place
    prose: Prose


@dataclass(frozen=True)
class Course:
    """The one immutable whole that every step is handed.

    `places` finds the line of any field: `places[(fact.id, "port")]`; an id alone gives where it starts; the English
    wording of a question stands at `places[(question.id, "english")]`.
    `machine` is the Linux node of this build, `runs` the ids of the commands that run in it; none where it has no node.
    `objects` has the Kubernetes objects of each manifest fact, and of each fault question after its mutation.
    """

    curriculum: Curriculum
    notes: tuple[Note, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    wordings: tuple[Wording, ...] = ()
    tasks: tuple[Task, ...] = ()
    missions: tuple[Mission, ...] = ()
    sheet: Sheet = field(default_factory=Sheet)
    released: Released = field(default_factory=Released)
    programs: tuple[Program, ...] = ()
    proofs: tuple[Proof, ...] = ()
    words: frozenset[str] = frozenset()
    site_url: str = ""
    assets: frozenset[str] = frozenset()
    objects: Mapping[str, tuple[KubeObject, ...]] = field(default_factory=dict)
    places: Mapping[FieldPath, Place] = field(default_factory=dict)
    machine: Machine | None = None

    @property
    def runs(self) -> frozenset[str]:
        """The ids of the commands that run in the machine."""
        return self.machine.runs if self.machine else frozenset()

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Every fact by its permanent id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Every question by its permanent id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def wording_by_id(self) -> dict[str, Wording]:
        """The English wording of each question that has one, by the question's id."""
        return {wording.id: wording for wording in self.wordings}

    @cached_property
    def task_by_id(self) -> dict[str, Task]:
        """Every task by its permanent id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def questions_by_topic(self) -> dict[str, tuple[Question, ...]]:
        """The questions of each note, in order of id."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.topic, []).append(question)
        return {topic: tuple(questions) for topic, questions in found.items()}

    @cached_property
    def tasks_by_topic(self) -> dict[str, tuple[Task, ...]]:
        """The tasks of each note, easier and shorter ones first."""
        found: dict[str, list[Task]] = {}
        for task in sorted(self.tasks, key=lambda task: (task.difficulty, task.seconds, task.id)):
            found.setdefault(task.topic, []).append(task)
        return {topic: tuple(tasks) for topic, tasks in found.items()}

    @cached_property
    def note_by_slug(self) -> dict[str, Note]:
        """Every note by the name of its file."""
        return {note.slug: note for note in self.notes}

    @property
    def authored(self) -> tuple[Authored, ...]:
        """Everything with a permanent id: facts, questions, tasks, missions."""
        return (*self.facts, *self.questions, *self.tasks, *self.missions)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text in Spanish that somebody wrote: first of the notes."""
        found = [
            Passage(f"note/{note.slug}", "body", note.place(line), prose)
            for note in self.notes
            for line, prose in note.proses()
        ]
        for owner, record in (*((one.id, one) for one in self.authored), ("sheet", self.sheet)):
            for name, prose in prose_of(record):
                found.append(Passage(owner, name, self.place(owner, *_path(name)), prose))
        return tuple(found)

    @cached_property
    def english_passages(self) -> tuple[Passage, ...]:
        """Every text in English that stands for one in Spanish."""
        return tuple(
            Passage(wording.id, f"{ENGLISH}.{name}", self.place(wording.id, ENGLISH, *_path(name)), prose)
            for wording in self.wordings
            for name, prose in prose_of(wording)
        )

    @cached_property
    def proof_by_id(self) -> dict[str, Proof]:
        """The proof of each id that says most: what a program did rather than that a schema accepts it."""
        return {proof.id: proof for proof in sorted(self.proofs, key=lambda proof: proof.kind != "schema")}

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """All facts of one kind, in order of id."""
        return tuple(fact for fact in self._by_type.get(kind, ()) if isinstance(fact, kind))

    @cached_property
    def _by_type(self) -> dict[type[Fact], list[Fact]]:
        found: dict[type[Fact], list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(type(fact), []).append(fact)
        return found

    def place(self, *path: str | int) -> Place:
        """Where a field stands; the nearest thing around it that has a place, if it has none of its own."""
        for end in range(len(path), 0, -1):
            found = self.places.get(path[:end])
            if found:
                return found
        return Place("facts", 1)


def _path(name: str) -> tuple[str | int, ...]:
    """`options.0.text` as the way to that field."""
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))

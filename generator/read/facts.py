"""The texts under facts/ in; facts of every kind out, with their places and every fault found on the way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from generator.model import FACT_KINDS, Authored, Fact, FieldPath, Mission, Question, Task, Wording, read_question
from generator.model.course import ENGLISH
from generator.model.facts import MANIFEST_FILES
from generator.problems import Place, Problem
from generator.read.records import field_places, read_record
from generator.read.yaml_text import Document, read_yaml

TASK_FILES = "quizzes/tasks/"
MISSIONS = "quizzes/missions.yaml"
ENGLISH_FILES = "quizzes/english/"
A = TypeVar("A", bound=Authored)


@dataclass
class Harvest:
    """What reading has brought so far; filled file by file, handed on once."""

    facts: list[Fact] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    missions: list[Mission] = field(default_factory=list)
    places: dict[FieldPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_facts(texts: Mapping[str, str], harvest: Harvest) -> None:
    """Adds the facts of facts/KIND.yaml and facts/KIND/*.yaml; a manifest gets the text of its file."""
    for path, text in texts.items():
        kind = PurePosixPath(path).parts[1].removesuffix(".yaml")
        if kind in FACT_KINDS and not path.startswith(MANIFEST_FILES):
            _read_fact_file(path, text, kind, texts, harvest)


def _read_fact_file(path: str, text: str, kind: str, texts: Mapping[str, str], harvest: Harvest) -> None:
    prefix, fact_type = FACT_KINDS[kind]
    for slug, value, document in _entries(path, text, harvest):
        extra: dict[str, Any] = {"id": f"{prefix}/{slug}"}
        if kind == "manifests" and isinstance(value, dict):
            extra["text"] = texts.get(MANIFEST_FILES + str(value.get("file")), "")
        fact, problems = read_record(fact_type.model_validate, value, document, (slug,), path, extra)
        harvest.problems.extend(problems)
        _keep_place(f"{prefix}/{slug}", path, slug, document, harvest)
        if fact:
            harvest.facts.append(fact)
            harvest.places |= field_places(document, (slug,), path, fact.id)


def read_quizzes(texts: Mapping[str, str], harvest: Harvest) -> None:
    """Adds the questions of quizzes/TOPIC.yaml, those of quizzes/english/ and tasks/, the missions."""
    for path, text in texts.items():
        if path.startswith(TASK_FILES):
            harvest.tasks += _read_entries(path, text, "task", Task.model_validate, harvest)
        elif path.startswith(ENGLISH_FILES):
            harvest.wordings += _read_wordings(path, text, harvest)
        elif path == MISSIONS:
            harvest.missions += _read_entries(path, text, "mission", Mission.model_validate, harvest)
        else:
            harvest.questions += _read_entries(path, text, "q", read_question, harvest)


def _read_entries(path: str, text: str, prefix: str, read: Callable[[Any], A], harvest: Harvest) -> Iterator[A]:
    for slug, value, document in _entries(path, text, harvest):
        key = f"{prefix}/{slug}"
        extra = {"id": key} if path == MISSIONS else {"id": key, "topic": PurePosixPath(path).stem}
        found, problems = read_record(read, value, document, (slug,), path, extra)
        harvest.problems.extend(problems)
        _keep_place(key, path, slug, document, harvest)
        if found:
            harvest.places |= field_places(document, (slug,), path, key)
            yield found


def _read_wordings(path: str, text: str, harvest: Harvest) -> Iterator[Wording]:
    for slug, value, document in _entries(path, text, harvest):
        extra = {"id": f"q/{slug}", "topic": PurePosixPath(path).stem}
        found, problems = read_record(Wording.model_validate, value, document, (slug,), path, extra)
        harvest.problems.extend(problems)
        places = field_places(document, (slug,), path, extra["id"])
        harvest.places |= {(extra["id"], ENGLISH, *where[1:]): place for where, place in places.items()}
        if found:
            yield found


def _entries(path: str, text: str, harvest: Harvest) -> list[tuple[str, Any, Document]]:
    documents, problems = read_yaml(text, path)
    harvest.problems.extend(problems)
    found: list[tuple[str, Any, Document]] = []
    for document in documents:
        if isinstance(document.value, dict):
            found += [(slug, value, document) for slug, value in document.value.items()]
        elif document.value is not None:
            place = Place(path, document.line(()))
            harvest.problems.append(Problem(place, "record", "el archivo debe ser un mapa de id → contenido"))
    return found


def _keep_place(key: str, path: str, slug: str, document: Document, harvest: Harvest) -> None:
    here = Place(path, document.line((slug,)))
    first = harvest.places.setdefault((key,), here)
    if first != here:
        message = f"el id «{key}» ya existe en {first}"
        harvest.problems.append(Problem(here, "id-unique", message, "los ids son permanentes y únicos: elige otro"))

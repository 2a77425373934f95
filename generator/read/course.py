"""The folder of a course in; the whole course out, with every fault of every file found in one run."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from generator.model import (
    Block,
    Course,
    Curriculum,
    Exam,
    FaultQuestion,
    Fence,
    FrontMatter,
    KubeObject,
    Manifest,
    Note,
    Program,
    Proof,
    Released,
    Sheet,
)
from generator.problems import Place, Problem
from generator.read.facts import Harvest, read_facts, read_quizzes
from generator.read.files import read_text, read_texts
from generator.read.machine import read_machine
from generator.read.manifest_text import read_objects
from generator.read.note_text import read_note_text
from generator.read.records import read_record
from generator.read.yaml_text import Document, read_yaml

RELEASED = "quizzes/released.yml"
LEDGER = "facts/proofs.lock"
SETTINGS = "mkdocs.yml"
SHEET = "facts/sheet.yaml"
WORDS = "facts/words.txt"


def read_course(root: Path) -> tuple[Course, tuple[Problem, ...]]:
    """Everything that people wrote below `root`. What could not be read is left out and told as problems."""
    harvest = Harvest()
    facts = read_texts(root, "facts", ".yaml")
    notes = read_texts(root, "docs", ".md")
    read_facts(facts, harvest)
    read_quizzes(read_texts(root, "quizzes", ".yaml"), harvest)
    manifests = tuple(fact for fact in harvest.facts if isinstance(fact, Manifest))
    objects = {fact.id: _objects_of(fact, harvest) for fact in manifests}
    course = Course(
        curriculum=_read_curriculum(facts, harvest),
        notes=tuple(read_note(path, text, harvest.problems) for path, text in notes.items()),
        facts=tuple(sorted(harvest.facts, key=lambda fact: fact.id)),
        questions=tuple(sorted(harvest.questions, key=lambda question: question.id)),
        wordings=tuple(sorted(harvest.wordings, key=lambda wording: wording.id)),
        tasks=tuple(sorted(harvest.tasks, key=lambda task: task.id)),
        missions=tuple(harvest.missions),
        sheet=_read_sheet(facts, harvest),
        released=_read_released(read_text(root, RELEASED), harvest),
        programs=_read_programs(facts, harvest),
        proofs=_read_ledger(read_text(root, LEDGER), harvest),
        words=_read_words(read_text(root, WORDS)),
        site_url=_read_site_url(read_text(root, SETTINGS)),
        assets=frozenset(_asset_names(root)),
        objects=objects | _mutated(harvest, {fact.id: fact for fact in manifests}) | _answers(harvest),
        places=harvest.places,
        machine=read_machine(root),
    )
    return course, tuple(harvest.problems)


def read_note(path: str, text: str, problems: list[Problem]) -> Note:
    """A note of ours: its head must fit FrontMatter, its YAML fences are read as Kubernetes objects."""
    cut = read_note_text(text)
    documents, faults = read_yaml(cut.head, path, cut.head_line)
    problems.extend(faults)
    document = documents[0] if documents else Document({}, {(): 1})
    head, faults = read_record(FrontMatter.model_validate, document.value, document, (), path)
    problems.extend(faults)
    return with_objects(Note(path, PurePosixPath(path).stem, cut.body, head))


def read_foreign_note(path: Path, text: str) -> Note:
    """Anybody's Markdown as a note without a checked head."""
    return with_objects(Note(str(path), path.stem, read_note_text(text).body))


def with_objects(note: Note) -> Note:
    """The same note with each YAML fence read."""
    body: list[Block] = []
    for block in note.body:
        if isinstance(block, Fence) and block.language in {"yaml", "yml"}:
            body.append(replace(block, objects=read_objects(block.code, note.path, block.line + 1)))
        else:
            body.append(block)
    return replace(note, body=tuple(body))


def _objects_of(fact: Manifest, harvest: Harvest) -> tuple[KubeObject, ...]:
    if not fact.text:
        place = harvest.places.get((fact.id, "file"), harvest.places[(fact.id,)])
        harvest.problems.append(
            Problem(place, "manifest-file", f"no existe {fact.path}", "crea el archivo o corrige el nombre")
        )
        return ()
    return read_objects(fact.text, fact.path)


def _mutated(harvest: Harvest, manifests: Mapping[str, Manifest]) -> dict[str, tuple[KubeObject, ...]]:
    """The objects of each fault question after its mutation; none where it no longer is YAML."""
    found: dict[str, tuple[KubeObject, ...]] = {}
    for question in harvest.questions:
        if isinstance(question, FaultQuestion) and question.manifest in manifests:
            text = question.mutate(manifests[question.manifest].text)
            found[question.id] = read_objects(text, harvest.places[(question.id,)].path)
    return found


def _answers(harvest: Harvest) -> dict[str, tuple[KubeObject, ...]]:
    """The objects of each task's solution and, as `task/x.wrong-1`, of each of its wrong answers."""
    found: dict[str, tuple[KubeObject, ...]] = {}
    for task in harvest.tasks:
        texts = [("solution", task.solution), *((f"wrong-{n}", one.answer) for n, one in enumerate(task.wrong, 1))]
        for name, text in texts:
            place = harvest.places.get((task.id, name), harvest.places[(task.id,)])
            found[task.answer_key(name)] = read_objects(text, place.path, place.line + 1)
    return found


def _read_curriculum(facts: Mapping[str, str], harvest: Harvest) -> Curriculum:
    path = "facts/curriculum.yaml"
    documents, faults = read_yaml(facts.get(path, ""), path)
    document = documents[0] if documents else Document({}, {(): 1})
    curriculum, problems = read_record(Curriculum.model_validate, document.value, document, (), path)
    harvest.problems.extend((*faults, *problems))
    harvest.places |= {("curriculum", *where): Place(path, line) for where, line in document.lines.items()}
    return curriculum or _no_curriculum()


def _read_sheet(facts: Mapping[str, str], harvest: Harvest) -> Sheet:
    for document in _documents(facts.get(SHEET, ""), SHEET, harvest):
        sheet, problems = read_record(Sheet.model_validate, document.value, document, (), SHEET)
        harvest.problems.extend(problems)
        harvest.places |= {("sheet", *where): Place(SHEET, line) for where, line in document.lines.items()}
        if sheet:
            return sheet
    return Sheet()


def _no_curriculum() -> Curriculum:
    """Stands in for one that could not be read, so that everything else is still checked."""
    exam = Exam.model_construct(minutes=0, pass_mark=0, tasks="", sources=())
    return Curriculum.model_construct(
        exam_version="1.0", supported=(), gateway_api="", exam=exam, domains=(), sources=()
    )


def _read_programs(facts: Mapping[str, str], harvest: Harvest) -> tuple[Program, ...]:
    path = "facts/programs.yaml"
    found: list[Program] = []
    for document in _documents(facts.get(path, ""), path, harvest):
        for name, value in _items(document):
            program, problems = read_record(Program.model_validate, value, document, (name,), path, {"name": name})
            harvest.problems.extend(problems)
            found += [program] if program else []
    return tuple(sorted(found, key=lambda program: program.name))


def _read_ledger(text: str, harvest: Harvest) -> tuple[Proof, ...]:
    """The ledger is a mapping of kinds of proof to mappings of ids to what happened."""
    found: list[Proof] = []
    for document in _documents(text, LEDGER, harvest):
        for kind, entries in _items(document):
            for key, value in entries.items() if isinstance(entries, dict) else ():
                given = {"id": key, "kind": kind}
                proof, problems = read_record(Proof.model_validate, value, document, (kind, key), LEDGER, given)
                harvest.problems.extend(problems)
                found += [proof] if proof else []
    return tuple(sorted(found, key=lambda proof: (proof.id, proof.kind)))


def _read_released(text: str, harvest: Harvest) -> Released:
    for document in _documents(text, RELEASED, harvest):
        released, problems = read_record(Released.model_validate, document.value, document, (), RELEASED)
        harvest.problems.extend(problems)
        harvest.places |= {("released", *where): Place(RELEASED, line) for where, line in document.lines.items()}
        if released:
            return released
    return Released()


def _documents(text: str, path: str, harvest: Harvest) -> Iterable[Document]:
    documents, problems = read_yaml(text, path)
    harvest.problems.extend(problems)
    return documents


def _items(document: Document) -> Iterable[tuple[str, Any]]:
    return document.value.items() if isinstance(document.value, dict) else ()


def _read_site_url(settings: str) -> str:
    """Where the site will be published; the settings have tags that only the engine understands, so just this line."""
    found = re.search(r"^site_url:\s*[\"']?(https?://[^\s\"']+)", settings, re.MULTILINE)
    return found[1].rstrip("/") + "/" if found else ""


def _read_words(text: str) -> frozenset[str]:
    """Words that the dictionary lacks and we vouch for: one a line, `#` starts a comment."""
    return frozenset(line.split("#")[0].strip() for line in text.splitlines()) - {""}


def _asset_names(root: Path) -> Iterable[str]:
    for folder in ("assets", "docs"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and "node_modules" not in path.parts:
                yield path.relative_to(root).as_posix()

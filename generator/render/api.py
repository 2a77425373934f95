"""A course in; the bank as data out: facts, manifests, questions, tasks, each with a JSON Schema; editors' schemas."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter

from generator.model import (
    FACT_KINDS,
    QUESTIONS,
    Course,
    Curriculum,
    FrontMatter,
    Mission,
    Sheet,
    Task,
    Wording,
    prose_of,
)
from generator.model.derived import Derived
from generator.model.links import fact_page, question_page, task_page
from generator.model.programs import Program
from generator.model.values import markdown
from generator.render import study
from generator.render.evidence import EVIDENCE_SCHEMA, evidence

API_VERSION = 1
FOLDER = f"pages/api/v{API_VERSION}"
_TOLD_BY_QUESTION = frozenset({"id", "topic"})
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_api(course: Course, derived: Derived) -> dict[str, bytes]:
    """`facts.json`, `questions.json`, `tasks.json`…, each with its `….schema.json`; references are resolved.

    The questions are there by topic too, `questions/ingress.json`, for a note that wants only its own.
    """
    facts = [{"kind": fact.kind, "page": fact_page(fact), **_plain(course, fact)} for fact in course.facts]
    questions = _questions(course, derived)
    tasks = [_task(course, task) for task in _tasks_in_order(course)]
    head = {"version": API_VERSION, "exam_version": course.curriculum.exam_version}
    return {
        f"{FOLDER}/facts.json": _json({**head, "facts": facts}),
        f"{FOLDER}/facts.schema.json": _json(_list_schema("facts", _any_fact())),
        f"{FOLDER}/questions.json": _json({**head, "questions": questions}),
        **{
            f"{FOLDER}/questions/{topic}.json": _json({**head, "questions": some})
            for topic, some in _by_topic(questions).items()
        },
        f"{FOLDER}/questions.schema.json": _json(_list_schema("questions", _questions_schema())),
        f"{FOLDER}/tasks.json": _json({**head, "tasks": tasks}),
        f"{FOLDER}/tasks.schema.json": _json(_list_schema("tasks", _tasks_schema())),
        f"{FOLDER}/missions.json": _json({**head, "missions": [_mission(course, one) for one in course.missions]}),
        f"{FOLDER}/missions.schema.json": _json(_list_schema("missions", _missions_schema())),
        f"{FOLDER}/manifests.json": _json({**head, "manifests": study.manifests_data(course)}),
        f"{FOLDER}/manifests.schema.json": _json(_list_schema("manifests", dict(study.MANIFEST_SCHEMA))),
        f"{FOLDER}/programs.json": _json({**head, "programs": study.programs_data(course)}),
        f"{FOLDER}/programs.schema.json": _json(_list_schema("programs", Program.model_json_schema())),
        f"{FOLDER}/curriculum.json": _json({**head, **study.curriculum_data(course)}),
    }


def _tasks_in_order(course: Course) -> list[Task]:
    """In order of study, as the questions: topic by topic, easier ones first."""
    rank = study.order_of_study(course)
    return sorted(course.tasks, key=lambda one: (rank.get(one.topic, len(rank)), one.difficulty, one.id))


def _task(course: Course, task: Task) -> dict[str, Any]:
    plain = _plain(course, task)
    checks = zip(plain["checks"], study.told_checks(task), strict=True)
    return {"kind": "task", "page": task_page(task), **plain, "checks": [check | told for check, told in checks]}


def _mission(course: Course, mission: Mission) -> dict[str, Any]:
    pages = [fact_page(course.by_id[fact]) for fact in mission.about if fact in course.by_id]
    return {**_plain(course, mission), "explained": pages}


def _missions_schema() -> dict[str, Any]:
    schema = Mission.model_json_schema()
    schema["properties"]["explained"] = {"type": "array", "items": {"type": "string"}}
    schema["required"] = sorted({*schema["required"], "explained"})
    return schema


def _tasks_schema() -> dict[str, Any]:
    schema = _published(Task.model_json_schema())
    check = schema["$defs"]["FieldCheck"]
    check["properties"] |= study.CHECK_SCHEMA
    check["required"] = sorted({*check["required"], *study.CHECK_SCHEMA})
    return schema


def _questions(course: Course, derived: Derived) -> list[dict[str, Any]]:
    """All questions in order of study: topic by topic, easier ones first, those made from facts after the written."""
    pages = {one.id: fact_page(course.by_id[one.about[0]]) for one in derived.choices}
    rank = study.order_of_study(course)
    found = sorted(
        (*course.questions, *derived.choices),
        key=lambda one: (rank.get(one.topic, len(rank)), one.difficulty, one.id in pages, one.id),
    )
    return [
        {
            "generated": one.id in pages,
            "page": pages.get(one.id) or question_page(one),
            "order": order,
            "explained": evidence(course, one),
            **_plain(course, one),
            **study.shown(one, course),
            **_english(course, one.id),
        }
        for order, one in enumerate(found, 1)
    ]


def _by_topic(questions: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in questions:
        found.setdefault(one["topic"], []).append(one)
    return found


def _questions_schema() -> dict[str, Any]:
    schema = _published(QUESTIONS.json_schema())
    for name, part in schema["$defs"].items():
        if "prompt" in part.get("properties", {}):
            added = study.SHOWN_SCHEMAS.get(name, {})
            explained = {"type": "array", "items": EVIDENCE_SCHEMA}
            shared = {"order": {"type": "integer", "minimum": 1}, "explained": explained}
            part["properties"] |= {**shared, **added, "english": {"$ref": "#/$defs/Wording"}}
            part["required"] = sorted({*part["required"], *shared, "generated", *added})
    wording = Wording.model_json_schema()
    parts = wording.pop("$defs")
    wording["required"] = ["prompt"]
    wording["properties"] = {name: one for name, one in wording["properties"].items() if name not in _TOLD_BY_QUESTION}
    schema["$defs"] |= {**parts, "Wording": wording}
    return schema


def _english(course: Course, question: str) -> dict[str, Any]:
    """The English wording, only with the parts that the question has."""
    wording = course.wording_by_id.get(question)
    plain = _plain(course, wording).items() if wording else ()
    found = {name: value for name, value in plain if value and name not in _TOLD_BY_QUESTION}
    return {"english": found} if found else {}


def render_editor_schemas() -> dict[str, bytes]:
    """One JSON Schema for each kind of file that people write, for the editor to complete and check with."""
    found = {kind: _file_schema(TypeAdapter(fact_type).json_schema()) for kind, (_, fact_type) in FACT_KINDS.items()}
    found["questions"] = _file_schema(QUESTIONS.json_schema())
    found["english"] = _file_schema(Wording.model_json_schema())
    found["tasks"] = _file_schema(Task.model_json_schema())
    found["missions"] = _file_schema(Mission.model_json_schema())
    found["sheet"] = Sheet.model_json_schema()
    found["programs"] = _file_schema(Program.model_json_schema())
    found["curriculum"] = Curriculum.model_json_schema()
    found["note"] = FrontMatter.model_json_schema()
    return {f"schemas/{name}.json": _json({"$schema": _DIALECT, **schema}) for name, schema in found.items()}


def _plain(course: Course, record: BaseModel) -> dict[str, Any]:
    """The record as JSON values, its prose as Markdown whose references have become values."""
    dumped = record.model_dump(mode="json", exclude_none=True)
    for path, prose in prose_of(record):
        _set(dumped, path.split("."), markdown(course, prose))
    return dumped


def _set(where: Any, path: list[str], value: str) -> None:
    key = int(path[0]) if isinstance(where, list) else path[0]
    if len(path) == 1:
        where[key] = value
    else:
        _set(where[key], path[1:], value)


def _list_schema(name: str, item: dict[str, Any]) -> dict[str, Any]:
    definitions = item.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "type": "object",
        "required": ["version", "exam_version", name],
        "additionalProperties": False,
        "properties": {
            "version": {"const": API_VERSION},
            "exam_version": {"type": "string"},
            name: {"type": "array", "items": item},
        },
        "$defs": definitions,
    }


def _any_fact() -> dict[str, Any]:
    kinds = {prefix: _published(fact_type.model_json_schema()) for prefix, fact_type in FACT_KINDS.values()}
    definitions: dict[str, Any] = {}
    for schema in kinds.values():
        definitions |= schema.pop("$defs", {})
    return {
        "oneOf": [
            {**schema, "properties": {**schema["properties"], "kind": {"const": prefix}}}
            for prefix, schema in kinds.items()
        ],
        "$defs": definitions,
    }


def _published(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an authored thing as the api gives it: with the page where it is explained."""
    for part in (schema, *schema.get("$defs", {}).values()):
        if "id" in part.get("properties", {}):
            part["properties"]["page"] = {"type": "string"}
            if "prompt" in part["properties"]:
                part["properties"]["generated"] = {"type": "boolean"}
            part["properties"].setdefault("kind", {"type": "string"})
            part["required"] = sorted({*part.get("required", ()), "id", "page", "kind"})
    return schema


def _file_schema(record: dict[str, Any]) -> dict[str, Any]:
    """A file is a mapping of slugs to records, whose id is the slug itself."""
    definitions = record.pop("$defs", {})
    for part in (record, *definitions.values()):
        properties = part.get("properties", {})
        for filled, told_by in (("id", "id"), ("topic", "prompt"), ("topic", "wording"), ("name", "same_as")):
            if told_by in properties:
                del properties[filled]
                part["required"] = [name for name in part.get("required", ()) if name != filled]
    return {"type": "object", "additionalProperties": record, "$defs": definitions}


def _json(value: Mapping[str, Any]) -> bytes:
    """A line for each entry, and for each record of a list: small, quick to write, and a change shows where it is."""
    return ("{\n" + ",\n".join(f'"{name}": {_lines(part)}' for name, part in sorted(value.items())) + "\n}\n").encode()


def _lines(part: Any) -> str:
    return "[\n" + ",\n".join(map(_encode, part)) + "\n]" if isinstance(part, list) else _encode(part)

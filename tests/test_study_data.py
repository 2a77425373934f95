"""What the study side of the site is given: questions that stand alone, the programs, the curriculum."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.check.commands import by_name, misspelled
from generator.derive import derive
from generator.model import Program
from generator.problems import Place
from generator.read import load_library, read_course
from generator.render.api import FOLDER, render_api
from generator.render.study import faulty_lines

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    """Every file of the api, by its name."""
    course, _ = read_course(ROOT)
    return {
        path.removeprefix(f"{FOLDER}/"): json.loads(text) for path, text in render_api(course, derive(course)).items()
    }


@pytest.mark.parametrize("name", ["facts", "manifests", "questions", "tasks", "programs"])
def test_each_list_keeps_to_its_schema(api: dict[str, Any], name: str) -> None:
    jsonschema.Draft202012Validator(api[f"{name}.schema.json"]).validate(api[f"{name}.json"])


def test_the_files_of_the_topics_are_together_all_questions(api: dict[str, Any]) -> None:
    topics = {name: one for name, one in api.items() if name.startswith("questions/")}
    for name, one in topics.items():
        jsonschema.Draft202012Validator(api["questions.schema.json"]).validate(one)
        assert {question["topic"] for question in one["questions"]} == {Path(name).stem}
    together = sorted(
        (question for one in topics.values() for question in one["questions"]), key=lambda one: one["order"]
    )
    assert together == api["questions.json"]["questions"]


def test_questions_stand_in_order_of_study(api: dict[str, Any]) -> None:
    """Numbered from one; topics in the order of their notes, inside a topic easier ones first."""
    questions = api["questions.json"]["questions"]
    assert [one["order"] for one in questions] == list(range(1, len(questions) + 1))
    topics = [one["topic"] for one in questions]
    assert sorted(range(len(topics)), key=lambda at: topics.index(topics[at])) == list(range(len(topics)))
    keys = [(topics.index(one["topic"]), one["difficulty"]) for one in questions]
    assert keys == sorted(keys)


def test_faults_are_on_their_lines(api: dict[str, Any]) -> None:
    """What a mutation put into a manifest stands on one of the lines that count as the fault."""
    for one in api["questions.json"]["questions"]:
        if one["kind"] == "fault":
            lines = one["code"].splitlines()
            assert all(1 <= line <= len(lines) for line in one["lines"]), one["id"]
            assert len(one["lines"]) <= 8, one["id"]


@pytest.mark.parametrize(
    ("bad", "lines"),
    [
        ("a\nX\nc\nd\n", [2]),
        ("a\nb\nX\nc\nd\n", [3]),
        ("a\nd\n", [1, 2]),
        ("b\nc\nd\n", [1]),
        ("a\nb\nc\n", [3]),
        ("X\nb\nc\nY\n", [1, 4]),
    ],
)
def test_faulty_lines(bad: str, lines: list[int]) -> None:
    assert faulty_lines("a\nb\nc\nd\n", bad) == lines


def test_the_curriculum_says_what_an_exam_needs(api: dict[str, Any]) -> None:
    curriculum = api["curriculum.json"]
    assert sum(domain["weight"] for domain in curriculum["domains"]) == 100
    known = {one["id"] for domain in curriculum["domains"] for one in domain["competencies"]}
    assert {one["competency"] for one in api["questions.json"]["questions"]} <= known
    assert set(curriculum["exam"]) == {"minutes", "pass_mark", "tasks"}


def test_another_name_of_a_program_has_its_subcommands() -> None:
    """`k descrbe` is as misspelled as `kubectl descrbe`."""
    programs = [Program(name="kubectl", subcommands=("get", "describe")), Program(name="k", same_as="kubectl")]
    known = by_name(load_library(["1.37"], programs=programs))
    told = [problem.hint for problem in misspelled(Place("a.md", 1), "k descrbe pods", known)]
    assert told == ["¿querías decir «describe»?"]


@pytest.mark.parametrize("line", ["-n, --namespace=", "--x=Y", "--x=X..", "-4 := ", ""])
def test_a_flag_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="flags"):
        Program(name="x", flags=(line,))


def test_another_name_says_nothing_else() -> None:
    with pytest.raises(ValueError, match="otro nombre"):
        Program(name="k", same_as="kubectl", subcommands=("get",))

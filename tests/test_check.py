"""Every rule finds what it is for, where it is, and nothing else; ordinary notes and the small course have no fault."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.check import all_checks, check_everything, check_foreign
from generator.model import Course, Library
from generator.problems import Problem, sorted_problems
from generator.read import load_library, read_course, read_foreign_note, read_gateway_modules, read_manifest_rules
from tests.conftest import ROOT, SMALL

CASES = ROOT / "tests/cases"
GOOD = sorted(path for path in (CASES / "good").iterdir() if path.suffix in {".md", ".yaml"})
BAD = sorted((CASES / "bad").iterdir())
EDITS = yaml.safe_load((CASES / "edits.yaml").read_text(encoding="utf-8"))
_ANNOUNCEMENT = re.compile(r"<!-- espera:(.+?)-->|^# espera:(.+?)$", re.DOTALL | re.MULTILINE)
_EXPECTED = re.compile(r"(?P<rule>[a-z][a-z0-9-]+) (?P<line>\d+)")


@pytest.fixture(scope="session")
def library(small: Course) -> Library:
    """One library for all cases: dictionaries and schemas are opened once."""
    return load_library(small.curriculum.supported, read_gateway_modules(ROOT), small.programs, CASES)


def _announced(path: Path) -> Iterator[tuple[int, str]]:
    """The lines and rules that a bad file says of itself."""
    for announcement in _ANNOUNCEMENT.finditer(path.read_text(encoding="utf-8")):
        for expected in _EXPECTED.finditer(announcement[0]):
            yield int(expected["line"]), expected["rule"]


def _problems_of(path: Path, library: Library) -> tuple[Problem, ...]:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(CASES)
    if path.suffix == ".yaml":
        return check_foreign((), {str(name): text}, library)
    return check_foreign((read_foreign_note(name, text),), {}, library)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_ordinary_notes_and_manifests_have_no_problem(path: Path, library: Library) -> None:
    assert [str(problem) for problem in _problems_of(path, library)] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_has_the_problems_that_it_announces_and_no_other(path: Path, library: Library) -> None:
    expected = sorted(_announced(path))
    assert expected
    assert sorted((problem.place.line, problem.rule) for problem in _problems_of(path, library)) == expected


def test_the_small_course_has_no_problem(small: Course, library: Library) -> None:
    assert [str(problem) for problem in check_everything(small, library)] == []


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_the_small_course_gives_just_its_problems(name: str, tmp_path: Path, library: Library) -> None:
    case = EDITS[name]
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    for edit in case["edits"]:
        _edit(root, edit)
    course, problems = read_course(root)
    found = sorted_problems([*problems, *check_everything(course, library)])
    told = [f"{problem.rule} {problem.place}" for problem in found]
    assert sorted(told) == sorted(_place(root, expected) for expected in case["expects"]), "\n".join(map(str, found))


def _edit(root: Path, edit: dict[str, str]) -> None:
    path = root / edit["file"]
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "find" in edit:
        assert text.count(edit["find"]) == 1, edit
        text = text.replace(edit["find"], edit["replace"])
    else:
        text += edit["add"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _place(root: Path, expected: dict[str, str]) -> str:
    """`rule file:line`; the line is the first that holds the words `at`, or the last with `last`."""
    text = (root / expected["file"]).read_text(encoding="utf-8")
    words = expected.get("at") or expected["last"]
    lines = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    return f"{expected['rule']} {expected['file']}:{lines[0 if 'at' in expected else -1]}"


def test_every_rule_is_seen_to_fail() -> None:
    in_files = {rule for path in BAD for _, rule in _announced(path)}
    in_edits = {expected["rule"] for case in EDITS.values() for expected in case["expects"]}
    rules = {*(check.name for check in all_checks()), *(rule.name for rule in read_manifest_rules())}
    assert rules - in_files - in_edits == set()


def test_every_rule_tells_a_bad_and_a_good_example() -> None:
    rules = (*all_checks(), *read_manifest_rules())
    assert [rule.name for rule in rules if not re.search(r"\n\nMal: .+\nBien: ", rule.manual)] == []

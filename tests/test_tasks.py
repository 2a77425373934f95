"""Tasks as the exam sets them: their page gives nothing away, their data keeps to its schema, their checks tell."""

import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.check import check_everything
from generator.derive import derive
from generator.model import Course, FieldCheck, KubeObject, Task
from generator.model.templates import Templates
from generator.read import load_library, read_course, read_gateway_modules
from generator.render import escape
from generator.render.api import render_api, render_editor_schemas
from generator.render.labels import lasting
from generator.render.pages import render_pages
from generator.render.task_checks import wanted
from tests.conftest import ROOT, SMALL
from tests.test_escape import convert


@pytest.fixture(scope="module")
def pages(real: Course, templates: Templates) -> dict[str, str]:
    files = render_pages(real, derive(real), templates)
    return {path: content.decode() for path, content in files.items() if path.endswith(".md")}


def changed(course: Course, **fields: object) -> Course:
    """The small course, its only task changed."""
    (task,) = course.tasks
    return replace(course, tasks=(task.model_copy(update=fields),))


def body(course: Course, templates: Templates) -> str:
    """The page of the task, without its front matter."""
    page = render_pages(course, derive(course), templates)["tareas/ingress.md"].decode()
    return page.partition("---\n\n")[2]


# The pages


def test_each_task_stands_once_under_its_anchor(real: Course, pages: dict[str, str]) -> None:
    for task in real.tasks:
        page = pages[f"tareas/{task.topic}.md"]
        assert page.count(f"{{ #{task.slug} }}\n") == 1
        assert page.count(f'data-task-id="{task.id}"') == 1


def test_each_task_is_linked_from_its_note_and_from_the_list(real: Course, pages: dict[str, str]) -> None:
    for task in real.tasks:
        assert f"](../tareas/{task.topic}.md#{task.slug})" in pages[f"notas/{task.topic}.md"]
        assert f"]({task.topic}.md#{task.slug})" in pages["tareas/index.md"].replace("../tareas/", "")


def test_what_gives_the_answer_away_waits_to_be_opened(small: Course, templates: Templates) -> None:
    (task,) = small.tasks
    shown = convert(body(small, templates))
    closed = re.sub(r"(?s)<details.*?</details>", "", shown)
    assert "Create an Ingress named pay" in closed
    assert '<div class="wording" lang="en">' in closed
    for hidden in (*task.commands, "apiVersion", "asterisco", "pathType", "Sin clase"):
        assert hidden not in closed
    hints = re.findall(r'<details class="hint">\s*<summary>(.*?)</summary>', shown)
    assert hints == [f"Pista {number}" for number in range(1, len(task.hints) + 1)]


def test_a_task_shows_how_it_was_proven(
    real: Course, small: Course, pages: dict[str, str], templates: Templates
) -> None:
    assert '??? proven "Comprobado en cada construcción"' in body(small, templates)
    asked = small.by_id["manifest/ingress-pay"].proof.requests  # type: ignore[attr-defined]
    untried = body(changed(small, by="ingress", requests=asked), templates)
    assert '??? unverified "Peticiones sin probar todavía"' in untried
    assert f"| `{asked[0].host}{asked[0].path}` | `{asked[0].reaches}` |" in untried
    tried = next(task for task in real.tasks if task.by and task.id in real.proof_by_id)
    assert "Probado con " in pages[f"tareas/{tried.topic}.md"]


def test_what_is_given_can_be_applied(small: Course, templates: Templates) -> None:
    shown = body(changed(small, given=("manifest/ingress-pay",)), templates)
    assert '??? given "Lo que ya hay en el clúster"' in shown
    assert 'title="ingress-pay.yaml"' in shown


def test_hostile_wording_stays_text(small: Course, templates: Templates) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    shown = convert(body(changed(small, wording=hostile, title=hostile, context=hostile), templates))
    assert "<script" not in shown
    assert 'href="javascript' not in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "existe"),
        ({"absent": "true"}, "no existe"),
        ({"path": ("spec", "ports", "0", "port")}, "`spec.ports[0].port` está"),
        ({"path": ("spec", "type"), "equals": "NodePort"}, "`spec.type` vale `NodePort`"),
        ({"path": ("data", "tls.crt"), "absent": "true"}, "`data[tls.crt]` no está"),
        ({"path": ("data", "x"), "contains": ("a  b", "c")}, "`data.x` contiene `a b` y `c`"),
    ],
)
def test_checks_are_told_in_words(fields: dict[str, object], words: str) -> None:
    check = FieldCheck.model_validate({"kind": "Service", "name": "web", **fields})
    assert wanted(check, lambda text: f"`{text}`") == words
    assert html.unescape(re.sub("</?code>", "`", wanted(check, escape.code))) == words


def test_times_read_as_one_says_them() -> None:
    assert [lasting(seconds).replace("\N{NO-BREAK SPACE}", " ") for seconds in (45, 120, 150)] == [
        "45 s",
        "2 min",
        "2 min 30 s",
    ]


def test_coverage_counts_them(real: Course) -> None:
    covered = derive(real).coverage.competencies
    assert sum(one.tasks for one in covered) == len(real.tasks) >= 40


def test_a_course_without_tasks_has_no_pages_for_them(small: Course, templates: Templates) -> None:
    bare = replace(small, tasks=())
    assert not [path for path in render_pages(bare, derive(bare), templates) if path.startswith("tareas/")]


# The data


@pytest.mark.parametrize("which", ["small", "real"])
def test_the_api_keeps_to_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    course: Course = request.getfixturevalue(which)
    files = render_api(course, derive(course))
    data, schema = (json.loads(files[f"pages/api/v1/tasks{suffix}.json"]) for suffix in ("", ".schema"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert sorted(one["id"] for one in data["tasks"]) == sorted(task.id for task in course.tasks)
    assert all(one["page"] == f"tareas/{one['topic']}.md#{one['id'].partition('/')[2]}" for one in data["tasks"])


def test_the_template_fits_the_schema_that_editors_get_and_is_a_sound_task(tmp_path: Path) -> None:
    text = (ROOT / "assets/plantillas/task.yaml").read_text(encoding="utf-8")
    schema = json.loads(render_editor_schemas()["schemas/tasks.json"])
    Draft202012Validator(schema).validate(yaml.safe_load(text))
    root = tmp_path / "course"
    for folder in ("docs", "facts", "quizzes"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("tasks"))
    (root / "quizzes/tasks").mkdir()
    (root / "quizzes/tasks/services.yaml").write_text(text, encoding="utf-8")
    course, problems = read_course(root)
    library = load_library(course.curriculum.supported, read_gateway_modules(ROOT), course.programs, root)
    found = (*problems, *check_everything(course, library))
    assert [str(one) for one in found if "tasks" in one.place.path] == []


# The checks of each task


def objects(course: Course, task: Task, name: str) -> tuple[KubeObject, ...]:
    """What a cluster holds once an answer is applied to what was given."""
    answer = course.objects.get(task.answer_key(name), ()) if name else ()
    return (*(one for key in task.given for one in course.objects.get(key, ())), *answer)


def test_the_solution_passes_and_doing_nothing_does_not(real: Course, small: Course) -> None:
    for course in (real, small):
        for task in course.tasks:
            assert task.passes(objects(course, task, "solution")), task.id
            assert not task.passes(objects(course, task, "")), task.id


def test_typical_wrong_answers_fail_unless_only_a_request_can_tell(real: Course, small: Course) -> None:
    """Where `by` says which program tries the requests, its proof is what tells: `apuntes prove`."""
    for course in (real, small):
        for task in course.tasks:
            for number in range(1, len(task.wrong) + 1):
                assert task.by or not task.passes(objects(course, task, f"wrong-{number}")), f"{task.id} {number}"


def test_every_task_is_complete(real: Course) -> None:
    for task in real.tasks:
        assert 2 <= len(task.hints) <= 4
        assert len(task.wrong) >= 2
        assert not re.search(r"[áéíóúñ¿¡]", task.wording), f"{task.id}: the wording is in English"


def test_a_faulty_task_is_told(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    path = root / "quizzes/tasks/ingress.yaml"
    path.write_text(path.read_text().replace("equals: nginx", "equals: traefik"))
    course, _ = read_course(root)
    library = load_library(course.curriculum.supported, read_gateway_modules(ROOT), course.programs, root)
    assert {one.rule for one in check_everything(course, library)} == {"task-solution"}

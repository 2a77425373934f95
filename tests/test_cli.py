"""The command line says in Spanish what happened and ends with 0, 1 or 2."""

import json
import shutil
from pathlib import Path

import pytest

from generator import __version__
from generator.__main__ import main
from generator.model import FACT_KINDS, QUESTION_KINDS
from generator.pipeline import all_rules
from tests.test_pipeline import copy_of_the_course

ROOT = Path(__file__).parent.parent

BROKEN = """\
# Apuntes

```yaml
apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: a
```
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_of_the_course(tmp_path / "course")


def test_a_sound_course_is_told_so(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--course", str(course), "check"]) == 0
    assert capsys.readouterr().out == "Ningún problema.\n"


def test_problems_come_as_text_json_and_for_github(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "ajenos.md"
    notes.write_text(BROKEN)
    command = ["--course", str(course), "check", str(notes)]
    assert main(command) == 1
    assert f"{notes}:4: " in capsys.readouterr().out
    assert main([*command, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {tuple(sorted(one)) for one in told} == {("hint", "line", "message", "path", "rule", "severity")}
    assert (told[0]["path"], told[0]["line"], told[0]["severity"]) == (str(notes), 4, "error")
    assert main([*command, "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={notes},line=4,title=")


def test_wrong_use_ends_with_2_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--course", str(tmp_path), "build"]) == 2
    assert capsys.readouterr().err == (
        f"apuntes: en «{tmp_path}» no hay ningún curso (falta mkdocs.yml): usa --course CARPETA\n"
    )
    assert main(["--course", str(ROOT), "check", "no-existe.md"]) == 2
    assert capsys.readouterr().err == "apuntes: no existe no-existe.md\n"
    assert main(["--course", str(ROOT), "prove", "cmd/nadie"]) == 2
    assert capsys.readouterr().err == "apuntes: no hay ningún hecho ni pregunta cmd/nadie\n"


def test_every_rule_is_listed_with_its_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--list"]) == 0
    listed = capsys.readouterr().out
    for name, scope, manual in all_rules():
        assert f"{name} ({scope})\n    {manual.splitlines()[0]}" in listed
        assert "Mal:" in manual, name
        assert "Bien:" in manual, name


def test_every_template_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        *(["new", "fact", kind] for kind in FACT_KINDS),
        *(["new", "question", kind] for kind in QUESTION_KINDS),
        ["new", "note"],
        ["new", "question"],
    ):
        assert main(["--course", str(ROOT), *arguments]) == 0
        assert capsys.readouterr().out
    assert main(["--course", str(ROOT), "new", "fact", "choice"]) == 2
    assert "necesita una clase: commands, ports" in capsys.readouterr().err


def test_a_build_says_where_things_are_and_what_to_do_next(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--course", str(course), "build"]) == 0
    said = capsys.readouterr().out
    for name in ("build/site/index.html", "build/decks/apuntes-cka.apkg", "build/site/api/v1/facts.json"):
        assert f"{course}/{name}" in said
        assert (course / name).is_file()
    assert "Qué hacer ahora" in said


def test_a_build_with_errors_tells_them_and_ends_with_1(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(course / "docs")
    assert main(["--course", str(course), "build"]) == 1
    assert "errores" in capsys.readouterr().err


def test_a_release_notes_the_new_ids_once(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    released = course / "quizzes/released.yml"
    before = released.read_text()
    assert main(["--course", str(course), "release"]) == 0
    assert f"para la versión {__version__}" in capsys.readouterr().out
    assert released.read_text() != before
    assert main(["--course", str(course), "release"]) == 0
    assert capsys.readouterr().out.startswith("0 ids nuevos")

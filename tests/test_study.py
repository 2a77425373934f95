"""The self-quiz at the terminal: it asks, grades as the site does and keeps the progress that the site imports."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def study(typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--course", str(ROOT), "study", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, check=False, cwd=ROOT)


def test_what_is_answered_is_told_and_kept_and_the_next_session_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "nuevo/progreso.json"
    first = study("?\na\na\n", "puertos", "--size", "2", "--progress", str(file))
    assert first.returncode == 0
    assert "Pregunta 2 de 2" in first.stdout
    assert "Por qué:" in first.stdout
    progress = json.loads(file.read_text(encoding="utf-8"))
    assert (progress["format"], progress["version"], len(progress["reviews"])) == ("apuntes-progress", 1, 2)
    assert study("", "puertos", "--progress", str(file)).returncode == 0
    assert json.loads(file.read_text(encoding="utf-8")) == progress
    again = study("x\n" * 9, "puertos", "--size", "1", "--progress", str(file))
    assert first.stdout.split("\n")[2] not in again.stdout


def test_a_broken_file_of_progress_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "progreso.json"
    file.write_text("{", encoding="utf-8")
    found = study("a\n", "--progress", str(file))
    assert (found.returncode, found.stderr.strip()) == (1, "El archivo está roto: no es JSON.")
    assert file.read_text(encoding="utf-8") == "{"


def test_an_unknown_topic_is_wrong_use() -> None:
    found = study("", "puerto")
    assert found.returncode == 2
    assert "puertos" in found.stderr

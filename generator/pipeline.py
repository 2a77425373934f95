"""A course's folder in; a checked build out: read, derive, check, render, write, in that order and no other."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import RELEASED_ON, __version__
from generator.check import check_everything, check_foreign_note, check_manifest
from generator.derive import derive
from generator.model import Course, Library
from generator.problems import Problem, has_errors, sorted_problems
from generator.read import load_library, read_course, read_foreign_note, read_gateway_modules, read_objects, read_templates
from generator.render import CONFIG, render
from generator.write import Written, build_site, write_files, write_released

OWNED = ("pages", "decks", "schemas", CONFIG)
_STAMP = ".site-made-from"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build did: its problems, its files (None if problems stopped it), whether the site was made again."""

    problems: tuple[Problem, ...]
    files: Written | None = None
    site: bool = False


def open_library(root: Path, course: Course) -> Library:
    """The dictionary and the schemas that this course is checked against."""
    return load_library(course.curriculum.supported, read_gateway_modules(root), course.programs, root)


def check(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the course below `root`."""
    course, problems = read_course(root)
    return sorted_problems([*problems, *check_everything(course, open_library(root, course))])


def check_paths(root: Path, paths: Sequence[Path]) -> tuple[Problem, ...]:
    """What is wrong with files of notes (.md) or manifests (.yaml), ours or anybody's."""
    library = open_library(root, read_course(root)[0])
    return sorted_problems(problem for path in paths for problem in _check_file(path, library))


def _check_file(path: Path, library: Library) -> tuple[Problem, ...]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix in {".yaml", ".yml"}:
        objects, problems = read_objects(text, str(path))
        return (*problems, *check_manifest(objects, library))
    note, problems = read_foreign_note(path, text)
    return (*problems, *check_foreign_note(note, library))


def build(root: Path, out: Path, engine: str, tell: Progress) -> Built:
    """Builds everything below `out`; with problems of severity error it writes nothing and says which.

    `engine` is `mkdocs`, `zensical` or `none`. Raises SiteError where the engine refuses the pages.
    """
    tell("Leo las notas, los hechos y las preguntas…")
    course, problems = read_course(root)
    tell(f"Reviso {len(course.notes)} notas, {len(course.facts)} hechos y {len(course.questions)} preguntas…")
    problems = sorted_problems([*problems, *check_everything(course, open_library(root, course))])
    if has_errors(problems):
        return Built(problems)
    tell("Escribo páginas, mazos y datos…")
    way = os.path.relpath(root, (out / CONFIG).parent)
    files = render(course, derive(course), read_templates(root), __version__, RELEASED_ON, way)
    written = write_files(out, files, OWNED)
    return Built(problems, written, engine != "none" and make_site(root, out, engine, files, tell))


def make_site(root: Path, out: Path, engine: str, files: dict[str, bytes], tell: Progress) -> bool:
    """Runs the engine over the pages unless the site was made from just these; whether it ran."""
    theme = {path.as_posix(): path.read_bytes() for path in sorted((root / "assets/theme").rglob("*")) if path.is_file()}
    fingerprint = _fingerprint({**files, **theme, "mkdocs.yml": (root / "mkdocs.yml").read_bytes(), engine: b""})
    stamp = out / _STAMP
    if (out / "site/index.html").is_file() and stamp.is_file() and stamp.read_text() == fingerprint:
        return False
    tell(f"Construyo el sitio con {engine}…")
    stamp.unlink(missing_ok=True)
    build_site(out / CONFIG, out, engine, RELEASED_ON)
    stamp.write_text(fingerprint)
    return True


def release(root: Path) -> int:
    """Adds every id of the course to quizzes/released.yml under this version; how many were new."""
    course, _ = read_course(root)
    ids = {one.id for one in (*course.facts, *course.questions, *derive(course).cards)}
    return write_released(root / "quizzes/released.yml", course.released, ids, __version__)


def _fingerprint(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for name, content in sorted(files.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


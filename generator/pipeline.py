"""A course's folder in; a checked build out: read, derive, check, render, write, in that order and no other."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import RELEASED_ON, __version__, write
from generator.check import all_checks, check_everything, check_foreign
from generator.derive import derive
from generator.model import Course, Library
from generator.problems import Problem, has_errors, sorted_problems
from generator.read import (
    inputs_fingerprint,
    load_library,
    read_course,
    read_foreign_note,
    read_gateway_modules,
    read_manifest_rules,
    read_templates,
)
from generator.render import CONFIG, render, render_schemas
from generator.write import (
    Written,
    build_site,
    is_untouched,
    read_stamp,
    write_files,
    write_released,
    write_stamp,
)

OWNED = ("pages", "decks", "schemas", CONFIG)

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


def all_rules() -> tuple[tuple[str, str, str], ...]:
    """Every rule: its name, what it looks at and its manual."""
    ours = ((check.name, check.scope, check.manual) for check in all_checks())
    return tuple(sorted([*ours, *((rule.name, "manifest", rule.manual) for rule in read_manifest_rules())]))


def check(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the course below `root`."""
    course, problems = read_course(root)
    return sorted_problems([*problems, *check_everything(course, open_library(root, course))])


def check_paths(root: Path, paths: Sequence[Path]) -> tuple[Problem, ...]:
    """What is wrong with files of notes (.md) or manifests (.yaml), ours or anybody's."""
    library = open_library(root, read_course(root)[0])
    texts = {path: path.read_text(encoding="utf-8-sig") for path in paths}
    manifests = {str(path): text for path, text in texts.items() if path.suffix in {".yaml", ".yml"}}
    notes = [read_foreign_note(path, text) for path, text in texts.items() if str(path) not in manifests]
    return check_foreign(notes, manifests, library)


def build(root: Path, out: Path, engine: str, tell: Progress) -> Built:
    """Builds everything below `out`; with problems of severity error it writes nothing and says which.

    `engine` is `mkdocs`, `zensical` or `none`. Where nothing has changed since the last build, nothing is done.
    Raises SiteError where the engine refuses the pages.
    """
    inputs = f"{inputs_fingerprint(root)} {engine}"
    before = read_stamp(out)
    kept = OWNED if engine == "none" else (*OWNED, "site")
    if before.inputs == inputs and is_untouched(out, before, kept):
        tell("Nada ha cambiado desde la última vez.")
        return Built((), Written(0, 0, sum(not name.startswith("site/") for name in before.outputs)))
    tell("Leo las notas, los hechos y las preguntas…")
    course, problems = read_course(root)
    tell(f"Reviso {len(course.notes)} notas, {len(course.facts)} hechos y {len(course.questions)} preguntas…")
    library = open_library(root, course)
    problems = sorted_problems([*problems, *check_everything(course, library)])
    if has_errors(problems):
        return Built(problems)
    tell("Escribo páginas, mazos y datos…")
    way = os.path.relpath(root, (out / CONFIG).parent)
    files = render(course, derive(course), read_templates(root), __version__, RELEASED_ON, way)
    files |= render_schemas(course, library.schemas)
    written = write_files(out, files, OWNED)
    pages = _pages_fingerprint(root, engine, files)
    fresh = engine != "none" and make_site(out, engine, pages == before.site, tell)
    # Warnings are to be seen again at every build: such a build is not remembered as done.
    write_stamp(out, "" if problems else inputs, pages, kept)
    return Built(problems, written, fresh)


def make_site(out: Path, engine: str, same_pages: bool, tell: Progress) -> bool:  # noqa: FBT001
    """Runs the engine over the pages unless the site was made from just these; whether it ran."""
    if same_pages and (out / "site/index.html").is_file():
        return False
    tell(f"Construyo el sitio con {engine}…")
    build_site(out / CONFIG, out, engine, RELEASED_ON)
    return True


def release(root: Path) -> int:
    """Adds every id of the course to quizzes/released.yml under this version; how many were new."""
    course, _ = read_course(root)
    ids = {*(one.id for one in course.authored), *(card.id for card in derive(course).cards)}
    return write_released(root / "quizzes/released.yml", course.released, ids, __version__)


def _pages_fingerprint(root: Path, engine: str, files: dict[str, bytes]) -> str:
    """Over everything that the site depends on: what the engine gets, and the steps that finish what it makes."""
    finishing = Path(write.__file__).parent
    beside = {path.as_posix(): path.read_bytes() for path in (*_files(root / "assets/theme"), *finishing.glob("*.py"))}
    digest = hashlib.sha256(f"{__version__} {engine}".encode())
    for name, content in sorted({**files, **beside, "settings": (root / "mkdocs.yml").read_bytes()}.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]

"""A course (or any note, or a manifest) and the library in; every problem out, sorted.

A check is a generator function `check_…` in a module of this folder. Its name is its rule, its docstring the manual
of the rule (one sentence, then Bad and Good: «Mal» and «Bien», for `apuntes check --list` shows it), its first
parameter its scope. Writing one is all it takes: the modules are walked, there is no list to keep. The scopes:

    course         a whole course
    note           a note, ours or anybody's

What is wrong with a manifest is said in TypeScript, once for the page and for us: `library.inspect` asks it.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.check.pages import alone, blocks, everything_shown, examples, manifest, page
from generator.model import Course, Library, Manifest, Note
from generator.problems import Problem, sorted_problems


@dataclass(frozen=True, order=True)
class Check:
    """One rule: `name` as it stands in messages, `manual` as its docstring has it."""

    name: str
    scope: str
    manual: str
    run: Callable[..., Iterable[Problem]]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every rule, by name."""
    found = []
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("check_") and function.__module__ == module.__name__:
                rule = name.removeprefix("check_").replace("_", "-")
                scope = next(iter(inspect.signature(function).parameters))
                found.append(Check(rule, scope, inspect.getdoc(function) or "", function))
    return tuple(sorted(found))


def check_everything(course: Course, library: Library) -> tuple[Problem, ...]:
    """What is wrong with a course as a whole, with each of its notes, and with the manifests that it shows."""
    library.inspect(everything_shown(course, library))  # at once: what is asked again later is remembered
    problems = list(_run("course", course, library))
    for note in course.notes:
        problems += _run("note", note, library)
    shown = [
        *(page(course, note, library) for note in course.notes),
        *(manifest(one, library) for one in course.of(Manifest) if not one.invalid),
    ]
    return sorted_problems([*problems, *(problem for found in library.inspect(shown) for problem in found)])


def check_foreign_note(note: Note, library: Library) -> tuple[Problem, ...]:
    """What is wrong with anybody's note: the rules that need no course."""
    return sorted_problems([*_run("note", note, library), *library.inspect([blocks(note, library)])[0]])


def check_foreign(notes: Sequence[Note], manifests: Mapping[str, str], library: Library) -> tuple[Problem, ...]:
    """What is wrong with anybody's notes and, by path, with the texts of anybody's manifests."""
    shown = [alone(text, path, library) for path, text in manifests.items()]
    library.inspect([*shown, *(one for note in notes for one in (blocks(note, library), *examples(note, library)))])
    found = [problem for problems in library.inspect(shown) for problem in problems]
    return sorted_problems([*found, *(problem for note in notes for problem in check_foreign_note(note, library))])


def _run(scope: str, subject: object, library: Library) -> Iterable[Problem]:
    for check in all_checks():
        if check.scope == scope:
            yield from check.run(subject, library)

"""A course (or any note, or the objects of a manifest) and the library in; every problem out, sorted.

A check is a generator function `check_…` in a module of this folder. Its name is its rule, its docstring the manual
of the rule (one sentence, then Bad and Good: «Mal» and «Bien», for `apuntes check --list` shows it), its first
parameter its scope. Writing one is all it takes: the modules are walked, there is no list to keep. The scopes:

    course         a whole course
    note           a note, ours or anybody's
    page_objects   the Kubernetes objects that a page of ours shows together
    objects        objects that stand together anywhere: on a page, in a foreign note, in a manifest
    kube_object    each object alone
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.check.pages import lone_objects, note_objects, page_objects
from generator.model import Course, KubeObject, Library, Note
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
    """What is wrong with a course as a whole, with each of its notes, and with the objects that each page shows."""
    problems = list(_run("course", course, library))
    for note in course.notes:
        shown = page_objects(course, note)
        problems += _run("note", note, library)
        problems += _run("page_objects", shown, library)
        problems += _run("objects", shown, library)
    for one, narrowed in lone_objects(course, library):
        problems += _run("kube_object", one, narrowed)
    return sorted_problems(problems)


def check_foreign_note(note: Note, library: Library) -> tuple[Problem, ...]:
    """What is wrong with anybody's note: the rules that need no course."""
    return sorted_problems([*_run("note", note, library), *check_manifest(note_objects(note), library)])


def check_manifest(objects: Sequence[KubeObject], library: Library) -> tuple[Problem, ...]:
    """What is wrong with the objects of a manifest and with how they name each other."""
    problems = list(_run("objects", tuple(objects), library))
    for one in objects:
        problems += _run("kube_object", one, library)
    return sorted_problems(problems)


def _run(scope: str, subject: object, library: Library) -> Iterable[Problem]:
    for check in all_checks():
        if check.scope == scope:
            yield from check.run(subject, library)

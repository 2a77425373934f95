"""A course in; facts and questions that ask what another asks already out."""

from collections.abc import Iterator

from generator.model import (
    Authored,
    Claim,
    CniPlugin,
    Command,
    Component,
    Course,
    Erratum,
    Fact,
    Library,
    Manifest,
    Port,
    Prose,
    Question,
    Range,
    Term,
)
from generator.model.values import markdown
from generator.problems import Problem


def check_card_duplicate(course: Course, library: Library) -> Iterator[Problem]:
    """Ningún hecho ni pregunta repite lo que otro pregunta: habría dos tarjetas iguales por delante.

    Mal:  dos comandos con purpose: Ver las rutas
    Bien: Ver las rutas IPv4 y Ver las rutas IPv6
    """
    first: dict[tuple[str, ...], str] = {}
    for fact in course.facts:
        front, field = _fact_front(course, fact)
        other = first.setdefault((fact.kind, *front, *_versions(fact)), fact.id)
        if front and other != fact.id:
            yield _repeated(course, fact, other, field)
    for question in course.questions:
        other = first.setdefault((*_question_front(course, question), *_versions(question)), question.id)
        if other != question.id:
            yield _repeated(course, question, other, "prompt")


def _repeated(course: Course, authored: Authored, other: str, field: str) -> Problem:
    message = f"«{authored.id}» pregunta lo mismo que «{other}»"
    return Problem(course.place(authored.id, field), "card-duplicate", message, "distínguelos o quita uno")


def _fact_front(course: Course, fact: Fact) -> tuple[tuple[str, ...], str]:
    """What the front of its card shows, and the field that says it."""
    match fact:
        case Command(card=True):
            return (_words(course, fact.purpose),), "purpose"
        case Claim():
            return (_words(course, fact.text),), "text"
        case Term():
            return (fact.en.casefold(),), "en"
        case Component() | CniPlugin():
            return (fact.name.casefold(),), "name"
        case Range():
            return (_words(course, fact.name),), "name"
        case Port():
            return (fact.component, fact.use, fact.protocol, fact.port), "use"
        case Erratum():
            return (_words(course, fact.wrong),), "wrong"
        case Manifest():
            return (fact.file,), "file"
        case _:
            return (), "id"


def _question_front(course: Course, question: Question) -> tuple[str, ...]:
    shown = (str(getattr(question, name, "")) for name in ("code", "manifest", "mutation", "request", "pairs", "steps"))
    return ("q", _words(course, question.prompt), *shown)


def _words(course: Course, prose: Prose) -> str:
    return " ".join(markdown(course, prose).casefold().split())


def _versions(one: Fact | Question) -> tuple[str, str]:
    return one.since or "", one.until or ""

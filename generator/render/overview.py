"""A course and what follows from it in; the pages that lead through it or sum it up out, each from its template."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.model import Course, Fact, Manifest, Proof
from generator.model.derived import Derived
from generator.model.links import note_page
from generator.render import escape, labels
from generator.render.backing import program, wants_proof
from generator.render.nav import notes_in_order
from generator.render.page import Page
from generator.render.reference import REFERENCES
from generator.render.writer import Writer, standing_proofs

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """A page with a template of its own; `context` gives what the template fills in."""

    path: str
    template: str
    title: str
    description: str
    context: Callable[[Writer, Derived], Context]
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note as lists of notes show it."""

    title: str
    page: str
    description: str
    questions: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something, under which words, and which ones."""

    label: str
    count: int
    examples: tuple[str, ...] = ()


def render_overviews(course: Course, derived: Derived, environment: Environment) -> Iterator[Page]:
    """The start page, the lists of notes and references, coverage, proofs, decks."""
    for one in _OVERVIEWS:
        writer = Writer(course, one.path)
        context = {"to": writer.to, "counted": labels.counted, "course": course, **one.context(writer, derived)}
        body = environment.get_template(f"pages/{one.template}.md.j2").render(context).strip()
        yield Page(one.path, one.title, one.description, body, hide=one.hide)


def note_cards(writer: Writer) -> tuple[NoteCard, ...]:
    """Every note in order of study."""
    questions = Counter(question.topic for question in writer.course.questions)
    return tuple(
        NoteCard(
            escape.text(note.head.title if note.head else note.slug),
            writer.to(note_page(note.slug)),
            escape.text(note.head.description if note.head else ""),
            questions[note.slug],
        )
        for note in notes_in_order(writer.course)
    )


def _home(writer: Writer, derived: Derived) -> Context:
    facts = writer.course.facts
    return {
        "notes": note_cards(writer),
        "references": _references(writer),
        "facts": len(facts),
        "proven": len(_standing(writer.course)),
        "questions": len(writer.course.questions),
        "tasks": len(writer.course.tasks),
        "sheet": bool(writer.course.sheet.sections),
        "cards": len(derived.cards),
    }


def _notes(writer: Writer, derived: Derived) -> Context:
    return {"notes": note_cards(writer), "tasks": len(writer.course.tasks)}


def _node(writer: Writer, derived: Derived) -> Context:
    return {"machine": bool(writer.course.machine)}


def _reference(writer: Writer, derived: Derived) -> Context:
    return {"references": _references(writer)}


def _references(writer: Writer) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.title, writer.to(one.path), one.description) for one in REFERENCES)


def _decks(writer: Writer, derived: Derived) -> Context:
    return {"cards": len(derived.cards)}


def _curriculum(writer: Writer, derived: Derived) -> Context:
    coverage = derived.coverage.by_id
    return {
        "covered": {
            slug: (
                ", ".join(writer.note(note) for note in one.notes) or "—",
                labels.counted(one.facts, "hecho", "hechos"),
                labels.counted(one.questions, "pregunta", "preguntas"),
                labels.counted(one.tasks, "tarea", "tareas"),
            )
            for slug, one in coverage.items()
        },
        "text": escape.text,
        "prose": writer.line,
    }


def _proofs(writer: Writer, derived: Derived) -> Context:
    course = writer.course
    standing = _standing(course)
    proofs = [proof for found in standing.values() for proof in found]
    others = [fact for fact in course.facts if fact.id not in standing]
    unproven = [fact for fact in others if wants_proof(fact)]
    sourced = Counter(fact.kind for fact in others if not wants_proof(fact))
    return {
        "total": len(course.facts),
        "proven": len(standing),
        "programs": _programs(proofs),
        "unproven": _by_reason(writer, unproven),
        "sourced": [Tally(labels.FACT_KINDS[kind], count) for kind, count in sorted(sourced.items())],
        "sourced_total": sourced.total(),
        "broken": sum(bool(one.invalid) for one in course.of(Manifest)),
    }


def _standing(course: Course) -> dict[str, tuple[Proof, ...]]:
    proofs = ((fact.id, standing_proofs(course, fact)) for fact in course.facts)
    return {key: found for key, found in proofs if found}


def _programs(proofs: Iterable[Proof]) -> tuple[tuple[str, str, str, str], ...]:
    """How it was proven, how many facts, with which programs, when last."""
    groups: dict[str, list[Proof]] = {}
    for proof in proofs:
        groups.setdefault(proof.kind, []).append(proof)
    return tuple(
        (
            labels.capital(labels.PROOF_KINDS[kind]),
            labels.counted(len(found), "hecho", "hechos"),
            ", ".join(sorted({escape.text(program(proof)) for proof in found})),
            labels.day(max(proof.run_on for proof in found)),
        )
        for kind, found in sorted(groups.items())
    )


def _by_reason(writer: Writer, facts: list[Fact]) -> tuple[Tally, ...]:
    groups: dict[str, list[str]] = {}
    for fact in facts:
        reason = labels.UNPROVEN[fact.unproven] if fact.unproven else "todavía no se ha ejecutado la prueba"
        groups.setdefault(reason, []).append(writer.fact(fact))
    return tuple(Tally(reason, len(found), tuple(found)) for reason, found in sorted(groups.items()))


_OVERVIEWS = (
    Overview(
        "index.md",
        "home",
        "Apuntes CKA",
        "Apuntes de redes para el examen CKA, en español y comprobados: notas, preguntas, mazos de Anki y referencia.",
        _home,
        ("navigation", "toc"),
    ),
    Overview(
        "notas/index.md", "notes", "Notas", "Las notas en orden de estudio, cada una en menos de ocho minutos.", _notes
    ),
    Overview(
        "practicar.md",
        "practice",
        "Practicar",
        "Preguntas de cada tema con la explicación de cada respuesta.",
        _notes,
        ("navigation", "toc"),
    ),
    Overview(
        "simulacro.md",
        "exam",
        "Simulacro",
        "Un examen con reloj y nota por competencias, hecho con las preguntas de estos apuntes.",
        _notes,
        ("navigation", "toc"),
    ),
    Overview(
        "nodo.md",
        "node",
        "Nodo Linux",
        "Una terminal en un nodo Linux de verdad, dentro de la página, con misiones que se comprueban solas.",
        _node,
        ("navigation", "toc"),
    ),
    Overview(
        "taller.md",
        "workshop",
        "Taller de manifiestos",
        "Un editor que revisa el YAML mientras escribes, con los esquemas de Kubernetes y tareas como las del examen.",
        _notes,
        ("navigation", "toc"),
    ),
    Overview(
        "rutas.md",
        "routes",
        "Explorador de rutas",
        "Adónde llega una petición con un Ingress o un HTTPRoute, y qué conexiones deja pasar una NetworkPolicy.",
        _notes,
        ("navigation", "toc"),
    ),
    Overview(
        "referencia/index.md",
        "reference",
        "Referencia",
        "Puertos, comandos, rangos, plugins y términos, para buscar rápido.",
        _reference,
    ),
    Overview(
        "mazos.md",
        "decks",
        "Mazos de Anki",
        "Descarga el mazo, impórtalo y actualízalo sin perder tu progreso.",
        _decks,
        ("navigation",),
    ),
    Overview(
        "curriculo.md",
        "curriculum",
        "Currículo",
        "Qué pide el examen CKA y qué parte cubren estos apuntes.",
        _curriculum,
    ),
    Overview(
        "pruebas.md",
        "proofs",
        "Pruebas",
        "Cuántos hechos ha confirmado un programa real, cuáles no y por qué.",
        _proofs,
    ),
)

"""A fact in; the cards that ask for it out, one small function a kind of fact."""

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from generator.model import (
    Claim,
    CniPlugin,
    Command,
    Component,
    Course,
    Erratum,
    Fact,
    Manifest,
    Port,
    Prose,
    Range,
    Term,
)
from generator.model.cards import GAP_CLOSE, GAP_OPEN, Card, NoteType
from generator.model.links import fact_page
from generator.model.values import markdown

_WHERE = {
    "control-plane": "en el plano de control",
    "worker": "en los nodos de trabajo",
    "node": "en cada nodo",
    "pod": "en un Pod",
    "client": "donde tengas kubectl",
}


def fact_cards(course: Course, fact: Fact, topic: str) -> Iterator[Card]:
    """The cards of a fact; none for a fact that only serves as an example."""
    shared = {
        "topic": topic,
        "competency": fact.competency,
        "page": fact_page(fact),
        "sources": fact.sources,
        "since": fact.since or "",
        "until": fact.until or "",
    }
    for facet, fields in _asked(fact, course):
        yield Card(id=f"{fact.id}.{facet}", **{"note_type": NoteType.BASIC, **shared, **fields})


Asked = Iterator[tuple[str, dict[str, Any]]]


@singledispatch
def _asked(fact: Fact, course: Course) -> Asked:
    """What is asked of a fact: pairs of a facet, which completes the card's id, and the card's own fields."""
    yield from ()


@_asked.register
def _(fact: Command, course: Course) -> Asked:
    if not fact.card or fact.run.count("<"):
        return
    purpose = markdown(course, fact.purpose)
    root = " Hace falta ser root." if fact.root else ""
    yield (
        "run",
        {
            "note_type": NoteType.COMMAND,
            "front": f"{purpose}\n\n*Se teclea {_WHERE[fact.where]}.{root}*",
            "back": fact.run,
            "variants": fact.accepts,
            "why": "\n".join(f"- `{part.part}`: {markdown(course, part.says)}" for part in fact.parts),
            "traps": tuple(markdown(course, trap) for trap in fact.traps),
        },
    )


@_asked.register
def _(fact: Port, course: Course) -> Asked:
    component = _name(course, fact.component)
    where = " y ".join(_WHERE[one] for one in fact.on)
    purpose = markdown(course, fact.purpose)
    used = f"{purpose}\n\nSe conectan: {markdown(course, fact.used_by)}"
    off = "**Hoy está cerrado por omisión.** " if fact.listens == "off" else ""
    yield (
        "number",
        {
            "front": f"¿Qué puerto usa por omisión **{component}** ({where}) para esto?\n\n{purpose}",
            "back": f"`{fact.port}` ({fact.protocol})",
            "why": off + f"Se conectan: {markdown(course, fact.used_by)}",
        },
    )
    twins = {one.component for one in course.of(Port) if one.port == fact.port and one.protocol == fact.protocol}
    if len(twins) == 1 and fact.use != "nodeport":
        yield (
            "owner",
            {
                "front": f"Ves el puerto `{fact.port}/{fact.protocol}` {where}. ¿De qué componente es y para qué?",
                "back": f"**{component}**: {purpose}",
                "why": off + used.partition("\n\n")[2],
            },
        )


@_asked.register
def _(fact: Range, course: Course) -> Asked:
    flag = f"Se cambia con `{fact.flag}`. " if fact.flag else ""
    yield (
        "cidr",
        {
            "front": f"¿Qué CIDR es? {markdown(course, fact.name)}",
            "back": f"`{fact.cidr}`",
            "why": f"Va de `{fact.first}` a `{fact.last}`. {flag}{_optional(course, fact.note)}",
        },
    )


@_asked.register
def _(fact: CniPlugin, course: Course) -> Asked:
    pods = course.by_id.get(fact.pod_range or "")
    value = f"`{pods.label}`" if pods else "Ninguno: usa el `podCIDR` que Kubernetes asigna a cada nodo"
    policy = {"yes": "Sí", "no": "No", "extra": "No por sí solo: necesita otro componente"}[fact.network_policy]
    summary = markdown(course, fact.summary)
    if fact.status == "active":
        yield "range", {"front": f"¿Qué rango de Pods trae **{fact.name}** por omisión?", "back": value, "why": summary}
        yield "policy", {"front": f"¿Aplica **{fact.name}** las NetworkPolicy?", "back": policy, "why": summary}


@_asked.register
def _(fact: Component, course: Course) -> Asked:
    yield "purpose", {"front": f"¿Qué hace **{fact.name}**?", "back": markdown(course, fact.purpose)}


@_asked.register
def _(fact: Manifest, course: Course) -> Asked:
    if fact.invalid:
        return
    for line in fact.lines:
        if fact.text.count(line.line) == 1:
            yield (
                f"line-{_slug(line.line)}",
                {
                    "note_type": NoteType.MANIFEST,
                    "front": f"{markdown(course, fact.purpose)}\n\n¿Qué línea falta donde dice `……`?",
                    "code": fact.text.replace(line.line, "……").rstrip() + "\n",
                    "language": "yaml",
                    "back": f"```yaml\n{line.line}\n```",
                    "why": markdown(course, line.says),
                },
            )


@_asked.register
def _(fact: Claim, course: Course) -> Asked:
    text = markdown(course, fact.text).replace("**", GAP_OPEN, 1).replace("**", GAP_CLOSE, 1)
    yield "gap", {"note_type": NoteType.CLOZE, "front": text, "why": _optional(course, fact.note)}


@_asked.register
def _(fact: Term, course: Course) -> Asked:
    said = "" if fact.typed or fact.en.lower() == fact.es.lower() else f"**{fact.es}**. "
    yield (
        "meaning",
        {"front": f"En el examen lees *{fact.en}*. ¿Qué es?", "back": f"{said}{markdown(course, fact.definition)}"},
    )


@_asked.register
def _(fact: Erratum, course: Course) -> Asked:
    yield (
        "fault",
        {
            "front": f"Unos apuntes dicen esto. ¿Qué está mal?\n\n> {_quoted(markdown(course, fact.wrong))}",
            "back": markdown(course, fact.right),
            "why": markdown(course, fact.why),
        },
    )


def _name(course: Course, component: str) -> str:
    fact = course.by_id.get(component)
    return fact.label if fact else component


def _optional(course: Course, prose: Prose | None) -> str:
    return markdown(course, prose) if prose else ""


def _quoted(text: str) -> str:
    return text.replace("\n", "\n> ")


def _slug(line: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", line.lower()).strip("-") or "line"

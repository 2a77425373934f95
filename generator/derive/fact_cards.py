"""A fact in; the cards that ask for it out, one small function a kind of fact."""

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from generator.derive.card_surroundings import Surroundings
from generator.derive.manifest_lines import Hidden, hidden_lines
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
from generator.model.cards import GAP_CLOSE, GAP_OPEN, HOLE, Card, NoteType
from generator.model.links import fact_page
from generator.model.values import markdown

_TYPED_AT = {
    "control-plane": "En el plano de control",
    "worker": "En un nodo de trabajo",
    "node": "En un nodo",
    "pod": "Dentro de un Pod",
    "client": "Donde tengas kubectl",
}
_OPEN_ON = {
    "control-plane": "en el plano de control",
    "worker": "en los nodos de trabajo",
    "node": "en cada nodo",
    "pod": "en un Pod",
    "client": "en tu equipo",
}
_EVERYWHERE = "en todos los nodos"
_LONGEST_TYPED = 60
_PHRASE = re.compile(r"\*\*(.+?)\*\*(?!\*)")
_FIRST_SENTENCE = re.compile(r"^.+?[.!?](?=\s+[«¿¡*`(A-ZÁÉÍÓÚÑ])", re.S)


Asked = Iterator[tuple[str, dict[str, Any]]]


def fact_cards(course: Course, surroundings: Surroundings, fact: Fact, topic: str) -> Iterator[Card]:
    """The cards of a fact; none for one that only serves as an example or belongs to something retired."""
    shared = {
        "note_type": NoteType.BASIC,
        "topic": topic,
        "competency": fact.competency,
        "page": fact_page(fact),
        "sources": fact.sources,
        "since": fact.since or "",
        "until": fact.until or "",
    }
    if fact.id not in surroundings.retired:
        for facet, fields in _asked(fact, course, surroundings):
            yield Card(id=f"{fact.id}.{facet}", **{**shared, **fields})


@singledispatch
def _asked(fact: Fact, course: Course, surroundings: Surroundings) -> Asked:
    """What is asked of a fact: pairs of a facet, which completes the card's id, and the card's own fields."""
    yield from ()


@_asked.register
def _command(fact: Command, course: Course, surroundings: Surroundings) -> Asked:
    if not fact.card or "<" in fact.run or fact.id in surroundings.asked:
        return
    purpose = _sentence(markdown(course, fact.purpose))
    # The word after the program is its subcommand, whatever else is called so.
    words = _words(fact.run)[2:]
    given = [word for word in words if surroundings.chosen(word) and word not in _words(purpose)]
    data = f" Datos: {', '.join(f'`{word}`' for word in dict.fromkeys(given))}." if given else ""
    typed = _can_be_typed(fact.run, f"{purpose} {data}")
    place = _TYPED_AT[fact.where] + (", como root." if fact.root else ".")
    yield (
        "run",
        {
            "note_type": NoteType.COMMAND,
            "front": f"{purpose}\n\n*{place}{data}{'' if typed else ' Vale cualquier comando que haga lo mismo.'}*",
            "back": fact.run,
            "typed": typed,
            "variants": fact.accepts,
            "why": command_parts(course, fact),
            "traps": tuple(markdown(course, trap) for trap in fact.traps),
        },
    )


def command_parts(course: Course, fact: Command) -> str:
    """What each piece of a command does, as a list."""
    return "\n".join(f"- `{part.part}`: {markdown(course, part.says)}" for part in fact.parts)


def _words(text: str) -> list[str]:
    return [word.rstrip(".") for word in re.split(r"[\s=/:,\"'`()]+", text)]


def _can_be_typed(run: str, front: str) -> bool:
    """Whether the front tells all that the line needs: it is short, filters nothing, and no number is missing."""
    numbers = re.findall(r"[^\s'\"=:/]*\d[^\s'\"=:/]*", run)
    return len(run) <= _LONGEST_TYPED and "|" not in run and all(number in front for number in numbers)


@_asked.register
def _port(fact: Port, course: Course, surroundings: Surroundings) -> Asked:
    component = _name(course, fact.component)
    purpose = markdown(course, fact.purpose)
    short, rest = _first_sentence(purpose)
    on = _EVERYWHERE if {*fact.on} == {"control-plane", "worker"} else " y ".join(_OPEN_ON[one] for one in fact.on)
    what = "intervalo de puertos" if "-" in fact.port else "puerto"
    closed = "Cerrado mientras no se active. " if fact.listens == "off" else ""
    protocol = fact.protocol.replace("/", " y ")
    users = f"**Quién se conecta.** {_sentence(markdown(course, fact.used_by))}"
    when = "¿Qué" if fact.listens != "off" else "Cuando se activa, ¿qué"
    yield (
        "number",
        {
            "front": f"{when} {what} usa por defecto **{component}**, {on}, para esto?\n\n{short}",
            "back": f"`{fact.port}` ({protocol})",
            "why": f"{closed}{rest}\n\n{users}".strip(),
        },
    )
    # Inside a Pod any program may use any number, so the number alone tells nothing there.
    if "pod" not in fact.on and "-" not in fact.port and surroundings.alone(fact):
        seen = "Ves" if fact.listens != "off" else "En una lista lees"
        yield (
            "owner",
            {
                "front": f"{seen} el puerto `{fact.port}` ({protocol}) {on}. ¿Qué lo usa y para qué?",
                "back": f"**{component}**: {purpose}",
                "why": f"{closed}{users}",
            },
        )


@_asked.register
def _range(fact: Range, course: Course, surroundings: Surroundings) -> Asked:
    if fact.id in surroundings.pod_ranges:
        return
    single = fact.first == fact.last
    yield (
        "cidr",
        {
            "front": f"**{markdown(course, fact.name)}**\n\n¿Qué {'IP' if single else 'rango (CIDR)'} es?",
            "back": f"`{fact.first}`" if single else f"`{fact.cidr}`",
            "why": _range_notes(course, fact),
        },
    )


def _range_notes(course: Course, fact: Range) -> str:
    extent = f"Va de `{fact.first}` a `{fact.last}`. " if fact.first != fact.last else ""
    flag = f"Se cambia con `{fact.flag}`. " if fact.flag else ""
    return f"{extent}{flag}{_optional(course, fact.note)}".strip()


@_asked.register
def _cni(fact: CniPlugin, course: Course, surroundings: Surroundings) -> Asked:
    pods = course.by_id.get(fact.pod_range or "")
    policy = {"yes": "Sí.", "no": "No.", "extra": "No por sí solo: necesita otro componente."}[fact.network_policy]
    summary = markdown(course, fact.summary)
    yield (
        "range",
        {
            "front": f"¿Qué rango de Pods trae **{fact.name}** por defecto?",
            "back": f"`{pods.label}`" if pods else "Ninguno: usa el `podCIDR` que Kubernetes asigna a cada nodo.",
            "why": _range_notes(course, pods) if isinstance(pods, Range) else summary,
        },
    )
    yield "policy", {"front": f"¿Aplica **{fact.name}** las NetworkPolicy?", "back": policy, "why": summary}


@_asked.register
def _component(fact: Component, course: Course, surroundings: Surroundings) -> Asked:
    yield "purpose", {"front": f"¿Qué es **{fact.name}** y qué hace?", "back": markdown(course, fact.purpose)}


@_asked.register
def _manifest(fact: Manifest, course: Course, surroundings: Surroundings) -> Asked:
    if fact.invalid or not fact.card:
        return
    purpose = _sentence(markdown(course, fact.purpose))
    for hidden in hidden_lines(fact):
        says = markdown(course, hidden.says)
        yield (
            hidden.facet,
            {
                "note_type": NoteType.MANIFEST,
                "front": f"{purpose}\n\n{hidden.question}\n\n*{_without_answer(says, hidden)}*",
                "code": hidden.code,
                "language": "yaml",
                "back": f"```yaml\n{hidden.line}\n```",
                "why": _sentence(says),
            },
        )


def _without_answer(says: str, hidden: Hidden) -> str:
    """The hint: what the line does, with what is to be recalled left out where it is quoted."""
    plain = re.sub(r"(?<![\w*])\*([^*]+)\*(?![\w*])", r"\1", says)
    return _sentence(re.sub(rf"(?<![\w/.-]){re.escape(hidden.answer)}(?![\w/-])", HOLE, plain))


@_asked.register
def _claim(fact: Claim, course: Course, surroundings: Surroundings) -> Asked:
    text = with_gap(markdown(course, fact.text))
    yield "gap", {"note_type": NoteType.CLOZE, "front": text, "why": _optional(course, fact.note)}


def with_gap(text: str) -> str:
    """Markdown whose first phrase between `**` has become the gap."""
    return _PHRASE.sub(rf"{GAP_OPEN}\1{GAP_CLOSE}", text, count=1)


@_asked.register
def _term(fact: Term, course: Course, surroundings: Surroundings) -> Asked:
    same = fact.typed or fact.en.lower() == fact.es.lower()
    front = f"**{fact.en}**\n\n¿Qué es?" if same else f"En inglés: **{fact.en}**\n\n¿Cómo lo decimos y qué es?"
    said = "" if same else f"**{fact.es}**. "
    yield "meaning", {"front": front, "back": f"{said}{markdown(course, fact.definition)}"}


@_asked.register
def _erratum(fact: Erratum, course: Course, surroundings: Surroundings) -> Asked:
    quoted = markdown(course, fact.wrong).replace("\n", "\n> ")
    yield (
        "fault",
        {
            "front": f"Unos apuntes dicen esto. ¿Qué está mal?\n\n> {quoted}",
            "back": markdown(course, fact.right),
            "why": markdown(course, fact.why),
        },
    )


def _name(course: Course, component: str) -> str:
    fact = course.by_id.get(component)
    return fact.label if fact else component


def _optional(course: Course, prose: Prose | None) -> str:
    return markdown(course, prose) if prose else ""


def _sentence(text: str) -> str:
    """The text with a full stop, which authors may leave out, and a capital letter."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?", ":", "…", ".»")) else ".")


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence, which says what is asked for, and the others, which often give the answer away."""
    found = _FIRST_SENTENCE.match(text)
    return (found[0], text[found.end() :].strip()) if found else (_sentence(text), "")

"""A course in; facts whose sources do not say what the fact says out."""

import re
from collections.abc import Iterator

from generator.model import Course, Library, Source, parse_prose
from generator.model.values import markdown
from generator.problems import Place, Problem

_PLACEHOLDER = re.compile(r"(?i)^\W*(?:pendiente|todo|tbd|fixme|xxx|por hacer)\b")


def check_source_quote(course: Course, library: Library) -> Iterator[Problem]:
    """La cita de alguna fuente contiene, tal cual, cada valor del hecho.

    Mal:  port: "6444" con quote: "TCP | Inbound | 6443"
    Bien: port: "6443" con quote: "TCP | Inbound | 6443"
    """
    for fact in course.facts:
        quotes = [_plain(source.quote) for source in fact.sources]
        for literal in fact.literals():
            value = markdown(course, parse_prose(literal))
            sought = _plain(re.sub(r"/(?:32|128)$", "", value))  # a source writes a single address without its prefix
            if not any(sought in quote for quote in quotes):
                message = f"ninguna cita de «{fact.id}» contiene «{value}»"
                hint = "cita las palabras de la fuente en que está, o corrige el valor"
                yield Problem(course.place(fact.id, "sources"), "source-quote", message, hint)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def check_source_pending(course: Course, library: Library) -> Iterator[Problem]:
    """Ninguna cita es un hueco por rellenar.

    Mal:  quote: PENDIENTE
    Bien: quote: "TCP | Inbound | 6443"
    """
    for place, source in _sources(course):
        if _PLACEHOLDER.match(source.quote):
            message = f"la cita «{source.quote}» está por rellenar"
            yield Problem(place, "source-pending", message, "abre la fuente y copia las palabras que lo prueban")


def _sources(course: Course) -> Iterator[tuple[Place, Source]]:
    for authored in (*course.facts, *course.questions):
        for index, source in enumerate(authored.sources):
            yield course.place(authored.id, "sources", index, "quote"), source
    for index, source in enumerate(course.curriculum.sources):
        yield course.place("curriculum", "sources", index, "quote"), source
    exam = course.curriculum.exam
    for index, source in enumerate(exam.sources):
        yield course.place("curriculum", "exam", "sources", index, "quote"), source

"""A course in; questions without their English wording, and wordings that do not say what the Spanish does, out."""

import re
from collections.abc import Iterator
from functools import cache

from generator.check.nearest import did_you_mean
from generator.check.spelling import known_words, words_of
from generator.check.wording import code_spans, line_at, masked
from generator.model import (
    ChoiceQuestion,
    ClozeQuestion,
    Course,
    FieldPath,
    Library,
    MatchQuestion,
    OrderQuestion,
    Prose,
    Question,
    Wording,
)
from generator.model.course import ENGLISH
from generator.model.values import markdown
from generator.problems import Problem

_GAP = re.compile(r"\*\*(.+?)\*\*")
_SPANISH = re.compile(r"[¿¡«»ñáéíóúü]", re.I)
Part = tuple[FieldPath, Prose]


def check_english_missing(course: Course, library: Library) -> Iterator[Problem]:
    """Toda pregunta tiene su texto en inglés, como el examen, en quizzes/english/NOTA.yaml.

    Mal:  quizzes/rangos.yaml con una pregunta que no está en quizzes/english/rangos.yaml
    Bien: la misma clave en los dos archivos
    """
    for question in course.questions:
        if (question.id, ENGLISH) not in course.places:
            hint = f"añade «{question.slug}» a quizzes/{ENGLISH}/{question.topic}.yaml"
            message = f"«{question.id}» no tiene texto en inglés"
            yield Problem(course.place(question.id), "english-missing", message, hint)


def check_english_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """Un texto en inglés es el de una pregunta que existe en el archivo del mismo nombre.

    Mal:  una clave que ya no está en quizzes/rangos.yaml
    Bien: las mismas claves que allí
    """
    for wording in course.wordings:
        question = course.question_by_id.get(wording.id)
        slug = wording.id.partition("/")[2]
        if question is None or question.topic != wording.topic:
            message = f"no hay ninguna pregunta «{slug}» en quizzes/{wording.topic}.yaml"
            known = [one.slug for one in course.questions_by_topic.get(wording.topic, ())]
            hint = did_you_mean(slug, known, "usa la clave que tiene en español")
            yield Problem(course.place(wording.id, ENGLISH), "english-unknown", message, hint)


def check_english_shape(course: Course, library: Library) -> Iterator[Problem]:
    """El texto en inglés tiene las partes del español, en su orden, con el mismo código y el mismo hueco.

    Mal:  tres opciones donde hay cuatro, o `kubectl get pod` donde dice `kubectl get pods`
    Bien: cada opción en su sitio y el código igual; el hueco, igual o una de las respuestas de accepts
    """
    for wording in course.wordings:
        question = course.question_by_id.get(wording.id)
        if question:
            for path, message in _shape_faults(course, question, wording):
                place = course.place(wording.id, ENGLISH, *path)
                yield Problem(place, "english-shape", message, "traduce parte por parte y deja el código como está")


def _shape_faults(course: Course, question: Question, wording: Wording) -> Iterator[tuple[FieldPath, str]]:
    spanish, english = dict(_parts(question)), dict(_wording_parts(wording))
    for name in ("options", "steps", "pairs"):
        asked, given = (len({path[1] for path in paths if path[0] == name}) for paths in (spanish, english))
        if asked != given:
            yield (name,), f"«{name}» tiene {given} elementos y en español {asked}"
            return
    first: dict[tuple[object, ...], FieldPath] = {}
    for path, prose in english.items():
        there, here = _code(course, spanish[path]), _code(course, prose)
        if there != here:
            told = [
                *(f"falta `{one}`" for one in sorted(there - here)),
                *(f"sobra `{one}`" for one in sorted(here - there)),
            ]
            yield path, f"el código no es el mismo que en español: {', '.join(told)}"
        if path[0] != "pairs" and first.setdefault((path[0], prose.text), path) != path:
            yield path, f"«{prose}» está dos veces"
    yield from _gap_faults(course, question, wording)
    if wording.code is not None:
        code = question.code if isinstance(question, ChoiceQuestion) else None
        if code is None or len(code.splitlines()) != len(wording.code.splitlines()):
            yield ("code",), "«code» no tiene las mismas líneas que en español"


def _gap_faults(course: Course, question: Question, wording: Wording) -> Iterator[tuple[FieldPath, str]]:
    """A gap is what has to be written: graded by the Spanish question, it must be one of its answers."""
    if isinstance(question, ClozeQuestion):
        asked, given = _gap(course, question.prompt), _gap(course, wording.prompt)
        if asked and given != asked and given.strip("*`") not in question.accepts:
            yield ("prompt",), f"el hueco debe ser {asked} o una de las respuestas de accepts"


def _parts(question: Question) -> Iterator[Part]:
    """Each text of a question that is shown before it is answered."""
    yield ("prompt",), question.prompt
    if isinstance(question, ChoiceQuestion):
        yield from ((("options", index), option.text) for index, option in enumerate(question.options))
    elif isinstance(question, OrderQuestion):
        yield from ((("steps", index), step) for index, step in enumerate(question.steps))
    elif isinstance(question, MatchQuestion):
        for index, pair in enumerate(question.pairs):
            yield ("pairs", index, "left"), pair.left
            yield ("pairs", index, "right"), pair.right


def _wording_parts(wording: Wording) -> Iterator[Part]:
    yield ("prompt",), wording.prompt
    yield from ((("options", index), option) for index, option in enumerate(wording.options))
    yield from ((("steps", index), step) for index, step in enumerate(wording.steps))
    for index, pair in enumerate(wording.pairs):
        yield ("pairs", index, "left"), pair.left
        yield ("pairs", index, "right"), pair.right


def _code(course: Course, prose: Prose) -> frozenset[str]:
    """The code in a text, without that of a gap."""
    return frozenset(code for _, code in code_spans(_GAP.sub("", markdown(course, prose))))


def _gap(course: Course, prompt: Prose) -> str:
    gaps = _GAP.findall(markdown(course, prompt))
    return f"**{gaps[0]}**" if len(gaps) == 1 else ""


def check_english_spelling(course: Course, library: Library) -> Iterator[Problem]:
    """Cada palabra del texto en inglés está en el diccionario inglés, en facts/words.txt, o es un nombre.

    Mal:  Which nodo recieves the packet?
    Bien: Which node receives the packet?
    """
    known = known_words(course, library)

    @cache
    def is_known(word: str) -> bool:
        folded = word.casefold()
        forms = {folded, folded.removesuffix("s"), folded.removesuffix("es")}
        return len(word) == 1 or not known.isdisjoint(forms) or library.english(word)

    for passage in course.english_passages:
        text = passage.prose.text
        unknown = [(at, word) for at, word in words_of(text) if not all(is_known(part) for part in word.split("-"))]
        spanish = [(found.start(), found[0]) for found in _SPANISH.finditer(masked(text))]
        for offset, word in sorted({*unknown, *spanish})[:1]:
            place = passage.place.down(line_at(text, offset))
            hint = "escríbelo en inglés, sin contracciones, o añádelo a facts/words.txt"
            yield Problem(place, "english-spelling", f"«{word}» no es inglés", hint)

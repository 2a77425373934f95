"""A course in; questions whose answer is not so, is given away, or stands there twice, out."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check.backends import backends
from generator.check.manifests import complaints, missed
from generator.check.nearest import did_you_mean
from generator.check.pages import mutated
from generator.model import (
    ChoiceQuestion,
    Command,
    CommandQuestion,
    Course,
    FaultQuestion,
    Library,
    Manifest,
    MatchQuestion,
    OrderQuestion,
    Prose,
    Question,
    RouteQuestion,
)
from generator.model.values import markdown
from generator.problems import Problem, Severity

_ALL_OR_NONE = re.compile(
    r"\b(?:todas|ninguna|ambas|las dos|a y b)\b.{0,12}\b(?:anterior|correcta|opcion|opción)", re.I
)
_STATUS = re.compile(r"^[1-5]\d\d$")
_FEW = 6  # below so many questions, that the longest option is the right one may be chance


def check_fault_question(course: Course, library: Library) -> Iterator[Problem]:
    """El fallo de una pregunta cambia de verdad el manifiesto, y falla como dice `fails`.

    Mal:  fails: silent, y el esquema lo rechaza
    Bien: fails: "'pathType' is a required property"
    """
    for question in course.questions:
        manifest = course.by_id.get(question.manifest) if isinstance(question, FaultQuestion) else None
        if isinstance(question, FaultQuestion) and isinstance(manifest, Manifest) and manifest.text:
            found = manifest.text.count(question.mutation.find)
            if found != 1:
                message = f"el texto de «find» está {found} veces en {manifest.file}"
                place = course.place(question.id, "mutation", "find")
                yield Problem(place, "fault-question", message, "debe estar una sola vez: alárgalo o corrígelo")
            elif reason := _wrong_failure(course, library, question, manifest):
                yield Problem(course.place(question.id, "fails"), "fault-question", reason, "corrige fails o el cambio")


def _wrong_failure(course: Course, library: Library, question: FaultQuestion, manifest: Manifest) -> str:
    """How the fault shows otherwise than declared; nothing where it does as it should."""
    objects = course.objects.get(question.id, ())
    library = library.narrowed(question.holds_for)
    said = complaints(question.mutate(manifest.text), objects, library)
    refused = any(said.values())
    if question.fails not in {"names", "silent"}:
        reason = missed(question.fails, said)
        return reason and f"debía fallar con «{question.fails}» y {reason}"
    if refused:
        return f"dice «{question.fails}», pero el esquema lo rechaza: {missed(question.fails, said)}"
    unmatched = library.inspect([mutated(question, manifest, library)])[0]
    if question.fails == "names" and not unmatched:
        return "dice «names», pero los nombres siguen casando dentro del manifiesto"
    if question.fails == "silent" and unmatched:
        return f"dice «silent», pero los nombres no casan: {unmatched[0].message}"
    return ""


def check_route_question(course: Course, library: Library) -> Iterator[Problem]:
    """La petición de una pregunta llega a un backend que el manifiesto nombra, y las otras respuestas son otras.

    Mal:  reaches: pay-svc:80, que no está en el manifiesto
    Bien: reaches: pay-service:8282
    """
    for question in course.questions:
        if isinstance(question, RouteQuestion):
            known = _backends(course, question.manifest)
            right = question.request.reaches
            if known and right not in known and not _STATUS.match(right):
                place = course.place(question.id, "request", "reaches")
                message = f"«{right}» no es ningún backend de {question.manifest}"
                yield Problem(
                    place, "route-question", message, did_you_mean(right, known, f"hay {', '.join(sorted(known))}")
                )
            seen = {right}
            for index, wrong in enumerate(question.wrong):
                if wrong.reaches in seen:
                    place = course.place(question.id, "wrong", index, "reaches")
                    message = f"«{wrong.reaches}» ya es otra de las respuestas"
                    yield Problem(place, "route-question", message, "pon una distinta")
                seen.add(wrong.reaches)


def _backends(course: Course, manifest: str) -> frozenset[str]:
    objects = course.objects.get(manifest, ())
    return frozenset(backend for one in objects for backend in backends(one.value))


def check_option_duplicate(course: Course, library: Library) -> Iterator[Problem]:
    """Las opciones, los pasos y cada lado de las parejas son distintos entre sí.

    Mal:  dos opciones «En el worker»
    Bien: cada una dice otra cosa
    """
    for question in course.questions:
        first: dict[tuple[str, str], str] = {}
        for group, path, prose in _choices(question):
            words = " ".join(markdown(course, prose).casefold().split())
            if first.setdefault((group, words), str(path)) != str(path):
                place = course.place(question.id, *path)
                yield Problem(place, "option-duplicate", f"«{prose}» está dos veces", "cámbiala por otra")


def _choices(question: Question) -> Iterator[tuple[str, tuple[str | int, ...], Prose]]:
    if isinstance(question, ChoiceQuestion):
        yield from (("options", ("options", i, "text"), option.text) for i, option in enumerate(question.options))
    elif isinstance(question, OrderQuestion):
        yield from (("steps", ("steps", i), step) for i, step in enumerate(question.steps))
    elif isinstance(question, MatchQuestion):
        for index, pair in enumerate(question.pairs):
            yield "left", ("pairs", index, "left"), pair.left
            yield "right", ("pairs", index, "right"), pair.right


def check_option_all(course: Course, library: Library) -> Iterator[Problem]:
    """Ninguna opción habla de las otras: no hay «todas las anteriores», porque se barajan y porque no enseña nada.

    Mal:  text: Todas las anteriores
    Bien: varias opciones con right: true
    """
    for question in course.questions:
        for index, option in enumerate(question.options if isinstance(question, ChoiceQuestion) else ()):
            if _ALL_OR_NONE.search(option.text.text):
                place = course.place(question.id, "options", index, "text")
                hint = "marca varias con right: true o escribe otra opción"
                yield Problem(place, "option-all", f"«{option.text}» habla de las otras opciones", hint)


def check_option_longest(course: Course, library: Library) -> Iterator[Problem]:
    """En un archivo, la opción correcta no es casi siempre la más larga: se acertaría sin saber.

    Mal:  en nueve preguntas de doce, la más larga
    Bien: en unas sí y en otras no
    """
    files: dict[str, list[ChoiceQuestion]] = {}
    for question in course.questions:
        if isinstance(question, ChoiceQuestion):
            files.setdefault(course.place(question.id).path, []).append(question)
    for path, questions in files.items():
        given_away = [one for one in questions if _longest_is_right(course, one)]
        if len(questions) >= _FEW and len(given_away) * 3 > len(questions) * 2:
            message = f"en {len(given_away)} de {len(questions)} preguntas la opción correcta es la más larga"
            place = course.place(given_away[0].id)
            name = PurePosixPath(path).name
            hint = f"alarga alguna incorrecta o acorta la correcta en {name}"
            yield Problem(place, "option-longest", message, hint, Severity.WARNING)


def _longest_is_right(course: Course, question: ChoiceQuestion) -> bool:
    lengths = [(len(markdown(course, option.text)), option.right) for option in question.options]
    longest = max(length for length, _ in lengths)
    return all(right for length, right in lengths if length == longest)


def check_trap_right(course: Course, library: Library) -> Iterator[Problem]:
    """Lo que una pregunta da por trampa no es una de las respuestas que se admiten.

    Mal:  typed: ip a, si la respuesta admite ip a
    Bien: typed: ip adress
    """
    for question in course.questions:
        answer = course.by_id.get(question.answer) if isinstance(question, CommandQuestion) else None
        if isinstance(question, CommandQuestion) and isinstance(answer, Command):
            right = {" ".join(line.split()) for line in (answer.run, *answer.accepts)}
            for index, trap in enumerate(question.traps):
                if " ".join(trap.typed.split()) in right:
                    place = course.place(question.id, "traps", index, "typed")
                    message = f"«{trap.typed}» es una respuesta correcta según {answer.id}"
                    yield Problem(place, "trap-right", message, "quita la trampa, o la línea de accepts")

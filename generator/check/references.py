"""A course in; references and ids that lead nowhere out."""

import re
from collections.abc import Iterable, Iterator

from generator.check.mentions import mentions
from generator.check.nearest import did_you_mean
from generator.check.wording import line_at, masked
from generator.model import Course, Embed, Fact, Library, Reference
from generator.model.embeds import DIAGRAMS, TABLES, read_filter
from generator.model.values import value_of
from generator.problems import Place, Problem

_DANGLING = re.compile(r"\[\[[^\]\n]{0,40}\]{0,2}")
_GENERATED = ("table/", "diagram/")


def check_fact_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """Toda referencia y todo campo con un id nombran un hecho (o una nota) que existe.

    Mal:  [[port/kube-apisever]]
    Bien: [[port/kube-apiserver]]
    """
    known = {*_written_ids(course), *(f"note/{slug}" for slug in course.note_by_slug)}
    for place, target in _targets(course):
        if target not in known:
            yield Problem(place, "fact-unknown", f"no existe «{target}»", _advice(course, target, known))


def _written_ids(course: Course) -> Iterator[str]:
    """The ids of all facts, those that could not be read too: what is wrong with them was told where they stand."""
    return (str(path[0]) for path in course.places if len(path) == 1 and not str(path[0]).startswith("q/"))


def _targets(course: Course) -> Iterator[tuple[Place, str]]:
    for place, reference in _references(course):
        if not reference.target.startswith(_GENERATED):
            yield place, reference.target
    for note in course.notes:
        for block in note.body:
            if isinstance(block, Embed) and not block.reference.target.startswith(_GENERATED):
                yield note.place(block.line), block.reference.target
    for authored in course.authored:
        for mention in mentions(authored):
            yield course.place(authored.id, *mention.path), mention.target
    for mention in mentions(course.sheet):
        yield course.place("sheet", *mention.path), mention.target


def _references(course: Course) -> Iterator[tuple[Place, Reference]]:
    for passage in (*course.passages, *course.english_passages):
        for reference in passage.prose.references():
            yield passage.place.down(reference.line), reference


def _advice(course: Course, target: str, known: Iterable[str]) -> str:
    fact, dot, field = target.rpartition(".")
    if dot and fact in course.by_id:
        return f"el campo va tras una almohadilla: [[{fact}#{field}]]"
    kind, _, slug = target.partition("/")
    same_kind = [one for one in known if one.startswith(f"{kind}/")]
    other_kinds = [one for one in known if one.endswith(f"/{slug}")]
    return did_you_mean(target, same_kind or other_kinds or known, "créalo o corrige el id")


def check_fact_kind(course: Course, library: Library) -> Iterator[Problem]:
    """Un campo que nombra un hecho nombra uno de la clase debida.

    Mal:  component: port/kubelet
    Bien: component: component/kubelet
    """
    for authored in course.authored:
        for mention in mentions(authored):
            kind = mention.target.partition("/")[0]
            if mention.kind and kind != mention.kind and mention.target in course.by_id:
                place = course.place(authored.id, *mention.path)
                message = f"aquí va un hecho {mention.kind}/…, no «{mention.target}»"
                yield Problem(place, "fact-kind", message, "nombra otro hecho o cambia de campo")


def check_field_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """Una referencia a un campo nombra uno que el hecho tiene y que es un solo valor.

    Mal:  [[port/kube-apiserver#numero]]
    Bien: [[port/kube-apiserver#port]]
    """
    for place, reference in _references(course):
        fact = course.by_id.get(reference.target)
        if fact and reference.field and value_of(course, reference) is None:
            message = f"«{fact.id}» no tiene ningún valor en «{reference.field}»"
            fields = _plain_fields(course, fact)
            hint = did_you_mean(reference.field, fields, f"tiene {_list(fields)}")
            yield Problem(place, "field-unknown", message, hint)


def _plain_fields(course: Course, fact: Fact) -> tuple[str, ...]:
    properties = (name for name in dir(type(fact)) if isinstance(getattr(type(fact), name), property))
    names = {*type(fact).model_fields, *properties} - {"model_extra", "model_fields_set", "unproven", "card", "text"}
    names = {name for name in names if not name.startswith("_")}
    return tuple(sorted(name for name in names if value_of(course, Reference(fact.id, name)) is not None))


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def check_embed_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """Una tabla o un diagrama que se incrusta es uno de los que hay, y va solo en su línea.

    Mal:  [[table/puertos]]
    Bien: [[table/ports?on=worker]]
    """
    known = {f"table/{name}" for name in TABLES} | {f"diagram/{name}" for name in DIAGRAMS}
    for place, reference in _references(course):
        if reference.target.startswith(_GENERATED):
            message = f"[[{reference.target}]] está en medio de un texto"
            yield Problem(place, "embed-unknown", message, "ponlo solo en su línea")
    for place, reference in _embeds(course):
        if reference.target not in known:
            same = sorted(one for one in known if one.startswith(reference.target.partition("/")[0]))
            hint = did_you_mean(reference.target, same, f"hay {_list(same)}")
            yield Problem(place, "embed-unknown", f"no existe «{reference.target}»", hint)


def check_filter_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """El filtro de una tabla usa los nombres que esa tabla entiende.

    Mal:  [[table/ports?donde=worker]]
    Bien: [[table/ports?on=worker]]
    """
    for place, reference in _embeds(course):
        known = TABLES.get(reference.target.removeprefix("table/"), frozenset())
        for name in read_filter(reference.filter):
            if name not in known:
                message = f"«{reference.target}» no se filtra por «{name}»"
                hint = did_you_mean(
                    name, known, f"se filtra por {_list(sorted(known))}" if known else "quita el filtro"
                )
                yield Problem(place, "filter-unknown", message, hint)


def _embeds(course: Course) -> Iterator[tuple[Place, Reference]]:
    """The tables and diagrams that stand alone on a line."""
    for note in course.notes:
        for block in note.body:
            if isinstance(block, Embed) and block.reference.target.startswith(_GENERATED):
                yield note.place(block.line), block.reference


def check_reference_syntax(course: Course, library: Library) -> Iterator[Problem]:
    """Lo que va entre corchetes dobles es una referencia bien escrita: [[clase/id]], con #campo o |palabras detrás.

    Mal:  [[Port/kube-apiserver]]
    Bien: [[port/kube-apiserver]]
    """
    for passage in (*course.passages, *course.english_passages):
        text = passage.prose.text
        for found in _DANGLING.finditer(masked(text)) if "[[" in text else ():
            message = f"esto no es una referencia: «{text[found.start() : found.end()]}»"
            place = passage.place.down(line_at(text, found.start()))
            yield Problem(place, "reference-syntax", message, "se escribe [[clase/id]] o [[clase/id#campo]]")

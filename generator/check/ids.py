"""A course in; ids that vanished, came back, stand twice or name no competency out."""

from collections.abc import Iterator

from generator.check.nearest import did_you_mean
from generator.model import Course, Library
from generator.problems import Place, Problem


def _permanent_ids(course: Course) -> frozenset[str]:
    """The ids of facts, of questions, and of the phrases that notes mark: `nota/…`, as their cards are called.

    Those that stand in a file and could not be read count too: what is wrong with them was told there.
    """
    written = (str(path[0]) for path in course.places if len(path) == 1)
    return frozenset([*written, *(f"nota/{mark}" for mark, _ in _marks(course))])


def _marks(course: Course) -> Iterator[tuple[str, Place]]:
    for passage in course.passages:
        for mark in passage.prose.marks():
            yield mark.id, passage.place.down(mark.line)


def check_id_released(course: Course, library: Library) -> Iterator[Problem]:
    """Un id publicado sigue existiendo, o consta en `retired` por qué ya no.

    Mal:  borrar un hecho que está en quizzes/released.yml
    Bien: pasarlo a retired, con el motivo
    """
    ids = _permanent_ids(course)
    for one in course.released.ids:
        fact = one.rpartition(".")[0]  # a fact makes several cards: cni/flannel.range
        if one not in ids and fact not in ids and one not in course.released.retired:
            hint = did_you_mean(one, [known for known in ids if known not in course.released.ids])
            advice = "recupéralo o decláralo en retired con el motivo"
            place = course.place("released", "ids", one)
            yield Problem(place, "id-released", f"«{one}» se publicó y ya no existe", f"{hint} {advice}".strip())


def check_id_retired(course: Course, library: Library) -> Iterator[Problem]:
    """Un id retirado no vuelve a usarse: quien ya lo estudió recibiría otra cosa con el progreso de la vieja.

    Mal:  retired: {port/x: …} y un hecho port/x
    Bien: un id nuevo
    """
    ids = _permanent_ids(course)
    for one in course.released.retired:
        if one in ids:
            place = course.place(one) if (one,) in course.places else course.place("released", "retired", one)
            yield Problem(place, "id-retired", f"«{one}» está retirado y no puede volver", "usa un id nuevo")


def check_mark_id(course: Course, library: Library) -> Iterator[Problem]:
    """El id de una frase marcada no se repite en todo el curso.

    Mal:  **172.16.0.0/12**{#rango} en dos notas
    Bien: **172.16.0.0/12**{#rango-privado-mediano}
    """
    first: dict[str, Place] = {}
    for mark, place in _marks(course):
        if mark in first:
            message = f"la marca «{mark}» ya está en {first[mark]}"
            yield Problem(place, "mark-id", message, "los ids son permanentes y únicos: elige otro")
        first.setdefault(mark, place)


def check_competency_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """Hechos, preguntas y notas sirven a competencias que están en el currículo.

    Mal:  competency: gateways
    Bien: competency: gateway-api
    """
    for place, competency in _competencies(course):
        if competency not in course.curriculum.competencies:
            hint = did_you_mean(competency, course.curriculum.competencies, "elige una de facts/curriculum.yaml")
            yield Problem(place, "competency-unknown", f"no existe la competencia «{competency}»", hint)


def _competencies(course: Course) -> Iterator[tuple[Place, str]]:
    for authored in course.authored:
        yield course.place(authored.id, "competency"), authored.competency
    for note in course.notes:
        for competency in note.head.competencies if note.head else ():
            yield note.place(1), competency

"""A course in; what its curriculum promises and it does not keep out."""

from collections.abc import Iterator

from generator.check.nearest import did_you_mean
from generator.model import Course, Erratum, Library
from generator.problems import Problem


def check_curriculum_weights(course: Course, library: Library) -> Iterator[Problem]:
    """Los pesos de los dominios suman 100.

    Mal:  25, 15, 20, 10 y 20
    Bien: 25, 15, 20, 10 y 30
    """
    total = sum(domain.weight for domain in course.curriculum.domains)
    if course.curriculum.domains and total != 100:
        place = course.place("curriculum", "domains")
        yield Problem(place, "curriculum-weights", f"los pesos de los dominios suman {total}", "deben sumar 100")


def check_curriculum_duplicate(course: Course, library: Library) -> Iterator[Problem]:
    """Los ids de dominios y competencias no se repiten.

    Mal:  dos competencias «ingress»
    Bien: cada una con su id
    """
    first: set[str] = set()
    for index, domain in enumerate(course.curriculum.domains):
        below = ((("competencies", number, "id"), one.id) for number, one in enumerate(domain.competencies))
        for path, name in ((("id",), f"dominio {domain.id}"), *below):
            if name in first:
                place = course.place("curriculum", "domains", index, *path)
                yield Problem(place, "curriculum-duplicate", f"«{name}» está dos veces", "dale otro id")
            first.add(name)


def check_curriculum_empty(course: Course, library: Library) -> Iterator[Problem]:
    """Una competencia con `in_scope: true` tiene notas, hechos y preguntas.

    Mal:  coredns con in_scope: true y ninguna pregunta
    Bien: in_scope: false mientras falten
    """
    having = {
        "nota": {one for note in course.notes if note.head for one in note.head.competencies},
        "hecho": {fact.competency for fact in course.facts},
        "pregunta": {question.competency for question in course.questions},
    }
    for index, domain in enumerate(course.curriculum.domains):
        for number, competency in enumerate(domain.competencies):
            lacking = [what for what, ids in having.items() if competency.id not in ids]
            if competency.in_scope and lacking:
                place = course.place("curriculum", "domains", index, "competencies", number, "id")
                message = f"«{competency.id}» está en el alcance y no tiene ninguna {' ni '.join(lacking)}"
                message = message.replace("ninguna hecho", "ningún hecho")
                yield Problem(place, "curriculum-empty", message, "escríbelas o quita in_scope")


def check_topic_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """El tema de una errata, y el archivo de una pregunta o una tarea, llevan el nombre de una nota.

    Mal:  quizzes/ingres.yaml
    Bien: quizzes/ingress.yaml, como docs/ingress.md
    """
    for one in (*course.of(Erratum), *course.questions, *course.tasks):
        if one.topic not in course.note_by_slug:
            place = course.place(one.id, "topic")
            hint = did_you_mean(one.topic, course.note_by_slug, "crea la nota o cambia el nombre")
            yield Problem(place, "topic-unknown", f"no existe ninguna nota «{one.topic}»", hint)

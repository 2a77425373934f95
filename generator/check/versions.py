"""A course in; versions that make no sense out."""

from collections.abc import Iterator

from generator.model import Course, Fact, Library, Unproven
from generator.model.base import minor_number
from generator.problems import Problem


def check_version_order(course: Course, library: Library) -> Iterator[Problem]:
    """`since` no es posterior a `until`.

    Mal:  since: "1.24" con until: "1.22"
    Bien: since: "1.22" con until: "1.24"
    """
    for one in (*course.facts, *course.questions):
        if one.since and one.until and minor_number(one.since) > minor_number(one.until):
            message = f"va de la {one.since} a la {one.until}: nunca"
            yield Problem(course.place(one.id, "until"), "version-order", message, "intercámbialas o corrige una")


def check_version_unsupported(course: Course, library: Library) -> Iterator[Problem]:
    """Un hecho o una pregunta vale para alguna versión admitida; la historia lo dice con `unproven: historia`.

    Mal:  until: "1.23" en un puerto
    Bien: retirarlo, o unproven: historia
    """
    minors = course.curriculum.supported
    for one in (*course.facts, *course.questions):
        past = isinstance(one, Fact) and one.unproven is Unproven.HISTORY
        if not past and not any(one.holds_for(minor) for minor in minors):
            message = f"«{one.id}» no vale para ninguna versión admitida ({', '.join(minors)})"
            field = "until" if one.until else "since"
            hint = "corrige las versiones o retíralo; si cuenta cómo era, pon «unproven: historia»"
            yield Problem(course.place(one.id, field), "version-unsupported", message, hint)


def check_version_unknown(course: Course, library: Library) -> Iterator[Problem]:
    """De cada versión admitida hay esquemas con que comprobar los manifiestos.

    Mal:  supported: ["1.99"]
    Bien: supported: ["1.37"]
    """
    for index, minor in enumerate(course.curriculum.supported):
        if library.validator(minor, "v1", "Pod") is None:
            place = course.place("curriculum", "supported", index)
            message = f"no hay esquemas de Kubernetes {minor}"
            yield Problem(place, "version-unknown", message, "pon al día kubernetes-validate o corrige la versión")

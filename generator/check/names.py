"""Objects that stand together in; names by which they miss each other out."""

from collections.abc import Iterable, Iterator, Sequence

from generator.check.naming import ROUTES, Named, names, parents
from generator.check.nearest import did_you_mean, nearest
from generator.check.tree import items
from generator.model import KubeObject, Library
from generator.problems import Problem

_RULE = "ref-unmatched"
_LIKE = 0.7


def check_ref_unmatched(objects: Sequence[KubeObject], library: Library) -> Iterator[Problem]:
    """Los objetos que se enseñan juntos se llaman por su nombre: Gateway, GatewayClass, IngressClass, Service y puerto.

    Mal:  un Gateway «nginx-gateway» y un HTTPRoute con parentRefs: example-gateway
    Bien: parentRefs: nginx-gateway
    """
    for one in objects:
        for named in names(one):
            rivals = [other for other in objects if _is(other, named.kind, named.namespace)]
            matches = [other for other in rivals if other.name == named.name]
            if matches:
                yield from _port_problems(one, named, matches)
            elif rivals and _meant(one, named, rivals):
                message = f"{one.kind} «{one.name}» nombra el {named.kind} «{named.name}», que no está aquí"
                hint = did_you_mean(named.name, (other.name for other in rivals), _here(rivals))
                yield Problem(one.place(*named.path), _RULE, message, hint)


def check_parent_absent(page_objects: Sequence[KubeObject], library: Library) -> Iterator[Problem]:
    """Una página que enseña una ruta de Gateway API enseña también el Gateway del que cuelga.

    Mal:  una nota con un HTTPRoute y ningún Gateway
    Bien: incrustar antes el manifiesto del Gateway
    """
    for one in page_objects:
        for named in parents(one):
            if not any(_is(other, "Gateway", named.namespace) for other in page_objects):
                message = f"el Gateway «{named.name}» de {one.kind} «{one.name}» no está en la página"
                hint = "enséñalo en la misma página"
                yield Problem(one.place(*named.path), "parent-absent", message, hint)


def check_section_unknown(objects: Sequence[KubeObject], library: Library) -> Iterator[Problem]:
    """El `sectionName` de una ruta es el nombre de un listener de su Gateway.

    Mal:  sectionName: https ante un Gateway que solo tiene «http»
    Bien: sectionName: http
    """
    for one in objects:
        for path, parent in items(one.value, "spec", "parentRefs") if one.kind in ROUTES else ():
            section = parent.get("sectionName")
            gateways = [other for other in objects if other.kind == "Gateway" and other.name == parent.get("name")]
            known = {str(item.get("name")) for other in gateways for _, item in items(other.value, "spec", "listeners")}
            if section and gateways and section not in known:
                message = f"ningún listener del Gateway «{parent.get('name')}» se llama «{section}»"
                place = one.place(*path, "sectionName")
                yield Problem(place, "section-unknown", message, did_you_mean(str(section), known))


def _meant(one: KubeObject, named: Named, rivals: Sequence[KubeObject]) -> bool:
    """Whether a name that is not there must be a slip: unrelated examples may stand on one page.

    A route without its Gateway is nothing; other names must match inside a manifest, or be almost right.
    """
    beside = any(other.path == one.path and not other.path.endswith(".md") for other in rivals)
    return named.kind == "Gateway" or beside or bool(nearest(named.name, (other.name for other in rivals), _LIKE))


def _port_problems(one: KubeObject, named: Named, matches: Sequence[KubeObject]) -> Iterator[Problem]:
    """The port that is asked of a Service and that none of those of that name has."""
    known = {value for other in matches for value in _service_ports(other)}
    if named.kind == "Service" and named.port is not None and named.port not in known:
        message = f"el Service «{named.name}» no tiene el puerto {named.port}"
        hint = f"tiene {', '.join(sorted(str(value) for value in known))}"
        yield Problem(one.place(*named.path[:-1], "port"), _RULE, message, hint)


def _service_ports(service: KubeObject) -> Iterator[object]:
    for _, port in items(service.value, "spec", "ports"):
        yield from (port[key] for key in ("port", "name") if key in port)


def _is(one: KubeObject, kind: str, namespace: str) -> bool:
    return one.kind == kind and (not namespace or one.namespace == namespace)


def _here(rivals: Iterable[KubeObject]) -> str:
    return f"aquí hay {', '.join(sorted({other.name for other in rivals}))}"

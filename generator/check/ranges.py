"""A course in; address ranges and ports that contradict each other out."""

from collections.abc import Iterator

from generator.model import CniPlugin, Course, Library, Port, Range
from generator.model.base import minor_number
from generator.problems import Problem


def check_range_overlap(course: Course, library: Library) -> Iterator[Problem]:
    """Dos intervalos que se solapan lo dicen: el pequeño nombra en `inside` al grande.

    Mal:  10.96.0.0/12 y 10.0.0.0/8, sin más
    Bien: inside: [range/rfc1918-10] en 10.96.0.0/12
    """
    declared = _containers(course)
    for inner, outers in _nested(course):
        for outer in outers:
            equal = inner.network == outer.network
            if outer.id in declared[inner.id] or (equal and inner.id in declared[outer.id]):
                continue
            message = f"{inner.cidr} ({inner.id}) está dentro de {outer.cidr} ({outer.id}) y no lo dice"
            yield Problem(course.place(inner.id, "cidr"), "range-overlap", message, f"añade «inside: [{outer.id}]»")


def check_range_inside(course: Course, library: Library) -> Iterator[Problem]:
    """Lo que dice `inside` es verdad: el intervalo cabe en el otro.

    Mal:  172.32.0.0/16 con inside: [range/rfc1918-172]
    Bien: 172.20.0.0/16 con inside: [range/rfc1918-172]
    """
    for inner in course.of(Range):
        for index, name in enumerate(inner.inside):
            outer = course.by_id.get(name)
            if isinstance(outer, Range) and not _fits(inner, outer):
                message = f"{inner.cidr} no está dentro de {outer.cidr} ({outer.id})"
                yield Problem(course.place(inner.id, "inside", index), "range-inside", message, "quítalo de inside")


def check_range_note(course: Course, library: Library) -> Iterator[Problem]:
    """Donde el intervalo de un componente pisa el de otro, uno de los dos avisa en `note`.

    Mal:  los Pods de Cilium (10.0.0.0/8) y los Services de kubeadm (10.96.0.0/12), sin aviso
    Bien: note: Contiene el intervalo de Services de kubeadm: cambia uno de los dos
    """
    pods = {plugin.pod_range for plugin in course.of(CniPlugin)}
    for inner, outers in _nested(course):
        for outer in outers:
            rivals = inner.component and outer.component and inner.component != outer.component
            alternatives = inner.id in pods and outer.id in pods  # a cluster has one plugin or the other
            if rivals and not alternatives and not inner.note and not outer.note:
                message = f"{inner.cidr} ({inner.id}) choca con {outer.cidr} ({outer.id})"
                hint = "di en «note» qué pasa y cómo se evita"
                yield Problem(course.place(inner.id, "cidr"), "range-note", message, hint)


def _nested(course: Course) -> Iterator[tuple[Range, list[Range]]]:
    """Each range with those that hold it, in order of address; two networks overlap only if one holds the other."""
    open_ranges: list[Range] = []
    for one in sorted(course.of(Range), key=_by_address):
        while open_ranges and not _fits(one, open_ranges[-1]):
            open_ranges.pop()
        yield one, list(open_ranges)
        open_ranges.append(one)


def _by_address(one: Range) -> tuple[int, int, int, str]:
    return one.network.version, int(one.network.network_address), one.network.prefixlen, one.id


def _fits(inner: Range, outer: Range) -> bool:
    return inner.network[0] in outer.network and inner.network[-1] in outer.network


def _containers(course: Course) -> dict[str, set[str]]:
    """What each range says that it lies in, directly or through another."""
    ranges = {one.id: one for one in course.of(Range)}
    found: dict[str, set[str]] = {}
    for name in ranges:
        waiting = list(ranges[name].inside)
        found[name] = set()
        while waiting:
            outer = waiting.pop()
            if outer not in found[name]:
                found[name].add(outer)
                waiting.extend(ranges[outer].inside if outer in ranges else ())
    return found


def check_port_conflict(course: Course, library: Library) -> Iterator[Problem]:
    """Un componente usa un solo puerto para un uso y un protocolo, en las mismas versiones.

    Mal:  kube-apiserver, api, TCP: 6443 en un hecho y 6444 en otro
    Bien: un solo hecho, o since y until que no se pisen
    """
    seen: dict[tuple[str, str, str], list[Port]] = {}
    for port in course.of(Port):
        rivals = seen.setdefault((port.component, port.use, port.protocol), [])
        for other in rivals:
            if other.port != port.port and _together(port, other):
                message = f"{port.component} usa {port.port} para «{port.use}» aquí y {other.port} en {other.id}"
                hint = "corrige uno, dales otro «use», o separa sus versiones con since y until"
                yield Problem(course.place(port.id, "port"), "port-conflict", message, hint)
        rivals.append(port)


def _together(one: Port, other: Port) -> bool:
    """Whether there is a version in which both hold."""
    since = max(minor_number(port.since or "1.0") for port in (one, other))
    return since <= min(minor_number(port.until or "1.99") for port in (one, other))

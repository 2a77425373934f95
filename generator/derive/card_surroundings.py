"""A course in; what the cards of one fact have to know of all the others out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model import CniPlugin, CommandQuestion, Course, Port

# Addresses and interfaces are chosen by whoever set up the machines, except those that are the same everywhere.
_CHOSEN = re.compile(r"(?!127\.)\d{1,3}(?:\.\d{1,3}){3}|eth\d|node\d+|controlplane")
_SYSTEM = re.compile(r"kube|coredns|default$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one has to know of the whole course to ask for one fact.

    `asked`: commands that a question asks for already, with all they need; `retired`: what belongs to network plugins
    that nobody installs any more; `pod_ranges`: ranges that the card of their plugin asks for; `users`: the components
    that use a port number; `names`: what the objects of the course are called.
    """

    asked: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
    pod_ranges: frozenset[str] = frozenset()
    users: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, course: Course) -> "Surroundings":
        """Reads them off the course."""
        version = course.curriculum.exam_version
        plugins = course.of(CniPlugin)
        users: dict[str, frozenset[str]] = {}
        for port in course.of(Port):
            users[port.port] = users.get(port.port, frozenset()) | {port.component}
        return cls(
            asked=frozenset(
                one.answer for one in course.questions if isinstance(one, CommandQuestion) and one.holds_for(version)
            ),
            retired=_retired(course),
            pod_ranges=frozenset(plugin.pod_range for plugin in plugins if plugin.pod_range),
            users=users,
            names=_names(course),
        )

    def alone(self, port: Port) -> bool:
        """Whether no other component uses a port of that number."""
        return self.users.get(port.port, frozenset()) == {port.component}

    def chosen(self, word: str) -> bool:
        """Whether a word of a command is a name or an address that somebody chose, so that one has to be told it."""
        return bool(_CHOSEN.fullmatch(word)) or word in self.names


def _retired(course: Course) -> frozenset[str]:
    """The retired plugins with their ranges, their components and all ports of these."""
    ports = course.of(Port)
    owners = {port.id: port.component for port in ports}
    parts: dict[str, set[str]] = {"active": set(), "retired": set()}
    for plugin in course.of(CniPlugin):
        components = {owners[port] for port in plugin.ports if port in owners}
        parts[plugin.status] |= {plugin.id, plugin.pod_range or plugin.id, *components}
    gone = parts["retired"] - parts["active"]
    return frozenset(gone | {port.id for port in ports if port.component in gone})


def _names(course: Course) -> frozenset[str]:
    """Names and namespaces of the objects, but those that every cluster has and those that are also a kind."""
    objects = [one for found in course.objects.values() for one in found]
    kinds = {one.kind.lower() for one in objects}
    named = {name for one in objects for name in (one.name, one.namespace) if name}
    return frozenset(name for name in named if not _SYSTEM.match(name) and name not in kinds)

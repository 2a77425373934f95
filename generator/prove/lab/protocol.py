"""What a lab's owner and its supervisor say to each other over their pipe."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.prove.lab.topology import Pod, Topology

# The files of an interactive shell through which it asks for another machine, and hears that it is back.
ASK = 8
HEAR = 9


@dataclass(frozen=True, slots=True)
class Plan:
    """First word of the owner: the lab to build, and the host's folder of CNI plugins."""

    topology: Topology
    plugins: str


@dataclass(frozen=True, slots=True)
class IdentityWanted:
    """The supervisor is in a new user namespace and waits until the owner has mapped its identity."""


@dataclass(frozen=True, slots=True)
class IdentityGiven:
    """The owner has mapped it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The kernel does not allow the namespaces that a lab needs."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The lab is up; the pods have their addresses."""

    pods: tuple[Pod, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """An action to be done inside a machine. The owner sends tuples of them; they run at the same time."""

    machine: str
    action: Callable[..., object]
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """An interactive bash on a machine, on the terminal that the supervisor inherited."""

    machine: str
    environment: tuple[tuple[str, str], ...]
    start_file: str
    unknown_machine: str

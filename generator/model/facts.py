"""The kinds of fact, each its own frozen type; `FACT_KINDS` tells which file or folder under facts/ holds which."""

import ipaddress
import re
import shlex
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from generator.model.base import Fact, Id, Line, Model, Slug, Text
from generator.model.network import Cidr, Network, PortRange, Protocol, Where
from generator.model.proofs import HostProof, KubectlProof, RouteProof
from generator.model.prose import Prose


class Part(Model):
    """A piece of something typed and what it does."""

    part: Line
    says: Prose


class Command(Fact):
    """A command line that the exam may need: `run` is what one types, `accepts` other ways that do the same."""

    run: Line = Field(description="lo que se teclea, en una línea, sin prompt")
    purpose: Prose = Field(description="para qué sirve, en infinitivo: «Mostrar …»")
    where: Where
    root: bool = Field(description="si hace falta ser root para ver el resultado completo")
    accepts: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    traps: tuple[Prose, ...] = ()
    card: bool = Field(default=True, description="false: solo es un ejemplo, no se hace tarjeta")
    proof: Annotated[HostProof | KubectlProof, Field(discriminator="by")] | None = None

    @property
    @override
    def label(self) -> str:
        return self.run

    @property
    def program(self) -> str:
        """The first word that is a program, `sudo` and assignments left out."""
        words = (word for word in self.words if "=" not in word.split("/")[0])
        return next((word for word in words if word != "sudo"), "")

    @property
    def arguments(self) -> tuple[str, ...]:
        """What follows the program, up to a pipe."""
        words = self.words
        start = words.index(self.program) + 1 if self.program in words else 0
        end = next((i for i, word in enumerate(words) if word in {"|", "&&", ";"}), len(words))
        return words[start:end]

    @property
    def words(self) -> tuple[str, ...]:
        """The line cut as a shell cuts it; an unbalanced quote leaves it cut at spaces."""
        try:
            return tuple(shlex.split(self.run))
        except ValueError:
            return tuple(self.run.split())

    @override
    def literals(self) -> tuple[str, ...]:
        return (self.program,)


class Port(Fact):
    """A default port: who listens on it, where, and who connects to it."""

    port: PortRange
    protocol: Protocol
    component: Id
    use: Slug = Field(description="para qué, en una palabra: api, metrics, healthz, vxlan…")
    purpose: Prose
    on: tuple[Where, ...] = Field(min_length=1)
    listens: Literal["all", "loopback", "pod", "off"] = "all"
    used_by: Prose

    @property
    @override
    def label(self) -> str:
        return f"{self.port}/{self.protocol}"

    @property
    def numbers(self) -> range:
        """Every port number of the range."""
        low, _, high = self.port.partition("-")
        return range(int(low), int(high or low) + 1)

    @override
    def literals(self) -> tuple[str, ...]:
        return tuple(self.port.split("-"))


class Range(Fact):
    """A block of addresses and who uses it by default."""

    cidr: Cidr
    name: Prose
    component: Id | None = None
    flag: Line | None = Field(default=None, description="la opción o el campo con que se cambia")
    inside: tuple[Id, ...] = Field(default=(), description="intervalos más grandes que lo contienen, a sabiendas")
    note: Prose | None = None

    @property
    @override
    def label(self) -> str:
        return self.cidr

    @property
    def network(self) -> Network:
        """The block as a network, for containment and overlap."""
        return ipaddress.ip_network(self.cidr)

    @property
    def first(self) -> str:
        """The lowest address."""
        return str(self.network[0])

    @property
    def last(self) -> str:
        """The highest address."""
        return str(self.network[-1])

    @override
    def literals(self) -> tuple[str, ...]:
        return (self.cidr,)


class CniPlugin(Fact):
    """A pod network add-on: what it uses when nobody configures anything."""

    name: Line
    pod_range: Id | None = Field(default=None, description="range/…; ausente: usa el podCIDR del nodo")
    encapsulation: Prose
    ports: tuple[Id, ...] = ()
    network_policy: Literal["yes", "no", "extra"]
    status: Literal["active", "retired"]
    summary: Prose
    install: Id | None = Field(default=None, description="cmd/… con que se instala")

    @property
    @override
    def label(self) -> str:
        return self.name

    @override
    def literals(self) -> tuple[str, ...]:
        return (self.name,)


class Component(Fact):
    """A program of the cluster or of a node: what it is and how it runs."""

    name: Line
    runs_as: Literal["static-pod", "daemonset", "deployment", "systemd", "binary", "addon", "library"]
    on: tuple[Where, ...] = Field(min_length=1)
    purpose: Prose

    @property
    @override
    def label(self) -> str:
        return self.name

    @override
    def literals(self) -> tuple[str, ...]:
        return (self.name,)


MANIFEST_FILES = "facts/manifests/files/"


class ManifestLine(Model):
    """A line of a manifest that matters and why."""

    line: Line = Field(description="la línea tal cual, sin la sangría")
    says: Prose


class Manifest(Fact):
    """A file of facts/manifests/ that `kubectl apply -f` takes; `text` is its content, filled in by the reader."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.yaml$")]
    purpose: Prose
    lines: tuple[ManifestLine, ...] = ()
    command: Id | None = Field(default=None, description="cmd/… imperativo que produce este manifiesto")
    invalid: Text | None = Field(default=None, description="está mal a propósito: parte del motivo que da el esquema")
    card: bool = Field(default=True, description="false: está así para diagnosticarlo; sus líneas no se preguntan")
    proof: RouteProof | None = None
    text: str = Field(default="", exclude=True)

    @property
    @override
    def label(self) -> str:
        return self.file

    @property
    def path(self) -> str:
        """Where the file is, from the folder of the course."""
        return MANIFEST_FILES + self.file


class Claim(Fact):
    """One true statement; the part to be recalled stands between `**…**`."""

    text: Prose
    note: Prose | None = None

    @property
    def recalled(self) -> str:
        """The words between the asterisks."""
        match = re.search(r"\*\*(.+?)\*\*", self.text.text)
        return match[1] if match else ""

    @override
    def literals(self) -> tuple[str, ...]:
        return tuple(re.findall(r"`([^`]+)`", self.recalled))


class Term(Fact):
    """A term of the exam in English, how we say it in Spanish, and what it means."""

    en: Line
    es: Line
    definition: Prose
    typed: bool = Field(default=False, description="se escribe tal cual en YAML o en la terminal: no se traduce")

    @property
    @override
    def label(self) -> str:
        return self.en if self.typed or self.en.lower() == self.es.lower() else self.es

    @override
    def literals(self) -> tuple[str, ...]:
        return (self.en,)


class Erratum(Fact):
    """What study notes often say and is wrong, what is right, why, and how to see it for oneself."""

    topic: Slug = Field(description="nota a la que pertenece: el nombre de su archivo en docs/")
    wrong: Prose
    right: Prose
    why: Prose
    see: Id | None = Field(default=None, description="cmd/… o manifest/… con que se comprueba")
    typed: Line | None = Field(
        default=None, description="lo que se teclea mal, para enseñar lo que responde el programa"
    )
    proof: Annotated[HostProof | KubectlProof, Field(discriminator="by")] | None = None

    @property
    @override
    def label(self) -> str:
        return self.slug


FACT_KINDS: dict[str, tuple[str, type[Fact]]] = {
    "commands": ("cmd", Command),
    "ports": ("port", Port),
    "ranges": ("range", Range),
    "cni": ("cni", CniPlugin),
    "components": ("component", Component),
    "manifests": ("manifest", Manifest),
    "claims": ("claim", Claim),
    "terms": ("term", Term),
    "errata": ("erratum", Erratum),
}

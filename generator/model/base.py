"""What every authored thing has in common: frozen, strict about keys, with sources and the versions it holds for."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from generator.model.prose import Prose

SLUG = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
ID = rf"[a-z]+/{SLUG}"

Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$")]
Id = Annotated[str, StringConstraints(pattern=rf"^{ID}$")]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n]+$")]
Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$")]
Text = Annotated[str, StringConstraints(min_length=1)]


def _known_minor(text: str) -> str:
    if not re.fullmatch(r"1\.\d{1,2}", text):
        raise ValueError("una versión menor de Kubernetes se escribe como 1.35")
    return text


Minor = Annotated[str, AfterValidator(_known_minor)]


def minor_number(version: str) -> int:
    """`1.35` → 35, so that versions can be compared."""
    return int(version.split(".")[1])


class Model(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where a value was read: the page, the day somebody opened it, and a few words of it that hold the value."""

    url: Url
    read: date
    quote: Text


class Authored(Model):
    """Anything with a permanent id: wording may change under an id, meaning may not."""

    id: str
    competency: Slug = Field(description="competencia del currículo a la que sirve: id de facts/curriculum.yaml")


class Unproven(StrEnum):
    """Why no program here can prove a fact: the closed list."""

    NEEDS_CLUSTER = "cluster"  # only a running cluster with its controllers would tell
    NEEDS_INTERNET = "internet"  # it downloads something
    DESTRUCTIVE = "destructivo"  # it changes a real machine for good
    HISTORY = "historia"  # it tells what was so in the past
    CONVENTION = "convenio"  # a name or an agreement: the source is all there is


class Fact(Authored):
    """What all kinds of fact share. `since` and `until` are Kubernetes minors, inclusive; absent means no limit."""

    since: Minor | None = None
    until: Minor | None = None
    sources: tuple[Source, ...] = Field(min_length=1)
    unproven: Unproven | None = Field(default=None, description="por qué ningún programa puede probarlo aquí")

    @property
    def kind(self) -> str:
        """`port` for the fact `port/kube-apiserver`."""
        return self.id.split("/", 1)[0]

    @property
    def slug(self) -> str:
        """`kube-apiserver` for the fact `port/kube-apiserver`; also its anchor on reference pages."""
        return self.id.split("/", 1)[1]

    @property
    def label(self) -> str:
        """What a link to this fact says."""
        return self.slug

    def literals(self) -> tuple[str, ...]:
        """The exact values that at least one source's quote must contain."""
        return ()

    def prose(self) -> tuple[tuple[str, Prose], ...]:
        """Every text in Spanish of this fact with the field it stands in (nested ones as `parts.0.says`)."""
        return tuple(_prose_of(self))

    def holds_for(self, minor: str) -> bool:
        """Whether the fact holds for that Kubernetes minor."""
        low = minor_number(self.since) if self.since else 0
        high = minor_number(self.until) if self.until else 99
        return low <= minor_number(minor) <= high


def _prose_of(value: Any, path: str = "") -> list[tuple[str, Prose]]:
    if isinstance(value, Prose):
        return [(path, value)]
    if isinstance(value, BaseModel):
        items: Any = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, tuple):
        items = list(enumerate(value))
    else:
        return []
    found: list[tuple[str, Prose]] = []
    for name, item in items:
        found += _prose_of(item, f"{path}.{name}" if path else str(name))
    return found


def prose_of(authored: BaseModel) -> tuple[tuple[str, Prose], ...]:
    """Every text in Spanish inside an authored record, with its field path."""
    return tuple(_prose_of(authored))

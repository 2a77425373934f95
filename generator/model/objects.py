"""A Kubernetes object as YAML gives it, with the line of each of its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.problems import Place


@dataclass(frozen=True)
class KubeObject:
    """One document of a manifest. `lines` has the line in the file `path` of each field path."""

    value: Mapping[str, Any]
    path: str
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    @property
    def api_version(self) -> str:
        """`networking.k8s.io/v1`, or nothing for a fragment."""
        return str(self.value.get("apiVersion") or "")

    @property
    def kind(self) -> str:
        """`Ingress`, or nothing for a fragment."""
        return str(self.value.get("kind") or "")

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Its metadata; empty if there is none or it is no mapping."""
        found = self.value.get("metadata")
        return found if isinstance(found, dict) else {}

    @property
    def name(self) -> str:
        """Its name, or nothing."""
        return str(self.metadata.get("name") or "")

    @property
    def namespace(self) -> str:
        """Its namespace; `default` where none is written."""
        return str(self.metadata.get("namespace") or "default")

    def place(self, *path: str | int) -> Place:
        """The line of a field, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return Place(self.path, self.lines[path[:end]])
        return Place(self.path, 1)

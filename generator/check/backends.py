"""An Ingress or a route of the Gateway API in; the backends that it names, as `service:port`, out."""

from collections.abc import Iterator, Mapping
from typing import Any


def backends(value: Any) -> Iterator[str]:
    """Every backend in an object, wherever it stands."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name == "service" and isinstance(part, Mapping) and isinstance(part.get("port"), Mapping):
                yield f"{part.get('name')}:{part['port'].get('number') or part['port'].get('name')}"
            for reference in part if name == "backendRefs" and isinstance(part, list) else ():
                if isinstance(reference, Mapping) and reference.get("kind", "Service") == "Service":
                    yield f"{reference.get('name')}:{reference.get('port')}"
            yield from backends(part)
    elif isinstance(value, list):
        for item in value:
            yield from backends(item)

"""Installed packages in; the strict schemas of each kind that a Kubernetes version serves out, alone or bundled."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from generator.read.gateway_later import with_later
from generator.read.gateway_schemas import gateway_schemas

Schema = dict[str, Any]
Kind = tuple[str, str]

_GATEWAY_GROUP = "gateway.networking.k8s.io"

# Kinds that became v1 after the version of the Gateway API whose schemas we have, with no change of shape.
_GRADUATED = {
    "GRPCRoute": "v1alpha2",
    "ReferenceGrant": "v1beta1",
    "TCPRoute": "v1alpha2",
    "TLSRoute": "v1alpha2",
    "UDPRoute": "v1alpha2",
}

# What v1 replaced and the Gateway API no longer serves, though the schemas that we have still know it.
_UNSERVED = frozenset({"Gateway", "GatewayClass", "GRPCRoute", "HTTPRoute", "ReferenceGrant"})

# What says nothing about whether a value is right: words for people, and formats, which no validator of ours looks at.
_SILENT = frozenset({"default", "description", "format"})
_REFERENCE = "#/$defs/"


@dataclass(frozen=True)
class KubeSchemas:
    """`definitions` answers, for a minor, which one describes each kind, and all of them; `gateway` has its kinds."""

    definitions: Callable[[str], tuple[dict[Kind, str], dict[str, Schema]]]
    gateway: Callable[[], dict[Kind, Schema]]

    def schema(self, minor: str, kind: Kind) -> Schema | None:
        """The schema of one kind with all that it refers to and no descriptions, so that equal ones look equal."""
        if kind in self.gateway():
            return self.gateway()[kind]
        kinds, definitions = self.definitions(minor)
        if kind not in kinds:
            return None
        return {"$ref": _REFERENCE + kinds[kind], "$defs": _closure([kinds[kind]], definitions)}

    def bundle(self, minor: str, wanted: Collection[str] = ()) -> dict[str, Any]:
        """What the page's own checks read: every kind that a minor serves, and the schemas of those `wanted` (or all).

        `kinds` has the name of each kind's definition, empty for one that is not wanted; `$defs`, the definitions.
        """
        kinds, definitions = self.definitions(minor)
        gateway = self.gateway()
        named = {**kinds, **{kind: "/".join(kind) for kind in gateway}}
        chosen = {kind: name for kind, name in named.items() if not wanted or kind[1] in wanted}
        found = _closure([name for kind, name in chosen.items() if kind in kinds], definitions)
        found |= {name: _bare(gateway[kind], []) for kind, name in chosen.items() if kind in gateway}
        shown = {"/".join(kind): chosen.get(kind, "") for kind in sorted(named)}
        return {"minor": minor, "kinds": shown, "$defs": dict(sorted(found.items()))}


def kube_schemas(gateway_modules: Iterable[str]) -> KubeSchemas:
    """The schemas of the installed packages; each file is read when something of it is first asked for."""
    texts = tuple(gateway_modules)
    return KubeSchemas(cache(_definitions), cache(lambda: with_later(_as_served(gateway_schemas(texts)))))


def _as_served(schemas: Mapping[Kind, Schema]) -> dict[Kind, Schema]:
    """The schemas under the versions that are served today: v1 where a kind has become v1, no v1alpha2 of its first."""
    found = {
        (api_version, kind): schema
        for (api_version, kind), schema in schemas.items()
        if kind not in _UNSERVED or not api_version.endswith("/v1alpha2")
    }
    for kind, version in _GRADUATED.items():
        older = schemas.get((f"{_GATEWAY_GROUP}/{version}", kind))
        identity = (f"{_GATEWAY_GROUP}/v1", kind)
        if older and identity not in found:
            named = {**older["properties"], "apiVersion": {"type": "string", "enum": [identity[0]]}}
            found[identity] = {**older, "properties": named}
    return found


def _definitions(minor: str) -> tuple[dict[Kind, str], dict[str, Schema]]:
    """Both are empty for a minor that the package does not know."""
    folder = f"kubernetes-json-schema/v{minor}.0-local-strict"
    file = resources.files("kubernetes_validate").joinpath(folder, "_definitions.json")
    if not file.is_file():
        return {}, {}
    definitions = json.loads(file.read_text(encoding="utf-8"))["$defs"]
    kinds: dict[Kind, str] = {}
    for name, schema in definitions.items():
        served = schema.get("x-kubernetes-group-version-kind", ())
        if len(served) == 1:  # options of requests belong to every group and are no kind that one applies
            group, version = served[0]["group"], served[0]["version"]
            kinds[f"{group}/{version}" if group else version, served[0]["kind"]] = name
    return kinds, definitions


def _closure(names: Iterable[str], definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """These definitions and all that they refer to."""
    found: dict[str, Schema] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _bare(definitions[name], waiting)
    return found


def _bare(schema: Schema, references: list[str]) -> Schema:
    """The schema without what is silent; the definitions that it refers to are added to `references`."""
    found = {key: part for key, part in schema.items() if key not in _SILENT and not key.startswith("x-kubernetes-")}
    if "$ref" in found:
        references.append(found["$ref"].removeprefix(_REFERENCE))
    for key in ("properties", "$defs"):
        if key in found:
            found[key] = {name: _bare(part, references) for name, part in found[key].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            found[key] = _bare(found[key], references)
    alternatives = found.pop("oneOf", ())
    if types := tuple(_types(alternatives)):
        found["type"] = list(dict.fromkeys(types))
    return found


def _types(alternatives: Iterable[Schema]) -> Iterator[str]:
    """The types that alternatives allow; other alternatives hang on formats, and so say nothing."""
    for one in alternatives:
        kinds = one.get("type", ())
        yield from [kinds] if isinstance(kinds, str) else kinds

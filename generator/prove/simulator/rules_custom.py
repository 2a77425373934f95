"""A custom object and the schema of its definition go in; the faults come out, in the words of the API server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema

from .definitions import Schema
from .failures import FieldFault, bad_value, not_supported, required
from .objects import Object

_TOLD = {
    "maximum": "should be less than or equal to {limit}",
    "minimum": "should be greater than or equal to {limit}",
    "pattern": "should match '{limit}'",
    "minLength": "should be at least {limit} chars long",
}


def custom_faults(schema: Schema, item: Object) -> Iterator[FieldFault]:
    """Yield what the schema refuses; rules written in CEL are not evaluated."""
    body = {key: value for key, value in item.items() if key != "metadata"}
    validator = jsonschema.Draft202012Validator(_for_validation(schema))
    for error in sorted(validator.iter_errors(body), key=lambda error: [str(key) for key in error.absolute_path]):
        yield _fault(error)


def _for_validation(schema: Any) -> Any:
    """Return the schema without references and with what may be null said in JSON Schema's way."""
    if isinstance(schema, list):
        return [_for_validation(entry) for entry in schema]
    if not isinstance(schema, Mapping):
        return schema
    plain = {key: _for_validation(value) for key, value in schema.items() if key not in ("$ref", "nullable")}
    if schema.get("nullable") and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    return plain


def _fault(error: jsonschema.ValidationError) -> FieldFault:
    field = _path(error)
    rule = str(error.validator)
    value: Any = error.instance
    limit: Any = error.validator_value
    if rule == "required":
        missing = error.message.split("'")[1]
        return required(f"{field}.{missing}" if field else missing)
    if rule == "enum":
        return not_supported(field, value, [entry for entry in limit if entry is not None])
    if rule == "type":
        kind = limit if isinstance(limit, str) else limit[0]
        return bad_value(field, _json_type(value), f'{field} in body must be of type {kind}: "{_json_type(value)}"')
    if rule == "maxLength":
        return FieldFault(field, "FieldValueTooLong", f"Too long: may not be more than {limit} bytes")
    if rule == "maxItems":
        told = f"Too many: {len(value)}: must have at most {limit} items"
        return FieldFault(field, "FieldValueTooMany", told)
    if rule == "minItems":
        return bad_value(field, len(value), f"{field} in body should have at least {limit} items")
    told = _TOLD.get(rule, "does not match the schema ({limit})").format(limit=limit)
    return bad_value(field, value, f"{field} in body {told}")


def _path(error: jsonschema.ValidationError) -> str:
    text = ""
    for key in error.absolute_path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}"
    return text.removeprefix(".")


def _json_type(value: Any) -> str:
    names: Mapping[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")

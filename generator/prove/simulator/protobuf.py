"""A body in Kubernetes' protobuf form goes in; the same object as plain data comes out."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from .failures import ApiError
from .objects import Object
from .protobuf_fields import Field, messages

MAGIC = b"k8s\x00"
_ENVELOPE_TYPE, _ENVELOPE_OBJECT = 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def decode_protobuf(body: bytes) -> Object:
    """Return the object; a message or a filled field that is not in the table is answered with 415."""
    if not body.startswith(MAGIC):
        raise ApiError(415, "simulador: el cuerpo no tiene la forma protobuf de Kubernetes")
    envelope = dict(_entries(body[len(MAGIC) :]))
    identity = {number: bytes(value).decode() for number, value in _entries(bytes(envelope[_ENVELOPE_TYPE]))}
    kind = identity[2]
    if kind not in messages():
        raise ApiError(415, f"simulador: no lee {kind} en protobuf; envíe el manifiesto con kubectl apply -f")
    return {"apiVersion": identity[1], "kind": kind, **_message(kind, bytes(envelope[_ENVELOPE_OBJECT]))}


def _message(name: str, data: bytes) -> Object:
    found: Object = {}
    for number, raw in _entries(data):
        field = messages()[name].get(number)
        if field is None:
            _refuse_filled(name, number, raw)
        elif field.inlined:
            found |= _message(field.type, bytes(raw))
        elif field.type.startswith("map<"):
            found.setdefault(field.name, {}).update([_pair(field.type[4:-1], bytes(raw))])
        elif field.repeated:
            found.setdefault(field.name, []).append(_value(field.type, raw))
        else:
            _keep(found, field, _value(field.type, raw))
    return found


def _keep(found: Object, field: Field, value: Any) -> None:
    if value or field.keeps_zero:
        found[field.name] = value


def _refuse_filled(message: str, number: int, raw: Any) -> None:
    # A structure that is empty all the way down is how Go writes a field that nobody filled.
    if raw if isinstance(raw, int) else not _is_empty(raw):
        raise ApiError(415, f"simulador: no lee el campo {number} de {message} en protobuf")


def _is_empty(data: bytes) -> bool:
    try:
        return all(_is_empty(raw) if isinstance(raw, bytes) else not raw for _, raw in _entries(data))
    except (IndexError, ValueError):
        return False


def _pair(kind: str, data: bytes) -> tuple[str, Any]:
    entry = dict(_entries(data))
    return bytes(entry.get(1, b"")).decode(), _value(kind, entry.get(2, b""))


def _value(kind: str, raw: Any) -> Any:
    if kind == "text":
        return bytes(raw).decode()
    if kind == "bytes":
        return base64.b64encode(raw).decode()
    if kind == "bool":
        return bool(raw)
    if kind == "int":
        return raw - (1 << 64) if raw >> 63 else raw
    if kind == "Quantity":
        return bytes(dict(_entries(raw)).get(1, b"")).decode()
    if kind == "IntOrString":
        entry = dict(_entries(raw))
        return bytes(entry.get(3, b"")).decode() if entry.get(1) else _value("int", entry.get(2, 0))
    return _message(kind, bytes(raw))


def _entries(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield field numbers with a whole number or the bytes under them."""
    position = 0
    while position < len(data):
        tag, position = _varint(data, position)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            value, position = _varint(data, position)
            yield number, value
            continue
        if wire not in (_BYTES, _FIXED32, _FIXED64):
            raise ValueError(f"unknown wire type {wire}")
        size, position = _varint(data, position) if wire == _BYTES else ({_FIXED32: 4, _FIXED64: 8}[wire], position)
        if position + size > len(data):
            raise ValueError("truncated field")
        yield number, data[position : position + size]
        position += size


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position

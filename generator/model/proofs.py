"""How a fact asks to be proven, and what a run of the real program left in the ledger facts/proofs.lock."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import Id, Line, Model, Text


class HostProof(Model):
    """Run on a machine of the lab: a node, a pod by its name, `gateway`.

    `expect` is a regular expression that is searched in the output, `^` and `$` meaning lines; `status` the exit code.
    """

    by: Literal["host"]
    on: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")] = "controlplane"
    expect: Text
    status: int = 0


class KubectlProof(Model):
    """Run with the real kubectl.

    `equals`: what `create … --dry-run=client -o yaml` must produce. `expect`: regular expression for the
    answer of the simulator after `given` was applied. Neither: kubectl must parse the line.
    """

    by: Literal["kubectl"]
    equals: Id | None = None
    given: tuple[Id, ...] = ()
    expect: Text | None = None
    status: int = 0


class RouteRequest(Model):
    """A request, and the backend and path that it must reach (`404` and other codes where none answers)."""

    method: Line = "GET"
    host: Line = "example.com"
    path: Line
    headers: tuple[Line, ...] = ()
    reaches: Line = Field(description="servicio:puerto, o el código HTTP si no llega a ninguno")
    receives: Line | None = Field(default=None, description="la ruta que recibe el backend")


class Connection(Model):
    """A connection that NetworkPolicies must let pass or not; ends are `namespace/pod` or an address."""

    origin: Line
    to: Line
    port: int = Field(ge=1, le=65535)
    protocol: Literal["TCP", "UDP"] = "TCP"
    allowed: bool


class RouteProof(Model):
    """Requests or connections tried on the manifest together with the manifests named in `given`."""

    by: Literal["ingress", "gateway", "policy"]
    given: tuple[Id, ...] = ()
    requests: tuple[RouteRequest, ...] = ()
    connections: tuple[Connection, ...] = ()


ProofKind = Literal["schema", "kubectl", "host", "route"]


class Proof(Model):
    """One line of the ledger: what proved which fact, when, and the fingerprints of both."""

    id: str
    kind: ProofKind
    program: Line
    version: Line
    run_on: date
    command: str = ""
    fact: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    output: str = ""

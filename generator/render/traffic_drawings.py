"""Facts in; what the diagrams of a packet's way draw out: Services, DNS, policies, and where each of them can fail."""

import re
from collections.abc import Callable, Mapping

from generator.model import Manifest
from generator.render.drawings import Row, Values, nth_subnet
from generator.render.lookup import MISSING, Lookup

_NODE_PORT = "manifest/service-nodeport"
_LOCAL = "manifest/service-external-local"
_COREFILE = "manifest/dns-coredns-config"
_CODE_WIDTH = 51
_CHECKPOINTS = (
    ("¿Se resuelve el nombre?", "cmd/exec-nslookup-service"),
    ("¿El Service tiene ese puerto y ese selector?", "cmd/diag-describe-service-empty"),
    ("¿Hay Pods con esas etiquetas, y preparados?", "cmd/get-pods-by-selector"),
    ("¿Tiene endpoints?", "cmd/diag-endpointslices-empty"),
    ("¿Escucha el Pod en ese targetPort?", "cmd/diag-nc-pod-closed"),
    ("¿Lo corta una NetworkPolicy?", "cmd/get-networkpolicies-all"),
    ("¿Ha escrito kube-proxy las reglas en el nodo?", "cmd/iptables-save-service"),
)


def _service_ports(lookup: Lookup) -> Values:
    port = ("spec", "ports", 0)
    return {
        "service": lookup.field(_NODE_PORT, "Service", "metadata", "name"),
        "port": lookup.field(_NODE_PORT, "Service", *port, "port"),
        "target": lookup.field(_NODE_PORT, "Service", *port, "targetPort"),
        "node_port": lookup.field(_NODE_PORT, "Service", *port, "nodePort"),
    }


def _traffic_policy(lookup: Lookup) -> Values:
    return {
        "policy": lookup.field(_LOCAL, "Service", "spec", "externalTrafficPolicy"),
        "node_port": lookup.field(_LOCAL, "Service", "spec", "ports", 0, "nodePort"),
    }


def _pod_to_pod(lookup: Lookup) -> Values:
    """The addresses of two Pods on one node and of one on the next, and those of their nodes."""
    pods = lookup.range("range/flannel-pods")
    subnets = [nth_subnet(pods, number) for number in (0, 1)] if pods else []
    addresses = [str(subnets[node][host]) for node, host in ((0, 2), (0, 3), (1, 2))] if subnets else []
    return {
        "pods": addresses or [f"{MISSING} range/flannel-pods"] * 3,
        "subnet": str(subnets[1]) if subnets else "",
        "nodes": [_said(lookup, "cmd/ip-route-get-pod", word) for word in ("src", "via")],
        "vxlan": lookup.value("port/flannel-vxlan"),
        "header": lookup.value("claim/vxlan-mtu-50", "recalled"),
    }


def _said(lookup: Lookup, key: str, word: str) -> str:
    """What follows a word in the recorded output of a command."""
    found = re.search(rf"\b{word} (\S+)", lookup.output(key))
    return found[1] if found else f"{MISSING} {key}"


def _dns_lookup(lookup: Lookup) -> Values:
    corefile = lookup.field(_COREFILE, "ConfigMap", "data", "Corefile")
    zone = re.search(r"^\s*kubernetes (\S+)", corefile, re.MULTILINE)
    forward = re.search(r"^\s*forward \S+ (\S+)", corefile, re.MULTILINE)
    resolv = lookup.output("cmd/cat-resolv-conf-pod").splitlines() or [f"{MISSING} cmd/cat-resolv-conf-pod"]
    lines = [(14 * bool(part), line) for one in resolv for part, line in enumerate(lookup.lines(one, 40))]
    return {
        "lines": [Row(38 + 15 * index, "", line, x=x) for index, (x, line) in enumerate(lines)],
        "bottom": 38 + 15 * len(lines),
        "service": lookup.value("range/dns-service-ip", "first"),
        "port": lookup.value("port/coredns"),
        "zone": zone[1] if zone else f"{MISSING} {_COREFILE}",
        "forward": forward[1] if forward else f"{MISSING} {_COREFILE}",
    }


def _policy_and_or(lookup: Lookup) -> Values:
    panels, y = [], 0
    for title, key in (
        ("Un elemento: se exigen las dos (Y)", "manifest/netpol-and"),
        ("Dos elementos: basta con uno (O)", "manifest/netpol-or"),
    ):
        lines = _peers(lookup, key) or [f"{MISSING} {key}"]
        found = lookup.course.by_id.get(key)
        tried = found.proof.connections if isinstance(found, Manifest) and found.proof else ()
        marks = tuple(f"{'✓' if one.allowed else '✗'} {one.origin}" for one in tried)
        panels.append(Row(y, title, "", tuple(lines), mark="\n".join(marks)))
        y += 52 + 16 * max(len(lines), len(marks))
    return {"panels": panels, "height": y - 8, "target": lookup.field("manifest/netpol-and", "NetworkPolicy", *_TO)}


_TO = ("spec", "podSelector", "matchLabels", "app")


def _peers(lookup: Lookup, key: str) -> list[str]:
    """The lines of a manifest from `- from:` on, as they are written."""
    fact = lookup.course.by_id.get(key)
    _, start, rest = fact.text.partition("- from:\n") if isinstance(fact, Manifest) else ("", "", "")
    lines = rest.rstrip().split("\n") if start else []
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return [line[margin:] for line in lines]


def _service_checkpoints(lookup: Lookup) -> Values:
    rows, y = [], 4
    for question, key in _CHECKPOINTS:
        command = lookup.lines(lookup.value(key, "run"), _CODE_WIDTH)
        rows.append(Row(y, question, "", command, width=28 + 15 * len(command)))
        y += 28 + 15 * len(command) + 16
    return {"rows": rows, "height": y - 10}


DRAWINGS: Mapping[str, Callable[[Lookup], Values]] = {
    "dns-lookup": _dns_lookup,
    "pod-to-pod": _pod_to_pod,
    "policy-and-or": _policy_and_or,
    "service-checkpoints": _service_checkpoints,
    "service-ports": _service_ports,
    "traffic-policy": _traffic_policy,
}
"""The values of the diagrams of model.embeds.DIAGRAMS that follow a packet."""

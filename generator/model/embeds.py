"""The tables and diagrams that a note may embed, and how `[[table/ports?on=worker]]` says which rows it wants."""

from collections.abc import Mapping

TABLES: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"competency"}),
    "cni": frozenset({"status"}),
    "commands": frozenset({"where", "competency", "program"}),
    "errata": frozenset({"topic"}),
    "ports": frozenset({"on", "component", "protocol"}),
    "ranges": frozenset({"component"}),
    "routes": frozenset({"manifest"}),
    "terms": frozenset({"competency"}),
}
"""Each table with the filters that it knows."""

DIAGRAMS = frozenset(
    {
        "allowed-routes",
        "cni-comparison",
        "dns-lookup",
        "gateway-kinds",
        "ingress-flow",
        "kubeadm-steps",
        "node-network",
        "pod-to-pod",
        "policy-and-or",
        "port-map",
        "private-ranges",
        "request-flow",
        "rewrite",
        "service-checkpoints",
        "service-ports",
        "traffic-policy",
    }
)
"""Each diagram; its picture is the template of that name in assets/diagrams/."""


def read_filter(text: str) -> dict[str, tuple[str, ...]]:
    """`on=worker,node&component=kubelet` → `{"on": ("worker", "node"), "component": ("kubelet",)}`."""
    pairs = (part.partition("=") for part in text.split("&") if part)
    return {name: tuple(value for value in values.split(",") if value) for name, _, values in pairs}

"""What a NetworkPolicy lets pass: each table tells which connections really passed between network namespaces."""

from typing import Any

import pytest
import yaml

from generator.prove.routes.labels import matches
from generator.prove.routes.policy import Connection, nft_program, policy_verdicts
from generator.prove.routes.policy_lab import lab_verdicts
from generator.prove.routes.policy_rules import policy_rules

Object = dict[str, Any]

NAMESPACES = ({"kind": "Namespace", "metadata": {"name": "shop", "labels": {"team": "shop"}}},)


def pod(key: str, *ports: tuple[str, int], **labels: str) -> Object:
    namespace, name = key.split("/")
    declared = [{"name": port_name, "containerPort": number} for port_name, number in ports]
    metadata = {"namespace": namespace, "name": name, "labels": labels}
    return {"kind": "Pod", "metadata": metadata, "spec": {"containers": [{"name": "main", "ports": declared}]}}


PODS = (
    pod("default/web", ("http", 8080), app="web"),
    pod("default/api", app="api", role="client"),
    pod("default/db", app="db"),
    pod("shop/api", app="api", role="client"),
    pod("shop/other", app="other"),
    pod("blog/api", app="api"),
    pod("kube-system/coredns", **{"k8s-app": "kube-dns"}),
)


def policy(spec: str, name: str = "rule") -> Object:
    """A NetworkPolicy in namespace default with that spec in YAML."""
    return {"kind": "NetworkPolicy", "metadata": {"name": name}, "spec": yaml.safe_load(spec)}


def passing(policies: list[Object], *connections: Connection) -> set[Connection]:
    """Those connections that passed."""
    verdicts = policy_verdicts([*NAMESPACES, *PODS, *policies], connections)
    return {connection for connection, passed in zip(connections, verdicts, strict=True) if passed}


def to_web(*origins: str, port: int = 80) -> tuple[Connection, ...]:
    return tuple(Connection(origin, "default/web", port) for origin in origins)


EVERYBODY = ("default/api", "default/db", "shop/api", "shop/other", "blog/api")

DENY_ALL = policy("{podSelector: {}, policyTypes: [Ingress, Egress]}", "deny-all")


def test_without_a_policy_everything_passes() -> None:
    tried = (*to_web(*EVERYBODY, "203.0.113.7"), Connection("default/web", "203.0.113.7", 53, "UDP"))
    assert passing([], *tried) == set(tried)


def test_deny_all_holds_for_the_pods_of_its_namespace_in_both_directions() -> None:
    inside = (*to_web(*EVERYBODY), Connection("default/web", "shop/api"), Connection("default/db", "203.0.113.7"))
    beyond = (Connection("blog/api", "shop/api"), Connection("shop/api", "203.0.113.7", 53, "UDP"))
    assert passing([DENY_ALL], *inside, *beyond) == set(beyond)


def test_answers_pass_where_the_other_direction_is_closed() -> None:
    allow = policy("{podSelector: {matchLabels: {app: web}}, ingress: [{}]}", "allow")
    assert passing([DENY_ALL, allow], *to_web(*EVERYBODY)) == set(to_web("shop/api", "shop/other", "blog/api"))


def test_a_label_opens_for_pods_of_the_same_namespace() -> None:
    allow = policy("""
        podSelector: {matchLabels: {app: web}}
        ingress: [{from: [{podSelector: {matchLabels: {app: api}}}], ports: [{port: 80}]}]
    """)
    tried = (*to_web(*EVERYBODY), *to_web("default/api", port=81), Connection("default/api", "default/web", 80, "UDP"))
    assert passing([allow], *tried) == set(to_web("default/api"))


BOTH = "{namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {role: client}}}"
EITHER = "{namespaceSelector: {matchLabels: {team: shop}}}, {podSelector: {matchLabels: {role: client}}}"


def test_two_selectors_in_one_item_must_both_hold_and_in_two_items_either() -> None:
    def allow(peers: str) -> Object:
        return policy(f"{{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{from: [{peers}]}}]}}")

    assert passing([allow(BOTH)], *to_web(*EVERYBODY)) == set(to_web("shop/api"))
    assert passing([allow(EITHER)], *to_web(*EVERYBODY)) == set(to_web("shop/api", "shop/other", "default/api"))


def test_an_empty_namespace_selector_is_every_namespace() -> None:
    allow = policy("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}")
    assert passing([allow], *to_web(*EVERYBODY, "203.0.113.7")) == set(to_web(*EVERYBODY))


def test_a_namespace_is_known_by_its_name() -> None:
    allow = policy("""
        podSelector: {}
        ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: blog}}}]}]
    """)
    assert passing([allow], *to_web(*EVERYBODY)) == set(to_web("blog/api"))


def test_an_address_block_without_its_exceptions() -> None:
    allow = policy("""
        podSelector: {}
        ingress: [{from: [{ipBlock: {cidr: 172.17.0.0/16, except: [172.17.1.0/24, 172.17.2.0/24]}}]}]
    """)
    outside = ("172.17.0.5", "172.17.1.5", "172.17.2.5", "172.18.0.5")
    assert passing([allow], *to_web(*outside, "default/api")) == set(to_web("172.17.0.5"))


def test_egress_only_to_dns() -> None:
    allow = policy("""
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
          ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
    """)
    dns = tuple(Connection("default/web", "kube-system/coredns", 53, protocol) for protocol in ("UDP", "TCP"))
    refused = (
        Connection("default/web", "kube-system/coredns", 9153),
        Connection("default/web", "203.0.113.53", 53, "UDP"),
        Connection("default/web", "default/db"),
    )
    entering = Connection("shop/api", "default/web")
    assert passing([allow], *dns, *refused, entering) == {*dns, entering}


def test_a_range_of_ports() -> None:
    allow = policy("{podSelector: {}, ingress: [{ports: [{port: 32000, endPort: 32768}]}]}")
    tried = {port: Connection("default/api", "default/web", port) for port in (31999, 32000, 32500, 32768, 32769)}
    assert passing([allow], *tried.values()) == {tried[32000], tried[32500], tried[32768]}


def test_a_port_by_name_is_that_of_the_pod_which_is_reached() -> None:
    into = policy("{podSelector: {}, ingress: [{ports: [{port: http}]}]}")
    out = policy("{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}")
    named, other = (Connection("default/api", "default/web", port) for port in (8080, 80))
    db = Connection("default/api", "default/db", 8080)
    assert passing([into], named, other, db) == {named}
    assert passing([out], named, other, db) == {named}


def allow_from(app: str) -> Object:
    return policy(
        f"{{podSelector: {{}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: {app}}}}}}}]}}]}}", app
    )


def test_policies_add_up() -> None:
    closed = policy("{podSelector: {}, policyTypes: [Ingress]}", "closed")
    allowed = passing([closed, allow_from("api"), allow_from("db")], *to_web(*EVERYBODY))
    assert allowed == set(to_web("default/api", "default/db"))


@pytest.mark.parametrize(
    ("spec", "directions"),
    [
        ("{podSelector: {}}", {"ingress"}),
        ("{podSelector: {}, egress: []}", {"ingress"}),
        ("{podSelector: {}, egress: [{}]}", {"ingress", "egress"}),
        ("{podSelector: {}, policyTypes: [Egress]}", {"egress"}),
        ("{podSelector: {}, policyTypes: [Ingress], egress: [{}]}", {"ingress"}),
        ("{podSelector: {matchLabels: {app: nobody}}}", set()),
    ],
)
def test_which_directions_a_policy_isolates(spec: str, directions: set[str]) -> None:
    rules = policy_rules([pod("default/web"), policy(spec)], {"default/web": "10.0.0.1"}).get("default/web", "")
    assert {direction for direction in ("ingress", "egress") if f"chain {direction}_rules" in rules} == directions


def test_the_rules_of_a_pod() -> None:
    spec = """
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Ingress]
        ingress:
        - from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {podSelector: {matchLabels: {app: db}}}]
          ports: [{port: 3000, endPort: 3010}, {protocol: UDP}]
        - from: [{ipBlock: {cidr: "2001:db8::/32"}}, {podSelector: {matchLabels: {app: nobody}}}]
    """
    objects = [pod("default/web", app="web"), pod("default/db", app="db"), policy(spec)]
    addresses = {"default/web": "10.244.0.1", "default/db": "10.244.0.2"}
    assert policy_rules(objects, addresses, ["10.244.0.254"]) == {
        "default/web": """\
table inet networkpolicy {
  chain ingress_rules {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
    ip saddr { 10.244.0.254 } accept
    ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 tcp dport 3000-3010 accept comment "default/rule"
    ip saddr { 10.244.0.2 } tcp dport 3000-3010 accept comment "default/rule"
    ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 meta l4proto udp accept comment "default/rule"
    ip saddr { 10.244.0.2 } meta l4proto udp accept comment "default/rule"
    ip6 saddr 2001:db8::/32 accept comment "default/rule"
    reject with icmpx type admin-prohibited
  }
}
"""
    }


@pytest.mark.parametrize(
    ("expression", "matching"),
    [
        ({"operator": "In", "values": ["a", "b"]}, ["a", "b"]),
        ({"operator": "NotIn", "values": ["a"]}, ["b", "c", None]),
        ({"operator": "Exists"}, ["a", "b", "c"]),
        ({"operator": "DoesNotExist"}, [None]),
    ],
)
def test_expressions_in_selectors(expression: Object, matching: list[str | None]) -> None:
    selector = {"matchExpressions": [{"key": "x", **expression}]}
    labels = {value: {"x": value} if value else {} for value in ("a", "b", "c", None)}
    assert [value for value in labels if matches(selector, labels[value])] == matching


def test_an_unknown_operator_in_a_selector() -> None:
    with pytest.raises(ValueError, match="operador desconocido en un selector: Like"):
        matches({"matchExpressions": [{"key": "x", "operator": "Like"}]}, {})


def test_changing_one_selector_changes_the_verdict() -> None:
    assert passing([allow_from("api")], *to_web("default/api")) != passing([allow_from("ap")], *to_web("default/api"))


def test_a_connection_with_an_unknown_end() -> None:
    with pytest.raises(ValueError, match="default/nobody no es un pod"):
        passing([], Connection("default/nobody", "default/web"))


def test_the_pods_of_a_deployment_are_pods_too() -> None:
    deployment = {
        "kind": "Deployment",
        "metadata": {"name": "front"},
        "spec": {"template": {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": []}}},
    }
    allow = policy("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]}")
    tried = Connection("default/front", "default/web")
    assert policy_verdicts([*PODS, deployment, allow], [tried]) == (True,)


def test_the_lab_says_the_same() -> None:
    allow = policy(f"{{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{from: [{BOTH}]}}]}}", "both")
    block = policy("""
        podSelector: {matchLabels: {app: web}}
        ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}], ports: [{port: 81}]}]
    """)
    dns = policy("""
        podSelector: {matchLabels: {app: db}}
        egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]
        policyTypes: [Egress]
    """)
    expected = {
        **dict.fromkeys(to_web(*EVERYBODY), False),
        Connection("shop/api", "default/web"): True,
        Connection("203.0.113.7", "default/web", 80): False,
        Connection("203.0.113.7", "default/web", 81): True,
        Connection("203.0.113.200", "default/web", 81): False,
        Connection("default/db", "kube-system/coredns", 53, "UDP"): True,
        Connection("default/db", "kube-system/coredns", 53): False,
        Connection("default/db", "203.0.113.7", 53, "UDP"): False,
        Connection("default/api", "203.0.113.7", 53, "UDP"): True,
    }
    objects = [*NAMESPACES, *PODS, allow, block, dns]
    tried = tuple(expected)
    assert dict(zip(tried, policy_verdicts(objects, tried), strict=True)) == expected
    assert dict(zip(tried, lab_verdicts(objects, tried), strict=True)) == expected


def test_the_program_has_a_name_and_a_version() -> None:
    assert (nft_program().name, nft_program().version.count(".")) == ("nftables", 2)

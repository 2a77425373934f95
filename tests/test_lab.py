"""The lab: a cluster's network that is real, that looks like kubeadm's, and of which nothing outlives its owner."""

import json
import os
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from generator.prove.lab import (
    Lab,
    LabError,
    Outside,
    Pod,
    Port,
    Service,
    ServicePort,
    Trial,
    needs,
    steady,
    two_nodes,
)
from generator.prove.lab.dns import Records, reply
from generator.prove.lab.proxy_iptables import iptables_rules
from generator.prove.lab.proxy_nftables import nft_rules

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0
SHELL = (sys.executable, "-m", "generator.prove.lab.shell")
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """The usual lab, for tests that leave it as it was."""
    with Lab.up() as up:
        yield up


def stdout(lab: Lab, machine: str, script: str) -> str:
    """What a script that must succeed without complaint prints."""
    result = lab.run(machine, script)
    assert (result.stderr, result.status) == ("", 0)
    return result.stdout


def within_patience(holds: Callable[[], bool]) -> bool:
    """Whether it holds, now or soon: the kernel tidies up after processes in its own time."""
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


# What a node looks like


def test_a_node_has_the_routes_of_a_cluster(lab: Lab) -> None:
    assert stdout(lab, "controlplane", "ip route") == (
        "default via 172.30.1.1 dev eth0 \n"
        "10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1 \n"
        "10.244.1.0/24 via 172.30.1.3 dev eth0 \n"
        "172.30.1.0/24 dev eth0 proto kernel scope link src 172.30.1.2 \n"
    )
    assert stdout(lab, "node01", "ip route show default") == "default via 172.30.1.1 dev eth0 \n"


def test_the_bridge_is_the_one_of_the_notes(lab: Lab) -> None:
    assert stdout(lab, "controlplane", "ip link show cni0") == (
        "3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP mode DEFAULT group default"
        " qlen 1000\n    link/ether 0a:54:0a:f4:00:00 brd ff:ff:ff:ff:ff:ff\n"
    )
    assert "inet 10.244.1.1/24 brd 10.244.1.255 scope global cni0" in stdout(
        lab, "node01", "ip address show type bridge"
    )


def test_every_pod_of_a_node_is_plugged_into_the_bridge(lab: Lab) -> None:
    for node in ("controlplane", "node01"):
        plugged = stdout(lab, node, "ip -o link show master cni0").splitlines()
        assert len(plugged) == len([pod for pod in lab.pods if pod.node == node]) == 2
        assert all(re.match(r"\d+: veth[0-9a-f]{8}@", line) and "state UP" in line for line in plugged)


def test_the_real_plugins_and_their_configuration_are_where_containerd_looks(lab: Lab) -> None:
    assert {"bridge", "host-local", "loopback", "portmap"} <= set(
        stdout(lab, "controlplane", "ls /opt/cni/bin").split()
    )
    assert stdout(lab, "controlplane", "ls /etc/cni/net.d") == "10-bridge.conflist\n"
    network = json.loads(stdout(lab, "node01", "cat /etc/cni/net.d/10-bridge.conflist"))
    assert [plugin["type"] for plugin in network["plugins"]] == ["bridge", "portmap"]
    assert network["plugins"][0]["ipam"]["ranges"] == [[{"subnet": "10.244.1.0/24"}]]


CONTROL_PLANE_LISTENERS = {
    "*:6443 kube-apiserver",
    "*:10250 kubelet",
    "*:10256 kube-proxy",
    "127.0.0.1:2379 etcd",
    "172.30.1.2:2379 etcd",
    "172.30.1.2:2380 etcd",
    "127.0.0.1:2381 etcd",
    "127.0.0.1:10248 kubelet",
    "127.0.0.1:10249 kube-proxy",
    "127.0.0.1:10257 kube-controller",
    "127.0.0.1:10259 kube-scheduler",
    "127.0.0.1:35617 containerd",
}
WORKER_LISTENERS = {
    "*:10250 kubelet",
    "*:10256 kube-proxy",
    "127.0.0.1:10248 kubelet",
    "127.0.0.1:10249 kube-proxy",
    "127.0.0.1:38127 containerd",
}


@pytest.mark.parametrize(
    ("node", "expected"), [("controlplane", CONTROL_PLANE_LISTENERS), ("node01", WORKER_LISTENERS)]
)
def test_the_programs_of_a_node_listen_under_their_names(lab: Lab, node: str, expected: set[str]) -> None:
    rows = stdout(lab, node, "ss -Hltnp").splitlines()
    found = {f"{row.split()[3]} {row.split('((')[1].split(',')[0].strip(chr(34))}" for row in rows}
    assert found == expected


def test_netstat_names_the_programs_too(lab: Lab) -> None:
    assert stdout(lab, "controlplane", "netstat -nplt | grep -i scheduler").split() == (
        ["tcp", "0", "0", "127.0.0.1:10259", "0.0.0.0:*", "LISTEN", "1702/kube-scheduler"]
    )


def test_the_api_server_is_connected_to_etcd(lab: Lab) -> None:
    rows = stdout(lab, "controlplane", "ss -Htnp state established dst 127.0.0.1:2379").splitlines()
    assert len(rows) == 4
    assert all('"kube-apiserver",pid=1623' in row for row in rows)


def test_ps_shows_the_processes_of_this_node_alone(lab: Lab) -> None:
    # After them come the processes of the command itself.
    assert stdout(lab, "node01", "ps -eo pid=,args= | head -6 | awk '{print $1, $2}'").splitlines() == [
        "1 /sbin/init",
        "842 /usr/bin/containerd",
        "1777 /usr/bin/kubelet",
        "1951 /usr/local/bin/kube-proxy",
        "2410 /http-echo",
        "2510 /http-echo",
    ]
    assert "service-cluster-ip-range=10.96.0.0/12" in stdout(lab, "controlplane", "ps -C kube-apiserver -o args=")


def test_health_ports_answer(lab: Lab) -> None:
    answer = lab.http("controlplane", "http://127.0.0.1:10248/healthz")
    assert answer is not None
    assert (answer.status, answer.body) == (200, "ok")


# Pods and traffic


def test_pods_know_where_they_are(lab: Lab) -> None:
    assert [(pod.name, pod.node, pod.namespace, pod.address) for pod in lab.pods] == [
        ("coredns", "controlplane", "kube-system", "10.244.0.2"),
        ("web-0", "controlplane", "default", "10.244.0.3"),
        ("web-1", "node01", "default", "10.244.1.2"),
        ("db-0", "node01", "default", "10.244.1.3"),
    ]
    assert lab.pod("web-0").labels == {"app": "web"}
    assert stdout(lab, "web-0", "hostname; ip -4 -o address show eth0").split()[0:5] == [
        *("web-0", "2:", "eth0", "inet", "10.244.0.3/24"),
    ]


def test_a_pod_has_the_resolver_of_a_cluster(lab: Lab) -> None:
    assert stdout(lab, "web-0", "cat /etc/resolv.conf") == (
        "search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n"
    )
    assert stdout(lab, "web-0", "getent hosts web").split() == ["10.96.20.30", "web.default.svc.cluster.local"]
    assert stdout(lab, "db-0", "getent hosts 10-244-0-3.default.pod").split()[0] == "10.244.0.3"
    assert lab.run("web-0", "getent hosts ninguno").status == 2


def test_between_pods_of_two_nodes_there_are_two_routers(lab: Lab) -> None:
    assert " ttl=62 " in stdout(lab, "web-0", "ping -c 1 10.244.1.2")
    assert " ttl=64 " in stdout(lab, "db-0", "ping -c 1 10.244.1.2")


def test_a_pod_says_who_it_is_and_what_it_received(lab: Lab) -> None:
    answer = lab.http("web-0", "http://10.244.1.2/ruta?x=1", headers={"Host": "www.example.com"})
    assert answer is not None
    assert (answer.status, answer.pod, answer.path, answer.client) == (200, "web-1", "/ruta?x=1", "10.244.0.3")
    assert "host: www.example.com\n" in answer.body
    assert lab.http("web-0", "http://10.244.1.2:81/") is None


def test_connections_are_really_tried(lab: Lab) -> None:
    db = lab.pod("db-0").address
    assert lab.connect("web-0", (db, 5432))
    assert lab.connect("web-0", (db, 5432), protocol="UDP")
    assert not lab.connect("web-0", (db, 80))
    assert not lab.connect("web-0", (db, 80), protocol="UDP")


def test_portmap_opens_the_host_port_on_the_node_of_the_pod(lab: Lab) -> None:
    answer = lab.http("controlplane", "http://172.30.1.3:8080/")
    assert answer is not None
    assert answer.pod == "web-1"
    assert not lab.connect("controlplane", ("172.30.1.2", 8080))
    assert "CNI-HOSTPORT-DNAT" in stdout(lab, "node01", "iptables -t nat -S")


def test_there_is_no_way_out(lab: Lab) -> None:
    assert "Destination Net Unreachable" in lab.run("web-0", "ping -c 1 192.0.2.1").stdout


# Services


def pods_behind(lab: Lab, machine: str, url: str) -> set[str]:
    """Who answers, asked until both pods of the Service have: each time one of them is drawn by lot."""
    seen: set[str] = set()
    end = time.monotonic() + PATIENCE
    while len(seen) < 2 and time.monotonic() < end:
        answer = lab.http(machine, url)
        assert answer is not None
        seen.add(answer.pod)
    return seen


@pytest.mark.parametrize("proxy", ["iptables", "nftables"])
def test_a_service_is_balanced_over_its_pods(proxy: str) -> None:
    with Lab.up(two_nodes(proxy="nftables" if proxy == "nftables" else "iptables")) as lab:
        for machine, url in product(("controlplane", "db-0"), ("http://10.96.20.30/", "http://172.30.1.3:30080/")):
            assert pods_behind(lab, machine, url) == {"web-0", "web-1"}
        assert stdout(lab, "web-0", "getent hosts kubernetes").split()[0] == "10.96.0.1"
        assert lab.connect("db-0", ("10.96.0.1", 443))


def test_the_chains_have_the_names_that_kube_proxy_gives_them(lab: Lab) -> None:
    services = stdout(lab, "controlplane", "iptables -t nat -S KUBE-SERVICES")
    for name, chain in {
        "default/kubernetes:https": "KUBE-SVC-NPX46M4PTMTKRN6Y",
        "kube-system/kube-dns:dns": "KUBE-SVC-TCOU7JCQXEZGVUNU",
        "kube-system/kube-dns:dns-tcp": "KUBE-SVC-ERIFXISQEP7F7OF4",
    }.items():
        assert re.search(rf'--comment "{name} cluster IP" .* -j {chain}$', services, re.MULTILINE)
    web = stdout(lab, "node01", "iptables -t nat -S KUBE-SVC-CDGGSHYLG3RE2FKL")
    assert (
        '"default/web:http -> 10.244.0.3:80" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-' in web
    )


def test_a_service_without_endpoints_refuses_at_once() -> None:
    empty = Service("vacio", "10.96.7.7", (ServicePort("http", 80, 80),), {"app": "nadie"})
    with Lab.up(two_nodes(services=(empty,))) as lab:
        assert "has no endpoints" in stdout(lab, "node01", "iptables -S KUBE-SERVICES")
        assert "refused" in lab.run("node01", "exec 3<>/dev/tcp/10.96.7.7/80").stderr


def test_without_br_netfilter_local_answers_pass_through_nat() -> None:
    topology, rule = two_nodes(), "10.244.1.0/24 -d 10.244.1.0/24 -m conntrack --ctstate DNAT -j MASQUERADE"
    assert rule in iptables_rules(topology, topology.pods, mark_local_replies=True)
    assert rule not in iptables_rules(topology, topology.pods, mark_local_replies=False)
    local = "ip saddr 10.244.1.0/24 ip daddr 10.244.1.0/24 ct status dnat masquerade"
    assert local in nft_rules(topology, topology.pods, mark_local_replies=True)
    assert local not in nft_rules(topology, topology.pods, mark_local_replies=False)


A, AAAA = 1, 28


@pytest.mark.parametrize(
    ("name", "kind", "code", "address"),
    [
        ("web.default.svc.cluster.local", A, 0, "10.96.20.30"),
        ("WEB.default.svc.cluster.local", A, 0, "10.96.20.30"),
        ("web.default.svc.cluster.local", AAAA, 0, ""),
        ("10-244-1-2.default.pod.cluster.local", A, 0, "10.244.1.2"),
        ("web.otro.svc.cluster.local", A, 3, ""),
        ("example.com", A, 3, ""),
    ],
)
def test_dns_answers_as_coredns(name: str, kind: int, code: int, address: str) -> None:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = labels + b"\0" + struct.pack("!2H", kind, 1)
    answer = reply(Records.of(two_nodes()), b"id\1\0\0\1\0\0\0\0\0\0" + question)
    number, flags, *counts = struct.unpack("!6H", answer[:12])
    assert (number, flags & 15, counts) == (0x6964, code, [1, 1 if address else 0, 0, 0])
    assert answer[12:].startswith(question)
    assert answer.endswith(socket.inet_aton(address)) if address else answer[12:] == question


@pytest.mark.parametrize("rubbish", [b"", b"x", b"id\1\0\0\1\0\0\0\0\0\0\3we", b"\0" * 13])
def test_dns_is_silent_on_rubbish(rubbish: bytes) -> None:
    assert reply(Records.of(two_nodes()), rubbish) == b""


# Labs of one's own


def test_a_lab_has_the_pods_and_outside_hosts_that_are_asked_for() -> None:
    pods = (
        Pod("api", "controlplane", "tienda", {"app": "api"}, (Port(8443), Port(53, "UDP"))),
        Pod("cliente", "controlplane", ports=()),
    )
    with Lab.up(two_nodes(pods, outside=(Outside("internet", "203.0.113.7"),))) as lab:
        assert [pod.name for pod in lab.pods] == ["coredns", "api", "cliente"]
        api = lab.pod("api").address
        trials = {
            Trial("cliente", api, 8443): True,
            Trial("cliente", api, 53, "UDP"): True,
            Trial("cliente", api, 80): False,
            Trial("internet", api, 8443): True,
            Trial("cliente", "203.0.113.7", 80): True,
            Trial("node01", api, 8443): True,
        }
        assert dict(zip(trials, lab.connect_all(tuple(trials)), strict=True)) == trials
        assert lab.run("api", "cat /etc/resolv.conf").stdout.startswith("search tienda.svc.cluster.local ")
        from_outside = lab.http("internet", f"http://{api}:8443/")
        assert from_outside is not None
        assert from_outside.client == "203.0.113.7"


def test_names_are_unique_and_nodes_exist() -> None:
    with pytest.raises(ValueError, match=r"used twice: \['gateway'\]; nodes that do not exist: \['nodo9'\]"):
        two_nodes((Pod("gateway", "node01"), Pod("web", "nodo9")))


def test_rules_of_nft_hold_until_they_are_cleared() -> None:
    with Lab.up() as lab:
        web = lab.pod("web-1").address
        trials = (Trial("web-0", web, 80), Trial("db-0", web, 80))
        lab.apply_nft(
            "web-1",
            """table inet reglas {
              chain entrada {
                type filter hook input priority 0; policy drop;
                ct state established accept
                ip saddr 10.244.0.3 tcp dport 80 accept
              }
            }""",
        )
        assert lab.connect_all(trials) == (True, False)
        lab.clear_nft("web-1")
        assert lab.connect_all(trials) == (True, True)
        before = stdout(lab, "node01", "nft list tables")
        lab.apply_nft(
            "node01", "table inet reglas {\n chain c { type filter hook forward priority 0; policy drop; }\n}"
        )
        assert lab.connect_all(trials) == (False, False)
        lab.clear_nft("node01")
        assert stdout(lab, "node01", "nft list tables") == before
        with pytest.raises(LabError, match="syntax error"):
            lab.apply_nft("node01", "table x {")


# Commands


def test_a_command_has_an_environment_of_its_own(lab: Lab) -> None:
    assert sorted(stdout(lab, "controlplane", "env -u PWD -u SHLVL -u _ env").splitlines()) == [
        "HOME=/root",
        "LANG=C",
        "LC_ALL=C",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "TERM=dumb",
        "USER=root",
    ]


def test_output_errors_status_and_input_pass_through(lab: Lab) -> None:
    result = lab.run("db-0", "cat; echo mal >&2; exit 3", stdin="hola\n")
    assert (result.stdout, result.stderr, result.status) == ("hola\n", "mal\n", 3)
    assert lab.run("node01", "netstate -npl").stderr == "/bin/bash: line 1: netstate: command not found\n"


def test_time_is_limited(lab: Lab) -> None:
    result = lab.run("controlplane", "echo antes; sleep 60", timeout=0.5)
    assert (result.stdout, result.status) == ("antes\n", 124)
    assert stdout(lab, "controlplane", "ps -C sleep -o pid= || true") == ""


def test_the_computer_cannot_be_harmed(lab: Lab) -> None:
    for harm in (
        "touch /usr/x",
        "touch /opt/cni/bin/x",
        "echo 1 > /proc/sys/kernel/panic",
        "echo h > /proc/sysrq-trigger",
        "mknod /tmp/disco b 8 0",
        "mount -o remount,rw /usr",
    ):
        assert lab.run("controlplane", harm).status != 0, harm
    assert stdout(lab, "controlplane", "echo suyo > /etc/cni/net.d/otro; echo suyo > /etc/hostname") == ""
    assert Path("/etc/hostname").read_text() != "suyo\n"
    assert not Path("/etc/cni/net.d/otro").exists()
    assert stdout(lab, "node01", "ls /etc/cni/net.d") == "10-bridge.conflist\n"
    stdout(lab, "controlplane", "rm /etc/cni/net.d/otro; echo controlplane > /etc/hostname")


def test_namespaces_of_pods_are_listed_and_entered_as_on_a_node(lab: Lab) -> None:
    names = [line.split()[0] for line in stdout(lab, "node01", "ip netns list").splitlines()]
    addresses = {
        stdout(lab, "node01", f"ip netns exec {name} hostname; ip -n {name} -br -4 a show eth0") for name in names
    }
    assert {line.split()[3] for line in addresses} == {"10.244.1.2/24", "10.244.1.3/24"}


def test_a_machine_that_does_not_exist_is_a_mistake_of_the_caller(lab: Lab) -> None:
    with pytest.raises(ValueError, match="no machine \\['node99'\\]"):
        lab.run("node99", "true")
    with pytest.raises(ValueError, match="no pod 'web-9'"):
        lab.pod("web-9")
    assert stdout(lab, "node01", "echo sigue") == "sigue\n"


def test_a_lab_that_ended_says_so() -> None:
    lab = Lab.up()
    lab.close()
    with pytest.raises(LabError, match="the lab has ended"):
        lab.run("node01", "true")


# Repetition

REPEATED = (
    "ip route; ip address; ip -d link; ip neigh; bridge fdb",
    "ss -tulpn; ss -tn; ss -tn state established; netstat -anp",
    "ps aux; ps -ef; ps -ef | grep kubelet; ps -eo args | grep etcd",
    "iptables-save; nft list ruleset 2>/dev/null; iptables -nvL; ip -s link",
    "ping -c 1 10.244.1.2; sleep 0 & echo $!",
)


def test_two_labs_print_the_same() -> None:
    outputs = []
    for _ in range(2):
        with Lab.up() as lab:
            outputs.append([steady(stdout(lab, "controlplane", script)) for script in REPEATED])
    assert outputs[0] == outputs[1]


def test_steady_hides_times_and_sorts_what_is_drawn_by_lot() -> None:
    assert steady(
        "State  Local\n"
        "LISTEN 127.0.0.1:2\n"
        "LISTEN 127.0.0.1:1\n"
        "64 bytes from 10.244.1.2: icmp_seq=1 ttl=62 time=0.420 ms\n"
        "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n"
        "rtt min/avg/max/mdev = 0.420/0.420/0.420/0.000 ms\n"
        "172.30.1.3 dev eth0 lladdr 52:54:ac:1e:01:03 DELAY \n"
        "10.244.0.99 dev cni0  FAILED \n"
        "IP address       HW type     Flags       HW address            Mask     Device\n"
        "172.30.1.3       ether   52:54:ac:1e:01:03   C                     eth0\n"
        "10.244.0.99              (incomplete)                              cni0\n"
        "Destination\n"
        "172.30.1.3      eth0             52:54:ac:1e:01:03\n"
        "10.244.0.99     cni0             \n"
        "172.30.1.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0\n"
        "0.0.0.0         172.30.1.1      0.0.0.0         UG    0      0        0 eth0\n"
        "    0     0 KUBE-SERVICES  0    --  *      *       0.0.0.0/0\n"
        "        meta l4proto tcp counter packets 4 bytes 240 accept\n"
        "root        1777       1  0 02:00 ?        00:00:00 /usr/bin/kubelet --x\n"
        "root       20003   20001  0 02:00 ?        00:00:00 grep kubelet\n"
    ) == (
        "State  Local\n"
        "LISTEN 127.0.0.1:1\n"
        "LISTEN 127.0.0.1:2\n"
        "64 bytes from 10.244.1.2: icmp_seq=1 ttl=62 time=… ms\n"
        "1 packets transmitted, 1 received, 0% packet loss, time …ms\n"
        "rtt min/avg/max/mdev = … ms\n"
        "10.244.0.99 dev cni0  …\n"
        "172.30.1.3 dev eth0 lladdr 52:54:ac:1e:01:03 …\n"
        "IP address       HW type     Flags       HW address            Mask     Device\n"
        "10.244.0.99              (incomplete)                              cni0\n"
        "172.30.1.3       ether   52:54:ac:1e:01:03   C                     eth0\n"
        "Destination\n"
        "10.244.0.99     cni0             \n"
        "172.30.1.3      eth0             52:54:ac:1e:01:03\n"
        "172.30.1.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0\n"
        "0.0.0.0         172.30.1.1      0.0.0.0         UG    0      0        0 eth0\n"
        "… KUBE-SERVICES  0    --  *      *       0.0.0.0/0\n"
        "        meta l4proto tcp counter packets … accept\n"
        "root        1777       1  … ?        … /usr/bin/kubelet --x\n"
    )


# Nothing is left


@dataclass(frozen=True)
class Traces:
    """The processes below one process, each by number and start, and the network namespaces that they are in."""

    processes: frozenset[tuple[int, str]]
    networks: frozenset[str]

    @classmethod
    def below(cls, root: int) -> "Traces":
        parents = {pid: int(fields[1]) for pid, fields in process_table().items()}
        found = {root}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        own = network_of(os.getpid())
        table = process_table()
        networks = {network for pid in found if (network := network_of(pid)) not in ("", own)}
        return cls(frozenset((pid, table[pid][19]) for pid in found if pid in table), frozenset(networks))

    def gone(self) -> bool:
        """Whether none of them is left, and nobody is in those namespaces."""
        table = process_table()
        alive = {(pid, table[pid][19]) for pid, _ in self.processes if pid in table and table[pid][0] != "Z"}
        return not alive and not self.networks & {network_of(pid) for pid in table}


def process_table() -> Mapping[int, list[str]]:
    """The fields of /proc/PID/stat after the name: state, parent, …, start."""
    table = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            table[int(file.parent.name)] = file.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
    return table


def network_of(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/ns/net").readlink())
    except OSError:
        return ""


def mounts() -> str:
    return Path("/proc/self/mountinfo").read_text()


def test_a_lab_leaves_nothing() -> None:
    before = mounts()
    with Lab.up() as lab:
        traces = Traces.below(lab._supervisor.pid)
        assert len(traces.processes) > 15
        assert mounts() == before
    assert within_patience(traces.gone)
    assert mounts() == before


OWNER = """
import sys, time
from generator.prove.lab import Lab
with Lab.up() as lab:
    assert lab.run("web-0", "ping -c 1 10.244.1.2").status == 0
    print(lab._supervisor.pid, flush=True)
    {then}
"""


@pytest.mark.parametrize("then", ["time.sleep(600)", 'lab.run("node01", "sleep 600", timeout=600)'])
def test_a_lab_ends_with_its_owner_even_if_that_is_killed(then: str) -> None:
    before = mounts()
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(then=then)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with owner:
        assert owner.stdout is not None
        traces = Traces.below(int(owner.stdout.readline()))
        assert len(traces.processes) > 15
        owner.kill()
    assert within_patience(traces.gone)
    assert mounts() == before


def readable_by_everyone() -> tuple[str, Path]:
    """An interpreter and a copy of the lab that any user can read, wherever this one's are."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    folder.chmod(0o755)
    package = ROOT / "generator"
    for source in (package / "__init__.py", *sorted((package / "prove/lab").glob("*.py"))):
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    for python in (os.path.realpath(sys.executable), "/usr/bin/python3"):
        tried = subprocess.run([*NOBODY, "sh", "-c", f"exec {python} -c 'import enum; enum.StrEnum'"], check=False)
        if tried.returncode == 0:
            return python, folder
    raise AssertionError("no interpreter that everyone may execute")


def test_a_user_without_rights_can_have_a_lab() -> None:
    python, folder = readable_by_everyone()
    try:
        done = subprocess.run(
            [*NOBODY, "sh", "-c", "cd / && id -u && " + f"exec {python} -B -"],
            input=OWNER.format(then='print(lab.run("controlplane", "id -u; iptables -t nat -S | wc -l").stdout)'),
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    finally:
        shutil.rmtree(folder)
    assert (done.stderr, done.returncode) == ("", 0)
    outside, supervisor, inside, rules = done.stdout.split()
    assert outside != "0"
    assert inside == "0"
    assert int(rules) > 30
    assert within_patience(lambda: int(supervisor) not in process_table())


# Where there can be none


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_another_system_is_told_what_to_do(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert needs.missing(Path("/usr/lib/cni")).startswith(f"El laboratorio necesita Linux y este sistema es {system}. ")


def test_missing_programs_and_plugins_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(needs, "PATH", str(tmp_path))
    (tmp_path / "bash").touch(mode=0o755)
    assert needs.missing(tmp_path) == (
        "Faltan estos programas: ip, ss, iptables-restore, nft, ping, netstat, ps. "
        f"Faltan estos plugins CNI en {tmp_path}: bridge, host-local, loopback, portmap "
        "(si están en otra carpeta, indícala en la variable CNI_BIN). "
        "En Debian o Ubuntu: sudo apt-get install containernetworking-plugins iproute2 iptables iputils-ping"
        " net-tools nftables procps"
    )


def refused(command: tuple[str, ...], **environment: str) -> str:
    """What a shell that cannot start says."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 2)
    assert "Traceback" not in done.stderr
    return done.stderr


def test_the_shell_needs_nothing_of_linux_to_say_so() -> None:
    code = (
        "import sys; sys.modules |= {'termios': None, 'fcntl': None}; from generator.prove.lab import shell;"
        " assert 'generator.prove.lab.kernel' not in sys.modules; sys.platform = 'win32'; sys.exit(shell.main())"
    )
    assert "en Windows, dentro de WSL 2" in refused((sys.executable, "-c", code))


def test_the_shell_says_in_one_sentence_why_it_cannot_start() -> None:
    assert refused(SHELL, CNI_BIN="/nonexistent").startswith("Faltan estos plugins CNI en /nonexistent: bridge, ")
    assert refused(SHELL) == "El laboratorio necesita un terminal: ejecútalo sin redirigir su entrada.\n"


def test_a_kernel_without_user_namespaces_is_told_apart() -> None:
    forbid = 'echo 0 > /proc/sys/user/max_user_namespaces; exec script -qec "$0" /dev/null'
    shell = " ".join(SHELL)
    done = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", forbid, shell], cwd=ROOT, capture_output=True, text=True, check=False, input=""
    )
    assert done.returncode == 2
    assert done.stdout.startswith("El núcleo no permite crear los espacios de nombres privados del laboratorio (")


# The reader's shell


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: tuple[str, ...]) -> None:
        code = f"import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn({list(command)!r})))"
        self.program = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "TERM": "dumb"},
        )
        self.screen = ""

    def type(self, line: str, until: str) -> str:
        """What appears from here on until a text does."""
        assert self.program.stdin is not None
        self.program.stdin.write(line.encode())
        self.program.stdin.flush()
        return self.read(until)

    def read(self, until: str) -> str:
        assert self.program.stdout is not None
        end = time.monotonic() + PATIENCE
        while until not in self.screen:
            assert select.select([self.program.stdout], [], [], max(0, end - time.monotonic()))[0], self.screen
            piece = os.read(self.program.stdout.fileno(), 65536).decode(errors="replace").replace("\r", "")
            assert piece, self.screen
            self.screen += piece
        seen, _, self.screen = self.screen.partition(until)
        return seen + until

    def ended(self) -> int:
        """Its exit status, after the rest of its words."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.screen += self.program.stdout.read().decode().replace("\r", "")
        self.program.stdin.close()
        self.program.stdout.close()
        return self.program.wait(PATIENCE)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The shell of the lab, at its first prompt."""
    terminal = Terminal(SHELL)
    yield terminal
    if terminal.program.poll() is None:
        terminal.program.kill()
        terminal.ended()


HERE = "controlplane ~ ➜  "
THERE = "node01 ~ ➜  "


def test_the_reader_goes_from_machine_to_machine_and_comes_back(terminal: Terminal) -> None:
    welcome = terminal.read(HERE)
    assert "  web-1     node01         10.244.1.2   80/TCP              app=web\n" in welcome
    traces = Traces.below(terminal.program.pid)
    assert len(traces.processes) > 15
    assert "mtu 1450" in terminal.type("ip link show cni0\n", HERE)
    assert "node01\n" in terminal.type("nodo01\n", THERE) + terminal.type("hostname\n", THERE)
    assert " ttl=62 " in terminal.type("pod web-0\n", "web-0 ~ ➜  ") + terminal.type(
        "ping -c 1 10.244.1.2\n", "web-0 ~ ➜  "
    )
    assert "No hay ninguna máquina llamada «nada»." in terminal.type("pod nada\n", "web-0 ~ ➜  ")
    terminal.type("exit\n", THERE)
    terminal.type("exit\n", HERE)
    assert "web-0" in terminal.type("pods\n", HERE)
    terminal.type("exit\n", "exit\n")
    assert terminal.ended() == 0
    assert within_patience(traces.gone)


def test_ctrl_c_stops_a_command_and_not_the_lab(terminal: Terminal) -> None:
    terminal.read(HERE)
    terminal.type("ping 10.244.1.2\n", " ttl=63 ")
    assert " packets transmitted" in terminal.type("\x03", HERE)
    assert "\nsigue\n" in terminal.type("echo si''gue\n", HERE)
    terminal.type("\x04", "exit\n")
    assert terminal.ended() == 0


def named(traces: Traces, name: str) -> list[int]:
    """The processes of that name, oldest first."""
    by_start = sorted(traces.processes, key=lambda process: (int(process[1]), process[0]))
    return [pid for pid, _ in by_start if Path(f"/proc/{pid}/comm").read_text() == f"{name}\n"]


def test_killing_the_shell_closes_the_lab(terminal: Terminal) -> None:
    terminal.read(HERE)
    traces = Traces.below(terminal.program.pid)
    (bash,) = named(traces, "bash")
    os.kill(bash, signal.SIGKILL)
    assert terminal.ended() == 0
    assert within_patience(traces.gone)


def test_killing_a_shell_returns_to_the_one_before(terminal: Terminal) -> None:
    terminal.read(HERE)
    terminal.type("nodo01\n", THERE)
    _, inner = named(Traces.below(terminal.program.pid), "bash")
    os.kill(inner, signal.SIGKILL)
    terminal.read(HERE)
    assert "controlplane\n" in terminal.type("hostname\n", HERE)


def test_killing_the_shell_before_lets_the_reader_finish(terminal: Terminal) -> None:
    terminal.read(HERE)
    terminal.type("nodo01\n", THERE)
    traces = Traces.below(terminal.program.pid)
    outer, _ = named(traces, "bash")
    os.kill(outer, signal.SIGKILL)
    assert "node01\n" in terminal.type("hostname\n", THERE)
    terminal.type("exit\n", "exit\n")
    assert terminal.ended() == 0
    assert within_patience(traces.gone)


def test_killing_the_supervisor_closes_the_shell(terminal: Terminal) -> None:
    terminal.read(HERE)
    traces = Traces.below(terminal.program.pid)
    os.kill(named(traces, "lab")[0], signal.SIGKILL)
    assert terminal.ended() == 2
    assert "El laboratorio se ha cerrado por un fallo" in terminal.screen
    assert within_patience(traces.gone)

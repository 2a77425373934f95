"""What real kubectl does against the simulated API server, compared as whole sessions; and the parts one by one."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.prove.kubectl import run_line
from generator.prove.simulator import ApiError, Simulator
from generator.prove.simulator.definitions import built_in_definitions
from generator.prove.simulator.objects import short_duration
from generator.prove.simulator.patches import json_patch, merge, strategic_merge
from generator.prove.simulator.protobuf import decode_protobuf
from generator.prove.simulator.protobuf_fields import messages
from generator.prove.simulator.resources import built_in_resources, preference
from generator.prove.simulator.selectors import label_matcher, matches_labels
from generator.prove.simulator.server_side_apply import applied
from generator.read import read_gateway_modules
from generator.read.gateway_files import FOLDER
from generator.read.gateway_schemas import gateway_schemas, with_descriptions

ROOT = Path(__file__).parent.parent
SESSIONS = sorted((ROOT / "tests/cases/simulator").glob("*.txt"))
CREATED = """
create namespace dev
create configmap c --from-literal=a=1
create secret generic s --from-literal=a=1
create serviceaccount bot
create service clusterip s --tcp=80:8080
create service clusterip s --tcp=80 --clusterip=None
create service nodeport s --tcp=80:http --node-port=30099
create service loadbalancer s --tcp=80
create service externalname s --external-name=example.com
create deployment d --image=nginx --port=80 --replicas=0
create deployment d --image=nginx --image=busybox --replicas=3
create deployment d --image=busybox -- sleep 30
create ingress i --class=nginx --rule=a.com/x*=s:80 --rule=b.com/y=s:http,tls=t --annotation=a=b
create ingress i --default-backend=s:80
create job j --image=busybox -- date
create cronjob c --image=busybox --schedule='* * * * *' -- date
create role r --verb=get,list --resource=pods --resource-name=a
create clusterrole r --verb=get --non-resource-url=/healthz
create clusterrole r --aggregation-rule=a=b
create rolebinding b --clusterrole=view --user=ana --group=g --serviceaccount=default:bot
create clusterrolebinding b --clusterrole=view --user=ana
create quota q --hard=pods=2,services=1 --scopes=BestEffort
create poddisruptionbudget p --selector=app=web --min-available=1
create poddisruptionbudget p --selector=app=web --max-unavailable=50%
create priorityclass p --value=10 --global-default=true --description=d --preemption-policy=Never
autoscale deployment coredns -n kube-system --min=1 --max=3 --cpu=50%
""".strip().splitlines()


INGRESS = {
    "apiVersion": "networking.k8s.io/v1",
    "kind": "Ingress",
    "metadata": {"name": "web", "namespace": "critical-space"},
    "spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}},
    "status": {"loadBalancer": {"ingress": [{"ip": "203.0.113.7"}]}},
}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    declarations = [path.read_text("utf-8") for path in sorted((ROOT / FOLDER).rglob("*.d.ts"))]
    schemas = with_descriptions(gateway_schemas(read_gateway_modules(ROOT)), declarations)
    served = {key: schema for key, schema in schemas.items() if key[0].endswith("/v1") or key[1] == "ReferenceGrant"}
    with Simulator.up(schemas=served) as simulator:
        yield simulator


@pytest.fixture
def kubeconfig(simulator: Simulator, tmp_path: Path) -> Path:
    simulator.reset()
    return simulator.kubeconfig(tmp_path / "config")


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_session(session: Path, kubeconfig: Path, request: pytest.FixtureRequest) -> None:
    """Every command of the session prints what stands below it."""
    expected = session.read_text("utf-8")
    actual = replay(expected, kubeconfig)
    if request.config.getoption("--accept"):
        session.write_text(actual, "utf-8")
    assert actual == expected


def replay(session: str, kubeconfig: Path) -> str:
    """Return the session with what its commands print now; files lie at its end and live as long as it does."""
    files = dict(re.findall(r"^@file (\S+)\n(.*?)^@end$", session, re.MULTILINE | re.DOTALL))
    said, _, written = session.partition("\n@file ")
    commands = re.findall(r"^\$ (.*)$", said, re.MULTILINE)
    mark = "=== end of a command "
    line = "\n".join(f"{{ {command}\n}} 2>errors; s=$?; cat errors; echo '{mark}'$s" for command in commands)
    result = run_line(line, kubeconfig=kubeconfig, files=files, timeout=120)
    printed = re.split(rf"^{mark}(\d+)\n", re.sub(rf"(?<!\n){mark}", f"\n{mark}", result.stdout), flags=re.MULTILINE)
    parts = [said.partition("\n")[0]]
    for command, output, status in zip(commands, printed[::2], printed[1::2], strict=False):
        parts += [f"$ {command}", *([output.rstrip("\n")] if output.strip() else []), *_told(status)]
    return "\n".join(parts) + (f"\n@file {written}" if written else "\n")


def _told(status: str) -> list[str]:
    return [] if status == "0" else [f"[{status}]"]


@pytest.mark.parametrize("command", CREATED)
def test_created_as_generated(command: str, kubeconfig: Path) -> None:
    """What kubectl sends in protobuf arrives as what it prints: no field is lost or changed on the way."""
    printed = run_line(f"kubectl {_before_dashes(command, '--dry-run=client -o json')}", kubeconfig=kubeconfig)
    received = run_line(f"kubectl {_before_dashes(command, '-o json')}", kubeconfig=kubeconfig)
    assert (printed.status, printed.stderr, received.status, received.stderr) == (0, "", 0, "")
    assert contains(json.loads(received.stdout), json.loads(printed.stdout), "") == []


def _before_dashes(command: str, flags: str) -> str:
    before, dashes, after = command.partition(" -- ")
    return f"{before} {flags}{dashes}{after}"


def contains(whole: object, wanted: object, path: str) -> list[str]:
    """Return the paths of what is in `wanted` and not in `whole`; empty parts count as nothing."""
    if isinstance(wanted, dict) and isinstance(whole, dict):
        return [found for key, value in wanted.items() for found in contains(whole.get(key), value, f"{path}.{key}")]
    if isinstance(wanted, list) and isinstance(whole, list) and len(wanted) == len(whole):
        return [
            found
            for index, (one, other) in enumerate(zip(whole, wanted, strict=True))
            for found in contains(one, other, f"{path}[{index}]")
        ]
    return [] if whole == wanted or wanted in (None, {}, []) else [f"{path}: {whole!r} instead of {wanted!r}"]


def test_resources_have_definitions() -> None:
    """Every resource that is offered is one of the kinds that Kubernetes 1.37 defines."""
    known = built_in_definitions().kinds
    assert [one for one in built_in_resources() if (one.api_version, one.kind) not in known] == []


def test_same_every_time(simulator: Simulator, tmp_path: Path) -> None:
    """Two fresh clusters answer the same, down to uids and addresses."""
    line = "kubectl create deployment web --image=nginx --replicas=2; kubectl get pods,endpointslices -A -o yaml"
    printed = []
    for name in ("one", "two"):
        simulator.reset()
        printed.append(run_line(line, kubeconfig=simulator.kubeconfig(tmp_path / name)))
    assert printed[0] == printed[1]


def test_only_loopback(simulator: Simulator) -> None:
    """The port is open on the loopback address, and gone with the simulator."""
    with Simulator.up() as other:
        port = other.port
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        assert other._server.server_address[0] == "127.0.0.1"
        assert port != simulator.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_given_objects(tmp_path: Path) -> None:
    """Objects that are given keep their status, get their namespace, and are refused in the server's words."""
    with Simulator.up([INGRESS]) as simulator:
        kubeconfig = simulator.kubeconfig(tmp_path / "config")
        printed = run_line("kubectl get ingress -n critical-space --no-headers", kubeconfig=kubeconfig).stdout
        with pytest.raises(ApiError) as unknown:
            simulator.reset([{**INGRESS, "kind": "Ingreso"}])
        with pytest.raises(ApiError) as misspelt:
            simulator.reset([{**INGRESS, "spec": {"defaultBackend": {}, "rule": []}}])
    assert printed.split() == ["web", "<none>", "*", "203.0.113.7", "80", "21d"]
    assert unknown.value.message == 'no matches for kind "Ingreso" in version "networking.k8s.io/v1"'
    assert misspelt.value.message == (
        'Ingress in version "v1" cannot be handled as a Ingress: strict decoding error: unknown field "spec.rule"'
    )


def test_pod_that_is_not_ready(simulator: Simulator, tmp_path: Path) -> None:
    """It stays in the slice, marked, and takes no traffic."""
    metadata = {"name": "web", "labels": {"app": "web"}}
    status = {"phase": "Running", "podIP": "10.244.1.9", "conditions": [{"type": "Ready", "status": "False"}]}
    containers = [{"name": "web", "image": "nginx"}]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "status": status}
    service = {"apiVersion": "v1", "kind": "Service", "metadata": metadata}
    ports = [{"port": 80}]
    simulator.reset(
        [
            {**pod, "spec": {"containers": containers, "nodeName": "node01"}},
            {**service, "spec": {"selector": {"app": "web"}, "ports": ports}},
        ]
    )
    kubeconfig = simulator.kubeconfig(tmp_path / "config")
    line = """
        kubectl get pod web --no-headers
        kubectl get endpoints web --no-headers 2>/dev/null
        kubectl get endpointslices -l kubernetes.io/service-name=web -o jsonpath='{.items[*].endpoints[*].conditions}'
    """
    assert run_line(line, kubeconfig=kubeconfig).stdout == (
        'web   0/1   Running   0     7s\nweb         7s\n{"ready":false,"serving":false,"terminating":false}'
    )


def test_protobuf_refuses_what_it_does_not_know() -> None:
    """A message or a filled field outside the table is refused, never dropped in silence."""
    envelope = b"k8s\x00\n\x11\n\x02v1\x12\x0bPersistente\x12\x00"
    with pytest.raises(ApiError) as kind:
        decode_protobuf(envelope)
    with pytest.raises(ApiError) as field:
        decode_protobuf(b"k8s\x00\n\x0f\n\x02v1\x12\tNamespace\x12\x06\x12\x04\n\x02ab")
    assert (kind.value.code, field.value.code) == (415, 415)
    assert field.value.message == "simulador: no lee el campo 2 de Namespace en protobuf"


def test_protobuf_fields_are_defined() -> None:
    """Every type that a field names is a message of the table or a plain one."""
    plain = {"text", "int", "bool", "bytes", "IntOrString", "map<text>", "map<bytes>", "map<Quantity>"}
    named = {field.type for fields in messages().values() for field in fields.values()}
    assert named - plain - set(messages()) == set()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "<invalid>"),
        (-1, "0s"),
        (0, "0s"),
        (119, "119s"),
        (120, "2m"),
        (330, "5m30s"),
        (720, "12m"),
        (10800, "3h"),
        (12000, "3h20m"),
        (28800, "8h"),
        (172800, "2d"),
        (187200, "2d4h"),
        (2592000, "30d"),
        (63072000, "2y"),
        (63158400, "2y1d"),
        (315360000, "10y"),
    ],
)
def test_ages_read_as_in_kubectl(seconds: int, text: str) -> None:
    assert short_duration(seconds) == text


@pytest.mark.parametrize(
    ("selector", "matched"),
    [
        ("", "abc"),
        ("app=web", "ab"),
        ("app==web,tier!=front", "b"),
        ("app in (web, api)", "abc"),
        ("tier notin (front)", "bc"),
        ("tier", "a"),
        ("!tier", "bc"),
    ],
)
def test_label_selectors(selector: str, matched: str) -> None:
    items = {"a": {"app": "web", "tier": "front"}, "b": {"app": "web"}, "c": {"app": "api"}}
    test = label_matcher(selector)
    assert "".join(name for name, labels in items.items() if test({"metadata": {"labels": labels}})) == matched


def test_no_selector_matches_nothing_and_an_empty_one_everything() -> None:
    assert (matches_labels(None, {"a": "b"}), matches_labels({}, {"a": "b"})) == (False, True)


def test_versions_as_clients_prefer_them() -> None:
    versions = ["g/v1alpha2", "g/v1", "g/v2beta1", "g/v2", "g/other", "g/v1beta1"]
    assert sorted(versions, key=preference) == ["g/v2", "g/v1", "g/v2beta1", "g/v1beta1", "g/v1alpha2", "g/other"]


def test_merge_patch() -> None:
    assert merge({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": None, "e": 3}, "d": [2]}) == {
        "a": {"c": 2, "e": 3},
        "d": [2],
    }


def test_json_patch() -> None:
    operations = [
        {"op": "test", "path": "/a/b", "value": 1},
        {"op": "replace", "path": "/a/b", "value": 2},
        {"op": "add", "path": "/list/-", "value": 3},
        {"op": "add", "path": "/list/0", "value": 0},
        {"op": "remove", "path": "/x~1y"},
        {"op": "copy", "from": "/a/b", "path": "/copied"},
        {"op": "move", "from": "/a", "path": "/moved"},
    ]
    before = {"a": {"b": 1}, "list": [1], "x/y": 1}
    assert json_patch(before, operations) == {"list": [0, 1, 3], "copied": 2, "moved": {"b": 2}}
    with pytest.raises(ApiError):
        json_patch(before, [{"op": "replace", "path": "/none", "value": 1}])


def test_strategic_merge_patch() -> None:
    """Lists merge by the key that the schema names; directives delete, replace and order."""
    definitions = built_in_definitions()
    schema = definitions.of_kind("v1", "Pod")
    assert schema is not None
    containers = [{"name": "a", "image": "x", "args": ["1"]}, {"name": "b", "image": "y"}]
    pod = {"metadata": {"finalizers": ["f", "g"]}, "spec": {"containers": containers}}
    patch = {
        "metadata": {"$deleteFromPrimitiveList/finalizers": ["f"]},
        "spec": {
            "containers": [
                {"name": "c", "image": "z"},
                {"name": "a", "image": "w", "args": None},
                {"name": "b", "$patch": "delete"},
            ],
            "$setElementOrder/containers": [{"name": "c"}, {"name": "a"}],
        },
    }
    assert strategic_merge(definitions, schema, pod, patch) == {
        "metadata": {"finalizers": ["g"]},
        "spec": {"containers": [{"name": "c", "image": "z"}, {"name": "a", "image": "w"}]},
    }


def test_server_side_apply() -> None:
    """Fields of the manager come and go with what it applies; those of others stay."""
    definitions = built_in_definitions()
    schema = definitions.of_kind("v1", "Service")
    assert schema is not None
    live = {
        "metadata": {"labels": {"mine": "1", "theirs": "2"}},
        "spec": {"ports": [{"port": 80, "protocol": "TCP", "nodePort": 30080}, {"port": 81, "protocol": "TCP"}]},
    }
    before = {"metadata": {"labels": {"mine": "1"}}, "spec": {"ports": [{"port": 80}, {"port": 81}]}}
    now = {"metadata": {"labels": {"new": "3"}}, "spec": {"ports": [{"port": 80, "name": "http"}]}}
    assert applied(definitions, schema, live, before, now) == {
        "metadata": {"labels": {"theirs": "2", "new": "3"}},
        "spec": {"ports": [{"port": 80, "protocol": "TCP", "nodePort": 30080, "name": "http"}]},
    }

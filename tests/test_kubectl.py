"""The real kubectl, run in a place of its own, and what its answers prove."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.prove.kubectl import (
    Call,
    Result,
    Verdict,
    prove_generator,
    prove_parses,
    run_in_simulator,
    run_kubectl,
    run_line,
    version,
)
from generator.prove.simulator import Simulator

SERVICE = """
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - name: 80-8080
    port: 80
    targetPort: 8080
    nodePort: 30080
    protocol: TCP
"""
POD = """
apiVersion: v1
kind: Pod
metadata: {name: tmp, labels: {run: tmp}}
spec:
  restartPolicy: Never
  dnsPolicy: ClusterFirst
  containers: [{name: tmp, image: busybox, args: [sleep, "60"]}]
"""


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator.up() as simulator:
        yield simulator


def test_version() -> None:
    assert version() == "v1.37.1"


def test_arguments_and_input() -> None:
    """Arguments go to kubectl as they are, and what it reads comes from the caller."""
    labelled = run_kubectl(["label", "--local", "-f", "-", "a=b c", "-o", "name"], stdin=SERVICE)
    assert labelled == Result(
        "",
        'error: invalid label value: "a=b c": a valid label must be an empty string or '
        "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')\n",
        1,
    )
    assert run_kubectl(["label", "--local", "-f", "-", "a=b", "-o", "name"], stdin=SERVICE).stdout == "service/web\n"


def test_nothing_is_inherited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the caller's kubeconfig, nor its home, nor its proxies reach a line; what it writes is gone after."""
    secret = tmp_path / "secret"
    secret.write_text("current-context: production\n")
    monkeypatch.setenv("KUBECONFIG", str(secret))
    monkeypatch.setenv("SECRET", "1")
    line = 'kubectl config current-context; echo "$SECRET$HOME"; kubectl config set-context x >/dev/null; ls -A ..'
    assert run_line(line).stdout == "none\n/tmp\ncalls\nfolder\nhome\ntools\n"
    assert secret.read_text() == "current-context: production\n"


def test_no_server_without_kubeconfig() -> None:
    result = run_kubectl(["get", "pods", "--request-timeout=2s"])
    told = "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?"
    assert (result.status, result.stderr.splitlines()[-1]) == (1, told)


def test_pipes_and_alias(simulator: Simulator, tmp_path: Path) -> None:
    """`k` is kubectl, pipes work, and every call is noted with its status and its complaints."""
    simulator.reset()
    kubeconfig = simulator.kubeconfig(tmp_path / "config")
    result = run_line("k get nodes --no-headers | wc -l; kubectl get nope 2>/dev/null", kubeconfig=kubeconfig)
    complaint = 'error: the server doesn\'t have a resource type "nope"'
    assert result == Result("2\n", "", 1, (Call(0, ""), Call(1, complaint)))


def test_files(simulator: Simulator, tmp_path: Path) -> None:
    simulator.reset()
    kubeconfig = simulator.kubeconfig(tmp_path / "config")
    result = run_line("ls; k apply -f a/web.yaml", kubeconfig=kubeconfig, files={"a/web.yaml": SERVICE})
    assert result.output == "a\nservice/web created\n"


def test_time_limit() -> None:
    """What goes on for too long is ended, with everything that it started."""
    result = run_line("echo begin; sleep 61 & sleep 61", timeout=0.5)
    assert (result.stdout, result.status) == ("begin\n", None)
    assert [one for one in Path("/proc").glob("[0-9]*") if _runs(one, b"sleep\x0061\x00")] == []


def _runs(process: Path, command: bytes) -> bool:
    try:
        return (process / "cmdline").read_bytes() == command
    except OSError:
        return False


@pytest.mark.parametrize(
    "command",
    [
        "kubectl create service nodeport web --tcp=80:8080 --node-port=30080",
        "k create svc nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml > web.yaml",
        "kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o json",
    ],
)
def test_generator(command: str) -> None:
    """Flags that are missing are added, a redirection is not followed, empty parts do not count."""
    verdict = prove_generator(command, SERVICE)
    assert (verdict.proven, verdict.reason) == (True, "")


def test_generator_with_server(simulator: Simulator) -> None:
    """`run` and `expose` ask the simulator; what stands after the two dashes stays there."""
    run = prove_generator("kubectl run tmp --image=busybox --restart=Never -- sleep 60", POD, simulator)
    exposed = SERVICE.replace("  - name: 80-8080\n    port", "  - port").replace("    nodePort: 30080\n", "")
    exposed = exposed.replace("name: web\n", "name: front\n", 1).replace("    app: web\nspec", "    run: tmp\nspec")
    exposed = exposed.replace("    app: web\n  ports", "    run: tmp\n  ports")
    line = "kubectl expose pod tmp --name=front --port=80 --target-port=8080 --type=NodePort"
    assert run == Verdict(True, run.output)
    assert prove_generator(line, exposed, simulator, given=[POD]).reason == ""


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (
            "kubectl create service nodeport web --tcp=80:8081 --node-port=30080",
            '«spec.ports[0].name»: kubectl genera "80-8081" y el manifiesto dice "80-8080"; '
            "«spec.ports[0].targetPort»: kubectl genera 8081 y el manifiesto dice 8080",
        ),
        (
            "kubectl create service clusterip web --tcp=80:8080",
            "«spec.ports[0].nodePort»: kubectl genera nada y el manifiesto dice 30080; "
            '«spec.type»: kubectl genera "ClusterIP" y el manifiesto dice "NodePort"',
        ),
        ("kubectl create service nodeport web --tpc=80", "termina con 1: error: unknown flag: --tpc"),
        ("kubectl run web --image=nginx", "termina con 1: The connection to the server 127.0.0.1:1 was refused"),
    ],
)
def test_generator_differs(command: str, reason: str) -> None:
    """The reason names each path with both values, or repeats what kubectl complains about."""
    verdict = prove_generator(command, SERVICE)
    assert verdict.proven is False
    assert verdict.reason.startswith(reason)


@pytest.mark.parametrize(
    "command",
    [
        "kubectl get pods -A -o wide",
        "k get svc | grep kube",
        "kubectl -n kube-system get configmap coredns -o yaml | head -1",
        "kubectl logs -f web -c nginx --previous",
        "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=20",
        "kubectl exec -it web -- nslookup kubernetes.default",
        "kubectl exec -n kube-system etcd-controlplane -- ls",
        "kubectl port-forward svc/web 8080:80",
        "kubectl drain node01 --ignore-daemonsets",
        "kubectl apply -f https://example.com/calico.yaml",
        "kubectl apply -f missing.yaml",
        "kubectl create -f web.yaml",
        "kubectl rollout status deployment/web",
        "kubectl get pods --watch",
        "kubectl run tmp --rm -it --image=busybox --restart=Never -- wget -qO- web",
        "kubectl create namespace default",
        "kubectl config use-context other",
        "kubectl top pods",
        "kubectl diff -f web.yaml",
        "kubectl get nodes -o name | xargs -n1 kubectl describe",
        "kubectl proxy --port=0",
    ],
)
def test_understood(command: str, simulator: Simulator) -> None:
    """A line is understood although what it names is missing, or cannot run here, or never ends."""
    verdict = prove_parses(command, simulator, {"web.yaml": SERVICE})
    assert (verdict.proven, verdict.reason) == (True, "")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("kubectl get pods --al-namespaces", "error: unknown flag: --al-namespaces"),
        ("kubectl gte pods", 'error: unknown command "gte" for "kubectl"'),
        ("kubectl get ingres 2>/dev/null", 'error: the server doesn\'t have a resource type "ingres"'),
        ("kubectl logs web --folow", "error: unknown flag: --folow"),
        ("kubectl exec web ls", "error: exec [POD] [COMMAND] is not supported anymore."),
        ("kubectl scale deployment web --replicas=dos", 'error: invalid argument "dos" for "--replicas" flag'),
        ("kubectl explain ingress.spec.rule", 'error: field "rule" does not exist'),
        ("kubectl get svc -o jsonpath='{.items[0'", "error: error parsing jsonpath {.items[0, unterminated array"),
        ("kubectl get pods --field-selector=spec.node=x", "Error from server (BadRequest): Unable to find"),
        ("kubectl create service nodeport x --tcp=80 --node-port=80", "error: failed to create NodePort service: "),
        ("kubectl create ingress x --rule=“a.com/*=s:80”", "error: rule “a.com/*=s:80” is invalid"),
        ("kubectl apply -f wrong.yaml", "Error from server (BadRequest): error when creating"),
        ("kubectl get svc | kubectl get nope | cat", 'error: the server doesn\'t have a resource type "nope"'),
    ],
)
def test_not_understood(command: str, reason: str, simulator: Simulator) -> None:
    """A flag, subcommand, kind, field or value that kubectl does not know is told in its own words."""
    verdict = prove_parses(command, simulator, {"wrong.yaml": SERVICE.replace("selector", "selctor")})
    assert verdict.proven is False
    assert verdict.reason.startswith(f"kubectl no acepta la línea: {reason}")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("kubectl get svc | grrep kube", "la línea no funciona en bash: bash: line 1: grrep: command not found"),
        ("kubectll get svc", "la línea no funciona en bash: bash: line 1: kubectll: command not found"),
        ("echo kubectl", "la línea no funciona en bash: kubectl"),
    ],
)
def test_no_kubectl(command: str, reason: str, simulator: Simulator) -> None:
    assert prove_parses(command, simulator).reason == reason


def test_in_simulator(simulator: Simulator) -> None:
    """The cluster has the given objects and nothing of the run before; output and status must both be right."""

    def reason(command: str, *, expect: str = "", status: int = 0, given: tuple[str, ...] = (SERVICE,)) -> str:
        verdict = run_in_simulator(command, simulator, given=given, expect=expect, status=status)
        assert verdict.proven == (verdict.reason == "")
        return verdict.reason

    table = "NAME   TYPE       CLUSTER-IP     EXTERNAL-IP   PORT(S)        AGE\n"
    row = "web    NodePort   10.100.115.3   <none>        80:30080/TCP   7s\n"
    assert run_in_simulator("k get svc web", simulator, given=[SERVICE]) == Verdict(True, table + row)
    assert reason("k get svc web", expect=r"^web +NodePort .*80:30080/TCP") == ""
    assert reason("k get svc web", expect="30081") == f"la salida no casa con «30081»: {table + row}"
    assert reason("k get svc web", given=(), status=1) == ""
    assert reason("k get svc web", given=()) == (
        'termina con 1: Error from server (NotFound): services "web" not found; se esperaba 0'
    )
    wrong = SERVICE.replace("port: 80\n", "port: 80000\n")
    assert reason("k get svc", given=(wrong,)) == (
        'el simulador rechaza un manifiesto dado: Service "web" is invalid: spec.ports[0].port: '
        "Invalid value: 80000: must be between 1 and 65535, inclusive"
    )

"""Which programs of Kubernetes run on a node: their names, arguments, listening ports and connections come out."""

from dataclasses import dataclass

SERVICE_RANGE = "10.96.0.0/12"
POD_RANGE = "10.244.0.0/16"
EVERYWHERE = "::"


@dataclass(frozen=True, slots=True)
class Listener:
    """A TCP port on which a program listens; with an answer it speaks HTTP, else it only accepts and holds."""

    address: str
    port: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    """A connection that a program keeps open; its source port is fixed so that outputs repeat."""

    source_port: int
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Process:
    """A stand-in for one program: it has the name, arguments and sockets of the real one, and does nothing else."""

    pid: int
    arguments: tuple[str, ...]
    listens: tuple[Listener, ...] = ()
    dials: tuple[Dial, ...] = ()

    @property
    def name(self) -> str:
        """The program's name without its folder."""
        return self.arguments[0].rpartition("/")[2]


def control_plane(name: str, address: str) -> tuple[Process, ...]:
    """What runs on the node that kubeadm made the control plane, in the order in which it starts."""
    return (
        _containerd(35617),
        _etcd(address),
        _apiserver(address),
        Process(
            1688,
            (
                "kube-controller-manager",
                "--allocate-node-cidrs=true",
                "--bind-address=127.0.0.1",
                f"--cluster-cidr={POD_RANGE}",
                f"--service-cluster-ip-range={SERVICE_RANGE}",
            ),
            (Listener("127.0.0.1", 10257),),
            (Dial(41022, address, 6443),),
        ),
        Process(
            1702,
            ("kube-scheduler", "--bind-address=127.0.0.1", "--leader-elect=true"),
            (Listener("127.0.0.1", 10259),),
            (Dial(41038, address, 6443),),
        ),
        _kubelet(Dial(41054, address, 6443)),
        _kube_proxy(name, Dial(41066, address, 6443)),
    )


def worker(name: str, control_plane_address: str) -> tuple[Process, ...]:
    """What runs on a node that joined the cluster."""
    return (
        _containerd(38127),
        _kubelet(Dial(51818, control_plane_address, 6443)),
        _kube_proxy(name, Dial(51830, control_plane_address, 6443)),
    )


def _containerd(port: int) -> Process:
    return Process(842, ("/usr/bin/containerd",), (Listener("127.0.0.1", port),))


def _etcd(address: str) -> Process:
    client_urls = f"https://127.0.0.1:2379,https://{address}:2379"
    return Process(
        1544,
        (
            "etcd",
            f"--advertise-client-urls=https://{address}:2379",
            f"--listen-client-urls={client_urls}",
            "--listen-metrics-urls=http://127.0.0.1:2381",
            f"--listen-peer-urls=https://{address}:2380",
        ),
        (
            Listener("127.0.0.1", 2379),
            Listener(address, 2379),
            Listener(address, 2380),
            Listener("127.0.0.1", 2381, '{"health":"true","reason":""}'),
        ),
    )


def _apiserver(address: str) -> Process:
    return Process(
        1623,
        (
            "kube-apiserver",
            f"--advertise-address={address}",
            "--etcd-servers=https://127.0.0.1:2379",
            "--secure-port=6443",
            f"--service-cluster-ip-range={SERVICE_RANGE}",
        ),
        (Listener(EVERYWHERE, 6443),),
        tuple(Dial(port, "127.0.0.1", 2379) for port in (37284, 37298, 37310, 37322)),
    )


def _kubelet(dial: Dial) -> Process:
    return Process(
        1777,
        (
            "/usr/bin/kubelet",
            "--config=/var/lib/kubelet/config.yaml",
            "--kubeconfig=/etc/kubernetes/kubelet.conf",
        ),
        (Listener(EVERYWHERE, 10250), Listener("127.0.0.1", 10248, "ok")),
        (dial,),
    )


def _kube_proxy(node: str, dial: Dial) -> Process:
    return Process(
        1951,
        (
            "/usr/local/bin/kube-proxy",
            "--config=/var/lib/kube-proxy/config.conf",
            f"--hostname-override={node}",
        ),
        (Listener(EVERYWHERE, 10256, '{"status":"ok"}'), Listener("127.0.0.1", 10249, "ok")),
        (dial,),
    )

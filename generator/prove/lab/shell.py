"""The reader's terminal in, an interactive prompt on a node of the lab out; when it is left, the lab is gone."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.prove.lab import needs
from generator.prove.lab.actions import PATH
from generator.prove.lab.client import Lab
from generator.prove.lab.failure import LabError, LabUnavailableError
from generator.prove.lab.protocol import ASK, HEAR, Session
from generator.prove.lab.topology import Node, Pod

_TERMINAL = 0
_INTERRUPTED = 130
_UNKNOWN = "No hay ninguna máquina llamada «{}». Escribe `pods` para ver las que hay."


def main() -> int:
    """The exit status: 0 after a session, 2 where this computer cannot have a lab (a message says what is missing)."""
    lack = needs.missing(needs.plugin_folder())
    if not lack and not os.isatty(_TERMINAL):
        lack = "El laboratorio necesita un terminal: ejecútalo sin redirigir su entrada."
    if lack:
        return _refuse(lack)
    try:
        with _terminal_given_back(), Lab.up(terminal=True) as lab:
            print(welcome(lab.topology.nodes, lab.pods), flush=True)
            lab.shell(_session(lab))
    except LabUnavailableError as error:
        return _refuse(str(error))
    except LabError as error:
        return _refuse(f"El laboratorio se ha cerrado por un fallo: {error}")
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def welcome(nodes: Sequence[Node], pods: Sequence[Pod]) -> str:
    """What there is, and what to try first."""
    there = next(pod for pod in pods if pod.node == nodes[-1].name)
    here = next(pod for pod in pods if pod.node == nodes[0].name and pod.program != "coredns")
    return f"""
Laboratorio de red: dos nodos como los deja kubeadm, con plugins CNI y tráfico reales.
Los programas de Kubernetes son dobles que solo escuchan en sus puertos: aquí no hay kubectl.

{_table(pods)}

Prueba:
  ip route show default            la puerta de enlace del nodo
  ss -ltnp | grep kube-scheduler   qué programa escucha y en qué puerto
  ls /opt/cni/bin /etc/cni/net.d   los plugins CNI y su configuración
  pod {here.name:<28} entra en un pod; desde él: ping -c 1 {there.address}

`{_spanish(nodes[-1].name)}` lleva al otro nodo, `pod NOMBRE` a un pod, `pods` los enumera y `ayuda` repite este texto.
`exit` vuelve al sitio anterior; el último cierra el laboratorio y no queda nada de él.
"""


def _table(pods: Sequence[Pod]) -> str:
    rows = [("POD", "NODO", "DIRECCIÓN", "PUERTOS", "ETIQUETAS")]
    for pod in pods:
        ports = ",".join(f"{port.number}/{port.protocol}" for port in pod.ports)
        labels = ",".join(f"{key}={value}" for key, value in sorted(pod.labels.items()))
        rows.append((pod.name, pod.node, pod.address, ports, labels))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  " + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _session(lab: Lab) -> Session:
    nodes = lab.topology.nodes
    environment = {
        "HOME": "/root",
        "LC_ALL": "C.UTF-8",
        "PATH": PATH,
        "TERM": os.environ.get("TERM", "dumb"),
        "USER": "root",
    }
    return Session(nodes[0].name, tuple(environment.items()), _start_file(nodes, lab.pods), _UNKNOWN)


def _start_file(nodes: Sequence[Node], pods: Sequence[Pod]) -> str:
    """What bash reads first: the prompt, and functions that ask the supervisor to open a shell elsewhere."""
    names = sorted({name for node in nodes for name in (node.name, _spanish(node.name))})
    hops = "\n".join(f"{name}() {{ _ir {name.replace('nodo', 'node')}; }}" for name in names)
    return f"""
PS1='\\h \\w ➜  '
_ir() {{ local dicho; printf '%s\\n' "$1" >&{ASK}; read -r dicho <&{HEAR}; [ -z "$dicho" ] || echo "$dicho"; }}
{hops}
pod() {{ if [ $# -eq 1 ]; then _ir "$1"; else echo 'Uso: pod NOMBRE'; pods; fi; }}
pods() {{ cat <<'FIN'
{_table(pods)}
FIN
}}
ayuda() {{ cat <<'FIN'
{welcome(nodes, pods)}
FIN
}}
complete -W '{" ".join(pod.name for pod in pods)}' pod
"""


def _spanish(node: str) -> str:
    return node.replace("node", "nodo")


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


@contextmanager
def _terminal_given_back() -> Iterator[None]:
    """Whatever happens to the shell, the terminal afterwards belongs to this process and behaves as before."""
    import termios  # Windows lacks it

    settings, front = termios.tcgetattr(_TERMINAL), os.tcgetpgrp(_TERMINAL)
    try:
        yield
    finally:
        # The kernel stops a process that changes a terminal it does not own, unless it ignores this signal.
        before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(_TERMINAL, front)
        termios.tcsetattr(_TERMINAL, termios.TCSADRAIN, settings)
        signal.signal(signal.SIGTTOU, before)


if __name__ == "__main__":
    sys.exit(main())

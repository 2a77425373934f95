"""A topology in, a running lab out: commands, connections and requests are tried in it; nothing outlives it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import ParamSpec, Self, TypeVar, cast

from generator.prove.lab import actions, needs
from generator.prove.lab.actions import Answer, Result
from generator.prove.lab.failure import Failure, LabError, LabUnavailableError
from generator.prove.lab.protocol import Call, IdentityGiven, IdentityWanted, Plan, Ready, Refusal, Session
from generator.prove.lab.topology import Pod, Protocol, Topology, two_nodes

P = ParamSpec("P")
T = TypeVar("T")

_NOBODY = 65534
# Stand-ins write the names and arguments of the real programs over those of their process: there must be room.
_ROOM_FOR_TITLES = " " * 2000
_OWN_RULES_OF_A_NODE = "^table ip6? (nat|filter|mangle|raw|kube-proxy)$"


@dataclass(frozen=True, slots=True)
class Trial:
    """A connection to try: from the machine of that name to an address and port."""

    source: str
    address: str
    port: int
    protocol: Protocol = "TCP"


class Lab:
    """A lab that is up. Use it as a context manager, or call `close`.

    Machines go by name: nodes, pods, outside hosts and the `gateway`. Errors of every method: `ValueError` for a
    machine that does not exist, `LabError` where the lab has ended or could not do it.
    """

    def __init__(self, topology: Topology, supervisor: subprocess.Popen[bytes], pipe: Connection) -> None:
        self.topology = topology
        self.pods: tuple[Pod, ...] = ()
        self._supervisor = supervisor
        self._pipe = pipe
        self._turn = Lock()

    @classmethod
    def up(cls, topology: Topology | None = None, *, terminal: bool = False) -> Self:
        """The lab of that topology, else the usual two nodes; with `terminal` it can open a shell on the terminal.

        Errors: `LabUnavailableError` where this computer cannot have one, `LabError` where it could not be built.
        """
        topology = topology or two_nodes()
        plugins = needs.plugin_folder()
        if lack := needs.missing(plugins):
            raise LabUnavailableError(lack)
        ours, theirs = Pipe()
        lab = cls(topology, _supervisor(theirs, terminal=terminal), ours)
        theirs.close()
        try:
            lab._build(Plan(topology, str(plugins.resolve())))
        except BaseException:
            lab.close()
            raise
        return lab

    def __enter__(self) -> Self:
        """The lab itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The lab is gone."""
        self.close()

    def close(self) -> None:
        """The lab is gone."""
        self._pipe.close()
        try:
            self._supervisor.wait(5)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()

    def pod(self, name: str) -> Pod:
        """The pod of that name, with its address."""
        for pod in self.pods:
            if pod.name == name:
                return pod
        raise ValueError(f"no pod {name!r} in {[pod.name for pod in self.pods]}")

    def run(self, machine: str, script: str, *, stdin: str = "", timeout: float = 10.0) -> Result:
        """What bash on that machine did with the script; status 124 where the seconds did not suffice."""
        return self._call(machine, actions.run_script, script, stdin, timeout)

    def connect(self, source: str, to: tuple[str, int], *, protocol: Protocol = "TCP", timeout: float = 1.0) -> bool:
        """Whether a connection from that machine to the address and port was accepted; with UDP, answered."""
        return self.connect_all((Trial(source, *to, protocol),), timeout=timeout)[0]

    def connect_all(self, trials: Sequence[Trial], *, timeout: float = 1.0) -> tuple[bool, ...]:
        """Which of the connections succeeded, all of them tried at the same time."""
        calls = tuple(
            Call(trial.source, actions.try_connection, (trial.address, trial.port, trial.protocol, timeout))
            for trial in trials
        )
        return cast("tuple[bool, ...]", self._ask(calls))

    def http(
        self,
        source: str,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        timeout: float = 2.0,
    ) -> Answer | None:
        """What answered a request from that machine; nothing where no answer came."""
        return self._call(source, actions.ask, url, method, tuple((headers or {}).items()), timeout)

    def apply_nft(self, machine: str, ruleset: str) -> None:
        """The ruleset is in force on that machine, besides what was. Errors: `LabError` with what nft said."""
        result = self.run(machine, "nft -f -", stdin=ruleset)
        if result.status:
            raise LabError(f"nft on {machine}: {result.stderr}")

    def clear_nft(self, machine: str) -> None:
        """Only the rules that the lab itself made are left on that machine."""
        foreign = f"nft list tables | grep -vE '{_OWN_RULES_OF_A_NODE}'"
        self.run(machine, f"{foreign} | while read -r table; do nft delete $table; done")

    def shell(self, session: Session) -> None:
        """Returns when the reader has left the interactive shell. The lab must be up with `terminal`."""
        self._ask(session)

    def _call(self, machine: str, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        (result,) = cast("tuple[T]", self._ask((Call(machine, action, args),)))
        return result

    def _ask(self, request: tuple[Call, ...] | Session) -> object:
        named = {request.machine} if isinstance(request, Session) else {call.machine for call in request}
        known = self.topology.machine_names
        if unknown := sorted(named.difference(known)):
            raise ValueError(f"no machine {unknown} in {known}")
        with self._turn:
            return self._exchange(request)

    def _build(self, plan: Plan) -> None:
        if self._exchange(plan) != IdentityWanted():
            raise LabError("the supervisor does not follow the protocol")
        _map_identity(self._supervisor.pid)
        ready = self._exchange(IdentityGiven())
        self.pods = cast("Ready", ready).pods

    def _exchange(self, message: object) -> object:
        try:
            self._pipe.send(message)
            answer: object = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise LabError("the lab has ended") from error
        if isinstance(answer, Refusal):
            raise LabUnavailableError(needs.refused(answer.reason))
        if isinstance(answer, Failure):
            raise LabError(answer.reason)
        return answer


def _supervisor(pipe: Connection, *, terminal: bool) -> subprocess.Popen[bytes]:
    streams = None if terminal else subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", "generator.prove.lab.supervisor", str(pipe.fileno()), _ROOM_FOR_TITLES],
        stdin=streams,
        stdout=streams,
        stderr=streams,
        cwd=Path(__file__).parents[3],
        env={"PATH": actions.PATH, "PYTHONUTF8": "1"},
        pass_fds=(pipe.fileno(),),
        # A shell needs the terminal of this session; else Ctrl-C is for the caller alone.
        start_new_session=not terminal,
    )


def _map_identity(supervisor: int) -> None:
    """The supervisor is root inside its user namespace; outside it is the caller, or nobody if the caller is root."""
    process = Path("/proc", str(supervisor))
    try:
        (process / "setgroups").write_text("deny")
        _map(process / "uid_map", os.geteuid())
        _map(process / "gid_map", os.getegid())
    except OSError as error:
        raise LabUnavailableError(needs.refused(str(error))) from error


def _map(file: Path, own: int) -> None:
    if os.geteuid() == 0:
        with suppress(OSError):  # root of a container may know no such identity
            file.write_text(f"0 {_NOBODY} 1")
            return
    file.write_text(f"0 {own} 1")

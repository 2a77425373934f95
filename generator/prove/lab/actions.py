"""What can be done inside a machine of the lab: run a script, try a connection, ask a page; the outcome is returned."""

import encodings.idna  # noqa: F401  # sockets look it up late, when the folder of Python is out of reach
import os
import signal
import socket
import subprocess
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from generator.prove.lab.numbering import number_next_process
from generator.prove.lab.topology import Protocol

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_FIRST_NUMBER = 20001
_SCRIPT = 100
TIMED_OUT = 124  # as coreutils' `timeout` reports it


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind; the status is 124 where its time ran out."""

    stdout: str
    stderr: str
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What an HTTP server answered; the pods of the lab say who they are and which path they received."""

    status: int
    body: str

    @property
    def pod(self) -> str:
        """The name of the pod that answered."""
        return self._told("pod")

    @property
    def path(self) -> str:
        """The path that the pod received."""
        return self._told("path")

    @property
    def client(self) -> str:
        """The address from which the pod was asked."""
        return self._told("client")

    def _told(self, key: str) -> str:
        lines = (line.partition(": ") for line in self.body.splitlines())
        return next((value for name, _, value in lines if name == key), "")


def run_script(script: str, stdin: str, timeout: float) -> Result:
    """What bash did with the script, in an environment that holds nothing of the caller's."""
    environment = {"HOME": "/root", "PATH": PATH, "LC_ALL": "C", "LANG": "C", "TERM": "dumb", "USER": "root"}
    _number_from_start()
    text = os.memfd_create("script")
    os.write(text, script.encode())
    os.dup2(text, _SCRIPT)
    process = subprocess.Popen(
        # With the script among its arguments, bash would be found by the `ps | grep` of the script.
        ["/bin/bash", "-c", f'eval "$(</dev/fd/{_SCRIPT})" {_SCRIPT}<&-'],
        pass_fds=(_SCRIPT,),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd="/root",
        env=environment,
        start_new_session=True,
    )
    status = None
    try:
        stdout, stderr = process.communicate(stdin.encode(), timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = _what_was_said(process)
        status = TIMED_OUT
    return Result(
        stdout.decode(errors="replace"),
        stderr.decode(errors="replace"),
        process.returncode if status is None else status,
    )


def _number_from_start() -> None:
    """The next process of the machine has the same number in each run. Only a process born there can set it."""
    born_there = os.fork()
    if born_there == 0:
        number_next_process(_FIRST_NUMBER)
        os._exit(0)
    os.waitpid(born_there, 0)


def _what_was_said(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    try:
        return process.communicate(timeout=0.5)
    except subprocess.TimeoutExpired as still_held:  # a daemon of the script keeps the pipes open
        return still_held.stdout or b"", still_held.stderr or b""


def try_connection(address: str, port: int, protocol: Protocol, timeout: float) -> bool:
    """Whether a connection was accepted, or with UDP an answer came back, within the seconds given."""
    kind = socket.SOCK_STREAM if protocol == "TCP" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as connection:
        connection.settimeout(timeout)
        try:
            connection.connect((address, port))
            if protocol == "UDP":
                connection.send(b"?")
                connection.recv(1)
        except OSError:
            return False
        return True


def ask(url: str, method: str, headers: tuple[tuple[str, str], ...], timeout: float) -> Answer | None:
    """The server's answer to a request; nothing where none came within the seconds given."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout)
    try:
        connection.request(method, path, headers=dict(headers))
        response = connection.getresponse()
        return Answer(response.status, response.read().decode(errors="replace"))
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()

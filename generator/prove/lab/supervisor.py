"""The process that holds a lab: a plan comes in by pipe; the lab lives in its namespaces and ends with it."""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import NoReturn, TypeVar

from generator.prove.lab import kernel
from generator.prove.lab.building import build
from generator.prove.lab.failure import Failure, LabError
from generator.prove.lab.kernel import Title
from generator.prove.lab.machine import Errand, Machine, send
from generator.prove.lab.protocol import Call, IdentityWanted, Plan, Ready, Refusal, Session
from generator.prove.lab.session import interact

T = TypeVar("T")


def main() -> NoReturn:
    """Build the lab that the pipe in argument 1 asks for, then answer requests until the pipe is closed."""
    owner = Connection(int(sys.argv[1]))
    try:
        plan: Plan = owner.recv()
        title = Title.own()
        try:
            _isolate(owner)
        except OSError as error:
            owner.send(Refusal(str(error)))
            os._exit(1)
        title.write("lab", ("lab",))
        machines, pods = build(plan, title, lambda errand: _result(owner, errand))
        owner.send(Ready(pods))
        while True:
            owner.send(_answer(owner, machines, owner.recv()))
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except Exception as error:  # the owner must learn the reason, whatever it is
        owner.send(Failure.of(error))
        os._exit(1)


def _isolate(owner: Connection) -> None:
    """Become the first process of new namespaces, as a user who has no rights outside of them."""
    for from_terminal in (signal.SIGINT, signal.SIGTTOU):
        signal.signal(from_terminal, signal.SIG_IGN)
    with suppress(PermissionError):  # only root has groups to drop
        os.setgroups([])
    kernel.unshare(kernel.NEW_USER)
    owner.send(IdentityWanted())
    owner.recv()
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    kernel.stay_inspectable()
    kernel.unshare(kernel.NEW_PID | kernel.NEW_REST)
    first = os.fork()
    if first:
        owner.close()
        os.waitpid(first, 0)
        os._exit(0)
    kernel.die_with_parent()
    os.chdir("/")


def _answer(owner: Connection, machines: dict[str, Machine], request: tuple[Call, ...] | Session) -> object:
    try:
        if isinstance(request, Session):
            interact(machines, request, owner)
            return None
        errands = [send(machines[call.machine], call.action, *call.arguments) for call in request]
        return tuple(_result(owner, errand) for errand in errands)
    except LabError as error:
        return Failure(str(error))


def _result(owner: Connection, errand: Errand[T]) -> T:
    """The errand's result; the lab ends at once where its owner is gone."""
    if owner in wait([errand.pipe, owner]):
        os._exit(0)
    return errand.result()


if __name__ == "__main__":
    main()

"""A machine in, an interactive bash on it out; from it the reader goes on to other machines and comes back."""

import os
import signal
import termios
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NoReturn

from generator.prove.lab import kernel
from generator.prove.lab.machine import Machine, send_native
from generator.prove.lab.protocol import ASK, HEAR, Session

_TERMINAL = 0


def interact(machines: Mapping[str, Machine], session: Session, owner: Connection) -> None:
    """Returns when the reader leaves the shell. A name written to its file `ASK` opens a shell on that machine.

    The file `HEAR` then tells, in a line, that the reader is back, or what was wrong.
    """
    asked, ask = os.pipe()
    hear, told = os.pipe()
    errand = send_native(machines[session.machine], _become_shell, session, ask, hear)
    os.close(ask)
    os.close(hear)
    while errand.pipe not in (ready := wait([errand.pipe, asked, owner])):
        if owner in ready:
            os._exit(0)
        name = os.read(asked, 200).decode(errors="replace").strip()
        news = _visit(machines, name, session, owner)
        with suppress(BrokenPipeError):  # the shell that is returned to may have been killed
            os.write(told, f"{news}\n".encode())
    os.waitpid(errand.carrier, 0)
    for file in (asked, told):
        os.close(file)


def _visit(machines: Mapping[str, Machine], name: str, session: Session, owner: Connection) -> str:
    if name not in machines:
        return session.unknown_machine.format(name)
    front, settings = os.tcgetpgrp(_TERMINAL), termios.tcgetattr(_TERMINAL)
    interact(machines, Session(name, session.environment, session.start_file, session.unknown_machine), owner)
    # The shell that was left may have been killed in the midst of a line.
    termios.tcsetattr(_TERMINAL, termios.TCSADRAIN, settings)
    with suppress(ProcessLookupError):
        os.tcsetpgrp(_TERMINAL, front)
    return ""


def _become_shell(session: Session, ask: int, hear: int) -> NoReturn:
    kernel.die_with_parent()
    os.setpgid(0, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(_TERMINAL, os.getpgrp())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.dup2(ask, ASK)
    os.dup2(hear, HEAR)
    start_file = Path("/root/.bashrc")
    start_file.write_text(session.start_file)
    os.chdir("/root")
    os.execve("/bin/bash", ["bash", "--rcfile", str(start_file), "-i"], dict(session.environment))

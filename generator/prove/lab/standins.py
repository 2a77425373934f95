"""The programs of a node in, processes out that have their names, numbers, arguments, ports and connections."""

import os
import select
import socket
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import NoReturn

from generator.prove.lab.kernel import Title
from generator.prove.lab.numbering import number_next_process
from generator.prove.lab.pages import Page
from generator.prove.lab.processes import Listener, Process
from generator.prove.lab.sockets import connected, listening


def start_processes(processes: Sequence[Process], title: Title) -> None:
    """Every program of the node the caller was born on has its process, with all its sockets open."""
    for process in processes:
        sockets = [listening(item.address, item.port) for item in process.listens]
        sockets += [connected(item.source_port, item.address, item.port) for item in process.dials]
        number_next_process(process.pid)
        if os.fork() == 0:
            _become(process, title, sockets)
        for item in sockets:
            item.close()


def _become(process: Process, title: Title, sockets: Sequence[socket.socket]) -> NoReturn:
    os.setsid()
    title.write(process.name[:15], process.arguments)
    nothing = os.open(os.devnull, os.O_RDWR)
    spare = [os.dup(item.fileno()) for item in sockets]
    # `ss` shows the numbers of files: they start at 3, as in any program.
    for place, file in enumerate((nothing, nothing, nothing, *spare)):
        os.dup2(file, place)
    os.closerange(3 + len(spare), 1024)
    _serve({socket.socket(fileno=place): listener for place, listener in enumerate(process.listens, start=3)})


def _serve(servers: dict[socket.socket, Listener]) -> NoReturn:
    """Without threads, since they would use up process numbers."""
    held: list[socket.socket] = []
    while True:
        ready, _, _ = select.select([*servers, *held], [], [])
        for item in ready:
            if item not in servers:
                if _has_ended(item):
                    held.remove(item)
                    item.close()
                continue
            client, address = item.accept()
            if answer := servers[item].answer:
                with suppress(OSError), client:
                    Page(client, address[0], partial(_say, answer))
            else:
                held.append(client)


def _has_ended(client: socket.socket) -> bool:
    try:
        return not client.recv(4096)
    except OSError:
        return True


def _say(answer: str, _: object) -> str:
    return answer

"""A fence of shell or of a console session in; its prompts, its commands and their words out."""

import re
import shlex
from collections.abc import Iterator

from generator.model import Fence

COPYABLE = frozenset({"sh", "bash", "shell", "zsh"})
CONSOLES = frozenset({"console", "shell-session", "terminal", "text", "txt", ""})

_PROMPT = re.compile(
    r"^\s*(?:"
    r"\$"  # $ ip route
    r"|(?:\[)?[\w.-]+@[\w.-]+(?:[:\s][^\s$#\]]*)?\]?\s*[$#]"  # root@node01:~# and [user@host ~]$
    r"|[\w.-]+\s+[~/][^\s]*\s+[➜❯»]"  # controlplane ~ ➜
    r"|[➜❯](?:\s+[~/][^\s]*)?"  # ➜ ~
    r"|(?:~|/[\w./-]*)\s?[$#]"  # ~$ and the / # of busybox
    r"|(?:bash|sh)-[\d.]+[$#]"
    r"|PS [A-Z]:\\[^>\n]*>"
    r")\s+(?=\S)"
)
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")
_HERE = re.compile(r"<<-?\s*['\"]?(?P<end>\w+)['\"]?")
_BREAKS = frozenset({"|", "||", "&&", ";", "&", "|&", "(", ")"})
_PREFIXES = frozenset({"sudo", "time", "exec", "nohup", "do", "then", "else", "!"})


def prompt_of(line: str) -> str:
    """The prompt that a line starts with, or nothing."""
    match = _PROMPT.match(line)
    return match[0] if match else ""


def commands(fence: Fence) -> Iterator[tuple[int, str]]:
    """The command lines of a fence, each with its line in the file; in a console only what follows a prompt."""
    lines = enumerate(fence.code.split("\n"), fence.line + 1)
    for number, line in lines:
        prompt = prompt_of(line)
        typed = line[len(prompt) :].strip()
        if not typed or typed.startswith("#") or not (prompt or fence.language in COPYABLE):
            continue
        while typed.endswith("\\"):
            _, more = next(lines, (0, ""))
            typed = f"{typed[:-1].rstrip()} {more.strip()}"
        if here := _HERE.search(typed):
            next((1 for _, text in lines if text.strip() == here["end"]), None)
        yield number, typed


def calls(command: str) -> Iterator[list[str]]:
    """The words of each program that a command line runs, the program first; `sudo` and assignments left out."""
    call: list[str] = []
    for word in [*_words(command), ";"]:
        if word in _BREAKS:
            if call:
                yield call
            call = []
        elif call or not (_ASSIGNMENT.match(word) or word in _PREFIXES):
            call.append(word)


def _words(command: str) -> list[str]:
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:  # a quote that nobody closes
        return command.split()

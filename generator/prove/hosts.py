"""Commands of a node in; what they print in the lab, and whether it is what the fact says, out."""

import re
from collections.abc import Iterable, Iterator

from generator.model import Command, Course, Erratum, HostProof
from generator.prove.lab import Lab, Result
from generator.prove.outcomes import Outcome

TIME_LIMIT = 10.0
_CONNECTS = re.compile(r"\b(curl|wget|nc|nslookup|dig|ping|traceroute)\b")
_SAY_IT_WITH_V = frozenset({"ip", "ss", "bridge", "ping", "arp", "route", "sysctl"})


class HostProver:
    """Everything whose proof says `by: host`, in one lab that is put up once."""

    def wanted(self, course: Course) -> Iterable[str]:
        """The commands and errata to be tried on a node."""
        yield from (key for key, _, _ in _tries(course))

    def prove(self, course: Course, ids: frozenset[str]) -> Iterator[Outcome]:
        """One outcome an id, with the output as it stood on the terminal."""
        if not ids:
            return
        with Lab.up() as lab:
            versions: dict[str, str] = {}
            for key, line, proof in sorted(_tries(course), key=_leaves_sockets_behind):
                if key in ids:
                    program = _program(line)
                    versions[program] = versions.get(program) or _version(lab, program)
                    output, reason = _tried(lab, line, proof)
                    yield Outcome(key, "host", program, versions[program], line, output, reason)


def _leaves_sockets_behind(one: tuple[str, str, HostProof]) -> bool:
    """Lines that connect somewhere come last: the sockets they leave would show in those that list sockets."""
    return bool(_CONNECTS.search(one[1]))


def _tried(lab: Lab, line: str, proof: HostProof) -> tuple[str, str]:
    try:
        result = lab.run(proof.on, line, timeout=TIME_LIMIT)
    except ValueError:
        return "", f"en el laboratorio no hay ninguna máquina «{proof.on}»"
    output = _shown(result)
    return output, _reason(proof, result, output)


def _tries(course: Course) -> Iterator[tuple[str, str, HostProof]]:
    for fact in course.facts:
        if isinstance(fact, Command) and isinstance(fact.proof, HostProof):
            yield fact.id, fact.run, fact.proof
        elif isinstance(fact, Erratum) and isinstance(fact.proof, HostProof) and fact.typed:
            yield fact.id, fact.typed, fact.proof


def _version(lab: Lab, program: str) -> str:
    """What the program says of itself, as a number; `?` where it says nothing."""
    flag = "-V" if program in _SAY_IT_WITH_V else "--version"
    told = lab.run("controlplane", f"{program} {flag} 2>&1 | head -3").stdout
    found = re.search(r"\d+(?:\.\d+)+", told)
    return found[0] if found else "?"


def _program(line: str) -> str:
    words = [word for word in line.split() if word != "sudo" and "=" not in word]
    return words[0].rsplit("/", 1)[-1] if words else "bash"


def _shown(result: Result) -> str:
    return (result.stdout + result.stderr).replace("/bin/bash: line 1: ", "bash: ").rstrip("\n")


def _reason(proof: HostProof, result: Result, output: str) -> str:
    if result.status != proof.status:
        return f"termina con {result.status} y no con {proof.status}: {output[:200]}"
    if not re.search(proof.expect, output, re.MULTILINE):
        return f"la salida no casa con «{proof.expect}»: {output[:300]}"
    return ""

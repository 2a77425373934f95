"""A note and the programs we know in; programs and subcommands that are misspelled out."""

from collections.abc import Iterator
from itertools import pairwise

from generator.check.nearest import nearest
from generator.check.shell import calls, commands
from generator.check.wording import spans_of
from generator.model import Library, Note, Program
from generator.problems import Place, Problem

_RULE = "command-misspelled"
_SHORT = 4  # so many programs have names this short that likeness says nothing


def check_command_misspelled(note: Note, library: Library) -> Iterator[Problem]:
    """Los comandos de una nota nombran programas y subcomandos que existen.

    Mal:  ip adress show; netstate -npl
    Bien: ip address show; netstat -npl
    """
    programs = by_name(library)
    for fence in note.fences():
        for line, command in commands(fence) if not fence.wrong else ():
            yield from misspelled(note.place(line), command, programs)
    for line, code in spans_of(note):
        if " " in code.strip():
            yield from misspelled(note.place(line), code, programs)


def by_name(library: Library) -> dict[str, Program]:
    """The programs whose spelling we know."""
    found = {program.name: program for program in library.programs}
    return {name: found.get(program.same_as, program) for name, program in found.items()}


def misspelled(place: Place, command: str, programs: dict[str, Program]) -> Iterator[Problem]:
    """What is misspelled in one command line."""
    for call in calls(command) if programs else ():
        name = call[0].rpartition("/")[2]
        program = programs.get(name)
        if program is None:
            meant = nearest(name, (known for known in programs if len(known) > _SHORT), 0.8)
            if meant and _letters(meant) != _letters(name):
                yield Problem(place, _RULE, f"no conocemos el programa «{name}»", f"¿querías decir «{meant}»?")
        elif word := _subcommand(call):
            meant = nearest(word, program.subcommands, 0.7)
            if meant and not _understood(word, program):
                message = f"«{name}» no tiene ningún subcomando «{word}»"
                yield Problem(place, _RULE, message, f"¿querías decir «{meant}»?")


def _subcommand(call: list[str]) -> str:
    """The first word that is no option; nothing where it may be the value of one."""
    for before, word in pairwise(call):
        if not word.startswith("-"):
            may_be_value = before.startswith("-") and "=" not in before and before is not call[0]
            return "" if may_be_value else word
    return ""


def _understood(word: str, program: Program) -> bool:
    return word in program.subcommands or (
        program.prefixes and any(one.startswith(word) for one in program.subcommands)
    )


def _letters(name: str) -> str:
    """`ip6tables` and `iptables` are two programs, not one and a slip of the pen."""
    return "".join(letter for letter in name if letter.isalpha())

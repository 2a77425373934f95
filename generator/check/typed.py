"""A course in; what its facts say to type and nobody can, misspelled or with curly quotes, out."""

from collections.abc import Iterator

from generator.check.commands import by_name, misspelled
from generator.check.typography import curly
from generator.model import Command, Course, Library
from generator.problems import Place, Problem


def check_command_misspelled(course: Course, library: Library) -> Iterator[Problem]:
    """Los comandos de los hechos, las tareas y las misiones nombran programas y subcomandos que existen.

    Mal:  run: ip adress show
    Bien: run: ip address show
    """
    programs = by_name(library)
    for place, command in _typed_lines(course):
        yield from misspelled(place, command, programs)


def check_typographic(course: Course, library: Library) -> Iterator[Problem]:
    """Lo que un hecho, una tarea o una misión dan por bueno para teclear no lleva comillas tipográficas ni rayas.

    Mal:  run: kubectl get pods –o wide
    Bien: run: kubectl get pods -o wide
    """
    for place, line in _typed_lines(course):
        yield from curly(place, line)


def _typed_lines(course: Course) -> Iterator[tuple[Place, str]]:
    """Every line that a course says to be right to type."""
    for command in course.of(Command):
        yield course.place(command.id, "run"), command.run
        for index, line in enumerate(command.accepts):
            yield course.place(command.id, "accepts", index), line
    for task in course.tasks:
        for index, line in enumerate(task.commands):
            yield course.place(task.id, "commands", index), line
    for mission in course.missions:
        for index, line in enumerate(mission.solution):
            yield course.place(mission.id, "solution", index), line

"""A course in; tasks whose checks do not tell a right answer from a wrong one out."""

from collections.abc import Iterator

from generator.check.pages import solution
from generator.model import Course, KubeObject, Library, Task
from generator.problems import Problem, Severity


def check_task_solution(course: Course, library: Library) -> Iterator[Problem]:
    """La solución de una tarea pasa todas sus comprobaciones y vale en cada versión.

    Mal:  checks que piden type NodePort y una solución con ClusterIP
    Bien: la solución cumple lo que se pide
    """
    for task in course.tasks:
        place = course.place(task.id, "solution")
        answer = course.objects.get(task.id, ())
        for check in task.checks:
            if not check.holds(_applied(course, task, answer)):
                said = ".".join(check.path) or "su existencia"
                message = f"la solución de «{task.id}» no cumple la comprobación de {check.kind} {check.name} ({said})"
                yield Problem(place, "task-solution", message, "corrige la solución o la comprobación")
        for problem in library.inspect([solution(course, task, library)])[0]:
            if problem.place.path == place.path and problem.severity is Severity.ERROR:
                message = f"la solución de «{task.id}» no vale: {problem.message}"
                yield Problem(problem.place, "task-solution", message, problem.hint)


def check_task_wrong(course: Course, library: Library) -> Iterator[Problem]:
    """Ni la respuesta vacía ni las respuestas típicas equivocadas pasan las comprobaciones de una tarea.

    Mal:  una tarea que ya se cumple sin hacer nada
    Bien: cada respuesta de wrong falla al menos una comprobación, o llega adonde no debe
    """
    for task in course.tasks:
        if task.passes(_applied(course, task, ())):
            message = f"«{task.id}» se da por buena sin hacer nada"
            yield Problem(course.place(task.id, "checks"), "task-wrong", message, "comprueba algo que haya que hacer")
        for number in range(1, len(task.wrong) + 1):
            answer = course.objects.get(task.answer_key(f"wrong-{number}"), ())
            if not task.by and task.passes(_applied(course, task, answer)):
                message = f"la respuesta equivocada {number} de «{task.id}» pasa todas las comprobaciones"
                place = course.place(task.id, "wrong", number - 1)
                yield Problem(place, "task-wrong", message, "añade la comprobación que la descubre")


def _applied(course: Course, task: Task, answer: tuple[KubeObject, ...]) -> tuple[KubeObject, ...]:
    """What the cluster holds after the answer: what was given before it, then the answer."""
    return (*(one for key in task.given for one in course.objects.get(key, ())), *answer)

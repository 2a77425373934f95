"""Tasks in; the pages where one does them out: the wording as in the exam, hints one by one, the solution last."""

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.model import Course, Manifest, Note, Task
from generator.model.links import TASKS, task_page
from generator.render import escape, labels
from generator.render.backing import program, proof_text
from generator.render.markup import bullets, fence, fold, heading, joined, link, small, wrapped
from generator.render.nav import notes_in_order
from generator.render.page import Page
from generator.render.tables import tried_tables
from generator.render.task_checks import looked_at, wanted
from generator.render.writer import Writer, standing_proofs

_LEAD = (
    "Enunciados como los del examen, en inglés y con su tiempo. Resuélvelos en el taller o en un clúster de prácticas,"
    " mira las pistas solo si te atascas y compara al final."
)


def render_tasks(course: Course) -> Iterator[Page]:
    """A page for each note that has tasks, and the page that lists them; nothing without tasks."""
    if not course.tasks:
        return
    topics = [(note, course.tasks_by_topic.get(note.slug, ())) for note in notes_in_order(course)]
    topics = [(note, tasks) for note, tasks in topics if tasks]
    yield _list_page(course, topics)
    yield from (_topic_page(course, note, tasks) for note, tasks in topics)


def task_links(writer: Writer, tasks: Iterable[Task]) -> str:
    """A list of tasks, each with its time and difficulty."""
    return bullets(
        f"{link(escape.text(task.title), writer.to(task_page(task)))} · {labels.lasting(task.seconds)},"
        f" {labels.LEVELS[task.difficulty]}"
        for task in tasks
    )


def _list_page(course: Course, topics: list[tuple[Note, tuple[Task, ...]]]) -> Page:
    writer = Writer(course, TASKS)
    body = joined(
        "# Tareas como las del examen",
        f"{_LEAD}\n{{ .lead }}",
        small(_in_all(course)),
        *(
            joined(heading(2, _title(note), note.slug), task_links(writer, tasks), _see_note(writer, note))
            for note, tasks in topics
        ),
    )
    return Page(TASKS, "Tareas", "Tareas como las del examen CKA, por temas, con pistas y solución.", body)


def _in_all(course: Course) -> str:
    levels = Counter(task.difficulty for task in course.tasks)
    told = ", ".join(f"{labels.LEVELS[level]} {levels[level]}" for level in sorted(levels))
    return f"{labels.counted(len(course.tasks), 'tarea', 'tareas')}. Por dificultad: {told}."


def _topic_page(course: Course, note: Note, tasks: tuple[Task, ...]) -> Page:
    path = task_page(tasks[0]).partition("#")[0]
    writer = Writer(course, path)
    title = f"Tareas: {note.head.title if note.head else note.slug}"
    body = joined(
        f"# {escape.text(title)}",
        f"{_LEAD}\n{{ .lead }}",
        _see_note(writer, note),
        *(_task(writer, task, number, len(tasks)) for number, task in enumerate(tasks, 1)),
    )
    count = labels.counted(len(tasks), "tarea", "tareas")
    description = f"{count} de examen: {', '.join(task.title for task in tasks)}."
    return Page(path, title, description, body, f"edit/main/quizzes/tasks/{note.slug}.yaml")


def _title(note: Note) -> str:
    return escape.text(note.head.title if note.head else note.slug)


def _see_note(writer: Writer, note: Note) -> str:
    return small(f"Antes, la nota: {writer.note(note.slug)}")


def _task(writer: Writer, task: Task, number: int, total: int) -> str:
    """One task, from what is asked to why; everything that gives it away is folded."""
    frame = f'class="task" data-task-id="{escape.attribute(task.id)}" data-seconds="{task.seconds}"'
    about = small(f"Tarea {number} de {total}", labels.lasting(task.seconds), labels.LEVELS[task.difficulty])
    return joined(
        heading(2, escape.text(task.title), task.slug),
        wrapped(
            "section",
            f'{frame} aria-labelledby="{escape.anchor(task.slug)}"',
            about,
            _asked(task),
            _given(writer, task),
            *(fold("hint", f"Pista {step}", writer.text(hint)) for step, hint in enumerate(task.hints, 1)),
            _solution(writer, task),
            _checked(task),
            _wrong(writer, task),
            _proven(writer, task),
        ),
    )


def _asked(task: Task) -> str:
    context = small(f"Context: {escape.code(task.context)}") if task.context else ""
    return wrapped("div", 'class="wording" lang="en"', context, escape.safe(task.wording))


def _given(writer: Writer, task: Task) -> str:
    found = [fact for key in task.given if isinstance(fact := writer.course.by_id.get(key), Manifest)]
    if not found:
        return ""
    files = (fence(one.text, "yaml", one.file) for one in found)
    how = "Para practicar, aplícalo antes con `kubectl apply -f`."
    return fold("given", "Lo que ya hay en el clúster", how, *files)


def _solution(writer: Writer, task: Task) -> str:
    about = labels.listed(writer.facts(task.about))
    return fold(
        "answer solution",
        "Solución",
        *(fence(command, "sh") for command in task.commands),
        fence(task.solution, "yaml", "Así debe quedar"),
        writer.text(task.explanation),
        small(f"Para repasar: {about}") if about else "",
    )


def _checked(task: Task) -> str:
    objects: dict[str, list[str]] = {}
    for check in task.checks:
        objects.setdefault(looked_at(check, escape.code), []).append(wanted(check, escape.code))
    told = bullets(joined(f"{name}:", bullets(words)) for name, words in objects.items())
    return fold("checked", "Qué se comprueba", told)


def _wrong(writer: Writer, task: Task) -> str:
    answers = (
        joined(f"✗ {writer.text(one.why)}", fence(one.answer, "yaml", f"Respuesta equivocada {number}"))
        for number, one in enumerate(task.wrong, 1)
    )
    return fold("wrong-answers", "Respuestas equivocadas típicas", *answers)


def _proven(writer: Writer, task: Task) -> str:
    """How the task was proven: what real programs did with its solution, else what every build checks."""
    minors = labels.listed(writer.course.curriculum.supported)
    built = (
        f"Al construir esta página, la solución pasó todas las comprobaciones y el esquema de Kubernetes {minors};"
        f" la respuesta vacía y las {len(task.wrong)} equivocadas no pasan."
    )
    tried = tried_tables(task.requests, task.connections)
    proofs = standing_proofs(writer.course, task)
    if proofs:
        title = f"Probado con {escape.text(program(proofs[0]))} · {labels.day(proofs[0].run_on)}"
        return fold("proven", title, built, tried, *(proof_text(proof) for proof in proofs))
    if task.by:
        return fold("unverified", "Peticiones sin probar todavía", built, tried)
    return fold("proven", "Comprobado en cada construcción", built)

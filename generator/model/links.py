"""A fact, question, task or note in; the place on the site where it is explained out."""

from generator.model import Fact, Question, Task

FACT_PAGES = {
    "cmd": "referencia/comandos.md",
    "port": "referencia/puertos.md",
    "range": "referencia/rangos.md",
    "cni": "referencia/cni.md",
    "component": "referencia/componentes.md",
    "manifest": "referencia/manifiestos.md",
    "claim": "referencia/afirmaciones.md",
    "term": "referencia/glosario.md",
    "erratum": "errores.md",
}
SHEET = "chuleta.md"
TASKS = "tareas/index.md"


def note_page(slug: str) -> str:
    """`ingress` → the page of that note, relative to the root of the pages."""
    return f"notas/{slug}.md"


def fact_page(fact: Fact) -> str:
    """The page and anchor where a fact stands with all it has."""
    return f"{FACT_PAGES[fact.kind]}#{fact.slug}"


def question_page(question: Question) -> str:
    """The question on the page of its note."""
    return f"{note_page(question.topic)}#{question.slug}"


def task_page(task: Task) -> str:
    """The task on the page of its topic's tasks."""
    return f"tareas/{task.topic}.md#{task.slug}"


def relative(target: str, page: str) -> str:
    """A link from one page to another, as Markdown wants it: relative to the folder of the page."""
    up = "../" * page.count("/")
    return up + target if target.split("#")[0] != page else "#" + target.partition("#")[2]

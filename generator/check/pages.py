"""A note or a course in; the manifests that it shows, together or each alone, out; wrong ones left out."""

from generator.model import Course, Embed, FaultQuestion, Fence, Library, Manifest, ManifestText, Note, Task, Together
from generator.problems import Place


def everything_shown(course: Course, library: Library) -> tuple[Together, ...]:
    """All manifests of a course, in every way in which some check looks at them."""
    found: list[Together] = []
    for note in course.notes:
        found += [page(course, note, library), *examples(note, library)]
    found += [manifest(one, library) for one in course.of(Manifest) if not one.invalid]
    found += [solution(course, task, library) for task in course.tasks]
    for question in course.questions:
        broken = course.by_id.get(question.manifest) if isinstance(question, FaultQuestion) else None
        if isinstance(question, FaultQuestion) and isinstance(broken, Manifest):
            found.append(mutated(question, broken, library))
    return tuple(found)


def page(course: Course, note: Note, library: Library) -> Together:
    """The blocks of a note of ours and the manifests that it embeds, each manifest once, in the order of the page."""
    texts: list[ManifestText] = []
    for block in note.body:
        if isinstance(block, Fence) and _is_yaml(block) and not block.wrong:
            texts.append(_block(note, block, library))
        elif isinstance(block, Embed):
            fact = course.by_id.get(block.reference.target)
            if isinstance(fact, Manifest) and not fact.invalid:
                texts.append(_file(fact, library))
    return Together(tuple(dict.fromkeys(texts)), page=True)


def blocks(note: Note, library: Library) -> Together:
    """The blocks of anybody's note that are not wrong on purpose."""
    shown = (fence for fence in note.fences() if _is_yaml(fence) and not fence.wrong)
    return Together(tuple(_block(note, fence, library) for fence in shown))


def alone(text: str, path: str, library: Library) -> Together:
    """The text of anybody's manifest."""
    return Together((ManifestText(text, Place(path), library.minors),))


def examples(note: Note, library: Library) -> tuple[Together, ...]:
    """The blocks of a note that are wrong on purpose, each alone."""
    wrong = (fence for fence in note.fences() if _is_yaml(fence) and fence.wrong)
    return tuple(Together((_block(note, fence, library),)) for fence in wrong)


def manifest(fact: Manifest, library: Library) -> Together:
    """A manifest alone, for the minors in which it has to hold."""
    return Together((_file(fact, library),))


def solution(course: Course, task: Task, library: Library) -> Together:
    """The solution of a task, after what was given."""
    given = (course.by_id.get(key) for key in task.given)
    place = course.place(task.id, "solution").down(1)
    answer = ManifestText(task.solution, place, library.minors)
    return Together((answer, *(_file(fact, library) for fact in given if isinstance(fact, Manifest))))


def mutated(question: FaultQuestion, broken: Manifest, library: Library) -> Together:
    """The manifest of a question about a fault, after its mutation."""
    minors = library.narrowed(question.holds_for).minors
    return Together((ManifestText(question.mutate(broken.text), Place(broken.path), minors),))


def _is_yaml(fence: Fence) -> bool:
    return fence.language in {"yaml", "yml"}


def _block(note: Note, fence: Fence, library: Library) -> ManifestText:
    return ManifestText(fence.code, note.place(fence.line + 1), library.minors, example=True)


def _file(fact: Manifest, library: Library) -> ManifestText:
    return ManifestText(fact.text, Place(fact.path), library.narrowed(fact.holds_for).minors)

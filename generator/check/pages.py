"""A note or a course in; the Kubernetes objects that it shows, together or each alone, out; wrong ones left out."""

from collections.abc import Iterator

from generator.model import Course, Embed, Fence, KubeObject, Library, Manifest, Note


def note_objects(note: Note) -> tuple[KubeObject, ...]:
    """The objects in the fences of a note that are not wrong on purpose."""
    return tuple(one for fence in note.fences() if not fence.wrong for one in fence.objects)


def page_objects(course: Course, note: Note) -> tuple[KubeObject, ...]:
    """The objects of a note and of the manifests that it embeds, each manifest once, in the order of the page."""
    found: list[KubeObject] = []
    seen: set[str] = set()
    for block in note.body:
        if isinstance(block, Fence) and not block.wrong:
            found.extend(block.objects)
        elif isinstance(block, Embed) and block.reference.target not in seen:
            seen.add(block.reference.target)
            fact = course.by_id.get(block.reference.target)
            if isinstance(fact, Manifest) and not fact.invalid:
                found.extend(course.objects.get(fact.id, ()))
    return tuple(found)


def lone_objects(course: Course, library: Library) -> Iterator[tuple[KubeObject, Library]]:
    """Every object of the notes and of the manifests once, with the library for the minors in which it has to hold."""
    for note in course.notes:
        for one in note_objects(note):
            yield one, library
    for manifest in course.of(Manifest):
        for one in course.objects.get(manifest.id, ()) if not manifest.invalid else ():
            yield one, library.narrowed(manifest.holds_for)

"""The prose of one page in; safe Markdown out, in which every reference is a value or a link from that page."""

import bisect
import itertools
from collections.abc import Iterable

from generator.model import Authored, Course, Fact, Proof, Prose
from generator.model.fingerprints import fingerprint
from generator.model.links import fact_page, note_page, relative
from generator.model.values import markdown
from generator.render import escape
from generator.render.labels import PROOF_KINDS
from generator.render.markup import link

_GLOSSARY = "referencia/glosario.md#"


class Writer:
    """Writes for one page. It remembers which terms the page has linked: each is linked the first time only."""

    def __init__(self, course: Course, page: str) -> None:
        self.course = course
        self.page = page
        self._linked: set[str] = set()

    def text(self, prose: Prose | None) -> str:
        """Prose of any length."""
        return escape.safe(self._resolved(prose))

    def line(self, prose: Prose | None) -> str:
        """Prose on one line."""
        return escape.line(self._resolved(prose))

    def cell(self, prose: Prose | None) -> str:
        """Prose for the cell of a table."""
        return escape.cell(self._resolved(prose))

    def to(self, target: str) -> str:
        """The way from this page to a place on the site."""
        return relative(target, self.page)

    def fact(self, fact: Fact, words: str = "") -> str:
        """A link to where a fact stands; without words, its name in code."""
        return link(words or escape.code(fact.label), self.to(fact_page(fact)))

    def facts(self, ids: Iterable[str], *, as_code: bool = True) -> tuple[str, ...]:
        """Links to those facts that there are."""
        found = (self.course.by_id[one] for one in ids if one in self.course.by_id)
        return tuple(self.fact(one, "" if as_code else escape.text(one.label)) for one in found)

    def note(self, slug: str) -> str:
        """A link to a note by its title."""
        note = self.course.note_by_slug.get(slug)
        title = note.head.title if note and note.head else slug
        return link(escape.text(title), self.to(note_page(slug))) if note else escape.text(title)

    def proof(self, fact: Fact) -> Proof | None:
        """The proof of a fact that says most; none once the fact says something else than what was proven."""
        return next(iter(standing_proofs(self.course, fact)), None)

    def _resolved(self, prose: Prose | None) -> str:
        return markdown(self.course, prose, self.mention) if prose else ""

    def mention(self, words: str, target: str) -> str:
        """A link to a page of the site; to a term of the glossary, only the first time."""
        if target in self._linked:
            return words
        if target.startswith(_GLOSSARY):
            self._linked.add(target)
        return link(words, self.to(target))


def standing_proofs(course: Course, proven: Authored) -> tuple[Proof, ...]:
    """The proofs of a fact or a task, unless it has changed since: what a program did before that a schema accepts it.

    A course has its proofs in order of id.
    """
    start = bisect.bisect_left(course.proofs, proven.id, key=lambda proof: proof.id)
    own = itertools.takewhile(lambda proof: proof.id == proven.id, course.proofs[start : start + len(PROOF_KINDS)])
    current = fingerprint(course, proven.id)
    return tuple(sorted((one for one in own if one.fact == current), key=lambda proof: proof.kind == "schema"))

"""Facts in; multiple-choice questions out whose wrong options are the right answers of other facts of the same kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import ChoiceQuestion, CniPlugin, Component, Course, Fact, Port, Range, Term, parse_prose
from generator.model.fingerprints import fingerprint_text
from generator.model.questions import Option
from generator.model.values import markdown

WRONG_OPTIONS = 3


@dataclass(frozen=True)
class _Asked:
    """What is asked of one fact: `group` keeps apart facts whose answers could be right for each other's question."""

    fact: Fact
    prompt: str
    answer: str
    of_whom: str
    group: str
    weight: int = 0


def derive_choices(course: Course, topic_of: dict[str, str]) -> tuple[ChoiceQuestion, ...]:
    """A question for each port, range, CNI plugin, term and component with enough others of its kind to choose from.

    The same course gives the same questions. A wrong option is never also right: it comes from a fact of another
    group and reads differently. Near ones tempt more, so they come first. They never are more than a third of all
    questions: those written by people come first.
    """
    version = course.curriculum.exam_version
    found = []
    for ask in (_ports, _ranges, _plugins, _components, _terms):
        asked = [one for one in ask(course) if one.fact.holds_for(version)]
        if len({one.answer for one in asked}) <= WRONG_OPTIONS:
            continue
        by_weight = sorted(asked, key=lambda one: (one.weight, fingerprint_text(one.fact.id)))
        wrong = {one.fact.id: _tempting(index, by_weight) for index, one in enumerate(by_weight)}
        found += [
            _question(one, wrong[one.fact.id], topic_of) for one in asked if len(wrong[one.fact.id]) == WRONG_OPTIONS
        ]
    return tuple(sorted(found[: len(course.questions) // 2], key=lambda question: question.id))


def _question(one: _Asked, wrong: Sequence[_Asked], topic_of: dict[str, str]) -> ChoiceQuestion:
    right = Option(text=parse_prose(one.answer), right=True, why=parse_prose(f"Es lo de {one.of_whom}."))
    options = [right, *(_wrong_option(other) for other in wrong)]
    return ChoiceQuestion(
        id=f"q/{one.fact.kind}-{one.fact.slug}-elige",
        competency=one.fact.competency,
        topic=topic_of.get(one.fact.id, ""),
        kind="choice",
        about=(one.fact.id,),
        prompt=parse_prose(one.prompt),
        why=parse_prose(f"{_capital(one.of_whom)}: {one.answer}"),
        options=tuple(sorted(options, key=lambda option: fingerprint_text(one.fact.id + option.text.text))),
        since=one.fact.since,
        until=one.fact.until,
    )


def _wrong_option(other: _Asked) -> Option:
    return Option(text=parse_prose(other.answer), why=parse_prose(f"Eso es lo de {other.of_whom}."))


def _tempting(index: int, by_weight: Sequence[_Asked]) -> tuple[_Asked, ...]:
    """The wrong answers that tempt most: of other groups, each answer once, going outwards from the right one."""
    one = by_weight[index]
    found: dict[str, _Asked] = {}
    for step in range(1, len(by_weight)):
        for other in _at_distance(step, index, by_weight):
            if other.group != one.group and other.answer != one.answer and len(found) < WRONG_OPTIONS:
                found.setdefault(other.answer, other)
        if len(found) == WRONG_OPTIONS:
            break
    return tuple(found.values())


def _at_distance(step: int, index: int, among: Sequence[_Asked]) -> Iterator[_Asked]:
    if step <= index:
        yield among[index - step]
    if index + step < len(among):
        yield among[index + step]


def _ports(course: Course) -> Iterator[_Asked]:
    retired = {fact.slug for fact in course.of(CniPlugin) if fact.status == "retired"}
    for fact in course.of(Port):
        if fact.listens != "off" and fact.component.partition("/")[2] not in retired:
            name = _name(course, fact.component)
            purpose = markdown(course, fact.purpose)
            prompt = f"¿Qué puerto usa por defecto **{name}** para esto? {purpose}"
            answer = f"`{fact.port}` ({fact.protocol.replace('/', ' y ')})"
            yield _Asked(fact, prompt, answer, f"{name}: {purpose.rstrip('.')}", fact.component, fact.numbers[0])


def _ranges(course: Course) -> Iterator[_Asked]:
    for fact in course.of(Range):
        name = markdown(course, fact.name).rstrip(".")
        yield _Asked(
            fact, f"¿Qué CIDR es este? {_capital(name)}", f"`{fact.cidr}`", name, fact.cidr, fact.network.prefixlen
        )


def _plugins(course: Course) -> Iterator[_Asked]:
    for fact in course.of(CniPlugin):
        pods = course.by_id.get(fact.pod_range or "")
        if pods and fact.status == "active":
            prompt = f"¿Qué rango de Pods usa **{fact.name}** si nadie configura otro?"
            yield _Asked(fact, prompt, f"`{pods.label}`", fact.name, pods.label)


def _terms(course: Course) -> Iterator[_Asked]:
    for fact in course.of(Term):
        definition = markdown(course, fact.definition)
        yield _Asked(fact, f"¿Qué es *{fact.en}*?", definition, f"*{fact.en}*", fact.en, len(definition))


def _components(course: Course) -> Iterator[_Asked]:
    for fact in course.of(Component):
        purpose = markdown(course, fact.purpose)
        yield _Asked(fact, f"¿Qué hace **{fact.name}**?", purpose, f"**{fact.name}**", fact.name, len(purpose))


def _name(course: Course, component: str) -> str:
    fact = course.by_id.get(component)
    return fact.label if fact else component


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

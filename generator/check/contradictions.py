"""A course in; sentences that contradict a fact, or repeat a value that a fact holds, out."""

import re
from collections.abc import Iterator

from generator.check.wording import code_spans, line_at, masked, sentences
from generator.model import ChoiceQuestion, Component, Course, Library, Passage, Port, Range
from generator.problems import Problem

# A number of a port: free of letters, dots, dashes and other numbers; not a year, a size or a time.
_NUMBER = re.compile(
    r"(?<![\w.,/–-])(?<!no )(?<!MTU )(?<!RFC )(?<!año )(?P<number>[1-9]\d{3,4})"
    r"(?!\d|[.,–-]\d|\s*(?:%|bytes?\b|[KMGkm]?i?B\b|ms\b|s\b|segundos?\b|nodos?\b|[Pp]ods?\b|endpoints?\b|veces\b|IP\b))"
)
_YEARS = range(1980, 2080)
_VALUE = re.compile(r"(?<![\w./:–-])\d+(?:\.\d+){3}/\d+(?![\w/])|(?<![\w./–-])\d{4,5}(?:-\d{4,5})?(?![\w–-]|[.,]\d)")
_ANYBODYS = frozenset({"8000", "8080", "8081", "8181", "8443", "9000", "9090"})  # every other example has them
_WRONG_ON_PURPOSE = re.compile(r"^(?:wrong|typed|traps\.\d+(?:\..*)?|pairs\..*|wrong\..*)$")
_OPTION = re.compile(r"^options\.(?P<index>\d+)\.(?P<part>text|why)$")


def check_contradiction(course: Course, library: Library) -> Iterator[Problem]:
    """Una frase que nombra un componente no le da un puerto que ningún hecho le da.

    Mal:  «kube-apiserver escucha en el 6444»
    Bien: «kube-apiserver escucha en el [[port/kube-apiserver#port]]»
    """
    ports = _ports_by_name(course)
    if not ports:
        return
    naming = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(ports, key=len, reverse=True)))})(?![\w-])")
    for passage in course.passages:
        text = _asserted(course, passage)
        for start, sentence in sentences(text) if _NUMBER.search(text) else ():
            named = set(naming.findall(sentence))
            known = {number for name in named for numbers in ports[name] for number in numbers}
            for match in _NUMBER.finditer(sentence) if named else ():
                number = int(match["number"])
                if number not in known and number not in _YEARS and number <= 65535:
                    place = passage.place.down(line_at(text, start + match.start()))
                    of = ", ".join(sorted(named))
                    message = f"{number} no es ningún puerto de {of} según los hechos"
                    hint = f"los hechos dicen {', '.join(str(one) for one in sorted(known)[:8])}"
                    yield Problem(place, "contradiction", message, hint)


def _ports_by_name(course: Course) -> dict[str, list[range]]:
    """The ports of each component that has any, by its name."""
    found: dict[str, list[range]] = {}
    for port in course.of(Port):
        component = course.by_id.get(port.component)
        if isinstance(component, Component):
            found.setdefault(component.name, []).append(port.numbers)
    return found


def check_value_repeated(course: Course, library: Library) -> Iterator[Problem]:
    """Un texto no repite a mano un puerto o un CIDR que ya está en un hecho: lo toma de él.

    Mal:  escucha en el 6443
    Bien: escucha en el [[port/kube-apiserver#port]]
    """
    holders = _holders(course)
    for passage in course.passages:
        if _WRONG_ON_PURPOSE.match(passage.field) or _OPTION.match(passage.field):
            continue
        for offset, value in _values(passage.prose.text):
            holder = holders.get(value)
            if holder and holder != passage.owner:
                place = passage.place.down(line_at(passage.prose.text, offset))
                field = "port" if holder.startswith("port/") else "cidr"
                message = f"«{value}» ya está en el hecho «{holder}»"
                yield Problem(place, "value-repeated", message, f"escribe [[{holder}#{field}]]")


def _holders(course: Course) -> dict[str, str]:
    """Every value worth a reference, with the first fact that holds it."""
    found: dict[str, str] = {}
    for port in course.of(Port):
        if len(port.port) >= 4 and port.port not in _ANYBODYS:
            found.setdefault(port.port, port.id)
    for one in course.of(Range):
        found.setdefault(one.cidr, one.id)
    return found


def _values(text: str) -> Iterator[tuple[int, str]]:
    """The values in the prose, and those that are all there is between two backticks."""
    for match in _VALUE.finditer(masked(text)) if _VALUE.search(text) else ():
        yield match.start(), match[0]
    for offset, code in code_spans(text):
        bare = re.sub(r"/(?:TCP|UDP)$", "", code.strip(), flags=re.IGNORECASE)
        if _VALUE.fullmatch(bare):
            yield offset, bare


def _asserted(course: Course, passage: Passage) -> str:
    """What a text claims to be true, code included; nothing where it is wrong on purpose."""
    if _WRONG_ON_PURPOSE.match(passage.field):
        return ""
    if option := _OPTION.match(passage.field):
        question = course.question_by_id.get(passage.owner)
        if not isinstance(question, ChoiceQuestion) or not question.options[int(option["index"])].right:
            return ""
    return re.sub(r"\[\[[^\]\n]*\]\]", lambda match: " " * len(match[0]), passage.prose.text)

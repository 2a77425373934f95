"""A course in; its reference pages out: every fact of a kind with its permanent anchor, grouped, tables first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.model import Claim, CniPlugin, Command, Component, Course, Erratum, Fact, Manifest, Port, Range, Term
from generator.model.derived import Derived
from generator.render import escape
from generator.render.entries import entry
from generator.render.markup import heading, joined, table, wrapped
from generator.render.page import Page
from generator.render.tables import cni_table, ports_table, ranges_table
from generator.render.writer import Writer

Body = Callable[[Writer, Derived], str]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference page: where it stands, what it says of itself, how its body is made."""

    path: str
    title: str
    description: str
    source: str
    body: Body


def render_references(course: Course, derived: Derived) -> Iterable[Page]:
    """Every page of facts."""
    for one in REFERENCES:
        writer = Writer(course, one.path)
        body = joined(f"# {one.title}", f"{one.description}\n{{ .lead }}", one.body(writer, derived))
        hide = () if "/" in one.path else ("navigation",)
        yield Page(one.path, one.title, one.description, body, f"tree/main/{one.source}", hide)


def _by_competency(writer: Writer, derived: Derived, facts: Iterable[Fact]) -> str:
    """Entries under the competency of the curriculum that they serve."""
    groups: dict[str, list[Fact]] = {competency: [] for competency in writer.course.curriculum.competencies}
    for fact in facts:
        groups.setdefault(fact.competency, []).append(fact)
    names = {slug: one.es for slug, (_, one) in writer.course.curriculum.competencies.items()}
    return _groups(writer, derived, {names.get(slug, slug): found for slug, found in groups.items()})


def _groups(writer: Writer, derived: Derived, groups: Mapping[str, Iterable[Fact]]) -> str:
    filled = [(name, tuple(facts)) for name, facts in groups.items()]
    return joined(
        *(
            joined(heading(2, escape.text(name), f"grupo-{number}"), *(entry(fact, writer, derived) for fact in facts))
            for number, (name, facts) in enumerate(filled, 1)
            if facts
        )
    )


def _commands(writer: Writer, derived: Derived) -> str:
    return _by_competency(writer, derived, writer.course.of(Command))


def _claims(writer: Writer, derived: Derived) -> str:
    return _by_competency(writer, derived, writer.course.of(Claim))


def _manifests(writer: Writer, derived: Derived) -> str:
    manifests = writer.course.of(Manifest)
    return joined(
        _by_competency(writer, derived, (one for one in manifests if not one.invalid)),
        _wrong(writer, derived, [one for one in manifests if one.invalid]),
    )


def _wrong(writer: Writer, derived: Derived, manifests: list[Manifest]) -> str:
    if not manifests:
        return ""
    return joined(heading(2, "Mal a propósito", "mal-a-proposito"), *(entry(one, writer, derived) for one in manifests))


def _ports(writer: Writer, derived: Derived) -> str:
    ports = sorted(writer.course.of(Port), key=lambda port: (port.numbers[0], port.protocol, port.id))
    of_cni = frozenset(port for plugin in writer.course.of(CniPlugin) for port in plugin.ports)
    plugins = tuple(plugin.slug for plugin in writer.course.of(CniPlugin))
    network = [one for one in ports if one.id in of_cni or one.component.partition("/")[2].startswith(plugins)]
    others = [one for one in ports if one not in network]
    control = [one for one in others if "control-plane" in one.on and "worker" not in one.on]
    nodes = [one for one in others if one not in control]
    groups = {"Plano de control": control, "Nodos y complementos": nodes, "Plugins de red": network}
    tables = [
        joined(heading(2, name, f"tabla-{number}"), ports_table(writer, found))
        for number, (name, found) in enumerate(groups.items(), 1)
        if found
    ]
    return joined(*tables, heading(2, "Uno por uno", "uno-por-uno"), *(entry(one, writer, derived) for one in ports))


def _ranges(writer: Writer, derived: Derived) -> str:
    ranges = writer.course.of(Range)
    entries = (entry(one, writer, derived) for one in ranges)
    return joined(ranges_table(writer, ranges), heading(2, "Uno por uno", "uno-por-uno"), *entries)


def _cni(writer: Writer, derived: Derived) -> str:
    plugins = writer.course.of(CniPlugin)
    entries = (entry(one, writer, derived) for one in plugins)
    return joined(cni_table(writer, derived, plugins), heading(2, "Uno por uno", "uno-por-uno"), *entries)


def _components(writer: Writer, derived: Derived) -> str:
    return joined(*(entry(one, writer, derived) for one in writer.course.of(Component)))


def _glossary(writer: Writer, derived: Derived) -> str:
    index = [(writer.fact(one, escape.text(one.es)), escape.text(one.en)) for one in derived.glossary.by_spanish]
    letters: dict[str, list[Term]] = {}
    for term in derived.glossary.by_english:
        letters.setdefault(term.en[0].upper(), []).append(term)
    entries = (
        joined(heading(2, letter, f"letra-{letter.lower()}"), *(entry(term, writer, derived) for term in terms))
        for letter, terms in letters.items()
    )
    return joined(
        *entries,
        heading(2, "Del español al inglés", "del-espanol-al-ingles"),
        wrapped("div", 'class="fact-table fact-table--terms"', table(("En español", "En el examen"), index)),
    )


def _errata(writer: Writer, derived: Derived) -> str:
    groups: dict[str, list[Fact]] = {}
    notes = sorted(writer.course.notes, key=lambda note: (note.head.order if note.head else 0, note.slug))
    titles = {note.slug: note.head.title for note in notes if note.head}
    for slug in titles:
        groups[titles[slug]] = []
    for fact in writer.course.of(Erratum):
        groups.setdefault(titles.get(fact.topic, fact.topic), []).append(fact)
    return _groups(writer, derived, groups)


REFERENCES = (
    Reference(
        "referencia/comandos.md",
        "Comandos",
        "Cada comando con la salida que dio de verdad.",
        "facts/commands",
        _commands,
    ),
    Reference(
        "referencia/puertos.md",
        "Puertos",
        "Qué puerto abre cada componente, dónde y para quién.",
        "facts/ports",
        _ports,
    ),
    Reference(
        "referencia/rangos.md",
        "Rangos de direcciones",
        "Los bloques privados y los que cada programa usa si no dices otra cosa.",
        "facts/ranges",
        _ranges,
    ),
    Reference(
        "referencia/cni.md",
        "Plugins de red",
        "Los plugins CNI, comparados por lo que hacen sin configurar nada.",
        "facts/cni",
        _cni,
    ),
    Reference(
        "referencia/componentes.md",
        "Componentes",
        "Los programas del clúster: qué hacen, cómo corren y dónde.",
        "facts/components",
        _components,
    ),
    Reference(
        "referencia/manifiestos.md",
        "Manifiestos",
        "Archivos que kubectl acepta tal cual, con sus líneas explicadas.",
        "facts/manifests",
        _manifests,
    ),
    Reference(
        "referencia/afirmaciones.md",
        "Afirmaciones",
        "Lo que hay que saber, frase a frase y con su fuente.",
        "facts/claims",
        _claims,
    ),
    Reference(
        "referencia/glosario.md",
        "Glosario",
        "Los términos del examen, en inglés y en español. En letra de código, los que se escriben tal cual.",
        "facts/terms",
        _glossary,
    ),
    Reference(
        "errores.md",
        "Errores habituales",
        "Lo que los apuntes suelen decir mal, lo correcto, por qué y cómo verlo.",
        "facts/errata",
        _errata,
    ),
)

"""A fact in; its entry on a reference page out: permanent anchor, all it holds, what backs it, who uses it."""

from functools import singledispatch

from generator.model import Claim, CniPlugin, Command, Component, Erratum, Fact, Manifest, Port, Range, Term
from generator.model.derived import Derived
from generator.render import escape, labels
from generator.render.backing import backing
from generator.render.blocks import claim_block, command_block, erratum_block, manifest_block
from generator.render.markup import box, bullets, heading, joined, small, wrapped
from generator.render.tables import clash_warning, routes_table
from generator.render.writer import Writer


@singledispatch
def entry(fact: Fact, writer: Writer, derived: Derived) -> str:
    """The entry of a fact, one small function a kind."""
    raise TypeError(f"no entry for {type(fact).__name__}")


@entry.register
def _command(fact: Command, writer: Writer, derived: Derived) -> str:
    return joined(
        heading(3, escape.code(fact.run), fact.slug),
        command_block(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _port(fact: Port, writer: Writer, derived: Derived) -> str:
    where = labels.listed([labels.PLACES[place] for place in fact.on])
    return joined(
        heading(3, f"{escape.code(fact.label)} {_name(writer, fact.component)}", fact.slug),
        writer.text(fact.purpose),
        bullets(
            (
                f"Componente: {_links(writer, fact.component)}",
                f"Dónde: {where}; escucha en {labels.LISTENS[fact.listens]}"
                if fact.listens != "off"
                else f"Dónde: {where}; {labels.LISTENS['off']}",
                f"Se conecta: {writer.line(fact.used_by)}",
            )
        ),
        backing(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _range(fact: Range, writer: Writer, derived: Derived) -> str:
    inside = labels.listed(writer.facts(fact.inside))
    facts = (
        f"De {escape.code(fact.first)} a {escape.code(fact.last)}",
        f"Lo usa {_links(writer, fact.component)}" if fact.component else "",
        f"Se cambia con {escape.code(fact.flag)}" if fact.flag else "",
        f"Está dentro de {inside}" if inside else "",
    )
    return joined(
        heading(3, f"{escape.code(fact.cidr)} {writer.line(fact.name)}", fact.slug),
        bullets(one for one in facts if one),
        writer.text(fact.note),
        backing(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _cni(fact: CniPlugin, writer: Writer, derived: Derived) -> str:
    pods = "".join(writer.facts([fact.pod_range])) if fact.pod_range else "el `podCIDR` que Kubernetes da a cada nodo"
    facts = (
        f"Estado: {labels.STATUS[fact.status]}",
        f"Pods por defecto: {pods}",
        f"Encapsulado: {writer.line(fact.encapsulation)}",
        f"NetworkPolicy: {labels.NETWORK_POLICY[fact.network_policy]}",
        f"Puertos: {labels.listed(writer.facts(fact.ports)) or 'ninguno'}",
        f"Se instala con {''.join(writer.facts([fact.install]))}" if fact.install else "",
    )
    clash = clash_warning(writer, derived, fact)
    return joined(
        heading(3, escape.text(fact.name), fact.slug),
        writer.text(fact.summary),
        bullets(one for one in facts if one),
        box("warning", "Rangos que chocan", clash) if clash else "",
        backing(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _component(fact: Component, writer: Writer, derived: Derived) -> str:
    ports = writer.facts(port.id for port in writer.course.of(Port) if port.component == fact.id)
    ranges = writer.facts(one.id for one in writer.course.of(Range) if one.component == fact.id)
    facts = (
        f"Corre como {labels.RUNS_AS[fact.runs_as]}: {labels.listed([labels.PLACES[place] for place in fact.on])}",
        f"Puertos: {labels.listed(ports)}" if ports else "",
        f"Rangos: {labels.listed(ranges)}" if ranges else "",
    )
    return joined(
        heading(3, escape.text(fact.name), fact.slug),
        writer.text(fact.purpose),
        bullets(one for one in facts if one),
        backing(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _manifest(fact: Manifest, writer: Writer, derived: Derived) -> str:
    return joined(
        heading(3, escape.code(fact.file), fact.slug),
        manifest_block(writer, fact),
        routes_table(writer, fact, titled=False, backed=False),
        _used_in(fact, writer, derived),
    )


@entry.register
def _claim(fact: Claim, writer: Writer, derived: Derived) -> str:
    return _anchored(fact, joined(claim_block(writer, fact), _used_in(fact, writer, derived)))


@entry.register
def _term(fact: Term, writer: Writer, derived: Derived) -> str:
    name = escape.code(fact.en) if fact.typed else escape.text(fact.en)
    same = fact.typed or fact.en.lower() == fact.es.lower()
    return joined(
        heading(3, name if same else f"{name} — {escape.text(fact.es)}", fact.slug),
        writer.text(fact.definition),
        backing(writer, fact),
        _used_in(fact, writer, derived),
    )


@entry.register
def _erratum(fact: Erratum, writer: Writer, derived: Derived) -> str:
    return _anchored(fact, erratum_block(writer, fact, titled=False))


def _anchored(fact: Fact, block: str) -> str:
    return wrapped("div", f'id="{escape.anchor(fact.slug)}"', block)


def _name(writer: Writer, component: str) -> str:
    found = writer.course.by_id.get(component)
    return escape.text(found.label) if found else escape.text(component)


def _links(writer: Writer, component: str | None) -> str:
    return "".join(writer.facts([component], as_code=False)) if component else ""


def _used_in(fact: Fact, writer: Writer, derived: Derived) -> str:
    notes = derived.backlinks.of_fact.get(fact.id, ())
    return small(f"Sale en {labels.listed([writer.note(slug) for slug in notes])}") if notes else ""

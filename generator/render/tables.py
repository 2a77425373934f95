"""The name of a table and which rows it wants in; the table made from the facts out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.model import Claim, CniPlugin, Command, Erratum, Fact, Manifest, Port, Range, Term
from generator.model.derived import Derived
from generator.model.embeds import read_filter
from generator.model.proofs import Connection, RouteRequest
from generator.render import escape, labels
from generator.render.backing import backing
from generator.render.blocks import claim_block, erratum_block
from generator.render.markup import box, bullets, joined, table, wrapped
from generator.render.writer import Writer

Filter = Mapping[str, tuple[str, ...]]


def fact_table(writer: Writer, derived: Derived, name: str, filter_text: str) -> str:
    """The table `name`; nothing where there is no such table or no row is left."""
    make = _TABLES.get(name)
    return make(writer, derived, read_filter(filter_text)) if make else ""


def ports_table(writer: Writer, ports: Iterable[Port]) -> str:
    """Port and protocol, whose it is, where it is open, what for."""
    rows = [
        (
            writer.fact(port, escape.code(port.label)),
            _component(writer, port.component),
            _port_place(port),
            writer.cell(port.purpose),
        )
        for port in sorted(ports, key=lambda port: (port.numbers[0], port.protocol, port.id))
    ]
    return _framed("ports", ("Puerto", "De quién", "Dónde", "Para qué"), rows)


def ranges_table(writer: Writer, ranges: Iterable[Range]) -> str:
    """Block, first and last address, how many, who uses it; by address."""
    rows = [
        (
            writer.fact(one),
            f"{escape.code(one.first)} a {escape.code(one.last)}" if one.first != one.last else escape.code(one.first),
            _size(one),
            writer.cell(one.name),
        )
        for one in sorted(ranges, key=_by_address)
    ]
    return _framed("ranges", ("Rango", "De la primera a la última", "Direcciones", "Quién lo usa"), rows)


def _by_address(one: Range) -> tuple[int, int, int, bool, str]:
    network = one.network
    return network.version, int(network.network_address), network.prefixlen, one.component is not None, one.id


def cni_table(writer: Writer, derived: Derived, plugins: Iterable[CniPlugin]) -> str:
    """The plugins side by side, and a warning where the default pod range runs into another."""
    plugins = tuple(plugins)
    rows = [
        (
            writer.fact(one, escape.text(one.name)) + (" (retirado)" if one.status == "retired" else ""),
            "".join(writer.facts([one.pod_range])) if one.pod_range else "el `podCIDR` del nodo",
            writer.cell(one.encapsulation),
            labels.NETWORK_POLICY[one.network_policy],
            ", ".join(writer.facts(one.ports)) or "ninguno",
        )
        for one in plugins
    ]
    head = ("Plugin", "Pods por defecto", "Encapsulado", "NetworkPolicy", "Puertos")
    warnings = [warning for one in plugins if (warning := clash_warning(writer, derived, one))]
    warned = box("warning", "Rangos que chocan", bullets(warnings)) if warnings else ""
    return joined(_framed("cni", head, rows), warned)


def clash_warning(writer: Writer, derived: Derived, plugin: CniPlugin) -> str:
    """Which ranges in use the default pod range of a plugin runs into, in a sentence."""
    clashes = derived.clashes.get(plugin.id, ())
    if not clashes or not plugin.pod_range:
        return ""
    others = labels.listed(
        [f"{writer.fact(one)} ({writer.line(one.name)})" for one in writer.course.of(Range) if one.id in clashes]
    )
    pods = "".join(writer.facts([plugin.pod_range]))
    return f"{escape.text(plugin.name)}: su rango por defecto, {pods}, se solapa con {others}."


def _component(writer: Writer, component: str) -> str:
    fact = writer.course.by_id.get(component)
    return escape.text(fact.label) if fact else escape.text(component)


def _port_place(port: Port) -> str:
    where = labels.listed([labels.PLACES[place] for place in port.on])
    return where if port.listens in {"all", "pod"} else f"{where}; {labels.LISTENS[port.listens]}"


def _size(one: Range) -> str:
    count = one.network.num_addresses
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") if count < 10**9 else f"2 elevado a {count.bit_length() - 1}"


def _framed(kind: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return wrapped("div", f'class="fact-table fact-table--{kind}"', table(head, rows)) if rows else ""


def _ports(writer: Writer, derived: Derived, wanted: Filter) -> str:
    ports = (
        port
        for port in writer.course.of(Port)
        if _fits(wanted, "on", *port.on)
        and _fits(wanted, "component", port.component.partition("/")[2])
        and _fits(wanted, "protocol", *port.protocol.lower().split("/"))
    )
    return ports_table(writer, ports)


def _ranges(writer: Writer, derived: Derived, wanted: Filter) -> str:
    return ranges_table(
        writer,
        (one for one in writer.course.of(Range) if _fits(wanted, "component", (one.component or "").partition("/")[2])),
    )


def _cni(writer: Writer, derived: Derived, wanted: Filter) -> str:
    plugins = (one for one in writer.course.of(CniPlugin) if _fits(wanted, "status", one.status))
    return cni_table(writer, derived, plugins)


def _routes(writer: Writer, derived: Derived, wanted: Filter) -> str:
    named = (writer.course.by_id.get(f"manifest/{slug}") for slug in wanted.get("manifest", ()))
    manifests = [one for one in named if isinstance(one, Manifest)]
    return joined(*(routes_table(writer, one, titled=len(manifests) > 1) for one in manifests))


def routes_table(writer: Writer, manifest: Manifest, *, titled: bool, backed: bool = True) -> str:
    """What each request tried on a manifest reached, and the path or the outcome that came of it."""
    if manifest.proof is None:
        return ""
    return joined(
        f"Con {writer.fact(manifest)}:" if titled else "",
        tried_tables(manifest.proof.requests, manifest.proof.connections),
        backing(writer, manifest, "La tabla de arriba es lo que respondió.") if backed else "",
    )


def tried_tables(requests: Iterable[RouteRequest], connections: Iterable[Connection]) -> str:
    """Requests with what they reach, connections with whether they pass."""
    return joined(
        _framed("routes", ("Petición", "Llega a", "El backend recibe"), [_request(one) for one in requests]),
        _framed("routes", ("Desde", "Hacia", "¿Pasa?"), [_connection(one) for one in connections]),
    )


def _request(one: RouteRequest) -> tuple[str, ...]:
    method = "" if one.method == "GET" else f"{one.method} "
    headers = "".join(f" + {escape.code(header)}" for header in one.headers)
    reaches = f"✗ {escape.code(one.reaches)}" if one.reaches.isdigit() else escape.code(one.reaches)
    received = escape.code(one.receives) if one.receives else "—"
    return f"{escape.code(f'{method}{one.host}{one.path}')}{headers}", reaches, received


def _connection(one: Connection) -> tuple[str, ...]:
    passes = "✓ sí" if one.allowed else "✗ no"
    return escape.code(one.origin), f"{escape.code(one.to)} en {one.port}/{one.protocol}", passes


def _errata(writer: Writer, derived: Derived, wanted: Filter) -> str:
    return joined(
        *(
            erratum_block(writer, one, titled=False)
            for one in writer.course.of(Erratum)
            if _fits(wanted, "topic", one.topic)
        )
    )


def _commands(writer: Writer, derived: Derived, wanted: Filter) -> str:
    rows = [
        (writer.fact(one), writer.cell(one.purpose))
        for one in writer.course.of(Command)
        if _fits(wanted, "where", one.where) and _fits_fact(wanted, one) and _fits(wanted, "program", one.program)
    ]
    return _framed("commands", ("Comando", "Para qué"), rows)


def _claims(writer: Writer, derived: Derived, wanted: Filter) -> str:
    return joined(*(claim_block(writer, one) for one in writer.course.of(Claim) if _fits_fact(wanted, one)))


def _terms(writer: Writer, derived: Derived, wanted: Filter) -> str:
    rows = [
        (writer.fact(one, escape.text(one.en)), escape.text(one.es), writer.cell(one.definition))
        for one in derived.glossary.by_english
        if _fits_fact(wanted, one)
    ]
    return _framed("terms", ("En el examen", "En español", "Qué es"), rows)


def _fits(wanted: Filter, name: str, *values: str) -> bool:
    return name not in wanted or not set(wanted[name]).isdisjoint(values)


def _fits_fact(wanted: Filter, fact: Fact | Term) -> bool:
    return _fits(wanted, "competency", fact.competency)


_TABLES: Mapping[str, Callable[[Writer, Derived, Filter], str]] = {
    "claims": _claims,
    "cni": _cni,
    "commands": _commands,
    "errata": _errata,
    "ports": _ports,
    "ranges": _ranges,
    "routes": _routes,
    "terms": _terms,
}

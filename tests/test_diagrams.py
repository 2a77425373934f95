"""A diagram is well-formed, says in words what it shows, and takes every value from the facts."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from generator.model import CniPlugin, Course, Port, Range
from generator.model.embeds import DIAGRAMS
from generator.model.templates import Templates
from generator.render.diagrams import DRAWINGS, Diagrams, diagram_style
from generator.render.lookup import MISSING
from generator.render.pages import page_environment

SVG = "{http://www.w3.org/2000/svg}"


def drawn(course: Course, templates: Templates, name: str) -> ElementTree.Element:
    files = Diagrams(course, page_environment(templates), diagram_style(templates)).files()
    return ElementTree.fromstring(files[f"diagramas/{name}.svg"])


def words(svg: ElementTree.Element) -> str:
    return "\n".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))


def changed(course: Course, key: str, **fields: object) -> Course:
    facts = tuple(fact.model_copy(update=fields) if fact.id == key else fact for fact in course.facts)
    assert facts != course.facts
    return replace(course, facts=facts)


def test_every_diagram_has_values_and_a_template(templates: Templates) -> None:
    assert DRAWINGS.keys() == DIAGRAMS
    assert {f"{name}.svg.j2" for name in DIAGRAMS} <= templates.below("diagrams", ".svg.j2").keys()


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_a_diagram_is_a_picture_with_title_and_description(real: Course, templates: Templates, name: str) -> None:
    svg = drawn(real, templates, name)
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert (svg.tag, svg.get("role")) == (f"{SVG}svg", "img")
    assert title is not None
    assert description is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len((title.text or "").split()) > 3
    assert len((description.text or "").split()) > 12
    assert MISSING not in words(svg)


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_without_facts_a_diagram_says_what_it_needs(real: Course, templates: Templates, name: str) -> None:
    bare = replace(real, facts=(), objects={})
    svg = drawn(bare, templates, name)
    assert MISSING in words(svg) or name in {"cni-comparison", "private-ranges"}


@pytest.mark.parametrize(
    ("name", "key", "field", "value", "shown"),
    [
        ("port-map", "port/kube-apiserver", "port", "7443", "7443/TCP"),
        ("port-map", "port/kubelet", "port", "11250", "11250/TCP"),
        ("cni-comparison", "range/calico-pods", "cidr", "192.168.128.0/17", "192.168.128.0/17"),
        ("private-ranges", "range/service-cidr-kubeadm", "cidr", "10.64.0.0/12", "10.64.0.0/12"),
        ("node-network", "range/flannel-pods", "cidr", "10.60.0.0/16", "10.60.1.2"),
        ("kubeadm-steps", "cmd/kubeadm-init-pod-network-cidr", "run", "kubeadm init --x", "kubeadm init --x"),
        ("gateway-kinds", "term/cluster-operator", "es", "quien opera", "Quien opera"),
    ],
)
def test_values_come_from_facts(
    real: Course, templates: Templates, name: str, key: str, field: str, value: str, shown: str
) -> None:
    assert shown not in words(drawn(real, templates, name))
    assert shown in words(drawn(changed(real, key, **{field: value}), templates, name))


def test_routes_of_the_examples_come_from_their_manifests(real: Course, templates: Templates) -> None:
    text = words(drawn(real, templates, "rewrite"))
    for slug in ("ingress-app-plain", "ingress-app-root", "ingress-app-capture"):
        proof = real.by_id[f"manifest/{slug}"].proof  # type: ignore[attr-defined]
        assert next(one.receives for one in proof.requests if one.path == "/app/login") in text


def test_who_may_attach_follows_from_the_manifests(real: Course, templates: Templates) -> None:
    """Same admits its own namespace, Selector the labelled one, All everybody."""
    svg = drawn(real, templates, "allowed-routes")
    marks = [line[0] for line in words(svg).split("\n") if line[0] in "✓✗"]
    assert marks == list("✓✗✗✗✓✗✓✓✓")


def test_a_range_is_drawn_in_its_place(small: Course, templates: Templates) -> None:
    """10.96.0.0/12 begins at 96/256 of the block and fills a sixteenth of it."""
    spans = [
        one for one in drawn(small, templates, "private-ranges").iter(f"{SVG}rect") if one.get("class") == "d-span"
    ]
    services = next(one for one in small.of(Range) if one.slug == "services")
    order = [
        one.slug for one in sorted(small.of(Range), key=lambda one: int(one.network.network_address)) if one.component
    ]
    span = spans[order.index(services.slug)]
    assert (span.get("x"), span.get("width")) == ("135", "22")


def test_hostile_facts_stay_text(small: Course, templates: Templates) -> None:
    hostile = '<script>alert(1)</script>"&'
    course = changed(small, "cni/flannel", name=hostile)
    figure = Diagrams(course, page_environment(templates)).figure("cni-comparison")
    assert "<script" not in figure
    assert hostile in words(drawn(course, templates, "cni-comparison"))


def test_an_unknown_diagram_is_nothing(small: Course, templates: Templates) -> None:
    assert Diagrams(small, page_environment(templates)).figure("no-such") == ""


def test_a_closed_port_and_a_plugin_without_ports_are_drawn(real: Course, templates: Templates) -> None:
    assert any(not plugin.ports for plugin in real.of(CniPlugin))
    assert "sin puertos entre nodos" in words(drawn(real, templates, "cni-comparison"))
    loopback = [port for port in real.of(Port) if port.listens == "loopback"]
    assert loopback
    assert "solo 127.0.0.1" in words(drawn(real, templates, "port-map"))

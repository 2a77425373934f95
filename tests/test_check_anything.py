"""Whatever somebody writes, the rules end, raise nothing, and name lines that are there."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check import check_foreign_note, check_manifest
from generator.model import KubeObject, Library, Program
from generator.problems import Place
from generator.read import load_library, read_foreign_note

MARKDOWN = r"""
# T|##T|### |```yaml|```sh|```|~~~|````|$ ip a|# ip a|`a|``|![|](|x.png)|[[|]]|[[a/b#c?d=e]]|**x**{#y}|<!--|-->|
<img src='|'>|\|  |- |“|—|apiVersion: v1|kind: Service|spec: [|metadata:|incorrecto="x"|cat <<EOF|EOF|"|'|&&|
especificamente|---|é|!!! note|{#x}|http://x|a\|ip adress|[x]: y|default via x dev y|(|)|;|sudo|=
"""
NAMES = """
apiVersion kind metadata name labels spec parentRefs rules backendRefs selector template containers ports port cidr
listeners sectionName http paths backend service defaultBackend matchLabels gatewayClassName targetPort jobTemplate
"""
KINDS = ["Service", "Ingress", "Gateway", "HTTPRoute", "Deployment", "Pod", "CronJob", "Thing"]

fragments = st.sampled_from([*MARKDOWN.replace("\n", "").split("|"), "\n", "\n\n", "\t", "\u00a0"])
names = st.sampled_from(NAMES.split())
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(["1.37"], programs=[Program(name="ip", subcommands=("address", "route"), prefixes=True)])


@settings(max_examples=150, deadline=None)
@given(st.lists(fragments, max_size=40), st.sampled_from(["\n", " ", ""]))
def test_any_markdown(library: Library, parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    note, problems = read_foreign_note(Path("x.md"), text)
    found = [*problems, *check_foreign_note(note, library)]
    assert {one.place.path for one in found} <= {"x.md"}
    assert all(1 <= one.place.line <= text.count("\n") + 1 for one in found)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.dictionaries(names, values, max_size=6)), max_size=4))
def test_any_objects(library: Library, written: list[tuple[str, dict[str, Any]]]) -> None:
    objects = [KubeObject({"apiVersion": "v1", **value, "kind": kind}, "x.yaml", {(): 1}) for kind, value in written]
    assert {one.place for one in check_manifest(objects, library)} <= {Place("x.yaml", 1)}

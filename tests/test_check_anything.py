"""Whatever somebody writes, the rules end, raise nothing, and name lines that are there."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check import check_foreign_note
from generator.model import Library, Program
from generator.read import load_library, read_foreign_note

MARKDOWN = r"""
# T|##T|### |```yaml|```sh|```|~~~|````|$ ip a|# ip a|`a|``|![|](|x.png)|[[|]]|[[a/b#c?d=e]]|**x**{#y}|<!--|-->|
<img src='|'>|\|  |- |“|—|apiVersion: v1|kind: Service|spec: [|metadata:|incorrecto="x"|cat <<EOF|EOF|"|'|&&|
especificamente|---|é|!!! note|{#x}|http://x|a\|ip adress|[x]: y|default via x dev y|(|)|;|sudo|=
"""
fragments = st.sampled_from([*MARKDOWN.replace("\n", "").split("|"), "\n", "\n\n", "\t", "\u00a0"])


@pytest.fixture(scope="module")
def library() -> Library:
    """One that says nothing about manifests: what node says of any text is tested where it is written."""
    ours = load_library(["1.37"], programs=[Program(name="ip", subcommands=("address", "route"), prefixes=True)])
    return replace(ours, inspect=lambda groups: tuple(() for _ in groups))


@settings(max_examples=150, deadline=None)
@given(st.lists(fragments, max_size=40), st.sampled_from(["\n", " ", ""]))
def test_any_markdown(library: Library, parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    found = check_foreign_note(read_foreign_note(Path("x.md"), text), library)
    assert {one.place.path for one in found} <= {"x.md"}
    assert all(1 <= one.place.line <= text.count("\n") + 1 for one in found)

"""A note is cut into blocks that know their line; nothing of it gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Embed, Fence, Heading, Paragraphs, Reference, parse_prose
from generator.read.note_text import read_note_text, slugify

NOTE = """\
---
title: Rutas
---
## ¿Qué rutas hay? {#rutas}

Se ven con `ip route`.
Y nada más.

[[cmd/ip-route]]

```sh
ip route
```

- un punto

    ~~~yaml incorrecto="falta pathType"
    a: 1
    ~~~
"""


def test_a_note_becomes_its_head_and_its_blocks() -> None:
    cut = read_note_text(NOTE)
    assert (cut.head, cut.head_line) == ("title: Rutas", 2)
    assert cut.body == (
        Heading(4, 2, parse_prose("¿Qué rutas hay?"), "rutas"),
        Paragraphs(6, parse_prose("Se ven con `ip route`.\nY nada más.")),
        Embed(9, Reference("cmd/ip-route"), ""),
        Fence(11, "sh", "ip route"),
        Paragraphs(15, parse_prose("- un punto")),
        Fence(17, "yaml", "a: 1", indent="    ", wrong="falta pathType"),
    )


def test_a_fence_ends_only_with_as_many_of_the_same_sign() -> None:
    text = "````md\n```sh\nls\n```\n````\nfin"
    assert read_note_text(text).body == (
        Fence(1, "md", "```sh\nls\n```"),
        Paragraphs(6, parse_prose("fin")),
    )


def test_a_fence_that_nobody_closes_says_so() -> None:
    assert read_note_text("```sh\nls").body == (Fence(1, "sh", "ls", closed=False),)


def test_headings_get_the_anchor_that_site_engines_give_them() -> None:
    assert [slugify(text) for text in ("¿Qué maneja kubeadm?", "Año ñandú", "`ip route`  show")] == [
        "que-maneja-kubeadm",
        "ano-nandu",
        "ip-route-show",
    ]


LINES = st.lists(
    st.sampled_from(["", "texto", "## Título", "```sh", "```", "~~~", "- x", "[[cmd/a]]", "    ls", "---"])
)


@given(LINES)
def test_every_line_of_text_ends_up_in_exactly_one_block(lines: list[str]) -> None:
    body = read_note_text("\n".join(["x", *lines])).body
    starts = [block.line for block in body]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)
    kept = sum(line == "texto" for line in lines)
    found = sum(
        text.split("\n").count("texto")
        for block in body
        for text in [block.prose.text if isinstance(block, Paragraphs) else getattr(block, "code", "")]
    )
    assert found == kept


@given(st.text())
def test_no_text_at_all_makes_the_reader_fail(text: str) -> None:
    assert all(block.line >= 1 for block in read_note_text(text).body)

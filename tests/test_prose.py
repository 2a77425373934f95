"""Prose is cut into text, references and marks, and becomes Markdown with the values of the facts."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Mark, Reference, parse_prose


def test_prose_is_cut_into_its_pieces() -> None:
    text = "El [[port/api#port]] y `[[range/pods#cidr]]`.\n\nDe [[term/taint|los taints]] **solo `Same`**{#from-same}."
    assert parse_prose(text).pieces == (
        "El ",
        Reference("port/api", "port"),
        " y `",
        Reference("range/pods", "cidr", in_code=True),
        "`.\n\nDe ",
        Reference("term/taint", label="los taints", line=2),
        " ",
        Mark("from-same", parse_prose("solo `Same`", 2), 2),
        ".",
    )


def test_a_table_may_be_narrowed() -> None:
    assert parse_prose("[[table/ports?on=worker,node&protocol=TCP]]").pieces == (
        Reference("table/ports", filter="on=worker,node&protocol=TCP"),
    )


def test_what_shells_and_templates_write_is_no_reference() -> None:
    for text in ("if [[ -f x ]]; then", "{{.metadata.name}}", "a[[1]]", "[[sin barra]]", "**negrita** {#x}"):
        assert parse_prose(text).pieces == (text,)


def _written(piece: object) -> str:
    if isinstance(piece, Mark):
        return f"**{piece.phrase.text}**{{#{piece.id}}}"
    if isinstance(piece, Reference):
        field = f"#{piece.field}" if piece.field else ""
        narrowed = f"?{piece.filter}" if piece.filter else ""
        label = f"|{piece.label}" if piece.label else ""
        return f"[[{piece.target}{field}{narrowed}{label}]]"
    return str(piece)


PIECES = st.lists(
    st.sampled_from(["texto ", "`", "[[cmd/a]]", "[[port/x.y#port]]", "[[term/a|b]]", "**f**{#m}", "\n", "[", "*"])
)


@given(st.text() | PIECES.map("".join))
def test_joining_the_pieces_gives_the_text_again(text: str) -> None:
    assert "".join(_written(piece) for piece in parse_prose(text).pieces) == text

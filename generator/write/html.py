"""A page of the built site and an element in; the page with it, where its head begins, out."""

import re

_CHARSET = re.compile(r'<meta charset="[^"]*">')


def after_charset(page: str, element: str) -> str:
    """Puts the element right after the declaration of the character set, which a browser wants first.

    Raises ValueError for a page that declares none.
    """
    declared = _CHARSET.search(page)
    if not declared:
        raise ValueError("una página del sitio no declara su juego de caracteres")
    return f"{page[: declared.end()]}{element}{page[declared.end() :]}"

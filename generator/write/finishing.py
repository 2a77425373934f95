"""The files that an engine built in; the site as it is published out: searched, safe, small, readable offline."""

import re
from collections.abc import Mapping

from generator.write.offline import with_worker
from generator.write.search_index import INDEX, split_index, with_own_search
from generator.write.security_policy import with_policies

_STYLES = "estilos/"
_SPARE = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


def finished(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the site. The worker that keeps it comes last, because it knows all others by their content."""
    return with_worker(with_policies(with_small_styles(with_search(files))))


def with_search(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Our search in the place of MkDocs' own; Zensical keeps its own."""
    if INDEX not in files:
        return dict(files)
    pages = {name: with_own_search(content) for name, content in files.items() if name.endswith(".html")}
    return {**files, **pages, **split_index(files[INDEX])}


def with_small_styles(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Our style sheets without their comments and indentation."""
    ours = {name for name in files if name.startswith(_STYLES) and name.endswith(".css")}
    return {**files, **{name: _SPARE.sub("", files[name].decode()).encode() for name in ours}}

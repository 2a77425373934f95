"""The texts that shape what is rendered: page and diagram templates and style sheets, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Templates:
    """Everything below assets/ that `render` fills in or joins, by path relative to it: `pages/inicio.md.j2`.

    `web/apuntes.js` and its parts are the study side; they are there once `make` has bundled it.
    """

    texts: Mapping[str, str] = field(default_factory=dict)

    def below(self, folder: str, suffix: str) -> dict[str, str]:
        """The texts of one folder with that ending, by the rest of their names, sorted."""
        return {
            name.removeprefix(f"{folder}/"): text
            for name, text in sorted(self.texts.items())
            if name.startswith(f"{folder}/") and name.endswith(suffix)
        }

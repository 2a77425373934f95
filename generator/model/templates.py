"""The texts that shape what is rendered: page and diagram templates and style sheets, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Templates:
    """Everything below assets/ that `render` fills in or joins, by path relative to it: `pages/inicio.md.j2`."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def below(self, folder: str) -> tuple[str, ...]:
        """The texts of one folder, in order of their names."""
        return tuple(text for name, text in sorted(self.texts.items()) if name.startswith(f"{folder}/"))

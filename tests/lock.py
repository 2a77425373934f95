"""pyproject.toml in; requirements.lock and requirements-test.lock out: exact versions with hashes, no host names."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = ("uv", "pip", "compile", "pyproject.toml", "--quiet", "--generate-hashes", "--no-annotate", "--no-header",
           "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11")  # fmt: skip


def main() -> int:
    """Compiles both locks; the exit code of the first that fails."""
    for name, extras in (("requirements.lock", ()), ("requirements-test.lock", ("--all-extras",))):
        done = subprocess.run([*COMMAND, *extras, "-o", name], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())

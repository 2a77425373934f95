"""The installed npm package of the Gateway API in; the texts of its modules that carry a schema out."""

from pathlib import Path

FOLDER = "assets/web/node_modules/@kubernetes-models/gateway-api/gateway.networking.k8s.io"


def read_gateway_modules(root: Path, suffix: str = ".js") -> tuple[str, ...]:
    """The texts of the modules, in order of path; none where `make build` has not installed the package yet.

    Those that end in `.js` hold the schemas, those in `.d.ts` what each field means.
    """
    return tuple(path.read_text(encoding="utf-8") for path in sorted((root / FOLDER).rglob(f"*{suffix}")))

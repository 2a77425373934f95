"""What a task's checks look at in; the words that tell it out, the same on its page and in the bank as data."""

from collections.abc import Callable

from generator.model import FieldCheck
from generator.render import labels

Code = Callable[[str], str]


def looked_at(check: FieldCheck, code: Code) -> str:
    """The object: ``Service `web` en `shop` ``. `code` writes a value as code."""
    where = f" en {code(check.namespace)}" if check.namespace != "default" else ""
    return f"{check.kind} {code(check.name)}{where}"


def wanted(check: FieldCheck, code: Code) -> str:
    """What must be so: `` `spec.type` vale `NodePort` ``."""
    if not check.path:
        return "no existe" if check.absent else "existe"
    field = code(_path(check))
    if check.absent:
        return f"{field} no está"
    if check.equals is not None:
        return f"{field} vale {code(check.equals)}"
    parts = labels.listed([code(" ".join(part.split())) for part in check.contains])
    return f"{field} contiene {parts}" if parts else f"{field} está"


def _path(check: FieldCheck) -> str:
    """`spec`, `ports`, `0`, `port` → `spec.ports[0].port`."""
    steps = (f"[{step}]" if step.isdigit() or "." in step else f".{step}" for step in check.path)
    return "".join(steps).removeprefix(".")

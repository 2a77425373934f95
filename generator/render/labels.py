"""Values of closed lists in; the Spanish words that a reader sees out."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.model.base import Unproven
from generator.model.network import Where

WHERE: Mapping[str, str] = {
    Where.CONTROL_PLANE: "en el plano de control",
    Where.WORKER: "en los nodos de trabajo",
    Where.NODE: "en cualquier nodo",
    Where.POD: "dentro de un Pod",
    Where.CLIENT: "donde tengas kubectl",
}
PLACES: Mapping[str, str] = {
    Where.CONTROL_PLANE: "plano de control",
    Where.WORKER: "nodos de trabajo",
    Where.NODE: "nodo donde corre",
    Where.POD: "Pod",
    Where.CLIENT: "cliente",
}
LISTENS: Mapping[str, str] = {
    "all": "todas las direcciones",
    "loopback": "solo 127.0.0.1",
    "pod": "la IP del Pod",
    "off": "cerrado si no se activa",
}
RUNS_AS: Mapping[str, str] = {
    "static-pod": "Pod estático",
    "daemonset": "DaemonSet",
    "deployment": "Deployment",
    "systemd": "servicio de systemd",
    "binary": "ejecutable",
    "addon": "complemento",
    "library": "biblioteca",
}
NETWORK_POLICY: Mapping[str, str] = {"yes": "✓ sí", "no": "✗ no", "extra": "con otro componente"}
STATUS: Mapping[str, str] = {"active": "en activo", "retired": "retirado"}
UNPROVEN: Mapping[str, str] = {
    Unproven.NEEDS_CLUSTER: "haría falta un clúster en marcha con sus controladores",
    Unproven.NEEDS_INTERNET: "descarga algo de Internet",
    Unproven.DESTRUCTIVE: "cambiaría para siempre una máquina real",
    Unproven.HISTORY: "cuenta lo que fue, y ya no se puede ejecutar",
    Unproven.CONVENTION: "es un nombre o un acuerdo: la fuente es todo lo que hay",
}
LEVELS = ("", "fácil", "media", "difícil")
PROOF_KINDS: Mapping[str, str] = {
    "schema": "con el esquema estricto de cada versión de Kubernetes",
    "kubectl": "con el kubectl real",
    "host": "ejecutado en un nodo de laboratorio",
    "route": "con peticiones y conexiones reales",
}
FACT_KINDS: Mapping[str, str] = {
    "cmd": "comandos",
    "port": "puertos",
    "range": "rangos de direcciones",
    "cni": "plugins de red",
    "component": "componentes",
    "manifest": "manifiestos",
    "claim": "afirmaciones",
    "term": "términos",
    "erratum": "errores habituales",
}


def day(value: date) -> str:
    """`2026-11-23` → `23-11-2026`."""
    return value.strftime("%d-%m-%Y")


def counted(number: int, one: str, many: str) -> str:
    """`1 nota`, `3 notas`, with a point between thousands where there are more than four figures."""
    figures = f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if number >= 10000 else str(number)
    return f"{figures} {one if number == 1 else many}"


def capital(words: str) -> str:
    """The words with a capital first letter; those that have one keep it: `dentro de un Pod` → `Dentro de un Pod`."""
    return words[:1].upper() + words[1:]


def lasting(seconds: int) -> str:
    """`150` → `2 min 30 s`."""
    minutes, rest = divmod(seconds, 60)
    parts = (f"{number}\N{NO-BREAK SPACE}{unit}" for number, unit in ((minutes, "min"), (rest, "s")) if number)
    return "\N{NO-BREAK SPACE}".join(parts)


def listed(words: Sequence[str]) -> str:
    """`a, b y c`; `e` before a word that sounds like i."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    conjunction = "e" if last.lower().startswith(("i", "hi")) and not last.lower().startswith("hie") else "y"
    return f"{', '.join(words[:-1])} {conjunction} {last}"

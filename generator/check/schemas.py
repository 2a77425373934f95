"""A Kubernetes object in; what the strict schemas of the supported versions say against it out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.check.nearest import did_you_mean
from generator.check.removals import REMOVED, SERVED_GROUPS
from generator.check.tree import field
from generator.model import FieldPath, KubeObject, Library, SchemaFault, Validator
from generator.problems import Problem

# What programs read from a file and no API serves: there is no schema to hold them against.
_FILE_GROUPS = frozenset(
    {
        "apiserver.config.k8s.io",
        "client.authentication.k8s.io",
        "kubeadm.k8s.io",
        "kubelet.config.k8s.io",
        "kubeproxy.config.k8s.io",
        "kubescheduler.config.k8s.io",
        "kustomize.config.k8s.io",
    }
)
_FILE_KINDS = frozenset({("v1", "Config"), ("v1", "List")})
_UNKNOWN = "kind"


def check_schema(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un objeto de Kubernetes cumple el esquema estricto de todas las versiones admitidas.

    Mal:  un Ingress sin pathType
    Bien: pathType: Prefix
    """
    for fault, minors in schema_faults(_moved(kube_object), library).items():
        if fault.keyword != _UNKNOWN or minors != library.minors:
            message, hint = _told(fault, field(kube_object.value, *fault.path))
            concerned = "" if minors == library.minors else f" (en Kubernetes {', '.join(minors)})"
            yield Problem(kube_object.place(*fault.path), "schema", message + concerned, hint)


def check_api_removed(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Alguna versión admitida de Kubernetes sirve esa apiVersion con ese kind.

    Mal:  apiVersion: extensions/v1beta1 con kind: Ingress
    Bien: apiVersion: networking.k8s.io/v1
    """
    identity = (kube_object.api_version, kube_object.kind)
    if any(minors == library.minors for minors in _unserved(kube_object, library)):
        message, hint = told_removed(identity, library)
        yield Problem(kube_object.place("apiVersion"), "api-removed", message, hint)


def check_api_incomplete(kube_object: KubeObject, library: Library) -> Iterator[Problem]:
    """Un objeto lleva apiVersion y kind, los dos; un fragmento, ninguno.

    Mal:  kind: Service, sin apiVersion
    Bien: apiVersion: v1 y kind: Service
    """
    missing = [name for name in ("apiVersion", "kind") if not kube_object.value.get(name)]
    if len(missing) == 1 and "spec" in kube_object.value:
        message = f"al objeto le falta «{missing[0]}»"
        yield Problem(kube_object.place(), "api-incomplete", message, "sin él, kubectl no lo acepta")


def schema_faults(kube_object: KubeObject, library: Library) -> dict[SchemaFault, tuple[str, ...]]:
    """Each fault with the minors whose schema finds it; `kind` is the keyword where a minor does not serve the kind."""
    found: dict[SchemaFault, tuple[str, ...]] = {}
    for minors in _unserved(kube_object, library):
        words = f'no matches for kind "{kube_object.kind}" in version "{kube_object.api_version}"'
        found[SchemaFault(("apiVersion",), _UNKNOWN, words)] = minors
    for validator, minors in _validators(kube_object, library).items():
        for fault in validator(kube_object.value):
            found[fault] = tuple(one for one in library.minors if one in minors or one in found.get(fault, ()))
    return found


def told_removed(identity: tuple[str, str], library: Library) -> tuple[str, str]:
    """What to say about an apiVersion and kind that no supported version serves, and the cure."""
    api_version, kind = identity
    message = f"ninguna versión admitida de Kubernetes sirve {kind} en «{api_version}»"
    if removal := REMOVED.get(identity):
        cure = f"usa apiVersion: {removal.instead}" if removal.instead else "no tiene sustituto directo"
        return f"{message}: se retiró en la {removal.minor}", cure
    served = [one for one in SERVED_GROUPS if library.validator(library.minors[-1], one, kind)]
    if served:
        return message, f"{kind} está en apiVersion: {served[0]}"
    return message, "revisa apiVersion y kind con «kubectl api-resources»"


def _moved(kube_object: KubeObject) -> KubeObject:
    """The object under the API that took the place of a removed one, for that is where it has to hold."""
    removal = REMOVED.get((kube_object.api_version, kube_object.kind))
    if removal is None or not removal.instead:
        return kube_object
    return replace(kube_object, value={**kube_object.value, "apiVersion": removal.instead})


def _unserved(kube_object: KubeObject, library: Library) -> Iterator[tuple[str, ...]]:
    """The minors that do not serve the object, if there are any."""
    api_version, kind = kube_object.api_version, kube_object.kind
    if api_version and kind and not _is_file(api_version, kind):
        minors = tuple(minor for minor in library.minors if not library.validator(minor, api_version, kind))
        if minors:
            yield minors


def _validators(kube_object: KubeObject, library: Library) -> Mapping[Validator, tuple[str, ...]]:
    """The validators of an object, each with its minors; most minors share one."""
    found: dict[Validator, tuple[str, ...]] = {}
    for minor in library.minors:
        validator = library.validator(minor, kube_object.api_version, kube_object.kind)
        if validator:
            found[validator] = (*found.get(validator, ()), minor)
    return found


def _is_file(api_version: str, kind: str) -> bool:
    return api_version.partition("/")[0] in _FILE_GROUPS or (api_version, kind) in _FILE_KINDS


_TYPES = {
    "object": "un mapa de claves y valores",
    "array": "una lista",
    "string": "texto (entre comillas si parece un número)",
    "integer": "un número entero, sin comillas",
    "number": "un número",
    "boolean": "true o false",
}


_LIMITS = {
    "minimum": "como mínimo {}",
    "maximum": "como máximo {}",
    "minLength": "caracteres: al menos {}",
    "maxLength": "caracteres: como mucho {}",
    "minItems": "elementos: al menos {}",
    "maxItems": "elementos: como mucho {}",
    "pattern": "debe casar con {}",
    "kind": "usa una apiVersion que sirvan todas, o limita el hecho con since y until",
}


def _told(fault: SchemaFault, value: Any) -> tuple[str, str]:
    """What the schema says about the value at the fault's place, in Spanish, and the cure."""
    at, shown = _dotted(fault.path), str(value)[:60]
    match fault.keyword:
        case "required":
            return f"falta «{fault.value}» en {at}", "añádelo: es obligatorio"
        case "additionalProperties":
            known, name = [str(field) for field in fault.value], str(fault.path[-1])
            hint = did_you_mean(name, known, f"ahí van {', '.join(known[:8])}")
            return f"no existe ningún campo «{name}» en {_dotted(fault.path[:-1])}", hint
        case "type":
            kinds = [_TYPES[kind] for kind in fault.value if kind in _TYPES]
            return f"«{at}» no puede ser «{shown}»", f"debe ser {' o '.join(kinds)}"
        case "enum":
            values = ", ".join(str(one) for one in fault.value if one is not None)
            return f"«{at}» no puede valer «{shown}»", f"puede valer {values}"
        case _:
            return f"«{at}» no puede ser «{shown}»", _LIMITS.get(fault.keyword, "").format(fault.value)


def _dotted(path: FieldPath) -> str:
    """`spec.rules[0].host`, or the words for the object itself."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "el objeto"

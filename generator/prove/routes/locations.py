"""Ingress objects go in; the servers and locations that the ingress-nginx controller derives from them come out.

The steps and their order are the controller's (createServers, getBackendServers, updateServerLocations), so that its
peculiarities are ours too: a rewrite makes every path of the host a regular expression, a Prefix becomes two locations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.prove.routes.annotations import Settings, settings
from generator.prove.routes.cluster import Object, Objects, Reference, Service, name_of, namespace_of, of_kind

CATCH_ALL = "_"
NOT_FOUND = "upstream-default-backend"
UNAVAILABLE = "unavailable"
CONTROLLER = "k8s.io/ingress-nginx"


@dataclass(frozen=True, slots=True)
class Location:
    """A path of a server. `backend` is a Service and port, NOT_FOUND or UNAVAILABLE; `owner` the Ingress's key."""

    path: str
    exact: bool
    backend: str
    settings: Settings
    owner: str = ""
    stands_in: bool = False

    @property
    def rewrites(self) -> bool:
        """Whether the target differs from the path, which is what the controller asks."""
        return self.settings.rewrite_target not in ("", self.path)


@dataclass(frozen=True, slots=True)
class Server:
    """A host with its locations, in the order in which they are written."""

    host: str
    locations: tuple[Location, ...]
    aliases: tuple[str, ...]
    certificate: bool

    @property
    def by_regex(self) -> bool:
        """Whether all paths of the host are written as regular expressions."""
        return any(location.rewrites or location.settings.use_regex for location in self.locations)


@dataclass(slots=True)
class _Draft:
    locations: list[Location]
    aliases: tuple[str, ...] = ()
    certificate: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    host: str
    path: str
    exact: bool
    backend: str


@dataclass(frozen=True, slots=True)
class _Ingress:
    key: str
    settings: Settings
    hosts: tuple[str, ...]
    paths: tuple[_Path, ...]
    default: str | None
    tls: bool
    created: str = field(default="")


def ingresses(objects: Objects) -> tuple[Object, ...]:
    """The Ingress objects that the controller serves: those of its class, or all where there is no IngressClass."""
    classes = {name_of(thing): thing.get("spec", {}).get("controller") for thing in of_kind(objects, "IngressClass")}
    default = next((name_of(thing) for thing in of_kind(objects, "IngressClass") if _is_default(thing)), None)

    def served(ingress: Object) -> bool:
        named = ingress.get("spec", {}).get("ingressClassName", default)
        return not classes or classes.get(named) == CONTROLLER

    return tuple(filter(served, of_kind(objects, "Ingress")))


def references(objects: Objects) -> tuple[Reference, ...]:
    """Every Service and port that the served Ingress objects name."""
    return tuple(
        _reference(namespace_of(ingress), backend)
        for ingress in ingresses(objects)
        for backend in _backends(ingress.get("spec", {}))
        if "service" in backend
    )


def servers(served: Sequence[Object], there: Sequence[Service]) -> tuple[Server, ...]:
    """The servers by host, the catch-all `_` among them. NotCoveredError for annotations beyond this proof."""
    by_name = {(service.namespace, service.name): service for service in there}
    read = [_read(ingress, by_name) for ingress in served]
    # Ingress objects of the same second are sorted backwards by the controller.
    ordered = sorted(sorted(read, key=lambda ing: ing.key, reverse=True), key=lambda ing: ing.created)
    drafts = _drafts(ordered)
    for ing in ordered:
        for path in ing.paths:
            _place(drafts[path.host].locations, path, ing)
    return tuple(_finish(host, drafts) for host in sorted(drafts))


def _is_default(ingress_class: Object) -> bool:
    annotations = ingress_class.get("metadata", {}).get("annotations") or {}
    return str(annotations.get("ingressclass.kubernetes.io/is-default-class", "")).lower() == "true"


def _http_paths(rule: Object) -> Sequence[Object]:
    return (rule.get("http") or {}).get("paths") or ()


def _backends(spec: Object) -> list[Object]:
    backends = [path["backend"] for rule in spec.get("rules") or () for path in _http_paths(rule)]
    return [*backends, spec.get("defaultBackend") or {}]


def _reference(namespace: str, backend: Object) -> Reference:
    port = backend["service"].get("port") or {}
    return Reference(namespace, str(backend["service"]["name"]), port.get("number") or str(port.get("name", "")))


def _read(ingress: Object, there: Mapping[tuple[str, str], Service]) -> _Ingress:
    spec, namespace = ingress.get("spec", {}), namespace_of(ingress)
    rules = spec.get("rules") or ()
    default = spec.get("defaultBackend") or {}
    return _Ingress(
        key=f"{namespace}/{name_of(ingress)}",
        settings=settings(ingress),
        hosts=tuple(rule.get("host") or CATCH_ALL for rule in rules),
        paths=tuple(
            _Path(
                host=rule.get("host") or CATCH_ALL,
                path=path.get("path") or "/",
                exact=path.get("pathType") == "Exact",
                backend=_backend(_reference(namespace, path["backend"]), there),
            )
            for rule in rules
            for path in _http_paths(rule)
            if "service" in path["backend"]
        ),
        default=_backend(_reference(namespace, default), there) if "service" in default else None,
        tls=bool(spec.get("tls")),
        created=str(ingress.get("metadata", {}).get("creationTimestamp") or ""),
    )


def _backend(reference: Reference, there: Mapping[tuple[str, str], Service]) -> str:
    """The controller takes a port by its number, its name or its target port."""
    service = there.get((reference.namespace, reference.service))
    wanted = str(reference.port)
    for port in service.ports if service else ():
        if wanted in (str(port.number), port.target, port.name):
            return service.backend(port) if service and port.ready else UNAVAILABLE
    return UNAVAILABLE


def _drafts(ordered: Sequence[_Ingress]) -> dict[str, _Draft]:
    catch_all = _Draft([Location("/", False, NOT_FOUND, Settings(), stands_in=True)])
    drafts = {CATCH_ALL: catch_all}
    for ing in ordered:
        first = catch_all.locations[0]
        if ing.default and not ing.hosts and first.stands_in:
            # The controller leaves redirects and rewrites out of this one.
            kept = replace(ing.settings, rewrite_target="", use_regex=False, app_root="", redirect="")
            catch_all.locations[0] = Location("/", False, ing.default, kept, ing.key)
        for host in ing.hosts:
            root = Location("/", False, ing.default or NOT_FOUND, ing.settings, ing.key, stands_in=True)
            drafts.setdefault(host, _Draft([root]))
    for ing in ordered:
        for host in ing.hosts:
            drafts[host].aliases = drafts[host].aliases or ing.settings.aliases
            drafts[host].certificate = drafts[host].certificate or ing.tls
    return drafts


def _place(locations: list[Location], path: _Path, ing: _Ingress) -> None:
    """Adds a path, unless another Ingress was first with it; the stand-in for `/` gives way."""
    new = Location(path.path, path.exact, path.backend, ing.settings, ing.key)
    for index, there in enumerate(locations):
        if there.path == path.path:
            if there.exact == path.exact:
                locations[index] = new if there.stands_in else there
                return
            break
    locations.append(new)


def _finish(host: str, drafts: Mapping[str, _Draft]) -> Server:
    draft = drafts[host]
    # Of the same length, the one that is later in the alphabet comes first.
    longest_first = sorted(
        draft.locations, key=lambda location: (len(location.path.encode()), location.path.encode()), reverse=True
    )
    aliases = tuple(alias for alias in draft.aliases if alias not in drafts)
    return Server(host, tuple(_written(longest_first)), aliases, draft.certificate)


def _written(locations: Sequence[Location]) -> list[Location]:
    """A Prefix without regular expressions becomes `/path/` and, unless an Exact has it, exactly `/path`."""
    exact = {location.path for location in locations if location.exact}
    written = []
    for location in locations:
        plain = location.path == "/" or location.exact or location.rewrites or location.settings.use_regex
        if plain:
            written.append(location)
            continue
        written.append(replace(location, path=location.path.rstrip("/") + "/" if location.path != "/" else "/"))
        if location.path not in exact:
            written.append(replace(location, exact=True))
    return written

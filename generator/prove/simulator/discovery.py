"""The served resources go in; the documents by which kubectl learns what the server offers come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .definitions import VERSION
from .objects import Object
from .resources import SUBRESOURCES, Resource, preference


def version_document() -> Object:
    """Return the answer to /version."""
    major, minor, _ = VERSION.split(".")
    return {
        "major": major,
        "minor": minor,
        "gitVersion": f"v{VERSION}",
        "platform": "linux/amd64",
    }


def core_versions() -> Object:
    """Return the answer to /api."""
    return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}


def group_list(resources: Iterable[Resource]) -> Object:
    """Return the answer to /apis."""
    groups = []
    for group, members in _by_group(resource for resource in resources if resource.group):
        versions = [
            {"groupVersion": api_version, "version": api_version.rpartition("/")[2]}
            for api_version, _ in _by_version(members)
        ]
        groups.append({"name": group, "versions": versions, "preferredVersion": versions[0]})
    return {"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}


def resource_list(api_version: str, resources: Iterable[Resource]) -> Object:
    """Return the resources of one group and version."""
    entries = []
    for resource in resources:
        entries.append(
            {
                "name": resource.plural,
                "singularName": resource.singular,
                "namespaced": resource.namespaced,
                "kind": resource.kind,
                "verbs": list(resource.verbs),
                "shortNames": list(resource.short_names),
                "categories": list(resource.categories),
            }
        )
        entries.extend(_flat_subresources(resource))
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": api_version, "resources": entries}


def _flat_subresources(resource: Resource) -> list[Object]:
    entries = []
    for name, kind, api_version, verbs in SUBRESOURCES.get(resource.plural, ()):
        group, _, version = api_version.rpartition("/")
        entry = {"name": f"{resource.plural}/{name}", "singularName": "", "namespaced": True, "kind": kind}
        entries.append({**entry, "group": group, "version": version, "verbs": list(verbs)})
    return entries


def aggregated(resources: Iterable[Resource], *, core: bool) -> Object:
    """Return the answer to /api (core) or /apis in the form that lists everything at once."""
    items = [
        {"metadata": {"name": group, "creationTimestamp": None}, "versions": _versions(members)}
        for group, members in _by_group(resource for resource in resources if core == (not resource.group))
    ]
    return {
        "kind": "APIGroupDiscoveryList",
        "apiVersion": "apidiscovery.k8s.io/v2",
        "metadata": {},
        "items": items,
    }


def _versions(members: Sequence[Resource]) -> list[Object]:
    return [
        {
            "version": api_version.rpartition("/")[2],
            "freshness": "Current",
            "resources": [_described(resource) for resource in resources],
        }
        for api_version, resources in _by_version(members)
    ]


def _described(resource: Resource) -> Object:
    return {
        "resource": resource.plural,
        "responseKind": _kind(resource.api_version, resource.kind),
        "scope": "Namespaced" if resource.namespaced else "Cluster",
        "singularResource": resource.singular,
        "verbs": list(resource.verbs),
        "shortNames": list(resource.short_names),
        "categories": list(resource.categories),
        "subresources": [
            {"subresource": name, "responseKind": _kind(api_version, kind), "verbs": list(verbs)}
            for name, kind, api_version, verbs in SUBRESOURCES.get(resource.plural, ())
        ],
    }


def _kind(api_version: str, kind: str) -> Object:
    group, _, version = api_version.rpartition("/")
    return {"group": group, "version": version, "kind": kind}


def _by_group(resources: Iterable[Resource]) -> list[tuple[str, list[Resource]]]:
    found: dict[str, list[Resource]] = {}
    for resource in resources:
        found.setdefault(resource.group, []).append(resource)
    return list(found.items())


def _by_version(resources: Iterable[Resource]) -> list[tuple[str, list[Resource]]]:
    found: dict[str, list[Resource]] = {}
    for resource in resources:
        found.setdefault(resource.api_version, []).append(resource)
    return sorted(found.items(), key=lambda entry: preference(entry[0]))

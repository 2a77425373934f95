"""A store and what a client asks for go in; the changed store and the object that the server answers with come out."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import allocation
from .admission import admit
from .controllers import CRDS, reconcile, remove_with_dependents
from .decoding import check_fields, check_identity, refuse
from .defaults import with_defaults
from .definitions import Definitions, built_in_definitions
from .failures import ApiError, already_exists, bad_request, bad_value, invalid, not_found, unknown_path
from .objects import Object, generated_suffix, name_of, part
from .patches import APPLY_PATCH, JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, json_patch, merge, strategic_merge
from .resources import Resource, served_resources
from .rules import check_rules
from .selectors import field_matcher, label_matcher
from .server_side_apply import applied
from .store import Store

_COUNTED = {
    "daemonsets",
    "deployments",
    "endpointslices",
    "ingressclasses",
    "ingresses",
    "networkpolicies",
    "pods",
    "poddisruptionbudgets",
    "replicasets",
    "statefulsets",
}


@dataclass(frozen=True)
class Options:
    """How a write is to be done: who writes, how strictly fields are read, what was warned about on the way."""

    manager: str = ""
    validation: str = "Strict"
    warnings: list[str] = field(default_factory=list)


class Cluster:
    """The operations of the API on one store."""

    resources: Sequence[Resource]
    definitions: Definitions

    def __init__(self, store: Store) -> None:
        self.store = store
        self._read_definitions()

    def _read_definitions(self) -> None:
        crds = self.store.items(CRDS)
        self.resources = served_resources(crds)
        self.definitions = built_in_definitions().with_custom(crds)

    def resource(self, api_version: str, plural: str) -> Resource:
        """Return the resource served under a version; an unknown one is not found."""
        for resource in self.resources:
            if (resource.api_version, resource.plural) == (api_version, plural):
                return resource
        raise unknown_path()

    def definition(self, resource: Resource) -> Object | None:
        """Return the definition of a custom resource, None for a built-in one."""
        return self.store.get(CRDS, "", resource.store_key) if resource.custom else None

    def get(self, resource: Resource, namespace: str, name: str) -> Object:
        """Return one object; a missing one is not found."""
        found = self.store.get(resource.store_key, namespace, name)
        if found is None:
            raise not_found(resource.plural, name, resource.group)
        return {**found, "apiVersion": resource.api_version}

    def items(self, resource: Resource, namespace: str, labels: str = "", fields: str = "") -> list[Object]:
        """Return the objects of a kind that fulfil both selectors."""
        by_label, by_field = label_matcher(labels), field_matcher(resource, fields)
        found = self.store.items(resource.store_key, namespace, lambda item: by_label(item) and by_field(item))
        return [{**item, "apiVersion": resource.api_version} for item in found]

    def create(self, resource: Resource, namespace: str, body: Any, options: Options) -> Object:
        """Create the object of a request and all that follows from it."""
        self._check_body(resource, body, options)
        item = self._named(resource, namespace, body)
        item.pop("status", None)
        return self._insert(resource, with_defaults(self.definitions, resource, item))

    def seed(self, item: Object) -> None:
        """Put an object into the store as it is, with its status; a namespace that it needs is made for it.

        Controllers do not run yet. An object that the API refuses raises ApiError.
        """
        identity = (item.get("apiVersion"), item.get("kind"))
        resource = next((one for one in self.resources if (one.api_version, one.kind) == identity), None)
        if resource is None:
            raise bad_request(f'no matches for kind "{identity[1]}" in version "{identity[0]}"')
        self._check_body(resource, item, Options())
        namespace = part(item, "metadata.namespace", "default") if resource.namespaced else ""
        if namespace and self.store.get("namespaces", "", namespace) is None:
            self.seed({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}})
        named = self._named(resource, namespace, copy.deepcopy(item))
        self._insert(resource, with_defaults(self.definitions, resource, named), settle=False)
        if resource.store_key == CRDS:
            self._read_definitions()

    def _insert(self, resource: Resource, item: Object, *, settle: bool = True) -> Object:
        admit(self.store, resource, item)
        if resource.plural == "services":
            allocation.release(item, None)
        check_rules(self.definitions, resource, item, None)
        namespace, name = part(item, "metadata.namespace", ""), name_of(item)
        if self.store.get(resource.store_key, namespace, name) is not None:
            raise already_exists(resource.plural, name, resource.group)
        if resource.plural == "services":
            allocation.allocate(self.store, item, None)
        if resource.custom or resource.plural in _COUNTED:
            item["metadata"]["generation"] = 1
        self.store.create(resource.store_key, item)
        if settle:
            self._settle(resource)
        return self.get(resource, namespace, name)

    def _settle(self, resource: Resource) -> None:
        reconcile(self.store)
        if resource.store_key == CRDS:
            self._read_definitions()

    def replace(self, resource: Resource, namespace: str, name: str, body: Any, options: Options) -> Object:
        """Put the object of a request in place of the one of that name."""
        self._check_body(resource, body, options)
        old = self.get(resource, namespace, name)
        return self._change(resource, old, self._named(resource, namespace, body))

    def patch(
        self, resource: Resource, namespace: str, name: str, form: str, body: Any, options: Options
    ) -> tuple[Object, bool]:
        """Return the patched object and whether server-side apply created it."""
        old = self.store.get(resource.store_key, namespace, name)
        if form == APPLY_PATCH:
            return self._apply(resource, namespace, name, body, options)
        if old is None:
            raise not_found(resource.plural, name, resource.group)
        old["apiVersion"] = resource.api_version
        patched = self._patched(resource, form, old, body)
        self._check_patch(resource, patched, body, options)
        return self._change(resource, old, patched), False

    def _patched(self, resource: Resource, form: str, old: Object, body: Any) -> Object:
        if form == JSON_PATCH:
            return json_patch(old, body)
        schema = self.definitions.of_kind(resource.api_version, resource.kind)
        if form == MERGE_PATCH or schema is None:
            return dict(merge(old, body))
        if resource.custom or form != STRATEGIC_PATCH:
            supported = f"{JSON_PATCH}, {MERGE_PATCH}, {APPLY_PATCH}"
            told = f"the body of the request was in an unknown format - accepted media types include: {supported}"
            raise ApiError(415, told)
        return dict(strategic_merge(self.definitions, schema, old, body))

    def _check_patch(self, resource: Resource, patched: Object, body: Any, options: Options) -> None:
        findings = check_fields(self.definitions, resource, patched)
        if findings and options.validation == "Strict":
            told = f"strict decoding error: {', '.join(findings)}"
            sent = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
            raise invalid("", "", "", [bad_value("patch", sent, told)])
        self._warn(findings, options)

    def _apply(self, resource: Resource, namespace: str, name: str, body: Any, options: Options) -> tuple[Object, bool]:
        check_identity(resource, body)
        findings = check_fields(self.definitions, resource, body)
        if findings:
            told = ", ".join(findings)
            raise bad_request(
                f"failed to create typed patch object ({namespace}/{name}; {resource.api_version}, "
                f"Kind={resource.kind}): {told}"
            )
        record = f"{resource.store_key}/{namespace}/{name}/{options.manager}"
        before = self.store.applied.get(record, {})
        self.store.applied[record] = copy.deepcopy(body)
        old = self.store.get(resource.store_key, namespace, name)
        if old is None:
            return self.create(resource, namespace, copy.deepcopy(body), options), True
        old["apiVersion"] = resource.api_version
        schema = self.definitions.of_kind(resource.api_version, resource.kind) or {}
        return self._change(resource, old, applied(self.definitions, schema, old, before, body)), False

    def _change(self, resource: Resource, old: Object, new: Object) -> Object:
        wanted = part(new, "metadata.resourceVersion")
        if wanted not in (None, "", part(old, "metadata.resourceVersion")):
            full = f"{resource.plural}.{resource.group}" if resource.group else resource.plural
            told = "the object has been modified; please apply your changes to the latest version and try again"
            raise ApiError(409, f'Operation cannot be fulfilled on {full} "{name_of(old)}": {told}')
        item = with_defaults(self.definitions, resource, {**new, "status": old.get("status")})
        kept = {key: old["metadata"][key] for key in ("uid", "creationTimestamp", "resourceVersion")}
        item["metadata"] = {**item["metadata"], **kept}
        if resource.plural == "services":
            allocation.release(item, old)
        check_rules(self.definitions, resource, item, old)
        if resource.plural == "services":
            allocation.allocate(self.store, item, old)
        if "generation" in old["metadata"]:
            changed = item.get("spec") != old.get("spec")
            item["metadata"]["generation"] = old["metadata"]["generation"] + changed
        self.store.update(resource.store_key, item)
        self._settle(resource)
        return self.get(resource, part(old, "metadata.namespace", ""), name_of(old))

    def set_status(self, resource: Resource, old: Object, new: Object) -> Object:
        """Replace the status of an object, and nothing else."""
        self.store.update(resource.store_key, {**old, "status": new.get("status", {})})
        return self.get(resource, part(old, "metadata.namespace", ""), name_of(old))

    def delete(self, resource: Resource, namespace: str, name: str, *, orphan: bool = False) -> Object:
        """Remove an object and what depends on it, and return it."""
        found = self.get(resource, namespace, name)
        if resource.plural == "namespaces" and name in ("default", "kube-system", "kube-public"):
            told = f'namespaces "{name}" is forbidden: this namespace may not be deleted'
            raise ApiError(403, told)
        remove_with_dependents(self.store, resource.store_key, found, orphan=orphan)
        self._settle(resource)
        return found

    def _check_body(self, resource: Resource, body: Any, options: Options) -> None:
        check_identity(resource, body)
        findings = check_fields(self.definitions, resource, body)
        if options.validation == "Strict":
            refuse(resource, findings)
        self._warn(findings, options)

    def _warn(self, findings: Sequence[str], options: Options) -> None:
        if options.validation == "Warn":
            options.warnings.extend(findings)

    def _named(self, resource: Resource, namespace: str, body: Object) -> Object:
        metadata = dict(body.get("metadata") or {})
        told = metadata.get("namespace")
        if resource.namespaced and told not in (None, "", namespace):
            raise bad_request("the namespace of the provided object does not match the namespace sent on the request")
        metadata.pop("managedFields", None)
        if resource.namespaced:
            metadata["namespace"] = namespace
        if not metadata.get("name") and metadata.get("generateName"):
            serial = self.store.serial(f"generated {resource.store_key}")
            metadata["name"] = metadata["generateName"] + generated_suffix(5, metadata["generateName"], serial)
        return {**body, "metadata": metadata}

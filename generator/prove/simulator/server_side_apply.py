"""The live object, what a manager applied before and what it applies now go in; the merged object comes out."""

from __future__ import annotations

import copy
from typing import Any

from .definitions import Definitions, Schema
from .objects import Object


def applied(definitions: Definitions, schema: Schema, live: Object, before: Object, now: Object) -> Object:
    """Return `live` with the fields of `now`, without those that only `before` had.

    Conflicts between managers are not looked for: the last one wins, as with --force-conflicts.
    """
    pruned = _pruned(definitions, schema, live, before, now)
    merged: Object = _merged(definitions, schema, pruned, now)
    return merged


def _keys(schema: Schema) -> list[str]:
    return list(schema.get("x-kubernetes-list-map-keys", ())) if schema.get("x-kubernetes-list-type") == "map" else []


def _identity(keys: list[str], entry: Object) -> tuple[Any, ...]:
    # A key that the author leaves out stands for its default; for ports that is the protocol.
    return tuple(entry.get(key, "TCP" if key == "protocol" else None) for key in keys)


def _child(definitions: Definitions, schema: Schema, name: str) -> Schema:
    others = schema.get("additionalProperties")
    known = schema.get("properties", {}).get(name) or (others if isinstance(others, dict) else {})
    return {**definitions.resolve(known), **known}


def _merged(definitions: Definitions, schema: Schema, live: Any, now: Any) -> Any:
    known = {**definitions.resolve(schema), **schema}
    if isinstance(now, dict) and isinstance(live, dict) and known.get("x-kubernetes-map-type") != "atomic":
        merged = dict(live)
        for name, value in now.items():
            merged[name] = _merged(definitions, _child(definitions, known, name), live.get(name), value)
        return merged
    if isinstance(now, list) and isinstance(live, list):
        if known.get("x-kubernetes-list-type") == "set":
            return [*live, *(value for value in now if value not in live)]
        if keys := _keys(known):
            return _merged_entries(definitions, known, keys, live, now)
    return copy.deepcopy(now)


def _merged_entries(
    definitions: Definitions, schema: Schema, keys: list[str], live: list[Object], now: list[Object]
) -> list[Object]:
    found = {_identity(keys, entry): entry for entry in live}
    for entry in now:
        identity = _identity(keys, entry)
        found[identity] = _merged(definitions, schema.get("items", {}), found.get(identity), entry)
    return list(found.values())


def _pruned(definitions: Definitions, schema: Schema, live: Any, before: Any, now: Any) -> Any:
    known = {**definitions.resolve(schema), **schema}
    if isinstance(live, dict) and isinstance(before, dict) and isinstance(now, dict):
        pruned = dict(live)
        for name in before:
            if name not in now:
                pruned.pop(name, None)
            elif name in pruned:
                child = _child(definitions, known, name)
                pruned[name] = _pruned(definitions, child, pruned[name], before[name], now[name])
        return pruned
    keys = _keys(known)
    if keys and isinstance(live, list) and isinstance(before, list) and isinstance(now, list):
        kept = {_identity(keys, entry): entry for entry in now}
        past = {_identity(keys, entry): entry for entry in before}
        return [
            _pruned(definitions, known.get("items", {}), entry, past.get(identity), kept.get(identity))
            for entry in live
            if (identity := _identity(keys, entry)) in kept or identity not in past
        ]
    return live

"""A Kubernetes object as plain data goes in; one of its parts, its identity or its age comes out."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Object = dict[str, Any]

# The simulated instant at which the seed is complete; every request that writes moves the clock.
EPOCH = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
# What a person needs between two commands, so that what was just created does not look zero seconds old.
WRITING_TIME = timedelta(seconds=4)
READING_DELAY = timedelta(seconds=7)
# The letters that Kubernetes uses in generated names: no vowels, nothing that looks like another.
_NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789"


def part(value: Any, path: str, default: Any = None) -> Any:
    """Return what lies under the dotted `path`, or `default` where it ends early or is null."""
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return default
        value = value.get(key)
    return default if value is None else value


def name_of(item: Mapping[str, Any]) -> str:
    """Return metadata.name, or an empty text."""
    return str(part(item, "metadata.name", ""))


def namespace_of(item: Mapping[str, Any]) -> str:
    """Return metadata.namespace, or an empty text for what has none."""
    return str(part(item, "metadata.namespace", ""))


def labels_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Return metadata.labels, empty where there are none."""
    return dict(part(item, "metadata.labels", {}))


def annotations_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Return metadata.annotations, empty where there are none."""
    return dict(part(item, "metadata.annotations", {}))


def owner_uids(item: Mapping[str, Any]) -> set[str]:
    """Return the uids of the objects that own this one."""
    return {str(owner.get("uid")) for owner in part(item, "metadata.ownerReferences", [])}


def owner_reference(owner: Mapping[str, Any]) -> Object:
    """Return the reference that a controller leaves in what it creates for `owner`."""
    return {
        "apiVersion": owner["apiVersion"],
        "kind": owner["kind"],
        "name": name_of(owner),
        "uid": part(owner, "metadata.uid"),
        "controller": True,
        "blockOwnerDeletion": True,
    }


def condition(item: Mapping[str, Any], kind: str) -> str:
    """Return the status (True, False, Unknown) of a condition, or an empty text."""
    for entry in part(item, "status.conditions", []):
        if entry.get("type") == kind:
            return str(entry.get("status", ""))
    return ""


def digest(*parts: object) -> bytes:
    """Return a hash of the parts that is the same in every run."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).digest()


def generated_suffix(length: int, *parts: object) -> str:
    """Return letters as Kubernetes puts them at the end of generated names."""
    return "".join(_NAME_LETTERS[byte % len(_NAME_LETTERS)] for byte in digest(*parts)[:length])


def generated_hash(*parts: object) -> str:
    """Return a hash as Kubernetes puts it into names: the digits of a number, each as one letter."""
    number = int.from_bytes(digest(*parts)[:4], "big")
    return "".join(_NAME_LETTERS[ord(digit) % len(_NAME_LETTERS)] for digit in str(number))


def generated_uid(*parts: object) -> str:
    """Return a uid in the usual form."""
    return str(uuid.UUID(bytes=digest(*parts)[:16], version=4))


def rfc3339(instant: datetime) -> str:
    """Return the instant as it is written in metadata."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def age(timestamp: str | None, now: datetime) -> str:
    """Return the time since `timestamp` in the short form of kubectl's AGE column."""
    if not timestamp:
        return "<unknown>"
    then = datetime.strptime(timestamp[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    return short_duration(int((now - then).total_seconds()))


def short_duration(seconds: int) -> str:
    """Return a duration as Kubernetes rounds it for people: 45s, 5m30s, 12m, 3h20m, 2d4h, 30d, 2y10d."""
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 0:
        return "<invalid>" if seconds < -1 else "0s"
    if seconds < 120:
        return f"{seconds}s"
    if minutes < 10:
        return _two(minutes, "m", seconds % 60, "s")
    if minutes < 180:
        return f"{minutes}m"
    if hours < 8:
        return _two(hours, "h", minutes % 60, "m")
    if hours < 48:
        return f"{hours}h"
    if hours < 192:
        return _two(days, "d", hours % 24, "h")
    if days < 730:
        return f"{days}d"
    return _two(days // 365, "y", days % 365, "d") if days < 8 * 365 else f"{days // 365}y"


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large}{large_unit}{small}{small_unit}" if small else f"{large}{large_unit}"

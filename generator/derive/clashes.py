"""A course in; the CNI plugins whose default pod range runs into a range that something else uses out."""

from generator.model import CniPlugin, Course, Range


def derive_clashes(course: Course) -> dict[str, tuple[str, ...]]:
    """CNI plugin id → ids of the ranges in use that overlap its pod range.

    A range without a component is a reserved block and nobody's. Another plugin's pod range does not count: a cluster
    has one or the other. Of ranges one inside the other only the largest is named.
    """
    pod_ranges = {plugin.pod_range for plugin in course.of(CniPlugin)}
    in_use = [one for one in course.of(Range) if one.component and one.id not in pod_ranges]
    found: dict[str, tuple[str, ...]] = {}
    for plugin in course.of(CniPlugin):
        pods = course.by_id.get(plugin.pod_range or "")
        if isinstance(pods, Range):
            found[plugin.id] = _largest([one for one in in_use if _overlap(pods, one)])
    return {plugin: ranges for plugin, ranges in found.items() if ranges}


def _largest(ranges: list[Range]) -> tuple[str, ...]:
    ids = {one.id for one in ranges}
    return tuple(one.id for one in ranges if ids.isdisjoint(one.inside))


def _overlap(one: Range, other: Range) -> bool:
    return one.network.version == other.network.version and one.network.overlaps(other.network)

"""A name, label or address goes in; what the API rules have against it comes out, in the server's words."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping

from .failures import FieldFault, bad_value, required
from .objects import Object, annotations_of, labels_of, part
from .resources import Resource

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_LABEL_TOLD = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
    f"with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '{_LABEL}')"
)
_SUBDOMAIN_TOLD = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
    "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    f"'{_SUBDOMAIN}')"
)
_WILDCARD = rf"\*\.{_SUBDOMAIN}"
_WILDCARD_TOLD = (
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of "
    "lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', "
    f"regex used for validation is '{_WILDCARD}')"
)
_VALUE_TOLD = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
    "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation "
    "is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
)
_KEY_TOLD = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    f"'{_QUALIFIED}')"
)
_PORT_NAME = re.compile(r"(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")

# From 1.37 on a Service may be called like any other label, with a digit in front.
_NAMED_AS_LABEL = ("namespaces", "services")
_NAMED_FREELY = ("roles", "clusterroles", "rolebindings", "clusterrolebindings")


def label_fault(text: str) -> str:
    """Return what is wrong with a DNS label, or an empty text."""
    if len(text) > 63:
        return "must be no more than 63 bytes"
    return "" if re.fullmatch(_LABEL, text) else _LABEL_TOLD


def subdomain_fault(text: str) -> str:
    """Return what is wrong with a DNS subdomain, or an empty text."""
    if len(text) > 253:
        return "must be no more than 253 bytes"
    return "" if re.fullmatch(_SUBDOMAIN, text) else _SUBDOMAIN_TOLD


def host_fault(text: str) -> str:
    """Return what is wrong with the host of a rule, which may start with `*.`, or an empty text."""
    if "*" not in text:
        return subdomain_fault(text)
    return "" if re.fullmatch(_WILDCARD, text) else _WILDCARD_TOLD


def is_address(text: str) -> bool:
    """Return whether the text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_port_name(text: str) -> bool:
    """Return whether the text may name a port of a container."""
    return _PORT_NAME.fullmatch(text) is not None


def metadata_faults(resource: Resource, item: Object) -> Iterator[FieldFault]:
    """Yield the faults of name, labels and annotations."""
    name = str(part(item, "metadata.name", ""))
    rule: Callable[[str], str] = label_fault if resource.plural in _NAMED_AS_LABEL else subdomain_fault
    if not name:
        yield required("metadata.name", "name or generateName is required")
    elif resource.plural not in _NAMED_FREELY and (fault := rule(name)):
        yield bad_value("metadata.name", name, fault)
    yield from label_faults("metadata.labels", labels_of(item))
    for key in annotations_of(item):
        if fault := _key_fault(key.lower()):
            yield bad_value("metadata.annotations", key, fault)


def label_faults(field: str, labels: Mapping[str, str]) -> Iterator[FieldFault]:
    """Yield the faults of the keys and values of labels."""
    for key, value in labels.items():
        if fault := _key_fault(key):
            yield bad_value(field, key, fault)
        if fault := _value_fault(value):
            yield bad_value(field, value, fault)


def _key_fault(key: str) -> str:
    prefix, slash, bare = key.rpartition("/")
    if slash and (fault := subdomain_fault(prefix)):
        return f"prefix part {fault}"
    if len(bare) > 63:
        return "name part must be no more than 63 bytes"
    return "" if re.fullmatch(_QUALIFIED, bare) else _KEY_TOLD


def _value_fault(value: str) -> str:
    if len(value) > 63:
        return "must be no more than 63 bytes"
    return "" if re.fullmatch(f"({_QUALIFIED})?", value) else _VALUE_TOLD

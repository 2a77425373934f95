"""The library knows Spanish and English words, and what every supported Kubernetes says against an object."""

from pathlib import Path
from typing import Any

import pytest

from generator.model import Library
from generator.read import load_library, read_gateway_modules
from tests.conftest import ROOT

MINORS = ("1.35", "1.36", "1.37")
GATEWAY = "gateway.networking.k8s.io"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("root")
    (root / "docs").mkdir()
    (root / "docs/picture.svg").touch()
    return load_library(MINORS, read_gateway_modules(ROOT), root=root)


def _faults(library: Library, value: dict[str, Any]) -> list[tuple[str, str, str]]:
    validate = library.validator("1.37", value["apiVersion"], value["kind"])
    assert validate
    return [(".".join(map(str, fault.path)), fault.keyword, fault.message) for fault in validate(value)]


def _ingress(path: dict[str, Any]) -> dict[str, Any]:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "web"},
        "spec": {"rules": [{"http": {"paths": [path]}}]},
    }


def test_words_are_found_with_their_accents_and_endings(library: Library) -> None:
    spanish = {
        word: library.spanish(word) for word in ("redes", "específicamente", "configurándolo", "internaz", "Tráfico")
    }
    assert spanish == {
        "redes": True,
        "específicamente": True,
        "configurándolo": True,
        "internaz": False,
        "Tráfico": True,
    }
    assert (library.english("version"), library.english("versionón")) == (True, False)


def test_a_good_object_has_no_fault(library: Library) -> None:
    backend = {"service": {"name": "web", "port": {"number": 80}}}
    assert _faults(library, _ingress({"path": "/", "pathType": "Prefix", "backend": backend})) == []


def test_all_faults_are_told_each_at_its_place(library: Library) -> None:
    backend = {"service": {"name": 8, "port": {"number": "80"}}, "serviceName": "web", "servicePort": 80}
    unexpected = "Additional properties are not allowed ('serviceName', 'servicePort' were unexpected)"
    path = "spec.rules.0.http.paths.0"
    assert _faults(library, _ingress({"path": "/", "backend": backend})) == [
        (path, "required", "'pathType' is a required property"),
        (f"{path}.backend.service.name", "type", "8 is not of type 'string'"),
        (f"{path}.backend.service.port.number", "type", "'80' is not of type 'integer', 'null'"),
        (f"{path}.backend.serviceName", "additionalProperties", unexpected),
        (f"{path}.backend.servicePort", "additionalProperties", unexpected),
    ]


def test_alternatives_of_type_are_one_fault(library: Library) -> None:
    service = {"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{"port": 80, "targetPort": [80]}]}}
    message = "[80] is not of type 'string', 'null', 'integer'"
    assert _faults(library, service) == [("spec.ports.0.targetPort", "type", message)]


@pytest.mark.parametrize(
    ("minor", "api_version", "kind"),
    [
        ("1.37", "extensions/v1beta1", "Ingress"),
        ("1.37", "networking.k8s.io/v1", "ingress"),
        ("1.37", "networking.k8s.io/v1", "IngressRule"),
        ("1.37", "v1", "DeleteOptions"),
        ("1.37", "", ""),
        ("1.99", "v1", "Pod"),
        ("1.37", f"{GATEWAY}/v1alpha2", "HTTPRoute"),
    ],
)
def test_what_is_not_served_has_no_validator(library: Library, minor: str, api_version: str, kind: str) -> None:
    assert library.validator(minor, api_version, kind) is None


def test_versions_that_say_the_same_share_a_validator(library: Library) -> None:
    services = {library.validator(minor, "v1", "Service") for minor in MINORS}
    pods = {library.validator(minor, "v1", "Pod") for minor in MINORS}
    assert (len(services), len(pods)) == (1, 3)


def test_gateway_kinds_are_checked_under_the_version_that_serves_them(library: Library) -> None:
    route = {"apiVersion": f"{GATEWAY}/v1", "kind": "GRPCRoute", "metadata": {"name": "x"}, "spec": {"rulez": []}}
    unexpected = "Additional properties are not allowed ('rulez' was unexpected)"
    assert _faults(library, route) == [("spec.rulez", "additionalProperties", unexpected)]


def test_without_gateway_modules_no_gateway_kind_is_known() -> None:
    assert load_library(MINORS).validator("1.37", f"{GATEWAY}/v1", "Gateway") is None


def test_files_are_found_from_the_root(library: Library) -> None:
    assert (library.exists("docs/picture.svg"), library.exists("docs"), library.exists("picture.svg")) == (
        True,
        True,
        False,
    )
    assert library.exists(str(Path(__file__)))

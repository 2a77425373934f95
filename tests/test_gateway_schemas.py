"""Schemas of the Gateway API, read from the modules of the npm package."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.read import read_gateway_modules
from generator.read.gateway_files import FOLDER
from generator.read.gateway_later import with_later
from generator.read.gateway_schemas import OBJECT_META, gateway_schemas, with_descriptions

ROOT = Path(__file__).parent.parent
V1 = "gateway.networking.k8s.io/v1"
MODULE = """"use strict";
exports.Toy = void 0;
const schemaId = "example.com.v1.Toy";
const schema = {
    "type": "object",
    "properties": {
        "apiVersion": {"type": "string", "enum": ["example.com/v1"]},
        "kind": {"type": "string", "enum": ["Toy"]},
        "metadata": {"oneOf": [{"$ref": "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta#"}, {"type": "null"}]},
        "spec": {
            "type": "object",
            "nullable": true,
            "properties": {
                "size": {"type": "string", "enum": ["S", "L"], "nullable": true, "default": "S"},
                "labels": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 3}},
                "parts": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}
            }
        }
    },
    "required": ["apiVersion", "kind"]
};
class Toy extends base_1.Model {}
(0, validate_1.register)(schemaId, schema);
"""
DECLARATION = """import { IObjectMeta } from "x";
/**
 * Toy is a toy.
 *  It has two lines.
 */
export interface IToy {
    "apiVersion": "example.com/v1";
    "kind": "Toy";
    "metadata"?: IObjectMeta;
    /**
     * Spec is what one wants.
     */
    "spec"?: {
        /**
         * Parts are \\*all\\* parts.
         */
        "parts"?: Array<{
            /**
             * Name is its name.
             */
            "name"?: string;
        }>;
        /**
         * Size is a size.
         */
        "size"?: "S" | "L";
    };
}
/**
 * Toy again.
 */
export declare class Toy extends Model<IToy> implements IToy {
    "spec"?: IToy["spec"];
}
"""


@pytest.fixture(scope="module")
def schemas() -> dict[tuple[str, str], dict[str, Any]]:
    return gateway_schemas(read_gateway_modules(ROOT))


def test_strict() -> None:
    """References are resolved, unknown fields refused, null said as JSON Schema says it, defaults kept."""
    part = {"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": False}
    assert gateway_schemas([MODULE, "exports.index = 1;\n"]) == {
        ("example.com/v1", "Toy"): {
            "type": "object",
            "properties": {
                "apiVersion": {"type": "string", "enum": ["example.com/v1"]},
                "kind": {"type": "string", "enum": ["Toy"]},
                "metadata": OBJECT_META,
                "spec": {
                    "type": ["object", "null"],
                    "properties": {
                        "size": {"type": ["string", "null"], "enum": ["S", "L", None], "default": "S"},
                        "labels": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 3}},
                        "parts": {"type": "array", "items": part},
                    },
                    "additionalProperties": False,
                },
            },
            "required": ["apiVersion", "kind"],
            "additionalProperties": False,
        }
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"enum": ["Toy"]', '"enum": ["Toy", "Other"]'),
        ("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta#", "io.k8s.unknown#"),
        ('"type": "array", "items": {', '"type": "array", "items": {"$ref": "io.k8s.unknown#",'),
    ],
)
def test_what_it_does_not_understand_is_no_schema(before: str, after: str) -> None:
    assert before in MODULE
    with pytest.raises(ValueError, match=r"kind|unknown reference"):
        gateway_schemas([MODULE.replace(before, after)])


def test_descriptions() -> None:
    """Comments of the declarations become descriptions, also inside lists; the schemas given stay as they are."""
    plain = gateway_schemas([MODULE])
    described = with_descriptions(plain, [DECLARATION, "export declare class Nothing {}\n"])
    toy = described["example.com/v1", "Toy"]
    spec = toy["properties"]["spec"]
    assert (toy["description"], spec["description"]) == ("Toy is a toy.\nIt has two lines.", "Spec is what one wants.")
    assert spec["properties"]["parts"]["description"] == "Parts are *all* parts."
    assert spec["properties"]["parts"]["items"]["properties"]["name"]["description"] == "Name is its name."
    assert spec["properties"]["size"]["description"] == "Size is a size."
    assert plain == gateway_schemas([MODULE])


def test_kinds_of_the_package(schemas: dict[tuple[str, str], dict[str, Any]]) -> None:
    """The standard kinds are there, and every schema is one that JSON Schema accepts."""
    assert {(V1, "GatewayClass"), (V1, "Gateway"), (V1, "HTTPRoute"), (f"{V1}beta1", "ReferenceGrant")} <= set(schemas)
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_field_of_the_package_is_described(schemas: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Declarations and schemas speak of the same fields: none was lost, but for the ones every object has."""
    declarations = [path.read_text("utf-8") for path in sorted((ROOT / FOLDER).rglob("*.d.ts"))]
    for (_, kind), schema in with_descriptions(schemas, declarations).items():
        assert list(_undescribed(schema["properties"]["spec"], kind)) == []


def _undescribed(schema: dict[str, Any], path: str) -> list[str]:
    properties = schema.get("items", schema).get("properties", {})
    missing = [f"{path}.{name}" for name, part in properties.items() if "description" not in part]
    return missing + [one for name, part in properties.items() for one in _undescribed(part, f"{path}.{name}")]


@pytest.mark.parametrize(
    ("manifest", "faults"),
    [
        ("{kind: GatewayClass, spec: {controllerName: example.com/x, description: d}}", []),
        ("{kind: GatewayClass, spec: {controllerName: example}}", ["spec.controllerName: pattern"]),
        ("{kind: GatewayClass, spec: {}}", ["spec: required"]),
        (
            "{kind: GatewayClass, spec: {controllerName: a.b/c}, metadata: {nombre: x}}",
            ["metadata: additionalProperties"],
        ),
        (
            "{kind: Gateway, spec: {gatewayClassName: c, Allowed Routes: {}, "
            "listeners: [{name: h, protocol: HTTP, port: 99999, allowedRoutes: {namespaces: {from: all}}}]}}",
            [
                "spec: additionalProperties",
                "spec.listeners.0.allowedRoutes.namespaces.from: enum",
                "spec.listeners.0.port: maximum",
            ],
        ),
        (
            "{kind: HTTPRoute, spec: {hostnames: [UPPER], rules: [{backendRefs: [{name: s, puerto: 1}]}]}}",
            ["spec.hostnames.0: pattern", "spec.rules.0.backendRefs.0: additionalProperties"],
        ),
        ("{kind: HTTPRoute, spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: s, port: 80}]}]}}", []),
    ],
)
def test_faults(manifest: str, faults: list[str], schemas: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Wrong values are found with their path, and so is a field that does not exist; right manifests pass."""
    item = {"apiVersion": V1, **yaml.safe_load(manifest)}
    errors = jsonschema.Draft202012Validator(schemas[V1, item["kind"]]).iter_errors(item)
    assert sorted(f"{'.'.join(map(str, error.absolute_path))}: {error.validator}" for error in errors) == sorted(faults)


def test_what_the_standard_channel_took_in_later_is_known() -> None:
    """Fields, values and kinds that the package does not have yet; all else is as it was."""
    schemas = gateway_schemas(read_gateway_modules(ROOT))
    known = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in with_later(schemas).items()}
    mirror = {"backendRef": {"name": "web", "port": 80}, "fraction": {"numerator": 1, "denominator": 3}}
    filters = [
        {"type": "CORS", "cors": {"allowOrigins": ["https://example.com"], "maxAge": 5}},
        {"type": "RequestRedirect", "requestRedirect": {"statusCode": 308}},
        {"type": "RequestMirror", "requestMirror": mirror},
    ]
    backend = {"name": "web", "port": 80, "filters": filters}
    route = {"apiVersion": V1, "kind": "HTTPRoute", "metadata": {"name": "web"}}
    spec: dict[str, Any] = {"rules": [{"name": "pay", "filters": filters, "backendRefs": [backend]}]}
    assert list(known[V1, "HTTPRoute"].iter_errors({**route, "spec": spec})) == []
    assert list(known[V1, "ListenerSet"].iter_errors({"spec": {}})) == []
    spec["rules"][0]["nombre"] = "pay"
    (fault,) = known[V1, "HTTPRoute"].iter_errors({**route, "spec": spec})
    assert fault.message == "Additional properties are not allowed ('nombre' was unexpected)"
    assert with_later({}) == {}
    assert schemas == gateway_schemas(read_gateway_modules(ROOT))

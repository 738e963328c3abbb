"""Says in which points an OpenAPI document differs from the specs it should be of, field by field."""

from __future__ import annotations

import re
from typing import Any

from spec2code.codegen.api_values import TIME_PATTERN
from spec2code.model.api import Endpoint
from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    without_null,
)
from spec2code.model.spec import Spec

Document = dict[str, Any]
SCHEMES = {
    "bearer": ("http", "bearer"),
    "basic": ("http", "basic"),
    "apiKey": ("apiKey", "header"),
    "cookie": ("apiKey", "cookie"),
    "oauth2": ("oauth2", None),
}
FORMATS = {"byte": None, "password": None, "hostname": None, "binary": None}
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def differences(spec: Spec, document: Document) -> list[str]:
    """Every point in which the document says something else than the spec; empty when there is none."""
    return _Check(spec, document).run()


class _Check:
    def __init__(self, spec: Spec, document: Document) -> None:
        self.spec = spec
        self.document = document
        self.found: list[str] = []

    def run(self) -> list[str]:
        stated = {(item.path, item.method.lower()) for item in self.spec.endpoints}
        has = {(path, method) for path, item in self.document["paths"].items() for method in item}
        if stated != has:
            self.found.append(f"endpoints: {sorted(stated ^ has)}")
        ids = [
            operation["operationId"]
            for item in self.document["paths"].values()
            for operation in item.values()
        ]
        if len(set(ids)) < len(ids):
            self.found.append("an operation id is used twice")
        for endpoint in self.spec.endpoints:
            operation = self.document["paths"].get(endpoint.path, {}).get(endpoint.method.lower())
            if operation:
                self.operation(endpoint, operation)
        return self.found

    def operation(self, endpoint: Endpoint, operation: Document) -> None:
        at = f"{endpoint.method} {endpoint.path}"
        if endpoint.summary and operation.get("summary") != " ".join(endpoint.summary.split()):
            self.found.append(f"{at} summary: {operation.get('summary')!r}")
        if not operation.get("tags"):
            self.found.append(f"{at}: no tags")
        self.parameters(at, endpoint, operation)
        self.request(at, endpoint, operation)
        self.responses(at, endpoint, operation)
        self.security(at, endpoint, operation)

    def parameters(self, at: str, endpoint: Endpoint, operation: Document) -> None:
        has = {(item["in"], item["name"]): item for item in operation.get("parameters", ())}
        stated = {(item.location, item.name): item for item in endpoint.parameters}
        for name in re.findall(r"\{([^{}]*)\}", endpoint.path):
            if ("path", name) not in has:
                self.found.append(f"{at}: path parameter {name} is missing")
        for key, parameter in stated.items():
            if key not in has:
                self.found.append(f"{at} parameter {key}: missing")
                continue
            item = has[key]
            if item.get("required", False) != parameter.required:
                self.found.append(f"{at} parameter {key}: required is {item.get('required')}")
            if (
                parameter.default is not MISSING
                and item["schema"].get("default") != parameter.default
            ):
                self.found.append(f"{at} parameter {key}: default {item['schema']}")
            optional = not parameter.required and parameter.default is MISSING
            self.shape(f"{at} parameter {key}", parameter.shape, item["schema"], optional)
        for key in has:
            if key not in stated and key[0] != "path" and key[1] != "Idempotency-Key":
                self.found.append(f"{at} parameter {key}: not in the spec")

    def request(self, at: str, endpoint: Endpoint, operation: Document) -> None:
        body, has = endpoint.request, operation.get("requestBody")
        if (body is None) != (has is None):
            self.found.append(f"{at} request: {has}")
        if body is None or has is None:
            return
        if body.media_type not in has["content"]:
            self.found.append(f"{at} request: media types {list(has['content'])}")
            return
        if has.get("required", False) != body.required:
            self.found.append(f"{at} request: required is {has.get('required')}")
        if body.shape is not None:
            self.shape(
                f"{at} request", body.shape, has["content"][body.media_type]["schema"], False
            )

    def responses(self, at: str, endpoint: Endpoint, operation: Document) -> None:
        has = operation["responses"]
        stated = {str(item.status) for item in (*endpoint.responses, *endpoint.errors)}
        missing = stated - has.keys()
        implied = {"422", "401"} if endpoint.auth and endpoint.auth.required else {"422"}
        extra = has.keys() - stated - implied - (set() if endpoint.responses else {"200"})
        if missing or extra:
            self.found.append(f"{at} statuses: missing {missing}, extra {extra}")
        for response in endpoint.responses:
            item = has.get(str(response.status), {})
            content = item.get("content", {})
            if response.media_type and response.media_type not in content:
                self.found.append(f"{at} {response.status}: media types {list(content)}")
            elif response.media_type and response.shape is not None:
                schema = content[response.media_type]["schema"]
                self.shape(f"{at} {response.status}", response.shape, schema, False)
            elif response.media_type is None and response.status in (204, 304) and content:
                self.found.append(f"{at} {response.status}: has a body")
        for error in endpoint.errors:
            item = has.get(str(error.status), {})
            shape = error.shape or self.spec.error_shape
            if shape is not None:
                schema = item.get("content", {}).get("application/json", {}).get("schema", {})
                self.shape(f"{at} {error.status}", shape, schema, False)
            if error.code and error.code not in str(item):
                self.found.append(f"{at} {error.status}: code {error.code} isn't said")

    def security(self, at: str, endpoint: Endpoint, operation: Document) -> None:
        auth, has = endpoint.auth, operation.get("security")
        if auth is None or not auth.required:
            if has:
                self.found.append(f"{at} security: {has}")
            return
        if not has:
            self.found.append(f"{at} security: missing")
            return
        ((name, scopes),) = has[0].items()
        scheme = self.document["components"]["securitySchemes"][name]
        kind, place = SCHEMES[auth.scheme or "bearer"]
        if scheme["type"] != kind or place not in (None, scheme.get("scheme"), scheme.get("in")):
            self.found.append(f"{at} security: {scheme}")
        if list(auth.scopes) != scopes:
            self.found.append(f"{at} scopes: {scopes}")

    def shape(
        self, at: str, shape: Shape, schema: Document, optional: bool, seen: tuple[str, ...] = ()
    ) -> None:
        """Compare; an optional value may be null as well."""
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            schema = self.document["components"]["schemas"][name] | {
                key: value for key, value in schema.items() if key != "$ref"
            }
        if isinstance(shape, RefShape):
            if shape.name in seen:
                return
            self.shape(at, self.spec.definitions[shape.name], schema, optional, (*seen, shape.name))
            return
        options = schema.get("anyOf") or schema.get("oneOf")
        if options and (is_nullable(shape) or optional):
            rest = [option for option in options if option.get("type") != "null"]
            if len(rest) == len(options):
                self.found.append(f"{at}: null isn't allowed")
            schema = rest[0] if len(rest) == 1 else {"anyOf": rest}
            self.shape(at, without_null(shape), schema, False, seen)
            return
        if is_nullable(shape) and not isinstance(shape, NullShape):
            self.found.append(f"{at}: null isn't allowed: {schema}")
            return
        self.plain(at, shape, schema, seen)

    def plain(self, at: str, shape: Shape, schema: Document, seen: tuple[str, ...]) -> None:
        match shape:
            case AnyShape():
                wanted: Document = {}
                if schema.get("type"):
                    self.found.append(f"{at}: {schema} where anything goes")
            case StringShape(format="time"):
                # JSON Schema's `time` has a zone, a time of day has not.
                wanted = {"type": "string", "pattern": TIME_PATTERN}
            case StringShape():
                wanted = {"type": "string", "minLength": shape.min_length}
                wanted |= {"maxLength": shape.max_length, "pattern": shape.pattern}
                wanted["format"] = FORMATS.get(shape.format or "", shape.format)
            case NumberShape():
                wanted = {"type": "integer" if shape.integer else "number"}
                wanted |= {"minimum": shape.minimum, "maximum": shape.maximum}
            case BooleanShape():
                wanted = {"type": "boolean"}
            case NullShape():
                wanted = {"type": "null"}
            case EnumShape():
                wanted = {}
                values = schema.get("enum", [schema["const"]] if "const" in schema else [])
                if sorted(shape.values, key=repr) != sorted(values, key=repr):
                    self.found.append(f"{at}: values {values}")
            case ArrayShape():
                wanted = {"type": "array", "minItems": shape.min_items, "maxItems": shape.max_items}
                self.shape(f"{at}[]", shape.items, schema.get("items", {}), False, seen)
            case MapShape():
                wanted = {"type": "object"}
                extra = schema.get("additionalProperties")
                self.shape(f"{at}{{}}", shape.values, {} if extra is True else extra, False, seen)
            case ObjectShape():
                wanted = {"type": "object"}
                self.object(at, shape, schema, seen)
            case UnionShape():
                wanted = {}
                options = schema.get("anyOf") or schema.get("oneOf") or []
                if len(options) != len(shape.options):
                    self.found.append(f"{at}: options {options}")
                for index, (option, other) in enumerate(zip(shape.options, options, strict=False)):
                    self.shape(f"{at}|{index}", option, other, False, seen)
            case RefShape():
                raise AssertionError("resolved before")
        for keyword, value in wanted.items():
            if value is not None and schema.get(keyword) != value:
                self.found.append(f"{at}: {keyword} is {schema.get(keyword)!r}, not {value!r}")

    def object(self, at: str, shape: ObjectShape, schema: Document, seen: tuple[str, ...]) -> None:
        has = schema.get("properties", {})
        stated = {item.name for item in shape.fields}
        if stated != has.keys():
            self.found.append(f"{at} fields: {sorted(stated ^ has.keys())}")
        required = {item.name for item in shape.fields if item.required}
        if required != set(schema.get("required", ())):
            self.found.append(f"{at} required: {schema.get('required')}, not {sorted(required)}")
        for item in shape.fields:
            if item.name not in has:
                continue
            optional = not item.required and item.default is MISSING
            self.shape(f"{at}.{item.name}", item.shape, has[item.name], optional, seen)
            if item.default is not MISSING and has[item.name].get("default") != item.default:
                self.found.append(f"{at}.{item.name} default: {has[item.name]}")
            if item.description and has[item.name].get("description") != item.description:
                self.found.append(f"{at}.{item.name} description: {has[item.name]}")

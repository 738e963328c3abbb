"""The OpenAPI 3.1 document of the specs: what the generated application says of itself, and where each spec says it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from spec2code.codegen.api_names import ApiNames, FeatureNames
from spec2code.codegen.api_roles import file_fields, is_form
from spec2code.codegen.api_routes import ErrorGroup, Route, is_json, phrase, routes, tag
from spec2code.codegen.api_sent import as_sent, null_is_text
from spec2code.codegen.api_values import fits
from spec2code.codegen.literals import printable
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Body, Parameter, Response
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Field,
    ObjectShape,
    Shape,
    StringShape,
    nullable,
    without_null,
)
from spec2code.model.span import Span
from spec2code.model.spec import Spec
from spec2code_generators.openapi.schemas import Schema, inline_schema, models_schemas

__all__ = ["SOURCE", "openapi_document"]

SOURCE: Final = "x-spec"
"""Where the spec says it: `docs/orders.md:41`."""
_EMPTY: Final = frozenset({204, 205, 304})
_SCHEME_NAMES: Final = {
    "bearer": "HTTPBearer",
    "basic": "HTTPBasic",
    "api_key": "APIKeyHeader",
    "api_key_query": "APIKeyQuery",
    "oauth2": "OAuth2PasswordBearer",
    "session_cookie": "APIKeyCookie",
}
_CARRIERS: Final = {"api_key": "header", "api_key_query": "query", "session_cookie": "cookie"}
_FILE: Final = {"type": "string", "contentMediaType": "application/octet-stream"}
_VALIDATION: Final = {
    "ValidationError": {
        "type": "object",
        "properties": {
            "loc": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
            "msg": {"type": "string"},
            "type": {"type": "string"},
        },
        "required": ["loc", "msg", "type"],
    },
    "HTTPValidationError": {
        "type": "object",
        "properties": {
            "detail": {"type": "array", "items": {"$ref": "#/components/schemas/ValidationError"}}
        },
    },
}


def openapi_document(specs: Iterable[Spec], names: ApiNames) -> tuple[Schema, list[Diagnostic]]:
    """The document of all features together; its first spec names it."""
    specs = tuple(specs)
    told: list[Diagnostic] = []
    writer = _Writer()
    for feature in names.features:
        made, problems = routes(feature, names)
        told += problems
        writer.feature(feature, made)
    title = printable(specs[0].title) if specs else ""
    return writer.document(title or "API"), told


class _Writer:
    def __init__(self) -> None:
        self._paths: dict[str, dict[str, Schema]] = {}
        self._schemas: dict[str, Schema] = {}
        self._security: dict[str, Schema] = {}

    def document(self, title: str) -> Schema:
        made: Schema = {
            "openapi": "3.1.0",
            "info": {"title": title, "version": "0.1.0"},
            "paths": self._paths,
        }
        components: Schema = {}
        if self._schemas:
            components["schemas"] = dict(sorted(self._schemas.items()))
        if self._security:
            components["securitySchemes"] = dict(sorted(self._security.items()))
        return {**made, "components": components} if components else made

    def feature(self, feature: FeatureNames, made: list[Route]) -> None:
        renamed = self._claim(feature)
        for route in made:
            operation = _renamed(self._operation(feature, route), renamed)
            self._paths.setdefault(route.path, {})[route.endpoint.method.lower()] = operation

    def _claim(self, feature: FeatureNames) -> dict[str, str]:
        """Add the feature's schemas; a name that another feature has for something else is made longer."""
        schemas = models_schemas(feature.models)
        for name, shape in feature.models.items():
            if shape.span:
                schemas[name][SOURCE] = _place(shape.span)
        clashes = [
            name
            for name, schema in schemas.items()
            if name in self._schemas and _bare(self._schemas[name]) != _bare(schema)
        ]
        prefix = "".join(part.capitalize() for part in feature.feature.split("_"))
        renamed = {name: f"{prefix}{name}" for name in clashes}
        for name, schema in schemas.items():
            self._schemas.setdefault(renamed.get(name, name), _renamed(schema, renamed))
        return renamed

    def _operation(self, feature: FeatureNames, route: Route) -> Schema:
        endpoint = route.endpoint
        made: Schema = {"tags": [tag(feature), *route.tags]}
        stated = " ".join((endpoint.summary or "").split())
        made["summary"] = stated or route.handler.replace("_", " ").title()
        if endpoint.description and endpoint.description.strip():
            made["description"] = endpoint.description.strip()
        made["operationId"] = route.operation_id
        if route.security:
            made["security"] = [self._requirement(route)]
        parameters = [_parameter(item) for item in route.parameters]
        if route.needs_idempotency_key:
            text = "Answers a repeated request alike"
            key = Parameter("header", "Idempotency-Key", StringShape(), False, description=text)
            parameters.append(_parameter(key))
        if parameters:
            made["parameters"] = parameters
        if endpoint.request is not None:
            made["requestBody"] = _request(feature, route, endpoint.request)
        made["responses"] = self._responses(feature, route, bool(parameters))
        if endpoint.span:
            made[SOURCE] = _place(endpoint.span)
        return made

    def _requirement(self, route: Route) -> Schema:
        assert route.security is not None
        name = _SCHEME_NAMES[route.security.scheme]
        scopes = list(route.security.scopes)
        match route.security.scheme:
            case "bearer" | "basic" as scheme:
                made: Schema = {"type": "http", "scheme": scheme}
            case "api_key" | "api_key_query" | "session_cookie" as scheme:
                made = {"type": "apiKey", "in": _CARRIERS[scheme], "name": route.security.name}
            case _:
                known = self._security.get(name, {}).get("flows", {}).get("password", {})
                listed = {**known.get("scopes", {}), **{scope: scope for scope in scopes}}
                flow = {"scopes": listed, "tokenUrl": "token"}
                made = {"type": "oauth2", "flows": {"password": flow}}
        self._security[name] = made
        return {name: scopes}

    def _responses(self, feature: FeatureNames, route: Route, parameters: bool) -> Schema:
        made: Schema = {str(route.success.status): _success(feature, route)}
        for other in route.others:
            made[str(other.status)] = _response(feature, route, other, phrase(other.status))
        for group in route.errors:
            made[str(group.status)] = _errors(feature, group)
        if (parameters or route.endpoint.request) and "422" not in made:
            reference = {"$ref": "#/components/schemas/HTTPValidationError"}
            made["422"] = {"description": "Validation Error", "content": _json(reference)}
            for name, schema in _VALIDATION.items():
                self._schemas.setdefault(name, schema)
        return made


def _parameter(item: Parameter) -> Schema:
    shape = as_sent(item.shape, item.location, item.required)
    default = item.default
    if default is not MISSING and not fits(shape, default):
        default = MISSING
    if not item.required and default is MISSING and null_is_text(shape, item.location):
        shape = nullable(shape)
    schema = inline_schema(shape, {})
    # Of a type with a schema of its own FastAPI says it beside the schema alone.
    if item.description and not _is_time(shape):
        schema["description"] = item.description
    if default is not MISSING:
        schema["default"] = default
    if item.example is not MISSING and not _is_time(shape):
        schema["examples"] = [item.example]
    required = item.required and default is MISSING
    made: Schema = {"name": item.name, "in": item.location, "required": required, "schema": schema}
    if item.description:
        made["description"] = item.description
    if item.span:
        made[SOURCE] = _place(item.span)
    return made


def _is_time(shape: Shape) -> bool:
    return isinstance(shape, StringShape) and shape.format == "time"


def _request(feature: FeatureNames, route: Route, body: Body) -> Schema:
    media = body.media_type
    if is_form(body):
        form = _form(body)
        made: Schema = {"content": {media: {"schema": form}}}
        return {**made, "required": True} if "required" in form else made
    shape = feature.request(route.endpoint)
    if not is_json(media):
        schema: Schema = {"type": "string", "contentMediaType": "application/octet-stream"}
    else:
        schema = inline_schema(shape, feature.models) if shape is not None else {}
        if not body.required:
            schema = {"anyOf": [schema, {"type": "null"}]}
        if body.example is not MISSING:
            schema = {**schema, "examples": [body.example]}
    made = {"content": {media: {"schema": schema}}}
    return {**made, "required": True} if body.required else made


def _form(body: Body) -> Schema:
    form = body.shape
    if not isinstance(form, ObjectShape) or not form.fields:
        return {"type": "object", "properties": {"file": _FILE}, "required": ["file"]}
    properties: Schema = {}
    files = file_fields(body)
    for item in form.fields:
        shape = as_sent(item.shape, "form", item.required)
        if item.name in files:
            schema = _file(item)
        else:
            schema = inline_schema(shape, {})
        default = item.default
        if item.required or item.name in files:
            pass
        elif default is not MISSING and fits(shape, default):
            schema = {**schema, "default": default}
        elif null_is_text(shape, "form"):
            schema = {"anyOf": [schema, {"type": "null"}]}
        properties[item.name] = {**schema, **_described(item.description)}
    made: Schema = {"type": "object", "properties": properties}
    required = [item.name for item in form.fields if item.required]
    return {**made, "required": required} if required else made


def _file(item: Field) -> Schema:
    if isinstance(without_null(item.shape), ArrayShape):
        least = {"minItems": 1} if item.required else {}
        return {"type": "array", "items": dict(_FILE), **least}
    return dict(_FILE)


def _described(text: str | None) -> Schema:
    return {"description": text} if text else {}


def _success(feature: FeatureNames, route: Route) -> Schema:
    response = route.success
    media = response.media_type
    if media is not None and not is_json(media):
        return _response(feature, route, response, phrase(response.status))
    made: Schema = {"description": response.description or "Successful Response"}
    if response.status in _EMPTY or response.status < 200:
        return made
    if 300 <= response.status < 400 and response.shape is None:
        return made
    shape = feature.response(route.endpoint, response)
    schema = inline_schema(shape, feature.models) if shape is not None else {}
    return {**made, "content": _json(schema, response)}


def _response(feature: FeatureNames, route: Route, response: Response, text: str) -> Schema:
    made: Schema = {"description": response.description or text}
    media = response.media_type or ""
    if response.status in _EMPTY or not media:
        return made
    if is_json(media):
        shape = feature.response(route.endpoint, response)
        if shape is None:
            return made
        return {**made, "content": _json(inline_schema(shape, feature.models), response)}
    schema: Schema = {"type": "string"}
    if not media.startswith("text/") and media not in (
        "application/x-ndjson",
        "application/stream+json",
    ):
        schema["format"] = "binary"
    return {**made, "content": {media: {"schema": schema}}}


def _errors(feature: FeatureNames, group: ErrorGroup) -> Schema:
    made: Schema = {"description": group.description}
    if group.shapes:
        schemas = [inline_schema(shape, feature.models) for shape in group.shapes]
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        content: Schema = {"schema": schema}
        if group.examples:
            content["examples"] = {name: {"value": value} for name, value in group.examples}
        made["content"] = {"application/json": content}
    return made


def _json(schema: Schema, response: Response | None = None) -> Schema:
    content: Schema = {"schema": schema}
    if response is not None and response.example is not MISSING:
        content["example"] = response.example
    return {"application/json": content}


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}"


def _bare(schema: Any) -> Any:
    """The schema without its place in a spec."""
    if isinstance(schema, dict):
        return {key: _bare(value) for key, value in schema.items() if key != SOURCE}
    return [_bare(item) for item in schema] if isinstance(schema, list) else schema


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The same with references to the new names."""
    if not names:
        return value
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _renamed(item, names) for key, item in value.items()}
    reference = made.get("$ref")
    if isinstance(reference, str):
        head, _, name = reference.rpartition("/")
        made["$ref"] = f"{head}/{names.get(name, name)}"
    return made

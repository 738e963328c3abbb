"""What an operation of OpenAPI says of an endpoint, as a `Content`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spec2code.model.api import ApiError, Auth
from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY, MISSING, JsonValue, Missing, ObjectShape, Shape
from spec2code.spec.blocks import Section
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.draft_types import Draft
from spec2code.spec.merge_shapes import all_optional
from spec2code.spec.openapi_fences import OpenApi, Operation
from spec2code.spec.openapi_shapes import schema_shape
from spec2code.spec.parameters import add_header, add_parameter
from spec2code.spec.routes import Path, read_path
from spec2code.spec.yaml_text import YamlNode

__all__ = ["fill_content", "operation_content", "operation_draft"]

_STATUS = regex(r"[1-5]\d\d")
_KINDS: Final = {
    "openIdConnect": "oauth2",
    "oauth2": "oauth2",
    "apiKey": "apiKey",
    "basic": "basic",
}


def operation_draft(operation: Operation, section: Section) -> Draft:
    """The sighting of an endpoint that an operation is."""
    path = read_path(operation.path) or Path(operation.path)
    return Draft(operation.method, path, section, operation.span, "openapi", operation=operation)


def operation_content(draft: Draft, operation: Operation, names: Mapping[str, Shape]) -> Content:
    """The content of a draft that an operation gives; `names` are the shapes that the spec defines."""
    content = Content(draft.method, draft.path.text, operation.span, draft.path.parameters)
    fill_content(content, operation, names)
    return content


def fill_content(content: Content, operation: Operation, names: Mapping[str, Shape]) -> None:
    """Puts what an operation says into the content of its endpoint."""
    node, api = operation.node, operation.api
    summary = node.string("summary")
    description = node.string("description")
    content.summary = (
        content.summary or summary or (description.split("\n")[0][:200] if description else None)
    )
    if description and description != content.summary:
        content.description.append(description)
    tags = node.get("tags")
    content.group = tags.items[0].text if tags is not None and tags.items else content.group
    content.auth = _auth(api, node) or content.auth
    own = node.get("parameters")
    shared = operation.around.get("parameters")
    for holder in (own, shared):
        for item in holder.items if holder is not None else ():
            _take_parameter(content, api, api.resolved(item), names)
    if (body := node.get("requestBody")) is not None:
        content.requests += _bodies(api, api.resolved(body), names)
        if content.method == "PATCH" and not api.states_presence:
            for seen in content.requests:
                seen.shape = seen.shape and all_optional(seen.shape)
    answers = node.get("responses")
    for status, _, answer in answers.pairs if answers is not None else ():
        _take_answer(content, api, status, answer, names)


def _take_parameter(
    content: Content, api: OpenApi, item: YamlNode, names: Mapping[str, Shape]
) -> None:
    where, name = item.string("in"), item.string("name")
    schema = item.get("schema") or item
    if where == "body":
        content.requests.append(
            BodySeen(api.span(item), schema_shape(api, schema, names), declared=True)
        )
        return
    if name is None or where is None:
        return
    required = item.string("required") == "true" or where == "path"
    span = api.span(item)
    if where == "header":
        add_header(content, name, required, span)
        return
    shape = schema_shape(api, schema, names)
    if where == "formData":
        _take_form(content, api, item, name)
        return
    default = schema.get("default")
    shown = default.value() if default is not None else MISSING
    description = item.string("description")
    if where in ("query", "path", "cookie"):
        add_parameter(
            content, where, name, shape, required, span, default=shown, description=description
        )


def _take_form(content: Content, api: OpenApi, item: YamlNode, name: str) -> None:
    """A field of a form, as Swagger 2 states them one by one."""
    content.media_type = (
        "multipart/form-data" if item.string("type") == "file" else content.media_type
    )
    content.media_type = content.media_type or "application/x-www-form-urlencoded"
    one = YamlNode(
        "map",
        item.start,
        item.end,
        pairs=[
            (
                "properties",
                item.start,
                YamlNode("map", item.start, item.end, pairs=[(name, item.start, item)]),
            )
        ],
    )
    if item.string("required") == "true":
        word = YamlNode("scalar", item.start, item.end, name)
        one.pairs.append(
            ("required", item.start, YamlNode("list", item.start, item.end, items=[word]))
        )
    shape = schema_shape(api, one)
    before = content.requests[0].shape if content.requests else None
    if isinstance(before, ObjectShape) and isinstance(shape, ObjectShape):
        content.requests[0].shape = ObjectShape(fields=(*before.fields, *shape.fields))
    else:
        content.requests.append(BodySeen(api.span(item), shape, declared=True))


def _bodies(api: OpenApi, holder: YamlNode, names: Mapping[str, Shape]) -> list[BodySeen]:
    """The body of a request or an answer, by its first kind of media; Swagger 2 has the schema itself."""
    media = holder.get("content")
    if media is None:
        schema = holder.get("schema")
        if schema is None:
            return []
        shape = schema_shape(api, schema, names)
        return [
            BodySeen(
                api.span(schema), shape, description=holder.string("description"), declared=True
            )
        ]
    listed = sorted(media.pairs, key=lambda pair: "json" not in pair[0])
    for kind, _, node in listed[:1]:
        schema = node.get("schema")
        example = _example(node)
        return [
            BodySeen(
                api.span(schema if schema is not None else node),
                schema_shape(api, schema, names) if schema is not None else ANY,
                example,
                kind,
                description=holder.string("description"),
                declared=True,
            )
        ]
    return []


def _example(node: YamlNode) -> JsonValue | Missing:
    shown = node.get("example")
    if shown is not None:
        return shown.value()
    several = node.get("examples")
    for _, _, item in several.pairs[:1] if several is not None else ():
        value = item.get("value") if item.kind == "map" else None
        return value.value() if value is not None else MISSING
    return MISSING


def _take_answer(
    content: Content, api: OpenApi, status: str, node: YamlNode, names: Mapping[str, Shape]
) -> None:
    if not _STATUS.fullmatch(status):
        return  # "default", "4XX": no status of its own
    code = int(status)
    answer = api.resolved(node)
    described = answer.string("description")
    bodies = _bodies(api, answer, names)
    span = api.span(node)
    if code >= 400:
        body = bodies[0] if bodies else BodySeen(span)
        content.errors.append(ApiError(code, None, None, described, body.shape, body.example, span))
        content.errors_listed = True
        return
    content.statuses[code] = (described, span)
    if bodies:
        content.body_for(code).extend(bodies)


def _auth(api: OpenApi, node: YamlNode) -> Auth | None:
    """What the operation, else the whole document, asks for; None where neither says."""
    stated = node.get("security")
    if stated is None:
        stated = api.root.get("security")
    if stated is None or stated.kind != "list":
        return None
    span = api.span(stated)
    if not stated.items or any(item.kind == "map" and not item.pairs for item in stated.items):
        return Auth(False, span=span)
    name, _, scopes = stated.items[0].pairs[0] if stated.items[0].pairs else ("", 0, stated)
    scheme, carrier = _scheme(api, name)
    asked = tuple(item.text for item in scopes.items) if scopes is not stated else ()
    return Auth(True, scheme, asked, span, carrier=carrier)


def _scheme(api: OpenApi, name: str) -> tuple[str | None, tuple[str, str] | None]:
    components = api.root.get("components")
    holders = (
        components.get("securitySchemes") if components else None,
        api.root.get("securityDefinitions"),
    )
    node = next((found for holder in holders if holder and (found := holder.get(name))), None)
    if node is None:
        lowered = name.lower()
        return ("bearer" if "bearer" in lowered or "jwt" in lowered else None), None
    kind = node.string("type")
    if kind == "http":
        return node.string("scheme"), None
    where, called = node.string("in"), node.string("name")
    carrier = (where, called) if where and called else None
    if kind == "apiKey" and where == "cookie":
        return "cookie", carrier
    return _KINDS.get(kind or ""), carrier

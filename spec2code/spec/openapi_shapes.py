"""Schemas of OpenAPI as shapes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    NULL,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    nullable,
)
from spec2code.spec.infer import NamedShapes, ShapePolicy
from spec2code.spec.openapi_fences import OpenApi
from spec2code.spec.yaml_text import YamlNode

__all__ = ["schema_shape"]

_FORMATS: Final = frozenset(
    [
        "uuid",
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "uri",
        "hostname",
        "ipv4",
        "ipv6",
        "byte",
        "binary",
        "password",
        "decimal",
    ]
)
_SPELLED: Final = {"datetime": "date-time", "url": "uri", "base64": "byte", "guid": "uuid"}
_DEEPEST: Final = 40


def schema_shape(
    api: OpenApi, node: YamlNode | None, names: Collection[str] = (), depth: int = 0
) -> Shape:
    """The shape of a schema; what it doesn't say is any value.

    Args:
        api: the document that its references lead into.
        node: the schema.
        names: shapes that the spec defines elsewhere by these names.
        depth: how many schemas are around it.
    """
    if node is None or node.kind != "map" or depth > _DEEPEST:
        return ANY
    if (reference := node.string("$ref")) is not None:
        name = reference.rpartition("/")[2]
        known = name in names or any(name == other for other, _ in api.schemas())
        return RefShape(name=name) if known else ANY
    shape = _documented(_bare(api, node, names, depth), node, api)
    types = _types(node)
    if node.string("nullable") == "true" or ("null" in types and len(types) > 1):
        shape = nullable(shape)
    return shape


def _bare(api: OpenApi, node: YamlNode, names: Collection[str], depth: int) -> Shape:
    values = node.get("enum")
    if values is not None and values.items:
        told = [item.value() for item in values.items]
        plain = tuple(value for value in told if isinstance(value, str | int | float | bool))
        shape: Shape = EnumShape(values=plain) if plain else NULL
        return nullable(shape) if plain and len(plain) < len(told) else shape
    if (constant := node.get("const")) is not None:
        value = constant.value()
        return EnumShape(values=(value,)) if isinstance(value, str | int | float | bool) else ANY
    if (whole := node.get("allOf")) is not None:
        return _all_of(api, whole.items, node, names, depth)
    for word in ("oneOf", "anyOf"):
        if (options := node.get(word)) is not None:
            shapes = tuple(schema_shape(api, item, names, depth + 1) for item in options.items)
            kept = tuple(dict.fromkeys(shapes))
            return kept[0] if len(kept) == 1 else UnionShape(options=kept) if kept else ANY
    types = [kind for kind in _types(node) if kind != "null"]
    match types[0] if len(types) == 1 else None:
        case "object":
            return _object(api, node, names, depth)
        case "array":
            return ArrayShape(
                items=schema_shape(api, node.get("items"), names, depth + 1),
                min_items=_whole(node, "minItems"),
                max_items=_whole(node, "maxItems"),
                unique=node.string("uniqueItems") == "true",
            )
        case "string":
            return _string(node)
        case "integer" | "number" as kind:
            return _number(node, integer=kind == "integer")
        case "boolean":
            return BooleanShape()
        case _:
            return _untyped(api, node, names, depth)


def _types(node: YamlNode) -> list[str]:
    kind = node.get("type")
    if kind is None:
        return []
    return [item.text for item in kind.items] if kind.kind == "list" else [kind.text]


def _untyped(api: OpenApi, node: YamlNode, names: Collection[str], depth: int) -> Shape:
    if node.get("properties") is not None:
        return _object(api, node, names, depth)
    if node.get("items") is not None:
        return ArrayShape(items=schema_shape(api, node.get("items"), names, depth + 1))
    return _string(node) if node.string("format") in _FORMATS else ANY


def _object(api: OpenApi, node: YamlNode, names: Collection[str], depth: int) -> Shape:
    listed = node.get("properties")
    wanted = node.get("required")
    required = {item.text for item in wanted.items} if wanted is not None else set()
    policy = names.policy if isinstance(names, NamedShapes) else ShapePolicy()
    shown = policy.shown_is_required and not api.states_presence
    fields: list[Field] = []
    for name, start, schema in listed.pairs if listed is not None else ():
        default = schema.get("default") if schema.kind == "map" else None
        shape = schema_shape(api, schema, names, depth + 1)
        fields.append(
            Field(
                name,
                shape,
                name in required or (shown and default is None and not is_nullable(shape)),
                default.value() if default is not None else MISSING,
                schema.string("description"),
                read_only=schema.string("readOnly") == "true",
                write_only=schema.string("writeOnly") == "true",
                deprecated=schema.string("deprecated") == "true",
                span=api.excerpt.span(start, start + len(name)),
            )
        )
    more = node.get("additionalProperties")
    values = schema_shape(api, more, names, depth + 1) if more is not None else None
    if not fields:
        return MapShape(values=values or ANY)
    open_to = values if more is not None and more.kind == "map" else None
    closed = more is not None and more.text == "false"
    return ObjectShape(fields=tuple(fields), additional=open_to, closed=closed)


def _all_of(
    api: OpenApi, parts: list[YamlNode], node: YamlNode, names: Collection[str], depth: int
) -> Shape:
    """All fields of the parts in one object; one part alone is that part."""
    own = [node] if node.get("properties") is not None else []
    if len(parts) == 1 and not own:
        return schema_shape(api, parts[0], names, depth + 1)
    fields: dict[str, Field] = {}
    for part in (*parts, *own):
        whole = api.resolved(part)
        if whole is not node and (deeper := whole.get("allOf")) is not None:
            shape = _all_of(api, deeper.items, whole, names, depth + 1) if depth < _DEEPEST else ANY
        else:
            shape = _object(api, whole, names, depth + 1)
        if not isinstance(shape, ObjectShape):
            wanted = whole.get("required")
            for name in [item.text for item in wanted.items] if wanted is not None else ():
                if name in fields:
                    fields[name] = replace(fields[name], required=True)
            continue
        fields.update({item.name: item for item in shape.fields})
    return ObjectShape(fields=tuple(fields.values())) if fields else ANY


def _string(node: YamlNode) -> Shape:
    stated = node.string("format") or ""
    spelled = _SPELLED.get(stated, stated)
    return StringShape(
        format=spelled if spelled in _FORMATS else None,
        min_length=_whole(node, "minLength"),
        max_length=_whole(node, "maxLength"),
        pattern=node.string("pattern"),
    )


def _number(node: YamlNode, *, integer: bool) -> Shape:
    least, most = _figure(node, "minimum"), _figure(node, "maximum")
    above, below = _figure(node, "exclusiveMinimum"), _figure(node, "exclusiveMaximum")
    if node.string("exclusiveMinimum") == "true":
        least, above = None, least
    if node.string("exclusiveMaximum") == "true":
        most, below = None, most
    stated = node.string("format")
    return NumberShape(
        integer=integer,
        format=stated if stated in ("decimal", "int32", "int64", "float", "double") else None,
        minimum=least,
        maximum=most,
        exclusive_minimum=above,
        exclusive_maximum=below,
        multiple_of=_figure(node, "multipleOf"),
    )


def _documented(shape: Shape, node: YamlNode, api: OpenApi) -> Shape:
    description = node.string("description") or node.string("title")
    shown = node.get("example")
    examples: tuple[JsonValue, ...] = (shown.value(),) if shown is not None else ()
    if isinstance(shape, AnyShape) and not description:
        return shape
    return replace(shape, description=description, examples=examples, span=api.span(node))


def _figure(node: YamlNode, key: str) -> int | float | None:
    found = node.get(key)
    value = found.value() if found is not None and found.kind == "scalar" else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(node: YamlNode, key: str) -> int | None:
    value = _figure(node, key)
    return value if isinstance(value, int) else None

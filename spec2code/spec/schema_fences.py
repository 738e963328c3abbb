"""JSON Schema in a fence, as JSON or YAML, and what OpenAPI says below a heading of one endpoint alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, Shape
from spec2code.spec.blocks import Fence
from spec2code.spec.bodies import BodyPart
from spec2code.spec.content_bodies import BodyReader
from spec2code.spec.labels import Label
from spec2code.spec.openapi_contents import fill_content
from spec2code.spec.openapi_fences import Operation, fence_root, is_operation, is_schema
from spec2code.spec.openapi_shapes import schema_shape
from spec2code.spec.yaml_text import YamlNode

__all__ = ["schema_in", "take_schema_or_operation"]

_SCHEMA = regex(
    r"\"?(?:type\"?\s*:\s*[\"']?(?:object|array)\b|\$schema\"?\s*:|(?:allOf|oneOf|anyOf|properties|\$ref|requestBody|responses|parameters)\"?\s*:)"
)
_METHODS: Final = ("get", "post", "put", "patch", "delete")


def schema_in(fence: Fence, definitions: Mapping[str, Shape]) -> Shape | None:
    """The shape that the fence states as a schema; None where it holds something else."""
    api = fence_root(fence, _SCHEMA)
    if api is None or not is_schema(api.root):
        return None
    return schema_shape(api, api.root, definitions)


def take_schema_or_operation(
    bodies: BodyReader, fence: Fence, label: Label | None, definitions: Mapping[str, Shape]
) -> bool:
    """Puts a schema, or the parts of an operation, into the content of an endpoint; False where the fence is neither."""
    api = fence_root(fence, _SCHEMA)
    if api is None:
        return False
    content = bodies.content
    node = _own_operation(api.root, content.method)
    if is_operation(node):
        span = api.span(node)
        operation = Operation(content.method, content.path, node, node, api, span)
        content.diagnostics += api.unread_lines()
        fill_content(content, operation, definitions)
        return True
    if not is_schema(api.root):
        return False
    content.diagnostics += api.unread_lines()
    shape = schema_shape(api, api.root, definitions)
    named = api.root.string("$ref")
    part = BodyPart(None, None, None, None, shape, MISSING, fence.excerpt.span(), named)
    bodies.part(part, label)
    return True


def _own_operation(root: YamlNode, method: str) -> YamlNode:
    """The node below the method, where that is all that the fence has."""
    if len(root.pairs) == 1 and root.pairs[0][0].lower() in _METHODS:
        if root.pairs[0][0].lower() == method.lower():
            return root.pairs[0][2]
    return root

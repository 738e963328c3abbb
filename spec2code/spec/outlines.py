"""An endpoint described by indentation in a fence: `request:` and `response: 201:` with fields below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import MISSING, ArrayShape, Field, ObjectShape, Shape, StringShape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.auth import read_auth
from spec2code.spec.blocks import Fence
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.labels import name_role
from spec2code.spec.parameters import add_header, add_parameter
from spec2code.spec.phrases import read_type
from spec2code.spec.routes import find_routes
from spec2code.spec.status_lists import said_of_status, take_status

__all__ = ["is_outline", "take_outline"]

_ENTRY = regex(r"(-\s+)?[\"'`]?([A-Za-z_$\d][\w$.\[\]/-]*)[\"'`]?(\?)?\s*(\([^()]*\))?\s*:\s*(.*)")
_STATUS = regex(r"[1-5]\d\d")
_PART = regex(
    r"^[ \t]*(?:request|response|responses|body|request_?body|query(?:_?param\w*)?|path_?param\w*|param\w*)\s*:[ \t]*\n[ \t]+[-\w\"'`]+[^\n:{]*:",
    re.IGNORECASE | re.MULTILINE,
)
_BODY_KEYS: Final = (
    "body",
    "schema",
    "json",
    "payload",
    "content",
    "fields",
    "properties",
    "data_schema",
)
_LONGEST: Final = 60_000


@dataclass(slots=True)
class _Node:
    """A line `key: value` and the lines below it that are indented deeper."""

    key: str
    note: str
    value: str
    span: Span
    listed: bool
    optional: bool = False
    children: list[_Node] = field(default_factory=list)


def is_outline(fence: Fence) -> bool:
    """Whether the fence describes an endpoint by indentation alone, without brackets around its bodies."""
    if fence.language not in ("", "yaml", "yml", "text", "http") or len(fence.text) > _LONGEST:
        return False
    return bool(_PART.search(fence.text)) and not re.search(
        r"^\s*[{\[]\s*$|:\s*\{\s*$", fence.text, re.MULTILINE
    )


def take_outline(content: Content, fence: Fence, definitions: Mapping[str, Shape]) -> bool:
    """Puts what the outline says into the content; False when it is none."""
    if not is_outline(fence):
        return False
    for node in _nodes(fence.excerpt):
        _take(content, node, definitions)
    return True


def _take(content: Content, node: _Node, definitions: Mapping[str, Shape]) -> None:
    name = node.key.replace("_", " ").lower()
    role = "request" if name in ("requestbody", "body") else name_role(name, exact=True)
    match role:
        case "request":
            _request(content, node, definitions)
        case "response":
            _responses(content, node, definitions)
        case "errors" | "statuses":
            for child in node.children:
                _status(content, child, definitions)
        case "query" | "path_parameters" | "parameters":
            place = "path" if role == "path_parameters" else "query"
            for child in node.children:
                _parameter(content, child, place, definitions)
        case "headers":
            for child in node.children:
                if child.key.lower() == "authorization":
                    content.auth = content.auth or read_auth(
                        Excerpt(node.span.file, child.value, child.span.line, child.span.column)
                    )
                else:
                    add_header(content, child.key, not child.optional, child.span)
        case "auth":
            if node.value and content.auth is None:
                content.auth = read_auth(
                    Excerpt(node.span.file, node.value, node.span.line, node.span.column)
                )
        case "description":
            if node.value:
                content.summary = node.value[:200]
        case _:
            pass


def _request(content: Content, node: _Node, definitions: Mapping[str, Shape]) -> None:
    fields: list[_Node] = []
    for child in node.children:
        key = child.key.lower().replace("_", "-")
        if key in ("content-type", "media-type") and "/" in child.value:
            content.media_type = child.value if "json" not in child.value else None
        elif key in _BODY_KEYS and child.children:
            fields += child.children
        elif key in ("query", "query-params", "params", "headers") and child.children:
            _take(content, child, definitions)
        else:
            fields.append(child)
    shape = _object(fields, definitions) if fields else None
    if shape is None and node.value:
        phrase = read_type(node.value, definitions)
        shape = phrase.shape if phrase.understood else None
    if shape is not None:
        content.requests.append(BodySeen(node.span, shape))


def _responses(content: Content, node: _Node, definitions: Mapping[str, Shape]) -> None:
    stated = [child for child in node.children if _STATUS.fullmatch(child.key)]
    if stated:
        for child in stated:
            _status(content, child, definitions)
    elif node.children:
        content.body_for(None).append(BodySeen(node.span, _object(node.children, definitions)))
    elif _STATUS.match(node.value):
        _status(content, _Node(node.value[:3], "", node.value[3:], node.span, False), definitions)


def _status(content: Content, node: _Node, definitions: Mapping[str, Shape]) -> None:
    if not _STATUS.fullmatch(node.key):
        return
    status = int(node.key)
    words = (node.value or node.note).strip(" ()-–—:")
    if status >= 400:
        take_status(content, status, None, None, words, node.span)
        return
    children = node.children
    if len(children) == 1 and children[0].key.lower() in _BODY_KEYS[:5] and children[0].children:
        children = children[0].children
    media = next((c.value for c in children if c.key.lower() == "content-type"), "")
    if media and "json" not in media:
        seen = BodySeen(node.span, None, media_type=media)
        content.body_for(status).append(seen)
    elif children:
        content.body_for(status).append(BodySeen(node.span, _object(children, definitions)))
    else:
        content.statuses.setdefault(status, (said_of_status(words), node.span))


def _parameter(content: Content, node: _Node, place: str, definitions: Mapping[str, Shape]) -> None:
    phrase = read_type(f"{node.value} {node.note}".strip(), definitions)
    shape = phrase.shape if phrase.understood else StringShape()
    required = phrase.rules.required is True and not node.optional
    add_parameter(
        content, place, node.key, shape, required, node.span, default=phrase.rules.default
    )


def _object(nodes: list[_Node], definitions: Mapping[str, Shape]) -> Shape:
    """The fields below a key; items that begin with a dash are those of an array."""
    if nodes[0].listed:
        first = [nodes[0]]
        for node in nodes[1:]:
            if node.listed:
                break
            first.append(node)
        return ArrayShape(items=ObjectShape(fields=_fields(first, definitions)))
    return ObjectShape(fields=_fields(nodes, definitions), span=nodes[0].span)


def _fields(nodes: list[_Node], definitions: Mapping[str, Shape]) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for node in nodes:
        if node.children:
            found[node.key] = Field(
                node.key,
                _object(node.children, definitions),
                required=not node.optional,
                span=node.span,
            )
            continue
        phrase = read_type(f"{node.value} {node.note}".strip(), definitions)
        required = phrase.rules.required is not False and phrase.rules.default is MISSING
        found[node.key] = Field(
            node.key,
            phrase.shape,
            required=required and not node.optional,
            default=phrase.rules.default,
            description="; ".join(phrase.rules.rest) or None,
            span=node.span,
        )
    return tuple(found.values())


def _nodes(excerpt: Excerpt) -> list[_Node]:
    """The lines as a tree by their indentation; the request line itself is left out."""
    top: list[_Node] = []
    stack: list[tuple[int, list[_Node]]] = [(-1, top)]
    offset = 0
    for line in excerpt.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        text = re.sub(r"\s+#\s.*$", "", line).strip()
        match = _ENTRY.fullmatch(text)
        if match is None or (find_routes(line)[:1] and re.match(r"\s*[A-Z]+\s", line)):
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        while len(stack) > 1 and stack[-1][0] >= indent:
            stack.pop()
        dash, key, optional, note, value = match.groups()
        begin = start + line.find(key)
        node = _Node(
            key,
            note or "",
            value.strip(),
            excerpt.span(begin, begin + len(key)),
            bool(dash),
            bool(optional),
        )
        stack[-1][1].append(node)
        # What follows a dash stands deeper than the dash; its siblings are as deep as the key.
        stack.append((indent, node.children))
        if dash:
            stack[-1] = (indent + len(dash), node.children)
    return top

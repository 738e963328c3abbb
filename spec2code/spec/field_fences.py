"""Fences that list fields line by line: ``page: integer (default: 1)``, the parts of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY, Field, ObjectShape, Shape
from spec2code.spec.blocks import Fence
from spec2code.spec.body_clues import form_named
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.field_lines import read_field_lines
from spec2code.spec.labels import Label
from spec2code.spec.parameters import fields_as_parameters, take_query_string
from spec2code.spec.routes import read_path

__all__ = ["take_field_fence", "take_form_code"]

_CONTENT_TYPE = regex(r"\s*content-type\s*:", re.IGNORECASE)
_FIELD_LINE = regex(r"[ \t]*(?:[-*•]\s+)?[`\"']?[A-Za-z_][\w.\[\]-]*[`\"']?\??\s*[:：]\s*\S")


_ALIGNED = regex(r"([ \t]*[A-Za-z_][\w.\[\]-]*\??)(?: {2,}| ?\t+[ \t]*)(?=\S)")
"""A name and, in a column behind it, what is said of it: ``limit    optional, default 50``."""
_ALONE = regex(r"[ \t]*[A-Za-z_][\w.\[\]-]*\??[ \t]*")
_BARE = regex(r"[ \t]*([a-z_]\w*(?:\[\])?)\??(?:[ \t]*=[ \t]*(\S*))?[ \t]*")
"""A query parameter alone on its line, or with a value: `limit`, `depth=1`."""
_TEXTS = ("", "text", "txt", "plaintext")
_QUERIES = regex(r"(?m)^[ \t]*([?&][A-Za-z_][^\s#]*)")
_APPEND = regex(r"\.append\(\s*[\"'](\w[\w-]*)(?:\[\])?[\"']\s*,")


def take_form_code(content: Content, fence: Fence) -> bool:
    """Takes the parts of a form that code puts together: ``form.append('photo', file)``; whether there are any."""
    if content.method not in WRITING or content.requests or "FormData" not in fence.text:
        return False
    fields = {
        match.group(1): Field(match.group(1), ANY, span=fence.excerpt.span(*match.span(1)))
        for match in _APPEND.finditer(fence.text)
    }
    if not fields:
        return False
    content.media_type = content.media_type or "multipart/form-data"
    shape = ObjectShape(fields=tuple(fields.values()), span=fence.span)
    content.requests.append(BodySeen(fence.span, shape))
    return True


def take_field_fence(
    content: Content, fence: Fence, label: Label | None, definitions: Mapping[str, Shape]
) -> bool:
    """Takes the fields of such a fence below a label for a request or parameters; whether it is one."""
    role = label.role if label is not None else None
    if role not in ("query", "path_parameters", "parameters", "request") or label is None:
        return False
    if role == "query" and (queries := _QUERIES.findall(fence.text)) and _is_all_queries(fence):
        for text in queries:
            path = read_path("/x?" + text[1:])
            take_query_string(content, path.query if path else (), fence.span)
        return True
    lines: list[tuple[str, int]] = []
    start = 0
    for line in fence.text.split("\n"):
        if _CONTENT_TYPE.match(line):
            media = re.search(r"multipart/[\w-]+|application/x-www-form-urlencoded", line)
            content.media_type = media.group() if media else content.media_type
        elif line.strip() and not line.lstrip().startswith(("#", "//")):
            lines.append((line, start))
        start += len(line) + 1
    bare = [_BARE.fullmatch(line) for line, _ in lines]
    if role == "query" and bare and all(bare) and fence.language in _TEXTS:
        given = [(name[1], name[2] or "") for name in bare if name is not None]
        take_query_string(content, given, fence.span)
        return True
    named = [line for line, _ in lines if _FIELD_LINE.match(line)]
    if sum(_ALIGNED.match(line) is not None for line, _ in lines) > 1:
        named = [line for line, _ in lines if _ALIGNED.match(line) or _ALONE.fullmatch(line)]
        lines = [(_colon(line), start) for line, start in lines]
    if fence.language not in (*_TEXTS, "yaml", "yml") or len(named) < max(len(lines), 1):
        return False
    shape = read_field_lines(fence.excerpt, lines, definitions)
    if shape is None:
        return False
    if role == "request" or (role == "parameters" and content.method in WRITING):
        if "form" in label.name.lower() and content.media_type is None:
            content.media_type = form_named(label.name) or "multipart/form-data"
        content.requests.append(BodySeen(fence.span, shape))
        return True
    place = "path" if role == "path_parameters" else "query"
    return fields_as_parameters(content, shape, place)


def _colon(line: str) -> str:
    """The line with a colon behind its name; a name alone is a field too."""
    aligned = _ALIGNED.match(line)
    return (
        f"{aligned.group(1)}: {line[aligned.end():]}"
        if aligned is not None
        else f"- {line.strip()}"
    )


def _is_all_queries(fence: Fence) -> bool:
    """Whether each line is a query string: `?search=coca`."""
    lines = [line for line in fence.text.split("\n") if line.strip()]
    return all(_QUERIES.match(line) for line in lines)

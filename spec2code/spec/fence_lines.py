"""Lines of a fence that say something of the endpoint beside its bodies: headers, errors, auth, the query string."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY, Field, ObjectShape, StringShape
from spec2code.model.span import Excerpt
from spec2code.spec.auth import read_auth
from spec2code.spec.blocks import Fence
from spec2code.spec.body_clues import stripped
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.inline_names import inline_names
from spec2code.spec.labels import line_label
from spec2code.spec.parameters import (
    add_parameter,
    header_lines,
    named_headers,
    take_query_string,
)
from spec2code.spec.phrases import read_type
from spec2code.spec.routes import find_routes, path_key, read_path
from spec2code.spec.status_lists import read_said_statuses, read_status_line, take_status

__all__ = ["take_fence_lines", "take_form_line"]

_OR_ERROR = regex(r"\|\s*([45]\d\d)\b")
"""The errors beside an answer: ``Response: Pet | 404``."""
_QUERY_HEAD = regex(
    r"\W*(?:optional\s+)?(?:query|url|search)\s?(?:params?|parameters?|string)?(?:\s*\([^()]*\))?\s*[:：]\s*|\W*(?:查询参数|쿼리 파라미터|クエリパラメータ)\s*[:：]\s*",
    re.IGNORECASE,
)
_QUERY_BULLET = regex(
    r"\s*(?:[-*•]|//|#)\s*(?P<names>`?[A-Za-z_]\w*`?(?:\s*,\s*`?[A-Za-z_]\w*`?)*)\s*(?:[:：]\s*(?P<said>.*)|(?P<aside>[(（].*))?"
)
_REQUIRED = regex(r"(?<!not )\brequired\b|必填|필수|必須|obligatori", re.IGNORECASE)
_QUERY_REMARK = regex(
    r"\s*(?://|#|--)\s*(?:query|url|search)\s?(?:params?|parameters?|string)?\s*[:：]?\s*|\s*(?://|#)\s*(?:查询参数|쿼리 파라미터|クエリパラメータ)\s*[:：]?\s*",
    re.IGNORECASE,
)
_QUERY_HERE = regex(
    r"\s*(?://|#|--)?\s*(?:query|search)(?:[\s-]?(?:params?|parameters?|string))?\s*[:：]\s*`?\??((?:&?[A-Za-z_][\w\[\]]*=[^\s&`]*)+)",
    re.IGNORECASE,
)
"""The query string behind its label: ``// Query: ?page=1&size=20 (optional)``."""
_QUERY_ALONE = regex(r"\s*\??([A-Za-z_][\w\[\]]*=\S*)\s*")
_QUERY_LINE = regex(r"\s+[?&]([A-Za-z_]\w*=\S*)\s*$")
"""The query string of a request line, gone on with in the lines below it."""
_FORM = regex(
    r"\s*content-type\s*[:：]\s*(multipart/form-data|application/x-www-form-urlencoded)\b.*",
    re.IGNORECASE,
)
_HEAD = regex(r"(?:POST|PUT|PATCH)\s+\S|[A-Z][\w-]*:\s")
_SENT = regex(r"[A-Za-z_][\w.\[\]-]*=[^&\s=]*(?:&[A-Za-z_][\w.\[\]-]*=[^&\s=]*)*&?")


def take_fence_lines(content: Content, fence: Fence) -> None:
    """Takes the header lines of a fence, its `Errors:` and `Auth:` lines, and the query of its request line."""
    header_lines(content, fence.excerpt)
    offset, listed, asked = 0, False, False
    for text in fence.text.split("\n"):
        line = fence.excerpt.cut(offset, offset + len(text))
        offset += len(text) + 1
        asked, was_asked = _QUERY_REMARK.fullmatch(text) is not None, asked
        if here := _QUERY_HERE.match(text):
            if (path := read_path(f"/x?{here.group(1)}")) is not None:
                take_query_string(content, path.query, line.span())
        elif was_asked and (query := _QUERY_ALONE.fullmatch(text)):
            if (path := read_path(f"/x?{query.group(1)}")) is not None:
                take_query_string(content, path.query, line.span())
        elif query := _QUERY_LINE.match(text):
            path = read_path(f"/x?{query.group(1)}")
            if path is not None:
                take_query_string(content, path.query, line.span())
        elif "?" in text and fence.language in ("http", "rest", ""):
            _take_own_query(content, line)
        form = _FORM.fullmatch(text) if content.method in ("POST", "PUT", "PATCH") else None
        if form is not None and content.media_type is None:
            content.media_type = form.group(1).lower()
        if text.lstrip().startswith(("//", "#")):
            read_said_statuses(content, line)
        if listed := _QUERY_HEAD.fullmatch(text) is not None or (
            listed and _take_listed(content, line)
        ):
            continue
        if ":" in text[:40] and not here and not text.lstrip().startswith(('"', "{", "}", "'")):
            _take_label(content, line)


def take_form_line(content: Content, fence: Fence, role: str | None) -> bool:
    """Takes a form as it is sent, `username=rex&password=x`, below its headers or alone; whether it is one."""
    if content.method not in ("POST", "PUT", "PATCH") or content.requests:
        return False
    if role not in (None, "description", "request", "example_request"):
        return False
    lines = [line.strip() for line in fence.text.split("\n")]
    sent = [line for line in lines if line and not _HEAD.match(line)]
    pairs = [pair for line in sent for pair in line.strip("&").split("&")]
    if len(pairs) <= len(sent) or not all(map(_SENT.fullmatch, sent)):
        return False
    fields = {
        name: Field(
            name,
            ANY if re.fullmatch(r"-?[\d.]+|true|false|", value) else StringShape(examples=(value,)),
            span=fence.span,
            shown=True,
        )
        for name, _, value in (pair.partition("=") for pair in pairs)
    }
    media = content.media_type or "application/x-www-form-urlencoded"
    shape = ObjectShape(fields=tuple(fields.values()), span=fence.span)
    content.requests.append(BodySeen(fence.span, shape, media_type=media, is_example=True))
    return True


def _take_listed(content: Content, line: Excerpt) -> bool:
    """Takes a bullet below "Query Parameters:" in a fence: ``- status: a|b (optional)``; whether it is one."""
    match = _QUERY_BULLET.fullmatch(line.text)
    if match is None:
        return False
    said = (match["said"] or "").strip()
    phrase = read_type(said.partition("(")[0].strip()) if said else None
    shape = phrase.shape if phrase is not None and phrase.understood else ANY
    for name in match["names"].split(","):
        required = bool(_REQUIRED.search(said))
        add_parameter(
            content,
            "query",
            name.strip(" `"),
            shape,
            required,
            line.span(),
            description=said or None,
        )
    return True


def _take_own_query(content: Content, line: Excerpt) -> None:
    """The query string of a request line that shows how the endpoint is called."""
    for route in find_routes(line.text)[:1]:
        if content.method in route.methods and path_key(route.path.text) == path_key(content.path):
            take_query_string(content, route.path.query, line.span())


def _take_label(content: Content, line: Excerpt) -> None:
    found = line_label(stripped(line))
    if found is None:
        return
    if found.role == "errors":
        read_status_line(content, found.rest, in_errors=True)
    elif found.role == "auth" and content.auth is None:
        if not line.text.lower().lstrip().startswith("authorization"):
            content.auth = read_auth(found.rest)
    elif found.role == "response":
        for match in _OR_ERROR.finditer(found.rest.text):
            take_status(content, int(match.group(1)), None, None, None, line.span())
    elif found.role == "headers" and ":" not in found.rest.text:
        named_headers(content, found.rest)
    elif found.role == "query":
        for name, stated, optional, span in inline_names(found.rest):
            shape = read_type(stated).shape if stated.strip() else ANY
            add_parameter(content, "query", name, shape, not optional, span, stated=optional)

"""Small signs by which a body, its status or its error code is told."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.shapes import ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.inline import fold_width

__all__ = [
    "ROLE_OF",
    "code_inside",
    "fits",
    "is_headers",
    "is_stream",
    "media",
    "status_inside",
    "stripped",
    "variant",
]

ROLE_OF: Final = {
    "example_request": "request",
    "example_response": "response",
    "validation": "request",
    "statuses": "response",
    "error": "errors",
}


def is_headers(shape: Shape | None) -> bool:
    """Whether lines such as `Content-Type: image/png` were taken for fields."""
    if not isinstance(shape, ObjectShape) or not shape.fields:
        return False
    return all(
        re.fullmatch(r"(?:Content|Cache|Accept|X)-[\w-]+", item.name) for item in shape.fields
    )


def is_stream(text: str) -> bool:
    """Whether the text shows server-sent events."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    events = sum(1 for line in lines if line.startswith(("data:", "event:", "id:", "retry:")))
    return events * 2 > len(lines)


def fits(pattern: str, path: str) -> bool:
    """Whether an example path (`/users/42`) is one of those that a path with parameters stands for."""
    ours = [part for part in path.split("/") if part]
    theirs = [part for part in pattern.split("/") if part]
    if len(theirs) < len(ours):
        return False
    return all(
        a == b or a.startswith("{") or b.startswith("{")
        for a, b in zip(ours, theirs[-len(ours) :], strict=True)
    )


def media(media_type: str) -> str | None:
    return media_type if media_type != "application/json" else None


def variant(name: str) -> str | None:
    """What a response label says besides response and status: "for firm creation"."""
    text = fold_width(name).strip(" :*`")
    match = re.search(r"\bfor\b.+|\(([^()\d]+)\)", text)
    return match.group().strip("()") if match else None


def status_inside(example: object) -> int | None:
    """The status that an error body gives of itself."""
    if isinstance(example, dict):
        for key in ("status", "statusCode", "status_code", "httpStatus", "code"):
            value = example.get(key)
            if isinstance(value, int) and 400 <= value < 600:
                return value
        inner = example.get("error")
        if isinstance(inner, dict):
            return status_inside(inner)
    return None


def code_inside(example: object) -> str | None:
    if not isinstance(example, dict):
        return None
    for value in (
        example.get("error"),
        example.get("code"),
        example.get("error_code"),
        example.get("errorCode"),
    ):
        if isinstance(value, str) and re.fullmatch(
            r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+|[A-Z]{3,}", value
        ):
            return value
        if isinstance(value, dict):
            return code_inside(value)
    return None


def stripped(line: Excerpt) -> Excerpt:
    lead = len(line.text) - len(line.text.lstrip(" \t-*#/"))
    return line.cut(lead)

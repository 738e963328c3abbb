"""Bodies that refer to another endpoint's: "same as POST /users", "same as create", "as above"."""

from __future__ import annotations

import re

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.routes import find_routes, path_key

__all__ = ["resolve_same_as"]

_ACTIONS = (
    (
        re.compile(r"\bcreat\w*|\bpost\b|\bcrear\b|\bcriar\b|создан|创建|新增|생성", re.IGNORECASE),
        "POST",
    ),
    (re.compile(r"\bupdat\w*|\bput\b|\bpatch\b|更新|수정", re.IGNORECASE), "PUT"),
    (
        re.compile(
            r"\bget\b|\bdetail\w*|\bread\b|\bfetch\b|详情|获取|조회|\bsingle\b", re.IGNORECASE
        ),
        "GET",
    ),
)


def resolve_same_as(contents: list[Content], told: list[Diagnostic]) -> None:
    """Copies the body that a reference names; one that nothing answers to is told."""
    for index, content in enumerate(contents):
        for role, words, span in content.same_as:
            source = _source(contents, index, words)
            bodies = _bodies(source, role) if source is not None else []
            if not bodies:
                told.append(
                    diagnostic(
                        "A107", f"which body `{words[:60].strip()}` means could not be told", span
                    )
                )
                continue
            copies = [
                BodySeen(span, body.shape, body.example, body.media_type, body.reference)
                for body in bodies
            ]
            if role == "request":
                content.requests = content.requests or copies
            elif not any(content.responses.values()):
                content.responses[None] = copies


def _source(contents: list[Content], index: int, words: str) -> Content | None:
    content = contents[index]
    for route in find_routes(words):
        for other in contents:
            if other.method in route.methods and path_key(other.path).endswith(
                path_key(route.path.text)
            ):
                return other
    home = re.sub(r"/\{\}$", "", path_key(content.path))
    for pattern, method in _ACTIONS:
        if pattern.search(words):
            near = [
                other
                for other in contents
                if other is not content
                and (other.method == method or (method == "PUT" and other.method == "PATCH"))
                and path_key(other.path).startswith(home)
            ]
            if near:
                return near[0]
    if (
        re.search(r"\babove\b|\bprevious\b|同上|위와|\banterior\b|\bвыше\b", words, re.IGNORECASE)
        and index
    ):
        return contents[index - 1]
    return None


def _bodies(source: Content, role: str) -> list[BodySeen]:
    if role == "request":
        return source.requests
    return next((seen for seen in source.responses.values() if seen), [])

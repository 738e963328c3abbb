"""Bodies that refer to another endpoint's: "same as POST /users", "same as create", "as above"."""

from __future__ import annotations

import re

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.shapes import ArrayShape, ObjectShape, Shape
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.routes import find_routes, path_key, read_path

__all__ = ["resolve_same_as"]

_ABOVE = re.compile(
    r"\babove\b|\bprevious\b|同上|위와|\banterior\b|\barriba\b|\bacima\b|ci-dessus|\bвыше\b|\byukarıdaki\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\bsingle\b|\bone\b|\bun objeto\b|\bum objeto\b|\ban? (?:single )?(?:object|item)\b|单个|단일",
    re.IGNORECASE,
)
_ACTIONS = (
    (
        re.compile(r"\bcreat\w*|\bpost\b|\bcrear\b|\bcriar\b|создан|创建|新增|생성", re.IGNORECASE),
        "POST",
    ),
    (re.compile(r"\bupdat\w*|\bput\b|\bpatch\b|更新|수정", re.IGNORECASE), "PUT"),
    (
        re.compile(r"\bget\b|\bdetail\w*|\bread\b|\bfetch\b|详情|获取|조회", re.IGNORECASE),
        "GET",
    ),
)


def resolve_same_as(contents: list[Content], told: list[Diagnostic]) -> None:
    """Copies the body or the query that a reference names; one that nothing answers to is told."""
    for index, content in enumerate(contents):
        for role, words, span in content.same_as:
            source = _source(contents, index, words)
            if role == "query":
                for (where, name), parameter in source.parameters.items() if source else ():
                    if where == "query":
                        content.parameters.setdefault((where, name), parameter)
                continue
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
                if source is not None and _is_element(content, source, words):
                    copies = [
                        BodySeen(span, _element(body.shape), reference=body.reference)
                        for body in copies
                    ]
                content.responses[None] = copies


def _source(contents: list[Content], index: int, words: str) -> Content | None:
    content = contents[index]
    for route in find_routes(words):
        for other in contents:
            if other.method in route.methods and path_key(other.path).endswith(
                path_key(route.path.text)
            ):
                return other
    tail = re.search(r"`(/[\w/{}:-]+)`", words)
    if tail:
        read = read_path(tail.group(1))
        for other in contents:
            if (
                read is not None
                and other is not content
                and path_key(other.path).endswith(path_key(read.text))
            ):
                return other
    home = re.sub(r"/\{\}$", "", path_key(content.path))
    near = [
        other
        for other in contents
        if other is not content and path_key(other.path).startswith(home)
    ]
    for pattern, method in _ACTIONS:
        if pattern.search(words):
            found = [
                other
                for other in near
                if other.method == method or (method == "PUT" and other.method == "PATCH")
            ]
            if found:
                return found[0]
    for word in re.findall(r"[a-z][a-z-]{3,}", words.lower()):
        family = home.rsplit("/", 1)[0]
        named = [
            other
            for other in contents
            if other is not content and path_key(other.path) == f"{family}/{word}"
        ]
        if named:
            return named[0]
    if _ABOVE.search(words):
        shown = [other for other in contents[:index] if other in near] or contents[
            max(0, index - 1) : index
        ]
        return shown[-1] if shown else None
    return None


def _bodies(source: Content, role: str) -> list[BodySeen]:
    if role == "request":
        return source.requests
    return next((seen for seen in source.responses.values() if seen), [])


def _is_element(content: Content, source: Content, words: str) -> bool:
    """Whether one object of a list is meant: "single sale object (as above)"."""
    if _ONE.search(words):
        return True
    return content.path.rstrip("/").endswith("}") and path_key(content.path).startswith(
        path_key(source.path) + "/"
    )


def _element(shape: Shape | None) -> Shape | None:
    """The items of a list, bare or in an envelope of pages; else the shape itself."""
    if isinstance(shape, ArrayShape):
        return shape.items
    if isinstance(shape, ObjectShape):
        lists = [item.shape for item in shape.fields if isinstance(item.shape, ArrayShape)]
        if len(lists) == 1 and isinstance(lists[0].items, ObjectShape):
            return lists[0].items
    return shape

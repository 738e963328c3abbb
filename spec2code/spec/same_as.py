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
_NEAR = 50
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
    known = _Contents(contents)
    for content in contents:
        for role, words, span in content.same_as:
            source = known.source(content, words)
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


class _Contents:
    """The endpoints of a document, found by what a reference may name."""

    def __init__(self, contents: list[Content]) -> None:
        self.all = contents
        self.by_tail: dict[str, list[Content]] = {}
        self.by_home: dict[str, list[Content]] = {}
        self.order = {id(content): index for index, content in enumerate(contents)}
        for content in contents:
            key = path_key(content.path)
            parts = key.split("/")
            for start in range(1, len(parts)):
                self.by_tail.setdefault("/" + "/".join(parts[start:]), []).append(content)
            self.by_home.setdefault(_home(content), []).append(content)

    def source(self, content: Content, words: str) -> Content | None:
        """The endpoint that the words mean, seen from another one."""
        for route in find_routes(words):
            for other in self.by_tail.get(path_key(route.path.text), []):
                if other.method in route.methods:
                    return other
        tail = re.search(r"`(/[\w/{}:-]+)`", words)
        read = read_path(tail.group(1)) if tail else None
        if read is not None:
            for other in self.by_tail.get(path_key(read.text), []):
                if other is not content:
                    return other
        home = _home(content)
        near = [other for other in self.by_home[home][:_NEAR] if other is not content]
        for pattern, method in _ACTIONS:
            methods = ("PUT", "PATCH") if method == "PUT" else (method,)
            found = next((other for other in near if other.method in methods), None)
            if found is not None and pattern.search(words):
                return found
        family = home.rsplit("/", 1)[0]
        for word in re.findall(r"[a-z][a-z-]{3,}", words.lower()):
            for other in self.by_tail.get(f"{family}/{word}", []):
                if other is not content:
                    return other
        return self.above(content, near) if _ABOVE.search(words) else None

    def above(self, content: Content, near: list[Content]) -> Content | None:
        """The endpoint before this one: of the same resource, else the one right above it."""
        index = self.order[id(content)]
        before = [other for other in near if self.order[id(other)] < index]
        if before:
            return before[-1]
        return self.all[index - 1] if index else None


def _home(content: Content) -> str:
    """The collection that a path belongs to."""
    return re.sub(r"/\{\}$", "", path_key(content.path))


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

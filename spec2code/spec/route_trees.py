"""Routes that a tree of files draws: `api/`, `pets/`, `[id]/route.ts  GET  one pet`."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Fence
from spec2code.spec.routes import Path, methods_in, read_path

__all__ = ["tree_routes"]

_ROOT = regex(r"\s*(?:[\w@.-]+/)*?(?:(?:app|pages)/)?(?P<path>(?:api|routes)(?:/[\w\[\]-]+)*)/?\s*")
_LINE = regex(r"(?P<lead>[\s│├└┌─|`+\\-]*)(?P<name>[\w\[\].()@/{}:-]+)?(?P<rest>.*)")
_ROUTE = regex(r"(?:(?P<folder>.*)/)?route\.(?:ts|tsx|js|jsx|mjs)")
_METHODS = regex(
    r"\s*(?:#|//|←|—|–|-|:)?\s*(?P<methods>(?:GET|POST|PUT|PATCH|DELETE)(?:\s*[/,|]\s*(?:GET|POST|PUT|PATCH|DELETE))*)\b\s*(?P<said>.*)"
)
_GROUP = regex(r"\([\w-]+\)")
"""A folder that groups others and is no part of the path: `(admin)`."""
_LONGEST: Final = 60_000


def tree_routes(fence: Fence) -> list[tuple[str, Path, Excerpt]]:
    """The method and path of each route, with what is said of it; none where the fence draws no such tree."""
    lines = fence.text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    root = _ROOT.fullmatch(first)
    if root is None or "route." not in fence.text or len(fence.text) > _LONGEST:
        return []
    found: list[tuple[str, Path, Excerpt]] = []
    folders: list[tuple[int, str]] = []
    path: Path | None = None
    offset = 0
    for text in lines:
        start, offset = offset, offset + len(text) + 1
        line = _LINE.fullmatch(text) if text is not first else None
        name = line["name"] if line is not None else None
        if line is None or name is None:
            continue
        said, at = line["rest"], line.start("rest")
        if methods_in(name):
            said, at = name + said, line.start("name")  # one more method of the route above
        else:
            while folders and folders[-1][0] >= line.start("name"):
                folders.pop()
            route = _ROUTE.fullmatch(name)
            if route is None:
                path = None
                folders.append((line.start("name"), name.strip("/")))
                continue
            path = _path(root["path"], [folder for _, folder in folders], route["folder"])
        told = _METHODS.fullmatch(said)
        if told is None or path is None:
            continue
        remark = fence.excerpt.cut(start + at + told.start("said"), start + at + told.end("said"))
        found += [(method, path, remark) for method in re.findall(r"[A-Z]+", told["methods"])]
    return found if len(found) > 1 else []


def _path(root: str, folders: list[str], own: str | None) -> Path | None:
    parts = [part for folder in (root, *folders, own or "") for part in folder.split("/")]
    return read_path("/" + "/".join(part for part in parts if part and not _GROUP.fullmatch(part)))

"""Template placeholders that were never filled in, told apart from braces and brackets that are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Document
from spec2code.spec.flow import Entry, section_entries
from spec2code.spec.inline import code_spans

__all__ = ["find_placeholders", "is_placeholder_path"]

_DOUBLE = regex(r"\{\{\s*[\w .|/-]{1,80}?\s*\}\}")
_ANGLE = regex(
    r"(?<!\\)<(?!!--|/|https?:|br\b|b>|i>|p>|a\b|img\b|div\b|span\b|code>|pre>|details|summary|sub>|sup>|kbd|u>|table|tr>|td>|th>|center|ul>|li>|hr\b|em>|strong)[A-Za-z][^<>\n`]{1,80}>"
)
_SQUARE = regex(r"(?<![\w\]!\\])\[(?![ xX✓]\])([A-Za-z][^\[\]\n]{1,80})\](?![(\[:\w])")
_ASKS = regex(
    r"(?:what|why|how|when|where|which|who|yes/no|your|e\.g\.?|tbd|todo|insert|describe|list of|link|date|(?:http )?(?:method|path)"
    r"|endpoint|url|title|description|placeholder|[\w-]*yyyy[-/\w]*|rules?|one-line|rationale|get/post[/\w]*|(?:[a-z]+[ _/]){0,3}name)\b",
    re.IGNORECASE,
)
"""What stands in a template's brackets: a question, or the word for what belongs there."""
_VALUE_BEHIND = regex(r"[\s*_`>•-]*(?:\d+[.)]\s*)?(?:[^:：]{1,40}[:：])?[\s*_`]*")
_NOTHING_MORE = regex(r"[\s*_`.,;:：]*")
_METHOD_OR_PATH = regex(
    r"(?:\{\{\s*(?:http_?method|method|verb)\s*\}\}|<(?:http )?(?:method|verb)>|\[(?:http )?(?:method|verb)[^\[\]]*\]|\[(?:(?:GET|POST|PUT|PATCH|DELETE)[/|]?)+\])\s*`?\s*\S"
    r"|(?:\{\{\s*\w*(?:endpoint|path|route|url)\w*\s*\}\}|<(?:http )?(?:path|endpoint|route|url)[^<>]*>|\[(?:path|endpoint|route|url)[^\[\]]*\])",
    re.IGNORECASE,
)
_METHOD = regex(
    r"\b(?:GET|POST|PUT|PATCH|DELETE)\b|^(?:path|method|endpoint|url|route)$", re.IGNORECASE
)
_TYPE_HEADS: Final = (
    ["type"],
    ["data type"],
    ["schema"],
    ["response"],
    ["returns"],
    ["request"],
    ["body"],
)
"""Columns in which `[User]` is a list."""
_LIMIT: Final = 400


def is_placeholder_path(path: str) -> bool:
    """Whether the whole path is one that a template shows where a real one belongs."""
    return bool(
        re.fullmatch(r"/?(?:\{(?:endpoint|path|endpoint_path|url|route)\}|\.\.\.|…)/?", path)
    )


def find_placeholders(document: Document) -> list[Diagnostic]:
    """Placeholders by place: an error where an endpoint's method or path is one, else an information.

    SQL and other fences are left to their own readers.
    """
    found: list[Diagnostic] = []
    prose = 0
    top = next((section.index for section in document.sections if section.level), None)
    for section in document.sections:
        title = section.title
        hit = _first(title)
        if hit is not None and (section.index == top or section.level == 1):
            shown = title.text[hit[0] : hit[1]]
            message = f"the title is not filled in: `{shown}`"
            found.append(diagnostic("S111", message, title.span(*hit)))
            continue
        if hit is not None:
            if _METHOD_OR_PATH.search(title.text):
                found.append(_error(title, hit))
            else:
                prose += 1
                found.append(_told(title, hit))
        for entry in section_entries(section):
            for excerpt, is_route in _texts(entry):
                hit = _first(excerpt)
                if hit is None:
                    continue
                if is_route:
                    found.append(_error(excerpt, hit))
                elif prose < _LIMIT:
                    prose += 1
                    found.append(_told(excerpt, hit))
    return found


def _texts(entry: Entry) -> Iterator[tuple[Excerpt, bool]]:
    """The texts of an entry, and whether each stands where a route belongs."""
    if entry.excerpt is not None:
        yield entry.excerpt, False
    if entry.table is None:
        return
    heads = [cell.plain.strip().lower() for cell in entry.table.header]
    routes = {
        index
        for index, head in enumerate(heads)
        if head in ("method", "path", "endpoint", "url", "route", "http method")
    }
    for row in entry.table.rows:
        keyed = len(row) == 2 and row[0].plain.strip().lower() in (
            "path",
            "endpoint",
            "url",
            "route",
        )
        for index, cell in enumerate(row):
            if cell.text and not (heads[index : index + 1] in _TYPE_HEADS and " " not in cell.text):
                is_path = (
                    index in routes
                    and bool(
                        _METHOD_OR_PATH.fullmatch(cell.text.strip("` "))
                        or _METHOD_OR_PATH.match(cell.text.strip("` "))
                        or re.fullmatch(r"`?\[[^\[\]]+\]`?", cell.text)
                    )
                ) or (keyed and index == 1)
                yield cell.excerpt, is_path


def _first(excerpt: Excerpt) -> tuple[int, int] | None:
    """Where the first placeholder of a text lies; braces in inline code are data unless they are the whole of it."""
    text = excerpt.text
    if len(text) > 4000:
        return None
    spans = code_spans(text)
    for pattern in (_DOUBLE, _ANGLE, _SQUARE):
        for match in pattern.finditer(text):
            inside = next((span for span in spans if span.start <= match.start() < span.end), None)
            if inside is not None and inside.text.strip() != match.group():
                continue
            if inside is not None and pattern is not _DOUBLE:
                continue
            if pattern is _ANGLE and _is_type_argument(text, match):
                continue
            if pattern is _SQUARE and not _is_left_open(text, match):
                continue
            return match.span()
    return None


def _is_type_argument(text: str, match: re.Match[str]) -> bool:
    r"""Whether it is the `<String>` of `List<String>`, or has escaped brackets: `List\<String\>`."""
    before = text[match.start() - 1 : match.start()]
    return before == "\\" or bool(re.match(r"\w", before)) or match.group().endswith("\\>")


def _is_left_open(text: str, match: re.Match[str]) -> bool:
    """Whether brackets ask for something, or are all that is said: `[P2]` behind a sentence is a tag."""
    inner = match.group(1)
    if _ASKS.match(inner):
        return True
    if not re.search(r"[a-z]|\w/\w", inner) or (inner.islower() and " " not in inner):
        return False
    return bool(
        _VALUE_BEHIND.fullmatch(text, 0, match.start())
        and _NOTHING_MORE.fullmatch(text, match.end())
    )


def _error(excerpt: Excerpt, hit: tuple[int, int]) -> Diagnostic:
    shown = excerpt.text[hit[0] : hit[1]]
    return diagnostic(
        "S110", f"`{shown}` stands where an endpoint's method or path belongs", excerpt.span(*hit)
    )


def _told(excerpt: Excerpt, hit: tuple[int, int]) -> Diagnostic:
    shown = excerpt.text[hit[0] : hit[1]]
    return diagnostic(
        "S109", f"`{shown}` is not filled in", excerpt.span(*hit), severity=Severity.INFO
    )

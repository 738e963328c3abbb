"""Parameters that a spec names once for all endpoints that take them: how one pages, sorts and filters, common headers.

Which endpoints those are is left open, so nothing is given to any of them: they are only known to the spec.
"""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Document, Section
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import code_spans, fold_width
from spec2code.spec.routes import find_routes

__all__ = ["shared_headers", "shared_queries"]

_TITLE = regex(
    r"\bpaginat\w*|\bpaging\b|\bfilter(?:ing|s)\b|\bsort(?:ing)?\b|\b(?:common|shared|standard|global) (?:query |request )?param\w*"
    r"|分页|分頁|排序|筛选|过滤|通用参数|公共参数|ページ(?:ング|ネーション)|페이지|페이징|정렬|공통 파라미터|paginaci[óo]n|paginação|paginazione|paginierung|пагинац\w+|sayfalama|phân trang|halaman",
    re.IGNORECASE,
)
_QUERY = regex(r"[?&]([A-Za-z_]\w{0,40}(?:\[\])?)=")
_NAME = regex(r"[A-Za-z_]\w{0,40}")


_HEADERS = regex(
    r"\bheaders?\b|idempoten|헤더|멱등|请求头|請求標頭|幂等|ヘッダ|冪等|\bcabeceras\b|\bencabezados\b|\bcabeçalhos\b|\ben-têtes\b|заголовк|\bkopfzeilen\b",
    re.IGNORECASE,
)
_SENT = regex(r"^[ \t]*([A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)+)[ \t]*:", re.MULTILINE)
_HEADER = regex(r"[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)+")


def shared_headers(document: Document) -> frozenset[str]:
    """The headers, in small letters, that sections name which belong to no endpoint: on headers, or without any route."""
    found: set[str] = set()
    for section in document.sections:
        if not _HEADERS.search(fold_width(section.plain)) and _has_routes(section):
            continue
        if not any(find_routes(s.title.text) for s in (section, *document.ancestors(section))):
            found |= {name.lower() for name in _header_names(section)}
    return frozenset(found)


def _has_routes(section: Section) -> bool:
    entries = section_entries(section)
    cells = (cell for each in entries if each.table for row in each.table.rows for cell in row[:3])
    return any(find_routes(cell.text) for cell in cells) or any(
        each.excerpt is not None and find_routes(each.text) for each in entries
    )


def _header_names(section: Section) -> set[str]:
    names: set[str] = set()
    for entry in section_entries(section):
        if entry.table is not None:
            cells = [row[0].plain.partition(":")[0].strip() for row in entry.table.rows if row]
            names |= {cell for cell in cells if _HEADER.fullmatch(cell)}
        elif entry.fence is not None:
            names |= set(_SENT.findall(entry.fence.text))
        elif entry.excerpt is not None and not find_routes(entry.text):
            spans = [span.text.partition(":")[0].strip() for span in code_spans(entry.text)]
            names |= {span for span in spans if _HEADER.fullmatch(span)}
    return names


def shared_queries(document: Document) -> frozenset[str]:
    """The names that sections on paging, sorting and filtering give, where those describe no endpoint."""
    found: set[str] = set()
    for section in document.sections:
        if _TITLE.search(fold_width(section.plain)) and not find_routes(section.title.text):
            found |= _names(section)
    return frozenset(found)


def _names(section: Section) -> set[str]:
    names: set[str] = set()
    for entry in section_entries(section):
        if entry.table is not None:
            cells = [row[0].plain.strip() for row in entry.table.rows if row]
            names |= {cell for cell in cells if _NAME.fullmatch(cell)}
        elif entry.fence is not None:
            names |= set(_QUERY.findall(entry.fence.text))
        elif entry.excerpt is not None:
            names |= set(_QUERY.findall(entry.text))
            if not find_routes(entry.text):
                spans = [span.text.strip() for span in code_spans(entry.text)]
                names |= {span for span in spans if _NAME.fullmatch(span)}
    return {name.removesuffix("[]") for name in names}

"""Query parameters that a remark or sentence tells: "filtered by `tag`", "(query: skip, limit)", "`from` and `to` query parameters".

Names must be marked as code unless the words say "query": prose such as "filter by date" names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.inline import code_spans, fold_width
from spec2code.spec.inline_names import NAME, inline_names

__all__ = ["bare_query", "told_queries"]

_LONGEST: Final = 1000
_PARAMETERS: Final = (
    r"(?:query(?:[ -]?strings?)?\s+(?:params?|parameters?|args?|arguments?|filters?)|query[ -]?params?|par[aá]metros? (?:de consulta|de query|query)"
    r"|param[eè]tres? de requ[eê]te|query-?parameter[ns]?|query[ -]?параметр\w*|параметр\w* запроса|tham số truy vấn|parameter query|sorgu parametre\w*"
    r"|查询参数|查詢參數|query\s?参数|쿼리\s?(?:파라미터|매개변수|스트링)|クエリ(?:パラメータ|パラメーター)?)"
)
_NAMED = regex(
    rf"(?:{_PARAMETERS}(?![a-z])|(?<=[(\[（])\s*query)\s*[:：]?\s*(?=[`A-Za-z])", re.IGNORECASE
)
"""What stands behind these are names, marked or not."""
_QUERY_LINE = regex(
    r"^\W{0,3}query\s*[:：]\s*(?=[`A-Za-z])|(?:[.;—–]\s+|\(\s*)query\s*[:：]\s*(?=`)", re.IGNORECASE
)
_FILTERED: Final = (
    r"\b(?:filter(?:ed|able|ing|s)?|search(?:able)?)\s+(?:results\s+|them\s+)?(?:by|on|via|with|using)"
    r"|\bfiltr\w{1,8}\s+(?:por|par|per|po)|\bfilter(?:n|bar|t|ung)?\s+nach|\bфильтр\w*\s+по|\blọc theo|\bfilter berdasarkan"
)
_SUPPORTED: Final = (
    r"\b(?:supports?|accepts?|takes|soporta|admite|acepta|aceita|suporta|accepte|unterstützt|hỗ trợ|mendukung|поддерживает|принимает)"
    r"(?:\s+(?:the\s+)?(?:optional|opcionales|opcionais|additional)?\s*(?:filters?|filtering|pagination|paging|params?|parameters?|parámetros|parâmetros|paginación|paginação|paramètres|phân trang|пагинацию|фильтры)"
    r"(?:\s+(?:by|via|with|using|through|por|con|com|par|mit|qua|dengan))?)"
    r"|支持(?:按|分页|筛选|过滤|参数)|支援(?:分頁|篩選)|可(?:按|通过|根据|指定|传入?)"
)
_PAGED: Final = (
    r"\b(?:paginated|paged|pagination|paginad[oa]s?|paginación|paginação|paginée?s?|paginiert|sayfalı|пагинация|phân trang)|分页|分頁|페이지네이션|페이징|ページネーション"
)
_LEAD = regex(
    rf"(?:{_FILTERED}|{_SUPPORTED}|{_PAGED})(?:\s+(?:via|with|using|by|through|con|com|par|mit|über|qua))?\s*[:：(（]?\s*(?:the\s+|optional(?:ly)?\s+)?(?=`)"
    r"|(?:^|[.;(（·—–-]\s*)(?:filters?|filtros?|filtres?|筛选|过滤|篩選|필터|фильтры|bộ lọc)\s*[:：]\s*(?=`)",
    re.IGNORECASE,
)
"""What stands behind these are names where they are marked."""
_TAKES = regex(
    r"(?:\b(?:supports?|accepts?|takes|optional|soporta|admite|acepta|aceita|suporta|accepte|unterstützt|hỗ trợ|mendukung|поддерживает|принимает)|支持|支援|지원)"
    r"\s*[:：]?\s*(?=`)",
    re.IGNORECASE,
)
_USUAL = regex(
    r"`\??(?:page|size|limit|offset|skip|sort|order|q|search|cursor|per_?page|page_?size)\b",
    re.IGNORECASE,
)
"""One of these in a list of codes says that it is the query."""
_BEHIND = regex(
    rf"\s*(?:\([^()]{{0,80}}\)\s*)?(?:(?:as|como|como|als|作为|을|를)?\s*(?:(?:optional|url)\s+)?{_PARAMETERS}|(?:optional\s+)?filters?\b|(?:进行|字段)?(?:模糊)?(?:筛选|过滤|篩選|查询|搜索|检索|分页)(?!结果|接口)|(?:으로|로)\s?(?:필터|검색))",
    re.IGNORECASE,
)
"""Names in front of these are parameters: "`page` and `limit` query parameters"."""
_MARKED = regex(r"(?<=[(（])\s*\?[A-Za-z_]\w*(?:\s*[,、/]\s*\?[A-Za-z_]\w*)+\s*(?=[)）])")
"""Names with their mark in brackets: "list (?q, ?kind)"."""
_FILTERS = regex(
    r"\b(?:filter(?:ing|s|able)?|filtros?|filtres?|filtri)\s*[(（]\s*([a-z][a-z_]*(?:\s*[,、/]\s*[a-z][a-z_]*)+)\s*[)）]"
)
"""Names in brackets behind the word: "filtering (kind, owner_id)"."""
_SNAKE = regex(
    r"(?:支持(?:按|通过)?|可按|按|\bfilter(?:ed|able|s|ing)?\s+by|\bfiltr\w{1,8}\s+(?:por|par|per|po))\s*(?=[a-z]+_[a-z])([a-z]+(?:_[a-z]+)+(?:\s*[,、/]\s*[a-z]+(?:_[a-z]+)*)*)(?![\w(])",
)
"""Names that no prose has, unmarked: "支持 owner_id 筛选", "filtered by owner_id"."""
_BETWEEN = regex(
    r"\s*(?:[(（][^()（）]{0,80}[)）]|[≤≥<>=]{1,2}\s*\d+)?\s*(?:[,、，/&+|;]|\b(?:and|or|y|e|o|u|et|ou|und|oder|и|или|và|hoặc|dan|atau|ve|veya)\b|和|或|与|및|또는)+\s*"
    r"(?:and\s+|or\s+|by\s+|optional(?:ly)?\s+|an?\s+)*",
    re.IGNORECASE,
)
_STROKE = regex(r"(?<=\w`)\s*/\s*(?=`[a-z])")
_PLAIN_END = regex(r"[.;)）。\n]|\s[–—-]\s|\s(?:to|for|and returns)\s")
_FIXED = regex(
    r"\s*(?:=|(?:is|are|equals?|of the (?:current|logged|authenticated)|from the (?:token|jwt|session|path|url|body))\b)",
    re.IGNORECASE,
)
"""A condition that is always so, and nothing that a caller chooses."""
_ALWAYS = regex(
    r"(?:always|automatically|implicitly|internally|siempre|autom[aá]ticamente|sempre|toujours|immer|всегда|始终|自动|항상|자동으로)\s*(?:be\s+)?$"
    r"|(?:\b(?:no|not|never|without|sin|sem|sans|ohne|kein\w*)\s+(?:an?\s+|any\s+)?|\bбез\s+|不(?:按|支持)?)$",
    re.IGNORECASE,
)
"""What the server filters by itself, or not at all: "always filtered by `owner_id`", "no filter on `kind`"."""
_BARE = regex(r"(?<![\w/`}\]])\?[A-Za-z_][\w\[\]]*=?[^\s`()&]*(?:&[A-Za-z_][\w\[\]]*=?[^\s`()&]*)*")


def told_queries(said: Excerpt) -> list[tuple[str, Span]]:
    """The names of query parameters that the text tells, each with its place."""
    text = fold_width(said.text)
    if len(text) > _LONGEST:
        return []
    found: dict[str, Span] = {}
    for listed in _MARKED.finditer(text):
        for word in re.finditer(r"\w+", listed.group()):
            found.setdefault(
                word.group(), said.span(listed.start() + word.start(), listed.start() + word.end())
            )
    for start, end in _lists(text):
        for name, span in _names(said, start, end):
            if NAME.fullmatch(name) and "." not in name and not re.match(r"(?i)x-|[A-Z].*-", name):
                found.setdefault(name, span)
    return list(found.items())


def _names(said: Excerpt, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The names of a list, also of one with strokes between them: "`page`/`kind`"."""
    strokes = [match.end() for match in _STROKE.finditer(said.text, start, end)]
    for first, last in pairwise([start, *strokes, end]):
        for name, _, _, span in inline_names(said.cut(first, last)):
            yield name, span


def bare_query(text: str) -> str | None:
    """The query string that stands unmarked in a remark: ``GET /pets  (?page=&size=)``."""
    match = _BARE.search(text)
    return match.group() if match and ("=" in match.group() or "&" in match.group()) else None


def _lists(text: str) -> Iterator[tuple[int, int]]:
    for match in (*_NAMED.finditer(text), *_QUERY_LINE.finditer(text)):
        if text[match.end()] == "`":
            yield match.end(), _codes_end(text, match.end())
        else:
            stop = _PLAIN_END.search(text, match.end())
            yield match.end(), stop.start() if stop else len(text)
    for match in (*_SNAKE.finditer(text), *_FILTERS.finditer(text)):
        yield match.span(1)
    if "`" not in text:
        return
    for match in _LEAD.finditer(text):
        end = _codes_end(text, match.end())
        if not (_FIXED.match(text, end) or _ALWAYS.search(text[: match.start()][-30:])):
            yield match.end(), end
    for match in _TAKES.finditer(text):
        end = _codes_end(text, match.end())
        if _USUAL.search(text[match.end() : end]):
            yield match.end(), end
    codes = _codes(text)
    for index, (start, end) in enumerate(codes):
        if _BEHIND.match(text, end):
            first = index
            while first and _BETWEEN.fullmatch(text, codes[first - 1][1], start):
                first -= 1
                start = codes[first][0]
            yield start, end


def _codes(text: str) -> list[tuple[int, int]]:
    """The codes of a text with their marks."""
    return [(span.start - 1, span.end + 1) for span in code_spans(text)]


def _codes_end(text: str, start: int) -> int:
    """Where the list of codes that begins there ends."""
    end = start
    for begin, close in _codes(text):
        if begin == start or (end > start and _BETWEEN.fullmatch(text, end, begin)):
            end = close
    return end

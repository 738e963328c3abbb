"""Parameters that a sentence gives to all endpoints that list: "All list endpoints accept `page` and `limit`".

Which endpoints list is told by what they are called and what they answer; one that says itself how it
is paged is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape, Shape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Document
from spec2code.spec.content_bodies import BodyReader
from spec2code.spec.contents import Content
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import code_spans, fold_width
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.parameters import take_query_string
from spec2code.spec.routes import path_key, read_path

__all__ = ["apply_list_queries"]

_LISTS = regex(
    r"\b(?:all|every|any|tất cả|mọi|todos los|todas as|todos os|tous les|alle|все|semua|tüm)\s+(?:các\s+)?(?:the\s+|of the\s+)?(?:\w+\s+)?(?:lists?|listing|collection|paginated)\s+(?:\w+\s+)?(?:endpoints?|routes?|apis?|requests?|calls?|queries)\b"
    r"|(?:^|[.;:]\s)\W*(?:list(?:ing)?|collection|paginated)\s+(?:endpoints?|routes?|apis?)\b"
    r"|(?:所有|全部|各)?(?:的)?(?:列表|分页|集合)(?:类|查询|型)?的?(?:接口|api|端点)|(?:목록|리스트)(?:\s?조회)?\s?(?:api|엔드포인트)|一覧(?:取得|系)?の?(?:api|エンドポイント)"
    r"|\b(?:los|todos los|os|todos os|les|tous les|gli|tutti gli)\s+endpoints?\s+(?:de|di|que|qui|che)\s+(?:list\w+|elenc\w+|colec\w+|collection)|\b(?:alle\s+)?listen-?\s?(?:endpunkte|endpoints|routen)\b"
    r"|\b(?:списочные|все списочные)\s+(?:эндпоинты|методы|запросы)|\bэндпоинты\s+списк\w+|\bsemua\s+endpoint\s+(?:list|daftar)\b|\b(?:các|tất cả)\s+(?:các\s+)?(?:api|endpoint)\s+danh sách|\btüm\s+liste\w*\s+(?:endpoint|uç nokta)\w*",
    re.IGNORECASE,
)
_TAKE = regex(
    r"\b(?:supports?|accepts?|takes?|uses?|are paginated|is paginated|paginate\w*|have|with|via|soportan|aceptan|admiten|usan|suportam|aceitam|usam|acceptent|supportent|utilisent|unterstützen|nehmen|accettano|supportano|принимают|поддерживают|используют|mendukung|menerima|hỗ trợ|nhận|destekler|alır)\b"
    r"|支持|接受|使用|采用|支援|可传|지원|받|사용|対応|受け付け|受け取",
    re.IGNORECASE,
)
_STOP = regex(
    r"[;。]|\.(?:\s|$)|返回|响应|반환|응답|→|=>|\b(?:returns?|respond\w*|response|devuelven|retornam|renvoient|возвращают)\b",
    re.IGNORECASE,
)
_NAME = regex(r"[a-z_]\w*\??(?:\s*=\s*\w+)?")
_ITEM = regex(r"\s*`[a-z_]\w*\??`")
_CALLED = regex(
    r"\b(?:lists?|listing|all|browse|search|listar?|listado|lista|listagem|lister|liste\w*|elenco|список|списка|все|daftar|danh sách|listele\w*)\b|列表|列出|一覧|목록|리스트|전체",
    re.IGNORECASE,
)
_PAGED = regex(
    r"\bpaginat\w+|\bpaged\b|\bpaginad\w+|\bpaginé\w*|分页|分頁|페이지네이션|페이징|ページング|phân trang",
    re.IGNORECASE,
)
_SAID: Final = 80
"""How far a description says what it is about."""
_ITEMS: Final = ("data", "items", "results", "content", "records", "list", "rows")
_PAGING: Final = frozenset(
    ("page", "limit", "offset", "cursor", "size", "per_page", "page_size", "pageSize", "skip")
)


def apply_list_queries(
    document: Document, contents: Sequence[Content], shapes: Mapping[str, Shape]
) -> list[Span]:
    """Gives the endpoints that list what sentences say of all of them; where those sentences stand."""
    told: list[Excerpt] = []
    for section in document.sections:
        heads = False
        """The line before says of all lists that they take what follows."""
        for entry in section_entries(section):
            if entry.excerpt is None or len(entry.text) >= 600:
                heads = False
            elif heads and entry.kind == "item" and _ITEM.match(entry.text):
                told.append(entry.excerpt)
            else:
                told += _asked(entry.excerpt)
                heads = _announces(entry.text)
    if not told:
        return []
    keys = {path_key(content.path) for content in contents}
    listing = [content for content in contents if _lists(content, keys, shapes)]
    for content in listing:
        if any(place == "query" and name in _PAGING for place, name in content.parameters):
            continue
        for names in told:
            _take(content, names)
    return [names.span() for names in told] if listing else []


def _asked(line: Excerpt) -> list[Excerpt]:
    """The names that a sentence gives to all lists, as they are written."""
    text = fold_width(line.text)
    lists = _LISTS.search(text) if "`" in text else None
    take = _TAKE.search(text, lists.end()) if lists is not None else None
    if lists is None or take is None or _STOP.search(text, lists.end(), take.start()):
        return []
    stop = _STOP.search(_coded(text), take.end())
    names = line.cut(take.end(), stop.start() if stop is not None else len(text))
    if "`" in text[lists.end() : take.start()]:
        names = line.cut(lists.end(), take.start())  # "목록 API는 `page`를 지원한다"
    codes = [span.text for span in code_spans(names.text)]
    asked = [code for code in codes if _NAME.fullmatch(code) or code.startswith("?")]
    return [names] if codes and len(asked) == len(codes) else []


def _announces(text: str) -> bool:
    text = fold_width(text).strip()
    lists = _LISTS.search(text) if text.endswith(":") else None
    return (
        lists is not None and _TAKE.search(text, lists.end()) is not None and not _STOP.search(text)
    )


def _coded(text: str) -> str:
    """The text with its code blanked out."""
    return re.sub(r"`[^`]*`", lambda code: "x" * len(code.group()), text)


def _take(content: Content, names: Excerpt) -> None:
    strings = [span.text for span in code_spans(names.text) if span.text.startswith("?")]
    for text in strings:
        path = read_path("/x" + text)
        take_query_string(content, path.query if path is not None else (), names.span())
    if not strings:
        LabelReader(content, BodyReader(content, {})).names(names, "query")


def _lists(content: Content, keys: set[str], shapes: Mapping[str, Shape]) -> bool:
    """Whether an endpoint answers with a list of things."""
    key = path_key(content.path)
    last = key.rstrip("/").rpartition("/")[2]
    if content.method != "GET" or last.startswith("{") or not last:
        return False
    bodies = [body.shape for seen in content.responses.values() for body in seen]
    known = [body for body in bodies if body is not None]
    if known:
        return any(_is_list(body, shapes) for body in known)
    if any(other.startswith(key.rstrip("/") + "/{") for other in keys) and last.endswith("s"):
        return True
    said = " ".join([content.summary or "", *content.description])
    return _CALLED.search(said[:_SAID]) is not None or _PAGED.search(said) is not None


def _is_list(shape: Shape, shapes: Mapping[str, Shape]) -> bool:
    if isinstance(shape, RefShape):
        shape = shapes.get(shape.name, shape)
    if isinstance(shape, ObjectShape):
        return any(
            item.name in _ITEMS and isinstance(item.shape, ArrayShape) for item in shape.fields
        )
    return isinstance(shape, ArrayShape)

"""What the remark beside a route says of its bodies: ``(form-data: `file`)``, ``with `{ "text": … }` ``, ``(returns 200)``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY
from spec2code.model.span import Excerpt
from spec2code.spec.callers import callers_beside
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.contents import Content
from spec2code.spec.draft_types import Draft
from spec2code.spec.exchanges import take_exchange
from spec2code.spec.inline import code_spans, fold_width
from spec2code.spec.inline_names import inline_names
from spec2code.spec.labels import Label
from spec2code.spec.parameters import add_parameter, take_query_string
from spec2code.spec.routes import find_routes, read_path
from spec2code.spec.status_lists import read_said_statuses
from spec2code.spec.told_bodies import take_returned, take_spelled, told_request
from spec2code.spec.told_queries import bare_query, told_queries

__all__ = ["read_remark", "read_told", "take_told_queries"]

_SUCCESS = regex(
    r"(?:\b(?:returns?|responds?(?: with)?|devuelve|retorna|renvoie|возвращает|trả về)\b|返回|반환)\W{0,6}(?:HTTP\s*)?(2\d\d)\b(?!\s*\w*(?:items|rows|chars))",
    re.IGNORECASE,
)
_ENDING = regex(r"[(（]\s*(20[0-6])\s*[)）][\s.]*$")
_FORM = regex(
    r"\b(?:multipart(?:/form-data)?|form-data)\b(?:`?[^\w`]{0,4}(?:(?:with|fields?|parts?|campos?|champs?|con|com|avec|поля)\b|字段|包含|含|필드|フィールド)\W{0,3}(?=`)|[^\w`]{0,4})",
    re.IGNORECASE,
)
_BODY = regex(
    r"(?:\b(?:with|body|payload|sends?|con|com|avec|req(?:uest)?|input|optional)\b|请求体?|参数|入参|可选|본문|요청)\W{0,4}`?\s*(?=\{)",
    re.IGNORECASE,
)
_ANSWER = regex(
    r"(?:→|=>|->|\b(?:returns?|resp(?:onse)?|liefert|devuelve|retorna|renvoie|restituisce|zwraca|возвращает)\b|返回|响应|반환|응답)\W{0,4}`?\s*(?=[{\[])",
    re.IGNORECASE,
)
_QUERY = regex(
    r"[(\[]\s*(?:optional|supports?|with|search(?: by)?|filters?(?: by)?|opcional|filtro\w*(?: por)?|可选|支持|参数|筛选|선택|쿼리)[\s:：]*(?=`)"
    r"|^\W*(?:(?:params?|查询|필터|filtrar por)\s*[:：]|quer(?:y|ies)(?: (?:params?|parameters?|string))?\s*[:：]?)\s*(?=`)",
    re.IGNORECASE,
)
_SENT = regex(
    r"[(（]\s*(?:(?:json|request)\s+)?(?:body|payload|cuerpo|corpo|corps|gövde|тело|请求体|本文|본문|바디)\s*[:：]\s*(?=[`A-Za-z])",
    re.IGNORECASE,
)
"""Fields by their names alone: "(body: amount, currency)"."""

_CLOSING = regex(r"[();。]|\.(?=\s)")
_LISTED = regex(r"(?:`[A-Za-z_]\w*\??`\s*[,、]\s*)+`[A-Za-z_]\w*\??`(?=\s*(?:$|[.;(（]))")
"""Nothing but names: "`PATCH /pets/{id}` — `name`, `kind` (no others)"."""


def read_remark(draft: Draft, bodies: BodyReader) -> None:
    """Takes the parts of an endpoint that its own line names in passing."""
    remark = _remark(draft)
    told = draft.row.cells.get("description") if draft.row is not None else None
    if remark is not None and len(remark.text) <= 600:
        _read_statuses(remark, bodies.content)
        _read(remark, bodies)
    sent = draft.row.cells.get("roles") if draft.row is not None else None
    if told is not None and len(told.text) <= 600:
        _read(told.excerpt, bodies)
        _read_ending(told.excerpt, bodies.content)
    if sent is not None and (start := sent.text.find("`{")) != -1:
        _read(sent.excerpt.cut(start), bodies)  # "Admin – `{ email, name }`"


def read_told(told: Excerpt, bodies: BodyReader) -> None:
    """Takes what another cell of an endpoint's row tells of its bodies and its query."""
    if len(told.text) <= 600:
        _read(told, bodies)


def _read_statuses(remark: Excerpt, content: Content) -> None:
    read_said_statuses(content, remark)
    success = _SUCCESS.search(fold_width(remark.text))
    if success:
        content.statuses.setdefault(int(success.group(1)), (None, remark.span()))


def _read_ending(told: Excerpt, content: Content) -> None:
    """The status that a cell ends in: "Deletes the session (204)"."""
    if match := _ENDING.search(fold_width(told.text)):
        content.statuses.setdefault(int(match.group(1)), (None, told.span()))


def _read(remark: Excerpt, bodies: BodyReader) -> None:
    content, text = bodies.content, fold_width(remark.text)
    writes = content.method in WRITING
    form = _FORM.search(text)
    if form and writes:
        content.media_type = content.media_type or "multipart/form-data"
    if form and writes and text[form.end() : form.end() + 1] == "`":
        bodies.inline(_label("request", remark.cut(form.end(), _closed(text, form.end()))))
    for span in code_spans(text):
        if re.match(r"\?[A-Za-z_][\w\[\]]*(?:=|&|$)", span.text):
            path = read_path("/x" + span.text)
            take_query_string(
                content, path.query if path else (), remark.span(span.start, span.end)
            )
    if not writes and (query_string := bare_query(text)) is not None:
        path = read_path("/x" + query_string)
        take_query_string(content, path.query if path else (), remark.span())
    remark = take_exchange(bodies, remark)
    text = fold_width(remark.text)
    if not writes or content.requests:
        pass
    elif named := _LISTED.match(text):
        bodies.inline(_label("request", remark.cut(0, named.end())))
    elif sent := _SENT.search(text):
        bodies.inline(_label("request", remark.cut(sent.end(), _closed(text, sent.end()))))
    elif shown := _BODY.search(text):
        bodies.inline(_label("request", remark.cut(_code_start(text, shown.end()))))
    else:
        told_request(bodies, remark)
    take_told_queries(content, remark)
    if take_returned(bodies, remark) or take_spelled(bodies, remark):
        return
    if answer := _ANSWER.search(text):
        bodies.inline(_label("response", remark.cut(_code_start(text, answer.end()))))
    query = _QUERY.search(text) if content.method in ("GET", "DELETE") else None
    if query:
        closed = _closed(text, query.end()) if query.group()[0] in "([" else len(text)
        names = inline_names(remark.cut(query.end(), closed))
        for name, _, optional, place in names:
            add_parameter(content, "query", name, ANY, False, place, stated=optional)


def take_told_queries(content: Content, said: Excerpt) -> None:
    """Takes the query parameters that a text tells of an endpoint that reads."""
    if content.method in ("GET", "DELETE", "HEAD"):
        for name, span in told_queries(said):
            add_parameter(content, "query", name, ANY, False, span, stated=False)


def _remark(draft: Draft) -> Excerpt | None:
    title = draft.title
    if draft.row is not None:
        return draft.row.remark
    if title is None or draft.shape != "heading":
        return callers_beside(title)[1] if title is not None else None
    routes = find_routes(title.text)
    return title.cut(routes[-1].end) if routes else None


def _label(role: str, rest: Excerpt) -> Label:
    return Label(role, "", (), rest, strong=False)


def _closed(text: str, start: int) -> int:
    """The end of the brackets that are open at `start`, or of the clause."""
    depth = 0
    for mark in _CLOSING.finditer(text, start):
        if mark.group() == "(":
            depth += 1
        elif mark.group() != ")":
            return mark.start() if not depth else len(text)
        elif not depth:
            return mark.start()
        else:
            depth -= 1
    return len(text)


def _code_start(text: str, at: int) -> int:
    """The inline code that begins right before `at`, with its mark."""
    spans = [span for span in code_spans(text) if span.start - 1 <= at <= span.end]
    return text.rfind("`", 0, at + 1) if spans and "`" in text[:at] else at

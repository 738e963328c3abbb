"""Tables that describe one endpoint, and the row of a table that lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import Field, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.content_fields import take_fields
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.endpoint_tables import EndpointRow, KeyValues, endpoint_rows, key_values
from spec2code.spec.exchanges import take_exchange
from spec2code.spec.fields import FieldTable, field_path, read_field_table
from spec2code.spec.inline import code_spans, fold_width, plain
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.labels import Label, line_label, statuses_in
from spec2code.spec.parameters import named_rows
from spec2code.spec.phrases import read_type
from spec2code.spec.remarks import read_told, take_told_queries
from spec2code.spec.role_matrices import marked_auth
from spec2code.spec.routes import path_key
from spec2code.spec.row_queries import take_asked
from spec2code.spec.squeezed import take_squeezed
from spec2code.spec.status_lists import (
    is_status_table,
    read_said_statuses,
    read_status_line,
    read_status_table,
    starts_with_status,
)
from spec2code.spec.summaries import take_remark

__all__ = ["FIELD_ROLES", "take_row", "take_table"]

FIELD_ROLES = frozenset(
    (
        "request",
        "query",
        "parameters",
        "path_parameters",
        "headers",
        "cookies",
        "response",
        "validation",
    )
)
"""Roles under which bullets and tables are fields."""

_HEADS = (
    (("header", "请求头", "헤더", "заголовок", "encabezado", "cabeçalho"), "headers"),
    (("query", "查询", "쿼리", "クエリ", "tham số query", "tham số truy vấn"), "query"),
    (("path ",), "path_parameters"),
)
_STATUS_KEY = regex(r"\W*[1-5]\d\d\b(?:\W*[A-Za-z][A-Za-z ]{0,30})?\W*$")
_BODY = regex(r"`[{\[].*[}\]]`")
_SENT = regex(
    r"[^\w`{]*(?:(?:input|body|request|sends?|takes?|입력|요청|输入|入参|请求|入力|リクエスト|entrada|cuerpo|corpo|entrée|eingabe|вход|запрос|тело)\w*\W{0,4}?|(?P<form>multipart(?:/form-data)?|form-data)[\s:]*)(?=`?\s*\{)"
    r"|\W*(?=`\{[^`]*\}`\s*(?:→|⇒|=>|->)\s*`?\[?\{)",
    re.IGNORECASE,
)
"""A cell of answers that begins with what is sent: ``input `{ name }` → `{ id }` ``."""
_ITEMS = regex(
    r"\W*([A-Za-z_][\w.]*(?:\[[*i]?\]|\.\*)[\w.\[\]*]*)`?\s*(?:(?:items?|array|objects?|entr(?:y|ies)|fields?|propert(?:y|ies)|keys?)\W*)*[:：]?",
    re.IGNORECASE,
)


_IN_PATH = regex(
    r"\W*(?:in (?:the )?)?(?:path|url|uri|route)(?:\s*(?:params?|parameters?|variables?))?\s*[:：]?\s*(?:`[{:]?[\w-]+\}?`\s*(?:,|and|/|\+)?\s*)+",
    re.IGNORECASE,
)
_ELSEWHERE = regex(
    r"\b(?:events?|emits?|publish\w*|side effects?|tables?|database|db|cache|redis|queue|topic|screen|page|component|tests?)\b|事件|数据库|数据表|缓存|页面|이벤트|화면|イベント|画面",
    re.IGNORECASE,
)
"""Heads of columns that are about something beside the call."""
_PARAMETER = regex(
    r"(?:(?:query|request|url) )?param(?:eter)?s?(?: names?)?|(?:请求|查询)?参数(?:名称?)?|파라미터(?:명)?|매개변수|パラメータ(?:ー|名)?|par[âá]metros?|paramètres?|параметр|tham số|parametre"
)
_SETTING = regex(r"\W*[A-Z][A-Z0-9_]+\b")
_FORM_FIELD = regex(
    r"\W*multipart(?:/form-data)?\W{1,3}(?:with\s+)?(?:an?\s+|one\s+|the\s+)?(file|image|photo|avatar|document|video|audio)\W*",
    re.IGNORECASE,
)
"""What is uploaded, in few words: "multipart file"."""


def take_table(
    labels: LabelReader, table: TableBlock, label: Label | None, definitions: Mapping[str, Shape]
) -> None:
    """Takes a table that stands among an endpoint's entries, under a label or none."""
    content = labels.content
    role = label.role if label is not None else None
    rows, _ = endpoint_rows(table)
    own = [row for row in rows if _is_own(content, row)]
    if own:
        take_row(labels, own[0])
        return
    column = is_status_table(table)
    if column is not None and role not in ("request", "query", "parameters"):
        read_status_table(content, table, column)
        for status, cell in _bodies_of(table, column):
            labels.apply(Label("response", "", (status,), cell.excerpt, strong=True))
        content.uses.add(table.span)
        return
    pairs = key_values(table)
    answers = _answers(pairs) if pairs is not None else []
    if pairs is not None and role not in FIELD_ROLES and (answers or _describes(pairs)):
        content.uses.add(table.span)
        for label in answers:
            labels.apply(label)
        for key, cell in pairs.values.items():
            labels.apply(Label(key, key, (), cell.excerpt, strong=True))
        return
    fields = read_field_table(table, definitions)
    if fields is None and role in (None, "description") and _lists_parameters(table):
        role = "parameters"  # the header says what they are, no label has to
    if fields is None and role in FIELD_ROLES:
        fields = named_rows(table)
    if fields is None:
        return
    content.uses.add(table.span)
    names = [cell.plain for cell in table.header[:1]] + ([label.name] if label is not None else [])
    if within := next((path for name in names if (path := _within(name))), None):
        fields = _nested(fields, within)
        if role not in FIELD_ROLES:
            role = _holder(content, within)
    head = _head(table)
    role = next((named for words, named in _HEADS if head.startswith(words)), role)
    take_fields(content, fields, role, label)


def _lists_parameters(table: TableBlock) -> bool:
    """Whether a table is headed by the word for parameters, and lists no settings: `MAX_PETS`."""
    names = [row[0].plain for row in table.rows]
    return bool(_PARAMETER.fullmatch(_head(table))) and not any(map(_SETTING.match, names))


def _head(table: TableBlock) -> str:
    return fold_width(table.header[0].plain).strip().lower()


def _bodies_of(table: TableBlock, column: int) -> Iterator[tuple[int, Cell]]:
    """The statuses of success in a table of them, with the cell that shows the body in code."""
    for row in table.rows:
        statuses = statuses_in(row[column].plain)
        shown = next((cell for cell in row if _BODY.fullmatch(cell.text.strip())), None)
        if shown is not None and len(statuses) == 1 and 200 <= statuses[0] < 300:
            yield statuses[0], shown


def _within(name: str) -> tuple[str, ...] | None:
    """The list whose items' fields the words announce: ("data", "[]") of ``data[] fields``."""
    match = _ITEMS.fullmatch(fold_width(name).strip())
    return field_path(match.group(1)) if match is not None else None


def _nested(table: FieldTable, within: tuple[str, ...]) -> FieldTable:
    """The rows as fields of the items of that list, but for those that say so themselves."""
    depth = len(within)
    rows = tuple(
        row if row.path[:depth] == within else replace(row, path=within + row.path)
        for row in table.rows
    )
    return replace(table, rows=rows)


def _holder(content: Content, within: tuple[str, ...]) -> str | None:
    """The part of the endpoint that has shown the list already."""
    shown = [("request", body.shape) for body in content.requests]
    shown += [("response", body.shape) for seen in content.responses.values() for body in seen]
    for role, shape in shown:
        if isinstance(shape, ObjectShape) and any(item.name == within[0] for item in shape.fields):
            return role
    return None


def take_row(labels: LabelReader, row: EndpointRow) -> None:
    """What the other cells of an endpoint's row say."""
    content = labels.content
    for role, cell in row.cells.items():
        if cell.plain.strip() in ("", "-", "–", "—") and role != "auth":
            continue
        if role == "description":
            if not take_squeezed(labels, cell.excerpt):
                take_remark(content, cell.excerpt)
            _told(labels, cell.excerpt)
        elif role in ("request", "response"):
            _cell_body(labels, role, cell.excerpt)
        else:
            labels.apply(Label(role, role, (), cell.excerpt, strong=True))
    if content.auth is None:
        content.auth = marked_auth(row.extra)
    for head, cell in row.extra:
        if starts_with_status(cell.text):
            # "Returned HTTP status": **200 (OK)** if found; **404** if not
            read_status_line(content, cell.excerpt, in_errors=True)
            continue
        if take_squeezed(labels, cell.excerpt):
            pass
        elif content.summary is None and len(cell.plain) > 3:
            take_remark(content, cell.excerpt)
        _told(labels, cell.excerpt)
        if not _ELSEWHERE.search(head):
            read_told(cell.excerpt, labels.bodies)


def _told(labels: LabelReader, cell: Excerpt) -> None:
    """What a cell says in passing: "returns 404 if there is none", ``filter by `?kind=` ``."""
    read_said_statuses(labels.content, cell)
    for span in code_spans(cell.text):
        if re.match(r"\?[A-Za-z_][\w\[\]]*(?:=|&|$)", span.text):
            labels.inline_parameters("query", cell.cut(span.start, span.end))


def _cell_body(labels: LabelReader, role: str, cell: Excerpt) -> None:
    if role == "request" and _IN_PATH.fullmatch(cell.text):
        return  # "path `id`": the path has it
    if role == "request" and (form := _FORM_FIELD.fullmatch(plain(cell.text))):
        media = "multipart/form-data"
        kind = read_type("file").shape
        field = Field(form.group(1), kind, required=True, span=cell.span())
        shape = ObjectShape(fields=(field,), span=cell.span())
        labels.content.requests.append(BodySeen(cell.span(), shape, media_type=media))
        labels.content.media_type = media
        return
    if role == "request" and take_asked(labels, cell):
        return
    inner = line_label(cell)
    if inner is not None and inner.role in ("query", "path_parameters", "headers", "cookies"):
        labels.apply(inner)
        return
    sent = _SENT.match(fold_width(cell.text)) if role == "response" else None
    if sent is not None and labels.content.method in WRITING:
        if sent.group("form"):
            labels.content.media_type = labels.content.media_type or "multipart/form-data"
        take_exchange(labels.bodies, cell.cut(sent.end()))
        return
    statuses: tuple[int, ...] = ()
    if role == "response":
        statuses = tuple(int(found) for found in re.findall(r"`?\b([1-5]\d\d)\b", cell.text[:12]))
    label = Label(role, role, statuses, cell, strong=True)
    if not labels.bodies.inline(label):
        labels.stated(label)
    if role == "response":
        read_said_statuses(labels.content, cell)
        take_told_queries(labels.content, cell)


def _is_own(content: Content, row: EndpointRow) -> bool:
    return row.method == content.method and path_key(row.path.text) == path_key(content.path)


def _answers(pairs: KeyValues) -> list[Label]:
    """The rows of a Key/Value table whose key is a status: ``| **401** | wrong password |``."""
    found: list[Label] = []
    for key, cell in pairs.others:
        statuses = statuses_in(key) if _STATUS_KEY.match(key) else ()
        if statuses:
            role = "errors" if statuses[0] >= 400 else "response"
            found.append(Label(role, key, statuses, cell.excerpt, strong=True))
    return found


def _describes(pairs: KeyValues) -> bool:
    """Whether the keys of a Key/Value table are those of an endpoint."""
    telling = {"endpoint", "method", "auth", "description", "base"}
    return bool(pairs.values.keys() & telling) or len(pairs.values) > 2

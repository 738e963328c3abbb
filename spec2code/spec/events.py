"""Events, feature flags, jobs, permissions and announced schema changes: what templates list in tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Event
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import ANY, Field, ObjectShape, RefShape, Shape
from spec2code.model.span import Excerpt, Span
from spec2code.model.spec import Note
from spec2code.spec.blocks import Cell, Document, ListItem, Paragraph, Section, TableBlock
from spec2code.spec.bodies import read_bodies
from spec2code.spec.event_words import column_of, is_column_of
from spec2code.spec.field_headers import header_key
from spec2code.spec.inline import code_spans, plain
from spec2code.spec.renames import announced_renames, row_renames

__all__ = ["EventsReading", "read_events"]

_SOCKET = regex(
    r"web\s*-?socket|\bws\b|socket\.io|\bsse\b|\banalytics\b|\btracking\b", re.IGNORECASE
)
_EVENTFUL = regex(
    r"\bevents?\b|\basync|kafka|rabbit|\bsns\b|\bsqs\b|webhook|pub/?sub|message (?:queue|bus)|事件|消息|이벤트|evento|событи",
    re.IGNORECASE,
)
_PERMITTED = regex(
    r"^(?:create|read|update|delete|admin|view|edit|manage|list|write|export|approve|execute|创建|查看|编辑|删除|管理)\b",
    re.IGNORECASE,
)
_ERRORS_TITLE = regex(
    r"\b(?:error codes?|common errors|standard errors?|global errors?|error catalog(?:ue)?|error reference)\b|错误码|错误代码|에러 코드|오류 코드"
    r"|códigos de error|códigos de erro|codes? d'erreur|hata kodları|mã lỗi|коды ошибок|kode kesalahan",
    re.IGNORECASE,
)
_METHOD = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b\W+/")
_JOBS_TITLE = regex(
    r"background jobs?|async(?:hronous)? processing|scheduled (?:jobs|tasks)|cron jobs?|定时任务|后台任务|배치|백그라운드",
    re.IGNORECASE,
)
_MIGRATION_TITLE = regex(
    r"migration notes?|migration strategy|migration steps|migration plan|迁移说明", re.IGNORECASE
)
_PAIR = regex(r"([^:：]{1,60})[:：]\s*(.+)", re.DOTALL)
_UNFILLED = regex(r"\{\{.*\}\}|\[[^\]]*\]|<[^>]*>|\.\.\.|…|")
_NAME = regex(r"[A-Za-z][\w.:/-]*")


@dataclass(slots=True)
class EventsReading:
    events: list[Event] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    renames: list[tuple[str, str, str]] = field(default_factory=list)
    taken: list[tuple[Span, str]] = field(default_factory=list)
    passed_over: list[tuple[Span, str, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_events(
    document: Document, definitions: Mapping[str, Shape] | None = None
) -> EventsReading:
    """The events of a document, and the notes that other parts can use."""
    reading = EventsReading()
    for section in document.sections:
        titles = [section.plain, *(above.plain for above in document.ancestors(section))]
        for block in section.walk():
            if isinstance(block, TableBlock):
                _table(block, titles, reading, definitions or {})
            elif isinstance(block, Paragraph | ListItem):
                for rename in announced_renames(block.text):
                    reading.renames.append(rename)
                    names = (("table", rename[0]), ("from", rename[1]), ("to", rename[2]))
                    reading.notes.append(Note("rename", names, block.span))
                    reading.taken.append((block.span, f"rename of `{rename[0]}`"))
        _lists(section, titles, reading)
    reading.renames = list(dict.fromkeys(reading.renames))
    return reading


def _table(
    table: TableBlock, titles: list[str], reading: EventsReading, definitions: Mapping[str, Shape]
) -> None:
    keys = [header_key(cell.plain) for cell in table.header]
    if column_of(keys, "event") is not None and _events(table, keys, titles, reading, definitions):
        return
    if column_of(keys, "change") is not None and column_of(keys, "table") is not None:
        _rows(table, keys, "schema-change", reading)
        for row in table.rows:
            reading.renames += row_renames(
                _text(row, column_of(keys, "table")),
                _text(row, column_of(keys, "column")),
                " ".join(cell.text for cell in row),
            )
    elif _is_error_list(keys, titles):
        _error_codes(table, keys, reading)
    elif is_column_of(keys[0], "flag") and (
        column_of(keys, "default") is not None or "flag" in keys[0]
    ):
        _rows(table, keys, "feature-flag", reading)
    elif (
        is_column_of(keys[0], "role") and sum(bool(_PERMITTED.match(key)) for key in keys[1:]) >= 2
    ):
        _rows(table, keys, "permission", reading)
    elif is_column_of(keys[0], "job") and column_of(keys, "schedule") is not None:
        _rows(table, keys, "job", reading)


def _is_error_list(keys: list[str], titles: list[str]) -> bool:
    """Whether this is the list of error codes of the whole API, not the errors of one endpoint."""
    if column_of(keys, "code") is None or column_of(keys, "status") is None:
        return False
    return bool(_ERRORS_TITLE.search(" / ".join(titles[:2]))) and not any(
        _METHOD.search(title) for title in titles
    )


def _error_codes(table: TableBlock, keys: list[str], reading: EventsReading) -> None:
    code, status = column_of(keys, "code"), column_of(keys, "status")
    count = 0
    for row, span in zip(
        table.rows, table.row_spans or (table.span,) * len(table.rows), strict=False
    ):
        name = _text(row, code)
        if not re.fullmatch(r"[A-Za-z][\w.-]*", name):
            _pass_over(row, span, "it has no error code", reading)
            continue
        cells = tuple(
            (key, cell.plain.strip())
            for index, (key, cell) in enumerate(zip(keys, row, strict=False))
            if index not in (code, status)
        )
        fields = (("code", name), ("status", _text(row, status)), *cells)
        reading.notes.append(Note("error-code", fields, span))
        count += 1
    if count:
        reading.taken.append((table.span, f"{count} rows: error-code"))


def _events(
    table: TableBlock,
    keys: list[str],
    titles: list[str],
    reading: EventsReading,
    definitions: Mapping[str, Shape],
) -> bool:
    named = column_of(keys, "event")
    trigger, payload = column_of(keys, "trigger"), column_of(keys, "payload")
    destination, key = column_of(keys, "destination"), column_of(keys, "key")
    about = " / ".join(titles)
    if _SOCKET.search(about) or (
        destination is None and key is None and not _EVENTFUL.search(about)
    ):
        return False
    if trigger is None and payload is None and destination is None:
        return False
    before = len(reading.events)
    for row, span in zip(
        table.rows, table.row_spans or (table.span,) * len(table.rows), strict=False
    ):
        name = _text(row, named).strip("`<> ")
        if not _NAME.fullmatch(name) or _is_unfilled(_text(row, named)):
            _pass_over(row, span, "it names no event", reading)
            continue
        shape = _payload(row[payload], reading, definitions) if payload is not None else None
        reading.events.append(
            Event(
                name,
                _said(row, trigger),
                _said(row, destination),
                _said(row, key),
                shape,
                span,
            )
        )
    count = len(reading.events) - before
    if count:
        reading.taken.append((table.span, f"{count} events"))
    return bool(count)


def _payload(cell: Cell, reading: EventsReading, definitions: Mapping[str, Shape]) -> Shape | None:
    """A payload as JSON, as the name of a shape, or as a list of names."""
    text = cell.plain.strip()
    if not text or _is_unfilled(text):
        return None
    if "{" in text:
        for excerpt in _written(cell.excerpt):
            bodies = read_bodies(excerpt, definitions=definitions)
            reading.diagnostics += bodies.diagnostics
            shape = next((part.shape for part in bodies.parts if part.shape is not None), None)
            if shape is not None:
                return shape
        return None
    if text in definitions:
        return RefShape(name=text, span=cell.span)
    names = [name.strip("` ") for name in re.split(r"[,，、;]", text)]
    if names and all(re.fullmatch(r"[A-Za-z_]\w*\??", name) for name in names):
        fields = tuple(
            Field(name.rstrip("?"), ANY, required=not name.endswith("?")) for name in names
        )
        return ObjectShape(fields=fields, span=cell.span)
    return None


def _written(cell: Excerpt) -> list[Excerpt]:
    """The JSON of a cell: what stands in backticks, else the cell."""
    spans = [span for span in code_spans(cell.text) if "{" in span.text]
    return [cell.cut(span.start, span.end) for span in spans] or [cell]


def _rows(table: TableBlock, keys: list[str], kind: str, reading: EventsReading) -> None:
    count = 0
    for row, span in zip(
        table.rows, table.row_spans or (table.span,) * len(table.rows), strict=False
    ):
        cells = tuple((key, cell.plain.strip()) for key, cell in zip(keys, row, strict=False))
        if not cells or _is_unfilled(cells[0][1]) or not cells[0][1]:
            _pass_over(row, span, f"it names no {kind}", reading)
            continue
        reading.notes.append(Note(kind, cells, span))
        count += 1
    if count:
        reading.taken.append((table.span, f"{count} rows: {kind}"))


def _lists(section: Section, titles: list[str], reading: EventsReading) -> None:
    """Jobs as a heading with bullets (`Trigger: ...`), and the notes of a migration."""
    items = [block for block in section.blocks if isinstance(block, ListItem)]
    if not items:
        return
    pairs: list[tuple[str, str]] = []
    paired: list[ListItem] = []
    for item in items:
        match = _PAIR.match(plain(item.text))
        if match:
            pairs.append((match.group(1).strip().lower(), match.group(2).strip()))
            paired.append(item)
    is_job = any(_JOBS_TITLE.search(title) for title in titles[1:]) and any(
        key in ("trigger", "frequency", "schedule", "触发", "频率") for key, _ in pairs
    )
    if is_job and not _is_unfilled(section.plain):
        fields = (("job", section.plain), *pairs)
        reading.notes.append(Note("job", fields, section.span))
        reading.taken += [(item.span, f"job {section.plain}") for item in items]
        return
    about = _MIGRATION_TITLE.search(section.plain) or any(
        isinstance(block, Paragraph) and _MIGRATION_TITLE.search(block.text[:200])
        for block in section.blocks
    )
    if about and pairs:
        for (key, value), item in zip(pairs, paired, strict=True):
            if not _is_unfilled(value):
                reading.notes.append(Note("migration-note", ((key, value),), item.span))
                reading.taken.append((item.span, "migration notes"))


def _pass_over(row: tuple[Cell, ...], span: Span, why: str, reading: EventsReading) -> None:
    words = " ".join(cell.plain.strip() for cell in row if cell.plain.strip())
    if words:
        why = "not filled in" if _is_unfilled(row[0].plain) else why
        reading.passed_over.append((span, f"row `{words[:40]}`", why))


def _text(row: tuple[Cell, ...], index: int | None) -> str:
    return row[index].plain.strip() if index is not None and index < len(row) else ""


def _said(row: tuple[Cell, ...], index: int | None) -> str | None:
    text = _text(row, index)
    return None if text in ("", "-", "–", "—") or _is_unfilled(text) else text


def _is_unfilled(text: str) -> bool:
    """Whether a cell still holds what the template has there."""
    return bool(_UNFILLED.fullmatch(text.strip().strip("`"))) and bool(text.strip())

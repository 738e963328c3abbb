"""Field and parameter tables, and bullets that do the same, as fields with types and rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    Field,
    JsonValue,
    MapShape,
    Missing,
    ObjectShape,
    Shape,
    nullable,
)
from spec2code.model.span import Span
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.clauses import default_in
from spec2code.spec.field_headers import column_roles
from spec2code.spec.field_merge import merge
from spec2code.spec.inline import plain
from spec2code.spec.phrases import read_type
from spec2code.spec.rule_words import OPTIONAL, REQUIRED
from spec2code.spec.rules_in_passing import rules_in_passing, with_rules_in_passing
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.type_words import shape_of_word, word_key
from spec2code.spec.validation import Rules, read_rules

__all__ = ["FieldRow", "FieldTable", "field_path", "fitting", "merge", "read_field_table"]

_EMPTY: Final = frozenset(
    ("", "-", "–", "—", "n/a", "none", "无", "없음", "/", "\\", "...", "…", "ninguno", "-")
)
_CHILD = regex(
    r"^(?:[\s\u00a0]|&nbsp;)*(?:[└├│─┗┣↳→>∟]+|[-–—]{1,3}(?=\s)|(?:&nbsp;|\u00a0|&emsp;|\u3000)+|\.{1,3}(?=\w))\s*[└─>-]*\s*"
)
_NAME = regex(r"(?:\[\*?\]\.)?[A-Za-z_$@\u00a1-\uffff][\w$@.\[\]*:-]*")
_LIST_MARK = regex(r"\[\d*\]|\[\*\]|\[i\]|\[n\]")
_PLACE_ASIDE = regex(r"\s*[(（]\s*(path|query|header|body)\s*[)）]\s*$", re.IGNORECASE)
_LOCATIONS: Final[dict[str, str]] = {
    **dict.fromkeys(("path", "url", "uri", "route", "路径", "경로", "ruta"), "path"),
    **dict.fromkeys(
        ("query", "query string", "querystring", "查询", "쿼리", "consulta", "params"), "query"
    ),
    **dict.fromkeys(("header", "headers", "请求头", "헤더", "cabecera"), "header"),
    **dict.fromkeys(("cookie", "cookies"), "cookie"),
    **dict.fromkeys(
        ("body", "json", "form", "form-data", "请求体", "본문", "cuerpo", "request body"), "body"
    ),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row. `path` leads from the root of the body: `items[].sku` is ("items", "[]", "sku")."""

    path: tuple[str, ...]
    shape: Shape
    required: bool | None
    default: JsonValue | Missing = MISSING
    description: str | None = None
    location: str | None = None
    example: str | None = None
    span: Span | None = None
    rules: tuple[Rules, ...] = ()
    """What was said of it in words: where no type is stated, it is applied to the example's."""

    @property
    def name(self) -> str:
        return self.path[-1] if self.path[-1] != "[]" else self.path[-2]


@dataclass(frozen=True, slots=True)
class FieldTable:
    rows: tuple[FieldRow, ...]
    span: Span
    states_required: bool
    """There is a column for it: an empty cell means optional."""
    states_type: bool
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields as the table alone states them, nested rows inside their parents."""
        shape, _ = merge(None, self)
        return shape.fields if isinstance(shape, ObjectShape) else ()


def read_field_table(
    table: TableBlock, definitions: Mapping[str, Shape] | None = None
) -> FieldTable | None:
    """The fields that a table lists; None when its header isn't that of a field table."""
    roles = column_roles([cell.plain for cell in table.header])
    if "name" not in roles or not roles.keys() & {"type", "required", "optional", "validation"}:
        return None
    reader = _TableReader(roles, definitions or {})
    for row, span in zip(
        table.rows, table.row_spans or (table.span,) * len(table.rows), strict=False
    ):
        reader.row(row, span)
    if not reader.rows and table.rows:
        return None
    stated = bool(roles.keys() & {"required", "optional"})
    return FieldTable(
        tuple(reader.rows), table.span, stated, "type" in roles, tuple(reader.diagnostics)
    )


class _TableReader:
    """Reads row after row; remembers the parent of indented rows."""

    def __init__(self, roles: dict[str, int], definitions: Mapping[str, Shape]) -> None:
        self.roles = roles
        self.definitions = definitions
        self.rows: list[FieldRow] = []
        self.diagnostics: list[Diagnostic] = []
        self.parent: tuple[str, ...] = ()
        self.seen: dict[tuple[tuple[str, ...], str | None], FieldRow] = {}

    def row(self, cells: tuple[Cell, ...], span: Span) -> None:
        name_cell = cells[self.roles["name"]]
        raw = name_cell.plain
        child = _CHILD.match(raw)
        is_child = bool(child and child.end() and self.parent)
        if child:
            raw = raw[child.end() :]
        texts = {role: self._text(cells, role) for role in self.roles}
        marked: bool | None = None
        names: list[str] = []
        for part in re.split(r"\s*[,，、]\s*|\s+/\s+|\s+and\s+", raw.strip()):
            name, mark = _marked(part)
            marked = mark if mark is not None else marked
            if name:
                names.append(name)
        read: list[FieldRow] = []
        for name in names:
            if not name.strip("-–—−－ "):
                return  # "| — | — | no parameters |"
            path = field_path(name)
            if path is None:
                return
            if is_child:
                path = self.parent + path
            read.append(self._read(path, texts, marked, name_cell.span, cells))
        if read and not is_child:
            first = read[0]
            self.parent = first.path + (
                ("[]",) if isinstance(first.shape, ArrayShape) and first.path[-1] != "[]" else ()
            )
        self._repeated(read)
        self.rows += read

    def _repeated(self, read: list[FieldRow]) -> None:
        """Two rows of one name can't both hold."""
        for row in read:
            first = self.seen.setdefault((row.path, row.location), row)
            if first is row:
                continue
            differ = first.shape != row.shape and not {type(first.shape), type(row.shape)} & {
                AnyShape
            }
            what = ", with another type" if differ else ""
            message = f"`{'.'.join(row.path)}` has two rows in one table{what}"
            severity = Severity.ERROR if differ else Severity.WARNING
            self.diagnostics.append(
                diagnostic("A114", message, row.span, other=first.span, severity=severity)
            )

    def _text(self, cells: tuple[Cell, ...], role: str) -> str:
        index = self.roles[role]
        text = cells[index].text.strip() if index < len(cells) else ""
        return "" if text.strip("`* ").lower() in _EMPTY else text

    def _read(
        self,
        path: tuple[str, ...],
        texts: dict[str, str],
        marked: bool | None,
        span: Span,
        cells: tuple[Cell, ...],
    ) -> FieldRow:
        kind = texts.get("type", "")
        place = texts.get("location", "")
        if not place and (aside := _PLACE_ASIDE.search(kind)):
            kind, place = kind[: aside.start()], aside.group(1)  # "Long (Path)"
        phrase = read_type(kind, self.definitions)
        shape, rules = phrase.shape, phrase.rules
        for name in phrase.unknown:
            self._told("A158", f"`{name}` is not defined in the spec", cells, "type")
        if kind and not phrase.understood:
            self._told(
                "A159",
                f"type `{_short(kind)}` of `{'.'.join(path)}` is not understood",
                cells,
                "type",
            )
        words = list(phrase.rules.rest)
        said_rules = [phrase.rules]
        required = _first(marked, rules.required)
        default = rules.default
        if texts.get("validation"):
            stated = read_rules(texts["validation"])
            said_rules.append(stated)
            if not kind:
                # Rules as Laravel writes them hold the type too: ``nullable, string, 2-5``.
                typed = (shape_of_word(word_key(word)) for word in stated.described)
                shape = next((found for found in typed if found is not None), shape)
            shape, misfits = apply_rules(shape, stated)
            lenient = False if stated.nullable and not kind else None
            required = _first(stated.required, required, lenient)
            default = stated.default if stated.default is not MISSING else default
            words += self._leftover(stated, misfits, path, cells)
        description, said = self._description(texts)
        if said is not None:
            shape, required, default = with_rules_in_passing(shape, required, default, said)
        required = _first(_required(texts), required)
        if texts.get("default") and not _NO_DEFAULT.fullmatch(
            plain(texts["default"]).strip("*_ ()")
        ):
            default = _default(texts["default"])
            if required is None and (
                isinstance(shape, (ArrayShape, ObjectShape, MapShape))
                or _TOLD_ELSEWHERE.fullmatch(texts["default"])
            ):
                required = False  # it has one, though a cell can't hold it: "(see below)"
        if texts.get("nullable") and plain(texts["nullable"]).strip().lower() in REQUIRED:
            shape = nullable(shape)
        if default is not MISSING:
            default = fitting(default, shape)
        parts = [part for part in (description, "; ".join(words)) if part]
        return FieldRow(
            path,
            shape,
            required,
            default,
            ". ".join(parts) or None,
            _LOCATIONS.get(plain(place).strip().lower()),
            plain(texts.get("example", "")).strip() or None,
            span,
            tuple(said_rules),
        )

    def _leftover(
        self,
        stated: Rules,
        misfits: tuple[str, ...],
        path: tuple[str, ...],
        cells: tuple[Cell, ...],
    ) -> list[str]:
        name = ".".join(path)
        if stated.broken_pattern:
            message = f"the pattern `{_short(stated.broken_pattern)}` of `{name}` is no regular expression: {stated.broken_why}"
            self._told("A120", message, cells, "validation")
        for clause in stated.rest:
            self._told(
                "A159",
                f"rule `{_short(clause)}` of `{name}` is not understood",
                cells,
                "validation",
            )
        for misfit in misfits:
            self._told(
                "A164",
                f"rule `{_short(misfit)}` does not fit the type of `{name}`",
                cells,
                "validation",
            )
        return [*stated.described, *stated.rest, *misfits]

    def _description(self, texts: dict[str, str]) -> tuple[str | None, Rules | None]:
        text = plain(texts.get("description", "")).strip()
        if not text:
            return None, None
        return text, rules_in_passing(text)

    def _told(self, code: str, message: str, cells: tuple[Cell, ...], role: str) -> None:
        self.diagnostics.append(diagnostic(code, message, cells[self.roles[role]].span))


def _required(texts: dict[str, str]) -> bool | None:
    if "required" in texts:
        word = plain(texts["required"]).strip().lower().strip("*. ")
        if word in REQUIRED:
            return True
        if word in OPTIONAL or not word:
            return False
        first = re.split(r"[\s,，(（/;]", word, maxsplit=1)[0]
        if first in REQUIRED:
            return True
        if first in OPTIONAL or first in ("conditional", "cond", "条件", "조건부", "conditionally"):
            return False
    if "optional" in texts:
        word = plain(texts["optional"]).strip().lower()
        if word in REQUIRED:
            return False
        if word in OPTIONAL:
            return True
    if _NO_DEFAULT.fullmatch(plain(texts.get("default", "")).strip("*_ ()")):
        return True
    return None


_TOLD_ELSEWHERE = regex(r"\s*[(（][^()（）]+[)）]\s*")
_NO_DEFAULT = regex(
    r"(?:required|mandatory|must|必填|必须|필수|必須|обязательн\w+|obligatori[oa]|obrigatóri[oa]|obligatoire|requis|erforderlich|pflicht(?:feld)?|wymagan[eay]|zorunlu|bắt buộc|wajib)",
    re.IGNORECASE,
)
"""What stands in a column of defaults where there is none."""


def _default(text: str) -> JsonValue | Missing:
    text = plain(text).strip()
    return MISSING if text.lower() in _EMPTY or len(text) > 80 else default_in(text)


def fitting(default: JsonValue | Missing, shape: Shape) -> JsonValue | Missing:
    """A default that can't be a value of the type (`now()`, `auto`) is no default of a field."""
    from_type = type(shape).__name__
    if from_type == "NumberShape":
        return (
            default
            if isinstance(default, (int, float)) and not isinstance(default, bool)
            else MISSING
        )
    if from_type == "BooleanShape":
        return default if isinstance(default, bool) else MISSING
    if from_type == "StringShape" and not isinstance(default, str):
        return default if default is None else str(default)
    if isinstance(default, str) and from_type in ("ArrayShape", "ObjectShape", "MapShape"):
        return MISSING
    if isinstance(default, str) and default.endswith(")") and "(" in default:
        return MISSING
    return default


def _marked(name: str) -> tuple[str, bool | None]:
    """A name without the marks that say whether it is required."""
    name = name.strip().strip("`\"' ")
    if match := re.fullmatch(r"(.*?)\s*[(（]\s*([^()（）]*)\s*[)）]", name):
        word = match.group(2).lower().strip()
        name = match.group(1).strip().strip("`\"' ")
        if word in REQUIRED:
            return name, True
        if word in OPTIONAL:
            return name, False
    if name.endswith("?"):
        return name[:-1].strip("`"), False
    if name.endswith("*") and not name.endswith(".*"):
        return name[:-1].rstrip("\\ `"), True
    if name.startswith("*") and len(name) > 1:
        return name[1:].strip(), True
    return name, None


def field_path(name: str) -> tuple[str, ...] | None:
    """`items[].sku` -> ("items", "[]", "sku"); None when this is no name."""
    if not _NAME.fullmatch(name) or len(name) > 120:
        return None
    parts: list[str] = []
    for part in name.split("."):
        bare = _LIST_MARK.sub("", part)
        if bare == "*":
            parts.append("[]")
            continue
        if not bare and not _LIST_MARK.search(part):
            return None
        if bare:
            parts.append(bare)
        parts += ["[]"] * len(_LIST_MARK.findall(part))
    return tuple(parts) or None


def _first(*facts: bool | None) -> bool | None:
    return next((fact for fact in facts if fact is not None), None)


def _short(text: str) -> str:
    text = plain(text).strip()
    return text if len(text) <= 60 else f"{text[:57]}..."

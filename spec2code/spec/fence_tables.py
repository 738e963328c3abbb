"""Several tables in one fence, each a name with its columns below it: ``users``, ``Users:``, ``# users``, ``users (``, a tree."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_bullets import FIELDS_HEAD
from spec2code.spec.column_marks import KEY_MARK, SQL_TYPE
from spec2code.spec.tables_in_lines import TableLine

__all__ = ["tables_in_fence"]

_HEAD = regex(
    r"(?P<mark>#{1,4}\s*|\[\s*|(?:table|class|entity|model|collection|tabla|tabela|表|테이블|テーブル|таблица|bảng|tabel)(?:\s*[:：]\s*|\s+))?"
    r"[`\"*]*(?P<name>[A-Za-z_]\w*)[`\"*]*\s*\]?(?:\s*[(（][^()（）{}]*[)）])?\s*(?P<open>[:：({=]|[:：]\s*\{)?\s*(?:(?:--|//|#|[-–—])\s.*)?",
    re.IGNORECASE | re.ASCII,
)
_TREE = regex(r"[\s│|]*[├└+|`][─\-]{1,}\s*|[\s│]+")
_BULLET = regex(r"[-*+•·]\s+")
_RULE = regex(r"[-=─━~]{3,}")
_SHUT = regex(r"[)}\]][;,]?")
_REMARK = regex(r"(?:--|//|#)\s.*|/\*.*\*/")
_ASSIGNED = regex(r"^(\w+\s*:\s*\w+(?:\([\d, ]*\))?)\s*=\s*(?=\S)")
"""A value behind the type: `made_at: datetime = now()`."""
_ASIDE = regex(
    r"(indexes|index|indices|índices?|unique(?: keys?| constraints?)?|constraints?|索引|约束|인덱스|индексы)\s*[:：]?",
    re.IGNORECASE,
)
"""What heads the keys of the table above."""
_COLUMN = regex(
    r"[`\"*]*[A-Za-z_]\w*[`\"*]*\s*(?:[:：(（]|\s|$)|(?:unique|primary key|foreign key|index|check|constraint)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Block:
    name: str
    span: Span
    marked: bool
    """Its name stands in a notation of its own, not merely above something indented."""
    lines: list[tuple[str, Span]] = field(default_factory=list)
    told: list[tuple[str, str, Span]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    """Without what draws a tree, a bullet or blanks in front of it."""
    depth: int
    listed: bool
    """A bullet or a branch of a tree."""
    after_blank: bool
    span: Span


def tables_in_fence(excerpt: Excerpt) -> list[TableLine]:
    """The tables of a fence that holds nothing else, most of them with a key or a type of SQL in capitals."""
    lines = _lines(excerpt)
    if not lines:
        return []
    found: list[_Block] = []
    aside = ""
    for at, line in enumerate(lines):
        if any(each.fullmatch(line.text) for each in (_SHUT, _RULE, FIELDS_HEAD)):
            continue
        if found and (match := _ASIDE.fullmatch(line.text)) is not None:
            aside = match.group(1)
            continue
        if (block := _opened(lines, at, found)) is not None:
            found.append(block)
            aside = ""
        elif found and aside:
            found[-1].told.append((aside, line.text.rstrip(" ,;"), line.span))
        elif found and _COLUMN.match(line.text):
            said = _ASSIGNED.sub(r"\1 DEFAULT ", line.text.rstrip(" ,;"))
            found[-1].lines.append((f"- {said}", line.span))
        else:
            return []
    if any(not block.lines for block in found):
        return []
    if len(found) < 2 and not any(block.marked and len(block.lines) > 1 for block in found):
        return []
    telling = sum(_tells(block) for block in found)
    if telling * 2 <= len(found):
        return []
    return [
        TableLine(block.name, tuple(block.lines), block.span, tuple(block.told)) for block in found
    ]


def _lines(excerpt: Excerpt) -> list[_Line]:
    found: list[_Line] = []
    offset, blank = 0, True
    for line in excerpt.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        stripped = line.strip()
        if not stripped or not stripped.strip("│| "):
            blank = True
            continue
        drawn = _TREE.match(line)
        text = line[drawn.end() :] if drawn else line
        listed = bool(drawn and drawn.group().strip())
        depth = len(line) - len(text)
        if (bullet := _BULLET.match(text)) is not None:
            text, listed = text[bullet.end() :], True
        if _REMARK.fullmatch(text.strip()) and not re.fullmatch(
            r"#+\s*[A-Za-z_]\w*\W*(?:[(（].*)?", stripped
        ):
            continue
        at = start + line.find(text.strip()) if text.strip() else start
        span = excerpt.span(at, at + max(len(text.strip()), 1))
        found.append(_Line(text.strip(), depth, listed, blank, span))
        blank = False
    return found


def _opened(lines: list[_Line], at: int, found: list[_Block]) -> _Block | None:
    """The table that begins at this line: its name is marked, or what follows is set off from it."""
    line, match = lines[at], _HEAD.fullmatch(lines[at].text)
    following = next(iter(lines[at + 1 :]), None)
    if match is None or following is None or line.listed or line.depth > lines[0].depth:
        return None
    block = _Block(match["name"], line.span, bool(match["mark"] or match["open"]))
    if match["mark"] or (match["open"] or "")[-1:] in ("(", "{") or _RULE.fullmatch(following.text):
        block.marked = True
        return block
    deeper = following.listed or following.depth > line.depth
    return block if deeper and (line.after_blank or match["open"] or not found) else None


def _tells(block: _Block) -> bool:
    keyed = any(KEY_MARK.search(text) for text, _ in block.lines)
    typed = sum(bool(SQL_TYPE.search(text)) for text, _ in block.lines)
    return keyed or typed * 2 > len(block.lines)

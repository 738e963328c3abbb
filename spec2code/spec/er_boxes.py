"""ER diagrams drawn with strokes: boxes with an entity's name above a stroke and its attributes below it."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.column_bullets import read_bullets
from spec2code.spec.column_marks import KEY_MARK, SQL_TYPE
from spec2code.spec.er_diagrams import Entity, ErDiagram

__all__ = ["read_boxes"]

_TOP = regex(r"[┌╔╭][─═━┬╤]+[┐╗╮]|\+[-=+]+\+")
_SIDES = "│║┃|├┤╠╣┝┥┠┨╟╢+"
_RULE = regex(r"[\s─═━\-=┼╪┬┴+]*[─═━\-=][\s─═━\-=┼╪┬┴+]*")
_ENTITY = regex(
    r"(?:table:?\s+)?[`\"]?([A-Za-z_]\w*)[`\"]?(?:\s*(?:table)?\s*[(（].*)?",
    re.IGNORECASE | re.ASCII,
)
_METHOD = regex(r"[+#~-]?\s*\w+\([\w\s,:]*\)\s*(?::\s*\w+)?")
_MARK = regex(r"(?:\*|#|•|·|-|\+|🔑)\s*(?=[A-Za-z_])|(?P<key>PK|FK|UK)\s*[:|│]?\s+(?=[A-Za-z_])")
_FILLER = regex(r"\.{2,}|…|(?:\.{2,}|…).*|etc\.?")
_WIDTH = 600
_HEIGHT = 400
"""No drawing is wider, no box of it higher."""


@dataclass(slots=True)
class _Box:
    rows: list[tuple[str, Span] | None] = field(default_factory=list)
    """Their texts; None for a stroke from side to side."""


def read_boxes(excerpt: Excerpt) -> ErDiagram | None:
    """The entities that a drawing lists with attributes; None where its boxes are about something else.

    They are entities where most have a key mark, a type of SQL, or nothing but names with an `id` first.
    """
    entities: list[Entity] = []
    telling = boxes = 0
    for box in _boxes(excerpt):
        name, lines = _parts(box)
        if name is None or len(lines) < 2:
            continue
        boxes += 1
        read = read_bullets(lines, bare=True)
        texts = [text for text, _ in lines]
        keyed = any(KEY_MARK.search(text) for text in texts)
        typed = sum(bool(SQL_TYPE.search(text)) for text in texts) * 2 > len(texts)
        if read is None or not (keyed or typed or texts[0].lower() == "- id"):
            continue
        telling += 1
        span = next(row[1] for row in box.rows if row is not None)
        entities.append(Entity(name, span, read[0]))
    return ErDiagram(entities, [], []) if entities and telling * 2 > boxes else None


def _parts(box: _Box) -> tuple[str | None, list[tuple[str, Span]]]:
    """The entity's name, which a stroke or an empty row sets off, and the lines of its attributes."""
    rows = list(box.rows)
    while rows and (rows[0] is None or not rows[0][0]):
        rows.pop(0)
    if len(rows) < 3 or rows[0] is None or (rows[1] is not None and rows[1][0]):
        return None, []
    match = _ENTITY.fullmatch(rows[0][0])
    if match is None:
        return None, []
    lines: list[tuple[str, Span]] = []
    for row in rows[1:]:
        text = row[0] if row is not None else ""
        if row is None or not text or _METHOD.fullmatch(text) or _FILLER.fullmatch(text):
            continue
        mark = _MARK.match(text)
        bare = text[mark.end() :] if mark else text
        key = f" ({mark['key']})" if mark and mark["key"] else ""
        lines.append((f"- {_spaced(bare)}{key}", row[1]))
    return match.group(1), lines


def _spaced(text: str) -> str:
    """`id : uuid` and `id  (PK)` as a bullet has them."""
    return re.sub(r"\s{2,}", " ", re.sub(r"\s*[│|]\s*", " ", text)).strip()


def _boxes(excerpt: Excerpt) -> list[_Box]:
    """The boxes of a drawing, in the order of their upper edges."""
    lines = excerpt.text.split("\n")
    rows = [_Row(line[:_WIDTH]) for line in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[_Box] = []
    strokes: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        for edge in _TOP.finditer(row.text):
            left, right = row.column(edge.start()), row.column(edge.end() - 1)
            if (top, left) in strokes:
                continue  # it divides or ends a box that began above
            box = _Box()
            for at in range(top + 1, min(len(rows), top + _HEIGHT)):
                begin, end = rows[at].side(left), rows[at].side(right)
                if begin is None or end is None or end <= begin:
                    break
                inside = rows[at].text[begin + 1 : end]
                if inside.strip() and _RULE.fullmatch(inside):
                    strokes.add((at, rows[at].column(begin)))
                    box.rows.append(None)
                    continue
                text = inside.strip()
                offset = starts[at] + begin + 1 + len(inside) - len(inside.lstrip())
                box.rows.append((text, excerpt.span(offset, offset + max(len(text), 1))))
            found.append(box)
    return found


class _Row:
    """A line of a drawing by the columns of the screen, of which a sign of Chinese takes two."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: list[int] = []
        for place, sign in enumerate(text):
            self.places += [place] * (2 if east_asian_width(sign) in "WF" else 1)

    def column(self, place: int) -> int:
        return self.places.index(place)

    def side(self, column: int) -> int | None:
        """Where the side of a box stands that begins or ends in this column, or one beside it."""
        for near in (column, column - 1, column + 1):
            if 0 <= near < len(self.places) and self.text[self.places[near]] in _SIDES:
                return self.places[near]
        return None

"""Markers in comments that split one script into its way up and its way down."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.sql.tokens import Token

__all__ = ["down_ranges"]

_LEAD = r"^(?:--|#|/\*|//)[\s\-=*#+>:]*(?:[^\w\s]{1,4}\s*)?(?:\d+[.)]\s*)?"
_DOWN = regex(
    _LEAD + r"(?:\+goose\s+down|migrate:down|\+micrate\s+down|\+migrate\s+down|"
    r"(?:(?:migration|sql)\s+)?(?:down(?:[ _-]?(?:migration|sql|script|grade))?|rollback|roll\s*back|revert|undo)"
    r"(?:\s+(?:migration|script|sql|steps?))?|"
    r"回滚(?:脚本|迁移)?|降级|回退|撤销|ロールバック|ダウンマイグレーション|롤백|다운\s*마이그레이션|"
    r"reversi[óo]n|revertir|reverter|migraci[óo]n\s+descendente|migra[çc][ãa]o\s+de\s+revers[ãa]o|"
    r"annulation|migration\s+descendante|откат|geri\s+al(?:ma)?|hoàn\s+tác|تراجع)"
    r"\s*(?:$|[:：(（*/\-–—=]|\.\s*$)",
    re.IGNORECASE,
)
_UP = regex(
    _LEAD + r"(?:\+goose\s+up|migrate:up|\+micrate\s+up|\+migrate\s+up|"
    r"(?:(?:migration|sql)\s+)?up(?:[ _-]?(?:migration|sql|script|grade))?|forward(?:\s+migration)?|apply|"
    r"升级|正向迁移|アップマイグレーション|업\s*마이그레이션|"
    r"migraci[óo]n\s+ascendente|migration\s+ascendante|накат)"
    r"\s*(?:$|[:：(（*/\-–—=]|\.\s*$)",
    re.IGNORECASE,
)


def down_ranges(comments: list[Token], end: int) -> list[tuple[int, int]]:
    """The stretches of the text that lie behind a Down marker, up to the next Up marker or the end."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for comment in comments:
        line = comment.text.split("\n", 1)[0][:200].rstrip()
        if opened is None and _DOWN.match(line):
            opened = comment.end
        elif opened is not None and _UP.match(line):
            ranges.append((opened, comment.start))
            opened = None
    if opened is not None:
        ranges.append((opened, end))
    return ranges

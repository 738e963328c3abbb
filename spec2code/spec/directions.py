"""Up, down, pre- and post-deployment SQL told apart by headings, labels and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt

__all__ = ["Segment", "direction_of", "segments"]

_DOWN = regex(
    r"\b(?:down(?:grade)?|roll(?:ing)?[\s_-]?backs?|revert(?:ing)?|undo|reversal|backward migration)\b"
    r"|回滚|回退|降级|还原|롤백|되돌리기|\breversi[oó]n\b|\breverter\b|\bdesfazer\b|\bannulation\b|\bgeri al|\bоткат\w*|\bkembalikan\b|khôi phục",
    re.IGNORECASE,
)
_ABLE = regex(
    r"(?:\b(?:supports?|supporting|enables?|allows?|for|soporta|permite|suporta|permet)\s+(?:\w+\s+)?|(?:支持|可|用于|便于)\s*|поддержка\s+)"
    r"(?:roll(?:ing)?[\s_-]?backs?|undo|revert\w*|reversal|回滚|回退|还原|откат\w*)|(?:롤백|되돌리기)\s*(?:지원|가능|용)",
    re.IGNORECASE,
)
"""What a table is for, and no direction: "versions (supports rollback)"."""
_POST = regex(
    r"\bpost[\s_-]?deploy\w*|\bafter deploy\w*|\bcontract phase\b|\bcleanup migration\w*|\bmigrations?\s*\(cleanup\)|部署后|배포 후"
    r"|\bpost[\s_-]?despliegue|\bpós[\s_-]?deploy|\bпосле (?:деплоя|развертывания|развёртывания)",
    re.IGNORECASE,
)
_PRE = regex(
    r"\bpre[\s_-]?deploy\w*|\bbefore deploy\w*|\bexpand phase\b|部署前|배포 전|\bдо (?:деплоя|развертывания)",
    re.IGNORECASE,
)
_UP = regex(
    r"\bup(?:grade)?\b(?!\s*(?:to|time))|\bforward migration\b|\bmigrate forward\b|升级|正向|업그레이드",
    re.IGNORECASE,
)
_COMMENT_DOWN = regex(
    r"(?:\W*(?:\+goose|migrate:|\+migrate|@)?\s*(?:down(?:grade)?(?:\s+(?:migration|sql|script)\w*)?(?:\s*\([^)]*\))?|roll\s?back(?:\s+(?:migration|script|sql)\w*)?|revert|undo)\s*(?:[:：—–-].*|\W*$)|.*\bdown migration\b.*|.*(?:回滚|롤백).*)",
    re.IGNORECASE,
)
_COMMENT_UP = regex(
    r"\W*(?:\+goose|migrate:|\+migrate|@)?\s*(?:up(?:grade)?(?:\s+(?:migration|sql|script)\w*)?(?:\s*\([^)]*\))?|forward(?:\s+migration)?)\s*(?:[:：—–-].*|\W*$)",
    re.IGNORECASE,
)
_COMMENT = regex(r"^[ \t]*(?:--|#|/\*)(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of SQL with one direction: up, down or post."""

    direction: str
    excerpt: Excerpt


def direction_of(texts: Iterable[str]) -> str | None:
    """The direction that the nearest of these texts names; None when none does.

    A text that names both ways (`Migration Scripts (up/down)`) says nothing.
    """
    for text in texts:
        if _POST.search(text):
            return "post"
        if _PRE.search(text):
            return "up"
        down, up = _DOWN.search(_ABLE.sub(" ", text)), _UP.search(text)
        if down and not up:
            return "down"
        if up and not down:
            return "up"
    return None


def segments(excerpt: Excerpt, direction: str) -> list[Segment]:
    """The excerpt cut at the comments that name a direction; `direction` holds up to the first."""
    found: list[Segment] = []
    start = 0
    text = excerpt.text
    for match in _COMMENT.finditer(text):
        words = match.group(1).strip().removesuffix("*/").strip()
        if not words or len(words) > 80:
            continue
        turned = _turn(words)
        if turned is None or not _between_statements(text, start, match.start()):
            continue
        if text[start : match.start()].strip():
            found.append(Segment(direction, excerpt.cut(start, match.start())))
        start, direction = match.start(), turned
    if text[start:].strip():
        found.append(Segment(direction, excerpt.cut(start)))
    return found


def _turn(words: str) -> str | None:
    if _POST.search(words):
        return "post"
    if _PRE.search(words) or _COMMENT_UP.fullmatch(words):
        return "up"
    return "down" if _COMMENT_DOWN.fullmatch(words) else None


def _between_statements(text: str, start: int, position: int) -> bool:
    """Whether the last line with SQL before this place ended its statement."""
    lines = text[max(start, position - 2000) : position].splitlines()
    for line in reversed(lines):
        code = re.sub(r"--.*$", "", line).strip()
        if code:
            return code.endswith((";", "*/", "$$")) or code.upper() in ("GO", "COMMIT")
    return True

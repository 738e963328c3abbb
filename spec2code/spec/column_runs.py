"""Bullets that give several columns at once, as one line for each."""

from __future__ import annotations

from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.clauses import split_top
from spec2code.spec.column_marks import KEY_MARK, TYPED, is_marked

__all__ = ["columns_of"]

_RUN = regex(
    r"[-*+•\s]*`([A-Za-z_]\w*)`(?:\s*(?:[,、，/&+]|and|和|及|与|y|e|et|и|und)\s*`[A-Za-z_]\w*`)+(?=\s*(?:$|[(（:：。.]|[-–—]\s))"
)
"""Names as code one behind the other, and at most a remark on all of them: `` `created_at`, `updated_at` (of the mixin)``."""
_KEYED = regex(r"[-*+•\s]*(?:`[A-Za-z_]\w*`|[A-Za-z_]\w*)(?:\s*[(（][^()（）]*[)）])?")
"""A name and a remark in brackets; the first of a run says that it is the key: ``- `id` (PK), `name` ``."""
_NAME = regex(r"`([A-Za-z_]\w*)`")


def columns_of(text: str, span: Span) -> list[tuple[str, Span]]:
    """The columns of a bullet that gives several with their types: ``- `id` uuid PK, `name` text``."""
    slashed = text.lstrip("-*+• ").split(" / ")
    if len(slashed) > 1 and all(part.strip("` ").isidentifier() for part in slashed):
        return [(part.strip("` "), span) for part in slashed]
    if run := _RUN.match(text):
        rest = text[run.end() :] if is_marked(text[run.start(1) - 1 :]) else ""
        return [(f"- `{name}`{rest}", span) for name in _NAME.findall(run.group())]
    parts = split_top(text, ",;")
    if (
        len(parts) > 2
        and KEY_MARK.search(parts[0])
        and all(_KEYED.fullmatch(part) for part in parts)
    ):
        return [(f"- {part.lstrip('-*+• ')}", span) for part in parts]
    if len(parts) < 2 or not all(TYPED.match(part) and part.count("`") >= 2 for part in parts):
        return [(text, span)]
    return [(f"- {part.lstrip('-*+• ')}", span) for part in parts]

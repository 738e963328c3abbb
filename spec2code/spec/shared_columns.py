"""Columns that a document gives to all its tables at once: in a sentence, or by a mixin of its models."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Document, Fence, ListItem, Paragraph
from spec2code.spec.inline import code_spans

__all__ = ["shared_columns"]

_ALL = regex(
    r"\b(?:all|every|each|most)\s+(?:of\s+)?(?:the\s+|our\s+)?(?:[\w-]+\s+){0,2}(?:tables?|entit(?:y|ies)|models?|records?|rows?)\b[^.;`]{0,40}?\b(?:ha(?:ve|s)|includes?|carr(?:y|ies)|contains?|gets?|with|shares?|uses?)\b"
    r"|(?:所有|全部|每个|每张)(?:的)?(?:数据)?(?:表|实体|模型)[^。；`]{0,12}?(?:包含|含有?|具有|拥有|带有?|有|使用)"
    r"|모든\s*(?:테이블|엔티티|모델)[^.`]{0,12}|(?:すべて|全て|全)の?(?:テーブル|エンティティ)[^。`]{0,12}"
    r"|\b(?:todas las tablas|todas as tabelas|toutes les tables|alle tabellen|все таблицы|tutte le tabelle)\b[^.;`]{0,40}",
    re.IGNORECASE,
)
_NAME = regex(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[a-z]+(?:[A-Z][a-z]+)+")
_MIXIN = regex(
    r"^class[ \t]+\w*(?:Mixin|Base)\w*\b[^\n]*:[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n)+)", re.MULTILINE
)
_FIELD = regex(
    r"^[ \t]+([a-z]\w*)[ \t]*(?::[ \t]*Mapped\[|(?::[^=\n]+)?=[ \t]*(?:\w+\.)?(?:mapped_column|Column|Field)\()",
    re.MULTILINE,
)
_LONGEST = 600
"""More than this is no sentence on columns."""


def shared_columns(document: Document) -> frozenset[str]:
    """The names of such columns: "All tables have `created_at` and `updated_at`", `class TimestampMixin`."""
    found: set[str] = set()
    for _, block in document.walk():
        if isinstance(block, Fence):
            if "class " in block.text:
                for match in _MIXIN.finditer(block.text + "\n"):
                    found.update(_FIELD.findall(match.group(1)))
        elif isinstance(block, Paragraph | ListItem) and "`" in block.text[:_LONGEST]:
            text = block.text[:_LONGEST]
            for match in _ALL.finditer(text):
                end = next((m.start() for m in _END.finditer(text, match.end())), len(text))
                found.update(
                    span.text
                    for span in code_spans(text)
                    if match.start() <= span.start < end and _NAME.fullmatch(span.text)
                )
    return frozenset(found)


_END = regex(r"[.;。；](?:\s|$)|[。；]")

"""What a cell of requests says of an endpoint that reads: its query, for it has no body."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.body_clues import NOTHING
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.inline import fold_width
from spec2code.spec.inline_names import inline_names
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.remarks import take_told_queries

__all__ = ["take_asked"]

_CREDENTIAL = regex(r"\W*authorization\b", re.IGNORECASE)
_BODY = regex(r"[`*\s]*(?:body|请求体|본문|cuerpo|corpo|corps)?[\s:`]*[{\[]", re.IGNORECASE)
_STOP = regex(
    r"[;。]|\.\s|返回|响应|반환|응답|→|⇒|=>|->|\b(?:returns?|responds|devuelve|retorna|renvoie|возвращает)\b|<br",
    re.IGNORECASE,
)
"""Where a cell goes on with something else than what is asked for."""
_ONE_NAME = regex(r"\W*\w+\W*")
_LOWER = regex(r"[a-z_]")


def take_asked(labels: LabelReader, cell: Excerpt) -> bool:
    """Takes the query of a GET or DELETE; False where the cell shows none."""
    method = labels.content.method
    if method in WRITING or NOTHING.match(cell.text):
        return False
    text = fold_width(cell.text)
    if _CREDENTIAL.match(text):
        labels.headers(cell)
        return True
    if _BODY.match(text):
        # A DELETE may have a body, a GET hasn't.
        if method == "DELETE":
            return False
        labels.inline_parameters("query", cell.cut(text.find(text.strip("`* ")[:1])))
        return True
    if text.lstrip("` ").startswith("?"):
        labels.inline_parameters("query", cell)
        return True
    stop = _STOP.search(text)
    asked = cell.cut(0, stop.start() if stop is not None else len(text))
    names = inline_names(asked)
    if not names or not all(_LOWER.match(name) for name, *_ in names):
        if method == "DELETE" or _ONE_NAME.fullmatch(text):
            return False
        take_told_queries(labels.content, cell)
        return True
    labels.inline_parameters("query", asked)
    return True

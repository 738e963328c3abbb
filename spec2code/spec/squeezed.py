"""A cell or line that holds what others give columns: "**Auth:** none. Request `{email}`. Response `200` …; errors `401`"."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.inline import code_spans
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.labels import Label, statuses_in
from spec2code.spec.status_lists import read_status_line

__all__ = ["take_squeezed"]

_CLAUSE = regex(
    r"(?:^|(?<=[.;。；])\s+|<br\s*/?>\s*)[*_]{0,2}(?P<word>auth(?:entication|orization)?|request(?:\s+body)?|body|payload"
    r"|query(?:\s+(?:params?|parameters?))?|response|returns?|errors?|also|optional)\b[*_]{0,2}\s*[:：]?[*_]{0,2}\s*(?=(?P<next>\S))",
    re.IGNORECASE,
)
_ROLES: Final = {
    "auth": "auth",
    "request": "request",
    "body": "request",
    "payload": "request",
    "optional": "request",
    "query": "query",
    "response": "response",
    "return": "response",
    "error": "errors",
    "also": "errors",
}


def take_squeezed(labels: LabelReader, cell: Excerpt) -> bool:
    """Takes the parts that a text names by words; False where it names fewer than two."""
    clauses = [match for match in _CLAUSE.finditer(cell.text) if _is_part(match)]
    if len(clauses) < 2:
        return False
    ends = [match.start() for match in clauses[1:]] + [len(cell.text)]
    for match, end in zip(clauses, ends, strict=True):
        _take(labels, _role(match), cell.cut(match.end(), end))
    return True


def _role(match: re.Match[str]) -> str:
    word = match["word"].lower()
    return next(role for start, role in _ROLES.items() if word.startswith(start))


def _is_part(match: re.Match[str]) -> bool:
    """Whether code, a body or a status follows; behind Auth any words."""
    if _role(match) == "auth":
        return ":" in match.group() or "：" in match.group()
    return match["next"] in "`{[" or match["next"].isdigit()


def _take(labels: LabelReader, role: str, rest: Excerpt) -> None:
    text = rest.text
    match role:
        case "errors":
            read_status_line(labels.content, rest, in_errors=False)
        case "auth":
            labels.apply(Label("auth", "auth", (), rest.cut(0, _sentence(text)), strong=True))
        case "response":
            statuses = statuses_in(text[:18])
            brace = re.search(r"`\{|\{", text[:60])
            shown = (
                rest.cut(brace.start(), _code_end(text, brace.start())) if brace else rest.cut(0, 0)
            )
            label = Label("response", "", statuses, shown, strong=True)
            if not labels.bodies.inline(label):
                labels.stated(label)
        case _:
            labels.apply(Label(role, role, (), rest.cut(0, _code_end(text, 0)), strong=True))


def _sentence(text: str) -> int:
    end = re.search(r"[.;。；](?=\s|$)", text)
    return end.start() if end else len(text)


def _code_end(text: str, start: int) -> int:
    """The end of the inline code that begins there, with its mark; else that of the sentence."""
    span = next((span for span in code_spans(text) if span.start - 2 <= start <= span.end), None)
    return span.end + 1 if span is not None else start + _sentence(text[start:])

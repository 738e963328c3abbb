"""What is told of a statement that can't be read: a placeholder that was never filled, or a mistake."""

from __future__ import annotations

from spec2code.codes import diagnostic
from spec2code.diagnostics import Severity
from spec2code.model.patterns import regex
from spec2code.sql.cursor import Cursor, Script, Unreadable
from spec2code.sql.tokens import Token

__all__ = ["find_placeholder", "tell_placeholder", "tell_unreadable"]

_OPENERS = ("{", "[", "<", "...", "${", "…")
_ANGLE = regex(r"<[A-Za-z_][\w .-]{0,60}>")
_SQUARE = regex(r"\[[^\W\d][\w .-]{0,60}\]")
_CURLY = regex(r"\$?\{\{?[^{}\n]{0,120}\}?\}?")


def find_placeholder(script: Script, token: Token) -> tuple[int, int] | None:
    """The stretch of a `{{x}}`, `[x]`, `<x>` or `...` that begins at this token; None where it is none."""
    text = script.excerpt.text
    if token.word == "...":
        return token.start, token.end
    for sign, pattern in (("{", _CURLY), ("$", _CURLY), ("[", _SQUARE), ("<", _ANGLE)):
        if token.text.startswith(sign):
            match = pattern.match(text, token.start)
            if match is not None:
                return match.start(), match.end()
    return None


def tell_placeholder(script: Script, start: int, end: int, subject: str) -> None:
    written = script.excerpt.text[start:end]
    if written in ("...", "…"):
        message = (
            f"{subject}: `{written}` leaves out what belongs there, so it is known in part only"
        )
        script.diagnostics.append(
            diagnostic("Q102", message, script.span(start, end), severity=Severity.WARNING)
        )
        return
    script.tell("Q102", f"{subject}: the placeholder `{written}` is not filled in", start, end)


def tell_unreadable(cursor: Cursor, problem: Unreadable, subject: str, first: int) -> None:
    """Report what can't be read, as an unfilled placeholder where one is at fault.

    Args:
        subject: what can't be read, such as "table `orders`".
        first: index of the first token that may be at fault.
    """
    script = cursor.script
    for index in range(first, cursor.stop):
        token = cursor.tokens[index]
        if token.start > problem.end:
            break
        place = find_placeholder(script, token) if token.kind == "op" else None
        if place is not None and place[1] >= problem.start:
            tell_placeholder(script, *place, subject)
            return
    script.tell(
        "Q101",
        f"{subject}: {problem.found} stands where {problem.expected} is expected",
        problem.start,
        problem.end,
    )

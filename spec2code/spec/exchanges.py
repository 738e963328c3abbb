"""What is sent and what comes back, on one line: ``— `{ name, kind? }` → `201 Pet` ``, ``→ `200 [{ id, name }]` ``."""

from __future__ import annotations

from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.inline import closing_brace, code_spans, fold_width
from spec2code.spec.labels import Label
from spec2code.spec.line_parts import masked

__all__ = ["answer_behind", "take_answer", "take_exchange", "take_shown"]

_ARROW: Final = regex(r"(?:→|⇒|=>|->)\s*(?=\S)")
_TOLD_STATUS = regex(
    r"^[`*\s]*(20[0-6])\b|[(（][^()（）]{0,40}?\b(20[0-6])\b(?!\s*\w*(?:items|rows|chars))"
)
"""A status right behind an arrow, or in brackets at the end: ``→ Pet (admin only, 201)``."""
_SHOWN = regex(r"[^{}(（.;]{0,40}?(?=\[?\s*\{)")
"""What may stand before a body behind an arrow: a status, a name (``→ 201 Token{ value, kind }``)."""
_ASIDE = regex(r"^(?!.*[45]\d\d).*[(（]\s*`$")
_STATUS_ALONE = regex(r"[1-5]\d\d(?:\s+[A-Z][A-Za-z ]{1,24})?")
_LEAD = regex(r"[\s—–:-]*(?:\([^(){}]{0,40}\)[\s—–:-]*)?(?=`?\s*\{)")
_NAME = regex(r"[\s—–:-]*`([A-Z][A-Za-z0-9]{1,60})`\s*$")


def take_exchange(bodies: BodyReader, text: Excerpt) -> Excerpt:
    """Takes the body that a remark begins with and what its arrow points at.

    Returns what stands between the two, which others may understand.
    """
    content = bodies.content
    writes = content.method in WRITING
    lead = _LEAD.match(text.text)
    if writes and lead is not None and not content.requests:
        end = closing_brace(text.text, text.text.find("{"))
        if end is not None:
            start = lead.end()
            bodies.inline(
                Label("request", "", (), text.cut(start, _code_end(text.text, end)), False)
            )
            text = text.cut(_code_end(text.text, end))
    arrow = _ARROW.search(masked(fold_width(text.text)))
    if arrow is None:
        return text
    before = text.cut(0, arrow.start())
    named = _NAME.match(before.text) if writes and not content.requests else None
    if named is not None:
        bodies.reference(before, "request", ())
    take_answer(bodies, text.cut(arrow.end()))
    return before


def answer_behind(text: str) -> bool:
    """Whether an arrow behind the body that a text begins with points at what comes back."""
    lead = _LEAD.match(text)
    end = closing_brace(text, text.find("{")) if lead is not None else None
    return end is not None and _ARROW.match(text[end:].lstrip("` ")) is not None


def take_answer(bodies: BodyReader, behind: Excerpt) -> None:
    """Takes what an arrow points at: ``→ Pet[]``, ``→ 204``, ``→ Pet (201)``, ``→ `200 { id }` ``."""
    content = bodies.content
    told = _TOLD_STATUS.search(fold_width(behind.text))
    status = int(told.group(1) or told.group(2)) if told else None
    if status is not None:
        content.statuses.setdefault(status, (None, behind.span()))
    statuses = (status,) if status is not None else ()
    spans = code_spans(behind.text)
    if spans and not behind.text[: spans[0].start].strip(" `*") and len(spans[0].text) > 1:
        if not _STATUS_ALONE.fullmatch(spans[0].text):
            # The code right behind the arrow is what it points at.
            behind = behind.cut(spans[0].start, spans[0].end)
    shown = _SHOWN.match(behind.text)
    end = closing_brace(behind.text, behind.text.find("{")) if shown else None
    if shown is not None and end is not None:
        if behind.text[shown.end() : shown.end() + 1] == "[":
            end = behind.text.find("]", end) + 1 or end
        bodies.inline(Label("response", "", statuses, behind.cut(shown.end(), end), False))
    else:
        bodies.reference(behind, "response", statuses)


def take_shown(bodies: BodyReader, line: Excerpt) -> bool:
    """Takes a line that is a body in code and no more, perhaps with its answer: ``{ name }` → `201 Pet` ``."""
    content = bodies.content
    spans = code_spans(line.text)
    if content.method == "GET" and len(line.text) < 160 and not any(content.responses.values()):
        bodied = [span for span in spans if span.text.startswith("{")]
        if len(bodied) == 1 and _ASIDE.search(line.text[: bodied[0].start]):
            # "A short answer (`{ ok: true }`)": what else would a GET show?
            shown = line.cut(bodied[0].start, bodied[0].end)
            return bodies.inline(Label("response", "", (), shown, False))
    if not spans or line.text[: spans[0].start].strip(" `") or spans[0].text[:1] not in "{[":
        return False
    rest = line.text[spans[0].end :].strip("` .,;")
    answered = any(content.responses.values())
    if rest and not _ARROW.match(rest):
        return False
    waits = content.statuses and not answered
    if content.method in WRITING and not content.requests and not waits:
        take_exchange(bodies, line)
        return bool(content.requests)
    if answered:
        return False
    statuses = tuple(status for status in content.statuses if status < 300)[-1:]
    shown = line.cut(spans[0].start, spans[0].end)
    return bodies.inline(Label("response", "", statuses, shown, False))


def _code_end(text: str, end: int) -> int:
    """The end of the code that closes right behind `end`."""
    return end + 1 if text[end : end + 1] == "`" else end

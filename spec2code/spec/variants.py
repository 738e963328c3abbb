"""Bodies that are announced by the case they are for: "**For a dog:**" and a fence, "`GET /x` returns HTTP `503` if ..."."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.span import Excerpt
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import Content
from spec2code.spec.labels import Label
from spec2code.spec.routes import find_routes

__all__ = ["failure_of", "of_failure", "told_values", "variant_label"]

_FOR = regex(
    r"\W*(?:for|when|if|para|si|pour|quando|se|für|wenn|для|если|per|dla)\s+\S[^.!?]{1,60}|[^\W\d_][^.!?]{0,30}(?:的场合|时|の場合|인 경우|일 때)",
    re.IGNORECASE,
)
_FAILS = regex(
    r"\b(?:returns?|responds?(?: with)?|answers?(?: with)?|devuelven?|retornam?|renvoient?)\s+(?:an? )?(?:HTTP\s*)?(?:status\s*(?:code\s*)?)?`?([45]\d\d)\b"
)


_VALUES = regex(
    r"\W*(?:allowed|valid|possible|accepted|supported)\s+(?:`\w+`\s+)?values?(?:\s+(?:of|for)\s+`\w+`)?\s*(?:are\b|[:：])",
    re.IGNORECASE,
)


def told_values(line: Excerpt) -> bool:
    """Whether a line lists what one field may hold: "Allowed `status` values: `open`, `sold`."."""
    return _VALUES.match(line.text) is not None


def variant_label(label: Label, content: Content, above: Label | None) -> Label:
    """The label of one of several requests: a case in bold before any answer of an endpoint that is sent something."""
    if (
        label.role != "other"
        or not label.strong
        or (above is not None and above.role not in ("request", "description"))
        or content.method not in WRITING
        or any(content.responses.values())
        or not _FOR.fullmatch(label.name.strip(" :："))
    ):
        return label
    return replace(label, role="request")


def failure_of(line: Excerpt) -> Label | None:
    """What a sentence about an endpoint announces when it tells of a status that is an error."""
    routes = find_routes(line.text)
    match = _FAILS.search(line.text, routes[-1].end) if routes else None
    if match is None:
        return None
    rest = line.cut(len(line.text))
    return Label("errors", line.text, (int(match.group(1)),), rest, strong=True)


def of_failure(label: Label, above: Label | None) -> Label:
    """An example below an error is one of that error."""
    example = label.role in ("example_request", "example_response") or re.fullmatch(
        r"\W*examples?\W*", label.name, re.IGNORECASE
    )
    if above is None or above.role != "errors" or not above.statuses or not example:
        return label
    return replace(label, role="errors", statuses=label.statuses or above.statuses, strong=True)

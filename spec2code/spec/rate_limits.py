"""The text of a rate limit into requests and seconds: "10 requests per minute", "3/phone/10min", 每分钟 60 次."""

from __future__ import annotations

import re

from spec2code.model.api import RateLimit
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.inline import fold_width, plain

__all__ = ["read_rate_limit"]

_LIMIT = regex(
    r"(\d[\d,]*)\s*(?:requests?|req|calls?|attempts?|times|次|回|회|solicitudes|requisições|requêtes|istek|lần|запрос\w*)?\s*(?:/|per|each|every|in|within|por|par|\s)\s*(\d+)?\s*(s\b|sec|second|min|minute|m\b|hour|hr|h\b|day|d\b|분|초|시간|分钟|分|秒|小时|天|minuto|hora|heure|dakika|saat|phút|giờ|минут|час)",
    re.IGNORECASE,
)
_UNITS = (
    ("min", 60),
    ("分", 60),
    ("분", 60),
    ("dak", 60),
    ("phút", 60),
    ("мин", 60),
    ("m", 60),
    ("시간", 3600),
    ("小时", 3600),
    ("h", 3600),
    ("saat", 3600),
    ("giờ", 3600),
    ("час", 3600),
    ("d", 86400),
    ("天", 86400),
)


def read_rate_limit(excerpt: Excerpt) -> RateLimit:
    """The limit as written, with its numbers where they can be told."""
    text = plain(excerpt.text)
    match = _LIMIT.search(fold_width(text))
    if match is None:
        return RateLimit(text, span=excerpt.span())
    unit = next((seconds for word, seconds in _UNITS if match.group(3).lower().startswith(word)), 1)
    return RateLimit(
        text, int(match.group(1).replace(",", "")), unit * int(match.group(2) or 1), excerpt.span()
    )

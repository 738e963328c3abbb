"""Who may call, in bold together with the route: ``**`POST /pets` · KEEPER** — makes a pet``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt

__all__ = ["callers_beside"]

_ROLE = (
    r"(?:public|private|protected|auth(?:enticated)?|anyone|everyone|guest|(?:super[-_ ]?)?admin(?:istrator)?s?|users?|members?|customers?|owners?|managers?|staff|moderators?"
    r"|editors?|sellers?|buyers?|clients?|vendors?|merchants?|drivers?|doctors?|patients?|students?|teachers?|partners?|agents?|operators?|[A-Z]+_(?:ADMIN|USER|MANAGER|OWNER))"
)
_BESIDE = regex(
    rf"({_ROLE}(?:\s*[/|,+]\s*{_ROLE}){{0,4}}(?:\s+only)?(?:\s*\([^()*]{{1,60}}\))?)[^\w*()]{{0,6}}\*\*\s*(?:[—–:-]+\s*|$|(?=\W))",
    re.IGNORECASE,
)


def callers_beside(title: Excerpt) -> tuple[Excerpt | None, Excerpt]:
    """The words that say who may call, where the bold type of a route ends in them, and what stands behind."""
    match = _BESIDE.match(title.text)
    if match is None:
        return None, title
    return title.cut(*match.span(1)), title.cut(match.end())

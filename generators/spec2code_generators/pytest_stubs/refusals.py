"""What makes an endpoint answer with a row of its error table: another request, another caller, calls before, a state."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from spec2code.codegen.api_routes import Route
from spec2code.model.api import ApiError
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["Refusal", "refusal"]

_REPEATED: Final = regex(
    r"already|exist(?:s|ing)|duplicat|taken|twice|not.?unique|in.?use", re.IGNORECASE
)
_MOST_CALLS: Final = 1000


@dataclass(frozen=True, slots=True)
class Refusal:
    request: str | None = None
    """What is wrong in the request, as `request_of` has it."""
    caller: bool = False
    """The caller is one who may not."""
    calls_before: int = 0
    """So many times the same is asked for before."""
    state: bool = False
    """Something has to be so that no call of this endpoint brings about."""


def refusal(route: Route, row: ApiError, invalid: Collection[str]) -> Refusal:
    """How to be refused so.

    Args:
        route: the endpoint.
        row: of its error table.
        invalid: the codes of an invalid request.
    """
    said = " ".join(filter(None, (row.code, row.condition, row.message)))
    limit = route.endpoint.rate_limit
    match row.status:
        case 401:
            # Without a scheme there are no credentials to leave out.
            return Refusal(state=route.security is None)
        case 403 if route.security is not None:
            return Refusal(caller=True)
        case 404 if "{" in route.path:
            return Refusal(request="id")
        case 429 if limit is not None and limit.requests and limit.requests <= _MOST_CALLS:
            return Refusal(calls_before=limit.requests)
        case 400 | 422 if row.code in invalid or (row.code is None and not row.condition):
            if route.endpoint.request is not None:
                return Refusal(request="body")
        case 409 if (not said or _REPEATED.search(said)) and not _has_key(route):
            return Refusal(calls_before=1)
    return Refusal(state=True)


def _has_key(route: Route) -> bool:
    """Whether the same request once more is answered as the first was."""
    return any(
        item.name.lower() == "idempotency-key" and item.required for item in route.parameters
    )

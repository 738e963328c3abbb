"""Who may call an endpoint: whether credentials are needed, which scheme carries them, which scopes they grant.

Told is only what both sides say for certain. A route without a security scheme may be guarded by code that reading
can't judge; such are counted once for each spec (`P115`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.pair import Pair
from spec2code.model.api import Auth, Endpoint, Parameter
from spec2code.model.patterns import regex

__all__ = ["asks", "compare_auth", "is_credential", "known_scopes"]

_CREDENTIAL = regex(
    r"api[-_]?key|auth(?!ors?\b)|token$|jwt|session(?:[-_]?(?:id|key|cookie))?$", re.IGNORECASE
)

_API_KEY = regex(r"(?:x[-_])?api[-_]?key", re.IGNORECASE)

_CARRIED = {"oauth2": "bearer", "openIdConnect": "bearer", "http": None, "digest": "digest"}
"""OAuth 2 and OpenID Connect send a bearer token (RFC 6750)."""
_SAID = {True: "needs credentials", False: "is open"}


def compare_auth(pair: Pair, scopes: frozenset[str]) -> Iterator[Drift]:
    """What differs; `scopes` are all that the code knows, so that words for roles aren't taken for them."""
    wanted, has = pair.spec.auth, pair.code.auth
    if wanted is None:
        return
    needed = asks(pair.code)
    if wanted.required and not needed and (pair.code.guard or not wanted.sure):
        return  # a guard is counted, see untold.py
    if wanted.required != needed:
        said = f"{_SAID[wanted.required]} in the spec, and {_SAID[needed]} in the code"
        yield _drift(pair, "D311", said, _SAID[wanted.required], _SAID[needed])
    elif wanted.required and has is not None:
        yield from _scheme(pair, wanted, has)
        yield from _scopes(pair, wanted, has, scopes)


def is_credential(item: Parameter) -> bool:
    """Whether it is a header or cookie by which callers show who they are: that is said of auth, or not at all.

    Of what stands in the query only a key for the API is one: a `token` there may be that of a link in a mail.
    """
    if item.location == "query":
        return not item.required and _API_KEY.fullmatch(item.name) is not None
    return item.location in ("header", "cookie") and _CREDENTIAL.search(item.name) is not None


def asks(route: Endpoint) -> bool:
    """Whether nobody gets an answer without credentials: for a scheme, or for a header that a parameter demands."""
    if route.auth and route.auth.required:
        return True
    return any(item.required and is_credential(item) for item in route.parameters)


def _scheme(pair: Pair, wanted: Auth, has: Auth) -> Iterator[Drift]:
    one, other = _carried(wanted.scheme), _carried(has.scheme)
    if one is None or other is None or one == other or not has.sure:
        return
    said = f"is called with `{wanted.scheme}` in the spec, with `{has.scheme}` in the code"
    yield _drift(pair, "D317", said, wanted.scheme, has.scheme)


def _carried(scheme: str | None) -> str | None:
    return _CARRIED.get(scheme, scheme) if scheme else None


def _scopes(pair: Pair, wanted: Auth, has: Auth, scopes: frozenset[str]) -> Iterator[Drift]:
    """Only where every word of the spec is a scope that the code knows; others may be roles."""
    stated, asked = set(wanted.scopes), set(has.scopes)
    if not stated or not asked or stated == asked or not stated <= scopes:
        return
    one, other = ", ".join(wanted.scopes), ", ".join(has.scopes)
    said = f"asks for `{one}` in the spec, for `{other}` in the code"
    yield _drift(pair, "D318", said, one, other)


def _drift(pair: Pair, code: str, said: str, spec: str | None, own: str | None) -> Drift:
    wanted, has = pair.spec.auth, pair.code.auth
    return drift(
        code,
        "changed",
        f"auth of {pair.name}",
        f"`{pair.name}` {said}",
        spec=Side((wanted.span if wanted else None) or pair.spec.span, spec),
        code_side=Side((has.span if has else None) or pair.code.span, own),
    )


def known_scopes(endpoints: Iterable[Endpoint]) -> frozenset[str]:
    """All scopes that routes ask for."""
    return frozenset(scope for item in endpoints if item.auth for scope in item.auth.scopes)

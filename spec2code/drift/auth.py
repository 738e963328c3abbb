"""Who may call an endpoint: whether credentials are needed, which scheme carries them, which scopes they grant.

Told is only what both sides say for certain. A route without a security scheme may be guarded by code that reading
can't judge; such are counted once for each spec (`P115`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.pair import Pair
from spec2code.drift.routes import match_routes
from spec2code.model.api import Auth, Endpoint
from spec2code.model.project import Project
from spec2code.model.spec import Spec

__all__ = ["compare_auth", "known_scopes", "untold_auth"]

_CARRIED = {"oauth2": "bearer", "openIdConnect": "bearer", "http": None, "digest": "digest"}
"""OAuth 2 and OpenID Connect send a bearer token (RFC 6750)."""
_SAID = {True: "needs credentials", False: "is open"}


def compare_auth(pair: Pair, scopes: frozenset[str]) -> Iterator[Drift]:
    """What differs; `scopes` are all that the code knows, so that words for roles aren't taken for them."""
    wanted, has = pair.spec.auth, pair.code.auth
    if wanted is None:
        return
    needed = bool(has and has.required)
    if wanted.required and not needed and pair.code.guard:
        return  # counted by `untold_auth`
    if wanted.required != needed:
        said = f"{_SAID[wanted.required]} in the spec, and {_SAID[needed]} in the code"
        yield _drift(pair, "D311", said, _SAID[wanted.required], _SAID[needed])
    elif wanted.required and has is not None:
        yield from _scheme(pair, wanted, has)
        yield from _scopes(pair, wanted, has, scopes)


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


def untold_auth(specs: Iterable[Spec], project: Project) -> list[Diagnostic]:
    """For every spec: of how many endpoints it can't be told whether the code checks their callers."""
    found = []
    for spec in specs:
        open_ones = [
            (endpoint, route)
            for endpoint, route in match_routes(spec.endpoints, project).pairs
            if endpoint.auth is not None
            and endpoint.auth.required
            and not (route.auth and route.auth.required)
            and route.guard
            and "auth" not in route.undecided
        ]
        if open_ones:
            endpoint, route = open_ones[0]
            count = len(open_ones)
            which = (
                "1 endpoint of the spec turns"
                if count == 1
                else f"{count} endpoints of the spec turn"
            )
            message = (
                f"whether {which} away callers without credentials can't be told: `{endpoint.method}"
                f" {endpoint.path}` has no security scheme, but {route.guard} may check them"
            )
            found.append(diagnostic("P115", message, route.span))
    return found

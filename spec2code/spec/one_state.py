"""Several specs as one desired state: of an endpoint that two of them describe, the later one counts.

What the later one leaves unsaid is taken from the earlier: a list that names an endpoint again does not
take away the bodies that were described before.
"""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.api import Endpoint, Response
from spec2code.model.records import replace
from spec2code.model.shapes import Shape
from spec2code.model.spec import Spec
from spec2code.spec.routes import path_key

__all__ = ["contradiction", "endpoint_key", "one_state"]


def endpoint_key(endpoint: Endpoint) -> tuple[str, str]:
    """What makes two descriptions those of one endpoint: parameters may be called differently."""
    return endpoint.method, path_key(endpoint.path)


def contradiction(first: Endpoint, second: Endpoint) -> str | None:
    """Which part two descriptions of one endpoint state differently; None where each can hold beside the other."""
    if first.auth and second.auth and first.auth.required != second.auth.required:
        return "authentication"
    ours, theirs = _request(first), _request(second)
    if ours is not None and theirs is not None and ours != theirs:
        return "the request"
    known = {(item.location, item.name): item for item in first.parameters if item.typed}
    for item in second.parameters:
        other = known.get((item.location, item.name))
        if other is not None and item.typed and other != item:
            return f"the parameter `{item.name}`"
    stated = {item.status: item for item in _stated(first)}
    given = _stated(second)
    if stated and given and not any(item.status in stated for item in given):
        return "the status of success"
    for response in given:
        body = stated[response.status].shape if response.status in stated else None
        if body is not None and response.shape is not None and body != response.shape:
            return f"the response {response.status}"
    ours_failing, theirs_failing = _failures(first), _failures(second)
    if ours_failing and theirs_failing and not ours_failing & theirs_failing:
        return "the errors"
    return None


def _failures(endpoint: Endpoint) -> set[tuple[int, str | None]]:
    return {(item.status, item.code) for item in endpoint.errors}


def _request(endpoint: Endpoint) -> Shape | None:
    return endpoint.request.shape if endpoint.request is not None else None


def _stated(endpoint: Endpoint) -> list[Response]:
    return [item for item in endpoint.responses if not item.assumed or item.shape is not None]


def one_state(specs: Sequence[Spec]) -> tuple[Spec, ...]:
    """The specs, in their order, with each endpoint in the last one that describes it."""
    last: dict[tuple[str, str], int] = {}
    for index, spec in enumerate(specs):
        for endpoint in spec.endpoints:
            last[endpoint_key(endpoint)] = index
    earlier: dict[tuple[str, str], tuple[Endpoint, Spec]] = {}
    found: list[Spec] = []
    for index, spec in enumerate(specs):
        kept: list[Endpoint] = []
        definitions = dict(spec.definitions)
        for endpoint in spec.endpoints:
            key = endpoint_key(endpoint)
            before = earlier.get(key)
            if before is not None and before[1] is not spec:
                endpoint = _filled(endpoint, before[0])
                for name, shape in before[1].definitions.items():
                    definitions.setdefault(name, shape)
            earlier[key] = (endpoint, spec)
            if last[key] == index:
                kept.append(endpoint)
        changed = len(kept) != len(spec.endpoints) or kept != list(spec.endpoints)
        found.append(
            replace(spec, endpoints=tuple(kept), definitions=definitions) if changed else spec
        )
    return tuple(found)


def _filled(later: Endpoint, earlier: Endpoint) -> Endpoint:
    """The later description with what only the earlier one says."""
    names = {(item.location, item.name) for item in later.parameters}
    more = [
        item
        for item in earlier.parameters
        if item.location != "path" and (item.location, item.name) not in names
    ]
    shown = any(item.shape is not None or not item.assumed for item in later.responses)
    return replace(
        later,
        summary=later.summary or earlier.summary,
        description=later.description or earlier.description,
        auth=later.auth or earlier.auth,
        parameters=(*later.parameters, *more),
        request=later.request or earlier.request,
        responses=later.responses if shown else earlier.responses,
        errors=later.errors or earlier.errors,
        idempotency_key=(
            earlier.idempotency_key if later.idempotency_key is None else later.idempotency_key
        ),
        rate_limit=later.rate_limit or earlier.rate_limit,
    )

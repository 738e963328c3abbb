"""What no API can have as it is stated: told with both lines, and left out where it could not be written."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import ApiError, Endpoint, Parameter, Response
from spec2code.model.records import replace
from spec2code.model.spec import Spec

__all__ = ["sound"]


def sound(spec: Spec, told: list[Diagnostic]) -> Spec:
    """The spec without statuses that are none; what is odd about its endpoints is added to `told`."""
    endpoints: list[Endpoint] = []
    for endpoint in spec.endpoints:
        told += _repeated(endpoint)
        answers: tuple[Response | ApiError, ...] = (*endpoint.responses, *endpoint.errors)
        wrong = [item for item in answers if not 100 <= item.status <= 599]
        if wrong:
            told += [_no_status(endpoint, item) for item in wrong]
            endpoint = replace(
                endpoint,
                responses=tuple(item for item in endpoint.responses if item not in wrong),
                errors=tuple(item for item in endpoint.errors if item not in wrong),
            )
        endpoints.append(endpoint)
    return replace(spec, endpoints=tuple(endpoints))


def _no_status(endpoint: Endpoint, item: Response | ApiError) -> Diagnostic:
    return diagnostic(
        "G211",
        f"`{endpoint.method} {endpoint.path}` answers `{item.status}`, which is no HTTP status; it is left out",
        item.span or endpoint.span,
        other=endpoint.span if item.span else None,
    )


def _repeated(endpoint: Endpoint) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], Parameter] = {}
    for item in endpoint.parameters:
        name = item.name.lower() if item.location == "header" else item.name
        first = seen.setdefault((item.location, name), item)
        if first is not item:
            yield diagnostic(
                "G213",
                f"`{endpoint.method} {endpoint.path}` has two {item.location} parameters `{item.name}`; "
                "the first counts",
                item.span or endpoint.span,
                other=first.span,
            )

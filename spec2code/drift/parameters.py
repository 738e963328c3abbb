"""The parameters of an endpoint compared: D303 to D307."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spec2code.diagnostics import Severity
from spec2code.drift.auth import is_credential
from spec2code.drift.describe import shape_text
from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.pair import Pair
from spec2code.drift.shapes import Delta, Shapes, compare_shapes
from spec2code.model.api import Endpoint, Parameter
from spec2code.model.shapes import MISSING, AnyShape, NumberShape

__all__ = ["compare_parameters", "parameter_key", "reads"]

# Headers that a framework reads by itself, or that state auth and media type.
_UNSPOKEN_HEADERS = frozenset(
    {"authorization", "content-type", "accept", "content-length", "host", "cookie", "user-agent"}
)


_FEW = 2
"""Optional parameters that are told one by one where a spec names none of an endpoint."""


def parameter_key(item: Parameter) -> tuple[str, str]:
    """Where a parameter is sent and its name, as both sides must have them: cases of headers are one (RFC 9110, section 5.1)."""
    name = item.name.lower().replace("_", "-") if item.location == "header" else item.name
    return (item.location, name.removesuffix("[]"))


def _spoken(items: Iterable[Parameter]) -> dict[tuple[str, str], Parameter]:
    return {
        parameter_key(item): item
        for item in items
        if item.location != "path"
        and not (item.location == "header" and item.name.lower() in _UNSPOKEN_HEADERS)
    }


def _asked(endpoint: Endpoint) -> Iterator[Parameter]:
    """The spec's parameters, with the header that `Idempotency-Key: Yes` asks for without naming a type."""
    if endpoint.idempotency_key:
        yield Parameter(
            "header",
            "Idempotency-Key",
            AnyShape(),
            required=False,
            stated=False,
            typed=False,
            span=endpoint.span,
        )
    yield from endpoint.parameters


def compare_parameters(pair: Pair) -> Iterator[Drift]:
    wanted, has = _spoken(_asked(pair.spec)), _spoken(pair.code.parameters)
    for key, item in wanted.items():
        subject = f"{item.location} parameter {item.name} of {pair.name}"
        if key not in has:
            if reads(pair.code, item.location, item.name):
                continue
            yield drift(
                "D303",
                "missing",
                subject,
                f"{item.location} parameter `{item.name}` of `{pair.name}` is in the spec and not read by the route",
                spec=Side(item.span or pair.spec.span, shape_text(item.shape)),
                code_side=Side(pair.code.span, None),
            )
        else:
            yield from _compare_parameter(pair, subject, item, has[key])
    extra = [item for key, item in has.items() if key not in wanted and _is_judged(item, pair)]
    named = len(wanted) > 1 or any(_is_told(item, pair) for item in wanted.values())
    optional = [] if named else [item for item in extra if not item.required]
    if len(optional) > _FEW:
        extra = [item for item in extra if item.required]
        yield _unnamed(pair, optional)
    for item in extra:
        # A spec that names no parameter at all doesn't say that there are none, nor does one call of it: `?role=keeper`.
        mild = None if named else Severity.INFO
        needed = Severity.INFO if pair.listed_only else Severity.ERROR
        yield drift(
            "D304",
            "extra",
            f"{item.location} parameter {item.name} of {pair.name}",
            f"{item.location} parameter `{item.name}` of `{pair.name}` is read by the route and not in the spec",
            spec=Side(pair.spec.span, None),
            code_side=Side(item.span or pair.code.span, shape_text(item.shape)),
            severity=needed if item.required else mild,
        )
    yield from _compare_path_parameters(pair)


def _is_told(item: Parameter, pair: Pair) -> bool:
    """Whether a spec says a word on a parameter; that the address of a call has it is none."""
    return item.stated or item.typed or item.span != pair.spec.span


def reads(route: Endpoint, place: str, name: str | None = None) -> bool:
    """Whether a handler may take this out of the request itself: `request.headers.get("X-Tenant")`.

    `place` is body, query, header or cookie.
    """
    wanted = name.lower() if name is not None else None
    return any(where == place and what in (None, wanted) for where, what in route.reads)


def _is_judged(item: Parameter, pair: Pair) -> bool:
    if is_credential(item) or (item.location == "cookie" and pair.spec.auth is not None):
        return False
    if item.location == "query" and item.name in pair.shared_queries and not item.required:
        return False
    if item.location == "header" and item.name.lower().replace("_", "-") in pair.shared_headers:
        return False
    return item.required or item.published


def _unnamed(pair: Pair, items: Sequence[Parameter]) -> Drift:
    """Optional parameters of an endpoint of which the spec names none, told once."""
    names = ", ".join(f"`{item.name}`" for item in items)
    return drift(
        "D304",
        "extra",
        f"parameters of {pair.name}",
        f"{len(items)} optional parameters of `{pair.name}` are read by the route, and the spec names none: {names}",
        spec=Side(pair.spec.span, None),
        code_side=Side(items[0].span or pair.code.span, ", ".join(item.name for item in items)),
        severity=Severity.INFO,
    )


def _compare_path_parameters(pair: Pair) -> Iterator[Drift]:
    """By position: the name of a path parameter is no part of the contract."""
    for one, other in zip(_in_path(pair.spec), _in_path(pair.code), strict=False):
        if one is not None and other is not None:
            subject = f"path parameter {one.name} of {pair.name}"
            yield from _compare_parameter(pair, subject, one, other)


def _in_path(endpoint: Endpoint) -> list[Parameter | None]:
    known = {item.name: item for item in endpoint.parameters if item.location == "path"}
    names = re.findall(r"\{([^{}:]*)(?::[^{}]*)?\}", endpoint.path)
    return [known.get(name) for name in names]


def _compare_parameter(
    pair: Pair, subject: str, wanted: Parameter, has: Parameter
) -> Iterator[Drift]:
    spec_at, code_at = wanted.span or pair.spec.span, has.span or pair.code.span
    said = {True: "required", False: "optional"}
    if wanted.required != has.required and wanted.stated and wanted.location != "path":
        yield drift(
            "D305",
            "changed",
            subject,
            f"{wanted.location} parameter `{wanted.name}` of {pair.name} is {said[wanted.required]} in the spec,"
            f" {said[has.required]} in the code",
            spec=Side(spec_at, said[wanted.required]),
            code_side=Side(code_at, said[has.required]),
            breaking=has.required,
        )
    if (
        wanted.default is not MISSING
        and has.default is not MISSING
        and wanted.default != has.default
        and not any(wanted.default == item.name for item in pair.spec.parameters)
    ):
        yield drift(
            "D307",
            "changed",
            subject,
            f"the default of {subject} is `{wanted.default}` in the spec, `{has.default}` in the code",
            spec=Side(spec_at, str(wanted.default)),
            code_side=Side(code_at, str(has.default)),
        )
    if not wanted.typed:
        return
    shapes = Shapes(pair.spec_shapes, pair.code_shapes, request=True)
    for delta in compare_shapes(wanted.shape, has.shape, shapes, spec_at=spec_at, code_at=code_at):
        if delta.aspect == "nullable" or _shows_one(wanted, delta):
            continue
        mild = delta.severity or (Severity.WARNING if delta.aspect == "constraint" else None)
        yield drift(
            "D306",
            "changed",
            subject,
            f"the {delta.aspect} of {subject} is `{delta.spec}` in the spec, `{delta.code}` in the code",
            spec=Side(spec_at, delta.spec),
            code_side=Side(code_at, delta.code),
            severity=mild,
        )


def _shows_one(wanted: Parameter, delta: Delta) -> bool:
    """Whether an address has an integer (`?min_km=10`) for what takes every number."""
    mild = delta.aspect == "type" and delta.severity is Severity.WARNING
    return mild and isinstance(wanted.shape, NumberShape) and wanted.example is not MISSING

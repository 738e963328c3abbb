"""The responses of an endpoint compared: statuses, errors, bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spec2code.diagnostics import Severity
from spec2code.drift.describe import shape_text
from spec2code.drift.enveloped import unwrapped
from spec2code.drift.fields import shape_drift
from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.pair import Pair
from spec2code.drift.shapes import Shapes, compare_shapes
from spec2code.model.api import ApiError, Response

__all__ = ["compare_errors", "compare_responses"]


def compare_responses(pair: Pair) -> Iterator[Drift]:
    wanted = {item.status: item for item in pair.spec.responses if item.status < 400}
    has = {item.status: item for item in pair.code.responses if item.status < 400}
    stated = {status for status, item in wanted.items() if not item.assumed}
    matched = {status: status for status in wanted if status in has}
    # What the handler answers by itself, `Response(status_code=304)`, no route has to declare.
    missing = [s for s in sorted(stated) if s not in has and s not in pair.code.answers]
    by_hand = not stated.isdisjoint(pair.code.answers)
    extra = [s for s in sorted(has) if s not in wanted and not (by_hand and has[s].assumed)]
    primary = next(iter(has), None)
    if primary in extra and next(iter(wanted)) in stated.difference(pair.code.answers):
        # What the handler answers by itself is another one, whatever else the route declares.
        first = next(iter(wanted))
        yield _status_differs(pair, wanted[first], has[primary])
        matched[first] = primary
        missing = [status for status in missing if status != first]
        extra.remove(primary)
    for status in missing:
        if extra:
            other = extra.pop(0)
            yield _status_differs(pair, wanted[status], has[other])
            matched[status] = other
        else:
            yield _status_missing(pair, wanted[status])
    if stated and not missing:
        for status in extra:
            yield _status_extra(pair, has[status])
    if not stated and len(wanted) == 1 and len(has) == 1:
        matched = {next(iter(wanted)): next(iter(has))}
    for one, other in matched.items():
        yield from _compare_response(pair, wanted[one], has[other])


def _status_differs(pair: Pair, wanted: Response, has: Response) -> Drift:
    return drift(
        "D308",
        "changed",
        f"status {wanted.status} of {pair.name}",
        f"`{pair.name}` answers `{wanted.status}` in the spec, `{has.status}` in the code",
        spec=Side(wanted.status_at or wanted.span or pair.spec.span, str(wanted.status)),
        code_side=Side(has.span or pair.code.span, str(has.status)),
    )


def _status_missing(pair: Pair, wanted: Response) -> Drift:
    return drift(
        "D309",
        "missing",
        f"status {wanted.status} of {pair.name}",
        f"status `{wanted.status}` of `{pair.name}` is in the spec and not declared by the route",
        spec=Side(wanted.status_at or wanted.span or pair.spec.span, str(wanted.status)),
        code_side=Side(pair.code.span, None),
    )


def _status_extra(pair: Pair, has: Response) -> Drift:
    return drift(
        "D310",
        "extra",
        f"status {has.status} of {pair.name}",
        f"status `{has.status}` of `{pair.name}` is declared by the route and not in the spec",
        spec=Side(pair.spec.span, None),
        code_side=Side(has.span or pair.code.span, str(has.status)),
    )


def _compare_response(pair: Pair, wanted: Response, has: Response) -> Iterator[Drift]:
    if wanted.shape is None:
        return
    subject = f"response {wanted.status} of {pair.name}"
    spec_at, code_at = wanted.span or pair.spec.span, has.span or pair.code.span
    if has.shape is None:
        yield drift(
            "D410",
            "missing",
            subject,
            f"the {subject} has a body in the spec, and the route declares no model for it",
            spec=Side(spec_at, shape_text(wanted.shape)),
            code_side=Side(code_at, None),
        )
        return
    shapes = Shapes(pair.spec_shapes, pair.code_shapes, request=False)
    answered = unwrapped(wanted.shape, has.shape, pair)
    found = compare_shapes(wanted.shape, answered, shapes, spec_at=spec_at, code_at=code_at)
    yield from shape_drift(found, subject)


def _first_by_status(errors: Iterable[ApiError]) -> dict[int, ApiError]:
    found: dict[int, ApiError] = {}
    for item in errors:
        found.setdefault(item.status, item)
    return found


def compare_errors(pair: Pair) -> Iterator[Drift]:
    """Only routes that declare errors at all are judged: most code raises them without declaring any."""
    has = _first_by_status(item for item in pair.code.errors if item.declared)
    if not has:
        return
    wanted = _first_by_status(pair.spec.errors)
    yield from _compare_error_bodies(pair)
    implied = {422, 500} | {item.status for item in pair.code.errors if not item.declared}
    implied |= {401, 403} if pair.code.auth and pair.code.auth.required else set()
    missing = [
        item
        for status, item in sorted(wanted.items())
        if status not in has and status not in implied
    ]
    # Who asks for credentials refuses those that are missing or too weak, whoever declares it.
    implied |= {401, 403} if pair.spec.auth and pair.spec.auth.required else set()
    extra = [
        item
        for status, item in sorted(has.items())
        if status not in wanted and status not in implied
    ]
    for item in missing:
        at = item.span or pair.spec.span
        if extra and wanted:
            other = extra.pop(0)
            yield drift(
                "D314",
                "changed",
                f"error {item.status} of {pair.name}",
                f"`{pair.name}` fails with `{item.status}` in the spec, `{other.status}` in the code",
                spec=Side(at, str(item.status)),
                code_side=Side(other.span or pair.code.span, str(other.status)),
                severity=Severity.ERROR,
            )
        else:
            yield drift(
                "D314",
                "missing",
                f"error {item.status} of {pair.name}",
                f"error `{item.status}` of `{pair.name}` is in the spec and not among those that the route declares",
                spec=Side(at, str(item.status)),
                code_side=Side(pair.code.span, None),
                severity=Severity.ERROR,
                breaking=False,
            )
    if wanted:
        for item in extra:
            yield drift(
                "D310",
                "extra",
                f"error {item.status} of {pair.name}",
                f"error `{item.status}` of `{pair.name}` is declared by the route and not in the spec",
                spec=Side(pair.spec.span, None),
                code_side=Side(item.span or pair.code.span, str(item.status)),
            )


def _compare_error_bodies(pair: Pair) -> Iterator[Drift]:
    """Bodies of errors for which both sides have exactly one; without its own an error has that of all."""
    wanted, has = _bodies(pair.spec.errors), _bodies(pair.code.errors)
    shapes = Shapes(pair.spec_shapes, pair.code_shapes, request=False, error=True)
    for item in _first_by_status(pair.spec.errors).values():
        one, other = wanted.get(item.status, item), has.get(item.status)
        if one is None or other is None or other.shape is None:
            continue
        shape = one.shape or pair.error_shape
        if shape is None:
            continue
        at = one.span or pair.spec.span if one.shape else shape.span or pair.spec.span
        found = compare_shapes(
            shape, other.shape, shapes, spec_at=at, code_at=other.span or pair.code.span
        )
        yield from shape_drift(found, f"error {item.status} of {pair.name}")


def _bodies(errors: Iterable[ApiError]) -> dict[int, ApiError | None]:
    """The error with a body for each status; None where there are several."""
    found: dict[int, ApiError | None] = {}
    for item in errors:
        if item.declared and item.shape is not None:
            known = found.get(item.status, item)
            found[item.status] = item if known is item or known == item else None
    return found

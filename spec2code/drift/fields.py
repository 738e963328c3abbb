"""Differences of shapes as findings: D4xx, and D5xx for events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.shapes import Delta

__all__ = ["shape_drift"]

_ASPECTS = {
    "missing": ("D401", "missing"),
    "extra": ("D402", "extra"),
    "type": ("D403", "changed"),
    "option": ("D403", "changed"),
    "required": ("D404", "changed"),
    "nullable": ("D405", "changed"),
    "constraint": ("D406", "changed"),
    "values": ("D407", "changed"),
    "default": ("D408", "changed"),
    "renamed": ("D409", "changed"),
    "format": ("D411", "changed"),
}


def shape_drift(deltas: Iterable[Delta], subject: str, family: str = "D4") -> Iterator[Drift]:
    """Differences of shapes as findings; a field of a named class is told as that class's, whoever uses it."""
    for delta in deltas:
        code, kind = _ASPECTS[delta.aspect]
        # The class that FastAPI makes of form fields has a name that nobody wrote.
        owner = None if (delta.owner or "").startswith("Body_") else delta.owner
        name = f"{owner}.{delta.path}" if owner else delta.path
        what = f"field {name}" if owner else (f"field {name} of {subject}" if name else subject)
        shown = what.replace(name, f"`{name}`", 1) if name else what
        yield drift(
            family + code[2:],
            kind,
            what,
            _sentence(delta, shown),
            spec=Side(delta.spec_at, delta.spec),
            code_side=Side(delta.code_at, delta.code),
            severity=delta.severity,
        )


def _sentence(delta: Delta, shown: str) -> str:
    match delta.aspect:
        case "missing":
            return f"{shown} is in the spec and not in the model"
        case "extra":
            return f"{shown} is in the model and not in the spec"
        case "renamed":
            return f"{shown} of the spec is `{delta.code}` in the model"
        case "required" | "nullable":
            return f"{shown} is {delta.spec} in the spec, {delta.code} in the model"
        case aspect:
            what = {"constraint": "limit", "option": "type"}.get(aspect, aspect)
            return (
                f"the {what} of {shown} is `{delta.spec}` in the spec, `{delta.code}` in the model"
            )

"""What a response has inside of the envelope that a spec shows once for the whole API."""

from __future__ import annotations

from spec2code.drift.pair import Pair
from spec2code.drift.references import resolved
from spec2code.model.records import replace
from spec2code.model.shapes import ArrayShape, ObjectShape, Shape

__all__ = ["unwrapped"]


def unwrapped(wanted: Shape, has: Shape, pair: Pair) -> Shape:
    """The shape of the model inside of the envelope, where the spec shows what lies in it alone.

    Where it shows the whole, the model is without what only errors have in it.
    """
    shown, model = resolved(wanted, pair.spec_shapes), resolved(has, pair.code_shapes)
    if isinstance(model, ObjectShape) and isinstance(shown, ObjectShape):
        has = _without_errors(model, shown, pair) or has
    if not pair.envelopes or not isinstance(model, ObjectShape):
        return has
    names = {item.name for item in model.fields}
    if isinstance(shown, ObjectShape) and names & {item.name for item in shown.fields}:
        return has  # it shows the whole
    if not isinstance(shown, (ObjectShape, ArrayShape)):
        return has
    inside = [item.shape for item in model.fields if item.name in pair.envelopes]
    return inside[0] if len(inside) == 1 else has


def _without_errors(model: ObjectShape, shown: ObjectShape, pair: Pair) -> ObjectShape | None:
    """The model without those fields that the spec's error has in the same envelope: `{ "success", "error" }`."""
    if not isinstance(pair.error_shape, ObjectShape):
        return None
    names = {item.name for item in shown.fields}
    of_errors = {item.name for item in pair.error_shape.fields}
    if not names & of_errors:
        return None
    kept = tuple(
        item for item in model.fields if item.required or item.name not in of_errors - names
    )
    return replace(model, fields=kept) if len(kept) < len(model.fields) else None

"""An example beside the declaration of the same body: what it shows otherwise is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.shapes import AnyShape, ObjectShape, RefShape, Shape, without_null
from spec2code.model.span import Span
from spec2code.spec.field_merge import type_word
from spec2code.spec.fitted_shapes import fitted

__all__ = ["compare_with_declaration"]


def compare_with_declaration(
    declared: Shape | None,
    shown: Shape | None,
    definitions: Mapping[str, Shape],
    place: Span | None,
    depth: int = 0,
) -> Iterator[Diagnostic]:
    """A160 and A162 where an example has another type than its interface or model, or more fields."""
    declared, shown = _plain(declared, definitions), _plain(shown, definitions)
    if not isinstance(declared, ObjectShape) or not isinstance(shown, ObjectShape) or depth > 8:
        return
    stated = {item.name: item for item in declared.fields}
    for item in shown.fields:
        known = stated.get(item.name)
        if known is None:
            if len(stated) > 1 and not declared.additional:
                message = f"`{item.name}` is in the example but not in the declaration"
                yield diagnostic("A162", message, item.span, other=declared.span or place)
            continue
        wanted, given = _plain(known.shape, definitions), _plain(item.shape, definitions)
        if wanted is None or given is None or AnyShape in (type(wanted), type(given)):
            continue
        if isinstance(wanted, ObjectShape) and isinstance(given, ObjectShape):
            yield from compare_with_declaration(wanted, given, definitions, known.span, depth + 1)
        elif not isinstance(wanted, RefShape) and fitted(wanted, given) is None:
            message = f"`{item.name}` is {type_word(wanted)} in the declaration, {type_word(given)} in the example"
            yield diagnostic("A160", message, item.span, other=known.span)


def _plain(shape: Shape | None, definitions: Mapping[str, Shape]) -> Shape | None:
    """Without null, a reference as what it stands for."""
    shape = without_null(shape) if shape is not None else None
    if isinstance(shape, RefShape):
        found = definitions.get(shape.name)
        return without_null(found) if found is not None else shape
    return shape

"""`Array<'a' | 'b'>` and its like: a list of one of several values."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, EnumShape, ObjectShape
from spec2code.spec.clauses import split_top
from tests.spec_reading import only


@pytest.mark.parametrize(
    "kind", ["Array<'a'|'b'>", "Array<'a' | 'b'>", "Set<'a' | 'b'>", "('a' | 'b')[]"]
)
def test_a_list_of_values(kind: str) -> None:
    text = f'# A\n\n## POST /api/a\n\n**Request**\n\n```json\n{{"kinds": "{kind}"}}\n```\n'
    request = only(text).request
    assert request is not None and isinstance(request.shape, ObjectShape)
    (field,) = request.shape.fields
    assert isinstance(field.shape, ArrayShape) and isinstance(field.shape.items, EnumShape)
    assert field.shape.items.values == ("a", "b")


def test_a_comparison_opens_nothing() -> None:
    assert split_top("a < 'x' | b", "|") == ["a < 'x'", "b"]
    assert split_top("size <5, kind", ",") == ["size <5", "kind"]

"""What the specs say and the code has, written down for the cache and read again, is the same to the last span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from spec2code.config import Settings
from spec2code.diagnostics import Severity
from spec2code.model.schema import Name
from spec2code.pipeline import load_specs, read_code
from spec2code.stored import from_stored, to_stored
from tests.sample_projects import SAMPLES


def kind(value: object) -> str:
    return type(value).__name__


def again(value: object) -> Any:
    return from_stored(json.loads(json.dumps(to_stored(value))))


VALUES: list[object] = [
    None,
    True,
    1,
    1.0,
    float("inf"),
    "ü\ud800",
    (),
    [1, [2.5], ()],
    {"a": {}, "1": [None]},
    frozenset({("a", "b"), ("c", "d")}),
    {Name("users", None): Severity.ERROR},
]


@pytest.mark.parametrize("value", VALUES, ids=kind)
def test_what_is_kept_is_the_same(value: object) -> None:
    assert repr(again(value)) == repr(value) or again(value) == value
    assert type(again(value)) is type(value)


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), Path("a"), 1j], ids=kind)
def test_what_is_no_value_of_the_model_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_stored((value,))


@pytest.mark.parametrize(
    "data",
    [
        [[["subprocess", "Popen"]], [0, "true"]],
        [[["spec2code.files", "replace_file"]], [0, "a", "b"]],
        [[["spec2code.model.names", "constraint_names"]], [0]],
        [[["spec2code.model.schema", "Nothing"]], [0]],
        [[], [-9]],
        [[], []],
        3,
    ],
    ids=repr,
)
def test_nothing_else_is_made(data: Any) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError, IndexError)):
        from_stored(data)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_both_sides_of_a_sample_are_kept_whole(sample: Path) -> None:
    specs = load_specs(sample, sorted(sample.glob("spec*.md")), Settings())
    code = read_code(sample / "expected", Settings())
    for side in (specs, code):
        kept = json.loads(json.dumps(side.to_json()))
        read = type(side).from_json(kept)
        assert read == side
        assert read.to_json() == kept  # spans too, which equality leaves out

"""Records behave as the standard library's dataclasses do, of which they are the quicker kind."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from spec2code.model import records


def _plain(**options: Any) -> Any:
    @records.dataclass(**options)
    class Point:
        x: int
        y: int = 2
        tag: str = records.field(default="t", compare=False)

    return Point


def _mixed(**options: Any) -> Any:
    @records.dataclass(**options)
    class Base:
        x: int
        late: int = records.field(default=7, kw_only=True)
        must: int = records.field(kw_only=True, default=0)

    @records.dataclass(**options)
    class Point(Base):
        y: int

    return Point


def _made(**options: Any) -> Any:
    @records.dataclass(**options)
    class Point:
        x: int
        seen: list[int] = records.field(default_factory=list)

        def __post_init__(self) -> None:
            self.seen.append(self.x)

    return Point


def _named(**options: Any) -> Any:
    @records.dataclass(kw_only=True, **options)
    class Point:
        x: int
        y: int = 3

    return Point


def _empty(**options: Any) -> Any:
    @records.dataclass(**options)
    class Nothing:
        pass

    return Nothing


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
    (_plain, (1,), {}),
    (_plain, (1, 5, "u"), {}),
    (_plain, (), {"y": 4, "x": 1}),
    (_mixed, (1, 2), {}),
    (_mixed, (1, 2), {"late": 9, "must": 1}),
    (_made, (3,), {}),
    (_made, (3, [1]), {}),
    (_named, (), {"x": 1}),
    (_empty, (), {}),
    (_plain, (), {}),
    (_plain, (1, 2, "t", 4), {}),
    (_plain, (1,), {"z": 4}),
    (_mixed, (1, 2, 3), {}),
    (_named, (1,), {}),
    (_empty, (1,), {}),
]


@pytest.mark.parametrize("options", [{}, {"frozen": True, "slots": True}], ids=["open", "frozen"])
@pytest.mark.parametrize(("make", "given", "named"), CALLS)
def test_made_as_the_standard_ones_are(
    make: Callable[..., Any],
    given: tuple[Any, ...],
    named: dict[str, Any],
    options: dict[str, bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = make(**options)
    monkeypatch.setattr(records, "dataclass", dataclasses.dataclass)
    theirs = make(**options)

    def outcome(cls: Any) -> object:
        try:
            item = cls(*[list(x) if isinstance(x, list) else x for x in given], **named)
        except TypeError as error:
            return str(error).rpartition("__init__")[
                2
            ]  # the name before it is the class's whole one
        return dataclasses.astuple(item)

    assert outcome(ours) == outcome(theirs)
    parameters = [
        [(item.name, item.kind, item.default) for item in _signature(cls)] for cls in (ours, theirs)
    ]
    if make is not _made:  # a factory's default is a mark of the standard library's own
        assert parameters[0] == parameters[1]


def _signature(cls: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(cls.__init__).parameters.values())


def test_compared_and_hashed_by_the_fields_that_count() -> None:
    cls = _plain(frozen=True, slots=True)
    assert cls(1, tag="a") == cls(1, tag="b") != cls(2, tag="a")
    assert hash(cls(1, tag="a")) == hash(cls(1, tag="b"))
    assert records.replace(cls(1, tag="a"), y=8) == cls(1, 8)
    assert repr(cls(1)).endswith("Point(x=1, y=2, tag='t')")

"""Patterns that are compiled when they are first used: all of them are sound, and behave as `re` has them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import spec2code
from spec2code.model import patterns
from spec2code.model.patterns import regex

MODULES = [
    item.name
    for item in pkgutil.walk_packages(spec2code.__path__, "spec2code.")
    if not item.name.endswith("__main__")
]


def _in(value: Any) -> Iterator[Any]:
    if isinstance(value, patterns._Later):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _in(item)


def test_every_pattern_of_every_module_is_one() -> None:
    found = 0
    for name in MODULES:
        for value in list(vars(importlib.import_module(name)).values()):
            for item in _in(value):
                assert item.groups >= 0, name
                found += 1
    assert found > 500


def test_it_finds_what_re_finds() -> None:
    words = regex(r"(\w)\w*", re.IGNORECASE)
    assert words.pattern == r"(\w)\w*"
    assert words.sub(r"\1", "ab cd") == "a c"
    assert [match.group() for match in words.finditer("ab cd")] == ["ab", "cd"]
    assert words.fullmatch("ab cd") is None
    assert words.search("ab cd", 2) and words.split("ab") == ["", "a", ""]
    assert regex(rb"\d").findall(b"a1b2") == [b"1", b"2"]


def test_a_bad_pattern_is_told_when_it_is_used() -> None:
    bad = regex("(")
    with pytest.raises(re.error):
        bad.search("x")


def test_nothing_else_is_there() -> None:
    assert not hasattr(regex("x"), "flag")

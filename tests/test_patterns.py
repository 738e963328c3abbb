"""Patterns that are compiled when they are first used: all of them are sound, and behave as `re` has them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import spec2code
from spec2code.model import patterns
from spec2code.model.needed import needed
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


@cache
def _all() -> list[Any]:
    return [
        item
        for name in MODULES
        for value in list(vars(importlib.import_module(name)).values())
        for item in _in(value)
    ]


@cache
def _asking() -> list[Any]:
    return [each for each in _all() if each._asked()]


def test_every_pattern_of_every_module_is_one() -> None:
    assert len(_all()) > 500
    for item in _all():
        assert item.groups >= 0, item.pattern


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


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("abc|def", ("abc", "def")),
        ("ab?c", ("a",)),
        ("(?:abc)?DEF", ("def",)),
        (r"(?:abc|d)+x", ("abc", "d")),
        ("a{2,3}bcd", ("bcd",)),
        ("a{0,3}b", ("b",)),
        (r"\bfoo\s+bars\b", ("bars",)),
        (r"(?P<name>one|two) three", (" three",)),
        (r"(?<!foot)bar(?=bazz)", ("bar",)),
        (r"[)|]ab\.c", ("ab.c",)),
        (r"\u00b7y", ("y",)),
        # Nothing is said of those.
        ("abc|", ()),
        ("(?:abc)*", ()),
        ("(?i)abc", ()),
        (r"(a)\1", ("a",)),
        ("(?(1)a|b)", ()),
    ],
)
def test_what_a_text_must_hold_is_read_off_a_pattern(pattern: str, texts: tuple[str, ...]) -> None:
    assert needed(pattern) == texts


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_pattern_matches_holds_what_it_asks_for(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(_asking()))
    try:
        text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern._flags)))
    except (KeyError, NotImplementedError):  # what can't be made up: a group's condition
        assume(False)
    found = re.compile(pattern.pattern, pattern._flags).search(text)
    assume(found is not None)
    mine = regex(pattern.pattern, pattern._flags).search(text)
    assert mine is not None and mine.span() == found.span()


def test_the_samples_are_read_as_re_reads_them() -> None:
    samples = Path(__file__).parent.parent / "samples"
    lines = {
        line for path in samples.glob("*/*.md") for line in path.read_text("utf-8").split("\n")
    }
    some = sorted(lines)[::12]
    for item in _asking():
        plain, gated = re.compile(item.pattern, item._flags), regex(item.pattern, item._flags)
        wanted = [bool(plain.search(line)) for line in some]
        assert [bool(gated.search(line)) for line in some] == wanted, item.pattern


def test_letters_that_only_re_takes_for_one_another_are_left_to_it() -> None:
    by_case: dict[str, set[str]] = {}
    for code in range(0x20000):
        letter = chr(code)
        if letter.lower() != letter or letter.upper() != letter:
            for each in (letter.lower(), letter.upper(), letter.casefold()):
                by_case.setdefault(each, set()).add(letter)
    told_apart = 0
    for letters in by_case.values():
        for first in letters:
            same = re.compile(re.escape(first), re.IGNORECASE)
            for second in letters:
                if first.lower() != second.lower() and same.fullmatch(second):
                    told_apart += 1
                    assert patterns._OTHER_CASES.search(first + second), (first, second)
    assert told_apart > 20


def test_what_lacks_the_words_is_answered_without_compiling() -> None:
    never = regex(r"\bneedle\s*(\d+)", re.IGNORECASE)
    text = "Straw, and hay"
    assert never.search(text) is never.match(text) is never.fullmatch(text) is None
    assert (never.findall(text), list(never.finditer(text)), never.split(text)) == ([], [], [text])
    assert (never.sub("x", text), never.subn("x", text, count=1)) == (text, (text, 0))
    assert isinstance(never, patterns._Later) and not hasattr(never.search, "__self__")
    assert never.sub("x", "one NEEDLE 5") == "one x"
    assert never.split("a needle 5") == ["a ", "5", ""] and hasattr(never.search, "__self__")
    assert regex("kimlik", re.IGNORECASE).search("K\u0131ml\u0131k") is not None

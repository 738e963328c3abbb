"""Functions that look at their arguments alone are walked once for the same ones; loops that only wait end at once."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from spec2code.project.evaluate import Evaluator
from spec2code.project.sources import Sources
from spec2code.project.values import Unknown, Value

CUT = """
    def cut(text, mark="-"):
        sections = {}
        name = None
        lines = text.split(chr(10))
        i = 0
        while i < len(lines):
            if lines[i].startswith(mark):
                name = lines[i][1:]
                sections[name] = []
            elif name:
                sections[name].append(lines[i])
            i += 1
        return sections
    TEXT = chr(10).join(["-a", *[str(n) for n in range(200)], "-b", "last"])
"""


def read(tmp_path: Path, code: str) -> tuple[Evaluator, list[Value]]:
    (tmp_path / "main.py").write_text(textwrap.dedent(code))
    sources = Sources(tmp_path)
    evaluator = Evaluator(sources)
    names = ("FIRST", "SECOND", "THIRD")
    return evaluator, [evaluator.member(sources.modules["main.py"], name) for name in names]


def test_a_second_call_costs_nothing_and_has_a_result_of_its_own(tmp_path: Path) -> None:
    uses = """
    FIRST = cut(TEXT)
    SECOND = cut(TEXT)
    FIRST["b"].append("changed")
    THIRD = cut(TEXT, "+")
    """
    evaluator, (first, second, third) = read(tmp_path, CUT + uses)
    assert isinstance(first, dict) and isinstance(second, dict)
    assert (first["b"], second["b"]) == (["last", "changed"], ["last"])
    assert len(second["a"]) == 200
    assert third == {}
    once, _ = read(tmp_path, CUT + "\n    FIRST = SECOND = cut(TEXT)\n    THIRD = cut(TEXT, '+')\n")
    assert evaluator.total < once.total + 100


@pytest.mark.parametrize(
    "body",
    [
        "SEEN.append(1)",
        "global COUNT\n    COUNT = COUNT + 1",
        "[str(COUNTER.turn()) for n in 'x']",
    ],
)
def test_what_changes_something_else_is_walked_each_time(tmp_path: Path, body: str) -> None:
    code = f"""
SEEN = []
COUNT = 0
class Counter:
    def __init__(self): self.count = 0
    def turn(self):
        self.count = self.count + 1
        return self.count
COUNTER = Counter()
def long(n):
    {body}
    i = 0
    while i < 500:
        i += 1
    return [n, len(SEEN), COUNT, COUNTER.count]
def both(): return [long(1), long(1)]
FIRST, SECOND = both()
THIRD = None
"""
    _, (first, second, _) = read(tmp_path, code)
    assert isinstance(first, list) and isinstance(second, list)
    assert sum(second) == sum(first) + 1


def test_equal_arguments_of_another_type_are_others(tmp_path: Path) -> None:
    code = """
    def long(n):
        i = 0
        while i < 500:
            i += 1
        return str(n)
    FIRST = long(1)
    SECOND = long(True)
    THIRD = long(1.0)
    """
    assert read(tmp_path, code)[1] == ["1", "True", "1.0"]


WAITING = """
    import time
    token = None
    def wait():
        while not token:
            if time.time() > 5:
                print("late")
            time.sleep(1)
        return 1
    def work(n):
        while n:
            n -= 1
        return "done"
    def drain(items):
        while items:
            items.pop()
        return "empty"
    FIRST = wait()
    SECOND = work(5000)
    THIRD = drain([str(n) for n in range(3000)])
"""


def test_a_loop_that_only_waits_is_not_gone_round_for_long(tmp_path: Path) -> None:
    evaluator, (first, second, third) = read(tmp_path, WAITING)
    assert isinstance(first, Unknown)
    assert (second, third) == ("done", "empty")
    assert evaluator.total < 100_000

"""Work in a second process: its outcome, its failures, and that nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from spec2code.beside import Beside

FORKS = hasattr(os, "fork") and (os.cpu_count() or 1) > 1
HERE = "print(item.outcome() == os.getpid())"


def said(program: str) -> str:
    """What a process of its own prints: one with threads, as a test runner has them, is never copied."""
    start = (
        "import os, sys, time\nfrom spec2code import beside\nfrom spec2code.beside import Beside\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", start + program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def test_it_is_done_in_another_process_where_there_can_be_one() -> None:
    assert said(f"item = Beside(os.getpid)\n{HERE}") == str(not FORKS)


@pytest.mark.parametrize(
    "prepared",
    [
        "beside._can_fork = lambda: False",
        "import threading; threading.Thread(target=time.sleep, args=(1,), daemon=True).start()",
        "def fork(): raise OSError\nos.fork = fork",
        "os.sched_getaffinity = lambda _: {0}; os.cpu_count = lambda: 1",
    ],
)
def test_or_in_this_one(prepared: str) -> None:
    assert said(f"{prepared}\nitem = Beside(os.getpid)\n{HERE}") == "True"


def test_what_cannot_be_sent_is_done_here() -> None:
    assert said("item = Beside(lambda: (os.getpid(), lambda: 1))\nprint(item.outcome()[0] > 0)")


def test_it_is_begun_at_once_and_large_outcomes_are_whole() -> None:
    program = "item = Beside(lambda: 'x' * 3_000_000)\ntime.sleep(0.1)\nprint(len(item.outcome()))"
    assert said(program) == "3000000"


def test_errors_are_raised_where_the_outcome_is_asked_for() -> None:
    program = """
def work():
    raise KeyError("lost")
item = Beside(work)
try:
    item.outcome()
except KeyError as error:
    print(error)
"""
    assert said(program) == "'lost'"


def test_a_process_that_is_ready_is_sent_the_work() -> None:
    program = """
import functools
beside.get_ready(["csv", "no.such.module"])
here = os.getpid()
item = Beside(functools.partial(pow, 2, 10))
print(item._child > 0, item.outcome(), beside._ready)
print(Beside(os.getpid).outcome() != here)
"""
    assert said(program) == f"{FORKS} 1024 []\n{FORKS}"


@pytest.mark.parametrize("work", ["lambda: 7", "functools.partial(int, 'x')"])
def test_a_process_that_is_ready_changes_nothing_else(work: str) -> None:
    program = f"""
import functools
beside.get_ready([])
try:
    print(Beside({work}).outcome())
except ValueError as error:
    print(error)
"""
    assert said(program) in ("7", "invalid literal for int() with base 10: 'x'")


@pytest.mark.skipif(not FORKS, reason="no second process can be had")
def test_who_reads_what_is_printed_need_not_wait_for_it() -> None:
    program = (
        "from spec2code import beside\nbeside.import_module = __import__('time').sleep\n"
        "beside.get_ready([15])\nprint('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=10, check=True
    )
    assert done.stdout == "done\n"


def test_it_ends_when_nobody_asks() -> None:
    program = """
with Beside(lambda: time.sleep(60)) as item:
    child = item._child
try:
    os.kill(child, 0) if child else None
    print("runs on" if child else "gone")
except ProcessLookupError:
    print("gone")
"""
    assert said(program) == "gone"


def test_a_second_process_that_dies_is_made_up_for() -> None:
    program = """
import signal
def work():
    if os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"
first = os.getpid()
print(Beside(work).outcome())
"""
    assert said(program) == "done"


def test_work_is_done_here_in_a_process_with_threads_too() -> None:
    with Beside(lambda: 3) as item:
        assert item.outcome() == 3


def test_it_says_whether_there_is_something_to_wait_for() -> None:
    program = "item = Beside(partial(time.sleep, 0.5))\nprint(item.is_done())\nitem.outcome()\nprint(item.is_done())"
    assert said(f"from functools import partial\n{program}") == f"{not FORKS}\nTrue"

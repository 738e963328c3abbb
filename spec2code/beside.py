"""Work in a second process, at the same time as this one goes on."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import Generic, Self, TypeVar

__all__ = ["Beside", "get_ready"]

T = TypeVar("T")

_ready: list[tuple[int, int, int]] = []
"""The processes that wait for work: number, where they are sent it, where their outcome comes from."""


def get_ready(modules: Sequence[str]) -> None:
    """Begin a second process at once, which imports these modules and waits for the first work there is.

    It ends by itself where this process ends or has no work for it.
    """
    if not _can_fork():
        return
    with suppress(OSError):
        taking, sending = os.pipe()
        stream, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(taking)
            os.close(writing)
            _ready.append((child, sending, stream))
            return
        try:
            os.close(sending)
            os.close(stream)
            # Who reads what this process prints must not wait for the other one's end.
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nothing, number)
            with suppress(Exception):
                for name in modules:
                    import_module(name)
            with os.fdopen(taking, "rb") as asked:
                data = asked.read()
            if data:
                import pickle

                _answer(pickle.loads(data), writing)
        finally:
            # Nothing of the copied process is to be flushed or cleaned up a second time.
            os._exit(1)


def _answer(work: Callable[[], object], writing: int) -> None:
    """Do the work in a second process, and end it: with 0 where the outcome could be sent."""
    import pickle

    failed = 1
    try:
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(work(), stream, pickle.HIGHEST_PROTOCOL)
        failed = 0
    finally:
        os._exit(failed)


class Beside(Generic[T]):
    """Begins a piece of work that only reads, and gives its outcome when asked.

    The second process is a copy of this one. Where there is none to be had (Windows, a single processor, a process
    with threads) and where it fails, the work is done here, when its outcome is asked for: errors are raised here
    and nowhere else. As a context manager, it ends the second process if the outcome was not asked for.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        """`work` gives something that can be pickled, or the second process is for nothing.

        Work that can be pickled itself is sent to a process that is ready, see `get_ready`.
        """
        self._work = work
        self._child = 0
        self._stream = -1
        with suppress(OSError):
            if _ready and self._sent():
                return
            if _can_fork():
                self._begin()

    def _sent(self) -> bool:
        import pickle

        try:
            data = pickle.dumps(self._work)
        except (pickle.PicklingError, AttributeError, TypeError):
            return False
        child, sending, stream = _ready.pop()
        with suppress(OSError), os.fdopen(sending, "wb") as asked:
            asked.write(data)
        self._child, self._stream = child, stream
        return True

    def _begin(self) -> None:
        self._stream, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(writing)
            raise
        if self._child == 0:
            _answer(self._work, writing)
        os.close(writing)

    def outcome(self) -> T:
        """What the work gave.

        Raises:
            Exception: whatever the work raises.
        """
        if not self._child:
            return self._work()
        import pickle

        with os.fdopen(self._stream, "rb") as stream:
            self._stream = -1
            data = stream.read()
        if self._ended() == 0:
            with suppress(Exception):
                made: T = pickle.loads(data)
                return made
        return self._work()

    def is_done(self) -> bool:
        """Whether there is nothing to be waited for: the outcome comes, or the work is done here."""
        return self._stream == -1 or bool(select.select([self._stream], [], [], 0)[0])

    def _ended(self) -> int:
        child, self._child = self._child, 0
        try:
            return os.waitpid(child, 0)[1]
        except ChildProcessError:
            return 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream != -1:
            os.close(self._stream)
            self._stream = -1
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGTERM)
            self._ended()


def _can_fork() -> bool:
    # A copy of a process with threads may wait forever for a lock that one of them held.
    threads = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threads is not None and threads.active_count() > 1):
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1

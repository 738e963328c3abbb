"""A hash over the tool's own files, which is part of every key of the cache.

Reading hundreds of files takes a fifth of a run that is told from the cache. So the hash of a state is kept with that
state: the name, size, times and number of each file, as git's index has them. The time of the last change (`st_ctime`) can't be set by
anybody, and a state with files that have just changed is not kept, as clocks are coarse.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

from spec2code.files import replace_file

__all__ = ["hash_of"]

_CLOCK_NS = 2_000_000_000
_HASH = 40


def hash_of(packages: Sequence[str], kept: Path | None) -> str:
    """A hash over names and bytes of all files below the packages; `kept` is where it is remembered."""
    if kept is None or os.name == "nt":  # there `st_ctime` is when a file was made
        return _read(packages)
    state = hashlib.blake2b(digest_size=20)
    newest = 0
    for package in packages:
        for name, status in sorted(_below(package, "")):
            newest = max(newest, status.st_ctime_ns, status.st_mtime_ns)
            numbers = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            state.update(f"{name}\0{numbers}\0".encode("utf-8", "surrogatepass"))
    mark = state.hexdigest()
    with contextlib.suppress(OSError, ValueError):
        known, found = kept.read_text("ascii").split()
        if known == mark and len(found) == _HASH:
            return found
    found = _read(packages)
    if newest < time.time_ns() - _CLOCK_NS:
        with contextlib.suppress(OSError):
            replace_file(kept, f"{mark} {found}")
    return found


def _below(folder: str, lead: str) -> list[tuple[str, os.stat_result]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _below(entry.path, f"{lead}{entry.name}/")
            else:
                found.append((lead + entry.name, entry.stat()))
    return found


def _read(packages: Sequence[str]) -> str:
    digest = hashlib.blake2b(digest_size=20)
    for package in packages:
        for name in sorted(name for name, _ in _below(package, "")):
            with open(os.path.join(package, name), "rb") as stream:
                data = stream.read()
            digest.update(b"%d:%d:" % (len(name), len(data)))
            digest.update(name.encode("utf-8", "surrogatepass"))
            digest.update(data)
    return digest.hexdigest()

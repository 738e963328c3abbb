"""Outcomes of whole runs, kept under the content of everything that was read.

An entry's name is a hash over the tool itself, the Python and the libraries it ran on, the options, and the path
and bytes of every spec and every file that the project is read from. No time stamp is trusted. What reading
looks up beyond those files (a migration that reads an SQL file) stands in the entry, with what was found there,
and is looked up again before the entry is used.

What the specs say and what the code has are entries of their own beside the outcome (`Run`): an edit on one side
costs the reading of that side.

Entries are JSON: one that somebody tampered with can be wrong, but never runs anything. They lie in the user's
cache folder and not in the project, whose author must not be able to bring the outcome of a check along.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

from spec2code.files import replace_file
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.own_files import hash_of
from spec2code.project.walk import walk

__all__ = ["Inputs", "Lookup", "Run", "Wanted", "Worked", "cache_folder"]

ENTRIES = 200
BYTES = 64_000_000
"""What the folder holds at most; the entries that were unused for longest go first."""
LIBRARIES = ("sqlglot", "markdown_it_py", "tree_sitter")
VARIABLE = "SPEC2CODE_CACHE_DIR"
_FORM = 1
_CLOCK = 2.0
"""Seconds by which the clocks of file systems are coarse."""
_FOLDERS = 2_000
_NAME = regex(r"\.?[0-9a-f]{40}\..+")

Lookup = tuple[str, str]
"""A path relative to the root and, where files below it were listed, the pattern."""


class Outcome(Protocol):
    def to_json(self) -> dict[str, Any]: ...

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self: ...


AnOutcome = TypeVar("AnOutcome", bound=Outcome)
AnotherOutcome = TypeVar("AnotherOutcome", bound=Outcome)
Worked = tuple[AnOutcome, Iterable[Lookup] | None]
"""An outcome, and what was looked up for it beyond its inputs; None: it is not to be kept."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an outcome depends on."""

    root: Path
    command: Sequence[object]
    """The command and those of its options and settings that matter, as values that JSON has."""
    specs: Sequence[tuple[str, Path]] = ()
    """How each spec is named in reports, and where it lies."""
    code: bool = True
    """Whether the project's code is read."""
    generators: bool = False
    """Whether generators run: they count too, and with them all that is installed."""

    def key(self, contents: dict[str, bytes], folder: Path | None = None) -> str | None:
        """A hash over all of it; None when something can't be read.

        `contents` keeps what was hashed of the project, for other inputs of the same moment; `folder` is the cache.
        """
        digest = hashlib.blake2b(digest_size=20)
        _add(digest, _surroundings(self.generators, folder).encode())
        _add(digest, json.dumps([os.fspath(self.root), *self.command]).encode())
        try:
            for name, path in self.specs:
                _add(digest, _bytes(name), path.read_bytes())
        except OSError:
            return None
        if self.code:
            root = os.fspath(self.root)
            if root not in contents:
                contents[root] = _project(self.root)
            _add(digest, contents[root])
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted(Generic[AnOutcome]):
    """An outcome that is to be had."""

    inputs: Inputs
    """All that it depends on."""
    form: type[AnOutcome]
    work: Callable[[], Worked[AnOutcome]]
    """What works it out where no cache has it."""


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where the user's caches lie on this platform; None where nothing says so."""
    chosen = environment.get(VARIABLE)
    if chosen:
        return Path(chosen)
    home = environment.get("USERPROFILE" if platform == "win32" else "HOME")
    if platform == "win32":
        local = environment.get("LOCALAPPDATA") or (home and os.path.join(home, "AppData", "Local"))
        return Path(local, "spec2code", "Cache") if local else None
    if platform == "darwin":
        return Path(home, "Library", "Caches", "spec2code") if home else None
    base = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return Path(base, "spec2code")
    return Path(home, ".cache", "spec2code") if home else None


@dataclass(frozen=True, slots=True)
class _Made:
    """An outcome that was worked out in this run, and is to be kept."""

    key: str
    inputs: Inputs
    outcome: Outcome
    lookups: list[Lookup]


class Run:
    """The cache as one run sees it: what is read is hashed once before the work and once behind it.

    `folder` is the cache; None: neither read nor written. As a context manager, it keeps what was made at its end.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._start = time.time()
        self._contents: dict[str, bytes] = {}
        self._made: list[_Made] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._keep()

    def remembered(self, wanted: Wanted[AnOutcome]) -> AnOutcome:
        """The outcome, from the cache where the same inputs were worked on before."""
        key, known = self._known(wanted)
        return known if known is not None else self._made_of(wanted, key, wanted.work())

    def both(
        self,
        one: Wanted[AnOutcome],
        other: Wanted[AnotherOutcome],
        meanwhile: Callable[[], object] = lambda: None,
    ) -> tuple[AnOutcome, AnotherOutcome]:
        """Two outcomes; where neither is known, both are worked out at the same time.

        The other should take longer: `meanwhile` is done here before it is waited for.
        """
        from spec2code.beside import Beside

        key, known = self._known(one)
        other_key, other_known = self._known(other)
        if known is not None:
            return known, other_known or self._made_of(other, other_key, other.work())
        if other_known is not None:
            return self._made_of(one, key, one.work()), other_known
        with Beside(other.work) as beside:
            outcome = self._made_of(one, key, one.work())
            meanwhile()
            return outcome, self._made_of(other, other_key, beside.outcome())

    def _known(self, wanted: Wanted[AnOutcome]) -> tuple[str | None, AnOutcome | None]:
        """The name of the entry, None without a cache, and the outcome in it."""
        key = wanted.inputs.key(self._contents, self._folder) if self._folder is not None else None
        if self._folder is None or key is None:
            return None, None
        return key, _load(self._folder / f"{key}.json", wanted.inputs.root, wanted.form)

    def _made_of(
        self, wanted: Wanted[AnOutcome], key: str | None, made: Worked[AnOutcome]
    ) -> AnOutcome:
        outcome, lookups = made
        if key is not None and lookups is not None:
            self._made.append(_Made(key, wanted.inputs, outcome, sorted(lookups)))
        return outcome

    def _keep(self) -> None:
        """Keep what was made; a file that changed meanwhile must not give its name to what was read before."""
        contents: dict[str, bytes] = {}
        for made in self._made:
            found = _found(made.inputs.root, made.lookups, self._start - _CLOCK)
            if found is not None and made.inputs.key(contents, self._folder) == made.key:
                assert self._folder is not None
                entry = self._folder / f"{made.key}.json"
                # Not everything can be written down: a number of 5,000 digits, a tree of 1,000 levels.
                with contextlib.suppress(TypeError, ValueError, RecursionError):
                    _store(entry, {"lookups": found, "outcome": made.outcome.to_json()})
        self._made.clear()


def _load(entry: Path, root: Path, form: type[AnOutcome]) -> AnOutcome | None:
    """The outcome of an entry that is whole and still true."""
    try:
        mark, _, text = entry.read_bytes().partition(b"\n")
        if mark != _mark(text):
            return None
        data = json.loads(text)
        for path, pattern, state in data["lookups"]:
            if _state(root, path, pattern) != state:
                return None
        outcome = form.from_json(data["outcome"])
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ImportError,
        RecursionError,
    ):
        return None
    with contextlib.suppress(OSError):
        os.utime(entry)
    return outcome


def _store(entry: Path, data: dict[str, Any]) -> None:
    """Write an entry and drop what is too much; where nothing can be written there is no cache."""
    text = json.dumps(data, separators=(",", ":"))
    if len(text) > BYTES // 4:
        return
    try:
        replace_file(entry, f"{_mark(text.encode()).decode()}\n{text}")
        _trim(entry.parent)
    except OSError:
        return


def _mark(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()


def _trim(folder: Path) -> None:
    with os.scandir(folder) as found:
        entries = [(item.stat(), item.path) for item in found if _NAME.fullmatch(item.name)]
    size = 0
    for count, (status, path) in enumerate(
        sorted(entries, key=lambda entry: (-entry[0].st_mtime_ns, entry[1])), 1
    ):
        size += status.st_size
        if count > ENTRIES or size > BYTES:
            with contextlib.suppress(OSError):
                os.unlink(path)


@functools.cache
def _surroundings(generators: bool, folder: Path | None) -> str:
    """The tool, byte for byte, and what it runs on."""
    packages = [os.path.dirname(__file__)]
    if generators:
        found = importlib.util.find_spec("spec2code_generators")
        packages += (found.submodule_search_locations if found else None) or ()
    kept = folder / f"tool{'-and-generators' * generators}.hash" if folder else None
    own = hash_of(packages, kept)
    libraries = _libraries("" if generators else LIBRARIES)
    return json.dumps([_FORM, own, sys.version, os.name, libraries])


def _libraries(beginnings: str | tuple[str, ...]) -> list[str]:
    """The versions of libraries, by the names of their metadata: importing them takes long."""
    found: set[str] = set()
    for folder in sys.path:
        with contextlib.suppress(OSError):
            found.update(
                name
                for name in os.listdir(folder or ".")
                if name.startswith(beginnings) and name.endswith((".dist-info", ".egg-info"))
            )
    return sorted(found)


def _add(digest: hashlib.blake2b, *parts: bytes) -> None:
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)


def _project(root: Path) -> bytes:
    """A hash over the code and the settings of a project."""
    digest = hashlib.blake2b(digest_size=20)
    found = walk(root)
    _add(digest, b"stopped" if found.stopped else b"whole")
    for path in (*found.python, *found.settings, *found.sql):
        _add(digest, _bytes(path), _content(os.path.join(root, path)))
    return digest.digest()


def _content(path: str) -> bytes:
    """The bytes of a file; what can't be read, or is no file, by the reason."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return b"no file: %d" % stat.S_IFMT(status.st_mode)
        with open(path, "rb") as stream:
            return b"file: " + stream.read()
    except (OSError, ValueError) as error:
        return f"unreadable: {getattr(error, 'errno', None)}".encode()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _found(
    root: Path, lookups: Iterable[Lookup], start: float
) -> list[tuple[str, str, str]] | None:
    """What the lookups find now; None when that may not be what the run found."""
    found = []
    for path, pattern in lookups:
        if _changed_since(root / path, bool(pattern), start):
            return None
        found.append((path, pattern, _state(root, path, pattern)))
    return found


def _state(root: Path, path: str, pattern: str) -> str:
    """What stands at a path, links followed, or which files below it match."""
    target = root / path
    digest = hashlib.blake2b(digest_size=20)
    if pattern:
        try:
            matches = sorted(item.relative_to(root).as_posix() for item in target.glob(pattern))
        except (OSError, ValueError, NotImplementedError) as error:
            matches = [type(error).__name__]
        _add(digest, *map(_bytes, matches))
    else:
        inside = os.path.relpath(os.path.realpath(target), os.path.realpath(root))
        _add(digest, _bytes(inside), _content(os.fspath(target)))
    return digest.hexdigest()


def _changed_since(target: Path, below: bool, start: float) -> bool:
    """Whether it may have changed since then; what is gone shows in the folder that it lay in."""
    while not os.path.lexists(target) and target != target.parent:
        target = target.parent
    places = [os.fspath(target)]
    if below:
        for folder, _, _ in os.walk(target):
            places.append(folder)
            if len(places) > _FOLDERS:
                return True
    try:
        return any(max(os.stat(place)[-2:]) >= start for place in places)
    except OSError:
        return True

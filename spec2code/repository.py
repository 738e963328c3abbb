"""What git knows of the lines on both sides of a finding: which commit made them, and what a branch touched."""

from __future__ import annotations

import functools
import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from spec2code.errors import UsageError
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field

__all__ = ["LineChange", "Place", "Touched", "last_changes", "place_in_repository", "touched_since"]

_SECONDS = 20

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True, order=True)
class LineChange:
    """The commit that last changed a line; one that isn't committed yet has the date `now`."""

    time: int
    commit: str
    date: str

    @property
    def committed(self) -> bool:
        return bool(self.commit.strip("0"))


_NOT_COMMITTED = LineChange(0, "0000000", "")


@dataclass(frozen=True, slots=True)
class Touched:
    """Line ranges of files, by path relative to the root, that differ from a revision."""

    lines: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    shortened: frozenset[str] = frozenset()
    """Files of which lines were taken out or replaced: what one lacks may have been there."""

    def has(self, file: str, first: int, last: int) -> bool:
        """Whether one of these lines, or a place beside them where lines were taken out, is touched."""
        return any(start <= last and first <= end for start, end in self.lines.get(file, ()))


def _git(
    folder: Path, *arguments: str, given: str | None = None, index: Path | None = None
) -> str | None:
    """The output of git; None where there is no git, no repository, or no answer in time.

    `given` is its input, `index` a file to use in the place of the repository's own index.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments],
            input=None if given is None else given.encode(),
            env={**os.environ, "GIT_INDEX_FILE": str(index)} if index else None,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def last_changes(root: Path, places: Iterable[Place]) -> dict[Place, LineChange]:
    """For each (file, first line, last line) the commit that last changed one of them; 0, 0 is the whole file.

    Each file is asked for in its own folder: it may lie in a submodule or in another repository. Places that git
    doesn't know are left out, and so are those of a shallow clone's first commit: which one changed them lies
    before it.
    """
    by_file: dict[str, set[tuple[int, int]]] = {}
    for file, first, last in places:
        by_file.setdefault(file, set()).add((first, last))
    found: dict[Place, LineChange] = {}
    for file, ranges in sorted(by_file.items()):
        path = root / file
        if not _may_be_tracked(path.resolve().parent):
            continue
        if (0, 0) in ranges and (whole := _last_commit(path)):
            found[(file, 0, 0)] = whole
        for (first, last), change in _last_lines(path, sorted(ranges - {(0, 0)})).items():
            found[(file, first, last)] = change
    return found


@functools.cache
def _may_be_tracked(folder: Path) -> bool:
    """Whether a repository may hold a folder: asking git takes as long as all else."""
    return "GIT_DIR" in os.environ or any(
        (each / ".git").exists() for each in (folder, *folder.parents)
    )


def _last_lines(path: Path, ranges: Sequence[tuple[int, int]]) -> dict[tuple[int, int], LineChange]:
    """The newest change in each range; one with a line of which nothing is known is left out."""
    if not ranges:
        return {}
    asked = [part for first, last in ranges for part in ("-L", f"{first},{last}")]
    text = _git(path.parent, "blame", "--porcelain", *asked, "--", path.name)
    if text is None:
        untracked = _git(path.parent, "status", "--porcelain", "--", path.name) or ""
        return dict.fromkeys(ranges, _NOT_COMMITTED) if untracked.startswith("??") else {}
    lines = _blamed(path.parent, text)
    found = {}
    for first, last in ranges:
        known = [lines[line] for line in range(first, last + 1) if line in lines]
        if len(known) == last + 1 - first:
            found[(first, last)] = max(known, key=lambda change: (not change.committed, change))
    return found


def _last_commit(path: Path) -> LineChange | None:
    """The commit that last changed anything in a file, also by taking lines out of it."""
    if _git(path.parent, "status", "--porcelain", "--", path.name):
        return _NOT_COMMITTED
    told = _git(path.parent, "log", "-1", "--format=%H %ct %P", "--", path.name)
    if not told or not told.strip():
        return None
    commit, time, *parents = told.split()
    if not parents and _is_shallow(path.parent):
        return None
    return LineChange(int(time), commit[:7], _day(int(time)))


def _is_shallow(folder: Path) -> bool:
    return (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def _blamed(folder: Path, text: str) -> dict[int, LineChange]:
    """Each line's change. The porcelain format of git-blame(1): a header a line, the commit's facts at its first occurrence."""
    times: dict[str, int] = {}
    boundary: set[str] = set()
    lines: list[tuple[str, int]] = []
    commit = ""
    for line in text.splitlines():
        header = re.match(r"([0-9a-f]{40,64}) \d+ (\d+)", line)
        if header:
            commit = header.group(1)
            lines.append((commit, int(header.group(2))))
        elif line == "boundary":
            boundary.add(commit)
        elif line.startswith("committer-time "):
            times[commit] = int(line.split()[1])
    if boundary and not _is_shallow(folder):
        boundary.clear()
    return {
        number: LineChange(times.get(commit, 0), commit[:7], _day(times.get(commit, 0)))
        for commit, number in lines
        if commit not in boundary
    }


def _day(time: int) -> str:
    import datetime

    return datetime.datetime.fromtimestamp(time, datetime.UTC).date().isoformat()


def place_in_repository(root: Path) -> str:
    """The folder of the repository that the root is, with a slash at the end; empty at its top and outside of one."""
    return (_git(root, "rev-parse", "--show-prefix") or "").strip()


def touched_since(root: Path, revision: str) -> Touched:
    """What differs between the merge base with a revision and the working tree, untracked files whole.

    That is of the whole repository and its submodules: specs may lie beside the project.

    Raises:
        UsageError: there is no git repository, or no such revision.
    """
    if revision.startswith("-"):
        raise UsageError(f"`{revision}` is no revision")
    base = _git(root, "merge-base", revision, "HEAD")
    top = Path((_git(root, "rev-parse", "--show-toplevel") or "").strip())
    text = None if base is None else _git(top, "diff", *_PLAIN, base.strip(), "--")
    if text is None:
        raise UsageError(
            f"git knows no revision `{revision}` here",
            "in CI, fetch the whole history (fetch-depth: 0)",
        )
    lines, shortened = _hunks(text.splitlines())
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z") or ""
    lines.update((file, [(1, 1 << 30)]) for file in new.split("\0") if file)

    def shown(file: str) -> str:
        return Path(os.path.relpath(top / file, root.resolve())).as_posix()

    return Touched(
        {shown(file): ranges for file, ranges in lines.items()},
        frozenset(map(shown, shortened)),
    )


def top_of(root: Path) -> Path | None:
    """The top of the repository, unless it has submodules or is one."""
    told = (_git(root, "rev-parse", "--show-toplevel") or "").strip()
    above = (_git(root, "rev-parse", "--show-superproject-working-tree") or "").strip()
    top = Path(told).resolve()
    return None if not told or above or (top / ".gitmodules").exists() else top


def laid_out(top: Path, revision: str, folder: Path) -> bool:
    """Write what is read of the common ancestor with a revision into a folder, which must be empty.

    Without a filter of the user's, which may fetch files from elsewhere. The index of the repository isn't touched.
    """
    base = (_git(top, "merge-base", revision, "HEAD") or "").strip()
    index = folder / ".git-index"
    if not base or _git(top, "read-tree", base, index=index) is None:
        return False
    entries = (_git(top, "ls-tree", "-r", "-l", "-z", base) or "").split("\0")
    read = [file for entry in entries if (file := _worth_reading(entry))]
    plain = [part for name in ("smudge", "process") for part in ("-c", f"filter.lfs.{name}=")]
    command = (*plain, "-c", "filter.lfs.required=false", "checkout-index", "-z", "--stdin")
    written = _git(top, *command, f"--prefix={folder}/", given="\0".join((*read, "")), index=index)
    index.unlink(missing_ok=True)
    return written is not None


def _worth_reading(entry: str) -> str | None:
    """The path of an entry of `git ls-tree -l`, where it is read; a large file is data, not a spec or code."""
    facts, _, file = entry.partition("\t")
    size = facts.split()[-1] if facts else ""
    small = size.isdigit() and int(size) <= _LARGEST
    return file if small and _READ.fullmatch(Path(file).name) else None


_LARGEST = 2_000_000
_READ = regex(r"[^.]*|.*\.(?:pyi?|md|markdown|toml|ini|cfg|sql|json|ya?ml|txt|mako)", re.IGNORECASE)
"""The names of specs, code, settings, and what code reads when it is read."""
_PLAIN = (
    "--no-color",
    "--no-ext-diff",
    "--find-renames",
    "--submodule=diff",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--unified=0",
)
"""Whatever the user has configured."""
_HUNK = regex(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def _hunks(lines: Sequence[str]) -> tuple[dict[str, list[tuple[int, int]]], frozenset[str]]:
    """Changed ranges of the new side, and the files that lost lines; a removed `-- comment` looks like a header, so hunks are counted out."""
    found: dict[str, list[tuple[int, int]]] = {}
    shortened: set[str] = set()
    file, inside = "", 0
    for line in lines:
        if inside:
            inside -= not line.startswith("\\")
        elif line.startswith("--- "):
            file = line[4:].removeprefix("a/").rstrip("\t")
        elif line.startswith("+++ ") and not line.startswith("+++ /dev/null"):
            file = line[4:].removeprefix("b/").rstrip("\t")
        elif hunk := _HUNK.match(line):
            removed, start, count = (int(part or 1) for part in hunk.groups())
            inside = removed + count
            # Nothing but lines taken out: the lines around the gap are what one sees.
            span = (start, start + count - 1) if count else (start, start + 1)
            found.setdefault(file, []).append(span)
            if removed:
                shortened.add(file)
    return found, frozenset(shortened)

"""The only writer: all files of a run or none, and never outside the root."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from spec2code.errors import UsageError

__all__ = ["SourceLines", "contained", "read_text", "replace_file", "write_files", "write_report"]


def contained(root: Path, path: str) -> Path:
    """The file below the root, with symbolic links followed.

    Raises:
        UsageError: the path leads out of the root.
    """
    base = root.resolve()
    target = (base / path).resolve()
    if target != base and base not in target.parents:
        raise UsageError(f"`{path}` leads out of the project root", "nothing was written")
    return target


def read_text(root: Path, path: str) -> str | None:
    """The text of a file below the root, line ends as they are; None when there is no such file.

    Raises:
        UsageError: it is no regular file, or not UTF-8.
    """
    target = contained(root, path)
    if not target.exists():
        return None
    try:
        return target.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"`{path}` is not UTF-8: {error.reason}") from error
    except OSError as error:
        raise UsageError(f"`{path}` can't be read: {error.strerror or error}") from error


def write_files(root: Path, texts: Mapping[str, str | None]) -> None:
    """Write every text to its path below the root, or, when one can't be written, none of them.

    Each text is first written in full beside its target; only when all are there do they take their
    places, and what they replace is put back if one of them can't. None removes the file.

    Raises:
        UsageError: a path leads out of the root, or something can't be written.
    """
    targets = {contained(root, path): text for path, text in texts.items()}
    staged: dict[Path, Path] = {}
    folders: list[Path] = []
    replaced: list[tuple[Path, bytes | None]] = []
    try:
        for target, text in targets.items():
            if text is not None:
                _make_folders(target.parent, folders)
                staged[target] = _stage(target, text)
        for target, text in targets.items():
            before = target.read_bytes() if target.exists() else None
            replaced.append((target, before))
            if text is not None:
                os.replace(staged.pop(target), target)
            elif before is not None:
                target.unlink()
    except OSError as error:
        _undo(replaced, staged, folders)
        where = error.filename or root
        raise UsageError(
            f"`{where}` can't be written: {error.strerror or error}", "nothing was written"
        ) from error
    except BaseException:
        _undo(replaced, staged, folders)
        raise


def write_report(path: Path, text: str) -> None:
    """Write a report to where `--output` says, which may lie anywhere.

    Raises:
        UsageError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"`{path}` can't be written: {error.strerror or error}") from error


def replace_file(path: Path, text: str) -> None:
    """Write one file, wherever it lies: readers see it whole, as it was or as it is now.

    Raises:
        OSError: it can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = _stage(path, text)
    try:
        os.replace(staged, path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _stage(target: Path, text: str) -> Path:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        os.chmod(staged, mode)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _undo(
    replaced: list[tuple[Path, bytes | None]], staged: dict[Path, Path], folders: list[Path]
) -> None:
    for target, before in reversed(replaced):
        if before is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(before)
    for temporary in staged.values():
        temporary.unlink(missing_ok=True)
    for folder in reversed(folders):
        try:
            folder.rmdir()
        except OSError:
            continue


class SourceLines:
    """Lines of files below the root, each file read once and only when asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def __call__(self, file: str, line: int) -> str | None:
        if file not in self._lines:
            try:
                text = (self._root / file).read_text(encoding="utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self._lines[file] = text.splitlines()
        lines = self._lines[file]
        return lines[line - 1] if 0 < line <= len(lines) else None

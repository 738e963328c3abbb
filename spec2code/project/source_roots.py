"""The files of a project into the folders that its imports start from.

A folder that holds a project's settings is one. Where it has an `__init__.py` all the same, what its files import decides:
a root is not named by what lies in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Set

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["SourceRoots", "source_roots"]

_MARKS = frozenset(
    [
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "requirements.txt",
        "alembic.ini",
        "manage.py",
        "Dockerfile",
        "Pipfile",
    ]
)
_IMPORT = regex(rb"(?m)^[ \t]*(?:from|import)[ \t]+(\.?[\w.]*)")
_FILES_READ = 400
"""So many files below a folder tell enough."""


@dataclass(frozen=True, slots=True)
class SourceRoots:
    """Folders, relative to the project."""

    marked: frozenset[str]
    """Those that look like the top of something installable or deployable."""
    packages: frozenset[str]
    """Those with an `__init__.py` that imports name."""


def source_roots(
    python: tuple[str, ...],
    settings: tuple[str, ...],
    *,
    is_file: Callable[[str], bool],
    read: Callable[[str], bytes],
    outside: Set[str],
) -> SourceRoots:
    """Tell source roots from packages.

    Args:
        python: the Python files.
        settings: the settings files among the others.
        is_file: whether there is such a file of any kind.
        read: the bytes of a Python file.
        outside: names that an import never finds in the project.
    """
    marked = {
        path.rpartition("/")[0]
        for path in (*python, *settings)
        if path.rpartition("/")[2] in _MARKS
    }
    for name in {file.partition("/")[0] for file in python if "/" in file}:
        if any(is_file(f"{name}/{mark}") for mark in _MARKS):
            marked.add(name)
    packages = {
        file.rpartition("/")[0] for file in python if file.rpartition("/")[2] == "__init__.py"
    }
    for folder in sorted(marked & packages):
        prefix = f"{folder}/" if folder else ""
        below = [file for file in python if file.startswith(prefix)]
        imports = _imports(map(read, below[:_FILES_READ]))
        if _is_root(folder, prefix, imports, frozenset(below), outside):
            packages.discard(folder)
    return SourceRoots(frozenset(marked - packages), frozenset(packages))


def _imports(texts: Iterable[bytes]) -> set[str]:
    """The dotted names behind `from` and `import`, relative ones with their dot."""
    return {found.decode("ascii", "ignore") for text in texts for found in _IMPORT.findall(text)}


def _is_root(
    folder: str, prefix: str, imports: Collection[str], below: frozenset[str], outside: Set[str]
) -> bool:
    """Whether the files below a folder import what lies in it by names that start there."""
    own = folder.rpartition("/")[2]
    if own and any(name == own or name.startswith(f"{own}.") for name in imports):
        return False
    deep = [name for name in imports if "." in name.strip(".") and not name.startswith(".")]
    for name in deep:
        if name.partition(".")[0] not in outside and _lies(name, prefix, below):
            return True
    if any(name.startswith(".") for name in imports):
        return False  # a name alone may be that of a library
    return any(name not in outside and _lies(name, prefix, below) for name in imports if name)


def _lies(name: str, prefix: str, below: frozenset[str]) -> bool:
    path = prefix + name.replace(".", "/")
    return f"{path}.py" in below or f"{path}/__init__.py" in below

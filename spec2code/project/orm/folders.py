"""What code asks of folders to find modules: `os.listdir`, `os.walk`, `glob.glob`, `pkgutil.iter_modules`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spec2code.project import sequences
from spec2code.project.orm.files import file_of, files_below
from spec2code.project.values import (
    Arguments,
    External,
    Native,
    NativeClass,
    NativeFunction,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES"]

_DEPTH_LIMIT = 12


class ModuleInfo(Native):
    """One of the modules that `pkgutil` finds: a tuple of three with names."""

    def __init__(self, name: str, is_package: bool) -> None:
        self.name = name
        self.is_package = is_package

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return [External("pkgutil.ModuleInfo.module_finder"), self.name, self.is_package]

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        known: dict[str, Value] = {"name": self.name, "ispkg": self.is_package}
        return known[name] if name in known else super().attribute(evaluator, name)


def _stands(is_there: Callable[[Path], bool]) -> NativeFunction:
    """Whether something of the project is there; what lies outside of it is taken not to be."""

    def stands(evaluator: Evaluator, arguments: Arguments) -> Value:
        written = sequences.path(arguments.get(0, "path"))
        if written is None:
            return arguments.unknown("the path is not known")
        path = file_of(evaluator, written)
        return path is not None and is_there(path)

    return stands


def _listed(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = sequences.path(arguments.get(0, "path", "."))
    found = None if written is None else files_below(evaluator, written)
    if found is None:
        return arguments.unknown("what the folder holds is not known")
    return [path.name for path in found if path.name != "__pycache__"]


def _walked(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = sequences.path(arguments.get(0, "top"))
    if written is None or file_of(evaluator, written) is None:
        return arguments.unknown("what the folder holds is not known")
    return list(_below(evaluator, written, 0))


def _below(evaluator: Evaluator, folder: str, depth: int) -> Iterator[Value]:
    found = [path for path in files_below(evaluator, folder) or () if path.name != "__pycache__"]
    folders = [path.name for path in found if path.is_dir() and not path.is_symlink()]
    yield (folder, folders, [path.name for path in found if path.is_file()])
    if depth < _DEPTH_LIMIT:
        for name in folders:
            yield from _below(evaluator, posixpath.join(folder, name), depth + 1)


def _globbed(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = sequences.path(arguments.get(0, "pathname"))
    base = sequences.path(arguments.kwargs.get("root_dir", "."))
    if written is None or base is None:
        return arguments.unknown("the files are not known")
    parts = written.split("/")
    plain = next((i for i, part in enumerate(parts[:-1]) if set(part) & set("*?[")), len(parts) - 1)
    folder, pattern = "/".join(parts[:plain]), "/".join(parts[plain:])
    found = files_below(evaluator, posixpath.join(base, folder or ("/" if plain else "")), pattern)
    if found is None:
        return arguments.unknown("the files are not known")
    count = pattern.count("/") + 1
    whole = "**" in pattern or "root_dir" in arguments.kwargs
    return [
        path.as_posix() if whole else posixpath.join(folder, *path.parts[-count:]) for path in found
    ]


def _modules(deep: bool) -> NativeFunction:
    def modules(evaluator: Evaluator, arguments: Arguments) -> Value:
        folders = sequences.elements(evaluator, arguments.get(0, "path"))
        prefix = arguments.get(1, "prefix", "")
        if folders is None or not isinstance(prefix, str):
            return arguments.unknown("which modules there are is not known")
        found: list[Value] = []
        for folder in folders:
            written = sequences.path(folder)
            if written is None:
                return arguments.unknown("which modules there are is not known")
            found.extend(_modules_in(evaluator, written, prefix, _DEPTH_LIMIT if deep else 0))
        return found

    return modules


def _modules_in(evaluator: Evaluator, folder: str, prefix: str, depth: int) -> Iterator[ModuleInfo]:
    """Modules and packages in the order of their names, a package before what it holds."""
    for path in files_below(evaluator, folder) or ():
        name = path.name.removesuffix(".py")
        is_package = path.is_dir() and (path / "__init__.py").is_file()
        if is_package or (path.suffix == ".py" and name != "__init__" and name.isidentifier()):
            yield ModuleInfo(prefix + name, is_package)
            if is_package and depth:
                inner = posixpath.join(folder, path.name)
                yield from _modules_in(evaluator, inner, f"{prefix}{name}.", depth - 1)


def _split(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = sequences.path(arguments.get(0, "p"))
    return (
        arguments.unknown("the path is not known")
        if written is None
        else posixpath.splitext(written)
    )


def _relative(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = sequences.path(arguments.get(0, "path"))
    start = sequences.path(arguments.get(1, "start", "."))
    if written is None or start is None:
        return arguments.unknown("the path is not known")
    root = evaluator.sources.root.as_posix()
    return posixpath.relpath(posixpath.join(root, written), posixpath.join(root, start))


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "os.path.exists": _stands(Path.exists),
    "os.path.isfile": _stands(Path.is_file),
    "os.path.isdir": _stands(Path.is_dir),
    "os.path.splitext": _split,
    "os.path.relpath": _relative,
    "os.listdir": _listed,
    "os.walk": _walked,
    "glob.glob": _globbed,
    "glob.iglob": _globbed,
    "pkgutil.iter_modules": _modules(deep=False),
    "pkgutil.walk_packages": _modules(deep=True),
}

"""The project's Python files: found once, read and parsed on first use, and known by dotted name.

Nothing is read before someone asks for it: a `Module` reads its text and parses its tree when they are wanted.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.project.source_roots import source_roots
from spec2code.project.walk import walk

__all__ = ["Module", "Sources"]

_CODING = regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_SIZE_LIMIT = 30_000_000
_HEAD_LIMIT = 20_000


class Module:
    """One Python file. `tree` is an empty module where it can't be parsed; why is in `Sources.diagnostics`."""

    def __init__(self, sources: Sources, file: str, name: str) -> None:
        self.sources = sources
        self.file = file
        """POSIX, relative to the root."""
        self.name = name
        """Dotted, as the project would import it."""
        self.folder = file.rpartition("/")[0]
        self.is_package = file.rpartition("/")[2] == "__init__.py"
        self.type_parameters: dict[tuple[int, str], tuple[str, ...]] = {}
        self.aliases: set[int] = set()
        self.ok = True

    def __repr__(self) -> str:
        return f"Module({self.name})"

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @cached_property
    def data(self) -> bytes:
        try:
            with open(f"{self.sources.root}/{self.file}", "rb") as stream:
                data = stream.read(_SIZE_LIMIT + 1)
        except OSError as error:
            self._failed("P102", f"`{self.file}` can't be read: {error.strerror or error}")
            return b""
        if len(data) > _SIZE_LIMIT:
            self._failed("P102", f"`{self.file}` is larger than {_SIZE_LIMIT:,} bytes")
            return b""
        return data

    @cached_property
    def text(self) -> str:
        data = self.data.removeprefix(b"\xef\xbb\xbf")
        encoding = "utf-8"
        for line in data.split(b"\n", 2)[:2]:
            if found := _CODING.match(line):
                encoding = found[1].decode("ascii", "replace")
                break
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            self._failed("P102", f"`{self.file}` is not {encoding} text: {error}", keep=True)
            text = data.decode("latin-1")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _is_ascii(self) -> bool:
        return self.text.isascii()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def tree(self) -> ast.Module:
        try:
            return ast.parse(self.text)
        except (RecursionError, MemoryError):
            self._failed("P101", f"`{self.file}` is nested too deeply to be parsed")
            return ast.Module([], [])
        except (SyntaxError, ValueError) as error:
            return self._parse_newer(error)

    def _parse_newer(self, first: SyntaxError | ValueError) -> ast.Module:
        """The tree of source whose grammar is newer than this Python's."""
        from spec2code.project.modern import rewrite

        rewritten = rewrite(self.text)
        try:
            tree = ast.parse(rewritten.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            line = getattr(first, "lineno", None) or 1
            column = getattr(first, "offset", None) or 1
            reason = getattr(first, "msg", None) or str(first)
            self._failed(
                "P101",
                f"`{self.file}` is not valid Python: {reason}",
                Span(self.file, line, column),
            )
            return ast.Module([], [])
        self.type_parameters = rewritten.type_parameters
        self.aliases = rewritten.aliases
        return tree

    def _failed(
        self, code: str, message: str, span: Span | None = None, *, keep: bool = False
    ) -> None:
        self.ok = self.ok and keep
        severity = None if keep else Severity.ERROR
        place = span or Span(self.file, 1)
        self.sources.diagnostics.append(diagnostic(code, message, place, severity=severity))

    def span(self, node: ast.AST) -> Span:
        """The place of a node; columns count characters, as `Span` wants."""
        line: int = getattr(node, "lineno", 1)
        end_line: int = getattr(node, "end_lineno", None) or line
        return Span(
            self.file,
            line,
            self._column(line, getattr(node, "col_offset", 0)),
            end_line,
            self._column(end_line, getattr(node, "end_col_offset", None) or 0),
        )

    def _column(self, line: int, offset: int) -> int:
        if self._is_ascii or line > len(self.lines):
            return offset + 1
        return len(self.lines[line - 1].encode()[:offset].decode("utf-8", "replace")) + 1

    def parameters_of(self, node: ast.AST) -> tuple[str, ...]:
        """The type parameters (PEP 695) of a class, function or type alias."""
        own = getattr(node, "type_params", None)
        if own:
            return tuple(item.name for item in own)
        name = getattr(node, "name", "")
        if not self.type_parameters or not isinstance(name, str):
            return ()
        return self.type_parameters.get((getattr(node, "lineno", 0), name), ())


class Sources:
    """All Python files of a project. `file in sources.modules` are POSIX paths relative to the root."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))
        """Absolute: what code makes of `__file__` is looked up below it."""
        self.diagnostics: list[Diagnostic] = []
        self.lookups: set[tuple[str, str]] = set()
        """Paths that were looked up beyond `modules` and `settings`; with a pattern where files below were listed."""
        found = walk(root)
        if found.stopped:
            self.diagnostics.append(
                diagnostic(
                    "P103", f"`{root.name or root}` holds too many files to look at them all"
                )
            )
        self.settings = found.settings
        self.sql = found.sql
        self._python = frozenset(found.python)
        self._folders = _folders(found.python)
        self._roots = source_roots(
            found.python,
            found.settings,
            is_file=self.is_file,
            read=self._head,
            outside=_OUTSIDE,
        )
        self.modules: dict[str, Module] = {
            file: Module(self, file, self._dotted(file)) for file in found.python
        }
        self._imports: dict[tuple[str, str], Module | str | None] = {}

    def _head(self, file: str) -> bytes:
        """Where imports stand; what can't be read is told by the module."""
        try:
            with open(f"{self.root}/{file}", "rb") as stream:
                return stream.read(_HEAD_LIMIT)
        except OSError:
            return b""

    def is_file(self, path: str) -> bool:
        """Whether there is such a file, of any kind."""
        self.lookups.add((path, ""))
        return (self.root / path).is_file()

    @cached_property
    def subclass_hooks(self) -> bool:
        """Whether any class of the project has an `__init_subclass__`."""
        return any(b"def __init_subclass__" in module.data for module in self.modules.values())

    @cached_property
    def by_name(self) -> dict[str, list[Module]]:
        """Modules by dotted name; one name can stand for several in a repository of several projects."""
        named: dict[str, list[Module]] = {}
        for module in sorted(
            self.modules.values(), key=lambda item: (item.file.count("/"), item.file)
        ):
            named.setdefault(module.name, []).append(module)
        return named

    def module(self, name: str) -> Module | None:
        """The module of a dotted name, as one would write it from outside; the outermost where there are several."""
        found = self.by_name.get(name)
        return found[0] if found else None

    def under(self, folder: str) -> Iterator[Module]:
        """The modules in a folder and below it, sorted by path."""
        prefix = folder.rstrip("/") + "/" if folder not in ("", ".") else ""
        return (item for file, item in self.modules.items() if file.startswith(prefix))

    def relevant(self, *marks: bytes) -> Iterator[Module]:
        """The modules whose bytes hold any of the marks: the cheap look before parsing."""
        for module in self.modules.values():
            data = module.data
            if any(mark in data for mark in marks):
                yield module

    def find(self, importer: Module, dotted: str, level: int = 0) -> Module | str | None:
        """What `import dotted` means where it stands.

        Returns:
            The module; the path of a folder without `__init__.py` (a namespace package); None for what lies outside.
        """
        key = (importer.folder if not level else f"{level}:{importer.folder}", dotted)
        if key not in self._imports:
            self._imports[key] = self._find(importer, dotted, level)
        return self._imports[key]

    def _find(self, importer: Module, dotted: str, level: int) -> Module | str | None:
        if level:
            folder = PurePosixPath(importer.folder)
            for _ in range(level - 1):
                folder = folder.parent
            base = "" if str(folder) == "." else str(folder)
            return self._at(base, dotted)
        top = dotted.partition(".")[0]
        if top in _OUTSIDE:
            return None
        project: str | None = None
        for base in self._bases(importer, top):
            found = self._at(base, dotted)
            if isinstance(found, str) and found in self._roots.marked:
                project = project or found  # it holds a project, and only by chance has such a name
            elif found is not None:
                return found
            path = f"{base}/{top}".lstrip("/")
            if f"{path}.py" in self._python or self._is_package(path):
                return project  # this is the package that Python finds; it has no such module
        return project

    def _at(self, base: str, dotted: str) -> Module | str | None:
        path = "/".join(part for part in (base, dotted.replace(".", "/")) if part)
        for file in (f"{path}/__init__.py", f"{path}.py") if path else ("__init__.py",):
            if file in self._python:
                return self.modules[file]
        return path if path in self._folders else None

    def _bases(self, importer: Module, top: str) -> list[str]:
        """Folders that hold `top`, the likeliest first: around the importer, then wherever there is one."""
        holders = self._tops.get(top)
        if not holders:
            return []
        around = importer.folder.split("/") if importer.folder else []
        ancestors = ["/".join(around[:length]) for length in range(len(around), -1, -1)]
        outside = [base for base in ancestors if not self._is_package(base)]
        inside = [base for base in ancestors if self._is_package(base)]
        nested = [f"{base}/src".lstrip("/") for base in outside]
        near = [base for base in (*outside, *nested, *inside[:1]) if base in holders]
        own = len(around)
        others = sorted(
            (base for base in holders if base not in near and not self._is_package(base)),
            key=lambda base: (-_shared(base.split("/"), around[:own]), base.count("/"), base),
        )
        return near + others

    @cached_property
    def _tops(self) -> dict[str, set[str]]:
        """The name of every module and folder with Python in it, to the folders that hold one of that name."""
        tops: dict[str, set[str]] = {}
        for file in self._python:
            base, _, name = file.rpartition("/")
            tops.setdefault(name.removesuffix(".py"), set()).add(base)
        for folder in self._folders:
            base, _, name = folder.rpartition("/")
            tops.setdefault(name, set()).add(base)
        return tops

    def has_top(self, top: str) -> bool:
        """Whether a module or folder anywhere in the project has this name."""
        return top in self._tops

    def holds(self, top: str) -> bool:
        """Whether a package or module of this name lies where imports from the project would find it."""
        return top not in _OUTSIDE and any(
            not self._is_package(base) for base in self._tops.get(top, ())
        )

    def _is_package(self, folder: str) -> bool:
        return folder in self._roots.packages

    def _dotted(self, file: str) -> str:
        """The name a file is imported by: from above its outermost package, or from the nearest source root."""
        folder, _, name = file.rpartition("/")
        base = folder
        while base and self._is_package(base):
            base = base.rpartition("/")[0]
        while base and base not in self._roots.marked and base.rpartition("/")[2] != "src":
            base = base.rpartition("/")[0]
        inner = folder[len(base) :].strip("/")
        parts = inner.split("/") if inner else []
        if name != "__init__.py" or not parts:
            parts.append(name.removesuffix(".py"))
        return ".".join(parts)


def _folders(files: tuple[str, ...]) -> frozenset[str]:
    folders: set[str] = set()
    for file in files:
        folder = file.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _shared(one: list[str], two: list[str]) -> int:
    count = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        count += 1
    return count


_OUTSIDE = frozenset(__import__("sys").stdlib_module_names) | frozenset(
    [
        "fastapi",
        "starlette",
        "pydantic",
        "pydantic_settings",
        "sqlalchemy",
        "sqlmodel",
        "alembic",
        "typing_extensions",
        "pytest",
    ]
)

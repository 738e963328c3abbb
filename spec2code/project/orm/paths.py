"""pathlib.Path and open(), for files inside the project's root only."""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from spec2code.project.orm.dialect import Method
from spec2code.project.orm.files import file_of, files_below, read_text
from spec2code.project.values import Arguments, Builtin, Call, Native, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["FileValue", "PathValue", "make_path", "text_behind"]


class PathValue(Native):
    """A path as text; what stands at it is looked up in the project alone."""

    def __init__(self, text: str) -> None:
        self.text = posixpath.normpath(text)

    def truth(self) -> bool | None:
        return True

    def written(self) -> str | None:
        return self.text

    def operator(self, symbol: ast.operator, other: Value) -> Value:
        part = other.text if isinstance(other, PathValue) else other
        if isinstance(symbol, ast.Div) and isinstance(part, str):
            return PathValue(posixpath.join(self.text, part))
        return NotImplemented

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        match name:
            case "parent":
                return PathValue(posixpath.dirname(self.text) or ".")
            case "parents":
                return _parents(self.text)
            case "name":
                return posixpath.basename(self.text)
            case "stem":
                return posixpath.splitext(posixpath.basename(self.text))[0]
            case "suffix":
                return posixpath.splitext(self.text)[1]
            case "resolve" | "absolute" | "expanduser" | "as_posix" | "__str__" | "__fspath__":
                whole: Value = self.text if name in ("as_posix", "__str__", "__fspath__") else self
                return Method(lambda arguments: whole)
            case "with_suffix" | "with_name" | "with_stem":
                return Method(lambda arguments: self._renamed(name, arguments))
            case "joinpath":
                return Method(self._joined)
            case "exists" | "is_file" | "is_dir":
                return Method(lambda arguments: self._stands(evaluator))
            case "read_text" | "open":
                return Method(lambda arguments: self._text(evaluator, name, arguments))
            case "glob" | "iterdir" | "rglob":
                return Method(lambda arguments: self._found(evaluator, name, arguments))
        return super().attribute(evaluator, name)

    def _joined(self, arguments: Arguments) -> Value:
        parts = [item.text if isinstance(item, PathValue) else item for item in arguments.args]
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) != len(parts):
            return arguments.unknown("the path is not known")
        return PathValue(posixpath.join(self.text, *texts))

    def _renamed(self, how: str, arguments: Arguments) -> Value:
        given = arguments.args[0] if arguments.args else None
        if not isinstance(given, str):
            return arguments.unknown("the path is not known")
        folder, name = posixpath.split(self.text)
        stem, suffix = posixpath.splitext(name)
        made = {"with_suffix": stem + given, "with_stem": given + suffix}.get(how, given)
        return PathValue(posixpath.join(folder, made))

    def _stands(self, evaluator: Evaluator) -> bool:
        path = file_of(evaluator, self.text)
        return path is not None and bool(path.exists())

    def _text(self, evaluator: Evaluator, name: str, arguments: Arguments) -> Value:
        text = read_text(evaluator, self.text)
        if text is None:
            return arguments.unknown(f"`{posixpath.basename(self.text)}` is not in the project")
        return text if name == "read_text" else FileValue(text)

    def _found(self, evaluator: Evaluator, name: str, arguments: Arguments) -> Value:
        pattern = arguments.get(0, "pattern", "*")
        if not isinstance(pattern, str):
            return arguments.unknown("the files are not known")
        found = files_below(evaluator, self.text, f"**/{pattern}" if name == "rglob" else pattern)
        if found is None:
            return arguments.unknown("the files are not known")
        return [PathValue(path.as_posix()) for path in found]


def _parents(text: str) -> list[Value]:
    found: list[Value] = []
    while text not in ("", "/", ".") and len(found) < 60:
        text = posixpath.dirname(text)
        found.append(PathValue(text or "."))
    return found


class FileValue(Native):
    """An open file."""

    def __init__(self, text: str) -> None:
        self.text = text

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return list(self.text.splitlines(keepends=True))

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        match name:
            case "read":
                return Method(lambda arguments: self.text)
            case "readlines":
                return Method(lambda arguments: list(self.text.splitlines(keepends=True)))
            case "close":
                return Method(lambda arguments: None)
        return super().attribute(evaluator, name)


def make_path(evaluator: Evaluator, arguments: Arguments) -> Value:
    """Path(...)"""
    parts = [item.text if isinstance(item, PathValue) else item for item in arguments.args]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) != len(parts):
        return arguments.unknown("the path is not known")
    return PathValue(posixpath.join("", *texts))


def text_behind(value: Value, evaluator: Evaluator) -> str | None:
    """The text that `open(path)` gives; None for anything else."""
    if (
        isinstance(value, Call)
        and isinstance(value.function, Builtin)
        and value.function.name == "open"
    ):
        path = value.argument(0, "file")
        written = path.text if isinstance(path, PathValue) else path
        return read_text(evaluator, str(written)) if isinstance(written, str) else None
    return None

"""JSON and TOML of the project's own files: tables that code makes routes of, and what says which plugins there are."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.project.orm.files import read_text
from spec2code.project.orm.paths import FileValue, PathValue, text_behind
from spec2code.project.values import Arguments, NativeClass, NativeFunction, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES"]

_Parse = Callable[[str], Value]


def _load(parse: _Parse, *, by_path: bool = False) -> NativeFunction:
    """`load(file)`; where a library takes a path as well, that of one."""

    def load(evaluator: Evaluator, arguments: Arguments) -> Value:
        file = next(iter([*arguments.args, *arguments.kwargs.values()]), None)
        if by_path and isinstance(file, (str, PathValue)):
            written = file if isinstance(file, str) else file.text
            text = read_text(evaluator, written)
        else:
            text = file.text if isinstance(file, FileValue) else text_behind(file, evaluator)
        return NotImplemented if text is None else _read(parse, text, arguments)

    return load


def _loads(parse: _Parse) -> NativeFunction:
    def loads(evaluator: Evaluator, arguments: Arguments) -> Value:
        text = next(iter([*arguments.args, *arguments.kwargs.values()]), None)
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        return _read(parse, text, arguments) if isinstance(text, str) else NotImplemented

    return loads


def _read(parse: _Parse, text: str, arguments: Arguments) -> Value:
    if len(arguments.args) + len(arguments.kwargs) != 1:
        return NotImplemented  # hooks make something else of it
    try:
        return parse(text)
    except (ValueError, RecursionError):
        return arguments.unknown("the file can't be parsed")


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "json.load": _load(json.loads),
    "json.loads": _loads(json.loads),
    **{f"{name}.load": _load(tomllib.loads) for name in ("tomllib", "tomli")},
    **{f"{name}.load": _load(tomllib.loads, by_path=True) for name in ("toml", "rtoml")},
    **{f"{name}.loads": _loads(tomllib.loads) for name in ("tomllib", "tomli", "toml", "rtoml")},
}

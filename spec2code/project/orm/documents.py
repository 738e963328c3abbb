"""`json.load` and `json.loads`, for files of the project: tables that code makes routes of are often kept in one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spec2code.project.orm.paths import FileValue, text_behind
from spec2code.project.values import Arguments, NativeClass, NativeFunction, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES"]


def _load(evaluator: Evaluator, arguments: Arguments) -> Value:
    file = arguments.get(0, "fp")
    text = file.text if isinstance(file, FileValue) else text_behind(file, evaluator)
    return NotImplemented if text is None else _read(text, arguments)


def _loads(evaluator: Evaluator, arguments: Arguments) -> Value:
    text = arguments.get(0, "s")
    return _read(text, arguments) if isinstance(text, str | bytes) else NotImplemented


def _read(text: str | bytes, arguments: Arguments) -> Value:
    if len(arguments.args) != 1 or arguments.kwargs.keys() - {"fp", "s"}:
        return NotImplemented  # hooks make something else of it
    try:
        found: Value = json.loads(text)
    except (ValueError, RecursionError):
        return arguments.unknown("the text is no JSON")
    return found


NATIVES: dict[str, NativeClass | NativeFunction] = {"json.load": _load, "json.loads": _loads}

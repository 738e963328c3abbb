"""Library functions that table names, migrations and their SQL are made with, for the evaluator."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spec2code.model.patterns import regex
from spec2code.project.orm.dialect import Method
from spec2code.project.orm.documents import NATIVES as DOCUMENT_NATIVES
from spec2code.project.orm.folders import NATIVES as FOLDER_NATIVES
from spec2code.project.orm.types import NATIVES as TYPE_NATIVES
from spec2code.project.values import Arguments, Native, NativeClass, NativeFunction, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES"]

_TEXT_LIMIT = 20_000
_NESTED = regex(r"[+*}]\)[+*{]")
"""A repeated group that ends in a repetition may take exponential time."""


class PatternValue(Native):
    """re.compile()."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in _FUNCTIONS:
            return Method(lambda arguments: _apply(evaluator, name, self.pattern, arguments, 0))
        return self.pattern.pattern if name == "pattern" else super().attribute(evaluator, name)


class MatchValue(Native):
    """What a regular expression found."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        match name:
            case "group" | "__getitem__":
                return Method(self._group)
            case "groups":
                return Method(lambda arguments: self.match.groups())
            case "groupdict":
                return Method(lambda arguments: self.match.groupdict())
            case "start" | "end":
                value: int = getattr(self.match, name)()
                return Method(lambda arguments: value)
        return super().attribute(evaluator, name)

    def _group(self, arguments: Arguments) -> Value:
        keys = [item for item in arguments.args if isinstance(item, (int, str))]
        try:
            return self.match.group(*keys)
        except IndexError:
            return arguments.unknown("there is no such group")


def _compiled(value: Value, flags: Value) -> re.Pattern[str] | None:
    if isinstance(value, PatternValue):
        return value.pattern
    if not isinstance(value, str) or len(value) > 500 or _NESTED.search(value):
        return None
    try:
        return re.compile(value, flags if isinstance(flags, int) else 0)
    except re.error:
        return None


def _apply(
    evaluator: Evaluator, name: str, pattern: re.Pattern[str], arguments: Arguments, first: int
) -> Value:
    args = arguments.args[first:]
    text = args[-1] if name in ("sub", "subn") and len(args) == 2 else args[0] if args else None
    if name in ("sub", "subn") and "string" in arguments.kwargs:
        text = arguments.kwargs["string"]
    if not isinstance(text, str) or len(text) > _TEXT_LIMIT:
        return arguments.unknown("the text that is searched is not known")
    if name != "sub":
        found: Any = getattr(pattern, name)(text)
        return MatchValue(found) if isinstance(found, re.Match) else found
    replacement = args[0]
    if isinstance(replacement, str):
        return pattern.sub(str(replacement), text)

    def replaced(match: re.Match[str]) -> str:
        inner = Arguments([MatchValue(match)], {}, arguments.node, arguments.scope)
        value = evaluator.call(replacement, inner)
        return value if isinstance(value, str) else match.group()

    return pattern.sub(replaced, text)


_FUNCTIONS = frozenset({"sub", "match", "search", "fullmatch", "findall", "split"})


def _function(name: str) -> NativeFunction:
    def does(evaluator: Evaluator, arguments: Arguments) -> Value:
        pattern = _compiled(arguments.get(0, "pattern"), arguments.kwargs.get("flags"))
        if pattern is None:
            return arguments.unknown("the regular expression is not known")
        return _apply(evaluator, name, pattern, arguments, 1)

    return does


def _compile(evaluator: Evaluator, arguments: Arguments) -> Value:
    pattern = _compiled(arguments.get(0, "pattern"), arguments.get(1, "flags"))
    if pattern is None:
        return arguments.unknown("the regular expression is not known")
    return PatternValue(pattern)


def _text(does: Callable[[str], str]) -> NativeFunction:
    def apply(evaluator: Evaluator, arguments: Arguments) -> Value:
        value = arguments.args[0] if arguments.args else None
        if not isinstance(value, str):
            return arguments.unknown("the text is not known")
        return does(str(value))

    return apply


def underscored(name: str) -> str:
    """`HTTPServerError` to `http_server_error`, as `inflection` does it."""
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name).replace("-", "_").lower()


def plural(word: str) -> str:
    """The regular English plural."""
    if re.search(r"[^aeiou]y\Z", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)\Z", word) else "s")


def _path(evaluator: Evaluator, arguments: Arguments) -> Value:
    from spec2code.project.orm.paths import make_path

    return make_path(evaluator, arguments)


def _digest(name: str) -> NativeFunction:
    def does(evaluator: Evaluator, arguments: Arguments) -> Value:
        value = arguments.args[0] if arguments.args else b""
        if not isinstance(value, bytes):
            return arguments.unknown("what is hashed is not known")
        return _Digest(hashlib.new(name, value, usedforsecurity=False).hexdigest())

    return does


class _Digest(Native):
    def __init__(self, text: str) -> None:
        self.text = text

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "hexdigest":
            return Method(lambda arguments: self.text)
        return super().attribute(evaluator, name)


NATIVES: dict[str, NativeClass | NativeFunction] = {
    **TYPE_NATIVES,
    "re.compile": _compile,
    **{f"re.{name}": _function(name) for name in sorted(_FUNCTIONS)},
    "inflection.underscore": _text(underscored),
    "inflection.tableize": _text(lambda name: plural(underscored(name))),
    "inflection.pluralize": _text(plural),
    "stringcase.snakecase": _text(underscored),
    "humps.decamelize": _text(underscored),
    "humps.depascalize": _text(underscored),
    "caseconverter.snakecase": _text(underscored),
    "casefy.snakecase": _text(underscored),
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib.PurePosixPath": _path,
    **FOLDER_NATIVES,
    **DOCUMENT_NATIVES,
    "hashlib.md5": _digest("md5"),
    "hashlib.sha1": _digest("sha1"),
    "hashlib.sha256": _digest("sha256"),
}
"""For `Evaluator(sources, natives=NATIVES)`."""

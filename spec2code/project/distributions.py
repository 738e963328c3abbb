"""The version that the project's own packages are installed under, for code that makes paths of it (`/v1`)."""

from __future__ import annotations

import posixpath
import re
import tomllib
from typing import TYPE_CHECKING

from spec2code.model.patterns import regex
from spec2code.project.values import (
    Arguments,
    Native,
    NativeClass,
    NativeFunction,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator
    from spec2code.project.sources import Sources

__all__ = ["NATIVES"]

_NAMED = regex(r"(?mi)^[ \t\"']*name[\"']?[ \t]*[=:][ \t]*[\"']?([\w.-]+)")
_STATED = regex(r"(?mi)^[ \t\"']*(?:__)?version(?:__)?[\"']?[ \t]*[=:][ \t]*[\"']?(\d[\w.!+-]*)")
_RELEASE = regex(r"\s*v?(?:\d+!)?(\d+(?:\.\d+)*)")
_TEXT_LIMIT = 100_000


class _Version(Native):
    """`packaging.version.Version`."""

    def __init__(self, text: str, release: tuple[int, ...]) -> None:
        self.text = text
        self.release = release

    def written(self) -> str | None:
        return self.text

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        parts = (*self.release, 0, 0, 0)
        known: dict[str, Value] = {
            "major": parts[0],
            "minor": parts[1],
            "micro": parts[2],
            "release": self.release,
            "base_version": ".".join(map(str, self.release)),
        }
        return known[name] if name in known else super().attribute(evaluator, name)


class _Distribution(Native):
    """`importlib.metadata.Distribution`."""

    def __init__(self, name: str, version: str) -> None:
        self.told: dict[str, Value] = {
            "name": name,
            "version": version,
            "project_name": name,
            "metadata": {"Name": name, "Version": version},
        }

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        return self.told[name] if name in self.told else super().attribute(evaluator, name)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _version_of(sources: Sources, name: str) -> str | None:
    """The version of the project's distribution of this name; None where it has none or says it otherwise."""
    files = [file for file in sources.settings if file.endswith(("pyproject.toml", "setup.cfg"))]
    files += [file for file in sources.modules if posixpath.basename(file) == "setup.py"]
    for file in files:
        text = _text(sources, file)
        found = _of_toml(text) if file.endswith(".toml") else _of_text(text)
        if found is None or _plain(found[0]) != _plain(name):
            continue
        folder = posixpath.dirname(file)
        beside = posixpath.join(folder, "VERSION")
        stated = found[1] or (_text(sources, beside).strip() if sources.is_file(beside) else "")
        if _RELEASE.match(stated):
            return stated
    return None


def _text(sources: Sources, file: str) -> str:
    try:
        with (sources.root / file).open(encoding="utf-8", errors="replace") as stream:
            return stream.read(_TEXT_LIMIT)
    except OSError:
        return ""


def _of_toml(text: str) -> tuple[str, str] | None:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    tool = read.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    for table in (read.get("project"), poetry):
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            version = table.get("version")
            return table["name"], version if isinstance(version, str) else ""
    return None


def _of_text(text: str) -> tuple[str, str] | None:
    name, version = _NAMED.search(text), _STATED.search(text)
    return (name[1], version[1] if version else "") if name else None


def _version(evaluator: Evaluator, arguments: Arguments) -> Value:
    name = arguments.get(0, "distribution_name")
    found = _version_of(evaluator.sources, name) if isinstance(name, str) else None
    return NotImplemented if found is None else found


def _distribution(evaluator: Evaluator, arguments: Arguments) -> Value:
    name = arguments.get(0, "distribution_name", arguments.kwargs.get("dist"))
    found = _version_of(evaluator.sources, name) if isinstance(name, str) else None
    return NotImplemented if found is None else _Distribution(str(name), found)


def _parsed(evaluator: Evaluator, arguments: Arguments) -> Value:
    written = arguments.get(0, "version")
    found = _RELEASE.match(written) if isinstance(written, str) else None
    if found is None:
        return NotImplemented
    return _Version(str(written), tuple(int(part) for part in found[1].split(".")))


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "importlib.metadata.version": _version,
    "importlib_metadata.version": _version,
    "importlib.metadata.distribution": _distribution,
    "importlib_metadata.distribution": _distribution,
    "pkg_resources.get_distribution": _distribution,
    "packaging.version.Version": _parsed,
    "packaging.version.parse": _parsed,
}

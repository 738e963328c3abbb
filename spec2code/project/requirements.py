"""Which version of a library the project's own requirements, or its code, stand for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spec2code.model.patterns import regex
from spec2code.project.sources import Sources

__all__ = ["fastapi_version", "pydantic_version"]

_VERSION_2 = (
    b"model_config", b"field_validator", b"model_validator", b"pydantic_settings", b"ConfigDict",
    b"field_serializer", b"RootModel", b"model_dump", b"computed_field",
)  # fmt: skip
_VERSION_1 = (
    b"orm_mode",
    b"root_validator",
    b"__root__",
    b"parse_obj_as",
    b"@validator",
    b"pydantic.generics",
)
_ENOUGH = 200
"""So many modules tell which version a project is written for."""
_PIN = regex(
    r"pydantic(?:\[[^\]]*\])?[\"']?\s*(?:=\s*)?[\"'(]*\s*(?:==|~=|\^|>=|~|<=|<)\s*([12])\b([^\n]*)"
)


def pydantic_version(sources: Sources) -> int:
    """1 or 2: as the project's requirements say, else as its code is written."""
    for text in _requirements(sources):
        for number, rest in _PIN.findall(text):
            if number == "2":
                return 2
            if not (">=" in rest and "<2" not in rest) and "<3" not in rest:
                return 1
    newer = older = 0
    speaking = (module.data for module in sources.modules.values() if b"pydantic" in module.data)
    for data in islice(speaking, _ENOUGH):
        newer += sum(mark in data for mark in _VERSION_2)
        older += sum(mark in data for mark in _VERSION_1)
    return 1 if older > newer else 2


_FASTAPI = regex(
    r"(?<![\w.-])fastapi[\"']?(?:\[[^\]\n]*\])?[\"']?\s{0,9}(?:=\s{1,9})?(?:\{\s{0,9}version\s{0,9}=\s{0,9})?[\"'(]?"
    r"\s{0,9}((?:[=~^<>!,.*]|\d|[ \t](?=\S)){1,80})"
)
_BOUND = regex(r"(===?|~=|!=|>=?|<=?|\^|~|)\s{0,9}(\d{1,3})\.(\d{1,4})(\.\d+)?")


def fastapi_version(sources: Sources) -> tuple[int, int]:
    """The newest version, as (major, minor), that the requirements allow; a very high one where they set no bound."""
    for text in _requirements(sources):
        for found in _FASTAPI.finditer(text):
            newest = min((_newest(*bound) for bound in _BOUND.findall(found[1])), default=_ANY)
            if newest < _ANY:
                return newest
    return _ANY


_ANY = (999, 0)


def _newest(operator: str, major: str, minor: str, patch: str) -> tuple[int, int]:
    """The newest version that one bound allows (PEP 440, and the carets and tildes of Poetry)."""
    if operator in (">", ">=", "!=") or (operator == "~=" and not patch):
        return _ANY
    below = operator == "<" and patch in ("", ".0")
    return int(major), int(minor) - below


def _requirements(sources: Sources) -> Iterator[str]:
    for path in _requirement_files(sources):
        try:
            yield (sources.root / path).read_text("utf-8", "replace")[:200_000]
        except OSError:
            continue


_APPLICATIONS = ("backend", "server", "api", "app", "src")
"""Folders of the application in a repository that holds more, which has its requirements there."""


def _requirement_files(sources: Sources) -> list[str]:
    files = [
        path
        for path in sources.settings
        if path.rpartition("/")[2] in ("pyproject.toml", "setup.cfg")
    ]
    folders = {""} | {path.rpartition("/")[0] for path in sources.settings}
    for folder in sorted({*folders, *_APPLICATIONS}):
        for name in ("requirements.txt", "requirements/base.txt", "requirements/default.txt"):
            path = f"{folder}/{name}".lstrip("/")
            if sources.is_file(path):
                files.append(path)
    return sorted(files, key=lambda path: (path.count("/"), path))

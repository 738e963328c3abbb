"""Which version of a library the project's own requirements, or its code, stand for."""

from __future__ import annotations

from spec2code.model.patterns import regex
from spec2code.project.sources import Sources

__all__ = ["pydantic_version"]

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
_PIN = regex(
    r"pydantic(?:\[[^\]]*\])?[\"']?\s*(?:=\s*)?[\"'(]*\s*(?:==|~=|\^|>=|~|<=|<)\s*([12])\b([^\n]*)"
)


def pydantic_version(sources: Sources) -> int:
    """1 or 2: as the project's requirements say, else as its code is written."""
    for path in _requirement_files(sources):
        try:
            text = (sources.root / path).read_text("utf-8", "replace")[:200_000]
        except OSError:
            continue
        for number, rest in _PIN.findall(text):
            if number == "2":
                return 2
            if not (">=" in rest and "<2" not in rest) and "<3" not in rest:
                return 1
    newer = older = 0
    for module in sources.modules.values():
        data = module.data
        if b"pydantic" in data:
            newer += sum(mark in data for mark in _VERSION_2)
            older += sum(mark in data for mark in _VERSION_1)
    return 1 if older > newer else 2


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

"""The recipe of `init`: a spec to fill in, and the configuration that names it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from spec2code.errors import UsageError
from spec2code.files import read_text, write_files
from spec2code.layouts import layout

__all__ = ["start"]


def start(root: Path, spec: Path, template: str) -> list[str]:
    """Write the spec and, unless it is there, [tool.spec2code]; returns the names of what was written.

    Raises:
        UsageError: the spec exists, lies outside the root, or pyproject.toml can't be read.
    """
    target = spec if spec.is_absolute() else root / spec
    base = root.resolve()
    if base not in target.resolve().parents:
        raise UsageError(f"`{spec}` lies outside the project root")
    name = target.resolve().relative_to(base).as_posix()
    if read_text(root, name) is not None:
        raise UsageError(f"`{name}` exists", "name another file, or remove it")
    texts: dict[str, str | None] = {name: layout(template)}
    project = read_text(root, "pyproject.toml")
    if not _configured(project):
        table = f'[tool.spec2code]\nspecs = ["{name}"]\n'
        if project is None:
            texts["pyproject.toml"] = table
        else:
            ending = "\r\n" if "\r\n" in project else "\n"
            gap = ending if re.search(r"\n\s*\Z", project) else ending * 2
            texts["pyproject.toml"] = f"{project}{gap}{table.replace(chr(10), ending)}"
    write_files(root, texts)
    return list(texts)


def _configured(project: str | None) -> bool:
    if project is None:
        return False
    try:
        tool = tomllib.loads(project).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"pyproject.toml can't be read: {error}") from error
    return isinstance(tool, dict) and "spec2code" in tool

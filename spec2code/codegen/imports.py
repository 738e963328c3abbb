"""Collects what generated code uses and renders the import block in the order that ruff and isort want."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection

__all__ = ["Imports"]


class Imports:
    """The imports of one module. `first_party` names the top-level packages of the project itself."""

    def __init__(self, first_party: Collection[str] = ("app",)) -> None:
        self._first_party = frozenset(first_party)
        self._modules: dict[tuple[str, bool], set[str | None]] = {}
        self._names: dict[tuple[str, bool], set[tuple[str, str | None]]] = {}

    def add(
        self,
        module: str,
        name: str | None = None,
        alias: str | None = None,
        *,
        typing: bool = False,
    ) -> str:
        """Note that the module uses a name and return how it is written in the code.

        Args:
            module: dotted; leading dots make it relative.
            name: None for `import module`.
            alias: None for the name itself.
            typing: only annotations use it: it goes into an `if TYPE_CHECKING:` block.
        """
        if typing:
            self.add("typing", "TYPE_CHECKING")
        if name is None:
            self._modules.setdefault((module, typing), set()).add(alias)
            return alias or module
        self._names.setdefault((module, typing), set()).add(
            (name, None if alias == name else alias)
        )
        return alias or name

    @property
    def names(self) -> frozenset[str]:
        """The names that the imports bind in the module."""
        bound = {alias or name for pairs in self._names.values() for name, alias in pairs}
        for (module, _), aliases in self._modules.items():
            bound |= {alias or module.split(".")[0] for alias in aliases}
        return frozenset(bound)

    def render(self, width: int | None = None) -> str:
        """The import block, without blank lines round it; '' when nothing was added.

        Args:
            width: lines longer than this are broken as black would; None leaves that to black.
        """
        block = "\n".join(_broken("\n\n".join(self._sections(typing=False)).split("\n"), width, ""))
        typed = "\n\n".join(self._sections(typing=True))
        if not typed:
            return block
        indented = "\n".join(_broken(typed.split("\n"), width, "    "))
        return f"{block}\n\nif TYPE_CHECKING:\n{indented}"

    def _sections(self, *, typing: bool) -> list[str]:
        sections: dict[int, tuple[list[tuple[object, str]], list[tuple[object, str]]]] = {}
        for (module, for_typing), aliases in self._modules.items():
            if for_typing == typing:
                plain, _ = sections.setdefault(self._section(module), ([], []))
                for alias in aliases:
                    line = f"import {module} as {alias}" if alias else f"import {module}"
                    plain.append(((_module_key(module), alias or ""), line))
        for (module, for_typing), pairs in self._names.items():
            if for_typing == typing:
                pairs = pairs - self._bound_at_runtime(module, typing)
                _, froms = sections.setdefault(self._section(module), ([], []))
                froms += _from_lines(module, pairs)
        return [
            "\n".join(line for part in sections[number] for _, line in sorted(part))
            for number in sorted(sections)
            if any(sections[number])
        ]

    def _bound_at_runtime(self, module: str, typing: bool) -> set[tuple[str, str | None]]:
        return self._names.get((module, False), set()) if typing else set()

    def _section(self, module: str) -> int:
        top = module.split(".")[0]
        if module == "__future__":
            return 0
        if module.startswith("."):
            return 4
        if top in self._first_party:
            return 3
        return 1 if top in sys.stdlib_module_names else 2


def _broken(lines: list[str], width: int | None, indent: str) -> list[str]:
    """The lines, indented, those that are too long with a name on each line."""
    found: list[str] = []
    for line in lines:
        head, _, names = line.partition(" import ")
        if width is None or len(indent) + len(line) <= width or not head.startswith("from "):
            found.append(f"{indent}{line}" if line else "")
            continue
        found.append(f"{indent}{head} import (")
        found += [f"{indent}    {name}," for name in names.split(", ")]
        found.append(f"{indent})")
    return found


def _from_lines(module: str, pairs: Collection[tuple[str, str | None]]) -> list[tuple[object, str]]:
    plain = sorted((name for name, alias in pairs if alias is None), key=_member_key)
    lines: list[tuple[object, str]] = []
    if plain:
        lines.append(
            (
                (_module_key(module), _member_key(plain[0]), ""),
                f"from {module} import {', '.join(plain)}",
            )
        )
    for name, alias in sorted(pairs, key=lambda pair: (_member_key(pair[0]), pair[1] or "")):
        if alias:
            key = (_module_key(module), _member_key(name), alias)
            lines.append((key, f"from {module} import {name} as {alias}"))
    return lines


def _member_key(name: str) -> tuple[object, ...]:
    """Constants, then classes, then the rest; each in natural order without regard to case."""
    if len(name) > 1 and name == name.upper():
        kind = 0
    else:
        kind = 1 if name[:1].isupper() else 2
    return (kind, _natural(name.lower()), name)


def _module_key(module: str) -> tuple[object, ...]:
    dots = len(module) - len(module.lstrip("."))
    return (-dots, _natural(module.lower()), module)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", text)
        if part
    )

"""`importlib.metadata.entry_points()`: those that the project's own packages declare, by which code finds its parts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spec2code.project import operators
from spec2code.project.resolve import member_of_module
from spec2code.project.sources import Module
from spec2code.project.values import Arguments, Native, NativeClass, NativeFunction, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator
    from spec2code.project.sources import Sources

__all__ = ["NATIVES"]


class _EntryPoint(Native):
    """One of them: `name = "module:attribute"` in a group."""

    def __init__(self, group: str, name: str, value: str) -> None:
        module, _, attribute = value.partition(":")
        self.told: dict[str, Value] = {
            "group": group,
            "name": name,
            "value": value,
            "module": module.strip(),
            "attr": attribute.partition("[")[0].strip(),
        }

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in ("load", "resolve"):
            return _Loading(self)
        return self.told[name] if name in self.told else super().attribute(evaluator, name)


class _Loading(Native):
    def __init__(self, point: _EntryPoint) -> None:
        self.point = point

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        if evaluator.trying:
            # A plugin that lacks its configuration is left out, and which have theirs is not known.
            return arguments.unknown(f"loading `{self.point.told['name']}` may fail")
        found = evaluator.sources.module(str(self.point.told["module"]))
        if found is None:
            return arguments.unknown(f"`{self.point.told['module']}` is not in the project")
        value: Value = found
        for part in filter(None, str(self.point.told["attr"]).split(".")):
            if not isinstance(value, Module):
                return arguments.unknown("what the entry point names can't be told")
            value = member_of_module(evaluator, value, part)
        return value


class _EntryPoints(Native):
    """Several of them, to be chosen from by group and name."""

    def __init__(self, points: list[_EntryPoint]) -> None:
        self.points = points

    def truth(self) -> bool | None:
        return bool(self.points)

    def items(self, evaluator: Evaluator) -> list[Value] | None:
        return list(self.points)

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in ("select", "get"):
            return _Selecting(self, by_position=name == "get")
        if name in ("names", "groups"):
            return {point.told[name.removesuffix("s")] for point in self.points}
        return super().attribute(evaluator, name)


class _Selecting(Native):
    def __init__(self, points: _EntryPoints, *, by_position: bool) -> None:
        self.points = points
        self.by_position = by_position

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        wanted = dict(arguments.kwargs)
        if self.by_position and arguments.args:
            wanted = {"group": arguments.args[0]}
        return _selected(self.points.points, wanted, arguments)


def _entry_points(evaluator: Evaluator, arguments: Arguments) -> Value:
    wanted = dict(arguments.kwargs)
    if arguments.args:
        wanted["group"] = arguments.args[0]  # pkg_resources
    return _selected(list(_declared(evaluator.sources)), wanted, arguments)


def _selected(points: list[_EntryPoint], wanted: dict[str, Value], arguments: Arguments) -> Value:
    """Those that agree; a group that the project doesn't declare may have some of libraries."""
    given = {key: operators.plain(value) for key, value in wanted.items()}
    if not all(isinstance(value, str) for value in given.values()):
        return arguments.unknown("which entry points are asked for is not known")
    kept = [
        point
        for point in points
        if all(point.told.get(key) == value for key, value in given.items())
    ]
    if not kept and "group" in given:
        return Unknown(f"libraries may have entry points `{given['group']}`", arguments.node)
    return _EntryPoints(kept)


def _declared(sources: Sources) -> Iterator[_EntryPoint]:
    """Of packages in one repository those nearest to its top: what lies deeper in it extends them."""
    found: dict[str, list[tuple[int, _EntryPoint]]] = {}
    for file in sources.settings:
        if file.rpartition("/")[2] == "pyproject.toml":
            for group, name, value in _of_toml(sources, file):
                point = _EntryPoint(group, name, value)
                found.setdefault(group, []).append((file.count("/"), point))
    for points in found.values():
        least = min(depth for depth, _ in points)
        yield from (point for depth, point in points if depth == least)


def _of_toml(sources: Sources, file: str) -> Iterator[tuple[str, str, str]]:
    try:
        read = tomllib.loads((sources.root / file).read_text("utf-8"))
    except (OSError, ValueError):
        return
    tool = read.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    for table, key in ((read.get("project"), "entry-points"), (poetry, "plugins")):
        groups = table.get(key) if isinstance(table, dict) else None
        for group, names in groups.items() if isinstance(groups, dict) else ():
            for name, value in names.items() if isinstance(names, dict) else ():
                if isinstance(value, str):
                    yield group, name, value


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "importlib.metadata.entry_points": _entry_points,
    "importlib_metadata.entry_points": _entry_points,
    "pkg_resources.iter_entry_points": _entry_points,
}

"""Modules as objects: all names of one, and modules that code imports by the path of their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project import calls, operators
from spec2code.project.resolve import force
from spec2code.project.sources import Module
from spec2code.project.values import (
    Arguments,
    Native,
    NativeClass,
    NativeFunction,
    Spread,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES", "imported_module", "members"]


def members(evaluator: Evaluator, module: Module) -> dict[Value, Value]:
    """The names of a module with their values, in the order in which they are bound; writing to it isn't followed."""
    scope = evaluator.module_scope(module)
    return {name: force(evaluator, scope, name, scope.names[name]) for name in list(scope.names)}


def imported_module(evaluator: Evaluator, name: str, importer: Module) -> Module | None:
    """`sys.modules[name]`."""
    found = importer if name == importer.name else importer.sources.find(importer, name)
    return found if isinstance(found, Module) else None


def _get_members(evaluator: Evaluator, arguments: Arguments) -> Value:
    """`inspect.getmembers(module, predicate)`: by name."""
    value, predicate = arguments.get(0, "object"), arguments.get(1, "predicate")
    if not isinstance(value, Module):
        return arguments.unknown("the members are not known")
    found = members(evaluator, value)
    kept: list[Value] = []
    for name in sorted(found, key=str):
        pair = (name, found[name])
        if predicate is not None:
            asked = Arguments([found[name]], {}, arguments.node, arguments.scope)
            holds = operators.truth(calls.call(evaluator, predicate, asked))
            if holds is not False:
                kept.append(pair if holds else Spread(pair))
        else:
            kept.append(pair)
    return kept


class _ModuleSpec(Native):
    """What `importlib.util.spec_from_file_location` gives: a module of the project that is still to be run."""

    def __init__(self, module: Module, name: Value) -> None:
        self.module = module
        self.name = name

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name in ("name", "origin"):
            return self.name if name == "name" else str(self.module.sources.root / self.module.file)
        return _Loader() if name == "loader" else super().attribute(evaluator, name)


class _Loader(Native):
    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        return _NoCall() if name == "exec_module" else super().attribute(evaluator, name)


class _NoCall(Native):
    """Modules are run when something of them is first asked for."""

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        if arguments.args and isinstance(arguments.args[0], Module):
            evaluator.module_scope(arguments.args[0])
        return None


def _spec_from_file(evaluator: Evaluator, arguments: Arguments) -> Value:
    from spec2code.project import sequences

    written = sequences.path(arguments.get(1, "location"))
    sources = evaluator.sources
    root = sources.root.as_posix().rstrip("/") + "/"
    module = sources.modules.get(written.removeprefix(root)) if written is not None else None
    if module is None:
        return arguments.unknown("which file is imported is not known")
    return _ModuleSpec(module, arguments.get(0, "name"))


def _find_spec(evaluator: Evaluator, arguments: Arguments) -> Value:
    name = operators.plain(arguments.get(0, "name"))
    if isinstance(name, str):
        importer = arguments.scope.module
        module = imported_module(evaluator, name, importer)
        if module is not None:
            return _ModuleSpec(module, name)
    return NotImplemented


def _module_from_spec(evaluator: Evaluator, arguments: Arguments) -> Value:
    spec = arguments.get(0, "spec")
    if isinstance(spec, _ModuleSpec):
        return spec.module
    reason = spec.reason if isinstance(spec, Unknown) else "which file is imported is not known"
    return arguments.unknown(reason)


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "inspect.getmembers": _get_members,
    "importlib.util.spec_from_file_location": _spec_from_file,
    "importlib.util.find_spec": _find_spec,
    "importlib.util.module_from_spec": _module_from_spec,
}

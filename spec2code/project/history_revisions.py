"""One revision file: its id, what it comes after, and its upgrade()."""

from __future__ import annotations

import ast

from spec2code.model.records import dataclass
from spec2code.project.evaluate import Evaluator
from spec2code.project.migrations.graph import Revision
from spec2code.project.sources import Module
from spec2code.project.values import Function, Value

__all__ = ["RevisionFile", "read_revision"]

_NAMES = ("revision", "down_revision", "depends_on", "branch_labels")


@dataclass(frozen=True, slots=True)
class RevisionFile:
    revision: Revision
    upgrade: Function | None


def read_revision(module: Module, evaluator: Evaluator) -> RevisionFile | None:
    """Read a revision file; None for a file that is none."""
    nodes = _assigned(module.tree)
    values = {name: _value(nodes[name], name, module, evaluator) for name in nodes}
    own = values.get("revision")
    if not isinstance(own, str):
        return None
    revision = Revision(
        own,
        module.file,
        _texts(values.get("down_revision")),
        _texts(values.get("depends_on")),
        _texts(values.get("branch_labels")),
        module.span(nodes["revision"]),
    )
    return RevisionFile(revision, _upgrade(module, evaluator))


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name) and target.id in _NAMES:
                    found[target.id] = statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            if isinstance(statement.target, ast.Name) and statement.target.id in _NAMES:
                found[statement.target.id] = statement.value
    return found


def _value(node: ast.expr, name: str, module: Module, evaluator: Evaluator) -> Value:
    return node.value if isinstance(node, ast.Constant) else evaluator.member(module, name)


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(sorted(item for item in value if isinstance(item, str)))
    return ()


def _upgrade(module: Module, evaluator: Evaluator) -> Function | None:
    """upgrade(); with several databases, the function of the first."""
    found = evaluator.member(module, "upgrade")
    if not isinstance(found, Function):
        return None
    parameters = getattr(found.node, "args", None)
    if parameters is None or not parameters.args or parameters.defaults:
        return found
    for statement in module.tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("upgrade_"):
            own = evaluator.member(module, statement.name)
            return own if isinstance(own, Function) else None
    return found

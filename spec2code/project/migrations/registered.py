"""Operations that the project registers with Alembic itself, followed through their implementation.

@Operations.register_operation("create_view")
class CreateView(MigrateOperation): ...

@Operations.implementation_for(CreateView)
def create_view(operations, operation): operations.execute(...)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from spec2code.project.orm.dialect import Method
from spec2code.project.resolve import MISSING
from spec2code.project.values import Arguments, Class, Function, Instance, Native, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["RegisteredOperations"]

Apply = Callable[[str, Arguments], Value]


class RegisteredOperations:
    """Finds the project's operations by name. `apply` does Alembic's own."""

    def __init__(self, evaluator: Evaluator, apply: Apply) -> None:
        self.evaluator = evaluator
        self.apply = apply
        self._operations: dict[str, tuple[Class, str]] | None = None
        self._implementations: dict[str, Function] = {}

    def call(self, name: str, arguments: Arguments) -> Value:
        """Do the operation of this name; MISSING where the project has none."""
        if self._operations is None:
            self._operations = dict(self._look())
        found = self._operations.get(name)
        if found is None:
            return MISSING
        cls, method = found
        proxy = OperationsValue(self)
        function = self.evaluator.member(cls.module, cls.name)
        if not isinstance(function, Class):
            return MISSING
        made = self.evaluator.evaluate(
            ast.Attribute(ast.Name(cls.name, ast.Load()), method, ast.Load()), cls.scope
        )
        given = Arguments(
            [proxy, *arguments.args], arguments.kwargs, arguments.node, arguments.scope
        )
        return self.evaluator.call(made, given)

    def invoke(self, arguments: Arguments) -> Value:
        """operations.invoke(operation)"""
        operation = arguments.get(0, "operation")
        if not isinstance(operation, Instance) or not isinstance(operation.cls, Class):
            return arguments.unknown("the operation that is invoked can't be told")
        function = self._implementations.get(operation.cls.name)
        if function is None:
            return arguments.unknown(f"`{operation.cls.name}` has no implementation")
        proxy = OperationsValue(self)
        given = Arguments([proxy, operation], {}, arguments.node, arguments.scope)
        return self.evaluator.call(function, given)

    def _look(self) -> Iterator[tuple[str, tuple[Class, str]]]:
        for module in self.evaluator.sources.relevant(b"register_operation", b"implementation_for"):
            for statement in module.tree.body:
                for node in getattr(statement, "decorator_list", ()):
                    if not (isinstance(node, ast.Call) and node.args):
                        continue
                    word = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                    first = node.args[0]
                    if word == "register_operation" and isinstance(statement, ast.ClassDef):
                        texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
                        value = self.evaluator.member(module, statement.name)
                        if texts and isinstance(value, Class):
                            yield str(texts[0]), (value, str(texts[-1]))
                    elif word == "implementation_for" and isinstance(statement, ast.FunctionDef):
                        name = first.attr if isinstance(first, ast.Attribute) else ""
                        name = name or getattr(first, "id", "")
                        scope = self.evaluator.module_scope(module)
                        self._implementations[name] = Function(statement, scope)


class OperationsValue(Native):
    """The `operations` that a registered operation and its implementation are given."""

    def __init__(self, registered: RegisteredOperations) -> None:
        self.registered = registered

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "invoke":
            return Method(self.registered.invoke)
        if name in ("migration_context", "impl"):
            return self
        return Method(lambda arguments: self.registered.apply(name, arguments))

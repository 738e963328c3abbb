"""SQLAlchemy expressions (`text()`, `func.now()`, `column.is_(None)`) as the SQL they compile to on PostgreSQL."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.orm.enum_literals import as_stored
from spec2code.project.orm.expressions import (
    BARE_FUNCTIONS,
    METHODS,
    OPERATORS,
    WORDS,
    is_sqlalchemy,
    literal,
)
from spec2code.project.orm.types import TypeResolver
from spec2code.project.values import (
    Attribute,
    Call,
    Class,
    External,
    Instance,
    Member,
    Scope,
    Subscript,
    Unknown,
    Value,
)
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.text_clauses import unescape_parameters

if TYPE_CHECKING:
    from spec2code.project.sources import Module

__all__ = ["ColumnName", "SqlRenderer"]

ColumnName = Callable[[Value], str | None]
"""The name of a column object that has none of its own, such as one in a class body."""


class SqlRenderer:
    """Renders expression objects; None where the SQL can't be told."""

    def __init__(self, types: TypeResolver, column_name: ColumnName) -> None:
        self.types = types
        self.evaluator = types.evaluator
        self.column_name = column_name

    def sql(self, value: Value) -> str | None:
        """The SQL of an expression; a plain string is a literal."""
        if isinstance(value, Call):
            return self._call(value)
        if isinstance(value, External):
            return WORDS.get(value.name.rpartition(".")[2]) if is_sqlalchemy(value.name) else None
        name = self.column_name(value)
        if name is not None:
            return quote_identifier(name)
        if isinstance(value, Attribute):
            return self._attribute(value)
        if isinstance(value, Unknown) and isinstance(value.node, ast.expr) and value.module:
            return self._node(value.node, value.module)
        if isinstance(value, Instance) and isinstance(value.cls, Class):
            return self._compiled(value.cls, value)
        return literal(value)

    def _attribute(self, value: Attribute) -> str | None:
        if isinstance(value.base, Attribute) and value.base.name in ("c", "columns"):
            return quote_identifier(value.name)
        if value.name in ("astext", "expression"):
            return self.sql(value.base)
        return None

    def _call(self, call: Call) -> str | None:
        own = self.column_name(call)
        if own is not None:
            return quote_identifier(own)
        function = call.function
        if isinstance(function, Attribute):
            return self._method(function, call)
        name = call.name
        if ".func." in name:
            return self._function(name.rpartition("func.")[2], call.args)
        if not is_sqlalchemy(name):
            return None
        return self._known(name, name.rpartition(".")[2], call)

    def _known(self, name: str, last: str, call: Call) -> str | None:
        first = call.args[0] if call.args else call.kwargs.get("text")
        match last:
            case "text" | "TextClause":
                return unescape_parameters(str(first)) if isinstance(first, str) else None
            case "literal_column" | "DDL":
                return str(first) if isinstance(first, str) else None
            case "true" | "false" | "null":
                return WORDS[last]
            case "literal" | "bindparam" | "DefaultClause":
                return literal(first) if last != "DefaultClause" else self.sql(first)
            case "Column" | "column" | "mapped_column" | "quoted_name":
                return quote_identifier(first) if isinstance(first, str) else None
            case "and_" | "or_":
                return self._joined(call.args, " AND " if last == "and_" else " OR ")
            case "not_":
                inner = self.sql(first)
                return None if inner is None else f"NOT ({inner})"
            case "cast":
                return self._cast(call.args)
            case "type_coerce":
                return self.sql(first)
            case "extract":
                return self._extract(call.args)
            case "next_value":
                return None
        if last in METHODS and isinstance(first, str):
            return METHODS[last].format(quote_identifier(first))  # desc("made")
        if last in METHODS and call.args:
            return self._filled(METHODS[last], call.args)
        return self._function(last, call.args) if ".functions." in name else None

    def _method(self, function: Attribute, call: Call) -> str | None:
        name = function.name
        if _is_func(function.base):
            return self._function(name, call.args)
        if name in ("self_group", "label", "scalar_subquery", "bindparams", "columns"):
            return self.sql(function.base)
        if name == "next_value":
            base = function.base
            sequence = base.args[0] if isinstance(base, Call) and base.args else None
            return f"nextval({literal(sequence)})" if isinstance(sequence, str) else None
        if name == "cast":
            return self._cast([function.base, *call.args])
        if name in _JSON and isinstance(function.base, Subscript):
            return self._json(function.base, _JSON[name])
        template = METHODS.get(name)
        return None if template is None else self._filled(template, [function.base, *call.args])

    def _json(self, value: Subscript, type: str) -> str | None:
        """`column["a"].as_string()`, or with a list for a path."""
        base = self.sql(value.base)
        key = value.items[0] if len(value.items) == 1 else list(value.items)
        if base is None:
            return None
        if isinstance(key, (list, tuple)):
            path = ",".join(str(item) for item in key)
            found = f"{base} #>> '{{{path}}}'"
        elif isinstance(key, (str, int)):
            found = f"{base} ->> {literal(key)}"
        else:
            return None
        return f"CAST(({found}) AS {type})" if type else f"({found})"

    def _filled(self, template: str, values: Sequence[Value]) -> str | None:
        wanted = template.count("{}")
        stored = as_stored(self.evaluator, values[0], list(values[1:wanted]))
        parts = [self.sql(value) for value in (values[0], *stored)]
        known = [part for part in parts if part is not None]
        return template.format(*known) if len(known) == wanted else None

    def _function(self, name: str, args: Sequence[Value]) -> str | None:
        if not args and name.lower() in BARE_FUNCTIONS:
            return BARE_FUNCTIONS[name.lower()]
        parts = [self.sql(item) for item in args]
        known = [part for part in parts if part is not None]
        return f"{name}({', '.join(known)})" if len(known) == len(parts) else None

    def _joined(self, args: Sequence[Value], word: str) -> str | None:
        parts = [self.sql(item) for item in args]
        known = [f"({part})" for part in parts if part is not None]
        return word.join(known) if known and len(known) == len(parts) else None

    def _cast(self, args: Sequence[Value]) -> str | None:
        if len(args) < 2:
            return None
        inner, type = self.sql(args[0]), self.types.read(args[1])
        return f"CAST({inner} AS {type.text})" if inner is not None and type is not None else None

    def _extract(self, args: Sequence[Value]) -> str | None:
        if len(args) != 2 or not isinstance(args[0], str):
            return None
        inner = self.sql(args[1])
        return None if inner is None else f"EXTRACT({args[0]} FROM {inner})"

    def _node(self, node: ast.expr, module: Module) -> str | None:
        """An operator between columns: Python's value of it can't be told, but SQL's can."""
        match node:
            case ast.Compare(left, [operator], [right]):
                return self._comparison(left, operator, right, module)
            case ast.BinOp(left, operator, right):
                sign = OPERATORS.get(type(operator))
                return self._pair(left, sign, right, module) if sign else None
            case ast.UnaryOp(ast.Invert() | ast.Not(), operand):
                inner = self._operand(operand, module)
                return None if inner is None else f"NOT ({inner})"
            case ast.Name(name):
                return quote_identifier(name)
            case ast.Attribute(attr=name):
                return quote_identifier(name)
        return None

    def _comparison(
        self, left: ast.expr, operator: ast.cmpop, right: ast.expr, module: Module
    ) -> str | None:
        if isinstance(operator, (ast.Is, ast.IsNot)) and isinstance(right, ast.Constant):
            # Python's `is`: a column is neither None nor a boolean, so this is a constant before SQLAlchemy sees it.
            return "false" if isinstance(operator, ast.Is) else "true"
        if isinstance(right, ast.Constant) and right.value is None:
            word = {ast.Eq: "IS NULL", ast.NotEq: "IS NOT NULL"}.get(type(operator))
            inner = self._operand(left, module)
            return f"{inner} {word}" if word and inner is not None else None
        sign = OPERATORS.get(type(operator))
        return self._pair(left, sign, right, module) if sign else None

    def _pair(self, left: ast.expr, sign: str, right: ast.expr, module: Module) -> str | None:
        first, second = self._operand(left, module), self._operand(right, module)
        if first is None or second is None:
            return None
        if sign in ("AND", "OR"):
            return f"({first}) {sign} ({second})"
        value = self.evaluator.value(right, self.evaluator.module_scope(module))
        if isinstance(value, Member):
            # Its name or its value: only the column's type says which.
            column = self.evaluator.value(left, self._around(left, module))
            if not isinstance(column, Call):
                return None
            second = literal(as_stored(self.evaluator, column, [value])[0])
        return f"{first} {sign} {second}"

    def _around(self, node: ast.expr, module: Module) -> Scope:
        """The scope of the class that a node stands in, where the columns are that it names."""
        for statement in module.tree.body:
            if isinstance(statement, ast.ClassDef) and statement.lineno <= node.lineno <= (
                statement.end_lineno or 0
            ):
                cls = self.evaluator.member(module, statement.name)
                if isinstance(cls, Class):
                    return classes.body(self.evaluator, cls)
        return self.evaluator.module_scope(module)

    def _operand(self, node: ast.expr, module: Module) -> str | None:
        scope = self.evaluator.module_scope(module)
        value = self.evaluator.value(node, scope)
        if isinstance(value, Unknown) and isinstance(node, ast.Call):
            return self._called(node, module)
        if isinstance(value, Unknown):
            return self._node(node, module)
        return self.sql(value)

    def _called(self, node: ast.Call, module: Module) -> str | None:
        """`column.is_(None)` where only the method's name tells anything."""
        if not isinstance(node.func, ast.Attribute):
            return None
        template = METHODS.get(node.func.attr)
        if template is None:
            return None
        parts = [self._operand(item, module) for item in (node.func.value, *node.args)]
        known = [part for part in parts[: template.count("{}")] if part is not None]
        return template.format(*known) if len(known) == template.count("{}") else None

    def _compiled(self, cls: Class, instance: Instance) -> str | None:
        """A FunctionElement of the project: its @compiles function, or the function's name."""
        names = [name.rpartition(".")[2] for name in classes.mro_names(self.evaluator, cls)]
        if not {"FunctionElement", "GenericFunction", "ColumnElement", "ClauseElement"} & set(
            names
        ):
            return None
        given = self.types.compiled(cls, instance)
        if given is not None:
            return given
        name = classes.member(self.evaluator, cls, "name")
        return f"{name}()" if isinstance(name, str) else None


_JSON = {
    "as_string": "",
    "as_integer": "integer",
    "as_float": "double precision",
    "as_boolean": "boolean",
    "as_numeric": "numeric",
}


def _is_func(value: Value) -> bool:
    """Whether it is `func` or a package of it, as in `func.public.gen_id()`."""
    return isinstance(value, External) and (value.name.endswith(".func") or ".func." in value.name)

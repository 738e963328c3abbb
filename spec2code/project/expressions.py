"""One function per kind of expression: node and scope to value."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spec2code.project import attributes, calls, operators, sequences
from spec2code.project.environment import variable
from spec2code.project.module_members import imported_module
from spec2code.project.resolve import lookup
from spec2code.project.returns import one_of, yielded
from spec2code.project.sequences import (
    collected,
    concatenated,
    dict_comprehension,
    elements,
    made_set,
    spread,
)
from spec2code.project.values import (
    Arguments,
    Attribute,
    Builtin,
    Call,
    Class,
    DefaultDict,
    External,
    Function,
    Instance,
    Member,
    Native,
    Scope,
    Subscript,
    TypeParameter,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["EXPRESSIONS", "attribute"]


def _constant(evaluator: Evaluator, node: ast.Constant, scope: Scope) -> Value:
    return node.value


def _name(evaluator: Evaluator, node: ast.Name, scope: Scope) -> Value:
    return lookup(evaluator, scope, node.id, node)


def _attribute(evaluator: Evaluator, node: ast.Attribute, scope: Scope) -> Value:
    return attribute(evaluator, evaluator.evaluate(node.value, scope), node.attr, node, scope)


def attribute(
    evaluator: Evaluator, base: Value, name: str, node: ast.AST | None, scope: Scope
) -> Value:
    """`base.name`."""
    value = attributes.attribute(evaluator, base, name)
    if isinstance(value, Unknown) and value.node is None:
        return Unknown(value.reason, node, scope.module, value.candidates, closed=value.closed)
    return value


def _call(evaluator: Evaluator, node: ast.Call, scope: Scope) -> Value:
    function = evaluator.evaluate(node.func, scope)
    args: list[Value] = []
    for item in node.args:
        if isinstance(item, ast.Starred):
            spread(evaluator, evaluator.evaluate(item.value, scope), args)
        else:
            args.append(evaluator.evaluate(item, scope))
    kwargs: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluator.evaluate(keyword.value, scope)
        if keyword.arg is not None:
            kwargs[keyword.arg] = value
        elif isinstance(value, dict):
            kwargs.update({key: item for key, item in value.items() if isinstance(key, str)})
        else:
            kwargs["**"] = value
    return calls.call(evaluator, function, Arguments(args, kwargs, node, scope))


def _joined(evaluator: Evaluator, node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] = []
    for item in node.values:
        if isinstance(item, ast.Constant):
            parts.append(str(item.value))
            continue
        assert isinstance(item, ast.FormattedValue)
        value = evaluator.evaluate(item.value, scope)
        form = evaluator.evaluate(item.format_spec, scope) if item.format_spec else ""
        text = None
        if isinstance(form, str):
            text = sequences.text(evaluator, value, item.conversion, form)
        if text is None:
            reason = (
                value.reason if isinstance(value, Unknown) else "a part of the string is not known"
            )
            return Unknown(reason, node, scope.module)
        parts.append(text)
    return "".join(parts)


def _display(evaluator: Evaluator, items: list[ast.expr], scope: Scope) -> list[Value]:
    values: list[Value] = []
    for item in items:
        if isinstance(item, ast.Starred):
            spread(evaluator, evaluator.evaluate(item.value, scope), values)
        else:
            values.append(evaluator.evaluate(item, scope))
    return values


def _list(evaluator: Evaluator, node: ast.List, scope: Scope) -> Value:
    return _display(evaluator, node.elts, scope)


def _tuple(evaluator: Evaluator, node: ast.Tuple, scope: Scope) -> Value:
    return tuple(_display(evaluator, node.elts, scope))


def _set(evaluator: Evaluator, node: ast.Set, scope: Scope) -> Value:
    return made_set(_display(evaluator, node.elts, scope))


def _dict(evaluator: Evaluator, node: ast.Dict, scope: Scope) -> Value:
    result: dict[Any, Value] = {}
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluator.evaluate(item, scope)
        if key is None:
            if not isinstance(value, dict):
                return Unknown("a part of the dict is not known", node, scope.module)
            result.update(value)
            continue
        name = evaluator.evaluate(key, scope)
        try:
            result[name] = value
        except TypeError:
            return Unknown("a key of the dict is not known", node, scope.module)
    return result


def _binary(evaluator: Evaluator, node: ast.BinOp, scope: Scope) -> Value:
    left = evaluator.evaluate(node.left, scope)
    right = evaluator.evaluate(node.right, scope)
    value = operators.binary(node, left, right)
    if value is NotImplemented and isinstance(node.op, ast.Add):
        value = concatenated(evaluator, left, right)
    if value is not NotImplemented:
        return value
    for side in (left, right):
        if isinstance(side, Unknown):
            return Unknown(side.reason, node, scope.module)
    return Unknown("the operands are not known", node, scope.module)


def _unary(evaluator: Evaluator, node: ast.UnaryOp, scope: Scope) -> Value:
    value = evaluator.evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        holds = attributes.truth(evaluator, value)
        return (
            Unknown("the condition is not known", node, scope.module)
            if holds is None
            else not holds
        )
    if isinstance(value, (int, float)):
        if isinstance(node.op, ast.USub):
            return -value
        if isinstance(node.op, ast.UAdd):
            return +value
        if isinstance(value, int):
            return ~value
    return Unknown("the operand is not known", node, scope.module)


def _bool(evaluator: Evaluator, node: ast.BoolOp, scope: Scope) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    unknown: list[Value] = []
    value: Value = None
    for item in node.values:
        value = evaluator.evaluate(item, scope)
        holds = attributes.truth(evaluator, value)
        if holds is stops_at:
            break
        if holds is None:
            unknown.append(value)
    if not unknown:
        return value
    if not stops_at and operators.truth(value) is False:
        return value
    reasons = [item.reason for item in unknown if isinstance(item, Unknown)]
    reason = reasons[0] if reasons else "the condition is not known"
    candidates = [*unknown, value] if stops_at else [value]
    known = [item for item in candidates if not isinstance(item, Unknown)]
    return Unknown(reason, node, scope.module, tuple(known))


def _compare(evaluator: Evaluator, node: ast.Compare, scope: Scope) -> Value:
    left = evaluator.evaluate(node.left, scope)
    known = True
    for symbol, item in zip(node.ops, node.comparators, strict=True):
        right = evaluator.evaluate(item, scope)
        if isinstance(symbol, (ast.In, ast.NotIn)) and isinstance(right, Class):
            right = elements(evaluator, right)  # the members of an enum
        holds = operators.compare(symbol, left, right)
        if holds is False:
            return False
        known = known and holds is not None
        left = right
    return True if known else Unknown("the comparison can't be told", node, scope.module)


def _conditional(evaluator: Evaluator, node: ast.IfExp, scope: Scope) -> Value:
    holds = attributes.truth(evaluator, evaluator.evaluate(node.test, scope))
    if holds is not None:
        return evaluator.evaluate(node.body if holds else node.orelse, scope)
    sides = (evaluator.evaluate(node.body, scope), evaluator.evaluate(node.orelse, scope))
    if operators.same(*sides):
        return sides[0]
    return one_of(sides, "the condition is not known", node, scope.module)


def _subscript(evaluator: Evaluator, node: ast.Subscript, scope: Scope) -> Value:
    base = evaluator.evaluate(node.value, scope)
    if isinstance(node.slice, ast.Slice):
        return _sliced(evaluator, base, node.slice, scope)
    if isinstance(base, Unknown):
        return base
    index = evaluator.evaluate(node.slice, scope)
    if isinstance(base, (Builtin | External | Class | Subscript | TypeParameter, Attribute | Call)):
        if isinstance(base, Class) and isinstance(index, str):
            found = attributes.enum_member(evaluator, base, index)
            if found is not None:
                return found
        if isinstance(base, External) and base.name == "os.environ":
            value = variable(index)
            reason = f"the environment gives `{index}`"
            return Unknown(reason, node, scope.module) if value is None else value
        if isinstance(base, External) and base.name == "sys.modules" and isinstance(index, str):
            return imported_module(evaluator, index, scope.module) or Subscript(base, (index,))
        return Subscript(base, index if isinstance(index, tuple) else (index,))
    if operators.is_plain(base) and operators.is_plain(operators.plain(index)):
        keys = [index, operators.plain(index)] if isinstance(index, Member) else [index]
        for key in keys:
            try:
                return base[key]  # type: ignore[index]
            except (LookupError, TypeError):
                continue
        if isinstance(base, DefaultDict) and base.factory is not None:
            made = calls.call(evaluator, base.factory, Arguments([], {}, node, scope))
            base[operators.plain(index)] = made
            return made
    if isinstance(base, dict) and isinstance(index, (Member, Class, Function, External, Builtin)):
        if index in base:
            return base[index]
    method = attributes.attribute(evaluator, base, "__getitem__")
    if isinstance(base, (Instance, Native)) and not isinstance(method, (Unknown, Attribute)):
        return calls.call(evaluator, method, Arguments([index], {}, node, scope))
    return Unknown("the item is not known", node, scope.module)


def _sliced(evaluator: Evaluator, base: Value, node: ast.Slice, scope: Scope) -> Value:
    bounds: list[Any] = [
        evaluator.evaluate(bound, scope) if bound is not None else None
        for bound in (node.lower, node.upper, node.step)
    ]
    if isinstance(base, (str, list, tuple, range, bytes)):
        try:
            return base[slice(*bounds)]
        except (TypeError, ValueError):
            pass
    return Unknown("the slice is not known", node, scope.module)


def _lambda(evaluator: Evaluator, node: ast.Lambda, scope: Scope) -> Value:
    return Function(node, scope)


def _await(evaluator: Evaluator, node: ast.Await, scope: Scope) -> Value:
    return evaluator.evaluate(node.value, scope)


def _walrus(evaluator: Evaluator, node: ast.NamedExpr, scope: Scope) -> Value:
    value = evaluator.evaluate(node.value, scope)
    scope.names[node.target.id] = value
    return value


def _yield(evaluator: Evaluator, node: ast.Yield, scope: Scope) -> Value:
    value = evaluator.evaluate(node.value, scope) if node.value is not None else None
    yielded(scope, value)
    return Unknown("what is sent to a generator", node, scope.module)


def _starred(evaluator: Evaluator, node: ast.Starred, scope: Scope) -> Value:
    return Subscript(External("typing.Unpack"), (evaluator.evaluate(node.value, scope),))


EXPRESSIONS: dict[type[ast.expr], Callable[[Evaluator, Any, Scope], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.JoinedStr: _joined,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _bool,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Subscript: _subscript,
    ast.Lambda: _lambda,
    ast.Await: _await,
    ast.NamedExpr: _walrus,
    ast.ListComp: collected,
    ast.GeneratorExp: collected,
    ast.SetComp: collected,
    ast.DictComp: dict_comprehension,
    ast.Yield: _yield,
    ast.Starred: _starred,
}

"""Names of libraries whose meaning doesn't depend on where the program runs: defaults of the environment, typing, functools.

The environment itself sets next to nothing (`environment.py`): `os.getenv("X", "a")` is "a".
"""

from __future__ import annotations

import ast
import posixpath
import textwrap
from typing import TYPE_CHECKING

from spec2code.project import calls, classes, failing_imports, operators, sequences, signatures
from spec2code.project.distributions import NATIVES as DISTRIBUTION_NATIVES
from spec2code.project.entry_points import NATIVES as ENTRY_POINT_NATIVES
from spec2code.project.environment import variable
from spec2code.project.module_members import NATIVES as MODULE_NATIVES
from spec2code.project.values import (
    Arguments,
    BoundMethod,
    Builtin,
    Call,
    Class,
    DefaultDict,
    External,
    Folder,
    Function,
    Native,
    NativeClass,
    NativeFunction,
    Partial,
    Subscript,
    TypeParameter,
    UnionOf,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES"]


def _getenv(evaluator: Evaluator, arguments: Arguments) -> Value:
    name, default = arguments.get(0, "key"), arguments.get(1, "default")
    return variable(name, default) if default is None or isinstance(default, str) else default


def _config(evaluator: Evaluator, arguments: Arguments) -> Value:
    """starlette's and decouple's `config("X", cast=..., default=...)`."""
    missing = arguments.unknown("the environment gives it")
    default = arguments.kwargs.get("default", missing)
    cast = arguments.kwargs.get("cast")
    if default is missing or cast is None or default is None:
        return default
    value = calls.call(evaluator, cast, Arguments([default], {}, arguments.node, arguments.scope))
    return default if isinstance(value, (Unknown, Call)) else value


def _configuration(evaluator: Evaluator, arguments: Arguments) -> Value:
    return External("starlette.config.Config()")


def _join(evaluator: Evaluator, arguments: Arguments) -> Value:
    parts = [sequences.path(item) for item in arguments.args]
    known = [part for part in parts if part is not None]
    if known and len(known) == len(parts):
        return posixpath.join(*known)
    return arguments.unknown("the path is not known")


def _path(function: str) -> NativeFunction:
    def apply(evaluator: Evaluator, arguments: Arguments) -> Value:
        written = sequences.path(arguments.get(0, "p", arguments.kwargs.get("path")))
        if written is None:
            return arguments.unknown("the path is not known")
        result: Value = getattr(posixpath, function)(written)
        return result

    return apply


def _trait(evaluator: Evaluator, arguments: Arguments) -> Value:
    """A trait of traitlets, as the object has it whose configuration says nothing."""
    return arguments.get(0, "default_value")


def _dedent(evaluator: Evaluator, arguments: Arguments) -> Value:
    value = arguments.get(0, "text")
    return (
        textwrap.dedent(value)
        if isinstance(value, str)
        else arguments.unknown("the text is not known")
    )


def _partial(evaluator: Evaluator, arguments: Arguments) -> Value:
    if not arguments.args:
        return arguments.unknown("partial of nothing")
    return Partial(arguments.args[0], arguments.args[1:], arguments.kwargs)


def _reduce(evaluator: Evaluator, arguments: Arguments) -> Value:
    items = sequences.elements(evaluator, arguments.get(1, "iterable"))
    if items is None or not items:
        return arguments.unknown("what it runs over is not known")
    value = arguments.args[2] if len(arguments.args) > 2 else items.pop(0)
    for item in items:
        pair = Arguments([value, item], {}, arguments.node, arguments.scope)
        value = calls.call(evaluator, arguments.args[0], pair)
    return value


def _chain(evaluator: Evaluator, arguments: Arguments) -> Value:
    result: list[Value] = []
    for item in arguments.args:
        items = sequences.elements(evaluator, item)
        if items is None:
            return arguments.unknown("what it runs over is not known")
        result.extend(items)
    return result


def _chain_of(evaluator: Evaluator, arguments: Arguments) -> Value:
    items = sequences.elements(evaluator, arguments.get(0, "iterable"))
    if items is None:
        return arguments.unknown("what it runs over is not known")
    return _chain(evaluator, Arguments(items, {}, arguments.node, arguments.scope))


def _type_variable(evaluator: Evaluator, arguments: Arguments) -> Value:
    name = arguments.get(0, "name")
    return TypeParameter(name if isinstance(name, str) else "T", arguments.kwargs.get("bound"))


def _second(evaluator: Evaluator, arguments: Arguments) -> Value:
    return arguments.get(1, "val", arguments.kwargs.get("tp"))


def _copied(evaluator: Evaluator, arguments: Arguments) -> Value:
    value = arguments.args[0] if arguments.args else NotImplemented
    if isinstance(value, Native):
        return value.copied()
    return value.copy() if isinstance(value, (list, dict, set)) else value


def _origin(evaluator: Evaluator, arguments: Arguments) -> Value:
    """`typing.get_origin(type)`."""
    kind = arguments.get(0, "tp")
    if isinstance(kind, UnionOf):
        return External("types.UnionType")
    if not isinstance(kind, Subscript):
        return arguments.unknown("the type is not known") if isinstance(kind, Unknown) else None
    if dotted_name(kind.base) == "typing.Optional":
        return External("typing.Union")
    last = dotted_name(kind.base).rpartition(".")[2]
    return Builtin(last.lower()) if last in _ALIASES else kind.base


_ALIASES = frozenset(["List", "Dict", "Set", "Tuple", "FrozenSet", "Type"])


def _type_arguments(evaluator: Evaluator, arguments: Arguments) -> Value:
    """`typing.get_args(type)`."""
    kind = arguments.get(0, "tp")
    if isinstance(kind, UnionOf):
        return kind.options
    if not isinstance(kind, Subscript):
        return arguments.unknown("the type is not known") if isinstance(kind, Unknown) else ()
    optional = dotted_name(kind.base) == "typing.Optional"
    return (*kind.items, None) if optional else kind.items


def _import_module(evaluator: Evaluator, arguments: Arguments) -> Value:
    name = operators.plain(arguments.get(0, "name"))
    if not isinstance(name, str):
        return arguments.unknown("which module is imported is not known")
    importer = arguments.scope.module
    level = len(name) - len(name.lstrip("."))
    found = importer.sources.find(importer, name.lstrip("."), level)
    if found is None:
        failing_imports.must_exist(evaluator, importer, name.lstrip("."), level)
        return External(name)
    return Folder(found, importer) if isinstance(found, str) else found


def _type_hints(evaluator: Evaluator, arguments: Arguments) -> Value:
    """The evaluated annotations of a function or class of the project."""
    function = arguments.get(0, "obj")
    if isinstance(function, Class):
        return _class_hints(evaluator, function)
    while isinstance(function, BoundMethod):
        function = function.function
    if not isinstance(function, Function) or isinstance(function.node, ast.Lambda):
        return arguments.unknown("the annotations are not known")
    node = function.node
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    notes = {item.arg: item.annotation for item in parameters if item.annotation is not None}
    if node.returns is not None:
        notes["return"] = node.returns
    return {name: evaluator.evaluate(note, function.scope) for name, note in notes.items()}


def _return_hint(evaluator: Evaluator, arguments: Arguments) -> Value:
    """`get_typed_return_annotation(call)` of FastAPI; None where the function has none."""
    hints = _type_hints(evaluator, arguments)
    return hints.get("return") if isinstance(hints, dict) else hints


def _class_hints(evaluator: Evaluator, cls: Class) -> Value:
    """Those of the classes that it derives from too; a later one of a name counts."""
    hints: dict[str, Value] = {}
    for item in reversed(classes.mro(evaluator, cls)):
        if isinstance(item, Class):
            scope = classes.body(evaluator, item)
            for node in item.node.body:
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    hints[node.target.id] = evaluator.evaluate(node.annotation, scope)
    return hints


def _update_wrapper(evaluator: Evaluator, arguments: Arguments) -> Value:
    wrapped = arguments.get(1, "wrapped")
    return wrapped if isinstance(wrapped, (Function, BoundMethod)) else arguments.get(0, "wrapper")


def _is_async(evaluator: Evaluator, arguments: Arguments) -> Value:
    function = arguments.args[0] if arguments.args else None
    while isinstance(function, (BoundMethod, Partial)):
        function = function.function
    if isinstance(function, Function):
        return isinstance(function.node, ast.AsyncFunctionDef)
    return arguments.unknown("whether the function is async")


def _called(evaluator: Evaluator, arguments: Arguments) -> Value:
    """What a proxy stands for that calls a function when it is first asked for."""
    empty = Arguments([], {}, arguments.node, arguments.scope)
    return evaluator.call(arguments.args[0], empty) if arguments.args else None


def _ordered_dict(evaluator: Evaluator, arguments: Arguments) -> Value:
    return {}


def _default_dict(evaluator: Evaluator, arguments: Arguments) -> Value:
    return DefaultDict(arguments.get(0, "default_factory"))


NATIVES: dict[str, NativeClass | NativeFunction] = {
    **signatures.NATIVES,
    **DISTRIBUTION_NATIVES,
    **ENTRY_POINT_NATIVES,
    **MODULE_NATIVES,
    "os.getenv": _getenv,
    "os.environ.get": _getenv,
    "os.environ.setdefault": _getenv,
    "starlette.config.Config": _configuration,
    "starlette.config.Config()": _config,
    "decouple.config": _config,
    "os.path.join": _join,
    "os.path.dirname": _path("dirname"),
    "os.path.basename": _path("basename"),
    "os.path.normpath": _path("normpath"),
    "os.path.abspath": _path("normpath"),
    "os.path.realpath": _path("normpath"),
    "posixpath.join": _join,
    **{f"traitlets.{name}": _trait for name in ("Bool", "Float", "Int", "Integer", "Unicode")},
    "textwrap.dedent": _dedent,
    "inspect.cleandoc": _dedent,
    "functools.partial": _partial,
    "lazy_object_proxy.Proxy": _called,
    "wrapt.LazyObjectProxy": _called,
    "functools.update_wrapper": _update_wrapper,
    "inspect.iscoroutinefunction": _is_async,
    "asyncio.iscoroutinefunction": _is_async,
    "starlette._utils.is_async_callable": _is_async,
    "functools.reduce": _reduce,
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_of,
    "__import__": _import_module,
    "importlib.import_module": _import_module,
    "typing.get_type_hints": _type_hints,
    "fastapi.dependencies.utils.get_typed_return_annotation": _return_hint,
    "typing.TypeVar": _type_variable,
    "typing.ParamSpec": _type_variable,
    "typing.NewType": _second,
    "typing.cast": _second,
    "copy.copy": _copied,
    "copy.deepcopy": _copied,
    "typing.get_origin": _origin,
    "typing.get_args": _type_arguments,
    "collections.OrderedDict": _ordered_dict,
    "collections.defaultdict": _default_dict,
}

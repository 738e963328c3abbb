"""The three-way merge inside one statement or header: arguments, parameters, decorators, list items.

Both sides changed it, but perhaps not the same part: the spec added a parameter, the user a dependency.
Every function here returns None where both changed the same part; that is a conflict.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from spec2code.codegen.pieces import Piece
from spec2code.codegen.python import GeneratedCodeError, format_python
from spec2code.codegen.source import Source
from spec2code.model.records import dataclass

__all__ = ["merge_header", "merge_statement"]

Keyed: TypeAlias = "dict[str, ast.AST]"


@dataclass(frozen=True, slots=True)
class _Three:
    """The sources of the three sides; each node belongs to the one at the same place."""

    base: Source | None
    ours: Source
    theirs: Source


def merge_header(base: Piece | None, ours: Piece, theirs: Piece, line_length: int) -> str | None:
    """Merge decorators, a signature or the header of a class; the text for the user's lines."""
    if base is None or _is_opaque(ours) or _is_opaque(theirs):
        return None
    three = _Three(base.source, ours.source, theirs.source)
    if theirs.name == "decorators":
        before, now, mine = (_by_callee(piece.nodes) for piece in (base, ours, theirs))
        texts = _merge_keyed(before, now, mine, three)
        if texts is None:
            return None
        heads = "".join(f"@{text}\n" for text in texts.values())
        return _formatted(f"{heads}def f(): ...", theirs, line_length, drop=1)
    if theirs.name == "signature":
        return _merge_signature(base, ours, theirs, three, line_length)
    return None


def merge_statement(base: Piece, ours: Piece, theirs: Piece, line_length: int) -> str | None:
    """Merge an assignment or a call; the text for the user's lines."""
    if _is_opaque(ours) or _is_opaque(theirs):
        return None
    three = _Three(base.source, ours.source, theirs.source)
    match base.nodes[0], ours.nodes[0], theirs.nodes[0]:
        case ast.AnnAssign() as b, ast.AnnAssign() as o, ast.AnnAssign() as t:
            annotation = _merge_node(b.annotation, o.annotation, t.annotation, three)
            value = _merge_optional(b.value, o.value, t.value, three)
            if annotation is None or value is None:
                return None
            text = f"{_text(three.theirs, t.target)}: {annotation}"
            text += f" = {value}" if value else ""
        case ast.Assign() as b, ast.Assign() as o, ast.Assign() as t:
            value = _merge_node(b.value, o.value, t.value, three)
            if value is None:
                return None
            text = f"{_text(three.theirs, t.targets[0])} = {value}"
        case ast.Expr() as b, ast.Expr() as o, ast.Expr() as t:
            value = _merge_node(b.value, o.value, t.value, three)
            if value is None:
                return None
            text = value
        case _:
            return None
    return _formatted(text, theirs, line_length)


def _merge_signature(
    base: Piece, ours: Piece, theirs: Piece, three: _Three, line_length: int
) -> str | None:
    kinds = [piece.nodes[0] for piece in (base, ours, theirs)]
    before, now, mine = (_arguments(piece) for piece in (base, ours, theirs))
    parameters = _merge_keyed(before, now, mine, three)
    returns = _merge_optional(_returns(base), _returns(ours), _returns(theirs), three)
    kind = kinds[1] if kinds[0] == kinds[2] else kinds[2]
    if parameters is None or returns is None:
        return None
    word = "async def" if kind == "AsyncFunctionDef" else "def"
    arrow = f" -> {returns}" if returns else ""
    head = f"{word} {theirs.nodes[1]}({', '.join(_in_legal_order(parameters))}){arrow}: ..."
    try:
        return _formatted(head.removesuffix("...") + "\n    pass", theirs, line_length, drop=1)
    except GeneratedCodeError:
        return None


def _merge_node(base: ast.AST | None, ours: ast.AST, theirs: ast.AST, three: _Three) -> str | None:
    before = ast.dump(base) if base is not None else None
    now, mine = ast.dump(ours), ast.dump(theirs)
    if now in (mine, before):
        return _text(three.theirs, theirs)
    if mine == before:
        return _text(three.ours, ours)
    match base, ours, theirs:
        case ast.Call() as b, ast.Call() as o, ast.Call() as t:
            return _merge_call(b, o, t, three)
        case (ast.List() as b, ast.List() as o, ast.List() as t) | (
            ast.Tuple() as b,
            ast.Tuple() as o,
            ast.Tuple() as t,
        ):
            items = _merge_keyed(_items(b.elts), _items(o.elts), _items(t.elts), three)
            if items is None:
                return None
            opening, closing = "[]" if isinstance(t, ast.List) else "()"
            comma = "," if len(items) == 1 and isinstance(t, ast.Tuple) else ""
            return f"{opening}{', '.join(items.values())}{comma}{closing}"
        case ast.Dict() as b, ast.Dict() as o, ast.Dict() as t:
            pairs = _merge_keyed(_pairs(b), _pairs(o), _pairs(t), three)
            return None if pairs is None else f"{{{', '.join(pairs.values())}}}"
        case ast.keyword() as b, ast.keyword() as o, ast.keyword() as t:
            value = _merge_node(b.value, o.value, t.value, three)
            return None if value is None else f"{t.arg}={value}" if t.arg else f"**{value}"
        case _Parameter() as b, _Parameter() as o, _Parameter() as t:
            annotation = _merge_optional(b.annotation, o.annotation, t.annotation, three)
            default = _merge_optional(b.default, o.default, t.default, three)
            if annotation is None or default is None:
                return None
            return _parameter_text(t.star + t.name, annotation, default)
    return None


def _merge_optional(
    base: ast.AST | None, ours: ast.AST | None, theirs: ast.AST | None, three: _Three
) -> str | None:
    """As `_merge_node`, for what may be absent: '' when the result is that it is."""
    before, now, mine = (ast.dump(node) if node else "" for node in (base, ours, theirs))
    if now in (mine, before):
        return _text(three.theirs, theirs) if theirs else ""
    if mine == before:
        return _text(three.ours, ours) if ours else ""
    if ours is None or theirs is None:
        return None
    return _merge_node(base, ours, theirs, three)


def _merge_call(base: ast.Call, ours: ast.Call, theirs: ast.Call, three: _Three) -> str | None:
    callee = _merge_node(base.func, ours.func, theirs.func, three)
    if len(base.args) == len(ours.args) == len(theirs.args):
        keys: Callable[[Sequence[ast.expr]], Keyed] = _numbered
    else:
        keys = _items
    args = _merge_keyed(keys(base.args), keys(ours.args), keys(theirs.args), three)
    named = _merge_keyed(
        _keywords(base.keywords), _keywords(ours.keywords), _keywords(theirs.keywords), three
    )
    if callee is None or args is None or named is None:
        return None
    return f"{callee}({', '.join([*args.values(), *named.values()])})"


def _merge_keyed(base: Keyed, ours: Keyed, theirs: Keyed, three: _Three) -> dict[str, str] | None:
    """Merge lists whose items are known by a key, in their order, what is new behind its predecessor."""
    merged: list[tuple[str, str]] = []
    for key, node in theirs.items():
        if key in ours:
            text = _merge_node(base.get(key), ours[key], node, three)
            if text is None:
                return None
            merged.append((key, text))
        elif key not in base:
            merged.append((key, _text(three.theirs, node)))
        elif ast.dump(base[key]) != ast.dump(node):
            return None
    previous: str | None = None
    for key, node in ours.items():
        if key not in theirs and key not in base:
            index = next((i for i, (name, _) in enumerate(merged) if name == previous), None)
            if index is None:
                index = -1 if previous is None else len(merged) - 1
            merged.insert(index + 1, (key, _text(three.ours, node)))
        if key in theirs or key not in base:
            previous = key
    return dict(merged)


class _Parameter(ast.AST):
    """A parameter of a function with its default, or one of the marks `*` and `/`."""

    _fields = ("star", "name", "annotation", "default")

    def __init__(
        self,
        star: str,
        name: str,
        annotation: ast.AST | None = None,
        default: ast.AST | None = None,
    ) -> None:
        super().__init__()
        self.star = star
        self.name = name
        self.annotation = annotation
        self.default = default


class _Pair(ast.AST):
    """An entry of a dictionary; without a key it is a `**` one."""

    _fields = ("key", "value")

    def __init__(self, key: ast.expr | None, value: ast.expr) -> None:
        super().__init__()
        self.key = key
        self.value = value


def _arguments(piece: Piece) -> Keyed:
    arguments = piece.nodes[2]
    assert isinstance(arguments, ast.arguments)
    return dict(_each_argument(arguments))


def _each_argument(arguments: ast.arguments) -> Iterator[tuple[str, ast.AST]]:
    plain = [*arguments.posonlyargs, *arguments.args]
    missing = len(plain) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [*[None] * missing, *arguments.defaults]
    for number, (argument, default) in enumerate(zip(plain, defaults, strict=True), 1):
        yield argument.arg, _Parameter("", argument.arg, argument.annotation, default)
        if number == len(arguments.posonlyargs):
            yield "/", _Parameter("/", "")
    if arguments.vararg:
        yield "*", _Parameter("*", arguments.vararg.arg, arguments.vararg.annotation, None)
    elif arguments.kwonlyargs:
        yield "*", _Parameter("*", "")
    for argument, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield argument.arg, _Parameter("", argument.arg, argument.annotation, value)
    if arguments.kwarg:
        yield "**", _Parameter("**", arguments.kwarg.arg, arguments.kwarg.annotation, None)


def _in_legal_order(parameters: dict[str, str]) -> list[str]:
    """Parameters with a default behind those without, up to the first mark; FastAPI passes by name."""
    items = list(parameters.items())
    count = next((i for i, (key, _) in enumerate(items) if key in ("*", "/", "**")), len(items))
    plain = [text for _, text in items[:count]]
    ordered = sorted(plain, key=_has_default)
    return ordered + [text for _, text in items[count:]]


def _has_default(text: str) -> bool:
    function = ast.parse(f"def f({text}): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return bool(function.args.defaults)


def _returns(piece: Piece) -> ast.AST | None:
    node = piece.nodes[3]
    assert not isinstance(node, str)
    return node


def _parameter_text(name: str, annotation: str, default: str) -> str:
    text = f"{name}: {annotation}" if annotation else name
    if not default:
        return text
    return f"{text} = {default}" if annotation else f"{text}={default}"


def _by_callee(nodes: Sequence[ast.AST | str | None]) -> Keyed:
    return _counted(
        (ast.unparse(node.func if isinstance(node, ast.Call) else node), node)
        for node in nodes
        if isinstance(node, ast.AST)
    )


def _items(nodes: Sequence[ast.expr]) -> Keyed:
    return _counted((_item_key(node), node) for node in nodes)


def _item_key(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and node.args:
        return f"{ast.unparse(node.func)}({ast.dump(node.args[0])})"
    return "{}" if isinstance(node, ast.Dict) else ast.dump(node)


def _numbered(nodes: Sequence[ast.expr]) -> Keyed:
    return {str(number): node for number, node in enumerate(nodes)}


def _keywords(nodes: Sequence[ast.keyword]) -> Keyed:
    return _counted((node.arg or "**", node) for node in nodes)


def _pairs(node: ast.Dict) -> Keyed:
    return _counted(
        (ast.dump(key) if key else "**", _Pair(key, value))
        for key, value in zip(node.keys, node.values, strict=True)
    )


def _counted(pairs: Iterator[tuple[str, ast.AST]]) -> Keyed:
    found: Keyed = {}
    seen: dict[str, int] = {}
    for key, node in pairs:
        seen[key] = seen.get(key, 0) + 1
        found[key if seen[key] == 1 else f"{key} {seen[key]}"] = node
    return found


def _text(source: Source, node: ast.AST) -> str:
    """The node as it is written."""
    if isinstance(node, _Parameter):
        annotation = _text(source, node.annotation) if node.annotation else ""
        default = _text(source, node.default) if node.default else ""
        return _parameter_text(node.star + node.name, annotation, default)
    if isinstance(node, _Pair):
        value = _text(source, node.value)
        return f"{_text(source, node.key)}: {value}" if node.key else f"**{value}"
    if isinstance(node, ast.keyword):
        value = _text(source, node.value)
        return f"{node.arg}={value}" if node.arg else f"**{value}"
    assert isinstance(node, ast.expr) and node.end_lineno and node.end_col_offset is not None
    lines = [line.encode() for line in source.lines[node.lineno - 1 : node.end_lineno]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    text = b"".join(lines).decode().replace("\r\n", "\n")
    return f"({text})" if "\n" in text and not text.endswith((")", "]", "}")) else text


def _is_opaque(piece: Piece) -> bool:
    """Comments and texts of several lines can't be moved about without being changed."""
    has_comment = bool(piece.source.comments(piece.start, piece.end))
    return has_comment or '"""' in piece.text or "'''" in piece.text


def _formatted(text: str, theirs: Piece, line_length: int, *, drop: int = 0) -> str:
    """The text as black writes it, indented as the user's lines are, without the last `drop` lines."""
    first = theirs.source.lines[theirs.start] if theirs.start < theirs.end else ""
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    lines = format_python(f"{text}\n", max(line_length - len(indent), 20)).splitlines()
    kept = lines[: len(lines) - drop] if drop else lines
    return "".join(f"{indent}{line}\n" if line else "\n" for line in kept)

"""Source in a newer Python than the one that runs, rewritten for `ast` without moving a line or a column.

tree-sitter finds what the older grammar refuses; each such place is blanked or replaced by something of the
same length. Type parameters would be lost that way, so their names are kept beside the text.
"""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from spec2code.model.records import dataclass, field

__all__ = ["Rewritten", "rewrite"]

_LANGUAGE = Language(tree_sitter_python.language())


@dataclass(slots=True)
class Rewritten:
    text: str
    type_parameters: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """(line of the `class`, `def` or `type` word, its name) to the names in its brackets."""
    aliases: set[int] = field(default_factory=set)
    """Lines of `type X = ...` statements, which read `type=X = ...` now."""


def rewrite(text: str) -> Rewritten:
    """Turn source that this Python can't parse into source that it can, as far as newer syntax is the reason."""
    data = bytearray(text.encode("utf-8", "replace"))
    result = Rewritten(text)
    tree = Parser(_LANGUAGE).parse(bytes(data))
    for node in _nodes(tree.root_node):
        if node.type == "type_parameter" and node.parent is not None:
            _type_parameters(node, node.parent, data, result)
        elif node.type == "type_alias_statement":
            _type_alias(node, data, result)
        elif node.type == "except_clause":
            _exceptions(node, data)
        elif node.type == "string":
            _string(node, data)
    result.text = data.decode("utf-8", "replace")
    return result


def _nodes(root: Node) -> Iterator[Node]:
    """All nodes, outermost first; what lies inside an f-string belongs to `_string`."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if node.type != "string":
            waiting.extend(reversed(node.children))


def _blank(data: bytearray, start: int, end: int) -> None:
    for index in range(start, end):
        if data[index] not in b"\r\n":
            data[index] = 0x20


def _type_parameters(node: Node, owner: Node, data: bytearray, result: Rewritten) -> None:
    if owner.type in ("class_definition", "function_definition"):
        name = owner.child_by_field_name("name")
        line = _word_line(owner)
    elif owner.type == "generic_type" and _is_alias_name(owner):
        name, line = owner.children[0], owner.start_point[0] + 1
    else:
        return
    if name is not None and name.text is not None:
        result.type_parameters[line, name.text.decode()] = _parameter_names(node)
    start, end = node.start_byte, node.end_byte
    lines = data[start:end].count(b"\n")
    _blank(data, start, end)
    if not lines:
        return
    data[start] = ord("(")  # what follows has to begin on the line where the name ends
    if data[end : end + 1] == b"(":
        data[end] = ord(" ")
    else:
        data[end - 1] = ord(")")


def _word_line(owner: Node) -> int:
    word = next((child for child in owner.children if child.type in ("class", "def")), owner)
    return word.start_point[0] + 1


def _is_alias_name(node: Node) -> bool:
    """Whether this `X[T]` is what a `type` statement defines, not what it stands for."""
    kind = node.parent
    statement = kind.parent if kind is not None else None
    return (
        statement is not None
        and statement.type == "type_alias_statement"
        and statement.named_children[0] == kind
    )


def _parameter_names(node: Node) -> tuple[str, ...]:
    """The first identifier of each comma-separated part of the brackets."""
    names: list[str] = []
    expecting = True
    waiting = list(reversed(node.children))
    while waiting:
        child = waiting.pop()
        if child.type == "," and child.parent == node:
            expecting = True
        elif child.type == "identifier":
            if expecting and child.text is not None:
                names.append(child.text.decode())
                expecting = False
        else:
            waiting.extend(reversed(child.children))
    return tuple(names)


def _type_alias(node: Node, data: bytearray, result: Rewritten) -> None:
    gap = node.start_byte + len("type")
    data[gap] = 0x3D
    result.aliases.add(node.start_point[0] + 1)


def _exceptions(node: Node, data: bytearray) -> None:
    """`except A, B:` keeps its first class only: nothing here depends on which are caught."""
    commas = [child for child in node.children if child.type == ","]
    if not commas:
        return
    colon = next((child for child in node.children if child.type == ":"), None)
    if colon is not None:
        _blank(data, commas[0].start_byte, colon.start_byte)


def _string(node: Node, data: bytearray) -> None:
    opening = next((child for child in node.children if child.type == "string_start"), None)
    if opening is None or opening.text is None:
        return
    prefix = opening.text.rstrip(b"'\"").lower()
    quote = opening.text[len(prefix) :]
    if b"t" in prefix:
        offset = opening.start_byte + prefix.index(b"t")
        data[offset] = ord("f")
    holes = [child for child in node.children if child.type == "interpolation"]
    for hole in holes:
        _hole(hole, quote, data)


def _hole(hole: Node, quote: bytes, data: bytearray) -> None:
    """What stands in one pair of braces: the quotes of the string itself and backslashes aren't allowed in it."""
    start, end = hole.start_byte + 1, hole.end_byte - 1
    inside = bytes(data[start:end])
    breaks = b"\n" in inside and len(quote) == 1
    if not breaks and quote not in inside and b"\\" not in inside and b"#" not in inside:
        return
    other = b'"' if quote[:1] == b"'" else b"'"
    if not breaks and b"\\" not in inside and b"#" not in inside and other not in inside:
        data[start:end] = inside.replace(quote[:1], other)
        return
    if breaks:
        _whole(hole, data)
        return
    _blank(data, start, end)
    data[start : start + 3] = b"..." if end - start >= 3 else b"0  "[: end - start]


def _whole(hole: Node, data: bytearray) -> None:
    """A field over several lines in a string of one line: the string becomes `(_)`, whose value is not told."""
    string = hole.parent
    if string is None or string.end_byte - string.start_byte < 5:
        return
    start, end = string.start_byte, string.end_byte
    _blank(data, start, end)
    data[start : start + 2] = b"(_"
    data[end - 1 : end] = b")"

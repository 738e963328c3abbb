"""Python source of calls, laid out the way black lays it out.

A large revision would keep black busy for longer than everything else takes; what is written here is
stable under black, and a test holds it to that.
"""

from __future__ import annotations

from typing import TypeAlias

from spec2code.codegen.python import line_width
from spec2code.model.records import dataclass
from spec2code.sql.text_clauses import escape_parameters

__all__ = ["Call", "Node", "call", "keyword", "layout", "listing", "mapping", "sql_literal", "text"]


@dataclass(frozen=True, slots=True)
class Call:
    """`head` up to the bracket, what is in it, and the closing bracket."""

    head: str
    items: tuple[Node, ...]
    tail: str = ")"


Node: TypeAlias = str | Call


def call(function: str, *items: Node | None, **keywords: Node | None) -> Call:
    """A call; arguments that are None are left out."""
    given = [item for item in items if item is not None]
    given += [keyword(name, value) for name, value in keywords.items() if value is not None]
    return Call(f"{function}(", tuple(given))


def keyword(name: str, value: Node) -> Node:
    if isinstance(value, str):
        return f"{name}={value}"
    return Call(f"{name}={value.head}", value.items, value.tail)


def listing(items: list[Node]) -> Call:
    return Call("[", tuple(items), "]")


def mapping(pairs: list[tuple[str, str]]) -> Call:
    """A dictionary of string keys; the values are code."""
    return Call("{", tuple(f"{text(key)}: {value}" for key, value in pairs), "}")


def text(value: str) -> str:
    """A string literal of one line, in the quotes that black would choose."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    body = "".join(_visible(char) for char in value.replace("\\", "\\\\"))
    body = body.replace("\n", "\\n").replace("\t", "\\t").replace(quote, f"\\{quote}")
    return f"{quote}{body}{quote}"


def sql_literal(sql: str) -> str:
    """SQL as the literal that SQLAlchemy's text() reads back to the same SQL: no word becomes a parameter.

    SQL of several lines is kept as it stands: a function's body is part of the schema.
    """
    escaped = escape_parameters(sql)
    if "\n" not in escaped:
        return text(escaped)
    quoted = escaped.endswith('"')
    body = "".join(_visible(char) for char in escaped.removesuffix('"').replace("\\", "\\\\"))
    body = body.replace('"""', '\\"\\"\\"')
    end = '\\"' if quoted else ""
    return f'"""{body}{end}"""'


def layout(node: Node, *, width: int, indent: int = 4, tail: str = "") -> str:
    """The node as lines, indented; `tail` stands behind its last bracket."""
    pad = " " * indent
    flat = _flat(node) + tail
    ends = (pad + flat).split("\n")
    hugs = _hugs(node) and max(line_width(ends[0]), line_width(ends[-1])) <= width
    if isinstance(node, str) or not node.items or hugs:
        return pad + flat
    if line_width(pad + flat) <= width and "\n" not in flat:
        return pad + flat
    inner = ", ".join(_flat(item) for item in node.items)
    if len(pad) + 4 + line_width(inner) <= width and "\n" not in inner:
        return f"{pad}{node.head}\n{pad}    {inner}\n{pad}{node.tail}{tail}"
    comma = "," if len(node.items) > 1 else ""
    lines = [layout(item, width=width, indent=indent + 4, tail=comma) for item in node.items]
    return "\n".join([pad + node.head, *lines, pad + node.tail + tail])


def _flat(node: Node) -> str:
    if isinstance(node, str):
        return node
    return node.head + ", ".join(_flat(item) for item in node.items) + node.tail


def _hugs(node: Node) -> bool:
    """A literal of several lines alone in its brackets stays behind them."""
    if isinstance(node, str) or len(node.items) != 1:
        return False
    only = node.items[0]
    return isinstance(only, str) and "\n" in only


def _visible(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")

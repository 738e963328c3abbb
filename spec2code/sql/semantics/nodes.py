"""The tree of an SQL expression, as far as its type depends on it."""

from __future__ import annotations

from typing import TypeAlias

from spec2code.model.records import dataclass, field
from spec2code.sql.tokens import Token

__all__ = [
    "Aggregate",
    "Array",
    "Between",
    "Call",
    "Case",
    "Cast",
    "Choice",
    "Column",
    "Connective",
    "In",
    "Literal",
    "Node",
    "Opaque",
    "Operation",
    "Quantified",
    "Query",
    "Row",
    "Test",
    "text_of",
]


@dataclass(slots=True)
class _Placed:
    """`start` and `end` are offsets into the text of the expression."""

    start: int = field(default=0, kw_only=True)
    end: int = field(default=0, kw_only=True)


@dataclass(slots=True)
class Literal(_Placed):
    """`type` is `unknown` for a string and for NULL, whose `value` is None."""

    type: str
    value: str | None


@dataclass(slots=True)
class Column(_Placed):
    """`a`, `t.a`, `s.t.a`; `*` is a part too."""

    parts: tuple[str, ...]
    quoted: bool = False


@dataclass(slots=True)
class Call(_Placed):
    name: str
    arguments: tuple[Node, ...] = ()
    schema: str | None = None
    starred: bool = False
    odd: bool = False
    """With names of arguments, VARIADIC, an order of its own: its type is not looked for."""


@dataclass(slots=True)
class Aggregate(_Placed):
    """A call with FILTER, OVER or WITHIN GROUP; `window` where OVER stands."""

    call: Call
    window: bool


@dataclass(slots=True)
class Cast(_Placed):
    node: Node
    type: str


@dataclass(slots=True)
class Operation(_Placed):
    """A prefix operator has no `left`."""

    sign: str
    left: Node | None
    right: Node
    word: str = ""
    """What was written, where it is no sign: LIKE."""


@dataclass(slots=True)
class Quantified(_Placed):
    """`left sign ANY (right)`; `right` is None for a query."""

    sign: str
    left: Node
    right: Node | None


@dataclass(slots=True)
class Connective(_Placed):
    """AND, OR and NOT."""

    word: str
    parts: tuple[Node, ...]


@dataclass(slots=True)
class Test(_Placed):
    """IS NULL (`null`), IS TRUE and its like (`truth`), IS DISTINCT FROM (`distinct`, with `other`)."""

    kind: str
    node: Node
    other: Node | None = None


@dataclass(slots=True)
class In(_Placed):
    """Either `items` or a query."""

    node: Node
    items: tuple[Node, ...] = ()
    query: Query | None = None


@dataclass(slots=True)
class Between(_Placed):
    node: Node
    low: Node
    high: Node


@dataclass(slots=True)
class Case(_Placed):
    subject: Node | None
    whens: tuple[tuple[Node, Node], ...]
    otherwise: Node | None


@dataclass(slots=True)
class Choice(_Placed):
    """COALESCE, GREATEST, LEAST and NULLIF: their arguments have one type."""

    word: str
    arguments: tuple[Node, ...]


@dataclass(slots=True)
class Array(_Placed):
    """ARRAY[...]; nested ones are items of their own."""

    items: tuple[Node, ...]


@dataclass(slots=True)
class Row(_Placed):
    items: tuple[Node, ...]


@dataclass(slots=True)
class Query(_Placed):
    """A query in parentheses, not looked into here. `kind` is `exists`, `array` or ''."""

    tokens: tuple[Token, ...]
    kind: str = ""


@dataclass(slots=True)
class Opaque(_Placed):
    """Something whose type isn't worked out; its parts are looked at all the same."""

    parts: tuple[Node, ...] = ()
    type: str | None = None
    volatility: str = "i"
    word: str = ""


Node: TypeAlias = (
    Literal
    | Column
    | Call
    | Aggregate
    | Cast
    | Operation
    | Quantified
    | Connective
    | Test
    | In
    | Between
    | Case
    | Choice
    | Array
    | Row
    | Query
    | Opaque
)


def text_of(node: Node, text: str) -> str:
    """The node as it was written, on one line, cut where it is long."""
    written = " ".join(text[node.start : node.end].split())
    return written if len(written) <= 60 else f"{written[:57]}..."

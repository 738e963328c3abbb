"""Expressions as sqlglot's trees, and questions about them.

Function calls are hidden from sqlglot, which knows many by another name and would mix some up.
"""

from __future__ import annotations

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from spec2code.model.identifiers import quote_identifier
from spec2code.sql.literals import (
    TEXTS,
    array_items,
    base_type,
    interval_text,
    json_text,
    literal_key,
    number_key,
    quoted,
)
from spec2code.sql.tokens import unquote_string
from spec2code.sql.types import canonical_type
from spec2code.sql.word_sets import word_set

__all__ = [
    "CALL",
    "NO_TREE",
    "assignable",
    "bare",
    "columns_of",
    "constants",
    "identifier_key",
    "interval_key",
    "is_negative_literal",
    "json_path_key",
    "literal_as",
    "literal_below",
    "now_cast",
    "parse_expression",
    "type_of",
]

CALL = "fn_"
"""In front of a function's name, so that sqlglot doesn't know it."""

_DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}
# Words before a parenthesis that are no functions, or functions with a grammar of their own.
_NOT_CALLS = word_set(
    "CAST EXTRACT POSITION SUBSTRING TRIM OVERLAY IN ANY ALL SOME EXISTS AND OR NOT ARRAY INTERVAL ROW "
    "OPERATOR BETWEEN LIKE ILIKE SIMILAR TO THEN WHEN ELSE CASE FILTER OVER VARIADIC IS AS FROM WHERE ON "
    "USING SELECT DISTINCT WITHIN VALUES COLLATE ZONE"
)
NO_TREE = (SqlglotError, RecursionError, ValueError, IndexError, AttributeError, TypeError)
"""What sqlglot raises for texts that it can't read, more than its own errors: a TypeError for `a <#> b`."""
_DEEPEST = 60
"""Brackets within brackets that the parser is still given; its recursion must not run dry."""


def parse_expression(text: str, dialect: str) -> exp.Expression | None:
    """The tree of an expression; None where it can't be parsed."""
    if _nesting(text) > _DEEPEST or len(text) > 200_000:
        return None
    language = Dialect.get_or_raise(_DIALECTS.get(dialect, "postgres"))
    try:
        tokens = _hide_calls(text, language.tokenize(text))
        trees = language.parser().parse_into(exp.Condition, tokens, text)
    except NO_TREE:
        return None
    tree = trees[0] if len(trees) == 1 else None
    return tree if isinstance(tree, exp.Expression) else None


def _nesting(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign in "([":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]":
            depth -= 1
    return deepest


def _hide_calls(text: str, tokens: list[Token]) -> list[Token]:
    result = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].token_type if index + 1 < len(tokens) else None
        written = text[token.start : token.end + 1]
        if token.token_type == TokenType.IDENTIFIER:
            if following == TokenType.L_PAREN:  # "left"(...), as PostgreSQL writes it
                token = _exchanged(token, TokenType.VAR, CALL + token.text)
        elif token.token_type != TokenType.STRING:
            if written[:1] in "eE$" and written[-1:] in "'$" and len(written) > 2:
                token = _exchanged(token, TokenType.STRING, unquote_string(written))
            elif following == TokenType.L_PAREN and _is_call(tokens, index, written):
                token = _exchanged(token, TokenType.VAR, CALL + written.lower())
        result.append(token)
    return result


def _exchanged(token: Token, type: TokenType, text: str) -> Token:
    return Token(type, text, token.line, token.col, token.start, token.end)


def _is_call(tokens: list[Token], index: int, written: str) -> bool:
    if not (written[:1].isalpha() or written[:1] == "_") or written.upper() in _NOT_CALLS:
        return False
    if index and tokens[index - 1].token_type == TokenType.DCOLON:
        return False
    # CAST(x AS varchar(20)), x::character varying(20), x::pg_catalog.varchar(20)
    before = tokens[index - 1].text.upper() if index else ""
    if before in ("AS", "CHARACTER", "BIT"):
        return False
    return not (before == "." and index > 2 and tokens[index - 3].token_type == TokenType.DCOLON)


# -- questions ---------------------------------------------------------------------------------------


def bare(node: exp.Expression) -> exp.Expression:
    """Without the parentheses around it."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def type_of(node: exp.DataType) -> str:
    return canonical_type(node.sql("postgres"))


def identifier_key(node: exp.Expression) -> str:
    name = node.name if node.args.get("quoted") else node.name.lower()
    return quote_identifier(name)


def literal_below(node: exp.Expression) -> exp.Literal | None:
    """The literal below any casts."""
    while isinstance(node, exp.Cast | exp.Paren):
        node = node.this
    return node if isinstance(node, exp.Literal) else None


def is_negative_literal(node: exp.Expression) -> bool:
    return isinstance(node, exp.Neg) and isinstance(bare(node.this), exp.Literal)


def constants(node: exp.Array) -> list[str] | None:
    """The values of an array that is made of literals only."""
    values = []
    for item in node.expressions:
        literal = literal_below(item)
        if literal is None:
            return None
        values.append(literal.this if literal.is_string else number_key(literal.this))
    return values


def assignable(target: str, type: str) -> bool:
    """Whether a cast to `target` says nothing of a value that is put into a column of `type`."""
    if target in (type, base_type(type)):
        return True
    if target.endswith("[]") and target == base_type(type.removesuffix("[]")) + "[]":
        return True
    if base_type(target) in TEXTS and base_type(type) in TEXTS:
        return "(" not in target
    # sqlglot makes no difference between "bit", of any length, and bit, of one.
    return target == "bit(1)" and base_type(type) in ("bit", "bit varying")


def now_cast(inner: exp.Expression, target: str) -> str | None:
    """`('now'::text)::timestamp with time zone`, as PostgreSQL used to write now()."""
    literal = literal_below(inner)
    if literal is None or not literal.is_string or literal.this != "now" or inner is literal:
        return None
    return {
        "timestamp with time zone": "now()",
        "timestamp without time zone": "localtimestamp",
        "date": "current_date",
    }.get(target)


# -- keys of what has no parts -----------------------------------------------------------------------


def literal_as(literal: exp.Literal, node: exp.Expression, known: str | None = None) -> str:
    """A literal as the type that it is cast to, or else as that of the column it is compared with, takes it."""
    type = type_of(node.to) if isinstance(node, exp.Cast) else known
    if not literal.is_string:
        return number_key(literal.this, type)
    if (
        type is None
        and literal.this[:2] in ('{"', "[]", "[{")
        and array_items(literal.this) is None
    ):
        return quoted(json_text(literal.this))
    return literal_key(literal.this, type)


def interval_key(node: exp.Interval) -> str:
    amount = node.this.name if node.this is not None else ""
    unit = node.args.get("unit")
    text = f"{amount} {unit.name}" if unit is not None else amount
    return f"interval {quoted(interval_text(text))}"


def json_path_key(node: exp.JSONPath) -> str:
    """What stands behind `->`: sqlglot takes a literal for a path."""
    last = node.expressions[-1]
    value = str(last.this)
    return value if isinstance(last, exp.JSONPathSubscript) else quoted(value)


def columns_of(text: str) -> list[str]:
    """The columns that an expression names without a table; none where it can't be parsed or has a query in it."""
    tree = parse_expression(text, "postgresql")
    if tree is None or tree.find(exp.Select, exp.Lambda) is not None:
        return []
    names = []
    for column in tree.find_all(exp.Column):
        identifier = column.this
        if isinstance(identifier, exp.Identifier) and not column.args.get("table"):
            quoted_name = identifier.args.get("quoted")
            names.append(identifier.name if quoted_name else identifier.name.lower())
    return [name for name in names if name not in _FORMS]


# normalize(x, NFKC): words that stand where a column could.
_FORMS = word_set("nfc nfd nfkc nfkd")

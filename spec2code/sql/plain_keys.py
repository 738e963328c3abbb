"""Keys of what most checks and partial indexes say, without sqlglot.

Columns compared with columns and literals, IS NULL, IN, BETWEEN, calls with plain arguments, NOT before a column, and
those joined by AND or by OR. The keys are those that the trees of sqlglot give; what goes beyond is left to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from spec2code.model.identifiers import quote_identifier
from spec2code.sql.literals import literal_key, number_key
from spec2code.sql.tokens import Token, tokenize, unquote_string
from spec2code.sql.word_sets import word_set

__all__ = ["plain_key"]

_LONGEST = 2_000
_SIGNS = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_CALLS = word_set("lower upper length char_length octet_length abs round floor ceil btrim md5")
# Words that are no columns, or that sqlglot takes for something else in some places.
_KEYWORDS = word_set("""
    all alter analyse analyze and any array as asc asymmetric between both call case cast check collate
    column connect_by_root constraint create cross current_catalog current_date current_role
    current_schema current_time current_timestamp current_user declare default deferrable desc distinct
    do drop else end except exec execute exists explain extract false fetch for foreign from full glob
    grant group having if ilike in initially inner insert intersect interval into is isnull join lateral
    leading left like limit list localtime localtimestamp lock map natural nfc nfd nfkc nfkd not notnull
    null nullable object offset on only optimize or order outer overlaps overlay partitioned_by placing
    prepare primary qualify range references refresh regexp reindex rename reset returning revoke right
    rlike rollback select session_user show similar some struct substring symmetric table tablesample
    then to trailing trim true uncache union unique user using vacuum values variadic verbose when where
    window with xor""")


def plain_key(text: str, columns: Mapping[str, str]) -> str | None:
    """The key of a plain condition or call; None for everything else.

    Args:
        text: SQL of PostgreSQL.
        columns: canonical types by column, as far as they are known.
    """
    tokens = _tokens(text)
    if tokens is None:
        return None
    reader = _Reader(tokens, columns)
    key = reader.condition()
    return key if reader.place == len(tokens) else None


@lru_cache(maxsize=1024)
def _tokens(text: str) -> tuple[Token, ...] | None:
    if len(text) > _LONGEST or "\\" in text:
        return None
    found = tokenize(text)
    if found.comments or found.unclosed or not found.tokens:
        return None
    return tuple(found.tokens)


class _Reader:
    """Goes over the tokens once; a part that isn't plain is None, and so is all that holds it."""

    def __init__(self, tokens: tuple[Token, ...], columns: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.columns = columns
        self.place = 0
        self.ranges: set[str] = set()
        """Keys of BETWEEN, whose two halves are parts of the AND around it."""

    def condition(self) -> str | None:
        """Parts that are joined by one and the same word."""
        parts: list[str] = []
        word = ""
        while True:
            part = self._part()
            if part is None:
                return None
            parts.append(part)
            found = self._word()
            if found not in ("AND", "OR") or (word and found != word):
                break
            word = found
            self.place += 1
        if not word:
            return parts[0]
        return f" {word.lower()} ".join(
            part if _is_single(part) or (word == "AND" and part in self.ranges) else f"({part})"
            for part in parts
        )

    def _part(self) -> str | None:
        if self._word() == "NOT":
            self.place += 1
            column = self._column()
            return None if column is None else f"not {quote_identifier(column.lower())}"
        start = self.place
        left = self._value(None)
        if left is None or self.tokens[start].kind in ("string", "number"):
            return None
        type = self.columns.get(self.tokens[start].text) if self.place == start + 1 else None
        sign = _SIGNS.get(self._word())
        if sign:
            self.place += 1
            right = self._truth() or self._value(type)
            return None if right is None else f"{left} {sign} {right}"
        if self._word() == "IS":
            return self._is(left)
        negated = self._word() == "NOT"
        self.place += negated
        if self._word() == "IN":
            return self._listed(left, type, negated)
        if self._word() == "BETWEEN":
            return self._between(left, type, negated)
        return None if negated else left

    def _is(self, left: str) -> str | None:
        self.place += 1
        negated = self._word() == "NOT"
        self.place += negated
        word = self._word().lower()
        if word not in ("null", "true", "false"):
            return None
        self.place += 1
        return f"{left} is {'not ' if negated else ''}{word}"

    def _truth(self) -> str | None:
        word = self._word().lower()
        if word not in ("true", "false"):
            return None
        self.place += 1
        return word

    def _listed(self, left: str, type: str | None, negated: bool) -> str | None:
        self.place += 1
        items: set[str] = set()
        if self._word() != "(":
            return None
        while self._word() in ("(", ","):
            self.place += 1
            item = self._literal(type)
            if item is None:
                return None
            items.add(item)
        if self._word() != ")":
            return None
        self.place += 1
        if len(items) == 1:
            return f"{left} {'<>' if negated else '='} {items.pop()}"
        return f"{left} {'not in' if negated else 'in'} ({', '.join(sorted(items))})"

    def _between(self, left: str, type: str | None, negated: bool) -> str | None:
        self.place += 1
        low = self._literal(type)
        if low is None or self._word() != "AND":
            return None
        self.place += 1
        high = self._literal(type)
        if high is None:
            return None
        if negated:
            return f"({left} < {low}) or ({left} > {high})"
        key = f"({left} >= {low}) and ({left} <= {high})"
        self.ranges.add(key)
        return key

    def _value(self, type: str | None) -> str | None:
        """A literal, a column, or a call of one."""
        literal = self._literal(type)
        if literal is not None:
            return literal
        if self.place + 1 < len(self.tokens) and self.tokens[self.place + 1].text == "(":
            return self._call()
        column = self._column()
        return None if column is None else quote_identifier(column.lower())

    def _call(self) -> str | None:
        name = self.tokens[self.place].text.lower()
        if name not in _CALLS:
            return None
        self.place += 2
        column = self._column()
        if column is None or self._word() != ")":
            return None
        self.place += 1
        return f"{name}({quote_identifier(column.lower())})"

    def _column(self) -> str | None:
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        if token is None or token.kind != "word" or not token.text.isascii() or "$" in token.text:
            return None
        if token.text.lower() in _KEYWORDS:
            return None
        self.place += 1
        return token.text

    def _literal(self, type: str | None) -> str | None:
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        if token is None:
            return None
        if token.kind == "number":
            self.place += 1
            return number_key(token.text, type)
        if token.kind == "string" and token.text[0] == "'" and token.text[1:2] not in ("{", "["):
            self.place += 1
            return literal_key(unquote_string(token.text), type)
        return None

    def _word(self) -> str:
        return self.tokens[self.place].word if self.place < len(self.tokens) else ""


def _is_single(part: str) -> bool:
    """Whether a part is a column or a call alone."""
    return " " not in part and "'" not in part

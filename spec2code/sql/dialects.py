"""Which database a piece of SQL was written for."""

from __future__ import annotations

from spec2code.model.patterns import regex
from spec2code.sql.tokens import Token, tokenize

__all__ = ["guess_dialect"]

_MYSQL = {
    "AUTO_INCREMENT": 2,
    "ENGINE": 3,
    "INNODB": 3,
    "UTF8MB4": 3,
    "UNSIGNED": 2,
    "MEDIUMTEXT": 2,
    "LONGTEXT": 2,
    "TINYINT": 2,
    "MEDIUMINT": 2,
    "DATETIME": 1,
    "FULLTEXT": 1,
}
_SQLITE = {"AUTOINCREMENT": 4, "PRAGMA": 4, "ROWID": 4, "STRFTIME": 3, "JULIANDAY": 3}
_POSTGRESQL = {
    "SERIAL": 3,
    "BIGSERIAL": 3,
    "SMALLSERIAL": 3,
    "JSONB": 4,
    "TIMESTAMPTZ": 4,
    "UUID": 1,
    "BYTEA": 3,
    "TSVECTOR": 4,
    "INET": 3,
    "EXTENSION": 3,
    "PLPGSQL": 4,
    "GEN_RANDOM_UUID": 4,
    "UUID_GENERATE_V4": 4,
    "ILIKE": 3,
    "GIN": 2,
    "GIST": 2,
    "POLICY": 3,
    "IDENTITY": 2,
    "INTERVAL": 1,
    "ENUM": 0,
}
_OTHERS = regex(rf"(?i)\b(?:{'|'.join((*_MYSQL, *_SQLITE))})\b|`|\[\s*\w")
"""Whatever speaks for another than PostgreSQL; in most scripts nothing does, and none has to be taken apart."""


def guess_dialect(text: str) -> str:
    """postgresql, mysql or sqlite, by the words and signs that only one of them has.

    Signs of PostgreSQL win over MySQL's in a text that mixes them, as people do who write ENUM inline.
    """
    if not _OTHERS.search(text):
        return "postgresql"
    tokens = tokenize(text).tokens
    scores = {"postgresql": 0, "mysql": 0, "sqlite": 0}
    for index, token in enumerate(tokens):
        for dialect, words in (("postgresql", _POSTGRESQL), ("mysql", _MYSQL), ("sqlite", _SQLITE)):
            scores[dialect] += words.get(token.word, 0)
        _signs(tokens, index, token, scores)
    if scores["postgresql"] * 2 >= max(scores["mysql"], scores["sqlite"]):
        return (
            "postgresql" if max(scores.values()) == 0 or scores["postgresql"] else _foreign(scores)
        )
    return _foreign(scores)


def _signs(tokens: list[Token], index: int, token: Token, scores: dict[str, int]) -> None:
    if (
        token.word == "::"
        or token.kind == "dollar"
        or (token.word == "[" and index + 1 < len(tokens) and tokens[index + 1].word == "]")
    ):
        scores["postgresql"] += 3
    elif token.kind == "quoted" and token.text[0] == "`":
        scores["mysql"] += 1
    elif token.word == "[" and index + 2 < len(tokens) and tokens[index + 2].word == "]":
        scores["sqlite"] += tokens[index + 1].kind == "word"
    elif token.word == "WITH" and index + 2 < len(tokens) and tokens[index + 1].word == "TIME":
        scores["postgresql"] += 2


def _foreign(scores: dict[str, int]) -> str:
    if scores["mysql"] == scores["sqlite"] == 0:
        return "postgresql"
    return "mysql" if scores["mysql"] >= scores["sqlite"] else "sqlite"

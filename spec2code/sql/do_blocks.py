"""DO blocks: the idioms that make DDL repeatable are read as the DDL inside them."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.model.records import dataclass, field, replace
from spec2code.model.statements import (
    AddColumn,
    AddEnumValue,
    CreateEnum,
    CreateIndex,
    CreateObject,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropEnum,
    DropIndex,
    DropObject,
    DropTable,
    RunSql,
    Statement,
)
from spec2code.sql.cursor import Cursor, Script
from spec2code.sql.tokens import Token, tokenize, unquote_string

__all__ = ["read_do"]

Read = Callable[[Script, list[Token]], list[Statement]]
_DDL = frozenset(("CREATE", "ALTER", "DROP", "COMMENT"))


@dataclass(slots=True)
class _Block:
    """What was found inside."""

    statements: list[Statement] = field(default_factory=list)
    undecided: Token | None = None


def read_do(cursor: Cursor, read: Read) -> list[Statement]:
    """DO; the cursor stands behind that word.

    Args:
        read: reads the tokens of one statement.
    """
    if cursor.accept("LANGUAGE"):
        cursor.advance()
    if cursor.kind() not in ("dollar", "string"):
        raise cursor.unreadable("the body in `$$`")
    body = cursor.advance()
    cursor.rest()
    block = _Block()
    inner = _body_tokens(cursor.script, body)
    if inner is not None:
        _read_body(cursor.script, inner, block, read)
    if block.undecided is not None:
        token = block.undecided
        cursor.script.tell(
            "Q109",
            "what this DO block does to the schema can't be told by reading",
            token.start,
            token.end,
        )
        return [*block.statements, RunSql("DO")]
    return block.statements or [RunSql("DO")]


def _body_tokens(script: Script, body: Token) -> list[Token] | None:
    """The tokens inside the body, with their places in the file; None for a body that isn't `$$`-quoted."""
    if body.kind != "dollar":
        return None
    width = body.text.index("$", 1) + 1
    return tokenize(script.excerpt.text, body.start + width, body.end - width).tokens


def _read_body(script: Script, tokens: list[Token], block: _Block, read: Read) -> None:
    start = next((i for i, token in enumerate(tokens) if token.word == "BEGIN"), None)
    if start is None:
        return
    handled = any(token.word == "EXCEPTION" for token in tokens[start:])
    guarded, looped, skipping = handled, 0, False
    for sentence in _sentences(tokens[start:]):
        words = _after_control(sentence)
        looped += words.loops
        guarded = guarded or words.condition
        skipping = (skipping or words.handler or words.alternative) and not words.ends_skip
        if words.rest and words.rest[0].word in ("EXECUTE", *_DDL) and not skipping:
            if looped:
                block.undecided = block.undecided or words.rest[0]
            else:
                _read_sentence(script, words.rest, block, read, guarded=guarded)
        looped = max(0, looped - words.ended_loops)


@dataclass(slots=True)
class _Control:
    rest: list[Token]
    condition: bool = False
    alternative: bool = False
    handler: bool = False
    ends_skip: bool = False
    loops: int = 0
    ended_loops: int = 0


def _sentences(tokens: list[Token]) -> list[list[Token]]:
    result: list[list[Token]] = [[]]
    for token in tokens:
        if token.word == ";":
            result.append([])
        else:
            result[-1].append(token)
    return [sentence for sentence in result if sentence]


def _after_control(sentence: list[Token]) -> _Control:
    """The statement behind BEGIN, IF ... THEN, ELSE, LOOP and EXCEPTION WHEN ... THEN."""
    control, index = _Control([]), 0
    while index < len(sentence):
        word = sentence[index].word
        if word == "BEGIN":
            index += 1
        elif word in ("IF", "ELSIF"):
            control.condition = True
            control.alternative = control.alternative or word == "ELSIF"
            index = _behind(sentence, index, "THEN")
        elif word == "ELSE":
            control.alternative = True
            index += 1
        elif word in ("EXCEPTION", "WHEN"):
            control.handler = True
            index = _behind(sentence, index, "THEN")
        elif word in ("FOR", "FOREACH", "WHILE", "LOOP"):
            control.loops += 1
            index = _behind(sentence, index, "LOOP")
        elif word == "END":
            control.ends_skip = True
            control.ended_loops = 1 if _word(sentence, index + 1) == "LOOP" else 0
            break
        else:
            break
    control.rest = sentence[index:]
    return control


def _word(sentence: list[Token], index: int) -> str:
    return sentence[index].word if index < len(sentence) else ""


def _behind(sentence: list[Token], index: int, word: str) -> int:
    while index < len(sentence) and sentence[index].word != word:
        index += 1
    return index + 1


def _read_sentence(
    script: Script, tokens: list[Token], block: _Block, read: Read, *, guarded: bool
) -> None:
    if tokens[0].word == "EXECUTE":
        if len(tokens) != 2 or tokens[1].kind not in ("string", "dollar"):
            block.undecided = block.undecided or tokens[0]
            return
        quoted = tokens[1]
        offset = quoted.text.index(quoted.text[-1]) + 1 if quoted.kind == "string" else 0
        if quoted.kind == "dollar":
            offset = quoted.text.index("$", 1) + 1
        inside = unquote_string(quoted.text)
        if inside != quoted.text[offset : offset + len(inside)]:
            block.undecided = block.undecided or tokens[0]
            return
        tokens = tokenize(
            script.excerpt.text, quoted.start + offset, quoted.start + offset + len(inside)
        ).tokens
        if not tokens or tokens[0].word not in _DDL:
            return
        if tokens[-1].word == ";":
            tokens = tokens[:-1]
    found = read(script, tokens)
    block.statements += [_repeatable(item) if guarded else item for item in found]


def _repeatable(statement: Statement) -> Statement:
    """With IF NOT EXISTS or IF EXISTS, as the block around it makes it."""
    match statement:
        case (
            CreateTable()
            | AddColumn()
            | CreateIndex()
            | CreateEnum()
            | AddEnumValue()
            | CreateObject()
        ):
            return replace(statement, if_not_exists=True)
        case (
            DropTable() | DropColumn() | DropConstraint() | DropIndex() | DropEnum() | DropObject()
        ):
            return replace(statement, if_exists=True)
    return statement

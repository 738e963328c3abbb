"""Tables about a table: its indexes, its constraints, its relationships; and announced schema changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Expression, ForeignKey, Index, IndexKey, Name, Table
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import AddConstraint, CreateIndex, Statement
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.field_headers import header_key
from spec2code.spec.inline import plain
from spec2code.spec.side_words import WORDS
from spec2code.spec.table_names import snake
from spec2code.sql import quote_identifier, read_sql

__all__ = [
    "SideTable",
    "constraint_rows",
    "read_constraint_table",
    "read_index_table",
    "read_relationship_table",
]

_METHODS = regex(r"\b(btree|b-tree|hash|gin|gist|brin|spgist|ivfflat|hnsw)\b", re.IGNORECASE)
_KEY = regex(
    r"[A-Za-z_]\w*(?:\s+(?:ASC|DESC))?(?:\s+NULLS\s+(?:FIRST|LAST))?|\w+\s*\([^()]*\)(?:\s+(?:ASC|DESC))?",
    re.IGNORECASE,
)
_WHOLE = regex(r"(?:CHECK|UNIQUE|PRIMARY\s+KEY|FOREIGN\s+KEY)\s*\(", re.IGNORECASE)
_WRITTEN_OUT = frozenset(
    (
        "constraint",
        "constraints",
        "restricción",
        "restrição",
        "contrainte",
        "约束",
        "제약",
        "制約",
        "ограничение",
        "rule",
        "definition",
    )
)
_ON_DELETE = regex(r"(cascade|set\s+null|set\s+default|restrict|no\s+action)", re.IGNORECASE)


@dataclass(slots=True)
class SideTable:
    """`statements` is what the rows would be in SQL; `tables` what they say of each table."""

    kind: str
    statements: list[Statement] = field(default_factory=list)
    tables: list[tuple[Table, Span]] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)


def read_index_table(
    table: TableBlock, name: str | None, *, labelled: bool, dialect: str
) -> SideTable | None:
    """Rows as indexes of the table they name, or of `name`.

    Args:
        table: the rows.
        name: the table that the context speaks of.
        labelled: the text above says that these are indexes.
        dialect: of the SQL.
    """
    keys = [header_key(cell.plain) for cell in table.header]
    columns = _find(keys, WORDS["columns"])
    named = _find(keys, WORDS["index"])
    if named is None and labelled:
        named = _find(keys, WORDS["name"])
    owner, kind, unique, where = (
        _find(keys, words)
        for words in (WORDS["table"], WORDS["type"], WORDS["unique"], WORDS["where"])
    )
    if (
        named is None
        and columns is not None
        and owner is not None
        and (labelled or kind is not None)
    ):
        return _nameless(table, columns, owner)
    if columns is None or named is None or columns == named:
        return None
    found = SideTable("index table")
    for row in table.rows:
        target = _identifier(_text(row, owner)) if owner is not None else name
        listed = _columns(_text(row, columns))
        index = _identifier(_text(row, named))
        place = row[named].span
        if target is None or not listed or index is None:
            found.unread.append((plain(row[named].text), place))
            continue
        style = " ".join(_text(row, at) for at in (kind, unique) if at is not None)
        method = _METHODS.search(style)
        using = f" USING {method.group(1).lower().replace('-', '')}" if method else ""
        is_unique = "unique" in style.lower() or (
            unique is not None and _text(row, unique).lower() in ("yes", "是", "✓", "✅")
        )
        condition = _where(row, columns, where)
        sql = (
            f"CREATE {'UNIQUE ' if is_unique else ''}INDEX {quote_identifier(index)} ON "
            f"{quote_identifier(target)}{using} ({', '.join(listed)}){condition}"
        )
        _add(found, sql, place, dialect)
    return found if found.statements else None


def _nameless(table: TableBlock, columns: int, owner: int) -> SideTable | None:
    """Rows that say which columns of which table are indexed, without a name: only to be compared."""
    found = SideTable("index table")
    for row in table.rows:
        target, listed = _identifier(_text(row, owner)), _columns(_text(row, columns))
        place = row[owner].span
        if target is None or not listed:
            found.unread.append((plain(row[owner].text), place))
            continue
        keys = tuple(IndexKey(Expression(name, name.lower()), name) for name in listed)
        index = Index(None, keys, span=place)
        found.tables.append(
            (Table(Name(target), indexes=(index,), is_partial=True, span=place), place)
        )
    return found if len(found.tables) * 2 > len(table.rows) else None


def read_constraint_table(
    table: TableBlock, name: str | None, *, labelled: bool, dialect: str
) -> SideTable | None:
    """Rows as constraints of `name`, or of the table they name."""
    keys = [header_key(cell.plain) for cell in table.header]
    kind, definition, named = (
        _find(keys, WORDS["type"]),
        _find(keys, WORDS["definition"]),
        _find(keys, WORDS["name"]),
    )
    if named is None:
        named = _find(
            keys,
            frozenset(
                (
                    "constraint",
                    "constraint name",
                    "restricción",
                    "restrição",
                    "contrainte",
                    "约束",
                    "제약",
                )
            ),
        )
    owner = _find(keys, WORDS["table"])
    if kind is None and owner is not None:
        kind = definition  # the definition says what it is: `CHECK (age >= 18)`
    if kind is None or definition is None or named is None or named in (kind, definition):
        return None
    rows = [
        row
        for row in table.rows
        if re.search(r"check|unique|foreign|fk|primary|pk|exclude", _text(row, kind), re.IGNORECASE)
    ]
    if not rows or (not labelled and len(rows) < len(table.rows)):
        return None
    found = SideTable("constraint table")
    for row in rows:
        target = _identifier(_text(row, owner)) if owner is not None else name
        constraint = _identifier(_text(row, named))
        body = _constraint(_text(row, kind), _text(row, definition))
        place = row[named].span
        if target is None or body is None:
            found.unread.append((plain(row[named].text), place))
            continue
        title = f"CONSTRAINT {quote_identifier(constraint)} " if constraint else ""
        _add(found, f"ALTER TABLE {quote_identifier(target)} ADD {title}{body}", place, dialect)
    return found if found.statements else None


def constraint_rows(table: TableBlock) -> list[tuple[str, str, Span]]:
    """Rows that write a constraint out and give it no name, ``| pets | legs | CHECK (legs > 0) |``: of each the table and the text."""
    keys = [header_key(cell.plain) for cell in table.header]
    owner = _find(keys, WORDS["table"])
    written = _find(keys, _WRITTEN_OUT)
    if owner is None or written is None or owner == written:
        return []
    rows = [
        (_identifier(_text(row, owner)), _text(row, written), row[written].span)
        for row in table.rows
    ]
    return (
        [(target, text, place) for target, text, place in rows if target and _WHOLE.match(text)]
        if all(_WHOLE.match(text) for _, text, _ in rows)
        else []
    )


def read_relationship_table(table: TableBlock, name: str | None) -> SideTable | None:
    """Rows such as `Belongs to | users | N:1 | CASCADE`: what refers to what; never a source."""
    keys = [header_key(cell.plain) for cell in table.header]
    if (pairs := _pairs(table, keys)) is not None:
        return pairs
    relation, target = _find(keys, WORDS["relation"]), _find(keys, WORDS["target"])
    if relation is None or target is None or relation == target or name is None:
        return None
    deleting = next(
        (index for index, key in enumerate(keys) if "delete" in key or "删除" in key), None
    )
    found = SideTable("relationship table")
    for row in table.rows:
        other = _identifier(_text(row, target))
        word = _text(row, relation).lower()
        if other is None:
            continue
        action = _ON_DELETE.search(_text(row, deleting)) if deleting is not None else None
        on_delete = " ".join(action.group(1).upper().split()) if action else None
        place = row[target].span
        key = ForeignKey(
            (),
            Name(snake(other)),
            on_delete=None if on_delete == "NO ACTION" else on_delete,
            span=place,
        )
        if word.startswith(
            ("belongs", "references", "many to one", "n:1", "属于", "pertenece", "pertence")
        ):
            found.tables.append(
                (Table(Name(name), foreign_keys=(key,), is_partial=True, span=place), place)
            )
    return found


def _pairs(table: TableBlock, keys: Sequence[str]) -> SideTable | None:
    """Rows such as `posts.user_id | users.id`: a column and what it refers to."""
    source, target = (
        _find(keys, frozenset(words))
        for words in (("from", "source"), ("to", "target", "references"))
    )
    if source is None or target is None:
        return None
    found = SideTable("relationship table")
    for row in table.rows:
        sides = [_identifier(_text(row, index)) for index in (source, target)]
        if sides[0] is None or sides[1] is None or sides[0].count(".") != 1:
            continue
        owner, column = sides[0].split(".")
        place = row[source].span
        key = ForeignKey((column,), Name(sides[1].split(".")[0]), span=place)
        found.tables.append(
            (Table(Name(owner), foreign_keys=(key,), is_partial=True, span=place), place)
        )
    return found if found.tables else None


def _add(found: SideTable, sql: str, place: Span, dialect: str) -> None:
    reading = read_sql(Excerpt(place.file, sql), dialect)
    if (
        any(item.severity.value == "error" for item in reading.diagnostics)
        or not reading.statements
    ):
        found.unread.append((sql, place))
        return
    for statement in reading.statements:
        if isinstance(statement, CreateIndex):
            table = Table(statement.table, indexes=(statement.index,), is_partial=True, span=place)
        elif isinstance(statement, AddConstraint):
            table = _constrained(statement, place)
        else:
            continue
        found.tables.append((table, place))
        found.statements.append(_replaced(statement, place))


def _constrained(statement: AddConstraint, place: Span) -> Table:
    constraint = statement.constraint
    parts: dict[str, object] = {}
    match type(constraint).__name__:
        case "Check":
            parts["checks"] = (constraint,)
        case "Unique":
            parts["uniques"] = (constraint,)
        case "ForeignKey":
            parts["foreign_keys"] = (constraint,)
        case "PrimaryKey":
            parts["primary_key"] = constraint
        case _:
            parts["excludes"] = (constraint,)
    return Table(statement.table, is_partial=True, span=place, **parts)  # type: ignore[arg-type]


def _replaced(statement: CreateIndex | AddConstraint, place: Span) -> Statement:
    if isinstance(statement, CreateIndex):
        return replace(statement, index=replace(statement.index, span=place), span=place, text="")
    return replace(
        statement, constraint=replace(statement.constraint, span=place), span=place, text=""
    )


def _constraint(kind: str, definition: str) -> str | None:
    kind, definition = kind.lower(), definition.strip().rstrip(";")
    if re.match(r"(?:check|unique|foreign key|primary key|exclude)\b", definition, re.IGNORECASE):
        return definition
    if "check" in kind:
        bare = definition[1:-1] if _wrapped(definition) else definition
        return f"CHECK ({bare})" if bare else None
    listed = _columns(definition)
    if "unique" in kind:
        return f"UNIQUE ({', '.join(listed)})" if listed else None
    if "primary" in kind or kind.strip() == "pk":
        return f"PRIMARY KEY ({', '.join(listed)})" if listed else None
    if "foreign" in kind or "fk" in kind:
        match = re.match(
            r"\(?\s*([\w\s,]+?)\s*\)?\s*(?:references|→|->|=>)\s*([\w.]+?)(?:\s*\(\s*([\w\s,]+)\)|\.(\w+))?\s*(on\s+(?:delete|update)\s.*)?$",
            definition,
            re.IGNORECASE,
        )
        if match:
            columns, target, listed_columns, column, actions = match.groups()
            other = listed_columns or column
            behind = f"({other})" if other else ""
            return f"FOREIGN KEY ({columns}) REFERENCES {target}{behind} {actions or ''}".strip()
    return None


def _wrapped(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and place < len(text) - 1:
            return False
    return True


def _find(keys: Sequence[str], words: frozenset[str]) -> int | None:
    return next((index for index, key in enumerate(keys) if key in words), None)


def _text(row: tuple[Cell, ...], index: int | None) -> str:
    return plain(row[index].text).strip() if index is not None and index < len(row) else ""


def _identifier(text: str) -> str | None:
    text = text.strip().strip('`"')
    return text if re.fullmatch(r"[A-Za-z_][\w$]*(?:\.[A-Za-z_]\w*)?", text) else None


def _columns(text: str) -> list[str]:
    """`(status, created_at DESC)` one by one; empty where it is no list of columns."""
    text = text.strip()
    if _wrapped(text):
        text = text[1:-1]
    text = re.sub(r"\s+where\s.*$", "", text, flags=re.IGNORECASE)
    parts = [part.strip().strip("`") for part in re.split(r"[,，、+](?![^()]*\))", text)]
    return parts if parts and all(_KEY.fullmatch(part) for part in parts) else []


def _where(row: tuple[Cell, ...], columns: int, where: int | None) -> str:
    if match := re.search(r"\bwhere\s+(.+)$", _text(row, columns), re.IGNORECASE):
        return f" WHERE {match.group(1)}"
    text = _text(row, where)
    if text and text.lower() not in ("-", "–", "—", "none", "no", "n/a"):
        return f" WHERE {re.sub(r'^where ', '', text, flags=re.IGNORECASE)}"
    return ""

"""Column tables (`Column | Type | Constraints | Default | Description`) and bullets that list columns."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.clauses import split_top
from spec2code.spec.column_clauses import ColumnWords, hear_clauses
from spec2code.spec.column_headers import COLUMN_WORDS, KEY_WORDS, LENGTHS, NO_NULL, SCALES, YES
from spec2code.spec.column_sayings import hear_default, hear_description, says_key, untyped_words
from spec2code.spec.column_words import column_words, split_type
from spec2code.spec.field_headers import column_roles, header_key
from spec2code.spec.inline import plain
from spec2code.spec.written_tables import ListedColumn

__all__ = ["column_names", "is_column_header", "read_column_table"]

_ANSWERED: Final = {
    word: said
    for said, words in (
        (
            "pk",
            "pk|pk?|primary key|主键|是否主键|clave primaria|llave primaria|chave primária|khóa chính|기본키|主キー",
        ),
        ("unique", "unique|unique?|唯一|是否唯一|único|única|고유|ユニーク"),
        ("index", "index|indexed|索引|인덱스"),
        ("fk", "fk|fk?|foreign key|外键"),
    )
    for word in words.split("|")
}
"""Headers above a yes or no -> what the yes says."""
_SIZED = regex(
    r"(?:var|n|nvar)?char(?:acter)?2?|character varying|decimal|numeric|number|string|str|(?:var)?binary|bit",
    re.IGNORECASE,
)
"""Types that a length belongs to; that of `int` is how many digits MySQL shows."""
_DESCRIBED: Final = frozenset(["field", "type", "null", "key"])
"""The header of what MySQL answers to `DESCRIBE table`."""
_WRITTEN_KEY = regex(r"(?:UNIQUE|PRIMARY\s+KEY)\s*\([\w\s,\"]+\)", re.IGNORECASE)
_KEY_ROW = regex(
    r"(?:composite |联合|复合)?(?:pk|primary key|主键)|(?P<unique>(?:composite |联合|复合)?(?:unique(?: key)?|uk|uq|唯一(?:键|约束|索引)?))",
    re.IGNORECASE,
)
_OWN_TYPE = regex(r"(?:[a-z_]\w*\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
"""A type of the spec's own, in a column of types."""
_NO_DEFAULT = regex(
    r"\s*(?:(?:not null|primary key|pk|unique|auto_?increment|identity|fk|foreign key)\b\s*[,;/]?\s*)+",
    re.IGNORECASE,
)
"""Keys and constraints in the column of defaults: "PK, AUTOINCREMENT", "NOT NULL"."""
_SHOUTED = regex(
    r"(?:VARCHAR|CHAR|CHARACTER|TEXT|CITEXT|UUID|(?:BIG|SMALL)?SERIAL|(?:BIG|SMALL|TINY)?INT(?:EGER)?|NUMERIC|DECIMAL|REAL|FLOAT|DOUBLE|BOOL(?:EAN)?|DATE|DATETIME|TIME|TIMESTAMP(?:TZ)?|INTERVAL|JSONB?|BYTEA|BLOB|INET|ENUM)\b"
)
_KEYED = regex(r"\b(?:PK|PRIMARY KEY|NOT NULL|FK|REFERENCES|UNIQUE)\b")
_KEYED_TYPE = regex(r"\b(?:PK|FK)\b|\bprimary key\b")
"""A key behind the type: `bigint PK`."""
_DOCUMENT_KEY = regex(r"object_?id\b", re.IGNORECASE)
_SPOKEN = regex(r"[A-Z][A-Za-z0-9]*(?: [A-Z0-9][A-Za-z0-9]*){1,4}")
_VALUED = regex(
    r"\bdefault\b\s*[:=]?\s*(?:`|'|\"|-?\d|(?:true|false|now|current_\w+|gen_random_uuid|uuid_\w+)\b)",
    re.IGNORECASE,
)
_NUMBERED = regex(r"([A-Za-z_]\w*?)(\d{1,3})((?:/\d{1,3})+)")
_SUFFIXED = regex(r"([A-Za-z_]\w*)(_[A-Za-z]+)((?:/_[A-Za-z]+)+)")
_COUNTED = regex(r"([A-Za-z_]\w*?)(\d{1,3})\s*(?:\.{2,3}|…|~|–)\s*\1(\d{1,3})")
_NAME = regex(r"[\"`]?([A-Za-z_][\w$]*)[\"`]?")


def is_column_header(table: TableBlock) -> bool:
    """Whether the header says that rows are columns of a database table."""
    keys = [header_key(cell.plain) for cell in table.header]
    roles = column_roles([cell.plain for cell in table.header])
    said = "type" in roles and any(key in COLUMN_WORDS for key in keys)
    return said or set(keys) >= _DESCRIBED


def read_column_table(
    table: TableBlock, *, in_schema: bool
) -> tuple[list[ListedColumn], list[tuple[str, Span]], list[tuple[str, Span]]] | None:
    """The columns that the rows list, the cells that weren't understood, and constraints of the table in SQL.

    None when it is no column table: that takes a header that says `column`, or, in a part of the document
    that is about the database, one with names and SQL types.
    """
    keys = [header_key(cell.plain) for cell in table.header]
    roles = column_roles([cell.plain for cell in table.header])
    named = next((index for index, key in enumerate(keys) if key in COLUMN_WORDS), None)
    certain = named is not None or set(keys) >= _DESCRIBED
    if named is None:
        named = roles.get("name")
    kind = roles.get("type")
    if kind is None and certain and in_schema:
        kind = roles.get("description")  # ``| owner_id | FK → owners.id |``
    body = table.rows if table.has_delimiter else (table.header, *table.rows)
    if (named is None or kind is None) and _told_by_cells(body):
        # Headers in a language that nobody foresaw, or none at all.
        named, kind, certain = 0, 1, in_schema
        keyed = len(table.header) > 2 and any(_KEYED.search(row[2].plain) for row in body)
        keys = ["", "", "constraints"] if keyed else []
        last = len(table.header) - 1
        roles = {"description": last} if last > 1 and not (keyed and last == 2) else {}
    else:
        body = table.rows
    if named is None or kind is None or named == kind:
        return None
    spoken = sum(bool(_SPOKEN.fullmatch(row[named].plain.strip())) for row in body) > 1
    constraints_of_all = [
        (clause, row[named].span)
        for row in body
        if (clause := _table_constraint(row[named].plain, row[kind].plain)) is not None
    ]
    places = {span for _, span in constraints_of_all}
    rows = [
        row
        for row in body
        if column_names(row[named].plain, spoken=spoken) and row[named].span not in places
    ]
    typed = [
        row
        for row in rows
        if _states_column(column_names(row[named].plain, spoken=spoken), row[kind].text)
        or ((certain or in_schema) and _OWN_TYPE.fullmatch(row[kind].plain.strip()))
    ]
    if not typed or len(typed) * 3 < len(rows) * 2:
        return None
    if not certain:
        shouted = sum(row[kind].plain.strip()[:2].isupper() for row in typed)
        told = [roles[role] for role in ("description", "validation") if role in roles]
        keyed = any(_is_key_header(key) for key in keys) or any(
            says_key(_at([cell.plain for cell in row], index)) for row in typed for index in told
        )
        keyed = keyed or any(_KEYED_TYPE.search(row[kind].plain) for row in typed)
        if not in_schema or not (keyed or shouted * 2 > len(typed)):
            return None
    if any(_DOCUMENT_KEY.match(row[kind].plain.strip()) for row in rows):
        return None  # a collection of a database of documents
    columns: list[ListedColumn] = []
    leftover: list[tuple[str, Span]] = []
    for row in typed:
        texts = [cell.text for cell in row]
        description = _at(texts, roles.get("description"))
        constraints = _constraints(texts, keys, roles, named, kind)
        default = _at(texts, roles.get("default"))
        if _NO_DEFAULT.fullmatch(plain(default)):
            constraints, default = ", ".join(filter(None, (constraints, default))), ""
        names = column_names(row[named].plain, spoken=spoken)
        kinds = _each_type(texts[kind], len(names)) or [_sized(texts, keys, kind)] * len(names)
        for name, type in zip(names, kinds, strict=True):
            words = column_words(
                type,
                constraints,
                default,
                _nullable(texts, keys, roles),
                description,
            ) or untyped_words(name, f"{texts[kind]}, {constraints}")
            if words is None:
                continue
            if not constraints and plain(description).strip():
                words = _all_rules(words, texts[kind], default, description) or words
            hear_description(words, plain(description), name)
            hear_default(words, description)
            columns.append(
                ListedColumn(name, words, row[named].span, plain(description).strip() or None)
            )
            leftover += [(f"{name}: {text}", row[named].span) for text in words.rest]
    known = {id(row) for row in typed}
    for row in rows:
        if id(row) not in known:
            leftover.append((row[named].plain.strip(), row[named].span))
    return columns, leftover, constraints_of_all


def _each_type(text: str, count: int) -> list[str]:
    """The types of several columns of one row: "text, uuid" beside "`kind`, `pet_id`"; none where it is one for all."""
    parts = split_top(plain(text), ",") if count > 1 else []
    return parts if len(parts) == count and all(map(split_type, parts)) else []


def _all_rules(words: ColumnWords, kind: str, default: str, description: str) -> ColumnWords | None:
    """The column where its description is nothing but rules: "not null default `'dog'`"."""
    hear_clauses(description, heard := ColumnWords(words.type))
    if heard.rest or heard == ColumnWords(words.type):
        return None
    if heard.default is not None and not _VALUED.search(description):
        return None  # "Default currency of the shop"
    return column_words(kind, description, default, "", "")


def _told_by_cells(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether first cells are names and second ones types of SQL in capitals, keys among them."""
    if len(rows) < 2 or any(len(row) < 2 for row in rows):
        return False
    typed = [
        row for row in rows if column_names(row[0].plain) and _SHOUTED.match(row[1].plain.strip())
    ]
    keyed = any(_KEYED.search(cell.plain) for row in typed for cell in row[1:3])
    return keyed and len(typed) * 4 >= len(rows) * 3


def _table_constraint(name: str, names: str) -> str | None:
    """``| PK | (`user_id`, `role_id`) |``: a row that is a key of several columns and no column."""
    if _WRITTEN_KEY.fullmatch(name.strip()):
        return name.strip()
    match = _KEY_ROW.fullmatch(name.strip(" `*"))
    columns = column_names(names.strip("()（） "))
    if match is None or len(columns) < 2:
        return None
    unique = match.lastgroup == "unique"
    return f"{'UNIQUE' if unique else 'PRIMARY KEY'} ({', '.join(columns)})"


def _states_column(names: list[str], kind: str) -> bool:
    if split_type(kind) is not None:
        return True
    return bool(names) and all(untyped_words(each, kind) is not None for each in names)


def column_names(text: str, *, spoken: bool = False) -> list[str]:
    """The names in a cell: one, or several with commas or strokes; empty when it holds anything else.

    `spoken`: the names are those that people say, `Password Hash`; a database has `password_hash`.
    """
    if short := _in_short(text.replace("`", "").strip()):
        return short
    parts = [part.strip().strip('`*"') for part in re.split(r",|\s/\s", text)]
    if spoken and all(_SPOKEN.fullmatch(part) or _NAME.fullmatch(part) for part in parts):
        return [part.lower().replace(" ", "_") for part in parts]
    return parts if all(_NAME.fullmatch(part) for part in parts) else []


def _in_short(text: str) -> list[str]:
    """Several names by what differs: `line1/2/3`, `label_name/_fee`, `line1..line4`; none where it is no such list."""
    if match := _NUMBERED.fullmatch(text):
        return [
            match.group(1) + number for number in [match.group(2), *match.group(3)[1:].split("/")]
        ]
    if match := _SUFFIXED.fullmatch(text):
        return [match.group(1) + end for end in [match.group(2), *match.group(3)[1:].split("/")]]
    if (match := _COUNTED.fullmatch(text)) and 0 <= int(match.group(3)) - int(match.group(2)) < 30:
        return [
            f"{match.group(1)}{at}" for at in range(int(match.group(2)), int(match.group(3)) + 1)
        ]
    return []


def _constraints(
    texts: list[str], keys: list[str], roles: dict[str, int], named: int, kind: int
) -> str:
    """The cells of all columns that state keys and constraints, a yes in one as the word of its header."""
    known = {
        named,
        kind,
        *(
            roles[role]
            for role in ("default", "description", "nullable", "example")
            if role in roles
        ),
    }
    found: list[str] = []
    for index, key in enumerate(keys):
        if index in known or index >= len(texts) or key in LENGTHS or key in SCALES:
            continue
        cell = texts[index].strip()
        answer = plain(cell).strip().lower()
        if key in NO_NULL:
            if answer in YES:
                found.append("NOT NULL")
        elif key in _ANSWERED and answer in YES:
            found.append(_ANSWERED[key])
        elif key in ("fk", "references", "reference", "foreign key") and answer not in (
            "",
            "-",
            "–",
            "—",
            "no",
        ):
            found.append(
                f"REFERENCES {cell}" if not re.match(r"(?i)fk|references|→|->", answer) else cell
            )
        elif _is_key_header(key) or index == roles.get("validation"):
            found.append(cell)
    return ", ".join(text for text in found if plain(text).strip() not in ("", "-", "–", "—"))


def _sized(texts: list[str], keys: list[str], kind: int) -> str:
    """The type with what a column of its own says of its length: `varchar`, 50."""
    text = texts[kind].strip()
    length = next((_at(texts, at).strip(" `") for at, key in enumerate(keys) if key in LENGTHS), "")
    length = re.sub(r"\s*[,，]\s*", ",", length.strip("()"))
    scale = next((_at(texts, at).strip(" `") for at, key in enumerate(keys) if key in SCALES), "")
    if not re.fullmatch(r"\d+(?:,\d+)?", length) or not _SIZED.fullmatch(text.strip("`")):
        return text
    if (
        "," not in length
        and scale.isdigit()
        and scale != "0"
        and text.lower().strip("`") in ("decimal", "numeric", "number")
    ):
        length = f"{length},{scale}"
    return f"{text.strip('`')}({length})"


def _is_key_header(key: str) -> bool:
    """Whether the cells below state keys and constraints: "Constraints", "约束/默认值"."""
    return key in KEY_WORDS or any(part.strip() in KEY_WORDS for part in key.split("/"))


def _nullable(texts: list[str], keys: list[str], roles: dict[str, int]) -> str:
    index = roles.get("nullable")
    if index is None:
        return ""
    return _at(texts, index)


def _at(texts: list[str], index: int | None) -> str:
    return texts[index].strip() if index is not None and index < len(texts) else ""

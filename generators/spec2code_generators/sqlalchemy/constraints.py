"""Constraints and indexes as the arguments of a table, where a column can't say them."""

from __future__ import annotations

import re

from spec2code.codegen.python import string_literal
from spec2code.model.schema import (
    Check,
    Exclude,
    ForeignKey,
    Index,
    IndexKey,
    PrimaryKey,
    Table,
    Unique,
)
from spec2code.sql.ddl import index_key
from spec2code.sql.mysql_table import key_prefix
from spec2code_generators.sqlalchemy.catalog import Catalog
from spec2code_generators.sqlalchemy.sql import sql_literal
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = [
    "check",
    "exclude",
    "foreign_key",
    "foreign_key_options",
    "index",
    "options",
    "parameters",
    "primary_key",
    "unique",
]

_WITH = re.compile(r"WITH\s*\(([^()]*)\)\Z", re.IGNORECASE)
_PAIR = re.compile(r"\s*([A-Za-z_]+)\s*=\s*'?([\w.]+)'?\s*\Z")
_USING = re.compile(r"\s*USING\s+(\w+)\s*", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:WHERE\s*\((?P<where>.*)\))?\s*(?P<deferrable>(?:NOT\s+)?DEFERRABLE(?:\s+INITIALLY\s+\w+)?)?",
    re.IGNORECASE | re.DOTALL,
)
_OPERATOR = re.compile(r"(.+?)\s+WITH\s+(\S+)\Z", re.IGNORECASE | re.DOTALL)


def primary_key(key: PrimaryKey, uses: Uses) -> str:
    arguments = [*_strings(key.columns), *_named(key.name), *_deferrable(key.deferrable)]
    arguments += _included(key.include)
    return f"{uses.sa('PrimaryKeyConstraint')}({', '.join(arguments)})"


def foreign_key(table: Table, key: ForeignKey, catalog: Catalog, uses: Uses) -> str:
    targets = f"[{', '.join(catalog.targets(key, uses))}]"
    cyclic = (table.name, key) in catalog.cyclic_keys
    name = catalog.name(table, key) if cyclic or not catalog.has_own_base else key.name
    arguments = [_listed(key.columns), targets, *foreign_key_options(key, name)]
    if cyclic:
        arguments.append("use_alter=True")
    if key.not_valid:
        arguments.append("postgresql_not_valid=True")
    return f"{uses.sa('ForeignKeyConstraint')}({', '.join(arguments)})"


def foreign_key_options(key: ForeignKey, name: str | None) -> list[str]:
    """What stands behind the target of a foreign key."""
    found = _named(name)
    if key.on_delete:
        found.append(f"ondelete={string_literal(key.on_delete)}")
    if key.on_update:
        found.append(f"onupdate={string_literal(key.on_update)}")
    found += _deferrable(key.deferrable)
    if key.match and key.match.upper() != "SIMPLE":
        found.append(f"match={string_literal(key.match)}")
    return found


def unique(item: Unique, name: str | None, uses: Uses) -> str:
    arguments = [*_strings(item.columns), *_named(name), *_deferrable(item.deferrable)]
    if item.nulls_not_distinct:
        arguments.append("postgresql_nulls_not_distinct=True")
    arguments += _included(item.include)
    return f"{uses.sa('UniqueConstraint')}({', '.join(arguments)})"


def check(item: Check, name: str | None, uses: Uses) -> str:
    arguments = [sql_literal(item.expression.text), *_named(name)]
    if item.not_valid:
        arguments.append("postgresql_not_valid=True")
    return f"{uses.sa('CheckConstraint')}({', '.join(arguments)})"


def exclude(item: Exclude, name: str | None, uses: Uses) -> str | None:
    """ExcludeConstraint(); None for a definition that can't be taken apart."""
    text = item.definition.text
    using = _USING.match(text)
    rest = text[using.end() :] if using else text.lstrip()
    elements, behind = _bracketed(rest)
    pairs = [_OPERATOR.match(element) for element in elements]
    if not elements or any(pair is None for pair in pairs):
        return None
    arguments = []
    for pair in pairs:
        assert pair is not None
        column = pair[1].strip()
        text_ = string_literal(column) if column.isidentifier() else None
        element = text_ or f"{uses.sa('text')}({sql_literal(column)})"
        arguments.append(f"({element}, {string_literal(pair[2])})")
    arguments += _named(name)
    if using:
        arguments.append(f"using={string_literal(using[1].lower())}")
    if behind:
        match = _BEHIND.fullmatch(behind)
        if match is None:
            return None
        if match["where"]:
            arguments.append(f"where={uses.sa('text')}({sql_literal(match['where'])})")
        arguments += _deferrable(match["deferrable"])
    return f"{uses.pg('ExcludeConstraint')}({', '.join(arguments)})"


def index(item: Index, name: str | None, uses: Uses) -> str:
    arguments = [string_literal(name) if name else "None"]
    operators: list[tuple[str, str]] = []
    for key in item.keys:
        label = f"key_{len(arguments)}"
        arguments.append(_key(key, label, uses))
        if key.operator_class and _is_plain(key):
            operators.append((key.column or label, key.operator_class))
    arguments += ["unique=True"] if item.unique else []
    if uses.dialect == "mysql" and item.method in ("fulltext", "spatial"):
        arguments.append(f"mysql_prefix={string_literal(item.method.upper())}")
    elif item.method != "btree":
        arguments.append(f"{uses.dialect}_using={string_literal(item.method)}")
    if uses.dialect == "mysql":
        arguments += _prefixes(item)
    if operators:
        listed = ", ".join(f"{string_literal(a)}: {string_literal(b)}" for a, b in operators)
        arguments.append(f"postgresql_ops={{{listed}}}")
    arguments += _included(item.include)
    if item.nulls_not_distinct:
        arguments.append("postgresql_nulls_not_distinct=True")
    given = parameters(item.options)
    if given:
        arguments.append(f"postgresql_with={given}")
    if item.where is not None:
        arguments.append(f"{uses.dialect}_where={uses.sa('text')}({sql_literal(item.where.text)})")
    if not all(_reads_back(key) for key in item.keys):
        # PostgreSQL spells the key in its own way, and autogenerate would take that for a change.
        arguments.append('info={"spec2code": "as written"}')
    return f"{uses.sa('Index')}({', '.join(arguments)})"


def options(table: Table) -> list[tuple[str, str]]:
    """What stands in the dictionary at the end of __table_args__, as names and code."""
    found: list[tuple[str, str]] = []
    if table.name.schema:
        found.append(("schema", string_literal(table.name.schema)))
    if table.comment is not None:
        found.append(("comment", string_literal(table.comment)))
    given = dict(table.options)
    if "partition_by" in given:
        found.append(("postgresql_partition_by", string_literal(given["partition_by"])))
    if "inherits" in given:
        parents = [part.strip() for part in given["inherits"].strip("() ").split(",")]
        code = (
            string_literal(parents[0]) if len(parents) == 1 else f"({', '.join(_strings(parents))})"
        )
        found.append(("postgresql_inherits", code))
    if "with" in given:
        with_ = parameters(f"WITH ({given['with'].strip('() ')})")
        found += [("postgresql_with", with_)] if with_ else []
    if "tablespace" in given:
        found.append(("postgresql_tablespace", string_literal(given["tablespace"])))
    if "unlogged" in given:
        found.append(("prefixes", '["UNLOGGED"]'))
    return found


def _prefixes(item: Index) -> list[str]:
    found = [prefix for key in item.keys if (prefix := key_prefix(key))]
    lengths = ", ".join(f"{string_literal(column)}: {length}" for column, length in found)
    return [f"mysql_length={{{lengths}}}"] if found else []


def _key(key: IndexKey, label: str, uses: Uses) -> str:
    """An operator class is given by the name of its column, or by a label."""
    if key.column is not None and _is_plain(key):
        return string_literal(key.column)
    if uses.dialect == "mysql" and (prefix := key_prefix(key)) is not None:
        return string_literal(prefix[0])
    if key.operator_class and _is_plain(key):
        expression = string_literal(f"({key.expression.text})")
        return f"{uses.sa('literal_column')}({expression}).label({string_literal(label)})"
    return f"{uses.sa('text')}({sql_literal(index_key(key))})"


_OPERAND = r"(?:[\w.\"]+|'[^']*')"
_ONE_CALL = re.compile(
    rf"\(*\w+\(\s*(?:{_OPERAND}(?:\s*,\s*{_OPERAND})*)?\s*\)\)*"
    rf"|\(*{_OPERAND}\s*[^\w\s\"'()]+\s*{_OPERAND}\)*"
)
_ALIAS = re.compile(r"(?i)\b(?:cast|extract|position|overlay|substring|trim)\s*\(|::")


def _reads_back(key: IndexKey) -> bool:
    """Whether the key looks the same in the catalog, but for casts, quotes and parentheses; a schema is left out there."""
    if key.collation:
        return False
    text = key.expression.text
    if key_prefix(key) is not None:
        return True
    return key.column is not None or bool(_ONE_CALL.fullmatch(text) and not _ALIAS.search(text))


def _is_plain(key: IndexKey) -> bool:
    """A key with nothing behind it but an operator class, which has an argument of its own."""
    has_order = key.descending or key.nulls_first not in (None, key.descending)
    return not key.collation and not has_order


def _named(name: str | None) -> list[str]:
    return [f"name={string_literal(name)}"] if name else []


def _deferrable(text: str | None) -> list[str]:
    if not text or text.upper().startswith("NOT"):
        return []
    found = ["deferrable=True"]
    if "INITIALLY DEFERRED" in text.upper():
        found.append('initially="DEFERRED"')
    return found


def _included(columns: tuple[str, ...]) -> list[str]:
    return [f"postgresql_include={_listed(columns)}"] if columns else []


def _strings(items: tuple[str, ...] | list[str]) -> list[str]:
    return [string_literal(item) for item in items]


def _listed(items: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(_strings(items))}]"


def parameters(text: str) -> str | None:
    """WITH (...) as a dictionary; None for anything else."""
    match = _WITH.match(text.strip()) if text else None
    if match is None:
        return None
    pairs = [_PAIR.match(part) for part in match[1].split(",")]
    if any(pair is None for pair in pairs):
        return None
    listed = [
        f"{string_literal(pair[1].lower())}: {pair[2] if pair[2].isdigit() else string_literal(pair[2])}"
        for pair in pairs
        if pair
    ]
    return f"{{{', '.join(listed)}}}"


def _bracketed(text: str) -> tuple[list[str], str]:
    """The elements between the first brackets, and what stands behind them."""
    if not text.startswith("("):
        return [], text
    elements: list[str] = []
    depth, begin, quoted = 0, 1, ""
    for offset, sign in enumerate(text):
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in "'\"":
            quoted = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                elements.append(text[begin:offset].strip())
                return elements, text[offset + 1 :].strip()
        elif sign == "," and depth == 1:
            elements.append(text[begin:offset].strip())
            begin = offset + 1
    return [], text

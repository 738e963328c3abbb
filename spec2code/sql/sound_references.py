"""What is named and made nowhere here: it may be in the project, so it is told and the operation written all the same."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.definitions import read_composite, read_domain
from spec2code.model.names import constraint_names, index_name, sequence_name
from spec2code.model.patterns import regex
from spec2code.model.schema import Name, Schema, SqlObject, Table
from spec2code.model.span import Span
from spec2code.sql.identifiers import split_name
from spec2code.sql.semantics.parser import cursor_over
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.sound_sizes import PSEUDO_TYPES
from spec2code.sql.sound_types import unknown_type
from spec2code.sql.types import canonical_type

__all__ = ["check_references"]

_SYSTEM = ("pg_catalog", "information_schema", "pg_temp")
_RELATIONS = ("view", "materialized view", "sequence", "foreign table")
_ON_TABLE = ("trigger", "policy", "rule")
_NEXT = regex(r"\bnextval\s*\(\s*'((?:[^']|'')+)'")

_TO = regex(
    r' to ((?:"(?:[^"]|"")+"|\w+)(?: , (?:"(?:[^"]|"")+"|\w+))*)(?= using \(| with check \(|\Z)'
)
_ALWAYS = ("public", "current_role", "current_user", "session_user", "postgres")

_RETURNS = regex(r"\breturns (?:setof )?((?:\w+ \. )?\w+(?: \[ \])*)(?= language\b| as\b|\Z)")
_ARGUMENTS = regex(r"(?:[^,(]|\([^)]*\))+")
_PLAIN_TYPE = regex(r"\w+(?:\.\w+)?(?:\[\])*")


def check_references(semantics: Semantics, tables: set[Name]) -> Iterator[Diagnostic]:
    """Q132, Q137 and Q154, views aside.

    Args:
        semantics: over the whole schema.
        tables: those that are looked at; objects are all.
    """
    schema = semantics.schema
    relations = {*schema.tables, *(key[1] for key in schema.objects if key[0] in _RELATIONS)}
    yield from _schemas(schema)
    sequences = _sequences(schema)
    for name in schema.tables:
        if name in tables:
            yield from _of_table(schema.tables[name], relations, sequences)
    yield from _comments(schema)
    told: set[str] = set()
    for item in schema.objects.values():
        if item.kind in _ON_TABLE and item.table is not None:
            what = f"{item.kind} `{item.name}` is on"
            yield from _unknown(what, item.table, item.span, relations)
        if item.kind == "policy":
            yield from _roles(item, told)
        for type_ in _types(item):
            yield from unknown_type(f"{item.kind} `{item.name}`", type_, item.span, schema)


def _schemas(schema: Schema) -> Iterator[Diagnostic]:
    made = {key[1].name for key in schema.objects if key[0] == "schema"}
    told: set[str] = set()
    items: list[tuple[Name, Span | None]] = [
        *((table.name, table.span) for table in schema.tables.values() if not table.is_partial),
        *((enum.name, enum.span) for enum in schema.enums.values()),
        *((item.name, item.span) for item in schema.objects.values() if item.kind != "comment"),
    ]
    for name, span in items:
        if name.schema is not None and name.schema not in (*made, *told, *_SYSTEM):
            told.add(name.schema)
            message = f"`{name}` is in the schema `{name.schema}`, which nothing here creates"
            hint = (
                f"write `CREATE SCHEMA IF NOT EXISTS {name.schema};` before it, if it isn't there"
            )
            yield diagnostic("Q154", message, span, hint=hint)


def _of_table(table: Table, relations: set[Name], sequences: set[Name]) -> Iterator[Diagnostic]:
    for option, words in (
        ("partition_of", "is a partition of"),
        ("inherits", "inherits"),
        ("like", "is like"),
    ):
        stated = table.option(option)
        for part in (stated or "").split(",") if option != "partition_of" else [stated or ""]:
            if part.strip():
                name = cursor_over(part).name("a table")
                yield from _unknown(f"table `{table.name}` {words}", name, table.span, relations)
    for column in table.columns:
        called = _NEXT.search(column.default.text) if column.default is not None else None
        if called is not None:
            what = f"the default of `{table.name}.{column.name}` counts by"
            yield from _unknown(what, split_name(called[1]), column.span, sequences)


def _comments(schema: Schema) -> Iterator[Diagnostic]:
    """A comment on an index or a constraint that isn't there."""
    comments = [item for item in schema.objects.values() if item.kind == "comment"]
    if not comments:
        return
    whole = not any(
        table.is_partial or table.has_columns_of_others for table in schema.tables.values()
    )
    keys = {name: set(constraint_names(table).values()) for name, table in schema.tables.items()}
    indexes = {key[1].name for key in schema.objects if key[0] == "index"}
    for table in schema.tables.values():
        indexes |= keys[table.name]
        indexes |= {index_name(table.name.name, each) for each in table.indexes}
    for item in comments:
        kind, _, name = item.name.name.partition(" ")
        owner = schema.tables.get(item.table) if item.table is not None else None
        known: set[str] | None = None
        if kind == "index" and whole and schema.tables:
            known = indexes
        elif kind == "constraint" and owner is not None:
            partial = owner.is_partial or owner.has_columns_of_others
            known = None if partial else keys[owner.name]
        if known is not None and name not in known:
            message = f"the comment is on the {kind} `{name}`, which nothing here creates"
            yield diagnostic("Q137", message, item.span)


def _roles(policy: SqlObject, told: set[str]) -> Iterator[Diagnostic]:
    """The roles of a policy, each told once: a role belongs to the server, and no migration makes one."""
    found = _TO.search(policy.definition.key)
    for role in found[1].split(",") if found else ():
        name = role.strip()
        if name.strip('"') in (*_ALWAYS, *told):
            continue
        told.add(name.strip('"'))
        message = f"policy `{policy.name}` of `{policy.table}` is for the role `{name}`, which no migration makes"
        yield diagnostic("Q157", message, policy.span)


def _sequences(schema: Schema) -> set[Name]:
    """Sequences, and those that serial and identity columns have."""
    made = {key[1] for key in schema.objects if key[0] == "sequence"}
    for table in schema.tables.values():
        made |= {
            sequence_name(table.name, column.name)
            for column in table.columns
            if column.serial or column.identity
        }
    return made


def _unknown(what: str, name: Name, span: Span | None, known: set[Name]) -> Iterator[Diagnostic]:
    if name not in known:
        yield diagnostic("Q137", f"{what} `{name}`, which nothing here creates", span)


def _types(item: SqlObject) -> Iterator[str]:
    """The types that a domain or composite type is made of."""
    if item.kind == "domain":
        domain = read_domain(item)
        if domain is not None:
            yield canonical_type(domain.base.partition(" COLLATE ")[0])
    elif item.kind == "type":
        for attribute in read_composite(item) or ():
            yield canonical_type(attribute.type.partition(" COLLATE ")[0])
    elif item.kind in ("function", "procedure"):
        given = _RETURNS.search(item.definition.key)
        types = [*_ARGUMENTS.findall(item.signature), *([given[1]] if given else [])]
        for text in types:
            type_ = canonical_type(text.strip())
            own = type_.startswith("_")  # `_int8` is `int8[]`, as PostgreSQL calls it inside
            if _PLAIN_TYPE.fullmatch(type_) and type_ not in PSEUDO_TYPES and not own:
                yield type_

"""alembic_utils' entities (functions, triggers, views, policies) as the SQL that makes and drops them."""

from __future__ import annotations

from spec2code.model.schema import UNDECIDED, Name, SqlObject
from spec2code.model.span import Span
from spec2code.project.values import Attribute, Call, Value, dotted_name

__all__ = ["create_sql", "drop_sql", "open_view"]

_KINDS = {
    "PGFunction": "FUNCTION",
    "PGProcedure": "PROCEDURE",
    "PGView": "VIEW",
    "PGMaterializedView": "MATERIALIZED VIEW",
    "PGTrigger": "TRIGGER",
    "PGExtension": "EXTENSION",
    "PGPolicy": "POLICY",
}


def create_sql(entity: Value, *, replace: bool = False) -> str | None:
    """The statement that makes an entity; '' for a grant, None for what is none."""
    written = _from_sql(entity)
    if written is not None:
        return written
    found = _parts(entity)
    if found is None:
        return _grant(entity)
    kind, schema, signature, definition, table = found
    if not definition and kind != "EXTENSION":
        return None
    name = f"{schema}.{signature}" if schema else signature
    verb = "CREATE OR REPLACE" if replace and kind != "MATERIALIZED VIEW" else "CREATE"
    match kind:
        case "FUNCTION" | "PROCEDURE":
            return f"{verb} {kind} {name} {definition}"
        case "VIEW" | "MATERIALIZED VIEW":
            return f"{verb} {kind} {name} AS {definition}"
        case "EXTENSION":
            return f'CREATE EXTENSION IF NOT EXISTS "{signature}"'
        case "TRIGGER":
            return f"{verb} TRIGGER {signature} {definition}"
    return f"CREATE POLICY {signature} ON {table} {definition}"


def drop_sql(entity: Value) -> str | None:
    """The statement that drops an entity."""
    found = _parts(entity)
    if found is None:
        return _grant(entity)
    kind, schema, signature, _, table = found
    if kind in ("TRIGGER", "POLICY"):
        return f"DROP {kind} {signature} ON {table}"
    if kind == "EXTENSION":
        return f'DROP EXTENSION "{signature}"'
    return f"DROP {kind} {schema}.{signature}" if schema else f"DROP {kind} {signature}"


def open_view(entity: Value, span: Span | None) -> SqlObject | None:
    """A view whose name is known and whose query is not: one that is compiled from a statement object."""
    if not isinstance(entity, Call) or isinstance(entity.function, Attribute):
        return None
    kind = _KINDS.get(dotted_name(entity.function).rpartition(".")[2])
    schema, signature = entity.argument(0, "schema"), entity.argument(1, "signature")
    if kind not in ("VIEW", "MATERIALIZED VIEW") or not isinstance(signature, str):
        return None
    name = Name(signature, schema if isinstance(schema, str) and schema != "public" else None)
    return SqlObject(kind.lower(), name, UNDECIDED, span=span)


def _from_sql(entity: Value) -> str | None:
    """`PGFunction.from_sql(text)`"""
    if isinstance(entity, Call) and entity.name.endswith(".from_sql") and entity.args:
        first = entity.args[0]
        return first if isinstance(first, str) else None
    return None


def _parts(entity: Value) -> tuple[str, str, str, str, str] | None:
    if not isinstance(entity, Call) or isinstance(entity.function, Attribute):
        return None
    kind = _KINDS.get(dotted_name(entity.function).rpartition(".")[2])
    if kind is None:
        return None
    given = {
        "schema": entity.argument(0, "schema"),
        "signature": entity.argument(1, "signature"),
        "definition": entity.argument(2, "definition"),
        "on_entity": entity.kwargs.get("on_entity"),
    }
    texts = {key: value if isinstance(value, str) else "" for key, value in given.items()}
    if not texts["signature"]:
        return None
    schema = "" if texts["schema"] == "public" else texts["schema"]
    return kind, schema, texts["signature"], texts["definition"], texts["on_entity"]


def _grant(entity: Value) -> str | None:
    return "" if isinstance(entity, Call) and "Grant" in entity.name else None

"""Classes of SQLAlchemy and SQLModel as lines that list columns: ``email = Column(String(80))`` -> ``email: varchar(80)``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.orm_columns import OrmColumn, call_name, model_column, orm_column, text_of
from spec2code.spec.prisma_models import ModelTable
from spec2code.spec.python_code import Places, assigned, bases_of, elements, statements_of
from spec2code.sql import quote_identifier

__all__ = ["orm_models"]

_MARK = regex(r"__tablename__|\btable\s*=\s*True|\bTable\(\s*[\"']")
_SILENT = frozenset(
    ("relationship", "Relationship", "column_property", "association_proxy", "synonym", "deferred")
)


@dataclass(slots=True)
class _Parts:
    columns: dict[str, tuple[OrmColumn, Span]] = field(default_factory=dict)
    unread: list[tuple[str, Span]] = field(default_factory=list)


def orm_models(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order; empty where it is no such code."""
    if not _MARK.search(excerpt.text):
        return []
    body = statements_of(excerpt.text)
    classes = {item.name: item for item in body if isinstance(item, ast.ClassDef)}
    try:
        reader = _Reader(excerpt, classes)
        return [model for item in body if (model := reader.table(item)) is not None]
    except RecursionError:  # an expression of thousands of terms
        return []


class _Reader:
    def __init__(self, excerpt: Excerpt, classes: Mapping[str, ast.ClassDef]) -> None:
        self.classes = classes
        self.span = Places(excerpt).span
        self.enums = {
            name: values
            for name, item in classes.items()
            if any(base.endswith("Enum") for base in bases_of(item)) and (values := _members(item))
        }

    def table(self, item: ast.stmt) -> ModelTable | None:
        """The table of a class, or of ``owners_pets = Table("owners_pets", metadata, Column(...))``."""
        parts = _Parts()
        if isinstance(item, ast.ClassDef) and (name := self.table_name(item)) is not None:
            for owner in reversed(self.lineage(item)):
                self.take(owner, parts)
            return self.made(name, item, parts, elements(assigned(item, "__table_args__")))
        value = item.value if isinstance(item, ast.Assign | ast.AnnAssign | ast.Expr) else None
        if not isinstance(value, ast.Call) or call_name(value) != "Table" or not value.args:
            return None
        title = text_of(value.args[0])
        others: list[ast.expr] = []
        for part in value.args[1:]:
            column = orm_column("", None, part, self.enums)
            if column is not None and column.name:
                parts.columns[column.name] = (column, self.span(part))
            elif isinstance(part, ast.Call):
                others.append(part)
        return self.made(title, item, parts, others) if title and parts.columns else None

    def made(
        self, name: str, item: ast.stmt, parts: _Parts, arguments: list[ast.expr]
    ) -> ModelTable:
        lines: list[tuple[str, Span]] = []
        indexes: list[tuple[str, Span]] = []
        keys = [column for column, _ in parts.columns.values() if column.primary]
        own = self.span(item)
        for column, span in parts.columns.values():
            if column.sql is None and not column.references:
                parts.unread.append((f"{column.name}: its type", span))
            lines.append((f"- {column.name}: {_words(column, alone=len(keys) == 1)}", span))
            for table, key, behind in column.references if column.sql else ():
                target = f"FOREIGN KEY ({column.name}) REFERENCES {_dotted(table)} ({key}){behind}"
                lines.append((f"- {target}", span))
            if column.indexed:
                unique = "UNIQUE " if column.unique else ""
                title = quote_identifier(f"ix_{name.rpartition('.')[2]}_{column.name}")
                made = f"{title} ON {_dotted(name)} ({quote_identifier(column.name)})"
                # A column of a class above is indexed where the table is made, not before.
                indexes.append((f"CREATE {unique}INDEX {made}", max(span, own)))
        self.arguments(arguments, name, lines, indexes, parts)
        return ModelTable(name, lines, own, indexes, parts.unread)

    def table_name(self, item: ast.ClassDef) -> str | None:
        stated = assigned(item, "__tablename__")
        name = text_of(stated)
        if name is None and any(
            word.arg == "table"
            and isinstance(word.value, ast.Constant)
            and word.value.value is True
            for word in item.keywords
        ):
            name = item.name.lower()
        schema = None
        for part in elements(assigned(item, "__table_args__")):
            if isinstance(part, ast.Dict):
                pairs = zip(part.keys, part.values, strict=True)
                schema = next(
                    (text_of(value) for key, value in pairs if text_of(key) == "schema"), None
                )
        return f"{schema}.{name}" if name and schema else name

    def lineage(self, item: ast.ClassDef) -> list[ast.ClassDef]:
        """The class and those of the fence that it inherits columns from, which are no tables themselves."""
        found = {item.name: item}
        queue = [item]
        for owner in queue:
            for base in bases_of(owner):
                parent = self.classes.get(base)
                if parent is None or base in found or self.table_name(parent) is not None:
                    continue
                found[base] = parent
                queue.append(parent)
        return queue

    def take(self, item: ast.ClassDef, parts: _Parts) -> None:
        modelled = any(
            base == "SQLModel" for owner in self.lineage(item) for base in bases_of(owner)
        )
        for line in item.body:
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                name, annotation, value = line.target.id, line.annotation, line.value
            elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                name, annotation, value = line.targets[0].id, None, line.value
            else:
                continue
            if name.startswith("__") or name == "model_config":
                continue
            if modelled and annotation is not None:
                column = model_column(name, annotation, value, self.enums)
            else:
                column = orm_column(name, annotation, value, self.enums)
            span = self.span(line)
            if column is not None:
                parts.columns[column.name] = (column, span)
            elif isinstance(value, ast.Call) and call_name(value) not in _SILENT and not modelled:
                parts.unread.append((ast.unparse(line)[:80], span))

    def arguments(
        self,
        arguments: list[ast.expr],
        table: str,
        lines: list[tuple[str, Span]],
        indexes: list[tuple[str, Span]],
        parts: _Parts,
    ) -> None:
        """The constraints and indexes of ``__table_args__``."""
        for part in arguments:
            if not isinstance(part, ast.Call):
                continue
            span, kind = self.span(part), call_name(part)
            given = {word.arg: word.value for word in part.keywords if word.arg}
            texts = [text for value in part.args if (text := text_of(value)) is not None]
            named = text_of(given.get("name"))
            title = f"CONSTRAINT {named} " if named and re.fullmatch(r"\w+", named) else ""
            if kind in ("UniqueConstraint", "PrimaryKeyConstraint") and len(texts) == len(
                part.args
            ):
                word = "UNIQUE" if kind.startswith("U") else "PRIMARY KEY"
                lines.append((f"- {title}{word} ({', '.join(texts)})", span))
            elif kind == "CheckConstraint" and texts:
                lines.append((f"- {title}CHECK ({texts[0]})", span))
            elif kind == "Index" and len(texts) == len(part.args) > 1 and len(given) <= 1:
                unique = given.get("unique")
                is_unique = isinstance(unique, ast.Constant) and unique.value is True
                keys = ", ".join(quote_identifier(text) for text in texts[1:])
                made = f"{quote_identifier(texts[0])} ON {_dotted(table)} ({keys})"
                indexes.append((f"CREATE {'UNIQUE ' if is_unique else ''}INDEX {made}", span))
            else:
                parts.unread.append((ast.unparse(part)[:80], span))


def _words(column: OrmColumn, *, alone: bool) -> str:
    sql = column.sql or ""
    counts = alone and column.primary and not column.references and column.default is None
    if counts and sql in ("integer", "bigint", "smallint"):
        sql = {"integer": "serial", "bigint": "bigserial", "smallint": "smallserial"}[sql]
    words = [sql] if sql else []
    for table, key, behind in [] if sql else column.references[:1]:
        # No type of its own: it has that of the key.
        words.append(f"FK REFERENCES {table}({key}){behind}")
    words += ["PRIMARY KEY"] if column.primary else []
    words += [] if column.nullable or column.primary else ["NOT NULL"]
    words += ["UNIQUE"] if column.unique and not column.indexed else []
    words += [f"DEFAULT {column.default}"] if column.default else []
    return " ".join(words)


def _dotted(name: str) -> str:
    return ".".join(quote_identifier(part) for part in name.split("."))


def _members(item: ast.ClassDef) -> list[str]:
    """The names of an enum's members, which is what SQLAlchemy stores."""
    return [
        line.targets[0].id
        for line in item.body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    ]

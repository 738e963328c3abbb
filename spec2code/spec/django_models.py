"""Models of Django as lines that list columns: ``mail = models.EmailField(unique=True)`` -> ``mail: varchar(254) NOT NULL UNIQUE``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.django_fields import FIELD_TYPES
from spec2code.spec.orm_columns import call_name, text_of
from spec2code.spec.prisma_models import ModelTable
from spec2code.spec.python_code import Places, assigned, bases_of, elements, statements_of
from spec2code.sql import quote_identifier

__all__ = ["django_models"]

_IS = regex(
    r"\bmodels\.(?:\w*Field|ForeignKey|Model)\b|^class\s+\w+\([^)\n]*\b(?:Model|AbstractUser|AbstractBaseUser)\b",
    re.MULTILINE,
)
_KEYS: Final = ("ForeignKey", "OneToOneField")
_ACTIONS: Final = {
    "CASCADE": "CASCADE",
    "SET_NULL": "SET NULL",
    "SET_DEFAULT": "SET DEFAULT",
    "PROTECT": "RESTRICT",
    "RESTRICT": "RESTRICT",
}
_SIZES: Final = {
    "Char": "",
    "Slug": "50",
    "URL": "200",
    "Email": "254",
    "File": "100",
    "Image": "100",
}


@dataclass(slots=True)
class _Model:
    table: str
    tables: Mapping[str, str]
    lines: list[tuple[str, Span]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """Field -> column."""
    unread: list[tuple[str, Span]] = field(default_factory=list)
    indexed: list[tuple[str, Span]] = field(default_factory=list)
    keyed: bool = False


def django_models(excerpt: Excerpt) -> list[ModelTable]:
    """The tables of a fence, in order; empty where it is no such code.

    A model without a key has Django's own, `id`; one without `db_table` is called by its class, since nothing tells its app.
    """
    if not _IS.search(excerpt.text):
        return []
    classes = {
        item.name: item for item in statements_of(excerpt.text) if isinstance(item, ast.ClassDef)
    }
    models = {name: item for name, item in classes.items() if _fields(item, classes)}
    tables = {name: _table(item) for name, item in models.items() if not _is_abstract(item)}
    places = Places(excerpt)
    found: list[ModelTable] = []
    for name, item in models.items():
        if name not in tables:
            continue
        model = _Model(tables[name], tables)
        for line in _fields(item, classes):
            _take(line, model, places)
        span = places.span(item)
        if not model.keyed:
            model.lines.insert(0, ("- id: bigserial PRIMARY KEY", span))
        made = ModelTable(model.table, model.lines, span, unread=model.unread, entity=name)
        for column, place in model.indexed:
            on = f"ON {quote_identifier(model.table)} ({quote_identifier(column)})"
            made.indexes.append((f"CREATE INDEX {on}", place))
        _take_meta(item, model, made, places)
        found.append(made)
    return found


def _table(item: ast.ClassDef) -> str:
    return text_of(_meta(item, "db_table")) or item.name.lower()


def _is_abstract(item: ast.ClassDef) -> bool:
    value = _meta(item, "abstract")
    return isinstance(value, ast.Constant) and value.value is True


def _meta(item: ast.ClassDef, name: str) -> ast.expr | None:
    inner = next(
        (each for each in item.body if isinstance(each, ast.ClassDef) and each.name == "Meta"), None
    )
    return assigned(inner, name) if inner is not None else None


def _fields(item: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> list[ast.Assign]:
    """The fields of a model, those of the classes of the fence that it is derived from first."""
    found: list[ast.Assign] = []
    for base in bases_of(item):
        parent = classes.get(base)
        if parent is not None and parent is not item and _is_abstract(parent):
            found += [
                line for line in parent.body if isinstance(line, ast.Assign) and _is_field(line)
            ]
    return found + [line for line in item.body if isinstance(line, ast.Assign) and _is_field(line)]


def _is_field(line: ast.Assign) -> bool:
    value = line.value
    if not isinstance(value, ast.Call) or not isinstance(line.targets[0], ast.Name):
        return False
    name = call_name(value)
    return (name.endswith("Field") and name != "Field") or name == "ForeignKey"


def _take(line: ast.Assign, model: _Model, places: Places) -> None:
    call, target = line.value, line.targets[0]
    if not isinstance(call, ast.Call) or not isinstance(target, ast.Name):
        return
    span, kind = places.span(line), call_name(call)
    given = {word.arg: word.value for word in call.keywords if word.arg}
    if kind == "ManyToManyField":
        model.unread.append((f"{target.id}: ManyToManyField, a table of its own", span))
        return
    if kind in _KEYS:
        words, name = _reference(call, given, model), f"{target.id}_id"
    else:
        words, name = _type(kind, given), target.id
    if words is None:
        model.unread.append((ast.unparse(line)[:80], span))
        return
    name = text_of(given.get("db_column")) or name
    primary = _is_true(given.get("primary_key"))
    model.keyed |= primary or kind.endswith("AutoField")
    parts = [words]
    parts += ["PRIMARY KEY"] if primary else [] if _is_true(given.get("null")) else ["NOT NULL"]
    parts += ["UNIQUE"] if _is_true(given.get("unique")) or kind == "OneToOneField" else []
    default = _default(given)
    parts += [f"DEFAULT {default}"] if default else []
    model.columns[target.id] = name
    model.lines.append((f"- {name}: {' '.join(parts)}", span))
    if _is_true(given.get("db_index")):
        model.indexed.append((name, span))


def _reference(call: ast.Call, given: Mapping[str, ast.expr], model: _Model) -> str | None:
    wanted = given.get("to") or (call.args[0] if call.args else None)
    if wanted is None:
        return None
    name = (text_of(wanted) or ast.unparse(wanted)).rpartition(".")[2]
    if name == "AUTH_USER_MODEL":
        name = "User"
    if name == "self":
        table = model.table
    else:
        table = model.tables.get(name, name.lower())
    deleting = given.get("on_delete") or (call.args[1] if len(call.args) > 1 else None)
    action = (
        _ACTIONS.get(ast.unparse(deleting).rpartition(".")[2]) if deleting is not None else None
    )
    return f"FK REFERENCES {quote_identifier(table)}(id)" + (
        f" ON DELETE {action}" if action else ""
    )


def _type(kind: str, given: Mapping[str, ast.expr]) -> str | None:
    short = kind.removesuffix("Field")
    known = FIELD_TYPES.get(short)
    if known is None or known != "varchar":
        if short == "Decimal":
            digits, places = given.get("max_digits"), given.get("decimal_places")
            return (
                f"numeric({ast.unparse(digits)}, {ast.unparse(places)})"
                if digits and places
                else "numeric"
            )
        return known or ("text[]" if short == "Array" else "vector" if short == "Vector" else None)
    length = given.get("max_length")
    size = ast.unparse(length) if length is not None else _SIZES.get(short, "")
    return f"varchar({size})" if size.isdigit() else "varchar"


def _default(given: Mapping[str, ast.expr]) -> str | None:
    if _is_true(given.get("auto_now_add")) or _is_true(given.get("auto_now")):
        return None  # Django itself fills it in
    stated = given.get("db_default") or given.get("default")
    if isinstance(stated, ast.Constant) and stated.value is not None:
        if isinstance(stated.value, bool):
            return str(stated.value).lower()
        if isinstance(stated.value, int | float):
            return str(stated.value)
        if isinstance(stated.value, str):
            return "'" + stated.value.replace("'", "''") + "'"
    return None


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True


def _take_meta(item: ast.ClassDef, model: _Model, made: ModelTable, places: Places) -> None:
    """The keys and indexes that `Meta` lists."""
    together = _meta(item, "unique_together")
    groups = elements(together)
    if groups and all(isinstance(each, ast.Constant) for each in groups):
        groups = [together] if together is not None else []
    for group in groups:
        _key([text_of(each) or "" for each in elements(group)], model, made, places.span(item))
    for part in [*elements(_meta(item, "constraints")), *elements(_meta(item, "indexes"))]:
        if not isinstance(part, ast.Call):
            continue
        given = {word.arg: word.value for word in part.keywords if word.arg}
        names = [text_of(each) or "" for each in elements(given.get("fields"))]
        if call_name(part) == "UniqueConstraint" and "condition" not in given:
            _key(names, model, made, places.span(part))
        elif call_name(part) == "Index" and names and all(names):
            keys = [
                quote_identifier(model.columns.get(name.lstrip("-"), name.lstrip("-")))
                for name in names
            ]
            called = text_of(given.get("name"))
            title = f"{quote_identifier(called)} " if called else ""
            on = f"ON {quote_identifier(model.table)} ({', '.join(keys)})"
            made.indexes.append((f"CREATE INDEX {title}{on}", places.span(part)))
        else:
            made.unread.append((re.sub(r"\s+", " ", ast.unparse(part))[:80], places.span(part)))


def _key(names: list[str], model: _Model, made: ModelTable, span: Span) -> None:
    columns = [quote_identifier(model.columns.get(name, name)) for name in names if name]
    if columns:
        made.lines.append((f"- UNIQUE ({', '.join(columns)})", span))

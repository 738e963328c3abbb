"""Fields of a SQLModel table class into columns, the way SQLModel chooses types and NULL for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.orm.annotations import Annotation, enum_type
from spec2code.project.orm.items import ColumnItem
from spec2code.project.orm.reading import ItemReader, foreign_action, reason_of
from spec2code.project.orm.values import kind_of
from spec2code.project.resolve import MISSING
from spec2code.project.values import Builtin, Call, Class, External, Subscript, Value

if TYPE_CHECKING:
    from spec2code.model.span import Span
    from spec2code.project.evaluate import Evaluator

__all__ = ["field_column"]

_TYPES = {
    "float": "Float",
    "bool": "Boolean",
    "int": "Integer",
    "datetime.datetime": "DateTime",
    "datetime.date": "Date",
    "datetime.timedelta": "Interval",
    "datetime.time": "Time",
    "bytes": "LargeBinary",
    "uuid.UUID": "Uuid",
    "pydantic.UUID1": "Uuid",
    "pydantic.UUID3": "Uuid",
    "pydantic.UUID4": "Uuid",
    "pydantic.UUID5": "Uuid",
    "pydantic.AwareDatetime": "DateTime",
    "pydantic.NaiveDatetime": "DateTime",
    "pydantic.PositiveInt": "Integer",
    "pydantic.NonNegativeInt": "Integer",
    "pydantic.PositiveFloat": "Float",
}
_TEXTS = frozenset(
    {
        "str",
        "pydantic.EmailStr",
        "pydantic.AnyUrl",
        "pydantic.HttpUrl",
        "pathlib.Path",
        "pydantic.constr",
    }
    | {
        "ipaddress.IPv4Address",
        "ipaddress.IPv6Address",
        "ipaddress.IPv4Network",
        "pydantic.SecretStr",
    }
    | {"ipaddress.IPv6Network", "pydantic.AnyHttpUrl", "pydantic.StrictStr", "pydantic.NameEmail"}
)
_NOT_COLUMNS = frozenset({"Relationship", "relationship", "PrivateAttr"})


def field_column(
    name: str,
    annotation: Annotation,
    value: Value,
    span: Span | None,
    reader: ItemReader,
    evaluator: Evaluator,
    *,
    implicit_optional: bool = False,
) -> ColumnItem | None:
    """The column of one field; None for what is no column.

    Args:
        implicit_optional: a default of None makes a field Optional, as in Pydantic 1.
    """
    field = (
        value if _is_field(value) else next((x for x in annotation.extras if _is_field(x)), None)
    )
    if isinstance(value, Call) and value.name.rpartition(".")[2] in _NOT_COLUMNS:
        return None
    if annotation.class_variable:
        return None
    call = field if isinstance(field, Call) else Call(External("sqlmodel.Field"), [], {})
    written = call.kwargs.get("sa_column")
    if isinstance(written, Call) and kind_of(written) in ("Column", "mapped_column"):
        item = reader.column(written, name)
        if item is not None and item.type is None and not item.constraints:
            item.problem = None
        return item
    item = ColumnItem(name, None, key=name, span=span)
    _type(item, annotation, call, reader, evaluator)
    _options(item, annotation, call, value, reader, implicit_optional)
    return item


def _is_field(value: Value) -> bool:
    return isinstance(value, Call) and value.name in ("sqlmodel.Field", "pydantic.Field")


def _type(
    item: ColumnItem, annotation: Annotation, call: Call, reader: ItemReader, evaluator: Evaluator
) -> None:
    written = call.kwargs.get("sa_type")
    chosen = written if written is not None else _chosen(annotation.type, call, evaluator)
    if chosen is None:
        item.problem = (
            f"the type of column `{item.name}` can't be told: {reason_of(annotation.type)}"
        )
        reader.problem(item.problem, item.span)
    else:
        reader.set_type(item, chosen)


def _chosen(value: Value, call: Call, evaluator: Evaluator) -> Value:
    if isinstance(value, Call) and value.name.rpartition(".")[2] in (
        "constr",
        "conint",
        "condecimal",
    ):
        base = {"constr": "str", "conint": "int"}.get(value.name.rpartition(".")[2])
        merged = Call(call.function, call.args, {**value.kwargs, **call.kwargs})
        if base is None:
            return _numeric(merged)
        return _chosen(Builtin(base), merged, evaluator)
    if isinstance(value, Class):
        if classes.is_enum(evaluator, value):
            return enum_type(value)
        names = classes.mro_names(evaluator, value)
        found = next((name for name in names if name in _TYPES or name in _TEXTS), None)
        return None if found is None else _chosen(Builtin(found), call, evaluator)
    if isinstance(value, Subscript) and getattr(value.base, "name", "").endswith("Literal"):
        value = Builtin("str")
    name = value.name if isinstance(value, (Builtin, External)) else ""
    if name == "decimal.Decimal":
        return _numeric(call)
    if name in _TEXTS:
        length = call.kwargs.get("max_length")
        args: list[Value] = [length] if isinstance(length, int) else []
        return Call(External("sqlmodel.sql.sqltypes.AutoString"), args, {})
    return External(f"sqlalchemy.{_TYPES[name]}") if name in _TYPES else None


def _numeric(call: Call) -> Value:
    keywords = {
        "precision": call.kwargs.get("max_digits"),
        "scale": call.kwargs.get("decimal_places"),
    }
    return Call(External("sqlalchemy.Numeric"), [], keywords)


def _options(
    item: ColumnItem,
    annotation: Annotation,
    call: Call,
    value: Value,
    reader: ItemReader,
    implicit: bool,
) -> None:
    options = call.kwargs
    item.primary_key = options.get("primary_key") is True
    default = call.argument(0, "default", MISSING) if _is_field(value) else value
    told = options.get("nullable")
    optional = annotation.nullable or (implicit and default is None)
    item.nullable = told if isinstance(told, bool) else optional and not item.primary_key
    item.unique = options.get("unique") is True
    item.index = options.get("index") is True
    given = default is not MISSING and default is not ... and default is not None
    item.python_default = given or options.get("default_factory") is not None
    target = options.get("foreign_key")
    if isinstance(target, str):
        made = Call(External("sqlalchemy.ForeignKey"), [target], {}, call.node, call.module)
        key = reader.foreign_key(made, item.name)
        if key is not None:
            key.on_delete = foreign_action(options.get("ondelete"))
            item.constraints.append(key)
    extra = options.get("sa_column_args")
    more = options.get("sa_column_kwargs")
    if isinstance(extra, (list, tuple)):
        reader.column_args(item, list(extra), call)
    if isinstance(more, dict):
        named = {key: entry for key, entry in more.items() if isinstance(key, str)}
        if isinstance(named.get("name"), str):
            item.name = str(named["name"])
        reader.column_options(item, named, item.span)

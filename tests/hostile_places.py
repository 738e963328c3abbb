"""Where a model takes texts: in what people wrote, in names and values of an API, in examples, in SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from spec2code.codegen.names import words
from spec2code.model.api import (
    ApiError,
    Auth,
    Body,
    Endpoint,
    Event,
    Parameter,
    RateLimit,
    Response,
)
from spec2code.model.schema import (
    Check,
    Column,
    Enum,
    Exclude,
    Expression,
    ForeignKey,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    SqlObject,
    Unique,
)
from spec2code.model.shapes import (
    MISSING,
    EnumShape,
    Field,
    JsonValue,
    ObjectShape,
    RefShape,
    StringShape,
)
from spec2code.model.spec import Spec, SqlText
from spec2code.model.statements import CreateEnum, SetComment
from spec2code.spec import read_spec
from tests.hostile_text import Text

__all__ = ["dense", "exemplified", "planted", "renamed", "stored"]

T = TypeVar("T")
TEXTS = frozenset({"summary", "description", "condition", "message", "comment", "text", "reason"})
"""Fields of the models that hold what a person wrote for another."""


def told(value: T, text: Text) -> T:
    """The model with a text in every place that holds free text."""
    if isinstance(value, tuple):
        return tuple(told(item, text) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: told(item, text) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed: dict[str, Any] = {}
    for item in fields(value):
        held = getattr(value, item.name)
        if item.name in TEXTS and isinstance(held, str):
            changed[item.name] = text(f"{type(value).__name__}.{item.name}")
        elif item.name not in ("span", "at"):
            changed[item.name] = told(held, text)
    return replace(value, **changed)


def planted(spec: Spec, text: Text) -> Spec:
    """The spec with the texts in it; every endpoint, field, parameter and column says something."""
    endpoints = tuple(
        replace(
            item,
            summary="x",
            description="x",
            group="x",
            parameters=tuple(replace(one, description="x") for one in item.parameters),
            responses=tuple(replace(one, description="x") for one in item.responses),
            errors=tuple(replace(one, message="x", condition="x") for one in item.errors),
        )
        for item in spec.endpoints
    )
    made = told(replace(spec, endpoints=endpoints, title="x"), text)
    # A description that says no more than the summary is left out.
    named = tuple(
        replace(item, group=text("Endpoint.group"), description=f"{item.description} too")
        for item in made.endpoints
    )
    return replace(made, title=text("Spec.title"), endpoints=named)


def _rebuilt(value: T, made: Callable[[Any], Any]) -> T:
    """The model with everything in it made anew, from within."""
    if isinstance(value, tuple):
        return tuple(_rebuilt(item, made) for item in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _rebuilt(item, made) for key, item in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type | Expression | SqlText):
        return value
    changed = {
        item.name: _rebuilt(getattr(value, item.name), made)
        for item in fields(value)
        if item.name not in ("span", "at")
    }
    return made(replace(value, **changed))  # type: ignore[no-any-return]


class _Names(dict[tuple[str, str], str]):
    """What stands in several places has one name in all of them, and no two things have one.

    A name stands as the text is where none before it makes the same name in Python.
    """

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self._taken: set[str] = set()

    def __missing__(self, key: tuple[str, str]) -> str:
        self[key] = self.new(key[0])
        return self[key]

    def new(self, kind: str, without: str = "") -> str:
        name = self._text(kind, without)
        own = "".join(words(name)).lower()
        if own in self._taken:
            name = f"{name} {len(self._taken)}"
            own = "".join(words(name)).lower()
        self._taken.add(own)
        return name


def renamed(spec: Spec, text: Text) -> Spec:
    """The spec with a text in every name and value of its API that a spec chooses freely."""
    names = _Names(text)

    def segment(key: str) -> str:
        """A part of a path has no slash; what stands in braces is a parameter."""
        if ("path", key) not in names:
            names["path", key] = wire("path", without="/{}").strip()
        return names["path", key]

    def wire(kind: str, without: str = "") -> str:
        """A name that is none in Python: the others need no alias."""
        name = names.new(kind, without)
        return f"{name} z" if name.isidentifier() else name

    def path(written: str) -> str:
        parts = (part for part in written.split("/"))
        return "/".join(
            f"{{{segment(part[1:-1])}}}" if part[:1] == "{" else part and segment(part)
            for part in parts
        )

    def made(value: Any) -> Any:
        # What an example shows has the old names.
        gone = {name: MISSING for name in ("example", "default") if hasattr(value, name)}
        value = replace(value, **gone) if gone else value
        value = replace(value, examples=()) if hasattr(value, "examples") else value
        match value:
            case Field():
                return replace(value, name=wire("Field.name"))
            case Parameter(location="path"):
                return replace(value, name=segment(value.name))
            case Parameter():
                return replace(value, name=wire("Parameter.name"))
            case EnumShape() if all(isinstance(item, str) for item in value.values):
                value = replace(value, values=tuple(text("EnumShape.values") for _ in value.values))
                return replace(value, name=value.name and names["enum", value.name])
            case RefShape():
                return replace(value, name=names["definition", value.name])
            case ObjectShape():
                return replace(value, name=value.name and names["definition", value.name])
            case ApiError(code=str(code)):
                return replace(value, code=names["code", code])
            case Event():
                return replace(
                    value,
                    name=names.new("Event.name"),
                    destination=text("Event.destination"),
                    key=text("Event.key"),
                )
            case Auth():
                carrier = value.carrier and (value.carrier[0], text("Auth.carrier"))
                scopes = tuple(text("Auth.scopes") for _ in value.scopes)
                return replace(value, scopes=scopes, carrier=carrier)
            case RateLimit():
                return replace(value, text=text("RateLimit.text"))
            case Endpoint():
                return replace(value, path=path(value.path), group=text("Endpoint.group"))
        return value

    return replace(
        spec,
        endpoints=_rebuilt(spec.endpoints, made),
        definitions={
            names["definition", name]: _rebuilt(shape, made)
            for name, shape in spec.definitions.items()
        },
        events=_rebuilt(spec.events, made),
        error_shape=_rebuilt(spec.error_shape, made),
    )


def exemplified(spec: Spec, text: Text) -> Spec:
    """The spec with a text for every text of its examples, and nothing that would forbid it there."""

    def shown(value: JsonValue) -> Any:
        if isinstance(value, dict):
            return {key: shown(item) for key, item in value.items()}
        if isinstance(value, list):
            return [shown(item) for item in value]
        return text("example") if isinstance(value, str) else value

    def made(value: Any) -> Any:
        match value:
            case Column() if value.type.startswith("character"):
                return replace(value, type="text")
            case StringShape() | EnumShape():
                said = text("StringShape.examples")
                # Of one word is the code of an error, of several its message.
                said = said if " " in said.strip() else f"{said} z"
                return StringShape(examples=(said,), description=value.description)
            case Parameter() | Body() | Response() | ApiError() | Field():
                changed = {
                    name: shown(getattr(value, name))
                    for name in ("example", "default")
                    if hasattr(value, name)
                }
                return replace(value, **changed)
        if hasattr(value, "examples"):
            return replace(value, examples=tuple(map(shown, value.examples)))
        return value

    return replace(
        spec,
        statements=_rebuilt(spec.statements, made),
        endpoints=_rebuilt(spec.endpoints, made),
        definitions=_rebuilt(spec.definitions, made),
        events=_rebuilt(spec.events, made),
        error_shape=_rebuilt(spec.error_shape, made),
    )


def stored(spec: Spec, any_text: Text, *, long: bool) -> Spec:
    """The spec with a text in every name, label, literal and definition of its SQL.

    PostgreSQL shortens what is made of long names: all are long, or none is.
    """

    def text(kind: str, without: str = "") -> str:
        """Half of a pair of UTF-16 can come out of JSON alone: no file that can be read has one."""
        return any_text(kind, without).replace("\ud800", "?")

    def named(kind: str, without: str = "") -> str:
        # A name with a dot in it is a key's target in another way.
        name = text(kind, without).replace(".", ",")
        if long:
            return f"{name}{' of a name' * 20}"
        return f"{name[:12]} z" if name.isidentifier() else name[:12]

    names = _Names(named)
    enums = {str(item.enum.name) for item in spec.statements if isinstance(item, CreateEnum)}

    def columns(written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names["column", item] for item in written)

    def typed(written: str) -> str:
        base, brackets, rest = written.partition("[")
        if base not in enums:
            return written
        quoted = names["name", base].replace('"', '""')
        return f'"{quoted}"{brackets}{rest}'

    def literal(written: Expression | None) -> Expression | None:
        if written is None:
            return None
        quoted = text("sql literal").replace("'", "''")
        return Expression(f"'{quoted}'", f"'{quoted}'")

    def made(value: Any) -> Any:
        match value:
            case Name():
                schema = value.schema and names["schema", value.schema]
                return replace(value, name=names["name", value.name], schema=schema)
            case Column():
                is_text = value.type.startswith(("character", "text")) or value.type in enums
                return replace(
                    value,
                    name=names["column", value.name],
                    type=typed(value.type),
                    default=literal(value.default) if is_text else value.default,
                    comment=text("Column.comment"),
                )
            case PrimaryKey() | Unique():
                value = replace(
                    value, columns=columns(value.columns), include=columns(value.include)
                )
                return replace(value, name=value.name and names["constraint", value.name])
            case ForeignKey():
                return replace(
                    value,
                    columns=columns(value.columns),
                    target_columns=columns(value.target_columns),
                    name=value.name and names["constraint", value.name],
                )
            case Check():
                name = value.name and names["constraint", value.name]
                column = value.column and names["column", value.column]
                return replace(
                    value, expression=literal(value.expression), name=name, column=column
                )
            case Exclude():
                return replace(value, name=value.name and names["constraint", value.name])
            case IndexKey(column=str(column)):
                name = names["column", column]
                return replace(value, column=name, expression=Expression(name, name))
            case Index():
                name = value.name and names["name", value.name]
                return replace(value, name=name, where=literal(value.where))
            case Enum():
                labels = tuple(text("Enum.labels") for _ in value.labels)
                return replace(value, labels=labels, comment=text("Enum.comment"))
            case SqlObject():
                said = text("sql definition").replace("*/", "").replace("/*", "")
                told = f"{value.definition.text} /* {said} */"
                return replace(
                    value, definition=Expression(told, told), comment=text("SqlObject.comment")
                )
            case SetComment():
                column = value.column and names["column", value.column]
                return replace(value, comment=text("SetComment.comment"), column=column)
        if hasattr(value, "column") and isinstance(value.column, str):
            value = replace(value, column=names["column", value.column])
        return value

    return replace(spec, statements=_rebuilt(spec.statements, made))


def dense(size: int = 52) -> Spec:
    """A spec with that many of what others have a few of, and of little else."""
    every = range(size)
    labels = ", ".join(f"'label{item}'" for item in every)
    columns = ", ".join(
        f"column{item} text DEFAULT 'a' CONSTRAINT check{item} CHECK (column{item} > 'a')"
        for item in every
    )
    indexes = "".join(f"CREATE INDEX index{item} ON dense (column{item});\n" for item in every)
    text = f"# Dense\n\n```sql\nCREATE TYPE grade AS ENUM ({labels});\nCREATE TABLE dense ({columns});\n{indexes}```\n"
    spec = read_spec(text.encode(), "dense.md").spec
    values = StringShape()
    endpoint = Endpoint(
        "GET",
        "/" + "/".join(f"part{item}" for item in every),
        auth=Auth(True, "oauth2", tuple(f"scope{item}" for item in every)),
        parameters=tuple(Parameter("query", f"query{item}", values, False) for item in every),
        responses=(
            Response(
                200,
                "application/json",
                ObjectShape(
                    fields=(
                        *(Field(f"field{item}", values) for item in every),
                        Field("grade", EnumShape(values=tuple(f"value{item}" for item in every))),
                    )
                ),
            ),
        ),
        errors=tuple(ApiError(400 + item % 20, f"CODE_{item}", "a", "a") for item in every),
    )
    keys = tuple(
        Endpoint(
            "GET",
            f"/key{item}",
            auth=Auth(True, "apiKey", carrier=("header", f"X-Key-{item}")),
            rate_limit=RateLimit("a", 5, 1),
            responses=(Response(204),),
        )
        for item in range(4)
    )
    events = tuple(Event(f"event{item}", None, "a", "a") for item in every)
    return replace(spec, endpoints=(endpoint, *keys), events=events)

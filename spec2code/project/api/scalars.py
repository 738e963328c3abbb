"""Types of the standard library and of Pydantic that stand for a plain JSON value, and the limits put on them."""

from __future__ import annotations

from typing import Any

from spec2code.model.records import fields, replace
from spec2code.model.shapes import (
    ANY,
    ArrayShape,
    BooleanShape,
    MapShape,
    NullShape,
    NumberShape,
    Shape,
    StringShape,
    UnionShape,
)
from spec2code.project.values import Call, External, Member, Value, dotted_name

__all__ = ["constrained", "scalar"]

_FORMATS = {
    "uuid": [
        "uuid.UUID",
        "pydantic.UUID1",
        "pydantic.UUID3",
        "pydantic.UUID4",
        "pydantic.UUID5",
        "pydantic.UUID6",
        "pydantic.UUID7",
    ],
    "date-time": [
        "datetime.datetime",
        "pydantic.AwareDatetime",
        "pydantic.NaiveDatetime",
        "pydantic.PastDatetime",
        "pydantic.FutureDatetime",
        "pendulum.DateTime",
        "pydantic_extra_types.pendulum_dt.DateTime",
    ],
    "date": ["datetime.date", "pydantic.PastDate", "pydantic.FutureDate"],
    "time": ["datetime.time"],
    "duration": ["datetime.timedelta"],
    "email": ["pydantic.EmailStr", "pydantic.NameEmail"],
    "uri": [
        "pydantic.AnyUrl",
        "pydantic.AnyHttpUrl",
        "pydantic.HttpUrl",
        "pydantic.FileUrl",
        "pydantic.PostgresDsn",
        "pydantic.RedisDsn",
        "pydantic.AmqpDsn",
        "pydantic.MongoDsn",
        "pydantic.WebsocketUrl",
        "pydantic.AnyWebsocketUrl",
        "pydantic.FtpUrl",
        "pydantic.KafkaDsn",
    ],
    "password": ["pydantic.SecretStr", "pydantic.SecretBytes"],
    "ipv4": ["ipaddress.IPv4Address"],
    "ipv6": ["ipaddress.IPv6Address"],
    "binary": ["bytes", "starlette.datastructures.UploadFile", "pydantic.StrictBytes"],
    "byte": ["pydantic.Base64Str", "pydantic.Base64Bytes"],
}
_PLAIN: dict[str, Shape] = {
    "str": StringShape(),
    "int": NumberShape(integer=True),
    "float": NumberShape(),
    "complex": ANY,
    "bool": BooleanShape(),
    "object": ANY,
    "dict": MapShape(values=ANY),
    "NoneType": NullShape(),
    "types.NoneType": NullShape(),
    "typing.Any": ANY,
    "typing.Text": StringShape(),
    "typing.AnyStr": StringShape(),
    "typing.LiteralString": StringShape(),
    "typing.Hashable": ANY,
    "numbers.Number": NumberShape(),
    "decimal.Decimal": NumberShape(format="decimal"),
    "fractions.Fraction": StringShape(),
    "pathlib.Path": StringShape(),
    "pathlib.PurePath": StringShape(),
    "os.PathLike": StringShape(),
    "re.Pattern": StringShape(),
    "typing.Pattern": StringShape(),
    "ipaddress.IPv4Network": StringShape(),
    "ipaddress.IPv6Network": StringShape(),
    "pydantic.StrictStr": StringShape(),
    "pydantic.StrictInt": NumberShape(integer=True),
    "pydantic.StrictFloat": NumberShape(),
    "pydantic.StrictBool": BooleanShape(),
    "pydantic.FiniteFloat": NumberShape(),
    "pydantic.PositiveInt": NumberShape(integer=True, exclusive_minimum=0),
    "pydantic.NegativeInt": NumberShape(integer=True, exclusive_maximum=0),
    "pydantic.NonNegativeInt": NumberShape(integer=True, minimum=0),
    "pydantic.NonPositiveInt": NumberShape(integer=True, maximum=0),
    "pydantic.PositiveFloat": NumberShape(exclusive_minimum=0),
    "pydantic.NegativeFloat": NumberShape(exclusive_maximum=0),
    "pydantic.NonNegativeFloat": NumberShape(minimum=0),
    "pydantic.NonPositiveFloat": NumberShape(maximum=0),
    "pydantic.Json": ANY,
    "pydantic.JsonValue": ANY,
    "pydantic.FilePath": StringShape(),
    "pydantic.DirectoryPath": StringShape(),
    "pydantic.NewPath": StringShape(),
    "pydantic.ByteSize": NumberShape(integer=True),
    "pydantic.color.Color": StringShape(),
    "pydantic.IPvAnyAddress": StringShape(),
    "pydantic.IPvAnyNetwork": StringShape(),
    "pydantic.ImportString": StringShape(),
    **{name: StringShape(format=kind) for kind, names in _FORMATS.items() for name in names},
}


def scalar(name: str) -> Shape | None:
    """The shape of a type by its dotted name; None when it isn't a plain value."""
    return _PLAIN.get(name.replace("pydantic.v1.", "pydantic."))


_LIMITS = {
    "ge": "minimum",
    "le": "maximum",
    "gt": "exclusive_minimum",
    "lt": "exclusive_maximum",
    "multiple_of": "multiple_of",
    "min_length": "min_length",
    "max_length": "max_length",
    "min_items": "min_items",
    "max_items": "max_items",
    "regex": "pattern",
    "pattern": "pattern",
}
_ALONE = {
    "Gt": "gt",
    "Ge": "ge",
    "Lt": "lt",
    "Le": "le",
    "MinLen": "min_length",
    "MaxLen": "max_length",
}


def constrained(shape: Shape, extras: tuple[Value, ...]) -> Shape:
    """A shape with the limits of `Field(...)`, `Query(...)`, `conint(...)` and the like put on it."""
    for extra in extras:
        if not isinstance(extra, Call):
            continue
        last = extra.name.rpartition(".")[2]
        limits = {name: _value(value) for name, value in extra.kwargs.items() if name in _LIMITS}
        if last in _ALONE and extra.args:
            limits[_ALONE[last]] = _value(extra.args[0])
        discriminator = extra.kwargs.get("discriminator")
        if last == "Discriminator" and extra.args:
            discriminator = extra.args[0]
        shape = _limited(shape, {key: value for key, value in limits.items() if value is not None})
        if isinstance(discriminator, str):
            shape = _discriminated(shape, discriminator)
    return shape


def _value(value: Value) -> Any:
    value = value.value if isinstance(value, Member) else value
    if isinstance(value, Call) and dotted_name(value.function).endswith("Decimal") and value.args:
        text = value.args[0]
        return float(text) if isinstance(text, (str, int, float)) and _number(str(text)) else None
    return (
        None
        if isinstance(value, External)
        else value if isinstance(value, (int, float, str)) else None
    )


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _limited(shape: Shape, limits: dict[str, Any]) -> Shape:
    if not limits:
        return shape
    if isinstance(shape, UnionShape):
        options = tuple(_limited(option, limits) for option in shape.options)
        return replace(shape, options=options)
    names = {item.name for item in fields(shape)}
    found: dict[str, Any] = {}
    for key, value in limits.items():
        name = _LIMITS[key]
        if isinstance(shape, ArrayShape):
            name = {"min_length": "min_items", "max_length": "max_items"}.get(name, name)
        if name in names and isinstance(value, str) == (name == "pattern"):
            found[name] = value
    return replace(shape, **found) if found else shape


def _discriminated(shape: Shape, name: str) -> Shape:
    return replace(shape, discriminator=name) if isinstance(shape, UnionShape) else shape

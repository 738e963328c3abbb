"""A type as Python itself would print it, without the modules: the name a response or request model goes by."""

from __future__ import annotations

from spec2code.project.api.annotated_text import metadata_text
from spec2code.project.values import (
    Attribute,
    Builtin,
    Call,
    Class,
    External,
    Member,
    Subscript,
    TypeParameter,
    UnionOf,
    Value,
    dotted_name,
)

__all__ = ["type_text"]


def type_text(value: Value) -> str | None:
    """`Optional[list[User]]`; None where a part of it isn't known."""
    if value is None:
        return "None"
    if value is ...:
        return "..."
    if isinstance(value, (Class, TypeParameter)):
        return value.name
    if isinstance(value, (Builtin, External)):
        return value.name.rpartition(".")[2]
    if isinstance(value, (Subscript, UnionOf)):
        return value.alias or (_subscript(value) if isinstance(value, Subscript) else _union(value))
    if isinstance(value, Member):
        return f"{value.cls.name}.{value.name}"
    if isinstance(value, Call):
        return _made(value)
    if isinstance(value, Attribute):
        last = dotted_name(value).rpartition(".")[2]
        return last if last[:1].isupper() else None
    if isinstance(value, (list, tuple)):
        parts = [type_text(item) for item in value]
        return None if None in parts else "[" + ", ".join(str(part) for part in parts) + "]"
    if isinstance(value, str):
        return value
    return None


def _made(value: Call) -> str | None:
    """A type that a call makes, by the name that it is given."""
    name = value.argument(0, "model_name")
    if value.name.rpartition(".")[2] in (
        "create_model",
        "Enum",
        "StrEnum",
        "IntEnum",
        "NamedTuple",
    ):
        return name if isinstance(name, str) else None
    last = value.name.rpartition(".")[2]
    if last in ("conlist", "conset"):
        inner = type_text(value.argument(0, "item_type"))
        least, most = value.kwargs.get("min_length") or 0, value.kwargs.get("max_length")
        return (
            inner and f"Annotated[{last[3:]}[{inner}], Len(min_length={least}, max_length={most})]"
        )
    plain = {"conint": "int", "constr": "str", "confloat": "float", "condecimal": "Decimal"}
    return plain.get(value.name.rpartition(".")[2])


def _subscript(value: Subscript) -> str | None:
    name = value.base.name if isinstance(value.base, (External, Builtin)) else ""
    if name == "typing.Annotated":
        return _annotated(value.items)
    if name == "pydantic.json_schema.SkipJsonSchema":
        return f"Annotated[{type_text(value.items[0])}, SkipJsonSchema()]"
    if name == "typing.Literal":
        return "Literal[" + ", ".join(_literal(item) for item in value.items) + "]"
    if name in ("typing.Union", "typing.Optional"):
        items = value.items if name == "typing.Union" else (*value.items, None)
        return _typing_union(items)
    if isinstance(value.base, Class):  # a model's own name shows no metadata
        parts = [_displayed(_bare(item)) for item in value.items]
        return None if None in parts else f"{value.base.name}[{', '.join(map(str, parts))}]"
    base = type_text(value.base)
    parts = ["NoneType" if item is None else type_text(item) for item in value.items]
    if base is None or None in parts:
        return None
    return f"{base}[{', '.join(str(part) for part in parts)}]"


def _displayed(value: Value) -> str | None:
    """A type as Pydantic prints it in the name of a generic model: every union as `Union`."""
    if value is None:
        return "NoneType"
    if getattr(value, "alias", None):
        return type_text(value)
    base = value.base if isinstance(value, Subscript) else None
    united = isinstance(value, UnionOf) or _is(base, "typing.Union") or _is(base, "typing.Optional")
    if united:
        options = [_displayed(item) for item in _flat((value,))]
        rest = [item for item in options if item != "NoneType"]
        options = rest + ["NoneType"] * (len(rest) < len(options))
        return None if None in options else f"Union[{', '.join(dict.fromkeys(map(str, options)))}]"
    if not isinstance(value, Subscript) or (
        isinstance(base, External) and base.name in ("typing.Annotated", "typing.Literal")
    ):
        return type_text(value)
    name = type_text(value.base)
    parts = [_displayed(_bare(item)) for item in value.items]
    return None if name is None or None in parts else f"{name}[{', '.join(map(str, parts))}]"


def _annotated(items: tuple[Value, ...]) -> str | None:
    """The type alone where what stands behind it can't be told."""
    kind, extras = _flattened(items)
    text = type_text(kind)
    texts = [metadata_text(item) for item in extras]
    if text is None or None in texts or not texts:
        return text
    return f"Annotated[{', '.join([text, *map(str, texts)])}]"


def _flattened(items: tuple[Value, ...]) -> tuple[Value, tuple[Value, ...]]:
    kind, *extras = items
    while isinstance(kind, Subscript) and _is(kind.base, "typing.Annotated"):
        inner = kind.items
        kind, extras = inner[0], [*inner[1:], *extras]
    return kind, tuple(extras)


def _bare(value: Value) -> Value:
    if isinstance(value, Subscript) and _is(value.base, "typing.Annotated") and not value.alias:
        return _flattened(value.items)[0]
    return value


def _literal(value: Value) -> str:
    return f"{value.cls.name}.{value.name}" if isinstance(value, Member) else repr(value)


def _typing_union(items: tuple[Value, ...]) -> str | None:
    """`Union[...]` as typing prints it: nested unions flattened, with None `Optional`."""
    options: list[str] = []
    nothing = False
    for item in _flat(items):
        if item is None:
            nothing = True
            continue
        text = type_text(item)
        if text is None:
            return None
        if text not in options:
            options.append(text)
    if nothing and len(options) == 1:
        return f"Optional[{options[0]}]"
    if nothing:
        options.append("NoneType")
    return options[0] if len(options) == 1 else f"Union[{', '.join(options)}]"


def _flat(items: tuple[Value, ...]) -> list[Value]:
    result: list[Value] = []
    for item in items:
        if getattr(item, "alias", None):
            result.append(item)
        elif isinstance(item, UnionOf):
            result.extend(_flat(item.options))
        elif isinstance(item, Subscript) and _is(item.base, "typing.Union"):
            result.extend(_flat(item.items))
        elif isinstance(item, Subscript) and _is(item.base, "typing.Optional"):
            result.extend(_flat((*item.items, None)))
        else:
            result.append(item)
    return result


def _is(value: Value, name: str) -> bool:
    return isinstance(value, External) and value.name == name


def _union(value: UnionOf) -> str | None:
    """`X | Y`, which becomes typing's own union as soon as a part of it is typing's."""
    options = _flat(value.options)
    if any(_of_typing(option) for option in value.options):
        return _typing_union(tuple(options))
    parts = [type_text(option) for option in options]
    if None in parts:
        return None
    return " | ".join(dict.fromkeys(str(part) for part in parts))


def _of_typing(value: Value) -> bool:
    base = value.base if isinstance(value, Subscript) else value
    if isinstance(base, TypeParameter):
        return True
    return isinstance(base, External) and base.name.startswith("typing.")

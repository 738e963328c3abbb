"""What stands behind a type in `Annotated[...]`, as Python prints it: a part of the name that such a type goes by."""

from __future__ import annotations

import ast

from spec2code.project.values import Call, Class, Instance, Value

__all__ = ["metadata_text"]

_LIMITS = {
    "gt": "Gt",
    "ge": "Ge",
    "lt": "Lt",
    "le": "Le",
    "multiple_of": "MultipleOf",
    "min_length": "MinLen",
    "max_length": "MaxLen",
}
_GENERAL = (
    "pattern", "coerce_numbers_to_str", "allow_inf_nan", "max_digits", "decimal_places", "union_mode",
)  # fmt: skip
_FIELD = (
    "alias", "validation_alias", "serialization_alias", "title", "description", "examples",
    "exclude", "discriminator", "deprecated", "json_schema_extra",
)  # fmt: skip
_RECORDS = {
    "Discriminator": (
        ("discriminator", ...),
        ("custom_error_type", None),
        ("custom_error_message", None),
        ("custom_error_context", None),
    ),
    "Tag": (("tag", ...),),
    "SkipJsonSchema": (),
}
"""Pydantic's dataclasses: their fields and defaults."""


def metadata_text(value: Value) -> str | None:
    """`FieldInfo(annotation=NoneType, required=True, discriminator='kind')`; None where it can't be told."""
    if isinstance(value, Call):
        last = value.name.rpartition(".")[2]
        if last in ("Field", "FieldInfo"):
            return _field(value)
        if last in _RECORDS:
            return _record(value, last)
        return None
    if isinstance(value, Instance):
        return _instance(value)
    return _plain(value)


def _field(value: Call) -> str | None:
    default = value.argument(0, "default", ...)
    parts = ["annotation=NoneType"]
    parts.append(f"required={default is ... and 'default_factory' not in value.kwargs}")
    texts: list[str | None] = []
    if default is not ...:
        texts.append(_named("default", default))
    if "default_factory" in value.kwargs:
        return None
    alias = value.kwargs.get("alias")
    for name in _FIELD:
        given = value.kwargs.get(name)
        if given is not None and not (name.endswith("_alias") and given == alias):
            texts.append(_named(name, given))
    limits = [
        f"{kind}({name}={value.kwargs[name]!r})"
        for name, kind in _LIMITS.items()
        if isinstance(value.kwargs.get(name), (int, float))
    ]
    if isinstance(strict := value.kwargs.get("strict"), bool):
        limits.insert(0, f"Strict(strict={strict})")
    general = [
        (name, value.kwargs[name]) for name in _GENERAL if value.kwargs.get(name) is not None
    ]
    if general:
        named = [_named(name, given) for name, given in general]
        if None in named:
            return None
        limits.append(f"_PydanticGeneralMetadata({', '.join(map(str, named))})")
    if limits:
        texts.append(f"metadata=[{', '.join(limits)}]")
    if None in texts:
        return None
    return f"FieldInfo({', '.join([*parts, *map(str, texts)])})"


def _record(value: Call, name: str) -> str | None:
    texts = [
        _named(field, value.argument(position, field, default))
        for position, (field, default) in enumerate(_RECORDS[name])
    ]
    return None if None in texts else f"{name}({', '.join(map(str, texts))})"


def _instance(value: Instance) -> str | None:
    """An object of a dataclass of the project that derives from no other."""
    cls = value.cls
    if not isinstance(cls, Class) or cls.node.bases or not cls.node.decorator_list:
        return None
    texts: list[str | None] = []
    for node in cls.node.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            if name in value.attributes:
                texts.append(_named(name, value.attributes[name]))
            elif isinstance(node.value, ast.Constant):
                texts.append(_named(name, node.value.value))
            else:
                return None
    return None if None in texts else f"{cls.name}({', '.join(map(str, texts))})"


def _named(name: str, value: Value) -> str | None:
    text = _plain(value)
    return None if text is None else f"{name}={text}"


def _plain(value: Value) -> str | None:
    if value is None or isinstance(value, (str, int, float, bool)):
        return repr(value)
    if isinstance(value, list):
        items = [_plain(item) for item in value]
        return None if None in items else f"[{', '.join(map(str, items))}]"
    if isinstance(value, dict):
        pairs = [(_plain(key), _plain(item)) for key, item in value.items()]
        if any(None in pair for pair in pairs):
            return None
        return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
    return None

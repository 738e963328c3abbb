"""Pydantic, SQLModel and dataclass definitions in a document as shapes, by reading their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    EnumShape,
    Field,
    JsonValue,
    Missing,
    ObjectShape,
    Shape,
    is_nullable,
)
from spec2code.model.span import Excerpt
from spec2code.spec.clauses import literal, split_top
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.type_grammar import TypeReader
from spec2code.spec.validation import Bound, Rules

__all__ = ["class_names", "has_models", "read_field", "read_models"]

_CLASS = regex(
    r"^([ \t]*)(@dataclass\b[^\n]*\n[ \t]*)?class\s+([A-Za-z_]\w*)\s*(?:\(([^()\n]*)\))?\s*:",
    re.MULTILINE,
)
_FIELD = regex(r"([A-Za-z_]\w*)\s*:\s*(.+?)(?:\s*(?<![=!<>])=(?!=)\s*(.+?))?", re.DOTALL)
_MODULE = regex(r"\b(?:uuid|datetime|dt|typing|t|decimal|enum|pydantic)\.(?=[A-Za-z])")
_SKETCHED = regex(r"[a-z]\w*\s*:\s*[A-Za-z][\w.\[\], |\"']*(?:=\s*\S.*)?", re.DOTALL)
_VALUE = regex(r"([A-Za-z_]\w*)\s*=\s*(.+)")
_MODELS: Final = frozenset(
    [
        "BaseModel",
        "SQLModel",
        "TypedDict",
        "BaseSchema",
        "GenericModel",
        "CamelModel",
        "Schema",
        "RootModel",
    ]
)
_NAMES: Final[dict[str, str]] = {
    "EmailStr": "email",
    "HttpUrl": "uri",
    "AnyUrl": "uri",
    "AnyHttpUrl": "uri",
    "UUID4": "uuid",
    "PositiveInt": "positive integer",
    "NonNegativeInt": "integer",
    "Any": "any",
    "SecretStr": "password",
    "StrictStr": "string",
    "StrictInt": "integer",
}
_BOUNDS: Final = ("min_length", "max_length", "ge", "gt", "le", "lt", "min_items", "max_items")


@dataclass(slots=True)
class _Class:
    name: str
    bases: list[str]
    is_dataclass: bool
    lines: list[tuple[str, int]] = field(default_factory=list)


def has_models(text: str) -> bool:
    return bool(_CLASS.search(text))


def class_names(excerpt: Excerpt) -> tuple[str, ...]:
    """The names of the classes that may be bodies."""
    return tuple(item.name for item in _classes(excerpt.text) if _kind(item, {}) != "other")


def read_models(
    excerpt: Excerpt, definitions: Mapping[str, Shape] | None = None
) -> dict[str, Shape]:
    """The shapes of the classes in the text; plain classes are left out, but for those of annotations alone."""
    classes = _classes(excerpt.text)
    by_name = {item.name: item for item in classes}
    known: dict[str, Shape] = dict(definitions or {})
    known.update({item.name: ANY for item in classes})
    found: dict[str, Shape] = {}
    for item in classes:
        kind = _kind(item, by_name)
        if kind == "enum":
            values = _enum_values(item)
            if values:
                found[item.name] = EnumShape(values=values, name=item.name)
        elif kind == "model":
            inherited = [found[base] for base in item.bases if base in found]
            fields: dict[str, Field] = {}
            for parent in inherited:
                if isinstance(parent, ObjectShape):
                    fields.update({inner.name: inner for inner in parent.fields})
            for inner in _fields(excerpt, item, known):
                fields[inner.name] = inner
            found[item.name] = ObjectShape(fields=tuple(fields.values()), name=item.name)
    return found


def _classes(text: str) -> list[_Class]:
    heads = list(_CLASS.finditer(text))
    found: list[_Class] = []
    for index, match in enumerate(heads):
        following = heads[index + 1] if index + 1 < len(heads) else None
        indent, decorator, name, bases = match.groups()
        item = _Class(
            name,
            [base.strip() for base in (bases or "").split(",") if base.strip()],
            bool(decorator),
        )
        end = following.start() if following else len(text)
        _collect(text, match.end(), end, len(indent.expandtabs()), item)
        found.append(item)
    return found


def _collect(text: str, start: int, end: int, indent: int, item: _Class) -> None:
    """The logical lines of the class body; a line goes on while a bracket is open."""
    position = start
    pending, begin, depth = "", start, 0
    docstring = False
    for line in text[start:end].split("\n"):
        here = position
        position += len(line) + 1
        stripped = line.strip()
        if stripped.count('"""') == 1 or stripped.count("'''") == 1:
            docstring = not docstring
            continue
        if docstring or not stripped or stripped.startswith(("#", '"""', "'''", "@")):
            continue
        if (
            depth == 0
            and len(line.expandtabs()) - len(line.expandtabs().lstrip()) <= indent
            and here > start
        ):
            return
        code = re.sub(r"\s+#.*$", "", stripped)
        if depth == 0:
            pending, begin = code, here + len(line) - len(line.lstrip())
        else:
            pending += " " + code
        depth = max(
            0,
            sum(pending.count(sign) for sign in "([{") - sum(pending.count(sign) for sign in ")]}"),
        )
        if len(pending) > 4000:
            depth = 0
        if depth == 0:
            item.lines.append((pending, begin))


def _kind(item: _Class, by_name: Mapping[str, _Class], depth: int = 0) -> str:
    bases = {base.rpartition(".")[2] for base in item.bases}
    if any(base.endswith("Enum") for base in bases):
        return "enum"
    if item.is_dataclass or bases & _MODELS:
        return "model"
    for base in item.bases:
        parent = by_name.get(base)
        if parent is not None and parent is not item and depth < 8:
            if _kind(parent, by_name, depth + 1) == "model":
                return "model"
    if any(re.search(r"(?:Base|Schema|Model|Create|Update|Read|DTO)$", base) for base in bases):
        return "model"
    return "model" if not item.bases and _is_sketch(item) else "other"


def _is_sketch(item: _Class) -> bool:
    """Whether a class without bases holds nothing but annotated names: the sketch of a shape."""
    return len(item.lines) > 1 and all(_SKETCHED.fullmatch(text) for text, _ in item.lines)


def _enum_values(item: _Class) -> tuple[str | int | float | bool, ...]:
    values: list[str | int | float | bool] = []
    for text, _ in item.lines:
        match = _VALUE.fullmatch(text)
        value = literal(match.group(2)) if match else None
        if match and match.group(2).strip() in ("auto()", "enum.auto()"):
            value = match.group(1).lower()
        if isinstance(value, (str, int, float, bool)):
            values.append(value)
    return tuple(dict.fromkeys(values))


def _fields(excerpt: Excerpt, item: _Class, known: Mapping[str, Shape]) -> list[Field]:
    found: list[Field] = []
    for text, offset in item.lines:
        if text.startswith(("def ", "async ", "class ", "return ", "model_config", "if ", "else")):
            continue
        match = _FIELD.fullmatch(text)
        if match is None or match.group(1).startswith("_"):
            continue
        name, kind, default = match.groups()
        if "ClassVar" in kind or "Relationship(" in (default or ""):
            continue
        found.append(read_field(excerpt, name, kind, default, offset, known))
    return found


def read_field(
    excerpt: Excerpt,
    name: str,
    kind: str,
    default: str | None,
    offset: int,
    known: Mapping[str, Shape],
) -> Field:
    """The field that a name, its annotation and its default state; `known` are the shapes by name."""
    kind = kind.strip().strip("\"'")
    if match := re.fullmatch(r"Annotated\[(.+?),\s*(Field|Query|Body|Path)\((.*)\)\]", kind):
        kind, default = match.group(1), default or f"Field({match.group(3)})"
    for word, phrase in _NAMES.items():
        kind = re.sub(rf"\b{word}\b", phrase, kind)
    kind = re.sub(r"\bcon(str|int|float|list)\([^()]*\)", r"\1", kind)
    kind = _MODULE.sub("", kind)
    shape = TypeReader(known).read(kind) or AnyShape(reason=f"type `{kind[:60]}` is not understood")
    required, value, rules, alias, description = _default(default)
    shape, _ = apply_rules(shape, rules)
    return Field(
        alias or name,
        shape,
        required=required,
        default=value if not (value is None and not is_nullable(shape)) else MISSING,
        description=description,
        python_name=name if alias else None,
        span=excerpt.span(offset, offset + len(name)),
    )


def _default(
    text: str | None,
) -> tuple[bool, JsonValue | Missing, Rules, str | None, str | None]:
    """Required, default, rules, alias and description that stand behind the `=`."""
    rules = Rules()
    if text is None:
        return True, MISSING, rules, None, None
    text = text.strip()
    match = re.fullmatch(
        r"(?:\w+\.)?(?:Field|field|Query|Body|Path|Header|Cookie|Form|File)\((.*)\)",
        text,
        re.DOTALL,
    )
    if match is None:
        if text == "...":
            return True, MISSING, rules, None, None
        return False, _simple(text), rules, None, None
    required = True
    stated: JsonValue | Missing = MISSING
    found: dict[str, str] = {}
    for index, part in enumerate(split_top(match.group(1), ",")):
        key, equals, given = part.partition("=")
        if equals and re.fullmatch(r"\s*\w+\s*", key):
            found[key.strip()] = given.strip()
        elif index == 0 and part and part != "...":
            found["default"] = part
    if "default" in found and found["default"] != "...":
        required, stated = False, _simple(found["default"])
    if "default_factory" in found:
        required = False
    alias = _text(found.get("alias") or found.get("serialization_alias"))
    description = _text(found.get("description"))
    _bounds(found, rules)
    return required, stated, rules, alias, description


def _bounds(found: dict[str, str], rules: Rules) -> None:
    for key in _BOUNDS:
        value = literal(found[key]) if key in found else None
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            continue
        of = "length" if "length" in key else "items" if "items" in key else "value"
        if key.startswith("min") or key in ("ge", "gt"):
            rules.bounds.append(Bound(of, low=value, low_open=key == "gt"))
        else:
            rules.bounds.append(Bound(of, high=value, high_open=key == "lt"))
    pattern = _text(found.get("pattern") or found.get("regex"))
    if pattern:
        rules.pattern = pattern


def _text(text: str | None) -> str | None:
    match = re.fullmatch(r"[rb]?([\"'])(.*)\1", text.strip(), re.DOTALL) if text else None
    return match.group(2) if match else None


def _simple(text: str) -> JsonValue | Missing:
    """A default that is plainly a value; anything computed is not known."""
    text = text.strip()
    if re.fullmatch(r"[\"'].*[\"']|-?\d[\d_]*(?:\.\d+)?|True|False|None|\[\]|\{\}", text):
        return literal(text)
    return MISSING

"""Pydantic classes out of a JSON Schema document, by datamodel-code-generator, in the order that was asked for.

Three things are mended in what it writes. It makes a class of every constraint inside of a list, map or
union, where an `Annotated` says the same in place. It leaves defaults as they stand in JSON, so that a date
would be a string. And it lets every class be populated by name, with or without an alias.
"""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from spec2code.codegen.api_generics import Generic
from spec2code.codegen.api_types import JSON_NUMBER, JSON_TEXT
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import docstring, string_literal
from spec2code.codegen.python import format_python
from spec2code.model.records import dataclass
from spec2code_generators.pydantic.camel import in_camel_case, is_camel, is_camel_model
from spec2code_generators.pydantic.document import INLINE
from spec2code_generators.pydantic.json_types import SHARED, is_decimal
from spec2code_generators.pydantic.shared import (
    Strict,
    by_member,
    flat,
    generic_class,
    member_class,
    of_urls,
)

__all__ = ["Classes", "Wanted", "render_classes", "usable_pattern"]

_MADE_BY_CALL: Final = frozenset({"UUID", "Decimal", "AnyUrl", "IPv4Address", "IPv6Address"})
_MADE_FROM_ISO: Final = frozenset({"date", "datetime"})
_PLAIN: Final = frozenset(
    {"str", "int", "float", "bool", "list", "dict", "Any", "Literal", "Annotated", "Field", "None"}
) | {"EmailStr", "StrictBool", "StrictFloat", JSON_NUMBER, JSON_TEXT}

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ALWAYS: Final = (
    ("decimal", "Decimal", None),
    ("pydantic", "AnyUrl", None),
    ("pydantic", "Field", None),
    ("pydantic", "StrictBool", None),
    ("pydantic", "StrictFloat", None),
    ("typing", "Annotated", None),
)
_BOUNDS: Final = frozenset({"ge", "gt", "le", "lt", "multiple_of"})


@dataclass(frozen=True, slots=True)
class Classes:
    text: str
    """The classes as black has them, without imports."""
    uses: frozenset[str]
    """Names that the text uses of other modules."""


def usable_pattern(pattern: str) -> bool:
    """Whether pydantic compiles the pattern: its engine has no look-around and no back-references."""
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which classes to write, and how.

    `taken` are those that callers send, `given` those that the application makes; `fields` is the name of
    the attribute for a field of a class, `types` the module of the types that classes share.
    """

    order: Sequence[str]
    generics: Sequence[Generic]
    taken: Collection[str]
    given: Collection[str]
    fields: Callable[[str, str], str]
    types: str


def render_classes(
    document: dict[str, Any],
    aliases: dict[str, str],
    wanted: Wanted,
    imports: Imports,
    line_length: int,
) -> Classes:
    """Write the classes that are wanted and note what they import."""
    module = _aliased(ast.parse(_generate(document, aliases)))
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    roots = _inline_annotations(module)
    generic_of = by_member(wanted.generics)
    parts: list[str] = []
    written: set[str] = set()
    for name in wanted.order:
        strict = Strict(given=name in wanted.given) if name in wanted.taken else None
        node = _Inlined(roots, strict).visit(classes[name])
        assert isinstance(node, ast.ClassDef)
        generic = generic_of.get(name)
        if generic is not None:
            if generic.name not in written:
                written.add(generic.name)
                attribute = wanted.fields(name, generic.field)
                whole = generic_class(node, generic, attribute)
                parts.append(_formatted(_render(whole), line_length))
            node = member_class(node, generic)
        parts.append(_formatted(_render(node), line_length))
    recursive = _rebuilt(module, set(wanted.order))
    if wanted.generics:
        imports.add("typing", "Generic")
        variable = imports.add("typing", "TypeVar")
        name = wanted.generics[0].variable
        parts.insert(0, f"{name} = {variable}({string_literal(name)})")
    text = "\n\n\n".join([*parts, *(["\n".join(recursive)] if recursive else [])])
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    for module_name, name, alias in _imported(module):
        if (alias or name) in used:
            imports.add(module_name, name, alias)
    for name in used:
        if name in SHARED or is_decimal(name):
            imports.add(wanted.types, name)
    return Classes(text, frozenset(used))


def _formatted(text: str, line_length: int) -> str:
    """The text as black has it; what is written here needs it only where a line is too long."""
    if text.isascii() and all(len(line) <= line_length for line in text.split("\n")):
        return text
    return format_python(text, line_length).rstrip("\n")


def _generate(document: dict[str, Any], aliases: dict[str, str]) -> str:
    import json

    from datamodel_code_generator import generate
    from datamodel_code_generator.config import GenerateConfig
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import DatetimeClassType, PythonVersion
    from datamodel_code_generator.parser import LiteralType

    config = GenerateConfig(
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        formatters=[],
        class_name="Spec2codeRoot",
        skip_root_model=True,
        use_annotated=True,
        field_constraints=True,
        use_union_operator=True,
        use_standard_collections=True,
        enum_field_as_literal=LiteralType.All,
        strict_nullable=True,
        use_schema_description=True,
        snake_case_field=True,
        aliases={_encodable(wire): name for wire, name in aliases.items()},
        custom_class_name_generator=str,
        allow_population_by_field_name=True,
        field_extra_keys={"deprecated", "readOnly", "writeOnly"},
        output_datetime_class=DatetimeClassType.Datetime,
        disable_timestamp=True,
    )
    with warnings.catch_warnings():
        # What it warns of is mended here: defaults that are no values yet.
        warnings.simplefilter("ignore")
        made = generate(_encodable(json.dumps(document, ensure_ascii=False)), config=config)
    assert isinstance(made, str)
    return made


def _aliased(module: ast.Module) -> ast.Module:
    """`date as date_` for `date as date_aliased`, which a class has that calls a field `date`."""
    own = {
        item.target.id
        for node in module.body
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.alias) and node.asname == f"{node.name}_aliased":
            node.asname = node.asname if f"{node.name}_" in own else f"{node.name}_"
        elif isinstance(node, ast.Name) and node.id.endswith("_aliased"):
            short = node.id.removesuffix("aliased")
            node.id = node.id if short in own else short
    return module


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no file can hold."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _inline_annotations(module: ast.Module) -> dict[str, ast.expr]:
    """The annotation behind each definition that has no class of its own."""
    found: dict[str, ast.expr] = {}
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith(INLINE):
            for item in node.body:
                if isinstance(item, ast.AnnAssign):
                    found[node.name] = of_urls(item.annotation, node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id.startswith(INLINE):
                found[target.id] = of_urls(node.value.args[1], target.id)
    return found


class _Inlined(ast.NodeTransformer):
    """Annotations with what has no class of its own written in place."""

    def __init__(self, roots: dict[str, ast.expr], strict: Strict | None) -> None:
        self._roots = roots
        self._strict = strict

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        node.annotation = self.visit(node.annotation)
        if self._strict is not None:
            node.annotation = self._strict.visit(node.annotation)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        root = self._roots.get(node.id)
        if root is None:
            return node
        placed: ast.expr = self.visit(copy.deepcopy(root))
        return placed

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        return flat(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """`Any | None` as `Any`."""
        self.generic_visit(node)
        return node.left if isinstance(node.left, ast.Name) and node.left.id == "Any" else node


def _render(node: ast.ClassDef) -> str:
    body = list(node.body)
    for word in ast.walk(node):
        if isinstance(word, ast.keyword):
            _plain_bound(word)
    lines: list[str] = []
    if text := ast.get_docstring(node, clean=True):
        body = body[1:]
        lines += [docstring(text, indent="    "), *([""] if body else [])]
    fields = [item for item in body if isinstance(item, ast.AnnAssign)]
    if is_camel(node, fields):
        in_camel_case(node, fields)
    has_alias = any(_field_call(item, "alias") for item in fields)
    has_alias = has_alias and not is_camel_model(node)
    for item in body:
        if isinstance(item, ast.Assign) and _is_config(item):
            call = item.value
            assert isinstance(call, ast.Call)
            call.keywords = [
                word for word in call.keywords if has_alias or word.arg != "populate_by_name"
            ]
            if call.keywords:
                lines += [_source(item), ""]
        elif isinstance(item, ast.AnnAssign):
            lines.append(_source(_with_value(item)))
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    indented = "\n".join(f"    {line}" if line else "" for line in lines or ["pass"])
    return f"class {node.name}({bases}):\n{indented}"


class _Quoted(ast.NodeTransformer):
    """Strings in the quotes that black would give them."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Name(string_literal(node.value)) if isinstance(node.value, str) else node


def _source(node: ast.stmt) -> str:
    return ast.unparse(_Quoted().visit(node))


def _is_config(node: ast.Assign) -> bool:
    target = node.targets[0]
    return isinstance(target, ast.Name) and target.id == "model_config"


def _field_call(node: ast.AnnAssign, keyword: str) -> bool:
    return any(
        isinstance(call, ast.Call) and any(word.arg == keyword for word in call.keywords)
        for call in ast.walk(node.annotation)
    )


def _with_value(node: ast.AnnAssign) -> ast.AnnAssign:
    """The field with a default of its own type."""
    annotation = _without_validate_default(node.annotation)
    default = node.value
    names = {item.id for item in ast.walk(annotation) if isinstance(item, ast.Name)}
    if default is not None and not _is_none(default) and not names <= _PLAIN:
        default = _made(default, names - _PLAIN)
    return ast.AnnAssign(node.target, annotation, default, node.simple)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _made(default: ast.expr, names: set[str]) -> ast.expr:
    if isinstance(default, ast.Constant) and isinstance(default.value, str) and len(names) == 1:
        name = next(iter(names))
        literal = string_literal(default.value)
        plain = name.removesuffix("_aliased").rstrip("_")
        if is_decimal(plain):
            return ast.parse(f"Decimal({literal})", mode="eval").body
        if plain in _MADE_FROM_ISO:
            return ast.parse(f"{name}.fromisoformat({literal})", mode="eval").body
        if plain in _MADE_BY_CALL:
            return ast.parse(f"{name}({literal})", mode="eval").body
    if isinstance(default, ast.List | ast.Dict) and not ast.literal_eval(default):
        return default
    call = ast.parse("Field(default=None, validate_default=True)", mode="eval").body
    assert isinstance(call, ast.Call)
    call.keywords[0].value = default
    return call


def _without_validate_default(annotation: ast.expr) -> ast.expr:
    """The annotation without `Field(validate_default=True)`; an Annotated with nothing left is its type."""
    if not (
        isinstance(annotation, ast.Subscript)
        and isinstance(annotation.value, ast.Name)
        and annotation.value.id == "Annotated"
        and isinstance(annotation.slice, ast.Tuple)
    ):
        return annotation
    kept: list[ast.expr] = [annotation.slice.elts[0]]
    for item in annotation.slice.elts[1:]:
        if isinstance(item, ast.Call):
            item.keywords = [word for word in item.keywords if word.arg != "validate_default"]
            item.args = [arg for arg in item.args if not _is_none(arg)]
            if not item.keywords and not item.args:
                continue
        kept.append(item)
    if len(kept) == 1:
        return kept[0]
    annotation.slice.elts = kept
    return annotation


def _plain_bound(word: ast.keyword) -> None:
    """`ge=0.0` as `ge=0`."""
    bound = word.value
    if word.arg in _BOUNDS and isinstance(bound, ast.Constant) and isinstance(bound.value, float):
        if bound.value.is_integer() and abs(bound.value) < 2**53:
            bound.value = int(bound.value)


def _rebuilt(module: ast.Module, names: set[str]) -> list[str]:
    return [
        ast.unparse(node)
        for node in module.body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and isinstance(node.value.func.value, ast.Name)
        and node.value.func.value.id in names
    ]


def _imported(module: ast.Module) -> list[tuple[str, str, str | None]]:
    found = [
        (node.module or "", item.name, item.asname)
        for node in module.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for item in node.names
    ]
    for known in _ALWAYS:
        if known not in found:
            found.append(known)
    return found

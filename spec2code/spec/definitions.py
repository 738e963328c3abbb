"""The named shapes of a document: interfaces, Python models, and DTO sections (a heading with an example)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import ANY, Shape
from spec2code.model.span import Span
from spec2code.spec.blocks import Block, Document, Fence, ListItem, Paragraph, Section, TableBlock
from spec2code.spec.bodies import BodyPart, read_bodies
from spec2code.spec.column_tables import is_column_header
from spec2code.spec.fields import merge, read_field_table
from spec2code.spec.generic_types import Generic
from spec2code.spec.infer import NamedShapes, ShapePolicy
from spec2code.spec.inline import plain
from spec2code.spec.interfaces import declared_names, has_interfaces, read_generics, read_interfaces
from spec2code.spec.labels import name_role
from spec2code.spec.listed_shapes import ListedShape, find_listed, listed_shape
from spec2code.spec.openapi_fences import openapi_in
from spec2code.spec.openapi_shapes import schema_shape
from spec2code.spec.python_models import class_names, has_models, read_models
from spec2code.spec.schema_fences import schema_in
from spec2code.spec.told_definitions import told_definitions
from spec2code.spec.utility_types import settled

__all__ = ["DefinitionsReading", "read_definitions"]

_TYPESCRIPT: Final = frozenset(("ts", "typescript", "tsx", "js", "javascript", "graphql", ""))
_PYTHON: Final = frozenset(("py", "python", "python3", ""))
_TITLE = regex(
    r"(?:[Tt]he\s+)?`?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*|[A-Z][A-Za-z0-9]*(?:Request|Response|DTO|Dto))`?(?:\s+(?:object|model|schema|dto|type|structure|resource|对象|객체|模型|(?:JSON|response|data|object) (?:shape|object|schema|structure|format)|JSON))?",
)
_MODELS_TITLE = regex(
    r"\b(?:dtos?|data transfer|schemas?|types|objects|data structures?|definitions|payloads|resources)\b|数据结构|数据对象|模型定义|데이터 구조",
    re.IGNORECASE,
)
_REQUEST = regex(
    r"(?<![\w/])(?:GET|POST|PUT|PATCH|DELETE)[`*]*\s+[`*]*(?:https?://\S+?|\{\{\w+\}\})?/\w"
)
_NUMBER = regex(r"^\s*(?:\d+(?:\.\d+)*[.)、]?|[A-Z]\d+\.)\s+")
_OBJECT_WORD = regex(
    r"\b(?:object|model|schema|dto|type|structure|resource|shape|JSON)\b|对象|객체|模型",
    re.IGNORECASE,
)
_BARE_WORD = regex(r"(?:[:\[<|]|\.{3})\s*([A-Z][A-Za-z0-9]+)(?=\s*(?:\[\]|[,}\]>|;(]|$|\n))")
_ROLE_WORDS: Final = frozenset(
    [
        "Request",
        "Response",
        "Body",
        "Error",
        "Errors",
        "Success",
        "Example",
        "Headers",
        "Params",
        "Query",
        "Payload",
        "Input",
        "Output",
        "Result",
        "String",
        "Number",
        "Boolean",
        "Object",
        "Array",
        "Date",
        "Integer",
        "None",
        "True",
        "False",
        "Any",
        "Null",
        "Promise",
    ]
)
_JSON: Final = frozenset(("json", "jsonc", "json5", "js", "javascript", ""))


@dataclass(slots=True)
class DefinitionsReading:
    """`spans` are the blocks that define shapes and are no endpoint's body."""

    definitions: NamedShapes = field(default_factory=NamedShapes)
    spans: dict[Span, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_definitions(document: Document, policy: ShapePolicy | None = None) -> DefinitionsReading:
    """The shapes that the document gives a name to; the policy goes with them to every other reader."""
    reading = DefinitionsReading(NamedShapes(policy=policy))
    code = [block for _, block in document.walk() if isinstance(block, Fence) and _is_code(block)]
    words, referred = _bare_words(document), _referred(document)
    titled = [
        (name, section, blocks)
        for section in document.sections
        for name, blocks in _titled(document, section, words, referred)
    ]
    names: dict[str, Shape] = {name: ANY for name, _, _ in titled}
    listed = list(find_listed(document))
    names.update(dict.fromkeys((one.name for one in listed if not one.parameters), ANY))
    for fence in code:
        names.update(dict.fromkeys(declared_names(fence.excerpt), ANY))
        names.update(dict.fromkeys(class_names(fence.excerpt), ANY))
    for fence in code:
        found = {}
        if fence.language in _TYPESCRIPT:
            found.update(read_interfaces(fence.excerpt, names))
            for name, generic in read_generics(fence.excerpt, names).items():
                reading.definitions.generics.setdefault(name, generic)
        if fence.language in _PYTHON:
            found.update(read_models(fence.excerpt, names))
        for name, shape in found.items():
            reading.definitions.setdefault(name, shape)
        if found:
            reading.spans[fence.span] = f"shapes {', '.join(f'`{name}`' for name in found)}"
    for one in listed:
        _take_listed(reading, one, names)
    _take_openapi(reading, document, names)
    for name, shape, said in told_definitions(document, {**names, **reading.definitions}, policy):
        if reading.definitions.setdefault(name, shape) is shape and said is not None:
            reading.spans[said] = f"shape `{name}`"
    for name, shape in reading.definitions.items():
        reading.definitions[name] = settled(shape, reading.definitions)
    for name, _, blocks in titled:
        _take_titled(reading, name, blocks, names)
    for section in document.sections:
        _take_generic(reading, section, names)
    return reading


def _take_listed(
    reading: DefinitionsReading, listed: ListedShape, names: Mapping[str, Shape]
) -> None:
    """A shape that a list writes out, perhaps with parameters."""
    shape = listed_shape(listed, names, reading.definitions.policy)
    if shape is None:
        return
    if listed.parameters:
        generic = Generic(listed.parameters, shape)
        reading.definitions.generics.setdefault(listed.name, generic)
    elif reading.definitions.setdefault(listed.name, shape) is not shape:
        return
    reading.spans[listed.item.excerpt.span()] = f"shape `{listed.name}`"


def _take_openapi(
    reading: DefinitionsReading, document: Document, names: Mapping[str, Shape]
) -> None:
    """The named schemas of all OpenAPI in the document, which may lie in several fences."""
    found = [
        (block, api)
        for _, block in document.walk()
        if isinstance(block, Fence) and (api := openapi_in(block)) is not None
    ]
    listed = [(block, api, api.schemas()) for block, api in found]
    known = names.keys() | {name for _, _, schemas in listed for name, _ in schemas}
    for block, api, schemas in listed:
        reading.diagnostics += api.told(known)
        for name, node in schemas:
            reading.definitions.setdefault(
                name,
                schema_shape(
                    api, node, NamedShapes(dict.fromkeys(known, ANY), reading.definitions.policy)
                ),
            )
        if schemas and not api.operations:
            named = ", ".join(f"`{name}`" for name, _ in schemas)
            reading.spans[block.span] = f"shapes {named}"


_KIND_LEAD = regex(
    r"^(?:数据结构|数据对象|数据模型|结构体?|对象|데이터 구조|データ構造|data (?:structure|model|type|object)|type|object|schema|dto|interface|struct)\s*[:：]\s*(?=`?[A-Z])",
    re.IGNORECASE,
)
"""A word for what is named behind it: "数据结构：`StoreView`"."""
_IN_CODE = regex(r"`([A-Z][A-Za-z0-9]{2,60})(?:\[\])?`")
_IN_BRACKETS = regex(r"[(（]\s*`([A-Z][A-Za-z0-9]{2,60})`\s*[)）]\s*$")
"""The name behind what the shape is for: "Response shape (`StoreView`)", of what stands for itself and is spoken of elsewhere."""
_GENERIC_TITLE = regex(
    r"(?:\d[\d.]*\s+)?`?([A-Z][A-Za-z0-9]+)\s?<([A-Z]\w*(?:\s*,\s*[A-Z]\w*)*)\\?>`?(?:\s*[(（—–-].*)?"
)
_OTHERS_FIELDS = regex(r"\W*`[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*`(?:\s+[a-z]|\s*[:：]\s*$)")
"""A line about a shape by its name: "`StoreView` is returned by …", "`StoreView`:"."""


def _is_code(fence: Fence) -> bool:
    if fence.language in _TYPESCRIPT and has_interfaces(fence.text):
        return True
    return fence.language in _PYTHON and has_models(fence.text)


def _titled(
    document: Document, section: Section, words: frozenset[str], referred: frozenset[str]
) -> list[tuple[str, list[Block]]]:
    """The names in the title of a section that shows one shape, with the blocks that show it."""
    text = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", _NUMBER.sub("", section.plain)).strip()
    text = _KIND_LEAD.sub("", text)
    named = _IN_BRACKETS.search(section.title.text) if _OBJECT_WORD.search(text) else None
    if named is not None and named.group(1) in referred and section.level < 3:
        text = named.group(1)
    parts = [part.strip() for part in re.split(r"\s+/\s+|\s*,\s*|\s+and\s+|\s*&\s*", text)]
    matches = [_TITLE.fullmatch(part) for part in parts]
    if not parts or not all(matches):
        return []
    names = [match.group(1) for match in matches if match]
    role = name_role(text, exact=True)
    if role in ("request", "response", "errors") or names in (["Request"], ["Response"]):
        return []  # "Request JSON", "Response object" show one, and are the name of none
    above = next(iter(document.ancestors(section)), None)
    among_models = above is not None and bool(_MODELS_TITLE.search(above.plain))
    spoken = bool(_OBJECT_WORD.search(text))
    if not all(among_models or spoken or _humps(name) > 1 or name in words for name in names):
        return []
    shown = [block for block in section.blocks if isinstance(block, Fence | TableBlock)]
    shown = [block for block in shown if _shows(block)]
    if any(_OTHERS_FIELDS.match(getattr(block, "text", "")) for block in section.blocks):
        return []  # each of its tables is that of the shape named above it
    if any(_REQUEST.search(getattr(block, "text", "")) for block in section.blocks):
        return []  # the section is about endpoints, what it shows are their bodies
    if not shown or any(
        isinstance(block, ListItem) and "/" in plain(block.text)[:8] for block in section.blocks
    ):
        return []
    return [(name, list(shown)) for name in names]


def _bare_words(document: Document) -> frozenset[str]:
    """The capitalised words that stand in fences where a value or a type would."""
    found: set[str] = set()
    for _, block in document.walk():
        if isinstance(block, Fence):
            found.update(_BARE_WORD.findall(block.text))
    return frozenset(found) - _ROLE_WORDS


def _referred(document: Document) -> frozenset[str]:
    """The names with humps that lines of text have in code: "Response: `StoreView`"."""
    found: set[str] = set()
    for _, block in document.walk():
        if isinstance(block, Paragraph | ListItem):
            found.update(_IN_CODE.findall(block.text))
    return frozenset(name for name in found if _humps(name) > 1)


def _humps(name: str) -> int:
    return len(re.findall(r"[A-Z][a-z0-9]+|(?<=[a-z])(?:VO|DTO|BO|PO)$", name))


def _shows(block: Block) -> bool:
    if isinstance(block, Fence):
        if schema_in(block, {}) is not None:
            return True
        return block.language in _JSON and bool(re.match(r"\s*(?://[^\n]*\s*)*[{\[]", block.text))
    return isinstance(block, TableBlock) and not is_column_header(block)


def _take_titled(
    reading: DefinitionsReading, name: str, blocks: list[Block], names: dict[str, Shape]
) -> None:
    shape: Shape | None = None
    span: Span | None = None
    others = NamedShapes(
        {other: kind for other, kind in names.items() if other != name}, reading.definitions.policy
    )
    for block in blocks:
        if isinstance(block, Fence) and shape is None:
            if (stated := schema_in(block, others)) is not None:
                shape, span = stated, block.span
                continue
            bodies = read_bodies(block.excerpt, definitions=others)
            part = _part_for(name, [part for part in bodies.parts if part.shape is not None])
            if part is not None:
                shape, span = part.shape, block.span
                reading.diagnostics += bodies.diagnostics
        elif isinstance(block, TableBlock):
            table = read_field_table(block, others)
            if table is not None:
                shape, told = merge(shape, table)
                reading.diagnostics += told
                span = span or block.span
                reading.spans[block.span] = f"shape `{name}`"
    if shape is None or name in reading.definitions:
        return
    reading.definitions[name] = shape
    if span is not None:
        reading.spans[span] = f"shape `{name}`"


def _take_generic(
    reading: DefinitionsReading, section: Section, names: Mapping[str, Shape]
) -> None:
    """The type with parameters that a section is called by, with the table of its fields: `PageView<T>`."""
    match = _GENERIC_TITLE.fullmatch(section.title.text.strip())
    block = next((block for block in section.blocks if isinstance(block, TableBlock)), None)
    if match is None or block is None or is_column_header(block):
        return
    parameters = tuple(re.findall(r"\w+", match.group(2)))
    known = NamedShapes({**names, **dict.fromkeys(parameters, ANY)}, reading.definitions.policy)
    table = read_field_table(block, known)
    if table is not None:
        generic = Generic(parameters, merge(None, table)[0])
        reading.definitions.generics.setdefault(match.group(1), generic)
        reading.spans[block.span] = f"type `{match.group(1)}` with parameters"


def _part_for(name: str, parts: list[BodyPart]) -> BodyPart | None:
    """Of several bodies under `XRequest / XResponse`, the one of the name's role."""
    if not parts:
        return None
    role = (
        "response" if name.endswith("Response") else "request" if name.endswith("Request") else None
    )
    return next((part for part in parts if role and part.role == role), parts[0])

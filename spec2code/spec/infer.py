"""Shapes from the values of an example.

What an example shows is required, unless a phrase beside it or a PATCH body says otherwise;
`ShapePolicy` is the one switch for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
)
from spec2code.model.span import Excerpt
from spec2code.spec.generic_types import Generic
from spec2code.spec.json_nodes import JsonMember, JsonNode, to_value
from spec2code.spec.merge_shapes import NULL_IN_EXAMPLE, UNKNOWN_ITEMS, merge_all
from spec2code.spec.phrases import TypePhrase, read_type, states_type
from spec2code.spec.string_values import string_shape
from spec2code.spec.type_words import ARRAY_WORDS

__all__ = ["Inference", "NamedShapes", "ShapePolicy", "infer"]

_COUNTS: Final = ("N", "M", "K")
"""What stands for some number in an example: `{"made": N, "skipped": M}`."""
_MAP_KEY = regex(
    r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{4,}|\d{4}-\d\d(?:-\d\d)?|\{\{?[^{}]*\}?\}|<[^<>]*>|\[[^\[\]]*\]"
    r"|\$\{[^{}]*\}|additionalProp\d+|(?:key|id|uuid)\d+|<?(?:user|item|product)[_-]?id>?\d+"
)
_TYPE_KEYS = regex(r"(?:.*_)?(?:type|kind|format|mode)|.*Type|.*Kind", re.IGNORECASE)
_AMBIGUOUS: Final = frozenset(
    [
        "text",
        "number",
        "string",
        "integer",
        "boolean",
        "date",
        "time",
        "datetime",
        "file",
        "image",
        "email",
        "url",
        "list",
        "array",
        "object",
        "json",
        "binary",
        "link",
        "token",
        "timestamp",
        "duration",
        "float",
        "decimal",
        "html",
        "markdown",
        "xml",
        "password",
        "uuid",
        "any",
        "hash",
        "count",
        "bit",
        "flag",
        "phone",
        "cursor",
        "money",
    ]
)
_THINGS: Final = ARRAY_WORDS - {"array", "list"}
"""`vector`, `set`, `collection`: types where types are written, in JSON mostly the names of things."""
_COMMENT_DOCUMENTS = 300


@dataclass(frozen=True, slots=True)
class ShapePolicy:
    """Whether a field that an example shows is required where nothing else is said of it."""

    shown_is_required: bool = True


class NamedShapes(dict[str, Shape]):
    """The named shapes of a document, with the policy under which its examples are read."""

    def __init__(
        self, shapes: Mapping[str, Shape] | None = None, policy: ShapePolicy | None = None
    ) -> None:
        super().__init__(shapes or {})
        self.policy = policy or ShapePolicy()
        self.generics: dict[str, Generic] = {}


@dataclass(slots=True)
class Inference:
    """What was inferred, and what is wrong with it."""

    shape: Shape
    diagnostics: list[Diagnostic] = field(default_factory=list)


def infer(
    excerpt: Excerpt,
    node: JsonNode,
    definitions: Mapping[str, Shape] | None = None,
    *,
    partial: bool = False,
    policy: ShapePolicy | None = None,
) -> Inference:
    """The shape of a value.

    Args:
        excerpt: what the node was read from.
        node: the value.
        definitions: named shapes that bare words may refer to.
        partial: the body of a PATCH: no top-level field is required.
        policy: see `ShapePolicy`; None: that of the definitions.
    """
    if policy is None:
        policy = definitions.policy if isinstance(definitions, NamedShapes) else ShapePolicy()
    reader = _Inferrer(excerpt, definitions or {}, policy)
    reader.top = node
    shape = reader.shape(node, "")
    if partial and isinstance(shape, ObjectShape):
        # Nothing but the method says that they may be left out: that is no more than an example says.
        fields = (replace(x, required=False, shown=x.shown or x.required) for x in shape.fields)
        shape = replace(shape, fields=tuple(fields))
    return Inference(shape, reader.diagnostics)


class _Inferrer:
    def __init__(
        self, excerpt: Excerpt, definitions: Mapping[str, Shape], policy: ShapePolicy
    ) -> None:
        self.excerpt = excerpt
        self.definitions = definitions
        self.policy = policy
        self.diagnostics: list[Diagnostic] = []
        self.top: JsonNode | None = None

    def shape(self, node: JsonNode, key: str) -> Shape:
        span = self.excerpt.span(node.start, node.end)
        match node.kind:
            case "object":
                return replace(self._object(node), span=span)
            case "array":
                return replace(self._array(node, key), span=span)
            case "string":
                return self._string(node, key)
            case "number":
                return _number(node, key)
            case "boolean":
                return BooleanShape(span=span)
            case "null":
                return AnyShape(reason=NULL_IN_EXAMPLE, span=span)
            case "choice":
                return replace(
                    merge_all(self.shape(item, key) for item in node.items)[0], span=span
                )
            case "word":
                return replace(self._word(node).shape, span=span)
        return AnyShape(reason="the example leaves it out", span=span)

    def _object(self, node: JsonNode) -> Shape:
        reference = self._reference(node)
        if reference is not None:
            return reference
        whole = self._spread(node)
        if node.elided and not whole:
            self._report("A157", "the example is cut short: more fields than it shows", node)
        if not node.members and not whole:
            return MapShape(values=ANY)
        if all(_MAP_KEY.fullmatch(member.key) and member.value for member in node.members):
            values = [self.shape(member.value, "") for member in node.members if member.value]
            return MapShape(values=merge_all(values)[0])
        fields: dict[str, Field] = {item.name: item for item in whole}
        for member in node.members:
            if member.key in fields and fields[member.key] not in whole:
                place = self.excerpt.span(member.start, member.end)
                message = f"`{member.key}` stands twice in one object"
                self.diagnostics.append(
                    diagnostic("A156", message, place, other=fields[member.key].span)
                )
            fields[member.key] = self._field(member)
        if any(map(self._marked, node.members)):
            for member in node.members:
                if not self._marked(member) and not member.optional:
                    fields[member.key] = replace(fields[member.key], shown=True)
        return ObjectShape(fields=tuple(fields.values()), elided=node.elided and not whole)

    def _marked(self, member: JsonMember) -> bool:
        """Whether it says that it is required. Where one field does, those that don't leave it open."""
        phrase = self._phrase(member)
        return phrase is not None and phrase.rules.required is True

    def _spread(self, node: JsonNode) -> tuple[Field, ...]:
        """What stands for the shapes that an object goes on from: ``{ ...Car, overdue: bool }``."""
        found: dict[str, Field] = {}
        for index, name in enumerate(node.spread):
            known = self.definitions.get(name)
            if isinstance(known, ObjectShape):
                found.update({item.name: item for item in known.fields})
            elif known is not None and node is self.top:
                # A definition that is not read yet: `settled` will know.
                found[f"...{index}"] = Field(f"...{index}", RefShape(name=name))
        return tuple(found.values())

    def _reference(self, node: JsonNode) -> Shape | None:
        """`{ /* User */ }` and `{ ...User }`: an object that is a named shape."""
        name = (node.comment or "").strip().strip(".…").strip()
        if not node.members and name:
            if name in self.definitions:
                return RefShape(name=name)
            if re.fullmatch(r"[A-Z][A-Za-z0-9]+", name):
                self._report("A158", f"`{name}` is not defined in the spec", node)
                return AnyShape(reason=f"`{name}` is not defined in the spec")
        if len(node.members) == 1 and node.members[0].value is None and not node.elided:
            key = node.members[0].key
            if key in self.definitions and key[:1].isupper():
                return RefShape(name=key)
        return None

    def _array(self, node: JsonNode, key: str) -> Shape:
        items = [self.shape(item, _singular(key)) for item in node.items if item.kind != "elision"]
        if not items:
            return ArrayShape(items=AnyShape(reason=UNKNOWN_ITEMS))
        merged, differ = merge_all(items)
        if differ:
            self._report("A163", "the items of this array have different types", node)
        return ArrayShape(items=merged)

    def _field(self, member: JsonMember) -> Field:
        end = member.value.end if member.value else member.end
        span = self.excerpt.span(member.start, end)
        required = False if member.optional else None
        default: JsonValue | object = MISSING
        phrase = None
        if member.value is None:
            shape: Shape = AnyShape(reason="the example gives no value")
        else:
            shape = self.shape(member.value, member.key)
            phrase = self._phrase(member)
            if phrase is not None:
                required = _first(phrase.rules.required, required)
                default = phrase.rules.default
        shown = member.value is not None and phrase is None
        unmarked = member.value is not None and member.value.kind == "string" and required is None
        description = None
        if member.comment:
            before = shape
            shape, required, description = self._with_comment(member, shape, required)
            shown = shown and shape is before
        if required is None:
            required = self.policy.shown_is_required and default is MISSING
        if description is None and member.lead and len(member.lead) < _COMMENT_DOCUMENTS:
            description = member.lead
        return Field(
            member.key,
            shape,
            required=required,
            default=default,  # type: ignore[arg-type]
            description=description or shape.description,
            shown=shown,
            unmarked=unmarked and phrase is not None and required,
            span=span,
        )

    def _phrase(self, member: JsonMember) -> TypePhrase | None:
        """The type phrase that stands as value of the member."""
        node = member.value
        if node is None or not isinstance(node.value, str):
            return None
        if node.kind == "word":
            return read_type(node.value, self.definitions)
        if node.kind == "string" and not _is_example(member.key, node.value):
            return states_type(node.value, self.definitions)
        return None

    def _with_comment(
        self, member: JsonMember, shape: Shape, required: bool | None
    ) -> tuple[Shape, bool | None, str | None]:
        """What a comment behind a member says of it; prose becomes its description."""
        comment = (member.comment or "").strip()
        phrase = states_type(comment.strip("()（） "), self.definitions)
        if phrase is None and len(comment) < 200:
            phrase = read_type(f"any, {comment}", self.definitions)
        if phrase is None:
            return shape, required, comment
        rest = "; ".join(phrase.rules.rest + phrase.rules.described)
        stated = phrase.shape
        if not isinstance(stated, AnyShape) and _agree(member.value, stated):
            shape = replace(stated, examples=shape.examples, span=shape.span)
        return shape, _first(phrase.rules.required, required), (comment if rest else None)

    def _string(self, node: JsonNode, key: str) -> Shape:
        text = str(node.value)
        span = self.excerpt.span(node.start, node.end)
        if not _is_example(key, text) and not _is_json(text):
            phrase = states_type(text, self.definitions)
            if phrase is not None:
                words = "; ".join(phrase.rules.rest) or None
                return replace(phrase.shape, span=span, description=words)
        shape = string_shape(text, key, cut=node.elided)
        return replace(shape, examples=() if node.elided else (text,), span=span)

    def _word(self, node: JsonNode) -> TypePhrase:
        text = str(node.value)
        text = name if (name := text.strip("<>")) in self.definitions else text  # `<Pet>`
        if match := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*[(（](.*)[)）]", text):
            number = match.group(1)
            phrase = read_type(f"any, {match.group(2)}")
            if isinstance(phrase.shape, AnyShape):
                return TypePhrase(NumberShape(integer="." not in number), phrase.rules)
            return phrase
        if text in _COUNTS and text not in self.definitions:
            return TypePhrase(NumberShape(integer=True))
        phrase = read_type(text, self.definitions)
        for name in phrase.unknown:
            self._report("A158", f"`{name}` is not defined in the spec", node)
        if isinstance(phrase.shape, AnyShape) and phrase.shape.reason is None:
            phrase.shape = AnyShape(reason=f"`{text[:60]}` names no type that is known")
        return phrase

    def _report(self, code: str, message: str, node: JsonNode) -> None:
        span = self.excerpt.span(node.start, min(node.end, node.start + 80))
        self.diagnostics.append(diagnostic(code, message, span))


def _is_example(key: str, text: str) -> bool:
    """`"type": "text"` names a value, `"name": "text"` a type."""
    word = text.strip().lower()
    return word in _THINGS or (bool(_TYPE_KEYS.fullmatch(key)) and word in _AMBIGUOUS)


def _is_json(text: str) -> bool:
    """Whether the text is a document of its own, kept in a string; `{id, name}` is a shape."""
    if text[:1] not in ("{", "["):
        return False
    try:
        return bool(json.loads(text))
    except (ValueError, RecursionError):
        return False


def _number(node: JsonNode, key: str) -> Shape:
    value = to_value(node)
    integer = isinstance(node.value, int)
    return NumberShape(integer=integer, examples=() if value is MISSING else (value,))


def _agree(node: JsonNode | None, stated: Shape) -> bool:
    """Whether what a comment states can be the type of the value that it stands behind."""
    if node is None or node.kind in ("null", "word", "elision"):
        return True
    match stated:
        case StringShape():
            return node.kind == "string"
        case EnumShape():
            return node.value in stated.values or (
                node.kind == "string" and all(isinstance(value, str) for value in stated.values)
            )
        case NumberShape():
            return node.kind == "number"
        case BooleanShape():
            return node.kind == "boolean"
        case ArrayShape():
            return node.kind == "array" and not node.items
        case NullShape() | AnyShape():
            return False
    return node.kind in ("object", "string") and not node.members


def _first(*facts: bool | None) -> bool | None:
    return next((fact for fact in facts if fact is not None), None)


def _singular(key: str) -> str:
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else key

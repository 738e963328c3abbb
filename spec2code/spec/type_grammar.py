"""Reads one type expression: words, generics, unions, arrays, inline objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    NULL,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)
from spec2code.spec.clauses import enum_values, literal, split_top
from spec2code.spec.generic_types import applied, generic_named
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.type_words import (
    ARRAY_WORDS,
    MAP_WORDS,
    NULLABLE_WORDS,
    shape_of_word,
    word_key,
)
from spec2code.spec.utility_types import reshaped
from spec2code.spec.validation import read_rules

__all__ = ["PATTERNED", "TypeReader"]

_DEPTH: Final = 12
_GENERIC = regex(r"([A-Za-z_][\w.]*)\s*[<\[(](.*)[>\])]", re.DOTALL)
_SQL_SIZE = regex(
    r"((?:var|n|nvar|character )?char(?:acter)?(?: varying)?(?:2)?|varchar2|string|text|decimal|numeric|number|int|integer|bigint|tinyint|float|double|timestamp|datetime|time|binary|varbinary|str|字符串)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)",
    re.IGNORECASE,
)
_OF = regex(
    r"(?:an?\s+)?(array|list|set|map|dict|dictionary|collection|数组|列表|배열|lista|массив|arreglo)\s+(?:of|de|из)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_OR = regex(r"\s+/\s+")
"""Between two types: "string / string[]"."""
_BEHIND = regex(r"(.+?)\s*(array|list|数组|列表|배열|\[\]|리스트)", re.IGNORECASE | re.DOTALL)
_ENUM = regex(r"enum(?:eration)?\s*[:：]?\s*[(<\[{]?(.+?)[)>\]}]?", re.IGNORECASE | re.DOTALL)
_NAME = regex(r"[A-Z]\w*(?:\.\w+)*")
PATTERNED: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (regex(r"yyyy[-/]mm[-/]dd", re.IGNORECASE), "date"),
    (regex(r"yyyy-mm-dd[t ]hh:mm(:ss(\.s+)?)?(z|[+-]hh:mm)?", re.IGNORECASE), "date-time"),
    (regex(r"hh:mm(:ss)?", re.IGNORECASE), "time"),
    (
        regex(
            r"(?:utc |valid )?iso[ -]?8601(?: (?:date|utc))?[ -]?(?:time|timestamp|string)?(?: string)?(?: utc)?",
            re.IGNORECASE,
        ),
        "date-time",
    ),
)
_FILLER = regex(r"^(?:an?|the|type|valid|unique|unsigned|new|raw|plain)\s+", re.IGNORECASE)


class TypeReader:
    """Reads type expressions; in strict mode only words that are types beyond doubt."""

    def __init__(self, definitions: Mapping[str, Shape], *, strict: bool = False) -> None:
        self.definitions = definitions
        self.strict = strict
        self.unknown: list[str] = []

    def knows(self, text: str) -> bool:
        before = len(self.unknown)
        known = self.read(text.rstrip("? ")) is not None and len(self.unknown) == before
        del self.unknown[before:]
        return known

    def read(self, text: str, depth: int = 0) -> Shape | None:
        if self.strict and not self.definitions:
            return _read_strictly(text, depth)
        return self._read(text, depth)

    def _read(self, text: str, depth: int) -> Shape | None:
        text = text.strip()
        if not text or depth > _DEPTH:
            return None
        if text[0] == "(" and text[-1] == ")" and text.count("(") == 1:
            return self.read(text[1:-1], depth + 1)
        options = [part for part in split_top(text, "|｜") if part]
        if len(options) < 2 and not self.strict:
            options = [part for part in re.split(r"\s+(?:or|OR|或|또는)\s+", text) if part]
        if len(options) < 2 and len(parts := _OR.split(text)) > 1 and all(map(self.knows, parts)):
            options = parts
        if len(options) > 1:
            return self._union(options, depth)
        return self._single(text, depth)

    def _single(self, text: str, depth: int) -> Shape | None:
        if shape := shape_of_word(text):
            return shape
        if text in self.definitions:
            return RefShape(name=text)
        if match := _SQL_SIZE.fullmatch(text):
            return _sized(match)
        if text.endswith("[]"):
            return self._array(text[:-2], depth)
        if text.startswith("[]"):
            return self._array(text[2:], depth)
        if text[0] == "[" and text[-1] == "]":
            return self._array(text[1:-1].split(",")[0].rstrip(". …"), depth)
        if text[0] == "{" and text[-1] == "}":
            return self._object(text[1:-1], depth)
        if text[0] in "\"'" and text[-1] == text[0] and len(text) > 2:
            return EnumShape(values=(text[1:-1],))
        if match := _OF.fullmatch(text):
            inner = self.read(match.group(2), depth + 1)
            if inner is None:
                return None if self.strict else ArrayShape(items=ANY)
            is_map = word_key(match.group(1)) in MAP_WORDS
            return MapShape(values=inner) if is_map else ArrayShape(items=inner)
        if (match := _ENUM.fullmatch(text)) and match.group(1) not in ("", "s"):
            if values := enum_values(match.group(1), marked=False):
                return EnumShape(values=values)
        if match := _GENERIC.fullmatch(text):
            return self._generic(match.group(1), match.group(2), depth)
        if (match := _BEHIND.fullmatch(text)) and (inner := self._quiet(match.group(1), depth)):
            return ArrayShape(items=inner)
        return self._words(text, depth)

    def _words(self, text: str, depth: int) -> Shape | None:
        """Several words for one type (`uuid string`, `ISO 8601 timestamp`), or the name of a type."""
        if match := _FILLER.match(text):
            return self.read(text[match.end() :], depth + 1)
        for pattern, name in PATTERNED:
            if pattern.fullmatch(text):
                return StringShape(format=name)
        words = re.split(r"[\s/-]+", text)
        if 1 < len(words) <= 4:
            shapes = [shape_of_word(word) for word in words]
            if all(shapes):
                return max((shape for shape in shapes if shape), key=_precision)
            first, rest = shapes[0], read_rules(" ".join(words[1:]))
            if first and rest.says_something() and not rest.rest:
                return apply_rules(first, rest)[0]
            last, lead = shapes[-1], read_rules(" ".join(words[:-1]))
            if last and lead.says_something() and not lead.rest and lead.required is None:
                return apply_rules(last, lead)[0]
        if word_key(text) == "enum":
            return StringShape()
        if not self.strict and _NAME.fullmatch(text):
            self.unknown.append(text)
            return AnyShape(reason=f"`{text}` is not defined in the spec")
        return None

    def _quiet(self, text: str, depth: int) -> Shape | None:
        before = len(self.unknown)
        shape = self.read(text, depth + 1)
        if shape is None:
            del self.unknown[before:]
        return shape

    def _array(self, text: str, depth: int) -> Shape | None:
        if not text.strip():
            return ArrayShape(items=ANY)
        inner = self.read(text, depth + 1)
        return ArrayShape(items=inner) if inner is not None else None

    def _object(self, text: str, depth: int) -> Shape | None:
        fields: list[Field] = []
        for part in split_top(text, ",;，；\n"):
            if not part or part.strip(". …") == "":
                continue
            name, colon, kind = part.partition(":")
            name = name.strip().strip("\"'`")
            optional = name.endswith("?")
            if not re.fullmatch(r"[\w$.-]+\??|\[[^\]]+", name):
                return None
            shape = (self.read(kind, depth + 1) or ANY) if colon else ANY
            if name.startswith("["):
                return MapShape(values=self.read(part.rpartition(":")[2], depth + 1) or ANY)
            fields.append(Field(name.rstrip("?"), shape, required=not optional))
        return ObjectShape(fields=tuple(fields))

    def _generic(self, name: str, inside: str, depth: int) -> Shape | None:
        word = word_key(name)
        arguments = split_top(inside, ",") if inside.strip() else []
        if word in ("literal", "enum", "choice", "choices"):
            values = enum_values(inside, marked=False)
            return EnumShape(values=values) if values else StringShape()
        if word in ("partial", "omit", "pick", "required") and arguments:
            return self._made(word, arguments, depth)
        if word in ("readonly", "promise", "annotated") and arguments:
            return self.read(arguments[0], depth + 1)
        if arguments and (generic := generic_named(self.definitions, name)) is not None:
            return applied(generic, [self.read(part, depth + 1) or ANY for part in arguments])
        inner = self.read(arguments[-1], depth + 1) if arguments else ANY
        if word in MAP_WORDS and inner is not None and len(arguments) in (1, 2):
            return MapShape(values=inner)
        if word in ARRAY_WORDS and inner is not None:
            return ArrayShape(items=inner)
        if word in NULLABLE_WORDS and inner is not None:
            return nullable(inner)
        if word == "union":
            return self._union(arguments, depth)
        if name in self.definitions:
            return RefShape(name=name)
        if not self.strict and _NAME.fullmatch(name) and "(" not in inside:
            self.unknown.append(name)
            return AnyShape(reason=f"`{name}` is not defined in the spec")
        return None

    def _made(self, kind: str, arguments: list[str], depth: int) -> Shape | None:
        """`Omit<Pet, "id">`: the fields that are left, where those of the other shape are known."""
        base = self.read(arguments[0], depth + 1)
        known = self.definitions.get(base.name) if isinstance(base, RefShape) else base
        if not isinstance(known, ObjectShape):
            return base if kind in ("partial", "required") else ANY
        names = [str(literal(part)) for part in split_top(",".join(arguments[1:]), "|") if part]
        return reshaped(known, kind, frozenset(names))

    def _union(self, options: list[str], depth: int) -> Shape | None:
        shapes: list[Shape] = []
        values: list[str | int | float | bool] = []
        for option in options:
            if option.strip() in ("...", "…"):
                continue
            shape = self._option(option, depth, literals=bool(values))
            if shape is None:
                value = literal(option)
                if not isinstance(value, (str, int, float, bool)) or len(str(value)) > 60:
                    return None
                if not re.fullmatch(r"[\w.:/+@#$%&*-]+(?: [\w./&+-]+){0,4}", str(value)):
                    return None
                values.append(value)
            elif isinstance(shape, EnumShape):
                values += shape.values
            elif shape not in shapes:
                shapes.append(shape)
        if values:
            plain = [shape for shape in shapes if not isinstance(shape, NullShape)]
            if plain and self.strict:
                return None
            shapes = [EnumShape(values=tuple(dict.fromkeys(values))), *shapes]
        with_null = any(isinstance(shape, NullShape) for shape in shapes)
        shapes = [shape for shape in shapes if not isinstance(shape, NullShape)]
        if not shapes:
            return NULL
        union = shapes[0] if len(shapes) == 1 else UnionShape(options=tuple(shapes))
        return nullable(union) if with_null else union

    def _option(self, option: str, depth: int, *, literals: bool) -> Shape | None:
        option = option.strip()
        if option.lower() in ("true", "false"):
            return BooleanShape()
        if option[:1] in "\"'" or re.fullmatch(r"-?\d+(?:\.\d+)?", option):
            value = literal(option)
            if isinstance(value, str) and not value.strip(".… "):
                return StringShape()  # `"..." | null`
            return EnumShape(values=(value,)) if isinstance(value, (str, int, float)) else None
        for pattern, name in PATTERNED:
            if pattern.fullmatch(option):
                return StringShape(format=name)
        if self.strict and option != option.lower() and option.upper() == option:
            return NULL if option == "NULL" else None
        if literals and option.lower() not in ("null", "none"):
            return None
        before = len(self.unknown)
        shape = self.read(option, depth + 1)
        if len(self.unknown) > before and re.fullmatch(r"[A-Z][A-Z0-9_]*", option):
            del self.unknown[before:]
            return None
        return shape


@lru_cache(maxsize=4096)
def _read_strictly(text: str, depth: int) -> Shape | None:
    """What a strict reader without definitions reads: it depends on nothing else and notes nothing."""
    return TypeReader({}, strict=True)._read(text, depth)


def _precision(shape: Shape) -> int:
    """How much a shape says: of `string uuid` the second word counts."""
    if isinstance(shape, (StringShape, NumberShape)):
        return 2 if shape.format else 1 + int(isinstance(shape, NumberShape) and shape.integer)
    return 3 if isinstance(shape, (ArrayShape, BooleanShape)) else 0


def _sized(match: re.Match[str]) -> Shape:
    """`VARCHAR(255)` and `DECIMAL(10,2)`."""
    shape = shape_of_word(
        match.group(1).lower().replace("2", "").replace("character varying", "varchar")
    )
    if match.group(1).lower() in ("decimal", "numeric", "number") and match.group(3):
        return NumberShape(format="decimal")
    if isinstance(shape, StringShape) and shape.format is None:
        return replace(shape, max_length=int(match.group(2)[:9]))
    return shape or ANY

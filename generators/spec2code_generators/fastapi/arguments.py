"""Arguments of handlers that FastAPI takes from a URL, a header, a cookie or a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Final

from spec2code.codegen.api_naming import attribute_name
from spec2code.codegen.api_roles import file_fields
from spec2code.codegen.api_sent import as_sent, null_is_text
from spec2code.codegen.api_types import TIME_OF_DAY
from spec2code.codegen.api_values import fits, python_literal
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import string_literal
from spec2code.codegen.names import BUILTINS, unique
from spec2code.model.api import Body, Parameter
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Field,
    JsonValue,
    Missing,
    ObjectShape,
    Shape,
    without_null,
)
from spec2code_generators.fastapi.annotations import Annotations

__all__ = ["Argument", "ArgumentWriter"]

_MARKERS: Final = {"path": "Path", "query": "Query", "header": "Header", "cookie": "Cookie"}
_MOMENTS: Final[dict[str, Callable[[str], time | date | datetime]]] = {
    "time": time.fromisoformat,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Argument:
    text: str
    """`limit: Annotated[int, Query(ge=1)] = 20`"""
    required: bool
    """It has no default, so it stands in front of those that have one."""


class ArgumentWriter:
    """Writes arguments and notes what they import.

    Args:
        imports: of the module.
        annotations: of what the arguments hold.
    """

    def __init__(self, imports: Imports, annotations: Annotations) -> None:
        self._imports = imports
        self._annotations = annotations

    def parameter(self, item: Parameter, name: str) -> Argument:
        """A parameter of a path, a query, a header or a cookie."""
        named: list[str] = []
        if name != item.name:
            named.append(f"alias={string_literal(item.name)}")
        elif item.location == "header" and "_" in name:
            named.append("convert_underscores=False")
        shape = as_sent(item.shape, item.location, item.required)
        default = item.default
        if default is not MISSING and not fits(without_null(shape), default):
            default = MISSING
        optional = not item.required and default is MISSING
        annotation, bounds = self._typed(shape, item.location, optional)
        said = _described(item.description)
        if item.example is not MISSING:
            said.append(f"examples=[{python_literal(item.example)}]")
        marker = self._imports.add("fastapi", _MARKERS[item.location])
        text = f"{name}: {self._annotated(annotation, marker, [*named, *bounds, *said])}"
        return self._argument(text, shape, item.required, default)

    def form(self, body: Body, taken: set[str]) -> list[Argument]:
        """The fields of a form; a form of which nothing is said is a file.

        Args:
            body: of the endpoint.
            taken: names that the handler's other arguments have; those of the fields are added.
        """
        shape = body.shape
        if not isinstance(shape, ObjectShape) or not shape.fields:
            return [Argument(f"file: {self._imports.add('fastapi', 'UploadFile')}", True)]
        files = file_fields(body)
        # FastAPI says multipart/form-data only of a form that holds a File.
        text = "Form" if files or body.media_type != "multipart/form-data" else "File"
        found: list[Argument] = []
        for item in shape.fields:
            name = unique(attribute_name(item.name, BUILTINS), taken)
            taken.add(name)
            if item.name in files:
                found.append(self._file(item, name))
            else:
                found.append(self._field(item, name, text))
        return found

    def _file(self, item: Field, name: str) -> Argument:
        annotation = self._imports.add("fastapi", "UploadFile")
        bounds: list[str] = []
        if isinstance(without_null(item.shape), ArrayShape):
            annotation = f"list[{annotation}]"
            bounds = ["min_length=1"] if item.required else []
        if not item.required:
            annotation = f"{annotation} | {self._nothing()}"
        words = [*_alias(item, name), *bounds, *_described(item.description)]
        marker = self._imports.add("fastapi", "File")
        text = f"{name}: {self._annotated(annotation, marker, words)}"
        return self._argument(text, item.shape, item.required, MISSING)

    def _field(self, item: Field, name: str, marker: str) -> Argument:
        shape = as_sent(item.shape, "form", item.required)
        default = item.default
        if default is not MISSING and (item.required or not fits(shape, default)):
            default = MISSING
        optional = not item.required and default is MISSING
        annotation, bounds = self._typed(shape, "form", optional)
        words = [*_alias(item, name), *bounds, *_described(item.description)]
        marker = self._imports.add("fastapi", marker)
        text = f"{name}: {self._annotated(annotation, marker, words)}"
        return self._argument(text, shape, item.required, default)

    def _typed(self, shape: Shape, place: str, optional: bool) -> tuple[str, list[str]]:
        """The annotation with what stands beside its type, and the bounds."""
        plain, bounds = self._annotations.parameter(shape), self._annotations.bounds(shape)
        marks = self._annotations.marks(shape)
        if not optional:
            return ", ".join([plain, *marks]), bounds
        if null_is_text(shape, place):
            return ", ".join([f"{plain} | None", *marks]), bounds
        # Of a union, bounds are those of one part, and stand in it.
        if bounds:
            marks.append(f"{self._imports.add('pydantic', 'Field')}({', '.join(bounds)})")
        if marks:
            annotated = self._imports.add("typing", "Annotated")
            plain = f"{annotated}[{', '.join([plain, *marks])}]"
        return f"{plain} | {self._nothing()}", []

    def _nothing(self) -> str:
        """None, of which the document says nothing."""
        return f"{self._imports.add('pydantic.json_schema', 'SkipJsonSchema')}[None]"

    def _annotated(self, annotation: str, marker: str, words: list[str]) -> str:
        annotated = self._imports.add("typing", "Annotated")
        return f"{annotated}[{annotation}, {marker}({', '.join(words)})]"

    def _argument(
        self, text: str, shape: Shape, required: bool, default: JsonValue | Missing
    ) -> Argument:
        if default is MISSING:
            return Argument(text, True) if required else Argument(f"{text} = None", False)
        return Argument(f"{text} = {self._default(shape, default)}", False)

    def _default(self, shape: Shape, value: JsonValue) -> str:
        literal = python_literal(value)
        plain = self._annotations.parameter(shape)
        if isinstance(value, str) and plain in (TIME_OF_DAY, "date", "datetime"):
            return self._moment(plain, value)
        if isinstance(value, str) and plain in ("UUID", "Decimal", "AnyUrl"):
            return f"{plain}({literal})"
        return literal

    def _moment(self, kind: str, text: str) -> str:
        """`date(2026, 1, 31)`: linters allow only calls whose value never changes as a default."""
        name = "time" if kind == TIME_OF_DAY else kind
        self._imports.add("datetime", name)
        made = _MOMENTS[name](text)
        zone = None if isinstance(made, date) and not isinstance(made, datetime) else made.tzinfo
        if zone not in (None, UTC):
            return f"{name}.fromisoformat({string_literal(text)})"
        parts = repr(made).partition("(")[2][:-1].removesuffix(", tzinfo=datetime.timezone.utc")
        if zone:
            parts = f"{parts}, tzinfo={self._imports.add('datetime', 'UTC')}"
        return f"{name}({parts})"


def _alias(item: Field, name: str) -> list[str]:
    return [] if name == item.name else [f"alias={string_literal(item.name)}"]


def _described(text: str | None) -> list[str]:
    return [f"description={string_literal(text)}"] if text else []

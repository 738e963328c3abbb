"""The body of a handler that answers with the spec's own example: what a mock does.

It answers 404 for an id that no example shows, where the spec's error table has a 404, and leaves out of a
list the rows that a query parameter of a field's name excludes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from spec2code.codegen.api_codes import ErrorCodes, member_names
from spec2code.codegen.api_errors import ERROR_CODE
from spec2code.codegen.api_mocks import KnownIds
from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_routes import Route, phrase
from spec2code.codegen.api_values import fits, python_literal
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import string_literal
from spec2code.codegen.names import unique
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    MISSING,
    BooleanShape,
    EnumShape,
    JsonValue,
    Missing,
    NumberShape,
    RefShape,
    Shape,
    StringShape,
    without_null,
)

__all__ = ["Answer", "ErrorFunction", "MockWriter"]

_ROWS: Final = ("data", "items", "results", "records", "content")


@dataclass(frozen=True, slots=True)
class ErrorFunction:
    """The function that makes a feature's errors."""

    name: str
    shape: Shape
    codes: ErrorCodes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler returns, and what its decorator says of that."""

    returns: str
    response_class: str = ""
    response_model: str = ""
    content: str = ""
    """What `responses` says of the success."""


class MockWriter:
    """Writes the bodies of one feature's mocks and notes what they import.

    Args:
        feature: whose endpoints.
        imports: of the module.
        schemas: the module of the feature's classes.
        errors: the module of the error functions.
        error: makes the feature's errors; None where the spec states no shape for them.
    """

    def __init__(
        self,
        feature: FeatureNames,
        imports: Imports,
        schemas: str,
        errors: str,
        error: ErrorFunction | None,
    ) -> None:
        self._feature = feature
        self._imports = imports
        self._schemas = schemas
        self._errors = errors
        self._error = error
        self._known = KnownIds(feature.endpoints)
        listed = feature.error_codes.all if ERROR_CODE in feature.models else ()
        self._members = member_names(listed)

    def body(
        self, route: Route, answer: Answer, names: Mapping[tuple[str, str], str]
    ) -> str | None:
        """What the mock does; None when the spec gives nothing to answer with.

        Args:
            route: the endpoint.
            answer: how its success is declared.
            names: of the handler's parameters, by location and wire name.
        """
        made = self._answer(route, answer, names)
        if made is None:
            return None
        refusals = self._refusals(route, names)
        if refusals and made == "return":
            return "\n".join(refusals)
        return "\n".join([*refusals, made])

    def _answer(
        self, route: Route, answer: Answer, names: Mapping[tuple[str, str], str]
    ) -> str | None:
        response = route.success
        if answer.returns == "None":
            return "return"
        if answer.response_class == "RedirectResponse":
            return f'return {answer.returns}("/", status_code={response.status})'
        if answer.response_class:
            text = response.example if isinstance(response.example, str) else ""
            media = string_literal(response.media_type or "text/plain")
            words = [f"iter([{string_literal(text)}])", f"media_type={media}"]
            if response.status != 200:
                words.append(f"status_code={response.status}")
            return f"return {answer.returns}({', '.join(words)})"
        shape = self._feature.response(route.endpoint, response)
        value = response.example
        if value is MISSING:
            value = None if shape is None else self._feature.sample(shape)
        if value is MISSING:
            return None
        literal, before = self._filtered(route, shape, value, names)
        if isinstance(shape, RefShape):
            return f"{before}return {answer.returns}.model_validate({literal})"
        if shape is None:
            return f"{before}return {literal}"
        adapter = self._imports.add("pydantic", "TypeAdapter")
        made = f"{adapter}({answer.returns}).validate_python({literal})"
        return f"{before}answer: {answer.returns} = {made}\nreturn answer"

    def _refusals(self, route: Route, names: Mapping[tuple[str, str], str]) -> list[str]:
        """A 404 for each id in the path that no example shows."""
        group = next((item for item in route.errors if item.status == 404), None)
        row = next((item for item in route.endpoint.errors if item.status == 404), None)
        shape = self._error.shape if self._error else None
        if group is None or row is None or group.shapes not in ((), (shape,)):
            return []
        found: list[str] = []
        for raw in re.findall(r"\{([^{}]*)\}", route.endpoint.path):
            item = next((one for one in route.parameters if one.name == raw.strip()), None)
            if item is None or not (known := self._known.of(route.endpoint, raw)):
                continue
            texts = [string_literal(_as_printed(item.shape, text)) for text in known]
            test = f"!= {texts[0]}" if len(texts) == 1 else f"not in ({', '.join(texts)})"
            name = names[("path", item.name)]
            plain = isinstance(item.shape, StringShape) and item.shape.format is None
            found.append(f"if {name if plain else f'str({name})'} {test}:")
            text = string_literal(row.message or row.condition or phrase(404))
            if self._error is None:
                found.append(
                    f"    raise {self._imports.add('fastapi', 'HTTPException')}(404, {text})"
                )
            else:
                make = self._imports.add(self._errors, self._error.name)
                code = self._code(row.code or phrase(404).upper().replace(" ", "_"))
                found.append(f"    raise {make}(404, {code}, {text})")
        return found

    def _code(self, code: str) -> str:
        member = self._members.get(code)
        if member is None:
            return string_literal(code)
        return f"{self._imports.add(self._schemas, ERROR_CODE)}.{member}"

    def _filtered(
        self,
        route: Route,
        shape: Shape | None,
        value: JsonValue,
        names: Mapping[tuple[str, str], str],
    ) -> tuple[str, str]:
        """The answer as a literal, and what is to be done before; a list in it only with the rows asked for."""
        key, rows = _rows(value)
        emptied: JsonValue = [] if key is None else {**_object(value), key: []}
        if not rows or shape is None or not fits(shape, emptied, self._feature.models):
            return python_literal(value), ""
        filters = [
            (item.name, names[("query", item.name)])
            for item in route.parameters
            if item.location == "query"
            and not item.required
            and item.default is MISSING
            and all(_comparable(item.shape, row.get(item.name, MISSING)) for row in rows)
        ]
        if not filters:
            return python_literal(value), ""
        held = unique("rows", names.values())
        any_ = self._imports.add("typing", "Any")
        lines = [f"{held}: list[dict[str, {any_}]] = {python_literal(list(rows))}"]
        for field, name in filters:
            kept = f"[row for row in {held} if row[{string_literal(field)}] == {name}]"
            lines += [f"if {name} is not None:", f"    {held} = {kept}"]
        if key is None:
            return held, "\n".join([*lines, ""])
        pairs = (
            f"{string_literal(name)}: {held if name == key else python_literal(item)}"
            for name, item in _object(value).items()
        )
        return f"{{{', '.join(pairs)}}}", "\n".join([*lines, ""])


def _as_printed(shape: Shape, text: str) -> str:
    """The text as `str` gives it of what FastAPI makes of it."""
    if isinstance(shape, StringShape) and shape.format == "uuid":
        try:
            return str(UUID(text))
        except ValueError:
            return text
    return text


def _rows(value: JsonValue) -> tuple[str | None, list[dict[str, JsonValue]]]:
    """The rows of a list, and the field of the envelope that holds it."""
    if isinstance(value, list):
        rows = [item for item in value if isinstance(item, dict)]
        return None, rows if len(rows) == len(value) else []
    for key in _ROWS:
        if isinstance(value, dict) and isinstance(value.get(key), list):
            return key, _rows(value[key])[1]
    return None, []


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _comparable(shape: Shape, value: JsonValue | Missing) -> bool:
    """Whether a parameter of the shape is compared with the value as it stands in JSON."""
    shape = without_null(shape)
    match shape:
        case StringShape(format=None):
            return isinstance(value, str)
        case EnumShape():
            return isinstance(value, str) and value in shape.values
        case BooleanShape():
            return isinstance(value, bool)
        case NumberShape(integer=True):
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            return False

"""The codes that errors of a feature carry: those that its spec lists, and what the framework answers by itself.

A spec lists the codes that its handlers answer with. Refused credentials and invalid requests never reach a
handler, so they have the code that the spec lists for them, or one in the same style that joins the list: clients
who compare with the list meet no other in a documented answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from spec2code.codegen.api_errors import ERROR_CODE, code_field
from spec2code.codegen.names import identifier, unique
from spec2code.model.api import ApiError, Endpoint
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import (
    MISSING,
    EnumShape,
    JsonValue,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    nullable,
    without_null,
)

__all__ = ["NO_CODES", "ErrorCodes", "error_codes", "member_names", "with_codes"]

_INVALID: Final = regex(
    r"validation|invalid.?(?:request|input|param|data|body|payload|argument|json|field)|bad.?(?:request|input)"
    r"|malformed|unprocessable",
    re.IGNORECASE,
)
_REFUSED: Final = regex(r"unauth|not_?auth|auth\w*_?required|credential|token", re.IGNORECASE)
_SHOUTED: Final = regex(r"[A-Z][A-Z0-9_]*\Z")
_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class ErrorCodes:
    listed: tuple[str, ...]
    """By the spec, in its order."""
    added: tuple[str, ...] = ()
    """What the framework answers by itself and the spec lists no code for."""
    refused: str = "UNAUTHORIZED"
    """Of a call without credentials."""
    invalid: tuple[str, ...] = ("VALIDATION_ERROR",)
    """Those that an invalid request may have; the first, where the route lists none of them."""
    absent: str = "NOT_IMPLEMENTED"
    """Of a handler that isn't written."""
    lower: bool = field(default=False)

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.listed, *self.added)


NO_CODES: Final = ErrorCodes(())


def error_codes(endpoints: Iterable[Endpoint]) -> ErrorCodes:
    """The codes of these endpoints, whether or not an error has a field for them."""
    endpoints = tuple(endpoints)
    rows = [row for item in endpoints for row in item.errors]
    listed = tuple(dict.fromkeys(row.code for row in rows if row.code))
    refused = next((row.code for row in rows if row.code and row.status == 401), None)
    refused = refused or next((code for code in listed if _REFUSED.search(code)), None)
    invalid = tuple(
        dict.fromkeys(
            row.code
            for row in rows
            if row.code and row.status in (400, 422) and _INVALID.search(row.code)
        )
    )
    added = []
    if refused is None:
        refused = _styled("UNAUTHORIZED", listed, 401)
        if any(item.auth is not None and item.auth.required for item in endpoints):
            added.append(refused)
    if not invalid:
        invalid = (_styled("VALIDATION_ERROR", listed, 422),)
        if any(item.parameters or item.request or "{" in item.path for item in endpoints):
            added += invalid
    return ErrorCodes(
        listed,
        tuple(code for code in added if code not in listed),
        refused,
        invalid,
        _styled("NOT_IMPLEMENTED", listed, 501),
        _styled("A_B", listed, 0) == "a_b",
    )


def _styled(code: str, listed: tuple[str, ...], status: int) -> str:
    """The code as the spec would write it: `VALIDATION_ERROR`, `validation_error`, `ValidationError`."""
    styles = Counter(
        (
            "number"
            if item.isdigit()
            else (
                "shouted"
                if item.isupper()
                else (
                    "dashed"
                    if "-" in item
                    else "camel" if item[:1].isupper() and "_" not in item else "lower"
                )
            )
        )
        for item in listed
    )
    style = max(styles, key=lambda item: styles[item], default="shouted")
    match style:
        case "number":
            return str(status)
        case "lower":
            return code.lower()
        case "dashed":
            return code.lower().replace("_", "-")
        case "camel":
            return "".join(word.capitalize() for word in code.split("_"))
        case _:
            return code


def member_names(codes: Iterable[str]) -> dict[str, str]:
    """The name of each code's member of the enum."""
    names: dict[str, str] = {}
    for code in codes:
        plain = re.sub(r"\W+", "_", code, flags=re.ASCII).strip("_")
        name = plain if _SHOUTED.match(plain) else identifier(code, prefix="code").upper()
        names[code] = unique(name, set(names.values()))
    return names


def with_codes(
    errors: Iterable[Shape],
    models: Mapping[str, Shape],
    codes: ErrorCodes,
    rows: Iterable[ApiError],
) -> dict[str, Shape]:
    """The models with the enum of the codes in the fields of these errors that hold them.

    Args:
        errors: references to the classes of errors.
        models: class name to shape.
        codes: of the feature.
        rows: of its error tables; where one has no code, the list isn't whole, and codes stay text.
    """
    made = dict(models)
    rows = tuple(rows)
    if not rows or any(row.code is None for row in rows):
        return made
    shown = [row.example for row in rows if row.example is not MISSING]
    for error in errors:
        _coded(error, made, codes, shown, 0)
    if any(made[name] is not shape for name, shape in models.items()):
        text = "The codes that errors of this API carry."
        made = {ERROR_CODE: EnumShape(values=codes.all, name=ERROR_CODE, description=text), **made}
    return made


def _coded(
    shape: Shape, made: dict[str, Shape], codes: ErrorCodes, shown: list[JsonValue], depth: int
) -> None:
    shape = without_null(shape)
    held = made.get(shape.name) if isinstance(shape, RefShape) else None
    if not isinstance(held, ObjectShape) or not isinstance(shape, RefShape) or depth > _DEEP:
        return
    item = code_field(held)
    if item is None:
        for part in held.fields:
            _coded(part.shape, made, codes, _inside(shown, part.name), depth + 1)
        return
    plain = without_null(item.shape)
    values = plain.values if isinstance(plain, EnumShape) else ()
    seen = [*_inside(shown, item.name), *values]
    if not isinstance(plain, StringShape | EnumShape) or any(one not in codes.all for one in seen):
        return
    code: Shape = RefShape(
        name=ERROR_CODE,
        description=item.shape.description,
        examples=tuple(one for one in item.shape.examples if one in codes.all),
    )
    code = code if plain is item.shape else replace(nullable(code), description=code.description)
    fields = tuple(replace(one, shape=code) if one is item else one for one in held.fields)
    made[shape.name] = replace(held, fields=fields)


def _inside(shown: list[JsonValue], name: str) -> list[JsonValue]:
    return [item[name] for item in shown if isinstance(item, dict) and name in item]

"""The module of the types that schemas and routes share: `app/schemas/json_types.py`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from spec2code.codegen.api_types import CAMEL_MODEL, JSON_NUMBER, JSON_TEXT, TIME_OF_DAY
from spec2code.codegen.api_values import DECIMAL_PATTERN, TIME_PATTERN, decimal_pattern
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import string_literal
from spec2code_generators.pydantic.document import DECIMAL

__all__ = ["SHARED", "definitions", "is_decimal"]

_DECIMAL: Final = re.compile(rf"{DECIMAL}\Z|Decimal(\d+)_(\d+)\Z")

_NUMBER_TYPE: Final = f'''
def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


{JSON_NUMBER} = BeforeValidator(_json_number)
'''
_TEXT_TYPE: Final = rf'''
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")


def _json_text(value: object) -> object:
    """Text that is no number: pydantic alone would take 0 and "0" for a date or an address."""
    if isinstance(value, int | float) or (
        isinstance(value, str) and _NUMBER.fullmatch(value)
    ):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    return value


{JSON_TEXT} = BeforeValidator(_json_text)
'''
_TIME_TYPE: Final = f'''
_TIME = {string_literal(TIME_PATTERN)}


def _time_of_day(value: object) -> object:
    """Text of the pattern: pydantic alone would take 3600 and "3600" for one o'clock."""
    if not isinstance(value, time) and not (isinstance(value, str) and re.fullmatch(_TIME, value)):
        raise PydanticCustomError("time_type", "Input should be a time such as 09:30:00")
    return value


# Not `format: time`, which JSON Schema has for a time with a zone.
{TIME_OF_DAY} = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({{"type": "string", "pattern": _TIME}})
]
'''
_CAMEL_TYPE: Final = f'''
class {CAMEL_MODEL}(BaseModel):
    """Fields in snake_case, and in camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
'''
_BEFORE: Final = (("pydantic", "BeforeValidator"), ("pydantic_core", "PydanticCustomError"))
SHARED: Final = frozenset({CAMEL_MODEL, JSON_NUMBER, JSON_TEXT, TIME_OF_DAY})
"""The types but the decimals, which have names of their own digits."""


def is_decimal(name: str) -> bool:
    return _DECIMAL.match(name) is not None


def definitions(names: Collection[str], imports: Imports) -> str:
    """The definitions of these types, in order; what they use is noted."""
    parts = [_decimal(name, imports) for name in sorted(filter(is_decimal, names))]
    for name, text, used in (
        (
            CAMEL_MODEL,
            _CAMEL_TYPE,
            (
                ("pydantic", "BaseModel"),
                ("pydantic", "ConfigDict"),
                ("pydantic.alias_generators", "to_camel"),
            ),
        ),
        (JSON_NUMBER, _NUMBER_TYPE, _BEFORE),
        (JSON_TEXT, _TEXT_TYPE, _BEFORE),
        (
            TIME_OF_DAY,
            _TIME_TYPE,
            (
                *_BEFORE,
                ("datetime", "time"),
                ("pydantic", "WithJsonSchema"),
                ("typing", "Annotated"),
            ),
        ),
    ):
        if name in names:
            parts.append(text)
            for module, word in used:
                imports.add(module, word)
    if {JSON_TEXT, TIME_OF_DAY} & set(names):
        imports.add("re")
    return "\n".join(parts)


def _decimal(name: str, imports: Imports) -> str:
    imports.add("decimal", "Decimal")
    imports.add("pydantic", "WithJsonSchema")
    imports.add("typing", "Annotated")
    match = _DECIMAL.match(name)
    pattern, limits = DECIMAL_PATTERN, ""
    if match and match[1]:
        digits, places = int(match[1]), int(match[2])
        pattern = decimal_pattern(digits, places)
        imports.add("pydantic", "Field")
        limits = f"Field(max_digits={digits}, decimal_places={places}), "
    schema = f'{{"type": "string", "format": "decimal", "pattern": {string_literal(pattern)}}}'
    return f"{name} = Annotated[Decimal, {limits}WithJsonSchema({schema})]"

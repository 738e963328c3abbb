"""Types that schemas and routes share: values as JSON and URLs carry them."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

Decimal10_2 = Annotated[
    Decimal,
    Field(max_digits=10, decimal_places=2),
    WithJsonSchema(
        {
            "type": "string",
            "format": "decimal",
            "pattern": "^[+-]?\\d{1,8}(\\.\\d{0,2})?$",
        }
    ),
]
DecimalText = Annotated[
    Decimal,
    WithJsonSchema(
        {
            "type": "string",
            "format": "decimal",
            "pattern": "^[+-]?(\\d+\\.?\\d*|\\.\\d+)$",
        }
    ),
]


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)


_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")


def _json_text(value: object) -> object:
    """Text that is no number: pydantic alone would take 0 and "0" for a date or an address."""
    if isinstance(value, int | float) or (
        isinstance(value, str) and _NUMBER.fullmatch(value)
    ):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    return value


JsonText = BeforeValidator(_json_text)

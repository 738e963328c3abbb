"""Types that schemas and routes share: values as JSON and URLs carry them."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

Decimal8_2 = Annotated[
    Decimal,
    Field(max_digits=8, decimal_places=2),
    WithJsonSchema(
        {
            "type": "string",
            "format": "decimal",
            "pattern": "^[+-]?\\d{1,6}(\\.\\d{0,2})?$",
        }
    ),
]


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)

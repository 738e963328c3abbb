"""Types that schemas and routes share: values as JSON and URLs carry them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, WithJsonSchema

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

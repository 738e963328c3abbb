"""Types that schemas and routes share: values as JSON and URLs carry them."""

import re

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")


def _json_text(value: object) -> object:
    """Text that is no number: pydantic alone would take 0 and "0" for a date or an address."""
    if isinstance(value, int | float) or (
        isinstance(value, str) and _NUMBER.fullmatch(value)
    ):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    return value


JsonText = BeforeValidator(_json_text)

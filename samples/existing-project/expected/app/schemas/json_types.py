"""Types that schemas and routes share: values as JSON and URLs carry them."""

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _json_number(value: object) -> object:
    """A number as JSON has it: pydantic alone would take `false` and "1" for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


JsonNumber = BeforeValidator(_json_number)

"""Statements that are broken before black sees them are broken as black breaks them."""

from __future__ import annotations

import pytest

from spec2code.codegen.layout import wrapped
from spec2code.codegen.python import format_python, format_units

LONG = "a_rather_long_name_of_something"
PARAMETERS = [
    f"page: Annotated[int, Query(ge=1, description='{LONG}')] = 1",
    f"kind: Annotated[str | None, Query(alias='{LONG}', description='{LONG} {LONG}')] = None",
    f"order: Annotated[str, Query(description='{LONG} of the order')] = \"up\"",
    f"body: Annotated[{LONG}, Body(examples=[{{'name': '{LONG}', 'tags': ['a', 'b']}}])]",
    f"sizes: Annotated[list[Literal['small', 'large']], Query(description='{LONG} {LONG}')]",
    "session: SessionDep",
]


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("width", [60, 88, 100])
def test_parameters(parameter: str, width: int) -> None:
    plain = parameter.replace("'", '"')
    line = wrapped(plain, width=width, indent=4, tail=",")
    text = f"def f(\n    {line}\n) -> None:\n    pass\n"
    assert format_python(text, width) == text or max(map(len, text.split("\n"))) > width


@pytest.mark.parametrize("text", ["a = 'b] = 1'", "x: A[b] = c(d)", "name"])
def test_what_has_no_bracket_to_break_at_stays(text: str) -> None:
    assert wrapped(text, width=4) == text


def test_definitions_in_doubt_are_given_to_black() -> None:
    text = "import b, a\n\n\n\ndef f(x) :\n    pass\n\n\ndef g(\n    x: int,\n) -> None:\n    return None\n"
    wide = f"{text}\n\ndef h(x):\n    return ['{LONG}', '表表表', '{LONG}', '{LONG}']\n"
    made = format_units(wide)
    assert made.startswith("import b, a\n\n\ndef f(x) :\n    pass\n\n\ndef g(\n")
    assert made.endswith(
        f'    return [\n        "{LONG}",\n        "表表表",\n        "{LONG}",\n        "{LONG}",\n    ]\n'
    )

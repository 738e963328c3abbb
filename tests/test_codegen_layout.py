"""Statements broken as black breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec2code.codegen.layout import wrapped
from spec2code.codegen.python import Imports, check_python, format_python, string_literal

NAMES = st.sampled_from(["a", "name", "a_longer_name", "server_default", "Integer"])
ATOMS = NAMES | st.text(alphabet="ab \"'\\(,)[]{}:", max_size=30).map(string_literal)


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, min_size=1, max_size=5)
    named = st.tuples(NAMES, inner).map("=".join)
    call = st.tuples(NAMES, items, st.lists(named, max_size=2)).map(
        lambda parts: f"{parts[0]}({', '.join([*parts[1], *dict.fromkeys(parts[2])])})"
    )
    listing = items.map(lambda found: f"[{', '.join(found)}]")
    table = st.lists(st.tuples(ATOMS, inner), min_size=1, max_size=3).map(
        lambda pairs: f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"
    )
    single = inner.map(lambda item: f"({item},)")
    return call | listing | table | single


@settings(max_examples=300, deadline=None)
@given(st.recursive(ATOMS, _calls, max_leaves=20), st.sampled_from([0, 4]))
def test_black_changes_nothing(expression: str, indent: int) -> None:
    text = f"value = {expression}"
    made = wrapped(text, width=88, indent=indent)
    if any(len(line) > 88 for line in made.split("\n")):
        return
    lines = " " * indent + made
    source = f"class A:\n{lines}\n" if indent else f"{lines}\n"
    try:
        compile(source, "x", "exec")
    except SyntaxError:  # a keyword argument given twice
        return
    assert format_python(source) == source


@pytest.mark.parametrize(
    "text",
    [
        'x = f("' + "a" * 100 + '")\n',
        'x = "' + "名" * 41 + '"\ny = f("' + "名" * 20 + '", "' + "名" * 20 + '")\n',
    ],
)
def test_what_is_in_doubt_goes_to_black(text: str) -> None:
    assert check_python(text) == format_python(text)


def test_imports_are_broken_as_black_breaks_them() -> None:
    imports = Imports()
    for number in range(20):
        imports.add("sqlalchemy", f"Name{number}")
        imports.add("app.models.users", f"Name{number}", typing=True)
    source = f"{imports.render(88)}\n"
    assert format_python(source) == source

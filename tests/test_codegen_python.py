"""Names, literals, imports and formatting of generated code, for any text."""

from __future__ import annotations

import ast
import keyword
import subprocess
import sys
import tokenize
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec2code.codegen.python import (
    BUILTINS,
    GeneratedCodeError,
    Imports,
    class_name,
    comment,
    docstring,
    format_python,
    identifier,
    module_name,
    string_literal,
    unique,
)

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="\"\\'\n\r#{}%x \x00\u202e\u2028\x0c\x85"),
    st.sampled_from(
        [
            "../x",
            "con",
            "NUL",
            "class",
            "None",
            "__import__('os')",
            "{{x}}",
            "{%x%}",
            "\\",
            '\\"',
            "-",
            "1",
            "lpt1",
            "__init__",
        ]
    ),
    st.sampled_from(['"""', "'''", "\ud800", "\u202eabc", "", "x" * 999]),
)


@pytest.mark.parametrize(
    ("text", "snake", "pascal", "module"),
    [
        ("createdAt", "created_at", "CreatedAt", "created_at"),
        ("HTTPServer", "http_server", "HTTPServer", "http_server"),
        ("order_items", "order_items", "OrderItems", "order_items"),
        ("ORDER_ITEM", "order_item", "OrderItem", "order_item"),
        ("class", "class_", "Class", "class_"),
        ("con", "con", "Con", "con_"),
        ("../x", "x", "X", "x"),
        ("2fa", "value_2fa", "Unnamed2fa", "spec_2fa"),
        ("Café-Liste", "cafe_liste", "CafeListe", "cafe_liste"),
        ("用户", "用户", "用户", "unnamed_0d0e1a86"),
        ("__init__", "init", "Init", "init_"),
        ("exception", "exception", "Exception_", "exception"),
        ("", "unnamed", "Unnamed", "unnamed"),
    ],
)
def test_names(text: str, snake: str, pascal: str, module: str) -> None:
    assert (identifier(text), class_name(text)) == (snake, pascal)
    assert module_name(text) == module


def test_reserved_names_get_an_underscore() -> None:
    assert identifier("list", reserved=BUILTINS) == "list_"
    assert unique("id", {"id", "id_2"}) == "id_3"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_names_of_any_text_are_names(text: str) -> None:
    for name in (identifier(text), class_name(text)):
        assert name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
        assert len(name) <= 66
        assert ast.parse(f"{name} = 1").body
    module = module_name(text)
    assert module.isascii() and module.isidentifier() and module.lower() == module
    assert module not in {"con", "nul", "aux", "prn", "lpt1"}


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["", "    "]))
def test_text_stays_in_its_literal(text: str, indent: str) -> None:
    literal = string_literal(text)
    assert ast.literal_eval(literal) == text and "\n" not in literal
    source = f"def f():\n    {docstring(text, indent='    ')}\n    return 1\n"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef) and len(function.body) == 2
    assert isinstance(function.body[1], ast.Return)
    format_python(source)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([None, 40]))
def test_text_stays_in_its_comment(text: str, width: int | None) -> None:
    source = comment(text, width=width) + "\n"
    assert ast.parse(source).body == []
    kinds = {token.type for token in tokenize.generate_tokens(StringIO(source).readline)}
    assert kinds <= {tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}


@pytest.mark.parametrize(
    "text", ["noqa", "type: ignore", "fmt: off", "x # noqa", "coding: latin-1", "ruff: noqa"]
)
def test_comments_say_nothing_to_tools(text: str) -> None:
    line = comment(text)
    for pragma in ("# noqa", "type: ignore", "# fmt:", "coding:", "# ruff:"):
        assert pragma not in line


def test_formatting() -> None:
    assert format_python("x = {'a':1}") == 'x = {"a": 1}\n'
    with pytest.raises(GeneratedCodeError, match=r"line 2\n.*\n +2 def \("):
        format_python("x = 1\ndef (\n")
    with pytest.raises(GeneratedCodeError):
        format_python("x = '\x00'")


def test_imports_are_as_ruff_sorts_them() -> None:
    imports = Imports()
    assert imports.add("sqlalchemy", "Enum", "SqlEnum") == "SqlEnum"
    assert imports.add("os.path") == "os.path"
    for module, name in [
        ("sqlalchemy", "text"),
        ("sqlalchemy", "UUID"),
        ("sqlalchemy", "JSON"),
        ("sqlalchemy", "String"),
        ("sqlalchemy", "ARRAY"),
        ("sqlalchemy.orm", "Mapped"),
        ("sqlalchemy.dialects", "postgresql"),
        ("datetime", None),
        ("uuid", None),
        ("typing", "Any"),
        ("collections.abc", "Iterator"),
        ("app.models.base", "Base"),
        ("app.db", "get_session"),
        ("fastapi", "status"),
        ("fastapi", "APIRouter"),
        ("__future__", "annotations"),
        ("x10", "a"),
        ("x9", "a"),
        ("", None),
    ]:
        if module:
            imports.add(module, name)
    imports.add("app.models.users", "User", typing=True)
    imports.add("sqlalchemy", "String", typing=True)
    source = imports.render() + "\n"
    assert {"SqlEnum", "os", "User", "datetime"} <= imports.names
    assert format_python(source) == source
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I", "--diff"]
    config = ["--config", 'lint.isort.known-first-party=["app"]', "--stdin-filename", "x.py", "-"]
    ran = subprocess.run(
        [*command, *config], input=source, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr

"""SQL and `sqlalchemy.text()`: what is written for it arrives in the database as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from spec2code.sql.text_clauses import escape_parameters, on_one_line, unescape_parameters


def sent(clause: str) -> str:
    return str(text(clause))


CASES = [
    "SELECT 1::int",
    "SELECT ':public.org:mb'",
    "SELECT ' :a:b:c :d: :e'",
    r"SELECT e ~ '\:x' AND f ~ '\\:y'",
    r"SELECT '\:a:b' || '\::'",
    "SELECT a[1:2], b[:n], c[m:]",
    "SELECT '12:30:00'::time",
]


@pytest.mark.parametrize("sql", CASES)
def test_nothing_becomes_a_parameter(sql: str) -> None:
    assert sent(escape_parameters(sql)) == sql
    assert unescape_parameters(escape_parameters(sql)) == sql


@given(st.text(alphabet="ab:\\ '1_", max_size=24))
def test_any_text_arrives(sql: str) -> None:
    assert sent(escape_parameters(sql)) == sql
    assert unescape_parameters(escape_parameters(sql)) == sql


def test_a_parameter_stays() -> None:
    assert unescape_parameters(r"SELECT :a, '\:b'") == "SELECT :a, ':b'"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("a IN (\n    'x', 'y',\n    'z'\n)\n  OR a IS NULL", "a IN ('x', 'y', 'z') OR a IS NULL"),
        ("a = 'x\n  y'\n AND b", "a = 'x\n  y' AND b"),
        ('"a\nb" > 0', '"a\nb" > 0'),
        ("a > 0 -- why\n AND b", "a > 0 -- why\n AND b"),
        ("a = E'\\'\n'", "a = E'\\'\n'"),
        ("a  >  0", "a  >  0"),
    ],
)
def test_on_one_line(sql: str, expected: str) -> None:
    assert on_one_line(sql) == expected


@given(st.text(alphabet="a('\n\")", max_size=24))
def test_only_spaces_and_line_ends_go(sql: str) -> None:
    assert "".join(on_one_line(sql).split()) == "".join(sql.split())

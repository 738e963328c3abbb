"""The table of codes, `explain`, and the page made from them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from spec2code.codes import CODES
from spec2code.codes.__main__ import page

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("code", CODES)
def test_a_row_says_all(code: str) -> None:
    row = CODES[code]
    assert re.fullmatch(r"[SQAPDG]\d{3}", row.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.name)
    assert row.summary and row.why and row.mend
    assert not row.summary.endswith("."), "a row's sentences have no full stop"


def test_the_page_is_what_the_table_says() -> None:
    assert (ROOT / "docs" / "codes.md").read_text(encoding="utf-8") == page()


def test_explain_prints_a_row() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spec2code", "explain", "D103"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith("D103 migration-column-missing (error)")


def test_explain_of_no_code_is_a_wrong_call() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spec2code", "explain", "D1"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "there is no code `D1`" in done.stderr

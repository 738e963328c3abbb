"""What a finding says stays on one line, and shows of long values what differs."""

from __future__ import annotations

import pytest

from spec2code.drift.sentence import on_one_line

LONG = "CASE WHEN state = 'open' THEN " + "1 + " * 60 + "1 ELSE {} END"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("the default of `a` is `1` in the spec", "the default of `a` is `1` in the spec"),
        ("check `CASE\n    WHEN a\nEND` differs", "check `CASE WHEN a END` differs"),
        (
            f"it is `{LONG.format(7)}` in the spec, `{LONG.format(8)}` in the code of `a`",
            "it is `…" + "+ 1 " * 6 + "ELSE 7 END` in the spec, `…",
        ),
        (f"check `{LONG}` is missing", "check `CASE WHEN state = 'open' THEN 1 + "),
    ],
)
def test_long_values_are_cut_to_what_differs(message: str, shown: str) -> None:
    text = on_one_line(message)
    assert "\n" not in text and len(text) < 400
    assert text.startswith(shown)
    assert text.endswith(message[-8:])

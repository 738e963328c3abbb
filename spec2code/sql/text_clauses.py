"""SQL as `sqlalchemy.text()` has it: a colon in front of a word begins a parameter, unless a backslash stands before it.

The rules are those of `BIND_PARAMS` and `BIND_PARAMS_ESC` in `sqlalchemy.sql.compiler` (2.0 and 2.1 alike
for what is written here): `:word` is a parameter where no word character, colon or backslash stands before it
and neither a colon nor a word character behind it; a backslash before such a colon is taken away.
"""

from __future__ import annotations

from spec2code.model.patterns import regex

__all__ = ["escape_parameters", "unescape_parameters"]

_PARAMETER = regex(r"(?<![:\w\\]):(?=[\w$]+(?![:\w$]))")
_ESCAPED = regex(r"\\(?=:\w*(?![:\w]))")


def escape_parameters(sql: str) -> str:
    """The text that text() takes for this SQL, and for nothing else."""
    return _PARAMETER.sub(r"\\:", _ESCAPED.sub(r"\\\\", sql))


def unescape_parameters(text: str) -> str:
    """The SQL that text() sends for this text, its parameters left in place."""
    return _ESCAPED.sub("", text) if "\\:" in text else text

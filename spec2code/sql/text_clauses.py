"""SQL as `sqlalchemy.text()` has it: a colon in front of a word begins a parameter, unless a backslash stands before it.

The rules are those of `BIND_PARAMS` and `BIND_PARAMS_ESC` in `sqlalchemy.sql.compiler` (2.0 and 2.1 alike
for what is written here): `:word` is a parameter where no word character, colon or backslash stands before it
and neither a colon nor a word character behind it; a backslash before such a colon is taken away.
"""

from __future__ import annotations

import re

from spec2code.model.patterns import regex

__all__ = ["escape_parameters", "on_one_line", "unescape_parameters"]

_PARAMETER = regex(r"(?<![:\w\\]):(?=[\w$]+(?![:\w$]))")
_LINE_ENDS = regex(r"""('[^']*'|"[^"]*")|[^\S\n]*\n\s*""")
_NOT_ON_ONE_LINE = ("--", "/*", "\\", "$")
_ESCAPED = regex(r"\\(?=:\w*(?![:\w]))")


def escape_parameters(sql: str) -> str:
    """The text that text() takes for this SQL, and for nothing else."""
    return _PARAMETER.sub(r"\\:", _ESCAPED.sub(r"\\\\", sql))


def unescape_parameters(text: str) -> str:
    """The SQL that text() sends for this text, its parameters left in place."""
    return _ESCAPED.sub("", text) if "\\:" in text else text


def on_one_line(sql: str) -> str:
    """An expression without its line ends, where these stand outside of quotes and no comment needs one."""
    if "\n" not in sql or any(sign in sql for sign in _NOT_ON_ONE_LINE):
        return sql

    def joined(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        inside = sql[match.start() - 1 : match.start()] == "(" or sql[match.end() :][:1] == ")"
        return "" if inside else " "

    return _LINE_ENDS.sub(joined, sql)

"""P1xx: reading the project."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "P101",
        "source-not-parsed",
        Severity.WARNING,
        "a Python file of the project is not valid Python",
        "Nothing that stands in it takes part: its routes, models and tables look as if they didn't exist.",
        "Mend the syntax error, or leave the file out of the project.",
        "def f(:\n    pass",
    ),
    Code(
        "P102",
        "source-not-read",
        Severity.WARNING,
        "a Python file can't be read, or is not in the encoding that it states",
        "What stands in it is not known, or its text is not what was meant.",
        "Save the file as UTF-8, or state its encoding in the first line.",
        "# -*- coding: utf-8 -*-  in a file that is Latin-1",
    ),
    Code(
        "P103",
        "too-many-files",
        Severity.WARNING,
        "the root holds more files than are looked at",
        "The root may be a home folder or hold data; code beyond the limit is not seen.",
        "Give the project's own folder with --root.",
        "spec2code diff --root ~",
    ),
)

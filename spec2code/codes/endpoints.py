"""A1xx: endpoints and examples."""

from __future__ import annotations

from spec2code.codes.code import Code

CODES: tuple[Code, ...] = ()

"""Dxxx: drift."""

from __future__ import annotations

from spec2code.codes.code import Code

CODES: tuple[Code, ...] = ()

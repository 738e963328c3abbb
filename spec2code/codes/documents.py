"""S1xx: the document."""

from __future__ import annotations

from spec2code.codes import crosschecks
from spec2code.codes.code import Code

CODES: tuple[Code, ...] = (*crosschecks.CODES,)

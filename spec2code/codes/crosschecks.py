"""S150 to S199: tables in documents, and contradictions of a spec with itself."""

from __future__ import annotations

from spec2code.codes.code import Code

CODES: tuple[Code, ...] = ()

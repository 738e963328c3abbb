"""Exceptions: the tool can't do its job. What is wrong in a spec or in code is a Diagnostic instead.

Spec2CodeError
├── UsageError        the call or the configuration is wrong, or a file can't be read: exit 2
├── SpecErrors        errors in a spec stop `generate`: exit 1
├── ConflictError     hand-written code can't be reconciled: exit 1
└── VerifyError       the scratch database can't be started: exit 2
"""

from __future__ import annotations

__all__ = ["ConflictError", "Spec2CodeError", "SpecErrors", "UsageError", "VerifyError"]


class Spec2CodeError(Exception):
    """`message` says what is wrong, `hint` how to mend it; `exit_code` as in CONTRACTS."""

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(Spec2CodeError):
    pass


class SpecErrors(Spec2CodeError):
    exit_code = 1


class ConflictError(Spec2CodeError):
    exit_code = 1


class VerifyError(Spec2CodeError):
    pass

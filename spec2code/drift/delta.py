"""One difference of two shapes, and the place in both where it is found."""

from __future__ import annotations

from spec2code.diagnostics import Severity
from spec2code.model.records import dataclass
from spec2code.model.span import Span

__all__ = ["MAY_REPEAT", "NO_LIMIT", "Delta", "Place", "limit"]

NO_LIMIT = "no limit"
MAY_REPEAT = "items may repeat"
"""What the code says of a limit that it doesn't have."""


@dataclass(frozen=True, slots=True)
class Delta:
    """One difference. `aspect` is missing, extra, renamed, type, option (the code has one more), required, nullable, constraint, values,
    default or format; `owner` the class of the code's object, where it has a name; `path` leads to the field.
    """

    aspect: str
    path: str
    owner: str | None
    spec: str | None
    code: str | None
    spec_at: Span | None
    code_at: Span | None
    severity: Severity | None = None
    """None: as the table of codes says."""


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    owner: str | None
    spec_at: Span | None
    code_at: Span | None

    def delta(
        self,
        aspect: str,
        spec: str | None,
        code: str | None,
        severity: Severity | None = None,
        *,
        code_at: Span | None = None,
    ) -> Delta:
        """`code_at`: where the code says it, when that is no line of the field."""
        at = code_at or self.code_at
        return Delta(aspect, self.path, self.owner, spec, code, self.spec_at, at, severity)


def limit(what: str, value: object) -> str:
    """A limit in words."""
    return NO_LIMIT if value is None else what.format(value)

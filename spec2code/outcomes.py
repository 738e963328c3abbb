"""What a command worked out, before it is chosen from and reported, and the same as JSON for the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from spec2code.diagnostics import Diagnostic, Severity
from spec2code.drift.finding import Drift, Side
from spec2code.model.records import dataclass, fields
from spec2code.model.span import Span
from spec2code.stored import from_stored, to_stored

if TYPE_CHECKING:
    from spec2code.model.project import Project
    from spec2code.model.spec import Spec

__all__ = ["Code", "Compared", "Printed", "Said", "Specs"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """All drift between specs and code, before codes are selected and a baseline is taken away."""

    drift: tuple[Drift, ...]
    errors: tuple[Diagnostic, ...]
    """Errors of the specs."""
    undecided: tuple[Diagnostic, ...]
    """What could not be read of the code."""
    specs: int
    files: int
    ignored: int = 0
    """Findings that a comment silences."""
    notes: tuple[str, ...] = ()
    """Comments that silence nothing."""

    def to_json(self) -> Json:
        return {
            "drift": [_drift_json(item) for item in self.drift],
            "errors": [_diagnostic_json(item) for item in self.errors],
            "undecided": [_diagnostic_json(item) for item in self.undecided],
            "specs": self.specs,
            "files": self.files,
            "ignored": self.ignored,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, data: Json) -> Compared:
        """Raises KeyError, TypeError or ValueError for what `to_json` doesn't make."""
        return cls(
            tuple(_drift(item) for item in data["drift"]),
            tuple(_diagnostic(item) for item in data["errors"]),
            tuple(_diagnostic(item) for item in data["undecided"]),
            int(data["specs"]),
            int(data["files"]),
            int(data["ignored"]),
            tuple(_text(note) for note in data["notes"]),
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A report that nothing is chosen from, and whether it fails the run."""

    text: str
    failed: bool = False

    def to_json(self) -> Json:
        return {"text": self.text, "failed": self.failed}

    @classmethod
    def from_json(cls, data: Json) -> Printed:
        """Raises KeyError, TypeError or ValueError for what `to_json` doesn't make."""
        return cls(_text(data["text"]), bool(data["failed"]))


@dataclass(frozen=True, slots=True)
class Said:
    """What a run told that found nothing to do."""

    lines: tuple[str, ...]
    code: int = 0
    """What it exits with."""

    def to_json(self) -> Json:
        return {"lines": list(self.lines), "code": self.code}

    @classmethod
    def from_json(cls, data: Json) -> Said:
        """Raises KeyError, TypeError or ValueError for what `to_json` doesn't make."""
        return cls(tuple(_text(line) for line in data["lines"]), int(data["code"]))


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is kept field by field, as values of the model."""

    def to_json(self) -> Json:
        return {"fields": to_stored(tuple(getattr(self, item.name) for item in fields(self)))}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Raises KeyError, TypeError, AttributeError or ValueError for what `to_json` doesn't make."""
        return cls(*from_stored(data["fields"]))


@dataclass(frozen=True, slots=True)
class Specs(_Stored):
    """The specs of a run, in the order in which they apply, and what was found in reading them."""

    specs: tuple[Spec, ...]
    diagnostics: tuple[Diagnostic, ...]
    ignored: int = 0
    """Findings that a comment in a spec silences."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(item for item in self.diagnostics if item.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Code(_Stored):
    """A project's code, what could not be read of it, and what was looked up beyond its Python and settings files."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    lookups: frozenset[tuple[str, str]] = frozenset()


def _span_json(span: Span | None) -> list[Any] | None:
    if span is None:
        return None
    return [span.file, span.line, span.column, span.end_line, span.end_column]


def _span(data: Any) -> Span | None:
    if data is None:
        return None
    file, *numbers = data
    line, column, end_line, end_column = (int(number) for number in numbers)
    return Span(_text(file), line, column, end_line, end_column)


def _diagnostic_json(item: Diagnostic) -> list[Any]:
    spans = _span_json(item.span), _span_json(item.other)
    return [item.code, item.severity.value, item.message, spans[0], item.hint, spans[1]]


def _diagnostic(data: Any) -> Diagnostic:
    code, severity, message, span, hint, other = data
    return Diagnostic(
        _text(code),
        Severity(severity),
        _text(message),
        _span(span),
        None if hint is None else _text(hint),
        _span(other),
    )


def _side_json(side: Side | None) -> list[Any] | None:
    return None if side is None else [_span_json(side.at), side.value]


def _side(data: Any) -> Side | None:
    if data is None:
        return None
    at, value = data
    return Side(_span(at), None if value is None else _text(value))


def _drift_json(item: Drift) -> list[Any]:
    return [
        item.code,
        item.kind,
        item.severity.value,
        item.subject,
        _side_json(item.spec),
        _side_json(item.code_side),
        item.breaking,
        item.message,
        item.hint,
    ]


def _drift(data: Any) -> Drift:
    code, kind, severity, subject, spec, code_side, breaking, message, hint = data
    return Drift(
        _text(code),
        _text(kind),
        Severity(severity),
        _text(subject),
        _side(spec),
        _side(code_side),
        bool(breaking),
        _text(message),
        _text(hint),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value

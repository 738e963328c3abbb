"""What a handler with all its dependencies takes from a request."""

from __future__ import annotations

from spec2code.model.api import Auth, Parameter
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import MISSING, Shape
from spec2code.model.span import Span
from spec2code.project.values import Value

__all__ = ["BodyPart", "Dependant"]


@dataclass(slots=True)
class BodyPart:
    """A parameter that is read from the body."""

    name: str
    kind: str
    """json, form, file."""
    type: Value
    """With what stands behind it in `Annotated`, unless FastAPI is told of the parameter there."""
    shape: Shape
    required: bool
    embed: bool
    model: bool
    media_type: str | None = None
    default: object = MISSING
    span: Span | None = None


@dataclass(slots=True)
class Dependant:
    """What a handler with all its dependencies takes."""

    parameters: dict[tuple[str, str], Parameter] = field(default_factory=dict)
    bodies: dict[str, BodyPart] = field(default_factory=dict)
    auth: list[Auth] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)
    """What may check the caller beside `auth`, in words."""
    by_hand: bool = False
    """Whether a dependency looks at headers, cookies or the session of the request itself."""
    reads: set[tuple[str, str | None]] = field(default_factory=set)
    """What code takes out of the request itself: (place, name), see `taken`."""
    unread: list[tuple[str, Span | None]] = field(default_factory=list)
    """(reason, place) of what can't be told."""

    def add(self, other: Dependant) -> None:
        """Take over what a dependency takes; what is there already stays."""
        for key, parameter in other.parameters.items():
            self.parameters.setdefault(key, parameter)
        for name, part in other.bodies.items():
            self.bodies.setdefault(name, part)
        self.auth.extend(other.auth)
        self.guards.extend(other.guards)
        self.by_hand |= other.by_hand
        self.reads |= other.reads
        self.unread.extend(other.unread)

"""An endpoint of a spec and the route that serves it."""

from __future__ import annotations

from spec2code.model.api import Endpoint
from spec2code.model.records import dataclass
from spec2code.model.shapes import Definitions, Shape

__all__ = ["Pair"]


@dataclass(frozen=True, slots=True)
class Pair:
    spec: Endpoint
    code: Endpoint
    spec_shapes: Definitions
    code_shapes: Definitions
    error_shape: Shape | None = None
    """The body that the spec gives to all of its errors."""
    shows_requests: bool = True
    """Whether the spec has the body of any request: one that shows answers alone says nothing of them."""
    shared_queries: frozenset[str] = frozenset()
    """Query parameters that the spec names once for all endpoints."""
    shared_headers: frozenset[str] = frozenset()
    listed_only: bool = False
    """Whether the spec lists addresses and nothing of what is sent to any of them or answered."""

    envelopes: frozenset[str] = frozenset()
    """The fields in which all answers lie, says the spec, though it doesn't show them there."""

    @property
    def name(self) -> str:
        return f"{self.spec.method} {self.spec.path}"

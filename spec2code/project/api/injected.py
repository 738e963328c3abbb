"""What libraries for dependency injection hand to handlers: nothing of it comes from the request."""

from __future__ import annotations

from spec2code.project.api.parameters import Given
from spec2code.project.values import Attribute, Call, Subscript, Value, dotted_name

__all__ = ["from_container", "is_injected"]

_LIBRARIES = frozenset(
    """aioinject dependency_injector dishka fastapi_injector injector lagom modern_di modern_di_fastapi svcs
    that_depends wireup""".split()  # noqa: SIM905
)


def from_container(value: Value) -> bool:
    """Whether it is something of such a library: `Provide[Container.x]`, `FromDishka[X]`, `Injected(X)`."""
    for _ in range(20):
        if isinstance(value, (Subscript, Attribute)):
            value = value.base
        elif isinstance(value, Call):
            value = value.function
        else:
            break
    return dotted_name(value).partition(".")[0] in _LIBRARIES


def is_injected(given: Given) -> bool:
    """Whether a parameter's type, what stands beside it in `Annotated`, or its default says that it is handed over."""
    return any(from_container(item) for item in (given.type, given.default, *given.extras))

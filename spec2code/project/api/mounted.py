"""What is mounted: the application behind what `mount()` is given."""

from __future__ import annotations

from spec2code.project.values import Call, Instance, Value

__all__ = ["app_of", "is_same"]


def is_same(app: Instance, owner: Instance) -> bool:
    """Whether an application is mounted in itself, inside something else that hands on to it."""
    return app is owner or app.attributes.get("router") is owner


def app_of(value: Value) -> Instance | None:
    """The application that is mounted, also inside a middleware that is given it."""
    for _ in range(10):
        if isinstance(value, Instance):
            if "router" in value.attributes or "routes" in value.attributes:
                return value
            return None
        if not isinstance(value, Call):
            return None
        inner = [
            item for item in (*value.args, *value.kwargs.values()) if isinstance(item, Instance)
        ]
        if not inner:
            return None
        value = inner[0]
    return None

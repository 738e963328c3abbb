"""How the tests of the spec reader ask what was understood."""

from __future__ import annotations

from spec2code.model.api import Endpoint
from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape, Shape
from spec2code.spec import SpecReading, read_spec


def reading(text: str) -> SpecReading:
    return read_spec(text.encode(), "spec.md")


def endpoints(text: str) -> list[Endpoint]:
    return list(reading(text).spec.endpoints)


def only(text: str) -> Endpoint:
    (endpoint,) = endpoints(text)
    return endpoint


def keys(text: str) -> list[str]:
    return [f"{endpoint.method} {endpoint.path}" for endpoint in endpoints(text)]


def names(shape: Shape | None, definitions: dict[str, Shape] | None = None) -> list[str]:
    """Top-level field names; `[]` in front of those of an array's items."""
    if isinstance(shape, ArrayShape):
        return ["[]", *names(shape.items, definitions)]
    if isinstance(shape, RefShape) and definitions:
        return names(definitions.get(shape.name), definitions)
    return [item.name for item in shape.fields] if isinstance(shape, ObjectShape) else []


def request(endpoint: Endpoint) -> list[str]:
    return names(endpoint.request.shape) if endpoint.request else []


def responses(endpoint: Endpoint) -> dict[int, list[str]]:
    return {response.status: names(response.shape) for response in endpoint.responses}


def query(endpoint: Endpoint) -> list[str]:
    return [item.name for item in endpoint.parameters if item.location == "query"]


def passed(text: str) -> list[tuple[str, str]]:
    """What was passed over and why, but for prose."""
    return [
        (item.what, item.how)
        for section in reading(text).spec.sections
        for item in section.passed_over
        if not item.what.endswith("of text")
    ]


def codes(text: str) -> list[str]:
    return [item.code for item in reading(text).diagnostics]

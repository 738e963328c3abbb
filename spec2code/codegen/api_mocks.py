"""What a mock knows: the ids that the examples of an API show, so that any other id is one that isn't there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spec2code.codegen.api_operations import singular
from spec2code.codegen.names import identifier
from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.shapes import MISSING, JsonValue

__all__ = ["KnownIds"]

_BRACES: Final = regex(r"\{([^{}]*)\}")
_ROWS: Final = ("data", "items", "results", "records", "content")


class KnownIds:
    """The ids in the examples of these endpoints' successful answers, by the place in a path that takes them."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._known: dict[str, dict[str, None]] = {}
        for endpoint in endpoints:
            for row in _rows(endpoint):
                self._learn(endpoint, row)

    def of(self, endpoint: Endpoint, parameter: str) -> tuple[str, ...]:
        """The ids that the path parameter may be, as text; none when no example shows one."""
        return tuple(self._known.get(_place(endpoint.path, parameter), ()))

    def _learn(self, endpoint: Endpoint, row: dict[str, JsonValue]) -> None:
        fields = {identifier(name): value for name, value in row.items()}
        for found in _BRACES.finditer(endpoint.path):
            name, before = identifier(found[1]), endpoint.path[: found.start()]
            ends = found.end() == len(endpoint.path)
            for candidate in (name, *_own(before, name, ends)):
                if self._keep(_place(endpoint.path, found[1]), fields.get(candidate)):
                    break
        # An answer of the collection shows ids of its items.
        own = _BRACES.sub("{}", endpoint.path).rstrip("/") + "/{}"
        self._keep(own, fields.get("id_", fields.get("id")))

    def _keep(self, place: str, value: JsonValue) -> bool:
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            return False
        self._known.setdefault(place, {})[str(value)] = None
        return True


def _own(before: str, name: str, ends: bool) -> Iterator[str]:
    """Names that the id of an item has in its own answer."""
    one = singular(identifier(before.strip("/").rpartition("/")[2]))
    if ends and name in ("id", "id_", f"{one}_id"):
        yield from ("id", "id_", f"{one}_id")


def _place(path: str, parameter: str) -> str:
    """The path up to the parameter, whatever the names of parameters."""
    head, _, _ = path.partition(f"{{{parameter}}}")
    return _BRACES.sub("{}", f"{head}{{}}")


def _rows(endpoint: Endpoint) -> Iterator[dict[str, JsonValue]]:
    for response in endpoint.responses:
        if response.status // 100 == 2 and response.example is not MISSING:
            yield from _objects(response.example)


def _objects(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    """The resources in an example: the object itself, the rows of a list, what an envelope holds."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item
    elif isinstance(value, dict):
        yield value
        for key in _ROWS:
            yield from _objects(value.get(key))

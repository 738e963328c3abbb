"""Names of schema classes: from resource and role, out of each endpoint's own method and path.

Both the schemas and the routes import this, so that they name one shape alike. A shape that several
endpoints answer with is written once, under the name of the endpoint that reads the resource; two shapes
that want one name are told apart by a more specific name, never by a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from http import HTTPStatus
from typing import Final

from spec2code.codegen.api_codes import NO_CODES, ErrorCodes, error_codes, with_codes
from spec2code.codegen.api_error_shape import common_error
from spec2code.codegen.api_generics import Generic, generics
from spec2code.codegen.api_naming import ModuleNames
from spec2code.codegen.api_operations import operation
from spec2code.codegen.api_roles import request_names, response_names
from spec2code.codegen.api_shapes import (
    lifted,
    reached,
    tidy_definitions,
    tidy_endpoint,
    tidy_event,
)
from spec2code.codegen.api_soundness import sound
from spec2code.codegen.api_values import fits, sample
from spec2code.codegen.names import class_name
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import ApiError, Endpoint, Event, Response
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import MISSING, JsonValue, Missing, RefShape, Shape
from spec2code.model.spec import Spec

__all__ = ["ApiNames", "FeatureNames", "name_shapes"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FeatureNames:
    """One module of schemas. In its shapes every object is a RefShape that holds a class name."""

    feature: str
    endpoints: tuple[Endpoint, ...]
    """Each once; of two specs that state one endpoint, the later."""
    events: tuple[Event, ...]
    models: Mapping[str, Shape]
    """Class name to shape, in the order in which they are written: what is used stands first."""
    error: Shape | None = None
    """The error envelope: the one that the spec states once, else the one that most of its errors show."""
    error_codes: ErrorCodes = NO_CODES
    files: tuple[str, ...] = ()
    """The specs it came from."""
    examples: Mapping[str, JsonValue] = field(default_factory=dict)
    """Class name to an example that some body of that class has."""
    generics: tuple[Generic, ...] = ()
    """The models that are one generic class each."""
    _requests: Mapping[Key, Shape] = field(default_factory=dict)
    _responses: Mapping[tuple[Key, int], Shape] = field(default_factory=dict)
    _errors: Mapping[tuple[Key, int], Shape] = field(default_factory=dict)
    _events: Mapping[str, Shape] = field(default_factory=dict)

    def taken(self) -> frozenset[str]:
        """The classes that a caller sends: those of request bodies, and all that they hold."""
        return reached(self._requests.values(), self.models)

    def given(self) -> frozenset[str]:
        """The classes that the application makes: those of answers, errors and events."""
        roots = [*self._responses.values(), *self._errors.values(), *self._events.values()]
        return reached([*roots, *([self.error] if self.error else [])], self.models)

    def request(self, endpoint: Endpoint) -> Shape | None:
        return self._requests.get(endpoint.key)

    def response(self, endpoint: Endpoint, response: Response) -> Shape | None:
        return self._responses.get((endpoint.key, response.status))

    def error_of(self, endpoint: Endpoint, error: ApiError) -> Shape | None:
        """The shape of a row of the error table: its own, else the one that the spec states once."""
        return self._errors.get((endpoint.key, endpoint.errors.index(error)), self.error)

    def sample(self, shape: Shape) -> JsonValue | Missing:
        """A value of the shape, as the spec shows one where it does; MISSING when none is known."""
        if isinstance(shape, RefShape) and shape.name in self.examples:
            return self.examples[shape.name]
        return sample(shape, self.models)

    def event(self, event: Event) -> Shape | None:
        return self._events.get(event.name)


@dataclass(frozen=True, slots=True)
class ApiNames:
    features: tuple[FeatureNames, ...]
    handlers: Mapping[Key, str]
    """Name of the handler function and operation id, one of a kind in the whole API."""
    diagnostics: tuple[Diagnostic, ...] = ()


def name_shapes(
    specs: Iterable[Spec], standing: Mapping[str, Collection[str]] | None = None
) -> ApiNames:
    """Name every body, response, error and event of these specs, and their handlers.

    Args:
        specs: in their order.
        standing: by feature the classes that its module has already; where several names are as good, these stay.
    """
    told: list[Diagnostic] = []
    specs = tuple(sound(spec, told) for spec in specs)
    owners = _owners(specs, told)
    groups: dict[str, list[Spec]] = {}
    for index, spec in enumerate(specs):
        own = tuple(item for item in spec.endpoints if owners[item.key] == (index, item))
        groups.setdefault(spec.feature, []).append(replace(spec, endpoints=own))
    features = tuple(
        _feature(feature, members, told, (standing or {}).get(feature, ()))
        for feature, members in groups.items()
    )
    return ApiNames(features, _handlers(features), tuple(told))


def _owners(specs: tuple[Spec, ...], told: list[Diagnostic]) -> dict[Key, tuple[int, Endpoint]]:
    """Which spec's statement of an endpoint counts: the last one's, and in one spec the first."""
    owners: dict[Key, tuple[int, Endpoint]] = {}
    for index, spec in enumerate(specs):
        for endpoint in spec.endpoints:
            before = owners.get(endpoint.key)
            if before is None:
                owners[endpoint.key] = (index, endpoint)
                continue
            if before[1] is endpoint:
                continue
            told.append(
                diagnostic(
                    "G201",
                    f"`{endpoint.method} {endpoint.path}` is stated twice; "
                    f"{'the later spec' if before[0] < index else 'the first'} counts",
                    endpoint.span,
                    other=before[1].span,
                )
            )
            if before[0] < index:
                owners[endpoint.key] = (index, endpoint)
    return owners


def _feature(
    feature: str, specs: list[Spec], told: list[Diagnostic], standing: Collection[str]
) -> FeatureNames:
    definitions = tidy_definitions(
        {name: shape for spec in specs for name, shape in spec.definitions.items()}
    )
    names = ModuleNames(definitions, standing)
    envelope = _envelope(specs)
    endpoints = tuple(
        tidy_endpoint(item, definitions, envelope) for spec in specs for item in spec.endpoints
    )
    events = {item.name: tidy_event(item) for spec in specs for item in spec.events}
    for endpoint in endpoints:
        names.reserve(response_names(endpoint))
        names.reserve(request_names(endpoint))
    error = names.named(envelope, _ERROR) if envelope else None
    requests: dict[Key, Shape] = {}
    responses: dict[tuple[Key, int], Shape] = {}
    errors: dict[tuple[Key, int], Shape] = {}
    for endpoint in endpoints:
        for want in request_names(endpoint):
            requests[endpoint.key] = names.claim(want)
        for want in response_names(endpoint):
            responses[(endpoint.key, want.status)] = names.claim(want)
        for index, row in enumerate(endpoint.errors):
            if row.shape is not None and row.shape != envelope:
                errors[(endpoint.key, index)] = names.named(row.shape, _error_name(endpoint, row))
    published = {
        name: names.named(event.shape, _event_name(event.name), span=event.span)
        for name, event in events.items()
        if event.shape is not None
    }
    names.name_definitions()
    told += names.diagnostics
    models, repeated = generics(names.models)
    codes = error_codes(endpoints)
    rows = [row for item in endpoints for row in item.errors]
    models = with_codes([*([error] if error else []), *errors.values()], models, codes, rows)
    return FeatureNames(
        feature,
        endpoints,
        tuple(events.values()),
        models,
        error,
        codes,
        tuple(dict.fromkeys(spec.file for spec in specs)),
        _examples(endpoints, requests, responses, models),
        repeated,
        requests,
        responses,
        errors,
        published,
    )


def _examples(
    endpoints: tuple[Endpoint, ...],
    requests: Mapping[Key, Shape],
    responses: Mapping[tuple[Key, int], Shape],
    models: Mapping[str, Shape],
) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for endpoint in endpoints:
        bodies = [
            (responses.get((endpoint.key, item.status)), item.example)
            for item in endpoint.responses
        ]
        if endpoint.request is not None:
            bodies.append((requests.get(endpoint.key), endpoint.request.example))
        for shape, example in bodies:
            if isinstance(shape, RefShape) and example is not MISSING:
                if shape.name not in found and fits(shape, example, models):
                    found[shape.name] = example
    return found


_ERROR: Final = "ErrorResponse"


def _envelope(specs: list[Spec]) -> Shape | None:
    """The error shape of the whole API."""
    stated = [spec.error_shape for spec in specs if spec.error_shape is not None]
    endpoints = (item for spec in specs for item in spec.endpoints)
    shape = common_error(stated[-1] if stated else None, endpoints)
    return lifted(shape) if shape is not None else None


def _error_name(endpoint: Endpoint, row: ApiError) -> str:
    base = operation(endpoint.method, endpoint.path).handler_names()[0]
    return class_name(f"{base}_{_phrase(row.status)}_error")


def _event_name(name: str) -> str:
    found = class_name(name)
    return found if found.endswith("Event") else f"{found}Event"


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in _STATUSES else str(status)


_STATUSES: Final = frozenset(int(status) for status in HTTPStatus)


def _handlers(features: tuple[FeatureNames, ...]) -> dict[Key, str]:
    taken: dict[str, Key] = {}
    handlers: dict[Key, str] = {}
    for feature in features:
        for endpoint in feature.endpoints:
            names = operation(endpoint.method, endpoint.path).handler_names()
            name = next((item for item in names if item not in taken), names[-1])
            taken[name] = endpoint.key
            handlers[endpoint.key] = name
    return handlers

"""`errors.py`: errors in the shapes that the specs state, also those that FastAPI raises by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spec2code.codegen.api_codes import ErrorCodes
from spec2code.codegen.api_errors import error_source
from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_roles import is_form
from spec2code.codegen.api_routes import ErrorGroup, Route
from spec2code.codegen.contract import GenerateRequest
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import printable, string_literal
from spec2code.codegen.names import identifier, module_name
from spec2code.codegen.observed import KINDS
from spec2code.codegen.python import format_python
from spec2code.model.records import dataclass
from spec2code.model.shapes import RefShape, Shape
from spec2code_generators.fastapi.mocks import ErrorFunction

__all__ = ["error_function", "imported", "render_errors"]

_IMPORTS: Final = (
    ("fastapi", "FastAPI"),
    ("fastapi", "Request"),
    ("fastapi", "Response"),
    ("fastapi.exception_handlers", "http_exception_handler"),
    ("fastapi.exception_handlers", "request_validation_exception_handler"),
    ("fastapi.exceptions", "RequestValidationError"),
)
_SHAPE_IMPORTS: Final = (
    ("typing", "Any"),
    ("typing", "NamedTuple"),
    ("collections.abc", "Callable"),
    ("collections.abc", "Mapping"),
    ("http", "HTTPStatus"),
    ("fastapi", "HTTPException"),
    ("fastapi.encoders", "jsonable_encoder"),
    ("fastapi.responses", "JSONResponse"),
    ("pydantic", "BaseModel"),
)
_BY_FRAMEWORK: Final = frozenset({400, 401, 403, 404, 422})
"""What isn't raised by handlers only."""


@dataclass(frozen=True, slots=True)
class _ErrorShape:
    """A shape of errors as `errors.py` makes it."""

    function: str
    source: str
    model: str
    """With its module."""
    body: str
    uses: frozenset[str]
    details: tuple[str, ...]
    general: bool
    """Whether it is the feature's, and not only some route's."""
    refused: str
    invalid: tuple[str, ...]
    lower: bool


def error_function(feature: FeatureNames) -> ErrorFunction | None:
    """What the feature's handlers raise; None when it states no shape that has a place for a message."""
    source = error_source(feature.error, feature.models) if feature.error is not None else None
    if source is None or not isinstance(feature.error, RefShape):
        return None
    return ErrorFunction(_function(feature), feature.error, feature.error_codes)


def shows_codes(group: ErrorGroup, feature: FeatureNames) -> bool:
    """Whether the errors of a status are documented by their codes alone: the feature's function makes each."""
    return (
        group.made == len(group.examples) > 0
        and error_function(feature) is not None
        and group.shapes == (feature.error,)
    )


def render_errors(
    features: Sequence[FeatureNames],
    made: Iterable[Route],
    imports: Imports,
    request: GenerateRequest,
) -> str | None:
    """The module; None where FastAPI's own errors are all that is needed."""
    made = tuple(made)
    layout = request.layout
    bodies = [route.endpoint.request for route in made if route.endpoint.request]
    forms = any(map(is_form, bodies))
    found = [
        (feature, name, error)
        for feature in features
        for name, error in _errors(
            feature, [route for route in made if route.endpoint in feature.endpoints]
        )
    ]
    if not found and not bodies:
        return None
    for module, name in (*_IMPORTS, *(_SHAPE_IMPORTS if found else ())):
        imports.add(module, name)
    imports.add("starlette.exceptions", "HTTPException", "StarletteHTTPException")
    if forms:
        imports.add("starlette.formparsers", "MultiPartException")
    groups = [group for route in made for group in route.errors]
    modules: dict[str, str] = {}
    for feature, _, _ in found:
        if feature.feature not in modules:
            module = layout.module(layout.schemas, module_name(feature.feature))
            modules[feature.feature] = imported(imports, module)
    shapes = [
        _shape(feature, name, error, modules[feature.feature]) for feature, name, error in found
    ]
    for uses in (shape.uses for shape in shapes):
        for name, home in (("datetime", "datetime"), ("UTC", "datetime"), ("uuid4", "uuid")):
            if name in uses:
                imports.add(home, name)
    # Beside an application that was there before, errors of no route are that one's.
    alone = len(features) == 1 and not _other_application(request)
    text = request.templates.render(
        "fastapi",
        "errors.py.jinja",
        imports=imports.render(),
        features=shapes,
        only=next((shape.model for shape in shapes if shape.general and alone), None),
        lower=any(shape.lower for shape in shapes),
        shown=any(shows_codes(group, feature) for feature in features for group in groups),
        dynamic=any(shape.uses & {"at", "unique_id"} for shape in shapes),
        bodies=bool(bodies),
        forms=forms,
    )
    return format_python(text, request.config.line_length)


def imported(imports: Imports, module: str) -> str:
    """Import a feature's module under a name that no other feature's has: `orders`, or `orders_router`."""
    package, _, name = module.rpartition(".")
    if not package:
        return imports.add(module)
    known = name in imports.names or name in KINDS
    return imports.add(package, name, f"{package.rpartition('.')[2]}_{name}" if known else None)


def _other_application(request: GenerateRequest) -> bool:
    own = request.layout.file(request.layout.main)
    return any(
        item.span is not None and item.span.file != own for item in request.project.applications
    )


def _function(feature: FeatureNames) -> str:
    return f"{module_name(feature.feature).strip('_')}_error"


def _errors(feature: FeatureNames, made: Sequence[Route]) -> Iterator[tuple[str, RefShape]]:
    """The feature's envelope, and the shapes that some route has of its own for what the framework raises."""
    envelope = error_function(feature)
    seen: list[Shape] = []
    if envelope is not None and isinstance(feature.error, RefShape):
        seen.append(feature.error)
        yield envelope.name, feature.error
    for route in made:
        for group in route.errors:
            one = group.shapes[0] if len(group.shapes) == 1 else None
            if not isinstance(one, RefShape) or one in seen or group.status not in _BY_FRAMEWORK:
                continue
            seen.append(one)
            if error_source(one, feature.models) is not None:
                yield identifier(one.name), one


def _shape(feature: FeatureNames, name: str, error: RefShape, module: str) -> _ErrorShape:
    source = error_source(error, feature.models)
    assert source is not None
    codes: ErrorCodes = feature.error_codes
    return _ErrorShape(
        name,
        printable(", ".join(feature.files)).replace("\\", "/").replace('"', "'"),
        f"{module}.{error.name}",
        source.text,
        source.uses,
        source.details,
        error == feature.error,
        string_literal(codes.refused),
        tuple(map(string_literal, codes.invalid)),
        codes.lower,
    )

"""Tests for the user: one for each answer and each error that a spec states, failing until the handler is written."""

from __future__ import annotations

from spec2code.codegen.api_mocks import KnownIds
from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_of import api_of
from spec2code.codegen.api_routes import Route, phrase, routes
from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import docstring, string_literal
from spec2code.codegen.names import identifier, module_name, unique
from spec2code.codegen.python import format_python
from spec2code.model.api import ApiError
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import RefShape
from spec2code_generators.pytest_stubs.refusals import Refusal, refusal
from spec2code_generators.pytest_stubs.requests import Request, credentials_of, request_of

__all__ = ["TestsGenerator"]


@dataclass(frozen=True, slots=True)
class _Test:
    name: str
    docstring: str
    method: str
    arguments: tuple[str, ...]
    expected: tuple[str, ...]
    checks: tuple[str, ...] = ()
    state: str = ""
    """What has to be arranged, as a literal."""
    calls_before: int = 0


class TestsGenerator:
    """Writes `tests/test_<feature>_api.py`; only when asked for."""

    __test__ = False
    name = "tests"
    on_request = True

    def generate(self, request: GenerateRequest) -> GenerateResult:
        names = api_of(request)
        files = []
        for feature in names.features:
            made, _ = routes(feature, names)
            if made:
                files.append(self._module(request, feature, made))
        return GenerateResult(tuple(files), names.diagnostics)

    def _module(
        self, request: GenerateRequest, feature: FeatureNames, made: list[Route]
    ) -> GeneratedFile:
        layout = request.layout
        module = module_name(feature.feature)
        imports = Imports({layout.main.split("/")[0].removesuffix(".py")})
        for home, name in (
            ("collections.abc", "AsyncIterator"),
            ("httpx", "ASGITransport"),
            ("httpx", "AsyncClient"),
            ("httpx", "Response"),
            (layout.module(layout.main), "app"),
        ):
            imports.add(home, name)
        imports.add("pytest")
        writer = _Writer(feature, imports, layout.module(layout.schemas, module))
        tests = [test for route in made for test in writer.tests(route)]
        text = request.templates.render(
            "pytest_stubs",
            "test_api.py.jinja",
            header=docstring(f"What {', '.join(feature.files)} asks of the API."),
            imports=imports.render(),
            credentials=sorted(writer.credentials.items()),
            arranges=any(test.state for test in tests),
            tests=tests,
        )
        return GeneratedFile(
            f"tests/test_{module}_api.py",
            format_python(text, request.config.line_length),
            Ownership.USER,
            self.name,
        )


class _Writer:
    def __init__(self, feature: FeatureNames, imports: Imports, schemas: str) -> None:
        self.credentials: dict[str, str] = {}
        self._feature = feature
        self._imports = imports
        self._schemas = schemas
        self._known = KnownIds(feature.endpoints)
        self._taken: set[str] = set()

    def tests(self, route: Route) -> list[_Test]:
        request = request_of(self._feature, route, self._known)
        name = self._credentials(route)
        found = [self._success(route, request, name)]
        for row in route.endpoint.errors:
            wrong = refusal(route, row, self._feature.error_codes.invalid)
            request = request_of(self._feature, route, self._known, wrong.request)
            found.append(self._error(route, row, request, name, wrong))
        return found

    def _credentials(self, route: Route, *, forbidden: bool = False) -> str | None:
        if route.security is None:
            return None
        name = route.security.scheme.upper() + ("_FORBIDDEN" if forbidden else "")
        self.credentials[name] = credentials_of(route.security, forbidden=forbidden)
        return name

    def _success(self, route: Route, request: Request, credentials: str | None) -> _Test:
        success = route.success
        shape = self._feature.response(route.endpoint, success)
        checks: tuple[str, ...] = ()
        if isinstance(shape, RefShape) and success.status not in (204, 205, 304):
            model = self._imports.add(self._schemas, shape.name)
            checks = (f"{model}.model_validate(answer.json())",)
        text = success.description or route.endpoint.summary or phrase(success.status)
        return self._test(
            route, success.status, None, text, request.call(credentials), request, checks
        )

    def _error(
        self,
        route: Route,
        row: ApiError,
        request: Request,
        credentials: str | None,
        wrong: Refusal,
    ) -> _Test:
        shown = None if row.status == 401 else credentials
        if wrong.caller:
            shown = self._credentials(route, forbidden=True)
        text = row.condition or row.message or phrase(row.status)
        made = self._test(route, row.status, row.code, text, request.call(shown), request, ())
        state = string_literal(text.rstrip(".")) if wrong.state else ""
        return replace(made, state=state, calls_before=wrong.calls_before)

    def _test(
        self,
        route: Route,
        status: int,
        code: str | None,
        text: str,
        arguments: list[str],
        request: Request,
        checks: tuple[str, ...],
    ) -> _Test:
        words = f"test_{route.operation_id}_{status}_{code or ''}"
        name = unique(identifier(words), self._taken)
        self._taken.add(name)
        expected = ["answer", str(status), *([string_literal(code)] if code else [])]
        said = f"{text.rstrip('.')}."
        return _Test(
            name,
            docstring(said, indent="    "),
            request.function,
            tuple(arguments),
            tuple(expected),
            checks,
        )

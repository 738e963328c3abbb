"""FastAPI routes: a router for each feature, and the application, errors, security and dependencies they need."""

from __future__ import annotations

import re

from spec2code.codegen.api_names import ApiNames, FeatureNames
from spec2code.codegen.api_of import api_of
from spec2code.codegen.api_operations import operation
from spec2code.codegen.api_roles import is_form
from spec2code.codegen.api_routers import Router, router_names, routers
from spec2code.codegen.api_routes import Route, in_order, routes, tag
from spec2code.codegen.api_tables import Resources
from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import docstring, printable, string_literal
from spec2code.codegen.names import module_name
from spec2code.codegen.python import format_python, format_units
from spec2code.codegen.sessions import session_module
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Endpoint
from spec2code.model.project import Application
from spec2code.model.span import Span
from spec2code_generators.fastapi.annotations import Annotations
from spec2code_generators.fastapi.errors import error_function, imported, render_errors
from spec2code_generators.fastapi.handlers import HandlerWriter, Modules
from spec2code_generators.fastapi.security import render_security

__all__ = ["FastApiGenerator"]

_ROUTER = "router.py.jinja"
_MAIN_BEGINS = '"""The application: every router, and the answers to errors."""'


class FastApiGenerator:
    """Writes `app/routers/<feature>.py` for every spec with endpoints, and what the routers import."""

    name = "fastapi"

    def generate(self, request: GenerateRequest) -> GenerateResult:
        names = api_of(request)
        told: list[Diagnostic] = []
        found: list[tuple[FeatureNames, list[Route]]] = []
        for feature in names.features:
            made = self._routes(request, feature, names, told)
            if made:
                found.append((feature, made))
        if not found:
            return GenerateResult((), tuple(told))
        writer = _Files(request, told)
        modules = routers(found, by_resource=request.config.routers == "resource")
        for router in modules:
            writer.router(router)
        order = in_order([router.routes for router in modules])
        writer.shared([modules[index] for index in order])
        return GenerateResult(tuple(writer.files), tuple(told))

    def _routes(
        self,
        request: GenerateRequest,
        feature: FeatureNames,
        names: ApiNames,
        told: list[Diagnostic],
    ) -> list[Route]:
        layout = request.layout
        # A module called after a resource is the project's, unless it was generated.
        own = {layout.file(layout.router, name) for name in router_names(feature)}
        own &= request.generated
        own.add(layout.file(layout.router, module_name(feature.feature)))
        present = [item for item in request.project.endpoints if item.span is not None]
        elsewhere = {_place(item) for item in present if item.span and item.span.file not in own}
        handlers = {
            _place(item): item.handler.rpartition(":")[2]
            for item in present
            if item.handler and item.span and item.span.file in own
        }
        made, problems = routes(feature, names, elsewhere=elsewhere, handlers=handlers)
        told += problems
        return made


def _usable_pattern(pattern: str) -> bool:
    """Whether pydantic compiles the pattern."""
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return False
    return True


def _place(endpoint: Endpoint) -> tuple[str, str]:
    return (endpoint.method, re.sub(r"\{[^{}]*\}", "{}", endpoint.path))


class _Files:
    """The files of one run."""

    def __init__(self, request: GenerateRequest, told: list[Diagnostic]) -> None:
        self.files: list[GeneratedFile] = []
        self._request = request
        self._layout = request.layout
        self._told = told
        places = (self._layout.main, self._layout.router, self._layout.schemas, self._layout.errors)
        self._own = {place.split("/")[0].removesuffix(".py") for place in places}
        self._examples = request.config.stubs == "example"
        self._session = session_module(request)
        self._resources = Resources(request.desired)

    def _of_table(self, endpoint: Endpoint) -> bool:
        read = operation(endpoint.method, endpoint.path)
        return self._resources.of_path(read) is not None

    def router(self, router: Router) -> None:
        layout, feature, made = self._layout, router.feature, router.routes
        imports = Imports(self._own)
        imports.add("fastapi", "APIRouter")
        modules = Modules(
            layout.module(layout.schemas, module_name(feature.feature)),
            layout.module(layout.errors),
            layout.module(layout.security),
            layout.module(layout.dependencies),
            self._session,
        )
        writer = HandlerWriter(
            feature,
            imports,
            Annotations(imports, modules.schemas, layout.module(layout.types), _usable_pattern),
            modules,
            error=error_function(feature),
            examples=self._examples,
            of_table=self._of_table,
        )
        width = self._request.config.line_length
        handlers = [writer.handler(route).broken(width) for route in made]
        if any(route.endpoint.request and is_form(route.endpoint.request) for route in made):
            self._told.append(
                diagnostic(
                    "G207",
                    f"the generated routes of {', '.join(feature.files)} take a form or a file: "
                    "they need `python-multipart`",
                )
            )
        self._render(
            layout.file(layout.router, router.module),
            _ROUTER,
            header=docstring(f"Routes of {', '.join(feature.files)}."),
            imports=imports.render(),
            tag=string_literal(tag(feature)),
            handlers=handlers,
        )

    def shared(self, routers: list[Router]) -> None:
        """What the routers import, and the application."""
        layout = self._layout
        made = [route for router in routers for route in router.routes]
        features = list({id(router.feature): router.feature for router in routers}.values())
        security = render_security(
            made,
            self._request.templates,
            examples=self._examples,
            line_length=self._request.config.line_length,
        )
        if security:
            self._add(layout.file(layout.security), security)
        self._dependencies(made)
        errors = render_errors(features, made, Imports(self._own), self._request)
        if errors:
            self._add(layout.file(layout.errors), errors)
        self._main(routers, errors is not None)
        self._packages()

    def _dependencies(self, made: list[Route]) -> None:
        limited = any(route.endpoint.rate_limit for route in made)
        idempotent = any(route.needs_idempotency_key for route in made)
        if not limited and not idempotent:
            return
        imports = Imports(self._own)
        imports.add("logging")
        imports.add("fastapi", "Request")
        if idempotent:
            imports.add("typing", "Annotated")
            imports.add("fastapi", "Header")
        self._render(
            self._layout.file(self._layout.dependencies),
            "dependencies.py.jinja",
            imports=imports.render(),
            rate_limit=limited,
            idempotency=idempotent,
        )

    def _main(self, routers: list[Router], error_handlers: bool) -> None:
        layout = self._layout
        others = [
            item
            for item in self._request.project.applications
            if item.span is not None and item.span.file != layout.file(layout.main)
        ]
        if others:
            self._tell_application(others[0], routers, error_handlers)
            return
        if error_handlers and self._answers_errors_itself():
            error_handlers = False
            message = f"`{layout.file(layout.main)}` keeps its own answers to errors"
            hint = (
                f"for those of the spec call {layout.module(layout.errors)}.add_error_handlers(app)"
            )
            self._told.append(
                diagnostic("G214", message, Span(layout.file(layout.main), 1), hint=hint)
            )
        imports = Imports(self._own)
        imports.add("fastapi", "FastAPI")
        modules = [layout.module(layout.router, router.module) for router in routers]
        included = [imported(imports, module) for module in modules]
        if error_handlers:
            imports.add(layout.module(layout.errors), "add_error_handlers")
        self._render(
            layout.file(layout.main),
            "main.py.jinja",
            imports=imports.render(),
            title=string_literal(printable(self._request.specs[0].title) or "API"),
            routers=included,
            error_handlers=error_handlers,
        )

    def _answers_errors_itself(self) -> bool:
        """Whether the application was there before: handlers of ours would change what all its routes answer."""
        text = self._request.texts.get(self._layout.file(self._layout.main))
        return (
            text is not None
            and bool(text.strip())
            and not text.startswith(_MAIN_BEGINS)
            and "add_error_handlers(" not in text
        )

    def _tell_application(
        self, application: Application, routers: list[Router], error_handlers: bool
    ) -> None:
        layout = self._layout
        included = {item.span.file for item in self._request.project.endpoints if item.span}
        for router in routers:
            module = router.module
            if layout.file(layout.router, module) not in included:
                call = f"include_router({module}.router)"
                if error_handlers:
                    call += f" and {layout.module(layout.errors)}.add_error_handlers(...)"
                self._told.append(
                    diagnostic(
                        "G210",
                        f"`{layout.module(layout.router, module)}` isn't part of "
                        f"`{application.name}` yet: call {call}",
                        application.span,
                    )
                )

    def _packages(self) -> None:
        root = self._layout.source_root
        folders: set[str] = set()
        for file in self.files:
            folder = file.path.rpartition("/")[0]
            while folder and folder != root:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        self.files += [
            GeneratedFile(f"{folder}/__init__.py", "", Ownership.ONCE, FastApiGenerator.name)
            for folder in sorted(folders)
        ]

    def _render(self, path: str, template: str, **values: object) -> None:
        templates, width = self._request.templates, self._request.config.line_length
        text = templates.render("fastapi", template, **values)
        laid_out = template == _ROUTER and templates.is_own("fastapi", template)
        self._add(path, format_units(text, width) if laid_out else format_python(text, width))

    def _add(self, path: str, content: str) -> None:
        self.files.append(GeneratedFile(path, content, Ownership.USER, FastApiGenerator.name))

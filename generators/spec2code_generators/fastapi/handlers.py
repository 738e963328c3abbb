"""One route as the pieces of a handler: its decorator, its parameters, what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_roles import is_form
from spec2code.codegen.api_routes import ErrorGroup, Route, is_json, phrase
from spec2code.codegen.api_values import python_literal
from spec2code.codegen.imports import Imports
from spec2code.codegen.layout import wrapped
from spec2code.codegen.literals import docstring, string_literal
from spec2code.codegen.names import BUILTINS, identifier, unique
from spec2code.codegen.sessions import SESSION
from spec2code.model.api import Endpoint, Response
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    MISSING,
    NumberShape,
    RefShape,
)
from spec2code_generators.fastapi.annotations import Annotations
from spec2code_generators.fastapi.arguments import ArgumentWriter
from spec2code_generators.fastapi.errors import shows_codes
from spec2code_generators.fastapi.mocks import Answer, ErrorFunction, MockWriter

__all__ = ["Handler", "HandlerWriter", "Modules"]

_STREAMS: Final = ("text/event-stream", "application/x-ndjson", "application/stream+json")
_EMPTY: Final = frozenset({204, 205, 304})


@dataclass(frozen=True, slots=True)
class Modules:
    """Dotted names of the modules that handlers import."""

    schemas: str
    errors: str
    security: str
    dependencies: str
    session: str | None = None
    """None: no module gives handlers a database session."""


@dataclass(frozen=True, slots=True)
class Handler:
    name: str
    decorator: str
    """`get`, `post`..."""
    arguments: tuple[str, ...]
    """Of the decorator."""
    parameters: tuple[str, ...]
    returns: str
    docstring: str
    body: str

    def broken(self, width: int) -> Handler:
        """The handler with its long lines broken as black breaks them: black takes long for that."""
        inside = {"width": width, "indent": 4}
        return replace(
            self,
            arguments=tuple(wrapped(item, **inside, tail=",")[:-1] for item in self.arguments),
            parameters=tuple(wrapped(item, **inside, tail=",")[:-1] for item in self.parameters),
            body="\n".join(_broken(line, width) for line in self.body.split("\n")),
        )


def _broken(line: str, width: int) -> str:
    """A statement of a handler's body; what it goes on with is indented behind the template's four columns."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    made = wrapped(text, width=width, indent=indent + 4)
    return " " * indent + made.replace("\n    ", "\n")


class HandlerWriter:
    """Writes the handlers of one feature and notes what they import.

    Args:
        feature: whose endpoints.
        imports: of the module.
        annotations: of parameters and bodies.
        modules: that handlers import from.
        error: makes the feature's errors; None where the spec states no shape for them.
        examples: whether handlers answer the spec's examples.
        of_table: whether an endpoint is about a table, so that its handler takes a session.
    """

    def __init__(
        self,
        feature: FeatureNames,
        imports: Imports,
        annotations: Annotations,
        modules: Modules,
        *,
        error: ErrorFunction | None,
        examples: bool,
        of_table: Callable[[Endpoint], bool] = lambda endpoint: False,
    ) -> None:
        self._feature = feature
        self._imports = imports
        self._annotations = annotations
        self._arguments = ArgumentWriter(imports, annotations)
        self._modules = modules
        self._error = error
        self._of_table = of_table
        self._mocks = (
            MockWriter(feature, imports, modules.schemas, modules.errors, error)
            if examples
            else None
        )

    def handler(self, route: Route) -> Handler:
        endpoint = route.endpoint
        success = self._answer(route)
        arguments = [
            string_literal(route.path),
            f"operation_id={string_literal(route.operation_id)}",
        ]
        if endpoint.summary and endpoint.summary.strip():
            arguments.append(f"summary={string_literal(' '.join(endpoint.summary.split()))}")
        if route.tags:
            arguments.append(f"tags=[{', '.join(map(string_literal, route.tags))}]")
        if route.success.status != 200:
            arguments.append(f"status_code={route.success.status}")
        if success.response_class:
            arguments.append(f"response_class={success.response_class}")
        if success.response_model:
            arguments.append(f"response_model={success.response_model}")
        if route.success.description:
            arguments.append(f"response_description={string_literal(route.success.description)}")
        if responses := self._responses(route, success.content):
            arguments.append(f"responses={{{', '.join(responses)}}}")
        if needed := self._dependencies(route):
            arguments.append(f"dependencies=[{', '.join(needed)}]")
        text = endpoint.description or ""
        return Handler(
            route.handler,
            endpoint.method.lower(),
            tuple(arguments),
            tuple(self._parameters(route)),
            success.returns,
            docstring(text, indent="    ") if text.strip() else "",
            self._body(route, success),
        )

    def _parameters(self, route: Route) -> list[str]:
        first: list[str] = []
        last: list[str] = []
        names = _parameter_names(route)
        if self._modules.session and self._of_table(route.endpoint):
            dependency = self._imports.add(self._modules.session, SESSION)
            first.append(f"{_session_name(names)}: {dependency}")
        for item in route.parameters:
            argument = self._arguments.parameter(item, names[(item.location, item.name)])
            (first if argument.required else last).append(argument.text)
        taken = {"body", "session", "db_session", *names.values()}
        body_first, body_last = self._request(route, taken)
        return [*first, *body_first, *body_last, *last]

    def _annotated(self, annotation: str, marker: str, words: list[str]) -> str:
        annotated = self._imports.add("typing", "Annotated")
        if (
            annotation.startswith(f"{annotated}[")
            and annotation.endswith("]")
            and " | " not in annotation
        ):
            annotation = annotation[len(annotated) + 1 : -1]
        return f"{annotated}[{annotation}, {marker}({', '.join(words)})]"

    def _request(self, route: Route, taken: set[str]) -> tuple[list[str], list[str]]:
        body = route.endpoint.request
        if body is None:
            return [], []
        if is_form(body):
            form = self._arguments.form(body, taken)
            return (
                [item.text for item in form if item.required],
                [item.text for item in form if not item.required],
            )
        shape = self._feature.request(route.endpoint)
        words: list[str] = []
        if not is_json(body.media_type):
            annotation = "bytes"
            words.append(f"media_type={string_literal(body.media_type)}")
        else:
            # Pydantic gives bounds behind a validator to no document: they stand before it.
            checked = isinstance(shape, NumberShape) and shape.integer
            annotation = (
                self._annotations.body(shape, strict=True, inner=checked) if shape else self._any()
            )
            words += self._annotations.bounds(shape) if shape and not checked else []
            if body.media_type != "application/json":
                words.append(f"media_type={string_literal(body.media_type)}")
            if body.example is not MISSING:
                words.append(f"examples=[{python_literal(body.example)}]")
        named = isinstance(shape, RefShape) and annotation == shape.name
        if not body.required:
            annotation += " | None"
        text = f"body: {annotation}"
        if words or not named:
            text = (
                f"body: {self._annotated(annotation, self._imports.add('fastapi', 'Body'), words)}"
            )
        return ([text], []) if body.required else ([], [f"{text} = None"])

    def _dependencies(self, route: Route) -> list[str]:
        found: list[str] = []
        if route.security:
            check = self._imports.add(self._modules.security, f"require_{route.security.scheme}")
            marker = self._imports.add("fastapi", "Security")
            scopes = ", ".join(map(string_literal, route.security.scopes))
            found.append(f"{marker}({check}{f', scopes=[{scopes}]' if scopes else ''})")
        depends = "Depends"
        if limit := route.endpoint.rate_limit:
            self._imports.add("fastapi", depends)
            name = self._imports.add(self._modules.dependencies, "RateLimit")
            words = [string_literal(limit.text)]
            if limit.requests is not None and limit.seconds is not None:
                words += [f"requests={limit.requests}", f"seconds={limit.seconds}"]
            found.append(f"{depends}({name}({', '.join(words)}))")
        if route.needs_idempotency_key:
            self._imports.add("fastapi", depends)
            name = self._imports.add(self._modules.dependencies, "idempotency_key")
            found.append(f"{depends}({name})")
        return found

    def _responses(self, route: Route, content: str) -> list[str]:
        found: list[str] = []
        if content:
            found.append(f"{route.success.status}: {{{content}}}")
        for other in route.others:
            words = [f'"description": {string_literal(other.description or phrase(other.status))}']
            shape = self._feature.response(route.endpoint, other)
            if shape is not None and is_json(other.media_type) and other.status not in _EMPTY:
                words.insert(0, f'"model": {self._annotations.body(shape, inner=True)}')
                if other.example is not MISSING:
                    words.append(_json_content("example", python_literal(other.example)))
            elif other.media_type and not is_json(other.media_type):
                words.append(_other_content(other))
            found.append(f"{other.status}: {{{', '.join(words)}}}")
        found += [f"{group.status}: {{{self._error_words(group)}}}" for group in route.errors]
        return found

    def _error_words(self, group: ErrorGroup) -> str:
        words = [f'"description": {string_literal(group.description)}']
        if group.shapes:
            model = " | ".join(self._annotations.body(shape) for shape in group.shapes)
            words.insert(0, f'"model": {model}')
        if self._error and shows_codes(group, self._feature):
            self._imports.add(self._modules.errors, self._error.name)
            self._imports.add(self._modules.errors, "examples")
            codes = ", ".join(
                f"{string_literal(code)}: {string_literal(text)}" for code, text in group.texts
            )
            words.append(f'"content": examples({self._error.name}, {group.status}, {{{codes}}})')
            return ", ".join(words)
        if group.examples:
            named = ", ".join(
                f'{string_literal(name)}: {{"value": {python_literal(value)}}}'
                for name, value in group.examples
            )
            words.append(_json_content("examples", f"{{{named}}}"))
        return ", ".join(words)

    def _answer(self, route: Route) -> Answer:
        success = route.success
        media = success.media_type
        if success.status in _EMPTY or success.status < 200:
            return Answer("None")
        if media is not None and not is_json(media):
            name = "StreamingResponse"
            self._imports.add("fastapi.responses", name)
            content = _other_content(success)
            words = (
                f'"description": {string_literal(success.description or phrase(success.status))}'
            )
            return Answer(name, name, content=f"{words}, {content}")
        if 300 <= success.status < 400 and success.shape is None:
            name = self._imports.add("fastapi.responses", "RedirectResponse")
            return Answer(name, name)
        shape = self._feature.response(route.endpoint, success)
        returns = self._annotations.body(shape, inner=True) if shape is not None else self._any()
        content = ""
        if success.example is not MISSING:
            content = _json_content("example", python_literal(success.example))
        return Answer(returns, response_model="" if shape is None else returns, content=content)

    def _body(self, route: Route, success: Answer) -> str:
        if self._mocks is not None:
            made = self._mocks.body(route, success, _parameter_names(route))
            if made is not None:
                return made
        text = string_literal(f"{route.handler} is not implemented yet")
        if self._error is None:
            error = self._imports.add("fastapi", "HTTPException")
            return f"raise {error}(501, {text})"
        self._imports.add(self._modules.errors, self._error.name)
        code = string_literal(self._error.codes.absent)
        return f"raise {self._error.name}(501, {code}, {text})"

    def _any(self) -> str:
        return self._imports.add("typing", "Any")


def _parameter_names(route: Route) -> dict[tuple[str, str], str]:
    """What the handler calls its parameters, by location and wire name."""
    names: dict[tuple[str, str], str] = {}
    for item in route.parameters:
        wanted = identifier(item.name, reserved=BUILTINS, prefix="p")
        names[(item.location, item.name)] = unique(wanted, {"body", "db_session", *names.values()})
    return names


def _session_name(names: Mapping[tuple[str, str], str]) -> str:
    return "db_session" if "session" in names.values() else "session"


def _json_content(keyword: str, literal: str) -> str:
    return f'"content": {{"application/json": {{"{keyword}": {literal}}}}}'


def _other_content(response: Response) -> str:
    media = response.media_type or "text/plain"
    text = media.startswith("text/") or media in _STREAMS
    schema = '{"type": "string"}' if text else '{"type": "string", "format": "binary"}'
    return f'"content": {{{string_literal(media)}: {{"schema": {schema}}}}}'

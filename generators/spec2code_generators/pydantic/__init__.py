"""Pydantic schemas: a module for each feature, by datamodel-code-generator."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from spec2code.codegen.api_codes import member_names
from spec2code.codegen.api_errors import ERROR_CODE
from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_of import api_of
from spec2code.codegen.api_types import used_by_routes
from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import docstring, string_literal
from spec2code.codegen.names import module_name
from spec2code.codegen.python import format_python
from spec2code.codegen.python import get_ready as get_black_ready
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass
from spec2code_generators.pydantic.json_types import SHARED, definitions, is_decimal

__all__ = ["PydanticGenerator"]

_LIBRARIES: Final = (
    "pydantic",
    "datamodel_code_generator.config",
    "datamodel_code_generator.model",
    "datamodel_code_generator.parser.jsonschema",
    "spec2code_generators.pydantic.classes",
)
"""In pieces: each is imported only while there is something else to wait for."""


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    value: str
    first_added: bool


class PydanticGenerator:
    """Writes `app/schemas/<feature>.py` for every spec that has bodies, errors or events."""

    name = "pydantic"

    def get_ready(self) -> Iterator[str]:
        """Import the libraries, one after the other: that takes as long as all the rest of a small run."""
        get_black_ready()
        yield "black"
        for name in _LIBRARIES:
            import_module(name)
            yield name

    def generate(self, request: GenerateRequest) -> GenerateResult:
        names = api_of(request)
        files: list[GeneratedFile] = []
        told: list[Diagnostic] = list(names.diagnostics)
        types = set(used_by_routes(names))
        for feature in names.features:
            if feature.models or feature.error_codes.listed:
                files.append(self._module(request, feature, told, types))
        if types:
            files.append(self._types(request, types))
        if files:
            files += _packages(request, files)
        return GenerateResult(tuple(files), tuple(told))

    def _module(
        self,
        request: GenerateRequest,
        feature: FeatureNames,
        told: list[Diagnostic],
        types: set[str],
    ) -> GeneratedFile:
        from spec2code_generators.pydantic.classes import Wanted, render_classes, usable_pattern
        from spec2code_generators.pydantic.document import document

        width = request.config.line_length
        imports = Imports(_own_packages(request))
        codes = _members(feature)
        if codes:
            imports.add("enum", "StrEnum")
        classes = ""
        order = tuple(name for name in feature.models if name != ERROR_CODE)
        if order:
            schemas, aliases = document(feature.models, usable_pattern)
            wanted = Wanted(
                order=order,
                generics=feature.generics,
                taken=feature.taken(),
                given=feature.given(),
                fields=lambda name, wire: aliases.get(f"{name}.{wire}", wire),
                types=request.layout.module(request.layout.types),
            )
            made = render_classes(schemas, aliases, wanted, imports, width)
            classes = made.text
            types |= {name for name in made.uses if name in SHARED or is_decimal(name)}
            if "EmailStr" in made.uses:
                told.append(_needs("email-validator", "an e-mail address", feature))
        text = request.templates.render(
            "pydantic",
            "schemas.py.jinja",
            header=docstring(f"Schemas of {', '.join(feature.files)}."),
            imports=imports.render(width),
            error_codes=codes,
            classes=classes,
        )
        layout = request.layout
        return GeneratedFile(
            layout.file(layout.schemas, module_name(feature.feature)),
            _formatted(text, classes, width),
            Ownership.GENERATED,
            self.name,
        )

    def _types(self, request: GenerateRequest, types: set[str]) -> GeneratedFile:
        """The module of what the schemas and routes of all features share."""
        width, layout = request.config.line_length, request.layout
        imports = Imports(_own_packages(request))
        text = definitions(types, imports)
        made = request.templates.render(
            "pydantic", "json_types.py.jinja", imports=imports.render(width), types=text
        )
        return GeneratedFile(
            layout.file(layout.types), format_python(made, width), Ownership.GENERATED, self.name
        )


def _formatted(text: str, classes: str, width: int) -> str:
    """The module as black has it; the classes are so already, and they are most of it."""
    if not classes:
        return format_python(text, width)
    head, _, tail = text.partition(classes)
    end = format_python(tail, width) if tail.strip() else ""
    above = format_python(head, width).rstrip("\n")
    # One blank line between imports and an assignment, two round a class or a function.
    apart = classes.startswith(("class ", "def ")) or "\nclass " in above
    gap = "\n\n\n" if apart else "\n\n"
    below = f"\n\n\n{end}" if end else "\n"
    return f"{above}{gap}{classes}{below}"


def _members(feature: FeatureNames) -> list[_Member]:
    """The members of the enum; what the spec doesn't list is a member where errors have a field for it."""
    codes = feature.error_codes
    names = member_names(codes.all if ERROR_CODE in feature.models else codes.listed)
    added = next(iter(codes.added), None)
    return [_Member(name, string_literal(code), code == added) for code, name in names.items()]


def _needs(package: str, what: str, feature: FeatureNames) -> Diagnostic:
    return diagnostic(
        "G207",
        f"the generated schemas of {', '.join(feature.files)} hold {what}: they need `{package}`",
    )


def _packages(request: GenerateRequest, files: list[GeneratedFile]) -> list[GeneratedFile]:
    """An empty `__init__.py` in every folder between the source root and the modules."""
    root = request.layout.source_root
    folders: set[str] = set()
    for file in files:
        folder = file.path.rpartition("/")[0]
        while folder and folder != root:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return [
        GeneratedFile(f"{folder}/__init__.py", "", Ownership.ONCE, PydanticGenerator.name)
        for folder in sorted(folders)
    ]


def _own_packages(request: GenerateRequest) -> set[str]:
    layout = request.layout
    return {path.split("/")[0].removesuffix(".py") for path in (layout.schemas, layout.main)}

"""OpenAPI 3.1 and AsyncAPI 3 documents of the specs, as YAML and as JSON."""

from __future__ import annotations

import json

from spec2code.codegen.api_of import api_of
from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code_generators.openapi.asyncapi import asyncapi_document
from spec2code_generators.openapi.document import openapi_document
from spec2code_generators.openapi.schemas import Schema
from spec2code_generators.openapi.yaml_text import to_yaml

__all__ = ["OpenApiGenerator"]


class OpenApiGenerator:
    """Writes `openapi.yaml` and `openapi.json`, and `asyncapi.*` where there are events; only when asked for."""

    name = "openapi"
    on_request = True

    def generate(self, request: GenerateRequest) -> GenerateResult:
        names = api_of(request)
        files: list[GeneratedFile] = []
        document, told = openapi_document(request.specs, names)
        if document["paths"]:
            files += self._both("openapi", document)
        title = request.specs[0].title if request.specs else ""
        events = asyncapi_document(title, names)
        if events is not None:
            files += self._both("asyncapi", events)
        return GenerateResult(tuple(files), (*names.diagnostics, *told))

    def _both(self, name: str, document: Schema) -> list[GeneratedFile]:
        texts = {
            f"{name}.yaml": to_yaml(document),
            f"{name}.json": json.dumps(document, indent=2, ensure_ascii=True) + "\n",
        }
        return [
            GeneratedFile(path, text, Ownership.GENERATED, self.name)
            for path, text in texts.items()
        ]

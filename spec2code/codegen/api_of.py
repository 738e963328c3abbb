"""The API that a request asks for, named; worked out once for all the generators of a run."""

from __future__ import annotations

import re

from spec2code.codegen.api_columns import typed_by_columns
from spec2code.codegen.api_names import ApiNames, name_shapes
from spec2code.codegen.contract import GenerateRequest
from spec2code.codegen.names import module_name
from spec2code.model.patterns import regex
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec

__all__ = ["api_of"]

_CLASS = regex(r"^class (\w+)", re.MULTILINE)

_last: tuple[tuple[Spec, ...], Schema, ApiNames] | None = None
"""Four generators ask for the same in turn. Specs and schemas are never changed, so being the same object is enough."""


def api_of(request: GenerateRequest) -> ApiNames:
    """The endpoints, shapes and names of the request's specs, with what the columns behind them say."""
    global _last
    if _last is None or _last[0] is not request.specs or _last[1] is not request.desired:
        names = name_shapes(typed_by_columns(request.specs, request.desired), _standing(request))
        _last = (request.specs, request.desired, names)
    return _last[2]


def _standing(request: GenerateRequest) -> dict[str, frozenset[str]]:
    """The classes of the modules of schemas that are there, by feature."""
    layout = request.layout
    texts = {
        spec.feature: request.texts.get(layout.file(layout.schemas, module_name(spec.feature)), "")
        for spec in request.specs
    }
    return {feature: frozenset(_CLASS.findall(text)) for feature, text in texts.items() if text}

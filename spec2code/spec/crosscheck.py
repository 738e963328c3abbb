"""Contradictions of a spec with itself, and of specs with one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Endpoint
from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.spec import Spec
from spec2code.model.statements import CreateTable
from spec2code.spec.check_api import check_error_codes, check_fields
from spec2code.spec.check_tables import check_described, check_foreign_keys
from spec2code.sql.soundness import check_schema, problem_diagnostics

__all__ = ["check_specs"]


_PROJECT_DECIDES = frozenset(("Q126", "Q131", "Q137"))
"""What is unknown here may stand in the project's own migrations."""


class Reading(Protocol):
    """What reading a spec gave."""

    @property
    def spec(self) -> Spec: ...


def check_specs(readings: Sequence[Reading]) -> list[Diagnostic]:
    """What the specs, as one desired state in this order, say against themselves."""
    specs = [reading.spec for reading in readings]
    statements = [item for spec in specs for item in (*spec.statements, *spec.post_statements)]
    folded = fold(Schema(), statements, ensure=True)
    schema = folded.schema
    found = check_foreign_keys(schema)
    if all(spec.dialect == "postgresql" for spec in specs):
        refused = [*check_schema(schema), *problem_diagnostics(folded.problems)]
        found += [item for item in refused if item.code not in _PROJECT_DECIDES]
    for spec in specs:
        found += check_described(schema, spec.described)
        found += check_error_codes(spec)
        found += check_fields(spec, schema)
    found += _tables_twice(specs)
    found += _endpoints_twice(specs)
    return found


def _tables_twice(specs: Sequence[Spec]) -> list[Diagnostic]:
    """Tables that two specs create with different content."""
    found: list[Diagnostic] = []
    seen: dict[Name, tuple[str, CreateTable]] = {}
    for spec in specs:
        for item in spec.statements:
            if not isinstance(item, CreateTable):
                continue
            before = seen.get(item.table.name)
            if before is not None and before[0] != spec.file and before[1].table != item.table:
                message = f"table `{item.table.name}` is created in `{before[0]}` too, differently"
                found.append(diagnostic("S180", message, item.span, other=before[1].span))
            seen[item.table.name] = (spec.file, item)
    return found


def _endpoints_twice(specs: Sequence[Spec]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    seen: dict[tuple[str, str], tuple[str, Endpoint]] = {}
    for spec in specs:
        for endpoint in spec.endpoints:
            before = seen.get(endpoint.key)
            if before is not None and before[0] != spec.file and before[1] != endpoint:
                message = f"`{endpoint.method} {endpoint.path}` is described in `{before[0]}` too, differently"
                found.append(diagnostic("S181", message, endpoint.span, other=before[1].span))
            seen[endpoint.key] = (spec.file, endpoint)
    return found

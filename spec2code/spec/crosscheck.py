"""Contradictions of a spec with itself, and of specs with one another."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Endpoint
from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.spec import Spec, statements_of
from spec2code.model.statements import CreateEnum, CreateTable, DropTable, RenameTable, Statement
from spec2code.spec.check_api import check_error_codes, check_fields
from spec2code.spec.check_endpoints import check_endpoints
from spec2code.spec.check_tables import check_described, check_foreign_keys
from spec2code.spec.one_state import contradiction, endpoint_key
from spec2code.spec.unapplied import Reading, unapplied, unfollowed
from spec2code.sql.sound_scripts import check_scripts
from spec2code.sql.soundness import check_schema

__all__ = ["check_specs"]


def check_specs(readings: Sequence[Reading]) -> list[Diagnostic]:
    """What the specs, as one desired state in this order, say against themselves."""
    specs = [reading.spec for reading in readings]
    statements = statements_of(specs)
    folded = fold(Schema(), statements, ensure=True)
    schema = folded.schema
    found = check_foreign_keys(schema)
    if all(spec.dialect == "postgresql" for spec in specs):
        open_files = unfollowed(readings)
        refused = [*check_schema(schema), *unapplied(folded.problems, open_files)]
        known = {(item.code, item.span) for item in refused}
        strict = check_scripts(statements, schema, open_files)
        refused += [item for item in strict if (item.code, item.span) not in known]
        found += [item for item in refused if not _in_two_files(item)]
    for spec in specs:
        found += check_described(schema, spec.described)
        found += check_error_codes(spec)
        found += check_fields(spec, schema)
        found += check_endpoints(spec)
    found += _made_twice(specs)
    found += _endpoints_twice(specs)
    return found


def _in_two_files(item: Diagnostic) -> bool:
    """A table that two specs create: S180 says more of it."""
    if item.code != "Q133" or item.span is None or item.other is None:
        return False
    return item.span.file != item.other.file


def _made_twice(specs: Sequence[Spec]) -> list[Diagnostic]:
    """Tables and enums that two specs create with different content, or that are altered before."""
    found: list[Diagnostic] = []
    seen: dict[Name, tuple[str, CreateTable | CreateEnum]] = {}
    altered: dict[Name, tuple[str, Statement]] = {}
    for spec in specs:
        for item in (*spec.statements, *spec.post_statements):
            if isinstance(item, DropTable | RenameTable):
                seen.pop(item.name, None)  # what is made behind it is another table
            if not isinstance(item, CreateTable | CreateEnum):
                name = getattr(item, "table", None)
                if isinstance(name, Name) and name not in seen:
                    altered.setdefault(name, (spec.file, item))
                continue
            made = item.table if isinstance(item, CreateTable) else item.enum
            kind = "table" if isinstance(item, CreateTable) else "type"
            file, before = seen.get(made.name, (spec.file, None))
            was = before.table if isinstance(before, CreateTable) else before and before.enum
            if before is not None and file != spec.file and was != made:
                message = f"{kind} `{made.name}` is created in `{file}` too, differently"
                found.append(diagnostic("S180", message, item.span, other=before.span))
            elif before is None and altered.get(made.name, (spec.file,))[0] != spec.file:
                file, first = altered[made.name]
                message = (
                    f"table `{made.name}` is altered in `{file}`, which comes before this spec"
                )
                found.append(diagnostic("S183", message, item.span, other=first.span))
            seen[made.name] = (spec.file, item)
    return found


def _endpoints_twice(specs: Sequence[Spec]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    seen: dict[tuple[str, str], tuple[str, Endpoint]] = {}
    for spec in specs:
        for endpoint in spec.endpoints:
            key = endpoint_key(endpoint)
            file, before = seen.get(key, (spec.file, None))
            part = contradiction(before, endpoint) if before and file != spec.file else None
            if before is not None and part is not None:
                message = f"`{endpoint.method} {endpoint.path}` is described in `{file}` too: {part} differs"
                found.append(diagnostic("S181", message, endpoint.span, other=before.span))
            seen[key] = (spec.file, endpoint)
    return found

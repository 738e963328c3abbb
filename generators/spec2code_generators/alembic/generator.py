"""Changes into revisions, and what a project without migrations needs to run them."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.changes import Change, ModifyEnum
from spec2code.model.schema import Schema
from spec2code.model.type_changes import renamed_labels
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.down import spec_downgrade
from spec2code_generators.alembic.environment import environment
from spec2code_generators.alembic.hazards import hazards
from spec2code_generators.alembic.message import message
from spec2code_generators.alembic.operations import downgrade_steps, upgrade_steps
from spec2code_generators.alembic.revision import (
    DEFAULT_TEMPLATE,
    Revision,
    file_name,
    make_revision,
    render_revision,
)

__all__ = ["AlembicGenerator"]


class AlembicGenerator:
    name = "alembic"

    def generate(self, request: GenerateRequest) -> GenerateResult:
        """A revision for the changes, one behind it for what waits until after the deployment."""
        history = request.project.history
        if history is None and not request.changes and not request.desired.tables:
            return GenerateResult(())
        files = [] if history or request.project.script_location else environment(request)
        if not request.changes and not request.post_changes:
            return GenerateResult(tuple(files))
        if history and len(history.heads) > 1:
            return GenerateResult(tuple(files), (_several_heads(history.heads),))
        found: list[Diagnostic] = []
        head = history.heads[0] if history and history.heads else None
        current = history.schema if history else Schema()
        between = request.between or request.desired
        steps = (
            (request.changes, current, between if request.post_changes else request.desired),
            (request.post_changes, between, request.desired),
        )
        for changes, before, after in steps:
            if changes:
                context = _context(request, before, after)
                revision = _revision(request, changes, context, head, found)
                if revision.does_nothing:
                    continue
                files.append(_file(request, revision, found))
                head = revision.id
        return GenerateResult(tuple(files), tuple(found))


def _context(request: GenerateRequest, before: Schema, after: Schema) -> Context:
    live = frozenset(before.tables)
    dialect = request.specs[0].dialect if request.specs else "postgresql"
    safe = request.config.safe and dialect == "postgresql"
    return Context(Side(before), Side(after), live, safe, dialect)


def _revision(
    request: GenerateRequest,
    changes: Sequence[Change],
    context: Context,
    head: str | None,
    found: list[Diagnostic],
) -> Revision:
    found += [_renamed(change) for change in changes if _is_renaming(change)]
    found += hazards(changes, context) if context.dialect != "sqlite" else []
    feature = request.specs[-1].feature if request.specs else "schema"
    own = spec_downgrade(request.specs, context) if not request.post_changes else None
    found += own.diagnostics if own else []
    return make_revision(
        message(changes, feature),
        head,
        upgrade_steps(changes, context),
        own.steps if own else downgrade_steps(changes, context),
        width=request.config.line_length,
    )


def _file(request: GenerateRequest, revision: Revision, found: list[Diagnostic]) -> GeneratedFile:
    history = request.project.history
    directory = history.directory if history else f"{request.layout.script_location}/versions"
    template = (history.file_template if history else None) or DEFAULT_TEMPLATE
    date = max((spec.date for spec in request.specs if spec.date), default=None)
    name = file_name(revision, template, date)
    if name is None:
        found.append(
            diagnostic(
                "G102",
                f"the project's `file_template` `{template}` can't be filled in; the revision is "
                f"called `{DEFAULT_TEMPLATE}`",
            )
        )
        name = file_name(revision, DEFAULT_TEMPLATE, None)
    content = render_revision(revision, request.templates, width=request.config.line_length)
    return GeneratedFile(f"{directory}/{name}", content, Ownership.ADDED, "alembic")


def _several_heads(heads: Sequence[str]) -> Diagnostic:
    names = ", ".join(f"`{head}`" for head in sorted(heads))
    return diagnostic("G101", f"the migrations have several heads: {names}; no revision is written")


def _is_renaming(change: Change) -> bool:
    return isinstance(change, ModifyEnum) and bool(renamed_labels(change.before, change.after))


def _renamed(change: Change) -> Diagnostic:
    assert isinstance(change, ModifyEnum)
    pairs = renamed_labels(change.before, change.after)
    names = ", ".join(f"`{old}` to `{new}`" for old, new in pairs)
    return diagnostic("G103", f"the type `{change.after.name}` renames {names}", change.after.span)

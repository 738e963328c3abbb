"""From specs and a project to the files that would be written: generators run, hand-written code kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from spec2code.codegen.contract import (
    Config,
    GeneratedFile,
    GenerateRequest,
    Generator,
    Layout,
    Ownership,
)
from spec2code.codegen.generators import load_generators
from spec2code.codegen.merge import Conflict, merge
from spec2code.codegen.names import module_name
from spec2code.codegen.presets import layout_of
from spec2code.codegen.sessions import session_places
from spec2code.codegen.templates import Templates
from spec2code.codes import diagnostic
from spec2code.config import Settings
from spec2code.destructive import hold_back, restore
from spec2code.diagnostics import Diagnostic
from spec2code.files import read_text
from spec2code.in_place import in_place
from spec2code.lock import Lock
from spec2code.model.changes import Change
from spec2code.model.compare import (
    Rename,
    compare_schemas,
    noted_renames,
    renames_of,
    suggest_renames,
)
from spec2code.model.expand import expanded
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.project import Project
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Schema
from spec2code.model.settled import settled
from spec2code.model.spec import Spec
from spec2code.sql import rekeyed_pair
from spec2code.standing import hold_what_is_read

__all__ = ["Options", "Outcome", "generate"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of one run of `generate`."""

    only: tuple[str, ...] | None = None
    on_conflict: str = "fail"
    allow_destructive: bool = False
    stubs: str = "not-implemented"
    expand_contract: bool = False
    """Two revisions: what the old code bears, and what waits for the new."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run would do: `writes` holds the files that change, by path below the root; None removes one."""

    writes: dict[str, str | None]
    before: dict[str, str]
    """The present text of those that exist."""
    unchanged: int
    lock: Lock
    diagnostics: tuple[Diagnostic, ...]
    conflicts: tuple[Conflict, ...] = field(default=())
    looked_up: tuple[str, ...] | None = ()
    """The files that were looked at beside the code; None: not all of them are known."""


def generate(
    root: Path,
    specs: Sequence[Spec],
    project: Project,
    lock: Lock,
    settings: Settings,
    options: Options,
) -> Outcome:
    """Work out every file, without writing one.

    Raises:
        UsageError: no such generator, or a file that would be merged can't be read.
    """
    found: list[Diagnostic] = []
    request = _request(root, specs, project, lock, settings, options, found)
    request = replace(request, generated=frozenset(lock.files))
    generators = [
        each for each in load_generators(options.only) if options.only or not _on_request(each)
    ]
    request = replace(request, running=frozenset(each.name for each in generators))
    files: dict[str, GeneratedFile] = {}
    for generator in generators:
        result = generator.generate(replace(request, planned=frozenset(files)))
        found += result.diagnostics
        files.update(
            (file.path, file) for file in result.files if not _makes_a_package(root, file, lock)
        )
    outcome = _merge(root, files, {each.name for each in generators}, specs, lock, options, found)
    ours = all(type(each).__module__.startswith("spec2code_generators.") for each in generators)
    known = ours and settings.templates is None
    looked_up = {*files, *lock.bases, *_kept_beside(request.layout)}
    return replace(outcome, looked_up=tuple(sorted(looked_up)) if known else None)


def get_ready(only: tuple[str, ...] | None) -> Iterator[str]:
    """Import what the generators will need: with each step the next of it.

    Raises:
        UsageError: no such generator.
    """
    for generator in load_generators(only):
        yield generator.name
        if only or not _on_request(generator):
            yield from getattr(generator, "get_ready", tuple)()


def _makes_a_package(root: Path, file: GeneratedFile, lock: Lock) -> bool:
    """Whether it is an empty `__init__.py` for a folder of the user's that does without: how it is imported stays."""
    path = root / file.path
    if path.name != "__init__.py" or file.content.strip() or file.path in lock.files:
        return False
    if path.exists() or not path.parent.is_dir():
        return False
    ours = {root / known for known in lock.files}
    return any(each not in ours for each in path.parent.rglob("*.py"))


def _on_request(generator: Generator) -> bool:
    """Whether a generator only runs when `--only` names it: an artefact beside the code."""
    return bool(getattr(generator, "on_request", False))


def _request(
    root: Path,
    specs: Sequence[Spec],
    project: Project,
    lock: Lock,
    settings: Settings,
    options: Options,
    found: list[Diagnostic],
) -> GenerateRequest:
    current = project.history.schema if project.history else Schema()
    wanted = [
        item
        for spec in specs
        for item in (*noted_renames(current, spec.renames, spec.statements), *spec.statements)
    ]
    renames = renames_of(wanted)
    late = tuple(rename for spec in specs for rename in renames_of(spec.post_statements))
    current, before = rekeyed_pair(current, fold(current, wanted, ensure=True).schema)
    before, told = in_place(current, before, renames)
    later = [item for spec in specs for item in spec.post_statements]
    before, after = rekeyed_pair(before, fold(before, later, ensure=True).schema)
    after, told_late = in_place(before, after, late)
    found += [*told, *told_late]
    if later:
        before = settled(current, before, after)
    changes = _allowed((current, before), renames, project, options, found)
    post = _allowed((before, after), late, project, options, found)
    desired = restore(after, [*changes.held, *post.held])
    # What is written follows the specs, whatever order the history made the same things in.
    desired = desired.in_order_of(fold(Schema(), [*wanted, *later], ensure=True).schema)
    between = restore(before, changes.held)
    if options.expand_contract:
        between, changes, post = _in_two(current, desired, (*renames, *late), project)
    layout = layout_of(
        settings.layout,
        settings.source_root,
        project,
        lambda path: (root / path).is_file(),
        partial(_text_of, root),
        lock.files.keys(),
        {module_name(spec.feature) for spec in specs},
    )
    known = (
        *_kept_beside(layout),
        *(layout.file(layout.schemas, module_name(spec.feature)) for spec in specs),
    )
    texts = {path: text for path in known if (text := read_text(root, path)) is not None}
    package = _models_package(layout)
    if package in lock.bases:
        # Whether all of it is ours, what was generated tells, not what became of it.
        texts[package] = lock.bases[package]
    return GenerateRequest(
        specs=tuple(specs),
        project=project,
        desired=desired,
        changes=plan(changes.kept, desired=between),
        post_changes=plan(post.kept, desired=desired),
        between=between,
        layout=layout,
        config=Config(stubs=options.stubs, routers=settings.routers),
        templates=Templates(str(root / settings.templates) if settings.templates else None),
        texts=texts,
    )


def _text_of(root: Path, path: str) -> str | None:
    """The text of a Python file as far as it tells what is imported."""
    try:
        return (root / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _models_package(layout: Layout) -> str:
    return f"{layout.file(layout.models).rpartition('/')[0]}/__init__.py"


def _kept_beside(layout: Layout) -> tuple[str, ...]:
    """Files of the project that generators look at, where they exist."""
    return (
        layout.alembic_ini,
        layout.file(layout.main),
        f"{layout.script_location}/script.py.mako",
        f"{layout.script_location}/env.py",
        _models_package(layout),
        layout.file(layout.base),
        *(layout.file(path) for path in session_places(layout)),
    )


@dataclass(frozen=True, slots=True)
class _Allowed:
    kept: tuple[Change, ...]
    held: tuple[Change, ...]


def _in_two(
    current: Schema, desired: Schema, renames: tuple[Rename, ...], project: Project
) -> tuple[Schema, _Allowed, _Allowed]:
    """The schema that old and new code can both live with, what leads to it, and on from it.

    What may not be dropped is in `desired` already.
    """
    uncertain = project.history.uncertain if project.history else {}
    wanted, _, _ = hold_back(
        compare_schemas(current, desired, renames=renames), uncertain, allow=True
    )
    between = expanded(current, wanted)
    steps = []
    for one, other in ((current, between), (between, desired)):
        changes = compare_schemas(one, other, renames=renames)
        kept, held, _ = hold_back(changes, uncertain, allow=True)
        steps.append(_Allowed(tuple(kept), tuple(held)))
    return between, steps[0], steps[1]


def _allowed(
    sides: tuple[Schema, Schema],
    renames: tuple[Rename, ...],
    project: Project,
    options: Options,
    found: list[Diagnostic],
) -> _Allowed:
    """Hold back what would lose data or fail, and what concerns tables that can't be told by reading; say so."""
    changes = compare_schemas(*sides, renames=renames)
    uncertain = project.history.uncertain if project.history else {}
    kept, held, told = hold_back(changes, uncertain, allow=options.allow_destructive)
    kept, read, told_of_views = hold_what_is_read(*sides, kept)
    held += read
    found += [*told, *told_of_views]
    for suggestion in suggest_renames(tuple(changes)):
        old = (
            f"`{suggestion.table}.{suggestion.column}`"
            if suggestion.column
            else f"table `{suggestion.table}`"
        )
        found.append(
            diagnostic(
                "G257",
                f"{old} looks as if it were renamed to `{suggestion.new_name}`",
                suggestion.span,
            )
        )
    return _Allowed(tuple(kept), tuple(held))


def _merge(
    root: Path,
    files: dict[str, GeneratedFile],
    ran: set[str],
    specs: Sequence[Spec],
    lock: Lock,
    options: Options,
    found: list[Diagnostic],
) -> Outcome:
    writes: dict[str, str | None] = {}
    before: dict[str, str] = {}
    conflicts: list[Conflict] = []
    unchanged = 0
    for path, file in sorted(files.items()):
        theirs = read_text(root, path)
        merged = merge(lock.bases.get(path), file.content, theirs, file.ownership, path=path)
        conflicts += merged.conflicts
        found += [
            diagnostic("G251", f"`{kept.unit}` is kept as it is: {kept.reason}", kept.span)
            for kept in merged.kept
        ]
        text = merged.resolved(options.on_conflict)
        if text == theirs:
            unchanged += 1
        elif text is not None:
            writes[path] = text
        if theirs is not None:
            before[path] = theirs
    writes.update(_stale(root, files, ran, lock, before, found))
    found += [_conflict(item) for item in conflicts]
    new = _lock(files, ran, specs, lock, writes)
    return Outcome(writes, before, unchanged, new, tuple(found), tuple(conflicts))


def _conflict(item: Conflict) -> Diagnostic:
    what = f"`{item.unit}`" if item.unit else "the file"
    return diagnostic(
        "G250",
        f"{what} was changed by hand and the spec asks for something else",
        item.span,
        hint=f"yours:\n{_indented(item.theirs)}\nfrom the spec:\n{_indented(item.ours)}",
    )


def _indented(text: str) -> str:
    lines = text.strip("\n").splitlines()[:12] or ["(nothing)"]
    return "\n".join(f"    {line}" for line in lines)


def _stale(
    root: Path,
    files: dict[str, GeneratedFile],
    ran: set[str],
    lock: Lock,
    before: dict[str, str],
    found: list[Diagnostic],
) -> dict[str, str | None]:
    """Generated files that no spec asks for any more: removed where nobody has edited them."""
    removed: dict[str, str | None] = {}
    for path, base in sorted(lock.bases.items()):
        if path in files or lock.files.get(path) not in ran:
            continue
        theirs = read_text(root, path)
        if theirs == base:
            removed[path] = None
            before[path] = theirs
        elif theirs is not None:
            found.append(
                diagnostic("G253", f"no spec asks for `{path}` any more, and it was edited")
            )
    return removed


def _lock(
    files: dict[str, GeneratedFile],
    ran: set[str],
    specs: Sequence[Spec],
    lock: Lock,
    writes: dict[str, str | None],
) -> Lock:
    """What holds after the run: entries of generators that didn't run stay as they were."""
    kept = {path: name for path, name in lock.files.items() if writes.get(path, "") is not None}
    names = {**kept, **{path: file.generator for path, file in files.items()}}
    bases = {path: base for path, base in lock.bases.items() if path in kept}
    for path, file in files.items():
        if file.ownership in (Ownership.GENERATED, Ownership.USER):
            bases[path] = file.content
    return Lock(tuple(spec.file for spec in specs), names, bases)

"""The project's Alembic history: found, put in order, replayed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.project import MigrationHistory
from spec2code.model.records import dataclass, replace
from spec2code.model.span import Span
from spec2code.project.evaluate import Evaluator
from spec2code.project.history_places import MigrationPlace, ReadText, find_places
from spec2code.project.history_revisions import RevisionFile, read_revision
from spec2code.project.migrations.database_names import with_index_names
from spec2code.project.migrations.environment import (
    context_options,
    metadata_modules,
    naming_convention,
)
from spec2code.project.migrations.graph import RevisionOrder, order_revisions
from spec2code.project.migrations.replay import Replay
from spec2code.project.orm.naming import Naming
from spec2code.project.sources import Module, Sources

__all__ = ["HistoryReading", "read_history"]

_REVISION = regex(r"^revision\b[^=\n]*=", re.MULTILINE)
_OTHER_DATABASE = regex(r"sqlite|mysql|mariadb|mssql|oracle|clickhouse|bigquery", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HistoryReading:
    history: MigrationHistory | None
    diagnostics: tuple[Diagnostic, ...]
    decided: int = 0
    undecided: int = 0
    folders: tuple[str, ...] = ()
    """Every script location, of all histories."""
    location: str | None = None
    """The script location, also where it holds no revision yet; None: none is set up."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """The revision files of one history."""

    place: MigrationPlace
    folder: str
    modules: tuple[Module, ...]


Reached = Callable[[], frozenset[str]]
"""The files that the project's application imports, directly or through others."""


def read_history(
    sources: Sources,
    evaluator: Evaluator,
    *,
    migrations: str | None = None,
    dialect: str = "postgresql",
    reached: Reached = frozenset,
) -> HistoryReading:
    """Read the project's main history.

    Args:
        sources: all Python files.
        evaluator: over the same sources.
        migrations: the versions folder, or the one above it, where the user names it.
        dialect: of the SQL that revisions run as text.
        reached: asked where there are several histories: the one whose tables the application uses is read.
    """
    places = find_places(sources.modules, sources.settings, _reader(sources))
    chains = _chains(sources, places)
    folders = tuple(place.script_location for place in places if place.script_location)
    diagnostics: list[Diagnostic] = []
    if migrations is not None:
        chosen = _named(chains, sources, migrations)
        if chosen is None:
            message = f"`{migrations}` holds no revisions of Alembic"
            return HistoryReading(None, (diagnostic("P150", message),), folders=folders)
    else:
        chosen = _main(_used(chains, sources, evaluator, reached))
        others = [chain.folder for chain in chains if chain is not chosen]
        if chosen is not None and others:
            listed = ", ".join(f"`{folder}`" for folder in others)
            message = f"`{chosen.folder}` is read as the project's history, not {listed}"
            diagnostics.append(diagnostic("P151", message))
    if chosen is None:
        return HistoryReading(None, (), folders=folders, location=_set_up(places, sources))
    reading = _replayed(chosen, sources, evaluator, dialect, diagnostics)
    return replace(reading, folders=folders, location=chosen.place.script_location)


def _set_up(places: Iterable[MigrationPlace], sources: Sources) -> str | None:
    """The first script location that settings name, or that has an env.py."""
    for place in places:
        if place.settings or f"{place.script_location}/env.py" in sources.modules:
            return place.script_location
    return None


def _reader(sources: Sources) -> ReadText:
    def read(file: str) -> str | None:
        try:
            return (sources.root / file).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    return read


def _chains(sources: Sources, places: Iterable[MigrationPlace]) -> list[_Chain]:
    chains: list[_Chain] = []
    for place in places:
        direct: list[Module] = []
        deeper: dict[str, list[Module]] = {}
        for folder in place.versions:
            for module in sources.under(folder):
                if posixpath.basename(module.file) == "__init__.py":
                    continue
                if not _REVISION.search(module.text):
                    continue
                if module.folder == folder or place.recursive:
                    direct.append(module)
                else:
                    deeper.setdefault(module.folder, []).append(module)
        if direct:
            chains.append(_Chain(place, place.versions[0], tuple(direct)))
        else:
            # env.py chooses among folders below, one for each kind of database.
            chains.extend(
                _Chain(place, folder, tuple(modules)) for folder, modules in deeper.items()
            )
    return chains


def _named(chains: Sequence[_Chain], sources: Sources, written: str) -> _Chain | None:
    folder = posixpath.normpath(written.replace("\\", "/")).strip("/")
    for chain in chains:
        if folder in (chain.folder, *chain.place.versions):
            return chain
    for chain in chains:
        if folder == chain.place.script_location:
            return chain
    place = MigrationPlace(folder, (f"{folder}/versions",))
    bare = MigrationPlace(posixpath.dirname(folder), (folder,), recursive=True)
    return next(iter(_chains(sources, (place, bare))), None)


def _used(
    chains: Sequence[_Chain], sources: Sources, evaluator: Evaluator, reached: Reached
) -> Sequence[_Chain]:
    """Of several histories those whose env.py works on tables that the application imports; all if there is none."""
    if len({chain.place.script_location for chain in chains}) < 2:
        return chains
    files = reached()
    used = [
        chain
        for chain in chains
        if any(
            module.file in files
            for module in metadata_modules(sources, evaluator, chain.place.script_location)
        )
    ]
    return used or chains


def _main(chains: Sequence[_Chain]) -> _Chain | None:
    """The chain for PostgreSQL, of the section that `alembic` takes by default, the longest."""
    if not chains:
        return None
    return min(
        chains,
        key=lambda chain: (
            bool(_OTHER_DATABASE.search(chain.folder[len(chain.place.script_location) :])),
            -len(chain.modules),
            chain.folder,
        ),
    )


def _replayed(
    chain: _Chain,
    sources: Sources,
    evaluator: Evaluator,
    dialect: str,
    diagnostics: list[Diagnostic],
) -> HistoryReading:
    revisions: dict[str, RevisionFile] = {}
    for module in chain.modules:
        found = read_revision(module, evaluator)
        if found is None:
            message = f"the revision of `{module.file}` can't be told"
            diagnostics.append(diagnostic("P152", message, Span(module.file, 1)))
        else:
            revisions[module.file] = found
    order = order_revisions(item.revision for item in revisions.values())
    diagnostics.extend(_order_diagnostics(order))
    naming, unclear = naming_convention(sources, evaluator, chain.place)
    if unclear is not None:
        diagnostics.append(unclear)
    options = context_options(sources, evaluator, chain.place.script_location)
    settings = dict(chain.place.options)
    replay = Replay(evaluator, Naming(naming), options, settings=settings, dialect=dialect)
    for revision in order.revisions:
        upgrade = revisions[revision.file].upgrade
        if upgrade is None:
            message = f"`{revision.file}` has no `upgrade()` that can be read"
            diagnostics.append(diagnostic("P152", message, Span(revision.file, 1)))
        else:
            replay.run(upgrade)
    diagnostics.extend(replay.state.diagnostics)
    open_tables = replay.state.open.places(diagnostics)
    history = MigrationHistory(
        directory=chain.folder,
        script_location=chain.place.script_location,
        heads=order.heads,
        revisions=len(order.revisions),
        schema=with_index_names(replay.schema_now()),
        files=tuple((item.id, item.file) for item in order.revisions),
        uncertain={**replay.objects.from_models, **open_tables},
        as_models=frozenset(replay.objects.from_models.keys() - open_tables.keys()),
        renamed=replay.state.renamed.names,
        file_template=chain.place.file_template,
        naming_convention=tuple(sorted(naming.items())),
        readable=all(module.ok for module in chain.modules),
        complete=not _lacks_first_tables(replay),
    )
    return HistoryReading(history, tuple(diagnostics), replay.state.decided, replay.state.undecided)


def _lacks_first_tables(replay: Replay) -> bool:
    """Whether tables are altered that no revision makes: they come from create_all() or a dump."""
    return bool(replay.state.missing)


def _order_diagnostics(order: RevisionOrder) -> list[Diagnostic]:
    found = [
        diagnostic(
            "P152", f"revision `{item.id}` comes after `{parent}`, which no file has", item.span
        )
        for item, parent in order.missing
    ]
    found += [
        diagnostic(
            "P152",
            f"revision `{second.id}` is in `{first.file}` already",
            second.span,
            other=first.span,
        )
        for first, second in order.repeated
    ]
    found += [
        diagnostic("P152", f"revision `{item.id}` comes after itself", item.span)
        for item in order.circular
    ]
    return found

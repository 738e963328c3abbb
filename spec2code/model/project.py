"""What a project's code has, as far as reading can tell."""

from __future__ import annotations

import re

from spec2code.model.api import Endpoint
from spec2code.model.records import dataclass, field
from spec2code.model.schema import Name, Schema
from spec2code.model.shapes import Shape
from spec2code.model.span import Span

__all__ = ["Application", "MigrationHistory", "OpenPrefix", "Project", "Reading", "SqlTables"]


@dataclass(frozen=True, slots=True)
class MigrationHistory:
    """One Alembic history, replayed."""

    directory: str
    """The versions folder, relative to the root, POSIX."""
    script_location: str
    heads: tuple[str, ...]
    revisions: int
    schema: Schema
    files: tuple[tuple[str, str], ...] = ()
    """(revision id, file relative to the root)"""
    uncertain: dict[Name, Span | None] = field(default_factory=dict)
    """Tables that an operation which could not be decided may have touched, and where the first one is: no drift is
    told of them."""
    as_models: frozenset[Name] = frozenset()
    """Those of them that a revision makes as the models have them, by `create_all()`, and that nothing else leaves open."""
    renamed: dict[tuple[Name, str], str] = field(default_factory=dict)
    """Columns that a revision renames: (table, former name) to the name of today."""
    file_template: str | None = None
    naming_convention: tuple[tuple[str, str], ...] = ()
    readable: bool = True
    """False: a revision isn't valid Python, so nothing is known of what the tables are."""
    complete: bool = True
    """False: it alters tables that no revision makes; those are in `schema` as the models have them."""


@dataclass(frozen=True, slots=True)
class SqlTables:
    """What the `.sql` files of a project make, or else the SQL that its Python runs."""

    schema: Schema
    files: tuple[str, ...]
    """Those that the texts stand in, in their order, relative to the root."""
    complete: bool = True
    """False: a text isn't known in full, or can't be read; what the schema lacks may be there."""
    unread: tuple[str, ...] = ()
    """Files of which all or a part can't be read."""


@dataclass(frozen=True, slots=True)
class Application:
    """A FastAPI application object and the routes it registers."""

    name: str
    """`module:attribute`"""
    endpoints: tuple[Endpoint, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OpenPrefix:
    """Below this path the application has routes that could not be read; '' stands for anywhere."""

    prefix: str
    span: Span | None = field(default=None, repr=False)
    """The call that includes or mounts them."""
    name: str = ""
    """Of a single route whose path can't be told: its handler, whose words are in the path as a rule."""
    methods: tuple[str, ...] = ()
    """Of a single route; empty: any."""
    files: bool = False
    """A folder of files is served there, whatever it holds."""

    def holds(self, method: str, path: str) -> bool:
        """Whether a route for this may be there."""
        if self.methods and method not in self.methods:
            return False
        if self.name:
            words = set(re.findall(r"[a-z0-9]+", re.sub(r"\{[^{}]*\}", "", path).lower()))
            return bool(words & set(self.name.lower().split("_")))
        return not self.prefix or path == self.prefix or path.startswith(self.prefix + "/")


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of something could be decided by reading."""

    decided: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    history: MigrationHistory | None = None
    """None: no migrations found."""
    script_location: str | None = None
    """Alembic's, relative to the root, POSIX; also where it holds no revision yet. None: none is set up."""
    models: Schema | None = None
    """The schema that SQLAlchemy or SQLModel classes map; None: no mapped class found."""
    sql: SqlTables | None = None
    """Counts for tables that neither migrations nor mapped classes have."""
    model_classes: dict[Name, str] = field(default_factory=dict)
    """Table to `module.Class`."""
    open_tables: frozenset[Name] = frozenset()
    """Tables of `models` of which a constraint or an index can't be told: that one lacks is not told."""
    declarative_base: str | None = None
    """`module.Base`, where there is exactly one."""
    applications: tuple[Application, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    """Of the chosen application, or of all where none mounts another."""
    shapes: dict[str, Shape] = field(default_factory=dict)
    """`module.ClassName` to shape, for every Pydantic and SQLModel class."""
    open_prefixes: tuple[OpenPrefix, ...] = ()
    """Where the served endpoints are not all: nothing is missing there for certain."""
    readings: dict[str, Reading] = field(default_factory=dict)
    files: int = 0
    """Python files read."""

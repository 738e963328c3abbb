"""The contract of a generator: a pure function from a request to files as values.

A generator reads and writes no files, and knows neither clock nor chance. What it returns is the text as it
would be written into an empty project; `merge.py` brings it together with what the user has.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, runtime_checkable

from spec2code.codegen.templates import Templates
from spec2code.diagnostics import Diagnostic
from spec2code.model.changes import Change
from spec2code.model.project import Project
from spec2code.model.records import dataclass, field
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec

__all__ = [
    "Config",
    "GenerateRequest",
    "GenerateResult",
    "GeneratedFile",
    "Generator",
    "Layout",
    "Ownership",
]


class Ownership(StrEnum):
    GENERATED = "generated"
    """Ours as long as nobody has edited it, unit by unit."""
    USER = "user"
    """The user's from the first write on: what is missing is added, what is still as generated is changed."""
    ADDED = "added"
    """Written once, never touched again: a migration."""
    ONCE = "once"
    """Written when there is no such file: alembic.ini, env.py, db.py."""


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    path: str
    """POSIX, relative to the project root."""
    content: str
    ownership: Ownership
    generator: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where generated modules go; `{feature}` is replaced. All paths are POSIX, relative to the root."""

    source_root: str = ""
    """The folder that is on sys.path, '' for the root itself; in front of all paths below but the last two."""
    main: str = "app/main.py"
    router: str = "app/routers/{feature}.py"
    schemas: str = "app/schemas/{feature}.py"
    models: str = "app/models/{feature}.py"
    base: str = "app/models/base.py"
    types: str = "app/schemas/json_types.py"
    """What schemas and routes share: numbers, texts, decimals as JSON has them."""
    errors: str = "app/errors.py"
    security: str = "app/security.py"
    dependencies: str = "app/dependencies.py"
    db: str = "app/db.py"
    script_location: str = "migrations"
    alembic_ini: str = "alembic.ini"

    def module(self, path: str, feature: str = "") -> str:
        """The dotted name that the file of this layout is imported by."""
        text = path.replace("{feature}", feature).removesuffix(".py").removesuffix("/__init__")
        return text.replace("/", ".")

    def file(self, path: str, feature: str = "") -> str:
        """The path of the file, below the source root."""
        text = path.replace("{feature}", feature)
        return f"{self.source_root}/{text}" if self.source_root else text


@dataclass(frozen=True, slots=True)
class Config:
    """What a user may choose about generated code."""

    stubs: str = "not-implemented"
    """not-implemented: 501; example: the spec's own example."""
    routers: str = "feature"
    """feature, resource: what has a router of its own."""
    line_length: int = 88
    """Of generated Python; black's default unless the project's [tool.black] says otherwise."""
    safe: bool = True
    """Migrations avoid long locks on tables that exist."""


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    specs: tuple[Spec, ...]
    """In their order; later ones alter what earlier ones created."""
    project: Project
    """What the project has now."""
    desired: Schema
    """The specs' statements ensured on top of the project's migrations."""
    changes: tuple[Change, ...]
    """From the migrations' schema to `desired`, in a safe order, without what is held back."""
    post_changes: tuple[Change, ...] = ()
    """The same for post-deployment statements: a revision of its own, behind the first."""
    between: Schema | None = None
    """What `changes` lead to and `post_changes` start from; None: `desired`."""
    layout: Layout = field(default_factory=Layout)
    config: Config = field(default_factory=Config)
    templates: Templates = field(default_factory=Templates)
    texts: Mapping[str, str] = field(default_factory=dict)
    """Present texts of files a generator may have to know: `script.py.mako`, alembic.ini, main.py, db.py."""
    generated: frozenset[str] = frozenset()
    """Paths of the files that the lock has from earlier runs."""
    planned: frozenset[str] = frozenset()
    """Paths of the files that the generators before this one make in the same run."""
    running: frozenset[str] | None = None
    """The names of all generators of the same run; None: not known."""


@dataclass(frozen=True, slots=True)
class GenerateResult:
    files: tuple[GeneratedFile, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@runtime_checkable
class Generator(Protocol):
    """What the entry-point group `spec2code.generators` holds: a class without arguments."""

    name: str

    def generate(self, request: GenerateRequest) -> GenerateResult: ...

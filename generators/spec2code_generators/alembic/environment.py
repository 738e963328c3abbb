"""What `alembic` needs round the revisions: alembic.ini, env.py, script.py.mako."""

from __future__ import annotations

import posixpath

from spec2code.codegen.contract import GeneratedFile, GenerateRequest, Layout, Ownership
from spec2code.codegen.python import format_python
from spec2code.model.schema import Schema
from spec2code_generators.alembic.source import text

__all__ = ["environment"]


def environment(request: GenerateRequest) -> list[GeneratedFile]:
    """The files of a project that has no migrations yet."""
    layout, render = request.layout, request.templates.render
    module, name = _base(request)
    package, prefix, suffix = _models(layout)
    dialect = request.specs[0].dialect if request.specs else "postgresql"
    environment_text = render(
        "alembic",
        "env.py.j2",
        base_module=module,
        base_name=name,
        models_package=text(package),
        models_module=text(suffix),
        models_prefix=text(prefix) if prefix else "",
        dialect=dialect,
        models=_has_models(request),
        odd_text=_has_odd_text(request.desired),
    )
    ini = render(
        "alembic",
        "alembic.ini.j2",
        script_location=_relative(layout.script_location, layout.alembic_ini),
        sys_path=_sys_path(layout),
    )
    location = layout.script_location
    width = request.config.line_length
    return [
        _once(layout.alembic_ini, ini),
        _once(f"{location}/env.py", format_python(environment_text, width)),
        _once(f"{location}/script.py.mako", render("alembic", "script.py.mako.j2")),
    ]


def _has_models(request: GenerateRequest) -> bool:
    """Whether the project has models, or gets some in the same run."""
    running = request.running
    makes = running is None or "sqlalchemy" in running
    return makes or request.project.declarative_base is not None


def _has_odd_text(schema: Schema) -> bool:
    """Whether a column has a type that SQLAlchemy reads back as another."""
    return any(
        column.type.removesuffix("[]") in ("name", '"char"')
        for table in schema.tables.values()
        for column in table.columns
    )


def _once(path: str, content: str) -> GeneratedFile:
    return GeneratedFile(path, content, Ownership.ONCE, "alembic")


def _base(request: GenerateRequest) -> tuple[str, str]:
    """Module and name of the declarative base: the project's own where it has one."""
    own = request.project.declarative_base
    if own:
        module, _, name = own.rpartition(".")
        return module, name
    return request.layout.module(request.layout.base), "Base"


def _models(layout: Layout) -> tuple[str, str, str]:
    """The package below which models lie, what their modules begin with, and the module in each ('' for itself)."""
    before, _, rest = layout.models.partition("{feature}")
    folder, _, prefix = before.rpartition("/")
    suffix = layout.module(rest.strip("/")) if rest.startswith("/") else ""
    return layout.module(folder), prefix.rstrip("_"), f".{suffix}" if suffix else ""


def _sys_path(layout: Layout) -> str:
    up = _relative(layout.source_root or ".", layout.alembic_ini)
    return "." if up == "." else f"%(here)s/{up}"


def _relative(path: str, ini: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(ini) or ".")

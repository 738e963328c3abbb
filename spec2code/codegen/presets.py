"""Where generated modules go: the layouts that FastAPI teams use, chosen or recognised.

`layers` is the one of FastAPI's documentation (Bigger Applications), `domains` a package for each feature,
`template` that of the full-stack FastAPI template.
"""

from __future__ import annotations

from collections.abc import Callable, Set

from spec2code.codegen.contract import Layout
from spec2code.codegen.observed import Observed, observed
from spec2code.model.project import Project
from spec2code.model.records import replace

__all__ = ["layout_of"]


def layout_of(
    name: str | None,
    source_root: str | None,
    project: Project,
    is_file: Callable[[str], bool],
    read: Callable[[str], str | None],
    generated: Set[str] = frozenset(),
    names: Set[str] = frozenset(),
) -> Layout:
    """The layout for a run.

    Args:
        name: layers, domains or template, as configured; None: as the project has it, else layers.
        source_root: the folder on sys.path, as configured; None: as the project has it, else the root.
        project: what is there: where its routes, schemas and models lie tells its layout.
        is_file: whether there is a file at a path, POSIX and relative to the root.
        read: the text of a file, None where it can't be read.
        generated: the files that were generated before, POSIX and relative to the root.
        names: what the modules of the specs' features are called.
    """

    def is_package(folder: str) -> bool:
        return is_file(f"{folder}/__init__.py")

    seen = observed(
        project, is_file, read, source_root=source_root, generated=generated, names=names
    )
    if seen is not None and name in (None, _name(seen)):
        layout = _as_seen(seen, lambda path: is_file(path) and path not in generated)
    else:
        beside = _around_application(project, is_package) if seen is None and name is None else None
        package = (seen.package if seen else "") or ("src" if name == "domains" else "app")
        root, package = beside or (seen.source_root if seen else "", package)
        layout = _layout(
            name or "layers", package, source_root if source_root is not None else root
        )
    if project.script_location:
        layout = replace(layout, script_location=project.script_location)
    own_errors = layout.file(layout.errors)
    known = own_errors in generated or "def add_error_handlers(" in (read(own_errors) or "")
    if is_file(own_errors) and not known:
        # A module of the user's answers to other errors already.
        layout = replace(layout, errors=f"{layout.errors.rpartition('/')[0]}/api_errors.py")
    return _beside_modules(layout, is_file)


def _name(seen: Observed) -> str:
    """The layout that the rest is taken from."""
    if "{feature}/" in seen.router:
        return "domains"
    return "template" if seen.router.endswith("api/routes/{feature}.py") else "layers"


def _as_seen(seen: Observed, is_file: Callable[[str], bool]) -> Layout:
    """New code goes where the project has its own of that kind; what it has none of, as its layout has it."""
    layout = _layout(_name(seen), seen.package, seen.source_root)
    core = _layout("template", seen.package, seen.source_root)
    if any(is_file(core.file(f"{core.db.rpartition('/')[0]}/{name}.py")) for name in _CORE):
        layout = replace(layout, errors=core.errors, security=core.security, db=core.db)
    layout = replace(layout, router=seen.router)
    if seen.schemas is not None:
        layout = replace(
            layout, schemas=seen.schemas, types=_beside(seen.schemas, layout.types, "json_types.py")
        )
    if seen.models is not None:
        layout = replace(
            layout, models=seen.models, base=_beside(seen.models, layout.base, "base.py")
        )
    return layout


_CORE = ("__init__", "config", "security", "db", "database")


def _beside(pattern: str, shared: str, name: str) -> str:
    """Where what all features share stands: beside their modules, or as it was where each is in a folder."""
    folder, _, _ = pattern.rpartition("/")
    if "{feature}" in folder:
        return shared
    return f"{folder}/{name}"


def _beside_modules(layout: Layout, is_file: Callable[[str], bool]) -> Layout:
    """The layout without packages that would hide a module of the same name from every import.

    Beside a `models.py` stands a `models_orders.py`, not a `models/orders.py`.
    """

    def hides(path: str) -> bool:
        folder = path.removesuffix("/{feature}.py")
        return (
            folder != path
            and is_file(layout.file(f"{folder}.py"))
            and not is_file(layout.file(f"{folder}/__init__.py"))
        )

    def beside(path: str) -> str:
        return path.replace("/{feature}.py", "_{feature}.py") if hides(path) else path

    models = beside(layout.models)
    base = layout.base if models == layout.models else models.replace("{feature}", "base")
    schemas = beside(layout.schemas)
    types = (
        layout.types if schemas == layout.schemas else schemas.replace("{feature}", "json_types")
    )
    return replace(
        layout,
        models=models,
        base=base,
        schemas=schemas,
        types=types,
        router=beside(layout.router),
    )


def _layout(name: str, package: str, root: str) -> Layout:
    at = f"{package}/" if package else ""
    base = {
        "source_root": root,
        "main": f"{at}main.py",
        "script_location": f"{root}/migrations" if root else "migrations",
        "alembic_ini": f"{root}/alembic.ini" if root else "alembic.ini",
    }
    if root:
        # What migrations exist stays where it is; new ones lie in the root, beside pyproject.toml.
        del base["script_location"], base["alembic_ini"]
    match name:
        case "domains":
            return Layout(
                **base,
                router=f"{at}{{feature}}/router.py",
                schemas=f"{at}{{feature}}/schemas.py",
                models=f"{at}{{feature}}/models.py",
                base=f"{at}models.py",
                types=f"{at}json_types.py",
                errors=f"{at}exceptions.py",
                security=f"{at}security.py",
                dependencies=f"{at}dependencies.py",
                db=f"{at}database.py",
            )
        case "template":
            return Layout(
                **base,
                router=f"{at}api/routes/{{feature}}.py",
                schemas=f"{at}schemas/{{feature}}.py",
                models=f"{at}models/{{feature}}.py",
                base=f"{at}models/base.py",
                types=f"{at}schemas/json_types.py",
                errors=f"{at}core/errors.py",
                security=f"{at}core/security.py",
                dependencies=f"{at}api/dependencies.py",
                db=f"{at}core/db.py",
            )
        case _:
            return Layout(
                **base,
                router=f"{at}routers/{{feature}}.py",
                schemas=f"{at}schemas/{{feature}}.py",
                models=f"{at}models/{{feature}}.py",
                base=f"{at}models/base.py",
                types=f"{at}schemas/json_types.py",
                errors=f"{at}errors.py",
                security=f"{at}security.py",
                dependencies=f"{at}dependencies.py",
                db=f"{at}db.py",
            )


def _around_application(
    project: Project, is_package: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Source root and package where no layout is known: that in which the application is made."""
    for application in project.applications:
        file = application.span.file if application.span else ""
        root = _source_root(file, is_package)
        if root is not None:
            return root, file[len(root) + 1 if root else 0 :].rpartition("/")[0]
    return None


def _source_root(file: str, is_package: Callable[[str], bool]) -> str | None:
    """The folder above the outermost package that a file lies in; None for a file in no package."""
    folder = file.rpartition("/")[0]
    if not folder or not is_package(folder):
        return None
    while folder and is_package(folder):
        folder = folder.rpartition("/")[0]
    return folder

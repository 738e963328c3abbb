"""Where generated modules go: the layouts that FastAPI teams use, chosen or recognised.

`layers` is the one of FastAPI's documentation (Bigger Applications), `domains` a package for each feature,
`template` that of the full-stack FastAPI template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from spec2code.codegen.contract import Layout
from spec2code.model.patterns import regex
from spec2code.model.project import Project
from spec2code.model.records import replace

__all__ = ["layout_of"]

_ROUTES = (
    ("template", regex(r"(?P<package>[\w/]*\w)/api/routes/\w+\.py$")),
    ("layers", regex(r"(?P<package>[\w/]*\w)/routers/\w+\.py$")),
    ("domains", regex(r"(?P<package>[\w/]*\w)/\w+/router\.py$")),
)


def layout_of(
    name: str | None,
    source_root: str | None,
    project: Project,
    is_file: Callable[[str], bool],
) -> Layout:
    """The layout for a run.

    Args:
        name: layers, domains or template, as configured; None: as the project has it, else layers.
        source_root: the folder on sys.path, as configured; None: as the project has it, else the root.
        project: what is there: where its routes lie tells its layout.
        is_file: whether there is a file at a path, POSIX and relative to the root.
    """

    def is_package(folder: str) -> bool:
        return is_file(f"{folder}/__init__.py")

    found = _recognised(project, is_package)
    if found is None and name is None:
        found = _around_application(project, is_package)
    root = source_root if source_root is not None else (found[1] if found else "")
    if found and name in (None, found[0]):
        layout = _layout(found[0], found[2], root)
    else:
        layout = _layout(name or "layers", "src" if name == "domains" else "app", root)
    if project.history:
        layout = replace(layout, script_location=project.history.script_location)
    return _beside_modules(layout, is_file)


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
    base = {
        "source_root": root,
        "main": f"{package}/main.py",
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
                router=f"{package}/{{feature}}/router.py",
                schemas=f"{package}/{{feature}}/schemas.py",
                models=f"{package}/{{feature}}/models.py",
                base=f"{package}/models.py",
                types=f"{package}/json_types.py",
                errors=f"{package}/exceptions.py",
                security=f"{package}/security.py",
                dependencies=f"{package}/dependencies.py",
                db=f"{package}/database.py",
            )
        case "template":
            return Layout(
                **base,
                router=f"{package}/api/routes/{{feature}}.py",
                schemas=f"{package}/schemas/{{feature}}.py",
                models=f"{package}/models/{{feature}}.py",
                base=f"{package}/models/base.py",
                types=f"{package}/schemas/json_types.py",
                errors=f"{package}/core/errors.py",
                security=f"{package}/core/security.py",
                dependencies=f"{package}/api/dependencies.py",
                db=f"{package}/core/db.py",
            )
        case _:
            return Layout(
                **base,
                router=f"{package}/routers/{{feature}}.py",
                schemas=f"{package}/schemas/{{feature}}.py",
                models=f"{package}/models/{{feature}}.py",
                base=f"{package}/models/base.py",
                types=f"{package}/schemas/json_types.py",
                errors=f"{package}/errors.py",
                security=f"{package}/security.py",
                dependencies=f"{package}/dependencies.py",
                db=f"{package}/db.py",
            )


def _recognised(project: Project, is_package: Callable[[str], bool]) -> tuple[str, str, str] | None:
    """(layout, source root, package) that most of the project's routes stand in; None when none is known."""
    votes: Counter[tuple[str, str, str]] = Counter()
    for endpoint in project.endpoints:
        if endpoint.span is None:
            continue
        file = endpoint.span.file
        root = _source_root(file, is_package)
        if root is None:
            continue
        inner = file[len(root) + 1 :] if root else file
        for name, pattern in _ROUTES:
            match = pattern.fullmatch(inner)
            if match:
                votes[name, root, match.group("package")] += 1
                break
    return max(votes, key=lambda vote: (votes[vote], vote)) if votes else None


def _around_application(
    project: Project, is_package: Callable[[str], bool]
) -> tuple[str, str, str] | None:
    """Where no layout is known: by layers, in the package in which the application is made."""
    for application in project.applications:
        file = application.span.file if application.span else ""
        root = _source_root(file, is_package)
        if root is not None:
            return "layers", root, file[len(root) + 1 if root else 0 :].rpartition("/")[0]
    return None


def _source_root(file: str, is_package: Callable[[str], bool]) -> str | None:
    """The folder above the outermost package that a file lies in; None for a file in no package."""
    folder = file.rpartition("/")[0]
    if not folder or not is_package(folder):
        return None
    while folder and is_package(folder):
        folder = folder.rpartition("/")[0]
    return folder

"""The SQLAlchemy models of the tables that the specs make or change, and the session they are used with."""

from __future__ import annotations

from spec2code.codegen.contract import (
    GeneratedFile,
    GenerateRequest,
    GenerateResult,
    Ownership,
)
from spec2code.codegen.python import Imports, check_python, format_python, string_literal
from spec2code_generators.sqlalchemy.catalog import Catalog
from spec2code_generators.sqlalchemy.dotted import without_ambiguous
from spec2code_generators.sqlalchemy.foreign import in_postgresql
from spec2code_generators.sqlalchemy.module import ModuleText, external_text, module_text
from spec2code_generators.sqlalchemy.relationships import relationships
from spec2code_generators.sqlalchemy.unsaid import unsaid

__all__ = ["SqlAlchemyGenerator"]


class SqlAlchemyGenerator:
    """Base, a module of models for each feature, the package that imports them all, and db.py."""

    name = "sqlalchemy"

    def generate(self, request: GenerateRequest) -> GenerateResult:
        clear, told = without_ambiguous(in_postgresql(request))
        catalog = Catalog(clear)
        if not catalog.features:
            return GenerateResult(tuple(self._base_alone(request, catalog)))
        width = request.config.line_length
        relations = relationships(catalog)
        texts: dict[str, ModuleText] = {
            feature.path: module_text(feature, catalog, relations, width)
            for feature in catalog.features
        }
        exported = {
            feature.module: [
                target.name
                for table in feature.tables
                if (target := catalog.classes.get(table.name))
            ]
            for feature in catalog.features
        }
        types_path, types_module = catalog.beside_base("sql_types")
        if catalog.external:
            path, module = catalog.beside_base("external_tables")
            texts[path] = external_text(catalog, module, width)
            exported[module] = []
        files: list[GeneratedFile] = []
        render = request.templates.render
        if catalog.has_own_base:
            path = request.layout.file(request.layout.base)
            files.append(self._file(path, render("sqlalchemy", "base.py.j2"), width))
        if any(types_module in text.imports for text in texts.values()):
            files.append(self._file(types_path, render("sqlalchemy", "types.py.j2"), width))
        for path, text in texts.items():
            content = render("sqlalchemy", "module.py.j2", module=text)
            files.append(self._written(path, check_python(content, width)))
        package = _package(catalog, exported, width)
        if package is not None:
            path, imports, names = package
            content = render("sqlalchemy", "init.py.j2", imports=imports, names=names)
            files.append(self._written(path, check_python(content, width)))
        if catalog.has_own_base:
            # A project with a base of its own has sessions of its own too.
            path = request.layout.file(request.layout.db)
            session = render("sqlalchemy", "db.py.j2")
            files.append(self._file(path, session, width, Ownership.ONCE))
        return GenerateResult((*files, *self._packages(request, files)), (*told, *unsaid(catalog)))

    def _base_alone(self, request: GenerateRequest, catalog: Catalog) -> list[GeneratedFile]:
        """What the migrations of a new project import, where they change nothing but tables of others."""
        if request.project.history is not None or not request.changes or not catalog.has_own_base:
            return []
        text = request.templates.render("sqlalchemy", "base.py.j2")
        path = request.layout.file(request.layout.base)
        base = self._file(path, text, request.config.line_length, Ownership.ONCE)
        return [base, *self._packages(request, [base])]

    def _packages(
        self, request: GenerateRequest, files: list[GeneratedFile]
    ) -> list[GeneratedFile]:
        """An empty `__init__.py` for every folder below the source root that has none."""
        folders: dict[str, None] = {}
        for file in files:
            folder = file.path.rpartition("/")[0]
            while folder and folder != request.layout.source_root:
                folders.setdefault(folder)
                folder = folder.rpartition("/")[0]
        present = {file.path for file in files}
        return [
            GeneratedFile(f"{folder}/__init__.py", "", Ownership.ONCE, self.name)
            for folder in sorted(folders)
            if f"{folder}/__init__.py" not in present
        ]

    def _file(
        self, path: str, text: str, width: int, ownership: Ownership = Ownership.GENERATED
    ) -> GeneratedFile:
        return self._written(path, format_python(text, width), ownership)

    def _written(
        self, path: str, text: str, ownership: Ownership = Ownership.GENERATED
    ) -> GeneratedFile:
        return GeneratedFile(path, text, ownership, self.name)


_ALL_MODELS = '"""All models; importing this package completes the metadata."""'
"""How the package begins that is ours."""


def _package(
    catalog: Catalog, exported: dict[str, list[str]], width: int
) -> tuple[str, str, list[str]] | None:
    """Path, imports and exports of the package of the models; None where each is in a folder of its own."""
    request = catalog.request
    layout = request.layout
    folder, _, rest = layout.models.partition("{feature}")
    if not folder.endswith("/") or "/" in rest:
        return None
    imports = Imports(catalog.first_party)
    path = layout.file(f"{folder}__init__.py")
    known = request.texts.get(path, "")
    ours = path in request.generated and "__all__" in known
    if known.strip() and not ours and not known.startswith(_ALL_MODELS):
        # One of the user's own keeps its text and its `__all__`, and imports what is new.
        for module, labels in exported.items():
            for label in labels:
                imports.add(module, label)
        return path, imports.render(width), []
    names = [imports.add(*catalog.base)]
    for module, labels in exported.items():
        if not labels:
            name = module.rpartition(".")[2]
            imports.add(module.rpartition(".")[0], name)
            names.append(name)
        names += [imports.add(module, label) for label in labels]
    listed = [string_literal(name) for name in sorted(set(names))]
    return path, imports.render(width), listed

"""Where Alembic histories lie, which one is read, and in which order its revisions run."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.schema import Name
from spec2code.project import ProjectOptions, read_project
from spec2code.project.history_places import find_places
from spec2code.project.migrations.graph import Revision, order_revisions
from tests.projects_on_disk import database, history, lay, revisions, table, types

REVISION = """
import sqlalchemy as sa
from alembic import op
revision: str = "{id}"
down_revision: str | None = {down}
def upgrade() -> None:
    op.create_table("{table}", sa.Column("id", sa.Integer(), primary_key=True))
"""


def revision(id: str, table: str, down: str = "None") -> str:
    return REVISION.format(id=id, table=table, down=down)


@pytest.mark.parametrize(
    ("settings", "text", "folder"),
    [
        ("alembic.ini", "[alembic]\nscript_location = db/migrations\n", "db/migrations"),
        ("app/alembic.ini", "[alembic]\nscript_location = %(here)s/m\n", "app/m"),
        ("app/alembic.ini", "[alembic]\nscript_location = app/m\n", "app/m"),
        ("src/app/alembic.ini", "[alembic]\nscript_location = app:m\n", "src/app/m"),
        (
            "x/alembic.ini",
            "[DEFAULT]\nscript_location = m\n[alembic]\nprepend_sys_path = .\n",
            "x/m",
        ),
        ("m/alembic.ini", "[alembic]\nscript_location = /usr/src/app/m\n", "m"),
        ("pyproject.toml", '[tool.alembic]\nscript_location = "%(here)s/m"\n', "m"),
        ("README.cfg", "[alembic]\n", "anywhere/m"),
    ],
)
def test_the_script_location_is_found(settings: str, text: str, folder: str) -> None:
    python = [f"{folder}/env.py", f"{folder}/versions/a.py", "main.py"]
    places = find_places(python, [settings], lambda file: text if file == settings else None)
    assert [place.script_location for place in places] == [folder]
    assert places[0].versions == (f"{folder}/versions",)


@pytest.mark.parametrize(
    ("lines", "versions", "recursive"),
    [
        ("version_locations = a/one a/two", ("a/one", "a/two"), False),
        ("version_locations = %(here)s/a/one:%(here)s/a/two", ("a/one", "a/two"), False),
        ("version_locations = a/one;a/two\nversion_path_separator = ;", ("a/one", "a/two"), False),
        ("recursive_version_locations = true", ("a/versions",), True),
    ],
)
def test_version_locations(lines: str, versions: tuple[str, ...], recursive: bool) -> None:
    python = ["a/env.py", "a/versions/x.py", "a/one/x.py", "a/two/x.py"]
    text = f"[alembic]\nscript_location = a\n{lines}\n"
    place = find_places(python, ["alembic.ini"], lambda file: text)[0]
    assert (place.versions, place.recursive) == (versions, recursive)


def test_a_file_template_is_kept_as_it_is_meant() -> None:
    text = "[alembic]\nscript_location = a\nfile_template = %%(year)d_%%(rev)s\n"
    place = find_places(["a/env.py"], ["alembic.ini"], lambda file: text)[0]
    assert place.file_template == "%(year)d_%(rev)s"


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"c": ("b",), "b": ("a",), "a": ()}, ["a", "b", "c"]),
        # Alembic walks down the first parent and turns that round: the last one named runs first.
        ({"a": (), "b": ("a",), "c": ("a",), "m": ("b", "c")}, ["a", "c", "b", "m"]),
        ({"a": (), "b": ("a",), "c": ("a",), "m": ("c", "b")}, ["a", "b", "c", "m"]),
        ({"a": (), "x": (), "y": ("x",), "m": ("a", "y")}, ["x", "y", "a", "m"]),
    ],
)
def test_revisions_run_in_alembics_order(
    edges: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    order = order_revisions(Revision(id, f"{id}.py", down) for id, down in edges.items())
    assert [item.id for item in order.revisions] == expected
    assert order.heads == (expected[-1],)


def test_a_graph_that_cant_be_is_told() -> None:
    made = [
        Revision("a", "1.py"),
        Revision("a", "2.py"),
        Revision("b", "3.py", ("nowhere",)),
        Revision("c", "4.py", ("d",)),
        Revision("d", "5.py", ("c",)),
        Revision("e", "6.py", ("a",), depends_on=("label",)),
        Revision("f", "7.py", ("a",), branch_labels=("label",)),
    ]
    order = order_revisions(made)
    assert [item.id for item in order.revisions] == ["a", "f", "e", "b"]
    assert [(item.id, parent) for item, parent in order.missing] == [("b", "nowhere")]
    assert [(first.file, second.file) for first, second in order.repeated] == [("1.py", "2.py")]
    assert [item.id for item in order.circular] == ["c", "d"]


def test_the_chain_for_postgresql_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    files = {
        "alembic.ini": "[alembic]\nscript_location = m\n",
        "m/env.py": "",
        "m/versions/sqlite/a.py": revision("s", "for_sqlite"),
        "m/versions/sqlite/b.py": revision("t", "more", '"s"'),
        "m/versions/postgresql/a.py": revision("p", "for_postgresql"),
    }
    found = database(tmp_path, files)
    assert found.history is not None
    assert found.history.directory == "m/versions/postgresql"
    assert [str(name) for name in found.history.schema.tables] == ["for_postgresql"]
    assert [item.code for item in found.diagnostics] == ["P151"]
    named = database(tmp_path, files, migrations="m/versions/sqlite")
    assert named.history is not None and named.history.heads == ("t",)
    nothing = database(tmp_path, files, migrations="elsewhere")
    assert nothing.history is None and [item.code for item in nothing.diagnostics] == ["P150"]


def test_folders_of_years_are_one_history(tmp_path: Path) -> None:
    files = {
        "alembic.ini": "[alembic]\nscript_location = m\nrecursive_version_locations = true\n",
        "m/env.py": "",
        "m/versions/2024/a.py": revision("a", "one"),
        "m/versions/2025/b.py": revision("b", "two", '"a"'),
    }
    found = database(tmp_path, files).history
    assert found is not None and found.heads == ("b",) and found.revisions == 2
    assert found.files == (("a", "m/versions/2024/a.py"), ("b", "m/versions/2025/b.py"))


@pytest.mark.parametrize(
    "base",
    [
        "Base = declarative_base(metadata=MetaData(naming_convention=NAMES))",
        "class Base(DeclarativeBase):\n    metadata = MetaData(naming_convention=NAMES)",
        "class Base(DeclarativeBase):\n    registry = registry(metadata=MetaData(naming_convention=NAMES))",
        "class Base(DeclarativeBase):\n    pass\n\nBase.metadata.naming_convention = NAMES",
    ],
)
def test_names_follow_the_convention_that_env_py_leads_to(tmp_path: Path, base: str) -> None:
    more = {
        "alembic/env.py": "from app.db import Base\ntarget_metadata = Base.metadata\n",
        "app/__init__.py": "",
        "app/db.py": f"""
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, declarative_base, registry

NAMES = {{
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}}
{base}
""",
    }
    body = """
    op.create_table("a", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "b",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("x", sa.Integer(), sa.ForeignKey("a.id")),
        sa.Column("y", sa.Integer(), index=True),
        sa.UniqueConstraint("x", "y"),
        sa.CheckConstraint("x > 0", name="positive"),
        sa.CheckConstraint("y > 0", name=op.f("kept")),
    )
    """
    found = table(history(tmp_path, body, **more), "b")
    names = [item.name for item in found.constraints]
    assert names == ["pk_b", "uq_b_x_y", "ck_b_positive", "kept", "fk_b_x_a"]
    assert [index.name for index in found.indexes] == ["ix_b_y"]


def test_a_history_without_its_first_tables_takes_them_from_the_models(tmp_path: Path) -> None:
    files = revisions("pass", 'op.add_column("users", sa.Column("age", sa.Integer()))')
    files["app/models.py"] = """
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String(20))
    age = Column(Integer)
"""
    found = database(tmp_path, files)
    assert found.history is not None and not found.history.complete
    assert list(types(table(found.history.schema, "users"))) == ["id", "name", "age"]
    assert [item.code for item in found.diagnostics] == ["P160"]


def test_create_all_in_a_revision_makes_what_the_models_map(tmp_path: Path) -> None:
    files = revisions(
        "Base.metadata.create_all(op.get_bind())", before="from app.models import Base"
    )
    files["app/__init__.py"] = ""
    files["app/models.py"] = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
"""
    found = database(tmp_path, files).history
    assert found is not None
    assert list(found.schema.tables) == [Name("users")]
    assert set(found.uncertain) == {Name("users")}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("revision = some_function()\n\n\ndef upgrade():\n    pass\n", "P152"),
        ('revision = "x"\ndown_revision = None\n', "P152"),
        ('revision = "x"\ndown_revision = "gone"\ndef upgrade():\n    pass\n', "P152"),
    ],
)
def test_a_revision_that_cant_be_placed_is_told(tmp_path: Path, source: str, code: str) -> None:
    files = {**revisions("pass"), "alembic/versions/odd.py": source}
    assert [item.code for item in database(tmp_path, files).diagnostics] == [code]


def test_a_project_without_migrations_has_no_history(tmp_path: Path) -> None:
    found = database(tmp_path, {"main.py": "x = 1\n"})
    assert (found.history, found.models, found.diagnostics) == (None, None, ())


SERVICE = {
    "alembic.ini": "[alembic]\nscript_location = alembic\n",
    "alembic/env.py": "from {name}.models import Base\ntarget_metadata = Base.metadata\n",
    "{name}/__init__.py": "",
    "{name}/models.py": "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\n",
    "{name}/main.py": "from fastapi import FastAPI\napp = FastAPI()\n"
    "@app.get('/{name}')\ndef get():\n    from {name}.models import Base\n",
}
LIBRARY = {
    "alembic/env.py": "from sqlmodel import SQLModel\nfrom {name} import models\ntarget_metadata = SQLModel.metadata\n",
    "{name}/models.py": "from sqlmodel import SQLModel\n",
}


def service(name: str, revisions: int, files: dict[str, str]) -> dict[str, str]:
    laid = {f"{name}d/{file}": text for file, text in {**SERVICE, **files}.items()}
    laid = {file.format(name=name): text.format(name=name) for file, text in laid.items()}
    down = "None"
    for number in range(revisions):
        text = revision(f"{name}{number}", f"{name}_{number}", down)
        laid[f"{name}d/alembic/versions/{number}.py"] = text
        down = f'"{name}{number}"'
    return laid


@pytest.mark.parametrize("files", [{}, LIBRARY])
@pytest.mark.parametrize(
    ("app", "folder"),
    [
        ("small.main:app", "smalld/alembic/versions"),
        ("large.main:app", "larged/alembic/versions"),
        (None, "larged/alembic/versions"),
    ],
)
def test_of_several_histories_the_one_of_the_chosen_application_is_read(
    tmp_path: Path, files: dict[str, str], app: str | None, folder: str
) -> None:
    lay(tmp_path, service("small", 1, files) | service("large", 2, files))
    reading = read_project(tmp_path, options=ProjectOptions(app=app))
    assert reading.project.history is not None
    assert reading.project.history.directory == folder
    assert "P151" in [item.code for item in reading.diagnostics]

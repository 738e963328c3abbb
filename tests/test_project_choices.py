"""What holds whichever branch is taken: settings chosen by the environment, values that all alternatives agree on."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from spec2code.project import ProjectOptions, ProjectReading, read_project

SETTINGS = """
    import os
    import sys
    from enum import Enum, auto
    from pydantic_settings import BaseSettings

    class Stage(Enum):
        TEST = auto()
        LIVE = auto()

        @staticmethod
        def _generate_next_value_(name, start, count, last_values):
            return name

    class Base(BaseSettings):
        prefix: str = "/v1"
        title: str = "a"

    class Test(Base):
        title: str = "b"

    class Live(Base):
        pass
"""
MAIN = """
    from fastapi import APIRouter, FastAPI
    from settings import config
    app = FastAPI()
    router = APIRouter(prefix=config.prefix)

    @router.get("/items")
    def items(): ...

    app.include_router(router)
"""
CHOICES = {
    "tests are not around": """
        stage = Stage(os.getenv("STAGE", "TEST" if "pytest" in sys.modules else "LIVE"))
        match stage:
            case Stage.TEST: config = Test()
            case Stage.LIVE: config = Live()
    """,
    "the environment is empty": """
        config = Test() if "STAGE" in os.environ else Live()
    """,
    "all alternatives agree": """
        import library
        if library.unknown():
            config = Test()
        else:
            config = Live()
    """,
    "all results of a function agree": """
        import library
        def load():
            if library.unknown():
                return Test()
            return Live()
        config = load()
    """,
    "both sides of a conditional agree": """
        import library
        config = Test() if library.unknown() else Live()
    """,
}


def read(tmp_path: Path, choice: str) -> ProjectReading:
    text = textwrap.dedent(SETTINGS) + textwrap.dedent(choice)
    (tmp_path / "settings.py").write_text(text)
    (tmp_path / "main.py").write_text(textwrap.dedent(MAIN))
    return read_project(tmp_path)


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_settings_that_are_chosen_give_the_prefix(tmp_path: Path, choice: str) -> None:
    reading = read(tmp_path, choice)
    assert [item.path for item in reading.project.endpoints] == ["/v1/items"]
    assert reading.diagnostics == ()


DISAGREE = {
    "they differ": "Test(prefix='/t') if library.unknown() else Live()",
    "one of them is not known": "Test() if library.unknown() else library.Settings()",
}


@pytest.mark.parametrize("choice", DISAGREE.values(), ids=DISAGREE)
def test_what_alternatives_do_not_agree_on_is_open(tmp_path: Path, choice: str) -> None:
    reading = read(tmp_path, f"import library\nconfig = {choice}\n")
    assert reading.project.endpoints == ()
    assert [item.code for item in reading.diagnostics] == ["P111"]


SERVICE = """
    from fastapi import FastAPI
    from {name}.models import Message
    app = FastAPI()

    @app.get("/{name}")
    def a(): ...
"""
MAPPED = """
    from sqlmodel import Field, SQLModel

    class Message(SQLModel, table=True):
        id: int = Field(primary_key=True)
        {column}: int
"""


def services(root: Path) -> None:
    """Two services, each with a class of the same table."""
    for name in ("one", "two"):
        (root / name).mkdir()
        (root / name / "__init__.py").touch()
        for file, text in (
            ("main.py", SERVICE.format(name=name)),
            ("models.py", MAPPED.format(column=f"of_{name}")),
        ):
            (root / name / file).write_text(textwrap.dedent(text), encoding="utf-8")


@pytest.mark.parametrize("chosen", ["one", "two"])
def test_of_two_classes_of_one_table_that_of_the_migrations_counts(
    tmp_path: Path, chosen: str
) -> None:
    services(tmp_path)
    versions = tmp_path / chosen / "alembic" / "versions"
    versions.mkdir(parents=True)
    environment = f"from alembic import context\nfrom sqlmodel import SQLModel\nfrom {chosen} import models\ntarget_metadata = SQLModel.metadata\n"
    (versions.parent / "env.py").write_text(environment, encoding="utf-8")
    (versions / "a.py").write_text(
        'revision = "a"\ndown_revision = None\ndef upgrade(): ...\n', encoding="utf-8"
    )
    models = read_project(tmp_path).project.models
    assert models is not None
    (table,) = models.tables.values()
    assert [column.name for column in table.columns] == ["id", f"of_{chosen}"]


@pytest.mark.parametrize("chosen", ["one", "two"])
def test_of_two_classes_of_one_table_that_of_the_application_counts(
    tmp_path: Path, chosen: str
) -> None:
    services(tmp_path)
    options = ProjectOptions(app=f"{chosen}.main:app")
    models = read_project(tmp_path, options=options).project.models
    assert models is not None
    (table,) = models.tables.values()
    assert [column.name for column in table.columns] == ["id", f"of_{chosen}"]

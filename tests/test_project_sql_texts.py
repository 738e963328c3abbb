"""Tables that SQL makes without Alembic: `.sql` files and texts in Python, and what is no such thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.config import Settings
from spec2code.diff_command import drift_report
from spec2code.pipeline import code_schema, load_project, load_specs

SPEC = """# Technical Spec: pets

## Data Model

```sql
CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owners (id), legs INTEGER);
```
"""
WHOLE = "CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nCREATE TABLE pets (id INTEGER PRIMARY KEY);\n"
STEPS = {
    "db/schema.sql": WHOLE,
    "db/migrations/2_owner.sql": "ALTER TABLE pets ADD COLUMN owner INTEGER REFERENCES owners (id);",
    "db/migrations/10_legs.sql": "ALTER TABLE pets ADD COLUMN legs INTEGER;",
}
OWNERS = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import declarative_base\nBase = declarative_base()\n\n"
    "class Owner(Base):\n    __tablename__ = 'owners'\n    id = Column(Integer, primary_key=True)\n"
    "    name = Column(Text, nullable=False)\n"
)
RUN = "def start(db):\n    db.executescript('''{}''')\n"


def told(root: Path, files: dict[str, str]) -> tuple[list[str], list[str]]:
    """The drift of a project of these files against SPEC, and the notes."""
    for name, text in {
        "spec.md": SPEC,
        "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        **files,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    settings = Settings()
    specs = load_specs(root, [root / "spec.md"], settings)
    project, found = load_project(root, settings)
    report = drift_report(root, specs, project, found, settings, strict=False)
    return sorted(f"{item.code} {item.subject}" for item in report.drift), list(report.notes)


def test_files_add_up_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    drift, notes = told(tmp_path, STEPS)
    assert drift == []
    assert notes == [
        "no migrations of Alembic were found: tables are compared with the SQL of `db/schema.sql` and 2 more"
    ]


def test_what_differs_is_told_where_it_stands(tmp_path: Path) -> None:
    drift, _ = told(tmp_path, {"schema.sql": WHOLE.replace("TEXT NOT NULL", "TEXT")})
    assert drift == [
        "D103 column pets.legs",
        "D103 column pets.owner",
        "D106 column owners.name",
        "D111 foreign key pets(owner)",
    ]


@pytest.mark.parametrize(
    "file",
    [
        "db/migrations/11_legs.down.sql",
        "db/rollback/11_legs.sql",
        "tests/fixtures/other.sql",
        "db/seeds/legs.sql",
        "docs/other.sql",
    ],
)
def test_what_goes_back_or_is_for_tests_makes_nothing(tmp_path: Path, file: str) -> None:
    drift, _ = told(tmp_path, {**STEPS, file: "ALTER TABLE pets DROP COLUMN legs;"})
    assert drift == []


def test_a_step_that_drops_a_column_counts(tmp_path: Path) -> None:
    step = {"db/migrations/11_less.sql": "ALTER TABLE pets DROP COLUMN legs;"}
    assert told(tmp_path, {**STEPS, **step})[0] == ["D103 column pets.legs"]


def test_texts_that_python_runs(tmp_path: Path) -> None:
    text = WHOLE.replace("owners (", "IF NOT EXISTS owners (")
    drift, notes = told(tmp_path, {"store.py": RUN.format(text)})
    assert drift == [
        "D103 column pets.legs",
        "D103 column pets.owner",
        "D111 foreign key pets(owner)",
    ]
    assert notes == [
        "no migrations of Alembic were found: tables are compared with the SQL of `store.py`"
    ]


def test_a_text_with_parts_put_in_leaves_open_what_is_lacking(tmp_path: Path) -> None:
    more = "def more(db, name):\n    db.execute(f'ALTER TABLE pets ADD COLUMN {name} INTEGER')\n"
    text = WHOLE.replace("TEXT NOT NULL", "TEXT")
    drift, _ = told(tmp_path, {"store.py": RUN.format(text) + more})
    assert drift == ["D106 column owners.name"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("tests/test_store.py", RUN.format(WHOLE)),
        ("store.py", f"'''Runs:\n\n{WHOLE}'''\n"),
        ("queries.sql", "SELECT * FROM pets;"),
    ],
)
def test_without_any_sql_each_table_is_missing(tmp_path: Path, file: str, text: str) -> None:
    drift, notes = told(tmp_path, {file: text})
    assert drift == ["D101 table owners", "D101 table pets"]
    assert notes == []


def test_mapped_classes_go_before_sql(tmp_path: Path) -> None:
    owner = {"models.py": OWNERS.replace("Column(Text, nullable=False)", "Column(Text)")}
    assert told(tmp_path, owner)[0] == ["D201 table pets", "D206 column owners.name"]


def test_a_table_that_only_sql_makes_beside_mapped_classes(tmp_path: Path) -> None:
    files = {**STEPS, "models.py": OWNERS}
    assert told(tmp_path, files)[0] == []
    files["db/migrations/11_less.sql"] = "ALTER TABLE pets DROP COLUMN legs;"
    assert told(tmp_path, files)[0] == ["D103 column pets.legs"]


def test_rows_in_a_function_are_what_it_does(tmp_path: Path) -> None:
    function = (
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n"
        "  INSERT INTO owners VALUES (1, 'x');\n  RETURN NEW;\nEND $$;\n"
    )
    spec = SPEC.replace("legs INTEGER);\n", f"legs INTEGER);\n{function}")
    rows = "INSERT INTO owners VALUES (7, 'y');\n"
    whole = {**STEPS, "db/schema.sql": WHOLE + rows + function, "spec.md": spec}
    assert told(tmp_path, whole)[0] == []


def test_a_file_that_cannot_be_read_leaves_open_what_is_lacking(tmp_path: Path) -> None:
    (tmp_path / "more.sql").write_bytes(
        "ALTER TABLE pets ADD COLUMN legs INTEGER; -- é\0".encode("latin-1")
    )
    drift, (note,) = told(tmp_path, {"schema.sql": WHOLE.replace("TEXT NOT NULL", "TEXT")})
    assert drift == ["D106 column owners.name"]
    assert note.endswith("part of which can't be read: what it lacks isn't told")


def test_inspect_shows_them(tmp_path: Path) -> None:
    told(tmp_path, STEPS)
    project, _ = load_project(tmp_path, Settings())
    assert sorted(map(str, code_schema(project).tables)) == ["owners", "pets"]


def test_a_file_that_is_not_read_is_told_beside_mapped_classes(tmp_path: Path) -> None:
    """One table is nowhere, and may be in a file that is no text; where another has it there is nothing to say."""
    (tmp_path / "pets.sql").write_bytes(b"CREATE TABLE pets (id INTEGER \xe9\0);\n")
    drift, notes = told(tmp_path, {"models.py": OWNERS})
    assert drift == ["D201 table pets"]
    word = "`pets.sql` can't be read in full: tables that are told as missing may be made there"
    assert word in notes
    assert word not in told(tmp_path, {"models.py": OWNERS, "schema.sql": WHOLE})[1]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_file_as_servers_and_editors_write_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "schema.sql").write_bytes(f"-- größer\n{WHOLE}".encode(encoding))
    drift, _ = told(tmp_path, {})
    assert drift == [
        "D103 column pets.legs",
        "D103 column pets.owner",
        "D111 foreign key pets(owner)",
    ]


def test_an_extension_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "1_first.sql").write_text("CREATE EXTENSION IF NOT EXISTS vector;\n")
    spec = SPEC.replace("CREATE TABLE owners", "CREATE EXTENSION vector;\nCREATE TABLE owners")
    drift, _ = told(tmp_path, {**STEPS, "spec.md": spec})
    assert drift == []

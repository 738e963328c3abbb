"""The policy of docs/drift.md: every line of it has a case, a spec and the code, and what is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spec2code.config import Settings
from spec2code.diff_command import drift_report
from spec2code.pipeline import load_project, load_specs
from tests.drift_cases import CASES, partial
from tests.drift_cases.policy import (
    ID,
    Policy,
    answering,
    ddl,
    endpoint,
    fields,
    report_of,
    response,
    table,
)


@pytest.mark.parametrize("policy", CASES, ids=lambda policy: policy.line)
def test_policy(policy: Policy, tmp_path: Path) -> None:
    report = report_of(policy, tmp_path)
    assert tuple(f"{x.code} {x.severity} {x.subject}" for x in report.drift) == policy.told


STRICT = (
    Policy(
        "tables, columns and routes that no spec speaks of",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);\nALTER TABLE p ADD COLUMN a TEXT;")
        + "\n## API Design\n\n### `GET /a`\n\n"
        + response('{"a": 1}'),
        "\n".join((table(ID), table(ID, '"a", sa.Text()', name="p"), table(ID, name="o"))),
        app=answering("a: int", "b: int = 1") + '\n@app.get("/b")\ndef b(): ...\n\n'
        '@app.get("/c", include_in_schema=False)\ndef c(): ...\n',
        told=(
            "D102 error table o",
            "D302 error endpoint GET /b",
            "D104 error column p.id",
            "D402 error field A.b",
        ),
    ),
    Policy(
        "a table that is told as renamed",
        ddl("CREATE TABLE people (id SERIAL PRIMARY KEY, a TEXT, b TEXT);"),
        table(ID, '"a", sa.Text()', '"b", sa.Text()', name="persons"),
        told=("D131 error table people",),
    ),
    Policy(
        "an index that the spec doesn't name, a table of models",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, index=True)\n\n"
        'class O(Base):\n    __tablename__ = "o"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n",
        told=("D202 error table o", "D222 error index ix_t_id"),
    ),
)


@pytest.mark.parametrize("policy", STRICT, ids=lambda policy: policy.line)
def test_strict(policy: Policy, tmp_path: Path) -> None:
    found = report_of(policy, tmp_path, strict=True).drift
    assert sorted(f"{x.code} {x.severity} {x.subject}" for x in found) == sorted(policy.told)
    assert not any(item.breaking for item in found if item.kind == "extra")


TWO = """
class A(BaseModel):
    a: int
class B(BaseModel):
    b: int

@app.get("/items")
def items() -> A: ...
@app.get("/a")
def a() -> A: ...

other = FastAPI()

@other.get("/items")
def other_items() -> B: ...
@other.get("/b")
def b() -> B: ...
"""


@pytest.mark.parametrize(
    ("path", "field", "told"),
    [
        ("/a", "a", []),
        ("/b", "b", []),
        ("/b", "a", ["D409 field B.a"]),
        ("/none", "a", ["D301 endpoint GET /none"]),
    ],
)
def test_a_spec_is_compared_with_the_application_that_serves_most_of_it(
    path: str, field: str, told: list[str], tmp_path: Path
) -> None:
    body = response(f'{{"{field}": 1}}')
    spec = endpoint("GET /items", body) + f"\n### `GET {path}`\n"
    found = report_of(Policy("", spec, app=TWO), tmp_path).drift
    assert sorted(f"{x.code} {x.subject}" for x in found) == sorted(told)


@pytest.mark.parametrize(
    ("names", "others"),
    [("abc", "`GET /b`, `GET /c`"), ("abcde", "4 more endpoints")],
)
def test_a_parameter_of_a_shared_dependency_is_told_once(
    names: str, others: str, tmp_path: Path
) -> None:
    spec = endpoint("GET /a") + "".join(f"\n### `GET /{name}`\n" for name in names[1:])
    app = "def shared(team: str | None = None): ...\n"
    for name in names:
        app += f'@app.get("/{name}")\ndef {name}(x=Depends(shared), own: int = 1): ...\n'
    found = report_of(Policy("", spec, app=app), tmp_path).drift
    assert sorted(item.message.partition(" is read")[0] for item in found) == [
        *(f"query parameter `own` of `GET /{name}`" for name in names),
        f"query parameter `team` of `GET /a` and of {others}",
    ]


def test_what_the_spec_names_for_one_endpoint_is_told_of_each_other(tmp_path: Path) -> None:
    named = "\nQuery parameters: `team` (string, optional)\n"
    spec = endpoint("GET /a") + named + "\n### `GET /b`\n\n### `GET /c`\n"
    app = "def shared(team: str | None = None): ...\n"
    app += "".join(f'@app.get("/{x}")\ndef {x}(x=Depends(shared)): ...\n' for x in "abc")
    found = report_of(Policy("", spec, app=app), tmp_path).drift
    assert [item.subject for item in found if item.code == "D304"] == [
        "query parameter team of GET /b",
        "query parameter team of GET /c",
    ]


def test_a_spec_of_which_nothing_is_understood_is_not_clean(tmp_path: Path) -> None:
    silent = report_of(Policy("", "# Just prose\n\nOf a thing.\n", app=TWO), tmp_path)
    failed = [item for item in silent.diagnostics if item.severity.value == "error"]
    assert [(item.code, str(item.span)) for item in failed] == [("G256", "spec.md:1:1")]
    (tmp_path / "prose.md").write_text("# Just prose\n", encoding="utf-8")
    (tmp_path / "spec.md").write_text(endpoint("GET /a", response('{"a": 1}')), encoding="utf-8")
    files = [tmp_path / "spec.md", tmp_path / "prose.md"]
    specs = load_specs(tmp_path, files, Settings())
    project, found = load_project(tmp_path, Settings())
    report = drift_report(tmp_path, specs, project, found, Settings())
    assert not report.drift
    assert "error" not in {item.severity.value for item in report.diagnostics}
    assert report.notes == ["no table, endpoint or event was understood of `prose.md`"]


def test_what_cannot_be_told_is_said(tmp_path: Path) -> None:
    policy = next(item for item in partial.CASES if item.line.startswith("an application"))
    report = report_of(policy, tmp_path)
    (item,) = [item for item in report.diagnostics if item.code == "P114"]
    assert "1 endpoint" in item.message and "`/auth`" in item.message
    assert item.span is not None and item.span.file == "main.py"


PETS = ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT, b TEXT);")
ALONE = table(ID, '"a", sa.Text()', '"b", sa.Text()')
MAPPED = 'class T(Base):\n    __tablename__ = "t"\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
UNTOLD = {
    "a migration of a table": (
        Policy("", PETS, table(ID) + "\nop.add_column('t', made())"),
        ["P163 what the migrations make of table `t` can't be told, and isn't compared:"],
    ),
    "a migration of a table that no spec speaks of": (
        Policy("", PETS, ALONE + "\n" + table(ID, name="o") + "\nop.add_column('o', made())"),
        [],
    ),
    "a migration of any table": (
        Policy("", PETS, ALONE + "\nop.add_column(name(), sa.Column('a', sa.Text()))"),
        ["P165 1 place of the migrations can't be told, and tables are compared without"],
    ),
    "tables that a migration makes as the models have them": (
        Policy(
            "",
            ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"),
            "from models import Base\nBase.metadata.create_all(op.get_bind())",
            models=MAPPED,
        ),
        [],
    ),
    "a default in a migration": (
        Policy("", PETS, ALONE.replace("sa.Text()", "sa.Text(), server_default=made()", 1)),
        ["P164 1 part of tables can't be told in the migrations, and is not compared: the default"],
    ),
    "the type of a model's column": (
        Policy(
            "",
            PETS,
            models=f"from elsewhere import Kind\n\n{MAPPED}    a: Mapped[Kind | None]\n"
            "    b: Mapped[str | None] = mapped_column(sa.Text)\n    c: Mapped[Kind]\n",
        ),
        ["P164 1 part of tables can't be told in the models, and is not compared: the type of"],
    ),
    "parameters of a route": (
        Policy(
            "",
            endpoint("GET /a", "**Query Parameters**:\n\n| Name |\n|---|\n| q |\n"),
            app="from elsewhere import Filter\n\n"
            '@app.get("/a")\ndef a(given=Depends(Filter("q"))): ...\n',
        ),
        ["P116 1 part of endpoints can't be told and isn't compared: parameters of `GET /a`"],
    ),
    "types of fields": (
        Policy(
            "",
            endpoint("GET /a", response('{"a": 1, "b": [2]}')),
            app="from elsewhere import Kind\n\n"
            + answering("a: Kind", "b: list[Kind]", "c: Kind = None"),
        ),
        ["P116 2 parts of endpoints can't be told and aren't compared: the type of field `A.a`"],
    ),
    "types of fields that the spec leaves open": (
        Policy(
            "",
            endpoint("GET /a", fields("a | string | Yes")),
            app="from elsewhere import Kind\n\n" + answering("a: str", "c: Kind = None"),
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", UNTOLD)
def test_what_the_specs_speak_of_and_cannot_be_told_is_said(name: str, tmp_path: Path) -> None:
    policy, expected = UNTOLD[name]
    report = report_of(policy, tmp_path)
    said = [f"{item.code} {item.message}" for item in report.untold]
    assert len(said) == len(expected)
    for one, start in zip(said, expected, strict=True):
        assert one.startswith(start)
    verdict = "no drift in what can be told" if expected else "no drift"
    assert report.drift or report.verdict == verdict


def test_tables_compared_with_models_alone_are_told(tmp_path: Path) -> None:
    mapped = f"{MAPPED}    a: Mapped[str | None] = mapped_column(sa.Text)\n    b: Mapped[str | None] = mapped_column(sa.Text)\n"
    (note,) = report_of(Policy("", PETS, models=mapped), tmp_path).notes
    assert note.startswith("no migrations")
    (tmp_path / "both").mkdir()
    assert report_of(Policy("", PETS, ALONE, models=mapped), tmp_path / "both").notes == []


def test_histories_that_are_not_read_are_named(tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "versions").mkdir(parents=True)
    (other / "env.py").write_text("from alembic import context\n", encoding="utf-8")
    made = 'revision = "x"\ndown_revision = None\n\ndef upgrade(): ...\n'
    (other / "versions" / "0001_x.py").write_text(made, encoding="utf-8")
    upgrade = table('"a", sa.Text()')
    (note,) = report_of(Policy("", ddl("CREATE TABLE u (b INTEGER);"), upgrade), tmp_path).notes
    assert note == (
        "`migrations/versions` is read as the project's history, not `other/versions`;"
        " --migrations chooses"
    )
    shutil.rmtree(tmp_path / "migrations")
    assert report_of(Policy("", ddl("CREATE TABLE t (a TEXT);"), upgrade), tmp_path).notes == []


@pytest.mark.parametrize(
    ("code", "spec", "breaking"),
    [("n: int", "No", True), ("n: int = 1", "Yes", False)],
    ids=["the code demands it", "the code doesn't"],
)
def test_breaking(code: str, spec: str, breaking: bool, tmp_path: Path) -> None:
    """Both are errors; only what the code demands hurts a caller today."""
    rows = f"**Query Parameters**:\n\n| Name | Type | Required |\n|---|---|---|\n| n | integer | {spec} |\n"
    app = f'@app.get("/a")\ndef a({code}): ...\n'
    (item,) = report_of(Policy("", endpoint("GET /a", rows), app=app), tmp_path).drift
    assert (item.code, item.severity, item.breaking) == ("D305", "error", breaking)


def test_words_on_endpoints_that_are_not_served(tmp_path: Path) -> None:
    rows = "".join(f"| GET | /a{number} | One |\n" for number in range(4))
    spec = f"# API\n\n## API Endpoints\n\n| Method | Path | Words |\n|---|---|---|\n{rows}"
    (tmp_path / "served").mkdir()
    app = "".join(f"@app.get('/a{number}')\ndef a{number}(): ...\n\n" for number in range(2))
    assert report_of(Policy("", spec, app=app), tmp_path / "served").notes == []
    (tmp_path / "other").mkdir()
    report = report_of(
        Policy("", spec, app="@app.post('/a0')\ndef a0(): ...\n"), tmp_path / "other"
    )
    (note,) = report.notes
    assert note.startswith("4 of the 4 endpoints of `spec.md` are not served by `main:app`")
    assert report.drift[0].message.endswith("no route serves it; there is `POST /a0`")

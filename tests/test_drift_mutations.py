"""A fixed sample of the planted edits of `benchmarks/planted.py`: each told as exactly what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.plant_code import CodeEdit, code_edits
from benchmarks.plant_model import plant_endpoint_model, plant_event_model, plant_schema_model
from benchmarks.plant_tables import TABLE_KINDS, told_as
from benchmarks.planted import specs_of
from benchmarks.planting import Planting, Tally, drift_of, judge, told
from benchmarks.spec_from_facts import table_text
from spec2code.config import Settings
from spec2code.drift.find import find_drift
from spec2code.model.project import Project
from spec2code.model.schema import Name
from spec2code.model.spec import Spec
from spec2code.pipeline import load_project
from tests.sample_projects import ROOT, generated

EACH = 2
"""Edits of a kind in a sample."""


class Generated:
    """A sample as `generate` leaves it, and what its specs say."""

    def __init__(self, name: str, root: Path) -> None:
        self.root = generated(ROOT / "samples" / name, root)
        names = sorted(path.name for path in self.root.glob("spec*.md"))
        self.specs: tuple[Spec, ...] = specs_of(self.root, names)

    def project(self) -> Project:
        return load_project(self.root, Settings())[0]

    def edits(self) -> Iterator[CodeEdit]:
        counted: dict[str, int] = {}
        for edit in code_edits(self.root):
            counted[edit.kind] = counted.get(edit.kind, 0) + 1
            if counted[edit.kind] <= EACH:
                yield edit


@pytest.fixture(scope="module", params=["order-returns", "event-ticketing"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return Generated(request.param, tmp_path_factory.mktemp("mutations"))


def test_edits_of_code(sample: Generated) -> None:
    assert told(find_drift(sample.specs, sample.project())) == ()
    tally = Tally()
    for edit in list(sample.edits()):
        with edit.made():
            found = told(find_drift(sample.specs, sample.project()))
        judge(tally, edit.kind, edit.expected, found, edit.file.name)
    assert tally.examples == []
    assert len(tally.cases) >= 28 and tally.exact == tally.cases


def test_edits_of_the_model(sample: Generated) -> None:
    """Every attribute of tables, constraints, indexes, endpoints and shapes, changed in what the code was read as."""
    tally, project = Tally(), sample.project()
    planting = Planting(tally, "", EACH)
    plant_schema_model(planting, sample.specs, project)
    plant_endpoint_model(planting, sample.specs, project)
    assert tally.examples == []
    assert len(tally.cases) >= 120 and tally.exact == tally.cases


TABLE = {
    "columns": {
        "id": {"type": "uuid", "nullable": False, "default": "gen_random_uuid()"},
        "customer_id": {"type": "uuid", "nullable": False, "default": None},
        "number": {"type": "character varying(20)", "nullable": False, "default": None},
        "currency": {"type": "character(3)", "nullable": False, "default": "'EUR'"},
        "total": {"type": "numeric(12,2)", "nullable": False, "default": None},
        "placed_at": {"type": "timestamp with time zone", "nullable": False, "default": "now()"},
    },
    "primary_key": ["id"],
    "uniques": [{"name": "orders_number_key", "columns": ["number"]}],
    "foreign_keys": [
        {
            "name": "orders_customer_id_fkey",
            "columns": ["customer_id"],
            "ref_table": "customers",
            "ref_columns": ["id"],
            "ondelete": "RESTRICT",
            "onupdate": None,
        }
    ],
    "indexes": [
        {
            "name": "idx_orders_customer_id",
            "keys": [{"column": "customer_id"}, {"column": "placed_at", "order": "DESC"}],
            "unique": False,
            "method": "btree",
            "where": None,
        }
    ],
}


@pytest.mark.parametrize("kind", [kind for kind in TABLE_KINDS if kind != "spec: check added"])
def test_edits_of_a_spec(kind: str, order_returns: Project) -> None:
    known = drift_of(table_text("orders", TABLE, {}), order_returns)
    assert all("check" in item for item in known), "nothing but the check that the facts lack"
    tally = Tally()
    for made, number, subject, in_models in TABLE_KINDS[kind]("orders", TABLE):
        expected = told_as(number, subject, models=in_models)
        text = table_text(str(made.get("renamed", "orders")), made, {})
        found = tuple(item for item in drift_of(text, order_returns) if "check" not in item)
        judge(tally, kind, expected, found, "orders")
    assert tally.examples == []


@pytest.fixture(scope="module")
def order_returns(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Generated("order-returns", tmp_path_factory.mktemp("tables")).project()
    assert project.history is not None and Name("orders") in project.history.schema.tables
    return project


def test_edits_of_events(tmp_path: Path) -> None:
    sample = Generated("stock-replenishment", tmp_path)
    tally = Tally()
    plant_event_model(Planting(tally, "", EACH), sample.specs, sample.project())
    assert tally.examples == []
    assert {"event's name", "event's key (no drift)", "model: event's field dropped"} <= set(
        tally.cases
    )

"""Planted drift: one edit in the code or in the spec, and exactly that finding, with both places."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from spec2code.config import Settings
from spec2code.diff_command import drift_report
from spec2code.drift.finding import Drift
from spec2code.pipeline import load_project, load_specs
from tests.sample_projects import ROOT, generated, spec2code

SAMPLE = ROOT / "samples" / "order-returns"


@dataclass(frozen=True)
class Edit:
    """Replaces one place of a file, and what is told of it: `code kind subject`."""

    name: str
    file: str
    old: str
    new: str
    told: tuple[str, ...]


MIGRATION = "migrations/versions/*.py"
MODELS = "app/models/order_returns.py"
SCHEMAS = "app/schemas/order_returns.py"
ROUTES = "app/routers/order_returns.py"

EDITS = (
    # the migration
    Edit(
        "column dropped",
        MIGRATION,
        r'        sa\.Column\("reason", sa\.Text\(\), nullable=True\),\n',
        "",
        ("D103 missing column returns.reason",),
    ),
    Edit(
        "column added",
        MIGRATION,
        r'(        sa\.Column\("reason", sa\.Text\(\), nullable=True\),\n)',
        r'\1        sa.Column("extra", sa.Integer(), nullable=True),\n',
        ("D104 extra column returns.extra",),
    ),
    Edit(
        "column renamed",
        MIGRATION,
        r'sa\.Column\("reason", sa\.Text',
        'sa.Column("reason_text", sa.Text',
        ("D109 changed column returns.reason",),
    ),
    Edit(
        "column retyped",
        MIGRATION,
        r'sa\.Column\("sku", sa\.String\(length=64\)',
        'sa.Column("sku", sa.String(length=32)',
        ("D105 changed column order_items.sku",),
    ),
    Edit(
        "column made nullable",
        MIGRATION,
        r'sa\.Column\("sku", sa\.String\(length=64\), nullable=False\)',
        'sa.Column("sku", sa.String(length=64), nullable=True)',
        ("D106 changed column order_items.sku",),
    ),
    Edit(
        "default changed",
        MIGRATION,
        r"sa\.text\(\"'EUR'\"\)",
        "sa.text(\"'USD'\")",
        ("D107 changed column orders.currency",),
    ),
    Edit(
        "default removed",
        MIGRATION,
        r"server_default=sa\.text\(\"'EUR'\"\),\s*",
        "",
        ("D107 changed column orders.currency",),
    ),
    Edit(
        "check dropped",
        MIGRATION,
        r'        sa\.CheckConstraint\("total >= 0".*\n',
        "",
        ("D117 missing check of orders",),
    ),
    Edit(
        "check loosened",
        MIGRATION,
        r'"quantity > 0"',
        '"quantity >= 0"',
        ("D119 changed check order_items.order_items_quantity_positive",),
    ),
    Edit(
        "unique dropped",
        MIGRATION,
        r'        sa\.UniqueConstraint\("number".*\n',
        "",
        ("D114 missing unique constraint orders(number)",),
    ),
    Edit(
        "foreign key action changed",
        MIGRATION,
        r'ondelete="RESTRICT"',
        'ondelete="CASCADE"',
        ("D113 changed foreign key orders.orders_customer_id_fkey",),
    ),
    Edit(
        "primary key narrowed",
        MIGRATION,
        r'"return_id", "order_item_id", name=op\.f\("return_items_pkey"\)',
        '"return_id", name=op.f("return_items_pkey")',
        ("D110 changed primary key return_items.return_items_pkey",),
    ),
    Edit(
        "index dropped",
        MIGRATION,
        r'    op\.create_index\(\s*"idx_returns_labels",\s*"returns",[\s\S]*?\n    \)\n',
        "",
        ("D121 missing index idx_returns_labels",),
    ),
    Edit(
        "index made unique",
        MIGRATION,
        r'("idx_orders_customer_id",\s*"orders",\s*\["customer_id", [^\]]*\],\s*unique=)False',
        r"\1True",
        ("D123 changed index idx_orders_customer_id",),
    ),
    Edit(
        "index order changed",
        MIGRATION,
        r"placed_at DESC",
        "placed_at",
        ("D123 changed index idx_orders_customer_id",),
    ),
    Edit(
        "index condition changed",
        MIGRATION,
        r'postgresql_where=sa\.text\("closed_at IS NULL"\)',
        'postgresql_where=sa.text("closed_at IS NOT NULL")',
        ("D123 changed index idx_returns_open",),
    ),
    Edit(
        "index method changed",
        MIGRATION,
        r'postgresql_using="gin"',
        'postgresql_using="gist"',
        ("D123 changed index idx_returns_labels",),
    ),
    Edit(
        "enum label dropped",
        MIGRATION,
        r"'refunded', 'rejected'\)",
        "'refunded')",
        ("D126 changed enum return_status",),
    ),
    Edit(
        "comment changed",
        MIGRATION,
        r"As found by the warehouse",
        "As found by somebody",
        ("D132 changed column return_items.condition",),
    ),
    # the models
    Edit(
        "model column retyped",
        MODELS,
        r"    sku: Mapped\[str\] = mapped_column\(String\(64\)\)",
        "    sku: Mapped[str] = mapped_column(String(63))",
        ("D205 changed column order_items.sku",),
    ),
    Edit(
        "model column dropped",
        MODELS,
        r"    reason: Mapped\[str \| None\] = mapped_column\(Text\)\n",
        "",
        ("D203 missing column returns.reason",),
    ),
    Edit(
        "model column made nullable",
        MODELS,
        r"    sku: Mapped\[str\]",
        "    sku: Mapped[str | None]",
        ("D206 changed column order_items.sku",),
    ),
    Edit(
        "model column renamed",
        MODELS,
        r"    full_name: Mapped",
        "    name: Mapped",
        ("D209 changed column customers.full_name",),
    ),
    Edit(
        "model foreign key action changed",
        MODELS,
        r'ForeignKey\("customers\.id", ondelete="RESTRICT"\)',
        'ForeignKey("customers.id", ondelete="CASCADE")',
        ("D213 changed foreign key orders.orders_customer_id_fkey",),
    ),
    Edit(
        "model unique dropped",
        MODELS,
        r"mapped_column\(String\(20\), unique=True\)",
        "mapped_column(String(20))",
        ("D214 missing unique constraint orders(number)",),
    ),
    # the schemas
    Edit(
        "field renamed",
        SCHEMAS,
        r"(class OrderReturnCreate\(BaseModel\):\n(?:.*\n)*?)    contact_email:",
        r"\1    email:",
        ("D409 changed field OrderReturnCreate.contact_email",),
    ),
    Edit(
        "field dropped",
        SCHEMAS,
        r"(class ReturnPolicyRead\(BaseModel\):\n(?:.*\n)*?)    excluded_categories: .*\n(?:        .*\n|    \]\n)*",
        r"\1",
        ("D401 missing field ReturnPolicyRead.excluded_categories",),
    ),
    Edit(
        "field added",
        SCHEMAS,
        r"(class ReturnPolicyRead\(BaseModel\):\n)",
        r"\1    surprise: str\n",
        ("D402 extra field ReturnPolicyRead.surprise",),
    ),
    Edit(
        "field retyped",
        SCHEMAS,
        r"(class ReturnPolicyRead\(BaseModel\):\n    days: Annotated\[)int",
        r"\1str",
        ("D403 changed field ReturnPolicyRead.days",),
    ),
    Edit(
        "field made optional",
        SCHEMAS,
        r"    contact_email: (Annotated\[)EmailStr(, .*)\n",
        r"    contact_email: \1EmailStr | None\2 = None\n",
        ("D404 changed field OrderReturnCreate.contact_email",),
    ),
    Edit(
        "limit changed",
        SCHEMAS,
        r"max_length=500",
        "max_length=600",
        ("D406 changed field OrderReturnCreate.reason",),
    ),
    Edit(
        "literal changed",
        SCHEMAS,
        r'"new", "worn", "damaged"',
        '"new", "worn"',
        ("D407 changed field ReturnInspectionRequestFinding.condition",),
    ),
    # the routes
    Edit(
        "route removed",
        ROUTES,
        r'@router\.delete\(\n    "/api/v1/returns/\{return_id\}"[\s\S]*?(?=\n\n\n@router|\Z)',
        "",
        ("D301 missing endpoint DELETE /api/v1/returns/{return_id}",),
    ),
    Edit(
        "path changed",
        ROUTES,
        r'"/api/v1/returns/policy"',
        '"/api/v1/return-policy"',
        ("D301 missing endpoint GET /api/v1/returns/policy",),
    ),
    Edit(
        "method changed",
        ROUTES,
        r"@router\.patch\(",
        "@router.put(",
        ("D301 missing endpoint PATCH /api/v1/returns/{return_id}",),
    ),
    Edit(
        "status changed",
        ROUTES,
        r"status_code=202",
        "status_code=200",
        ("D308 changed status 202 of POST /api/v1/returns/{return_id}/inspection",),
    ),
    Edit(
        "error status changed",
        ROUTES,
        r"        400: (\{[\s\S]*?INVALID_ITEMS)",
        r"        410: \1",
        ("D314 changed error 400 of POST /api/v1/orders/{order_id}/returns",),
    ),
    Edit(
        "parameter dropped",
        ROUTES,
        r"    cursor: Annotated\[[\s\S]*?\] = None,\n",
        "",
        ("D303 missing query parameter cursor of GET /api/v1/returns",),
    ),
    Edit(
        "parameter made optional",
        ROUTES,
        r"(async def create_order_return\(\n)(    session: .*\n    order_id: .*\n)"
        r"    idempotency_key: Annotated\[\n        str,([\s\S]*?)\n    \],",
        r"\1    *,\n\2    idempotency_key: Annotated[\n        str | None,\3\n    ] = None,",
        (
            "D305 changed header parameter Idempotency-Key of POST /api/v1/orders/{order_id}/returns",
        ),
    ),
    Edit(
        "parameter range changed",
        ROUTES,
        r"le=100",
        "le=1000",
        ("D306 changed query parameter limit of GET /api/v1/returns",),
    ),
    Edit(
        "auth dropped",
        ROUTES,
        r"    dependencies=\[Security\(require_bearer\)\],\n(\)\nasync def delete_return)",
        r"\1",
        ("D311 changed auth of DELETE /api/v1/returns/{return_id}",),
    ),
    # the spec
    Edit(
        "spec gains a column",
        "spec.md",
        r"    reason TEXT,\n",
        "    reason TEXT,\n    note VARCHAR(99),\n",
        ("D103 missing column returns.note",),
    ),
    Edit(
        "spec retypes a column",
        "spec.md",
        r"sku VARCHAR\(64\)",
        "sku VARCHAR(80)",
        ("D105 changed column order_items.sku",),
    ),
    Edit(
        "spec changes a status",
        "spec.md",
        r"\*\*Response\*\* \(202 Accepted\)",
        "**Response** (200 OK)",
        ("D308 changed status 200 of POST /api/v1/returns/{return_id}/inspection",),
    ),
    Edit(
        "spec gains an endpoint",
        "spec.md",
        r"(#### `DELETE /api/v1/returns)",
        r"#### `POST /api/v1/returns/{return_id}/label`\n\nPrint a label.\n\n**Auth**: Bearer token\n\n"
        r"**Response** (204 No Content)\n\n\1",
        ("D301 missing endpoint POST /api/v1/returns/{return_id}/label",),
    ),
    Edit(
        "spec gains a field",
        "spec.md",
        r'  "days": 30,',
        '  "days": 30,\n  "country": "DE",',
        ("D401 missing field ReturnPolicyRead.country",),
    ),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(SAMPLE, tmp_path_factory.mktemp("planted"))


def drift_of(root: Path) -> list[Drift]:
    settings = Settings()
    specs = load_specs(root, [root / "spec.md"], settings)
    code, found = load_project(root, settings)
    return list(drift_report(root, specs, code, found, settings).drift)  # type: ignore[arg-type]


def plant(project: Path, root: Path, edit: Edit) -> None:
    shutil.copytree(project, root, dirs_exist_ok=True)
    (path,) = root.glob(edit.file)
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(edit.old, edit.new, text, count=1)
    assert count == 1 and changed != text, f"the edit fits nothing in {edit.file}"
    path.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_planted(edit: Edit, project: Path, tmp_path: Path) -> None:
    plant(project, tmp_path, edit)
    found = drift_of(tmp_path)
    assert tuple(f"{item.code} {item.kind} {item.subject}" for item in found) == edit.told
    for item in found:
        for side in (item.spec, item.code_side):
            assert side is not None and side.at is not None, "a place on both sides"
            lines = (tmp_path / side.at.file).read_text().splitlines()
            assert 1 <= side.at.line <= len(lines)


def test_nothing_planted(project: Path) -> None:
    assert drift_of(project) == []


@pytest.mark.parametrize("name", ["column dropped", "model column retyped", "route removed"])
def test_the_command_says_so(name: str, project: Path, tmp_path: Path) -> None:
    """Exit 1, in text and in JSON, with the line on both sides."""
    edit = next(each for each in EDITS if each.name == name)
    plant(project, tmp_path, edit)
    text = spec2code(tmp_path, "diff", check=1).stdout
    assert text.count("mend:") == 1 and "spec: spec.md:" in text and "code: " in text
    report = json.loads(spec2code(tmp_path, "diff", "--format", "json", check=1).stdout)
    (item,) = report["drift"]
    assert f"{item['code']} {item['kind']} {item['subject']}" == edit.told[0]
    assert item["spec"]["at"]["line"] and item["code_side"]["at"]["line"]

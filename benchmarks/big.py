"""Makes inputs of a size: a spec of so many tables and endpoints, and a project of so many files and revisions.

Usage: python benchmarks/big.py spec FOLDER [--tables N] [--endpoints N]
       python benchmarks/big.py project FOLDER [--files N] [--revisions N]

The same numbers make the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["make_project", "make_spec", "spec_text"]

TABLE = """\
CREATE TABLE {name} (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    {parent}title VARCHAR(120) NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'closed')),
    amount NUMERIC(12, 2) NOT NULL DEFAULT 0,
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0),
    attributes JSONB NOT NULL DEFAULT '{{}}',
    note TEXT,
    archived BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ,
    UNIQUE (title, created_at)
);

CREATE INDEX idx_{name}_status ON {name} (status) WHERE NOT archived;
"""

POST = """\
#### POST /api/v1/{name}

**Description**: Adds one of {name}.

**Authentication**: Required (Bearer token)

**Request Body**:

```json
{{
  "title": "First of {name}",
  "amount": 12.5,
  "quantity": 3,
  "attributes": {{"colour": "green", "tags": ["a", "b"]}}
}}
```

**Response (201 Created):**

```json
{{
  "id": "7f2c7a52-0c8e-4f0f-9e0c-0d6d7a1b{number:04d}",
  "title": "First of {name}",
  "status": "draft",
  "amount": 12.5,
  "quantity": 3,
  "created_at": "2026-01-05T10:00:00Z"
}}
```

**Error Responses**:

| Status | Code | Description |
|--------|------|-------------|
| 409 | TITLE_TAKEN | One of that title was added already |
| 422 | VALIDATION_ERROR | The body is malformed |

"""

GET = """\
#### GET /api/v1/{name}/{{{item}_id}}

**Description**: One of {name}.

**Authentication**: Required (Bearer token)

**Path Parameters**:

| Name | Type | Required | Description |
|------|------|----------|-------------|
| {item}_id | UUID | Yes | Which one |

**Query Parameters**:

| Name | Type | Required | Default | Description |
|------|------|----------|---------|-------------|
| limit | integer | No | 20 | Related ones to show |
| expand | boolean | No | false | With all that belongs to it |

**Response (200 OK):**

```json
{{
  "id": "7f2c7a52-0c8e-4f0f-9e0c-0d6d7a1b{number:04d}",
  "title": "First of {name}",
  "note": "As seen",
  "related": [{{"id": "0b9e7a10-93a1-4c63-8a55-5a5c11aa0001", "title": "Another"}}],
  "created_at": "2026-01-05T10:00:00Z"
}}
```

**Error Responses**:

| Status | Code | Description |
|--------|------|-------------|
| 404 | NOT_FOUND | There is none of that id |

"""

MODULE = """\
from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from sqlalchemy import Numeric, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from service.base import Base
from service.dependencies import current_user

router = APIRouter(prefix="/{name}", tags=["{name}"])


class {model}(Base):
    __tablename__ = "{name}"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), index=True)
    amount: Mapped[float] = mapped_column(Numeric(12, 2), server_default="0")
    note: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class {model}In(BaseModel):
    title: str = Field(max_length=120)
    amount: float = 0
    note: str | None = None


class {model}Out({model}In):
    id: int
    created_at: datetime


@router.get("", response_model=list[{model}Out])
def list_{name}(limit: Annotated[int, Query(ge=1, le=100)] = 20, user: str = Depends(current_user)):
    return []


@router.post("", status_code=201)
def add_{name}(body: {model}In, user: str = Depends(current_user)) -> {model}Out:
    raise NotImplementedError


@router.get("/{{item_id}}", response_model={model}Out)
def get_{name}(item_id: int):
    raise NotImplementedError


class {model}Service:
    # Works on rows of {name} as services of a grown application do.

    def __init__(self, session, clock, events) -> None:
        self.session = session
        self.clock = clock
        self.events = events
        self.seen: dict[int, {model}] = {{}}

    def find(self, title: str | None = None, lowest: float = 0, page: int = 1, size: int = 20):
        query = select({model}).where({model}.amount >= lowest)
        if title is not None:
            query = query.where({model}.title.ilike(f"%{{title}}%"))
        total = self.session.scalar(select(func.count()).select_from(query.subquery()))
        rows = self.session.scalars(
            query.order_by({model}.created_at.desc()).offset((page - 1) * size).limit(size)
        ).all()
        return {{"total": total, "page": page, "pages": -(-total // size), "items": list(rows)}}

    def add(self, title: str, amount: float, note: str | None = None) -> {model}:
        if amount < 0:
            raise ValueError(f"{{title}} can't cost {{amount}}")
        if self.session.scalar(select({model}).where({model}.title == title)) is not None:
            raise LookupError(f"{{title}} is there already")
        row = {model}(title=title.strip(), amount=round(amount, 2), note=note)
        row.created_at = self.clock.now()
        self.session.add(row)
        self.session.flush()
        self.seen[row.id] = row
        self.events.send("{name}.added", {{"id": row.id, "title": row.title, "amount": row.amount}})
        return row

    def change(self, item_id: int, **values: object) -> {model}:
        row = self.seen.get(item_id) or self.session.get({model}, item_id)
        if row is None:
            raise LookupError(f"there is no {name} {{item_id}}")
        before = {{name: getattr(row, name) for name in values}}
        for name, value in values.items():
            if value is not None and getattr(row, name) != value:
                setattr(row, name, value)
        after = {{name: getattr(row, name) for name in values}}
        changed = sorted(name for name in values if before[name] != after[name])
        if changed:
            self.events.send("{name}.changed", {{"id": item_id, "fields": changed}})
        return row

    def remove(self, item_ids: list[int], *, quietly: bool = False) -> int:
        count = 0
        for item_id in item_ids:
            row = self.seen.pop(item_id, None) or self.session.get({model}, item_id)
            if row is None and not quietly:
                raise LookupError(f"there is no {name} {{item_id}}")
            if row is not None:
                self.session.delete(row)
                count += 1
        if count:
            self.events.send("{name}.removed", {{"count": count, "ids": item_ids[:100]}})
        return count
"""

PLAIN = """\
import logging
from collections.abc import Iterable

log = logging.getLogger(__name__)


class Basket{number}:
    def __init__(self, items: Iterable[str] = ()) -> None:
        self.items = list(items)
        self.prices: dict[str, float] = {{}}

    def add(self, item: str, price: float) -> None:
        if item in self.prices and self.prices[item] != price:
            log.warning("the price of %s changed from %s to %s", item, self.prices[item], price)
        self.items.append(item)
        self.prices[item] = price

    def total(self, *, discount: float = 0.0) -> float:
        return sum(self.prices[item] for item in self.items) * (1 - discount)


def cheapest(baskets: list[Basket{number}]) -> Basket{number} | None:
    return min(baskets, key=lambda basket: basket.total(), default=None)
"""

REVISION = '''\
"""Step {number}"""

import sqlalchemy as sa
from alembic import op

revision = "r{number:04d}"
down_revision = {down}


def upgrade() -> None:
{body}


def downgrade() -> None:
    pass
'''


def spec_text(tables: int, endpoints: int) -> str:
    """A filled-in spec of that many tables and endpoints."""
    parts = ["# Big service - Technical Specification\n\n## API Design\n\n### Endpoint Details\n\n"]
    for number in range(endpoints):
        form = POST if number % 2 == 0 else GET
        name = f"item_kinds_{number // 2}"
        parts.append(form.format(name=name, item=f"item_kind_{number // 2}", number=number))
    parts.append("## Data Model\n\n### Migration Scripts\n\n")
    for number in range(tables):
        parent = (
            f"parent_id UUID NOT NULL REFERENCES item_kinds_{number - 1}(id) ON DELETE CASCADE,\n    "
            if number
            else ""
        )
        table = TABLE.format(name=f"item_kinds_{number}", parent=parent)
        parts.append(f"```sql\n{table}```\n\n")
    return "".join(parts)


def make_spec(folder: Path, tables: int = 50, endpoints: int = 50) -> Path:
    """Write `spec.md` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "spec.md"
    path.write_text(spec_text(tables, endpoints), encoding="utf-8", newline="\n")
    return path


def make_project(folder: Path, files: int = 500, revisions: int = 100) -> None:
    """Write an application of that many Python files: revisions, plain modules, and a third with routes and tables."""
    features = max(1, (files - revisions) // 3)
    texts = {
        "alembic.ini": "[alembic]\nscript_location = migrations\n",
        "migrations/env.py": "from alembic import context\n\nfrom service.base import Base\n\n"
        "target_metadata = Base.metadata\n",
        "service/__init__.py": "",
        "service/base.py": "from sqlalchemy.orm import DeclarativeBase\n\n\n"
        "class Base(DeclarativeBase):\n    pass\n",
        "service/dependencies.py": 'def current_user() -> str:\n    return "nobody"\n',
        "service/features/__init__.py": "",
        "service/plain/__init__.py": "",
        "service/main.py": _main(features),
    }
    for number in range(features):
        texts[f"service/features/thing_{number}.py"] = MODULE.format(
            name=f"things_{number}", model=f"Thing{number}"
        )
    for number in range(revisions):
        texts[f"migrations/versions/{number:04d}_step.py"] = _revision(number, features, revisions)
    for number in range(max(0, files - len(texts) + 1)):
        texts[f"service/plain/basket_{number}.py"] = PLAIN.format(number=number)
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _main(features: int) -> str:
    names = [f"thing_{number}" for number in range(features)]
    lines = ["from fastapi import FastAPI", ""]
    lines += [f"from service.features import {name}" for name in names]
    lines += ["", 'app = FastAPI(title="Big")']
    lines += [f'app.include_router({name}.router, prefix="/api")' for name in names]
    return "\n".join(lines) + "\n"


def _revision(number: int, features: int, revisions: int) -> str:
    down = f'"r{number - 1:04d}"' if number else "None"
    share = range(number * features // revisions, (number + 1) * features // revisions)
    lines = [line for feature in share for line in _table(f"things_{feature}")]
    if not lines:
        lines = [f"    op.execute(\"COMMENT ON TABLE things_0 IS 'step {number}'\")"]
    return REVISION.format(number=number, down=down, body="\n".join(lines))


def _table(name: str) -> list[str]:
    return [
        "    op.create_table(",
        f'        "{name}",',
        '        sa.Column("id", sa.Integer(), nullable=False),',
        '        sa.Column("title", sa.String(length=120), nullable=False),',
        '        sa.Column("amount", sa.Numeric(12, 2), server_default="0", nullable=False),',
        '        sa.Column("note", sa.String(), nullable=True),',
        '        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),',
        '        sa.PrimaryKeyConstraint("id"),',
        "    )",
        f'    op.create_index("ix_{name}_title", "{name}", ["title"])',
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["spec", "project"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--endpoints", type=int, default=50)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--revisions", type=int, default=100)
    options = parser.parse_args()
    if options.what == "spec":
        make_spec(options.folder, options.tables, options.endpoints)
    else:
        make_project(options.folder, options.files, options.revisions)


if __name__ == "__main__":
    main()

"""Generated projects in each layout: chosen in a new project, recognised in one that exists."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_projects import spec2code, tree

SPEC = """# Carriers

```sql
CREATE TABLE carriers (id SERIAL PRIMARY KEY, name VARCHAR(40) NOT NULL);
```

### GET /carriers/{id}

**Auth**: Bearer token

**Response** (200):
```json
{"id": 1, "name": "string"}
```
"""


def configured(root: Path, settings: str) -> Path:
    (root / "pyproject.toml").write_text(f"[tool.spec2code]\n{settings}\n")
    (root / "spec.md").write_text(SPEC)
    return root


def imports(root: Path, module: str) -> str:
    program = f"import {module} as m; print(sorted(m.app.openapi()['paths']))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=root,
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("layout", "router", "main"),
    [
        ("layers", "app/routers/carriers.py", "app.main"),
        ("domains", "src/carriers/router.py", "src.main"),
        ("template", "app/api/routes/carriers.py", "app.main"),
    ],
)
def test_a_layout_that_is_chosen(layout: str, router: str, main: str, tmp_path: Path) -> None:
    project = configured(tmp_path, f'layout = "{layout}"')
    spec2code(project, "generate", "spec.md")
    assert router in tree(project)
    assert imports(project, main) == "['/carriers/{id}']"
    assert spec2code(project, "diff").stdout.startswith("no drift")
    assert "nothing to write" in spec2code(project, "generate").stderr


def test_a_source_root(tmp_path: Path) -> None:
    project = configured(tmp_path, 'source_root = "backend"')
    spec2code(project, "generate", "spec.md")
    assert "backend/app/routers/carriers.py" in tree(project)
    assert imports(project / "backend", "app.main") == "['/carriers/{id}']"
    assert spec2code(project, "diff").stdout.startswith("no drift")


EXISTING = {
    "backend/shop/__init__.py": "",
    "backend/shop/orders/__init__.py": "",
    "backend/shop/orders/router.py": (
        "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
        '@router.get("/orders")\ndef list_orders() -> list[int]:\n    return []\n'
    ),
    "backend/shop/main.py": (
        "from fastapi import FastAPI\n\nfrom shop.orders.router import router\n\n"
        "app = FastAPI()\napp.include_router(router)\n"
    ),
}


def test_the_layout_that_a_project_has(tmp_path: Path) -> None:
    """What is new goes where the project's own code of that kind is; what is there is joined, not replaced."""
    for name, text in EXISTING.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "spec.md").write_text(SPEC)
    spec2code(tmp_path, "generate", "spec.md")
    files = tree(tmp_path)
    assert "backend/shop/carriers/router.py" in files
    assert "app.include_router(router)" in files["backend/shop/main.py"]
    assert files["backend/shop/orders/router.py"] == EXISTING["backend/shop/orders/router.py"]
    assert imports(tmp_path / "backend", "shop.main") == "['/carriers/{id}', '/orders']"
    assert spec2code(tmp_path, "diff").stdout.startswith("no drift")


FLAT = {
    "app/__init__.py": "",
    "app/models.py": """from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Port(Base):
    __tablename__ = "ports"

    id: Mapped[int] = mapped_column(primary_key=True)
""",
    "app/schemas.py": "from pydantic import BaseModel\n\n\nclass Port(BaseModel):\n    id: int\n",
    "app/main.py": """from fastapi import FastAPI

from app.models import Port

app = FastAPI()


@app.get("/ports")
def list_ports() -> list[int]:
    return [1] if Port.__tablename__ else []
""",
}


def test_no_package_hides_a_module_of_the_project(tmp_path: Path) -> None:
    """Beside a `models.py` no `models/` may stand: it would take its place in every import."""
    for path, text in FLAT.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "spec.md").write_text(
        SPEC.replace("name VARCHAR", "port INT REFERENCES ports (id), name VARCHAR")
    )
    spec2code(tmp_path, "generate", "spec.md")
    made = tree(tmp_path)
    assert not any(path.startswith(("app/models/", "app/schemas/")) for path in made)
    assert "class Carrier(Base)" in made["app/models_carriers.py"]
    assert "from app.models import Base" in made["app/models_carriers.py"]
    assert made["app/models.py"] == FLAT["app/models.py"]
    assert (
        made["app/main.py"].startswith("from fastapi import FastAPI\n")
        and '"""' not in made["app/main.py"]
    )
    assert "add_error_handlers" not in made["app/main.py"]  # other routes keep their answers
    assert imports(tmp_path, "app.main") == "['/carriers/{id}', '/ports']"
    program = "import app.models, app.models_carriers as m; print(*m.Base.metadata.tables)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout.split() == ["ports", "carriers"], done.stderr
    env = made["migrations/env.py"]
    assert 'MODELS = "app"' in env and 'module.name.startswith("models")' in env
    spec2code(tmp_path, "generate", "--check")


def test_beside_the_application_where_no_layout_is_known(tmp_path: Path) -> None:
    package = tmp_path / "src" / "harbour"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "web.py").write_text(
        "from fastapi import FastAPI\n\n\ndef create() -> FastAPI:\n    app = FastAPI()\n"
        '    app.add_api_route("/ports", list)\n    return app\n\n\napp = create()\n'
    )
    (tmp_path / "spec.md").write_text(SPEC)
    done = spec2code(tmp_path, "generate", "spec.md")
    said = done.stdout + done.stderr
    made = tree(tmp_path)
    assert "from harbour.models.base import Base" in made["src/harbour/models/carriers.py"]
    assert "src/harbour/routers/carriers.py" in made and not any(
        path.startswith("app/") for path in made
    )
    assert "G210" in said and "include_router(carriers.router)" in said


RESOURCES = """# Shop

```sql
CREATE TABLE orders (id SERIAL PRIMARY KEY, name VARCHAR(40) NOT NULL);
```

### GET /api/v1/orders

**Response** (200):
```json
[{"id": 1, "name": "a"}]
```

### GET /api/v1/customers/{id}

**Response** (200):
```json
{"id": 1}
```

### GET /api/v1/orders/{id}/items

**Response** (200):
```json
[{"sku": "a"}]
```
"""


@pytest.mark.parametrize(
    ("layout", "routers", "main"),
    [
        ("layers", ["app/routers/customers.py", "app/routers/orders.py"], "app.main"),
        ("domains", ["src/customers/router.py", "src/orders/router.py"], "src.main"),
    ],
)
def test_a_router_for_each_resource(
    layout: str, routers: list[str], main: str, tmp_path: Path
) -> None:
    project = configured(tmp_path, f'layout = "{layout}"\nrouters = "resource"')
    (project / "spec.md").write_text(RESOURCES, encoding="utf-8")
    spec2code(project, "generate", "spec.md")
    files = tree(project)
    assert [path for path in files if "APIRouter(" in files[path]] == routers
    assert files[routers[1]].count("@router.") == 2
    paths = ["/api/v1/customers/{id}", "/api/v1/orders", "/api/v1/orders/{id}/items"]
    assert imports(project, main) == str(paths)
    assert "no drift" in spec2code(project, "diff").stdout
    spec2code(project, "generate", "--check")


def test_routers_may_be_divided_later(tmp_path: Path) -> None:
    project = configured(tmp_path, "")
    (project / "spec.md").write_text(RESOURCES, encoding="utf-8")
    spec2code(project, "generate", "spec.md")
    (project / "pyproject.toml").write_text('[tool.spec2code]\nrouters = "resource"\n')
    spec2code(project, "generate")
    files = tree(project)
    divided = ["app/routers/customers.py", "app/routers/orders.py"]
    assert [path for path in files if "APIRouter(" in files[path]] == divided
    assert "no drift" in spec2code(project, "diff").stdout
    # And put together again.
    (project / "pyproject.toml").write_text("[tool.spec2code]\n")
    spec2code(project, "generate")
    files = tree(project)
    assert [path for path in files if "APIRouter(" in files[path]] == ["app/routers/shop.py"]
    assert "no drift" in spec2code(project, "diff").stdout


def test_a_router_of_the_project_stays_its_own(tmp_path: Path) -> None:
    """A module that is called as a resource, and that nobody generated."""
    project = configured(tmp_path, 'routers = "resource"')
    (project / "spec.md").write_text(RESOURCES, encoding="utf-8")
    own = project / "app/routers/orders.py"
    own.parent.mkdir(parents=True)
    (project / "app/__init__.py").write_text("")
    (own.parent / "__init__.py").write_text("")
    own.write_text(
        "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
        '@router.get("/api/v1/orders")\ndef orders() -> list[str]:\n    return []\n'
    )
    (project / "app/main.py").write_text(
        "from fastapi import FastAPI\n\nfrom app.routers import orders\n\n"
        "app = FastAPI()\napp.include_router(orders.router)\n"
    )
    spec2code(project, "generate", "spec.md")
    text = own.read_text()
    assert text.count('"/api/v1/orders"') == 1 and "def orders() -> list[str]:" in text
    assert "/items" in text

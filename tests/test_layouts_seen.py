"""New code goes where a project has its own of that kind, whatever layout that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample_projects import spec2code, tree

SPEC = """# Invoices

```sql
CREATE TABLE invoices (id SERIAL PRIMARY KEY, number VARCHAR(40) NOT NULL);
```

### GET /invoices/{id}

**Response** (200):
```json
{"id": 1, "number": "string"}
```
"""
BASE = """from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
"""


def route(path: str, *lines: str) -> str:
    name = path.strip("/")
    return "\n".join(
        [
            *lines,
            "from fastapi import APIRouter",
            "",
            "router = APIRouter()",
            "",
            "",
            f'@router.get("{path}", response_model=int)',
            f"def list_{name}():",
            "    return 1",
            "",
        ]
    )


def model(name: str, base: str) -> str:
    return f"""from sqlalchemy.orm import Mapped, mapped_column

from {base} import Base


class {name.capitalize()}(Base):
    __tablename__ = "{name}"

    id: Mapped[int] = mapped_column(primary_key=True)
"""


def schema(name: str) -> str:
    return f"from pydantic import BaseModel\n\n\nclass {name.capitalize()}Out(BaseModel):\n    id: int\n"


def application(*modules: str) -> str:
    names = [module.replace(".", "_") for module in modules]
    imports = [
        f"from {module} import router as {name}"
        for module, name in zip(modules, names, strict=True)
    ]
    includes = [f"app.include_router({name})" for name in names]
    head = ["from fastapi import FastAPI", *imports, "", "app = FastAPI()"]
    return "\n".join([*head, *includes, ""])


VIEWS = {
    "app/main.py": application("app.auth.views", "app.probe.views"),
    "app/core/models.py": BASE,
    "app/core/config.py": "",
    "app/auth/views.py": route("/users"),
    "app/auth/schemas.py": schema("users"),
    "app/auth/models.py": model("users", "app.core.models"),
    "app/probe/views.py": route("/probe"),
}
RINGS = {
    "app/server.py": application("app.user.adapter.api.v1.user", "app.auth.adapter.api.v1.auth"),
    "core/db.py": BASE,
    "app/user/adapter/api/v1/user.py": route("/users"),
    "app/auth/adapter/api/v1/auth.py": route("/logins"),
    "app/user/application/dto.py": schema("users"),
    "app/user/domain/entity/user.py": model("users", "core.db"),
}
RELATIVE = {
    "src/__init__.py": "",
    "src/Dockerfile": "",
    "src/app/__init__.py": "",
    "src/app/main.py": application(".api.v1.users", ".api.v1.posts"),
    "src/app/api/__init__.py": "",
    "src/app/api/v1/__init__.py": "",
    "src/app/api/v1/users.py": route("/users", "from ...models.user import Users"),
    "src/app/api/v1/posts.py": route("/posts"),
    "src/app/core/__init__.py": "",
    "src/app/core/database.py": BASE,
    "src/app/models/__init__.py": "from .user import Users\n",
    "src/app/models/user.py": model("users", "app.core.database"),
    "src/app/schemas/__init__.py": "",
    "src/app/schemas/user.py": schema("users"),
    "src/alembic.ini": "[alembic]\nscript_location = migrations\n",
    "src/migrations/env.py": "from app.core.database import Base\n\ntarget_metadata = Base.metadata\n",
}
NAMED = {
    "shop/main.py": application("shop.endpoints.user_endpoint", "shop.endpoints.post_endpoint"),
    "shop/endpoints/user_endpoint.py": route("/users"),
    "shop/endpoints/post_endpoint.py": route("/posts"),
    "shop/entities/base.py": BASE,
    "shop/entities/user_entity.py": model("users", "shop.entities.base"),
}


DIVIDED = {
    "shop/main.py": application("shop.routes.admin.backups", "shop.routes.users.login"),
    "shop/core/database.py": BASE,
    "shop/routes/admin/backups.py": route("/backups"),
    "shop/routes/admin/themes.py": route("/themes"),
    "shop/routes/users/login.py": route("/login"),
    "shop/db/models/household/shed.py": model("sheds", "shop.core.database"),
    "shop/db/models/users/users.py": model("users", "shop.core.database"),
}


VERSIONS = {
    "app/main.py": application("app.api.v1.users", "app.api.v1.posts", "app.api.v2.users"),
    "app/api/v1/users.py": route("/users"),
    "app/api/v1/posts.py": route("/posts"),
    "app/api/v2/users.py": route("/v2users"),
}


def laid_out(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "spec.md").write_text(SPEC)
    return root


@pytest.mark.parametrize(
    ("files", "made"),
    [
        (VIEWS, ["app/invoices/views.py", "app/invoices/schemas.py", "app/invoices/models.py"]),
        (
            RINGS,
            [
                "app/invoices/adapter/api/v1/invoices.py",
                "app/invoices/application/dto.py",
                "app/invoices/domain/entity/invoices.py",
            ],
        ),
        (
            RELATIVE,
            [
                "src/app/api/v1/invoices.py",
                "src/app/schemas/invoices.py",
                "src/app/models/invoices.py",
            ],
        ),
        (
            NAMED,
            [
                "shop/endpoints/invoices_endpoint.py",
                "shop/schemas/invoices.py",
                "shop/entities/invoices_entity.py",
            ],
        ),
        (
            DIVIDED,
            ["shop/routes/invoices.py", "shop/schemas/invoices.py", "shop/db/models/invoices.py"],
        ),
        (VERSIONS, ["app/api/v1/invoices.py", "app/schemas/invoices.py", "app/models/invoices.py"]),
    ],
    ids=[
        "views by feature",
        "rings of a feature",
        "relative imports",
        "names with their kind",
        "folders of a kind that are divided",
        "versions",
    ],
)
def test_each_kind_beside_its_own(files: dict[str, str], made: list[str], tmp_path: Path) -> None:
    project = laid_out(tmp_path, files)
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert [path for path in made if path not in has] == []
    assert {path: has[path] for path in files if has[path] != files[path]}.keys() <= {
        path for path in files if path.endswith(("main.py", "models/__init__.py"))
    }
    spec2code(project, "generate", "--check")


def test_modules_are_imported_as_the_project_does(tmp_path: Path) -> None:
    project = laid_out(tmp_path, RELATIVE)
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert "from app.schemas.invoices import" in has["src/app/api/v1/invoices.py"]
    assert has["src/app/models/__init__.py"] == (
        "from app.models.invoices import Invoice\n\nfrom .user import Users\n"
    )


def test_migrations_that_are_set_up_and_hold_nothing_yet(tmp_path: Path) -> None:
    project = laid_out(tmp_path, RELATIVE)
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert "alembic.ini" not in has and not any(path.startswith("migrations/") for path in has)
    assert len([path for path in has if path.startswith("src/migrations/versions/")]) == 1


def test_what_a_revision_adds_to_a_table_of_the_models_alone_is_added_once(tmp_path: Path) -> None:
    project = laid_out(tmp_path, RELATIVE)
    (project / "spec.md").write_text(
        SPEC.replace("```\n\n### GET", "ALTER TABLE users ADD COLUMN mail TEXT;\n```\n\n### GET", 1)
    )
    spec2code(project, "generate", "spec.md")
    spec2code(project, "generate", "--check")
    said = spec2code(project, "diff", check=1).stdout
    assert "D203 column `users.mail`" in said and "D103" not in said


def test_a_module_that_env_py_does_not_import_is_told(tmp_path: Path) -> None:
    files = {
        **VIEWS,
        "alembic.ini": "[alembic]\nscript_location = migrations\n",
        "migrations/env.py": "import app.auth.models\n",
    }
    project = laid_out(tmp_path, files)
    said = spec2code(project, "generate", "spec.md").stderr
    assert "G161 `app/invoices/models.py` has models that nothing imports yet" in said
    assert "import it in `migrations/env.py`: `import app.invoices.models`" in said


def test_folders_without_init_stay_so(tmp_path: Path) -> None:
    project = laid_out(tmp_path, DIVIDED)
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert "shop/schemas/__init__.py" in has and "shop/__init__.py" not in has
    assert "shop/routes/__init__.py" not in has


def test_errors_of_the_project_s_own_module_are_left_alone(tmp_path: Path) -> None:
    own = {"app/exceptions.py": "class Broken(Exception):\n    pass\n"}
    files = {path: text for path, text in VIEWS.items() if "/core/config" not in path}
    project = laid_out(tmp_path, {**files, **own, "app/core/models.py": BASE})
    body = '### POST /invoices\n\n**Request**:\n```json\n{"number": "a"}\n```\n'
    (project / "spec.md").write_text(SPEC.replace("### GET /invoices/{id}", body))
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert has["app/exceptions.py"] == own["app/exceptions.py"]
    assert "app/api_errors.py" in has
    spec2code(project, "generate", "--check")


def test_the_layout_stays_when_code_of_another_comes(tmp_path: Path) -> None:
    project = laid_out(tmp_path, VIEWS)
    spec2code(project, "generate", "spec.md")
    later = ["app/routers/a.py", "app/routers/b.py", "app/routers/c.py"]
    for path in later:
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(route(f"/{path[12]}"))
    main = project / "app/main.py"
    modules = [path[:-3].replace("/", ".") for path in later]
    main.write_text(
        main.read_text()
        + "".join(f"from {name} import router as r\napp.include_router(r)\n" for name in modules)
    )
    spec2code(project, "generate", "--check")


def test_a_layout_that_is_chosen_lies_in_the_project_s_own_package(tmp_path: Path) -> None:
    project = laid_out(tmp_path, NAMED)
    (project / "pyproject.toml").write_text('[tool.spec2code]\nlayout = "domains"\n')
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert "shop/invoices/router.py" in has
    assert not any(path.startswith(("src/", "app/")) for path in has)


@pytest.mark.parametrize(
    ("layout", "title"),
    [
        ("layers", "API"),
        ("layers", "Models"),
        ("domains", "Core"),
        ("domains", "Orders API"),
        ("template", "Models"),
        ("template", "API"),
    ],
)
def test_a_feature_that_is_called_like_a_kind(layout: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.spec2code]\nlayout = "{layout}"\n')
    for number, text in enumerate((title, f"{title} and more")):
        made = SPEC.replace("# Invoices", f"# {text}").replace("invoices", f"invoices{number}")
        (tmp_path / f"spec{number}.md").write_text(made)
    spec2code(tmp_path, "generate", "spec0.md")
    (tmp_path / "pyproject.toml").write_text("")
    spec2code(tmp_path, "generate", "--check")
    spec2code(tmp_path, "generate", "spec1.md")
    spec2code(tmp_path, "generate", "--check")


def test_modules_at_the_top(tmp_path: Path) -> None:
    """What has no package of its own gets one beside it."""
    files = {
        "main.py": application("routers.users", "routers.posts"),
        "database.py": BASE,
        "models.py": model("users", "database"),
        "errors.py": "",
        "routers/users.py": route("/users"),
        "routers/posts.py": route("/posts"),
    }
    project = laid_out(tmp_path, files)
    spec2code(project, "generate", "spec.md")
    has = tree(project)
    assert {path: has[path] for path in files} == files
    assert (
        "app/routers/invoices.py" in has
        and "from database import Base" in has["app/models/invoices.py"]
    )
    spec2code(project, "generate", "--check")

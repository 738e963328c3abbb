"""New imports stand where an import sorter would put them."""

from __future__ import annotations

import pytest

from spec2code.codegen.contract import Ownership
from spec2code.codegen.merge import merge

OURS = """from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import orders

app = FastAPI()
add_error_handlers(app)
app.include_router(orders.router)
"""

GENERATED_BEFORE = """from fastapi import FastAPI

app = FastAPI()
"""


@pytest.mark.parametrize(
    ("theirs", "imports"),
    [
        (
            "from fastapi import FastAPI\n\nfrom app.api import loans\n\napp = FastAPI()\n"
            "app.include_router(loans.router)\n",
            "from fastapi import FastAPI\n\nfrom app.api import loans\n"
            "from app.errors import add_error_handlers\nfrom app.routers import orders\n\n",
        ),
        (
            GENERATED_BEFORE,
            "from fastapi import FastAPI\n\nfrom app.errors import add_error_handlers\n"
            "from app.routers import orders\n\n",
        ),
    ],
    ids=["beside others of the package", "as one group of their own"],
)
def test_new_imports_of_one_package_stand_together(theirs: str, imports: str) -> None:
    merged = merge(None, OURS, theirs, Ownership.USER)
    assert not merged.conflicts
    assert merged.text.startswith(imports)

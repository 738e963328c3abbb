"""Schemathesis finds nothing in which a mock made of a sample differs from its own document.

The mock is called with credentials, also where a case leaves them out to see a refusal: so what is accepted of
bad input isn't judged here. An address at a reserved domain (`.test`) is a valid text of the format and no e-mail
address.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generated_app import run
from tests.sample_projects import ROOT, lay_out, spec2code

ORDER_RETURNS = ROOT / "samples" / "order-returns"
EVENT_TICKETING = ROOT / "samples" / "event-ticketing"
MEDIA_LIBRARY = ROOT / "samples" / "media-library"

CHECK = """
import logging, sys, warnings
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import negative_data_rejection
from app.main import app

CREDENTIALS = {"Authorization": "Bearer token", "X-API-Key": "key"}
load_all_checks()
schemathesis.openapi.format("email", strategies.just("user@example.com"))
schema = schemathesis.openapi.from_asgi("/openapi.json", app)
calls = 0


def check(operation, mode):
    @settings(max_examples=6, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(case=operation.as_strategy(generation_mode=mode))
    def all_is_as_documented(case):
        global calls
        calls += 1
        case.call_and_validate(headers=CREDENTIALS, excluded_checks=[negative_data_rejection])

    try:
        all_is_as_documented()
    except Unsatisfiable:
        pass  # Nothing can be wrong with a request without parameters.
    except BaseException as error:
        problems = getattr(error, "exceptions", [error])
        sys.exit(f"{operation.label} ({mode.name}): " + "; ".join(map(str, problems)))


for result in schema.get_all_operations():
    for mode in schemathesis.GenerationMode:
        check(result.ok(), mode)
print(calls)
"""


def mock(sample: Path, root: Path) -> Path:
    specs = lay_out(sample, root)
    spec2code(root, "generate", *specs, "--only", "pydantic,fastapi", "--stubs", "example")
    return root


@pytest.mark.parametrize(
    "sample", [ORDER_RETURNS, EVENT_TICKETING, MEDIA_LIBRARY], ids=lambda item: item.name
)
def test_nothing_is_answered_that_is_not_documented(sample: Path, tmp_path: Path) -> None:
    assert int(run(mock(sample, tmp_path), "-c", CHECK).stdout) > 40


def test_what_is_not_documented_is_found(tmp_path: Path) -> None:
    root = mock(ORDER_RETURNS, tmp_path)
    for router in root.glob("app/routers/[a-z]*.py"):
        text = router.read_text(encoding="utf-8")
        head, _, rest = text.partition("\n    return ")
        broken = "\n    raise HTTPException(418)\n    return "
        router.write_text(f"from fastapi import HTTPException\n{head}{broken}{rest}")
    with pytest.raises(AssertionError, match="418"):
        run(root, "-c", CHECK)

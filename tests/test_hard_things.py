"""Each hard thing of `samples/hard-things`: a short spec, and all that `inspect` says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spec2code import pipeline
from spec2code.config import Settings
from spec2code.report.inspect_text import specs_text
from tests.sample_projects import ROOT

FOLDER = ROOT / "samples" / "hard-things"
SPECS = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("spec", SPECS, ids=[spec.stem for spec in SPECS])
def test_inspection(spec: Path) -> None:
    read = pipeline.load_specs(FOLDER, [spec], Settings())
    said = specs_text(read.specs, read.diagnostics).rstrip() + "\n"
    kept = spec.with_suffix(".txt")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(said, encoding="utf-8", newline="\n")
    assert said == kept.read_text(encoding="utf-8")


def test_every_inspection_has_its_spec() -> None:
    assert [path.stem for path in sorted(FOLDER.glob("*.txt"))] == [spec.stem for spec in SPECS]

"""Generates an application into a folder, looks at it from outside, and serves it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from spec2code_generators.fastapi import FastApiGenerator
from spec2code_generators.pydantic import PydanticGenerator

from spec2code.codegen.contract import Config, GenerateRequest, GenerateResult, Generator, Layout
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.spec import Spec

GENERATORS: tuple[Generator, ...] = (PydanticGenerator(), FastApiGenerator())


def request(
    *specs: Spec,
    stubs: str = "not-implemented",
    project: Project | None = None,
    layout: Layout | None = None,
) -> GenerateRequest:
    return GenerateRequest(
        specs,
        project or Project(),
        Schema(),
        (),
        layout=layout or Layout(),
        config=Config(stubs=stubs),
    )


def results(*specs: Spec, **options: Any) -> list[GenerateResult]:
    made = request(*specs, **options)
    return [generator.generate(made) for generator in GENERATORS]


def files(*specs: Spec, **options: Any) -> dict[str, str]:
    return {
        file.path: file.content for result in results(*specs, **options) for file in result.files
    }


def write(root: Path, *specs: Spec, **options: Any) -> Path:
    for path, content in files(*specs, **options).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of this environment's Python in the folder; fails the test when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def openapi(root: Path) -> dict[str, Any]:
    """The document that the application makes of itself, with warnings as errors."""
    code = "import json, app.main; print(json.dumps(app.main.app.openapi()))"
    document: dict[str, Any] = json.loads(run(root, "-W", "error", "-c", code).stdout)
    return document


@contextmanager
def served(root: Path) -> Iterator[httpx.Client]:
    """The application under uvicorn, and a client of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port)],
            cwd=root,
            stdout=output,
            stderr=output,
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                _wait(client, server, log)
                yield client
        finally:
            server.terminate()
            server.wait(10)


def _wait(client: httpx.Client, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        try:
            client.get("/openapi.json")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())

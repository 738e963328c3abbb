"""A project on disk, imported for real: what FastAPI says of it beside what reading says of it."""

from __future__ import annotations

import importlib
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spec2code.model.api import Endpoint
from spec2code.model.shapes import ObjectShape
from spec2code.project import ProjectOptions, ProjectReading, read_project

__all__ = ["compare", "imported"]


@contextmanager
def imported(root: Path, files: dict[str, str]) -> Iterator[Any]:
    """The app `app.main:app` of these files, laid out below `root`."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"))
    sys.path.insert(0, str(root))
    try:
        yield importlib.import_module("app.main").app
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name == "app" or name.startswith("app.")]:
            del sys.modules[name]
        importlib.invalidate_caches()


def compare(root: Path, app: Any, *, models: bool = False) -> ProjectReading:
    """Assert that reading says of the project at `root` what FastAPI says of the app.

    Args:
        root: where the project lies.
        app: the application, imported.
        models: compare the fields of every documented model too.
    """
    reading = read_project(root, options=ProjectOptions(app="app.main:app"))
    found = {
        (item.method, item.path): _told(item)
        for item in reading.project.endpoints
        if item.documented
    }
    expected = dict(_documented(app, ""))
    assert found.keys() == expected.keys()
    for key, wanted in expected.items():
        assert found[key] == wanted, key
    if models:
        _compare_models(reading, app)
    return reading


def _compare_models(reading: ProjectReading, app: Any) -> None:
    shapes = {name.rpartition(".")[2]: shape for name, shape in reading.project.shapes.items()}
    for name, schema in app.openapi().get("components", {}).get("schemas", {}).items():
        if "properties" not in schema or re.match(
            "Body_|HTTPValidationError|ValidationError", name
        ):
            continue
        shape = shapes.get(name)
        assert isinstance(shape, ObjectShape), (name, sorted(shapes))
        wanted = [(field, field in schema.get("required", [])) for field in schema["properties"]]
        assert [(field.name, field.required) for field in shape.fields] == wanted, name


def _told(endpoint: Endpoint) -> dict[str, Any]:
    body = endpoint.request
    response = endpoint.responses[0]
    return {
        "parameters": sorted(
            (item.location, item.name, item.required) for item in endpoint.parameters
        ),
        "body": (body.media_type, body.required) if body else None,
        "status": response.status,
        "media": response.media_type,
        "more": sorted(
            [item.status for item in endpoint.responses[1:]]
            + [item.status for item in endpoint.errors]
        ),
        "secured": endpoint.auth is not None,
        "body name": body.model if body and body.model and body.model.startswith("Body_") else None,
    }


def _documented(app: Any, prefix: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """The operations of an app and of those mounted in it."""
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            yield (method.upper(), prefix + path), _operation(operation)
    for route in app.routes:
        inner = getattr(route, "app", None)
        if hasattr(inner, "openapi"):
            yield from _documented(inner, prefix + route.path)


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    statuses = [status for status in operation["responses"] if status != "422"]
    body = operation.get("requestBody")
    content = operation["responses"][statuses[0]].get("content", {})
    media = next(iter(body["content"])) if body else None
    schema = body["content"][media]["schema"] if body else {}
    name = schema.get("$ref", "").rpartition("/")[2]
    return {
        "parameters": sorted(
            (item["in"], item["name"], item["required"]) for item in operation.get("parameters", [])
        ),
        "body": (media, body.get("required", False)) if body else None,
        "status": int(statuses[0]),
        "media": next(iter(content), None),
        "more": sorted(int(status) for status in statuses[1:]),
        "secured": "security" in operation,
        "body name": name if re.match("Body_", name) else None,
    }

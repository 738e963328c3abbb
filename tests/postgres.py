"""Fixtures with a real PostgreSQL: one server a run, one fresh database a test.

Use them with `from tests.postgres import ...` or `pytest_plugins = ["postgres"]`; conftest.py does so.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spec2code.verify.scratch import Server, scratch_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this run."""
    with scratch_server() as server:
        yield server


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The URL of a fresh database."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)

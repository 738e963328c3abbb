"""What every test sees: no cache of the user's, and, where a test names it, a real PostgreSQL, started once a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from spec2code.verify.scratch import Server, scratch_server

# Tests leave nothing in the user's cache and read nothing of it; those of the cache choose a folder of their own.
os.environ["SPEC2CODE_CACHE_DIR"] = os.path.join(os.devnull, "none")


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

"""The database that DATABASE_URL names: an engine made on first use, a session for each request.

Nothing connects before a session is used: a handler that takes one and leaves it alone needs no
database. Asynchronous engines need `greenlet`
(`pip install "sqlalchemy[asyncio]"`) and a driver such as `psycopg` or `asyncpg`.
"""

import os
from collections.abc import AsyncIterator
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends
from sqlalchemy.engine import URL, Engine, make_url

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

ASYNC_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg2": "postgresql+psycopg",
    "mysql": "mysql+aiomysql",
    "sqlite": "sqlite+aiosqlite",
}


def database_url() -> URL:
    """DATABASE_URL, with a driver that can be awaited where the URL names none."""
    text = os.environ.get("DATABASE_URL")
    if not text:
        raise RuntimeError("DATABASE_URL is not set")
    url = make_url(text)
    return url.set(drivername=ASYNC_DRIVERS.get(url.drivername, url.drivername))


@cache
def get_engine() -> "AsyncEngine":
    """The engine of this process."""
    from sqlalchemy.ext.asyncio import create_async_engine

    return create_async_engine(database_url(), pool_pre_ping=True)


@cache
def session_factory() -> "async_sessionmaker[AsyncSession]":
    """Makes sessions that connect on first use, with objects that stay usable after a commit."""
    from sqlalchemy.ext.asyncio import async_sessionmaker
    from sqlalchemy.orm import Session

    class LazySession(Session):
        def get_bind(self, *_: Any, **__: Any) -> Engine:
            return get_engine().sync_engine

    return async_sessionmaker(sync_session_class=LazySession, expire_on_commit=False)


async def get_session() -> "AsyncIterator[AsyncSession]":
    """A session for the length of a request; what isn't committed is rolled back."""
    async with session_factory()() as session:
        yield session


SessionDep = Annotated["AsyncSession", Depends(get_session)]
"""The type of a handler's parameter that is to be a session."""

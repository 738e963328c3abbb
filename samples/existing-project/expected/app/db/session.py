"""Sessions, one per request."""

import os
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session


@cache
def engine() -> Engine:
    return create_engine(
        os.environ.get("DATABASE_URL", "postgresql+psycopg://localhost/library")
    )


def session() -> Iterator[Session]:
    with Session(engine()) as opened:
        yield opened

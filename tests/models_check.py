"""Run as a script: import generated models and compare them with a database, warnings being errors.

Arguments: the folder on whose path the models lie, their package, the URL of the database or `-`.
Prints what alembic's autogenerate would do, a line for each operation.
"""

from __future__ import annotations

import importlib
import sys
import warnings

from sqlalchemy import MetaData, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import NullPool


def main(folder: str, package: str, url: str) -> None:
    sys.path.insert(0, folder)
    base = importlib.import_module(package).Base
    configure_mappers()
    assert base.metadata.sorted_tables is not None
    if url != "-":
        compare(base.metadata, url)


def compare(metadata: MetaData, url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    warnings.filterwarnings("ignore", message="Did not recognize type")
    warnings.filterwarnings("ignore", category=ResourceWarning)
    options = {
        "compare_server_default": True,
        "compare_type": True,
        "include_schemas": True,
        "include_object": lambda item, *_: item.info.get("spec2code") != "external",
    }
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        for difference in compare_metadata(context, metadata):
            print(difference)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How Alembic reaches the database and the models; DATABASE_URL says which database."""

import importlib
import importlib.util
import os
import pkgutil
from collections.abc import Mapping
from logging.config import fileConfig
from typing import Any

from alembic import context
from sqlalchemy import create_engine, pool
from sqlalchemy.engine import URL, make_url
from sqlalchemy.schema import ForeignKeyConstraint, Index, SchemaItem

from app.models.base import Base

MODELS = "app.models"
MODULE = ""
SYNC_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+asyncpg": "postgresql+psycopg",
    "sqlite+aiosqlite": "sqlite",
    "mysql+aiomysql": "mysql+pymysql",
    "mysql+asyncmy": "mysql+pymysql",
}

target_metadata = Base.metadata

if context.config.config_file_name is not None:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def import_models() -> None:
    """Import every module with models, so that their tables are in the metadata."""
    package = importlib.import_module(MODELS)
    for module in pkgutil.iter_modules(package.__path__):
        name = f"{MODELS}.{module.name}{MODULE}"
        if importlib.util.find_spec(name) is not None:
            importlib.import_module(name)


def database_url() -> URL | None:
    """DATABASE_URL, with the driver that a migration can use."""
    text = os.environ.get("DATABASE_URL")
    if not text:
        return None
    url = make_url(text)
    return url.set(drivername=SYNC_DRIVERS.get(url.drivername, url.drivername))


def include_object(
    item: SchemaItem,
    name: str | None,
    type_: str,
    reflected: bool,
    compare_to: SchemaItem | None,
) -> bool:
    """Tables that only stand in for others are left alone, and indexes that are spelled in another way."""
    if reflected and compare_to is None and isinstance(item, ForeignKeyConstraint):
        # PostgreSQL keeps a foreign key of its own for each partition of the table referred to.
        names = {
            element.target_fullname.rpartition(".")[0] for element in item.elements
        }
        return not any(stands_in(target_metadata.tables.get(name)) for name in names)
    if isinstance(item, Index) and compare_to is not None:
        return item.info.get("spec2code") != "as written"
    return not stands_in(item)


def stands_in(item: SchemaItem | None) -> bool:
    return item is not None and item.info.get("spec2code") == "external"


def include_name(
    name: str | None, type_: str, parents: Mapping[Any, str | None]
) -> bool:
    """Of the database's schemas those that models have tables in; no table that has only a stand-in."""
    if type_ == "table":
        table = parents.get("schema_qualified_table_name") or ""
        return not stands_in(target_metadata.tables.get(table))
    schemas = {table.schema for table in target_metadata.tables.values()}
    return type_ != "schema" or name is None or name in schemas


def run_offline() -> None:
    """Write the SQL to the standard output; no database is needed."""
    url = database_url()
    context.configure(
        url=url.render_as_string(hide_password=False) if url else None,
        dialect_name=None if url else "postgresql",
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        include_object=include_object,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations in the database that DATABASE_URL names."""
    url = database_url()
    if url is None:
        raise SystemExit("DATABASE_URL is not set: which database shall be migrated?")
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            include_schemas=True,
            include_name=include_name,
            include_object=include_object,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


import_models()
if context.is_offline_mode():
    run_offline()
else:
    run_online()

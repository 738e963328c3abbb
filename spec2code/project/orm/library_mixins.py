"""Columns that mixins of installed libraries bring, as their documentation gives them."""

from __future__ import annotations

from collections.abc import Callable

from spec2code.model.schema import Name
from spec2code.project.orm.items import ColumnItem, ConstraintItem
from spec2code.project.sqla_types import SqlType

__all__ = ["library_columns", "library_table"]


def _column(
    name: str,
    type: str,
    *,
    nullable: bool = False,
    key: bool = False,
    unique: bool = False,
    index: bool = False,
) -> ColumnItem:
    return ColumnItem(
        name,
        SqlType(type),
        nullable=nullable,
        primary_key=key,
        unique=unique,
        index=index,
        key=name,
    )


def _to_user(name: str) -> ColumnItem:
    column = _column(name, "uuid")
    column.constraints.append(
        ConstraintItem(
            "fk", (name,), target=Name("user"), target_columns=("id",), on_delete="CASCADE"
        )
    )
    return column


def _user() -> list[ColumnItem]:
    return [
        _column("email", "character varying(320)", unique=True, index=True),
        _column("hashed_password", "character varying(1024)"),
        _column("is_active", "boolean"),
        _column("is_superuser", "boolean"),
        _column("is_verified", "boolean"),
    ]


def _account() -> list[ColumnItem]:
    return [
        _column("oauth_name", "character varying(100)", index=True),
        _column("access_token", "character varying(1024)"),
        _column("expires_at", "integer", nullable=True),
        _column("refresh_token", "character varying(1024)", nullable=True),
        _column("account_id", "character varying(320)", index=True),
        _column("account_email", "character varying(320)"),
    ]


def _token() -> list[ColumnItem]:
    return [
        _column("token", "character varying(43)", key=True),
        _column("created_at", "timestamp with time zone", index=True),
    ]


_COLUMNS: dict[str, Callable[[], list[ColumnItem]]] = {
    "SQLAlchemyBaseUserTable": _user,
    "SQLAlchemyBaseUserTableUUID": lambda: [_column("id", "uuid", key=True), *_user()],
    "SQLAlchemyBaseOAuthAccountTable": _account,
    "SQLAlchemyBaseOAuthAccountTableUUID": lambda: [
        _column("id", "uuid", key=True),
        *_account(),
        _to_user("user_id"),
    ],
    "SQLAlchemyBaseAccessTokenTable": _token,
    "SQLAlchemyBaseAccessTokenTableUUID": lambda: [*_token(), _to_user("user_id")],
}
_TABLES = {
    "SQLAlchemyBaseUserTable": "user",
    "SQLAlchemyBaseUserTableUUID": "user",
    "SQLAlchemyBaseOAuthAccountTable": "oauth_account",
    "SQLAlchemyBaseOAuthAccountTableUUID": "oauth_account",
    "SQLAlchemyBaseAccessTokenTable": "accesstoken",
    "SQLAlchemyBaseAccessTokenTableUUID": "accesstoken",
}


def library_columns(name: str) -> list[ColumnItem]:
    """The columns of a mixin by its dotted name; none for what isn't known."""
    make = _COLUMNS.get(name.rpartition(".")[2])
    if name.startswith("sqlalchemy_utils.") and name.endswith(".Timestamp"):
        clock = "timestamp without time zone"
        return [_column("created", clock), _column("updated", clock)]
    return make() if make is not None and name.startswith("fastapi_users") else []


def library_table(name: str) -> str | None:
    """The `__tablename__` that a mixin has."""
    return _TABLES.get(name.rpartition(".")[2]) if name.startswith("fastapi_users") else None

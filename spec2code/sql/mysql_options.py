"""How MySQL stores a table: the words behind CREATE TABLE that no other database has."""

from __future__ import annotations

from typing import Final

__all__ = ["MYSQL_OPTIONS"]

MYSQL_OPTIONS: Final = (
    ("engine", "ENGINE", "mysql_engine"),
    ("auto_increment", "AUTO_INCREMENT", "mysql_auto_increment"),
    ("charset", "DEFAULT CHARSET", "mysql_default_charset"),
    ("collate", "COLLATE", "mysql_collate"),
    ("row_format", "ROW_FORMAT", "mysql_row_format"),
    ("key_block_size", "KEY_BLOCK_SIZE", "mysql_key_block_size"),
    ("stats_persistent", "STATS_PERSISTENT", "mysql_stats_persistent"),
)
"""The model's name of an option, MySQL's, and that of SQLAlchemy's MySQL dialect ("MySQL Table Options")."""

"""The words for column types and constraints in the languages that specs are written in."""

from __future__ import annotations

from typing import Final

from spec2code.model.patterns import regex
from spec2code.sql.types import BUILT_IN

__all__ = [
    "AUTOMATIC",
    "FOREIGN",
    "INDEXED",
    "MADE_BY_CODE",
    "NOT_NULL",
    "NULLABLE",
    "OWN_TYPE",
    "PRIMARY",
    "SQL_TYPES",
    "TYPE_NAMES",
    "UNIQUE",
    "VALUES",
]

_CLAUSE = r"\s*,?\s*(?i:not\s+null|null|default|primary\s+key|unique|references|check)\b"
OWN_TYPE = regex(
    r"((?:[a-z_]\w*\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)*_(?:type|status|enum|role|state|kind|level|mode|category|priority)(?=\s*$)"
    rf"|(?:[a-z_]\w*\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?={_CLAUSE}))"
)
"""A type of the spec's own, by its name or by the clause behind it: `order_status`, `time_of_day NOT NULL`."""
TYPE_NAMES: Final[dict[str, str]] = {
    "string": "VARCHAR(255)",
    "str": "VARCHAR(255)",
    "number": "NUMERIC",
    "integer": "INTEGER",
    "long": "BIGINT",
    "biginteger": "BIGINT",
    "unsignedbiginteger": "BIGINT",
    "unsignedinteger": "INTEGER",
    "smallinteger": "SMALLINT",
    "tinyinteger": "SMALLINT",
    "float": "DOUBLE PRECISION",
    "double": "DOUBLE PRECISION",
    "double precision": "DOUBLE PRECISION",
    "datetime": "DATETIME",
    "date-time": "DATETIME",
    "dateTime": "DATETIME",
    "object": "JSONB",
    "dict": "JSONB",
    "bool": "BOOLEAN",
    "string[]": "TEXT[]",
    "uuid[]": "UUID[]",
    "integer[]": "INTEGER[]",
    "array of string": "TEXT[]",
    "guid": "UUID",
    "字符串": "VARCHAR(255)",
    "整数": "INTEGER",
    "布尔": "BOOLEAN",
    "文本": "TEXT",
    "日期": "DATE",
    "时间": "TIMESTAMP",
    "문자열": "VARCHAR(255)",
    "정수": "INTEGER",
}
SQL_TYPES: Final = (
    frozenset(
        [
            "bigint",
            "bigserial",
            "binary",
            "bit",
            "blob",
            "bool",
            "boolean",
            "bytea",
            "char",
            "character",
            "cidr",
            "citext",
            "date",
            "daterange",
            "datetime",
            "decimal",
            "double",
            "enum",
            "float",
            "geography",
            "geometry",
            "halfvec",
            "hstore",
            "inet",
            "int",
            "int4range",
            "int8range",
            "integer",
            "interval",
            "json",
            "jsonb",
            "longblob",
            "longtext",
            "ltree",
            "macaddr",
            "mediumint",
            "mediumtext",
            "money",
            "nchar",
            "number",
            "numeric",
            "numrange",
            "nvarchar",
            "oid",
            "point",
            "real",
            "serial",
            "set",
            "signed",
            "smallint",
            "smallserial",
            "string",
            "text",
            "time",
            "timestamp",
            "timestamptz",
            "timetz",
            "tinyint",
            "tinytext",
            "tsrange",
            "tstzrange",
            "tsvector",
            "uniqueidentifier",
            "unsigned",
            "uuid",
            "varbinary",
            "varchar",
            "varchar2",
            "vector",
            "xml",
            "year",
        ]
    )
    | BUILT_IN
)
PRIMARY: Final = frozenset(
    [
        "birincil anahtar",
        "chave primária",
        "clave primaria",
        "clé primaire",
        "identity pk",
        "khóa chính",
        "kunci utama",
        "llave primaria",
        "pk",
        "pkey",
        "pri",
        "primary",
        "primary key",
        "первичный ключ",
        "主鍵",
        "主键",
        "기본 키",
        "기본키",
    ]
)
FOREIGN: Final = frozenset(
    [
        "chave estrangeira",
        "clave foranea",
        "clave foránea",
        "clé étrangère",
        "fk",
        "foreign",
        "foreign key",
        "khóa ngoại",
        "yabancı anahtar",
        "внешний ключ",
        "外鍵",
        "外键",
        "외래키",
    ]
)
NOT_NULL: Final = frozenset(
    [
        "bắt buộc",
        "mandatory",
        "nn",
        "no nulo",
        "non nul",
        "non-null",
        "not null",
        "not nullable",
        "notnull",
        "obligatorio",
        "obrigatório",
        "required",
        "wajib",
        "zorunlu",
        "обязательно",
        "обязательное",
        "不为空",
        "不能为空",
        "必填",
        "非空",
        "필수",
    ]
)
NULLABLE: Final = frozenset(
    [
        "boş olabilir",
        "có thể null",
        "null",
        "nullable",
        "nullable column",
        "nulo",
        "opcional",
        "opsional",
        "optional",
        "optionnel",
        "необязательно",
        "允许为空",
        "可为空",
        "可空",
        "널 허용",
        "선택",
    ]
)
UNIQUE: Final = frozenset(
    [
        "benzersiz",
        "duy nhất",
        "uk",
        "uni",
        "unico",
        "unik",
        "unique",
        "unique constraint",
        "unique key",
        "uq",
        "único",
        "уникальное",
        "уникальный",
        "唯一",
        "唯一索引",
        "唯一键",
        "고유",
        "유니크",
    ]
)
VALUES: Final = {
    "now": "now()",
    "uuid4": "gen_random_uuid()",
    "uuid4()": "gen_random_uuid()",
    "uuid.uuid4": "gen_random_uuid()",
    "uuid.uuid4()": "gen_random_uuid()",
    "uuidv4": "gen_random_uuid()",
    "uuid_v4": "gen_random_uuid()",
    "random uuid": "gen_random_uuid()",
}
"""Defaults that are named rather than written in SQL."""
AUTOMATIC: Final = frozenset(
    [
        "auto",
        "auto inc",
        "auto increment",
        "auto-increment",
        "auto-incrementing",
        "auto_increment",
        "autoincrement",
        "autoincremental",
        "identity",
        "sequence",
        "serial",
        "автоинкремент",
        "自增",
        "자동 증가",
    ]
)
INDEXED: Final = frozenset(
    [
        "composite index",
        "có index",
        "has index",
        "idx",
        "index",
        "indexado",
        "indexed",
        "indexed desc",
        "indexé",
        "mul",
        "индекс",
        "索引",
        "인덱스",
    ]
)
MADE_BY_CODE: Final = frozenset(
    [
        "auto set",
        "auto update",
        "auto-set",
        "auto-update",
        "auto-updated",
        "autoupdate",
        "cuid",
        "cuid()",
        "cuid2",
        "immutable",
        "nanoid",
        "nanoid()",
        "on update",
        "snowflake",
        "ulid",
        "updatedat",
        "uuid v4",
        "uuid v7",
        "uuidv7",
    ]
)
"""What the application sees to: the database has nothing to do."""

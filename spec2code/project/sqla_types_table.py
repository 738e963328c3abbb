"""Types of SQLAlchemy and of the libraries around it, in the spelling of PostgreSQL's format_type().

Keyed by the last part of the dotted name: `sqlalchemy.String`, `sqlalchemy.types.String` and
`sqlmodel.sql.sqltypes.types.String` are one class.
"""

from __future__ import annotations

__all__ = ["FIXED", "FOREIGN", "LENGTHS", "LIBRARY_TYPES", "SQLA_PACKAGES"]

SQLA_PACKAGES = ("sqlalchemy", "sqlmodel", "alembic")
"""Packages whose type classes are SQLAlchemy's own, or re-exports of them."""

FIXED: dict[str, str] = {
    "BIGINT": "bigint",
    "BIGSERIAL": "bigint",
    "BLOB": "bytea",
    "BOOLEAN": "boolean",
    "BYTEA": "bytea",
    "BigInteger": "bigint",
    "Boolean": "boolean",
    "CIDR": "cidr",
    "CITEXT": "citext",
    "CLOB": "text",
    "DATE": "date",
    "DATEMULTIRANGE": "datemultirange",
    "DATERANGE": "daterange",
    "DATETIME": "timestamp without time zone",
    "DOUBLE": "double precision",
    "DOUBLE_PRECISION": "double precision",
    "Date": "date",
    "Double": "double precision",
    "HSTORE": "hstore",
    "INET": "inet",
    "INT": "integer",
    "INT4MULTIRANGE": "int4multirange",
    "INT4RANGE": "int4range",
    "INT8MULTIRANGE": "int8multirange",
    "INT8RANGE": "int8range",
    "INTEGER": "integer",
    "Integer": "integer",
    "JSON": "json",
    "JSONB": "jsonb",
    "JSONPATH": "jsonpath",
    "LargeBinary": "bytea",
    "MACADDR": "macaddr",
    "MACADDR8": "macaddr8",
    "MONEY": "money",
    "MatchType": "boolean",
    "NUMMULTIRANGE": "nummultirange",
    "NUMRANGE": "numrange",
    "OID": "oid",
    "PickleType": "bytea",
    "REAL": "real",
    "REGCLASS": "regclass",
    "REGCONFIG": "regconfig",
    "SMALLINT": "smallint",
    "SmallInteger": "smallint",
    "TEXT": "text",
    "TSMULTIRANGE": "tsmultirange",
    "TSQUERY": "tsquery",
    "TSRANGE": "tsrange",
    "TSTZMULTIRANGE": "tstzmultirange",
    "TSTZRANGE": "tstzrange",
    "TSVECTOR": "tsvector",
    "Text": "text",
    "UUID": "uuid",
    "UnicodeText": "text",
}
"""Types that take no argument which shows in the database."""

FOREIGN: dict[str, str] = {
    "BINARY": "bytea",
    "DATETIME2": "timestamp without time zone",
    "DATETIMEOFFSET": "timestamp with time zone",
    "IMAGE": "bytea",
    "LONGBLOB": "bytea",
    "LONGTEXT": "text",
    "MEDIUMBLOB": "bytea",
    "MEDIUMINT": "integer",
    "MEDIUMTEXT": "text",
    "NTEXT": "text",
    "TINYBLOB": "bytea",
    "TINYTEXT": "text",
    "UNIQUEIDENTIFIER": "uuid",
    "VARBINARY": "bytea",
    "YEAR": "smallint",
}
"""Types that only another database has, as what comes nearest to them here."""

LENGTHS: dict[str, str] = {
    "AutoString": "character varying",
    "CHAR": "character",
    "NCHAR": "character",
    "NVARCHAR": "character varying",
    "String": "character varying",
    "Unicode": "character varying",
    "VARCHAR": "character varying",
}
"""Types whose one number is a length."""

LIBRARY_TYPES: dict[str, dict[str, str]] = {
    "sqlalchemy_utils": {
        "ArrowType": "timestamp without time zone",
        "ColorType": "character varying(20)",
        "CountryType": "character varying(2)",
        "CurrencyType": "character varying(3)",
        "DateRangeType": "daterange",
        "DateTimeRangeType": "tsrange",
        "EmailType": "character varying(255)",
        "EncryptedType": "bytea",
        "EnrichedDateTimeType": "timestamp without time zone",
        "EnrichedDateType": "date",
        "IPAddressType": "character varying(50)",
        "Int8RangeType": "int8range",
        "IntRangeType": "int4range",
        "JSONType": "json",
        "LocaleType": "character varying(10)",
        "LtreeType": "ltree",
        "NumericRangeType": "numrange",
        "PasswordType": "bytea",
        "PhoneNumberType": "character varying(20)",
        "ScalarListType": "text",
        "StringEncryptedType": "character varying",
        "TSVectorType": "tsvector",
        "TimezoneType": "character varying(50)",
        "URLType": "text",
        "WeekDaysType": "bit(7)",
    },
    "fastapi_users_db_sqlalchemy": {
        "GUID": "uuid",
        "TIMESTAMPAware": "timestamp with time zone",
    },
    "fastapi_users_db_sqlmodel": {
        "GUID": "uuid",
        "TIMESTAMPAware": "timestamp with time zone",
    },
    "citext": {"CIText": "citext"},
    "pgvector": {
        "VECTOR": "vector",
        "Vector": "vector",
        "HALFVEC": "halfvec",
        "SPARSEVEC": "sparsevec",
        "BIT": "bit",
    },
    "geoalchemy2": {"Raster": "raster"},
    "advanced_alchemy": {
        "BigIntIdentity": "bigint",
        "DateTimeUTC": "timestamp with time zone",
        "EncryptedString": "character varying",
        "EncryptedText": "text",
        "FileObject": "jsonb",
        "GUID": "uuid",
        "JsonB": "jsonb",
        "PasswordHash": "character varying(128)",
    },
    "fastapi_storages": {"FileType": "character varying", "ImageType": "character varying"},
    "sqlalchemy_file": {"FileField": "json", "ImageField": "json"},
    "sqlalchemy_utc": {"UtcDateTime": "timestamp with time zone"},
    "sqlalchemy_json": {"NestedMutableJson": "json", "MutableJson": "json"},
    "guid_type": {"GUID": "uuid"},
}
"""Types of other libraries, by top-level package."""

"""Functions that an extension brings, and those that other databases have, with what PostgreSQL has for them."""

from __future__ import annotations

from typing import Final

__all__ = ["EXTENSION_FUNCTIONS", "FOREIGN_FUNCTIONS"]

EXTENSION_FUNCTIONS: Final = {
    "uuid_generate_v1": "uuid-ossp", "uuid_generate_v1mc": "uuid-ossp", "uuid_generate_v3": "uuid-ossp",
    "uuid_generate_v4": "uuid-ossp", "uuid_generate_v5": "uuid-ossp", "gen_random_bytes": "pgcrypto",
    "crypt": "pgcrypto", "gen_salt": "pgcrypto", "digest": "pgcrypto", "hmac": "pgcrypto",
    "pgp_sym_encrypt": "pgcrypto", "pgp_sym_decrypt": "pgcrypto",
    "similarity": "pg_trgm", "word_similarity": "pg_trgm", "show_trgm": "pg_trgm",
    "unaccent": "unaccent", "levenshtein": "fuzzystrmatch", "soundex": "fuzzystrmatch", "metaphone": "fuzzystrmatch",
    "ll_to_earth": "earthdistance", "earth_distance": "earthdistance", "earth_box": "earthdistance",
    "st_makepoint": "postgis", "st_setsrid": "postgis", "st_point": "postgis", "st_geomfromtext": "postgis",
    "st_distance": "postgis", "st_dwithin": "postgis", "st_x": "postgis", "st_y": "postgis",
    "nlevel": "ltree", "subpath": "ltree", "uuid_generate_v7": "pg_uuidv7",
}  # fmt: skip
"""Functions that stand in defaults, generated columns, checks and indexes, and what brings them."""

FOREIGN_FUNCTIONS: Final = {
    "uuid": "`gen_random_uuid()`", "newid": "`gen_random_uuid()`", "newsequentialid": "`uuidv7()`",
    "getdate": "`now()`", "sysdate": "`now()`", "sysdatetime": "`now()`", "getutcdate": "`now()`",
    "utc_timestamp": "`now() AT TIME ZONE 'utc'`", "curdate": "`CURRENT_DATE`", "curtime": "`CURRENT_TIME`",
    "unix_timestamp": "`extract(epoch FROM now())`", "from_unixtime": "`to_timestamp(...)`",
    "ifnull": "`coalesce(...)`", "isnull": "`coalesce(...)`", "nvl": "`coalesce(...)`", "nvl2": "`CASE`",
    "len": "`length(...)`", "instr": "`strpos(...)`", "charindex": "`strpos(...)`", "locate": "`strpos(...)`",
    "datediff": "the difference of the two dates", "timestampdiff": "the difference of the two times",
    "dateadd": "`... + interval '1 day'`", "date_add_days": "`... + interval '1 day'`",
    "date_format": "`to_char(...)`", "str_to_date": "`to_date(...)`", "strftime": "`to_char(...)`",
    "json_extract": "`->` or `->>`", "json_unquote": "`->>`", "json_length": "`jsonb_array_length(...)`",
    "json_valid": "a column of the type `jsonb`, or `IS JSON`", "json_contains": "`@>`",
    "jsonb_length": "`jsonb_array_length(...)`", "group_concat": "`string_agg(...)`",
    "year": "`extract(year FROM ...)`", "month": "`extract(month FROM ...)`", "day": "`extract(day FROM ...)`",
    "ucase": "`upper(...)`", "lcase": "`lower(...)`", "last_insert_id": "`RETURNING`", "randomblob": "`gen_random_bytes(...)`",
    "uuid_to_bin": "the type `uuid`", "bin_to_uuid": "the type `uuid`", "rand": "`random()`",
}  # fmt: skip

"""The vocabulary of validation rules in the languages that specs are written in."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DESCRIBED",
    "FORMATS",
    "ITEM_UNITS",
    "LENGTH_UNITS",
    "LENGTH_WORDS",
    "MAX_BEHIND",
    "MAX_WORDS",
    "MIN_BEHIND",
    "MIN_WORDS",
    "NULLABLE",
    "OPTIONAL",
    "PATTERNS",
    "REQUIRED",
]

LENGTH_UNITS: Final = (
    r"chars?|characters?|letters|symbols|个?字符|個?字元|字|자리|글자|자|caract[eè]res?|karakter|ký tự|символ\w*|حرفا?|位"
)
ITEM_UNITS: Final = (
    r"items?|elements?|entries|ids|个元素|个|項|개|elementos|éléments|öğe|phần tử|элемент\w*|件|objects|values|tags"
)
LENGTH_WORDS: Final = (
    r"(?:string\s+|text\s+)?length|len|size|长度|長度|字数|길이|longitud|comprimento|longueur|uzunluk|độ dài|длина|panjang"
)
MAX_WORDS: Final = (
    r"max(?:imum|imal)?|up\s+to|at\s+most|no\s+(?:more|longer|greater)\s+than|not\s+(?:be\s+)?(?:more|longer|greater)\s+than"
    r"|(?:be\s+)?limited\s+to|(?:must\s+)?not\s+exceed|cannot\s+exceed|<=|=<|≤|&lt;=|最大|最多|最长|最長|不超过|不超過|至多|小于等于|최대|máx(?:imo)?|hasta|até|jusqu'à|en fazla"
    r"|maks(?:imum|imal)?|tối đa|макс(?:имум)?|до|上限"
)
MIN_WORDS: Final = (
    r"min(?:imum|imal)?|at\s+least|no\s+(?:less|fewer|shorter)\s+than|not\s+(?:be\s+)?(?:less|fewer|shorter)\s+than|>=|=>|≥|&gt;=|最小|最少|最短"
    r"|不少于|至少|大于等于|최소|mín(?:imo)?|al\s+menos|pelo\s+menos|au\s+moins|en az|tối thiểu|мин(?:имум)?|от|下限"
)
MAX_BEHIND: Final = (
    r"max(?:imum)?|or\s+(?:less|fewer|shorter)|at\s+most|limit|以内|以下|之内|이내|이하|máximo|maximum|maks|tối đa"
)
MIN_BEHIND: Final = (
    r"min(?:imum)?|or\s+(?:more|longer|greater)|at\s+least|以上|이상|mínimo|minimum|tối thiểu"
)

REQUIRED: Final = frozenset(
    """required|mandatory|must|yes|y|true|✓|✔|✅|√|是|必填|必须|必選|必需|必要|必須|필수|예|obligatorio|obligatoria|requerido
    |requerida|sí|si|obrigatório|obrigatória|sim|obligatoire|requis|oui|zorunlu|gerekli|evet|bắt buộc|có|обязательно
    |обязательный|обязательное|обязательная|обязателен|да|wajib|ya|مطلوب|نعم|not optional|not null|notnull|必传|required field|非 null""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
OPTIONAL: Final = frozenset(
    """optional|opt|no|n|false|not required|✗|✘|❌|×|-|—|–|否|选填|可选|非必填|可選|選填|선택|선택사항|선택적|아니오|아니요|opcional|facultatif
    |facultative|optionnel|optionnelle|non|opsiyonel|isteğe bağlı|hayır|tùy chọn|không|không bắt buộc|необязательно
    |необязательный|необязательное|опционально|опциональный|нет|opsional|tidak|اختياري|لا|sometimes|omitted|left out|não|if present|○|o""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
NULLABLE: Final[dict[str, bool]] = {
    **dict.fromkeys(
        (
            "nullable",
            "can be null",
            "may be null",
            "or null",
            "null allowed",
            "null",
            "可为空",
            "可空",
            "可为 null",
            "允许为空",
            "널 허용",
            "nulo",
            "null olabilir",
            "может быть null",
            "nullable: true",
        ),
        True,
    ),
    **dict.fromkeys(
        ("non-null", "non-nullable", "cannot be null", "not nullable", "非null"), False
    ),
}
FORMATS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("uuid", "guid", "uuid v4", "uuidv4", "uuid v7", "uuid format", "format: uuid"), "uuid"
    ),
    **dict.fromkeys(
        (
            "email",
            "email format",
            "valid email",
            "email address",
            "e-mail",
            "rfc 5322",
            "rfc 5322 email",
            "format: email",
            "邮箱",
            "邮箱格式",
            "이메일",
            "이메일 형식",
            "formato email",
            "format email",
            "correo",
        ),
        "email",
    ),
    **dict.fromkeys(
        (
            "url",
            "uri",
            "http url",
            "https url",
            "valid url",
            "url format",
            "absolute url",
            "https",
            "format: uri",
            "http(s) url",
            "链接",
        ),
        "uri",
    ),
    **dict.fromkeys(
        (
            "iso8601",
            "iso 8601",
            "iso-8601",
            "iso",
            "iso 8601 datetime",
            "iso8601 datetime",
            "iso 8601 timestamp",
            "iso 8601 date-time",
            "iso datetime",
            "datetime",
            "date-time",
            "timestamp",
            "rfc 3339",
            "rfc3339",
            "iso timestamp",
            "iso 8601 utc",
            "iso8601 utc",
            "iso 8601 format",
            "utc",
            "iso string",
            "format: date-time",
            "utc iso 8601",
            "iso 8601 string",
            "iso8601 string",
            "yyyy-mm-ddthh:mm:ssz",
            "yyyy-mm-dd hh:mm:ss",
        ),
        "date-time",
    ),
    **dict.fromkeys(
        (
            "date",
            "yyyy-mm-dd",
            "iso date",
            "iso 8601 date",
            "iso8601 date",
            "date only",
            "format: date",
            "格式 yyyy-mm-dd",
            "format yyyy-mm-dd",
            "format: yyyy-mm-dd",
            "aaaa-mm-dd",
            "yyyy-mm-dd format",
        ),
        "date",
    ),
    **dict.fromkeys(("time", "hh:mm:ss", "hh:mm", "format: hh:mm"), "time"),
    **dict.fromkeys(("ipv4", "ip address", "ip"), "ipv4"),
    "ipv6": "ipv6",
    "hostname": "hostname",
    **dict.fromkeys(("base64", "base64-encoded", "base64 encoded"), "byte"),
    "binary": "binary",
    **dict.fromkeys(("decimal", "decimal string"), "decimal"),
    **dict.fromkeys(("duration", "iso 8601 duration"), "duration"),
}
_UPPER_3: Final = "^[A-Z]{3}$"
_UPPER_2: Final = "^[A-Z]{2}$"
PATTERNS: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "iso 4217",
            "iso4217",
            "iso-4217",
            "iso 4217 code",
            "iso 4217 currency",
            "iso 4217 currency code",
            "currency code",
            "3-letter currency code",
            "3-letter code",
        ),
        _UPPER_3,
    ),
    **dict.fromkeys(
        (
            "iso 3166",
            "iso 3166-1",
            "iso 3166-1 alpha-2",
            "iso 3166 alpha-2",
            "iso-3166",
            "country code",
            "iso country code",
            "2-letter country code",
        ),
        _UPPER_2,
    ),
    **dict.fromkeys(("iso 3166-1 alpha-3", "iso 3166 alpha-3"), _UPPER_3),
    **dict.fromkeys(("iso 639", "iso 639-1", "iso-639-1", "language code"), "^[a-z]{2}$"),
    **dict.fromkeys(
        ("bcp 47", "bcp47", "bcp-47", "locale"), r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
    ),
    **dict.fromkeys(
        ("e.164", "e164", "e.164 format", "e.164 phone", "e.164 phone number", "format: e.164"),
        r"^\+[1-9]\d{1,14}$",
    ),
    **dict.fromkeys(
        ("slug", "url-safe slug", "slug format", "kebab-case"), "^[a-z0-9]+(?:-[a-z0-9]+)*$"
    ),
    **dict.fromkeys(("snake_case",), "^[a-z][a-z0-9_]*$"),
    **dict.fromkeys(("hex color", "hex colour", "#rrggbb", "hex color code"), "^#[0-9A-Fa-f]{6}$"),
    **dict.fromkeys(("hex", "hexadecimal", "hex string"), "^[0-9A-Fa-f]+$"),
    **dict.fromkeys(
        ("alphanumeric", "alphanumeric only", "字母数字", "letters and digits"), "^[A-Za-z0-9]+$"
    ),
    **dict.fromkeys(("lowercase", "lower case", "lowercase only", "小写"), "^[^A-Z]*$"),
    **dict.fromkeys(("uppercase", "upper case", "uppercase only", "大写"), "^[^a-z]*$"),
    **dict.fromkeys(("letters only", "alphabetic", "alpha"), "^[A-Za-z]+$"),
    **dict.fromkeys(("digits only", "numeric string", "only digits", "数字字符串"), "^[0-9]+$"),
    **dict.fromkeys(("semver", "semantic version", "x.y.z"), r"^\d+\.\d+\.\d+"),
    **dict.fromkeys(("sha-256", "sha256", "sha-256 hex"), "^[0-9a-f]{64}$"),
    **dict.fromkeys(("ulid",), "^[0-9A-HJKMNP-TV-Z]{26}$"),
    **dict.fromkeys(("yyyy-mm",), r"^\d{4}-\d{2}$"),
}
DESCRIBED: Final = frozenset(
    """unique|must be unique|trimmed|trim|trim whitespace|case-insensitive|case insensitive|case-sensitive|unique per user
    |primary key|pk|fk|foreign key|auto|auto-generated|autogenerated|generated|server-generated|indexed|index|immutable|hashed|encrypted
    |唯一|主键|外键|자동 생성|고유|único|unica|benzersiz|duy nhất|уникальный|n/a|none|any|json|valid json|无|없음|valid|sanitized|html escaped
    |array|object|string|integer|number|boolean|int|str|bool|list|text|float|file|id""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)

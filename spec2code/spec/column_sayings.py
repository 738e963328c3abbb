"""What is said of a column in passing: a key in its description, or a key and no type at all."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.column_clauses import UNENFORCED, ColumnWords, hear_actions, hear_clauses

__all__ = [
    "bare_columns",
    "hear_default",
    "hear_description",
    "named_with_key",
    "only_names",
    "says_key",
    "untyped",
    "untyped_words",
]

_SAID_PRIMARY = regex(
    r"(?:primary key|pk\b|主键|主鍵|主キー|기본 ?키|(?:clave|llave) primaria|chave primária|clé primaire|chiave primaria|primärschlüssel|klucz główny|birincil anahtar|khóa chính|kunci utama|первичный ключ)",
    re.IGNORECASE,
)
_IDENTIFIES = regex(
    r"(?:an? |the )?(?:unique (?:identifier|id)\b|identificador único|identifiant unique|identificatore (?:univoco|unico)|eindeutige (?:id|kennung)\b|уникальный идентификатор|唯一(?:标识|標識|识别)|固有(?:識別子|ID)|一意の?(?:識別子|ID)|고유 ?(?:식별자|ID)|benzersiz (?:kimlik|id)\b)",
    re.IGNORECASE,
)
"""What is said of an `id` that is the key."""
_SAID_NULL = regex(
    r"(?:(not null\b|non-?null\b)|nullable\b)(?!\s+(?:only|just|when\w*|if|for|in case|once|after|unless|until|while)\b)",
    re.IGNORECASE,
)
_SAID_AMID = regex(
    r"[,;，；、]\s*(?:(not null|non-?null|不能为空|非空)|nullable|可为空)(?=\s*(?:$|[,;.，；。(（–—-]))",
    re.IGNORECASE,
)
_SAID_COMPUTED = regex(
    r"\W*(?:stored |auto-?)?(?:generated|computed) (?:column|always\b|tsvector|from\b|expression|stored\b)|(?:计算|生成)列|생성 ?컬럼",
    re.IGNORECASE,
)
_SAID_FOREIGN = regex(
    r"(?:foreign key|fk|references?|外键|外部キー|외래 ?키|(?:clave|llave) for[aá]nea|chave estrangeira|clé étrangère)\s*(?:(?:to|of|for|a|para|vers|references|referencing)\b|→|->|:)?\s*(?:the\s+)?`?(auth\.users\b|[a-z_]\w*(?:\.\w+(?=\())?)(?:\.(\w+)|\s*\((\w+)\))?"
    r"(?![\w\[])(?!\.\w+\[)(?!\s+(?!(?:table|on|for|if|when|with|and|or|that|who|whom|which|whose|in|as|by|to|not|null|nullable|tabla|tabela)\b)[a-z])",
    re.IGNORECASE,
)
"""The target's name is no word of a sentence: "FK to related sale" names none."""
_RELATED = regex(
    r"(?:关联(?:到|表)?|關聯|引用|关系到|関連(?:先)?|参照(?:先)?|참조|연관|연결|\brefers? to|\blinked to|\brelaciona(?:do|da)? (?:a|con|com)|\bссылка на|\bсвязь с)\s*[:：]?\s*(?:the\s+|tabela\s+|tabla\s+)?`?([a-z_][a-z0-9_]*)`?(?:\.(\w+)|\s*[(（]([a-z_]\w*)[)）])?",
    re.IGNORECASE,
)
"""What the note of a column that is called a foreign key says of its target: "（关联users）"."""
_DOTTED = regex(
    r"\W*([a-z_]\w*)\.([a-z_]\w*)(?=`?\s*(?:$|[,;(（]|(?:or|and|when|if|for|where)\b))",
    re.IGNORECASE,
)
"""The target alone, as the note of a column that is called a foreign key: `owners.id`."""
_FOREIGN_AMID = regex(
    r"\b(?:fk|foreign key|references?)\s*(?:to|→|->|:)\s*`?([a-z_]\w*)\s*(?:\.|\()\s*(\w+)\)?",
    re.IGNORECASE,
)
_SAID_CHECK = regex(
    r"(?:.*[;,.]\s*)?CHECK\s*:?\s*(IN\s*\(\s*'[^']*'(?:\s*,\s*'[^']*')*\s*\)|[<>]=?\s*-?\d+(?:\.\d+)?(?=\W*$))"
)
"""A check in capitals: "CHECK IN ('OPEN','PAID')"."""
_SAID_UNIQUE = regex(
    r"(?:^|[,;，；]\s*)(?:unique|único|única|唯一|고유|ユニーク|уникальн(?:ый|ая|ое))(?=\s*(?:$|[,;.，；。(（—–-]))",
    re.IGNORECASE,
)
_SAID_COUNTED = regex(
    r"自增|自动递增|自動採番|자동 ?증가|\bauto[-_ ]?increment|\bautoincrement|автоинкремент|\btự (?:động )?tăng\b|\botomatik artan",
    re.IGNORECASE,
)
_SAID_DEFAULT = regex(
    r"(?:^|[,;，；(（]\s*)(?:default(?:s to)?:?\s+|(?:デフォルト値?|初期値|既定値)は?\s*[:：=]?\s*|默认[值为]?\s*[:：=]?\s*|기본값은?\s*[:：=]?\s*|(?:por defecto|por omisión|padrão|par défaut|по умолчанию|varsayılan|mặc định|domyślnie|predefinito):?\s+)"
    r"(`[^`]+`|empty (?:string|text)|'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false|now(?:\(\))?|current_timestamp|gen_random_uuid\(\)|uuid_generate_v4\(\)|[A-Za-z_][\w-]*(?=\s*[)）]))(?=\s*(?:$|[,;.，；。()（）—–-]))",
    re.IGNORECASE,
)

_CODED = regex(r"(?:[-*+•]\s*)?`([A-Za-z_]\w*)`\s*(?:[(（].{1,90}[)）]\W*|[-–—:：]\s.{1,90})?$")
_CODES = regex(r"(?:[-*+•]\s*)?`([A-Za-z_]\w*)`(?:\s*,\s*`[A-Za-z_]\w*`)+")
_KEYS_STATED = regex(
    r"(?:[-*+•]\s*)?(?:unique|primary|foreign|composite)\b[^:：]{0,24}[:：]|(?:[-*+•]\s*)?index(?:es)?\b[^:：]{0,24}[:：]",
    re.IGNORECASE,
)
"""A line beside the columns that states a key of them."""
_UNCODED = regex(r"(?:[-*+•]\s*)?([a-z_]\w*)\s*(?:[(（][^()（）]{1,60}[)）])?[,;]?")
_KEY_ASIDE = regex(r"[(（]\s*(?:pk|fk|unique|primary key|foreign key)\b", re.IGNORECASE)
_FIELDS_LABEL = regex(
    r"\b(?:fields|columns|attributes|properties|champs|colonnes|attributs|campos|columnas|colunas|atributos|felder|spalten|thuộc tính|cột)\b"
    r"|字段|欄位|属性|필드|컬럼|поля|столбцы|フィールド|カラム",
    re.IGNORECASE,
)
"""What announces the columns of a table, and nothing else of it."""
_SPEAKING = regex(r"(?:^id|_id|_at)$|^(?:is|has)_")
"""Names that tell their type."""


def untyped(name: str) -> ColumnWords:
    """A column of which nothing is stated but its name, which the type is taken from."""
    return ColumnWords(_type_by_name(name), assumed=True)


def untyped_words(name: str, text: str) -> ColumnWords | None:
    """A column of which only its key or constraints are stated (`id PK`); the type is taken from its name."""
    words = untyped(name)
    if not text.strip(" ,") and _SPEAKING.search(name):
        return words
    hear_clauses(text, words)
    if words.rest or not (
        words.primary or words.foreign or words.unique or words.nullable is not None
    ):
        return None
    if words.primary:
        words.nullable = False
    return words


_NAMED = regex(
    r"(?:[-*+•]\s*)?`[A-Za-z_]\w*`(?:\s*,\s*`[A-Za-z_]\w*`)*(?=\s*(?:$|[(（:：]|[-–—]\s|[A-Z]{3}))"
)
_KEY_FIRST = regex(
    r"(?:[-*+•]\s*)?`(?:id|uuid|\w+_id)`[^`]*(?:\bprimary key\b|\bPK\b|主键|主キー|기본 ?키|clave primaria|chave primária|первичный ключ)",
    re.IGNORECASE,
)


def named_with_key(lines: list[str]) -> bool:
    """Whether every bullet begins with names in code, and the first one is the primary key."""
    return (
        len(lines) > 2
        and bool(_KEY_FIRST.match(lines[0]))
        and all(_NAMED.match(text) for text in lines)
    )


def only_names(label: str, lines: list[str]) -> bool:
    """Whether the bullets are names, as code or such as code has, and an id first: all the columns, and no word of their types."""
    if label and not _FIELDS_LABEL.search(label):
        return False
    bare = [match.group(1) for text in lines if (match := _UNCODED.fullmatch(text.strip()))]
    if len(bare) == len(lines) > 2 and bare[0] == "id":
        return any("_" in name.strip("_") or not name.islower() for name in bare)
    lines = [text for text in lines if not _KEYS_STATED.match(text)]
    names = [
        match.group(1) for text in lines if (match := _CODED.match(text) or _CODES.fullmatch(text))
    ]
    return len(names) * 4 >= len(lines) * 3 > 3 and names[0].lower() in ("id", "uuid", "_id")


def bare_columns(lines: list[str]) -> bool:
    """Whether the bullets below the name of a table are the names of its columns: an id first, or a key among them."""
    named = [match.group(1) for text in lines if (match := _UNCODED.fullmatch(text.strip()))]
    if len(named) < 3 or len(named) * 4 < len(lines) * 3:
        return False
    return named[0] == "id" or any(_KEY_ASIDE.search(text) for text in lines)


def _type_by_name(name: str) -> str:
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if name == "id" or name.endswith("_id"):
        return "BIGINT"
    if name.endswith(("_at", "_time", "timestamp")):
        return "TIMESTAMP"
    if name.endswith("_date"):
        return "DATE"
    return "BOOLEAN" if name.startswith(("is_", "has_")) else "TEXT"


def says_key(text: str) -> bool:
    """Whether a description begins with what only a stored column is: "Primary Key", "FK to users"."""
    return bool(_SAID_PRIMARY.match(text.strip()) or _SAID_FOREIGN.match(text.strip()))


_FOREIGN_SOMEHOW = regex(
    r"(?:fk|foreign key|clave for[aá]nea|chave estrangeira|clé étrangère)\b|外键|外部キー|외래 ?키",
    re.IGNORECASE,
)
_REQUIRED = regex(
    r"(?:required|mandatory|obligatori[oa]|obrigatóri[oa]|obligatoire|requerid[oa]|обязательн(?:ый|ая|ое)|必填|필수)(?=\W*$|[,.;，；。]|\s(?!for\b|if\b|when\b|only\b|by\b|in\b|on\b|unless\b|as\b|at\b|to\b|para\b|si\b|se\b|cuando\b|quando\b|при\b|если\b|для\b))",
    re.IGNORECASE,
)
"""What is said first of a column that can't be left out: "Required start time"."""


def _is_unique(text: str, name: str) -> bool:
    """Whether it is called unique by its own name: "Unique mail address" of `mail`; "unique per keeper" is another key."""
    match = _UNIQUE_THING.fullmatch(text)
    own = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return match is not None and bool(set(match.group(1).lower().split()) & set(own) - {"id"})


_UNIQUE_THING = regex(r"unique((?:\s+[a-z][a-z-]*){1,4})(?:\s*[,.;(（].*)?", re.IGNORECASE)
_ASIDE = regex(r"[(（]([^()（）]+)[)）]")


def hear_default(words: ColumnWords, text: str) -> None:
    """The default that a description has as code: "state of the pet; defaults to `OPEN`"."""
    if words.default is None and not words.auto and (stated := _SAID_DEFAULT.search(text.strip())):
        if stated.group(1).startswith("`"):
            hear_clauses(f"default {stated.group(1)}", words)


def hear_description(words: ColumnWords, text: str, name: str = "") -> None:
    """`Primary key` and `Foreign key to users` are said in descriptions too, of an `id` "unique identifier"."""
    text = text.strip()
    for aside in _ASIDE.findall(text)[:5]:
        if _SAID_PRIMARY.fullmatch(aside.strip()):
            words.primary, words.nullable = True, False  # "Number of the pet (Primary Key)"
        elif words.reference is None and (match := _SAID_FOREIGN.fullmatch(aside.strip())):
            words.foreign = True
            words.reference = (match.group(1), match.group(2) or match.group(3))
    if name.lower() == "id" and not words.foreign and _IDENTIFIES.match(text):
        words.primary, words.nullable = True, False
    words.computed = words.computed or bool(_SAID_COMPUTED.match(text))
    words.unique = words.unique or bool(_SAID_UNIQUE.search(text)) or _is_unique(text, name)
    if words.nullable is None and _REQUIRED.match(text):
        words.nullable = False
        text = text.partition(" ")[2].strip()
    if words.check is None and (checked := _SAID_CHECK.match(text)):
        words.check = checked.group(1)
    if words.default is None and (stated := _SAID_DEFAULT.search(text)):
        hear_clauses(f"default {stated.group(1)}", words)
    if words.nullable is None and (amid := _SAID_AMID.search(text)):
        words.nullable = amid.group(1) is None
    primary = _SAID_PRIMARY.match(text)
    if primary is not None:
        words.primary = True
        words.nullable = False
        text = text[primary.end() :].lstrip(" +,;/&")  # "PK + FK → users.id"
    elif words.nullable is None and (said := _SAID_NULL.match(text)):
        words.nullable = said.group(1) is None
        return
    text = text.replace('"', "")  # `FK → "users"."id"`
    if UNENFORCED.search(text):
        return  # the database knows nothing of it
    if words.primary and words.default is None and _SAID_COUNTED.search(text):
        words.auto = True
    if match := _SAID_FOREIGN.match(text):
        words.foreign = True
        if words.reference is None and match.group(1).lower() not in ("key", "to", "the"):
            words.reference = (match.group(1), match.group(2) or match.group(3))
    elif words.foreign and words.reference is None and (match := _RELATED.search(text)):
        words.reference = (match.group(1), match.group(2) or match.group(3))
    elif words.foreign and words.reference is None and (match := _DOTTED.match(text)):
        words.reference = (match.group(1), match.group(2))
    elif primary is None and words.reference is None and (match := _FOREIGN_AMID.search(text)):
        words.reference = (match.group(1), match.group(2))
        words.foreign = True
    elif _FOREIGN_SOMEHOW.match(text):
        words.foreign = True  # "FK al token asociado": its name may tell of what
    if words.reference is not None:
        hear_actions(text, words)

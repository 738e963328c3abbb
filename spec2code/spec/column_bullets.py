"""Bullets and bare lines that list the columns of a table: `- id (UUID, PK)`, `url VARCHAR(200) NOT NULL`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import ListItem, Paragraph
from spec2code.spec.clauses import split_top
from spec2code.spec.column_clauses import ColumnWords, hear_clauses
from spec2code.spec.column_sayings import hear_description, untyped, untyped_words
from spec2code.spec.column_words import column_words, is_sql_type, split_type
from spec2code.spec.django_fields import django_words
from spec2code.spec.written_tables import ListedColumn

__all__ = [
    "FIELDS_HEAD",
    "Listed",
    "bullet_lines",
    "column_lines",
    "drawn_lines",
    "item_lines",
    "nonblank",
    "paragraph_lines",
    "read_bullet",
    "read_bullets",
    "with_key",
]

Listed = tuple[list[ListedColumn], list[tuple[str, Span]], list[tuple[str, Span]]]
"""Columns, constraints of the table in SQL, and the lines that are neither."""

_BULLET = regex(
    r"^[-*+•]?\s*[`\"'*]{0,3}([A-Za-z_][\w$]*(?:`?\s*(?:,|/(?=\s*`))\s*`?[A-Za-z_][\w$]*)*)[`\"'*]{0,3}\s*"
    r"(?:[:：]|[-–—](?=\s)|(?=[(（])|(?=\s))\s*[`*]*\s*(.+)$",
    re.DOTALL,
)
_COLUMN_ALONE = regex(
    r"(?:[-*+•]\s+)?[`*]{0,3}([A-Za-z_]\w*)[`*]{0,3}\s*[(（:：]\s*`?([A-Za-z][\w ]*(?:\([\w, ]*\))?)`?\s*[)）]?\s*(?:[:：]\s*(FK|PK)?\b.*)?"
)
"""A column and its type, whose rules may stand below it."""
_COLUMN_LINE = regex(r"[\"`]?([a-z_]\w*)[\"`]?\s+([A-Za-z][^;]*)")
_CONSTRAINT = regex(
    r"^[-*+•]?\s*`?((?:constraint\s+\w+\s+)?(?:primary\s+key|unique(?:\s+key)?|foreign\s+key|check|exclude)\b\s*\w*\s*\(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_REMARK = regex(r"\s*[(（](?!\s*[\d'\"])([^()（）]+(?:\([^()]*\)[^()（）]*)*)[)）]\s*$")
_ARGUED = regex(r"\b(?:check|in|unique|key|references\s+[\w.]+|default\s+\w+)$", re.IGNORECASE)
"""What a parenthesis belongs to, so that it is no remark."""
_TAIL = regex(
    r"\s*(?:include|nulls|deferrable|initially|not|no|where|using|on|references|match|enforced|with|\)|$)",
    re.IGNORECASE,
)
"""What may follow the parenthesis of a constraint; anything else is a remark."""
_COMMENT = regex(r"\s+--\s*(.*)$|\s+//\s*(.*)$|\s+#\s+(.*)$")
FIELDS_HEAD = regex(
    r"(?:(?:main|key|principaux|principales|principais)\s+)?(?:fields?|columns?|attributes?|properties|champs|colonnes|attributs|campos|columnas|colunas|atributos|字段|列|属性|필드|컬럼|поля|столбцы)"
    r"(?:\s+(?:principaux|principales|principais))?\s*[:：]",
    re.IGNORECASE,
)
"""A line that announces the columns and is neither one of them nor the table's name."""
_GROUP = regex(r"[^\W\d][^`]{0,60}[:：]")
"""A line that announces some of the columns: "Prices (in EUR):"."""
_DRAWN_RULE = regex(r"[─━═=_+\-]{3,}")
_DRAWN_NAME = regex(r"(?:table\s+)?[`\"']?([A-Za-z_]\w*)[`\"']?\s*[:：{]?", re.IGNORECASE)
_RANGE = regex(r"(?:^|\s+)[(（]\s*-?\d+\s*(?:[–—-]|\.\.+|to)\s*\d+\s*[)）]\s*$")
_PART_OF_KEY = regex(
    r"\s*[(（]\s*(?:part of (?:the )?)?(?:composite )?(?:pk|primary key)(?: part)?\s*[)）]",
    re.IGNORECASE,
)
_BARE = regex(r"(?:[-*+•]\s*)?[`\"']?([A-Za-z_]\w*)[`\"']?\s*(?:[(（]([^()（）]*)[)）])?\s*[,;]?")
_RELATION = regex(
    r"[(（]\s*(?:relations?|has many|one-to-many|many-to-many|1:n|n:m|связь|relación|relation)\b[^()]*[)）]\s*$",
    re.IGNORECASE,
)
_DESCRIBED = regex(r"[-*+•]\s*[`\"']?([A-Za-z_]\w*)[`\"']?\s*[:：]\s*([^`\"'{}\[\]]{1,80})")
_LISTED = regex(r"(?:[-*+•]\s*)?(`[A-Za-z_]\w*`(?:\s*,\s*`[A-Za-z_]\w*`)*)\s*(?:[-–—:：]\s*(.*))?")
"""A name and words about it, in a list where others have keys: `- username: the name to log in with`."""
_QUOTED_UNION = regex(r"'[^'|]*'(?:\s*\|\s*'[^'|]*')+")
_STANDARD = regex(r"^ISO[ -]?8601\s+(?=\w)", re.IGNORECASE)
_OTHER_TYPE = regex(r"(\w+)\s*(?:/|\||\bor\b)\s*(\w+)(?![\w(])")
_OR_NULL = regex(r"^(\w+(?:\([^()]*\))?(?:\[\])?)\s*(?:\||\bor\b)\s*null\b", re.IGNORECASE)
_QUESTIONED = regex(r"^(\w+(?:\([^()]*\))?(?:\[\])?)\?")
"""`DateTime?`: a type that may be absent."""
_LIMIT = regex(r"(?:[<>]=?|≥|≤)?\s*\d")
"""A rule for the values, which stays in the comment."""
_SQUARE = regex(
    r"\s*\[\s*((?:default|note|unique|not null|pk|ref|increment)\b[^\[\]]*)\]", re.IGNORECASE
)
_PROSE = regex(r"[^\W\d_]+(?:\s+[^\W\d_]+)+")
_DASH = regex(r"(?:^|\s)[–—-]\s+")


def read_bullet(text: str, span: Span) -> list[ListedColumn] | tuple[str, Span] | None:
    """A bullet as columns (`id: UUID PRIMARY KEY (indexed)`) or as a constraint of the table in SQL."""
    text = text.strip().rstrip(",;")
    if match := _CONSTRAINT.match(text.replace("`", "")):
        return _without_remark(match.group(1).strip()), span
    match = _BULLET.match(text)
    if match is None:
        return None
    rest = match.group(2).replace("`", "").replace("**", "").strip()
    comment = None
    if behind := _COMMENT.search(rest):
        comment = next((group for group in behind.groups() if group), None)
        rest = rest[: behind.start()]
    if rest[:1] in "(（":
        rest, after = _bracketed(rest)
        comment = after.strip(" -–—:：") or comment
    columns: list[ListedColumn] = []
    for name in re.split(r"`?\s*[,/]\s*`?", match.group(1)):
        read = _definition(name, rest)
        if read is None:
            return None
        words, said = read
        hear_description(words, comment or said or "", name)
        columns.append(ListedColumn(name, words, span, comment or said or None))
    return columns


def _definition(name: str, text: str) -> tuple[ColumnWords, str] | None:
    """The column that stands behind the name, and the description behind that."""
    text = django_words(text) or _PART_OF_KEY.sub(", PK", text)
    text = _SQUARE.sub(r", \1", text)
    parts = split_type(_typed(text))
    if parts is None:
        parts = _type_later(text)
    if parts is None:
        words = untyped_words(name, text)
        aside = _REMARK.search(text) if words is None else None
        if aside is not None:
            words = untyped_words(name, text[: aside.start()])
        return (words, aside.group(1) if aside else "") if words is not None else None
    kind, behind = parts
    remark = ""
    if ranged := _RANGE.search(behind):
        behind = behind[: ranged.start()]
    found = _REMARK.search(behind)
    if found and not _ARGUED.search(behind[: found.start()]):
        remark = found.group(1)
        behind = behind[: found.start()]
    said = ""
    if dash := _DASH.search(behind):
        behind, said = behind[: dash.start()], behind[dash.end() :]
    words = column_words(kind, behind)
    if words is None:
        return None
    prose = [text for text in words.rest if _PROSE.fullmatch(text) or _LIMIT.match(text)]
    words.rest = [text for text in words.rest if text not in prose]
    said = said or "; ".join(prose)
    if remark:
        extra = column_words(kind, remark)
        if extra is None or extra.rest:
            return words, said or remark
        words = column_words(kind, f"{behind}, {remark}") or words
    return words, said


def _typed(text: str) -> str:
    """The text with its type as SQL would have it: of ``uuid / string`` the first, of `'a' | 'b'` an enum."""
    if values := _QUOTED_UNION.match(text):
        return f"enum({values.group().replace('|', ',').strip()}) {text[values.end() :]}"
    text = _STANDARD.sub("", text)
    if other := _OTHER_TYPE.match(text):
        if is_sql_type(other.group(1)) and is_sql_type(other.group(2)):
            text = other.group(1) + text[other.end() :]
    text = _QUESTIONED.sub(r"\1, nullable", text, count=1)
    return _OR_NULL.sub(r"\1, nullable", text, count=1)


def _type_later(text: str) -> tuple[str, str] | None:
    """`PK, UUID`: the type stands behind what is said of the key."""
    clauses = split_top(text, ",;")
    for index, clause in enumerate(clauses[1:4], start=1):
        parts = split_type(clause)
        if parts is not None and untyped_words("x", clauses[0]) is not None:
            others = [*clauses[:index], parts[1], *clauses[index + 1 :]]
            return parts[0], ", ".join(other for other in others if other)
    return None


def _without_remark(constraint: str) -> str:
    """`UNIQUE (a, b) to allow x` as `UNIQUE (a, b)`."""
    start = constraint.find("(")
    while start >= 0:
        inside, behind = _bracketed(constraint[start:])
        stop = start + len(inside) + 2
        if not _TAIL.match(behind):
            return constraint[:stop]
        start = constraint.find("(", stop)
    return constraint


def _bracketed(text: str) -> tuple[str, str]:
    """What stands within the bracket that begins the text, and behind it."""
    depth = 0
    for place, sign in enumerate(text):
        depth += sign in "(（"
        depth -= sign in ")）"
        if depth == 0:
            return text[1:place], text[place + 1 :]
    return text[1:], ""


_NAMES = regex(r"[-*+•]?\s*[a-z]\w*_\w+(?:\s*,\s*[a-z]\w*_\w+)+[,;]?")
"""Several columns in one bullet, by their names alone: ``- left_paw, right_paw``."""


def read_bullets(
    lines: Sequence[tuple[str, Span]], *, bare: bool = False, least: int = 2
) -> Listed | None:
    """The columns and table constraints that the bullets list; None unless most of them do.

    `bare`: a name alone, or with a remark in brackets, is a column too. `least`: how many columns make a list.
    """
    columns: list[ListedColumn] = []
    constraints: list[tuple[str, Span]] = []
    others: list[tuple[str, Span]] = []
    for text, span in lines:
        found = read_bullet(text, span) or _speaking(text, span)
        if bare and _RELATION.search(text):
            continue  # other rows, no column of this one
        if found is None and bare and (match := _BARE.fullmatch(text)):
            found = [ListedColumn(match.group(1), untyped(match.group(1)), span, match.group(2))]
        if found is None and bare and (match := _DESCRIBED.fullmatch(text)):
            found = [ListedColumn(match.group(1), untyped(match.group(1)), span, match.group(2))]
        if found is None and bare and (match := _LISTED.fullmatch(text)):
            names = re.findall(r"`(\w+)`", match.group(1))
            found = [ListedColumn(name, untyped(name), span, match.group(2)) for name in names]
        if found is None and bare and _NAMES.fullmatch(text):
            names = re.findall(r"\w+", text)
            found = [ListedColumn(name, untyped(name), span) for name in names]
        if isinstance(found, list):
            columns += found
        elif found is not None:
            constraints.append(found)
        else:
            others.append((text, span))
    if len(columns) < least or len(others) * 2 > len(columns):
        return None
    return columns, constraints, others


def _speaking(text: str, span: Span) -> list[ListedColumn] | None:
    """The columns of ``- created_at, updated_at``: names that tell their types, and nothing else."""
    names = [name.strip(" `") for name in text.lstrip("-*+• ").rstrip(" ,;").split(",")]
    words = [untyped_words(name, "") if name.isidentifier() else None for name in names]
    columns = [
        ListedColumn(name, word, span)
        for name, word in zip(names, words, strict=True)
        if word is not None
    ]
    return columns if columns and len(columns) == len(names) else None


def with_key(
    columns: list[ListedColumn], primary: Excerpt
) -> tuple[list[ListedColumn], list[tuple[str, Span]]]:
    """The columns with the key that stands beside their list, and the constraint that it is where it has several.

    "Primary Key: UUID", "Primary key: `id` (UUID)", "PK: pet_id + toy_id".
    """
    if any(column.words.primary for column in columns):
        return columns, []
    text = primary.text.replace("`", "").replace("*", "").strip()
    names = {column.name: column for column in columns}
    named = [word for word in re.findall(r"\w+", text) if word in names]
    if len(named) > 1:
        return columns, [(f"PRIMARY KEY ({', '.join(named)})", primary.span())]
    if named:
        names[named[0]].words.primary, names[named[0]].words.nullable = True, False
        return columns, []
    name = re.split(r"[\s(（]", text, maxsplit=1)[0]
    kind = text if split_type(text) is not None else text[len(name) :].strip(" ()（）:：")
    called = name if kind is not text and name.isidentifier() else "id"
    parts = split_type(kind)
    read = read_bullet(f"- {called}: {parts[0]}, PK" if parts else f"- {called} PK", primary.span())
    return ([*read, *columns] if isinstance(read, list) else columns), []


def bullet_lines(excerpt: Excerpt) -> list[tuple[str, Span]]:
    """The bullets of a fence that holds nothing but bullets and comments; empty when it holds more."""
    found: list[tuple[str, Span]] = []
    start = 0
    for line in excerpt.text.split("\n"):
        text = line.strip()
        place = excerpt.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
        if not text or text.startswith(("--", "#", "//")):
            continue
        if not re.match(r"[-*+•]\s", text):
            return []
        found.append((text, place))
    return found


def column_lines(excerpt: Excerpt) -> bool:
    """Whether a text holds nothing but definitions of columns and constraints, as stand within CREATE TABLE."""
    lines = [re.sub(r"\s+--.*", "", line.text).strip().rstrip(",") for line in nonblank(excerpt)]
    typed = 0
    for line in lines:
        match = _COLUMN_LINE.fullmatch(line)
        if match is not None and split_type(match.group(2)) is not None:
            typed += 1
        elif not _CONSTRAINT.match(line):
            return False
    return typed > 1


def drawn_lines(excerpt: Excerpt) -> tuple[str | None, list[tuple[str, Span]]]:
    """The columns of a fence that draws a table line by line, and the name on a line of its own above them.

    Rules below the name and remarks (`// ...`) are left out.
    """
    named: str | None = None
    found: list[tuple[str, Span]] = []
    start = 0
    for line in excerpt.text.split("\n"):
        text = line.strip()
        place = excerpt.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
        if not text or text.startswith(("--", "#", "//")) or _DRAWN_RULE.fullmatch(text):
            continue
        if FIELDS_HEAD.fullmatch(text) or (found and _GROUP.fullmatch(text)):
            continue
        match = _DRAWN_NAME.fullmatch(text) if not found and named is None else None
        if match is not None and match.group(1).lower() not in ("id", "uuid"):
            named = match.group(1)
            continue
        found.append((text, place))
    return named, found


def nonblank(excerpt: Excerpt) -> list[Excerpt]:
    """The lines of a fence that hold more than a remark."""
    found: list[Excerpt] = []
    start = 0
    for line in excerpt.text.split("\n"):
        if line.strip() and not line.lstrip().startswith(("--", "#", "//")):
            found.append(excerpt.cut(start, start + len(line)))
        start += len(line) + 1
    return found


def item_lines(items: Sequence[ListItem]) -> list[tuple[str, Span]]:
    """The first line of each item; of a column, with the rules that stand as items below it."""
    return [(_with_rules(item), item.span) for item in items]


def _with_rules(item: ListItem) -> str:
    """``- mail (`text`)`` above ``- UNIQUE`` and ``- NOT NULL`` as one line."""
    line = item.text.split("\n", 1)[0]
    match = _COLUMN_ALONE.fullmatch(line) if item.children else None
    if match is None:
        return line
    rules: list[str] = [match.group(3)] if match.group(3) else []
    for child in item.children:
        if isinstance(child, ListItem):
            text = child.text.split("\n", 1)[0]
            hear_clauses(text, heard := ColumnWords(match.group(2)))
            if not heard.rest and heard != ColumnWords(match.group(2)):
                rules.append(text)
    return f"- {match.group(1)}: {', '.join([match.group(2), *rules])}" if rules else line


def paragraph_lines(block: Paragraph) -> list[tuple[str, Span]]:
    return [(line.text, line.span()) for line in block.lines if line.text.strip()]

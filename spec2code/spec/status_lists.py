"""Statuses and errors: rows, bullets and inline lists into error entries and success statuses."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.api import ApiError, Auth
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.span import Excerpt, Span
from spec2code.spec.auth import error_tells_auth
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.contents import Content
from spec2code.spec.inline import code_spans, fold_width, plain
from spec2code.spec.labels import name_role, statuses_in

__all__ = [
    "is_status_table",
    "read_said_statuses",
    "read_status_line",
    "read_status_table",
    "said_of_status",
    "starts_with_status",
    "take_status",
]

_LEADING = regex(r"^[\s`*_(\[✅❌⚠️•-]*(?:http\s*)?([1-5]\d\d)(?![\w%]|\.\w)", re.IGNORECASE)
_SPLIT = regex(
    r"(?:[,;|。；、，/]|\s(?:or|and|y|e|et|и|ve)\s|(?<=\.)\s|\s—\s|\s·\s)\s*(?=[`*(\[]*[1-5]\d\d(?![\w%]|\.\w))"
)
_REASONS: Final = frozenset(
    [
        "ok",
        "created",
        "accepted",
        "no",
        "content",
        "bad",
        "request",
        "unauthorized",
        "forbidden",
        "not",
        "found",
        "conflict",
        "unprocessable",
        "entity",
        "content",
        "too",
        "many",
        "requests",
        "internal",
        "server",
        "error",
        "service",
        "unavailable",
        "payload",
        "large",
        "gone",
        "locked",
        "method",
        "allowed",
        "acceptable",
        "timeout",
        "gateway",
        "moved",
        "permanently",
        "see",
        "other",
        "precondition",
        "failed",
        "required",
        "unsupported",
        "media",
        "type",
        "server",
    ]
)
_SAID = regex(
    r"(?:\b(?:returns?|returning|responds?(?: with)?|raises?|throws?|rejects?(?:\s\w+)? with|fails? with|answers?(?: with)?|retornar?|retornam?|retorne|devolver|devuelve|retourner?|renvoie|renvoyer"
    r"|вернуть|возвращает|верн[её]т|trả(?: về)?|mengembalikan|liefert|gibt|zwraca|restituisce)\b|返回|抛出|回傳|→|⇒|=>|->)\W{0,6}(?:(?:an?|the|error|status|code|erro|un|um)\s+)*(?:HTTP\s*)?[`*]*(4\d\d|50[0-4])\b(?![\w%.]*\d)",
    re.IGNORECASE,
)
_WHEN = regex(
    r"(?<![\w.])[`*]*(4\d\d|50[0-4])[`*]*\s+(?:(?:only\s+)?(?:if|when|unless|for|on conflict|on duplicate|si|se|cuando|quando|если|при|wenn|falls|bei|gdy|jeśli|jeżeli|nếu|khi|với|jika|bila|eğer)\b|若|如果|当)"
    r"|(?:\b(?:else|otherwise|(?:invalid|wrong|bad|other)\s+\w+\s+is|with|sinon|sino|senão)|иначе|时|時|则|則|否则|未登录|过期|不存在|无权限|若无|아니면|없으면|이면|하면|경우)\s*(?:HTTP\s*)?[`*]*(4\d\d|50[0-4])(?![\w%.]*\d)",
    re.IGNORECASE,
)
_KNOWN_ERROR: Final = r"(?:40[0-689]|41[0-8]|42[1-689]|431|451|50[0-578])"
_AMID = regex(
    rf"`({_KNOWN_ERROR})(?:[ :/]{{1,3}}[A-Za-z][A-Za-z]*(?:[_ .-][A-Za-z]+){{0,5}})?`|[`)\]]\s+or\s+({_KNOWN_ERROR})\b|\bHTTP\s+({_KNOWN_ERROR})\b(?!\.\d)"
    rf"|(?:^|[.;,(—–]\s|[（(])({_KNOWN_ERROR})\s+(?!(?:ms|s|chars?|characters?|items?|rows?|entries|records?|results?|users?|requests?|bytes?|[kmg]b|px|words?|times|days?|hours?|per|x)\b)(?=[^\W\d_])",
)
"""A status in code, behind HTTP, or in front of a clause in whatever language: "401 pri zlých údajoch"."""
_SAID_GOOD = regex(
    r"\b(?:returns?|responds? with|answers?(?: with)?|devuelve|retorna|renvoie|возвращает|trả về)\W{0,4}(?:an? )?(?:HTTP\s*)?[`*]*(20[0-6])\b(?!\s*\w*\s*(?:items|rows|results|records|entries|chars))"
    r"|[`*](20[0-6])[`*]\s*(?:를|을|\S{1,8}\s*응답을)\s*반환",
    re.IGNORECASE,
)
_BEHIND = regex(
    r"(?<![\w.-])[`*]*(4\d\d|50[0-4])[`*]*\s+(?:errors?|status|response)?\s*(?:is|are|will be|gets?) (?:returned|thrown|raised|sent)\b|(?<![\w.-])[`*]*(4\d\d|50[0-4])[`*]*\s*(?:응답|에러|오류|번? ?(?:을|를) 반환|(?:으로|로) (?:거부|거절|응답|실패|반환)|이다|입니다|エラー|を返|を返却|で(?:拒否|失敗|返))"
    r"|(?:status|상태 ?코드|ステータス)\S?\s*(?:는|은|は)?\s*[`*]*(4\d\d|50[0-4])(?![\w%.]*\d)",
    re.IGNORECASE,
)
"""An error that the word behind it tells of: "409 응답", "403으로 거부", "404を返す"."""
_GOOD_BEHIND = regex(r"(?<![\w.-])[`*]*(20[0-6])[`*]*\s*(?:응답|을 반환|를 반환|を返)")
_IN_BRACKETS = regex(r"[(（]\s*(?:HTTP\s*)?(4\d\d|50[0-4])(?:[ :][A-Z][A-Za-z_ ]{2,40})?\s*[)）]")
_DENIED = regex(
    r"(?:\bnever|\bnot|n't|\binstead of|\brather than|(?<!\bsi )\bno|不|(?<!\bse )\bnão|\bnunca|\bjamais|\bне)\W*$",
    re.IGNORECASE,
)
_CODE = regex(
    r"^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$|^[A-Z]{3,}[A-Z0-9_]*$|^[a-z]+(?:_[a-z0-9]+)+$|^[A-Z]{1,6}[-_]?\d{2,6}$"
)
_CODE_BEHIND = regex(r"[`*]*\s+[`*]*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b")
_CODE_INSIDE = regex(r"`[1-5]\d\d[ :/]+([a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)*)`$")
"""The code behind a status: "returns `409 ALREADY_PAID`"."""
_ONE_MORE = regex(r"[`*]*\s*(?:/|\bor\b|\bo\b|\bou\b|或|또는)\s*[`*]*(4\d\d|50[0-4])\b(?![\w%]*\d)")
_CODE_HEAD = regex(
    r"code|错误码|代码|코드|código|kod|код|mã|type|identifier|error(?: key| name)?$|^error$|错误$",
    re.IGNORECASE,
)
_MESSAGE_HEAD = regex(
    r"message|消息|信息|提示|메시지|mensaje|mensagem|mesaj|сообщение|thông báo|pesan|content|body|response",
    re.IGNORECASE,
)
_ANSWER_HEAD = regex(
    r"\W*(?:(?:api|error|http|expected)\s+)?(?:response|result|outcome|answer|returns?|reply|响应|结果|응답|결과"
    r"|respuesta|resposta|réponse|resultado|résultat|yanıt|ответ|відповідь|результат)\W*$",
    re.IGNORECASE,
)
"""A column whose cells begin with the status of an error: ``When | Response``."""
_CASE_HEAD = regex(
    r"\W*(?:when|if|case|condition|situation|scenario|error|failure|trigger|cause|reason)s?\b",
    re.IGNORECASE,
)
_JSON_CODE = regex(
    r"[\"']?(?:error_?code|code|error|type)[\"']?\s*:\s*[\"']([A-Za-z][\w.-]*)[\"']", re.IGNORECASE
)
_JSON_MESSAGE = regex(
    r"[\"']?(?:message|detail|error_?description|msg|error)[\"']?\s*:\s*[\"']([^\"']*\s[^\"']*)[\"']",
    re.IGNORECASE,
)
_BODY_CELL = regex(r"[\s`]*\{.*\}[\s`]*$", re.DOTALL)


def starts_with_status(text: str) -> bool:
    """Whether a line or item begins with an HTTP status."""
    return _LEADING.match(fold_width(text)) is not None


def read_status_line(content: Content, line: Excerpt, *, in_errors: bool) -> bool:
    """Takes every status that a line lists: ``- `404 Not Found`: text``, ``409 if ..., 401 if ...``."""
    text = fold_width(line.text)
    parts: list[tuple[int, int]] = []
    start = 0
    for match in _SPLIT.finditer(text, 0, 4000):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(text)))
    found = False
    for begin, end in parts:
        part = text[begin:end]
        leading = _LEADING.match(part)
        if leading is None:
            if not in_errors:
                continue
            inside = statuses_in(part)
            if not inside:
                continue
            for status in inside:
                take_status(content, status, None, None, plain(part).strip(), line.span(begin, end))
            found = True
            continue
        status = int(leading.group(1))
        rest = re.sub(r"^[\s`*_)\]]*[:\-–—→(]?\s*", "", part[leading.end() :])
        code, said = _code_and_text(rest)
        take_status(content, status, code, None, said, line.span(begin, end))
        found = True
    return found


_INSTEAD = regex(
    r"[`*]{0,3}(?:`[^`]{0,200}`|[^.;。`]){0,120}?(?:\b(?:instead|rather than|in place of|en lugar|em vez|au lieu|statt|anstelle|вместо)\b|而不是|代替|대신)",
    re.IGNORECASE,
)
"""Behind a status that is the answer to a special case: "when a code is asked for, returns `202` instead of tokens"."""


def read_said_statuses(content: Content, line: Excerpt) -> bool:
    """Takes the errors that a rule tells of ("If it is sold already → return `409`"); whether there are new ones."""
    text = fold_width(line.text)
    if len(text) > 2000:
        return False
    known = len(content.errors)
    rules = (_SAID, _WHEN, _BEHIND, _IN_BRACKETS, _AMID)
    for rule_of, match in ((rule, match) for rule in rules for match in rule.finditer(text)):
        if rule_of is _AMID and any(str(item.status) in match.groups() for item in content.errors):
            continue
        if not _DENIED.search(text[: match.start()]):
            rule = plain(_IN_BRACKETS.sub("", text)).strip(" /#*")
            status = next(group for group in match.groups() if group)
            code = _CODE_BEHIND.match(text, match.end()) or _CODE_INSIDE.search(match.group())
            stated = code.group(1) if code else None
            take_status(content, int(status), stated, None, rule, line.span())
            if other := _ONE_MORE.match(text, match.end()):
                take_status(content, int(other.group(1)), None, None, rule, line.span())
    for match in (*_SAID_GOOD.finditer(text), *_GOOD_BEHIND.finditer(text)):
        if not _DENIED.search(text[: match.start()]) and not _INSTEAD.match(text, match.end()):
            good = next(group for group in match.groups() if group)
            content.statuses.setdefault(int(good), (None, line.span()))
    return len(content.errors) > known


def is_status_table(table: TableBlock) -> int | None:
    """The column that holds HTTP statuses; None when the table isn't one of statuses."""
    if not table.rows:
        return None
    for index, head in enumerate(table.header[:4]):
        cells = [row[index].plain for row in table.rows if row[index].plain]
        hits = sum(1 for cell in cells if _LEADING.match(cell) and len(cell) < 60)
        if not cells or hits * 10 < len(cells) * 8:
            continue
        role = name_role(head.plain, exact=True)
        if role in ("statuses", "errors") or re.search(
            r"status|code|c[oó]digo|codice|kode|http|状态|错误|码|코드|상태|estado|statut|durum|статус|код|mã|trạng thái",
            fold_width(head.plain),
            re.IGNORECASE,
        ):
            return index
        if _ANSWER_HEAD.match(fold_width(head.plain)):
            of_cases = any(_CASE_HEAD.match(fold_width(cell.plain)) for cell in table.header)
            if all(_is_answer(cell, of_cases) for cell in cells):
                return index
    return None


def _is_answer(cell: str, of_cases: bool) -> bool:
    """Whether the cell is the status of an error; a bare number of three digits may be one in a table of cases."""
    status = statuses_in(cell)[:1]
    return bool(status) and 400 <= status[0] < 600 and (of_cases or not cell.strip().isdigit())


def read_status_table(content: Content, table: TableBlock, column: int) -> None:
    """Takes a table of statuses, errors or both."""
    heads = [fold_width(cell.plain).strip() for cell in table.header]
    code_column = next(
        (
            i
            for i, head in enumerate(heads)
            if i != column and _CODE_HEAD.search(head) and _has_codes(table, i)
        ),
        None,
    )
    if code_column is None:
        code_column = next(
            (i for i in range(len(heads)) if i != column and _has_codes(table, i)), None
        )
    message_column = next(
        (
            i
            for i, head in enumerate(heads)
            if i not in (column, code_column) and _MESSAGE_HEAD.search(head)
        ),
        None,
    )
    content.errors_listed = True
    for row, span in zip(table.rows, table.row_spans, strict=False):
        statuses = statuses_in(row[column].text)
        others = [
            cell.plain
            for index, cell in enumerate(row)
            if index not in (column, code_column, message_column) and cell.plain
        ]
        message = row[message_column].plain if message_column is not None else None
        codes = _codes(row[code_column]) if code_column is not None else [None]
        if code_column is None:
            code, message = _code_and_message(row[column].plain, message)
            codes = [code]
        for status in statuses:
            for code in codes:
                take_status(
                    content, status, code, message or None, "; ".join(others[:2]) or None, span
                )


def take_status(
    content: Content,
    status: int,
    code: str | None,
    message: str | None,
    condition: str | None,
    span: Span,
) -> None:
    """One status: below 400 it is a response, above it an error."""
    condition = condition.strip(" .;,:-—–)") if condition else None
    if status < 400:
        if status >= 200:
            content.statuses.setdefault(status, (message or condition, span))
        return
    content.errors_listed = True
    told = " ".join(part for part in (message, condition) if part)
    if content.auth is None and error_tells_auth(status, told, content.path):
        content.auth = Auth(True, None, (), span)
    for index, known in enumerate(content.errors):
        if known.status != status or (known.code and code and known.code != code):
            continue
        if known.code == code or known.code is None or code is None:
            if (
                condition
                and known.condition
                and known.condition != condition
                and not (code or known.code)
            ):
                continue
            content.errors[index] = replace(
                known,
                code=known.code or code,
                message=known.message or message,
                condition=known.condition or condition or None,
            )
            return
    content.errors.append(ApiError(status, code, message or None, condition or None, span=span))


def _code_and_text(rest: str) -> tuple[str | None, str | None]:
    """The error code and the remark behind a status, without the reason phrase."""
    rest = rest.strip(" `*.;,")
    phrase = re.match(r"([A-Za-z' -]{2,40})[`*]+\s+", rest)
    if phrase and _is_reason(phrase.group(1)):
        rest = rest[phrase.end() :]
    spans = code_spans(rest)
    code = next((span.text for span in spans if _CODE.match(span.text)), None)
    words = plain(rest).strip()
    first = re.match(r"[`*(]*([\w-]+)", words)
    if code is None and first and _CODE.match(first.group(1)):
        shouted = re.fullmatch(r"[A-Z][A-Z0-9]{3,}", first.group(1))
        if "_" in first.group(1) or (shouted and not _is_reason(first.group(1))):
            code = first.group(1)
    said = re.sub(
        r"^[`*]*[A-Z][A-Za-z' -]*?[`*]*\s*(?:[:)\-–—]|$)",
        lambda m: "" if _is_reason(m.group()) else m.group(),
        words,
    )
    if code and said.startswith(code):
        said = said[len(code) :]
    if code:  # "already paid (`ALREADY_PAID`)"
        said = re.sub(rf"\s*[(\[]\W*{re.escape(code)}\W*[)\]]?\W*$", "", said)
    return code, said.strip(" `*:-—–()") or None


def _code_and_message(status: str, message: str | None) -> tuple[str | None, str | None]:
    """What the status's own cell (``400 `EMPTY_CART` ``) and an example of the body in the next one tell."""
    match = _LEADING.match(status)
    code, said = _code_and_text(status[match.end() :]) if match else (None, None)
    if message is None or not _BODY_CELL.match(message):
        return code, message or said
    stated, told = _JSON_CODE.search(message), _JSON_MESSAGE.search(message)
    if stated is not None and _CODE.match(stated.group(1)):
        code = code or stated.group(1)
        message = None
    return code, told.group(1) if told else message


def said_of_status(text: str) -> str | None:
    """What a line says of a status besides the status and its own reason phrase: None for "(204 No Content)"."""
    words = _LEADING.sub("", text).strip(" `*:-—–.")
    if words.count("(") != words.count(")") or words.startswith("("):
        words = words.strip("() ")
    return None if not words or _is_reason(words) else words


def _is_reason(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and all(word in _REASONS for word in words)


def _codes(cell: Cell) -> list[str | None]:
    parts = [part.strip(" `*") for part in re.split(r"\s*(?:/|,|、|\bor\b|\|)\s*", cell.plain)]
    codes = [part for part in parts if part and part not in ("-", "—", "–")]
    return list(codes) or [None]


def _has_codes(table: TableBlock, column: int) -> bool:
    cells = [row[column].plain for row in table.rows if row[column].plain]
    hits = sum(
        1
        for cell in cells
        if any(_CODE.match(part.strip("` ")) for part in re.split(r"\s*[/,|]\s*", cell))
    )
    return bool(cells) and hits * 2 >= len(cells)

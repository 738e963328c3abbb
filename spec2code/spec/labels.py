"""What a heading, a bold lead or the words before a colon announce: `**Response** (201 Created):`.

A label has a role from `words.LABEL_WORDS`, perhaps a status, and the text behind it. Bold leads and
headings may say more than the role ("Updated Response for X (200 OK)"); plain words may not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.span import Excerpt
from spec2code.spec.inline import bold_lead, fold_width, plain
from spec2code.spec.traditional import simplified
from spec2code.spec.words import LABEL_WORDS

__all__ = [
    "Label",
    "announcing_label",
    "failed",
    "line_label",
    "name_role",
    "of_answer",
    "of_fields",
    "statuses_in",
    "title_label",
]

OTHER: Final = "other"
"""The role of a label that announces something which is no part of an endpoint."""

_ROLES: Final = {
    phrase: role for role, phrases in LABEL_WORDS.items() for phrase in phrases.split("|")
}
_LONGEST: Final = max(len(phrase) for phrase in _ROLES)
_STATUS = regex(
    r"(?<![\w.$€£#:/-])([1-5]\d\d)(?![\w%]|\.\d|-\d|\s*(?:ms|chars|items|requests|rows|mb|kb|px)\b)"
)
_NUMBERING = regex(
    r"^(?:[^\w/{\[(<`*$]+|(?:step\s+)?\d+(?:\.\d+)*(?:[.)、:]|\s)\s*|[a-z]\d{0,2}[.)]\s+|[ivx]{1,4}[.)]\s+"
    r"|[①-⑳]\s*|[一二三四五六七八九十]+、\s*|\(\d+\)\s*)+",
    re.IGNORECASE,
)
_RESPONSE_WORD = regex(
    r"\b(response|responses|respuesta|resposta|réponse|yanıt|ответ(?:а|ы|ов)?|відповід(?:ь|і|ей)|antwort|risposta)\b|\banswers?(?=\W{0,4}[1-5]\d\d\b)|\bodpowied\w+|响应|返回|응답|レスポンス|応答|phản hồi",
    re.IGNORECASE,
)
_REQUEST_WORD = regex(
    r"\b(request|payload|petición|solicitud|requisição|requête|istek|запрос(?:а|ы|ов)?|anfrage|richiesta)\b|\bżądani\w+|请求(?:体|参数|中)|リクエスト|요청",
    re.IGNORECASE,
)
_ERROR_WORD = regex(
    r"\b(errors?|errores|erros?|erreurs?|fehler\w*|errori|błęd\w*|hata\w*|ошибк\w+|failures?)\b|错误|错誤|失败|エラー|에러|오류|lỗi",
    re.IGNORECASE,
)
_ERROR_NAME = regex(
    r"(?:validation|business|auth\w*|permission|server|client|conflict|not found|rate limit|invalid \w+|payment|network|internal|expected|typical|sample)\s+errors?(?:\s+(?:responses?|examples?|body))?",
    re.IGNORECASE,
)
_QUERY_WORD = regex(
    r"\bquery\b|\bfilter(?:ing)? param\w*|(?:查询|筛选|过滤)参数|クエリ|쿼리", re.IGNORECASE
)
_FIELDS_WORD = regex(
    r"\b(?:fields|campos|champs|felder|campi|pola|поля|alanlar|trường)\b|字段|필드|フィールド",
    re.IGNORECASE,
)
_DASH = regex(r"\s*[–—]\s*\S|\s+-{1,2}\s+\S")
_ANNOUNCED: Final = (
    *("request", "response", "errors", "example_request", "example_response", "query"),
)
_DASHED: Final = ("request", "response", "errors")
_ROUTE = regex(r"`?(?:get|post|put|patch|delete)`?\s+`?/[\w/{}:.-]*`?")
_OPTIONAL = regex(
    r"^(?:optional(?:er?)?|opcjonaln[ae]|необязательн\w+|опциональн\w+|可选(?:的)?|選択|선택(?:적)?|tùy chọn)\s*|\s+(?:optional|opcional(?:es)?|optionnel(?:le)?s?|facultati(?:f|ve)|opzional[ei]|facoltativ[oa]|tùy chọn|opsional)$"
)
_MAY_BE_OPTIONAL: Final = ("request", "query")
_HEAD_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class Label:
    """`rest` is what stands behind the label on its line; `name` is the label itself, plain."""

    role: str
    name: str
    statuses: tuple[int, ...]
    rest: Excerpt
    strong: bool
    """Bold or a heading: it ends what the label before it announced even when its role is unknown."""

    @property
    def status(self) -> int | None:
        return self.statuses[0] if self.statuses else None


@lru_cache(maxsize=1024)
def statuses_in(text: str) -> tuple[int, ...]:
    """The HTTP statuses that a label or a cell names, in order; ``200/201`` names two."""
    text = fold_width(text).replace("`", " ").replace("*", " ").replace("/", " ")
    return tuple(dict.fromkeys(int(match.group(1)) for match in _STATUS.finditer(text[:200])))


@lru_cache(maxsize=1024)
def name_role(name: str, *, exact: bool) -> str | None:
    """The role of a label's words; with `exact` nothing but brackets, a status and numbering may be added."""
    text = _normal(name)
    role = _role(text, exact=exact) if text else None
    if role is None and (other := simplified(text)) != text:
        return _role(other, exact=exact)
    return role


def _role(text: str, *, exact: bool) -> str | None:
    leading = re.match(r"([1-5])\d\d\b", text)
    if leading:
        # "404 Not Found", "400 Bad Request": the status says what it is, not the words of its name.
        return "errors" if leading.group(1) in "45" else "response"
    if text in _ROLES:
        return _ROLES[text]
    bare = re.sub(r"\s*[(\[].*$", "", text).strip(" -–—:")
    if (needless := _OPTIONAL.sub("", bare)) != bare and _ROLES.get(needless) in _MAY_BE_OPTIONAL:
        return _ROLES[needless]
    bare = _STATUS.sub("", bare).strip(" -–—:/")
    if bare in _ROLES:
        return _ROLES[bare]
    if _ERROR_NAME.fullmatch(text):
        return "errors"
    found = _leading(text, exact=exact) or _leading(bare or text, exact=exact)
    if found is not None or exact:
        return found
    return _by_word(text)


def title_label(title: Excerpt) -> Label | None:
    """What a heading announces; None when it is no part of an endpoint."""
    text = plain(title.text)
    role = name_role(text, exact=False)
    if role is None:
        return None
    return Label(role, text, _head_statuses(text), title.cut(len(title.text)), strong=True)


_ELSEWHERE = regex(
    r"\b(?:jwt|token)\W+(?:\w+\W+)?(?:payload|claims|structure|contents)\b|\b(?:payload|claims|contents) (?:of|in) (?:the )?(?:\w+ )?(?:jwt|token)\b"
    r"|\bin-memory\b|\b(?:redis|cache|queue) (?:structure|format|entry|payload|schema)\b|(?:jwt|token|토큰|令牌) ?(?:载荷|负载|페이로드|ペイロード)"
    r"|^\W*no (?:request|body|response|payload)s? (?:available|found|pending|waiting)\b",
    re.IGNORECASE,
)
"""What is shown below it is no body of the endpoint: the claims of a token, what is kept in memory."""
_FIELDS_ALONE: Final = frozenset(
    (
        *(
            "fields",
            "required fields",
            "field",
            "attributes",
            "字段",
            "필드",
            "フィールド",
            "项目",
            "項目",
        ),
        *("campos", "champs", "felder", "campi", "pola", "поля", "alanlar", "trường"),
    )
)
_ASIDE = regex(r"\s*\([^()]*\)\s*$")
_BODY_ALONE = regex(
    r"\W*(?:json )?(?:body|payload|data|본문|바디|内容|ボディ|本文|cuerpo|corpo|corps|gövde|тело|isi|nội dung)\W*",
    re.IGNORECASE,
)


def line_label(line: Excerpt) -> Label | None:
    """The label that a line of text begins with, None when it is just text."""
    text = line.text
    bold = bold_lead(text)
    if bold is not None:
        return _bold_label(line, *bold)
    folded = fold_width(text)
    stripped = folded.lstrip("`").lstrip()
    if not stripped or len(folded) > 2000:
        return None
    colon = folded.find(":", 0, _HEAD_WORDS)
    while colon != -1 and folded[colon + 1 : colon + 3] == "//":
        colon = folded.find(":", colon + 1, _HEAD_WORDS)
    if colon != -1:
        head = folded[:colon]
        brace = re.search(r"`?\s*[{\[]\s*[\"'\w{]", head)
        if brace is not None and brace.start():
            # ``Returns 202 `{ "id": 1 }` ``: the colon is that of the body.
            colon, head = brace.start() - 1, head[: brace.start()]
        role = name_role(plain(head), exact=True)
        if role is not None and role != "description":
            return _label(line, role, plain(head), colon + 1, strong=False)
        if role == "description":
            return _label(line, role, plain(head), colon + 1, strong=False)
        return None
    if len(folded) <= _HEAD_WORDS:
        role = name_role(plain(folded), exact=True)
        if role is not None and role not in ("description", "endpoint", "method"):
            return _label(line, role, plain(folded), len(text), strong=False)
    code = re.match(r"([A-Za-z ]{3,30}?)\s+(?=[`{])", text)
    if code:
        role = name_role(code.group(1), exact=True)
        if role in ("request", "response", "query", "headers", "errors"):
            return _label(line, role, code.group(1), code.end(), strong=False)
    return None


def announcing_label(line: Excerpt, of_fields: str) -> Label | None:
    """What a short line with a colon at its end says of the block below it: "The answer to admins is a list:".

    `of_fields`: the role of one that names nothing but fields.
    """
    text = fold_width(line.text).strip()
    if not text.endswith(":") or len(text) > _HEAD_WORDS or "/" in text:
        return None
    name = plain(text[:-1]).strip()
    if _ELSEWHERE.search(name):
        return Label("foreign", name, (), line.cut(len(line.text)), strong=True)
    role = name_role(name, exact=False)
    if role in (None, "validation") and _FIELDS_WORD.search(name):
        role = of_fields
    if role is None and _QUERY_WORD.search(name):
        role = "query"
    if role not in _ANNOUNCED:
        return None
    return Label(role, name, _head_statuses(name), line.cut(len(line.text)), strong=True)


def _bold_label(line: Excerpt, words: str, end: int) -> Label | None:
    text = fold_width(line.text)
    name = plain(words)
    rest = text[end:].lstrip()
    if _ELSEWHERE.search(name):
        return _label(line, "foreign", name, _behind_colon(text, end), strong=True)
    ends_in_colon = name.rstrip().endswith((":", "："))
    role = name_role(name, exact=False)
    if role is None:
        if ends_in_colon or rest.startswith(":") or not rest:
            return _label(line, OTHER, name, _behind_colon(text, end), strong=True)
        return None
    if not (ends_in_colon or not rest or rest[0] in ":-–—([`{→=|" or statuses_in(rest[:20])):
        exact = name_role(name, exact=True)
        if exact is None or len(rest.split()) > 12:
            return None
        role = exact
    behind = _behind_colon(text, end)
    # A status in brackets between the words and the colon belongs to the label.
    label = _label(line, role, name, behind, strong=True)
    between = line.text[end:behind]
    extra = statuses_in(between) or (
        statuses_in(label.rest.text[:40]) if not label.statuses else ()
    )
    if extra and not label.statuses:
        return Label(label.role, f"{name} {plain(between)}".strip(), extra, label.rest, True)
    if between.strip(" :"):
        return Label(label.role, f"{name} {plain(between)}", label.statuses, label.rest, True)
    return label


def _behind_colon(text: str, end: int) -> int:
    """The offset behind the label's colon, which may stand behind brackets: ``**Response** (200 OK):``."""
    match = re.compile(r"\s*(?:\([^()]{0,120}\)\s*)?(?:`?[1-5]\d\d[^:`]{0,40}`?\s*)?:").match(
        text, end
    )
    return match.end() if match else end


def _label(line: Excerpt, role: str, name: str, end: int, *, strong: bool) -> Label:
    rest = line.text[end:]
    lead = len(rest) - len(rest.lstrip(" \t:：-–—*"))
    if rest[:lead].rstrip().endswith("-") and rest[lead : lead + 1].isdigit():
        lead -= 1
    excerpt = line.cut(end + lead)
    statuses = _head_statuses(name)
    if not statuses and role in ("response", "errors", "example_response"):
        statuses = (
            statuses_in(excerpt.text[:30]) if re.match(r"[`*(\s]*[1-5]\d\d\b", excerpt.text) else ()
        )
    return Label(role, name, statuses, excerpt, strong)


def _head_statuses(text: str) -> tuple[int, ...]:
    return statuses_in(
        _NUMBERING.sub("", text) if not re.match(r"[`\s]*[1-5]\d\d\b", text) else text
    )


def _normal(name: str) -> str:
    # A Turkish capital İ becomes an i and a combining dot.
    text = fold_width(name).strip().lower().replace("\u0307", "").strip("*_`:：#> ")
    if not re.match(r"[`\s]*[1-5]\d\d\b(?![.)])", text):
        text = _NUMBERING.sub("", text)
    if _ROUTE.match(text):
        text = _ROUTE.sub("", text, count=1).strip(" -–—:") or text  # "POST `/query` — Response"
    return text.strip("*_`: .")


def _leading(text: str, *, exact: bool) -> str | None:
    """The role of the longest phrase that the text begins with."""
    for length in range(min(len(text), _LONGEST), 1, -1):
        role = _ROLES.get(text[:length])
        if role is None:
            continue
        rest = text[length:]
        if rest[0].isalnum() and text[length - 1].isascii() and text[length - 1].isalnum():
            if rest[0].isascii():
                continue
        if exact:
            if role in _DASHED and _DASH.match(rest):
                return _by_word(text) or role  # "Response — wrong password (401)"
            return role if re.fullmatch(r"\s*(?:[-–—:(/]\s*)?[1-5]\d\d\b.{0,40}", rest) else None
        if role in ("required_fields", "optional_fields"):
            return None  # "Required endpoints", "Optional steps"
        if role in (
            "endpoint",
            "method",
            "base",
            "description",
            "headers",
            "cookies",
            "validation",
            "auth",
            "roles",
        ):
            # Words such as "API" or "Access" begin many headings that announce nothing.
            return role if len(rest.split()) <= 2 and role != "endpoint" else None
        if role in (
            "request",
            "response",
            "errors",
            "statuses",
            "query",
            "parameters",
            "path_parameters",
        ):
            return _by_word(text) or role if rest.strip() else role
        return role
    return None


def _by_word(text: str) -> str | None:
    """The role that some word inside of a longer label gives away."""
    if len(text) > 90:
        return None
    if _ERROR_WORD.search(text) and not re.search(r"\b(no|without)\b", text):
        return "errors"
    responses = list(_RESPONSE_WORD.finditer(text))
    response = responses[-1] if responses else None
    request = _REQUEST_WORD.search(text)
    if response and not (request and request.start() > response.start()):
        return "response"
    if _QUERY_WORD.search(text):
        return "query"
    if request:
        return "request"
    return None


def failed(name: str) -> bool:
    """Whether a label is about what goes wrong: "Example response (failure)", "응답 예시 (실패)"."""
    return bool(_ERROR_WORD.search(name) or re.search(r"실패|失敗|\bfail", name, re.IGNORECASE))


def of_answer(label: Label, answer: Label | None) -> Label:
    """What an item below an answer is about: "Body: {…}" is that answer's, and so are the cookies it sets."""
    if label.role == "request" and _BODY_ALONE.fullmatch(fold_width(label.name)):
        return replace(label, role="response", statuses=answer.statuses if answer else ())
    return replace(label, role="foreign") if label.role in ("cookies", "headers") else label


def of_fields(label: Label) -> Label:
    """The label of a list of fields, where nothing says whose: "Fields: `kind`, `photo`" of what is sent."""
    words = _ASIDE.sub("", fold_width(label.name).lower().strip(" *_`:"))
    return replace(label, role="parameters") if words in _FIELDS_ALONE else label

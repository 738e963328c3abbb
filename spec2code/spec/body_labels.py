"""What a line in front of a body says of it: request or response, status, method and path, headers."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.spec.body_clues import form_named

__all__ = ["BodyLabel", "read_label"]

_REQUEST: Final = (
    r"request|req\b|form[- ]?data\b|body|payload|input|params?\b|请求|請求|入参|输入|요청|입력|solicitud|petici[oó]n|cuerpo|entrada"
    r"|requisi[cç][aã]o|corpo|requête|corps|istek|gövde|yêu cầu|запрос|тело|permintaan|طلب|リクエスト"
)
_RESPONSE: Final = (
    r"response|resp\b|res\b|returns?\b|output|success|reply|result|响应|響應|返回|回應|回应|输出|成功|出参|응답|반환|respuesta|devuelve|retorna"
    r"|salida|resposta|retorno|réponse|retour|yanıt|cevap|dönüş|phản hồi|trả về|ответ|відповідь|возвращает|respons|استجابة|レスポンス|応答"
)
_ERROR: Final = (
    r"errors?\b|failure|fail\b|exception|错误|錯誤|失败|失敗|에러|오류|실패|errores|erros?\b|erreurs?|hata|lỗi|ошибк\w*|kesalahan|خطأ|エラー"
)
_WORDS = regex(
    rf"(?P<error>\b(?:{_ERROR}))|(?P<response>\b(?:{_RESPONSE}))|(?P<request>\b(?:{_REQUEST}))",
    re.IGNORECASE,
)
_METHOD = regex(
    r"(?:\W{0,4}|\d{1,2}[.)]\s*\w{2,12}:\s*)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?:https?://[^/\s]+|\{\{?\w+\}?\}|\$\{?\w+\}?)?(/[^\s`*,;，]*)"
)
_HTTP = regex(r"HTTP(?:/\d(?:\.\d)?)?\s+([1-5]\d\d)\b")
_STATUS = regex(
    r"(?<![\w.:/$-])([1-5]\d\d)(?![\w/%]|\.\d|\s*(?:ms|chars?|px|items|KB|MB|字|bytes|rows|seconds?)\b)"
)
_STATUS_LEAD = regex(r"\W{0,6}([1-5]\d\d)\b(?!\s*(?:ms|chars?|px|items|%))")
_HEADER = regex(
    r"([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|Authorization|Accept|Cookie|Host|Date|Location)\s*[:：]\s*(\S.*)"
)
_EVENT_STREAM = regex(r"(?:data|event|id|retry):\s?")
_REFERENCE = regex(
    r"(?:[:：=]|->|→|returns?|返回)\s*(?:[1-5]\d\d\s*(?:[+,:→–-]\s*|\s)(?:[a-z]\w*\s+)?)?`?(\[?[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:\[\])?\]?)`?\s*(?:[(（][^()（）]*[)）])?\s*$",
)
_OR_ERROR = regex(r"(?<=\S)(?:\s*\|\s*[45]\d\d\b)+")
"""The errors that a line gives besides the answer: `Pet | 404`."""
_SAME = regex(
    r"\b(same (?:as|shape|envelope|response|body|structure|format|fields|schema|request|payload)|see\b|как |同上|同|igual que|mismo)",
    re.IGNORECASE,
)
_LONGEST = 300


@dataclass(slots=True)
class BodyLabel:
    """What the lines in front of a body say, taken together."""

    role: str | None = None
    status: int | None = None
    method: str | None = None
    path: str | None = None
    media_type: str | None = None
    reference: str | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, other: BodyLabel, text: str) -> None:
        self.role = other.role or self.role
        self.status = other.status or self.status
        self.media_type = other.media_type or self.media_type
        self.reference = other.reference or self.reference
        self.headers += other.headers
        self.texts.append(text)
        if self.status and self.status >= 400 and self.role != "request":
            self.role = "error"


def read_label(text: str) -> BodyLabel:
    """What one line says."""
    label = BodyLabel()
    text = _OR_ERROR.sub("", text.strip()[:_LONGEST])
    if match := _HTTP.match(text):
        label.status = int(match.group(1))
        label.role = "error" if label.status >= 400 else "response"
        return label
    if match := _METHOD.match(text):
        label.method, label.path = match.groups()
        return label
    if match := _HEADER.match(text):
        label.headers.append((match.group(1), match.group(2).strip()))
        if match.group(1).lower() == "content-type":
            label.media_type = match.group(2).split(";")[0].strip().lower()
        return label
    if _EVENT_STREAM.match(text):
        label.media_type = "text/event-stream"
        label.role = "response"
        return label
    if form := form_named(text):
        label.media_type = form
    word = _WORDS.search(text[:80])
    if word and (word.start() <= 24 or text.endswith((":", "："))):
        label.role = word.lastgroup
        status = _STATUS.search(text)
    else:
        status = _STATUS_LEAD.match(text)
    if status:
        label.status = int(status.group(1))
        if label.status >= 400:
            label.role = "error"
        elif label.role != "request":
            label.role = "response"
    if match := _REFERENCE.search(text):
        label.reference = match.group(1)
    elif label.role and _SAME.search(text):
        label.reference = text
    return label

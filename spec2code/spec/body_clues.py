"""Small signs by which a body, its status or its error code is told."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.inline import fold_width

__all__ = [
    "BINARY",
    "NOTHING",
    "PARTIAL",
    "REASON",
    "ROLE_OF",
    "code_inside",
    "fits",
    "form_named",
    "is_call_options",
    "is_error",
    "is_headers",
    "is_partial",
    "is_program",
    "is_stream",
    "media",
    "media_named",
    "message_inside",
    "status_inside",
    "stripped",
    "unwrapped",
    "variant",
]

ROLE_OF: Final = {
    "example_request": "request",
    "example_response": "response",
    "validation": "request",
    "statuses": "response",
    "error": "errors",
}


NOTHING = regex(
    r"^[\s`*_(]*(?:none|no body|empty(?: body)?|n/?a|nothing|no content|not required|no request body|-+|–|—|无|空|没有|無|없음|ningun[oa]|vacío|sin (?:cuerpo|body)"
    r"|nenhum[a]?|sem (?:corpo|body)|vazio|aucun[e]?|vide|yok|boş|không(?: có)?|нет|пусто|пустое|tidak ada|kosong|لا يوجد)[\s`*_).]*(?:$|[(（—–-])",
    re.IGNORECASE,
)
_DOES = regex(
    r"(?m)^[ \t]*(?:return\b|(?:if|for|while|switch|catch)\s?\(|else\s?\{|(?:async\s+)?(?:function|def)\s+\w|import\s+[\w{*]|from\s+[\w.]+\s+import\b|await\s|throw\s"
    r"|(?:const|let|var|final)\s+\w+\s*=\s*(?:await|new|async|\w+(?:\.\w+)*\()|(?:public|private|protected)\s+(?:static\s+)?\w|\w+(?:\.\w+)+\([^\n]*\);?[ \t]*(?://[^\n]*)?$)"
)
_CALL_OPTIONS = regex(
    r"\s*\{\s*(?:\w+\s*:\s*['\"][\w-]*['\"]\s*,\s*)?method\s*:\s*['\"](?:GET|POST|PUT|PATCH|DELETE)['\"]\s*,\s*(?:credentials|headers|body|mode|cache|signal)\b"
)
_MEDIA = regex(
    r"(?<![\w/.])(?:text|application|image|audio|video|font)/[a-z][\w.+-]*", re.IGNORECASE
)
BINARY = regex(
    r"\bbinary\b|\bfile (?:data|download|stream)\b|\bPDF\b|\bCSV\b|文件流|二进制|바이너리|\bbinario\b|\bstream\b|octet-stream",
    re.IGNORECASE,
)
REASON = regex(r"^\W*[1-5]\d\d\b\W*(?:(?:OK|Created|Accepted|No Content)\b)?\W*", re.IGNORECASE)
_FORM = regex(
    r"(multipart/form-data|application/x-www-form-urlencoded)|\bform[- ]data\b|\bmultipart\b",
    re.IGNORECASE,
)
PARTIAL = regex(
    r"\b(?:all|every|each|any)\b.{0,20}\boptional\b|\boptional fields\b|\bfields? (?:are )?optional\b|\bpartial\b|\bany subset\b"
    r"|\b(?:todos|todas|campos)\b.{0,20}\bopciona(?:l|les|is)\b|\bchamps facultatifs\b|\bfield opsional\b|(?:均|都|字段)可选|모두 선택|все поля необязательн",
    re.IGNORECASE,
)
"""Words of a body whose fields may all be left out."""
_PHRASES = regex(
    r"(?:ok|created|accepted|no content|bad request|unauthorized|forbidden|not found|conflict|json|success|application/json)",
    re.IGNORECASE,
)


def message_inside(example: object) -> str | None:
    """The message that an error body shows."""
    if not isinstance(example, dict):
        return None
    for value in (example.get("message"), example.get("detail"), example.get("error")):
        if isinstance(value, str) and " " in value.strip() and len(value) <= 200:
            return value
        if isinstance(value, dict):
            return message_inside(value)
    return None


def is_error(example: object) -> bool:
    """Whether nothing but an error looks so: `{"error": {"code": ...}}`, beside it at most that nothing succeeded."""
    if not isinstance(example, dict) or not isinstance(example.get("error"), dict):
        return False
    inner = example["error"]
    flags = {"success", "ok", "status", "data", "timestamp", "request_id", "requestId"}
    return bool(inner.keys() & {"code", "message"}) and not example.keys() - flags - {"error"}


def is_partial(method: str, role: str | None, label: str) -> bool:
    """Whether the fields of a body below such a label may all be left out."""
    asked = ROLE_OF.get(role or "", role) in ("request", None)
    return asked and (method == "PATCH" or PARTIAL.search(label) is not None)


def is_headers(shape: Shape | None) -> bool:
    """Whether lines such as `Content-Type: image/png` were taken for fields."""
    if not isinstance(shape, ObjectShape) or not shape.fields:
        return False
    return all(
        re.fullmatch(r"(?:Content|Cache|Accept|X)-[\w-]+", item.name) for item in shape.fields
    )


def is_call_options(text: str) -> bool:
    """Whether the text shows the options of a call from JavaScript: ``{ method: 'POST', credentials: … }``."""
    return bool(_CALL_OPTIONS.match(text)) and len(text) < 400


def is_program(text: str) -> bool:
    """Whether the text does something instead of showing a value: it returns, loops, imports or calls."""
    return bool(_DOES.search(text))


def is_stream(text: str) -> bool:
    """Whether the text shows server-sent events."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    events = sum(1 for line in lines if line.startswith(("data:", "event:", "id:", "retry:")))
    return events * 2 > len(lines)


_MADE_UP = regex(
    r"\d|([A-Za-z])\1{3}|(?:^|[_-])(?:id|ID|uuid|UUID|slug)$|[a-z]Id$|^(?:your|some|my|an?|sample|example)[_-]"
)


def fits(pattern: str, path: str) -> bool:
    """Whether an example path (`/users/42`) is one of those that a path with parameters stands for."""
    ours = [part for part in path.split("/") if part]
    theirs = [part for part in pattern.split("/") if part]
    if len(theirs) < len(ours):
        return False
    return all(
        a == b or a.startswith("{") or b.startswith("{")
        for a, b in zip(ours, theirs[-len(ours) :], strict=True)
    )


def is_example_of(path: str, pattern: str) -> bool:
    """Whether the path is the pattern with made-up values: `/users/42`, `/users/clyyyyy`, `/users/user-id`; `/users/me` is a path of its own."""
    ours, theirs = path.strip("/").split("/"), pattern.strip("/").split("/")
    if len(ours) != len(theirs) or ours == theirs:
        return False
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return all(b.startswith("{") and _MADE_UP.search(a) for a, b in pairs)


def media_named(text: str) -> str | None:
    """The media type that a text names and that isn't JSON: `text/csv`, a download."""
    found = _MEDIA.search(text)
    return found.group().lower() if found and "json" not in found.group().lower() else None


def form_named(text: str) -> str | None:
    """The media type of the form that a text names: "Request (application/x-www-form-urlencoded)", "Form Data"."""
    found = _FORM.search(text)
    if found is None:
        return None
    return "multipart/form-data" if found.group(1) is None else found.group(1).lower()


def media(media_type: str) -> str | None:
    return media_type if media_type != "application/json" else None


def variant(name: str) -> str | None:
    """What a response label says besides response and status: "for firm creation", "firm does not exist"."""
    text = re.sub(r"[(（]\s*[1-5]\d\d\b[^()]*[)）]", "", fold_width(name)).strip(" :*`")
    match = re.search(r"\bfor\b(.+)|\(([^()\d]+)\)|\s[-–—]\s+([^\d].*)", text)
    if match is None:
        return None
    said = unwrapped(match.group().strip(" -–—:*`"))
    return None if _PHRASES.fullmatch(said) else said


def status_inside(example: object) -> int | None:
    """The status that an error body gives of itself."""
    if isinstance(example, dict):
        for key in ("status", "statusCode", "status_code", "httpStatus", "code"):
            value = example.get(key)
            if isinstance(value, int) and 400 <= value < 600:
                return value
        inner = example.get("error")
        if isinstance(inner, dict):
            return status_inside(inner)
    return None


def code_inside(example: object) -> str | None:
    if not isinstance(example, dict):
        return None
    for value in (
        example.get("error"),
        example.get("code"),
        example.get("error_code"),
        example.get("errorCode"),
    ):
        if isinstance(value, str) and re.fullmatch(
            r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+|[A-Z]{3,}", value
        ):
            return value
        if isinstance(value, dict):
            return code_inside(value)
    return None


def stripped(line: Excerpt) -> Excerpt:
    lead = len(line.text) - len(line.text.lstrip(" \t-*#/"))
    return line.cut(lead)


def unwrapped(text: str) -> str:
    """The words without marks and without brackets around the whole of them."""
    text = text.strip(" `*.:")
    if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1:
        text = text[1:-1]
    return text.strip(") ") if text.count("(") < text.count(")") else text.strip()

"""Bodies beside others: a table before the example that shows it, names on a label's own line, a second request."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.shapes import ANY, MISSING, ArrayShape, Field, ObjectShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.field_merge import merge
from spec2code.spec.inline import code_spans, plain
from spec2code.spec.inline_names import inline_names
from spec2code.spec.phrases import read_type

__all__ = ["lay_over", "listed_fields", "repeats_secret", "take_inline_fields"]

_CODE = regex(r"`[^`]*`")
_FIELD = regex(r"[a-z_]\w*(?:\[\])?")
_HEADER = regex(r"content-type|accept|authorization", re.IGNORECASE)
_TYPE_NAME = regex(r"[A-Z][a-z]\w*")
_SECRET = regex(
    r"(?:new_?|current_?|old_?)?pass(?:word|wd)|비밀번호|senha|contraseña", re.IGNORECASE
)
_OPTIONAL = regex(
    r"\b(?:optional\w*|opcional\w*|facultati\w+|opzional\w*)\b|可选|可選|선택|任意|необязательн\w*",
    re.IGNORECASE,
)
_IN_WORDS = regex(
    r"(?:any |a |the )?(?:subset|part|some|any|all|partial|updated|changed|full|complete)\b(?: of)?(?: the)?(?: [a-z]+){0,2} (?:fields|properties|attributes|object)\b(?: to (?:change|update|be (?:changed|updated)))?[^.;:`{]{0,40}\.?"
    r"|(?:the )?(?:fields|properties|attributes) to (?:change|update|be (?:changed|updated))\.?",
    re.IGNORECASE,
)
"""A body that is there, without its fields: "any subset of the project's fields (all optional)"."""
_AND_WORD = regex(r"(?:\+|&|\band\b)\s*(optional\s+)?([A-Za-z_]\w*)\s*(?=$|[+&,.;])")
"""Names without their marks behind those that have them: "`token` + optional comment"."""


def lay_over(content: Content, bodies: list[BodySeen], seen: BodySeen) -> bool:
    """Joins an example to the table before it, and tells where they differ; False where there is none."""
    last = bodies[-1] if bodies else None
    if last is None or last.table is None or seen.shape is None or seen.reference is not None:
        return False
    if last.example is not MISSING:
        seen.is_example = True
        return False
    last.shape, told = merge(seen.shape, last.table)
    content.diagnostics += told
    last.example, last.span, last.media_type = seen.example, seen.span, seen.media_type
    last.abridged = seen.abridged
    return True


def repeats_secret(shape: Shape | None, requests: list[BodySeen]) -> bool:
    """Whether a body has a secret that the request has too, so that it is another example of that: none answers it."""
    return bool(_secrets(shape) & {name for seen in requests for name in _secrets(seen.shape)})


def _secrets(shape: Shape | None) -> set[str]:
    fields = shape.fields if isinstance(shape, ObjectShape) else ()
    return {item.name for item in fields if _SECRET.fullmatch(item.name)}


def listed_fields(rest: Excerpt, *, least: int = 2) -> ObjectShape | None:
    """The object whose fields a response's own line lists: ``出参：access_token, user``."""
    names = inline_names(rest)
    words = _CODE.sub("", rest.text)
    if len(names) < least or any(not _FIELD.fullmatch(name) for name, *_ in names):
        return None
    if code_spans(rest.text) and len(words.split()) > len(names) + 4:
        return None  # a sentence that mentions some names
    fields = {
        name: Field(
            name.removesuffix("[]"),
            ArrayShape(items=ANY) if name.endswith("[]") else ANY,
            required=not optional,
            span=span,
        )
        for name, _, optional, span in names
    }
    return ObjectShape(fields=tuple(fields.values()), span=rest.span())


def _is_typed(behind: str) -> bool:
    """Whether a type in brackets stands behind the name: `file(File)`."""
    phrase = read_type(behind.strip(" ()")) if behind.strip().startswith("(") else None
    return phrase is not None and phrase.understood and bool(phrase.shape)


def take_inline_fields(content: Content, rest: Excerpt, label: str = "") -> bool:
    """Takes a list of names on a label's own line as the request's fields; an "optional" one has but some of them."""
    names = inline_names(rest)
    if content.method in ("POST", "PUT", "PATCH") and _IN_WORDS.fullmatch(plain(rest.text).strip()):
        content.requests.append(
            BodySeen(rest.span(), ObjectShape(fields=(), elided=True, span=rest.span()))
        )
        return True
    if not names:
        return False
    if len(names) == 1 and not (code_spans(rest.text) or _is_typed(names[0][1])):
        return False
    if len(names) == 1 and (_TYPE_NAME.fullmatch(names[0][0]) or _HEADER.fullmatch(names[0][0])):
        return False  # "`Clinic`" is what the body is called, "`Content-Type: …`" how it is sent
    fields: list[Field] = []
    for name, stated, optional, span in names:
        phrase = read_type(stated.strip(" ()")) if stated.strip(" ()") else None
        shape = phrase.shape if phrase is not None and phrase.understood else ANY
        may_lack = optional or content.method == "PATCH"
        may_lack |= phrase is not None and phrase.rules.required is False
        fields.append(
            Field(
                name.removesuffix("[]"),
                shape,
                required=not may_lack,
                unmarked=shape is ANY and not may_lack,
                span=span,
            )
        )
    for word in (
        _AND_WORD.finditer(rest.text, rest.text.rfind("`") + 1) if code_spans(rest.text) else ()
    ):
        required = not word.group(1) and content.method != "PATCH"
        at = rest.span(*word.span(2))
        fields.append(Field(word.group(2), ANY, required=required, unmarked=required, span=at))
    unique = {item.name: item for item in fields}
    some = _OPTIONAL.search(label) is not None
    shape = ObjectShape(fields=tuple(unique.values()), elided=some, span=rest.span())
    content.requests.append(BodySeen(rest.span(), shape))
    return True

"""Bodies that a sentence tells of: "Returns `{ id, name }`.", "Returns `token`, `user`.", "multipart with `photo`"."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.body_references import names_generic
from spec2code.spec.content_bodies import WITH_NAMES, WRITING, BodyReader
from spec2code.spec.exchanges import take_answer, take_shown
from spec2code.spec.inline import code_spans
from spec2code.spec.labels import Label
from spec2code.spec.merge_shapes import all_optional
from spec2code.spec.routes import ARROW

__all__ = [
    "answers_like",
    "fields_with_status",
    "take_returned",
    "take_spelled",
    "told_answer",
    "told_form",
    "told_request",
]

_RETURNS = regex(
    r"[\s`*]*(?:(?:returns?|responds with|devuelve|retorna|retourne|возвращает|返回|반환)(?!\w)|응답은(?=\s)|(?:响应|返回|回应)(?:中)?(?:包含|包括|含|为|是)|(?:the )?response (?:contains|includes|has)(?!\w))",
    re.IGNORECASE,
)
_OF_OBJECT = regex(
    r"\s+(?:an?\s+|the\s+|un\s+|um\s+|une?\s+|ein(?:en)?\s+)?(?:json(?:\s+(?:object|body|response))?|object|body|dictionary|objeto|objet|объект|对象|객체)(?:\s+(?:with|containing|that contains|which contains|of|con|com|avec|contenant|mit|с))?(?:\s+(?:the\s+)?(?:fields?|keys?|properties|campos|champs|полями))?\s*(?=`[a-z_]\w*`)",
    re.IGNORECASE,
)
"""What is said between the verb and the names: "Returns JSON with `id`, `name`"."""
_LATER = regex(
    r"(?:[;,.]|\s[—–-])\s+(?:and\s+|y\s+|et\s+|e\s+)?(?=(?:returns?|responds with|devuelve|retorna|retourne|renvoie|возвращает)\s+(?:`[A-Z{\[]|[`*]*[1-5]\d\d[`*]*\s+(?:with|con|com|avec|mit)\s+\w*[\s\w'’]{0,40}`[a-z_]))",
    re.IGNORECASE,
)
"""Behind another clause: "Creates the pet and its toys; returns `PetCreated`"."""
_NAMES = r"`[A-Za-z_]\w*`(?:\s*(?:,|、|和|및|and|y|e|et|и)\s*`[A-Za-z_]\w*`)"
_ANSWERS = regex(rf"[\s:*]*{_NAMES}+(?=\s*(?:$|[.,;。(（]|[를을와과도]|and\b))")
_RETURNED = regex(
    rf"[\s:：]*({_NAMES}+)\s*(?:など)?(?:を返|を含|(?:을|를) (?:반환|리턴|포함)|are returned\b|werden zurück|se devuelven|são retornad)"
)
"""Names, and behind them that they come back: "`id`, `url` を返却"."""
_SPELLED_OUT = regex(
    r"(?:返回|响应|반환|を返却|\breturns?|\bresponds with|\bdevuelve|\bretorna|\brenvoie|\bвозвращает)[^`;.。]{0,16}`[A-Z]\w*`\s*[(（]\s*(`[^`]+`(?:\s*[,、，]\s*`\w+\??`)*)[^`()（）]{0,10}[)）]",
    re.IGNORECASE,
)
"""A name and its fields behind that: "返回 `PetView`（`id/name/kind`）"."""
_FORM = regex(
    rf"\b(?:multipart/form-data|multipart form(?:[- ]data)?)`?[^`.]{{0,40}}({_NAMES}*(?:\s*(?:,|and)\s*(?:an?\s+)?optional\s+`[A-Za-z_]\w*`)?)",
    re.IGNORECASE,
)


_LIKE = regex(
    r"(?:^|[.;。]\s+)((?:the )?(?:response|answer|result|ответ|respuesta|resposta|réponse|antwort|risposta|odpowiedź|yanıt)\s+(?:is\s+|es\s+|é\s+|est\s+|ist\s+)?(?:the\s+|la\s+|a\s+)?"
    r"(?:same (?:as|like)|identical to|like(?= `)|as in|как (?:у|в|для)|такой же,? как (?:у|в|для)|igual (?:que|a)|(?:mism|mesm)[oa] (?:que|de)|como (?:en|em)|comme|wie (?:bei|in)|jak (?:w|przy))\s+.{2,60}?)(?:[.;。]|$)",
    re.IGNORECASE,
)
_CARRIES = regex(
    r"\b(?:the )?(?:(?:request|json) )?(?:body|payload)\s+(?:carries|contains|has|holds|includes|takes|consists of|must (?:contain|have|include|carry))\s*[:：]?\s*(?:the fields?\s+)?(?P<some>(?:any|some|one or more|a subset) of\s+)?(?=`[A-Za-z_]\w*`)"
    r"|\b(?:accepts?|takes|updates?|changes|can change)\s+(?P<any>any (?:subset )?of|a subset of|one or more of|some of|only)\s*[:：]?\s*(?=`[A-Za-z_]\w*`)"
    r"|\b(?:el|o) (?:cuerpo|corpo) (?:lleva|contiene|incluye|leva|contém|inclui)\s*[:：]?\s*(?=`[A-Za-z_]\w*`)|请求体(?:中|只|仅|需|必须){0,2}(?:包含|包括|为|含|传)\s*[:：]?\s*(?=`[A-Za-z_]\w*`)",
    re.IGNORECASE,
)
"""What is sent, field by field in a sentence: "The body carries `name` and an optional `note`."."""
_SENTENCE_END = regex(r"[.。;；](?:\s|$)|[;；]")
_CODE = regex(r"`[^`]*`|\([^()]*\)")
_SENT = regex(
    r"\b(?:with|sending|by sending|con|com|avec|mit|via)\s+(?:(?:an?|the|un|une|um|eine[nm]?)\s+)?(?:(?:json|request)\s+)?(?:body\s+|payload\s+)?`(?=\{)",
    re.IGNORECASE,
)


_COMES_BACK = regex(
    r"\b(?:returns?|respon(?:ds?|se)|answers?|replies|devuelve|retorna|renvoie)\b[^.;。`]{0,24}(?:`[1-5]\d\d[^`]{0,24}`[^.;。`]{0,12})?$|返回[^.;。`]{0,12}$",
    re.IGNORECASE,
)
"""In front of a body that is an answer: "returns `202` with `{ … }`"."""


def answers_like(text: str) -> str | None:
    """The words of a sentence which say that the answer is that of another endpoint: "Ответ как у `login`."."""
    found = _LIKE.search(text) if len(text) < 400 else None
    return found.group(1) if found is not None else None


def told_answer(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes the body that a sentence shows or names: "Returns `{ id, name }`."; whether it shows one."""
    if any(bodies.content.responses.values()):
        return False
    if arrow := ARROW.match(excerpt.text):
        take_answer(bodies, excerpt.cut(arrow.end()))
        return any(bodies.content.responses.values())
    if take_returned(bodies, excerpt):
        return True
    lead = _RETURNS.match(excerpt.text)
    if lead is None and take_shown(bodies, excerpt):
        return True
    if lead is None and (later := _LATER.search(excerpt.text)):
        excerpt = excerpt.cut(later.end())
        lead = _RETURNS.match(excerpt.text)
    if lead is None:
        return names_generic(excerpt, bodies.definitions) and bodies.reference(
            excerpt, "response", ()
        )
    of = _OF_OBJECT.match(excerpt.text, lead.end())
    rest = excerpt.cut(of.end() if of is not None else lead.end())
    if fields_with_status(bodies, excerpt):
        return True
    if "{" in rest.text[:40] and bodies.inline(Label("response", "", (), rest, False)):
        return True
    listed = _ANSWERS.match(rest.text)
    if listed is not None:
        return bodies.inline(Label("response", "", (), rest.cut(0, listed.end()), False))
    bodies.reference(excerpt, "response", ())
    return False


def fields_with_status(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes the fields of "Returns **200** with `id`, `name`."."""
    lead = _RETURNS.match(excerpt.text)
    if lead is None:
        return False
    rest = excerpt.cut(lead.end())
    status = re.match(r"[\s`*]*([1-5]\d\d)\b", rest.text)
    if status is None or WITH_NAMES.match(rest.text) is None:
        return False
    return bodies.reference(rest, "response", (int(status.group(1)),))


def take_spelled(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes the fields that stand in brackets behind the name of what comes back."""
    spelled = _SPELLED_OUT.search(excerpt.text) if "`" in excerpt.text else None
    if spelled is None or any(bodies.content.responses.values()):
        return False
    names = excerpt.cut(*spelled.span(1))
    return bodies.inline(Label("response", "", (), names, False))


def take_returned(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes names behind which stands that they come back: "`id`, `url` を返却"."""
    returned = _RETURNED.match(excerpt.text)
    if returned is None:
        return False
    return bodies.inline(Label("response", "", (), excerpt.cut(*returned.span(1)), False))


def told_request(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes the body that a sentence says is sent: "Renames it with `{ "name": … }`."; whether it shows one."""
    content = bodies.content
    if content.method not in WRITING or content.requests or content.no_request:
        return False
    if listed := _CARRIES.search(excerpt.text):
        return _carried(
            bodies, excerpt.cut(listed.end()), partial=bool(listed["some"] or listed["any"])
        )
    found = _SENT.search(excerpt.text)
    if found is None or _COMES_BACK.search(excerpt.text[: found.start()]):
        return False
    code = next((span for span in code_spans(excerpt.text) if span.start == found.end()), None)
    end = code.end if code is not None else len(excerpt.text)
    return bodies.inline(Label("request", "", (), excerpt.cut(found.end() - 1, end + 1), False))


def _carried(bodies: BodyReader, rest: Excerpt, *, partial: bool) -> bool:
    """Takes the names that a sentence lists as what is sent, up to its end; `partial`: any of them."""
    stop = _SENTENCE_END.search(_CODE.sub(lambda code: "x" * len(code.group()), rest.text))
    rest = rest.cut(0, stop.start() if stop is not None else len(rest.text))
    if not bodies.inline(Label("request", "", (), rest, False)):
        return False
    for body in bodies.content.requests if partial else ():
        body.shape = body.shape and all_optional(body.shape)
    return True


def told_form(bodies: BodyReader, excerpt: Excerpt) -> bool:
    """Takes the fields of a form that a sentence lists: "`multipart/form-data` with `avatar`, `banner`"."""
    content = bodies.content
    found = _FORM.search(excerpt.text) if content.method in WRITING else None
    if found is None or content.requests:
        return False
    content.media_type = content.media_type or "multipart/form-data"
    return bodies.inline(Label("request", "", (), excerpt.cut(*found.span(1)), False))

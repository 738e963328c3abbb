"""Gathered contents into endpoints: sightings of one endpoint merged, statuses settled, parameters typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Body, Endpoint, Parameter, Response
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    JsonValue,
    Missing,
    RefShape,
    Shape,
    StringShape,
)
from spec2code.model.span import Span
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.declared_examples import compare_with_declaration
from spec2code.spec.merge_shapes import enveloped, merge_all
from spec2code.spec.seen_twice import differing, is_whole, joined
from spec2code.spec.shown_examples import example_of

__all__ = ["build_endpoint", "merge_contents", "success_status"]

_CREATES: Final = regex(
    r"^\W*(?:create|creates|add|adds|register|registers|sign ?up|new|insert|submit|issue|crear?|crea|registrar|registra|agregar|criar?|cria|cadastrar|adicionar|créer|crée|ajouter|inscription|oluştur\w*|ekle|kaydet|kayıt"
    r"|tạo|thêm|đăng ký|создать|создание|создаёт|добавить|регистрация|membuat|buat|tambah|daftar)\b|创建|新增|新建|添加|注册|提交|생성|등록|추가|가입",
    re.IGNORECASE,
)
_ACTS: Final = regex(
    r"^(?:login|logout|refresh|search|query|verify|validate|check|calculate|execute|run|start|stop|cancel|confirm|send|test|reset|sync|upload|import|export|preview|batch|bulk|read|approve|reject|close|open|enable|disable|token|webhook|callback|status|generate|analyze|process)s?$"
)


_LINE: Final = 120
"""Characters that a summary made of a paragraph has at most."""
_SENTENCE: Final = regex(r"(.{10,119}?(?:[.!?](?=\s)|[。！？]))")


def success_status(method: str, path: str, summary: str | None) -> int:
    """The status of a success that the spec doesn't state: 201 for a POST that creates, else 200.

    A POST creates when its summary begins with such a word, or when its path ends in a collection:
    a plural that is no verb.
    """
    if method != "POST":
        return 200
    if summary and _CREATES.search(summary[:60]):
        return 201
    last = path.rstrip("/").rsplit("/", 1)[-1]
    collection = (
        last.endswith("s") and not last.endswith("ss") and "{" not in last and not _ACTS.match(last)
    )
    return 201 if collection and path.count("/") <= 6 else 200


def merge_contents(sightings: list[Content]) -> tuple[Content, list[Diagnostic]]:
    """Several sightings of one endpoint as one; the fullest is believed, the others fill its gaps."""
    order = sorted(range(len(sightings)), key=lambda index: (-sightings[index].weight, index))
    best = sightings[order[0]]
    told: list[Diagnostic] = []
    for index in order[1:]:
        told += _fill(best, sightings[index])
    return best, told


def build_endpoint(
    content: Content, definitions: Mapping[str, Shape]
) -> tuple[Endpoint, list[Diagnostic]]:
    """The endpoint that a content adds up to."""
    told = list(content.diagnostics)
    named = f"{content.method} {content.path}"
    parameters = _parameters(content)
    request = _request(content, definitions, told)
    responses = _responses(content, definitions, told, named)
    description = "\n".join(line for line in content.description if line) or None
    summary = content.summary
    if summary is None and content.description:
        summary = _short(content.description[0].lstrip("- "))
    endpoint = Endpoint(
        content.method,
        content.path,
        summary,
        description if description != summary else None,
        content.auth,
        parameters,
        request,
        responses,
        tuple(content.errors),
        content.idempotency_key,
        content.rate_limit,
        content.group,
        span=content.span,
        base=content.base,
    )
    return endpoint, told


def _short(text: str) -> str:
    """A paragraph as a summary: its first sentence, or as many of its words as one line holds."""
    if len(text) <= _LINE:
        return text
    if sentence := _SENTENCE.match(text):
        return sentence[1]
    words = text[: _LINE - 4].rpartition(" ")[0] or text[: _LINE - 4]
    return f"{words.rstrip(' ,;:-')} ..."


def _fill(best: Content, other: Content) -> list[Diagnostic]:
    told: list[Diagnostic] = []
    named = f"{best.method} {best.path}"
    best.summary = best.summary or other.summary
    if not best.description:
        best.description = other.description
    best.group = best.group or other.group
    if best.auth is None:
        best.auth = other.auth
    elif other.auth is not None and other.auth.required != best.auth.required:
        told.append(
            diagnostic(
                "A104",
                f"{named} needs authentication here and not there",
                best.auth.span,
                other=other.auth.span,
            )
        )
    elif other.auth is not None:
        best.auth = replace(
            best.auth,
            scheme=best.auth.scheme or other.auth.scheme,
            scopes=best.auth.scopes or other.auth.scopes,
        )
    modes = _asked(best) != _asked(other) and bool(_asked(best)) and bool(_asked(other))
    renamed = dict(zip(other.path_parameters, best.path_parameters, strict=False))
    for (where, name), parameter in other.parameters.items():
        if where == "path":
            name = renamed.get(name, name)
            parameter = replace(parameter, name=name)
            if name not in best.path_parameters:
                continue
        best.parameters.setdefault((where, name), parameter)
    if not best.requests:
        best.requests = other.requests
        best.media_type = best.media_type or other.media_type
    elif other.requests and not other.requests[0].is_example:
        told += differing("A105", best.requests[0], other.requests[0], f"the request of {named}")
        best.requests[0] = joined(best.requests[0], other.requests[0])
    best.no_request = best.no_request or other.no_request
    best.presence.everything = best.presence.everything or other.presence.everything
    best.presence.fields = best.presence.fields or other.presence.fields
    ours, theirs = _successes(best), _successes(other)
    believed = theirs if not ours or ours.keys() & theirs.keys() else {}
    told += _other_success(named, ours, theirs)
    for status, seen in other.responses.items():
        shown = best.responses.get(status)
        if shown and seen and modes:
            shown.extend(seen)  # called in another way, it answers in another form
        elif shown and seen and status is not None and not seen[0].is_example:
            what = f"the response {status} of {named}"
            told += differing("A111", shown[0], seen[0], what)
            shown[0] = joined(shown[0], seen[0])
        if shown and all(body.abridged for body in shown) and is_whole(seen):
            best.responses[status] = seen
        if (status is None and best.responses) or status in theirs.keys() - believed:
            continue
        if status not in best.responses and not (
            None in best.responses and status is not None and len(other.responses) == 1
        ):
            best.responses[status] = seen
    for code, said in other.statuses.items():
        if code not in theirs or code in believed:
            best.statuses.setdefault(code, said)
    known = {(error.status, error.code) for error in best.errors}
    statuses = {error.status for error in best.errors}
    for error in other.errors:
        if (error.status, error.code) not in known and (error.code or error.status not in statuses):
            best.errors.append(error)
    best.rate_limit = best.rate_limit or other.rate_limit
    best.idempotency_key = (
        other.idempotency_key if best.idempotency_key is None else best.idempotency_key
    )
    best.same_as += other.same_as
    best.diagnostics += other.diagnostics
    best.uses |= other.uses
    return told


def _asked(content: Content) -> set[str]:
    return {name for place, name in content.parameters if place == "query"}


def _successes(content: Content) -> dict[int, Span]:
    """The statuses of success that are stated, with their places."""
    shown = {
        status: seen[0].span
        for status, seen in content.responses.items()
        if status is not None and status < 300 and seen
    }
    return {code: span for code, (_, span) in content.statuses.items() if code < 300} | shown


def _other_success(named: str, ours: dict[int, Span], theirs: dict[int, Span]) -> list[Diagnostic]:
    """Told where two sightings state successes of which none is the same."""
    if not ours or not theirs or ours.keys() & theirs.keys():
        return []
    (first, span), (second, other) = next(iter(ours.items())), next(iter(theirs.items()))
    message = f"{named} succeeds with {first} here and with {second} there"
    return [diagnostic("A110", message, span, other=other)]


def _parameters(content: Content) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for name in content.path_parameters:
        known = content.parameters.get(("path", name))
        if known is None:
            known = Parameter("path", name, _path_shape(name), True, typed=False, span=content.span)
        elif isinstance(known.shape, AnyShape):
            known = replace(known, shape=_path_shape(name), typed=False)
        found.append(known)
    for (where, _), parameter in content.parameters.items():
        if where == "path":
            continue
        if isinstance(parameter.shape, AnyShape):
            parameter = replace(parameter, shape=StringShape(), typed=False)
        found.append(parameter)
    return tuple(found)


def _path_shape(name: str) -> Shape:
    return (
        StringShape(format="uuid")
        if re.search(r"uuid|guid", name, re.IGNORECASE)
        else StringShape()
    )


def _request(
    content: Content, definitions: Mapping[str, Shape], told: list[Diagnostic]
) -> Body | None:
    seen = _shown(content.requests)
    if not seen and content.media_type is None and not content.presence.lists:
        return None
    if not seen:
        shape = content.presence.applied(None)
        return Body(content.media_type or "application/json", shape, span=content.span)
    if content.no_request and all(body.is_example for body in seen):
        return None
    shape, example = _settled(seen, definitions, told, content.requests)
    shape = content.presence.applied(shape)
    media = content.media_type or next((body.media_type for body in seen if body.media_type), None)
    placed = content.media_type is not None or not all(body.unplaced for body in seen)
    return Body(media or "application/json", shape, True, example, placed=placed, span=seen[0].span)


def _responses(
    content: Content, definitions: Mapping[str, Shape], told: list[Diagnostic], named: str
) -> tuple[Response, ...]:
    bodies = dict(content.responses)
    unstated = bodies.pop(None, [])
    success = [status for status in content.statuses if status < 300]
    assumed = False
    if unstated:
        given = [
            status
            for status in (*success, *bodies)
            if status is not None and status not in (204, 205)
        ]
        if given:
            status = given[0]
            if status in bodies and any(not body.is_example for body in bodies[status]):
                for body in unstated:
                    body.is_example = True
            bodies[status] = [*bodies.get(status, []), *unstated]
        else:
            status = success_status(content.method, content.path, content.summary)
            assumed = True
            bodies[status] = unstated
            told.append(
                diagnostic(
                    "A101",
                    f"{named} has a response without a status; {status} is assumed",
                    unstated[0].span,
                )
            )
    for status in content.statuses:
        bodies.setdefault(status, [])
    if not any(status is not None and status < 400 for status in bodies):
        status = success_status(content.method, content.path, content.summary)
        return (Response(status, assumed=True, span=content.span),)
    found: list[Response] = []
    stated = [(place, seen) for place, seen in bodies.items() if place is not None]
    for status, seen in stated:
        description, span = content.statuses.get(status, (None, None))
        shown = _shown(seen)
        if not shown:
            found.append(Response(status, description=description, span=span or content.span))
            continue
        shape, example = _settled(shown, definitions, told, seen)
        shape = enveloped(shape, [body.shape for body in seen if body.is_example])
        media = next((body.media_type for body in shown if body.media_type), "application/json")
        no_body = (
            shape is None
            and media == "application/json"
            and not any(body.reference for body in shown)
        )
        found.append(
            Response(
                status,
                None if no_body or status in (204, 205, 304) else media,
                None if status in (204, 205, 304) else shape,
                example,
                description or shown[0].description,
                assumed=assumed and seen is unstated,
                span=shown[0].span,
                status_at=_label(span),
            )
        )
    return tuple(sorted(found, key=lambda response: response.status))


def _label(rest: Span | None) -> Span | None:
    """The label that ends where `rest` of its line begins."""
    if rest is None or rest.column < 2:
        return rest
    return Span(rest.file, rest.line, 1, rest.line, rest.column)


def _shown(seen: list[BodySeen]) -> list[BodySeen]:
    """The bodies that state the shape: declarations, else what is no mere example, else all."""
    declared = [body for body in seen if body.declared]
    return declared[:1] or [body for body in seen if not body.is_example] or seen


def _settled(
    seen: list[BodySeen],
    definitions: Mapping[str, Shape],
    told: list[Diagnostic],
    everything: list[BodySeen],
) -> tuple[Shape | None, JsonValue | Missing]:
    """The shape of a body that is shown once or several times, and its example."""
    shapes = [body.shape for body in seen if body.shape is not None]
    example = example_of([*seen, *everything])
    if not shapes:
        return None, example
    if seen[0].declared:
        for body in everything:
            if not body.declared and not body.abridged:
                told += compare_with_declaration(shapes[0], body.shape, definitions, seen[0].span)
    known = [shape for shape in shapes if _missing(shape, definitions) is None]
    for body in seen if not known else ():
        name = _missing(body.shape, definitions)
        if name is not None:
            told.append(diagnostic("A106", f"`{name}` is not defined in the spec", body.span))
    if not known:
        return None, example
    if len(known) == 1:
        return known[0], example
    return merge_all(known)[0], example


def _missing(shape: Shape | None, definitions: Mapping[str, Shape]) -> str | None:
    inner = shape.items if isinstance(shape, ArrayShape) else shape
    if isinstance(inner, RefShape) and inner.name not in definitions:
        return inner.name
    return None

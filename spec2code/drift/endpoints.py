"""Endpoints compared: D3xx for routes, D4xx for the shapes that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec2code.diagnostics import Severity
from spec2code.drift.auth import compare_auth, known_scopes
from spec2code.drift.fields import shape_drift
from spec2code.drift.finding import Drift, Side, drift
from spec2code.drift.forms import as_told, same_media
from spec2code.drift.pair import Pair
from spec2code.drift.parameters import compare_parameters, parameter_key, reads
from spec2code.drift.placed import with_parameters_placed
from spec2code.drift.references import resolved
from spec2code.drift.responses import compare_errors, compare_responses
from spec2code.drift.routes import Matching, match_routes, path_key
from spec2code.drift.shapes import Shapes, compare_shapes
from spec2code.model.api import Body, Endpoint
from spec2code.model.patterns import regex
from spec2code.model.project import Project
from spec2code.model.records import replace
from spec2code.model.shapes import AnyShape, Definitions, MapShape, ObjectShape
from spec2code.model.span import Span
from spec2code.model.spec import Spec

__all__ = ["compare_endpoints", "holds_nothing"]

_FILE = regex(
    r"\bupload|\bfiles?\b|multipart|form-data|\battach|\bimport|上传|上傳|文件|檔案|附件|업로드|파일|첨부|アップロード|ファイル|\bsubir|\barchivo|\barquivo|téléverse|fichier|загру[зж]|файл|hochladen|\bdatei|\bcarica|dosya|yükle|tải lên|tệp|unggah|berkas",
    re.IGNORECASE,
)
_BARE = ("GET", "HEAD", "DELETE", "OPTIONS")
"""Methods whose requests have no body as a rule (RFC 9110, section 9.3)."""
_MOST = 10
"""One endpoint of so many may have more than its address in a list of addresses."""


def compare_endpoints(
    specs: Sequence[Spec], project: Project, *, strict: bool = False
) -> Iterator[Drift]:
    """Findings for every endpoint of the specs; with `strict` also for routes that no spec names."""
    fallback = next((item.span for item in project.applications if item.span), None)
    told = set()
    scopes = known_scopes(project.endpoints)
    for spec in specs:
        matching = match_routes(spec.endpoints, project)
        if matching.added or matching.removed:
            yield _under_prefix(spec, matching)
        for endpoint in matching.missing:
            yield _missing(endpoint, project.endpoints, fallback)
        found = []
        asks, listed = _shows_requests(spec), _lists_only(spec)
        for endpoint, route in matching.pairs:
            told.add(route.key)
            endpoint = with_parameters_placed(endpoint, route)
            pair = Pair(
                endpoint,
                route,
                spec.definitions,
                project.shapes,
                spec.error_shape,
                asks,
                spec.shared_queries,
                spec.shared_headers,
                listed and not _is_told(endpoint),
                spec.envelopes,
            )
            found += [(route.handler, item) for item in _compare(pair, scopes)]
        yield from _shared_once(found, _named(matching.pairs))
    if strict:
        for endpoint in project.endpoints:
            if endpoint.key not in told and endpoint.documented:
                yield _extra(endpoint)


_FEW = 3
"""So many endpoints are named with what they share; of more it is said how many there are."""


def _named(pairs: Sequence[tuple[Endpoint, Endpoint]]) -> set[tuple[Span | None, str]]:
    """Where the code declares a parameter that the spec names for some endpoint, with its subject."""
    found = set()
    for endpoint, route in pairs:
        names = {parameter_key(item) for item in endpoint.parameters}
        for item in route.parameters:
            if parameter_key(item) in names:
                found.add((item.span, f"{item.location} parameter {item.name}"))
    return found


def _shared_once(
    found: Sequence[tuple[str | None, Drift]], named: set[tuple[Span | None, str]]
) -> Iterator[Drift]:
    """A parameter that one dependency brings to several handlers, and that the spec names for none of them, is told once."""
    users: dict[tuple[Span | None, str, Severity, str], dict[str | None, str]] = {}
    for handler, item in found:
        endpoint = item.subject.partition(" of ")[2]
        users.setdefault(_declared(item), {}).setdefault(handler, endpoint)
    told: set[tuple[Span | None, str, Severity, str]] = set()
    for _, item in found:
        key = _declared(item)
        others = list(users[key].values())[1:]
        if item.code != "D304" or not others or (key[0], key[-1]) in named:
            yield item
        elif key not in told:
            told.add(key)
            names = ", ".join(f"`{name}`" for name in others)
            of = names if len(others) <= _FEW else f"{len(others)} more endpoints"
            said = f" and of {of} is read by the routes"
            yield replace(item, message=item.message.replace(" is read by the route", said))


def _declared(item: Drift) -> tuple[Span | None, str, Severity, str]:
    """Where the code declares what a finding is about, and under which name."""
    at = item.code_side.at if item.code_side else None
    return (at, item.code, item.severity, item.subject.partition(" of ")[0])


def _under_prefix(spec: Spec, matching: Matching) -> Drift:
    prefix = matching.added or matching.removed
    side, other = ("code", "spec") if matching.added else ("spec", "code")
    instead = f"with `{matching.removed}`" if matching.added and matching.removed else "not"
    wanted, route = matching.pairs[0]
    return drift(
        "D316",
        "changed",
        f"paths of {spec.file}",
        f"the paths of `{spec.file}` begin with `{prefix}` in the {side}, and {instead} in the {other}",
        spec=Side(wanted.span, wanted.path),
        code_side=Side(route.span, route.path),
        severity=Severity.ERROR if matching.removed else None,
    )


def _missing(endpoint: Endpoint, has: Sequence[Endpoint], fallback: Span | None) -> Drift:
    name = f"{endpoint.method} {endpoint.path}"
    key = path_key(endpoint.path)
    others = [f"`{one.method} {one.path}`" for one in has if path_key(one.path) == key]
    there = f"; there is {' and '.join(dict.fromkeys(others))}" if others else ""
    return drift(
        "D301",
        "missing",
        f"endpoint {name}",
        f"endpoint `{name}` is in the spec and no route serves it{there}",
        spec=Side(endpoint.span, name),
        code_side=Side(_neighbour(endpoint.path, has) or fallback, None),
    )


def _neighbour(path: str, has: Sequence[Endpoint]) -> Span | None:
    """The route whose path has the most in common: where one would look for the missing one."""
    best, most = None, 1
    parts = path_key(path).split("/")
    for endpoint in has:
        common = 0
        for one, other in zip(parts, path_key(endpoint.path).split("/"), strict=False):
            if one != other:
                break
            common += 1
        if common > most and endpoint.span:
            best, most = endpoint.span, common
    return best


def _extra(endpoint: Endpoint) -> Drift:
    name = f"{endpoint.method} {endpoint.path}"
    return drift(
        "D302",
        "extra",
        f"endpoint {name}",
        f"route `{name}` is in no spec",
        code_side=Side(endpoint.span, endpoint.handler or name),
        severity=Severity.ERROR,
        breaking=False,
    )


def _compare(pair: Pair, scopes: frozenset[str]) -> Iterator[Drift]:
    if "parameters" not in pair.code.undecided:
        yield from compare_parameters(pair)
    if "request" not in pair.code.undecided:
        yield from _compare_requests(pair)
    if "responses" not in pair.code.undecided:
        yield from compare_responses(pair)
        yield from compare_errors(pair)
    if "auth" not in pair.code.undecided:
        yield from compare_auth(pair, scopes)


def _compare_requests(pair: Pair) -> Iterator[Drift]:
    wanted, has = pair.spec.request, pair.code.request
    subject = f"request body of {pair.name}"
    if wanted is None and has is None:
        return
    if wanted is not None and has is None:
        if reads(pair.code, "body") or holds_nothing(wanted):
            return
        yield drift(
            "D312",
            "missing",
            subject,
            f"`{pair.name}` has a request body in the spec, and the route reads none",
            spec=Side(wanted.span or pair.spec.span, wanted.media_type),
            code_side=Side(pair.code.span, None),
        )
    elif wanted is None and has is not None:
        # Where a spec shows bodies of requests, an endpoint with nothing but its answer has none; so has a GET.
        shows = pair.shows_requests or pair.spec.method in _BARE
        if shows and any(item.shape for item in pair.spec.responses) and not _uploads(pair, has):
            yield drift(
                "D313",
                "extra",
                subject,
                f"`{pair.name}` reads a request body that the spec doesn't have",
                spec=Side(pair.spec.span, None),
                code_side=Side(has.span or pair.code.span, has.model or has.media_type),
                severity=None if has.required else Severity.WARNING,
            )
    elif wanted is not None and has is not None:
        spec_at, code_at = wanted.span or pair.spec.span, has.span or pair.code.span
        if not same_media(wanted.media_type, has.media_type):
            yield drift(
                "D315",
                "changed",
                subject,
                f"the {subject} is `{wanted.media_type}` in the spec, `{has.media_type}` in the code",
                spec=Side(spec_at, wanted.media_type),
                code_side=Side(code_at, has.media_type),
            )
        if wanted.shape is not None and has.shape is not None:
            shapes = Shapes(
                pair.spec_shapes,
                pair.code_shapes,
                request=True,
                partial=_changes_some(pair.spec, has, pair.code_shapes),
            )
            form = as_told(has.shape, wanted.shape, pair.code_shapes, pair.spec_shapes)
            found = compare_shapes(wanted.shape, form, shapes, spec_at=spec_at, code_at=code_at)
            yield from shape_drift(found, subject)


def _changes_some(endpoint: Endpoint, has: Body, code: Definitions) -> bool:
    """Whether a body holds what is to be changed: that of a PATCH, or of a PUT that need not hold anything."""
    shape = resolved(has.shape, code) if has.shape is not None else None
    free = isinstance(shape, ObjectShape) and not any(item.required for item in shape.fields)
    return endpoint.method == "PATCH" or (endpoint.method == "PUT" and free)


def _uploads(pair: Pair, body: Body) -> bool:
    """Whether the spec says in words that a file is sent: "Upload a scan"."""
    words = (pair.spec.path, pair.spec.summary, pair.spec.description)
    return body.media_type.startswith("multipart/") and any(
        _FILE.search(text) for text in words if text
    )


def _shows_requests(spec: Spec) -> bool:
    """Whether an endpoint without a body says that it has none: one alone does, several without any don't."""
    if any(item.request is not None for item in spec.endpoints):
        return True
    return sum(item.method not in _BARE for item in spec.endpoints) < 2


def _lists_only(spec: Spec) -> bool:
    """Whether a spec is a list of addresses: of hardly an endpoint there is more than its address."""
    told = sum(map(_is_told, spec.endpoints))
    return len(spec.endpoints) > 1 and told * _MOST <= len(spec.endpoints)


def _is_told(endpoint: Endpoint) -> bool:
    """Whether there is a parameter, a body or the form of an answer of it."""
    return (
        endpoint.request is not None
        or any(one.location != "path" for one in endpoint.parameters)
        or any(answer.shape for answer in endpoint.responses)
    )


def holds_nothing(body: Body) -> bool:
    """Whether a spec shows `{}`: a route that reads no body takes it as well as any."""
    shape = body.shape
    if not same_media(body.media_type, "json"):
        return False
    if isinstance(shape, MapShape):
        return isinstance(shape.values, AnyShape) and not body.example
    return isinstance(shape, ObjectShape) and not shape.fields

"""A document's endpoints: drafts found, read, merged by method and path, and settled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import Shape
from spec2code.model.span import Span
from spec2code.spec.auth_scope import apply_global_auth
from spec2code.spec.bases import Bases, read_bases
from spec2code.spec.blocks import Document
from spec2code.spec.content_reader import read_content
from spec2code.spec.contents import Content
from spec2code.spec.denied_routes import pass_denied
from spec2code.spec.draft_types import Draft, Drafts, Passed
from spec2code.spec.drafts import find_drafts
from spec2code.spec.endpoint_build import build_endpoint, merge_contents
from spec2code.spec.list_queries import apply_list_queries
from spec2code.spec.mentioned_bodies import take_mentioned_bodies
from spec2code.spec.mentions import find_mentions, take_mentioned_queries
from spec2code.spec.openapi_contents import operation_content
from spec2code.spec.overviews import check_overviews
from spec2code.spec.placeholders import is_placeholder_path
from spec2code.spec.prefixes import apply_prefixes
from spec2code.spec.route_handlers import CODE, handler_content
from spec2code.spec.routes import Path, read_path
from spec2code.spec.rule_lines import lay_told_rules
from spec2code.spec.same_as import resolve_same_as
from spec2code.spec.scopes import ABOUT_DATA, OPERATION
from spec2code.spec.shared_bodies import shared_error
from spec2code.spec.shared_requests import take_shared_requests
from spec2code.spec.short_forms import pass_groups, pass_patterns, pass_short_forms
from spec2code.spec.stated_rules import lay_stated_rules

_ID_SEGMENT = regex(
    r"/(?:\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,30}|(?=\w*\d)[a-z]{2,12}[_-]\w{1,40})(?=/|$)"
)
"""A segment that is the id of one thing: ``/12``, a uuid, ``/ord_123``."""

__all__ = ["EndpointsReading", "read_endpoints"]


@dataclass(slots=True)
class EndpointsReading:
    endpoints: list[Endpoint] = field(default_factory=list)
    error_shape: Shape | None = None
    passed: list[Passed] = field(default_factory=list)
    taken: list[tuple[Span, str]] = field(default_factory=list)
    """Blocks and headings that went into endpoints, with what they became."""
    owned: dict[Span, str] = field(default_factory=dict)
    """Fences and tables among what describes an endpoint, taken or not."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_endpoints(
    document: Document, definitions: Mapping[str, Shape], claimed: frozenset[Span]
) -> EndpointsReading:
    """The endpoints of a document.

    Args:
        document: the document.
        definitions: its named shapes.
        claimed: blocks that describe the database.
    """
    reading = EndpointsReading()
    found = find_drafts(document)
    pass_short_forms(found)
    pass_groups(found)
    pass_denied(document, found)
    pass_patterns(found)
    bases = read_bases(document)
    _only_own_hosts(found, bases)
    apply_prefixes(document, found, bases)
    _name_parameters(found.drafts)
    _complete_ends(found.drafts)
    overview = [draft for draft in found.drafts if draft.row is not None]
    _admit_weak(found)
    grouped = _grouped(found.drafts, definitions, claimed)
    contents: list[Content] = []
    titles: list[tuple[str, Content]] = []
    for sightings in grouped.values():
        content, told = merge_contents([content for _, content in sightings])
        contents.append(content)
        titles += [(draft.enclosing[0], content) for draft, _ in sightings if draft.enclosing]
        reading.diagnostics += told
        for draft, seen in sightings:
            named = f"{draft.method} {draft.path.text}"
            reading.taken.append((draft.span, named))
            reading.taken += [(span, named) for span in sorted(seen.uses)]
            for entry in draft.entries:
                if entry.kind in ("fence", "table"):
                    reading.owned.setdefault(entry.span, named)
    details = [
        draft
        for sightings in grouped.values()
        for draft, seen in sightings
        if draft.shape in ("heading", "label", "keys", "openapi")
        or (draft.shape == "fence" and seen.uses)
    ]
    reading.diagnostics += check_overviews(document, overview, details)
    resolve_same_as(contents, titles, reading.diagnostics)
    take_mentioned_queries(document, contents)
    shown = take_mentioned_bodies(document, contents, definitions)
    reading.taken += [(span, "the body of a call") for span in shown]
    shared = take_shared_requests(document, found, contents, definitions)
    reading.taken += [(span, "the request of several endpoints") for span in shared]
    used = {span for span, _ in reading.taken}
    laid = lay_stated_rules(document, contents, definitions, used, reading.diagnostics)
    reading.taken += [(span, "a rule for a field of the bodies") for span in laid]
    apply_global_auth(document, found, contents)
    said = apply_list_queries(document, contents, definitions)
    reading.taken += [(span, "the query of all lists") for span in said]
    for content in contents:
        lay_told_rules(content)
        endpoint, told = build_endpoint(content, definitions)
        reading.endpoints.append(endpoint)
        reading.diagnostics += told
    _take_shared_auth(reading)
    reading.taken += bases.taken
    reading.error_shape = shared_error(document, found, definitions, reading.diagnostics)
    if reading.error_shape is not None and reading.error_shape.span is not None:
        reading.taken.append((reading.error_shape.span, "the error body of all endpoints"))
    reading.passed = [*found.passed, *find_mentions(document, found, reading.endpoints)]
    for passed in found.strange:
        reading.passed.append(passed)
        reading.diagnostics.append(
            diagnostic(
                "A103", f"`{passed.what}` has no HTTP method; it is passed over", passed.span
            )
        )
    return reading


def _take_shared_auth(reading: EndpointsReading) -> None:
    """Sentences that say for many endpoints at once who may call them."""
    spans = [endpoint.auth.span for endpoint in reading.endpoints if endpoint.auth is not None]
    known = {span.line for span, _ in reading.taken}
    for span, count in Counter(span for span in spans if span is not None).items():
        if count > 1:
            reading.taken.append((span, f"who may call {count} endpoints"))
        elif span.line not in known:
            reading.taken.append((span, "who may call an endpoint"))


def _grouped(
    drafts: list[Draft], definitions: Mapping[str, Shape], claimed: frozenset[Span]
) -> dict[tuple[str, str], list[tuple[Draft, Content]]]:
    grouped: dict[tuple[str, str], list[tuple[Draft, Content]]] = {}
    for draft in drafts:
        if is_placeholder_path(draft.path.text):
            continue
        if draft.operation is not None:
            content = operation_content(draft, draft.operation, definitions)
        elif draft.handler is not None:
            content = handler_content(draft, draft.handler, definitions)
        else:
            content = read_content(draft, definitions, claimed)
        grouped.setdefault(draft.key, []).append((draft, content))
    return grouped


_DEFINING = ("heading", "item", "label")


def _admit_weak(found: Drafts) -> None:
    """Flows, tests and curl calls count where nothing else defines an endpoint."""
    if any(draft.shape == "code" for draft in found.drafts):
        # Beside code that says what it takes and gives, other code is no mere example.
        found.drafts += [draft for draft, reason in found.weak if reason == CODE]
        found.weak = [item for item in found.weak if item[1] != CODE]
        found.drafts.sort(key=lambda draft: (draft.span.line, draft.span.column))
    if found.drafts:
        keys = {draft.key for draft in found.drafts}
        # "Monitoring: `GET /health`": a list below such a heading defines what nothing else does.
        listed = [
            draft
            for draft, reason in found.weak
            if reason == OPERATION
            and draft.shape in _DEFINING
            and not _ID_SEGMENT.search(draft.path.text)
        ]
        found.drafts += [draft for draft in listed if draft.key not in keys]
        keys |= {draft.key for draft in listed}
        for draft, reason in found.weak:
            if draft.key not in keys:
                named = f"{draft.method} {draft.path.text}"
                found.passed.append(Passed(named, reason, draft.section, draft.span))
        # What a table of limits or roles says of an endpoint that is defined elsewhere still counts.
        aside = [
            draft for draft, _ in found.weak if draft.key in keys and (draft.row or draft.handler)
        ]
        for draft in aside:
            draft.enclosing = ()  # "Task Breakdown" names a list, not what the endpoint is about
        found.drafts += aside
        _without_calls(found.drafts)
        return
    for draft, reason in found.weak:
        if reason == ABOUT_DATA.reason:
            named = f"{draft.method} {draft.path.text}"
            found.passed.append(Passed(named, reason, draft.section, draft.span))
        else:
            found.drafts.append(draft)
    found.weak = []
    if found.drafts:
        return
    seen: set[tuple[str, str]] = set()
    for call, section in found.calls:
        path = read_path(call.url)
        if path is None or path.abbreviated or not _is_local(path.host):
            continue
        draft = Draft(call.method, path, section, call.line.span(), "curl")
        if draft.key not in seen:
            seen.add(draft.key)
            found.drafts.append(draft)


def _without_calls(drafts: list[Draft]) -> None:
    """Where an endpoint is defined, the query string of a table that uses it is that of one call."""
    defined = {draft.key for draft in drafts if not draft.used}
    for draft in drafts:
        if draft.used and draft.key in defined:
            draft.path = replace(draft.path, query=())


def _name_parameters(drafts: list[Draft]) -> None:
    """A route of an example (`/pets/12/toys` in a comment or a test's row) is the one with a parameter there."""
    patterns: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if "{" in draft.path.text:
            place = (draft.method, draft.path.text.count("/"))
            patterns.setdefault(place, []).append(draft)
    for draft in drafts:
        if draft.shape in ("openapi", "code") or not _ID_SEGMENT.search(draft.path.text):
            continue
        general = re.compile(
            "/".join(
                r"\{[^{}]*\}" if _ID_SEGMENT.fullmatch("/" + part) else re.escape(part)
                for part in draft.path.text.split("/")
            )
        )
        alike = patterns.get((draft.method, draft.path.text.count("/")), [])
        meant = next((other for other in alike if general.fullmatch(other.path.text)), None)
        if meant is not None:
            draft.path = replace(meant.path, query=draft.path.query)


def _complete_ends(drafts: list[Draft]) -> None:
    """A line about `PATCH /info` below the `PATCH /pets/{id}/info` of its section is about that."""
    ends: dict[tuple[int, str, str], set[Path]] = {}
    for draft in drafts:
        above, _, last = draft.path.text.rpartition("/")
        if above.endswith("}"):
            place = (draft.section.index, draft.method, "/" + last)
            ends.setdefault(place, set()).add(draft.path)
    for draft in drafts:
        meant = ends.get((draft.section.index, draft.method, draft.path.text), set())
        if draft.shape == "label" and len(meant) == 1:
            draft.path = replace(next(iter(meant)), query=draft.path.query)


def _is_local(host: str | None) -> bool:
    return host is None or any(
        word in host
        for word in ("localhost", "127.0.0.1", "example", "{{", "${", "yourdomain", "your-", "api.")
    )


def _only_own_hosts(found: Drafts, bases: Bases) -> None:
    """Takes out drafts on hosts of other services.

    A host is the API's own when the base URL has it, when it is local or a variable, or when every
    route of the document has that one host.
    """
    hosts = {draft.path.host for draft in found.drafts if draft.path.host}
    everyone = (
        len(hosts) == 1
        and all(draft.path.host for draft in found.drafts)
        and (len(found.drafts) > 1 or found.drafts[0].shape in ("heading", "keys"))
    )
    kept: list[Draft] = []
    for draft in found.drafts:
        host = draft.path.host
        bare = host.split("//")[-1].split(":")[0] if host else ""
        foreign = (
            host is not None
            and host.startswith("http")
            and bare not in bases.hosts
            and bare not in ("localhost", "127.0.0.1", "0.0.0.0")
            and "example" not in bare
            and "yourdomain" not in bare
            and not everyone
        )
        if foreign:
            what = f"{draft.method} {host}{draft.path.text}"
            found.passed.append(Passed(what, "calls to other services", draft.section, draft.span))
        else:
            kept.append(draft)
    found.drafts = kept

"""Sightings of endpoints, and what was seen and isn't one."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Section
from spec2code.spec.endpoint_tables import EndpointRow
from spec2code.spec.fence_routes import CurlCall
from spec2code.spec.flow import Entry
from spec2code.spec.openapi_fences import Operation
from spec2code.spec.routes import Path, path_key

__all__ = ["Draft", "Drafts", "Handler", "Passed", "names_shape", "pass_foreign", "passed"]

_SHAPE = regex(
    r"[\W\d]*[A-Z][A-Za-z0-9]*[a-z](?:Request|Response|DTO|Dto|Schema|Payload|Body|Model|VO|Input|Output|Result|Command|View)\W*"
)

_OTHERS = regex(
    r"[${<].*(?:webhook|callback|notif|(?<![a-z])bot(?![a-z])|partner|merchant|subscriber|external|third_?party|client_?app)",
    re.IGNORECASE,
)
"""A variable for the address of someone else: `${BOT_WEBHOOK_URL}`."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A route that code declares: its text, the arguments behind the path, and where the decorator ends."""

    excerpt: Excerpt
    arguments: str
    span: Span
    behind: int
    usage: bool = False
    """Shows how something is used, by the comment above it."""


@dataclass(slots=True)
class Draft:
    method: str
    path: Path
    section: Section
    span: Span
    shape: str
    """heading, label, keys, fence, row, item, curl, openapi, code."""
    entries: list[Entry] = field(default_factory=list)
    title: Excerpt | None = None
    """What its own line says besides the route."""
    row: EndpointRow | None = None
    handler: Handler | None = None
    operation: Operation | None = None
    """What OpenAPI in a fence says of it."""
    used: bool = False
    """A row in a section that uses endpoints: flows, the user interface."""
    mates: tuple[Draft, ...] = ()
    """The others of a heading that gives several."""
    alone: bool = False
    """It stands among facts about the whole API: what stands beside it is not its own."""
    above: str = ""
    """The remark in a fence that heads it and others."""
    enclosing: tuple[str, ...] = ()
    """Its heading and those above, without the document's."""

    @property
    def key(self) -> tuple[str, str]:
        return (self.method, path_key(self.path.text))


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that was seen and is not in the model, with the reason."""

    what: str
    why: str
    section: Section
    span: Span


@dataclass(slots=True)
class Drafts:
    """`loose` holds, by section index, the entries that describe no single endpoint."""

    drafts: list[Draft] = field(default_factory=list)
    weak: list[tuple[Draft, str]] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    strange: list[Passed] = field(default_factory=list)
    """Rows with a method that HTTP doesn't have."""
    calls: list[tuple[CurlCall, Section]] = field(default_factory=list)
    loose: dict[int, list[Entry]] = field(default_factory=dict)


def pass_foreign(found: Drafts) -> None:
    """Passes over the calls to addresses of others: `POST ${BOT_WEBHOOK_URL}/notify`."""
    others = [draft for draft in found.drafts if draft.path.host and _OTHERS.match(draft.path.host)]
    if others:
        found.passed += [passed(draft, "calls to other services") for draft in others]
        found.drafts = [draft for draft in found.drafts if draft not in others]


def passed(draft: Draft, reason: str) -> Passed:
    """The draft as something that is not in the model."""
    return Passed(f"{draft.method} {draft.path.text}", reason, draft.section, draft.span)


def names_shape(section: Section) -> bool:
    """Whether a heading is the name of a shape, `7.1 PetUpsertRequest`: what stands there first is that shape."""
    return _SHAPE.fullmatch(section.plain) is not None

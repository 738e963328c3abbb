"""The entries of a draft, one after the other, into a `Content`.

A label (heading, bold lead, words before a colon) sets the role of what follows until the next label
of the same depth; fences, tables, bullets and lines are taken according to that role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import Shape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.actions import LIST_TAKES, label_means
from spec2code.spec.auth import read_auth, sentence_auth
from spec2code.spec.blocks import Fence
from spec2code.spec.body_clues import is_example_of
from spec2code.spec.body_references import names_generic
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.content_tables import FIELD_ROLES, take_row, take_table
from spec2code.spec.contents import Content, Frame, names_field
from spec2code.spec.curl_examples import take_curl
from spec2code.spec.draft_types import Draft
from spec2code.spec.field_fences import take_field_fence, take_form_code
from spec2code.spec.field_labels import announces_form, is_field, is_value_of_field
from spec2code.spec.flow import Entry
from spec2code.spec.frames import Frames
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.label_bodies import envelope_field
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.labels import (
    Label,
    announcing_label,
    line_label,
    of_answer,
    of_fields,
    title_label,
)
from spec2code.spec.lines import part_of_route
from spec2code.spec.outlines import take_outline
from spec2code.spec.parameters import take_query_string
from spec2code.spec.presence import read_presence
from spec2code.spec.presence_lists import PRESENCE, take_names
from spec2code.spec.prose_lines import ProseReader
from spec2code.spec.remarks import read_remark, take_told_queries
from spec2code.spec.routes import Route, find_routes, path_key, same_but_root
from spec2code.spec.schema_fences import take_schema_or_operation
from spec2code.spec.shown_apart import label_apart
from spec2code.spec.status_lists import (
    read_said_statuses,
    read_status_line,
    starts_with_status,
)
from spec2code.spec.summaries import take_title, title_auth
from spec2code.spec.told_bodies import (
    fields_with_status,
    told_answer,
)
from spec2code.spec.variants import failure_of, of_failure, variant_label

__all__ = ["read_content"]

_ONE_SHAPE = regex(r"\W*`[A-Z][A-Za-z0-9]+(?:\[\])?`\W*")
_SENTENCE_AND_LABEL = regex(
    r"(.*(?:[.;](?:\*\*|__)?(?=\s)|。(?:(?:\*\*|__)(?=\s))?))\s*([^.。]{3,60}[:：])\s*", re.DOTALL
)
"""Marks with a blank behind them close what the sentence has in bold: they aren't the label's."""
_STATUS_LEAD = regex(
    r"\W*[1-5]\d\d\b[`*]*\s*(?:(?:OK|Created|Accepted|No Content)\b)?[`*)\s]*(?:(?:->|=>|[:：→⇒–—-])\s*)?",
    re.IGNORECASE,
)
_TWO_STATUSES = regex(
    r"\W*(2\d\d)[`*]*\s*(?:/|,|or|o|ou|oder|или|hoặc|或|또는)\s*[`*]*(2\d\d)\b[`*\s:：–—→-]*",
    re.IGNORECASE,
)
_TYPE_ASIDE = regex(
    r"[^()（）`]{2,60}[(（]\s*(`([A-Z]\w*)(?:<[^`]{1,200}>)?(?:\[\])?`)\s*[)）][\s*_]*[:：]?[\s*_]*"
)
_NAME_ITEM = regex(r"\W*`[A-Za-z_]\w*\??`(?=\s*(?:$|[\n:：(（,，–—-]))")
_BODY_NEAR = 40
"""How far behind a status a body begins that is shown on the same line."""
_OF_ROUTES: Final = ("query", "request", "response", "example_request", "example_response")
_ABOUT_OTHERS = ("response", "example_response", "errors", "statuses", "query", "headers")
"""Roles under which a sentence about fields isn't one about the request's."""


def read_content(
    draft: Draft, definitions: Mapping[str, Shape], claimed: frozenset[Span]
) -> Content:
    """What a draft's entries say.

    Args:
        draft: a sighting of an endpoint and the entries that describe it.
        definitions: the named shapes of the document.
        claimed: blocks that describe tables of the database; they are no bodies.
    """
    reader = _Reader(draft, definitions, claimed)
    for entry, following in zip_longest(draft.entries, draft.entries[1:]):
        if entry.span not in claimed:
            reader.announces = following.kind if following is not None else ""
            reader.lists_names = following is not None and bool(_NAME_ITEM.match(following.text))
            reader.take(entry)
        elif entry.fence is not None and not reader.bodies.beside_route(entry.fence):
            if reader.frame.label is not None:
                reader.bodies.declared(entry.fence, reader.frame.label)
    reader.frames.restart()
    if draft.row is not None:
        take_row(reader.labels, draft.row)
    if reader.content.auth is None:
        reader.content.auth = title_auth(draft)
    return reader.content


class _Reader:
    """Walks the entries; `frames` holds the labels in force."""

    def __init__(
        self, draft: Draft, definitions: Mapping[str, Shape], claimed: frozenset[Span]
    ) -> None:
        self.draft = draft
        self.definitions = definitions
        self.content = Content(
            draft.method, draft.path.text, draft.span, draft.path.parameters, draft.path.base
        )
        self.bodies = BodyReader(self.content, definitions)
        self.labels = LabelReader(self.content, self.bodies)
        self.prose = ProseReader(self.content, self.bodies, self.labels)
        self.frames = Frames(self.content, definitions)
        self.announces = ""
        """What follows: where it is a block, a line that ends in a colon says what that is."""
        self.lists_names = False
        """Whether what follows is a name marked as code: "- `page`"."""
        take_query_string(self.content, draft.path.query, draft.span)
        take_title(draft, self.content)
        read_remark(draft, self.bodies)

    @property
    def frame(self) -> Frame:
        return self.frames.top

    @property
    def role(self) -> str | None:
        return self.frames.role

    def take(self, entry: Entry) -> None:
        if entry.kind == "rule":
            self.frames.close_to(0, item=True)
            return
        if entry.kind == "title":
            label = title_label(entry.excerpt) if entry.excerpt is not None else None
            other = Label("other", entry.text, (), entry.excerpt, True) if entry.excerpt else None
            self.frames.restart(label or other)
            self.bodies.inside = None
            if label is not None and label.statuses:
                self.labels.stated(label)
            return
        waiting, self.frames.waiting = self.frames.waiting, None
        if not (waiting is self.frame and entry.kind in ("fence", "table")):
            self.frames.close_to(entry.depth, item=entry.kind == "item")
        if self.role == "foreign" and entry.kind in ("fence", "table"):
            return
        if entry.kind == "fence" and entry.fence is not None:
            fence, label = entry.fence, self.frame.label
            if (
                take_schema_or_operation(self.bodies, fence, label, self.definitions)
                or take_form_code(self.content, entry.fence)
                or ("{" not in entry.fence.text and self.field_fence(entry.fence))
                or take_outline(self.content, entry.fence, self.definitions)
                or self.bodies.fence(entry.fence, None if self.answers(entry.fence) else label)
            ):
                self.content.uses.add(entry.span)
            elif entry.fence.language in ("bash", "sh", "shell", "curl", "console"):
                take_curl(self.bodies, entry.fence)
            elif take_field_fence(self.content, entry.fence, self.frame.label, self.definitions):
                self.content.uses.add(entry.span)
        elif entry.kind == "table" and entry.table is not None:
            take_table(self.labels, entry.table, self.frame.label, self.definitions)
            self.frame.named = self.frame.named or self.role in ("query", "path_parameters")
        elif entry.excerpt is not None and self.text(entry, entry.excerpt):
            self.content.uses.add(entry.span)

    def answers(self, fence: Fence) -> bool:
        """Whether JSON behind a list of parameters is what comes back: they have been told."""
        listed = self.role in ("query", "parameters") and bool(self.frame.bullets)
        return listed and self.content.method == "GET" and fence.text.lstrip()[:1] in ("{", "[")

    def field_fence(self, fence: Fence) -> bool:
        return take_field_fence(self.content, fence, self.frame.label, self.definitions)

    def text(self, entry: Entry, excerpt: Excerpt) -> bool:
        """Takes a line or item; whether it says something of the endpoint."""
        text = excerpt.text.strip()
        if not text or self.is_own_line(entry, text):
            if self.role == "other":
                self.frames.restart()  # what stood before the endpoint has ended
            head = line_label(excerpt)
            if head is not None and head.role in _OF_ROUTES and find_routes(head.name):
                self.label(entry, head)  # "**Query of `GET /pets`:** `page`"
                return True
            if (
                entry.kind == "line"
                and self.announces
                and (part := part_of_route(excerpt, self.of_fields()))
            ):
                self.label(entry, part)
            elif entry.kind == "line" and (failure := failure_of(excerpt)) is not None:
                read_said_statuses(self.content, excerpt)
                self.frames.push(failure, entry)
            return bool(text)
        if self.role == "content_type" and "/" in text:
            self.labels.apply(Label("content_type", text, (), excerpt, strong=True))
            return True  # what stands below "### Content-Type"
        answers = self.role in ("errors", "statuses", "response")
        if starts_with_status(text) and (entry.kind == "item" or answers):
            self.status_item(entry, excerpt)
            return True
        if (apart := label_apart(self.content, excerpt, self.announces)) is not None:
            self.frames.push(apart, entry)
            return True
        if self.role not in _ABOUT_OTHERS:
            read_presence(self.content.presence, excerpt)
        label = line_label(excerpt)
        if label is not None and is_value_of_field(self.content, label, text):
            label = None  # "`role`: one of `KEEPER`, `VET`" of a body that has a role
        if label is None and (
            self.announces in ("fence", "table") or (self.announces == "item" and self.lists_names)
        ):
            label = announcing_label(excerpt, self.of_fields())
        if label is None and self.announces == "item" and LIST_TAKES.search(fold_width(text)):
            label = Label("query", text, (), excerpt.cut(len(excerpt.text)), strong=True)
        if self.frame.shown and self.announces == "item" and text.endswith((":", "：")):
            if entry.kind == "line" and (label is None or label.role in ("other", "description")):
                self.frame.label = None  # "Request: {…}", and then "Behaviour:" with its own list
        if label is not None and fields_with_status(self.bodies, excerpt):
            return True
        if label is not None and self.announces in ("fence", "table"):
            label = variant_label(label, self.content, self.frame.label)
        if label is not None and not (entry.kind == "item" and is_field(entry, label, self.frame)):
            self.label(entry, label)
            return label.role != "other"
        if entry.kind != "item" and (match := _SENTENCE_AND_LABEL.fullmatch(excerpt.text)):
            # "No body. Response (202):" ends in the label of what follows.
            self.prose.take(excerpt.cut(0, match.end(1)), self.frame)
            behind = line_label(excerpt.cut(match.start(2)))
            if behind is not None:
                self.label(entry, behind)
            return True
        if entry.kind == "item":
            return self.bullet(entry)
        return self.prose.take(excerpt, self.frame)

    def of_fields(self) -> str:
        """What shows fields alone: the request first, where there is one."""
        told = self.content.requests or self.content.method not in WRITING
        return "response" if told else "request"

    def is_own_line(self, entry: Entry, text: str) -> bool:
        """Whether the line is the one that names the endpoint; the query string in it is taken."""
        routes = find_routes(text)
        if not routes:
            return False
        own = [
            r
            for r in routes
            if self.draft.method in r.methods and same_but_root(r.path.text, self.draft.path.text)
        ]
        if not own:
            return self.calls(entry, routes)
        for route in own:
            take_query_string(self.content, route.path.query, entry.span)
        return True

    def calls(self, entry: Entry, routes: list[Route]) -> bool:
        """Whether a line calls the endpoint with made-up values, or is the one of a mate; what is sent then is an example."""
        here, path = self.draft, self.draft.path.text
        if any(here.method in r.methods and is_example_of(r.path.text, path) for r in routes):
            if here.method in WRITING and entry.excerpt is not None:
                rest = entry.excerpt.cut(len(entry.text))
                self.frames.push(Label("example_request", entry.text, (), rest, True), entry)
            return True
        named = {(method, path_key(r.path.text)) for r in routes for method in r.methods}
        return named <= {mate.key for mate in here.mates}

    def status_item(self, entry: Entry, excerpt: Excerpt) -> None:
        label = line_label(excerpt)
        read_status_line(self.content, excerpt, in_errors=True)
        lead = _STATUS_LEAD.match(excerpt.text)
        rest = excerpt.cut(lead.end() if lead else len(excerpt.text))
        if label is None:
            match = re.search(r"[1-5]\d\d", excerpt.text)
            status = int(match.group()) if match else 200
            role = "errors" if status >= 400 else "response"
            label = Label(role, excerpt.text, (status,), rest, True)
        elif lead:
            label = replace(label, rest=rest)
        if both := _TWO_STATUSES.match(excerpt.text):
            # "**201**/**200** – `Pet`"
            found = (int(both.group(1)), int(both.group(2)))
            label = replace(label, statuses=found, rest=excerpt.cut(both.end()))
        if label.role == "response" and not self.shown_inline(label):
            self.bodies.reference(label.rest, "response", label.statuses)
        if entry.kind == "item":
            self.frames.push(replace(label, rest=excerpt.cut(len(excerpt.text))), entry)

    def shown_inline(self, label: Label) -> bool:
        """Takes the body on the line of its status: ``201 → `{ id, name }` ``."""
        brace = label.rest.text.find("{")
        return 0 <= brace <= _BODY_NEAR and self.bodies.inline(label)

    def typed(self, label: Label, entry: Entry) -> Label:
        """The label with the type that stands in brackets behind its words: "Response (`Page<Pet>`):"."""
        aside = _TYPE_ASIDE.fullmatch(entry.text) if label.role in ("request", "response") else None
        if aside is None or entry.excerpt is None:
            return label
        shown = entry.excerpt.cut(*aside.span(1))
        told = aside.group(2) in self.definitions and self.announces != "item"
        return replace(label, rest=shown) if told or self.bodies.is_type(shown) else label

    def label(self, entry: Entry, label: Label) -> None:
        if (
            label.strong
            and label.role in ("request", "response")
            and names_field(self.content, entry.text)
        ):
            label = replace(label, role="foreign", statuses=())
        if announces_form(label, self.announces, self.content):
            self.labels.apply(label)
            label = replace(label, role="request", rest=label.rest.cut(len(label.rest.text)))
        label = of_failure(self.typed(label, entry), self.frame.label)
        if entry.kind == "item" and self.role == "response" and self.frame.depth < entry.depth:
            label = of_answer(label, self.frame.label)
        elif self.role in (None, "description") and self.content.method in WRITING:
            label = of_fields(label)
        if self.draft.mates and not label_means(label, self.draft, self.draft.mates):
            self.frames.push(replace(label, role="foreign", statuses=(), strong=True), entry)
            return
        if entry.kind != "item" and not label.strong and label.role == "other":
            return
        about = self.role if label.role in PRESENCE else None
        self.frames.push(label, entry)
        if label.role in PRESENCE:
            self.frame.about = about
            take_names(self.content, label, about)
        self.bodies.inside = None
        if label.role == "response":
            self.bodies.inside = envelope_field(entry.text) or envelope_field(label.name)
        known = len(self.content.parameters)
        bodies = len(self.content.requests) + sum(map(len, self.content.responses.values()))
        if self.labels.apply(label):
            # The list was on the label's own line: what follows below is something else.
            self.frame.label = None
        now = len(self.content.requests) + sum(map(len, self.content.responses.values()))
        self.frame.shown = now > bodies
        self.frame.named = label.role == "query" and len(self.content.parameters) > known

    def bullet(self, entry: Entry) -> bool:
        if entry.item is None or entry.excerpt is None:
            return False
        role = self.role
        if role in ("errors", "statuses") and re.search(r"[1-5]\d\d", entry.text):
            read_status_line(self.content, entry.excerpt, in_errors=True)
            return True
        label = self.frame.label
        if role == "response" and label and names_generic(entry.excerpt, self.definitions):
            return self.bodies.reference(entry.excerpt, role, label.statuses)
        if role in ("request", "response") and label and _ONE_SHAPE.fullmatch(entry.text):
            if not self.frame.bullets and self.bodies.reference(
                entry.excerpt, role, label.statuses
            ):
                return True
        if role in FIELD_ROLES or role in PRESENCE:
            read_said_statuses(self.content, entry.excerpt)
            self.frame.bullets.append(entry.item)
            return True
        if role is None and told_answer(self.bodies, entry.excerpt):
            read_said_statuses(self.content, entry.excerpt)
            return True
        if role in (None, "description", "auth", "roles", "other"):
            take_told_queries(self.content, entry.excerpt)
            read_said_statuses(self.content, entry.excerpt)
            said = sentence_auth(plain(entry.text), entry.span)
            if said is not None and self.content.auth is None and role != "other":
                self.content.auth = said
            if role == "auth" and self.content.auth is None:
                self.content.auth = read_auth(entry.excerpt)
            if role in (None, "description"):
                self.content.description.append("- " + plain(entry.text))
            return said is not None or role != "other"
        return False

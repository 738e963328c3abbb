"""The entries of one section, dealt out to the endpoints that they describe.

Those that only list (rows, items, lines of a fence) own their row; those that describe own what follows,
up to the next one, and, where they are alone in their section, what stands before them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.spec.actions import meant_by, named_by
from spec2code.spec.blocks import Fence, Section
from spec2code.spec.draft_types import Draft, Drafts, Passed, names_shape, passed
from spec2code.spec.endpoint_tables import EndpointRow, endpoint_rows, key_values, refers_only
from spec2code.spec.fence_routes import (
    as_request,
    calls_in,
    curl_calls,
    fence_pieces,
    is_diagram,
    shows_call,
    without_marks,
)
from spec2code.spec.flow import Entry, section_entries
from spec2code.spec.item_routes import alike, among_basics, beside, described_below, items_describe
from spec2code.spec.labels import line_label, title_label
from spec2code.spec.later_routes import later_beside, lead_away, without_later
from spec2code.spec.lines import (
    Sighting,
    aliases,
    calls_of,
    is_example_line,
    keyed_sightings,
    line_sighting,
    pair_sightings,
    part_in_title,
)
from spec2code.spec.openapi_contents import operation_draft
from spec2code.spec.openapi_fences import openapi_in
from spec2code.spec.route_handlers import CODE, handler_drafts, is_typed
from spec2code.spec.route_trees import tree_routes
from spec2code.spec.routes import find_routes, path_key
from spec2code.spec.scopes import ABOUT_DATA, Verdict, later_words
from spec2code.spec.summaries import says_access

__all__ = ["SectionReader"]

_PARTS: Final = ("request", "response", "query", "path_parameters")
_MENTIONING: Final = ("tests", "tasks", ABOUT_DATA.reason)
"""What sections are about whose tables only speak of endpoints."""
_TITLE_ROUTE_WORDS: Final = 14
_BEGINS = regex(
    r"[\s`*_\[(#]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|[*_\s]*(?:endpoint|api|url)\b",
    re.IGNORECASE,
)


class SectionReader:
    """Deals the entries of one section out to drafts."""

    def __init__(self, section: Section, verdict: Verdict, found: Drafts) -> None:
        self.section = section
        self.verdict = verdict
        self.found = found
        self.entries = list(section_entries(section))
        self.groups: list[list[Draft]] = []
        """The describing drafts of this section, one group per anchor."""
        self.current: list[Draft] = []
        self.preamble: list[Entry] = []
        self.in_heading: list[Draft] = []
        self.listed: list[Draft] = []
        self.left: list[Draft] = []  # those of the list before
        self.example = False
        self.example_depth = 0
        self.of_answer = False  # the example is one of what comes back
        self.list_depth = 0
        self.endpoint_label = False
        """The line before was a label such as **API** and nothing else."""
        self.under_label: Entry | None = None
        self.rows: list[Draft] = []  # of the table before, where nothing else owns what follows
        self.later: str | None = None
        """Why the routes listed below a line such as "Planned:" are no endpoints of this document."""
        self.meant: Draft | None = None  # of the heading's endpoints, by the line above

    @cached_property
    def is_of_basics(self) -> bool:
        """Asked for with each route of a list: looked for once."""
        return among_basics(self.entries, self.sightings)

    def read(self, inherited: list[Draft]) -> list[Draft]:
        """Reads the section; the drafts that own its subsections."""
        self.in_heading = self.heading_drafts()
        if self.in_heading:
            self.current = self.in_heading
            if part := part_in_title(self.section.title):
                self.give(Entry("title", self.section, self.section.span, excerpt=part))
        elif inherited:
            self.current = inherited
            label = title_label(self.section.title)
            self.example = label is not None and label.role == "example_request"
            self.give(Entry("title", self.section, self.section.span, excerpt=self.section.title))
        inherited_only = bool(inherited) and self.current is inherited
        describing = items_describe(self.entries, self.sightings)
        alone = not self.in_heading and not inherited
        keyed = keyed_sightings(self.section, self.entries) if alone else []
        waiting: list[Entry] = []
        for index, entry in enumerate(self.entries):
            if keyed and index == keyed[0].index:
                self.open_group(keyed.pop(0).sightings, "keys", entry)
                for before in (*waiting, entry):
                    self.give(before)
                waiting = []
            elif keyed and self.groups and index >= keyed[0].first:
                waiting.append(entry)  # the head of the next endpoint
            else:
                self.take(entry, describing)
        if len(self.groups) == 1 and not self.in_heading and not inherited_only:
            for draft in () if names_shape(self.section) else self.groups[0]:
                draft.entries[:0] = self.preamble
            self.preamble = self.preamble if names_shape(self.section) else []
        if self.preamble:
            self.found.loose[self.section.index] = self.preamble
        owners = self.groups[-1] if self.groups else self.in_heading or inherited
        return [] if self.verdict.kind == "excluded" else owners

    def take(self, entry: Entry, describing: bool) -> None:
        self.example = self.example and entry.depth >= self.example_depth
        if self.listed and entry.depth < self.list_depth and entry.kind != "rule":
            self.leave_list(entry)
        match entry.kind:
            case "table":
                self.table(entry)
            case "fence":
                self.fence(entry)
            case "line" | "item":
                self.line(entry, describing)
            case _:
                self.give(entry)

    def heading_drafts(self) -> list[Draft]:
        title = self.section.title
        sightings = [
            Sighting(method, route.path, None)
            for route in find_routes(title.text)
            for method in route.methods
            if not route.path.abbreviated
        ]
        if not sightings:
            return []
        routes = find_routes(title.text)
        words = title.text[: routes[0].start] + " " + title.text[routes[-1].end :]
        if len(words.split()) > _TITLE_ROUTE_WORDS:
            return []
        drafts = [
            Draft(s.method, s.path, self.section, self.section.span, "heading", title=title)
            for s in sightings
        ]
        others = aliases(title.text, routes)
        self.found.passed += [
            passed(draft, "another name of the endpoint before it")
            for draft in drafts
            if draft.path.text in others
        ]
        drafts = [draft for draft in drafts if draft.path.text not in others]
        later = later_words(title.text[: routes[0].start] + " " + title.text[routes[-1].end :])
        if later is not None:
            self.found.passed += [passed(draft, later) for draft in drafts]
            self.verdict = Verdict("excluded", later)
            return []
        for draft in drafts:
            draft.mates = tuple(other for other in drafts if other is not draft)
        return drafts if self.keep(drafts, strong=True) else []

    def sightings(self, entry: Entry) -> list[Sighting]:
        if entry.excerpt is None or (entry.item is not None and entry.item.checked is not None):
            return []
        return line_sighting(entry, weak=self.verdict.kind == "weak")

    def one_of_heading(self, entry: Entry) -> Draft | None:
        """The one of a heading's endpoints that a line begins with: "`PATCH /me` changes these:" below two of them."""
        if len(self.in_heading) < 2 or entry.kind != "line" or not _BEGINS.match(entry.text):
            return None
        routes = find_routes(entry.text)
        if len(routes) != 1 or len(routes[0].methods) != 1:
            return None
        key = (routes[0].methods[0], path_key(routes[0].path.text))
        return next((draft for draft in self.in_heading if draft.key == key), None)

    def line(self, entry: Entry, describing: bool) -> None:
        sightings = self.sightings(entry)
        self.meant = self.one_of_heading(entry)
        self.endpoint_label, was_label = False, self.endpoint_label
        if entry.kind == "line":
            self.later = lead_away(entry.text[: 0 if sightings else None])
        if sightings and (later := self.later or later_beside(entry)):
            drafts = self.drafts(sightings, "item", entry)
            self.found.passed += [passed(draft, later) for draft in drafts]
            return
        if not sightings:
            label = line_label(entry.excerpt) if entry.excerpt is not None else None
            self.endpoint_label = (
                label is not None and label.role == "endpoint" and not label.rest.text.strip()
            )
            if entry.text.strip() and (entry.kind == "line" or label is not None):
                self.example, self.example_depth = is_example_line(entry.text, label), entry.depth
                self.of_answer = label is not None and label.role == "example_response"
            if label is not None and label.role in _PARTS and label.strong:
                # Below a table of endpoints: "Create request:" is about one of its rows.
                meant = meant_by(label, self.rows) or named_by(entry.text, self.left)
                if not meant and len(self.rows) == 1:
                    meant = list(self.rows)
                self.current = meant or (self.current if not self.rows else [])
            elif entry.kind == "line" and (named := named_by(entry.text, self.rows + self.left)):
                self.current = named
            self.found.calls += [(call, self.section) for call in calls_in(entry.excerpt)]
            self.give(entry)
            return
        keys = {(s.method, path_key(s.path.text)) for s in sightings}
        if self.current and keys <= {draft.key for draft in self.current}:
            self.give(entry)
            return
        if self.current and self.example:
            if called := calls_of(sightings, self.current):
                self.give(entry)
            if called or not describing:
                return
        if entry.kind == "item" and not describing:
            drafts = self.drafts(sightings, "item", entry)
            if self.keep(drafts, strong=False):
                if entry.depth != self.list_depth:
                    self.listed = []
                self.listed += drafts
                self.list_depth = entry.depth
                self.current = drafts
                self.give(entry)
                if self.is_of_basics:
                    self.current = []
                    drafts[0].alone = True
            return
        if self.example and not _BEGINS.match(entry.text):
            return
        self.under_label = entry if was_label else None
        self.open_group(sightings, "label", entry)
        self.give(entry)

    def leave_list(self, entry: Entry) -> None:
        """What stands behind a list of routes describes some of them, or nobody knows which."""
        self.current = self.in_heading or described_below(self.listed, entry)
        self.left, self.listed = self.listed, []
        self.list_depth = 0

    def table(self, entry: Entry) -> None:
        assert entry.table is not None
        rows, strange = endpoint_rows(entry.table)
        for span, what in strange:
            self.found.strange.append(Passed(what, "no HTTP method", self.section, span))
        rows = [row for row in rows if not row.path.abbreviated]
        if rows and not self.is_description(entry, rows):
            drafts = [
                Draft(row.method, row.path, self.section, row.span, "row", row=row) for row in rows
            ]
            drafts, later = without_later(drafts)
            self.found.passed += later
            for draft in drafts:
                draft.used = self.verdict.kind == "weak"
            if refers_only(entry.table):
                self.refer(drafts, "a table that refers to endpoints")
            elif self.keep(drafts, strong=self.verdict.reason not in _MENTIONING):
                self.rows = [] if self.current else drafts
            return
        pairs = key_values(entry.table)
        if pairs is not None and "endpoint" in pairs.values and not rows:
            sightings = pair_sightings(pairs.values["endpoint"].plain, pairs.values.get("method"))
            if sightings and {(s.method, path_key(s.path.text)) for s in sightings} != {
                draft.key for draft in self.current
            }:
                self.open_group(sightings, "keys", entry)
        self.give(entry)

    def is_description(self, entry: Entry, rows: list[EndpointRow]) -> bool:
        """Whether the rows are about the endpoint that is being described, not a list of others."""
        own = {draft.key for draft in self.current}
        return bool(own) and {(row.method, path_key(row.path.text)) for row in rows} <= own

    def fence(self, entry: Entry) -> None:
        assert entry.fence is not None
        if self.declared(entry.fence):
            return
        fence = without_marks(entry.fence) or as_request(entry.fence)
        entry = replace(entry, fence=fence)
        calls = curl_calls(fence)
        self.found.calls += [(call, self.section) for call in calls]
        pieces = [] if calls else fence_pieces(fence)
        own = {draft.key for draft in self.current}
        keys = {(m, path_key(p.route.path.text)) for p in pieces for m in p.route.methods}
        ours = [(draft.method, draft.path.text) for draft in self.current]
        called = bool(ours) and shows_call(pieces, ours)
        shown = self.example and not (self.of_answer and fence.language in ("http", "rest"))
        if not pieces or keys <= own or called or (self.current and shown):
            if self.meant is not None and not pieces:
                self.meant.entries.append(entry)
            elif not (is_diagram(fence) and not self.current):
                self.give(entry)
            return
        bare = not any(piece.has_body for piece in pieces) and len(pieces) > 1
        shared: list[Draft] = []  # the lines right above, which have what follows in common
        for piece in pieces:
            sightings = [Sighting(m, piece.route.path, piece.remark) for m in piece.route.methods]
            cut = piece.fence(fence)
            part = Entry("fence", self.section, piece.line.span(), entry.depth, fence=cut)
            if bare or len(pieces) > 1:
                drafts = self.drafts(sightings, "fence", part)
                for draft in drafts:
                    heads = piece.above and (piece.shares or says_access(piece.above))
                    draft.above = piece.above if heads else ""
                if self.keep(drafts, strong=False) and (told := piece.own(part)):
                    for draft in drafts:
                        draft.entries += told
                    rest = replace(part, fence=piece.fence(fence, route=False))
                    for draft in shared if piece.has_body else ():
                        if alike(draft, drafts):
                            draft.entries.append(rest)
                shared = [*shared, *drafts] if piece.leads else []
                if piece is pieces[-1] and not bare and not self.in_heading:
                    self.current = []
            else:
                self.open_group(sightings, "fence", part)
                self.give(Entry("fence", self.section, entry.span, entry.depth, fence=fence))

    def declared(self, fence: Fence) -> bool:
        """Takes the routes that OpenAPI or Python code in a fence declares; False where it holds neither."""
        if (api := openapi_in(fence)) is not None and (operations := api.operations):
            self.keep([operation_draft(item, self.section) for item in operations], strong=False)
            return True
        if drawn := tree_routes(fence):
            drafts = [
                Draft(method, path, self.section, said.span(), "fence", title=said)
                for method, path, said in drawn
            ]
            return self.keep(drafts, strong=False)
        handlers = handler_drafts(fence, self.section)
        typed = [draft for draft in handlers if is_typed(draft)]
        self.keep(typed, strong=False)
        self.refer([draft for draft in handlers if draft not in typed], CODE)
        return bool(handlers)

    def drafts(self, sightings: list[Sighting], shape: str, entry: Entry) -> list[Draft]:
        return [
            Draft(s.method, s.path, self.section, entry.span, shape, title=s.title)
            for s in sightings
        ]

    def open_group(self, sightings: list[Sighting], shape: str, entry: Entry) -> None:
        drafts = self.drafts(sightings, shape, entry)
        self.listed, self.rows = [], []
        http = entry.fence is not None and entry.fence.language in ("http", "rest")
        label = line_label(entry.excerpt) if entry.excerpt is not None else None
        named = (label is not None and label.role == "endpoint") or entry is self.under_label
        named = named and self.verdict.reason != "tests"
        if shape == "label" and self.groups and beside(self.current, drafts):
            self.found.drafts += drafts
            self.current += drafts
            for draft in self.current:
                draft.mates = tuple(other for other in self.current if other is not draft)
            return
        if self.keep(drafts, strong=http or named or shape == "keys"):
            self.groups.append(drafts)
            self.current = drafts
        else:
            self.current = self.in_heading

    def keep(self, drafts: list[Draft], *, strong: bool) -> bool:
        """Takes drafts in, unless the section says that they are none of this API's endpoints."""
        if self.verdict.kind == "excluded":
            self.found.passed += [passed(draft, self.verdict.reason) for draft in drafts]
            return False
        if self.verdict.kind == "weak" and not strong:
            self.refer(drafts, self.verdict.reason)
            return False
        self.found.drafts += drafts
        return True

    def refer(self, drafts: list[Draft], reason: str) -> None:
        if self.verdict.kind == "excluded":
            self.found.passed += [passed(draft, self.verdict.reason) for draft in drafts]
        else:
            reason = reason if self.verdict != ABOUT_DATA else ABOUT_DATA.reason
            self.found.weak += [(draft, reason) for draft in drafts]

    def give(self, entry: Entry) -> None:
        if self.verdict.kind == "excluded":
            return
        if not self.current:
            self.preamble.append(entry)
        for draft in self.current:
            draft.entries.append(entry)

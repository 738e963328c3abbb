"""Which routes of a document are endpoints, and which of its sections describe each of them.

A draft is one sighting of an endpoint: a heading, a label, a request line, a row. What its section says
is dealt out by `section_drafts`; the subsections, and sections beside it that go on with it, are its too.
"""

from __future__ import annotations

from typing import Final

from spec2code.spec.actions import Listed, titled
from spec2code.spec.blocks import Document
from spec2code.spec.draft_types import Draft, Drafts, pass_foreign
from spec2code.spec.inline import plain
from spec2code.spec.part_headings import PartsBeside, continues_heading, heads_parts
from spec2code.spec.scopes import verdicts
from spec2code.spec.section_drafts import SectionReader

__all__ = ["find_drafts"]

_LISTING: Final = ("row", "item", "fence")
"""The shapes of drafts that a list gives, whose details may stand in subsections."""


def find_drafts(document: Document) -> Drafts:
    """Every sighting of an endpoint in a document, in order."""
    found = Drafts()
    judged = verdicts(document)
    owners: dict[int, list[Draft]] = {}
    previous: list[Draft] = []
    continued = False
    rows: dict[int, Listed] = {}
    beside = PartsBeside(document)
    for section in document.sections:
        known = len(found.drafts)
        reader = SectionReader(section, judged[section.index], found)
        inherited = owners.get(section.parent, []) if section.parent is not None else []
        continued = bool(previous) and continues_heading(section, previous[-1], continued=continued)
        if continued or not inherited:
            list_above = rows.get(section.parent) if section.parent is not None else None
            named = titled(section.plain, list_above, previous) if list_above is not None else []
            inherited = named or (previous if continued else beside.of(section))
        previous = owners[section.index] = reader.read(inherited)
        beside.note(section, previous if not inherited else [])
        if previous and not inherited and section.parent is not None:
            if heads_parts(document, section, endpoints=len(reader.groups)):
                owners[section.parent] = previous  # "Basic information", then "Request" beside it
        if listed := [draft for draft in found.drafts[known:] if draft.shape in _LISTING]:
            rows[section.index] = Listed(listed)
            if section.parent is not None and heads_parts(document, section, endpoints=1):
                # "API", then "Request" beside it
                rows.setdefault(section.parent, rows[section.index])
    for draft in found.drafts + [draft for draft, _ in found.weak]:
        above = [draft.section, *document.ancestors(draft.section)]
        titles = [plain(one.title.text) for one in above if one.level > 1]
        draft.enclosing = tuple([draft.above, *titles] if draft.above else titles)
    pass_foreign(found)
    return found

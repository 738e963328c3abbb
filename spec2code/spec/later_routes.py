"""Routes that a list or a table says are planned, or there already."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.draft_types import Draft, Passed, passed
from spec2code.spec.flow import Entry
from spec2code.spec.inline import fold_width
from spec2code.spec.routes import find_routes
from spec2code.spec.scopes import later_lead, later_state, later_words

__all__ = ["later_beside", "lead_away", "without_later"]

_OTHERS = regex(
    r"\W*(?:(?:calls?|requests?) to )?(?:the )?(?:github|gitlab|bitbucket|stripe|paypal|slack|twilio|sendgrid|mailgun|openai|anthropic|google|facebook|meta|instagram"
    r"|whatsapp|telegram|discord|zoom|shopify|notion|jira|aws|azure|firebase|supabase|external|third[- ]party|外部|第三方)\b[\w -]{0,24}\bapis?(?: (?:integration|calls?|client|usage|endpoints?|requests?))?\W*[:：]\W*",
    re.IGNORECASE,
)
"""A line that announces routes of someone else."""


def later_beside(entry: Entry) -> str | None:
    """Why the words around the routes of a line say that they aren't made here."""
    routes = find_routes(entry.text)
    behind = entry.text[routes[-1].end :][:60]
    return later_lead(entry.text[: routes[0].start]) or later_words(behind)


def lead_away(text: str) -> str | None:
    """Why what is listed behind a line isn't made here: "Planned:", "GitHub API integration:"."""
    if _OTHERS.fullmatch(fold_width(text)):
        return "calls to other services"
    return later_lead(text)


def without_later(drafts: list[Draft]) -> tuple[list[Draft], list[Passed]]:
    """The rows without those whose state is another than that of most: planned, or there already; and those."""
    states = {
        id(draft): next(
            (why for cell in draft.row.states if (why := later_state(cell.plain))), None
        )
        for draft in drafts
        if draft.row is not None
    }
    later = [draft for draft in drafts if states[id(draft)]]
    if len(later) * 2 > len(drafts):
        return drafts, []
    kept = [draft for draft in drafts if not states[id(draft)]]
    return kept, [passed(draft, states[id(draft)] or "") for draft in later]

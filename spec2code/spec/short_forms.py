"""Tables that name endpoints in short: `POST /tree` for `POST /projects/{id}/trees/tree`, which is defined elsewhere."""

from __future__ import annotations

from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.draft_types import Draft, Drafts, Passed, passed
from spec2code.spec.routes import path_key

__all__ = ["pass_groups", "pass_patterns", "pass_short_forms"]

_ANY = regex(r"(?:/api)?(?:/v\d+)?/(?:your-|some-|any-)?(?:resource|entity)(?:-name)?(?:/|$)")
_LEAST: Final = 3
_MOST: Final = 0.8


def pass_short_forms(found: Drafts) -> None:
    """Passes over the rows of a section most of which are ends of longer paths with the same method.

    What is left out must hold a parameter: a prefix alone, `/api/v1`, is said of the whole API.
    """
    sections: dict[int, list[Draft]] = {}
    for draft in found.drafts:
        if draft.shape == "row":
            sections.setdefault(draft.section.index, []).append(draft)
    for index, rows in sections.items():
        keys = {draft.key for draft in rows}
        if len(keys) < _LEAST:
            continue
        ends = {
            (draft.method, end)
            for draft in found.drafts
            if draft.section.index != index
            for end in _ends(path_key(draft.path.text))
        }
        short = keys & ends
        if len(short) < _MOST * len(keys):
            continue
        found.passed += [
            Passed(
                f"{draft.method} {draft.path.text}",
                "a short form of an endpoint that is defined elsewhere",
                draft.section,
                draft.span,
            )
            for draft in rows
            if draft.key in short
        ]
        gone = {id(draft) for draft in rows if draft.key in short}
        found.drafts = [draft for draft in found.drafts if id(draft) not in gone]


def pass_groups(found: Drafts) -> None:
    """Passes over ``POST /api/auth/*`` where endpoints of that method below it are named: it heads them."""
    heads = [draft for draft in found.drafts if draft.path.wild]
    if not heads:
        return
    below = {
        (draft.method, draft.path.text[:place])
        for draft in found.drafts
        if not draft.path.wild
        for place in range(1, len(draft.path.text))
        if draft.path.text[place] == "/"
    }
    gone = [draft for draft in heads if (draft.method, draft.path.text.rpartition("/")[0]) in below]
    found.passed += [passed(draft, "a group of endpoints that are named") for draft in gone]
    found.drafts = [draft for draft in found.drafts if draft not in gone]


def pass_patterns(found: Drafts) -> None:
    """Passes over routes of no resource in particular: ``DELETE /resource/:id`` beside those of pets and keepers."""
    general = [draft for draft in found.drafts if _ANY.match(draft.path.text)]
    if len(found.drafts) - len(general) < _LEAST:
        return
    found.passed += [passed(draft, "a pattern of no resource in particular") for draft in general]
    found.drafts = [draft for draft in found.drafts if draft not in general]


def _ends(path: str) -> list[str]:
    """What a path ends in behind a parameter of it."""
    first = path.find("{")
    places = range(first + 1, len(path)) if first >= 0 else ()
    return [path[place:] for place in places if path[place] == "/"]

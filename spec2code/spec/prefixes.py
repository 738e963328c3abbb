"""Base URLs, base paths and prefix headings: neither lost nor doubled.

A heading that holds a path (``### Users `/api/users` ``) and a `Prefix:` label put it before the
paths of their section; a stated base URL puts its path before those of its section, or of the whole
document. Neither is put before a path that has it already, and a heading's path before none of a
section where some path has it.
"""

from __future__ import annotations

import re
from collections import Counter

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.spec.bases import Bases, is_outside
from spec2code.spec.blocks import Document, Section
from spec2code.spec.draft_types import Draft, Drafts
from spec2code.spec.flow import section_entries
from spec2code.spec.routes import Path, find_routes, path_key, read_path

__all__ = ["apply_prefixes"]

_ROOTED = regex(r"/(?:api|rest|v\d+|\w+/v\d+)(?:/|$)")
_ROOT = regex(r"/(?:api(?:/v\d+)?|v\d+|rest(?:/v\d+)?)(?=/)")
_ITEM_PREFIX = regex(
    r"(?:[(（]\s*|\b(?:at|under|below|en|bajo|em|sob|sous|unter)\s+)`(/[\w./{}-]*\w/?)`\s*(?:[)）]\W*|[:：]\W*)$"
)


def apply_prefixes(document: Document, found: Drafts, bases: Bases) -> None:
    """Puts bases and prefixes before the paths of drafts that need them."""
    everyone = [*found.drafts, *(draft for draft, _ in found.weak)]
    outside = {
        id(draft)
        for draft in everyone
        if any(_has(draft.path.text, path) for path in bases.outside if path)
    }
    rooted = set(outside)
    inside: dict[int, list[Draft]] = {}
    for draft in everyone:
        for index in (draft.section.index, *(s.index for s in document.ancestors(draft.section))):
            if index in bases.headings:
                inside.setdefault(index, []).append(draft)
    for prefix, below in _below_items(document, everyone):
        if any(_has(draft.path.text, prefix) for draft in below):
            continue
        for draft in below:
            draft.path = _joined(_without_overlap(prefix, draft.path.text), draft.path)
            rooted.add(id(draft))
    written = _written_whole(bases, inside)
    for index, prefix in bases.headings.items():
        if written and not _ROOTED.match(prefix):
            break  # "## /system" above `GET /status`, as "## /pets" stands above `GET /pets`
        begin = bases.begins.get(index, 0)
        below = [draft for draft in inside.get(index, []) if draft.span.line >= begin]
        below = [draft for draft in below if id(draft) not in outside]
        if not _ROOTED.match(prefix):
            # "Pet list `/pets`" above `GET /api/v1/pets/all`: the page that calls it, or the same again.
            below = [draft for draft in below if not draft.path.text.startswith("/api/")]
        if not below or any(_nested(draft.path.text, prefix) for draft in below):
            continue
        stem = _stem(prefix, below)
        for draft in below:
            draft.path = _joined(_without_overlap(stem, draft.path.text), draft.path)
            if _ROOTED.match(prefix):
                rooted.add(id(draft))
    _confine(document, everyone, bases)
    evidence = {read.text for call, _ in found.calls if (read := read_path(call.url)) is not None}
    for draft in everyone:
        base = _base_of(document, draft.section, bases)
        if not base or id(draft) in rooted or _contradicted(draft, base, evidence):
            continue
        if base.split("/")[1] != draft.path.text.split("/")[1]:
            whole = _joined(_without_overlap(base, draft.path.text), draft.path)
            draft.path = replace(whole, base=base)
    _complete_short(found)


def _written_whole(bases: Bases, inside: dict[int, list[Draft]]) -> bool:
    """Whether most of the paths in headings stand above routes that have them: they only call the groups."""
    groups = [
        (prefix, inside[index]) for index, prefix in bases.headings.items() if index in inside
    ]
    whole = [any(_nested(draft.path.text, prefix) for draft in own) for prefix, own in groups]
    return sum(whole) > 2 and sum(whole) * 4 >= len(whole) * 3


def _confine(document: Document, drafts: list[Draft], bases: Bases) -> None:
    """Confines a base that one section states above routes which all have it: it is that section's alone."""
    home = bases.stated_in
    if home is None or home.level < 2 or not bases.everywhere:
        return
    inside = {
        home.index,
        *(one.index for one in document.sections if _lies_in(document, one, home)),
    }
    own = [draft.path.text for draft in drafts if draft.section.index in inside]
    if own and len(own) < len(drafts) and all(_has(path, bases.everywhere) for path in own):
        bases.sections, bases.everywhere = {home.index: bases.everywhere}, None


def _lies_in(document: Document, section: Section, home: Section) -> bool:
    return any(above is home for above in document.ancestors(section))


def _below_items(document: Document, drafts: list[Draft]) -> list[tuple[str, list[Draft]]]:
    """The drafts listed below an item that states their prefix: ``1. Uploads (`/api/v1/uploads/`)``."""
    homes: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.shape in ("item", "label"):
            homes.setdefault(draft.section.index, []).append(draft)
    found: list[tuple[str, list[Draft]]] = []
    for index, own in homes.items():
        lines: dict[int, list[Draft]] = {}
        for draft in own:
            lines.setdefault(draft.span.line, []).append(draft)
        at: tuple[str, int] | None = None
        ordered = False  # "1." above bullets that are too little indented to lie in it
        for entry in section_entries(document.sections[index]):
            if entry.kind != "item":
                continue
            bullets = ordered and entry.item is not None and not entry.item.ordered
            if at is not None and entry.depth <= at[1] and not (entry.depth == at[1] and bullets):
                at = None
            match = _ITEM_PREFIX.search(entry.text) if not find_routes(entry.text) else None
            if match is not None:
                at = (match.group(1).rstrip("/"), entry.depth)
                ordered = entry.item is not None and entry.item.ordered
                found.append((at[0], []))
            elif at is not None and entry.span.line in lines:
                found[-1][1].extend(lines[entry.span.line])
    return [(prefix, below) for prefix, below in found if below]


def _complete_short(found: Drafts) -> None:
    """Gives a path that leaves out what most others begin with (`/api`, `/api/v1`) its full form,

    where the endpoint of that full form is known: the short one is another sighting of it.
    """
    keys = {draft.key for draft in found.drafts}
    _complete_tails(found, keys)
    starts = Counter(match.group() for _, path in keys if (match := _ROOT.match(path)))
    if not starts:
        return
    root, count = min(starts.items(), key=lambda item: (-item[1], item[0]))
    again = sum((method, path_key(root + path)) in keys for method, path in keys)
    if count * 2 < len(keys) - again:
        return
    for draft in [*found.drafts, *(draft for draft, _ in found.weak)]:
        if not _has(draft.path.text, root):
            whole = _joined(root, draft.path)
            if (draft.method, path_key(whole.text)) in keys:
                draft.path = whole


def _complete_tails(found: Drafts, keys: set[tuple[str, str]]) -> None:
    """Gives a path that begins with a parameter the form that it has elsewhere: a router's own, without its prefix."""
    for draft in found.drafts if any(path.startswith("/{") for _, path in keys) else ():
        tail = path_key(draft.path.text)
        if not tail.startswith("/{"):
            continue
        whole = {path for method, path in keys if method == draft.method and path.endswith(tail)}
        whole.discard(tail)
        if len(whole) == 1:
            (text,) = whole
            named = next(one.path for one in found.drafts if one.key == (draft.method, text))
            draft.path = replace(named, query=draft.path.query)


def _without_overlap(base: str, path: str) -> str:
    """The base without those last segments that the path begins with: `/api/v1` before `/v1/users`."""
    segments, own = base.strip("/").split("/"), path.strip("/").split("/")
    for size in range(len(segments), 0, -1):
        if segments[-size:] == own[:size]:
            return "/" + "/".join(segments[:-size]) if segments[:-size] else ""
    return base


def _stem(prefix: str, below: list[Draft]) -> str:
    """What is put before all paths of a group: where some of them begin with the last segments of

    its prefix, they are written from where those begin, and so are the others.
    """
    stems = [_without_overlap(prefix, draft.path.text) for draft in below]
    return min(stems, key=len) if stems else prefix


def _base_of(document: Document, section: Section, bases: Bases) -> str | None:
    if is_outside(section):
        return None
    if bases.everywhere:
        return bases.everywhere
    at: int | None = section.index
    while at is not None:
        if at in bases.sections:
            return bases.sections[at]
        at = document.sections[at].parent
    return None


def _contradicted(draft: Draft, base: str, evidence: set[str]) -> bool:
    """Whether calls in the document reach the path without the base, and none with it."""
    pattern = re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(draft.path.text)) + "/?$"
    if any(re.match(re.escape(base) + pattern, path) for path in evidence):
        return False
    return any(re.match(pattern, path) for path in evidence)


def _nested(path: str, prefix: str) -> bool:
    """Whether the path has the prefix, be it behind `/api/v1`: "Nested under `/users/{id}`"."""
    return _has(path, prefix) or _has(_ROOT.sub("", path, count=1), prefix)


def _has(path: str, prefix: str) -> bool:
    path, prefix = path_key(path), path_key(prefix)
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def _joined(prefix: str, path: Path) -> Path:
    text = prefix.rstrip("/") + ("" if path.text == "/" else path.text)
    whole = read_path(text)
    return replace(path, text=text, parameters=whole.parameters if whole else path.parameters)

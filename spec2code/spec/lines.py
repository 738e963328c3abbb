"""Routes at the start of a line, a list item or a label: the ones that announce an endpoint.

A route in the middle of a sentence mentions an endpoint; at the start, behind a name in bold, or
behind a label such as `Endpoint:` it announces one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Protocol

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Cell, Section
from spec2code.spec.body_clues import fits
from spec2code.spec.flow import Entry
from spec2code.spec.inline import bold_lead, fold_width, plain
from spec2code.spec.labels import Label, announcing_label, line_label, title_label
from spec2code.spec.line_parts import part_starts
from spec2code.spec.routes import ARROW, METHODS, Path, Route, find_routes, methods_in, read_path

__all__ = [
    "Keyed",
    "Sighting",
    "aliases",
    "amid_sentences",
    "calls_of",
    "is_example_line",
    "keyed_sightings",
    "line_sighting",
    "pair_sightings",
    "part_in_title",
    "part_of_route",
]

_MARKS = regex(
    r"^[\s`*_>\[\](){}#:：.\-–—•·→|✅❌🔒🔓🟢🔴🟡⭐️\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u20E3]*$"
)
_NUMBER = regex(
    r"^[\s*`_(]*(?:(?:endpoint|api|接口|step|uc|req|op|route)\s*)?(?:[A-Za-z]{0,5}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?)?[.):：\s*`_-]*$",
    re.IGNORECASE,
)
_EXAMPLE = regex(
    r"\b(?:examples?|e\.g\.?|sample|for instance|ejemplos?|por ejemplo|exemplos?|por exemplo|exemples?|örne[kğ]\w*"
    r"|ví dụ|contoh|пример\w*|например)\b|示例|例如|样例|예시|예제|مثال",
    re.IGNORECASE,
)
_ALIAS = regex(
    r"[(\[（]\s*(?:or|also|alias(?:\s+(?:of|for))?|aka|a\.k\.a\.?|formerly|或|又|또는|o|ou|или|veya|hoặc|atau)(?=[\s:`*])[\s:]*[`*]*\s*$",
    re.IGNORECASE,
)
_PARTICLE = regex(
    r"[`*)]*(?:[(（][^()（）\n]{0,40}[)）])?(?:[을를와과의]|에서|으로|를 |\s?(?:を|で|に|と|の))(?![A-Za-z/])"
)
"""What makes a route the object of a sentence: "`POST /x`를 호출한다"."""
_STOPS = regex(r"[.!?。！？]\s*$")
_GOES_ON = regex(r"[`*)]*\s*[^\W\d_]")
_HEADS_LIST = regex(r"[A-Z]+\s+[^\s`]+[`*]*\s*[:：]\s*")
"""An item that ends in its route and a colon: what is listed below describes it."""
_ASIDE = regex(
    r"exceptions?|notes?|caveats?|warnings?|important|remember|hints?|tips?|see(?: also)?|related|depends on|calls|used by|migration note|例外|注意|备注|说明|参见|相关|비고|참고|주의|예외|注|関連|notas?|excepci[oó]n(?:es)?|exce(?:ção|ções)|remarques?|exceptions? :|hinweise?|ausnahmen?|eccezioni?|примечани\w|исключени\w|catatan|lưu ý|ngoại lệ|not",
    re.IGNORECASE,
)
"""Words before a colon behind which a route is spoken of: "Exceptions: `POST /pets` returns `pet`"."""
_PROSE: int = 110


@dataclass(frozen=True, slots=True)
class Sighting:
    method: str
    path: Path
    title: Excerpt | None
    """What the line says behind or before the route."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """An endpoint given by a Method line and a Path line: from the entry `first` to `index`, the later of the two."""

    first: int
    index: int
    sightings: list[Sighting]


def line_sighting(entry: Entry, *, weak: bool) -> list[Sighting]:
    """The endpoints that a line announces; none when its routes are only mentioned."""
    assert entry.excerpt is not None
    text = entry.excerpt.text
    if "/" not in text or len(text) > 4000:
        return []
    routes = find_routes(text)
    if not routes or routes[0].path.abbreviated:
        return []
    if entry.quoted and not text.lstrip().startswith(("`", "*")):
        # A remark may mention a route; one that shows what it answers defines it.
        if not ARROW.match(text, routes[0].end):
            return []
    first = routes[0]
    lead = fold_width(text[: first.start])
    if not _announces(entry, lead, text, first.start, weak=weak):
        return []
    end = first.end
    taken = [first]
    starts = part_starts(text)
    heads = [first.start]
    for route in routes[1:]:
        between = text[end : route.start]
        if _begins_part(text, starts, end, route.start) and not route.path.abbreviated:
            heads.append(route.start)
            taken.append(route)
            end = route.end
            continue
        # Only a list of routes goes on; the next route of a sentence is a mention.
        if (
            not re.fullmatch(
                r"[`*\s]*(?:[(（][^()（）]{0,40}[)）])?\s*(?:[,，、/|&+;；]|or|and|或|和|y|e|et|ve|و|o|ou|oder|или|и|veya|atau|hoặc|또는)?[`*\s]*",
                between,
            )
            or route.path.abbreviated
        ):
            break
        taken.append(route)
        end = route.end
    if entry.kind == "line" and _PARTICLE.match(text, end):
        return []
    rest = text[end:].lstrip("`*_ \t)]")
    behind = plain(rest).lstrip(" -–—:：→|·")
    if (
        entry.kind == "line"
        and not _MARKS.match(lead)
        and line_label(entry.excerpt) is None
        and weak
    ):
        return []
    if (
        entry.kind == "line"
        and _MARKS.match(lead)
        and len(behind) > _PROSE
        and not re.match(r"\s*[-–—:：(→|·]", rest)
    ):
        return []
    if len(heads) == 1:
        title = _title(entry.excerpt, lead, first.start, end)
        return [Sighting(method, route.path, title) for route in taken for method in route.methods]
    return [
        Sighting(method, route.path, title)
        for own, title in _titled_parts(entry.excerpt, lead, taken, heads, starts)
        for route in own
        for method in route.methods
    ]


def aliases(text: str, routes: list[Route]) -> set[str]:
    """The paths that a heading gives in brackets as another name: ``POST /x (or `POST /y`)``."""
    found = {
        route.path.text
        for before, route in pairwise(routes)
        if _ALIAS.search(text[before.end : route.start])
    }
    return found - {routes[0].path.text}


def amid_sentences(entries: Sequence[Entry], anchor: int) -> bool:
    """Whether a route stands in the middle of a list of sentences: a rule that speaks of it."""
    around = [*entries[max(anchor - 1, 0) : anchor], *entries[anchor + 1 : anchor + 2]]
    depth = entries[anchor].depth
    return len(around) == 2 and all(
        entry.kind == "item"
        and entry.depth == depth
        and entry.excerpt is not None
        and line_label(entry.excerpt) is None
        and len(entry.text.split()) > 5
        for entry in around
    )


class _Called(Protocol):
    @property
    def key(self) -> tuple[str, str]: ...


def calls_of(sightings: Sequence[Sighting], endpoints: Sequence[_Called]) -> bool:
    """Whether all routes are calls of one of the endpoints: `/pets/12` of `/pets/{id}`."""
    return all(
        any(s.method == one.key[0] and fits(one.key[1], s.path.text) for one in endpoints)
        for s in sightings
    )


def keyed_sightings(section: Section, entries: Sequence[Entry]) -> list[Keyed]:
    """The endpoints of a section that says `Method: POST` and `Path: /x` on lines of their own, once or often."""
    found: list[Keyed] = []
    method: tuple[int, tuple[str, ...]] | None = None
    path: tuple[int, Path] | None = None
    titled = re.search(r"(?<!\w)`?(/[\w{}/:.<>\[\]-]+)`?", section.title.text)
    for index, entry in enumerate(entries):
        if entry.excerpt is None:
            continue
        if find_routes(entry.text):
            return []
        label = line_label(entry.excerpt)
        value = plain(label.rest.text).strip() if label is not None else entry.text.strip(" `*")
        if label is not None and label.role == "method" and method is None:
            words = methods_in(re.sub(r"[(（].*", "", value))
            if words:
                method = (index, words)
        elif label is not None and label.role == "endpoint" and path is None and value:
            read = read_path(re.split(r"[\s（，。；]", value)[0])
            if read is not None and not read.abbreviated:
                path = (index, read)
        elif label is None and method is None and value in METHODS:
            method = (index, (value,))
        elif label is None and method is not None and path is None and index == method[0] + 1:
            read = read_path(value) if " " not in value else None
            if read is not None and not read.abbreviated:
                path = (index, read)
        if method is not None and path is not None:
            first = min(method[0], path[0])
            found.append(_keyed(_title_before(entries, first), index, method[1], path[1]))
            method = path = None
    if not found and method is not None and titled is not None:
        read = read_path(titled.group(1))
        if read is not None:
            found.append(_keyed(method[0], method[0], method[1], read))
    return found


def _keyed(first: int, index: int, methods: tuple[str, ...], path: Path) -> Keyed:
    return Keyed(first, index, [Sighting(word, path, None) for word in methods])


def _title_before(entries: Sequence[Entry], first: int) -> int:
    """Where the lines of an endpoint begin: at the line above its method that is no item, such as **Create**."""
    before = entries[first - 1] if first else None
    if before is None or before.excerpt is None or before.depth >= entries[first].depth:
        return first
    return first - 1


def pair_sightings(endpoint: str, method: Cell | None) -> list[Sighting]:
    """The endpoints of a Key/Value table: a path, perhaps with its method, and the value of Method."""
    routes = find_routes(endpoint)
    if routes:
        return [Sighting(m, route.path, None) for route in routes for m in route.methods]
    path = read_path(endpoint.split(" ")[0])
    words = re.findall(r"[A-Z]+", method.plain.upper()) if method is not None else []
    if path is None or path.abbreviated:
        return []
    return [Sighting(word, path, None) for word in words if word in METHODS]


def part_in_title(title: Excerpt) -> Excerpt | None:
    """The words beside the route of a heading, where they say which part of it follows: "Query parameters (GET /pets)"."""
    routes = find_routes(title.text)
    if len(routes) != 1:
        return None
    words = title.cut(0, routes[0].start)
    label = title_label(Excerpt(title.file, words.text.rstrip("(（`*_ :-–—"), *words.position(0)))
    parts = ("request", "response", "query", "path_parameters")
    return words if label is not None and label.role in parts else None


def part_of_route(line: Excerpt, of_fields: str) -> Label | None:
    """What a line that names an endpoint and ends in a colon says of what follows: "The response of `GET /pets`:".

    `of_fields`: the role of one that names nothing but fields.
    """
    routes = find_routes(line.text) if line.text.rstrip().endswith((":", "：")) else []
    if len(routes) != 1:
        return None
    words = line.text[: routes[0].start].rstrip("`*_ ") + line.text[routes[0].end :].lstrip("`*_")
    return announcing_label(Excerpt(line.file, words, *line.position(0)), of_fields)


def is_example_line(text: str, label: Label | None) -> bool:
    """Whether the line announces an example."""
    if label is not None:
        return label.role == "example_request" or bool(_EXAMPLE.search(label.name))
    return len(text) < 120 and bool(_EXAMPLE.search(text))


def _announces(entry: Entry, lead: str, text: str, start: int, *, weak: bool) -> bool:
    if _MARKS.match(lead) or _NUMBER.match(lead):
        return True
    assert entry.excerpt is not None
    label = line_label(entry.excerpt)
    if label is not None and label.role in ("endpoint", "method", "request", "example_request"):
        return (
            find_routes(label.rest.text)[:1] != [] and len(text) - len(label.rest.text) >= start - 4
        )
    bold = bold_lead(text)
    if bold is not None and _MARKS.match(lead[bold[1] :]) and not _EXAMPLE.search(bold[0]):
        # "**Errors of the model are no 500.** `POST /x` answers 200 all the same": the route is a subject.
        behind = find_routes(text)[0].end
        return not (
            _STOPS.search(bold[0]) and entry.kind == "line" and _GOES_ON.match(text, behind)
        )
    if weak or _EXAMPLE.search(lead):
        return False
    if entry.kind == "item" and _HEADS_LIST.fullmatch(text[start:]) and len(lead.split()) <= 12:
        return True
    named = re.fullmatch(r"\s*(?:\d+[.)]\s*)?([^:：`]{2,90}?)\s*(?:[:：]|\s[-–—]|→)\s*[`*]+", lead)
    if named is None or _ASIDE.fullmatch(named.group(1).strip(" *_")):
        return False
    # "Lookup of a project, from the database: `GET /projects/{id}`.": the item ends in the route.
    alone = entry.kind == "item" and re.fullmatch(
        r"\s*\S+[`*]+[.。]?\s*(?:[(（][^`]*(?:`[^`]*`[^`]*)*)?", text[start:].partition(" ")[2]
    )
    return len(named.group(1).split()) <= (12 if alone else 6)


def _begins_part(text: str, starts: list[int], end: int, at: int) -> bool:
    """Whether a part of the line begins with the route: ``GET /x → Pet[] · POST /x → 201``."""
    return any(end <= start <= at and _MARKS.match(text[start:at]) for start in starts)


def _titled_parts(
    line: Excerpt, lead: str, taken: list[Route], heads: list[int], starts: list[int]
) -> Iterator[tuple[list[Route], Excerpt | None]]:
    """The routes of each part, and what that part says besides them."""
    for head, following in zip_longest(heads, heads[1:]):
        own = [r for r in taken if head <= r.start and (following is None or r.start < following)]
        stop = max((s - 1 for s in starts if following and s <= following), default=None)
        part = line.cut(0, stop)
        yield own, _title(part, lead if head == heads[0] else "", own[0].start, own[-1].end)


def _title(line: Excerpt, lead: str, start: int, end: int) -> Excerpt | None:
    behind = line.text[end:]
    at = end + len(behind) - len(behind.lstrip("`*_ \t)]-–—:：→|·"))
    if line.text[at - 1 : at] == "`" and line.text.count("`", 0, at) % 2:
        at -= 1  # the code that begins there
    if arrow := ARROW.match(behind):
        at = end + arrow.start(1)
    if line.text[at:].strip():
        return line.cut(at)
    words = re.sub(r"[\s:：\-–—*`→]+$", "", lead)
    return (
        line.cut(0, len(words)) if re.search(r"\w{3}", words) and line_label(line) is None else None
    )

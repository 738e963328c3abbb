"""The bytes of a spec into a `Spec`: document, tables, shapes, endpoints and events tied together."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from spec2code.diagnostics import Diagnostic, in_order
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.spec import Section as SectionReport
from spec2code.model.spec import Spec
from spec2code.spec.accounts import Claims, account
from spec2code.spec.blocks import Document
from spec2code.spec.ddl import DdlReading, read_ddl
from spec2code.spec.definitions import DefinitionsReading, read_definitions
from spec2code.spec.document import read_document
from spec2code.spec.endpoints import EndpointsReading, read_endpoints
from spec2code.spec.envelopes import envelopes
from spec2code.spec.events import EventsReading, read_events
from spec2code.spec.flow import section_entries
from spec2code.spec.infer import ShapePolicy
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.odd_places import broken_paths, odd_statuses, unbroken
from spec2code.spec.placeholders import find_placeholders
from spec2code.spec.shared_queries import shared_headers, shared_queries
from spec2code.spec.silences import is_silence, read_silences

__all__ = ["ReadOptions", "SpecReading", "read_spec"]

_DATE = regex(r"\b(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_DATE_KEYS = regex(
    r"^\W*(?:date|created|created_at|last updated|updated|updated_at|version date|创建日期|日期|最后更新|更新日期|작성일|fecha|data|tarih|дата|tanggal|ngày)\W*$",
    re.IGNORECASE,
)
_LETTERS = str.maketrans(
    {"ı": "i", "ə": "e", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_NOISE = regex(
    r"\b(?:technical|tech|backend|back-end|software|api|feature|system|low[- ]level|high[- ]level|functional|engineering|database|implementation|requirements?)?\s*"
    r"\b(?:specification|spec|specs|design document|design doc|design|documentation|document|lld|hld|tdd|sdd|contracts?|requirements|especifica(?:cion|cao)|documento|documentacion|documentacao|spesifikasyonu|especificaciones)\b(?:\s+(?:de|do|del|da)\b)?(?:\s+for\b|\s+of\b)?|\bmvp\b|\(.*?\)|\bv?\d+(?:\.\d+)+\b|\bv\d+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How specs are read: the SQL dialect (None: told from the text), and whether what an example shows is required."""

    dialect: str | None = None
    required_by_example: bool = True


@dataclass(frozen=True, slots=True)
class SpecReading:
    """A spec, what was found wrong with it, and its document for those who compare it with itself."""

    spec: Spec
    diagnostics: tuple[Diagnostic, ...]
    document: Document


def read_spec(data: bytes, file: str, *, options: ReadOptions | None = None) -> SpecReading:
    """Everything that a spec says. Bad input gives diagnostics, never an exception."""
    options = options or ReadOptions()
    document, told = read_document(data, file)
    ddl = read_ddl(document, options.dialect)
    named = read_definitions(document, ShapePolicy(options.required_by_example))
    claimed = ddl.spans | frozenset(named.spans)
    endpoints = read_endpoints(document, named.definitions, claimed)
    events = read_events(document, named.definitions)
    silences, unclear = read_silences(document)
    broken = broken_paths(document)
    title = _title(document, file)
    spec = Spec(
        file,
        title,
        _feature(title, file),
        ddl.dialect,
        statements=tuple(ddl.statements),
        post_statements=tuple(ddl.post_statements),
        down_sql=tuple(ddl.down_sql),
        renames=tuple(events.renames),
        endpoints=unbroken(endpoints.endpoints, broken),
        definitions=dict(named.definitions),
        events=tuple(events.events),
        error_shape=endpoints.error_shape,
        shared_queries=shared_queries(document),
        shared_headers=shared_headers(document),
        envelopes=envelopes(document, named.definitions),
        notes=tuple(events.notes),
        sections=_sections(document, ddl, endpoints, events, named),
        described=tuple(ddl.described),
        silences=silences,
        date=_date(document),
    )
    found = [
        *told,
        *ddl.diagnostics,
        *named.diagnostics,
        *endpoints.diagnostics,
        *events.diagnostics,
        *unclear,
        *find_placeholders(document),
        *broken,
        *odd_statuses(document),
    ]
    return SpecReading(spec, tuple(in_order(found)), document)


def _title(document: Document, file: str) -> str:
    matter = document.front_matter
    if matter is not None and matter.values.get("title") and "{{" not in matter.values["title"]:
        return matter.values["title"]
    first = next((s for s in document.sections if s.level == 1), None) or next(
        (s for s in document.sections if s.level), None
    )
    text = re.sub(r"^[^\w\[<{(]+", "", first.plain) if first is not None else ""
    return text.strip() or PurePosixPath(file).stem


def _feature(title: str, file: str) -> str:
    """snake_case, for the names of modules; the file name where the title leaves nothing."""
    text = fold_width(title)
    text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    text = "".join(mark for mark in text if not unicodedata.combining(mark))
    before, _, after = text.partition(":")
    if after.strip() and _NOISE.sub(" ", before).strip(" -–—:") == "":
        text = after
    for candidate in (_NOISE.sub(" ", text), text, PurePosixPath(file).stem):
        candidate = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", candidate)
        words = re.findall(r"[a-z0-9]+", candidate.lower())
        while words and words[0].isdigit():
            words.pop(0)
        if sum(len(word) for word in words) > 2:
            name = "_".join(words[:5])
            return name if name[0].isalpha() else f"spec_{name}"
    return "spec"


def _date(document: Document) -> str | None:
    """The ISO date of the front matter, or of a line or row that is called date."""
    matter = document.front_matter
    if matter is not None:
        for key, value in matter.values.items():
            if _DATE_KEYS.match(key) and (found := _iso(value)):
                return found
    for section in document.sections[:4]:
        for entry in section_entries(section):
            if entry.table is not None and len(entry.table.header) == 2:
                for row in (entry.table.header, *entry.table.rows):
                    if _DATE_KEYS.match(row[0].plain) and (found := _iso(row[1].plain)):
                        return found
            elif entry.excerpt is not None:
                name, colon, said = fold_width(plain(entry.text)).partition(":")
                if colon and _DATE_KEYS.match(name) and (found := _iso(said)):
                    return found
    return None


def _iso(text: str) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = match.groups()
    return (
        f"{year}-{int(month):02}-{int(day):02}"
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
        else None
    )


def _sections(
    document: Document,
    ddl: DdlReading,
    endpoints: EndpointsReading,
    events: EventsReading,
    named: DefinitionsReading,
) -> tuple[SectionReport, ...]:
    """Section by section, what was taken and what was passed over."""
    claims = Claims(owners=endpoints.owned)
    for part in (ddl, endpoints, events):
        claims.taken += part.taken
    claims.taken += named.spans.items()
    claims.passed += ddl.passed_over
    claims.passed += events.passed_over
    claims.passed += [(item.span, item.what, item.why) for item in endpoints.passed]
    matter = document.front_matter
    if matter is not None:
        claims.taken.append((matter.span, f"front matter: {', '.join(matter.values)}"))
    claims.passed += [
        (comment.span, "comment", "hidden text")
        for comment in document.comments
        if not is_silence(comment)
    ]
    return account(document, claims)

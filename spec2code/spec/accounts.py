"""Section by section, what was taken of a document and what was passed over and why.

Nothing can be left out by chance: readers say which places they took or passed over, and every fence,
row of a table and line of text that none of them spoke of is passed over here, with what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Span
from spec2code.model.spec import Account
from spec2code.model.spec import Section as SectionReport
from spec2code.spec.blocks import Document, Fence, ListItem, Paragraph, Section, TableBlock
from spec2code.spec.fence_routes import curl_calls, is_diagram
from spec2code.spec.scopes import ABOUT_DATA, Verdict, verdicts

__all__ = ["Claims", "account"]

_KINDS: Final = {
    language: kind
    for kind, languages in {
        "program code": (
            "python py ts typescript tsx js javascript jsx java go golang rust rs kotlin csharp cs c cpp php"
            " ruby rb swift dart scala elixir graphql gql proto protobuf prisma vue html css scss xml"
            " pseudo pseudocode cypher"
        ),
        "commands": "bash sh shell console zsh powershell ps1 cmd bat",
        "settings": (
            "yaml yml toml ini env dotenv dockerfile docker nginx conf properties hcl terraform diff csv"
        ),
    }.items()
    for language in languages.split()
}
_CREATES = regex(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w\".`]+)", re.IGNORECASE)
_SHOWN = 40
"""Characters of a block that are shown to tell it from others."""


@dataclass(slots=True)
class Claims:
    """What the readers say of places: taken as what; passed over, as what and why."""

    taken: list[tuple[Span, str]] = field(default_factory=list)
    passed: list[tuple[Span, str, str]] = field(default_factory=list)
    owners: Mapping[Span, str] = field(default_factory=dict)
    """Blocks that stand among what describes an endpoint, with the endpoint."""


def account(document: Document, claims: Claims) -> tuple[SectionReport, ...]:
    """The sections of a document with everything in them accounted for."""
    homes = [section.span.line if section.level else 0 for section in document.sections]

    def home(span: Span) -> int:
        return max(0, bisect_right(homes, span.line) - 1)

    marks = bytearray(document.line_count + 2)
    taken: dict[int, dict[str, list[Span]]] = {}
    for span, what in claims.taken:
        taken.setdefault(home(span), {}).setdefault(what, []).append(span)
    passed: dict[int, list[Account]] = {}
    for span, what, why in claims.passed:
        passed.setdefault(home(span), []).append(Account(what, why, span))
    spans = {span for span, _ in claims.taken} | {span for span, _, _ in claims.passed}
    for span in spans:
        for line in range(span.line, min(span.end_line + 1, len(marks))):
            marks[line] = 1
    kinds = {
        block.span: "fence" if isinstance(block, Fence) else "table"
        for _, block in document.walk()
        if isinstance(block, Fence | TableBlock)
    }
    judged = verdicts(document)
    reports = []
    for section in document.sections:
        rest = _Rest(section, judged[section.index], marks, claims.owners)
        reports.append(
            SectionReport(
                section.plain,
                section.level,
                tuple(
                    Account(what, _sources(places, kinds, section), min(places))
                    for what, places in taken.get(section.index, {}).items()
                ),
                tuple(
                    sorted(
                        [*passed.get(section.index, ()), *rest.accounts()],
                        key=lambda item: (item.span.line, item.span.column),
                    )
                ),
                section.span,
            )
        )
    return tuple(reports)


def _sources(spans: list[Span], kinds: Mapping[Span, str], section: Section) -> str:
    """What kinds of block something was taken from: `heading, 2 fences, 3 lines`."""
    counts = {"heading": 0, "fence": 0, "table": 0, "line": 0}
    for span in set(spans):
        kind = "heading" if section.level and span.line == section.span.line else "line"
        counts[kinds.get(span, kind)] += 1
    return ", ".join(
        kind if kind == "heading" else f"{count} {kind}{'s' if count > 1 else ''}"
        for kind, count in counts.items()
        if count
    )


@dataclass(frozen=True, slots=True)
class _Rest:
    """What no reader spoke of in one section."""

    section: Section
    verdict: Verdict
    marks: bytearray
    owners: Mapping[Span, str]

    def accounts(self) -> Iterator[Account]:
        prose: list[Span] = []
        for block in self.section.walk():
            match block:
                case Fence():
                    if not self.is_marked(block.span):
                        yield Account(_fence(block), self.reason(block), block.span)
                case TableBlock():
                    yield from self.table(block)
                case Paragraph() | ListItem():
                    yield from self.text(block, prose)
                case _:
                    pass
        if prose:
            many = f"{len(prose)} lines" if len(prose) > 1 else "1 line"
            yield Account(f"{many} of text", self.prose_reason(), prose[0].to(prose[-1]))

    def is_marked(self, span: Span) -> bool:
        return any(self.marks[span.line : span.end_line + 1])

    def table(self, table: TableBlock) -> Iterator[Account]:
        """The whole table, or those of its rows that were left when others were taken."""
        heads = ", ".join(cell.plain.strip() for cell in table.header)
        if not self.is_marked(table.span):
            yield Account(f"table `{_short(heads)}`", self.reason(table), table.span)
            return
        if self.marks[table.span.line]:
            return
        for cells, span in zip(table.rows, table.row_spans, strict=False):
            words = " ".join(cell.plain.strip() for cell in cells if cell.plain.strip())
            if words and not self.is_marked(span):
                yield Account(f"row `{_short(words)}`", "not like the rows beside it", span)

    def text(self, block: Paragraph | ListItem, prose: list[Span]) -> Iterator[Account]:
        start = 0
        for line in block.excerpt.text.split("\n"):
            span = block.excerpt.span(start, start + len(line))
            start += len(line) + 1
            if not line.strip() or self.marks[span.line]:
                continue
            made = _CREATES.search(line)
            if made is not None:
                yield Account(f"CREATE TABLE {made.group(1)}", "spoken of in text", span)
            else:
                prose.append(span)

    def reason(self, block: Fence | TableBlock) -> str:
        if not self.is_own:
            return self.verdict.reason
        owner = self.owners.get(block.span)
        kind = _kind(block) if isinstance(block, Fence) else None
        if kind is not None and (owner is None or kind != "settings"):
            return kind
        if owner is not None:
            return f"nothing in it is understood as part of {owner}"
        if isinstance(block, Fence):
            return "it belongs to no endpoint, table or event"
        return "its columns are those of no endpoint, table, event or list that is known"

    def prose_reason(self) -> str:
        return "prose" if self.is_own else self.verdict.reason

    @property
    def is_own(self) -> bool:
        """Whether what stands here is passed over for what it is, not for where it stands."""
        return self.verdict.kind == "own" or self.verdict == ABOUT_DATA


def _kind(fence: Fence) -> str | None:
    """What a fence is that nobody reads for its content."""
    if is_diagram(fence):
        return "a drawing"
    if curl_calls(fence):
        return "an example call"
    return _KINDS.get(fence.language)


def _fence(fence: Fence) -> str:
    name = f"`{fence.language}` fence" if fence.language else "fence"
    first = next((line.strip() for line in fence.text.split("\n") if line.strip()), "")
    return f"{name} that begins `{_short(first)}`" if first else f"empty {name}"


def _short(text: str) -> str:
    text = " ".join(text.split()).replace("`", "'")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

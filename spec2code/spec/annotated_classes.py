"""Classes of TypeScript or Java whose members carry annotations, by their brackets: what ORMs of both keep their tables in."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span

__all__ = [
    "AnnotatedClass",
    "Annotation",
    "Member",
    "annotated_classes",
    "closing",
    "enums_of",
]

_REMARK = regex(r"(?<![:'\"])//[^\n]*")
_HEAD = regex(
    r"(?:(?:export|default|public|abstract|final|static|data)\s+)*class\s+(\w+)(?:<[^<>{}]{0,100}>)?(?:\s+extends\s+([\w.]+)(?:<[^{}]*?>)?)?(?:\s+implements\s+[^{]{0,300})?\s*\{"
)
_ANNOTATION = regex(r"@(\w+(?:\.\w+)*)\s*(\()?")
_TS_MEMBER = regex(
    r"(?:(?:public|private|protected|readonly|declare)\s+)*(\w+)\s*([?!])?\s*:\s*([^=;{}\n]+(?:\{[^{}]*\})?[^=;{}\n]*)"
)
_JAVA_MEMBER = regex(
    r"(?:(?:public|private|protected|final|transient)\s+)*(?!return\b|static\b|public\b|private\b|protected\b|final\b)([\w.]+(?:<[^;=(){}]*>)?(?:\[\])?)\s+(\w+)\s*(?=[;=])"
)
_ENUM = regex(r"\benum\s+(\w+)(?:\s+implements\s+\w+)?\s*\{([^{}]*)\}")
_LABEL = regex(r"^\s*(\w+)\s*(?:=\s*['\"]([^'\"]*)['\"]|\([^()]*\))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Annotation:
    """`@name(arguments)`; the arguments are those between the brackets, as written."""

    name: str
    arguments: str
    span: Span


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    type: str
    annotations: tuple[Annotation, ...]
    span: Span


@dataclass(slots=True)
class AnnotatedClass:
    name: str
    base: str | None
    annotations: tuple[Annotation, ...]
    span: Span
    members: list[Member] = field(default_factory=list)

    def annotation(self, name: str) -> Annotation | None:
        return next((each for each in self.annotations if each.name == name), None)


def annotated_classes(excerpt: Excerpt) -> list[AnnotatedClass]:
    """The classes of a fence, in order; one that is cut short ends with the fence."""
    text = _bare(excerpt.text)
    found: list[AnnotatedClass] = []
    start = 0
    for head in _HEAD.finditer(text):
        if head.start() < start:
            continue  # a class within another one
        end = closing(text, head.end() - 1) or len(text)
        above = _annotations(excerpt, text, start, head.start())
        place = excerpt.span(head.start(), head.end())
        made = AnnotatedClass(head.group(1), head.group(2), above, place)
        made.members = _members(excerpt, text, head.end(), end - 1)
        found.append(made)
        start = end
    return found


def enums_of(text: str) -> dict[str, list[str]]:
    """The enums of a fence: of each what is stored, its values or else the names of its members."""
    found: dict[str, list[str]] = {}
    for match in _ENUM.finditer(_bare(text)):
        labels = [_LABEL.match(part) for part in match.group(2).split(";")[0].split(",")]
        found[match.group(1)] = [each.group(2) or each.group(1) for each in labels if each]
    return found


def _bare(text: str) -> str:
    """The text with blanks for its remarks, so that every place stays."""
    parts: list[str] = []
    start = 0
    while (begin := text.find("/*", start)) >= 0 and (end := text.find("*/", begin + 2)) >= 0:
        parts += [text[start:begin], re.sub(r"[^\n]", " ", text[begin : end + 2])]
        start = end + 2
    whole = "".join([*parts, text[start:]])
    return _REMARK.sub(lambda match: " " * len(match.group()), whole)


def closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` has been closed; None where nothing does."""
    depth, quote, place = 0, "", start
    while place < len(text):
        sign = text[place]
        if quote:
            place += sign == "\\"
            quote = "" if sign == quote or (sign == "\n" and quote != "`") else quote
        elif sign in "'\"`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return None


def _annotations(excerpt: Excerpt, text: str, start: int, end: int) -> tuple[Annotation, ...]:
    found: list[Annotation] = []
    while (match := _ANNOTATION.search(text, start, end)) is not None:
        stop = (closing(text, match.end() - 1) or end) if match.group(2) else match.end()
        inside = text[match.end() : stop - 1].strip() if match.group(2) else ""
        found.append(
            Annotation(match.group(1), inside, excerpt.span(match.start(), min(stop, end)))
        )
        start = max(stop, match.end())
    return tuple(found)


def _members(excerpt: Excerpt, text: str, start: int, end: int) -> list[Member]:
    """What has annotations, and what else the class declares as a field of Java."""
    found: list[Member] = []
    place = begin = start
    marks: list[Annotation] = []
    while place < end:
        if text[place].isspace() or text[place] in ";,":
            place += 1
            continue
        annotation = _ANNOTATION.match(text, place, end)
        if annotation is not None:
            stop = (
                (closing(text, annotation.end() - 1) or end)
                if annotation.group(2)
                else annotation.end()
            )
            marks += _annotations(excerpt, text, place, stop)
            place = stop
            continue
        begin = place
        java, ts = _JAVA_MEMBER.match(text, place, end), _TS_MEMBER.match(text, place, end)
        if java is not None:
            name, kind, place = java.group(2), java.group(1), java.end()
        elif ts is not None:
            name, kind, place = ts.group(1), ts.group(3).strip(), ts.end()
        else:
            name, kind = "", ""
        if name:
            span = excerpt.span(begin, place)
            found.append(Member(name, kind, tuple(marks), span))
        marks = []
        place = _behind(text, place, end)
    return found


def _behind(text: str, place: int, end: int) -> int:
    """Where the member that goes on here ends: behind its semicolon, its line or its body."""
    while place < end:
        if text[place] in "([{":
            closed = closing(text, place) or end
            place = closed
            if text[closed - 1] == "}":
                return min(closed, end)
            continue
        if text[place] in ";\n":
            return place + 1
        place += 1
    return end

"""Reads JSON the way people write it in documents: comments, ellipses, missing commas, several values in one fence.

Nothing is ever evaluated. Time is linear in the text; nesting beyond `DEPTH` is skipped, so everything that
walks the nodes may recurse.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.json_nodes import JsonDocument, JsonMember, JsonNode, JsonReading
from spec2code.spec.json_scanner import CLOSERS, ELLIPSIS, OPENERS, QUOTES, Scanner

__all__ = ["DEPTH", "read_json"]

DEPTH: Final = 60

_ARROW = regex(r"(?:→|⇒|➜|-{1,2}>|=>)\s*")
_METHOD_LINE = regex(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\S+")
_HEADER_LINE = regex(
    r"(?:[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|Authorization|Accept|Cookie|Host|Location|Origin|Referer)[:：]\s+(?=[^\s{\[])"
)
_FIELD_BULLET = regex(r"[-*+•][ \t]+[`\"']?[A-Za-z_][\w.\[\]-]*[`\"']?[ \t]*[:：][ \t]*\[")
"""A field of a form whose value is a list: ``- files: [a.pdf, b.pdf]``."""
_VALUE_START = regex(r"(?:^|(?<=[\s:：(（→>=]))[{\[｛［]")
_SINGLE_WORD = regex(r"[\w$.@<>\[\]{}*-]+\??")
_LONE_STRING = regex(r'"(?:[^"\\\n]|\\.)*"[^\S\n]*(?:\n|$)')
_ARRAY_SUFFIX = regex(r"[^\S\n]*\[[^\S\n]*\]")
_LIST_OF = regex(r"(?:Readonly)?(?:Array|List|Set)\s*<\s*(?=\{)")
_NOTED = regex(r"([A-Za-z_$][\w$]*\??)\s?[(（]([^()（）\n]{1,60})[)）]")
"""A key with what is said of it: `startTime(epoch millis)`."""
_NULLABLE_KEY = regex(r"([A-Za-z_$][\w$]*\??)\s*\|\s*null")
"""A name alone that may be null: `{ id, color | null }`."""
_NULL_SUFFIX = regex(r"[^\S\n]*\|[^\S\n]*(?:null|undefined)\b")
_LABEL_BRACKET = regex(r"\[[A-Za-z][\w -]*\][ \t]*(?:\n|$)")


def read_json(excerpt: Excerpt) -> JsonReading:
    """Every value in the excerpt, in order, each with the lines of text in front of it."""
    reader = _Reader(excerpt)
    documents = reader.documents()
    return JsonReading(excerpt, documents, tuple(reader.diagnostics), reader.unread)


class _Reader(Scanner):
    def __init__(self, excerpt: Excerpt) -> None:
        super().__init__(excerpt)
        self.open_arrays = 0
        self.open_objects = 0

    def documents(self) -> tuple[JsonDocument, ...]:
        found: list[JsonDocument] = []
        labels: list[tuple[str, int]] = []
        arrow = False
        while True:
            labels += self.blank()
            if self.at_end():
                break
            if match := _ARROW.match(self.text, self.at):
                self.at = match.end()
                arrow = bool(found)
                continue
            if self.text[self.at] in ",;)）" + CLOSERS:
                self.at += 1
                continue
            if self._starts_value():
                found.append(JsonDocument(self.value(0), tuple(labels), arrow))
                labels, arrow = [], False
            else:
                labels.append(self._label())
        if labels:
            found.append(JsonDocument(None, tuple(labels)))
        return tuple(found)

    def _starts_value(self) -> bool:
        character = self.text[self.at]
        if character in OPENERS:
            if self.placeholder():
                return False
            before = self.text[max(0, self.at - 40) : self.at].rstrip(" \t")
            first = not before or before.endswith("\n")
            return not (first and _LABEL_BRACKET.match(self.text, self.at))
        if character not in QUOTES or character == "`":
            return False
        return bool(_LONE_STRING.match(self.text, self.at))

    def _label(self) -> tuple[str, int]:
        """The rest of the line, as far as a value that begins on it."""
        start = self.at
        end = self.line_end(start)
        search = start
        for prefix in (_METHOD_LINE, _HEADER_LINE, _FIELD_BULLET):
            if match := prefix.match(self.text, start, end):
                search = match.end() if prefix is _METHOD_LINE else end
                break
        stop = end
        if match := _VALUE_START.search(self.text, search, end):
            stop = match.start()
        if arrow := _ARROW.search(self.text, search, stop):
            stop = max(arrow.start(), start + 1)
        self.at = max(stop, start + 1)
        return self.text[start : self.at].strip(), start

    # values

    def value(self, depth: int) -> JsonNode:
        character = self.text[self.at]
        if match := ELLIPSIS.match(self.text, self.at):
            start = self.at
            self.at = self.elision_end(match.end())
            return JsonNode("elision", start, self.at, self.text[start : self.at].strip())
        if match := _LIST_OF.match(self.text, self.at):
            return self._list_of(match, depth)
        if character in OPENERS and not self.placeholder():
            if depth >= DEPTH:
                return self.too_deep()
            node = self._object(depth) if character in "{｛" else self._array(depth)
            return self._suffixed(node)
        if character in QUOTES:
            node = self.string()
            return self.choice(node) if self.continues_choice() else node
        return self.word()

    def _list_of(self, match: re.Match[str], depth: int) -> JsonNode:
        """`Array<{ ... }>`: TypeScript's other way to write a list."""
        start = self.at
        self.at = match.end()
        item = self.value(depth + 1)
        self.blank()
        if self.peek() == ">":
            self.at += 1
        return self._suffixed(JsonNode("array", start, self.at, items=(item,)))

    def _suffixed(self, node: JsonNode) -> JsonNode:
        """`{ ... }[]` is an array, `{ ... } | null` may be null: the way TypeScript writes literals."""
        while match := _ARRAY_SUFFIX.match(self.text, self.at):
            self.at = match.end()
            node = JsonNode("array", node.start, self.at, items=(node,))
        if match := _NULL_SUFFIX.match(self.text, self.at):
            self.at = match.end()
            null = JsonNode("null", match.start(), self.at)
            node = JsonNode("choice", node.start, self.at, items=(node, null))
        return node

    def _is_type(self, members: list[JsonMember]) -> bool:
        """Whether the members, names without quotes, stand on lines of their own as those of a type do."""
        starts = [member.start for member in members]
        apart = all("\n" in self.text[one:following] for one, following in pairwise(starts))
        return apart and not any(self.text[start] in "\"'" for start in starts)

    def _object(self, depth: int) -> JsonNode:
        start = self.at
        self.at += 1
        self.open_objects += 1
        members: list[JsonMember] = []
        bare: list[JsonMember] = []
        """Those that no comma stands in front of."""
        spread: list[str] = []
        elided, separated = False, True
        comments = self.same_line_comments()
        while True:
            lead = [text for text, _ in self.blank()]
            if self.at_end():
                self.report("A150", "the object is not closed", start, start + 1)
                break
            character = self.text[self.at]
            if character in "}｝":
                self.at += 1
                break
            if character in "]］":
                if self.open_arrays:
                    self.report("A153", "`]` where `}` was expected", self.at)
                    break
                self.report("A153", "`]` closes nothing here, `}` was expected", self.at)
                self.at += 1
            elif character in ",，;、":
                self.at += 1
                separated = True
            elif match := ELLIPSIS.match(self.text, self.at):
                self.at = self.elision_end(match.end())
                spread.append(self.text[match.end() : self.at].strip())
                elided = separated = True
            elif member := self._member(depth, lead):
                if not separated:
                    bare.append(member)
                members.append(member)
                separated = self._separator()
                members[-1] = self._with_trailing(members[-1])
            else:
                elided = separated = True
            if not members:
                comments += lead
        if bare and not (len(bare) == len(members) - 1 and self._is_type(members)):
            for member in bare:
                self.report("A152", f"no comma in front of `{member.key}`", member.start)
        self.open_objects -= 1
        return JsonNode(
            "object",
            start,
            self.at,
            members=tuple(members),
            elided=elided,
            comment=_joined(comments),
            spread=tuple(spread),
        )

    def _array(self, depth: int) -> JsonNode:
        start = self.at
        self.at += 1
        self.open_arrays += 1
        items: list[JsonNode] = []
        elided, separated = False, True
        comments = self.same_line_comments()
        while True:
            lead = [text for text, _ in self.blank()]
            if not items:
                comments += lead
            if self.at_end():
                self.report("A150", "the array is not closed", start, start + 1)
                break
            character = self.text[self.at]
            if character in "]］":
                self.at += 1
                break
            if character in "}｝":
                if self.open_objects:
                    self.report("A153", "`}` where `]` was expected", self.at)
                    break
                self.report("A153", "`}` closes nothing here, `]` was expected", self.at)
                self.at += 1
            elif character in ",，;、":
                self.at += 1
                separated = True
            elif character in ":：":
                self.unread += 1
                self.report("A154", "`:` in an array is passed over", self.at)
                self.at += 1
            else:
                before = self.at
                item = self.value(depth + 1)
                if item.kind == "elision":
                    elided = separated = True
                    continue
                if not separated:
                    self.report("A152", "no comma in front of this item", before)
                items.append(item)
                separated = self._separator()
                comments += self.same_line_comments()
        self.open_arrays -= 1
        return JsonNode(
            "array", start, self.at, items=tuple(items), elided=elided, comment=_joined(comments)
        )

    def _member(self, depth: int, lead: list[str]) -> JsonMember | None:
        """A key with its value; None when what stands here is prose, which is then passed over."""
        start = self.at
        key = self._key()
        end = self.at
        optional = False
        self.spaces()
        if self.peek() == "?" and self.text[start] in QUOTES:
            self.at += 1
            optional = True
            self.spaces()
        noted = _NOTED.fullmatch(key.strip()) if key and self.text[start] not in QUOTES else None
        if noted is not None:
            key, lead = noted.group(1), [*lead, noted.group(2)]
        elif key and (nullable := _NULLABLE_KEY.fullmatch(key.strip())):
            key, lead = nullable.group(1), [*lead, "nullable"]
        if not self.take_colon():
            self.at = max(end, self.at if optional else end)
            if key is None or (
                self.text[start] not in QUOTES and not _SINGLE_WORD.fullmatch(key.strip())
            ):
                if key is not None and key.strip(" ()（）").lower() not in ("", "etc", "etc."):
                    self.unread += 1
                    self.report(
                        "A154", f"`{key.strip()[:60]}` is neither key nor value", start, end
                    )
                if self.at == start:
                    self.at += 1
                return None
            name, marked = _unmarked(key)
            value = self._bare_array(end)
            return JsonMember(name, value, start, end, None, _joined(lead), optional or marked)
        name, marked = _unmarked(key or "")
        value, notes = self._member_value(name, depth)
        return JsonMember(
            name, value, start, end, _joined(notes), _joined(lead), optional or marked
        )

    def _bare_array(self, start: int) -> JsonNode | None:
        """`rows[]`: an array of which nothing else is said."""
        if not self.text.startswith("[]", self.at):
            return None
        self.at += 2
        return JsonNode("array", start, self.at)

    def _key(self) -> str | None:
        if self.text[self.at] in QUOTES:
            return str(self.string().value)
        if match := self.placeholder():
            self.at = match.end()
            return match.group()
        return self.bare_key()

    def _member_value(self, name: str, depth: int) -> tuple[JsonNode | None, list[str]]:
        here = self.at
        notes = [text for text, _ in self.blank()]
        if self.at_end() or self.text[self.at] in ",，;" + CLOSERS:
            self.report("A151", f"`{name}` has no value", max(here - 1, 0))
            return None, notes
        node = self.value(depth + 1)
        if note := self.trailing_note():
            notes.append(note)
        return node, notes

    def _separator(self) -> bool:
        """Take the comma behind a value, if it stands on the same line."""
        self.spaces()
        if self.peek() in (",", "，", ";", "、"):
            self.at += 1
            return True
        return False

    def _with_trailing(self, member: JsonMember) -> JsonMember:
        texts = [member.comment] if member.comment else []
        if member.value is not None and member.value.comment:
            texts.append(member.value.comment)
        texts += self.same_line_comments()
        return JsonMember(
            member.key,
            member.value,
            member.start,
            member.end,
            _joined(texts),
            member.lead,
            member.optional,
        )


def _unmarked(key: str) -> tuple[str, bool]:
    """A bare key without its `?`."""
    key = key.strip()
    return (key[:-1].rstrip(), True) if key.endswith("?") and len(key) > 1 else (key, False)


def _joined(texts: list[str]) -> str | None:
    return "; ".join(text for text in texts if text) or None

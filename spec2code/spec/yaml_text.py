"""YAML as specs write it, into nodes with their places: block maps and lists, flow collections (JSON too), scalars.

A reader of our own, because what specs hold is seldom a whole document: parts with `...` for the rest, tabs, JSON
with remarks, a line that is no YAML at all. A library gives up on the whole text where this one loses a line
(`unread`, told as A121); it also would be one more import, and every node has its place here.

Aliases, tags and merge keys aren't followed. What can't be made sense of is left out and counted, never raised;
what is nested deeper than any document of people is such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.shapes import JsonValue

__all__ = ["YamlNode", "YamlText", "read_yaml"]

_KEY = regex(
    r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'|([^\s\"'#\[\]{},&*!|>%@`-][^#\n]*?|-[^\s#][^#\n]*?))[ \t]*:(?=\s|$)"
)
_BLOCK = regex(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_REMARK = regex(r"(?:^|\s)#.*$")
_NUMBER = regex(r"[-+]?(?:\d+|\d*\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?")
_FLOW_SPACE = regex(r"(?:\s+|#[^\n]*)*")
_FLOW_PLAIN = regex(r"[^,\[\]{}\n#:]+(?::(?![\s,\[\]{}])[^,\[\]{}\n#:]*)*")
_QUOTED = regex(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'", re.DOTALL)
_DEEPEST: Final = 60
_LONGEST: Final = 20_000
"""Characters of a quoted scalar."""
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "/": "/", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class YamlNode:
    """`kind` is map, list or scalar; `start` and `end` are offsets in the text."""

    kind: str
    start: int
    end: int
    text: str = ""
    plain: bool = True
    """A scalar without quotes, which may be a number, a boolean or null."""
    pairs: list[tuple[str, int, YamlNode]] = field(default_factory=list)
    """Key, its offset and its value, in order."""
    items: list[YamlNode] = field(default_factory=list)

    def get(self, key: str) -> YamlNode | None:
        return next((node for name, _, node in self.pairs if name == key), None)

    def string(self, key: str) -> str | None:
        """The text of a scalar below the key; None where there is none."""
        node = self.get(key)
        return node.text if node is not None and node.kind == "scalar" and node.text else None

    def value(self) -> JsonValue:
        match self.kind:
            case "map":
                return {name: node.value() for name, _, node in self.pairs}
            case "list":
                return [node.value() for node in self.items]
            case _:
                return _scalar(self.text) if self.plain else self.text


@dataclass(slots=True)
class YamlText:
    root: YamlNode
    unread: list[int] = field(default_factory=list)
    """Offsets of lines that weren't understood."""


@dataclass(slots=True)
class _Line:
    indent: int
    text: str
    offset: int
    """Of the first character that is no blank."""


def read_yaml(text: str) -> YamlText:
    """The first document of the text."""
    reader = _Reader(text)
    return YamlText(reader.block(-1, 0), reader.unread)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(_lines(text))
        self.at = 0
        self.unread: list[int] = []

    def block(self, above: int, depth: int) -> YamlNode:
        """The node whose lines are indented deeper than `above`; leaves `at` behind it."""
        if self.at >= len(self.lines) or self.lines[self.at].indent <= above:
            return YamlNode("scalar", len(self.text), len(self.text))
        line = self.lines[self.at]
        if depth > _DEEPEST:
            self._skip(above)
            return YamlNode("scalar", line.offset, line.offset)
        if line.text[0] in "{[":
            return self._flow_value(line.offset, above, depth)
        if _is_item(line):
            return self._list(line.indent, depth)
        if _KEY.match(line.text):
            return self._map(line.indent, depth)
        return self._plain(above, depth)

    def _map(self, indent: int, depth: int) -> YamlNode:
        start = self.lines[self.at].offset
        node = YamlNode("map", start, start)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent < indent or (line.indent == indent and _is_item(line)):
                break
            match = _KEY.match(line.text) if line.indent == indent else None
            if match is None:
                self.unread.append(line.offset)
                self.at += 1
                continue
            value = self._value(line, match.end(), indent, depth)
            node.pairs.append((_key(match), line.offset, value))
            node.end = max(node.end, value.end, line.offset + match.end())
        return node

    def _list(self, indent: int, depth: int) -> YamlNode:
        start = self.lines[self.at].offset
        node = YamlNode("list", start, start)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent != indent or not _is_item(line):
                if line.indent <= indent:
                    break
                self.unread.append(line.offset)
                self.at += 1
                continue
            rest = line.text[1:].lstrip()
            shift = len(line.text) - len(rest)
            if not rest or rest.startswith("#"):
                self.at += 1
                item = self.block(indent, depth + 1)
            elif (rest[0] not in "{[\"'" and (_is_item(_Line(0, rest, 0)) or _KEY.match(rest))) or (
                rest[0] in "\"'" and _KEY.match(rest)
            ):
                self.lines[self.at] = _Line(indent + shift, rest, line.offset + shift)
                item = self.block(indent, depth + 1)
            else:
                item = self._value(line, shift, indent, depth)
            node.items.append(item)
            node.end = max(node.end, item.end, line.offset + 1)
        return node

    def _value(self, line: _Line, place: int, indent: int, depth: int) -> YamlNode:
        """What stands behind a key or a dash, on its line and below it."""
        rest = line.text[place:].lstrip()
        start = line.offset + len(line.text) - len(rest)
        if rest[:1] == "&":
            anchor, _, rest = rest.partition(" ")
            start += len(anchor) + 1
        if not rest or rest.startswith("#"):
            self.at += 1
            following = self.lines[self.at] if self.at < len(self.lines) else None
            if following is not None and following.indent == indent and _is_item(following):
                if not _is_item(line):
                    return self._list(indent, depth + 1)
            return self.block(indent, depth + 1)
        if _BLOCK.match(rest):
            return self._literal(start, indent)
        if rest[0] in "{[":
            return self._flow_value(start, indent, depth)
        if rest[0] in "\"'" and (match := _QUOTED.match(self.text, start, start + _LONGEST)):
            self._past(match.end())
            return YamlNode("scalar", start, match.end(), _unquoted(match), plain=False)
        self.at += 1
        words = [_REMARK.sub("", rest).strip()]
        end = start + len(words[0])
        while self.at < len(self.lines) and self.lines[self.at].indent > indent:
            words.append(_REMARK.sub("", self.lines[self.at].text).strip())
            end = self.lines[self.at].offset + len(words[-1])
            self.at += 1
        return YamlNode("scalar", start, end, " ".join(filter(None, words)))

    def _plain(self, above: int, depth: int) -> YamlNode:
        return self._value(self.lines[self.at], 0, above, depth)

    def _literal(self, start: int, indent: int) -> YamlNode:
        """The lines of a `|` or `>` block, as they are."""
        self.at += 1
        words: list[str] = []
        end = start + 1
        while self.at < len(self.lines) and self.lines[self.at].indent > indent:
            line = self.lines[self.at]
            words.append(line.text)
            end = line.offset + len(line.text)
            self.at += 1
        return YamlNode("scalar", start, end, "\n".join(words), plain=False)

    def _flow_value(self, start: int, indent: int, depth: int) -> YamlNode:
        node, end = self._flow(start, depth)
        self._past(end)
        return node

    def _flow(self, start: int, depth: int) -> tuple[YamlNode, int]:
        """A collection in brackets, or a scalar within one, and the offset behind it."""
        text = self.text
        place = _after_space(text, start)
        opening = text[place : place + 1]
        if opening and opening in "{[" and depth < _DEEPEST:
            node = YamlNode("map" if opening == "{" else "list", place, place)
            closing = "}" if opening == "{" else "]"
            place = _after_space(text, place + 1)
            while place < len(text) and text[place] != closing:
                if text[place] in "]},":
                    place = _after_space(text, place + 1)
                    continue
                before = place
                item, place = self._flow(place, depth + 1)
                place = _after_space(text, place)
                if closing == "}":
                    value = YamlNode("scalar", item.end, item.end)
                    if text[place : place + 1] == ":":
                        value, place = self._flow(place + 1, depth + 1)
                        place = _after_space(text, place)
                    node.pairs.append((item.text, item.start, value))
                else:
                    node.items.append(item)
                if place == before:
                    place += 1
            node.end = min(place + 1, len(text))
            return node, node.end
        if opening and opening in "{[":
            self.unread.append(place)  # too deep: its signs are passed over one by one
            return YamlNode("scalar", place, place), _behind_nested(text, place)
        if match := _QUOTED.match(text, place, place + _LONGEST):
            node = YamlNode("scalar", place, match.end(), _unquoted(match), plain=False)
            return node, match.end()
        match = _FLOW_PLAIN.match(text, place)
        if match is None:
            return YamlNode("scalar", place, place), place
        words = match.group().rstrip()
        return YamlNode("scalar", place, place + len(words), words), match.end()

    def _past(self, end: int) -> None:
        """Goes on with the first line that begins behind the offset."""
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at].offset < end:
            self.at += 1

    def _skip(self, above: int) -> None:
        while self.at < len(self.lines) and self.lines[self.at].indent > above:
            self.unread.append(self.lines[self.at].offset)
            self.at += 1


def _lines(text: str) -> Iterator[_Line]:
    """The lines of the first document that hold more than a remark."""
    offset = 0
    begun = False
    for line in text.split("\n"):
        bare = line.strip()
        if bare in ("---", "...") and line[:1] == bare[:1]:
            if begun:
                return
        elif bare and not bare.startswith("#"):
            begun = True
            blanks = len(line) - len(line.lstrip())
            yield _Line(len(line[:blanks].expandtabs(2)), bare, offset + blanks)
        offset += len(line) + 1


def _is_item(line: _Line) -> bool:
    return line.text == "-" or line.text.startswith(("- ", "-\t"))


def _key(match: re.Match[str]) -> str:
    if match.group(1) is not None:
        return _unescaped(match.group(1))
    return match.group(2) if match.group(2) is not None else match.group(3).strip()


def _unquoted(match: re.Match[str]) -> str:
    if match.group(1) is not None:
        return _unescaped(match.group(1))
    return match.group(2).replace("''", "'")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match.group(1), match.group()), text)


def _behind_nested(text: str, place: int) -> int:
    """The offset behind all brackets that open there."""
    depth = 0
    for at in range(place, len(text)):
        depth += (text[at] in "{[") - (text[at] in "}]")
        if depth <= 0:
            return at + 1
    return len(text)


def _after_space(text: str, place: int) -> int:
    match = _FLOW_SPACE.match(text, place)
    return match.end() if match is not None else place


def _scalar(text: str) -> JsonValue:
    if text in ("", "null", "~", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _NUMBER.fullmatch(text) and len(text) < 25:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    return text

"""Request lines inside of fences: one that a body follows, or a list of routes with a remark each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Fence
from spec2code.spec.body_clues import is_example_of
from spec2code.spec.flow import Entry
from spec2code.spec.routes import ARROW, METHODS, Route, find_routes, read_path

__all__ = [
    "CurlCall",
    "FencePiece",
    "as_request",
    "calls_in",
    "curl_calls",
    "curl_data",
    "fence_pieces",
    "is_diagram",
    "shows_call",
    "without_marks",
]

_NO_ROUTES: Final = frozenset(
    [
        "mermaid",
        "plantuml",
        "puml",
        "dot",
        "graphviz",
        "sql",
        "mysql",
        "postgresql",
        "postgres",
        "pgsql",
        "sqlite",
        "plsql",
        "go",
        "golang",
        "java",
        "python",
        "py",
        "kotlin",
        "rust",
        "rs",
        "php",
        "ruby",
        "rb",
        "csharp",
        "cs",
        "c",
        "cpp",
        "c++",
        "xml",
        "html",
        "css",
        "scss",
        "vue",
        "jsx",
        "tsx",
        "swift",
        "dart",
        "dockerfile",
        "docker",
        "nginx",
        "toml",
        "ini",
        "env",
        "prisma",
        "graphql",
        "gql",
        "proto",
        "protobuf",
        "csv",
        "diff",
        "erlang",
        "elixir",
        "scala",
        "tree",
        "ascii",
    ]
)
_PROGRAMS: Final = frozenset(
    ("python", "py", "javascript", "js", "typescript", "ts", "go", "java", "rust", "ruby", "php")
)
_SHELLS: Final = frozenset(("bash", "sh", "shell", "zsh", "console", "curl"))
_REQUEST_FIRST = regex(
    r"\s*(?:GET|POST|PUT|PATCH|DELETE)[ \t]+\S*/\S*[ \t]*(?:HTTP/[\d.]+)?[ \t]*\n[ \t]*(?:[A-Z][\w-]+:[ \t]|\n[ \t]*[{\[]|[{\[])"
)
_REMARK_LINE = regex(r"(?m)^(?:#{1,4}|//+|--)[ \t]*(\S[^\n]{1,60})$")
_TOLD_LINE = regex(r"[ \t]*(?://+|#+)[ \t]*([^\W\d_].*\S)[ \t]*")
_MARKED_LINE = regex(r"[ \t]*(?:#|//)")
_LEAD = regex(
    r"^\s*(?:[-*•>$]\s+|#{1,3}\s*|//[\s=*─—-]*|\d+[.)]\s*|[✅❌🔒🔓⭐]\s*)*(?:(?:request|endpoint|url|api|uri|请求|接口)\s*[:：]\s*)?$",
    re.IGNORECASE,
)
_BOX = regex(r"[│┃║┌┐└┘├┤┬┴┼─━═╔╗╚╝▼▲►◄▶◀]|──|-->|<--|->>|==>")
_REMARK = regex(r"^\s*(?:HTTP/[\d.]+)?\s*(?:(?://|#|--|—|–|-|→|=>|:|：|\||·|<-|←|\()\s*)?(.*)$")
_ASIDE = regex(r"\s*(?:\{[^{}]*\}\s*)?(\([a-z][\w /,|]*\)(?=\s|$))", re.IGNORECASE)
"""Words in brackets of their own right behind the path, or behind what is sent: "(admin) renames it"."""
_CURL_URL = regex(r"""["']?((?:https?://|\$\{?\w+\}?/|\{\{\w+\}\}/|localhost[:/])[^\s"'`\\]*)""")
_CURL_METHOD = regex(r"(?:-X\s*|--request[ =])['\"]?([A-Z]+)")
_CURL_DATA = regex(r"(?<!\S)(?:-d|--data(?:-raw|-binary|-urlencode)?|--json|-F|--form)\b")


@dataclass(frozen=True, slots=True)
class FencePiece:
    """A request line and what belongs to it, up to the next one."""

    route: Route
    line: Excerpt
    remark: Excerpt | None
    body: Excerpt
    """The piece with its request line."""
    has_body: bool
    leads: bool = False
    """Nothing, not even a blank line, stands between it and the next request line."""
    above: str = ""
    """The remark that heads it: "// Users (JWT required)"."""
    shares: bool = False
    """Whether that remark heads others too."""

    def own(self, part: Entry) -> list[Entry]:
        """What describes it: its part of the fence, or the remark alone right below its line."""
        if self.has_body:
            return [part]
        below = self.body.text.split("\n")[1:3]
        told = _TOLD_LINE.fullmatch(below[0]) if below else None
        if told is None or "".join(below[1:]).strip():
            return []
        start = len(self.line.text) + 1 + told.start(1)
        said = self.body.cut(start, start + len(told.group(1)))
        return [Entry("line", part.section, said.span(), part.depth, excerpt=said)]

    def fence(self, whole: Fence, *, route: bool = True) -> Fence:
        """The part of the fence that is about it, with the request line or, for the ones that share it, without."""
        start = 0 if route else min(len(self.line.text) + 1, len(self.body.text))
        body = self.body.cut(start)
        return Fence(whole.language, whole.info, body, body.span())


@dataclass(frozen=True, slots=True)
class CurlCall:
    method: str
    url: str
    line: Excerpt


def is_diagram(fence: Fence) -> bool:
    """Whether the fence draws something: boxes, trees, arrows."""
    if fence.language in ("mermaid", "plantuml", "puml", "dot", "graphviz", "ascii", "tree"):
        return True
    lines = [line for line in fence.text.split("\n") if line.strip()]
    drawn = sum(1 for line in lines if _BOX.search(line))
    return drawn >= 2 and drawn * 4 >= len(lines)


def fence_pieces(fence: Fence) -> list[FencePiece]:
    """The request lines of a fence, each with its part of the text; none for program code and diagrams."""
    if fence.language in _NO_ROUTES or is_diagram(fence):
        return []
    if not any(method in fence.text for method in METHODS):
        return []
    starts: list[tuple[int, int, Route]] = []
    offset = 0
    for text in fence.text.split("\n"):
        if "/" in text and not _BOX.search(text[:40]):
            routes = find_routes(text)
            if routes and _LEAD.match(text[: routes[0].start]) and not routes[0].path.abbreviated:
                starts.append((offset, len(text), routes[0]))
        offset += len(text) + 1
    pieces: list[FencePiece] = []
    for index, (start, length, route) in enumerate(starts):
        end = starts[index + 1][0] - 1 if index + 1 < len(starts) else len(fence.text)
        line = fence.excerpt.cut(start, start + length)
        rest = line.text[route.end :]
        remark = _REMARK.match(rest)
        said = remark.group(1).strip(" `*") if remark else ""
        if said.count(")") > said.count("("):
            said = said.rstrip(")")
        at = start + route.end + rest.find(said) if said else 0
        if said and (arrow := ARROW.match(rest)):
            said, at = rest[arrow.start(1) :].rstrip(), start + route.end + arrow.start(1)
        if aside := _ASIDE.match(rest):
            said, at = rest[aside.start(1) :].rstrip(), start + route.end + aside.start(1)
        after = fence.text[start + length : end]
        pieces.append(
            FencePiece(
                route,
                line,
                (
                    fence.excerpt.cut(at, at + len(said))
                    if said and not said.startswith("{")
                    else None
                ),
                fence.excerpt.cut(start, max(start + length, end)),
                _is_body(after) or "{" in rest,
                index + 1 < len(starts) and not after and not rest.strip(),
            )
        )
    return _grouped(fence, pieces, starts)


def _grouped(
    fence: Fence, pieces: list[FencePiece], starts: list[tuple[int, int, Route]]
) -> list[FencePiece]:
    """The pieces with the remarks that head them."""
    if not _REMARK_LINE.search(fence.text) or len(pieces) < 2:
        return pieces
    heads: list[str] = []
    end, head = 0, ""
    for start, length, _ in starts:
        between = fence.text[end:start]
        remarks = [match.group(1).strip(" -=─*") for match in _REMARK_LINE.finditer(between)]
        if remarks or "{" in between or re.search(r"\n[ \t]*\n", between):
            head = remarks[-1] if remarks else ""
        heads.append(head)
        end = start + length
    return [
        replace(piece, above=head, shares=heads.count(head) > 1)
        for piece, head in zip(pieces, heads, strict=True)
    ]


def without_marks(fence: Fence) -> Fence | None:
    """A fence of program code that holds nothing but remarks, request lines among them, as the text of the remarks."""
    if fence.language not in _PROGRAMS or not any(method in fence.text for method in METHODS):
        return None
    lines = fence.text.split("\n")
    if not all(_MARKED_LINE.match(line) for line in lines if line.strip()):
        return None
    if not any(find_routes(line) for line in lines):
        return None
    text = "\n".join(
        _MARKED_LINE.sub(lambda match: " " * len(match.group()), line, count=1) for line in lines
    )
    old = fence.excerpt
    excerpt = Excerpt(old.file, text, old.first_line, old.columns, old.repaired)
    return Fence("", "", excerpt, fence.span)


def as_request(fence: Fence) -> Fence:
    """A fence of a shell that holds a request as HTTP has it, its method first, as one of HTTP."""
    if fence.language not in _SHELLS or not _REQUEST_FIRST.match(fence.text):
        return fence
    return Fence("http", fence.info, fence.excerpt, fence.span)


def curl_calls(fence: Fence) -> list[CurlCall]:
    """The calls of curl in a fence; lines joined by a backslash are one call."""
    if "curl" not in fence.text:
        return []
    calls: list[CurlCall] = []
    offset = 0
    for part in re.split(r"(?m)^(?=[ \t$>]*curl\b)", fence.text):
        url = _CURL_URL.search(part)
        if "curl" in part and url is not None:
            stated = _CURL_METHOD.search(part)
            method = stated.group(1) if stated else "POST" if _CURL_DATA.search(part) else "GET"
            target = re.sub(r"^(localhost)", r"http://\1", url.group(1))
            if method in METHODS and read_path(target):
                start = offset + url.start(1)
                calls.append(
                    CurlCall(method, target, fence.excerpt.cut(start, offset + url.end(1)))
                )
        offset += len(part)
    return calls


def calls_in(text: Excerpt | None) -> list[CurlCall]:
    """The calls of curl in a line of text."""
    if text is None or "curl" not in text.text or len(text.text) >= 2000:
        return []
    return curl_calls(Fence("bash", "bash", text, text.span()))


def curl_data(fence: Fence) -> Excerpt | None:
    """The JSON that a call of curl in the fence sends."""
    match = re.search(r"(?:-d|--data(?:-raw)?|--json)\s*'", fence.text)
    if "curl" not in fence.text or match is None:
        return None
    end = fence.text.find("'", match.end())
    if end == -1 or "{" not in fence.text[match.end() : end]:
        return None
    return fence.excerpt.cut(match.end(), end)


def _is_body(text: str) -> bool:
    """Whether more than remarks and headers of groups follow a request line."""
    return any(
        line.strip() and not line.strip().startswith(("#", "//", "--", "=="))
        for line in text.split("\n")
    )


def shows_call(pieces: Sequence[FencePiece], endpoints: Iterable[tuple[str, str]]) -> bool:
    """Whether a fence shows calls of the endpoint that is described: `PATCH /pets/cl3x9` of `/pets/{id}`.

    `endpoints`: the method and the path of each that the fence stands below.
    """
    return all(
        method in piece.route.methods and is_example_of(piece.route.path.text, path)
        for piece in pieces
        for method, path in endpoints
    )

"""Routes in a line of text: a method and a path, however they are written, and their query string."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.spec.inline import fold_width
from spec2code.spec.line_parts import part_starts

__all__ = [
    "ARROW",
    "METHODS",
    "Path",
    "Route",
    "find_routes",
    "methods_in",
    "path_key",
    "read_path",
    "same_but_root",
    "sibling",
]

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_METHOD: Final = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
_HOST: Final = (
    r"(?:https?://[^\s/`\"'<>|)]+|\{\{\s*[\w.-]+\s*\}\}|\$\{[\w.-]+\}|\$[A-Z_]+|(?:\{[A-Za-z_]*"
    r"(?:base|BASE|Base|host|HOST|Host|url|URL|api|API|prefix|PREFIX|Prefix)[\w]*\}){1,2}|<[\w-]*(?:base|host|url|api)[\w-]*>)"
)
_SEGMENT: Final = (
    r"=[\w-]{1,40}(?:\\?\|[\w-]{1,40}){1,20}|=[\w%+-]{1,60}(?=[&`\"'\s)]|$)|\$?\{[^{}\s`|]{1,80}\}|\{\{[^{}`|]{1,80}\}\}|<[^<>\s`|]{1,80}>|\[\[?\.{0,3}[\w-]{1,60}\]?\]"
    r"|[A-Za-z0-9_\-./:@$~%!+*=&?;,'…#\\^]|\((?=[^()]*[|*+.\\])[A-Za-z0-9_|:.*\\+-]{1,40}\)|\[\]"
)
_PATH: Final = rf"(?:{_HOST}|…|\.\.\.)?/(?:{_SEGMENT})*"
_ROUTE = regex(
    rf"(?<![\w/.-])({_METHOD}(?:\s{{0,3}}(?:[/|,、&+]|or|and|\\\|)\s{{0,3}}{_METHOD})*)(?![\w-])"
    rf"(?=[\s`*_\])(:：])[\])]?[`*_]{{0,4}}\s{{0,20}}[:：\-–—→]?\s{{0,20}}[`*_\"'(]{{0,4}}({_PATH})"
)
_METHOD_WORD = regex(rf"(?<![\w-]){_METHOD}(?![\w-])", re.IGNORECASE)
_ACTION = regex(r"/[^/{}]+/\{[^/{}]*\}/[^/{}]+$")
_NEXT_PATH = regex(rf"[`*\s]*(?:,|、|\bor\b|\band\b|&|\s/\s|(?P<dot>[·•]))\s*[`*]*({_PATH})")
_BARE_METHOD = regex(
    rf"[`*\s]*[/、,;&+]\s*[`*]*({_METHOD})(?=[`*]*\s*(?:[/、,;。.(—–:-]|$))"
    rf"(?!(?:\s{{0,3}}(?:[/|,、&+]|or|and)\s{{0,3}}{_METHOD})*[`*_]{{0,4}}\s*[`*_\"'(]{{0,4}}/[\w{{:])"
)
_PART_METHOD = regex(
    rf"[`*\s]*({_METHOD})(?:`?\s*`?(…|\.\.\.))?[`*]*(?=\s*(?:$|[(（—–:：→;|·•∙,.-]|=>))"
)
"""A part of a line that is a method alone, or one with an ellipsis for its path: ``· DELETE …``."""
_ALTERNATIVES = regex(r"(?:\\?\|[a-z][\w-]*)+(?=`)")
_CHOICES = regex(r"\{([a-z][\w-]*(?:\s*,\s*[a-z][\w-]*)+)\}")
_ROOTS = regex(r"(?:/(?:api|rest|v\d+))+")
_CUT_ID = regex(r"/(?=[\w-]*\d)[\w-]{2,40}(?:\.{3}|…)(?=/)")
"""An id of an example that is cut short: ``/pets/01HXY.../feed``."""
_NEAR: Final = 60
"""How far behind a route another may begin that goes on from its path."""
_PARAMETER = regex(
    r"\$?\{\{?\s*[*.]{0,3}([^{}:=?*|]+)[^{}]*\}\}?|<(?:[\w.-]+:)?([^<>:]+)>"
    r"|\[\[?\.{0,3}([\w-]+)\]?\]|(?<=/):([A-Za-z_]\w*)(?:\([^)]*\))?[?+*]?"
)
ARROW: Final = regex(r"[\s`*_)\]]*(→|⇒|=>|->)\s*(?=\S)")
"""Behind a route: what follows is what it answers."""
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Path:
    """A path as the model has it: `{name}` parameters, no query string, no host."""

    text: str
    host: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    parameters: tuple[str, ...] = ()
    abbreviated: bool = False
    """It holds an ellipsis: which path is meant is not written."""
    wild: bool = False
    """It ends in `/*`: it takes every path below, or is short for those that the document names."""
    base: str = ""
    """The stated base URL's part of it, where it is written without that."""


@dataclass(frozen=True, slots=True)
class Route:
    """`methods` and a path, from `start` to `end` of the text."""

    methods: tuple[str, ...]
    path: Path
    start: int
    end: int


def find_routes(text: str) -> list[Route]:
    """The routes of a line, in order; a second path behind a comma shares the method of the first."""
    return list(_routes_of(text)) if "/" in text and len(text) <= 200_000 else []


@lru_cache(maxsize=256)  # each endpoint of a line looks at the line
def _routes_of(text: str) -> tuple[Route, ...]:
    text = fold_width(text)
    found: list[Route] = []
    for match in _ROUTE.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # a bare method that has been taken
        methods = tuple(dict.fromkeys(_METHOD_WORD.findall(match.group(1))))
        raw, end = _trimmed(match.group(2), match.start(2))
        goes_on = raw.startswith(("…", "..."))
        path = read_path(raw.lstrip("….")) if goes_on and found else read_path(raw)
        if path is None or path.text.strip("/") in METHODS:
            continue
        near = bool(found) and match.start() - found[-1].end < _NEAR
        relative = near and path.text.startswith("/{")
        if goes_on or (relative and not found[-1].path.text.startswith("/{")):
            path = _below(found[-1].path, path)
        if text[end : end + 1] == "{":
            # A brace that never closes: what is read so far is not the path that is meant.
            path = replace(path, abbreviated=True)
        found += [Route(methods, one, match.start(), end) for one in _expanded(path)]
        end = _alternatives(text, found)
        following = _NEXT_PATH.match(text, end)
        while following is not None and len(found) < 200:
            start = following.start(2)
            raw, end = _trimmed(following.group(2), start)
            path = read_path(raw)
            if path is None or not raw.startswith("/") or raw == "/":
                break
            if following["dot"] or _is_action(found[-1].path, path):
                path = sibling(found[-1].path, path)
            found.append(Route(methods, path, start, end))
            end = _alternatives(text, found)
            following = _NEXT_PATH.match(text, end)
        found += _bare_methods(text, found[-1])
    return tuple(_with_bare_parts(text, found)) if found else ()


def _is_action(before: Path, path: Path) -> bool:
    """Whether one word stands behind an action on a resource: "`/pets/:id/feed`, `/wash`"."""
    alone = path.text.count("/") == 1 and "{" not in path.text and not path.text.endswith("/")
    return alone and bool(_ACTION.search(before.text))


def _expanded(path: Path) -> list[Path]:
    """The paths that braces with commas stand for, as in a shell: ``/auth/{login,logout}``."""
    match = _CHOICES.search(path.text)
    if match is None:
        return [path]
    words = [word.strip() for word in match.group(1).split(",")]
    texts = [path.text[: match.start()] + word + path.text[match.end() :] for word in words]
    return [
        replace(path, text=text, parameters=tuple(re.findall(r"\{([^{}]*)\}", text)))
        for text in texts
    ]


def _alternatives(text: str, found: list[Route]) -> int:
    """Adds the routes whose last segment stands beside that of the last one in its code: ``/pets/{id}/feed|wash``.

    Returns the offset behind them.
    """
    last = found[-1]
    match = _ALTERNATIVES.match(text, last.end)
    above, _, segment = last.path.text.rpartition("/")
    if match is None or not segment or "{" in segment or text.count("`", 0, last.end) % 2 == 0:
        return last.end
    for word in re.findall(r"[\w-]+", match.group()):
        found.append(
            replace(last, path=replace(last.path, text=f"{above}/{word}"), end=match.end())
        )
    return match.end()


def _bare_methods(text: str, route: Route) -> list[Route]:
    """The methods alone that share the path before them: ``PUT /x/{id} / DELETE``."""
    found: list[Route] = []
    bare = _BARE_METHOD.match(text, route.end)
    while bare is not None:
        found.append(Route((bare.group(1),), route.path, bare.start(1), bare.end(1)))
        bare = _BARE_METHOD.match(text, bare.end(1))
    return found


def _with_bare_parts(text: str, found: list[Route]) -> list[Route]:
    """The routes with those parts of the line that are a method alone: ``GET /x · GET /x/{id} · POST · DELETE …``.

    One posts to the collection; an ellipsis stands for the path before it.
    """
    bare: list[Route] = []
    for start in part_starts(text):
        match = _PART_METHOD.match(text, start)
        before = [route for route in (*found, *bare) if route.end <= start]
        if match is None or not before or any(r.start <= match.start(1) < r.end for r in found):
            continue
        path = max(before, key=lambda route: route.start).path
        if match.group(1) == "POST" and match.group(2) is None:
            path = replace(path, text=re.sub(r"(?:/\{[^{}]*\})+$", "", path.text) or path.text)
        path = replace(path, parameters=tuple(re.findall(r"\{([^{}]*)\}", path.text)), query=())
        bare.append(Route((match.group(1),), path, match.start(1), match.end()))
    return sorted((*found, *bare), key=lambda route: route.start)


def _below(before: Path, path: Path) -> Path:
    """A path that begins with a parameter goes on from the one before it: ``GET /x, PUT /{id}``."""
    first = path.text.split("/")[1]
    shared = before.text.find("/" + first)
    stem = re.sub(r"(?:/\{[^{}]*\})+$", "", before.text[: shared if shared > 0 else None]).rstrip(
        "/"
    )
    text = stem + path.text
    names = dict.fromkeys(re.findall(r"\{([^{}]*)\}", text))
    return replace(path, text=text, host=before.host, parameters=tuple(names))


def sibling(first: Path, path: Path) -> Path:
    """A path of one segment beside a longer one takes the place of its last: ``/auth/login /logout``."""
    above, _, last = first.text.rstrip("/").rpartition("/")
    if not above or "/" in path.text.strip("/") or "{" in last + path.text or path.host:
        return path
    return replace(path, text=above + path.text, host=first.host, parameters=first.parameters)


_HOW = regex(r"\s*[(（]\s*[A-Za-z][\w /+-]{0,20}\s*[)）]")
"""How it is sent or answered, behind the method in its cell: "POST (SSE)"."""


def methods_in(text: str) -> tuple[str, ...]:
    """The HTTP methods that a cell of a Method column names; nothing else may stand in it."""
    text = _HOW.sub("", text.replace("\\", "")).strip()
    words = [word for word in re.split(r"[\s/|,、&+·•`*]+", text) if word]
    found = [word.upper() for word in words if word.upper() in METHODS]
    return tuple(dict.fromkeys(found)) if found and len(found) == len(words) else ()


def read_path(raw: str) -> Path | None:
    """A path as written into the model's form; None when it is none."""
    raw = raw.strip().strip("`\"'").replace("\\", "")
    host, rest = _split_host(raw)
    if not rest.startswith("/"):
        return None
    rest = rest.partition("#")[0]
    template = _template_query(rest)
    if template:
        rest = rest[: rest.index("{?")]
    rest, query_text = _at_query(rest)
    if not re.match(r"/(?:$|[A-Za-z0-9_{:<\[$.…*~@-])", rest):
        return None
    parameters: list[str] = []
    rest = _CUT_ID.sub("/{id}", rest)

    def named(match: re.Match[str]) -> str:
        name = next(group for group in match.groups() if group is not None).strip().strip("?")
        parameters.append(name)
        return "{" + name + "}"

    text = _PARAMETER.sub(named, rest)
    text = re.sub(r"/\*{1,2}(?=/|$)", lambda _: _wildcard(parameters), text)
    text = re.sub(r"(?<=.)//+", "/", text)
    abbreviated = ".." in text or "…" in text
    query = (*_query(query_text), *template)
    wild = rest.endswith("/*")
    return Path(text, host, query, tuple(dict.fromkeys(parameters)), abbreviated, wild)


def path_key(path: str) -> str:
    """What makes two paths the same: names of parameters, a trailing slash and case of them don't count."""
    return re.sub(r"\{[^{}]*\}", "{}", path.rstrip("/")) or "/"


def same_but_root(short: str, path: str) -> bool:
    """Whether two paths are one, of which the second may have a root such as `/api/v1` put before it."""
    key, whole = path_key(short), path_key(path)
    return whole == key or (
        whole.endswith(key) and _ROOTS.fullmatch(whole.removesuffix(key)) is not None
    )


def _wildcard(parameters: list[str]) -> str:
    parameters.append("path")
    return "/{path}"


def _split_host(raw: str) -> tuple[str | None, str]:
    match = re.match(_HOST + r"(?=/|$)", raw)
    if match is None:
        return None, raw
    return match.group(), raw[match.end() :] or "/"


def _at_query(text: str) -> tuple[str, str]:
    """The path, and the query string behind it; `:id?` is an optional parameter, no query."""
    at = text.find("?")
    while at != -1 and text[at + 1 : at + 2] in ("", "/", "}"):
        at = text.find("?", at + 1)
    return (text[:at], text[at + 1 :]) if at != -1 else (text.rstrip("?"), "")


def _query(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part in re.split(r"&amp;|[&;]", text):
        name, _, value = part.partition("=")
        if name.rstrip(" )}]").endswith(("..", "…")):
            continue  # "?filters...": a word for what isn't written
        name = name.strip(" []{}<>().…,")
        if re.fullmatch(r"[A-Za-z_$][\w$.-]*(?:\[\w*\])?", name):
            found.append((name, value.strip()))
    return found


def _template_query(text: str) -> list[tuple[str, str]]:
    """The names of an RFC 6570 query: ``/users{?page,limit}``."""
    match = re.search(r"\{\?([\w,*]+)\}", text)
    return [(name.strip("* "), "") for name in match.group(1).split(",")] if match else []


def _trimmed(raw: str, start: int) -> tuple[str, int]:
    """The path without the punctuation of the sentence or the markup around it."""
    text = raw
    while (
        text
        and (text[-1] in ".,;:'!\\" or text.endswith("**"))
        and not text.endswith(("...", "=..."))
    ):
        text = text[:-2] if text.endswith("**") else text[:-1]
    if text.endswith("*") and not text.endswith("/*"):
        text = text.rstrip("*")
    return text, start + len(text)

"""The base URLs and prefixes that a document states: in labels, sentences, headings and sections of their own."""

from __future__ import annotations

import re
from posixpath import commonpath

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Span
from spec2code.spec.blocks import Document, Section
from spec2code.spec.endpoint_tables import key_values
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.labels import line_label
from spec2code.spec.routes import find_routes
from spec2code.spec.scopes import verdicts

__all__ = ["Bases", "is_outside", "read_bases"]

_URL = regex(r"https?://[^\s`\"'<>|()（）；;，,。]+|(?<![\w/])/[A-Za-z][\w./{}-]*")
_TITLE_PATH = regex(r"(?<![\w/.])`?(/[A-Za-z][\w/{}.-]*)`?(?![\w/])")
_UNDER = regex(
    r"^\W*(?:all (?:endpoints?|routes?|paths?)\b.{0,40}?)?(?:under|prefix(?:ed with)?|mounted (?:at|on|under)|base|relative to|统一前缀|前缀|路径前缀|접두사|bajo|sob|prefijo|prefixo)\W{1,6}(/[\w/{}.-]+)",
    re.IGNORECASE,
)
_ANOTHER = regex(r"(?:^|[\s,·•&|、;])(/[A-Za-z][\w/{}:.-]*)")
"""One more prefix on the line that states one."""
_ENVIRONMENT = regex(
    r"^\s*[-*]?\s*[`*]*(?:production|prod|development|dev|staging|local|test|sandbox|qa|生产|开发|测试|운영|개발|로컬|producción|desarrollo|produção|開発|本番|検証|ローカル)(?:环境|環境|\b)[^:]{0,20}:",
    re.IGNORECASE,
)
_SAID_BASE = regex(
    r"(?:^|[.;>|]\s+|^\W+)(?:the\s+)?(?:(?:api\s+)?base\s+(?:path|url|uri)|(?:common\s+)?prefix\s+(?:of|for)\s+all\s+(?:the\s+)?(?:api\s+)?(?:paths|routes|endpoints|urls))"
    r"\s*(?:is|=|:)?\s*\**[`\"]((?:https?://|/)[^`\"\s]+)[`\"]"
    r"|(?:^|[.;>|]\s+|^\W+)all (?:api )?(?:endpoints|routes|paths|urls)(?: below| here)?(?: are|'re)? (?:versioned|served|available|mounted|prefixed|exposed|rooted|relative|live)"
    r" (?:under|with|at|by|on|to|below)(?: the (?:base|prefix|path))? [`\"](/[A-Za-z][^`\"\s{}]*)[`\"]"
    r"|(?:统一|公共|全局|所有接口(?:的)?)(?:的)?(?:api|url|接口|路由|路径)?\s?前缀(?:统一|均)?(?:为|是|采用|使用)?\s*[:：]?\s*\**[`\"](/[A-Za-z][^`\"\s{}]*)[`\"]",
    re.IGNORECASE,
)
"""A sentence that states it: "Base path `/api/v1`. All calls carry a token"."""
_OWN_LEAD = regex(
    r"\b(?:base|api|rest|url|path|prefix|root|v\d|version|backend|server|http|default|local)\b|路径|前缀|基础|地址|기본|경로|ベース|prefij|prefix|préfixe|ruta|rota|caminho|chemin|путь|префикс|базов",
    re.IGNORECASE,
)
_BASE_TITLE = regex(
    r"\bbase (?:url|path|uri)s?(?![A-Za-z])|\burl base\b|\bruta base\b|基础(?:路径|url|地址)|기본 url|базов(?:ый|ий) url|ベース ?url|基本url",
    re.IGNORECASE,
)
_OUTSIDE = regex(
    r"\b(?:outside(?: of)?|not (?:under|below|in|behind)|without|no|excluding|beside|fuera de|fora de|hors de|außerhalb(?: von)?|вне|без)\s+(?:the\s+)?(?:prefix\s+|base\s+(?:path|url)\s*)?[`\"]?(?:/[\w/{}.-]+|prefix\b|base (?:path|url))|(?:不在|不含|不带)\s*`?/|`?/[\w/]{1,200}`?\s*(?:之外|以外|外)",
    re.IGNORECASE,
)
"""A heading of routes beside the API: "Health (outside `/api/v1`)"."""
_NO_PREFIX = regex(
    r"\b(?:no|without(?: an?| any)?|not|sin|sem|ohne|sans|senza|без)\s+(?:the\s+)?[`\"]?/[\w/-]{1,200}[`\"]?|(?:没有|無|无|不带|不含|不使用|不加)\s*`?/[\w/-]{1,200}`?"
    r"|`?/[\w/-]{1,200}`?\s*(?:prefix|접두사|프리픽스|プレフィックス|前缀)?\s*(?:[는은이가]|は|が)?\s*(?:없음|없다|없이|없습니다|なし|不要|ありません)",
    re.IGNORECASE,
)
"""A prefix that paths are said not to have: "no `/api` prefix"."""
_STANDS_OUTSIDE = regex(
    r"((?:`/[\w/{}.:*-]+`(?:,\s*|\s+and\s+|、\s*)){0,12}`/[\w/{}.:*-]+`)\s*(?:(?:routes?|endpoints?|paths?)\s+)?(?:[는은이가はが]\s*)?"
    r"(?:(?:is|are|lies?|lives?|stands?|sits?|stays?)\s+(?:outside(?: of)?|not (?:under|below|behind))\s+(?:the\s+)?(?:prefix\b|base (?:path|url)\b|`/[\w/.-]+`)"
    r"|`/[\w/.-]+`\s*(?:prefix|접두사|프리픽스|プレフィックス)?\s*(?:밖에?\s*(?:있|둔|위치)|の外)|不在\s*`/[\w/.-]+`\s*(?:之)?下)",
    re.IGNORECASE,
)
"""Paths that a sentence excepts from the base: "`/health/**` is outside `/api/v1`"."""


@dataclass(slots=True)
class Bases:
    """Base paths by section index (that section and those below); `everywhere` for the document."""

    everywhere: str | None
    sections: dict[int, str]
    headings: dict[int, str]
    hosts: set[str]
    """Hosts of the API itself."""
    begins: dict[int, int] = field(default_factory=dict)
    """The lines that state prefixes of sections: what stands above them has none."""
    stated_in: Section | None = None
    """The section that states the only base."""
    taken: list[tuple[Span, str]] = field(default_factory=list)
    """Where they are stated."""
    outside: list[str] = field(default_factory=list)
    """Paths that a sentence says to stand outside of them, with all below."""


def read_bases(document: Document) -> Bases:
    """The base URLs and prefixes that a document states."""
    bases = Bases(None, {}, {}, set())
    stated: list[tuple[Section, str]] = []
    judged = verdicts(document)
    for section in document.sections:
        if judged[section.index].kind == "excluded":
            continue
        titled = _BASE_TITLE.search(fold_width(section.plain)) is not None
        named = not find_routes(section.title.text)
        prefix = _title_path(section) if named else None
        if prefix is None and named and (under := _under(section)):
            prefix, bases.begins[section.index] = under
        if prefix is not None:
            bases.headings[section.index] = prefix
        bases.outside += _outside(section)
        texts = _base_texts(section, titled=titled)
        for index, (text, span) in enumerate(texts):
            path = _path_of(text, bases)
            if path is not None:
                bases.taken.append((span, f"base path `{path or '/'}`"))
            if path is not None and index == 0:
                stated.append((section, path))
    paths = {path for _, path in stated}
    if len(paths) == 1:
        bases.everywhere, bases.stated_in = paths.pop(), stated[0][0]
    else:
        _by_section(document, stated, bases)
    return bases


def is_outside(section: Section) -> bool:
    return _OUTSIDE.search(fold_width(section.title.text)) is not None


def _outside(section: Section) -> list[str]:
    texts = [entry.text for entry in section_entries(section) if entry.kind in ("line", "item")]
    said = [match.group(1) for text in texts for match in _STANDS_OUTSIDE.finditer(text)]
    return [path.rstrip("/*") for paths in said for path in re.findall(r"`([^`]+)`", paths)]


def _by_section(document: Document, stated: list[tuple[Section, str]], bases: Bases) -> None:
    """Several bases: each belongs to the section that states it, or to the one that encloses a "Base URL" heading."""
    for section, path in stated:
        home = section
        if _BASE_TITLE.search(section.plain) and section.parent is not None:
            home = document.sections[section.parent]
        bases.sections.setdefault(home.index, path)


def _base_texts(section: Section, *, titled: bool) -> list[tuple[str, Span]]:
    """The values of `Base URL:` labels, rows and headings of a section, with their places."""
    texts: list[tuple[str, Span]] = []
    waiting = False
    """A label stood alone: what follows is its value."""
    for entry in section_entries(section):
        if entry.kind == "table" and entry.table is not None:
            pairs = key_values(entry.table)
            if pairs is not None and "base" in pairs.values:
                texts.append((pairs.values["base"].plain, pairs.values["base"].span))
            elif pairs is None and len(entry.table.header) == 2:
                rows = [row for row in entry.table.rows if _BASE_TITLE.fullmatch(row[0].plain)]
                texts += [(row[1].plain, row[1].span) for row in rows if _states_base(row[1].plain)]
        elif entry.excerpt is not None:
            label = line_label(entry.excerpt)
            if label is not None and label.role == "base":
                texts.append((label.rest.text, entry.span))
            elif said := _SAID_BASE.search(entry.text):
                texts.append((next(filter(None, said.groups())), entry.span))
            elif titled and not find_routes(entry.text) and _states_base(entry.text):
                texts.append((entry.text, entry.span))
            elif waiting:
                texts = [(entry.text, entry.span)]
        elif entry.kind == "fence" and entry.fence is not None and (titled or waiting):
            lines = [line for line in entry.fence.text.split("\n") if _states_base(line)][:4]
            texts = [item for item in texts if item[0].strip()]
            texts += [(line, entry.span) for line in lines]
        waiting = [text for text, _ in texts] == [""]
    return [item for item in texts if item[0].strip() and not find_routes(item[0])]


def _states_base(line: str) -> bool:
    """Whether a line in a "Base URL" section is one: a URL or a path, alone or behind an environment's name."""
    text = plain(line).strip()
    lead = re.match(r"(?:\d+[.)]\s*|[-*]\s*)?([^:/]{1,30}):\s*/", text)
    if lead and not (_OWN_LEAD.search(lead.group(1)) or _ENVIRONMENT.match(line)):
        return False  # "Inference: `/api` (for proxies)": one of several ways to find it
    return bool(
        re.fullmatch(
            r"(?:[-*]\s*)?(?:[^:/]{0,30}:\s*)?(?:https?://\S+|/[\w./{}-]*)(?:\s*\([^()]*\))?[.,]?",
            text,
        )
        or re.search(
            r"(?:prefixo?|prefijo|préfixe|前缀|префикс|prefiks|base path)\S*\s*[:：]?\s*[`*]*/\w",
            text,
            re.IGNORECASE,
        )
        or _ENVIRONMENT.match(line)
    )


def _path_of(text: str, bases: Bases) -> str | None:
    """The path part of a stated base; '' when it has none, or when the words say that there is no such prefix."""
    text = _NO_PREFIX.sub(" ", plain(text))
    match = _URL.search(fold_width(text))
    if match is None:
        return None
    url = match.group().rstrip(".,;:/")
    if url.startswith("http"):
        host = url.split("/")[2]
        bases.hosts.add(host.split(":")[0])
        url = "/" + "/".join(url.split("/")[3:])
    if re.search(r"\{|\.\w{2,4}$", url) or len(url) > 80:
        return None
    return url.rstrip("/")


def _title_path(section: Section) -> str | None:
    match = _TITLE_PATH.search(section.title.text)
    if (
        match is None
        or is_outside(section)
        or "/" not in match.group(1)
        or match.group(1).endswith((".md", ".py", ".ts", ".json", ".yml", ".go"))
    ):
        return None
    quoted = (
        "`" in section.title.text[max(0, match.start() - 1) : match.end()]
        or "(" in section.title.text
    )
    only = plain(section.title.text).strip() == match.group(1)
    return match.group(1).rstrip("/.") if quoted or only else None


def _under(section: Section) -> tuple[str, int] | None:
    """The prefix that a line of the section states for the routes below it, and that line: ``Under `/admin/v1/`:``."""
    for entry in section_entries(section):
        if entry.kind in ("line", "item") and len(entry.text) < 160 and not find_routes(entry.text):
            text = plain(entry.text)
            match = _UNDER.match(text)
            if match is not None:
                others = _ANOTHER.findall(text[match.end(1) :])
                shared = _shared([path.rstrip("/.") for path in (match.group(1), *others)])
                return (shared, entry.span.line) if shared is not None else None
    return None


def _shared(paths: list[str]) -> str | None:
    """The prefix itself; of several ("Base: `/v1/users` · `/v1/teams`") what they have in common."""
    if len(paths) == 1:
        return paths[0]
    common = commonpath(paths)
    return common if common != "/" else None

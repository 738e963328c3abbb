"""Who may call, said of a part of the API: "Admin routes require the admin role", or as a convention: "Auth: JWT"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.auth import gives_tokens, scheme_in, sentence_auth
from spec2code.spec.auth_exceptions import is_spared, spared_in
from spec2code.spec.blocks import Document, Section
from spec2code.spec.contents import Content
from spec2code.spec.draft_types import Drafts
from spec2code.spec.endpoint_tables import key_values
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.labels import line_label, name_role
from spec2code.spec.routes import find_routes, path_key, read_path

__all__ = ["ByPath", "apply_access_lists", "apply_conventions", "path_rule", "some_rule", "within"]

_SOME = regex(
    r"^\W*(?:the\s+)?((?:[\w/-]+\s+){1,2}?)(?:endpoints?|routes?|apis?|operations?)(?:\s+(?:require|need|must|are\s+(?:only|restricted|limited|protected)|use)\b|\s*[:：]\s)(?P<needs>.*)",
    re.IGNORECASE,
)
_ROLE = regex(
    r"\brole\b|\badmin\w*\b|\bauth\w*|\btoken\b|\bjwt\b|\blogin\b|\bbearer\b|\bsession\b|\bapi[- ]key\b",
    re.IGNORECASE,
)
_NONE = regex(r"\W*(?:no(?:ne)?|not|public|open|without|anonymous)\b", re.IGNORECASE)
_STYLE = regex(
    r"\b(?:jwt|bearer|token|api[- ]key|cookie|session)(?:[- ](?:based|bearer|token|cookie))*[- ]auth(?:entication|orization)?\b",
    re.IGNORECASE,
)
_SEND = regex(
    r"\b(?:include|send|pass|attach|provide|add|use[sd]?|via|through|using|with)\b.{0,60}\b(?:bearer|authorization|jwt|api[- ]?key|x-api-key)\b"
    r"|(?:携带|传入|传递|使用|通过).{0,30}(?:bearer|authorization|jwt|token|令牌)|^\W*authorization\s*:\s*bearer",
    re.IGNORECASE,
)
_OPEN = regex(
    r"^(?:/api)?(?:/v\d+)?/(?:metrics|version|status|docs|live\w*)(?:/|$)|/(?:health\w*|ready\w*|liveness|ping|webhooks?|public|internal|callback)(?:/|$)"
)
_NAMED_AUTH = regex(
    r"^\W*(?:authentication|authorization|autenticación|autenticação|authentification|authentifizierung|autenticazione|uwierzytelnianie|аутентификация|авторизация|автентифікація|авторизація|autentikasi|kimlik doğrulama|xác thực|认证|鉴权|인증|認証)\W",
    re.IGNORECASE,
)
"""A sentence among the principles that begins with the word: "Аутентификация через JWT"."""
_PARTLY = regex(
    r"\b(?:all|every|each|tous|toutes|tod[oa]s|все|semua|tüm|protected|authenticated|private|secured|restricted|admin\w*|some|most|many|several|certain|selected|optional|la mayoría|a maioria|la plupart|die meisten|большинств\w+|некотор\w+)\b|\b(?:that|which|who) (?:needs?|requires?)\b|\bque (?:requieren|necesitan|exigem|requerem|precisam)\b|\bqui (?:nécessitent|requièrent|exigent)\b|требующ\w+|\S(?:登录|认证|鉴权|授权|权限)(?:后)?(?:才能?(?:访问|调用))?的|(?:인증|로그인)[이가]? ?필요한|(?:認証|ログイン)が?必要な|^\W*(?!(?:api|the)\b)[\w/-]+ (?:endpoints?|routes?)\W{0,3}[:：]|所有|全部|模块|모든|보호|受保护|部分|多数|대부분|일부|ほとんど|^\W*\[",
    re.IGNORECASE,
)
"""Said of all, which has its own rules, or of some that are not named here."""
_ROOT = regex(r"(?:/api|/rest)?(?:/v\d+)?")
_ACCESS_LIST = regex(
    r"\W*(?:(?P<open>public|guests?|anonymous|unauthenticated|open|no auth\w*|公开|públic[oa]s?|publique?s?|публичные)(?: (?:endpoints?|routes?|apis?))?"
    r"|[\w /&-]{2,40}\((?:auth\w*|jwt|token|protected)\)|(?:authenticated|protected|private)(?: (?:endpoints?|routes?|apis?))?)\s*[:：]\s*(?=\W{0,3}(?:GET|POST|PUT|PATCH|DELETE)\b|(?P<bare>\W{0,3}/[a-z]))",
    re.IGNORECASE,
)
"""Who may call, in front of a list of routes, or of patterns of paths: "Public endpoints: `/auth/*`"."""
_PATHS_ASIDE = regex(r"\([^()]*\)")
_ACCESS_TITLE = regex(
    r"\W*(?:\d[\d.]*\s+)?(?:(?P<open>(?:public|open|unauthenticated|anonymous|unprotected|whitelisted|públic[oa]s|publiques?|publics|öffentliche|публичные|открытые)"
    r"(?: (?:api )?(?:endpoints?|routes?|paths?|urls?|access))|(?:endpoints?|rutas?|rotas?|routes?|endpunkte|эндпоинты) (?:públic[oa]s|publiques?|publics|without auth\w*|sin autenticación|sem autenticação)|公开接口|白名单|无需(?:认证|登录|鉴权)(?:的)?(?:接口|路径)?|공개 ?(?:api|엔드포인트|경로)|公開エンドポイント)"
    r"|(?:protected|secured|authenticated|private) (?:api )?(?:endpoints?|routes?|paths?|urls?)|(?:rutas?|rotas?|endpoints?) (?:protegid[oa]s|privad[oa]s)|需要?(?:认证|登录|鉴权)的?(?:接口|路径))"
    r"(?:\s*[(（][^()（）]*[)）])?\s*[:：]?\s*",
    re.IGNORECASE,
)
"""A heading or a line above the paths that anyone may call, or only who is logged in."""
_PATH_ITEM = regex(r"\W*?(?:(GET|POST|PUT|PATCH|DELETE)\s+)?`?(/[^\s`,;]*)")
_NAMES_PATHS = regex(r"[(（][^()（）`]*`[^`]*/[a-z]")
"""Paths in brackets behind how one logs in are those that need none: "Auth: JWT (okrem `/login`)"."""
_TITLE = regex(
    r"\b(?:auth\w*|security|convention\w*|general|standards?|common|overview|basics|introduction|principles|style|global|requirements|autenticación|autenticação|convenciones|seguridad|segurança)\b"
    r"|认证|鉴权|通用|约定|规范|概述|공통|인증|규칙|аутентификация|авторизация|общ",
    re.IGNORECASE,
)
_CONVENTIONS = regex(
    r"\b(?:conventions?|(?:api|common|general) (?:rules|standards|basics)|convenciones|convenções|conventions|konventionen|convenzioni|соглашени\w+|конвенци\w+)\b|约定|約定|规范|공통 ?(?:규칙|사항)|規約",
    re.IGNORECASE,
)
"""A heading whose parts are conventions of the whole API."""
_OF_PATHS = regex(
    r"(?i:\W*(?:all|every|any|todas|todos|toutes|tous|alle)\s+(?:the\s+)?)?\W*(?:`(?:[A-Z]{3,7}\s+)?/[^`\n]{1,100}`[^\w`]{0,3}(?:\w{1,5}[^\w`]{1,3})?)+"
)
"""Routes in code that a sentence begins with."""
_FEATURE = regex(r"\W{0,6}[✅✓✔☑🔐🔒🔑🛡]\W{0,4}(?:\w+[- ]){0,4}\w+\W*$")
"""A line of a list of features: "✅ JWT Authentication" doesn't say of what."""
_LONGEST: Final = 240


def some_rule(sentence: str, span: Span, contents: list[Content]) -> bool:
    """Takes "Admin routes require the admin role" for the paths that are called so; whether it was one."""
    match = _SOME.match(sentence)
    if match is None or not _ROLE.search(match["needs"]):
        return False
    if _NONE.match(match["needs"]):
        return True  # "Internal endpoints: no authentication"
    words = [word.strip("/").lower().rstrip("s") for word in match.group(1).split()]
    meant = [
        content
        for content in contents
        if any(word in part for word in words for part in content.path.lower().split("/"))
    ]
    for content in meant:
        if content.auth is None:
            content.auth = Auth(True, scheme_in(sentence), (), span)
    return bool(meant)


class ByPath:
    """Endpoints by the paths that a rule may name them by, which leave out a root such as `/api/v1`."""

    def __init__(self, contents: Iterable[Content] = ()) -> None:
        self._keys = [(path_key(content.path), content) for content in contents]
        self._ends: dict[str, list[Content]] = {}
        for key, content in self._keys:
            for place in (place for place, sign in enumerate(key) if sign == "/"):
                if _ROOT.fullmatch(key[:place]):
                    self._ends.setdefault(key[place:], []).append(content)

    def named(self, path: str) -> list[Content]:
        """Those that a path means, or all below it where it ends in a star."""
        stem = path_key(path.rstrip("*"))
        found = list(self._ends.get(stem, ()))
        if path.endswith("*"):
            found += [content for key, content in self._keys if key.startswith(stem)]
        return found


def path_rule(sentence: str, span: Span, contents: ByPath) -> bool:
    """Takes a sentence that begins with routes in code and says who may call them; whether it was one."""
    match = _OF_PATHS.match(sentence) if len(sentence) < _LONGEST * 3 else None
    auth = sentence_auth(plain(sentence[match.end() :]), span) if match is not None else None
    if match is None or auth is None:
        return False
    meant = re.findall(r"`(?:([A-Z]+)\s+)?(/[^`\s?]+)", match.group())
    for method, path in meant:
        for content in contents.named(path):
            if method in ("", content.method):
                content.auth = content.auth or auth
    return True


def apply_access_lists(document: Document, contents: list[Content]) -> bool:
    """Takes "Public: GET /pets, GET /pets/:id" and "Keepers (auth): POST /pets" for the routes that follow.

    Returns whether a list of its own names all that anyone may call.
    """
    complete = False
    for section in document.sections:
        above = _ACCESS_TITLE.fullmatch(fold_width(section.plain))
        for entry in section_entries(section):
            if entry.fence is not None and above is not None:
                auth = Auth(above.group("open") is None, span=entry.span)
                lines = entry.fence.text.strip().split("\n")
                if all(_PATH_ITEM.match(line) for line in lines):
                    listed = [_listed(line, auth, contents) for line in lines]
                    complete |= any(listed) and not auth.required
            if entry.excerpt is None or len(entry.text) > _LONGEST * 3:
                continue
            text = fold_width(plain(entry.text))
            if entry.kind == "line" and (title := _ACCESS_TITLE.fullmatch(text)):
                above = title
                continue
            if entry.kind == "item" and above is not None:
                auth = Auth(above.group("open") is None, span=entry.span)
                complete |= _listed(entry.text, auth, contents) and not auth.required
                continue
            if entry.kind != "item":
                above = _ACCESS_TITLE.fullmatch(fold_width(section.plain))
            match = _ACCESS_LIST.match(text)
            if match is None:
                continue
            auth = Auth(match.group("open") is None, span=entry.span)
            if match.group("bare"):
                for part in _PATHS_ASIDE.sub("", text[match.end() :]).split(","):
                    _listed(part, auth, contents)
                continue
            named = {
                (method, path_key(route.path.text))
                for route in find_routes(entry.text)
                for method in route.methods
            }
            for content in contents:
                key = path_key(content.path)
                if content.auth is None and any(
                    method == content.method
                    and key.endswith(path)
                    and _ROOT.fullmatch(key.removesuffix(path))
                    for method, path in named
                ):
                    content.auth = auth
    return complete


def _listed(text: str, auth: Auth, contents: list[Content]) -> bool:
    """Takes an item that is a path, or a pattern of paths, for who may call it; whether it is one."""
    match = _PATH_ITEM.match(text)
    read = read_path(match.group(2).rstrip("*")) if match is not None else None
    if match is None or read is None:
        return False
    stem, many = path_key(read.text), match.group(2).endswith("*")
    for content in contents:
        key = path_key(content.path)
        same = key.endswith(stem) and _ROOT.fullmatch(key.removesuffix(stem))
        if match.group(1) in (None, content.method) and (
            same or (many and (key + "/").startswith(stem.rstrip("/") + "/"))
        ):
            content.auth = content.auth or auth
    return True


def within(document: Document, section: Section, found: Drafts) -> set[tuple[str, str]] | None:
    """The endpoints of a section that is about some of them; None where it is about all there are.

    A section on authentication speaks of all, wherever it stands.
    """
    if (
        section.level < 2
        or name_role(section.plain, exact=True) == "auth"
        or _TITLE.search(section.plain)
    ):
        return None
    inside: set[tuple[str, str]] = set()
    outside = False
    for draft in found.drafts:
        if draft.section is section or section in document.ancestors(draft.section):
            inside.add(draft.key)
        else:
            outside = True
    return inside if inside and outside else None


def _tells(said: str) -> bool:
    return bool(_SEND.search(said) or _NAMED_AUTH.match(said))


def apply_conventions(
    document: Document, found: Drafts, contents: list[Content], *, listed: bool
) -> None:
    """Takes a scheme that is stated for the whole API: "Auth: Bearer JWT", "send the token as a header".

    What gives tokens, probes and calls back is left unsaid, unless all are `listed` that need none.
    """
    homes = {draft.section.index for draft in found.drafts if not draft.alone}
    above = {higher.index for draft in found.drafts for higher in document.ancestors(draft.section)}
    for section in document.sections:
        about = name_role(section.plain, exact=True) == "auth" or bool(_TITLE.search(section.plain))
        about = about or any(_CONVENTIONS.search(one.plain) for one in document.ancestors(section))
        if section.index in homes or not (section.index in above or section.level < 2 or about):
            continue
        for written, span, named in _lines(section):
            text = fold_width(plain(written))
            said = next((part for part in re.split(r"(?<=[.。])\s+", text) if scheme_in(part)), "")
            scheme = scheme_in(said)
            if (
                scheme is None
                or _PARTLY.search(said)
                or not (named or _STYLE.search(said) or (about and _tells(said)))
            ):
                continue
            spared = spared_in(text, written) if _NAMES_PATHS.search(written) else ([], [])
            for content in contents:
                if content.auth is None and not gives_tokens(content.path):
                    path = content.path.lower()
                    unsaid = not listed and (path == "/" or _OPEN.search(path))
                    if not unsaid and not is_spared(content, spared):
                        content.auth = Auth(True, scheme, (), span)
            return


def _lines(section: Section) -> Iterator[tuple[str, Span, bool]]:
    """Its lines, with whether they stand behind the word for it; "认证方式" may be the key of a row."""
    for entry in section_entries(section):
        pairs = key_values(entry.table) if entry.table is not None else None
        cell = pairs.values.get("auth") if pairs is not None else None
        if cell is not None:
            yield cell.plain, cell.span, True
        if entry.excerpt is None or len(entry.text) > _LONGEST or _FEATURE.match(entry.text):
            continue
        label = line_label(entry.excerpt)
        named = label is not None and label.role == "auth" and bool(label.rest.text.strip())
        yield entry.text, entry.span, named

"""What the line of a route says besides the route: a summary, a group, who may call."""

from __future__ import annotations

import re

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.auth import gives_tokens, read_auth, sentence_auth
from spec2code.spec.callers import callers_beside
from spec2code.spec.contents import Content
from spec2code.spec.draft_types import Draft
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.labels import name_role, title_label
from spec2code.spec.lines import is_example_line
from spec2code.spec.part_headings import is_basics
from spec2code.spec.routes import ARROW, find_routes
from spec2code.spec.traditional import simplified

__all__ = ["is_access_word", "says_access", "take_remark", "take_title", "title_auth"]

_PUBLIC_TITLE = regex(
    r"\b(?:public|unauthenticated|open)\b.{0,20}\b(?:endpoints?|apis?|routes?)\b|\b(?:endpoints?|apis?|routes?)\b.{0,12}\b(?:public|no auth\w*|without auth\w*)\b|\b(?:endpoints?|rutas|rotas) públic[oa]s\b|\bsem token\b|\bno auth(?:entication)? required\b|公开(?:接口|api|访问)|[(（\[](?:公开|공개|公開|public(?: access)?|open to all|público|publique|публичный доступ)[)）\]]|无需(?:登录|认证)|인증 불필요|공개 api|публичн\w+ (?:эндпоинт\w*|api)",
    re.IGNORECASE,
)
_PROTECTED_TITLE = regex(
    r"\b(?:protected|authenticated|private|secured)\b.{0,20}\b(?:endpoints?|apis?|routes?)\b|\b(?:requires?|needs?) (?:auth\w*|login|jwt|a? ?token)\b|\b(?:auth\w*|jwt|login|token) required\b|\badmin(?:s)? only\b|[(\[](?:authenticated|logged[- ]in|autenticad[oa]s?|authentifiée?s?|angemeldet|autenticat[oaie]|авторизован\w*|requires auth\w*)\s*[,;][^()\[\]]{0,60}[)\]]|[(\[](?:is[_ ]?staff|staff|authenticated|autenticad[oa]s?|authentifiée?s?|logged[- ]in|protected|private|jwt|bearer|(?:admins?|auth|login|staff|owners?)[ _](?:only|required|role))(?: users?)?[)\]]|\b(?:endpoints?|rutas|rotas) (?:protegid[oa]s|privad[oa]s|autenticad[oa]s)\b|需要?(?:登录|认证|鉴权|授权|权限)|[(\[]\s*(?:需要?|须|要|携带|requires?|needs?|requer|requiere|nécessite|требу\w+|benötigt)\s*[\w -]{0,24}(?:token|jwt|auth\w*|session|cookie|api[- ]?key|login|admin|管理员|用户)[\w ]{0,12}[)\]]|인증 필요|защищ\w+ (?:эндпоинт\w*|api)",
    re.IGNORECASE,
)
_ACCESS = regex(
    r"^\W*(?:public|private|protected|authenticated|auth(?:entication)?(?: required)?|no auth\w*|admin(?:s)?(?: only)?|公开|需登录|需要登录|公共|공개|públic[oa]|privad[oa]|protegid[oa]|autenticad[oa]|publique?|authentifiée?|protégée?|публичный|защищённый|защищенный)(?=$|[^\w]*$|\W*[(—–:-])",
    re.IGNORECASE,
)
_AUTH_ALONE = regex(r"\W*auth\w*\W*", re.IGNORECASE)
"""What a group of routes is called, which doesn't say who may call them."""
_NUMBERING = regex(r"^(?:[A-Z]?\d+(?:\.\d+)*[.)]?|[^\w`*]+)\s+")
_SAID_ASIDE = regex(r"[(\[（][^()\[\]（）]{2,40}[)\]）][\s*_]*$")
_ACCESS_IN_BRACKETS = regex(
    r"[(\[（](auth|public|protected|仅?管理员|管理者|관리자|admin 전용|認証|需?登录|(?:solo|somente|tylko|nur|only) admins?|admin(?:s)? only|admins?(?=[)\]])|bearer|jwt|no auth|(?:admin|api[- ]key|auth|token|login)\b[^()\[\]]{0,20} required|需登录|需要登录|需认证|公开)[^()\[\]（）]*[)\]）]",
    re.IGNORECASE,
)
_ROLE_NAME = r"(?:super[- ]?)?(?:admin(?:istrator|istrador|istrateur)?(?:e?s)?|moderators?|staff|managers?|teachers?|operators?|owners?|superusers?|editors?|reviewers?|auditors?|docentes?|profesor(?:es)?|gerentes?|advertisers?|merchants?|vendors?|sellers?|couriers?|viewers?|рекламодател[ья]|гл\.? ?админ|админ\w*|модератор\w*)"
_ROLES_IN_BRACKETS = regex(
    rf"[(\[（]\s*((?:{_ROLE_NAME}|users?|members?|customers?|authors?)(?:\s*(?:[/,&+|]|or|and|o|ou|y|e)\s*(?:{_ROLE_NAME}|users?|members?|customers?|authors?)){{0,4}}(?:\s+(?:roles?|only|access|permissions?))?"
    r"|(?:仅|限|需)?[\u4e00-\u9fff]{1,6}(?:权限|专用|可用|限定|角色|可访问)|仅[\u4e00-\u9fff]{2,6}|[가-힣]{2,6} ?(?:전용|권한)|públic[oa]|publique|privad[oa]|autenticad[oa]|öffentlich|публичный)\s*[)\]）]",
    re.IGNORECASE,
)
"""Who may call, in brackets and nothing else: "(admin/moderator)", "（教师权限）"."""
_HIGHER = regex(_ROLE_NAME, re.IGNORECASE)
_ONLY_WORD = regex(
    r"\b(?:roles?|only|access|permissions?)$|[^\x00-\x7f]|^(?:p[uú]b|priv|aut)", re.IGNORECASE
)
_SAID_OF_AUTH = regex(r"[:：]\s*([^()\[\]（）]+)")
"""What stands behind the word in brackets: "(auth: any role)"."""
_IN_BRACKETS = regex(r"\s*[(（][^()（）]*[)）]")
_GROUP_NOISE = regex(r"\s*[-–—:：]?\s*[(（]?\s*`?/[\w./{}:*-]*`?\s*[)）]?\s*$")
_GENERIC_GROUP = regex(
    r"(?:(?:the|new|all|main|core|rest|restful|http|api|apis|backend|public|mobile|proposed|required|existing|web|v\d+|and|&|/|-|–|—)\W*)*"
    r"(?:(?:endpoints?|apis?|routes?|operations?|methods?|interfaces?|contracts?)\W*)*"
    r"(?:(?:overview|design|reference|specifications?|specs?|summary|list(?:ing)?|catalog(?:ue)?|examples?|schemas?|details?|documentation|docs|definitions?|contracts?|surface|structure|changes|table|index|requirements|description|layer|implementation)\W*)*"
    r"|示例|请求示例|接口(?:设计|列表|说明|文档|规范|定义|概览|总览|详情|一览)?|api\s*(?:接口)?(?:设计|列表|说明|文档|规范|清单|设计规范|接口)|端点(?:列表)?|엔드포인트(?:\s*목록)?|api\s*(?:명세|목록|설계)|эндпоинты|rutas|rotas|apis? a implementar",
)
_LOCK = regex(r"[\s(]*(?:🔒|🔐|🔓|✅ ?auth|❌ ?auth)")

_LOCK_BEHIND = regex(r"(?:🔒|🔐|🔓)\W*$")


def take_title(draft: Draft, content: Content) -> None:
    """The summary and the group: what the heading or the line says besides the route."""
    heading = _NUMBERING.sub("", plain(draft.section.title.text)).strip()
    if draft.shape == "heading":
        _take_heading(draft, content, heading)
    elif draft.title is not None:
        take_remark(content, draft.title)
    elif draft.shape in ("label", "keys", "fence"):
        generic = title_label(draft.section.title) is not None or len(heading) > 80
        generic = generic or _is_generic(heading)
        if heading and not generic and not is_example_line(heading, None):
            content.summary = heading
    content.group = group_of(draft)


def group_of(draft: Draft) -> str | None:
    """The heading that groups an endpoint with others: the nearest that names a subject, not a kind of list."""
    sections = draft.enclosing if draft.shape in ("row", "item", "fence") else draft.enclosing[1:]
    for title in sections:
        words = _IN_BRACKETS.sub("", _NUMBERING.sub("", title))
        words = _GROUP_NOISE.sub("", words).strip(" -–—:：`*")
        if not _is_generic(words) and not find_routes(title):
            return words or None
    return None


def _is_generic(title: str) -> bool:
    """Whether a heading names a kind of list and no subject: `Endpoints`, `API Reference`."""
    return is_basics(title) or _GENERIC_GROUP.fullmatch(fold_width(title).lower()) is not None


def _take_heading(draft: Draft, content: Content, heading: str) -> None:
    text = heading
    for route in reversed(find_routes(text)):
        text = text[: route.start] + text[route.end :]
    text = _unbracketed(text.strip(" `*:-–—→|·/,"))
    if lock := re.search(r"[🔒🔐🔓]", text):
        content.auth = Auth(lock.group() != "🔓", span=draft.span)
    if text and len(text) < 30 and _ACCESS.match(fold_width(text).strip("⭐🔒🔓🔑*_ []()")):
        content.auth = read_auth(Excerpt(draft.span.file, text, draft.span.line))
        return
    if _SAID_ASIDE.search(heading) and len(text) < 40 and content.auth is None:
        content.auth = sentence_auth(text, draft.span)
        if content.auth is not None:
            return
    words = re.sub(r"[\s&(),/]|\b(?:or|and|o|ou|oder|y|e|et)\b", "", text, flags=re.IGNORECASE)
    if re.search(r"\w{2}", words) and name_role(text, exact=True) is None:
        content.summary = text


def take_remark(content: Content, title: Excerpt) -> None:
    """The remark beside a route: its summary, and what it says of authentication."""
    who, title = callers_beside(title)
    if who is not None:
        content.auth = read_auth(who)
    words = ARROW.sub("", title.text, count=1) if ARROW.match(title.text) else title.text
    text = _unbracketed(plain(words).strip(" -–—:"))
    if not re.search(r"\w{3}|[^\x00-\x7f]", text) or text.lower() in ("and", "or"):
        return
    role = name_role(text, exact=False)
    if role == "auth" and content.auth is None and (said := _SAID_OF_AUTH.search(title.text)):
        content.auth = read_auth(title.cut(*said.span(1)))
    elif role == "auth" and content.auth is None:
        content.auth = sentence_auth(text, title.span())
    if role is not None and len(text) < 40:
        return
    first = _ROLES_IN_BRACKETS.match(title.text)
    told = plain(title.text[first.end() :]).strip(" -–—:.") if first is not None else text
    if re.search(r"\w{2}", told) and not told.startswith("{"):
        content.summary = told[:200]
    if content.auth is not None:
        return
    brackets = _ACCESS_IN_BRACKETS.search(title.text)
    if brackets:
        content.auth = read_auth(title.cut(brackets.start(1), brackets.end() - 1))
    elif (roles := _ROLES_IN_BRACKETS.search(title.text)) and (
        _HIGHER.search(roles.group(1)) or _ONLY_WORD.search(roles.group(1))
    ):
        content.auth = read_auth(title.cut(*roles.span(1)))
    elif _LOCK.match(title.text):
        content.auth = read_auth(title)
    elif lock := _LOCK_BEHIND.search(title.text):
        content.auth = Auth("🔓" not in lock.group(), span=title.span())
    else:
        content.auth = sentence_auth(text, title.span())


def is_access_word(name: str) -> bool:
    """Whether a bold word says who may call: "Public", "Protected — vendor or admin"."""
    return bool(_ACCESS.match(fold_width(name)))


def says_access(title: str) -> bool:
    """Whether a heading of routes tells who may call them."""
    text = simplified(fold_width(title))
    return any(found.search(text) for found in (_PUBLIC_TITLE, _PROTECTED_TITLE, _ACCESS))


def title_auth(draft: Draft) -> Auth | None:
    """What the nearest heading above that tells says of all its routes: "Public endpoints (no token)"."""
    titles = draft.enclosing[1:] if draft.shape == "heading" else draft.enclosing
    for title in titles or ((draft.section.plain,) if draft.shape != "heading" else ()):
        text = simplified(fold_width(title))
        if title == draft.above and is_access_word(title) and not _AUTH_ALONE.fullmatch(text):
            stated = read_auth(Excerpt(draft.span.file, title, draft.span.line))
            if stated is not None and not (stated.required and gives_tokens(draft.path.text)):
                return stated
        if _PUBLIC_TITLE.search(text):
            return Auth(False, span=draft.section.span)
        if _PROTECTED_TITLE.search(text) and not gives_tokens(draft.path.text):
            stated = sentence_auth(text, draft.section.span)
            return stated or Auth(True, None, (), draft.section.span)
    return None


def _unbracketed(text: str) -> str:
    """The text without brackets around the whole of it, or left over from a route that stood in them."""
    text = re.sub(r"[(\[（]\s*[)\]）]", "", text).strip()
    if text[:1] in "([（" and text[-1:] in ")]）":
        return text[1:-1].strip()
    return text

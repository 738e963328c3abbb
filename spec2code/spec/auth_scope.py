"""Authentication stated once: "All endpoints require a bearer token, except ..."."""

from __future__ import annotations

import re
import sys
from itertools import zip_longest
from typing import Final

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.span import Span
from spec2code.spec.auth import (
    gives_tokens,
    may_be_open,
    opens_the_door,
    read_auth,
    scheme_in,
    sentence_auth,
)
from spec2code.spec.auth_exceptions import EXCEPT, is_spared, spared_in
from spec2code.spec.auth_leads import apply_leads
from spec2code.spec.auth_rules import (
    ByPath,
    apply_access_lists,
    apply_conventions,
    path_rule,
    some_rule,
    within,
)
from spec2code.spec.auth_sayings import ALL, CREDENTIAL, VERBS, Said, header_in, said_in
from spec2code.spec.blocks import Document, Section
from spec2code.spec.contents import Content
from spec2code.spec.draft_types import Drafts
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.labels import line_label, name_role
from spec2code.spec.routes import path_key

__all__ = ["apply_global_auth"]

_NEEDS = regex(
    r"\b(?:requires?|need|needs|must|protected|authenticated|secured|expect|use|uses)\b.{0,120}\b(?:auth\w*|jwt|bearer|token|login|logged|api[- ]key|session|signed in)\b|\b(?:auth\w*|jwt|bearer|token)\b.{0,40}\brequired\b|\b(?:are|is) (?:protected|authenticated|secured)\b|\b(?:admins?|administrators?|owners?|staff|authenticated|logged[- ]in)(?: users?)?[- ]only\b|전용"
    r"|(?:需要|需|必须|要求|携带|须).{0,30}(?:登录|认证|鉴权|token|jwt|authorization|令牌|会话|session|cookie)|(?:인증|로그인|토큰).{0,20}(?:필요|필수|포함)|(?:認証|ログイン|トークン|セッション).{0,20}(?:必要|必須)|(?:requieren?|necesitan|deben|exigem?|requerem|precisam|devem).{0,80}(?:autenticación|autenticação|token|jwt|bearer|login|authorization)"
    r"|(?:nécessitent|requièrent|exigent).{0,60}(?:authentification|token|jwt)|(?:kimlik doğrulama|token|jwt|giriş|yetkilendirme).{0,40}(?:gerek\w+|zorunlu)|(?:yêu cầu|cần|phải).{0,40}(?:xác thực|đăng nhập|token|jwt)|требу\w+.{0,60}(?:авторизац\w+|аутентификац\w+|токен\w*|jwt)"
    r"|\b(?:autenticazione|autenticación|autenticação|authentification|authentifizierung|uwierzytelnienie|login|token)\b.{0,20}(?:richiest\w+|necessari\w+|obbligatori\w+|requerid\w+|obligatori\w+|obrigatóri\w+|necesari\w+|necessári\w+|requis\w*|obligatoire|erforderlich|wymagan\w+)"
    r"|\b(?:include|send|pass|attach|add|provide|carry|set|thêm|gửi|kèm|incluir|enviar|envoyer|ajouter|senden|mitsenden|передава\w+|добавля\w+|kirim\w*|sertakan|ekle\w*)\b.{0,60}\b(?:authorization|bearer|jwt|token|api[- ]key)\b"
    r"|(?:memerlukan|membutuhkan|wajib|harus).{0,60}(?:autentikasi|token|login|jwt)",
    re.IGNORECASE,
)
_STATED = regex(
    r"\W*(?:(?:auth\w*|security|认证|鉴权|인증|autenticación|autenticação)\s*[:：]\W*)?(?:authorization\b|bearer\b|jwt\b|x-api-key\b|api[- ]key\b)",
    re.IGNORECASE,
)
"""How one logs in, and then for what: "Auth: Bearer <jwt> on every request"."""
_ASKS = regex(rf"(?<!\w){VERBS}\b", re.IGNORECASE)
_GENERIC: Final = frozenset(
    [
        "api",
        "rest",
        "http",
        "the",
        "these",
        "those",
        "of",
        "above",
        "following",
        "below",
        "other",
        "our",
        "protected",
        "private",
        "authenticated",
        "application",
        "backend",
        "v1",
        "other",
        "non-public",
        "service",
        "module",
        "management",
        "resource",
        "crud",
    ]
)
_SOME = regex(r"\b(?:protected|private|authenticated|non-public)\b", re.IGNORECASE)
_UNLESS = regex(
    r"\b(?:unless|except (?:where|when|if))\b.{0,40}\b(?:noted|stated|marked|specified|says?|declared|indicated|listed|flagged|public)\b"
    r"|\bsalvo (?:que se indique|indicación|indicação)|\bsauf (?:mention|indication) contraire|\baußer (?:wo|wenn) (?:anders|explizit)?\s*\w*(?:vermerkt|angegeben|markiert)|\bsofern nicht anders|除非(?:另有|特别)?(?:说明|注明|标注)",
    re.IGNORECASE,
)
_ALL_BUT_THESE = regex(r"除了?\s*([^，。;；]{1,60}?)\s*(?:以外|之外|外)(?=[^。;；]{0,30}需)")
"""The exception in front of the rule: "除 `/auth/*` 外全部接口需会话"."""
_EVERYONE = regex(
    r"(?:^|[.。]\s)\W*(?:all|todos|todas|tous|toutes|tümü|все|semua|全部|均|모두)\b.{0,30}\b(?:authenticated|protected|autenticad[oa]s?|protegid[oa]s?|authentifié\w*|jwt|bearer|авториз\w*)",
    re.IGNORECASE,
)
_ADMIN_RULE = regex(
    r"^\W*(?:admin|管理端|后台|관리자)[^.。]{0,60}(?:bearer|token|jwt|auth|登录|认证|令牌)",
    re.IGNORECASE,
)
_ALL_BUT = regex(
    r"除.{0,14}(?:外|以外|之外)[^。;]{0,6}(?:均|都|皆|全部|一律)?(?:需|须|必须|要求)|제외[^.]{0,12}(?:모두|필요|필수)"
)
"""Said behind how one logs in: all but the public ones need it."""
_BEHIND_THEM = regex(r"제외|以外|之外|を除|除く|除き|hariç|dışında", re.IGNORECASE)
"""Words that stand behind what they leave out."""
_NARROW = regex(
    r"\bin this (?:section|module|group)\b|\bbelow\b|\bunder\s+`?/|本节|本模块|以下接口|아래",
    re.IGNORECASE,
)


def apply_global_auth(document: Document, found: Drafts, contents: list[Content]) -> None:
    """Gives endpoints whose own description is silent what is stated for all of them."""
    listed = apply_access_lists(document, contents)
    by_path = ByPath(contents)
    for section in document.sections:
        for said in said_in(section):
            for written in re.split(r"(?<=[.。!])\s+", said.raw) if "`" in said.raw else ():
                path_rule(written, said.span, by_path)
    leads = apply_leads(document, contents)
    _group_rules(document, found, contents, leads)
    owned = {entry.span for draft in found.drafts for entry in draft.entries}
    exempt: set[int] = set()
    for section in document.sections:
        for said in said_in(section):
            for sentence in re.split(r"(?<=[.。!])\s+", said.text):
                if ALL.search(sentence):
                    exempt |= _for_all(document, section, sentence, said, found, contents)
                elif some_rule(sentence, said.span, contents):
                    continue
                elif said.kind == "item" and _ADMIN_RULE.match(sentence):
                    _admin_rule(contents, sentence, said.span)
                elif said.span not in owned and (
                    _UNLESS.search(sentence) or _ALL_BUT.search(sentence)
                ):
                    _unless_said(contents, sentence, said.span)
    left = [content for content in contents if id(content) not in exempt]
    apply_conventions(document, found, left, listed=listed)


def _for_all(
    document: Document,
    section: Section,
    sentence: str,
    told: Said,
    found: Drafts,
    contents: list[Content],
) -> set[int]:
    """Takes a rule about all endpoints; the identities of those that it excepts."""
    everyone = ALL.search(sentence)
    assert everyone is not None
    before = _ALL_BUT_THESE.search(sentence)
    exception = None if before else EXCEPT.search(sentence, everyone.start())
    front = EXCEPT.search(sentence[: everyone.start()]) if not (before or exception) else None
    said = (
        sentence[: exception.start()] + " " + _behind(sentence, exception.end())
        if exception
        else sentence
    )
    needs = _NEEDS.search(said) or (_ASKS.search(said) and CREDENTIAL.search(said))
    needs = needs or _STATED.match(said)
    if not needs or _denies(said):
        return set()
    qualifier = next((group for group in everyone.groups() if group), "")
    # "Every protected request sends a token": which those are is not said.
    sure = not _SOME.search(qualifier)
    auth = Auth(True, scheme_in(said) or None, (), told.span, sure=sure)
    words = [word for word in re.findall(r"[\w/-]+", qualifier.lower()) if word not in _GENERIC]
    if not words:
        words = _behind_noun(sentence, everyone, contents)
    elif (exception or before) and not _in_paths(words, contents):
        words = []  # "All domain routes ... except /login": what there is but those
    kind = re.search(r"\b(operations?|calls?)\b", everyone.group(), re.IGNORECASE)
    spared: tuple[list[tuple[str, ...]], list[str]] = ([], [])
    if before:
        spared = spared_in(before.group(1), before.group(1))
    elif exception:
        named = sentence[exception.start() :]
        if _BEHIND_THEM.match(sentence, exception.start()):
            named = sentence[everyone.end() : exception.start()]  # "すべてのAPI（`/health`除く）"
        spared = spared_in(named, told.raw)
    elif front:
        # "Except `POST /login`, all routes need a token."
        named = sentence[front.end() : everyone.start()]
        if _BEHIND_THEM.match(sentence, front.start()):
            named = sentence[: front.start()].rpartition(": ")[2]  # "`/auth/*` 를 제외한 모든 API"
        spared = spared_in(named, told.raw)
    part = within(document, section, found)
    exempt: set[int] = set()
    for content in contents:
        known = content.auth
        if known is None and is_spared(content, spared):
            exempt.add(id(content))
        if part is not None and _key(content) not in part:
            continue
        if known is not None and (known.scheme or not known.required):
            continue
        if _concerns(document, section, content, words, sentence, found, bool(kind)):
            if known is not None:
                content.auth = replace(known, scheme=auth.scheme)
            elif not is_spared(content, spared) and not opens_the_door(content.path):
                content.auth = replace(auth, sure=False) if may_be_open(content.path) else auth
    return exempt


def _in_paths(words: list[str], contents: list[Content]) -> bool:
    stems = [word.strip("/").rstrip("s") for word in words]
    return any(stem in content.path.lower() for content in contents for stem in stems)


def _unless_said(contents: list[Content], sentence: str, span: Span) -> None:
    """ "JWT in the Authorization header unless marked public": true of all that say nothing else."""
    unless = _UNLESS.search(sentence) or _ALL_BUT.search(sentence)
    before = _ALL_BUT_THESE.search(sentence)
    said = sentence[: unless.start()] if unless and not before else sentence
    spared = spared_in(before.group(1), before.group(1)) if before else ([], [])
    if not CREDENTIAL.search(said) or _denies(said):
        return
    for content in contents:
        open_to_all = is_spared(content, spared) or opens_the_door(content.path)
        if content.auth is None and not open_to_all:
            content.auth = Auth(True, scheme_in(said), (), span)


def _group_rules(
    document: Document, found: Drafts, contents: list[Content], leads: set[Span]
) -> None:
    """ "Requires a bearer token." under the heading of a group: true of the group's endpoints."""
    homes = {draft.span: draft.section for draft in found.drafts if not draft.alone}
    rules: dict[int, Auth] = {}
    leading: list[tuple[int, int, int, Auth]] = []
    for index, entries in found.loose.items():
        section = document.sections[index]
        if section.level < 2 or name_role(section.plain, exact=True) in ("auth", "errors"):
            continue
        lead = ""
        for entry, following in zip_longest(entries, entries[1:]):
            above, lead = lead, fold_width(entry.text).strip()
            if entry.excerpt is None or len(entry.text) > 160 or entry.quoted:
                continue
            if entry.span in leads:
                continue  # of the list below it alone
            if above.endswith(":") and ALL.search(above) and header_in(entry):
                continue  # the line above tells for which
            if path_rule(entry.text, entry.span, ByPath()):
                continue  # of the routes that it begins with
            text = plain(entry.text)
            if ALL.search(text) and _UNLESS.search(text):
                continue  # "All need a token unless marked public": a rule with its exceptions
            label = line_label(entry.excerpt)
            stated = (
                read_auth(label.rest)
                if label is not None and label.role == "auth"
                else sentence_auth(text, entry.span)
            )
            if stated is None and _EVERYONE.search(fold_width(text)):
                stated = Auth(True, scheme_in(text), (), entry.span)
            if stated is not None and lead.endswith(":") and entry.kind == "line":
                # "Open to everybody:" above one of the tables of a section.
                end = following.span.line if following is not None else sys.maxsize
                leading.append((index, entry.span.line, end, stated))
            elif stated is not None:
                rules.setdefault(index, stated)
    for content in contents:
        if content.auth is not None or content.span not in homes:
            continue
        at: int | None = homes[content.span].index
        line = content.span.line
        led = [rule for home, first, end, rule in leading if home == at and first < line < end]
        content.auth = led[-1] if led else None
        while at is not None and not led:
            if at in rules:
                if not (rules[at].scheme == "bearer" and gives_tokens(content.path)):
                    content.auth = rules[at]
                break
            at = document.sections[at].parent


def _behind_noun(sentence: str, everyone: re.Match[str], contents: list[Content]) -> list[str]:
    """The word behind the noun that narrows it down ("tous les endpoints analytics"), where paths have it."""
    if not re.match(r"to[du]", everyone.group(), re.IGNORECASE):
        return []
    word = re.match(r"\s+(?:de\s+|del\s+|d')?([\w-]{3,})", sentence[everyone.end() :])
    if word is None:
        return []
    stem = word.group(1).lower().rstrip("s")
    return [stem] if any(stem in content.path.lower() for content in contents) else []


def _behind(sentence: str, start: int) -> str:
    """What follows the exception: "except /login) require a token"."""
    rest = sentence[start:]
    closing = re.search(r"[)）]", rest)
    needs = _NEEDS.search(rest)
    if closing:
        return rest[closing.end() :]
    return rest[needs.start() :] if needs else ""


def _denies(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:not|no|don't|doesn't)\s+(?:require|need)|无需|不需要|불필요|no requieren|não requerem|не требу",
            text,
            re.IGNORECASE,
        )
    )


def _concerns(
    document: Document,
    section: Section,
    content: Content,
    words: list[str],
    sentence: str,
    found: Drafts,
    action: bool,
) -> bool:
    """Whether a statement in a section is about an endpoint."""
    if words:
        stems = [word.strip("/").rstrip("s") for word in words]
        return any(stem in content.path.lower() for stem in stems)
    if action:
        word = re.search(r"\b(call)s?\b\s*operations?", sentence, re.IGNORECASE)
        if word:
            return word.group(1).lower() in content.path.lower()
    if _NARROW.search(sentence):
        homes = [draft.section for draft in found.drafts if draft.key == _key(content)]
        if not any(_inside(document, draft.section, section) for draft in found.drafts):
            # "All endpoints below require ..." in a section of its own: those of the later ones.
            return any(home.index > section.index for home in homes)
        return any(_inside(document, home, section) for home in homes)
    return True


def _key(content: Content) -> tuple[str, str]:
    """What its sightings have in common, wherever they stand."""
    return content.method, path_key(content.path)


def _inside(document: Document, home: Section, section: Section) -> bool:
    return home.index == section.index or section in document.ancestors(home)


def _admin_rule(contents: list[Content], sentence: str, span: Span) -> None:
    """ "Admin ... bearer token": the admin paths; where none is called so, those that are not public ones."""
    auth = Auth(True, scheme_in(sentence), (), span)
    admin = [content for content in contents if "admin" in content.path.lower().split("/")]
    if not admin and any("public" in content.path.split("/") for content in contents):
        admin = [content for content in contents if "public" not in content.path.split("/")]
    for content in admin:
        if content.auth is None:
            content.auth = auth

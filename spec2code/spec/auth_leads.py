"""Who may call the routes of one list, said in the line above it: "Staff (authenticated, RBAC):"."""

from __future__ import annotations

import re
from itertools import zip_longest

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.auth import gives_tokens, read_auth, sentence_auth
from spec2code.spec.blocks import Document
from spec2code.spec.contents import Content
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import fold_width, plain
from spec2code.spec.summaries import is_access_word

__all__ = ["apply_leads"]

_LONGEST = 120
_ROUTE = regex(
    r"[\W_]{0,4}(?:GET|POST|PUT|PATCH|DELETE)(?:\s*[/|,]\s*(?:GET|POST|PUT|PATCH|DELETE))*`?\s+`?/"
)
_ASIDE = regex(r"[(（]([^()（）]{2,60})[)）]")
_OPEN = regex(
    r"no auth\w*|without auth\w*|no (?:token|login)|public|open|unauthenticated|anonymous|(?:无需|不需要)(?:登录|认证|鉴权)|公开|인증 ?(?:불필요|없음)|공개|認証不要|公開|sin autenticación|sem autenticação|públic[oa]|sans authentification|publique?|без авторизации|публичн\w+",
    re.IGNORECASE,
)
_NEEDED = regex(
    r"(?:requires? )?(?:auth(?:entication|enticated|ed)?|jwt|bearer|token|login|logged[- ]in|session)(?: (?:is )?(?:required|needed|token))?|\w+ role|(?:需要?|须)(?:登录|认证|鉴权)|(?:인증|로그인) ?필요|要?認証|autenticad[oa]s?|autenticación|autenticação|authentifiée?s?|с авторизацией",
    re.IGNORECASE,
)


def apply_leads(document: Document, contents: list[Content]) -> set[Span]:
    """Gives the routes of a list what the line right above it tells; the places of those lines."""
    by_span: dict[Span, list[Content]] = {}
    for content in contents:
        by_span.setdefault(content.span, []).append(content)
    leads: set[Span] = set()
    for section in document.sections:
        entries = list(section_entries(section))
        auth: Auth | None = None
        for entry, following in zip_longest(entries, entries[1:]):
            if entry.kind == "item":
                for content in by_span.get(entry.span, ()) if auth is not None else ():
                    if content.auth is None and not (
                        auth and auth.required and gives_tokens(content.path)
                    ):
                        content.auth = auth
                continue
            auth = None
            if entry.kind != "line" or entry.excerpt is None or following is None:
                continue
            if following.kind == "item" and _ROUTE.match(following.text):
                auth = _lead(entry.excerpt)
                if auth is not None:
                    leads.add(entry.span)
                    for content in contents:
                        if content.auth is not None and content.auth.span == entry.span:
                            content.auth = None  # of the list before it
    return leads


def _lead(excerpt: Excerpt) -> Auth | None:
    """What the words in brackets of such a line say, or its only words."""
    text = fold_width(plain(excerpt.text)).strip()
    if not text.endswith(":") or len(text) > _LONGEST:
        return None
    for aside in _ASIDE.finditer(text):
        for part in re.split(r"[,;、/]", aside.group(1)):
            if _OPEN.fullmatch(part.strip()):
                return Auth(False, span=excerpt.span())
            if _NEEDED.fullmatch(part.strip()):
                stated = sentence_auth(text, excerpt.span())
                return (
                    stated
                    if stated is not None and stated.required
                    else Auth(True, span=excerpt.span())
                )
    name = re.sub(r"\s*\W?[(（][^()（）]*[)）]", "", text).strip(" :*")
    return (
        read_auth(excerpt.cut(excerpt.text.find(name), excerpt.text.find(name) + len(name)))
        if is_access_word(name)
        and name in excerpt.text
        and not re.fullmatch(r"auth\w*", name, re.IGNORECASE)
        else None
    )

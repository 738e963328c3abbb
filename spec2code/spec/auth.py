"""Who may call: the words of an Auth column, a label or a sentence into an `Auth`.

Three values: required, not required, and None where nothing is said.
"""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.inline import code_spans, fold_width, plain
from spec2code.spec.traditional import simplified

__all__ = [
    "error_tells_auth",
    "gives_tokens",
    "may_be_open",
    "opens_the_door",
    "read_auth",
    "read_roles",
    "scheme_in",
    "sentence_auth",
]

_NONE: Final = regex(
    r"^(?:none|no|n|not (?:required|needed)|no auth\w*(?: required)?|no login|public\w*|guest|anonymous|anyone|everyone|open|unauthenticated"
    r"|필요\s?없\w*|필요하지\s?않\w*|필수(?:는|가)?\s?아\w*|mở|abiert[oa]|abert[oa]|ouverte?|offen|открыт\w*|terbuka|açık"
    r"|false|n/?a|-+|–|—|❌|✗|✘|×|x|✖️?|🔓|🌐|无|否|不需要|无需\w*|不用|公开|匿名|游客|無|불필요|不要|なし|公開|없음|공개|아니오|비로그인|누구나"
    r"|ningun[oa]|públic[oa]|no requerid[oa]|no requiere.*|libre|nenhum[a]?|não|não requer.*|livre|aucune?|publique?|non|non requis\w*"
    r"|yok|hayır|herkese açık|gerekmez|gerekli değil|không|công khai|không cần|нет|публичн\w+|не требуется|не нужна|без авторизации"
    r"|tidak|publik|tanpa auth|لا|عام)(?![\w-])",
    re.IGNORECASE,
)
_YES: Final = regex(
    r"\b(?:yes|required|requires?|true|bearer|jwt|token|login|logged[- ]in|authenticated|auth|api[- _]?key|session|cookie|basic|oauth\d?"
    r"|hmac|signature|protected|private|user|admin|owner|member|manager|staff|sí|si|requerid[oa]|autenticad[oa]|sim|obrigatóri[oa]"
    r"|oui|requise?|obligatoire|evet|gerekli|zorunlu|có|bắt buộc|cần|да|требуется|нужна|ya|wajib|diperlukan|private|x-[\w-]+|clerk|supabase|middleware)\b"
    r"|✅|✓|✔|☑|🔒|🔐|🔑|是|需要|必须|登录|用户|管理员|√|必要|必須|要ログイン|認証|필요|필수|인증|로그인|관리자|사용자|نعم|y$|^y\b|авториз|админ|пользовател",
    re.IGNORECASE,
)
_OPTIONAL: Final = regex(
    r"^(?:(?:可选|任意|オプション|선택(?:적)?)|(?:optional(?:ly)?|opciona[li]s?|opzionale|facultati[vf][oaes]*|optionne[l]+e?|opsiyonel|tùy chọn|опционально|необязательно|opsional|valgfri|valfri|opcjonaln\w|اختياري)(?!\w))",
    re.IGNORECASE,
)
_UNTOLD: Final = regex(
    r"(?:internal(?: only)?|webhooks?|system|cron|scheduler|service|varies|depends|mixed|see (?:below|above|notes?)|tbd|\?+|内部|내부|interno|interne|intern|внутренн\w+)\W*",
    re.IGNORECASE,
)
"""Who calls, and not what callers must show."""
_SIGNED = regex(
    r"\bhmac[- ](?:authenticated|signed|auth(?:entication)?\b)|\b(?:requests? (?:are|is|must be) |every request is )?signed with hmac\b|\bhmac (?:signature|签名) (?:is )?required\b",
    re.IGNORECASE,
)
"""Calls of machines that sign what they send."""
_SCHEMES: Final = (
    ("apiKey", regex(r"\bapi[- _]?key\b|\bx-[\w-]*key\b|\bx-api-\w+|api 키", re.IGNORECASE)),
    (
        "bearer",
        regex(r"\bbearer\b|\bjwt\b|\baccess[- _]?token\b|\btoken\b|토큰|токен|令牌", re.IGNORECASE),
    ),
    ("oauth2", regex(r"\boauth ?2?", re.IGNORECASE)),
    ("basic", regex(r"\bbasic(?: auth\w*)?\b", re.IGNORECASE)),
    ("cookie", regex(r"\bcookies?\b|\bsessions?\b|세션|сесси", re.IGNORECASE)),
)
_ANYONE: Final = regex(
    r"(?:auth\w*|login|logged[- ]in|any(?: \w+)?|all|yes|required|bearer|jwt|token|users?|session|登录(?:用户)?|用户|是|需要|사용자|인증|로그인|usuario\w*|autenticad[oa]s?)$",
    re.IGNORECASE,
)
_GRANT: Final = regex(
    r"\b(?:roles?|permissions?|scopes?|rol|papel|rôle)\b|角色|权限|역할|권한|роль|роли",
    re.IGNORECASE,
)
_ROLE_WORD: Final = regex(
    r"\b(super[- ]?admins?|admins?|administrators?|owners?|managers?|staff|moderators?|editors?|viewers?|members?|operators?|teachers?|students?"
    r"|users?|customers?|merchants?|vendors?|drivers?|doctors?|patients?|lawyers?|agents?|supervisors?|employees?|administrador(?:es)?|usuarios?"
    r"|sellers?|buyers?|hosts?|clients?|instructors?|tutors?|coach(?:es)?|nurses?|authors?|creators?|organi[sz]ers?|recruiters?|employers?|candidates?"
    r"|partners?|landlords?|tenants?|accountants?|cashiers?|couriers?|riders?|parents?|players?|captains?|reviewers?|auditors?|engineers?|participants?"
    r"|subscribers?|superusers?|gerentes?)\b|管理员|超级管理员|用户|房主|관리자|사용자",
    re.IGNORECASE,
)
_ROLES_ONLY: Final = regex(
    rf"(?:^|[.;(\[—–-]\s*)(?:for )?((?:the )?(?:{_ROLE_WORD.pattern})(?:\s*(?:,|/|or|and|&)\s*(?:the )?(?:{_ROLE_WORD.pattern}))*)\s+only\b",
    re.IGNORECASE,
)
_ROLE_DOES: Final = regex(
    r"^\W*((?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|(?:SUPER|ADMIN|OWNER|MANAGER|STAFF|MEMBER|EDITOR|VIEWER|USER|MODERATOR|OPERATOR|TEACHER|STUDENT)[A-Z]*)(?:\s*,\s*[A-Z][A-Z_]{3,})*)\s?(?:이|가|만|전용|\s+only\b|\s+can\b)"
)
"""A role in capitals that does what the endpoint is for: "UNION_ADMIN이 ... 생성한다"."""
_REQUIRES_GRANT: Final = regex(
    r"\b(?:requires?|needs?)\s+(?:the\s+)?(?:(?:permission|scope|role)s?\s+)?`?([a-z][\w-]*[:.][a-z*][\w:.*-]*[\w*])`?",
    re.IGNORECASE,
)
_GRANT_NEEDED: Final = regex(
    r"`?\b([a-z][\w-]*:[a-z*][\w:.*-]*)`?\s*(?:권한|권限|权限|permissions?|scope|role|permiso|permissão|permesso|berechtigung|uprawnie\w+|oprávne\w+|прав\w+)\S{0,3}\s*(?:이|가)?\s*(?:필요|required|needed|requerid\w+|necess\w+|richiest\w+|erforderlich|wymagan\w+|нужн\w+|требу\w+)"
    r"|(?:需要|必须有|requiere|requer|nécessite|richiede|benötigt|wymaga|vyžaduj\w+|требует\w*)\W{1,4}(?:\w+\W{1,4}){0,2}?([a-z][\w-]*:[a-z*][\w:.*-]*)",
    re.IGNORECASE,
)
"""A grant that is needed, in the order of other languages: "`system:manage` 권한이 필요"."""
_SAYS_NONE: Final = regex(
    r"\bno (?:auth\w*|login|token|jwt|bearer|session|api[- ]key)(?: (?:token )?(?:is )?(?:required|needed|necessary))?\b|@public\b|@permitall\b|\ballowany\b|\bwithout (?:auth\w*|a token|login)\b|\b(?:accessible|reachable|callable|available|usable|open) without (?:an? |any )?(?:jwt|bearer|token|session|api[- ]key)\b|\bunauthenticated (?:endpoint|access)\b"
    r"|\bpublic(?:ly accessible)? (?:endpoint|route|access|api)\b|\bdoes(?:n't| not) require (?:auth\w*|login|a token)|\bis public\b|\bpublic\.(?:\s|$)|^public$"
    r"|无需(?:登录|认证|鉴权|token)|不需要(?:登录|认证|鉴权|token)|免登录|公开接口|(?:游客|匿名(?:用户)?|未登录(?:用户)?)(?:也)?可(?:以)?(?:用|访问|查看|见|调用|使用|浏览)|(?:인증|로그인|토큰)(?:이|은|는)? ?(?:불필요|필요 ?없|필요하지 ?않|없이)|\bsem (?:token|auth|autenticação|login)\b"
    r"|\bno requiere (?:autenticación|token|login|auth)|\bsin (?:auth|autenticación|token)\b|\bnão (?:requer|precisa de|exige) (?:autenticação|token|login)"
    r"|\bsans authentification\b|\bohne (?:anmeldung|login|authentifizierung)\b|\bkeine (?:anmeldung|authentifizierung) (?:nötig|erforderlich|notwendig)\b|\bkimlik doğrulama gerek(?:mez|tirmez)|\bkhông (?:cần|yêu cầu|phải) (?:đăng nhập|xác thực|token|jwt)|без (?:авторизации|токена|аутентификации)"
    r"|\bnon (?:richiede|serve|necessita di) (?:l')?(?:autenticazione|login|token)|\bsenza (?:autenticazione|login|token)\b|\bne (?:nécessite|requiert) pas (?:d'|d’|de )?(?:authentification|connexion|token)|\bnie wymaga (?:uwierzytelni\w+|logowania|tokena)"
    r"|認証(?:は|が)?不要|ログイン(?:は|が)?不要|не требует (?:авторизации|аутентификации)|\btanpa (?:autentikasi|token|login)\b",
    re.IGNORECASE,
)
_SAYS_YES: Final = regex(
    r"\brequires?:? (?:an? |the )?(?:(?:valid|owner|student|user|account)(?:'s)? ){0,2}(?:auth\w*|login|log-in|bearer|jwt|access token|token|api[- ]key|admin\w*|session|\w+ role|role|owner\w*|user to be (?:logged|authenticated))"
    r"|\bfor the (?:currently )?(?:authenticated|logged[- ]in|signed[- ]in) (?:user|customer|account|member)\b|\bguarded by\b(?! rate)|\bprotected by (?:\W*\w*(?:auth|jwt|token|guard|login|session|role|admin))|\b(?:auth\w*|login|token|jwt) (?:is )?required\b|\bmust be (?:authenticated|logged in|an? admin\w*|signed in)\b|\b(?:admins?|owners?|staff|managers?|authenticated(?: users?)?|logged[- ]in users?|members?) only\b"
    r"|\bonly (?:for )?(?:admins?|authenticated|owners?|logged[- ]in|administrators)\b|\badmin-only\b|\bprotected (?:endpoint|route)\b"
    r"|(?:需要|需|要求|必须|须)(?:先)?(?:登录|认证|鉴权|授权|携带\s*token|管理员|\s*admin)|仅(?:限)?(?:管理员|登录用户|房主|admin)|登录后|(?:인증|로그인) ?(?:이 )?(?:필요|필수)|관리자 ?(?:만|전용)|로그인한 사용자"
    r"|\brequiere (?:autenticación|token|login|jwt|auth|rol|bearer)|\bsolo (?:para )?(?:admin\w*|usuarios autenticados)|\brequer (?:autenticação|token|login|jwt)|\bapenas (?:admin\w*|usuários autenticados)"
    r"|\b(?:nécessite|requiert) (?:une )?(?:authentification|connexion|token|jwt)|\bréservé aux? admin\w*|(?:kimlik doğrulama|giriş|oturum|yetki)\w* (?:gerekli|gerektirir|zorunlu)|\bsadece admin\w*"
    r"|(?:yêu cầu|cần|phải) (?:đăng nhập|xác thực|token|jwt|quyền)|(?:требует\w*|нужн[аы]|необходим[аы]) (?:(?:валидн\w+|действительн\w+|активн\w+) )?(?:авторизац\w+|аутентификац\w+|токен\w*|jwt|сесси[яию])|только (?:для )?(?:админ\w*|авторизован\w+)"
    r"|(?<!non )\brichiede (?:l')?(?:autenticazione|login|token|il ruolo)|\bsolo (?:per )?(?:l')?(?:amministrator\w+|admin\w*|utenti autenticati)|\bwymaga (?:uwierzytelni\w+|logowania|tokena)"
    r"|\b(?:membutuhkan|memerlukan|perlu|wajib) (?:autentikasi|login|token|jwt)|\bhanya admin\b"
    r"|\brequire_?(?:auth|login|admin|user|role|\w{1,20}role)\w*\b\W|\b(?:auth|jwt|roles?)guard\b|\blogin_required\b|\bensureauthenticated\b"
    r"|^\W*(?:authenticated|protected|autenticad[oa]s?|protegid[oa]s?|authentifiée?s?)(?=\.(?:\s|$))",
    re.IGNORECASE,
)
_NOT_LOGGED_IN: Final = regex(
    r"\bnot (?:logged in|authenticated|signed in)\b|\bunauthenticated\b|\b(?:missing|no|absent|expired|invalid|without)\b.{0,30}\b(?:token|auth\w*|jwt|session|api key|credentials? header)\b"
    r"|\b(?:token|jwt|session|auth\w*)\b.{0,20}\b(?:missing|invalid|expired|required|absent)\b|\bauthentication required\b|\blogin required\b|未登录|未认证|未授权|token ?(?:无效|失效|过期)|没有登录"
    r"|인증되지|로그인하지|로그인 필요|토큰 (?:없음|만료)|미인증|no autenticad[oa]|token (?:inválido|ausente|expirado|no válido)|não autenticad[oa]|non authentifié|giriş yapılmamış|token (?:geçersiz|eksik)"
    r"|chưa đăng nhập|не авторизован|нет токена|токен (?:недействителен|отсутствует)|belum login|tidak terautentikasi",
    re.IGNORECASE,
)
_GIVES_TOKENS: Final = regex(
    r"/(?:log-?in|sign-?in|register|sign-?up|refresh|token|forgot|reset|otp|verify|magic-link)[\w-]*/?$"
    r"|/auth/(?:\w+/)?(?:request|send|resend|get|generate)-(?:otp|code|magic-link|link)/?$",
    re.IGNORECASE,
)

_OF_CALLERS: Final = regex(
    r"/(?:auth\w*|oauth2?|users?|accounts?|members?)/(?!.*[{:])|^(?:/api)?(?:/v\d+)?/[\w-]+/?$",
    re.IGNORECASE,
)


def read_auth(excerpt: Excerpt) -> Auth | None:
    """What an Auth column or the text behind an Auth label says."""
    text = simplified(fold_width(plain(excerpt.text)).strip())
    if not text or len(text) > 400:
        return None
    span = excerpt.span()
    scheme = scheme_in(text)
    if _OPTIONAL.match(text):
        return Auth(False, scheme, span=span)
    if _UNTOLD.fullmatch(text):
        return None
    bare = re.sub(r"^[\s`*(\[]+", "", text)
    if _NONE.match(bare) and not re.match(
        r"(?:no|open)\s*[,;(]?\s*(?:but|except)", bare, re.IGNORECASE
    ):
        return Auth(False, span=span)
    carrier = _carrier(excerpt, scheme)
    if _YES.search(text) or code_spans(excerpt.text):
        return Auth(True, scheme, _roles(excerpt), span, carrier=carrier)
    words = re.sub(r"\s*\([^()]*\)", "", text).split()
    if len(words) <= 6 and not text.endswith((".", "。")):
        return Auth(True, scheme, _roles(excerpt), span, carrier=carrier)
    return sentence_auth(text, span)


def read_roles(excerpt: Excerpt) -> Auth | None:
    """What a Permissions or Roles cell says: a role or permission, or everyone."""
    text = fold_width(plain(excerpt.text)).strip()
    if not text or text.lower() == "any":  # whatever the role, or with none at all: can't be told
        return None
    if _NONE.match(text):
        return Auth(False, span=excerpt.span()) if not re.match(r"[-–—]", text) else None
    shown = next((span for span in code_spans(excerpt.text) if span.text.startswith("{")), None)
    if shown is not None:  # "Admin – `{ email, name }`": what is sent stands behind
        excerpt = excerpt.cut(0, max(shown.start - 1, 0))
        text = fold_width(plain(excerpt.text)).strip(" -–—:")
        if not text:
            return None
    names = [span.text for span in code_spans(excerpt.text)] or [
        part.strip() for part in re.split(r"[,;/、|]|\bor\b|\band\b", text) if part.strip()
    ]
    scopes = tuple(name for name in names if 0 < len(name) <= 60 and not _ANYONE.match(name))
    return Auth(True, scheme_in(text), scopes if len(text) < 200 else (), span=excerpt.span())


def _carrier(excerpt: Excerpt, scheme: str | None) -> tuple[str, str] | None:
    """Where a key is sent and what it is called there: "API key in query parameter `api_key`"."""
    if scheme not in ("apiKey", "cookie"):
        return None
    text = fold_width(plain(excerpt.text))
    names = [span.text for span in code_spans(excerpt.text)]
    name = next((name for name in names if re.fullmatch(r"[A-Za-z][\w-]{1,40}", name)), None)
    if scheme == "cookie":
        return ("cookie", name) if name else None
    in_query = re.search(r"\bquery\b|\burl param|查询|쿼리", text, re.IGNORECASE)
    if in_query:
        return ("query", name or "api_key")
    header = re.search(r"\bx-[\w-]+", text, re.IGNORECASE)
    name = name or (header.group() if header else None)
    return ("header", name) if name else None


def scheme_in(text: str) -> str | None:
    """The security scheme that a text names."""
    return next((name for name, pattern in _SCHEMES if pattern.search(text)), None)


def sentence_auth(text: str, span: Span | None) -> Auth | None:
    """What prose says in passing: "Admin only.", "sem token", 需要登录."""
    if len(text) > 600:
        text = text[: text.find(". ") + 1][:600]  # what a long paragraph begins with
    folded = simplified(fold_width(text))
    if _SIGNED.search(folded):
        return Auth(True, None, (), span)
    if _SAYS_NONE.search(folded):
        return Auth(False, span=span)
    found = _SAYS_YES.search(folded)
    if doer := _ROLE_DOES.match(folded):
        return Auth(True, scheme_in(folded), tuple(re.findall(r"\w+", doer.group(1))), span)
    if grant := _REQUIRES_GRANT.search(folded):
        return Auth(True, scheme_in(folded), (grant.group(1),), span=span)
    if grant := _GRANT_NEEDED.search(folded):
        return Auth(True, scheme_in(folded), (grant.group(1) or grant.group(2),), span=span)
    if only := _ROLES_ONLY.search(folded):
        named = [match.group() for match in _ROLE_WORD.finditer(only.group(1))]
        return Auth(True, scheme_in(only.group()), tuple(named), span=span)
    if found is None:
        return None
    near = folded[max(0, found.start() - 30) : found.end() + 30]
    role = _ROLE_WORD.search(found.group())
    scopes = (
        (role.group(),)
        if role and not re.match(r"users?$|用户$|사용자$", role.group(), re.IGNORECASE)
        else ()
    )
    return Auth(True, scheme_in(near), scopes, span=span)


def gives_tokens(path: str) -> bool:
    """Whether one logs in there, or is on the way to: nobody has a token yet."""
    return bool(_GIVES_TOKENS.search(path))


def may_be_open(path: str) -> bool:
    """Whether it is a probe, or lies on the way to a token: "all endpoints need one" seldom means it."""
    return gives_tokens(path) or bool(_PROBE.search(path.lower()))


_PROBE = regex(
    r"/(?:health\w*|ready\w*|live\w*|readiness|liveness|ping|metrics|version|otp)(?:/|$)|^/(?:api(?:/v\d+)?)?/?$"
)


def opens_the_door(path: str) -> bool:
    """Whether it is where everybody gets their first token: even what all endpoints need, it can't ask for.

    `/devices/register` and `/orders/{id}/verify` are not, `/auth/register` and `/login` are.
    """
    return gives_tokens(path) and bool(_OF_CALLERS.search(path))


def error_tells_auth(status: int, text: str, path: str) -> bool:
    """Whether an error row shows that a login is needed: 401 because nobody is logged in."""
    if status != 401 or _GIVES_TOKENS.search(path):
        return False
    return bool(_NOT_LOGGED_IN.search(fold_width(text)))


def _roles(excerpt: Excerpt) -> tuple[str, ...]:
    text = fold_width(plain(excerpt.text))
    named = [
        span.text
        for span in code_spans(excerpt.text)
        if re.fullmatch(r"[\w.:*-]{2,60}", span.text)
        and (
            re.search(r"\w[:.]\w", span.text)
            or _ROLE_WORD.fullmatch(span.text)
            or _GRANT.search(excerpt.text[max(0, span.start - 30) : span.start])
        )
    ]
    if named:
        return tuple(dict.fromkeys(named))
    found = [match.group() for match in _ROLE_WORD.finditer(text)]
    found += re.findall(r"\b\w+:\w+\b", text)
    plain_user = [
        role for role in found if not re.fullmatch(r"users?|用户|사용자", role, re.IGNORECASE)
    ]
    return tuple(dict.fromkeys(plain_user))

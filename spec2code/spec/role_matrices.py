"""Tables of endpoints and roles, a mark where they meet: who may call what."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.inline import fold_width

__all__ = ["is_matrix", "marked_auth"]

_YES = regex(
    r"\W*(?:[✅✓✔☑●○◯⭕√]|yes|y|allow(?:ed)?|own|sí|si|sim|oui|ja|да|是|可|예)(?![^\W_])[^|]{0,24}",
    re.IGNORECASE,
)
_NO = regex(
    r"\W*(?:[❌✗✘×✖⛔🚫]|x|no|n|denied|forbidden|не?т|non|nein|不可|否|아니오)\W*|[-–—\s]*",
    re.IGNORECASE,
)
_ANYONE = regex(
    r"\W*(?:(?:the )?public|anonymous|anyone|everyone|guests?|visitors?|unauthenticated|not logged in|no auth|público|an[oó]nimo|invitado|visitante|invité|gast|гость|公开|游客|匿名|访客|未登录|비회원|게스트|ゲスト|未ログイン)\W*",
    re.IGNORECASE,
)


_ROLE = regex(
    r"(?:super ?|org(?:anization)? ?|tenant ?|team ?|project ?|content ?)?(?:admins?|administrators?|owners?|managers?|moderators?|editors?|viewers?|members?|staff|users?|customers?|clients?|sellers?|buyers?|teachers?|students?|doctors?|patients?|employees?|agents?|operators?|guests?|public|anonymous"
    r"|administrador\w*|usuarios?|usuários?|gerente|invitado|visitante|cliente|utilisateur|администратор|админ|пользователь|гость|менеджер|管理员|用户|普通用户|访客|游客|运营|관리자|사용자|회원|비회원|게스트|管理者|ユーザー|ゲスト|一般)"
    r"(?:\s*[(（][^()（）]*[)）])?",
    re.IGNORECASE,
)
_FEATURE = regex(
    r"\b(?:auth\w*|login|implemented|done|tested|tests?|status|idempot\w*|paginat\w*|paged|cached?|rate|limits?|mvp|front-?end|back-?end|mobile|web|ios|android|v\d+|phase|docs?|required|async|stream\w*|audit\w*|logged)\b|认证|鉴权|登录|实现|인증|구현|認証|実装",
    re.IGNORECASE,
)


def is_matrix(table: TableBlock) -> bool:
    """Whether at least two columns are called by roles and hold nothing but marks."""
    heads = [fold_width(cell.plain).strip() for cell in table.header]
    marked = [
        index
        for index in range(1, len(heads))
        if all(_is_mark(row[index]) for row in table.rows if index < len(row))
    ]
    if len(marked) < 2 or any(_FEATURE.search(heads[index]) for index in marked):
        return False
    said = [row[index].plain for row in table.rows for index in marked if index < len(row)]
    named = any(_ROLE.fullmatch(heads[index]) for index in marked)
    return named and any(_YES.fullmatch(fold_width(text)) for text in said)


def marked_auth(cells: Iterable[tuple[str, Cell]]) -> Auth | None:
    """What the marks of a row say of who may call; None where they are no marks of roles."""
    marks = [(head, cell) for head, cell in cells if _is_mark(cell)]
    if not any(_ROLE.fullmatch(head) for head, _ in marks):
        return None
    if any(_FEATURE.search(head) for head, _ in marks):
        return None
    allowed = [(head, cell) for head, cell in marks if _YES.fullmatch(fold_width(cell.plain))]
    if len(marks) < 2 or not allowed:
        return None
    span = allowed[0][1].span
    return Auth(not any(_ANYONE.fullmatch(head) for head, _ in allowed), span=span)


def _is_mark(cell: Cell) -> bool:
    text = fold_width(cell.plain)
    return bool(_YES.fullmatch(text) or _NO.fullmatch(text))

"""What a document says in lines, items and cells, where one of them may be a rule about who may call all endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Span
from spec2code.spec.blocks import Section
from spec2code.spec.flow import Entry, section_entries
from spec2code.spec.inline import fold_width, plain

__all__ = ["ALL", "CREDENTIAL", "VERBS", "Said", "header_in", "said_in"]

VERBS: Final = (
    r"(?:requires?|needs?|must|requier\w+|requer\w*|exig\w+|necesita\w*|necessit\w+|nécessit\w+|requièr\w+|precisa\w*|deben?|deve[mn]?o?|doi\w+|benötig\w+|erforder\w+|verlang\w+|müssen|muss"
    r"|richied\w+|wymaga\w*|muszą|vyžaduj\w+|vereis\w+|kräver|kræver|krever|требу\w+|потребу\w+|memerlukan|membutuhkan|wajib|harus)"
)
ALL = regex(
    r"\b(?:all|every|each|any)\s+(?:of the\s+)?(?:other\s+)?((?:[\w/-]+\s+){0,3}?|(?:[\w/-]+,\s+){1,9}(?:[\w/-]+,?\s+)?(?:and\s+|or\s+)?[\w/-]+\s+)(?:api\s+|rest\s+|http\s+)?(?:endpoints?|requests?|routes?|operations?|calls?|apis?|paths?)\b"
    r"|(?:所有|全部)(?:的)?(?![^，。,.\s]{0,8}(?:鉴权|认证|登录|授权|保护)的?\s*(?:接口|请求|api|端点|路由))[^，。,.]{0,12}?(?:接口|请求|api|端点|路由)|(?<!鉴权)(?<!认证)(?<!登录)(?:接口|api)(?:均|都)|모든\s*([^\s]{0,12}\s*)?(?:api|요청|엔드포인트)|(?:すべて|全て|全)の?\s*(?:エンドポイント|api|リクエスト)"
    r"|\btod(?:os|as)\s+(?:los|las|os|as)\s+((?:\w+\s+){0,2}?)(?:endpoints?|peticiones|rutas|solicitudes|rotas|requisições|apis?)"
    r"|\btod[oa]\s+(?:ruta|endpoint|petición|solicitud|rota|requisição)\b|\btoute\s+(?:route|requête)\b|\bogni\s+(?:endpoint|rotta|richiesta)\b|\bjede[rnms]?\s+(?:endpunkt|route|anfrage)\b"
    r"|\btous\s+les\s+((?:\w+\s+){0,2}?)(?:endpoints?|appels|routes)|\btoutes\s+les\s+((?:\w+\s+){0,2}?)(?:routes|requêtes)|\btüm\s+((?:\w+\s+){0,2}?)(?:endpoint\w*|istek\w*|api\w*|uç nokta\w*)"
    r"|\b(?:tất cả|mọi)\s+(?:các\s+)?(?:api|endpoint|request|yêu cầu)|\bвсе\s+((?:\w+\s+){0,2}?)(?:эндпоинты|запросы|маршруты|api|методы)|\bsemua\s+((?:\w+\s+){0,2}?)(?:endpoint|request|permintaan|api)"
    r"|\balle\s+((?:\w+\s+){0,2}?)(?:endpunkte|endpoints?|routen|anfragen|apis?|verzoeken)|\btutt[ei]\s+(?:gli|le|i)\s+((?:\w+\s+){0,2}?)(?:endpoint|rotte|richieste|api)"
    r"|\bwszystkie\s+((?:\w+\s+){0,2}?)(?:endpointy|żądania|trasy|zapytania|api)|\bvš(?:etky|echny)\s+((?:\w+\s+){0,2}?)(?:endpointy|požiadavky|požadavky|cesty|api)"
    r"|\b(?:on|for|su|per|en|para|em|pour|sur|für|auf|na|для)\s+(?:all|everything|tutt[ei]|tod[oa]s|tous|toutes|alle|wszystkich|всех)(?: (?:of them|loro|ellos|eles))?(?=\s*(?:[,.;(]|$|(?:except|but|eccetto|tranne|salvo|excepto|exceto|menos|sauf|außer|oprócz|кроме)\b))"
    rf"|\b(?:all|alle|todas|todos|toutes|tous|tutt[ei]|wszystkie|všetky|všechny|все)\s+(?={VERBS}\b)",
    re.IGNORECASE,
)
_ROWS: Final = 200
"""How many rows of a table are looked at for a sentence about all endpoints."""
_SENT = regex(r"\W*(?:authorization|x-api-key|api-key|cookie)\b", re.IGNORECASE)
"""A header that says who calls."""
CREDENTIAL = regex(
    r"\b(?:auth\w*|jwt|bearer|token\w*|api[- ]key|login|cookies?|sessions?|autentic\w+|autenticaç\w+|autoriza\w+|autorizz\w+|anmeldung|angemeldet\w*|uwierzytelni\w+|logowani\w+|prihlás\w+|přihláš\w+|авториз\w+|аутентиф\w+|токен\w*)\b|认证|鉴权|登录|会话",
    re.IGNORECASE,
)
_SENTENCES = regex(r"(?<=[.。!])\s+")
_PATHS = regex(r"/[\w/*{}:-]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A line, an item or a cell; `text` without markup, `raw` as written."""

    kind: str
    text: str
    raw: str
    span: Span


def said_in(section: Section) -> Iterator[Said]:
    entries = section_entries(section)
    above = ""
    """The header that a fence right above shows."""
    for entry, following in zip_longest(entries, entries[1:]):
        if entry.table is not None:
            # A table of requirements: "Security | All endpoints require JWT".
            for row in entry.table.rows[:_ROWS]:
                sent = next((cell.plain for cell in row if _SENT.match(cell.plain)), None)
                for cell in row:
                    if len(cell.plain) < 400 and ALL.search(cell.plain):
                        text = fold_width(cell.plain)
                        if sent is not None and sent != cell.plain:
                            # "Authorization: Bearer … | all routes but /login"
                            text = " ".join(
                                f"{part.rstrip('.')} require {sent}." if ALL.search(part) else part
                                for part in _SENTENCES.split(text)
                            )
                        yield Said("cell", text, cell.text, cell.span)
        shown, above = above, header_in(entry) if entry.fence is not None else ""
        if entry.excerpt is None or len(entry.text) > 1500:
            continue
        text = fold_width(plain(entry.text)).rstrip()
        if text.endswith(":") and following is not None and (below := header_in(following)):
            text = f"{text} {below}"  # "Every request needs this header:"
        elif shown and ALL.search(text) and not CREDENTIAL.search(_PATHS.sub("", text)):
            text = f"{shown}: {text}"  # a header, and then "needed by all but `/auth/*`"
        yield Said(entry.kind, text, entry.text, entry.span)


def header_in(entry: Entry) -> str:
    """The header that a fence or an item shows below the words which ask for it."""
    text = entry.fence.text if entry.fence is not None else entry.text
    text = text.strip("\n\r\t `*-")
    return text[:100] if text.startswith("Authorization") else ""

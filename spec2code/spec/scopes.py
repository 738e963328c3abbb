"""What a section is about, as far as it decides whether a route in it is one of this API's endpoints.

A verdict is told by the words of the heading or of an enclosing one. `excluded`: its routes are other
people's, not there yet, or there already. `weak`: its routes refer to endpoints rather than define
them (flows, tests, tasks); they count only where nothing else defines any.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.spec.blocks import Block, Document, Fence, Section, TableBlock
from spec2code.spec.inline import fold_width

__all__ = [
    "ABOUT_DATA",
    "OPERATION",
    "PLANNED",
    "Verdict",
    "later_lead",
    "later_state",
    "later_words",
    "planned_sections",
    "verdicts",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: str
    """own, excluded, weak."""
    reason: str = ""


_OWN: Final = Verdict("own")
ABOUT_DATA: Final = Verdict("weak", "a data model that mentions endpoints")
"""What a document is about whose title says so; unlike other weak ones its routes never count."""
_DATA_TITLE = regex(
    r"^\W*(?:\w+\.md\W+)?(?:\d+\W+)?(?:(?:data ?models?|(?:database|db|sql) (?:design|schema|model)|数据模型|数据库设计|modelo de da(?:t|d)os|modèle de données|модель данных|데이터 모델)\b"
    r"|(?:db|데이터베이스) ?(?:스키마|설계|명세)|データベース(?:設計|定義|スキーマ)|(?:テーブル|DB|ＤＢ)(?:定義|設計)|数据库(?:表?结构|文档|表设计))",
    re.IGNORECASE,
)
_MESSAGES: Final = "WebSocket messages, not HTTP"
OPERATION: Final = "figures of performance and operation"
_PAGES: Final = "pages of a user interface, not endpoints"
_HOW_TO: Final = (
    r"^[\W\d]*(?:how to (?:extend|contribute)\b|extending\b|best practices\b|debugging\b|coding (?:style|standards|guidelines|conventions)\b"
    r"|(?:common |code |coding |design )?patterns\W*$|(?:\w+ ){0,3}(?:handling|transaction|repository|router|service|query|dependency) patterns?\W*$)"
)
"""Headings of what a programmer is told: the code below shows how it is done here, and is none of the API."""
_EXCLUDED: Final = (
    (
        "calls to other services",
        r"\boutput apis?\b|\bexternal (?:apis?|services?|integrations?|endpoints?|calls|dependenc\w+|systems?)\b"
        r"|\bthird[- ]party\b|\boutbound\b|\bconsumed (?:apis?|endpoints?|services?)\b|\bapis? consumed\b"
        r"|\bupstream (?:apis?|services?)\b|\bdependenc(?:y|ies) (?:apis?|calls)\b|\bapis? externas?\b"
        r"|\bservicios externos\b|\bserviços externos\b|\bservices externes\b|外部(?:接口|服务|系统|api|[\u4e00-\u9fff]{1,4}接口)|第三方"
        r"|외부 (?:[가-힣]+ ){0,3}(?:api|서비스|연동)|внешни[ех] (?:сервис\w*|api)|dış servis\w*|harici api|tích hợp bên thứ ba"
        r"|\blayanan eksternal\b|\bexterne (?:apis?|dienste|schnittstellen|systeme)\b|\b(?:api|servizi) estern[ei]\b|\bzewnętrzn\w+ (?:api|usług\w*|system\w*)|外部(?:サービス|連携)",
    ),
    (
        "planned, not part of this spec yet",
        r"\bfuture\b|\bplanned\b|\broadmap\b|\bout of scope\b|\bnot in (?:this|scope|mvp|v1)\b|\bnice to have\b"
        r"|\bbacklog\b|\bnext (?:steps|version|release|iteration)\b|\bpost[- ]mvp\b|\blater phases?\b|\bdeferred\b"
        r"|未来|后续(?:规划|计划|版本|扩展|迭代)?(?:$|[^\w])|规划中|향후|추후|후순위|\bfutur[oa]s?\b|\bpróxim[oa]s? (?:pasos|passos|versi\w+)\b"
        r"|\bà venir\b|\bévolutions? futures?\b|\bgelecek\b|\bplanlanan\b|\btương lai\b|\bбудущ\w+|\bпланиру\w+"
        r"|\bmasa depan\b|\brencana\b|\bgeplant\w*|\bzukünftig\w*|\bausblick\b|\bpianificat\w+|\bplanowan\w+|\bprzyszł\w+|今後|将来(?:の|$)"
        r"|\bfuera de(?:l)? alcance\b|\bfora d[eo] escopo\b|\bhors (?:du )?(?:périmètre|scope)\b|\bnicht im (?:umfang|scope)\b|\bfuori (?:ambito|scope)\b"
        r"|\bpoza zakresem\b|スコープ外|対象外|不在(?:本期|范围)|范围外|범위 ?(?:밖|외)|\bвне (?:рамок|скоупа)|\bngoài phạm vi\b|\bkapsam dışı\b|\bdi luar (?:cakupan|lingkup)\b",
    ),
    (
        "already implemented, only referred to",
        r"\balready (?:implemented|exist\w*|done|built|available)\b|\bdo not re-?implement\b|\bunchanged\b"
        r"|\bexisting (?:endpoints?|apis?|routes?)\b|\breused? (?:as is|unchanged|existing)\b|\bno changes?\b"
        r"|已(?:有|存在)(?:的)?(?:接口|api|端点)|现有(?:接口|api|端点)|기존 (?:api|엔드포인트)|\b(?:endpoints?|apis?|rutas) existentes\b"
        r"|\bsin cambios\b|\bsem alterações\b|\bсуществующ\w+ (?:api|эндпоинт\w*)|\bmevcut (?:api|endpoint)\w*|\bdeprecated\b"
        r"|\bremoved (?:endpoints?|apis?|routes?)\b|废弃|已(?:被)?替[代换]|대체(?:됨|된)|(?:폐기|폐지)(?:됨|된|\s*(?:예정|api|엔드포인트|명세))|廃止(?:され|済|予定|\s*(?:api|エンドポイント|仕様))|\b(?:replaced|superseded|obsolete|retired) (?:endpoints?|apis?|routes?|specs?|specifications?)\b|\bmodified endpoints?\b|\b(?:for|of) historical (?:context|reference|reasons|interest)\b|\bhistorical (?:context|notes?)\W*$"
        r"|[-–—(（\[]\s*(?:removed|deleted|gone|제거됨|삭제됨|폐지|폐기|已移除|已删除|已废除|削除済み?|廃止|eliminad[oa]s?|removid[oa]s?|supprimé\w*|entfernt|удален\w*|удалён\w*|kaldırıldı|dihapus|đã (?:xóa|gỡ))\W*$",
    ),
    (
        _PAGES,
        r"\b(?:ui|frontend|front-end|client|page|app|web) (?:routes?|routing|pages|navigation|urls?)\b"
        r"|\bpages?\b(?! ?(?:api|endpoints?|size|number|object|response))(?=$|\s*(?:&|and|/|\())|\bscreens\b|\bsitemap\b"
        r"|前端(?:路由|页面)|页面(?:路由|列表|结构)|화면 (?:목록|경로)|프론트엔드 라우트|rutas (?:del )?(?:frontend|cliente)"
        r"|rotas (?:do )?frontend|маршруты фронтенда",
    ),
    (
        _MESSAGES,
        r"\bweb ?sockets?\b|\bsocket\.?io\b|\bws events?\b|\breal-?time (?:events|messages)\b|웹소켓",
    ),
    (
        "instructions for later work",
        r"^[\W\d]*(?:how to (?:add|create)|adding|to add|creating) (?:an? )?(?:new )?(?:(?:rest|api|http|crud) )*(?:endpoints?|routes?|routers?)\W*$"
        rf"|{_HOW_TO}",
    ),
)
_WEAK: Final = (
    (
        "a flow that uses endpoints",
        r"\b(?:work)?flows?\b|\bsequence\b|\bwalk-?through\b|\bscenarios?\b|\buser journeys?\b"
        r"|\buse cases?\b|\bexample (?:usage|implementation|workflow)\b|\bquick ?start\b|\bgetting started\b|\btutorial\b"
        r"|流程|时序|场景|흐름|시나리오|\bflujos?\b|\bfluxos?\b|\bflux\b|\bakış\w*|\bluồng\b|\bsơ đồ\b|\bпоток\w*|\bсценари\w+|\balur\b",
    ),
    (
        "tests",
        r"\btest(?:s|ing)?\b(?! (?:endpoints?|apis?))|\bqa\b|\bacceptance (?:tests?|criteria)\b|^\W*(?:\d+(?:\.\d+)*\W+)?(?:step \d+\W+)?(?:verification|acceptance)(?: (?:plan|steps|criteria|checklist))?\W*$|\bpostman\b|测试|验收|테스트"
        r"|\bpruebas?\b|\btestes?\b|\bkabul\b|\bkiểm thử\b|\btesty\b|\btestfälle\b|テスト|\bтест\w*|\bpengujian\b",
    ),
    (
        "tasks",
        r"\bcheck-?lists?\b|^[\W\d]*(?:(?:implementation|development|api|backend|dev|engineering|database|remaining|project|work)\s+)*tasks?(?:\s+(?:list|breakdown|plan))?\W*$|\bimplementation (?:plan|steps|order|phases|tasks|checklist)\b"
        r"|^[\W\d]*(?:\w+ ){0,2}phase \d|\bmilestones?\b|\bsprints?\b|\btimeline\b|\bchange ?log\b|\brevision history\b|(?:开发|实施|实现|研发|前端|后端|迭代|项目)任务|任务(?:清单|拆解|分解|拆分|排期)|^[\W\d]*任务\W*$|实施(?:步骤|计划)|阶段|里程碑|变更(?:记录|历史)"
        r"|작업 목록|일정|\btareas\b|\btarefas\b|\btâches\b|\bgörevler\b|\baufgaben\b|\bzadania\b|タスク(?:一覧|リスト)|\bнедостатк\w+|\bзадачи\b|\btugas\b",
    ),
    (
        "addresses of the environments",
        r"\bbase (?:url|path|uri)s?\b|\burl base\b|基础(?:路径|url|地址)|기본 url|базов(?:ый|ий) url",
    ),
    (
        OPERATION,
        r"\bperformance\b|\blatency\b|\bbenchmarks?\b|\bsla\b|\bmonitoring\b|\bobservability\b|\balert\w*|\blogging\b"
        r"|\bdeployment\b|\bscal(?:ing|ability)\b|\btroubleshooting\b|\bcaching\b|\bcache\b|\brate limit\w*|性能|监控|部署|缓存|限流|日志|성능|모니터링|배포"
        r"|\brendimiento\b|\bdesempenho\b|\bпроизводительност\w+|\bмониторинг\b",
    ),
    (
        "the user interface",
        r"\bfront-?end\b|\bui\b|\bux\b|\bclient integration\b|\bcomponents?\b$|前端|프론트엔드|화면|фронтенд",
    ),
    (
        "an architecture overview",
        r"\brepository structure\b|\b(?:directory|folder|file|project|code) (?:structure|layout)\b|目录结构|项目结构",
    ),
    (
        "how versions are made",
        r"^[\W\d]*(?:(?:api|url|endpoint)\s+)?version(?:ing|ed (?:apis?|endpoints?)|s? (?:policy|strategy|management))\b|^[\W\d]*(?:(?:estrategia|política) de )?(?:versionado|versionamento|versionnement|versionierung|версионирование)\b|^[\W\d]*(?:api)?\s*版本(?:控制|管理|策略)",
    ),
    (
        "security notes",
        r"\bpermission matrix\b|\bsecurity (?:considerations|checklist|notes)\b|\bthreats?\b|权限矩阵",
    ),
    (
        "a suggestion",
        r"\b(?:considerations|suggestions|recommendations)\W*$|^\W*(?:\d+\W+)?(?:consideraciones|sugerencias|recomendaciones|considerações|sugestões|recomendações)\b",
    ),
)
_BESIDE_HTTP = regex(
    r"\b(?:rest(?:ful)?|https?)\b|(?:\bapis?|接口)\s*(?:&|\+|/|,|、|and|und|y|e|et|и|与|和|及)\s*(?:web ?sockets?|socket\.?io|웹소켓)",
    re.IGNORECASE,
)
"""A heading of both kinds of routes: "Interfaces (REST + WebSocket)"."""
_COMMAND = regex(
    r"^[\W\d]*(?:add|approve|archive|assign|cancel|clone|complete|create|delete|duplicate|edit|execute|export|fetch|finish|get|import|launch|list|modify"
    r"|pause|publish|register|reject|remove|rerun|restart|resume|retrieve|retry|run|save|schedule|search|show|start|stop|submit|trigger|update|view)\s+"
    r"(?:an?\s+|the\s+|all\s+|my\s+|new\s+)*(?:\w+\s+)?(?:workflows?|scenarios?|milestones?|sprints?|timelines?)\W*$",
    re.IGNORECASE,
)
"""A heading that tells what is done to a resource which is called so: "Start Workflow"."""
_TASK_WORD = regex(
    r"\btasks?\b|\b(?:tareas|tarefas|tâches|görevler|aufgaben|zadania|задачи|tugas)\b|任务|작업|タスク",
    re.IGNORECASE,
)
_TASKS: Final = ("task", "todo")
"""What the paths of an application call tasks that its headings name in another language."""
_NOUNS: Final = (
    OPERATION,
    "the user interface",
    _PAGES,
    "an architecture overview",
    "security notes",
    "a suggestion",
)
_ALSO_RESOURCES: Final = (_EXCLUDED[1][0], _PAGES)
"""What a resource can be called as well: "Roadmap" above `GET /roadmap`, "Pages" above `POST /pages`."""
_EXCLUDED_PATTERNS: Final = tuple(
    (reason, regex(words, re.IGNORECASE)) for reason, words in _EXCLUDED
)
_WEAK_PATTERNS: Final = tuple((reason, regex(words, re.IGNORECASE)) for reason, words in _WEAK)
PLANNED: Final = _EXCLUDED[1][0]
_OF_THINGS = regex(r"(\w+\s+(\w{3,5}))")
_WORK = regex(
    r"endpo|endpu|route|rutas|rotas|apis?\b|featu|funk|func|fonct|erwei|exten|versi|work|chang|ände|modul|schri|phase|schem|table|integ|impro|verbe",
    re.IGNORECASE,
)
"""What plans are about, and no resource."""
_PLANNED_WORDS = regex(
    r"^[\W\d]*(?:future|planned|upcoming|post-?mvp|deferred|out of scope|futur[oa]s?|próxim[oa]s|à venir|évolutions? futures?|gelecek|未来|后续|规划中|향후|추후|今後|将来|будущ\w+|zukünftig\w*)"
    r"(?:(?:\s|(?<=\W))(?:schemas?|tables?|extensions?|enhancements?|additions?|database|data models?|features?|migrations?|changes|considerations|improvements|phases?|work|versions?|scope|plans?|entities|models)\b.*|\s?(?:扩展|规划|计划|版本|迭代|优化|확장|계획).{0,10})?\W*$"
    r"|[(\[（]\s*(?:future|planned|post-?mvp|deferred|out of scope|not (?:in|part of) (?:mvp|v1|scope)|phase [2-9]\+?|v2\+?|later|未来|后续|향후|추후|今後)\s*\+?[^()（）\[\]]{0,30}[)\]）]\W*$",
    re.IGNORECASE,
)
"""A heading that puts all below it off: "Future Schema Extensions (Phase 2+)", "Wishlists (Post-MVP)"."""
_NO_PLAN = regex(
    r"\bplanned (?:maintenance|trips?|routes?|meals?|events?|visits?)\b", re.IGNORECASE
)
_LATER = regex(
    r"[(\[—–-]\s*(?:(?:future|planned|not (?:yet )?implemented|not in (?:this|mvp|v1|scope)|out of scope|coming soon|post-mvp|tbd|futur[oa]|futuro|à venir|未来|规划|향후|позже|в будущем)"
    r"|(?P<there>unchanged|existing|already (?:exists|implemented)|reused?|deprecated|removed|sin cambios|sem alterações|已有|不变|기존))\b",
    re.IGNORECASE,
)
_THERE = r"unchanged|existing|already (?:exists?|implemented|there)|re-?used?(?: as[- ]is)?|deprecated|removed|legacy|sin cambios|sem alterações|已有|不变|기존"
_LATER_LEAD = regex(
    rf"\W*(?:(?:future|planned|not (?:yet )?implemented|not in (?:this|mvp|v1|scope)|out of scope|coming soon|post-mvp|deferred|later|futur[oa]s?|à venir|未来|规划|后续|향후|в будущем)"
    rf"|(?P<there>{_THERE}))(?![\w-])[^`]{{0,80}}[:：]\W*",
    re.IGNORECASE,
)
_STATE = regex(
    rf"\W*(?:(?:future|planned|not in (?:this|mvp|v1|scope)\b.*|out of scope|deferred|later|post-mvp)|(?P<there>(?:{_THERE}).*))\W*",
    re.IGNORECASE,
)
_API_WORD = regex(
    r"\b(?:apis?|endpoints?|routes?|rest|rutas|rotas)\b|接口|端点|엔드포인트|эндпоинт\w*|uç nokta\w*|đường dẫn api",
    re.IGNORECASE,
)
_WRITES = regex(r"\b(?:POST|PUT|PATCH|DELETE)\b\W{0,6}/")
_METHOD_WORD = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b\W{0,6}/|`/")


_SHOWN_HOW = regex(_HOW_TO, re.IGNORECASE)


def verdicts(document: Document) -> list[Verdict]:
    """The verdict of every section; that of the nearest heading which says something counts."""
    found: list[Verdict] = []
    top = next((section.index for section in document.sections if section.level), None)
    for section in document.sections:
        own = _OWN if section.index == top else _of_title(document, section)
        if section.index == top and _DATA_TITLE.search(fold_width(section.plain)):
            own = ABOUT_DATA
        inherited = found[section.parent] if section.parent is not None else _OWN
        if inherited.reason == _MESSAGES and _WRITES.search(section.title.text):
            pass  # what one asks for by POST beforehand is HTTP
        elif (own.kind == "own" and own.reason != "api" and inherited.kind != "own") or (
            own.kind == "own" and inherited.reason == "api"
        ):
            own = inherited
        elif inherited.reason == "api" and own.reason in _NOUNS:
            # "Monitoring" below "API Endpoints" names a resource.
            own = inherited
        elif inherited == ABOUT_DATA and own.kind == "weak":
            own = (
                inherited  # limits in a document about tables are those of routes defined elsewhere
            )
        elif inherited.kind == "excluded" and own.kind != "excluded":
            if not (inherited.reason == _MESSAGES and own.reason == "api"):
                own = inherited  # "Pusher auth endpoint" below "Real-time events" is one
        found.append(own)
    return found


def planned_sections(document: Document) -> frozenset[int]:
    """The sections about work that is not part of this spec yet, or on how one programs here, with those below them."""
    found: set[int] = set()
    for section in document.sections:
        inside = section.parent in found
        title = fold_width(section.plain)
        named = section.level > 1 and _PLANNED_WORDS.search(title)
        shown = section.level > 1 and _SHOWN_HOW.search(title)
        if inside or shown or (named and not _NO_PLAN.search(section.plain)):
            found.add(section.index)
    return frozenset(found)


def later_words(text: str) -> str | None:
    """Why the rest of an endpoint's heading says that it isn't made here: "(future)", "— unchanged"."""
    return _why(_LATER.search(fold_width(text)))


def later_lead(text: str) -> str | None:
    """Why what is listed behind these words isn't made here: ``Planned, not in this module:``."""
    return _why(_LATER_LEAD.fullmatch(fold_width(text)))


def later_state(cell: str) -> str | None:
    """The same of a cell that says how far an endpoint is: ``reuse - unchanged``."""
    return _why(_STATE.fullmatch(fold_width(cell)))


def _why(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    there = match.lastgroup == "there"
    return _EXCLUDED[2][0] if there else _EXCLUDED[1][0]


def _of_title(document: Document, section: Section) -> Verdict:
    title = fold_width(section.plain)
    if _METHOD_WORD.search(section.title.text):
        return _OWN
    for reason, pattern in _EXCLUDED_PATTERNS:
        match = pattern.search(title)
        beside = _BESIDE_HTTP.search(title) or _among_subjects(title)
        if match is None or (reason == _MESSAGES and beside):
            continue
        if reason == _PAGES and _API_WORD.search(title[: match.start()]):
            continue  # "API endpoints (app routes)": the brackets tell how they are made
        if reason in _ALSO_RESOURCES and _is_resource(document, section, match.group()):
            continue
        if reason == PLANNED and _calls_things(document, section, title[match.start() :]):
            continue
        return Verdict("excluded", reason)
    if section.level == 1:
        return _OWN
    if _COMMAND.match(title):
        return _OWN
    if _API_WORD.search(title):
        return Verdict("own", "api")
    for reason, pattern in _WEAK_PATTERNS:
        if match := pattern.search(title):
            words = (match.group(), *(_TASKS if _TASK_WORD.search(match.group()) else ()))
            if any(_is_resource(document, section, word) for word in words):
                return _OWN
            return Verdict("weak", reason)
    return _OWN


def _calls_things(document: Document, section: Section, words: str) -> bool:
    """Whether "planned" is what things of the domain are: "Planned trips" above "Make a planned trip"."""
    named = _OF_THINGS.match(words)
    if named is None or _WORK.match(named.group(2)):
        return False
    words = named.group(1).lower().rstrip("sn")
    if section.parent is not None and words in document.sections[section.parent].plain.lower():
        return True
    for below in document.sections[section.index + 1 :]:
        if below.level <= section.level:
            break
        if words in below.plain.lower():
            return True
    return False


def _among_subjects(title: str) -> bool:
    """Whether messages are one of several things that a heading lists: "Rooms, messages, WebSocket"."""
    parts = [part.strip() for part in re.split(r"[,，、/]|\s(?:and|&|y|e|et|und)\s", title)]
    others = [part for part in parts if re.search(r"[^\W\d_]{2}", part)]
    return len(others) > 2 and re.search(r"(?i)web ?socket|socket", others[0]) is None


def _is_resource(document: Document, section: Section, words: str) -> bool:
    """Whether the word of a heading is a segment of the paths below it: "Tests" above `POST /mails/test`.

    The last part of a segment will do: "Lab Tests" above `GET /lab-tests`.
    """
    word = words.strip().lower().rstrip("s")
    if not word.isascii() and any(map(_lists_routes, section.blocks[:4])):
        return True  # a word of another script is no segment of a path: "일정" over `/events`
    if not re.fullmatch(r"[a-z-]{3,20}", word):
        return False
    segment = rf"/(?:[\w{{}}:.-]+/){{0,6}}(?:\w+[_-])*{re.escape(word)}s?(?![\w-])"
    method = r"\b(?:GET|POST|PUT|PATCH|DELETE)\b"
    path = re.compile(
        rf"{method}[\s`*|]{{1,6}}{segment}|^\|?[\s`*]*{segment}[^|\n]{{0,80}}\|[\s`*]*{method}",
        re.MULTILINE,
    )
    below = itertools.takewhile(
        lambda other: other.level > section.level, document.sections[section.index + 1 :]
    )
    for part in itertools.chain((section,), below):
        texts = [part.title.text] if part is not section else []
        texts += [_text(block) for block in part.blocks]
        if any(path.search(text) for text in texts):
            return True
    return False


def _lists_routes(block: Block) -> bool:
    """Whether it is a table of methods and paths, each in a cell of its own, or a fence that begins with a request."""
    if isinstance(block, Fence):
        return _REQUEST_LINE.match(block.text) is not None
    return isinstance(block, TableBlock) and any(
        _METHOD_CELL.fullmatch(row[0].plain.strip()) and row[1].plain.lstrip("` ").startswith("/")
        for row in block.rows
        if len(row) > 1
    )


_REQUEST_LINE = regex(r"\s*(?:GET|POST|PUT|PATCH|DELETE)[ \t]+(?:https?:/)?/\S")
_METHOD_CELL = regex(r"[`*\s]*(?:GET|POST|PUT|PATCH|DELETE)[`*\s]*")


def _text(block: Block) -> str:
    if not isinstance(block, TableBlock):
        return str(getattr(block, "text", ""))
    return "\n".join(" | ".join(cell.text for cell in row) for row in block.rows)

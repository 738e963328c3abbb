"""Tables that list endpoints, a row each, and Key/Value tables that describe one."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, field
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Cell, TableBlock
from spec2code.spec.inline import fold_width
from spec2code.spec.labels import name_role
from spec2code.spec.lines import aliases
from spec2code.spec.operations import operations_of
from spec2code.spec.role_matrices import is_matrix
from spec2code.spec.routes import Path, find_routes, methods_in, read_path
from spec2code.spec.row_paths import cell_paths, paired, short_path

__all__ = [
    "EndpointRow",
    "KeyValues",
    "endpoint_rows",
    "key_values",
    "refers_only",
]

_DESCRIPTION: Final = frozenset(
    [
        "notes",
        "note",
        "name",
        "action",
        "operation",
        "feature",
        "comment",
        "comments",
        "remarks",
        "function",
        "usage",
        "接口名称",
        "名称",
        "备注",
        "接口",
        "动作",
        "操作",
        "비고",
        "notas",
        "acción",
        "ação",
        "observações",
        "remarques",
        "примечание",
        "действие",
        "işlem",
        "hành động",
        "ghi chú",
        "keterangan",
        "aksi",
        "使用场景",
        "behavior",
        "behaviour",
        "handler description",
        "what",
    ]
)
_KEY_HEADS: Final = frozenset(
    [
        "key",
        "property",
        "field",
        "item",
        "attribute",
        "aspect",
        "element",
        "parameter",
        "项",
        "项目",
        "属性",
        "键",
        "字段",
        "항목",
        "속성",
        "구분",
        "clave",
        "propiedad",
        "campo",
        "chave",
        "propriedade",
        "clé",
        "propriété",
        "anahtar",
        "özellik",
        "khóa",
        "thuộc tính",
        "параметр",
        "свойство",
        "ключ",
        "kunci",
        "atribut",
    ]
)
_VALUE_HEADS: Final = frozenset(
    [
        "value",
        "description",
        "details",
        "detail",
        "content",
        "specification",
        "spec",
        "值",
        "内容",
        "描述",
        "说明",
        "값",
        "내용",
        "설명",
        "valor",
        "descripción",
        "detalle",
        "descrição",
        "valeur",
        "değer",
        "giá trị",
        "значение",
        "описание",
        "nilai",
        "isi",
    ]
)
_REFERRING = regex(
    r"^(?:limit|limits?\b.*|rate limit.*|requests?/.*|test\w*|test case.*|expected.*|p95.*|p99.*|latency.*|sla|target.*"
    r"|page|screen|component|view|caller|called by|when|target service|change|breaking\??|ttl|cache.*|step|"
    r"frontend.*|ui.*|trigger|user action|threshold|timeout|priority|estimate.*|story|task|owner|phase|sprint|"
    r"限流|限制|频率|页面|测试.*|预期.*|步骤|优先级|组件|화면|단계|límite|pantalla|página|tela|limite|этап|экран|лимит)$",
    re.IGNORECASE,
)


_LIMITS = regex(r"^(?:limits?|limitations?|限制|límites?|limites?|лимит)$", re.IGNORECASE)
_CALLERS = regex(
    r"^(?:page|screen|component|view|caller|called by|owner|phase|sprint|priority|frontend.*|ui.*|页面|前端.*|优先级|화면|단계|pantalla|página|tela|экран|этап)$",
    re.IGNORECASE,
)
_CREDENTIAL_HEAD = regex(
    r"(?:(?:requires?|needs?|需要?) ?)?(?:jwt|bearer|token|login|登入|로그인|토큰)(?: ?(?:required|needed|必要|필요|여부))?\W*"
)
"""A column that says whether one is asked for, by what is asked for: "JWT" above 是 and 否."""
_PARAMETERS_HEAD = regex(
    r"(?:参数|參數|파라미터|매개변수|\bparam(?:eter)?s?|\bparámetros|\bparâmetros|\bparamètres|\bпараметры)(?:\s*[(（].*)?$"
)
_MORE = regex(
    r"\s[·•/|,+&]\s*((?:GET|POST|PUT|PATCH|DELETE)\b(?:\s*[·•/|,+&]\s*(?:GET|POST|PUT|PATCH|DELETE)\b)*)\W*$"
)
_QUALIFIED = regex(
    r"^(?:key|main|important|relevant|主要|关键|核心|重要)\s*|\s*(?:的)?(?:关键|主要|核心|重要|重點)?(?:要点|要點|重点|字段|内容|摘要|概要|key fields|highlights|요점|핵심 ?필드|주요 ?필드|のポイント|主要項目)$"
)
"""How much of its part of the endpoint a column tells: 请求要点, 响应关键字段, "Key response fields"."""
_SUBJECT = regex(
    r"^(?:(?:feature )?flag\b.*|roles?|permissions?|events?|jobs?|errors?\b.*|problems?|risks?|issues?|bugs?|角色|权限|事件|역할|권한|roles|rol|evento|роль)$"
)


_EXAMPLES = regex(
    r"examples?|예시|예제|示例|例|ejemplos?|exemplos?|exemples?|beispiele?|esemp[io]|пример\w*|ví dụ|contoh|örnek\w*"
)
_BOTH = regex(r"(?:http )?method\s*(?:\+|&|/|,|and)\s*(\w+)")
_ASIDE = regex(r"\w.*\(\s*([a-z][a-z ]*)\)$")


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """One route of a row; `cells` are its other cells by role, `extra` those without one, by header."""

    method: str
    path: Path
    cells: dict[str, Cell]
    extra: tuple[tuple[str, Cell], ...]
    span: Span
    remark: Excerpt | None = None
    """What stands behind the route in its own cell."""

    @property
    def states(self) -> list[Cell]:
        """The cells that may say how far the endpoint is."""
        stated = [self.cells["statuses"]] if "statuses" in self.cells else []
        return [*stated, *(cell for _, cell in self.extra)]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A two-column table; values by role, with the key as written."""

    values: dict[str, Cell]
    others: tuple[tuple[str, Cell], ...] = field(default=())


def refers_only(table: TableBlock) -> bool:
    """Whether its headers say that the table measures, tests or limits endpoints rather than lists them."""
    heads = [fold_width(cell.plain).strip().lower() for cell in table.header]
    if _SUBJECT.match(heads[0]) or is_matrix(table):
        return True
    referring = [head for head in heads if _REFERRING.match(head)]
    roles = set(_column_roles(heads))
    if "endpoint" not in roles and any(_EXAMPLES.fullmatch(head) for head in heads):
        return True  # "Method | Used for | Example": what methods are for
    lists = {"method", "endpoint", "description"} <= roles
    if "auth" in roles and roles & {"method", "endpoint"}:
        # Who may call is said where endpoints are listed, even if who calls them is, too.
        referring = [head for head in referring if not _CALLERS.match(head)]
    # "Path | Method | About | Limits": a list that says a limit besides.
    return bool(referring) and not (lists and all(_LIMITS.match(head) for head in referring))


def endpoint_rows(table: TableBlock) -> tuple[list[EndpointRow], list[tuple[Span, str]]]:
    """The endpoints of a table, and its rows that name a method which is none of HTTP's."""
    heads = [fold_width(cell.plain).strip().lower() for cell in table.header]
    roles = _column_roles(heads)
    rows = table.rows
    if not table.has_delimiter or (not any(roles) and _looks_like_row(table.header)):
        rows, spans = (table.header, *table.rows), (table.span, *table.row_spans)
    else:
        spans = table.row_spans
    method_column = _method_column(heads, roles, rows)
    path_column = _path_column(roles, rows, method_column)
    short = path_column is not None and _lacks_slashes(roles[path_column], rows, path_column)
    found: list[EndpointRow] = []
    strange: list[tuple[Span, str]] = []
    for row, span in zip(rows, spans, strict=False):
        routes = _routes_of(row, roles, method_column, path_column, short=short)
        if not routes:
            if method_column is not None and path_column is not None:
                word = row[method_column].plain.strip()
                if word and read_path(row[path_column].plain) and word.upper() == word:
                    strange.append((span, f"{word} {row[path_column].plain}"))
            continue
        taken, routes_found, remark = routes
        cells: dict[str, Cell] = {}
        extra: list[tuple[str, Cell]] = []
        for index, cell in enumerate(row):
            role = roles[index] if index < len(roles) else ""
            if index in taken or not cell.plain:
                continue
            if role and role not in cells:
                cells[role] = cell
            else:
                extra.append((heads[index] if index < len(heads) else "", cell))
        found += [
            EndpointRow(method, path, cells, tuple(extra), span, remark)
            for method, path in routes_found
        ]
    return found, strange


def key_values(table: TableBlock) -> KeyValues | None:
    """The pairs of a two-column table whose keys name parts of an endpoint or of an API."""
    if len(table.header) != 2:
        return None
    heads = [fold_width(cell.plain).strip().lower() for cell in table.header]
    rows = table.rows
    if not (heads[0] in _KEY_HEADS and heads[1] in _VALUE_HEADS):
        if name_role(heads[0], exact=True) is None and heads != ["", ""]:
            return None
        if heads[1] in _VALUE_HEADS or not heads[1]:
            pass
        rows = (table.header, *table.rows)
    values: dict[str, Cell] = {}
    others: list[tuple[str, Cell]] = []
    for key, value, *_ in rows:
        name = re.sub(r"\s*\(.*\)$", "", fold_width(key.plain)).strip()
        role = name_role(name, exact=True) if not name[:1].isdigit() else None
        if role and role not in values:
            values[role] = value
        else:
            others.append((key.plain, value))
    if not values:
        return None
    return KeyValues(values, tuple(others))


def _column_roles(heads: list[str]) -> list[str]:
    roles: list[str] = []
    for head in heads:
        role = name_role(head, exact=True) or ""
        if not role and (both := _BOTH.fullmatch(head)):
            role = name_role(both.group(1), exact=True) or ""  # "Method + path"
            role = role if role in ("method", "endpoint") else ""
        if head in _DESCRIPTION and role in ("", "endpoint", "description"):
            role = "description"
        if not role and (aside := _ASIDE.search(head)):
            role = name_role(aside.group(1), exact=True) or ""  # "요구 보호수준 (Auth)"
            role = role if role in ("auth", "roles", "query", "request", "response") else ""
        if not role and (part := _QUALIFIED.sub("", head)) != head:
            role = name_role(part, exact=True) or ""
            role = role if role in ("request", "response", "query", "errors") else ""
        if not role and _PARAMETERS_HEAD.search(head):
            role = "parameters"
        if not role and _CREDENTIAL_HEAD.fullmatch(head):
            role = "auth"
        if head.startswith(("request body", "body", "请求体")):
            role = "request"
        roles.append(role)
    return roles


def _looks_like_row(header: tuple[Cell, ...]) -> bool:
    return any(find_routes(cell.text) for cell in header) or any(
        methods_in(cell.plain) for cell in header
    )


def _method_column(
    heads: list[str], roles: list[str], rows: tuple[tuple[Cell, ...], ...]
) -> int | None:
    for index, role in enumerate(roles):
        if role == "method" and any(methods_in(row[index].plain) for row in rows):
            return index
    for index in range(min(len(heads), 4)):
        cells = [row[index].plain for row in rows if index < len(row) and row[index].plain]
        if cells and sum(1 for cell in cells if methods_in(cell)) * 2 > len(cells):
            return index
    return None


def _path_column(
    roles: list[str], rows: tuple[tuple[Cell, ...], ...], method_column: int | None
) -> int | None:
    if method_column is None:
        return None
    best, most = None, 0
    for index in range(len(roles)):
        if index == method_column:
            continue
        count = sum(1 for row in rows if index < len(row) and cell_paths(row[index]))
        count = count * 2 + (1 if roles[index] == "endpoint" and count else 0)
        if count > most:
            best, most = index, count
    return best


def _lacks_slashes(role: str, rows: tuple[tuple[Cell, ...], ...], column: int) -> bool:
    """Whether a column of paths has some without the slash they begin with: `pets/{id}`."""
    cells = [row[column].plain.strip("` ") for row in rows if column < len(row)]
    return role == "endpoint" and any("/" in cell and cell[:1] != "/" for cell in cells)


def _routes_of(
    row: tuple[Cell, ...],
    roles: list[str],
    method_column: int | None,
    path_column: int | None,
    *,
    short: bool,
) -> tuple[set[int], list[tuple[str, Path]], Excerpt | None] | None:
    if method_column is not None and path_column is not None:
        methods = methods_in(row[method_column].plain)
        paths = cell_paths(row[path_column]) or (short_path(row[path_column]) if short else [])
        if (
            methods
            and len(paths) == 1
            and (more := _MORE.search(fold_width(row[path_column].plain)))
        ):
            # "`/pets` · POST · DELETE": what else the path takes stands behind it.
            methods = tuple(dict.fromkeys((*methods, *methods_in(more.group(1)))))
        if methods and paths:
            return {method_column, path_column}, paired(methods, paths), None
    for index, cell in enumerate(row[:-1]):
        paths = cell_paths(cell) if cell.plain.startswith(("/", "`/")) else []
        if paths and (done := operations_of(paths, row[index + 1])):
            return {index, index + 1}, done, None
    if re.match(r"[\s`*]*[1-5]\d\d\b", row[0].plain):
        # A table of statuses says which endpoints answer with them.
        return None
    for index, cell in enumerate(row[:4]):
        if index < len(roles) and roles[index] in ("description", "request", "response", "errors"):
            continue
        routes = find_routes(cell.text)
        if routes and routes[0].start <= 12:
            others = aliases(cell.text, routes)
            own = [route for route in routes if route.path.text not in others]
            found = [(method, route.path) for route in own for method in route.methods]
            return {index}, found, cell.excerpt.cut(routes[-1].end)
    return None

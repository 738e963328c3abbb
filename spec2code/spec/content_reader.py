"""The entries of a draft, one after the other, into a `Content`.

A label (heading, bold lead, words before a colon) sets the role of what follows until the next label
of the same depth; fences, tables, bullets and lines are taken according to that role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spec2code.model.api import Auth, RateLimit
from spec2code.model.shapes import ANY, MISSING, JsonValue, Missing, NumberShape, Shape, StringShape
from spec2code.model.span import Excerpt, Span
from spec2code.spec.auth import read_auth, read_roles, sentence_auth
from spec2code.spec.blocks import ListItem, TableBlock
from spec2code.spec.content_bodies import SAME, WRITING, BodyReader
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.drafts import Draft
from spec2code.spec.endpoint_tables import EndpointRow, endpoint_rows, key_values
from spec2code.spec.field_merge import merge
from spec2code.spec.fields import FieldTable, read_field_bullets, read_field_table
from spec2code.spec.flow import Entry
from spec2code.spec.lines import is_example_line
from spec2code.spec.inline import code_spans, fold_width, plain
from spec2code.spec.labels import Label, line_label, name_role, title_label
from spec2code.spec.parameters import (
    add_header,
    add_parameter,
    header_lines,
    inline_names,
    named_rows,
    take_query_string,
    take_rows,
)
from spec2code.spec.phrases import read_type, states_type
from spec2code.spec.routes import METHODS, find_routes, path_key, read_path
from spec2code.spec.status_lists import (
    is_status_table,
    read_status_line,
    read_status_table,
    starts_with_status,
)

__all__ = ["read_content"]

_LIMIT = re.compile(
    r"(\d[\d,]*)\s*(?:requests?|req|calls?|attempts?|times|次|回|회|solicitudes|requisições|requêtes|istek|lần|запрос\w*)?\s*(?:/|per|each|every|in|within|por|par|\s)\s*(\d+)?\s*(s\b|sec|second|min|minute|m\b|hour|hr|h\b|day|d\b|분|초|시간|分钟|分|秒|小时|天|minuto|hora|heure|dakika|saat|phút|giờ|минут|час)",
    re.IGNORECASE,
)
_PUBLIC_TITLE = re.compile(
    r"\b(?:public|unauthenticated|open)\b.{0,20}\b(?:endpoints?|apis?|routes?)\b|\b(?:endpoints?|apis?|routes?)\b.{0,12}\b(?:public|no auth\w*|without auth\w*)\b|\b(?:endpoints?|rutas|rotas) públic[oa]s\b|\bsem token\b|\bno auth(?:entication)? required\b|公开(?:接口|api)|无需(?:登录|认证)|인증 불필요|공개 api|публичн\w+ (?:эндпоинт\w*|api)",
    re.IGNORECASE,
)
_PROTECTED_TITLE = re.compile(
    r"\b(?:protected|authenticated|private|secured)\b.{0,20}\b(?:endpoints?|apis?|routes?)\b|\b(?:requires?|needs?) (?:auth\w*|login|jwt|a? ?token)\b|\b(?:auth\w*|jwt|login|token) required\b|\badmin(?:s)? only\b|\b(?:endpoints?|rutas|rotas) (?:protegid[oa]s|privad[oa]s|autenticad[oa]s)\b|需要?(?:登录|认证|鉴权)|인증 필요|защищ\w+ (?:эндпоинт\w*|api)",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"^\W*(?:public|private|protected|authenticated|auth(?:entication)? required|no auth\w*|admin(?:s)?(?: only)?|公开|需登录|需要登录|公共|공개|público|privado|protegido|publique?)(?=$|[^\w]*$|\W*[(—–:-])",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"(?:returns?|devuelve|retorna|retourne|возвращает|返回|반환)\b", re.IGNORECASE
)
_UNITS = (
    ("min", 60),
    ("分", 60),
    ("분", 60),
    ("dak", 60),
    ("phút", 60),
    ("мин", 60),
    ("m", 60),
    ("시간", 3600),
    ("小时", 3600),
    ("h", 3600),
    ("saat", 3600),
    ("giờ", 3600),
    ("час", 3600),
    ("d", 86400),
    ("天", 86400),
)


@dataclass(slots=True)
class _Frame:
    """A role in force: the depth it was set at, and the bullets that came under it."""

    label: Label | None
    depth: int
    by_item: bool
    bullets: list[ListItem] = field(default_factory=list)


def read_content(
    draft: Draft, definitions: Mapping[str, Shape], claimed: frozenset[Span]
) -> Content:
    """What a draft's entries say.

    Args:
        draft: a sighting of an endpoint and the entries that describe it.
        definitions: the named shapes of the document.
        claimed: blocks that describe tables of the database; they are no bodies.
    """
    reader = _Reader(draft, definitions, claimed)
    for entry in draft.entries:
        if entry.span in claimed:
            continue
        reader.take(entry)
    reader.flush_all()
    if draft.row is not None:
        reader.row(draft.row)
    if reader.content.auth is None and draft.shape != "heading":
        reader.content.auth = _title_auth(draft)
    return reader.content


def _title_auth(draft: Draft) -> Auth | None:
    """What the heading over a list of routes says of all of them: "Public endpoints (no token)"."""
    text = fold_width(draft.section.plain)
    if _PUBLIC_TITLE.search(text):
        return Auth(False, span=draft.section.span)
    if _PROTECTED_TITLE.search(text):
        return sentence_auth(text, draft.section.span) or Auth(True, None, (), draft.section.span)
    return None


class _Reader:
    def __init__(
        self, draft: Draft, definitions: Mapping[str, Shape], claimed: frozenset[Span]
    ) -> None:
        self.draft = draft
        self.definitions = definitions
        self.content = Content(draft.method, draft.path.text, draft.span, draft.path.parameters)
        self.bodies = BodyReader(self.content, definitions)
        self.frames: list[_Frame] = [_Frame(None, 0, by_item=False)]
        take_query_string(self.content, draft.path.query, draft.span)
        self._title()

    def _title(self) -> None:
        """The summary: what the heading or the line says besides the route."""
        section, title = self.draft.section, self.draft.title
        if self.draft.shape == "heading":
            text = re.sub(
                r"^(?:[A-Z]?\d+(?:\.\d+)*[.)]?|[^\w`*]+)\s+", "", plain(section.title.text)
            )
            for route in reversed(find_routes(text)):
                text = text[: route.start] + text[route.end :]
            text = _unbracketed(text.strip(" `*:-–—→|·/,"))
            known = name_role(text, exact=True) if text else None
            if text and len(text) < 30 and _ACCESS.match(fold_width(text).strip("⭐🔒🔓🔑*_ []()")):
                self.content.auth = read_auth(Excerpt(section.span.file, text, section.span.line))
                text = ""
            self.content.summary = text if re.search(r"\w{2}", text) and known is None else None
        elif title is not None:
            self._remark(title)
        elif self.draft.shape in ("label", "keys", "fence"):
            text = re.sub(
                r"^(?:[A-Z]?\d+(?:\.\d+)*[.)]?|[^\w`*]+)\s+", "", plain(section.title.text)
            ).strip()
            generic = (
                title_label(section.title) is not None
                or len(text) > 80
                or is_example_line(text, None)
            )
            self.content.summary = text if text and not generic else None
        self.content.group = (
            plain(section.title.text) if self.draft.shape in ("row", "item") else None
        )

    def _remark(self, title: Excerpt) -> None:
        text = _unbracketed(plain(title.text).strip(" -–—:"))
        if not re.search(r"\w{3}|[^\x00-\x7f]", text) or text.lower() in ("and", "or"):
            return
        if name_role(text, exact=False) is not None and len(text) < 40:
            return
        brackets = re.search(
            r"[(\[](auth|public|protected|admin(?:s)? only|bearer|jwt|no auth|需登录|需要登录|需认证|公开)[^()\[\]]*[)\]]",
            title.text,
            re.IGNORECASE,
        )
        self.content.summary = text[:200]
        if self.content.auth is None:
            if brackets:
                self.content.auth = read_auth(title.cut(brackets.start(1), brackets.end() - 1))
            elif re.match(r"[\s(]*(?:🔒|🔐|🔓|✅ ?auth|❌ ?auth)", title.text):
                self.content.auth = read_auth(title)
            else:
                self.content.auth = sentence_auth(text, title.span())

    # -- entries -------------------------------------------------------------------------------

    @property
    def frame(self) -> _Frame:
        return self.frames[-1]

    @property
    def role(self) -> str | None:
        return self.frame.label.role if self.frame.label is not None else None

    def take(self, entry: Entry) -> None:
        if entry.kind == "rule":
            self.close_to(0, item=True)
            return
        if entry.kind == "title":
            self.flush_all()
            label = title_label(entry.excerpt) if entry.excerpt is not None else None
            other = Label("other", entry.text, (), entry.excerpt, True) if entry.excerpt else None
            self.frames = [_Frame(label or other, 0, by_item=False)]
            if label is not None and label.statuses:
                self.stated(label)
            return
        self.close_to(entry.depth, item=entry.kind == "item")
        if entry.kind == "fence" and entry.fence is not None:
            if self.bodies.fence(entry.fence, self.frame.label):
                self.content.uses.add(entry.span)
            elif entry.fence.language in ("bash", "sh", "shell", "curl", "console"):
                self.curl_body(entry)
        elif entry.kind == "table" and entry.table is not None:
            self.table(entry.table)
        elif entry.excerpt is not None:
            self.text(entry, entry.excerpt)

    def close_to(self, depth: int, *, item: bool) -> None:
        """Ends the roles that were set deeper, or by an item beside this one."""
        while len(self.frames) > 1:
            top = self.frames[-1]
            if top.depth > depth or (top.by_item and item and top.depth == depth):
                self.flush(self.frames.pop())
            else:
                return

    def text(self, entry: Entry, excerpt: Excerpt) -> None:
        text = excerpt.text.strip()
        if not text:
            return
        if self.is_own_line(entry, text):
            return
        if starts_with_status(text) and (
            entry.kind == "item" or self.role in ("errors", "statuses", "response")
        ):
            self.status_item(entry, excerpt)
            return
        label = line_label(excerpt)
        if label is not None and not (
            label.role == "description"
            and entry.kind == "item"
            and self.role in ("request", "query", "parameters", "response")
        ):
            if (
                entry.kind == "item"
                and self.takes_fields()
                and not label.strong
                and self.is_field(entry, label)
            ):
                self.bullet(entry)
                return
            if (
                entry.kind == "item"
                and self.takes_fields()
                and label.strong
                and label.role in ("other", "description")
            ):
                self.bullet(entry)
                return
            self.label(entry, label)
            return
        if entry.kind == "item":
            self.bullet(entry)
            return
        self.prose(excerpt)

    def takes_fields(self) -> bool:
        return self.role in (
            "request",
            "query",
            "parameters",
            "path_parameters",
            "headers",
            "response",
            "validation",
        )

    def is_field(self, entry: Entry, label: Label) -> bool:
        """``- status: string`` under Query is a field, although Status is a word for something else."""
        if self.frame.depth >= entry.depth and self.frame.by_item:
            return False
        value = label.rest.text.strip(" `*")
        if (
            label.role == "method"
            and value in METHODS
            or label.role == "content_type"
            and "/" in value
        ):
            return False
        if label.role in (
            "request",
            "response",
            "errors",
            "query",
            "headers",
            "auth",
        ) and not code_spans(entry.text[:30]):
            return self.frame.depth < entry.depth and bool(re.match(r"[a-z_]+$", label.name))
        return True

    def is_own_line(self, entry: Entry, text: str) -> bool:
        """Whether the line is the one that names the endpoint; the query string in it is taken."""
        routes = find_routes(text)
        if not routes:
            return False
        own = [
            r
            for r in routes
            if self.draft.method in r.methods
            and path_key(r.path.text) == path_key(self.draft.path.text)
        ]
        if not own:
            return False
        for route in own:
            take_query_string(self.content, route.path.query, entry.span)
        return True

    def status_item(self, entry: Entry, excerpt: Excerpt) -> None:
        label = line_label(excerpt)
        read_status_line(self.content, excerpt, in_errors=True)
        if label is None:
            match = re.search(r"[1-5]\d\d", excerpt.text)
            status = int(match.group()) if match else 200
            label = Label(
                "errors" if status >= 400 else "response",
                excerpt.text,
                (status,),
                excerpt.cut(len(excerpt.text)),
                True,
            )
        elif label.role == "response":
            self.bodies.reference(label.rest, "response", label.statuses)
        if entry.kind == "item":
            self.push(label, entry)

    def label(self, entry: Entry, label: Label) -> None:
        if entry.kind != "item" and not label.strong and label.role == "other":
            return
        self.push(label, entry)
        self.apply(label)

    def push(self, label: Label, entry: Entry) -> None:
        by_item = entry.kind == "item"
        if by_item:
            self.frames.append(_Frame(label, entry.depth, by_item=True))
            return
        while len(self.frames) > 1 and self.frames[-1].depth >= entry.depth:
            self.flush(self.frames.pop())
        if self.frame.depth >= entry.depth:
            self.flush(self.frames.pop())
        self.frames.append(_Frame(label, entry.depth, by_item=False))

    def apply(self, label: Label) -> None:
        """What the label's own line says."""
        content, rest = self.content, label.rest
        text = rest.text.strip()
        match label.role:
            case "request" | "example_request" | "response" | "example_response":
                if not self.bodies.inline(label):
                    self.stated(label)
                    if label.role == "request" and re.search(
                        r"\bquery\b|查询参数|쿼리", text[:40], re.IGNORECASE
                    ):
                        self.names(rest.cut(rest.text.find(":") + 1), "query")
            case "errors":
                if label.statuses and not starts_with_status(text):
                    for status in label.statuses:
                        read_status_line(content, _prefixed(status, rest), in_errors=False)
                    self.stated(label)
                elif text:
                    read_status_line(content, rest, in_errors=True)
            case "statuses":
                if text:
                    read_status_line(content, rest, in_errors=True)
            case "headers":
                self.headers(rest)
            case "query" | "path_parameters" | "parameters":
                self.inline_parameters(label.role, rest)
            case "auth":
                stated = read_auth(rest) if text else None
                if stated is not None and (
                    content.auth is None or stated.scopes or content.auth.scheme is None
                ):
                    content.auth = stated
            case "roles":
                self.roles(rest)
            case "description":
                if text:
                    self.describe(rest)
            case "rate_limit":
                if text:
                    content.rate_limit = _rate_limit(rest)
            case "idempotency":
                said = plain(text).lower()
                content.idempotency_key = (
                    not re.match(r"(?:no|false|not|none|否|不|아니|não|non)\b", said)
                    if said
                    else True
                )
            case "content_type":
                media = re.search(r"multipart/[\w-]+|application/x-www-form-urlencoded", text)
                content.media_type = media.group() if media else content.media_type
            case "endpoint":
                path = read_path(text.strip("`* ").split(" ")[0]) if text else None
                if path is not None and path_key(path.text) == path_key(content.path):
                    take_query_string(content, path.query, rest.span())
            case "other":
                said_auth = (
                    read_auth(rest.cut(0, 0))
                    if False
                    else sentence_auth(f"{label.name} {text}"[:300], rest.span())
                )
                named = None
                if _is_access_word(label.name):
                    words = f"{label.name} {text}" if len(text) < 60 else label.name
                    named = read_auth(Excerpt(rest.file, words, *rest.position(0)))
                if content.auth is None:
                    content.auth = named or said_auth
            case _:
                pass

    def stated(self, label: Label) -> None:
        """Notes the statuses of a label that has no body of its own yet."""
        for status in label.statuses:
            if status < 400:
                self.content.statuses.setdefault(status, (None, label.rest.span()))
            elif label.role in ("errors", "response"):
                read_status_line(self.content, _prefixed(status, label.rest), in_errors=False)

    # -- bullets -------------------------------------------------------------------------------

    def bullet(self, entry: Entry) -> None:
        if entry.item is None or entry.excerpt is None:
            return
        role = self.role
        if role in ("errors", "statuses") and re.search(r"[1-5]\d\d", entry.text):
            read_status_line(self.content, entry.excerpt, in_errors=True)
            return
        if self.takes_fields():
            self.frame.bullets.append(entry.item)
            return
        if role in (None, "description", "auth", "roles", "other"):
            said = sentence_auth(plain(entry.text), entry.span)
            if said is not None and self.content.auth is None and role != "other":
                self.content.auth = said
            if role == "auth" and self.content.auth is None:
                self.content.auth = read_auth(entry.excerpt)
            if role in (None, "description"):
                self.content.description.append("- " + plain(entry.text))

    def flush_all(self) -> None:
        while self.frames:
            self.flush(self.frames.pop())
        self.frames = [_Frame(None, 0, by_item=False)]

    def flush(self, frame: _Frame) -> None:
        """Reads the bullets that came under a role as fields."""
        if not frame.bullets or frame.label is None:
            return
        role = frame.label.role
        if role == "query":
            frame.bullets = [item for item in frame.bullets if not self.assigned(item)]
            if not frame.bullets:
                return
        top = min(item.depth for item in frame.bullets)
        items = [item for item in frame.bullets if item.depth == top]
        table = read_field_bullets(items, self.definitions)
        if table is None:
            return
        named = sum(
            1
            for item in items
            if re.match(r"[\s*_]*`|[\s*_]*\w[\w.\[\]]*\??[*_]*\s*(?:[:(（：]|[-–—] )", item.text)
        )
        if named * 2 < len(items):
            return
        if role == "response":
            if not any(body.shape for seen in self.content.responses.values() for body in seen):
                self.fields(table, role, frame.label)
            return
        self.fields(table, role, frame.label)

    def assigned(self, item: ListItem) -> bool:
        """Takes a bullet such as ``- `limit=20` `` or ``- `type=river|lake` ``: a default or the values."""
        spans = code_spans(item.text)
        match = (
            re.fullmatch(r"\??([A-Za-z_][\w.]*(?:\[\])?)=(\S*)", spans[0].text) if spans else None
        )
        if match is None or item.text.lstrip(" *_").find("`") > 0:
            return False
        name, value = match.groups()
        phrase = states_type(value.replace("|", " | ")) if value else None
        default: JsonValue | Missing = MISSING
        shape: Shape = StringShape()
        if phrase is not None:
            shape = phrase.shape
        elif re.fullmatch(r"-?\d{1,12}", value):
            shape, default = NumberShape(integer=True), int(value)
        said = plain(item.text[spans[0].end + 1 :]).strip(" ()-–—:")
        add_parameter(
            self.content,
            "query",
            name,
            shape,
            False,
            item.span,
            default=default,
            description=said or None,
        )
        return True

    # -- tables --------------------------------------------------------------------------------

    def table(self, table: TableBlock) -> None:
        rows, _ = endpoint_rows(table)
        own = [
            row
            for row in rows
            if row.method == self.draft.method
            and path_key(row.path.text) == path_key(self.draft.path.text)
        ]
        if own:
            self.row(own[0])
            return
        column = is_status_table(table)
        if column is not None and self.role not in ("request", "query", "parameters"):
            read_status_table(self.content, table, column)
            self.content.uses.add(table.span)
            return
        pairs = key_values(table)
        if (
            pairs is not None
            and (
                pairs.values.keys() & {"endpoint", "method", "auth", "description", "base"}
                or len(pairs.values) > 2
            )
            and not self.takes_fields()
        ):
            self.content.uses.add(table.span)
            for role, cell in pairs.values.items():
                self.apply(Label(role, role, (), cell.excerpt, strong=True))
            return
        fields = read_field_table(table, self.definitions)
        if fields is None and self.takes_fields():
            fields = named_rows(table)
        if fields is None:
            return
        self.content.uses.add(table.span)
        role = self.role
        head = fold_width(table.header[0].plain).strip().lower()
        if head.startswith(("header", "请求头", "헤더", "заголовок", "encabezado", "cabeçalho")):
            role = "headers"
        elif head.startswith(("query", "查询")):
            role = "query"
        elif head.startswith("path "):
            role = "path_parameters"
        self.fields(fields, role, self.frame.label)

    def fields(self, table: FieldTable, role: str | None, label: Label | None) -> None:
        content = self.content
        content.diagnostics += table.diagnostics
        if role in (None, "other", "description", "endpoint", "method"):
            if role == "other" and not table.states_required:
                return
            shown = any(content.responses.values())
            role = "response" if shown and content.method not in WRITING else "parameters"
        if role == "headers":
            take_rows(content, table, "header")
            return
        if role in ("query", "path_parameters"):
            take_rows(content, table, "path" if role == "path_parameters" else "query")
            return
        if role in ("parameters", "request", "validation", "example_request"):
            if (
                content.media_type is None
                and label is not None
                and "form-data" in label.name.lower()
            ):
                content.media_type = "multipart/form-data"
            where = "body" if content.method in WRITING else "query"
            if (
                content.method == "DELETE"
                and role == "request"
                and label is not None
                and re.search(r"body|体|본문", label.name.lower())
            ):
                where = "body"
            body = take_rows(content, table, where, generic=role == "parameters")
            if body:
                kept = FieldTable(tuple(body), table.span, table.states_required, table.states_type)
                self.merge_request(kept, only_existing=role == "validation")
            return
        if role in ("response", "example_response"):
            statuses = label.statuses if label is not None else ()
            good = [status for status in statuses if status < 400]
            status = (
                good[0]
                if good
                else (None if not content.responses else next(iter(content.responses)))
            )
            seen = content.body_for(status)
            shape, told = merge(seen[-1].shape if seen else None, table)
            content.diagnostics += told
            if seen:
                seen[-1].shape = shape
            else:
                seen.append(BodySeen(table.span, shape))

    def merge_request(self, table: FieldTable, *, only_existing: bool) -> None:
        content = self.content
        for body in content.requests:
            if body.reference is None:
                body.shape, told = merge(body.shape, table, only_existing=only_existing)
                content.diagnostics += told
                body.is_example = False
                return
        if only_existing and not table.states_type:
            return
        shape, told = merge(None, table)
        content.diagnostics += told
        content.requests.append(BodySeen(table.span, shape))

    def row(self, row: EndpointRow) -> None:
        """What the other cells of an endpoint's row say."""
        for role, cell in row.cells.items():
            if cell.plain.strip() in ("", "-", "–", "—") and role != "auth":
                continue
            if role == "description":
                self._remark(cell.excerpt)
                continue
            if role in ("request", "response"):
                self.cell_body(role, cell.excerpt)
                continue
            self.apply(Label(role, role, (), cell.excerpt, strong=True))
        for _, cell in row.extra:
            if self.content.summary is None and len(cell.plain) > 3:
                self._remark(cell.excerpt)

    def cell_body(self, role: str, cell: Excerpt) -> None:
        inner = line_label(cell)
        if inner is not None and inner.role in ("query", "path_parameters", "headers"):
            self.apply(inner)
            return
        statuses = (
            tuple(int(found) for found in re.findall(r"`?\b([1-5]\d\d)\b", cell.text[:12]))
            if role == "response"
            else ()
        )
        label = Label(role, role, statuses, cell, strong=True)
        if not self.bodies.inline(label):
            self.stated(label)

    # -- smaller things ------------------------------------------------------------------------

    def headers(self, rest: Excerpt) -> None:
        text = rest.text
        if re.search(r"authorization|bearer", text, re.IGNORECASE):
            if self.content.auth is None:
                self.content.auth = Auth(True, "bearer", (), rest.span())
            if not re.search(r"[,;]", text):
                return
        header_lines(self.content, rest)
        for name, _, optional, span in inline_names(rest):
            if name.lower() not in ("authorization", "bearer"):
                add_header(self.content, name, not optional, span)

    def inline_parameters(self, role: str, rest: Excerpt) -> None:
        places = {"path_parameters": "path", "query": "query"}
        place = places.get(role, "")
        if not place:
            place = "body" if self.content.method in WRITING else "query"
        text = rest.text.strip()
        query = re.search(r"\?[\w\[\]]+=?[^\s`]*", text)
        if query:
            path = read_path("/x" + query.group())
            if path is not None:
                take_query_string(self.content, path.query, rest.span())
            return
        if place == "body":
            self.bodies.inline(Label("request", "", (), rest, strong=True))
            return
        if SAME.search(text) and not code_spans(text) and len(text) < 120:
            self.content.same_as.append(("query", text, rest.span()))
            return
        self.names(rest, place)

    def names(self, rest: Excerpt, place: str) -> None:
        taken = 0
        for name, stated, optional, span in inline_names(rest):
            phrase = read_type(stated.strip(" ()=:;,.")) if stated.strip(" ()=:;,.") else None
            shape = phrase.shape if phrase is not None and phrase.understood else ANY
            default = phrase.rules.default if phrase is not None else MISSING
            taken += 1
            required = place == "path" or (
                phrase is not None and phrase.rules.required is True and not optional
            )
            add_parameter(
                self.content,
                place,
                name,
                shape if shape is not ANY else StringShape(),
                required,
                span,
                default=default,
            )
        if taken > 1:
            # The list was on the label's own line: what follows below is something else.
            self.frame.label = None

    def roles(self, rest: Excerpt) -> None:
        stated = read_roles(rest)
        if stated is None:
            return
        known = self.content.auth
        if known is None or (known.required and not known.scopes):
            scheme = known.scheme if known is not None else stated.scheme
            self.content.auth = Auth(stated.required, scheme, stated.scopes, stated.span)

    def describe(self, rest: Excerpt) -> None:
        text = plain(rest.text)
        self.content.description.append(text)
        if self.content.auth is None:
            self.content.auth = sentence_auth(text, rest.span())

    def prose(self, excerpt: Excerpt) -> None:
        role = self.role
        text = plain(excerpt.text)
        if role in ("errors", "statuses"):
            read_status_line(self.content, excerpt, in_errors=False)
            return
        if role in (None, "description", "auth"):
            if _RETURNS.match(text) and not any(self.content.responses.values()):
                self.bodies.reference(excerpt, "response", ())
            self.describe(excerpt)
        elif role in ("query", "path_parameters") and code_spans(excerpt.text):
            self.inline_parameters(role, excerpt)
        elif role in ("request", "response") and self.frame.label is not None:
            shown = (
                self.content.requests if role == "request" else any(self.content.responses.values())
            )
            if (
                shown
                or len(text) > 200
                or not re.match(
                    r"[\s`*→]*(?:[{\[`]|\[|same|list of|array of|returns?\b)",
                    excerpt.text,
                    re.IGNORECASE,
                )
            ):
                return
            self.bodies.inline(
                Label(role, self.frame.label.name, self.frame.label.statuses, excerpt, strong=False)
            )

    def curl_body(self, entry: Entry) -> None:
        """The data of a curl example: the request's example where the request is not shown otherwise."""
        assert entry.fence is not None
        text = entry.fence.text
        match = re.search(r"(?:-d|--data(?:-raw)?|--json)\s*'", text)
        if "curl" not in text or match is None:
            return
        end = text.find("'", match.end())
        if end == -1 or "{" not in text[match.end() : end]:
            return
        label = Label(
            "example_request", "curl", (), entry.fence.excerpt.cut(match.end(), end), strong=True
        )
        header_auth = re.search(r"-H\s*['\"]Authorization", text, re.IGNORECASE)
        if header_auth and self.content.auth is None:
            self.content.auth = Auth(True, "bearer", (), entry.span)
        self.bodies.inline(label)


def _unbracketed(text: str) -> str:
    """The text without brackets around the whole of it, or left over from a route that stood in them."""
    text = re.sub(r"[(\[（]\s*[)\]）]", "", text).strip()
    if text[:1] in "([（" and text[-1:] in ")]）":
        return text[1:-1].strip()
    return text


def _prefixed(status: int, rest: Excerpt) -> Excerpt:
    """The text of a label with its status put back in front, at the place of the text."""
    line, column = rest.position(0)
    return Excerpt(
        rest.file, f"{status}: {rest.text}" if rest.text.strip() else str(status), line, column
    )


def _is_access_word(name: str) -> bool:
    """Whether a bold word says who may call: "Public", "Protected — vendor or admin"."""
    return bool(_ACCESS.match(fold_width(name)))


def _rate_limit(rest: Excerpt) -> RateLimit:
    text = plain(rest.text)
    match = _LIMIT.search(fold_width(text))
    if match is None:
        return RateLimit(text, span=rest.span())
    unit = next((seconds for word, seconds in _UNITS if match.group(3).lower().startswith(word)), 1)
    return RateLimit(
        text, int(match.group(1).replace(",", "")), unit * int(match.group(2) or 1), rest.span()
    )

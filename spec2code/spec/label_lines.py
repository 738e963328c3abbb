"""What stands on the line of a label: statuses, inline bodies, names of parameters, auth, limits."""

from __future__ import annotations

import re

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ANY, MISSING
from spec2code.model.span import Excerpt
from spec2code.spec.auth import read_auth, read_roles, sentence_auth
from spec2code.spec.auth_rules import ByPath, path_rule
from spec2code.spec.body_clues import NOTHING
from spec2code.spec.body_references import SAME
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.content_fields import take_bullets
from spec2code.spec.contents import Content
from spec2code.spec.exchanges import answer_behind, take_exchange
from spec2code.spec.inline import bold_lead, code_spans, plain
from spec2code.spec.inline_names import inline_names
from spec2code.spec.labels import Label
from spec2code.spec.parameters import (
    add_parameter,
    header_lines,
    named_headers,
    take_query_string,
)
from spec2code.spec.phrases import read_type
from spec2code.spec.rate_limits import read_rate_limit
from spec2code.spec.routes import path_key, read_path
from spec2code.spec.rule_lines import rules_on_line
from spec2code.spec.status_lists import (
    read_said_statuses,
    read_status_line,
    starts_with_status,
)
from spec2code.spec.summaries import is_access_word

__all__ = ["LabelReader"]

_STATUS_BEHIND = regex(r"[`}\]]\W{0,3}[(（]\s*(2\d\d)\b[^()（）]{0,24}[)）]")
"""The status behind a body: ``Response: `{ id }` (202 Accepted)``."""
_REQUIRED = regex(r"(?<!not )\brequired\b|必填|必須|필수", re.IGNORECASE)
_DENIED = regex(r"(?:no|false|not|none|否|不|아니|não|non)\b")

_LOOSE = regex(
    r"\W*(?:security|seguridad|segurança|sécurité|sicherheit|sicurezza|безопасность)\W*$", re.I
)
"""A word for more than who may call: in "**Security**: encryption at rest" nobody is asked for a login."""
_PAIRS = regex(r"[\w\[\]]+=[^\s`&]*(?:&[\w\[\]]+=[^\s`&]*)+")
"""A query string without its mark: `state=OPEN&page=1`."""
_IN_QUERY = regex(
    r"[\s*_]*(?:query|url)(?: string)? param(?:eter)?s?[\s*_:：—–-]+(?=`|[A-Za-z_]\w*\b)",
    re.IGNORECASE,
)
"""A request that is all in its query: "**Request:** query params `page: int = 1`"."""
_TOLD = regex(r"\b[1-5]\d\d\b\W*(\w.*)")
"""What the words of a label say behind its status."""


class LabelReader:
    """Puts what labels say on their own lines into a `Content`."""

    def __init__(self, content: Content, bodies: BodyReader) -> None:
        self.content = content
        self.bodies = bodies

    def apply(self, label: Label) -> bool:
        """Takes what the label's own line says; whether that was all of it, so that nothing more is to come."""
        content, rest = self.content, label.rest
        text = rest.text.strip()
        match label.role:
            case "request" | "example_request" | "response" | "example_response":
                if label.role == "response" and not label.statuses:
                    behind = _STATUS_BEHIND.search(text)
                    label = replace(label, statuses=(int(behind.group(1)),)) if behind else label
                if label.role == "request" and (lead := _IN_QUERY.match(rest.text)):
                    return self.inline_parameters("query", rest.cut(lead.end())) > 1
                if label.role == "request" and answer_behind(rest.text):
                    take_exchange(self.bodies, rest)
                elif not self.bodies.inline(label):
                    self.stated(label)
                    if label.role == "request" and re.search(
                        r"\bquery\b|查询参数|쿼리", text[:40], re.IGNORECASE
                    ):
                        self.names(rest.cut(rest.text.find(":") + 1), "query")
                if label.role == "response":
                    read_said_statuses(content, rest)  # "Returns `Pet`; 404 for others' pets"
            case "errors":
                if label.statuses and not starts_with_status(text):
                    for status in label.statuses:
                        read_status_line(content, prefixed(status, rest), in_errors=False)
                    self.stated(label)
                elif text:
                    read_status_line(content, rest, in_errors=True)
            case "statuses":
                if text:
                    read_status_line(content, rest, in_errors=True)
            case "headers":
                self.headers(rest)
            case "query" | "path_parameters" | "parameters":
                return self.inline_parameters(label.role, rest) > 1
            case "auth":
                stated = read_auth(rest) if text else None
                for span in code_spans(rest.text):
                    if re.match(r"\?[A-Za-z_]\w*=", span.text):
                        self.inline_parameters("query", rest.cut(span.start, span.end))
                if stated is not None and not stated.scheme and _LOOSE.match(label.name):
                    stated = sentence_auth(plain(text), rest.span())
                if not text and not label.strong:
                    # A line of its own: "🔒 Requires authentication".
                    stated = sentence_auth(label.name, rest.span())
                if stated is not None and _tells_more(stated, content.auth):
                    content.auth = stated
            case "roles":
                self.roles(rest)
            case "description" | "validation":
                read_said_statuses(content, rest)
                if text and label.role == "description":
                    self.describe(rest)
                elif text and (rules := rules_on_line(content, rest)):
                    take_bullets(content, rules, label, self.bodies.definitions)
            case "rate_limit":
                if text:
                    content.rate_limit = read_rate_limit(rest)
            case "idempotency":
                content.idempotency_key = not _DENIED.match(plain(text).lower())
            case "content_type":
                media = re.search(r"multipart/[\w-]+|application/x-www-form-urlencoded", text)
                content.media_type = media.group() if media else content.media_type
            case "endpoint":
                path = read_path(text.strip("`* ").split(" ")[0]) if text else None
                if path is not None and path_key(path.text) == path_key(content.path):
                    take_query_string(content, path.query, rest.span())
                    content.respell(path.text, path.parameters)
            case "other":
                if text:
                    read_said_statuses(content, rest)
                return self.access(label)
            case _:
                pass
        return False

    def stated(self, label: Label) -> None:
        """Notes the statuses of a label that has no body of its own yet."""
        for status in label.statuses:
            if status < 400:
                self.content.statuses.setdefault(status, (None, label.rest.span()))
            elif label.role in ("errors", "response"):
                rest = label.rest
                told = _TOLD.search(label.name) if not label.strong else None
                if told is not None and not rest.text.strip():
                    # "Returns 422 when ...": the whole line is the label.
                    rest = Excerpt(rest.file, told.group(1), *rest.position(0))
                read_status_line(self.content, prefixed(status, rest), in_errors=False)

    def access(self, label: Label) -> bool:
        """Who may call, where a bold word alone says it: "**Public**"; whether it is such a word."""
        rest, text = label.rest, label.rest.text.strip()
        access = is_access_word(label.name)
        if self.content.auth is not None:
            return access
        if access:
            words = f"{label.name} {text}" if len(text) < 60 else label.name
            self.content.auth = read_auth(Excerpt(rest.file, words, *rest.position(0)))
        if self.content.auth is None:
            self.content.auth = sentence_auth(f"{label.name} {text}"[:300], rest.span())
        return access

    def headers(self, rest: Excerpt) -> None:
        text = rest.text
        if re.search(r"authorization|bearer", text, re.IGNORECASE):
            if self.content.auth is None:
                self.content.auth = Auth(True, "bearer", (), rest.span())
            if not re.search(r"[,;]", text):
                return
        header_lines(self.content, rest)
        named_headers(self.content, rest)

    def inline_parameters(self, role: str, rest: Excerpt) -> int:
        """Takes parameters from the line of their label; how many names it lists."""
        places = {"path_parameters": "path", "query": "query"}
        place = places.get(role, "")
        if not place:
            place = "body" if self.content.method in WRITING else "query"
        text = rest.text.strip()
        if place == "query" and text.lstrip("`").startswith("{"):
            # "Params: { page: int, kind?: string }"
            self.bodies.inline(Label("query", "", (), rest, strong=True))
            return 0
        query = re.search(r"\?[\w\[\]]+=?[^\s`]*", text) or _PAIRS.fullmatch(text.strip("` ."))
        if query:
            path = read_path("/x?" + query.group().lstrip("?"))
            if path is not None:
                take_query_string(self.content, path.query, rest.span())
            return 0
        if place == "body":
            self.bodies.inline(Label("request", "", (), rest, strong=True))
            return 0
        if SAME.search(text) and not code_spans(text) and len(text) < 120:
            self.content.same_as.append(("query", text, rest.span()))
            return 0
        return self.names(rest, place)

    def names(self, rest: Excerpt, place: str) -> int:
        """Takes the parameters of an inline list; how many there were."""
        if NOTHING.match(rest.text):
            return 0
        taken = 0
        listed = inline_names(rest)
        marked = any(_REQUIRED.search(stated) for _, stated, _, _ in listed)
        for name, stated, optional, span in listed:
            phrase = read_type(stated.strip(" ()=:;,.")) if stated.strip(" ()=:;,.") else None
            shape = phrase.shape if phrase is not None and phrase.understood else ANY
            default = phrase.rules.default if phrase is not None else MISSING
            taken += 1
            named = _REQUIRED.search(stated) or (phrase and phrase.rules.required is True)
            required = place == "path" or (bool(named) and not optional)
            add_parameter(
                self.content,
                place,
                name,
                shape,
                required,
                span,
                default=default,
                stated=required or optional or marked or default is not MISSING,
            )
        return taken

    def roles(self, rest: Excerpt) -> None:
        stated = read_roles(rest)
        if stated is None:
            return
        known = self.content.auth
        if known is None or (known.required and not known.scopes):
            scheme = known.scheme if known is not None else stated.scheme
            carrier = known.carrier if known is not None else None
            self.content.auth = Auth(
                stated.required,
                scheme,
                stated.scopes,
                stated.span,
                carrier=carrier or stated.carrier,
            )

    def describe(self, rest: Excerpt) -> None:
        text = plain(rest.text)
        self.content.description.append(text)
        bold = bold_lead(rest.text)
        if self.content.auth is None and bold is not None and is_access_word(bold[0]):
            self.content.auth = read_auth(Excerpt(rest.file, text, *rest.position(0)))
        if self.content.auth is None and not path_rule(rest.text, rest.span(), ByPath()):
            self.content.auth = sentence_auth(text, rest.span())


def _tells_more(stated: Auth, known: Auth | None) -> bool:
    """Whether a label changes who may call: "Auth: no" isn't taken back by a rule behind "Authorization:"."""
    if known is None or stated.scopes:
        return True
    return known.scheme is None and (known.required or not stated.required)


def prefixed(status: int, rest: Excerpt) -> Excerpt:
    """The text of a label with its status put back in front, at the place of the text."""
    line, column = rest.position(0)
    return Excerpt(
        rest.file, f"{status}: {rest.text}" if rest.text.strip() else str(status), line, column
    )

"""Bodies of an endpoint: fences, inline JSON, references and inline field lists, by role and status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import AnyShape, ObjectShape, RefShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import Fence
from spec2code.spec.bodies import BodyPart, read_bodies
from spec2code.spec.body_clues import (
    BINARY,
    NOTHING,
    REASON,
    ROLE_OF,
    fits,
    form_named,
    is_call_options,
    is_error,
    is_headers,
    is_partial,
    is_program,
    is_stream,
    media,
    media_named,
    status_inside,
    unwrapped,
    variant,
)
from spec2code.spec.body_references import SAME, expressed_body, named_body, names_generic
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.declared_bodies import declared_beside_route, declared_body
from spec2code.spec.error_bodies import take_error_body
from spec2code.spec.fence_lines import take_fence_lines, take_form_line
from spec2code.spec.inline import code_spans, plain
from spec2code.spec.label_bodies import body_in_label, enclose
from spec2code.spec.labels import Label, failed, statuses_in
from spec2code.spec.parameters import (
    fields_as_parameters,
    header_lines,
)
from spec2code.spec.routes import find_routes, path_key
from spec2code.spec.status_lists import (
    said_of_status,
    take_status,
)
from spec2code.spec.tabled_bodies import lay_over, listed_fields, repeats_secret, take_inline_fields
from spec2code.spec.utility_types import is_made

__all__ = ["WITH_NAMES", "WRITING", "BodyReader"]

WRITING: Final = ("POST", "PUT", "PATCH")
_BODY_LANGUAGES: Final = frozenset(
    (
        *("", "json", "jsonc", "json5", "jsonl", "http", "rest", "text", "txt", "plaintext"),
        *("javascript", "js", "typescript", "ts", "interface", "python", "py", "java", "c"),
        *("yaml", "yml", "request", "response"),
    )
)
_PROGRAMS: Final = frozenset(("javascript", "js", "typescript", "ts", "python", "py", "java", "c"))
_ADDED = regex(
    r"\b(?:additions?|additional|extra) ?(?:fields?)?\W*$|新增字段|附加字段|추가 필드", re.I
)
"""What an answer has besides what others have: "Success Response Additions"."""
_CALLED = regex(r"[\s`]*[A-Z]\w*\(")
_QUERY_LABEL = regex(r"\bquery\b|查询参数|쿼리", re.IGNORECASE)
_PATH = regex(r"(?<![\w/])/[\w/{}:.-]+(?:\?\S*)?")
_OR_ELSE = regex(
    r"`?\s*(?:,?\s*(?:or|o|ou|oder|или|либо|veya|hoặc|atau)|或|/|또는|\|)\s*`?", re.IGNORECASE
)
_SPELLED = regex(
    r"^(?:[^`(（]{0,60}|\s*`[A-Z]\w*`\s*)[(（]\s*(`\w+\??`(?:\s*[,、，]\s*`\w+\??`)+)\s*,?\s*(?:など|等|ほか|etc\.?|…|\.{3}|외)?\s*[)）]"
)
"""A name of a body and its fields behind that: "User JSON (`id`, `name`)"."""
_UNMARKED = regex(
    r"^[^()（）`{}]{0,40}[^\x00-\x7f][^()（）`{}]{0,40}[(（]\s*([a-z_]\w*(?:\s*[,、，]\s*[a-z_]\w*)+)\s*[)）]\s*[.。]?\s*$"
)
"""The same without marks, in a script where they are no words: 作成したユーザー情報（id, name）."""
WITH_NAMES = regex(
    r"[\s`*]*[1-5]\d\d\b[^`+]{0,30}`?\s*(?:\+|with|con|com|avec|mit|包含|含)\s+(?:(?:the|its|new|created|\w{2,20}['’]s)\s+){0,4}(`[a-z_]\w*`(?:\s*(?:,\s*and\b|,|\+|and\b)\s*`[a-z_]\w*`)*)\s*\.?\s*$",
    re.IGNORECASE,
)
"""A status and the fields that come with it: "`202 Accepted` + `job_id`"."""
_STREAM = regex(r"(?m)^\s*(?:data|event):\s|text/event-stream")


class BodyReader:
    """Puts what shows a body into a `Content`."""

    def __init__(self, content: Content, definitions: Mapping[str, Shape]) -> None:
        self.content = content
        self.definitions = definitions
        self.inside: str | None = None
        """The field of the answer's envelope that holds what is shown: "Response `data`:"."""

    def fence(self, fence: Fence, label: Label | None) -> bool:
        """Takes a fence below a label; False when nothing of it could be used."""
        role = label.role if label is not None else None
        if fence.language not in _BODY_LANGUAGES:
            return False
        content = self.content
        take_fence_lines(content, fence)
        if self.beside_route(fence) or take_form_line(content, fence, role):
            return True
        if is_call_options(fence.text) or (fence.language in _PROGRAMS and is_program(fence.text)):
            return False
        if role == "headers":
            header_lines(content, fence.excerpt)
            return True
        if is_stream(fence.text):
            return self.not_json(fence, role, label)
        if label is not None and self.is_type(fence.excerpt) and self.typed(fence, label):
            return True
        partial = is_partial(content.method, role, label.name if label is not None else "")
        reading = read_bodies(fence.excerpt, definitions=self.definitions, partial=partial)
        parts = [
            expressed_body(part, fence.excerpt, self.definitions)
            for part in reading.parts
            if self.is_own(part)
        ]
        parts = [self.completed(part, fence) for part in parts]
        usable = [part for part in parts if part.shape is not None or part.status or part.reference]
        if not reading.is_json and not any(part.status or part.role for part in usable):
            return self.not_json(fence, role, label)
        for part in usable:
            self.part(
                part, label, code=fence.language not in ("", "json", "jsonc", "json5", "http")
            )
        content.diagnostics += reading.diagnostics
        return bool(usable)

    def beside_route(self, fence: Fence) -> bool:
        """Takes the interfaces that follow the request line of a fence; whether there are any."""
        found = declared_beside_route(fence, self.content.method, self.definitions)
        for name, role in found:
            if role == "query":
                fields_as_parameters(self.content, self.definitions[name], "query")
                continue
            shape = RefShape(name=name, span=fence.span)
            self.place(role, (), BodySeen(fence.span, shape, reference=name, declared=True))
        return bool(found)

    def typed(self, fence: Fence, label: Label) -> bool:
        """Takes a fence that holds a type and no more: ``Pet[]``, ``Omit<Pet, "id"> & { token: string }``."""
        role = ROLE_OF.get(label.role, label.role)
        line = fence.excerpt.cut(0, len(fence.text.rstrip(" \t\n;")))
        return role in ("request", "response") and self.reference(line, role, label.statuses)

    def is_type(self, text: Excerpt) -> bool:
        """Whether the text is made of declared types: `Omit<Pet, "id">`, `ApiResponse<Pet[]>`."""
        return is_made(text.text.strip(" \n;`")) or names_generic(text, self.definitions)

    def declared(self, fence: Fence, label: Label) -> None:
        """Takes the interface or model that a fence below a label declares."""
        role = ROLE_OF.get(label.role, label.role)
        if role not in ("request", "response", "errors", "query", "parameters"):
            return
        said = label.rest.span()
        given = [body for seen in self.content.responses.values() for body in seen]
        given += self.content.requests
        name = declared_body(fence, label, self.definitions)
        if name is None or any(body.span == said for body in given):
            return
        if role == "query" or (role == "parameters" and self.content.method not in WRITING):
            fields_as_parameters(self.content, self.definitions[name], "query")
            return
        role = "request" if role == "parameters" else role
        shape = RefShape(name=name, span=fence.span)
        self.place(role, label.statuses, BodySeen(fence.span, shape, reference=name, declared=True))

    def completed(self, part: BodyPart, fence: Fence) -> BodyPart:
        """The part with the body that stands on the line of its label: ``Returns: 201 { "id": 1 }``."""
        return part if part.shape is not None else body_in_label(part, fence, self.definitions)

    def part(self, part: BodyPart, label: Label | None, *, code: bool = False) -> None:
        """Takes one body of a fence: its own words decide first, then the label above the fence."""
        content, context = self.content, label.role if label is not None else None
        statuses = (part.status,) if part.status else label.statuses if label is not None else ()
        role = part.role or ROLE_OF.get(context or "", context)
        if part.headers and role in (None, "request"):
            for name, value in part.headers:
                header_lines(
                    content,
                    Excerpt(part.span.file, f"{name}: {value}", part.span.line, part.span.column),
                )
        if (
            part.media_type != "application/json"
            and role in (None, "request")
            and content.media_type is None
        ):
            content.media_type = (
                part.media_type
                if part.media_type.startswith(("multipart", "application/x-www"))
                else None
            )
        if _QUERY_LABEL.search(_PATH.sub("", part.label)[:80]) and part.role in (None, "request"):
            role = "query"
        if role in (None, "response", "other") and not statuses and is_error(part.example):
            # "**Invalid credentials**:" and what is sent then, which says its status itself.
            role = "errors" if status_inside(part.example) else role
        if role == "response" and not statuses and label is not None and failed(label.name):
            inside = status_inside(part.example)
            role, statuses = ("errors", (inside,)) if inside else (role, statuses)
        again = role == "other" and content.sent_again(part.shape)
        if again:
            role = "request"  # "**With a note:**" below the body
        if role == "response" and is_headers(part.shape):
            seen = BodySeen(part.span, None, media_type="application/octet-stream")
            self.place("response", statuses, seen)
            return
        if context in ("query", "path_parameters", "parameters") and part.role in (None, "request"):
            role = context
        if role in ("query", "path_parameters", "parameters"):
            if role != "parameters" or content.method not in WRITING:
                place = "path" if role == "path_parameters" else "query"
                if fields_as_parameters(content, part.shape, place):
                    return
            role = "request" if role == "parameters" else role
        if part.shape is None and part.reference and SAME.search(part.reference):
            if role in ("request", "response"):
                content.same_as.append((role, part.reference, part.span))
            return
        if role is None:
            if context == "other" or (code and part.role is None):
                return
            asks = content.method in WRITING and not (
                (content.requests and not repeats_secret(part.shape, content.requests))
                or content.no_request
                or content.responses
            )
            role = "response" if not asks else "errors" if is_error(part.example) else "request"
        seen = BodySeen(
            part.span,
            part.shape,
            part.example,
            media(part.media_type),
            part.reference,
            None,
            # Below types in words the values are an example of them, else one more case of the body.
            context in ("example_request", "example_response") or (again and content.sends_types()),
            part.abridged,
        )
        if label is not None and label.role in ("response", "errors") and label.name:
            seen.description = variant(label.name)
            if isinstance(seen.shape, ObjectShape) and _ADDED.search(label.name):
                seen.shape = replace(seen.shape, elided=True)
        self.place(role, statuses, seen)

    def place(self, role: str, statuses: tuple[int, ...], seen: BodySeen) -> None:
        """Puts a body where its role and status say; 400 and above are errors whatever the label."""
        content = self.content
        if role in ("request", "example_request", "validation"):
            if not lay_over(content, content.requests, seen):
                content.requests.append(seen)
            return
        errors = [status for status in statuses if status >= 400]
        for status in errors:
            take_error_body(content, status, seen)
        if errors and len(errors) == len(statuses):
            return
        if role in ("errors", "error"):
            if not errors:
                take_error_body(content, None, seen)
            return
        if self.inside is not None and seen.shape is not None:
            enclose(seen, self.inside)
        good: list[int | None] = [status for status in statuses if status < 400]
        for place in good or [None]:
            if not lay_over(content, content.body_for(place), seen):
                content.body_for(place).append(seen)

    def inline(self, label: Label) -> bool:
        """Takes what stands on the label's own line; False when it shows no body."""
        content, rest, role = self.content, label.rest, ROLE_OF.get(label.role, label.role)
        text = rest.text.strip()
        if not text:
            return False
        if "multipart/form-data" in text or "x-www-form-urlencoded" in text:
            content.media_type = form_named(text) or content.media_type
        elif role == "request" and content.media_type is None:
            content.media_type = form_named(label.name)
        if role == "request" and NOTHING.match(text):
            content.no_request = True
            return True
        if self.is_type(rest) and self.reference(rest, role, label.statuses):
            return True
        brace = re.search(r"(?:\{|(?<!\w)\[)(?=\s*[\"'\w{}\].…])", text)
        if brace and text.count('"', 0, brace.start()) % 2 and _CALLED.match(text):
            brace = None  # within a text that is given to a call: `Done(message="for {N} pets")`
        if brace and not find_routes(text) and not re.match(r"\[[^\]]*\]\(", text[brace.start() :]):
            if self._inline_json(rest, rest.text.find(text) + brace.start(), label, role):
                return True
        if role == "response":
            self._statuses_of(label, rest)
        found_reference = self.reference(rest, role, label.statuses)
        if found_reference:
            return True
        named = media_named(text)
        if role == "response" and (named or BINARY.search(text)) and len(text) < 120:
            said = plain(text)
            seen = BodySeen(
                rest.span(),
                None,
                media_type=named or "application/octet-stream",
                description=None if said == named else said,
            )
            self.place("response", label.statuses, seen)
            return True
        if role == "request":
            return take_inline_fields(self.content, rest, label.name)
        if role == "response":
            listed = listed_fields(rest)
            if listed is not None:
                self.place("response", label.statuses, BodySeen(rest.span(), listed))
                return True
        return False

    def reference(self, rest: Excerpt, role: str, statuses: tuple[int, ...]) -> bool:
        """Takes a body that is named or said to be that of another endpoint."""
        text = rest.text
        spelled = _SPELLED.search(text) if role in ("request", "response") else None
        if role == "response" and spelled is None:
            spelled = WITH_NAMES.match(text) or _UNMARKED.search(text)
        listed = listed_fields(rest.cut(*spelled.span(1)), least=1) if spelled is not None else None
        if listed is not None:
            self.place(role, statuses, BodySeen(rest.span(), listed))
            return True
        named = named_body(rest, self.definitions)
        again = role in ("request", "response") and SAME.search(text) and len(text) < 200
        if again and (named is None or named[0] not in self.definitions):
            self.content.same_as.append((role, text, rest.span()))
            return True
        if named is None:
            return False
        name, shape = named
        self.place(role, statuses, BodySeen(rest.span(), shape, reference=name))
        return True

    def not_json(self, fence: Fence, role: str | None, label: Label | None) -> bool:
        """A fence that is no JSON: a name, a stream of events, a file, or nothing that is a body."""
        if label is not None and "\n" not in fence.text.strip() and self.typed(fence, label):
            return True
        streaming = _STREAM.search(fence.text) is not None
        if role in ("response", "example_response") or (streaming and role is None):
            if streaming:
                seen = BodySeen(fence.excerpt.span(), None, media_type="text/event-stream")
                self.place("response", label.statuses if label else (), seen)
                return True
            if BINARY.search(fence.text) and len(fence.text) < 200:
                seen = BodySeen(fence.excerpt.span(), None, media_type="application/octet-stream")
                self.place("response", label.statuses if label else (), seen)
                return True
        return False

    def is_own(self, part: BodyPart) -> bool:
        if part.method is None or part.path is None:
            return True
        routes = find_routes(f"{part.method} {part.path}")
        if not routes:
            return True
        return part.method == self.content.method and (
            path_key(routes[0].path.text) == path_key(self.content.path)
            or path_key(self.content.path).endswith(path_key(routes[0].path.text))
            or path_key(routes[0].path.text).endswith(path_key(self.content.path))
            or (len(part.path) > 1 and fits(routes[0].path.text, self.content.path))
        )

    def _inline_json(self, rest: Excerpt, start: int, label: Label, role: str) -> bool:
        end = len(rest.text)
        spans = [span for span in code_spans(rest.text) if span.start <= start < span.end]
        if spans:
            end = spans[0].end
        partial = self.content.method == "PATCH" and role == "request"
        reading = read_bodies(rest.cut(start, end), definitions=self.definitions, partial=partial)
        bodies = [
            part
            for part in reading.parts
            if part.shape is not None and not isinstance(part.shape, AnyShape)
        ]
        if not bodies or not reading.is_json:
            return False
        for part in bodies:
            self.part(part, label)
        following = next((span for span in code_spans(rest.text) if span.start > end), None)
        if spans and following and _OR_ELSE.fullmatch(rest.text[end : following.start]):
            # "`{ "ok": true }` or `{ "error": "…" }`"
            self._inline_json(rest, following.start, label, role)
        return True

    def _statuses_of(self, label: Label, rest: Excerpt) -> None:
        for status in label.statuses or statuses_in(rest.text[:20]):
            words = unwrapped(REASON.sub("", plain(rest.text)))
            if status >= 400:
                take_status(self.content, status, None, None, words, rest.span())
            else:
                self.content.statuses.setdefault(status, (said_of_status(words), rest.span()))

"""Routes that Python code in a fence declares: ``@router.post("/pets", status_code=201)`` above a function with its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.api import ApiError, Auth
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.shapes import AnyShape, ArrayShape, ObjectShape, RefShape, Shape, UnionShape
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence, Section
from spec2code.spec.clauses import split_top
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.draft_types import Draft, Handler
from spec2code.spec.parameters import add_header, add_parameter
from spec2code.spec.python_models import read_field
from spec2code.spec.routes import read_path

__all__ = ["CODE", "handler_content", "handler_drafts", "is_typed"]

CODE: Final = "program code"
"""Why a route that code declares counts only where others of its kind do."""
_DECORATOR = regex(
    r"^[ \t]*@(\w+)\.(get|post|put|patch|delete)\(\s*[rf]?(?:path\s*=\s*)?[\"']([^\"'\n]*)[\"']",
    re.MULTILINE,
)
_PREFIX = regex(
    r"^[ \t]*(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(?:APIRouter|Blueprint|Router)\(((?:[^()]|\([^()]*\))*)\)",
    re.MULTILINE,
)
_PREFIX_ARGUMENT = regex(r"\b(?:url_)?prefix\s*=\s*[\"']([^\"']*)[\"']")
_FUNCTION = regex(r"\s*(?:@[^\n]*\n\s*)*(?:async\s+)?def\s+(\w+)\s*\(")
_RETURNS = regex(r"\s*->\s*([^:\n]+?)\s*(?::|\n|$)")
_ANNOTATED = regex(r"Annotated\[(.+?),\s*(\w+\(.*\))\s*\]", re.DOTALL)
_RAISED = regex(
    r"\bHTTPException\(\s*(?:status_code\s*=\s*)?(?:status\.HTTP_)?([45]\d\d)\w*(?:\s*,\s*(?:detail\s*=\s*)?f?[\"']([^\"'\n]{1,120})[\"'])?"
)
_USAGE = regex(
    r"^[ \t]*#[^\n]*\b(?:usage|example|e\.g\.)[^\n]*\n\s*$", re.IGNORECASE | re.MULTILINE
)
"""A comment on the line above: what stands below it shows how a thing is used."""
_DOCSTRING = regex(r"\s*:?\s*(?:\"\"\"|''')\s*(.+?)\s*(?:\n|\"\"\"|''')")
_INJECTED: Final = frozenset(
    (
        "Request", "Response", "BackgroundTasks", "WebSocket", "Session", "AsyncSession",
        "HTTPConnection", "SecurityScopes",
    )
)  # fmt: skip
_WHO = regex(
    r"current_\w*user|current_\w*admin|auth|oauth2|verify|require|jwt|token|api_?key|permission|credentials|login|superuser",
    re.IGNORECASE,
)
_OPTIONAL_CALLER = regex(r"optional|maybe|or_none", re.IGNORECASE)
_ROLE = regex(
    r"require_?(?:role|permission|scope)s?\(\s*\[?\s*((?:[\"'][\w:.-]+[\"']\s*,?\s*)+)",
    re.IGNORECASE,
)


def handler_drafts(fence: Fence, section: Section) -> list[Draft]:
    """The routes that the code of a fence declares; none where it is no Python."""
    if fence.language not in ("python", "py", "python3", "") or "@" not in fence.text:
        return []
    text = fence.text
    prefixes = {
        match.group(1): found.group(1).rstrip("/")
        for match in _PREFIX.finditer(text)
        if (found := _PREFIX_ARGUMENT.search(match.group(2)))
    }
    matches = list(_DECORATOR.finditer(text))
    drafts: list[Draft] = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        path = read_path(prefixes.get(match.group(1), "") + match.group(3) or "/")
        if path is None or not path.text.startswith("/"):
            continue
        closing = _closing(text, text.index("(", match.start()), end)
        handler = Handler(
            fence.excerpt.cut(match.start(), end),
            text[match.end() : closing],
            fence.excerpt.span(match.start(3) - 1, match.end(3) + 1),
            closing + 1 - match.start(),
            _USAGE.search(text, matches[index - 1].end() if index else 0, match.start())
            is not None,
        )
        if (signature := _signature(handler)) and signature.parameters == ["..."]:
            continue  # a route whose parameters are left out says nothing
        drafts.append(
            Draft(match.group(2).upper(), path, section, handler.span, "code", handler=handler)
        )
    return drafts


def is_typed(draft: Draft) -> bool:
    """Whether the code says what the route takes or gives, as a mere example of a route doesn't."""
    handler = draft.handler
    if handler is None or handler.usage:
        return False
    signature = _signature(handler)
    if re.search(r"\bresponse_model\s*=\s*\w|\bstatus_code\s*=", handler.arguments):
        return True
    return signature is not None and bool(
        re.search(r"[A-Z]\w+(?:Response|Out|Read|Schema|Page|List)\b", signature.returns)
        or any(
            re.search(r":\s*[A-Z]\w*(?:Create|Update|Request|In|Schema|Body)\b", one)
            for one in signature.parameters
        )
    )


@dataclass(slots=True)
class _Signature:
    parameters: list[str]
    start: int
    """Offset of the parameters in the excerpt of the handler."""
    returns: str
    behind: str


def _signature(handler: Handler) -> _Signature | None:
    text = handler.excerpt.text
    match = _FUNCTION.match(text, handler.behind)
    if match is None:
        return None
    end = _closing(text, match.end() - 1, len(text))
    code = "\n".join(re.sub(r"\s#.*$", "", line) for line in text[match.end() : end].split("\n"))
    returns = _RETURNS.match(text, end + 1)
    stop = returns.end() if returns else end + 1
    parameters = [one for one in split_top(code, ",") if one]
    return _Signature(parameters, match.end(), returns.group(1) if returns else "", text[stop:])


def _closing(text: str, start: int, limit: int) -> int:
    """The offset of the bracket that closes the one at `start`; the limit where none does."""
    depth, quote = 0, ""
    for place in range(start, limit):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth == 0:
                return place
    return limit


def handler_content(draft: Draft, handler: Handler, names: Mapping[str, Shape]) -> Content:
    """What the code says of the endpoint; `names` are the shapes that the spec defines."""
    content = Content(draft.method, draft.path.text, handler.span, draft.path.parameters)
    signature = _signature(handler)
    arguments = _arguments(handler.arguments)
    stated = re.search(r"[2-5]\d\d", arguments.get("status_code", ""))
    if summary := arguments.get("summary"):
        content.summary = summary.strip("\"'")
    if "dependencies" in arguments:
        _take_caller(content, arguments["dependencies"], handler.span)
    returned = arguments.get("response_model") or (signature.returns if signature else "")
    if signature is not None:
        for one in signature.parameters:
            _take_parameter(content, one, handler, names)
        if (said := _DOCSTRING.match(signature.behind)) and content.summary is None:
            content.summary = said.group(1)[:200]
        for raised in _RAISED.finditer(signature.behind):
            status, words = int(raised.group(1)), raised.group(2)
            if all(error.status != status for error in content.errors):
                content.errors.append(ApiError(status, None, words, words, span=handler.span))
    _take_answer(content, int(stated.group()) if stated else None, returned, handler, names)
    return content


def _arguments(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in split_top(text.strip(" ,\n"), ","):
        name, equals, value = part.partition("=")
        if equals and name.strip().isidentifier():
            found[name.strip()] = value.strip()
    return found


def _take_answer(
    content: Content, status: int | None, kind: str, handler: Handler, names: Mapping[str, Shape]
) -> None:
    kind = kind.strip().strip("\"'")
    shape: Shape | None = None
    if kind and kind not in ("None", "Response", "dict", "Any") and not kind.endswith("Response()"):
        shape = read_field(handler.excerpt, "x", kind, None, 0, names).shape
        shape = None if isinstance(shape, AnyShape) else shape
    if status is None:
        status = 200 if shape is not None or kind else None
    if status is None:
        return
    content.statuses.setdefault(status, (None, handler.span))
    if shape is not None and status not in (204, 205):
        content.body_for(status).append(BodySeen(handler.span, shape, declared=True))


def _take_parameter(
    content: Content, text: str, handler: Handler, names: Mapping[str, Shape]
) -> None:
    stated, *given = split_top(text, "=")
    name, colon, kind = stated.partition(":")
    name, kind = name.strip(), kind.strip()
    default = "=".join(given) if given else None
    if not colon or not name.isidentifier():
        return
    if annotated := _ANNOTATED.fullmatch(kind):
        marker = annotated.group(2)
        kind, default = annotated.group(1), (
            marker if default is None or "Depends" in marker else _with(marker, default)
        )
    place = re.match(r"(?:\w+\.)?(\w+)\(", default or "")
    word = place.group(1) if place else ""
    if word in ("Depends", "Security"):
        _take_caller(content, f"{name} {kind} {default}", handler.span)
        return
    if re.sub(r"[\[|?].*", "", kind.rpartition(".")[2]).strip() in _INJECTED:
        return
    if kind.strip().rstrip("[]") in ("UploadFile", "bytes") or word in ("File", "Form"):
        content.media_type = (
            "multipart/form-data"
            if word == "File" or "UploadFile" in kind
            else content.media_type or "application/x-www-form-urlencoded"
        )
        kind = re.sub(r"\bUploadFile\b", "file", kind)
        _add_field(content, name, kind, default, handler, names)
        return
    read = read_field(handler.excerpt, name, kind, default, 0, names)
    if word == "Header":
        header = read.name if read.name != name else name.replace("_", "-")
        add_header(content, header, read.required, handler.span, read.shape)
        return
    if word == "Body" and not _is_whole(read.shape):
        _add_field(content, name, kind, default, handler, names)
        return
    if name not in content.path_parameters and word not in ("Query", "Path", "Cookie"):
        if (
            word == "Body"
            or _is_whole(read.shape)
            or re.fullmatch(r"[A-Z]\w*(?:Create|Update|Request|In|Schema|Body|DTO)", kind)
        ):
            shape = None if isinstance(read.shape, AnyShape) else read.shape
            content.requests.append(
                BodySeen(
                    handler.span, shape, reference=kind if shape is None else None, declared=True
                )
            )
            return
    where = "path" if name in content.path_parameters else "cookie" if word == "Cookie" else "query"
    add_parameter(
        content,
        where,
        read.name,
        read.shape,
        read.required,
        handler.span,
        default=read.default,
        description=read.description,
    )


def _with(marker: str, default: str) -> str:
    """`Query(ge=1)` and the default beside it as one: `Query(20, ge=1)`."""
    head, _, rest = marker.partition("(")
    return f"{head}({default}, {rest}" if rest != ")" else f"{head}({default})"


def _is_whole(shape: Shape) -> bool:
    """Whether a parameter of this shape is the body of the request."""
    if isinstance(shape, UnionShape):
        return any(_is_whole(option) for option in shape.options)
    if isinstance(shape, ArrayShape):
        return _is_whole(shape.items)
    return isinstance(shape, RefShape | ObjectShape)


def _add_field(
    content: Content,
    name: str,
    kind: str,
    default: str | None,
    handler: Handler,
    names: Mapping[str, Shape],
) -> None:
    """One field of a body that the function takes apart."""
    item = read_field(handler.excerpt, name, kind, default, 0, names)
    before = content.requests[0].shape if content.requests else None
    if isinstance(before, ObjectShape):
        content.requests[0].shape = ObjectShape(fields=(*before.fields, item))
    else:
        shape = ObjectShape(fields=(item,))
        content.requests.append(BodySeen(handler.span, shape, declared=True))


def _take_caller(content: Content, text: str, span: Span) -> None:
    """Who may call, by the dependencies that ask for it."""
    if _WHO.search(text) is None or content.auth is not None:
        return
    roles = _ROLE.search(text)
    scopes = tuple(re.findall(r"[\"']([\w:.-]+)[\"']", roles.group(1))) if roles else ()
    content.auth = Auth(_OPTIONAL_CALLER.search(text) is None, None, scopes, span)

"""An HTTP API: endpoints with their parameters, bodies, responses, errors and auth; and events."""

from __future__ import annotations

from spec2code.model.records import dataclass, field
from spec2code.model.shapes import MISSING, JsonValue, Missing, Shape
from spec2code.model.span import Span

__all__ = [
    "ApiError",
    "Auth",
    "Body",
    "Endpoint",
    "Event",
    "Parameter",
    "RateLimit",
    "Response",
]


@dataclass(frozen=True, slots=True)
class Auth:
    """What a caller must show. On an endpoint, `auth=None` means that nothing is said of it."""

    required: bool
    scheme: str | None = None
    """bearer, basic, apiKey, oauth2, cookie; None when the source doesn't name one."""
    scopes: tuple[str, ...] = ()
    """Scopes, roles or permissions, as written."""
    span: Span | None = field(default=None, compare=False, repr=False)
    sure: bool = field(default=True, compare=False)
    """False, of code: other schemes, or code by hand, may take credentials too; of a spec: it may be meant for others."""
    carrier: tuple[str, str] | None = field(default=None, compare=False)
    """Of an API key or a session: header, query or cookie, and its name; None where the source doesn't say."""


@dataclass(frozen=True, slots=True)
class Parameter:
    location: str
    """path, query, header, cookie."""
    name: str
    shape: Shape
    required: bool
    default: JsonValue | Missing = MISSING
    description: str | None = field(default=None, compare=False)
    example: JsonValue | Missing = field(default=MISSING, compare=False)
    stated: bool = field(default=True, compare=False)
    """False: the source names the parameter and doesn't say whether it is required."""
    typed: bool = field(default=True, compare=False)
    """False: the source gives no type, so `shape` is a guess."""
    published: bool = field(default=True, compare=False)
    """Code only: its own include_in_schema."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Body:
    media_type: str
    shape: Shape | None = None
    required: bool = True
    example: JsonValue | Missing = field(default=MISSING, compare=False)
    model: str | None = field(default=None, compare=False)
    """The class name as written in code; None for specs."""
    placed: bool = field(default=True, compare=False)
    """False, of a spec: it calls the fields parameters, and doesn't say that they are sent in the body."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """A response below 400. `media_type` None: it has no body, or nothing is said of one."""

    status: int
    media_type: str | None = None
    shape: Shape | None = None
    example: JsonValue | Missing = field(default=MISSING, compare=False)
    description: str | None = field(default=None, compare=False)
    model: str | None = field(default=None, compare=False)
    assumed: bool = field(default=False, compare=False)
    """The source doesn't give the status; it is the documented default."""
    span: Span | None = field(default=None, compare=False, repr=False)
    status_at: Span | None = field(default=None, compare=False, repr=False)
    """Where a label gives the status, ahead of the body."""


@dataclass(frozen=True, slots=True)
class ApiError:
    """A response of 400 and above; several may share a status and differ in `code`."""

    status: int
    code: str | None = None
    message: str | None = field(default=None, compare=False)
    condition: str | None = field(default=None, compare=False)
    shape: Shape | None = None
    example: JsonValue | Missing = field(default=MISSING, compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)
    declared: bool = field(default=True, compare=False)
    """Code only. False: the handler raises it, and the route's `responses` don't have it."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    text: str
    requests: int | None = None
    seconds: int | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    """Upper case."""
    path: str
    """With `{name}` parameters; no trailing query string."""
    summary: str | None = field(default=None, compare=False)
    description: str | None = field(default=None, compare=False)
    auth: Auth | None = None
    parameters: tuple[Parameter, ...] = ()
    request: Body | None = None
    responses: tuple[Response, ...] = ()
    errors: tuple[ApiError, ...] = ()
    idempotency_key: bool | None = None
    rate_limit: RateLimit | None = None
    group: str | None = field(default=None, compare=False)
    """Heading or tag that it stands under."""
    base: str = field(default="", compare=False)
    """Specs only: the part of the path that the stated base URL has, and not the endpoint's own words."""
    documented: bool = True
    """Code only: include_in_schema."""
    handler: str | None = field(default=None, compare=False)
    """Code only: `module:qualified.name`."""
    guard: str | None = field(default=None, compare=False)
    """Code only: what may check the caller although no security scheme does, in words."""
    undecided: tuple[str, ...] = field(default=(), compare=False)
    """Code only: what could not be told by reading: `path`, `parameters`, `request`, `responses`, `auth`.
    A comparison must not call those missing or changed."""
    answers: tuple[int, ...] = field(default=(), compare=False)
    """Code only: statuses that the handler gives by itself, `Response(status_code=304)`, and need not declare."""
    reads: tuple[tuple[str, str | None], ...] = field(default=(), compare=False)
    """Code only: what the handler takes out of the request itself, as (place, name): `body`, `query`, `header` or
    `cookie`, and the name in small letters, None where it isn't stated."""
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        return (self.method, self.path)


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    trigger: str | None = None
    destination: str | None = None
    key: str | None = None
    shape: Shape | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

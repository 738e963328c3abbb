"""The security schemes of an API, as FastAPI's own classes."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.codegen.api_routes import Route
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import string_literal
from spec2code.codegen.python import format_python
from spec2code.codegen.templates import Templates
from spec2code.model.records import dataclass

__all__ = ["render_security"]


@dataclass(frozen=True, slots=True)
class _Scheme:
    name: str
    call: str
    credentials: str
    what: str
    sentence: str
    challenge: str = ""
    shown: str = "credentials"
    """The text of the credentials."""


def render_security(
    routes: Iterable[Route], templates: Templates, *, examples: bool, line_length: int
) -> str | None:
    """`security.py` for what these routes require; None when none requires anything."""
    scopes: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}
    for route in routes:
        if route.security:
            scopes.setdefault(route.security.scheme, {}).update(
                dict.fromkeys(route.security.scopes)
            )
            names[route.security.scheme] = route.security.name
    if not scopes:
        return None
    imports = Imports()
    imports.add("typing", "Annotated")
    if examples:
        imports.add("re")
    for name in ("HTTPException", "Security"):
        imports.add("fastapi", name)
    imports.add("fastapi.security", "SecurityScopes")
    schemes = [
        _scheme(name, list(scopes[name]), names[name], imports)
        for name in ("bearer", "basic", "api_key", "api_key_query", "oauth2", "session_cookie")
        if name in scopes
    ]
    text = templates.render(
        "fastapi",
        "security.py.jinja",
        imports=imports.render(),
        schemes=schemes,
        examples=examples,
    )
    return format_python(text, line_length)


def _scheme(name: str, scopes: list[str], sent_as: str, imports: Imports) -> _Scheme:
    def add(item: str) -> str:
        return imports.add("fastapi.security", item)

    match name:
        case "bearer":
            return _Scheme(
                name,
                f"{add('HTTPBearer')}(auto_error=False)",
                add("HTTPAuthorizationCredentials"),
                "a bearer token",
                "Bearer tokens are not verified yet",
                ', {"WWW-Authenticate": "Bearer"}',
                "credentials.credentials",
            )
        case "basic":
            return _Scheme(
                name,
                f"{add('HTTPBasic')}(auto_error=False)",
                add("HTTPBasicCredentials"),
                "a user name and password",
                "Passwords are not verified yet",
                ', {"WWW-Authenticate": "Basic"}',
                "credentials.username",
            )
        case "oauth2":
            listed = ", ".join(
                f"{string_literal(scope)}: {string_literal(scope)}" for scope in scopes
            )
            return _Scheme(
                name,
                f'{add("OAuth2PasswordBearer")}(tokenUrl="token", scopes={{{listed}}}, auto_error=False)',
                "str",
                "an access token",
                "Access tokens are not verified yet",
                ', {"WWW-Authenticate": "Bearer"}',
            )
        case "api_key" | "api_key_query":
            kind = add("APIKeyQuery" if name == "api_key_query" else "APIKeyHeader")
            return _Scheme(
                name,
                f"{kind}(name={string_literal(sent_as)}, auto_error=False)",
                "str",
                "an API key",
                "API keys are not verified yet",
            )
        case _:
            return _Scheme(
                name,
                f"{add('APIKeyCookie')}(name={string_literal(sent_as)}, auto_error=False)",
                "str",
                "a session cookie",
                "Sessions are not verified yet",
            )

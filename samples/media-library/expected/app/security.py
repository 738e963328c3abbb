"""Who may call what.

Every check refuses by default: 401 without credentials, 501 with them, until the check is written.
"""

from typing import Annotated

from fastapi import HTTPException, Security
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OAuth2PasswordBearer,
    SecurityScopes,
)

bearer = HTTPBearer(auto_error=False)

basic = HTTPBasic(auto_error=False)

api_key = APIKeyHeader(name="X-API-Key", auto_error=False)

api_key_query = APIKeyQuery(name="api_key", auto_error=False)

oauth2 = OAuth2PasswordBearer(
    tokenUrl="token", scopes={"tracks:write": "tracks:write"}, auto_error=False
)

session_cookie = APIKeyCookie(name="session", auto_error=False)


async def require_bearer(
    scopes: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> None:
    """Let in who shows a bearer token that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
    raise HTTPException(501, "Bearer tokens are not verified yet")


async def require_basic(
    scopes: SecurityScopes,
    credentials: Annotated[HTTPBasicCredentials | None, Security(basic)],
) -> None:
    """Let in who shows a user name and password that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Basic"})
    raise HTTPException(501, "Passwords are not verified yet")


async def require_api_key(
    scopes: SecurityScopes,
    credentials: Annotated[str | None, Security(api_key)],
) -> None:
    """Let in who shows an API key that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated")
    raise HTTPException(501, "API keys are not verified yet")


async def require_api_key_query(
    scopes: SecurityScopes,
    credentials: Annotated[str | None, Security(api_key_query)],
) -> None:
    """Let in who shows an API key that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated")
    raise HTTPException(501, "API keys are not verified yet")


async def require_oauth2(
    scopes: SecurityScopes,
    credentials: Annotated[str | None, Security(oauth2)],
) -> None:
    """Let in who shows an access token that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
    raise HTTPException(501, "Access tokens are not verified yet")


async def require_session_cookie(
    scopes: SecurityScopes,
    credentials: Annotated[str | None, Security(session_cookie)],
) -> None:
    """Let in who shows a session cookie that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated")
    raise HTTPException(501, "Sessions are not verified yet")

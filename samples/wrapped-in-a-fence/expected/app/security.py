"""Who may call what.

Every check refuses by default: 401 without credentials, 501 with them, until the check is written.
"""

from typing import Annotated

from fastapi import HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

bearer = HTTPBearer(auto_error=False)


async def require_bearer(
    scopes: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> None:
    """Let in who shows a bearer token that grants `scopes.scopes`."""
    if credentials is None:
        raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
    raise HTTPException(501, "Bearer tokens are not verified yet")

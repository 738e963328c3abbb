"""What the specs ask of callers besides credentials. Nothing here is enforced yet, and each says so in the log."""

import logging
from typing import Annotated

from fastapi import Header, Request

logger = logging.getLogger(__name__)


async def idempotency_key(
    request: Request,
    key: Annotated[
        str | None,
        Header(alias="Idempotency-Key", description="Answers a repeated request alike"),
    ] = None,
) -> None:
    """Take the Idempotency-Key. NOT ENFORCED: keep the answer under the key and repeat it."""
    if key is not None:
        logger.warning(
            "%s %s: the Idempotency-Key is not looked at",
            request.method,
            request.url.path,
        )

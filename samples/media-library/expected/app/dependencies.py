"""What the specs ask of callers besides credentials. Nothing here is enforced yet, and each says so in the log."""

import logging

from fastapi import Request

logger = logging.getLogger(__name__)


class RateLimit:
    """A rate limit that a spec states. NOT ENFORCED: write `__call__` to count and to raise 429."""

    def __init__(
        self, text: str, *, requests: int | None = None, seconds: int | None = None
    ) -> None:
        self.text = text
        self.requests = requests
        self.seconds = seconds
        self._told = False

    async def __call__(self, request: Request) -> None:
        if not self._told:
            self._told = True
            logger.warning(
                "%s %s: the rate limit %r is not enforced",
                request.method,
                request.url.path,
                self.text,
            )

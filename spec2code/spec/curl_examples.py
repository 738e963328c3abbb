"""What a call of curl shows of its endpoint: the body that is sent, and that a token is."""

from __future__ import annotations

import re

from spec2code.model.api import Auth
from spec2code.spec.blocks import Fence
from spec2code.spec.content_bodies import BodyReader
from spec2code.spec.fence_routes import curl_data
from spec2code.spec.labels import Label

__all__ = ["take_curl"]


def take_curl(bodies: BodyReader, fence: Fence) -> None:
    """The data of a curl example: the request's example where the request is not shown otherwise."""
    data = curl_data(fence)
    if data is None:
        return
    header_auth = re.search(r"-H\s*['\"]Authorization", fence.text, re.IGNORECASE)
    if header_auth and bodies.content.auth is None:
        bodies.content.auth = Auth(True, "bearer", (), fence.span)
    bodies.inline(Label("example_request", "curl", (), data, strong=True))

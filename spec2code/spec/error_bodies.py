"""The bodies that errors are shown with, beside what lists say of the same errors."""

from __future__ import annotations

from spec2code.model.api import ApiError
from spec2code.model.records import replace
from spec2code.spec.body_clues import code_inside, message_inside, status_inside
from spec2code.spec.contents import BodySeen, Content

__all__ = ["take_error_body"]


def take_error_body(content: Content, status: int | None, seen: BodySeen) -> None:
    """Puts the body of an error with its row; one without a status counts where it says its status itself."""
    if status is None:
        status = status_inside(seen.example)
        if status is None:
            return
    content.errors_listed = True
    code, message = code_inside(seen.example), message_inside(seen.example)
    for index, known in enumerate(content.errors):
        if (
            known.status == status
            and known.shape is None
            and (known.code in (None, code) or code is None)
        ):
            content.errors[index] = replace(
                known,
                shape=seen.shape,
                example=seen.example,
                code=known.code or code,
                message=known.message or (None if known.condition else message),
                condition=known.condition or seen.description,
            )
            return
    content.errors.append(
        ApiError(status, code, message, seen.description, seen.shape, seen.example, seen.span)
    )

"""Forms: what FastAPI takes for one of the spec's, and the fields that the form of a login has of OAuth 2."""

from __future__ import annotations

from spec2code.drift.references import resolved
from spec2code.model.records import replace
from spec2code.model.shapes import Definitions, ObjectShape, Shape

__all__ = ["as_told", "same_media"]

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_OF_OAUTH = frozenset(["grant_type", "scope", "client_id", "client_secret"])
_LOGIN = _OF_OAUTH | {"username", "password"}


def same_media(wanted: str, has: str) -> bool:
    """Whether a route takes a request of the spec's media type.

    A form without a file is read in either of its two forms; one with a file in parts alone.
    """
    wanted, has = _plain(wanted), _plain(has)
    return wanted == has or (has == _FORMS[1] and wanted in _FORMS)


def as_told(has: Shape, wanted: Shape, code: Definitions, spec: Definitions) -> Shape:
    """The code's shape without what `OAuth2PasswordRequestForm` has beside name and password, unless the spec has it."""
    form, told = resolved(has, code), resolved(wanted, spec)
    if not isinstance(form, ObjectShape) or not isinstance(told, ObjectShape):
        return has
    if {field.name for field in form.fields} != _LOGIN:
        return has
    unsaid = _OF_OAUTH - {field.name for field in told.fields}
    kept = tuple(field for field in form.fields if field.required or field.name not in unsaid)
    return replace(form, fields=kept)


def _plain(text: str) -> str:
    plain = text.split(";")[0].strip().lower()
    return "json" if plain.endswith("json") else plain

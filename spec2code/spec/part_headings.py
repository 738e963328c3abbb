"""Headings beside one another that are about one endpoint: what it is, what it takes, what it answers."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Document, Section
from spec2code.spec.draft_types import Draft
from spec2code.spec.inline import fold_width
from spec2code.spec.labels import name_role, title_label
from spec2code.spec.routes import find_routes

__all__ = ["PartsBeside", "continues_heading", "heads_parts", "is_basics"]

_BESIDE: Final = (
    *(
        "request",
        "response",
        "query",
        "path_parameters",
        "parameters",
        "headers",
        "errors",
        "statuses",
        "auth",
        "description",
    ),
    *("example_request", "example_response"),
)
"""What a heading beside "Endpoint" is about."""
_BASICS = regex(
    r"\W*(?:\d[\d.]*\W+)?(?:basic (?:info(?:rmation)?|details?)|general info(?:rmation)?|(?:endpoint|api|interface) (?:info(?:rmation)?|details?|overview)|기본 ?정보|api ?정보|基本(?:信息|情報|資訊|说明)|接口(?:信息|基本信息)|información (?:básica|general)|informações (?:básicas|gerais)|informations (?:générales|de base)|grundinformationen|temel bilgiler|thông tin (?:chung|cơ bản)|основная информация|informasi (?:dasar|umum))\W*",
    re.IGNORECASE,
)

_METHOD: Final = (
    r"(?:http[ -]?)?(?:method|methode|método|méthode|metodo|metoda|метод|yöntem|phương thức|请求方法|請求方法|方法|메서드|메소드|メソッド)(?: http)?"
)
_PATH: Final = (
    r"(?:path|url|uri|route|pfad|ruta|rota|caminho|chemin|percorso|ścieżka|путь|маршрут|yol|đường dẫn|路径|路徑|地址|경로|パス)"
)
_AND: Final = r"\s*(?:[&/,+]|\b(?:and|und|y|e|et|i|ve|và|и)\b|与|與|和|及|및|と)\s*"
_METHOD_AND_PATH = regex(
    rf"\W*(?:\d[\d.]*\W+)?(?:{_METHOD}{_AND}{_PATH}|{_PATH}{_AND}{_METHOD})\W*", re.IGNORECASE
)
"""What stands below it is one endpoint's route and nothing else: "2) HTTP method & path"."""
_ONCE_BEGUN: Final = ("errors", "statuses", "parameters", "example_request", "example_response")
"""What may be said of the whole API too, beside the last of its endpoints."""


def heads_parts(document: Document, section: Section, *, endpoints: int) -> bool:
    """Whether the sections beside this one are about the endpoint in it: "Basic information", "Endpoint".

    Args:
        endpoints: how many groups of them the section describes.
    """
    if is_basics(section.plain):
        return True
    return endpoints == 1 and _calls_itself_one(document, section)


class PartsBeside:
    """Sections beside the one that holds a single endpoint: "Prediction endpoint" / `POST /predict`, then "Request JSON"."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.holder: Section | None = None
        """The section that holds the endpoint, alone."""
        self.drafts: list[Draft] = []
        self.begun = False

    def note(self, section: Section, drafts: list[Draft]) -> None:
        """Notes the endpoints that a section describes itself."""
        if not drafts:
            return
        holder = self.document.sections[section.parent] if section.parent is not None else None
        alone = holder is not None and holder is not self.holder and holder.level > 1
        self.holder, self.begun = holder, False
        self.drafts = drafts if alone else []

    def of(self, section: Section) -> list[Draft]:
        """Those that the section goes on with: its heading says request or response, and little more."""
        if not self.drafts or self.holder is None or find_routes(section.title.text):
            return []
        label = title_label(section.title)
        if label is None or label.role not in ("request", "response", "query"):
            return []
        if (section.level, section.parent) != (self.holder.level, self.holder.parent):
            return []
        self.begun = self.begun or name_role(section.plain, exact=True) is not None
        return self.drafts if self.begun else []


def is_basics(title: str) -> bool:
    """Whether a heading is about what an endpoint is, beside those about its parts: "Basic information"."""
    return _BASICS.fullmatch(fold_width(title)) is not None


def continues_heading(section: Section, owner: Draft, *, continued: bool) -> bool:
    """Whether a heading beside that of an endpoint goes on with it: "Response 202" behind "POST /x"."""
    if (section.level, section.parent) != (owner.section.level, owner.section.parent):
        return False
    if find_routes(section.title.text):
        return False
    label = title_label(section.title)
    if label is None or name_role(section.plain, exact=True) is None:
        return False
    if label.role == "path_parameters":
        return "{" in owner.path.text
    if label.role in _ONCE_BEGUN:
        return continued or (label.role in ("errors", "statuses") and bool(label.statuses))
    return label.role in ("request", "response", "query")


def _calls_itself_one(document: Document, section: Section) -> bool:
    """Whether the heading calls a route an endpoint and nothing more, and that beside it is about what it takes or gives."""
    named = name_role(section.plain, exact=True) in ("endpoint", "method")
    if not named and not _METHOD_AND_PATH.fullmatch(fold_width(section.plain)):
        return False
    beside = (
        other for other in document.sections[section.index + 1 :] if other.level <= section.level
    )
    following = next(beside, None)
    label = title_label(following.title) if following is not None else None
    if following is None or label is None or following.parent != section.parent:
        return False
    return label.role in _BESIDE

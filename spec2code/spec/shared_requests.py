"""The request that several endpoints have in common, shown once above them: "### Shared request shape"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import ObjectShape, Shape
from spec2code.model.span import Span
from spec2code.spec.blocks import Document, Section
from spec2code.spec.bodies import read_bodies
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.draft_types import Drafts
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import fold_width
from spec2code.spec.routes import path_key

__all__ = ["take_shared_requests"]

_SHARED = regex(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:shared|common) (?:request|input)(?: (?:body|shape|format|schema|payload|fields))?"
    r"|(?:common|shared) (?:body|payload)|公共请求(?:体|参数)?|通用请求体|共用请求体|공통 요청(?: 본문| 바디)?|共通リクエスト(?:ボディ)?|общее тело запроса|общий запрос)\s*[:：]?\s*",
    re.IGNORECASE,
)


def take_shared_requests(
    document: Document, found: Drafts, contents: list[Content], definitions: Mapping[str, Shape]
) -> list[Span]:
    """Gives the request of such a section to those beside it that write and show none; the places of the bodies."""
    taken: list[Span] = []
    for section in document.sections:
        if section.parent is None or not _SHARED.fullmatch(fold_width(section.plain)):
            continue
        beside = {
            (draft.method, path_key(draft.path.text))
            for draft in found.drafts
            if draft.method in WRITING and _lies_beside(document, draft.section, section)
        }
        silent = [
            content
            for content in contents
            if (content.method, path_key(content.path)) in beside
            and not (content.requests or content.no_request)
        ]
        body = _body(section, definitions) if silent else None
        if body is not None:
            taken.append(body.span)
            for content in silent:
                content.requests.append(body)
    return taken


def _lies_beside(document: Document, home: Section, section: Section) -> bool:
    parent = section.parent
    return home.index != section.index and any(
        one.index == parent for one in (home, *document.ancestors(home))
    )


def _body(section: Section, definitions: Mapping[str, Shape]) -> BodySeen | None:
    for entry in section_entries(section):
        if entry.fence is None or entry.fence.language not in ("", "json", "jsonc", "json5"):
            continue
        for part in read_bodies(entry.fence.excerpt, definitions=definitions).parts:
            if isinstance(part.shape, ObjectShape):
                return BodySeen(entry.span, part.shape, part.example)
    return None

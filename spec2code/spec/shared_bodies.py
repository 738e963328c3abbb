"""The error envelope that is stated once for the whole API."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.shapes import ObjectShape, Shape
from spec2code.spec.blocks import Document
from spec2code.spec.bodies import read_bodies
from spec2code.spec.draft_types import Drafts
from spec2code.spec.flow import section_entries
from spec2code.spec.inline import fold_width
from spec2code.spec.labels import line_label, name_role
from spec2code.spec.merge_shapes import merge_all
from spec2code.spec.seen_twice import fields_disagree

__all__ = ["shared_error"]

_ERRORS = regex(
    r"\berrors?\b|\bfailure\b|错误|失败|异常|에러|오류|실패|\berrores\b|\berros?\b|\berreurs?\b|\bhata\b|\blỗi\b|ошиб|\bkesalahan\b",
    re.IGNORECASE,
)
_ERROR_FIELDS = regex(
    r"errors?|error_?\w*|message|msg|code|details?|status|status_?code|reason|title|success|ok|fault|type|problem|exception|fields?|errores|mensaje|mensagem|erro",
    re.IGNORECASE,
)
_IN_ADDITION = regex(
    r"\b(?:additional\w*|optional\w*|also|may|might|plus|extended|with details|adicional\w*|opcional\w*|además|também)\b|额外|可选|可能|추가|선택",
    re.IGNORECASE,
)


_STATUS = regex(r"(?<![\w.])[45]\d\d(?![\w.])")
_ALL = regex(
    r"\b(?:all|every|any|each|tod[oa]s?|tous|toutes|alle|tutt[ei]|все|semua|tüm|mọi)\b|所有|全部|统一|모든|すべて|全て",
    re.IGNORECASE,
)


def shared_error(
    document: Document, found: Drafts, definitions: Mapping[str, Shape], told: list[Diagnostic]
) -> Shape | None:
    """The shape of the first error body that belongs to no endpoint; another that differs is told."""
    owned = {entry.span for draft in found.drafts for entry in draft.entries}
    shape: Shape | None = None
    for section in document.sections:
        titled = _ERRORS.search(fold_width(section.plain)) is not None and name_role(
            section.plain, exact=False
        ) in (None, "errors", "response")
        is_error = titled
        named = False
        lead = ""
        statuses: set[str] = set()
        for entry in section_entries(section):
            if entry.excerpt is not None and entry.text.strip():
                lead, named = entry.text, False
                statuses.update(_STATUS.findall(lead))
                if _ALL.search(lead):
                    statuses.add("")
                label = line_label(entry.excerpt)
                if label is not None and label.strong:
                    named = label.role == "errors"
                    is_error = named or (label.role == "other" and titled)
                elif label is not None:
                    is_error = label.role == "errors" or (is_error and label.role == "other")
                elif _ERRORS.search(entry.text) and len(entry.text) < 160:
                    is_error = True
            if entry.fence is None or entry.span in owned or not is_error:
                continue
            if len(statuses) == 1 and "" not in statuses:
                continue  # the body of that error: "FastAPI answers `422` if fields are missing"
            if entry.fence.language not in ("", "json", "jsonc", "json5"):
                continue
            for part in read_bodies(entry.fence.excerpt, definitions=definitions).parts:
                if (
                    not isinstance(part.shape, ObjectShape)
                    or part.role == "request"
                    or not part.shape.fields
                    or not (
                        named
                        or any(_ERROR_FIELDS.fullmatch(item.name) for item in part.shape.fields)
                    )
                ):
                    continue
                if shape is None:
                    shape = part.shape
                elif _IN_ADDITION.search(lead) or _extends(shape, part.shape):
                    shape = merge_all([shape, part.shape])[0]
                elif isinstance(shape, ObjectShape) and fields_disagree(shape, part.shape):
                    told.append(
                        diagnostic(
                            "A108",
                            "the shared error body is stated twice, differently",
                            part.span,
                            other=shape.span,
                        )
                    )
                    return shape
                break
    return shape


def _extends(first: Shape, second: ObjectShape) -> bool:
    """Whether one body is the other with some details more, which errors of one kind have."""
    if not isinstance(first, ObjectShape):
        return False
    names = {item.name for item in first.fields}, {item.name for item in second.fields}
    smaller, larger = sorted(names, key=len)
    return smaller <= larger and len(smaller) >= 2

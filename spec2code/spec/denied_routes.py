"""Routes in a fence below a line that says that there are none such: "Do not create endpoints such as:"."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Document
from spec2code.spec.draft_types import Drafts, passed
from spec2code.spec.flow import section_entries

__all__ = ["pass_denied"]

_DENIED = regex(
    r"(?:\b(?:should|must|may|can|do(?:es)?|will|is|are)(?:\s+not|n't|n’t)|\bcannot|\bnever|\bavoid|\binstead of|\brather than|\bthere (?:is|are) no|\bno (?:such )?(?:endpoints?|routes?)|\bwrong|\bincorrect|\bbad|\bнельзя|\bне (?:должно|следует|нужно|создавай\w*)|\bno (?:debe|crear|usar|existe)\w*|\bnão (?:deve|criar|usar|existe)\w*)\b[^.;:]{0,80}:"
    r"|(?:不要|不应|禁止|避免|不提供|不存在|错误(?:示例|写法))[^。;：:]{0,40}[:：]|(?:만들지|사용하지|존재하지)[^.:]{0,30}:",
    re.IGNORECASE,
)


def pass_denied(document: Document, found: Drafts) -> None:
    """Passes over the routes of such fences, but for those that stand elsewhere too."""
    places: list[tuple[int, int]] = []
    for section in document.sections:
        lead = ""
        for entry in section_entries(section):
            if entry.fence is not None:
                if lead:
                    places.append((entry.fence.span.line, entry.fence.span.end_line))
                lead = ""
            elif entry.excerpt is not None and entry.text.strip():
                text = entry.text.strip()[-200:]
                lead = text if _DENIED.search(text) and text.endswith((":", "：")) else ""
    if not places:
        return
    gone = [
        draft
        for draft in found.drafts
        if draft.shape == "fence" and any(a <= draft.span.line <= b for a, b in places)
    ]
    found.passed += [passed(draft, "said not to be there") for draft in gone]
    found.drafts = [draft for draft in found.drafts if draft not in gone]

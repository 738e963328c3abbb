"""Names in a line of text: "`teacher_id`, `limit` (optional)", "page, limit"."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt, Span
from spec2code.spec.clauses import split_top
from spec2code.spec.inline import code_spans, fold_width, plain

__all__ = ["NAME", "OPTIONAL", "inline_names"]

NAME = regex(r"[A-Za-z_$][\w$.-]*(?:\[\w*\])?")
OPTIONAL = regex(
    r"\b(?:optional|opcional|optionnel\w*|facultatif|opsiyonel|tùy chọn|опционально|необязательн\w+|opsional)\b|可选|选填|선택",
    re.IGNORECASE,
)
_PAGING = frozenset(
    ("limit", "offset", "page", "size", "skip", "take", "cursor", "pagesize", "page_size", "order")
)
_SLASHED = regex(r"\s*[A-Za-z_]\w*\??(?:\s*/\s*[A-Za-z_]\w*\??)+\s*")
"""`pageNum/pageSize/role?`"""
_ROW = regex(r"\s*`[A-Za-z_]\w*\??`(?:\s*/\s*`[A-Za-z_]\w*\??`){2,}")
"""Names with strokes between them that the text begins with: "`name` / `kind` / `age`"."""
_STROKED = regex(r"[a-z]\w*\??(?:/[a-z]\w*\??){2,}")
_OF_FIELD = regex(r"(?:[:：=]|取值|(?i:one of|values?))\W*$")
_ENDS = regex(r"\s*(from|start|min|since|after)/(to|end|max|until|before)(?:\s+\w+)?\s*")
"""The two ends of a range in a list: "status, from/to dates"."""
_RANGE = regex(
    r"(\w*?)_?(?:from|start|min|after|since)(\w*)`/`\1_?(?:to|end|max|before|until)\2",
    re.IGNORECASE,
)
"""The two ends of a range as codes: "`dateFrom`/`dateTo`"."""
_EITHER = regex(
    r"`?\s*(?:其一|之一|二选一|任一|至少|one of (?:them|the two)|중 하나|のいずれか)", re.IGNORECASE
)
"""Behind two names of which one is asked for: "`userId` 或 `ownerId` 其一"."""
_REMARK = regex(r"\s*\([^()]*\)\??\s*$")
"""Values or a type behind a name: `sort(name|age:asc|desc)`."""
_TYPED = regex(r"\s*(\w+\s?\([^()]{1,40}\)(?:\s*,\s*\w+\s?\([^()]{1,40}\))*)\s+[-–—]\s")
"""Names with their types, and what they are for: `file(File) - the image to upload`."""


_OPTIONAL_NEXT = regex(
    r"(?:[\s,;]*\b(?:and|plus|with|y|e|et|und)\b)?\s*\b(?:an?\s+|un[ea]?\s+|um[a]?\s+)?(?:optional(?:ly)?|opcional(?:mente)?|optionnel(?:le)?)(?:\s+(?:query\s+)?(?:filters?|fields?|params?|parameters?))?\s*`?$",
    re.IGNORECASE,
)
"""Said in front of a name that it may be absent."""


def inline_names(rest: Excerpt) -> list[tuple[str, str, bool, Span]]:
    """The names of an inline list (``\\`teacher_id\\`, \\`limit\\` (optional)``) with the text behind each."""
    text = rest.text
    found: list[tuple[str, str, bool, Span]] = []
    spans = code_spans(text)
    query = re.match(r"\s*`?\?", text)
    if query:
        return []
    if spans:
        row = _ROW.match(text)
        folded = fold_width(text)
        opened = counted = 0  # brackets that are open in front of a name
        for index, span in enumerate(spans):
            listed = _listed(span.text) or _stroked(span.text, text[_near(span.start) : span.start])
            if listed:
                place = rest.span(span.start, span.end)
                found += [(name, "", name.endswith("?"), place) for name in listed]
                continue
            name = re.match(r"([A-Za-z_$][\w$.-]*(?:\[\])?)(\?)?\s*(?:[:=]\s*(.*))?$", span.text)
            if name is None or name.group(1).lower() in ("true", "false", "null"):
                continue
            before = folded[_near(span.start) : span.start]
            opened += folded.count("(", counted, span.start)
            opened -= folded.count(")", counted, span.start)
            counted = span.start
            paged = found and before.endswith("`/`") and name.group(1).lower() in _PAGING
            previous = spans[index - 1].start if index else span.start
            ranged = found and _RANGE.fullmatch(text[previous : span.end]) is not None
            if paged or ranged or (row and span.end < row.end()):
                pass  # "`limit`/`offset`": two of them
            elif opened > 0 or (
                found
                and re.search(
                    r"[:：=]\s*`$|(?:default|one of|默认)\W*`$|[|/–—]\s*`$|\s-\s+`$|\b(?:or|o|ou|или)\s+`$|或\s*`$",
                    before,
                )
            ):
                if not _EITHER.match(text, span.end):
                    continue
            after = (
                text[span.end : spans[index + 1].start]
                if index + 1 < len(spans)
                else text[span.end :]
            )
            if ahead := _OPTIONAL_NEXT.search(after):
                after = after[: ahead.start()]  # "`kind` and an optional `note`"
            optional = bool(name.group(2)) or bool(OPTIONAL.search(after))
            optional = optional or _OPTIONAL_NEXT.search(before[:-1]) is not None
            found.append(
                (
                    name.group(1),
                    (name.group(3) or "") + " " + plain(after.strip("` ,;")),
                    optional,
                    rest.span(span.start, span.end),
                )
            )
        return found
    text = fold_width(text)
    if typed := _TYPED.match(text):
        text = text[: typed.end(1)]
    between = r"[^/]+" if _SLASHED.fullmatch(text) else r"[^,;、，]+"
    for match in re.finditer(between, text):
        if ends := _ENDS.fullmatch(match.group()):
            place = rest.span(match.start(), match.end())
            found += [(name, "", True, place) for name in ends.groups()]
            continue
        word = re.match(
            r"\s*([A-Za-z_$][\w$.-]*(?:\[\])?)(\?)?\s*(\([^()]*\)|=\S*|:\s*\S+)?\s*$", match.group()
        )
        if word is None:
            return []
        found.append(
            (
                word.group(1),
                word.group(3) or "",
                bool(word.group(2)) or bool(OPTIONAL.search(match.group())),
                rest.span(match.start(), match.end()),
            )
        )
    return found


def _near(start: int) -> int:
    """Where the words in front of a name begin that say something of it: what is further away isn't looked at."""
    return max(0, start - 200)


def _stroked(text: str, before: str) -> list[str]:
    """The names in one code span with strokes between them: `page/size/keyword`; values of a field are none."""
    names = text.split("/") if _STROKED.fullmatch(text) and not _OF_FIELD.search(before) else []
    sure = any(name.lower() in _PAGING for name in names)
    return names if sure or any(re.search(r"[a-z][A-Z]|_", name) for name in names) else []


def _listed(text: str) -> list[str]:
    """The names in one code span: ``page, limit`` or the two ends of a range, ``createdFrom/To``."""
    ends = re.fullmatch(
        r"([A-Za-z_]\w*?)([Ff]rom|[Mm]in|[Ss]tart)/_?([Tt]o|[Mm]ax|[Ee]nd)\??", text
    )
    if ends:
        return [ends.group(1) + ends.group(2), ends.group(1) + ends.group(3)]
    parts = [_REMARK.sub("", part).strip().rstrip("?") for part in split_top(text, ",，、")]
    return parts if len(parts) > 1 and all(NAME.fullmatch(part) for part in parts) else []

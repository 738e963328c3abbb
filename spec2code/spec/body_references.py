"""Bodies that are named where they could have been shown: "`Order`", "list of Orders", "created `Order`"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ArrayShape, RefShape, Shape
from spec2code.model.span import Excerpt
from spec2code.spec.bodies import BodyPart
from spec2code.spec.generic_types import application_of
from spec2code.spec.inline import code_spans, links, plain
from spec2code.spec.type_grammar import TypeReader
from spec2code.spec.utility_types import is_made, made_of, settled

__all__ = ["SAME", "expressed_body", "named_body", "names_generic"]

SAME: Final = regex(
    r"\b(?:same|identical(?!\s+(?:whether|regardless|for all))|as above|see above|like)\b|同上|同前|^\W*同(?![时步样一意名类级事学城比])|[与和跟].{1,20}(?:相同|一致|一样)|(?:위와|와|과) ?(?:동일|같음|같다)|[とに]同(?:じ|様|一)|부분집합|\bsubset of (?:the |these )?(?:above|fields|same)\b|\bmism[oa]\b(?!\s+(?:día|mes|año|tiempo|usuario|momento|modo))|\bigual\b|\bmême\b|\b(?:тот|такой) же\b|\baynı\b|\bgiống\b|как (?:выше|в)|то же|\bаналогич\w+|\bидентич\w+|\bstesso\b|\bstessa\b|\bcome sopra\b|\bähnlich\b|\bwie (?:oben|bei|in)\b|\btak samo\b|\bjak wyżej\b|\bsama (?:dengan|seperti)\b"
    r"|\b(?:all|every|tod[oa]s|tous|toutes)\s+(?:the\s+|os\s+|as\s+|los\s+|las\s+|les\s+)?(?:fields|campos|champs)\s+(?:of|from|in|as|de|do|da|del)\b",
    re.IGNORECASE,
)
"""Words that send the reader to another body."""
_MADE_OF = regex(r"[:：]\s*([A-Z]\w*\s*<.*>(?:\[\])?)")
_STATUS = regex(
    r"^[`*\s]*[1-5]\d\d\b(?:\s*[`*]+)?(?:\s*(?:OK|Created|Accepted|No Content)\b)?[`*\s:,→–—-]*"
)
_LIST = r"(?:list|array|collection|lista|liste|список|arreglo|arranjo|tableau)"
_LIST_OF = rf"(?:{_LIST}\s+(?:of|de)\s+|(?:mảng|danh sách|массив|список|daftar|dizi|배열|목록|配列|一覧|数组|列表)(?:\s+(?:các|của|из))?\s*)"
"""What stands before the name of what a list holds: "list of", "Mảng"."""
_NAMED = regex(
    rf"^[\s`*_(→:=-]*(?i:(?:an?|the|one|single)\s+)?(?:(?i:{_LIST_OF})|List<|Array<|Promise<|list\[|Page<)?[`*\[]*([A-Z][A-Za-z0-9]{{2,60}})(?:\s*,\s*(?:\.{{3}}|…))?\]?(?:\[\])?[>\]`*_)\s.,;。；]*"
    rf"(?:$|\(|[—–-]\s|with\b|objects?\b|schema\b|{_LIST}\b)"
)
_FILLED = regex(r"[\s`*_]*([A-Z][A-Za-z0-9]{2,60})<[A-Z][\w<>\[\], ]{0,80}>[\s`*_.,;。；]*")
"""`PageVO<Pet>`, whose generic nothing defines: that is told."""
_DESCRIBED = regex(
    r"^[\s`*_(→:=-]*([A-Z][A-Za-z0-9]{2,60})(?:\[\])?[`*_]*(?:\s+[^\W\d_]+){1,3}\s*(?:[.,;(（]|$)"
)
"""A defined name and what is said of it: "Order completa (com `id`)", "Order updated"."""
_SPOKEN = regex(
    r"^[\s`*_(→:=-]*(?:(?:with|an?|the|full|complete|whole|entire|new|created|updated|single|returned)\s+){0,4}`?([A-Za-z][A-Za-z0-9]{2,60})`?\s+(?:JSON|object|resource)\b(?!\s+(?:with|of|id|list|containing))",
    re.IGNORECASE,
)
"""A defined name as people say it: "201 with the full pet JSON"."""
_OTHER = regex(
    r"\b(?:not|no|deleted?|removed?|success\w*|invalid|exists?|already|missing|eliminad\w+|removid\w+|excluíd\w+|borrad\w+|supprimé\w*)\b",
    re.IGNORECASE,
)
_MANY = regex(
    rf"^[\s`*_(]*(?:an?\s+)?(?:{_LIST_OF}|List<|Array<|list\[|\[[A-Z])|\[\][`*\s]*$|^[\s`*_(]*[A-Z]\w+[`*_]*\s+{_LIST}\b",
    re.IGNORECASE,
)
_NAME_OF_SHAPE = regex(
    r"[a-z][A-Z]|(?:Response|Request|Dto|DTO|Schema|Model|Object|Out|In|Read|Create|Update)$"
)


def named_body(rest: Excerpt, definitions: Mapping[str, Shape]) -> tuple[str, Shape] | None:
    """The name and shape of the body that the text names, by a link to its section or bare.

    A name that nothing defines counts where it is spelled as names of shapes are.
    """
    if filled := _application(rest, definitions):
        return filled
    text = _STATUS.sub("", rest.text)
    linked = next((link for link in links(rest.text) if link.target.startswith("#")), None)
    name: str | None = plain(linked.text).strip() if linked is not None else None
    if name is None or not re.fullmatch(r"[A-Za-z][\w.\[\]<>]{1,60}", name):
        name = _bare(rest, text, definitions)
    if name is None:
        return _made(text, rest, definitions)
    unlinked = text if linked is None else text.replace(f"[{linked.text}]({linked.target})", "X")
    many = bool(_MANY.search(unlinked)) or f"{name}[]" in rest.text
    name = name.strip("[]")
    shape: Shape = RefShape(name=name, span=rest.span())
    return name, ArrayShape(items=shape) if many else shape


def names_generic(rest: Excerpt, definitions: Mapping[str, Shape]) -> bool:
    """Whether the text is, or has in code, a declared type with its parameters filled in."""
    return _application(rest, definitions) is not None


def _application(rest: Excerpt, definitions: Mapping[str, Shape]) -> tuple[str, Shape] | None:
    if "<" not in rest.text:
        return None
    for text in (*(span.text for span in code_spans(rest.text)), rest.text):
        expression = application_of(_STATUS.sub("", text), definitions)
        shape = TypeReader(definitions).read(expression) if expression is not None else None
        if expression is not None and shape is not None:
            return expression.partition("<")[0], replace(shape, span=rest.span())
    return None


def expressed_body(part: BodyPart, fence: Excerpt, definitions: Mapping[str, Shape]) -> BodyPart:
    """The part with the type that its line in a fence ends in: ``Body: Partial<Settings> (any of them)``."""
    match = _MADE_OF.search(part.label) if part.shape is None and part.reference is None else None
    at = fence.text.find(match.group(1)) if match else -1
    if match is None or at == -1:
        return part
    found = named_body(fence.cut(at, at + len(match.group(1))), definitions)
    return part if found is None else replace(part, shape=found[1])


def _made(text: str, rest: Excerpt, definitions: Mapping[str, Shape]) -> tuple[str, Shape] | None:
    """A type made of defined ones: ``Partial<Pet>``, ``Omit<Pet, "id"> & { token: string }``."""
    expression = text.replace("`", "").strip(" *_;")
    if not is_made(expression):
        return None
    reader = TypeReader(definitions)
    shape = made_of(expression, reader.read)
    if shape is None or reader.unknown:
        return None
    return expression, replace(settled(shape, definitions), span=rest.span())


def _bare(rest: Excerpt, text: str, definitions: Mapping[str, Shape]) -> str | None:
    match = _NAMED.match(text) or _FILLED.fullmatch(text)
    if match is not None:
        name = match.group(1)
        return name if name in definitions or _NAME_OF_SHAPE.search(name) else None
    match = _DESCRIBED.match(text)
    if match is not None and match.group(1) in definitions and not _OTHER.search(match.group()):
        return match.group(1)
    # "Single pet object (as above)" is what was shown above, though a model is called so.
    if not SAME.search(text) and (match := _SPOKEN.match(text)) is not None and len(text) < 120:
        name = match.group(1)[:1].upper() + match.group(1)[1:]
        if name in definitions:
            return name
    return _in_code(rest, definitions)


def _in_code(rest: Excerpt, definitions: Mapping[str, Shape]) -> str | None:
    """A defined name in inline code within a short sentence: "returns created `Product`"."""
    if len(rest.text) > 160:
        return None
    names = [span.text.removesuffix("[]") for span in code_spans(rest.text)]
    known = [name for name in names if name in definitions]
    return known[0] if len(known) == 1 else None

"""Field tables and bullets of an endpoint: parameters, the request's fields or the response's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from spec2code.model.patterns import regex
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    JsonValue,
    Missing,
    NumberShape,
    Shape,
    StringShape,
)
from spec2code.spec.blocks import ListItem
from spec2code.spec.body_clues import form_named
from spec2code.spec.content_bodies import WRITING
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.field_bullets import read_field_bullets
from spec2code.spec.field_merge import merge
from spec2code.spec.fields import FieldTable
from spec2code.spec.inline import code_spans, plain
from spec2code.spec.labels import Label
from spec2code.spec.parameters import add_parameter, take_rows
from spec2code.spec.phrases import states_type
from spec2code.spec.rule_lines import rule_bullets
from spec2code.spec.shown_apart import value_table

__all__ = ["take_bullets", "take_fields"]

_FORM = regex(r"\bform[- ]?(?:data|fields?)\b|\bmultipart\b|表单", re.IGNORECASE)
_FIELDS = regex(r"\W*(?:fields|campos|champs|字段|필드|поля|alanlar)\W*$", re.IGNORECASE)
_NAMED = regex(
    r"[\s*_]*`|\w+(?:\s*[,/]\s*\w+)+\s*[:(]|\w+\s*,\s+[A-Z]\w+(?:<[^<>\n]*>)?\s*$|[\s*_]*\w[\w.\[\]]*\??[*_]*\s*(?:[:(（：]|[-–—] )"
)

_MANY = regex(
    r"\b(?:array|list) of\b|\b(?:objects?|items?) (?:array|list)\b|\b(?:array|arreglo|lista|liste|tableau|elenco|tablica|pole|zoznam|seznam)\s+(?:of|de|d'|di|von|z|obiektów|objektov|objektů|objektů)\s*\w*"
    r"|\bmảng\b|\bdanh sách\b|массив\b|список\b|数组|列表|배열|목록|配列|مصفوفة",
    re.IGNORECASE,
)
_NOT_YET = regex(
    r"[(（\[]\s*(?:(?:for |reserved for )?future(?: use)?|planned|not (?:yet )?(?:implemented|supported)|coming soon|预留|未实现|규划|예정|将来)\s*[)）\]]",
    re.IGNORECASE,
)
"""Behind a parameter that nobody reads so far."""
_ASSIGNED = regex(r"\??([A-Za-z_][\w.]*(?:\[\])?)\s?(=|>=|<=|≥|≤)\s?(\S*)")
_RANGE = regex(
    r"=(?P<low>-?\d{1,9})(?:\.{2,3}|–|~)(?P<high>-?\d{1,9})|(?:>=|≥)(?P<least>-?\d{1,9})|(?:<=|≤)(?P<most>-?\d{1,9})"
)
_GENERIC = regex(r"request param(?:eter)?s\b", re.IGNORECASE)
"""A heading over parameters of any place: path, query or body."""


def take_fields(content: Content, table: FieldTable, role: str | None, label: Label | None) -> None:
    """Takes a field table or bullets that do the same, according to the role in force."""
    content.diagnostics += table.diagnostics
    if role in (None, "other", "description", "endpoint", "method"):
        if role == "other" and not table.states_required:
            return
        shown = any(content.responses.values())
        role = "response" if shown and content.method not in WRITING else "parameters"
    if role in ("headers", "cookies"):
        take_rows(content, table, role.removesuffix("s"))
        return
    if role in ("query", "path_parameters"):
        take_rows(content, table, "path" if role == "path_parameters" else "query")
        return
    if role in ("parameters", "request", "validation", "example_request"):
        _request_fields(content, table, role, label)
    elif role in ("response", "example_response"):
        _response_fields(content, table, label)


def _request_fields(content: Content, table: FieldTable, role: str, label: Label | None) -> None:
    if content.media_type is None and label is not None and _FORM.search(label.name):
        content.media_type = form_named(label.name) or "multipart/form-data"
    where = "body" if content.method in WRITING else "query"
    if role == "validation" and label is not None and not content.requests:
        # "Fields:" where no body is shown: these are its fields.
        role = "request" if _FIELDS.match(label.name) else role
    if role == "validation" and content.method not in WRITING:
        # Rules of computation name fields of the response too; only known parameters gain from them.
        known = {name for _, name in content.parameters}
        rows = tuple(row for row in table.rows if row.name in known)
        take_rows(content, FieldTable(rows, table.span, False, table.states_type), "query")
        return
    if (
        content.method == "DELETE"
        and role == "request"
        and label is not None
        and re.search(r"body|体|본문", label.name.lower())
    ):
        where = "body"
    generic = role == "parameters" or (label is not None and bool(_GENERIC.match(label.name)))
    body = take_rows(content, table, where, generic=generic)
    if body:
        kept = FieldTable(tuple(body), table.span, table.states_required, table.states_type)
        many = label is not None and _MANY.search(f"{label.name} {label.rest.text[:80]}")
        before = len(content.requests)
        _merge_request(content, kept, only_existing=role == "validation", many=bool(many))
        if generic and len(content.requests) > before:
            content.requests[-1].unplaced = not any(row.location for row in body)


def _response_fields(content: Content, table: FieldTable, label: Label | None) -> None:
    statuses = label.statuses if label is not None else ()
    good = [status for status in statuses if status < 400]
    status = good[0] if good else (None if not content.responses else next(iter(content.responses)))
    seen = content.body_for(status)
    known = seen[-1].shape if seen else None
    shape, told = merge(known, table)
    content.diagnostics += told
    if known is None and label is not None and _MANY.search(f"{label.name} {label.rest.text[:80]}"):
        shape = ArrayShape(items=shape, span=table.span)  # "200 OK, array of objects:"
    if seen:
        seen[-1].shape = shape
    else:
        seen.append(BodySeen(table.span, shape, table=table))


def _merge_request(
    content: Content, table: FieldTable, *, only_existing: bool, many: bool = False
) -> None:
    """Lays the fields over the request's example; they are the request, or its items, where there is none."""
    for body in content.requests:
        if body.reference is None:
            body.shape, told = merge(body.shape, table, only_existing=only_existing)
            content.diagnostics += told
            body.is_example = False
            return
    if only_existing and not table.states_type:
        return
    shape, told = merge(None, table)
    content.diagnostics += told
    if many:
        shape = ArrayShape(items=shape, span=table.span)
    content.requests.append(BodySeen(table.span, shape, table=None if many else table))


def take_bullets(
    content: Content, bullets: list[ListItem], label: Label, definitions: Mapping[str, Shape]
) -> None:
    """Takes the bullets that stand under a label as fields, where most of them name one."""
    if (values := value_table(label, bullets)) is not None:
        take_fields(content, values, "validation", label)
        return
    if label.role in ("query", "parameters"):
        bullets = [item for item in bullets if not _NOT_YET.search(item.text)]
    if label.role == "query":
        bullets = [item for item in bullets if not _assigned(content, item)]
    if label.role == "validation":
        bullets = rule_bullets(content, bullets)
    if not bullets:
        return
    top = min(item.depth for item in bullets)
    items = [item for item in bullets if item.depth == top]
    table = read_field_bullets(items, definitions)
    if table is None or sum(1 for item in items if _NAMED.match(item.text)) * 2 < len(items):
        lists = _lists(items)
        for part in lists if len(lists) > 1 else ():
            take_bullets(content, part, label, definitions)
        return
    shown = any(body.shape for seen in content.responses.values() for body in seen)
    if label.role != "response" or not shown:
        take_fields(content, table, label.role, label)


def _lists(items: list[ListItem]) -> list[list[ListItem]]:
    """The items in lists of their own, where a line stands between: "What happens then:"."""
    lists = [items[:1]]
    for before, item in pairwise(items):
        end = before.span if before.children else before.excerpt.span()
        if item.span.line - end.end_line > 2:
            lists.append([])
        lists[-1].append(item)
    return lists


def _assigned(content: Content, item: ListItem) -> bool:
    """Takes a bullet such as ``- `limit=20` `` or ``- `type=river|lake` ``: a default or the values."""
    spans = code_spans(item.text)
    match = _ASSIGNED.fullmatch(spans[0].text) if spans else None
    if match is None or item.text.lstrip(" *_").find("`") > 0:
        return False
    name, sign, value = match.groups()
    bounds = _RANGE.fullmatch(f"{sign}{value}")
    if sign != "=" and bounds is None:
        return False
    phrase = states_type(value.replace("|", " | ")) if value else None
    default: JsonValue | Missing = MISSING
    shape: Shape = StringShape()
    if bounds is not None:
        low, high = bounds["low"] or bounds["least"], bounds["high"] or bounds["most"]
        shape = NumberShape(
            integer=True,
            minimum=int(low) if low else None,
            maximum=int(high) if high else None,
        )
    elif phrase is not None:
        shape = phrase.shape
    elif re.fullmatch(r"-?\d{1,12}", value):
        shape, default = NumberShape(integer=True), int(value)
    said = plain(item.text[spans[0].end + 1 :]).strip(" ()-–—:")
    add_parameter(
        content,
        "query",
        name,
        shape,
        False,
        item.span,
        default=default,
        description=said or None,
    )
    return True

"""Lines that are no label: what a sentence among an endpoint's entries says of it."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.span import Excerpt
from spec2code.spec.body_references import SAME
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.contents import Content, Frame
from spec2code.spec.inline import code_spans, plain
from spec2code.spec.label_lines import LabelReader
from spec2code.spec.labels import Label
from spec2code.spec.remarks import take_told_queries
from spec2code.spec.status_lists import read_said_statuses, read_status_line
from spec2code.spec.told_bodies import answers_like, told_answer, told_form, told_request
from spec2code.spec.variants import told_values

__all__ = ["ProseReader"]

_SAME_BODY = regex(
    r"\W*(?:the )?(?:same|identical) (?P<role>re(?:sponse|quest)|body|payload|output|result|shape|schema|object)\b",
    re.IGNORECASE,
)
_NO_BODY = regex(
    r"\W*no (?:request )?(?:body|payload)\b|\W*(?:sem corpo|sin cuerpo|sans corps)\b|无请求体",
    re.IGNORECASE,
)
_SAME_QUERY = regex(
    r"\b(?:same|identical|mism[oa]s|mesm[oa]s|mêmes|stess[ie]|gleichen?|те же|aynı)\s+(?:query\s+)?(?:filters?|filtros?|filtres?|filtri|query|queries|params?|parameters?|parámetros|parâmetros|paramètres|фильтры|параметры)\b"
    r"|(?:相同|同样)的?(?:筛选|查询|过滤)?(?:参数|条件)|같은 (?:필터|쿼리|파라미터)|同じ(?:クエリ|パラメータ|検索条件)",
    re.IGNORECASE,
)
"""The query of another endpoint, in passing: "lists all of them with the same filters + `mine`"."""
_SAME_FIELDS = regex(
    r"\b(?:same|mism[oa]s|mesm[oa]s|mêmes|stess[ie]|gleichen?|те же|aynı)\s+(?:fields|campos|champs|felder|campi|поля|alanlar)\b|(?:相同|同样)的?字段|같은 필드|同じ(?:フィールド|項目)",
    re.IGNORECASE,
)
"""The body of another, in passing: "partial update (same fields, all optional)"."""
_BODY_LEAD = regex(r"[\s`*→]*(?:[{\[`]|same|list of|array of|returns?\b)", re.IGNORECASE)
_MORE_NAMES = regex(
    r"\W*(?:(?:and|or|plus|also|optional(?:ly)?|y|e|et|и|和|및)\s+)?`[A-Za-z_]|.*[:：]\s*$"
)
"""A line that goes on with a list of parameters, or announces more of them."""


class ProseReader:
    """Puts what sentences say into a `Content`."""

    def __init__(self, content: Content, bodies: BodyReader, labels: LabelReader) -> None:
        self.content = content
        self.bodies = bodies
        self.labels = labels

    def take(self, excerpt: Excerpt, frame: Frame) -> bool:
        """Takes a line below the label of `frame`; whether it says something."""
        if frame.named and not _MORE_NAMES.match(excerpt.text):
            frame.label = None  # "Query: `period`", and then what the answer is
        role = frame.label.role if frame.label is not None else None
        text, shown = plain(excerpt.text), any(self.content.responses.values())
        if not shown and (words := answers_like(excerpt.text)) is not None:
            self.content.same_as.append(("response", words, excerpt.span()))
        if role in ("errors", "statuses"):
            read_status_line(self.content, excerpt, in_errors=False)
        elif role in (None, "description", "auth"):
            if _NO_BODY.match(text):
                self.content.no_request = True
            same = _SAME_BODY.match(text)
            if same is not None and not shown and len(text) < 120:
                part = "request" if same["role"].lower() == "request" else "response"
                self.content.same_as.append((part, text, excerpt.span()))
                return True
            for span in code_spans(excerpt.text):
                if re.match(r"\?[A-Za-z_][\w\[\]]*=", span.text):
                    self.labels.inline_parameters("query", excerpt.cut(span.start, span.end))
            take_told_queries(self.content, excerpt)
            self.take_same(excerpt)
            read_said_statuses(self.content, excerpt)
            if told_form(self.bodies, excerpt):
                return True
            told_request(self.bodies, excerpt)
            if not told_answer(self.bodies, excerpt):
                self.labels.describe(excerpt)
        elif role in ("query", "path_parameters") and code_spans(excerpt.text):
            if frame.bullets and not _MORE_NAMES.match(excerpt.text):
                self.labels.describe(excerpt)  # a sentence behind the list of them
                return True
            self.labels.inline_parameters(role, excerpt)
        elif role in ("request", "response") and frame.label is not None:
            shown = bool(self.content.requests) if role == "request" else shown
            if shown and told_values(excerpt):
                frame.label = None  # what is listed below are values, not fields
                return True
            again = SAME.search(text) is not None and len(text) <= 160
            if not shown and len(text) <= 200 and (again or _BODY_LEAD.match(excerpt.text)):
                label = frame.label
                self.bodies.inline(Label(role, label.name, label.statuses, excerpt, strong=False))
            else:
                return read_said_statuses(self.content, excerpt)
        else:
            return False
        return True

    def take_same(self, excerpt: Excerpt) -> None:
        """Takes the query or the fields that a sentence says are another endpoint's, and what names it adds."""
        content, text = self.content, excerpt.text
        if content.method in WRITING:
            if _SAME_FIELDS.search(text) and not content.requests:
                content.same_as.append(("request", plain(text), excerpt.span()))
            return
        same = _SAME_QUERY.search(text) if content.method == "GET" else None
        if same is None:
            return
        content.same_as.append(("query", plain(text), excerpt.span()))
        if re.match(
            r"[^`.]{0,30}(?:\+|\bplus\b|\band\b|\by\b|\be\b|和|외)\s*`", text[same.end() :]
        ):
            self.labels.names(excerpt.cut(same.end()), "query")

"""Routes that a document mentions without defining them: said with the reason, never dropped in silence."""

from __future__ import annotations

import re

from spec2code.model.api import Endpoint
from spec2code.model.patterns import regex
from spec2code.spec.blocks import Document, Fence
from spec2code.spec.contents import Content
from spec2code.spec.draft_types import Drafts, Passed
from spec2code.spec.fence_routes import curl_calls, is_diagram
from spec2code.spec.flow import section_entries
from spec2code.spec.parameters import take_query_string
from spec2code.spec.routes import Route, find_routes, path_key
from spec2code.spec.scopes import verdicts

__all__ = ["find_mentions", "take_mentioned_queries"]

_GONE = regex(
    r"\b(?:removed|deprecated|legacy|instead of|no longer|replaced|old|eliminad\w+|removid\w+|obsolet\w+|supprimé\w*|veraltet\w*|entfernt\w*)\b|удал[её]н|устар|废弃|移除|已删除|삭제된|廃止",
    re.IGNORECASE,
)
"""Words beside a call that is none any more."""


def find_mentions(document: Document, found: Drafts, endpoints: list[Endpoint]) -> list[Passed]:
    """Every route in the text that is neither an endpoint of the model nor already told."""
    known = {(endpoint.method, path_key(endpoint.path)) for endpoint in endpoints}
    tails = {(method, path) for method, whole in known for path in _tails(whole)}
    told = {passed.what for passed in found.passed}
    judged = verdicts(document)
    mentions: list[Passed] = []
    for section in document.sections:
        verdict = judged[section.index]
        for entry in section_entries(section):
            texts: list[str] = [entry.text] if entry.excerpt is not None else []
            reason = verdict.reason if verdict.kind != "own" else "mentioned, not defined"
            if entry.fence is not None:
                if curl_calls(entry.fence):
                    continue
                texts = entry.fence.text.split("\n")
                reason = _fence_reason(entry.fence)
            elif entry.table is not None:
                texts = [cell.text for row in entry.table.rows for cell in row]
            for route in (route for text in texts for route in find_routes(text)):
                for method in route.methods:
                    what = f"{method} {route.path.text}"
                    if (method, path_key(route.path.text)) in tails or what in told:
                        continue
                    if route.path.text.startswith("/{"):
                        continue  # a part of a path: its row or line has told the whole
                    told.add(what)
                    mentions.append(Passed(what, _reason(route, reason), section, entry.span))
    return mentions


def take_mentioned_queries(document: Document, contents: list[Content]) -> None:
    """Gives an endpoint that tells of no query the one of a sentence: "by plate: GET /cars?plate=X"."""
    silent = {
        (content.method, path_key(content.path)): content
        for content in contents
        if not any(place == "query" for place, _ in content.parameters)
    }
    judged = verdicts(document)
    for section in document.sections:
        if judged[section.index].kind != "own":
            continue
        for entry in section_entries(section):
            if entry.excerpt is None or "?" not in entry.text or _GONE.search(entry.text):
                continue
            for route in find_routes(entry.text):
                for method in route.methods if route.path.query else ():
                    content = silent.get((method, path_key(route.path.text)))
                    if content is not None:
                        take_query_string(content, route.path.query, entry.span)


def _fence_reason(fence: Fence) -> str:
    if fence.language == "sql":
        return "mentioned in SQL"
    if is_diagram(fence):
        return "drawn in a diagram"
    return "part of a fence that defines no endpoint"


def _reason(route: Route, reason: str) -> str:
    return "the path is abbreviated" if route.path.abbreviated else reason


def _tails(path: str) -> list[str]:
    """The path and what is left of it without its first segments: a mention may leave the base out."""
    parts = path.split("/")
    return [path, *("/" + "/".join(parts[index:]) for index in range(2, min(len(parts), 5)))]

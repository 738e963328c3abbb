"""Bodies that a sentence elsewhere shows with the call: "the client sends `POST /pets { name }`"."""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.model.patterns import regex
from spec2code.model.shapes import Shape
from spec2code.model.span import Span
from spec2code.spec.blocks import Document, ListItem, Paragraph
from spec2code.spec.content_bodies import WRITING, BodyReader
from spec2code.spec.contents import Content
from spec2code.spec.inline import code_spans
from spec2code.spec.labels import Label
from spec2code.spec.routes import path_key, read_path

__all__ = ["take_mentioned_bodies"]

_CALL = regex(r"\s*(POST|PUT|PATCH)\s+(/[^\s{`]*(?:\{\w+\}[^\s{`]*)*)\s+(?=\{)")


def take_mentioned_bodies(
    document: Document, contents: list[Content], definitions: Mapping[str, Shape]
) -> list[Span]:
    """Gives endpoints that show no body of their own the one in such a call; the places of the sentences."""
    silent = {
        (content.method, path_key(content.path)): content
        for content in contents
        if content.method in WRITING and not (content.requests or content.no_request)
    }
    taken: list[Span] = []
    for _, block in document.walk() if silent else ():
        if not isinstance(block, Paragraph | ListItem) or "{" not in block.text:
            continue
        for span in code_spans(block.text):
            call = _CALL.match(span.text)
            path = read_path(call.group(2)) if call is not None else None
            if call is None or path is None:
                continue
            content = silent.get((call.group(1), path_key(path.text)))
            shown = block.excerpt.cut(span.start + call.end(), span.end)
            label = Label("request", "", (), shown, strong=False)
            if content is not None and BodyReader(content, definitions).inline(label):
                del silent[content.method, path_key(content.path)]
                taken.append(block.excerpt.span())
    return taken

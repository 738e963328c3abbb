"""OpenAPI in a fence, whole or a part of it: its operations, its shared parts, and what references in it mean."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.span import Excerpt, Span
from spec2code.spec.blocks import Fence
from spec2code.spec.yaml_text import YamlNode, YamlText, read_yaml

__all__ = ["OpenApi", "Operation", "fence_root", "is_operation", "is_schema", "openapi_in"]

_LANGUAGES: Final = frozenset(
    ("yaml", "yml", "json", "openapi", "swagger", "openapi-yaml", "openapi-json", "")
)
_TELLING = regex(
    r"^[ \t]*(?:\{[ \t]*)?\"?(?:openapi|swagger|paths|components|schemas)\"?[ \t]*:"
    r"|^[ \t]*['\"]?/[^\n:]*['\"]?:[ \t]*\n[ \t]+(?:\"?(?:get|post|put|patch|delete|parameters|summary)\"?)[ \t]*:"
    r"|^[A-Z]\w*:[ \t]*\n[ \t]+(?:type|allOf|oneOf|anyOf|properties|description|required)[ \t]*:",
    re.MULTILINE,
)
_METHODS: Final = ("get", "post", "put", "patch", "delete", "head", "options")
_WHOLE: Final = ("openapi", "swagger", "paths", "components", "definitions", "schemas")
_OPERATES: Final = ("responses", "requestBody", "parameters", "summary", "operationId", "security")
_OPERATION_KEYS: Final = frozenset(
    [
        "summary",
        "description",
        "tags",
        "operationId",
        "security",
        "parameters",
        "requestBody",
        "responses",
        "deprecated",
        "servers",
        "externalDocs",
    ]
)
_STATUS = regex(r"[1-5](?:\d\d|XX)|default")
_SCHEMA_NAME = regex(r"[A-Z]\w*")
_SCALARS: Final = ("string", "integer", "number")
_LONGEST: Final = 3_000_000


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, with the node that describes it and that of the path around it."""

    method: str
    path: str
    node: YamlNode
    around: YamlNode
    api: OpenApi
    span: Span


@dataclass(frozen=True, slots=True)
class OpenApi:
    excerpt: Excerpt
    root: YamlNode
    unread: tuple[int, ...] = ()

    def span(self, node: YamlNode) -> Span:
        return self.excerpt.span(node.start, max(node.end, node.start + 1))

    @property
    def operations(self) -> list[Operation]:
        paths = self.root.get("paths")
        listed = paths.pairs if paths is not None else self.root.pairs
        prefix = self._base()
        found: list[Operation] = []
        for path, _, around in listed:
            if not path.startswith("/") or around.kind != "map":
                continue
            for method, start, node in around.pairs:
                if method.lower() in _METHODS and node.kind != "list":
                    span = self.excerpt.span(start, start + len(method))
                    found.append(Operation(method.upper(), prefix + path, node, around, self, span))
        return found

    def schemas(self) -> list[tuple[str, YamlNode]]:
        """The named schemas, of OpenAPI 3 and of Swagger 2."""
        components = self.root.get("components")
        found: list[tuple[str, YamlNode]] = []
        if all(_SCHEMA_NAME.fullmatch(key) for key, _, _ in self.root.pairs):
            return [(name, node) for name, _, node in self.root.pairs]
        for holder in (
            self.root.get("schemas"),
            components.get("schemas") if components else None,
            self.root.get("definitions"),
        ):
            if holder is not None:
                found += [(name, node) for name, _, node in holder.pairs if node.kind == "map"]
        return found

    @property
    def states_presence(self) -> bool:
        """Whether any schema lists what is `required`; where none does, the document says nothing of it."""
        return _states_presence(self.excerpt.text)

    def resolved(self, node: YamlNode) -> YamlNode:
        """The node that a chain of references ends at; itself where it is none, or leads nowhere."""
        for _ in range(8):
            target = node.string("$ref") if node.kind == "map" else None
            found = self._at(target) if target is not None else None
            if found is None:
                return node
            node = found
        return node

    def unread_lines(self) -> list[Diagnostic]:
        """The lines that aren't YAML, and what is nested too deep."""
        return [
            diagnostic(
                "A121",
                "this line of OpenAPI is not understood",
                self.excerpt.span(place, place + 1),
            )
            for place in self.unread
        ]

    def told(self, names: Collection[str]) -> list[Diagnostic]:
        """What is wrong with the document: lines that aren't YAML, references to nothing; `names` are defined elsewhere."""
        found = self.unread_lines()
        seen: set[str] = set()
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            target = node.string("$ref") if node.kind == "map" else None
            if target is not None and target not in seen:
                seen.add(target)
                if self._at(target) is None and target.rpartition("/")[2] not in names:
                    message = f"`{target}` is not defined in the spec"
                    found.append(diagnostic("A158", message, self.span(node)))
            waiting += [item for _, _, item in reversed(node.pairs)] + node.items[::-1]
        return found

    def _at(self, reference: str) -> YamlNode | None:
        if not reference.startswith("#/"):
            return None
        node: YamlNode | None = self.root
        for part in reference[2:].split("/"):
            part = part.replace("~1", "/").replace("~0", "~")
            node = node.get(part) if node is not None and node.kind == "map" else None
        return node

    def _base(self) -> str:
        """The path that all servers have in common; empty where they disagree or state none."""
        if base := self.root.string("basePath"):
            return base.rstrip("/")
        servers = self.root.get("servers")
        urls = [item.string("url") or "" for item in servers.items] if servers is not None else []
        bases = {re.sub(r"^(?:https?:)?//[^/]*", "", url).rstrip("/") for url in urls}
        base = bases.pop() if len(bases) == 1 else ""
        return base if re.fullmatch(r"(?:/[\w.-]+)+", base) else ""


def openapi_in(fence: Fence) -> OpenApi | None:
    """The OpenAPI that a fence holds; None where it holds something else."""
    api = fence_root(fence, _TELLING)
    if api is None:
        return None
    root = api.root
    keys = {key for key, _, _ in root.pairs}
    routes = [node for key, _, node in root.pairs if key.startswith("/")]
    if keys and all(_SCHEMA_NAME.fullmatch(key) and is_schema(node) for key, _, node in root.pairs):
        return api  # the schemas alone
    if keys & {"openapi", "swagger"} or (keys & set(_WHOLE) and keys <= _known(keys)):
        return api if api.operations or api.schemas() else None
    return api if routes and any(_is_path_item(node) for node in routes) else None


def fence_root(fence: Fence, telling: re.Pattern[str]) -> OpenApi | None:
    """The map that a fence of YAML or JSON holds, where its text looks like what is wanted."""
    if fence.language not in _LANGUAGES or len(fence.text) > _LONGEST:
        return None
    if not telling.search(fence.text):
        return None
    read = _read(fence.text)
    if read.root.kind != "map":
        return None
    return OpenApi(fence.excerpt, read.root, tuple(read.unread))


def is_operation(node: YamlNode) -> bool:
    """Whether a node says what OpenAPI says of one endpoint, and nothing else."""
    keys = {key for key, _, _ in node.pairs if not key.startswith("x-")}
    if not keys & {"requestBody", "responses", "parameters"} or not keys <= _OPERATION_KEYS:
        return False
    body, answers, given = node.get("requestBody"), node.get("responses"), node.get("parameters")
    if body is not None and not (body.get("content") or body.get("$ref")):
        return False
    if answers is not None and not all(
        _STATUS.fullmatch(key)
        and item.kind == "map"
        and (item.get("description") or item.get("content") or item.get("$ref"))
        for key, _, item in answers.pairs
    ):
        return False
    return given is None or all(item.get("in") or item.get("$ref") for item in given.items)


def is_schema(node: YamlNode) -> bool:
    """Whether a node is a schema: an object with properties, an array with items, a choice of schemas."""
    if node.kind != "map":
        return False
    kind = node.string("type")
    properties = node.get("properties")
    if properties is not None and kind in (None, "object"):
        values = [item for _, _, item in properties.pairs]
        return (
            bool(values)
            and all(item.kind == "map" for item in values)
            and any(
                item.get(word)
                for item in values
                for word in ("type", "$ref", "enum", "allOf", "oneOf", "anyOf", "items")
            )
        )
    if kind == "array":
        items = node.get("items")
        return items is not None and items.kind == "map"
    if kind in _SCALARS and node.get("enum") is not None:
        return (
            node.get("enum") is not None
            and bool(node.pairs)
            and {key for key, _, _ in node.pairs}
            <= {"type", "enum", "description", "default", "example"}
        )
    for word in ("allOf", "oneOf", "anyOf"):
        if (options := node.get(word)) is not None:
            return bool(options.items) and all(item.kind == "map" for item in options.items)
    return len(node.pairs) == 1 and (node.string("$ref") or "").startswith("#/")


def _known(keys: set[str]) -> set[str]:
    """Keys that a part of an OpenAPI document has beside its paths."""
    known = {*_WHOLE, "info", "servers", "tags", "security", "host", "basePath", "schemes"}
    return (
        known
        | {"consumes", "produces", "securityDefinitions", "parameters", "responses"}
        | {key for key in keys if key.startswith("x-")}
    )


def _is_path_item(node: YamlNode) -> bool:
    """Whether what stands below a path is a method with what OpenAPI says of one."""
    return node.kind == "map" and any(
        key in _METHODS and value.kind == "map" and any(value.get(word) for word in _OPERATES)
        for key, _, value in node.pairs
    )


@lru_cache(maxsize=8)
def _states_presence(text: str) -> bool:
    waiting = [_read(text).root]
    while waiting:
        node = waiting.pop()
        wanted = node.get("required") if node.kind == "map" else None
        if wanted is not None and wanted.kind == "list":
            return True
        waiting += [item for _, _, item in node.pairs] + node.items
    return False


@lru_cache(maxsize=8)
def _read(text: str) -> YamlText:
    return read_yaml(text)

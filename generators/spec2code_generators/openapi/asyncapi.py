"""The AsyncAPI 3 document of the events that the specs state."""

from __future__ import annotations

import re
from typing import Any

from spec2code.codegen.api_names import ApiNames
from spec2code.codegen.literals import printable
from spec2code.codegen.names import class_name
from spec2code_generators.openapi.document import SOURCE
from spec2code_generators.openapi.schemas import Schema, models_schemas, schema_of

__all__ = ["asyncapi_document"]


def asyncapi_document(title: str, names: ApiNames) -> Schema | None:
    """Channels, messages and payloads; None when no spec states an event."""
    channels: dict[str, Schema] = {}
    operations: dict[str, Schema] = {}
    messages: dict[str, Schema] = {}
    schemas: dict[str, Schema] = {}
    for feature in names.features:
        for event in feature.events:
            name = class_name(event.name)
            shape = feature.event(event)
            message: Schema = {"name": event.name}
            if event.trigger:
                message["summary"] = event.trigger
            if event.key:
                message["x-key"] = event.key
            if shape is not None:
                message["payload"] = schema_of(shape, feature.models)
                reached = _reached(message["payload"], models_schemas(feature.models))
                schemas |= {key: value for key, value in reached.items() if key not in schemas}
            if event.span:
                message[SOURCE] = f"{event.span.file}:{event.span.line}"
            messages[name] = message
            address = event.destination or event.name
            channel = channels.setdefault(_key(address), {"address": address, "messages": {}})
            channel["messages"][name] = {"$ref": f"#/components/messages/{name}"}
            operations[f"send{name}"] = {
                "action": "send",
                "channel": {"$ref": f"#/channels/{_key(address)}"},
                "messages": [{"$ref": f"#/channels/{_key(address)}/messages/{name}"}],
            }
    if not messages:
        return None
    components: Schema = {"messages": messages}
    if schemas:
        components["schemas"] = dict(sorted(schemas.items()))
    return {
        "asyncapi": "3.0.0",
        "info": {"title": printable(title) or "Events", "version": "0.1.0"},
        "channels": channels,
        "operations": operations,
        "components": components,
    }


def _key(address: str) -> str:
    """A channel's key: letters, digits, dots, dashes and underscores."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", address).strip("_") or "events"


def _reached(schema: Any, schemas: dict[str, Schema]) -> dict[str, Schema]:
    """The schemas that one refers to, directly or through another."""
    found: dict[str, Schema] = {}
    waiting = [schema]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            name = str(item.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in found:
                found[name] = schemas[name]
                waiting.append(schemas[name])
    return found

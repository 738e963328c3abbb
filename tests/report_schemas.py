"""What the documented forms of reports ask for, as JSON Schemas: the parts that `spec2code` writes.

Written from the documents, since no package carries them: SARIF 2.1.0 Errata 01 (OASIS; the sections stand beside
each part) and "Code Quality report format" of GitLab's documentation.
"""

from __future__ import annotations

from typing import Any

__all__ = ["GITLAB", "SARIF"]

Json = dict[str, Any]


def _closed(required: list[str], **properties: Any) -> Json:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


_TEXT: Json = {"type": "string", "minLength": 1}
_COUNT: Json = {"type": "integer", "minimum": 1}
_LEVEL: Json = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
_MESSAGE = _closed(["text"], text=_TEXT)  # 3.11
_MULTIFORMAT = _closed(["text"], text=_TEXT, markdown=_TEXT)  # 3.12
_REGION = _closed(  # 3.30: lines and columns begin at 1
    ["startLine"], startLine=_COUNT, startColumn=_COUNT, endLine=_COUNT, endColumn=_COUNT
)
_ARTIFACT = _closed(  # 3.4: a URI reference with a base id is relative, without a slash ahead
    ["uri", "uriBaseId"],
    uri={"type": "string", "pattern": "^(?!/|[A-Za-z][A-Za-z0-9+.-]*:|\\.\\./)[^ \\\\]+$"},
    uriBaseId=_TEXT,
)
_LOCATION = _closed(  # 3.28, 3.29
    ["physicalLocation"],
    id={"type": "integer", "minimum": 0},
    message=_MESSAGE,
    physicalLocation=_closed(["artifactLocation"], artifactLocation=_ARTIFACT, region=_REGION),
)
_LOCATIONS: Json = {"type": "array", "items": _LOCATION, "minItems": 1}
_RULE = _closed(  # 3.49
    ["id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MULTIFORMAT,
    fullDescription=_MULTIFORMAT,
    help=_MULTIFORMAT,
    defaultConfiguration=_closed(["level"], level=_LEVEL),  # 3.50
    properties={"type": "object"},
)
_RESULT = _closed(  # 3.27
    ["ruleId", "ruleIndex", "level", "message", "partialFingerprints"],
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_LOCATIONS,
    relatedLocations=_LOCATIONS,
    partialFingerprints={"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    properties={"type": "object"},
)
_INVOCATION = _closed(  # 3.20, 3.58
    ["executionSuccessful"],
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications={
        "type": "array",
        "items": _closed(
            ["message"],
            level=_LEVEL,
            descriptor=_closed(["id"], id=_TEXT),
            message=_MESSAGE,
            locations=_LOCATIONS,
        ),
    },
)
SARIF = _closed(  # 3.13
    ["version", "runs"],
    **{"$schema": {"type": "string", "pattern": "^https://.*sarif-schema-2\\.1\\.0\\.json$"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": _closed(  # 3.14
            ["tool", "results"],
            tool=_closed(  # 3.18, 3.19
                ["driver"],
                driver=_closed(
                    ["name"],
                    name=_TEXT,
                    version=_TEXT,
                    rules={"type": "array", "items": _RULE, "uniqueItems": True},
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},  # 3.14.17
            originalUriBaseIds={"type": "object"},  # 3.14.14
            results={"type": "array", "items": _RESULT},
            invocations={"type": "array", "items": _INVOCATION},
        ),
    },
)
"""A log as section 3.13 describes it."""

GITLAB: Json = {
    "type": "array",
    "items": _closed(
        ["description", "check_name", "fingerprint", "severity", "location"],
        description=_TEXT,
        check_name=_TEXT,
        fingerprint=_TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=_closed(
            ["path", "lines"],
            path={"type": "string", "pattern": "^(?!/|\\./).+"},
            lines=_closed(["begin"], begin=_COUNT),
        ),
    ),
}
"""A Code Quality artifact: relative paths without `./`, a fingerprint for each violation."""

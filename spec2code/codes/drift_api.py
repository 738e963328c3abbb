"""D3xx to D5xx: drift of routes, of the shapes that they use, and of events' payloads.

Severity follows docs/drift.md: an error breaks a caller or running code; a warning differs without proof
of harm; info is worth knowing.
"""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# code, name, severity, what is the case, why it matters, mend
_API_ROWS: tuple[tuple[str, str, Severity, str, str, str], ...] = (
    (
        "D301",
        "endpoint-missing",
        ERROR,
        "an endpoint of the spec is not routed",
        "callers get 404 or 405",
        "write the route (`spec2code generate`), or take it out of the spec",
    ),
    (
        "D302",
        "endpoint-extra",
        WARNING,
        "a route is in no spec",
        "nobody promised it; only told with --strict",
        "write it into a spec, or remove it",
    ),
    (
        "D303",
        "parameter-missing",
        ERROR,
        "a parameter of the spec is not read by the route",
        "what callers send is ignored",
        "add the parameter to the route",
    ),
    (
        "D304",
        "parameter-extra",
        WARNING,
        "the route reads a parameter that the spec lacks",
        "callers don't know of it",
        "write it into the spec",
    ),
    (
        "D305",
        "parameter-required-differs",
        ERROR,
        "a parameter is required on one side only",
        "calls are refused that the spec allows, or the reverse",
        "make it required or optional on both sides",
    ),
    (
        "D306",
        "parameter-type-differs",
        ERROR,
        "a parameter has another type or range",
        "values that the spec allows are refused, or the reverse",
        "make both sides say the same",
    ),
    (
        "D307",
        "parameter-default-differs",
        WARNING,
        "a parameter has another default",
        "a call without it does something else",
        "make both sides say the same",
    ),
    (
        "D308",
        "status-differs",
        ERROR,
        "success is answered with another status",
        "callers that look at the status fail",
        "change the status on one side",
    ),
    (
        "D309",
        "status-missing",
        ERROR,
        "a status of the spec is not answered or not declared by the route",
        "callers wait for a status that never comes",
        "declare it on the route",
    ),
    (
        "D310",
        "status-extra",
        WARNING,
        "the route declares a status that the spec lacks",
        "callers don't expect it",
        "write it into the spec",
    ),
    (
        "D311",
        "auth-differs",
        ERROR,
        "the spec and the route disagree on who may call",
        "data is open, or callers are refused",
        "add or remove the dependency that checks the caller",
    ),
    (
        "D312",
        "request-body-missing",
        ERROR,
        "the route reads no body where the spec has one",
        "what callers send is ignored",
        "give the handler a model for the body",
    ),
    (
        "D313",
        "request-body-extra",
        ERROR,
        "the route wants a body that the spec doesn't have",
        "calls without one are refused",
        "write it into the spec, or drop it",
    ),
    (
        "D314",
        "error-status-missing",
        INFO,
        "an error status of the spec is not declared by the route",
        "it may still be raised; the documentation doesn't say so",
        "declare it in `responses`",
    ),
    (
        "D315",
        "media-type-differs",
        WARNING,
        "a body has another media type",
        "the other side can't read it",
        "make both sides say the same",
    ),
    (
        "D316",
        "path-prefix-differs",
        WARNING,
        "all paths of a spec have a prefix on one side only",
        "callers must know where the application is mounted",
        "state the base URL in the spec, or mount the routes where it says",
    ),
    (
        "D317",
        "auth-scheme-differs",
        ERROR,
        "the spec and the route name different ways to carry credentials",
        "callers who do as the spec says are refused",
        "make both sides name the same scheme",
    ),
    (
        "D318",
        "scopes-differ",
        ERROR,
        "the spec and the route ask for different scopes",
        "callers are refused, or may do what they shouldn't",
        "make both sides ask for the same scopes",
    ),
)

_SHAPE_ROWS: tuple[tuple[str, str, Severity, str, str, str], ...] = (
    (
        "D401",
        "field-missing",
        ERROR,
        "a field of the spec is not in the model",
        "what is sent is lost, or what is expected doesn't come",
        "add the field to the model, or take it out of the spec",
    ),
    (
        "D402",
        "field-extra",
        WARNING,
        "the model has a field that the spec lacks",
        "callers don't know of it",
        "write it into the spec",
    ),
    (
        "D403",
        "field-type-differs",
        ERROR,
        "a field has another type",
        "values are refused or can't be read",
        "make both sides say the same",
    ),
    (
        "D404",
        "field-required-differs",
        ERROR,
        "a field is required on one side only",
        "calls are refused that the spec allows, or incomplete ones accepted",
        "make it required or optional on both sides",
    ),
    (
        "D405",
        "field-nullability-differs",
        ERROR,
        "a field may be null on one side only",
        "null arrives where no caller expects it, or is refused",
        "make it nullable or not on both sides",
    ),
    (
        "D406",
        "field-constraint-differs",
        WARNING,
        "a field has another length, range or pattern",
        "values are refused or accepted against the spec",
        "make both sides say the same",
    ),
    (
        "D407",
        "field-values-differ",
        ERROR,
        "an enumeration has other values",
        "values are refused, or unknown to callers",
        "add or remove values on one side",
    ),
    (
        "D408",
        "field-default-differs",
        WARNING,
        "a field has another default",
        "a body without it means something else",
        "make both sides say the same",
    ),
    (
        "D409",
        "field-renamed",
        ERROR,
        "a field seems to have another name in the model",
        "callers written from the spec use a name that is not there",
        "rename it, or give it an alias",
    ),
    (
        "D410",
        "response-body-missing",
        WARNING,
        "the spec has a response body and the route declares no model",
        "nothing keeps the answer to the spec",
        "declare a response model",
    ),
    (
        "D411",
        "field-format-differs",
        WARNING,
        "a field has another format",
        "values may be refused, or accepted unchecked",
        "make both sides say the same",
    ),
    (
        "D412",
        "examples-not-promised",
        INFO,
        "many fields that only examples of a spec show are optional or nullable in the models",
        "an example shows a field without saying that it is always there",
        "state the fields' types in a table or an interface to have them compared one by one",
    ),
    (
        "D413",
        "fields-extra",
        WARNING,
        "a model has many fields that the spec doesn't name",
        "the spec shows a part of the model, or the model went on without it",
        "write them into the spec, or say there that they are left out (`additionalProperties`, `...`)",
    ),
)

_EVENT_ROWS: tuple[tuple[str, str, Severity, str, str, str], ...] = (
    *tuple(
        (
            f"D5{number[2:]}",
            f"event-{name}",
            severity,
            summary.replace("a field", "an event's field"),
            why,
            mend,
        )
        for number, name, severity, summary, why, mend in _SHAPE_ROWS
        if number not in ("D410", "D412", "D413")
    ),
    (
        "D510",
        "event-model-missing",
        INFO,
        "no model has the name of an event of the spec",
        "nothing keeps its payload to the spec",
        "write a model for the payload, or generate it",
    ),
)


CODES: tuple[Code, ...] = tuple(Code(*row) for row in (*_API_ROWS, *_SHAPE_ROWS, *_EVENT_ROWS))

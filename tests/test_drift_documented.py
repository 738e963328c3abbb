"""Every line of docs/drift.md on what is compared has a case: which one stands here, and is looked for."""

from __future__ import annotations

import re

from spec2code.report.drift_json import drift_json
from tests.drift_cases import CASES
from tests.sample_projects import ROOT
from tests.test_reports import finding, report

PARTIAL = {
    "A table, route or column that no spec mentions": "a table that no spec mentions",
    "A table that a spec *creates*": "a table that the spec creates is defined whole",
    "What a spec leaves out of an endpoint": "auth that the spec doesn't speak of",
    "Of several applications in one project": "test_a_spec_is_compared_with_the_application",
    "What can't be decided by reading the code": "a table that an undecidable migration may",
    "Where no migrations of Alembic are found": "test_tables_compared_with_models_alone",
    "Of several histories of migrations": "test_histories_that_are_not_read_are_named",
    "A migration that asks for a column which nothing made": "a column that only a later revision speaks of",
    "A route without a security scheme may be guarded": "test_what_code_by_hand_checks_can_not_be",
    '"All protected endpoints require a token"': "auth of the endpoints that are protected",
    "Scopes are compared where": "test_auth_is_compared",
    "Where an application includes or mounts what can't be read": "an application that can't be read",
}
SAME = {
    "`VARCHAR(20)` | `character varying(20)`": "types",
    "`NOW()` | `CURRENT_TIMESTAMP`": "func.now",
    "`SERIAL` |": "serial",
    "`DEFAULT NULL` |": "a default that is null",
    "a constraint without a name |": "a constraint without a name",
    "the name of a constraint |": "the name of a constraint in models",
    "a condition of a partial index on a boolean": "a boolean asked for in another way",
    "a unique constraint | in a model, the primary key": "one constraint says again what the primary",
    "a unique constraint | a unique index": "a unique constraint and a unique index",
    "INCLUDE of a key": "what SQLAlchemy has no word for",
    "a partition": "a partition without a class, or with another one",
    "an expression, the type of a model's column |": "a condition that can't be told",
    "`VARCHAR`, `VARCHAR(20)` or `TEXT` |": "enums kept as text in models",
    "a member of an enum in a condition": "members of an enum beside a type that stores values",
    "`String`, `Number`": "words for types in a list of columns",
    "a column without a type in a list": "a list of the names of columns, without types",
    "no word on NULL, or on a primary key": "words for types in a list of columns, and no word",
    "`GET /docs`": "the pages of documentation that FastAPI",
    "`Team` or `teamId` without quotes": "names without quotes that the code has in capitals",
    "`REFERENCES User` without quotes": "a name in quotes where the table is made, and without",
    "MySQL's `ENUM('cat', 'dog')`": "the name of an enum that SQL of MySQL has no word on",
    "a column of MySQL without `COLLATE`": "the collation that a dump of MySQL writes at each column",
    "`ENGINE`, `CHARSET`, `COLLATE`": "how MySQL stores a table, which the code leaves to the server",
    "a table or column without a comment": "the comment of a column that the spec gives none",
    "labels of an enum, columns of a primary key or of a unique": "the order of labels and of a key's columns",
    "the order of columns and of fields": "columns and fields in another order",
    "`/orders/{id}` |": "names of path parameters, a slash at the end",
    "header `X-Request-ID` |": "names of headers",
    "a parameter without a type |": "a parameter without a type",
    "a default in the database |": "a default of the database",
    "`X`, not required |": "not required and X | None = None",
    "a string | a `date`": "a string where the code says what kind",
    "a number as a string": "a number as a string",
    "a response field | the same with a default": "a response field with a default",
    "a response field that only an example shows": "a response field of a column that takes NULL",
    "a URL or an address in an example": "a URL or an address in an example",
    "any shape |": "code that leaves it open",
    "a field | a model without it": "a field of a model that takes further fields",
    "a field that the body of a PATCH shows": "a field that the body of a PATCH shows with its type",
    "a query parameter that an address": "a query that an address or a sentence names",
    "`true`, `false` |": "true or false in the spec and a bool",
    "an integer in the example of a request |": "an integer in a request and a float",
    "a status | the handler answers it": "a status that the handler answers by itself",
    "names or types in JSON": "a JSON of types that marks no field",
    "a default in a list of columns as code has it": "one enum for two columns of a list",
    "an enum in a list of columns": "one enum for two columns of a list",
    "a list of columns without a word on foreign": "a foreign key beside a list of columns that names none",
    "no default in a list of columns that has no word": "a default of a column, where the list has no word on defaults",
    "a default that a list of columns tells in words": "a list of columns that marks both NULL and NOT NULL, a default",
    "a bare `timestamp` in a list": "a bare timestamp in a list of columns",
    "the key of a list of columns, automatic": "a default of a column, where the list has no word on defaults",
    "no such column in a list | one that the line": "columns that one bullet names together, one that the line",
    "what answers hold": "what an answer has inside of the envelope",
    "no such parameter | a key for the API": "a key for the API in the query",
    "`-> {user}`": "the name of the thing that is answered",
    "no request body of a POST, PUT or PATCH": "the body of a request where the spec shows answers alone",
    "`GET /pets/42`": "a call of a route, with a value in its path",
    "a field of a request |": "the second of several names that a request may use",
    "a field of a response |": "a serializer writes another type than is read",
    "no such field in a response, or in a request": "a field that is read and never written",
    "no such parameter | a header or cookie": "a header for credentials that must be sent, as",
    "no such parameter | one that need not be sent": "parameters of paging that are named once",
    '"parameters" of a POST': "parameters of a POST that the route reads in the query",
    "an integer in an address": "an integer in an address and a float",
    "the word `number`": "the word number and an integer in the code",
    "names in braces": "names in braces that the code has as optional",
    '"upload a scan"': "a file that words say is uploaded",
    "`Enum ('cat', 'dog')` in a list": "the name of an enum that a list of columns",
    "`User` over a list of columns": "a list of columns called by what one row is",
    "no such parameter | an optional one with": "an optional parameter that isn't published",
    "no such field | one that `json_schema_extra`": "a field that the published schema doesn't have",
    "an endpoint | a route under a condition": "a route that another setting serves",
    "an endpoint | a route whose path can't be told": "a route whose path can't be told",
    "an endpoint | an address of a route": "addresses of a route whose parameter has few values",
    "`GET /health`, `/metrics`": "probes beside the base URL",
    "an endpoint that reads | files": "files that a folder serves",
    "a request of `{}` |": "a request that holds nothing",
    "a request body, a parameter |": "what a handler takes out of the request",
    "a constraint or an index | a table of the models": "a foreign key of a table of the models of",
    "a request of one type |": "a request that takes a further type",
    "a list | a set": "a set where the spec says no more than a list",
    "a body of these fields |": "a request whose model refuses what the spec doesn't name",
    "an event's trigger": "an event's trigger, destination and key",
    "an error status | a route that declares no errors": "an error of a route that declares none",
    "a form, in parts or in one line": "a form in parts that a route takes without a file",
    "a login by name and password in a form": "a login by the form of OAuth 2",
    "`string` in a list beside an address": "a text beside an example that is an address",
    "no such column in a list | one that a sentence": "columns that a mixin of the spec gives to all tables",
    "`numeric`, `varchar` in a list": "several columns and types in a row, a key of nothing",
    "`GENERATED` in a list, without": "a column that a list calls generated",
    "`FK` in a list, without the table": "several columns and types in a row, a key of nothing",
    "an answer in its envelope": "what only errors have in the envelope of answers",
    "an object with an ellipsis": "an object with an ellipsis",
    "a default of a parameter that is another": "a default that names another parameter",
    "the body of the errors of one status": "the body of the errors of one status",
    "the body of one error |": "one error of a model that others share",
    "errors 422 and 500": "errors that the framework answers",
    "auth | errors 401 and 403": "test_refusing_callers_belongs_to_auth",
}
ONCE = {
    "What migrations and models say alike": "what migrations and models say alike",
    "A missing and an extra column of one type": "a renamed column",
    "A field of the same name in another spelling": "a field in another spelling and of another type",
    "A missing table is told as a rename": "a renamed table",
    "A missing and an extra constraint of one table": "a constraint that only one side names",
    "A default of a column whose type differs": "a default that is one value for either type",
    "A field that the spec requires and the code has as": "required and X | None = None",
    "One status missing and one extra": "another status",
    "Fields that only examples show": "many fields that only an example shows",
    "More than ten fields that one model has beyond": "many fields that a model has beyond the spec",
    "A field of a model that several endpoints use": "a field of a model of two endpoints",
    "A parameter that one dependency brings": "test_a_parameter_of_a_shared_dependency",
    "A line of a base class is told": "a line of a base that several models inherit",
    "The body that a spec gives to all errors": "the body that a spec gives to all errors",
    "More than five findings of one kind": "test_many_findings_of_one_kind_are_told_together",
    "Where none or few of a spec's paths are served": "a prefix that only the code has",
}


def test_every_key_of_the_json_report_is_documented() -> None:
    given = drift_json(report(finding()))
    text = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
    section = text.partition("## The JSON report\n")[2].partition("\n## ")[0]
    keys = [*given, *given["summary"], *given["drift"][0], "at", "value"]
    assert [key for key in keys if f"`{key}`" not in section] == []


def test_every_line_of_the_policy_has_a_case() -> None:
    known = [case.line for case in CASES]
    known += [
        name
        for file in ("test_drift_policy.py", "test_drift_auth.py", "test_reports.py")
        for name in re.findall(r"^def (\w+)", (ROOT / "tests" / file).read_text(), re.MULTILINE)
    ]
    text = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
    for heading, cases in (
        ("A spec is a partial view", PARTIAL),
        ("What counts as the same", SAME),
        ("Two sides of one thing", ONCE),
    ):
        section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        lines = [line[2:] for line in section.splitlines() if re.match(r"- |\| (?!spec )", line)]
        missing = [line for line in lines if sum(line.startswith(start) for start in cases) != 1]
        assert not missing
        gone = [start for start in cases if not any(line.startswith(start) for line in lines)]
        assert not gone
        assert not [case for case in cases.values() if not any(n.startswith(case) for n in known)]

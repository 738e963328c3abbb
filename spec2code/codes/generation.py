"""G1xx and G2xx: generation. From G200 on: schemas, routes and documents of the API."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "G201",
        "endpoint-stated-twice",
        Severity.WARNING,
        "One method and path is stated in two places.",
        "An application has one handler for a method and path, so only one statement can be generated.",
        "Keep the statement that is right, or let the older spec refer to the newer one.",
        "orders.md:  #### `POST /orders`\nrefunds.md: #### `POST /orders`",
    ),
    Code(
        "G202",
        "class-name-taken",
        Severity.INFO,
        "Two different shapes want one class name.",
        "Classes are named after resource and role. The one that reads the resource, or is defined first, "
        "keeps the plain name; the other gets a longer one, and nothing is numbered.",
        "Nothing has to be done. Where both should be one class, give both the same fields.",
        "POST /orders answers {id, status}; GET /orders/{id} answers {id, status, items}",
    ),
    Code(
        "G203",
        "undefined-shape",
        Severity.WARNING,
        "A body refers to a name that no section defines.",
        "Nothing is known of its fields, so the generated schema takes any value.",
        "Define the object in a section or interface of that name, or write its fields in place.",
        "**Response**: `OrderResponse`",
    ),
    Code(
        "G204",
        "path-parameter-renamed",
        Severity.INFO,
        "A path parameter's name can't be written in a route.",
        "FastAPI takes letters, digits and underscores between the braces; the URL that callers use "
        "stays the same.",
        "Write the parameter with letters, digits and underscores.",
        "GET /orders/{order-id}",
    ),
    Code(
        "G205",
        "parameter-not-in-path",
        Severity.WARNING,
        "A path parameter is described that the path doesn't have.",
        "No caller could send it, so no handler takes it.",
        "Add it to the path in braces, or describe it as a query parameter.",
        "GET /orders with a path parameter `order_id`",
    ),
    Code(
        "G206",
        "endpoint-exists-elsewhere",
        Severity.INFO,
        "The project has this endpoint in a file that isn't generated.",
        "A second handler for one method and path would never be called, so none is written.",
        "Nothing has to be done: `diff` compares the handler that exists.",
        "POST /orders in app/api/orders.py",
    ),
    Code(
        "G207",
        "package-needed",
        Severity.INFO,
        "The generated code uses a package that FastAPI doesn't bring along.",
        "The application can't be imported without it.",
        'Install it together with FastAPI: pip install "fastapi[standard]" brings both.',
        "an e-mail address needs email-validator, a form or file needs python-multipart",
    ),
    Code(
        "G208",
        "endpoint-not-routable",
        Severity.WARNING,
        "An endpoint can't be written as a route.",
        "FastAPI has no decorator for the method, or the path repeats a parameter, so nothing is "
        "generated for it.",
        "Use one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, TRACE, and give each parameter of a path a name of its own.",
        "SUBSCRIBE /orders; GET /users/{id}/orders/{id}",
    ),
    Code(
        "G210",
        "router-not-included",
        Severity.INFO,
        "The project has an application of its own, which doesn't include a generated router.",
        "Its endpoints are answered only when the application includes them. Where the application is made "
        "is the user's code, so it isn't changed.",
        "Call include_router with the router where the application is made.",
        "app/application.py: app = FastAPI(); app/routers/orders.py was just written",
    ),
    Code(
        "G209",
        "example-does-not-fit",
        Severity.WARNING,
        "An example doesn't fit the shape that the spec states for it.",
        "With `--stubs example` the handler would answer a body that its own schema refuses, so it answers "
        "501 instead.",
        "Mend the example or the field table.",
        'field table: `total` number; example: "total": "a lot"',
    ),
    Code(
        "G101",
        "several-heads",
        Severity.ERROR,
        "The project's migrations have more than one head.",
        "A revision follows one parent. Which of the heads that is can't be told, and the schema that they add "
        "up to exists in no database.",
        "Merge the heads with `alembic merge heads`, then generate again.",
        "versions/1a2b_users.py and versions/3c4d_orders.py both follow 0f0f",
    ),
    Code(
        "G102",
        "file-template-not-filled",
        Severity.INFO,
        "The project's file_template needs a date that is not known.",
        "A revision is made without a clock, so that the same spec gives the same bytes on every machine.",
        "Give the spec a date in its front matter or document table, or rename the file: Alembic reads the "
        "revision's id, not its name.",
        "file_template = %%(year)d_%%(month).2d_%%(slug)s",
    ),
    Code(
        "G103",
        "enum-value-renamed",
        Severity.INFO,
        "A value of an enum is renamed, because another stands in its place.",
        "Rows keep their value under its new name. Were it a different value, they would have to be changed.",
        "Nothing has to be done if it is a rename. Else keep the old value and add the new one behind it.",
        "CREATE TYPE status AS ENUM ('new', 'payed') becomes ('new', 'paid')",
    ),
)

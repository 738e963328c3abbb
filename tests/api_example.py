"""A feature with one of everything that an API spec can say, built by hand."""

from __future__ import annotations

from spec2code.model.api import (
    ApiError,
    Auth,
    Body,
    Endpoint,
    Event,
    Parameter,
    RateLimit,
    Response,
)
from spec2code.model.shapes import (
    ANY,
    NULL,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)
from spec2code.model.span import Span
from spec2code.model.spec import Spec

UUID = StringShape(format="uuid")
TEXT = StringShape()
TIME = StringShape(format="date-time")
WHOLE = NumberShape(integer=True)
MONEY = NumberShape(format="decimal", minimum=0)
STATUS = EnumShape(values=("pending", "paid", "shipped"))
JSON = "application/json"
ORDER_ID = "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11"
CUSTOMER_ID = "2b1d5a54-91f2-4a3e-8a76-7fd7f3c2a001"


def obj(**fields: Shape | Field) -> ObjectShape:
    """An object whose fields are required unless they are given as Field."""
    return ObjectShape(
        fields=tuple(
            Field(name, shape) if not isinstance(shape, Field) else shape
            for name, shape in fields.items()
        )
    )


def optional(name: str, shape: Shape, **more: object) -> Field:
    return Field(name, shape, required=False, **more)  # type: ignore[arg-type]


def at(line: int) -> Span:
    return Span("docs/orders.md", line)


ADDRESS = obj(
    street=Field("street", StringShape(min_length=1, max_length=200)),
    city=TEXT,
    postal_code=Field("postalCode", StringShape(pattern=r"^\d{5}$")),
)
ITEM_CREATE = obj(
    product_id=Field("productId", UUID),
    quantity=Field(
        "quantity", NumberShape(integer=True, minimum=1, maximum=99), description="How many"
    ),
)
ITEM = obj(
    product_id=Field("productId", UUID),
    quantity=NumberShape(integer=True, minimum=1, maximum=99),
    price=MONEY,
)
ORDER_CREATE = obj(
    customer_id=Field("customerId", UUID, description='The customer who "orders"'),
    items=ArrayShape(items=ITEM_CREATE, min_items=1, max_items=50),
    shipping_address=Field("shippingAddress", ADDRESS),
    note=optional("note", StringShape(max_length=500)),
    coupon=optional("coupon", nullable(StringShape(max_length=20))),
    currency=optional("currency", StringShape(min_length=3, max_length=3), default="EUR"),
    tags=optional("tags", ArrayShape(items=StringShape(max_length=30)), default=[]),
)
ORDER = obj(
    id=UUID,
    customer_id=Field("customerId", UUID),
    status=STATUS,
    items=ArrayShape(items=ITEM),
    shipping_address=Field("shippingAddress", ADDRESS),
    note=Field("note", nullable(StringShape(max_length=500))),
    total=MONEY,
    metadata=MapShape(values=TEXT),
    created_at=Field("createdAt", TIME),
)
SUMMARY = obj(id=UUID, status=STATUS, total=MONEY)
PAGINATION = obj(page=WHOLE, page_size=Field("pageSize", WHOLE), total=WHOLE)
ERROR = obj(
    error=obj(
        code=TEXT,
        message=TEXT,
        details=optional("details", ArrayShape(items=obj(field=TEXT, issue=TEXT))),
    )
)
CREATE_EXAMPLE: JsonValue = {
    "customerId": CUSTOMER_ID,
    "items": [{"productId": ORDER_ID, "quantity": 2}],
    "shippingAddress": {"street": "Main St. 1", "city": "Berlin", "postalCode": "10115"},
}
ORDER_EXAMPLE: JsonValue = {
    "id": ORDER_ID,
    "customerId": CUSTOMER_ID,
    "status": "pending",
    "items": [{"productId": ORDER_ID, "quantity": 2, "price": 9.5}],
    "shippingAddress": {"street": "Main St. 1", "city": "Berlin", "postalCode": "10115"},
    "note": None,
    "total": 19,
    "metadata": {"channel": "web"},
    "createdAt": "2026-01-21T00:00:00Z",
}
BEARER = Auth(True, "bearer")
UNAUTHORIZED = ApiError(401, "UNAUTHORIZED", "Missing or invalid token")
NOT_FOUND = ApiError(404, "ORDER_NOT_FOUND", "There is no such order")
ORDER_ID_PARAMETER = Parameter("path", "order_id", UUID, True, description="The order")
NODE = obj(
    name=TEXT,
    children=ArrayShape(items=RefShape(name="Category")),
    parent=optional("parent", nullable(RefShape(name="Category"))),
)
CARD = obj(kind=EnumShape(values=("card",)), last4=StringShape(min_length=4, max_length=4))
TRANSFER = obj(kind=EnumShape(values=("transfer",)), iban=TEXT)
ODD = obj(
    **{
        "class": TEXT,
        "from": optional("from", TEXT),
        "schema": optional("schema", TEXT),
        "model_config": optional("model_config", TEXT),
        "copy": optional("copy", BooleanShape()),
        "list": optional("list", ArrayShape(items=TEXT)),
        "date": optional("date", StringShape(format="date")),
        "str": optional("str", TEXT),
        "x-trace": optional("x-trace", TEXT),
        "2fa": optional("2fa", BooleanShape()),
        "_hidden": optional("_hidden", ANY),
        "nothing": optional("nothing", NULL),
    }
)

ENDPOINTS = (
    Endpoint(
        "GET",
        "/api/v1/orders",
        summary="List orders",
        auth=BEARER,
        parameters=(
            Parameter("query", "status", STATUS, False, description="Only these"),
            Parameter("query", "page", NumberShape(integer=True, minimum=1), False, default=1),
            Parameter(
                "query",
                "pageSize",
                NumberShape(integer=True, minimum=1, maximum=100),
                False,
                default=20,
            ),
            Parameter("query", "from", StringShape(format="date"), False),
            Parameter("query", "tags", ArrayShape(items=TEXT), False),
            Parameter("header", "X-Request-ID", UUID, False),
        ),
        responses=(
            Response(200, JSON, obj(data=ArrayShape(items=SUMMARY), pagination=PAGINATION)),
        ),
        errors=(UNAUTHORIZED,),
        rate_limit=RateLimit("100 requests per minute", 100, 60),
        group="Orders",
        span=at(10),
    ),
    Endpoint(
        "POST",
        "/api/v1/orders",
        summary="Create an order",
        description="Creates an order.\n\nPayment is taken later.",
        auth=BEARER,
        parameters=(Parameter("header", "Idempotency-Key", UUID, True),),
        request=Body(JSON, ORDER_CREATE, example=CREATE_EXAMPLE),
        responses=(Response(201, JSON, ORDER, example=ORDER_EXAMPLE, description="The order"),),
        errors=(
            ApiError(400, "INVALID_ORDER", "The order is not valid", "no items"),
            ApiError(400, "UNKNOWN_PRODUCT", "A product is not known"),
            UNAUTHORIZED,
            ApiError(422, "VALIDATION_FAILED", "A field is not valid"),
        ),
        idempotency_key=True,
        group="Orders",
        span=at(20),
    ),
    Endpoint(
        "GET",
        "/api/v1/orders/{order_id}",
        summary="Read an order",
        auth=BEARER,
        parameters=(ORDER_ID_PARAMETER, Parameter("cookie", "session-hint", TEXT, False)),
        responses=(Response(200, JSON, ORDER, example=ORDER_EXAMPLE), Response(304)),
        errors=(UNAUTHORIZED, NOT_FOUND),
        group="Orders",
        span=at(30),
    ),
    Endpoint(
        "PATCH",
        "/api/v1/orders/{order_id}",
        summary="Change an order",
        auth=Auth(True, "bearer", ("orders:write", "admin")),
        parameters=(ORDER_ID_PARAMETER,),
        request=Body(
            JSON, obj(note=optional("note", nullable(TEXT)), status=optional("status", STATUS))
        ),
        responses=(Response(200, JSON, ORDER),),
        errors=(UNAUTHORIZED, ApiError(403, "FORBIDDEN", "Not allowed"), NOT_FOUND),
        group="Orders",
        span=at(40),
    ),
    Endpoint(
        "DELETE",
        "/api/v1/orders/{order_id}",
        summary="Delete an order",
        auth=BEARER,
        parameters=(ORDER_ID_PARAMETER,),
        responses=(Response(204),),
        errors=(UNAUTHORIZED, NOT_FOUND, ApiError(409, "ORDER_SHIPPED", "It is on its way")),
        group="Orders",
        span=at(50),
    ),
    Endpoint(
        "GET",
        "/api/v1/orders/export",
        summary="Download all orders",
        auth=Auth(True, "apiKey"),
        responses=(Response(200, "text/csv"),),
        group="Orders",
        span=at(60),
    ),
    Endpoint(
        "GET",
        "/api/v1/orders/{order_id}/events",
        summary="Follow an order",
        auth=Auth(False, "bearer"),
        responses=(Response(200, "text/event-stream"),),
        span=at(70),
    ),
    Endpoint(
        "POST",
        "/api/v1/orders/{order_id}/documents",
        summary="Attach a document",
        auth=Auth(True, "oauth2", ("documents:write",)),
        parameters=(ORDER_ID_PARAMETER,),
        request=Body(
            "multipart/form-data",
            obj(
                file=StringShape(format="binary"),
                title=optional("title", StringShape(max_length=80)),
            ),
        ),
        responses=(Response(202, JSON, obj(document_id=Field("documentId", UUID))),),
        errors=(ApiError(413, "TOO_LARGE", None, "more than 10 MB"),),
        span=at(80),
    ),
    Endpoint(
        "POST",
        "/api/v1/orders/{order_id}/payments",
        summary="Pay",
        auth=Auth(True, "cookie"),
        request=Body(
            JSON,
            obj(method=UnionShape(options=(CARD, TRANSFER), discriminator="kind"), amount=MONEY),
        ),
        responses=(Response(201, JSON, obj(success=BooleanShape(), data=obj(id=UUID))),),
        errors=(ApiError(402, "PAYMENT_REFUSED", shape=obj(reason=TEXT, retry=BooleanShape())),),
        span=at(90),
    ),
    Endpoint(
        "GET",
        "/api/v1/categories",
        summary="The tree of categories",
        responses=(Response(200, JSON, ArrayShape(items=RefShape(name="Category"))),),
        span=at(100),
    ),
    Endpoint(
        "POST",
        "/api/v1/odd-ones",
        summary='Odd """names""" {{ here }} \\ and\nthere',
        auth=Auth(True, "basic"),
        request=Body(JSON, ODD),
        responses=(Response(200, JSON, MapShape(values=ANY)),),
        span=at(110),
    ),
    Endpoint(
        "GET",
        "/health",
        summary="Alive?",
        responses=(Response(200, JSON, obj(status=TEXT)),),
        span=at(120),
    ),
)

SPEC = Spec(
    "docs/orders.md",
    "Orders",
    "orders",
    endpoints=ENDPOINTS,
    definitions={"Category": NODE},
    events=(
        Event("order.created", shape=obj(order_id=Field("orderId", UUID), at=TIME), span=at(130)),
        Event("OrderShippedEvent", destination="orders", shape=obj(order_id=UUID), span=at(135)),
    ),
    error_shape=ERROR,
)

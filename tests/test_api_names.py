"""Classes are named after resource and role, alike wherever they are used, and stay when neighbours change."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.codegen.api_names import FeatureNames, name_shapes
from spec2code.codegen.api_operations import operation, singular
from spec2code.model.api import ApiError, Body, Endpoint, Event, Response
from spec2code.model.records import replace
from spec2code.model.shapes import ArrayShape, Field, ObjectShape, RefShape, Shape, StringShape
from spec2code.model.span import Span
from spec2code.model.spec import Spec
from spec2code.spec import read_spec
from tests.api_example import ERROR, JSON, SPEC, TEXT, UUID, WHOLE, obj
from tests.sample_projects import ROOT

FULL = obj(id=UUID, name=TEXT, lines=ArrayShape(items=obj(sku=TEXT)))
BRIEF = obj(id=UUID, name=TEXT)
SENT = obj(name=TEXT)


def endpoint(
    method: str,
    path: str,
    answer: Shape | None = None,
    sent: Shape | None = None,
    status: int = 200,
) -> Endpoint:
    line = sum(map(ord, method + path)) % 900
    return Endpoint(
        method,
        path,
        request=Body(JSON, sent) if sent else None,
        responses=(Response(status, JSON, answer),) if answer else (Response(204),),
        span=Span("a.md", line),
    )


def named(*endpoints: Endpoint, **more: object) -> FeatureNames:
    spec = Spec("a.md", "A", "a", endpoints=endpoints, **more)  # type: ignore[arg-type]
    return name_shapes([spec]).features[0]


def names(*endpoints: Endpoint, **more: object) -> dict[str, tuple[str, str]]:
    """For each endpoint the names of its request and its response."""
    feature = named(*endpoints, **more)
    return {
        f"{item.method} {item.path}": (
            _name(feature.request(item)),
            _name(feature.response(item, item.responses[0])),
        )
        for item in feature.endpoints
    }


def _name(shape: Shape | None) -> str:
    if isinstance(shape, ArrayShape):
        return f"[{_name(shape.items)}]"
    return shape.name if isinstance(shape, RefShape) else ""


def codes(*specs: Spec) -> list[str]:
    return [item.code for item in name_shapes(specs).diagnostics]


@pytest.mark.parametrize(
    ("method", "path", "handler", "classes"),
    [
        ("GET", "/api/v1/orders", "list_orders", "Order"),
        ("POST", "/api/v1/orders", "create_order", "Order"),
        ("GET", "/orders/{id}", "get_order", "Order"),
        ("PUT", "/orders/{id}", "update_order", "Order"),
        ("DELETE", "/orders/{id}", "delete_order", "Order"),
        ("POST", "/orders/{id}/cancel", "cancel_order", "OrderCancel"),
        ("POST", "/orders/{id}:cancel", "cancel_order", "OrderCancel"),
        ("POST", "/orders/{id}/reset-password", "reset_password_order", "OrderResetPassword"),
        ("GET", "/orders/export", "export_orders", "OrderExport"),
        ("GET", "/orders/stats", "get_order_stats", "OrderStats"),
        ("POST", "/auth/login", "auth_login", "AuthLogin"),
        ("POST", "/login", "login", "Login"),
        ("GET", "/users/me", "get_user_me", "UserMe"),
        ("GET", "/users/{id}/orders", "list_user_orders", "UserOrder"),
        ("GET", "/users/{id}/orders/{order_id}", "get_user_order", "UserOrder"),
        ("POST", "/users/{id}/addresses", "create_user_address", "UserAddress"),
        ("GET", "/{tenant}/orders", "list_orders", "Order"),
        ("GET", "/analytics/spending/categories", "list_spending_categories", "SpendingCategory"),
        ("GET", "/", "get_root", "Root"),
        ("GET", "/{id}", "get_id", "Id"),
        ("GET", "/订单/{id}", "get_订单_by_id", "订单"),
        ("POST", "/orders/{id}", "post_order", "Order"),
        ("GET", "/inventory", "get_inventory", "Inventory"),
        ("GET", "/inventory/{sku}", "get_inventory_by_sku", "Inventory"),
        ("POST", "/chat/{session_id}", "post_chat_by_session_id", "Chat"),
        ("POST", "/documents/{id}/analyze", "analyze_document", "DocumentAnalyze"),
        ("GET", "/budgets/compare", "compare_budgets", "BudgetCompare"),
        ("POST", "/courses/{id}/enroll", "enroll_course", "CourseEnroll"),
        ("DELETE", "/courses/{id}/enroll", "unenroll_course", "CourseEnroll"),
        ("DELETE", "/orders/{id}/export", "delete_order_export", "OrderExport"),
        ("DELETE", "/orders/{id}/cancel", "cancel_order", "OrderCancel"),
        ("POST", "/auth/2fa/enable", "enable_2fa", "Auth2faEnable"),
        ("POST", "/auth/v1/signup", "auth_signup", "AuthSignup"),
        ("POST", "/login/login", "login", "Login"),
        ("POST", "/leaves/{id}/approve", "approve_leave", "LeaveApprove"),
    ],
)
def test_method_and_path_are_read_as_words(
    method: str, path: str, handler: str, classes: str
) -> None:
    read = operation(method, path)
    assert read.handler_names()[0] == handler
    assert read.class_names()[0] == classes


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("orders", "order"),
        ("categories", "category"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("statuses", "status"),
        ("status", "status"),
        ("movies", "movie"),
        ("people", "person"),
        ("houses", "house"),
        ("news", "news"),
        ("bus", "bus"),
        ("gas", "gas"),
        ("ids", "id"),
    ],
)
def test_plurals(word: str, one: str) -> None:
    assert singular(word) == one


def test_resource_and_role() -> None:
    found = names(
        endpoint("GET", "/orders", obj(items=ArrayShape(items=FULL), total=WHOLE)),
        endpoint("POST", "/orders", FULL, SENT, 201),
        endpoint("GET", "/orders/{id}", FULL),
        endpoint("PATCH", "/orders/{id}", FULL, obj(name=TEXT)),
        endpoint("POST", "/orders/{id}/refund", obj(refunded=UUID), obj(reason=TEXT)),
        endpoint("GET", "/users", ArrayShape(items=BRIEF)),
    )
    assert found == {
        "GET /orders": ("", "OrderPage"),
        "POST /orders": ("OrderCreate", "OrderRead"),
        "GET /orders/{id}": ("", "OrderRead"),
        "PATCH /orders/{id}": ("OrderUpdate", "OrderRead"),
        "POST /orders/{id}/refund": ("OrderRefundRequest", "OrderRefundResponse"),
        "GET /users": ("", "[UserSummary]"),
    }


def test_a_row_that_is_the_resource_as_it_is_read_is_written_once() -> None:
    feature = named(
        endpoint("GET", "/orders", obj(items=ArrayShape(items=FULL))),
        endpoint("GET", "/orders/{id}", FULL),
        endpoint("GET", "/users/{id}/orders", ArrayShape(items=FULL)),
    )
    assert list(feature.models) == ["OrderLine", "OrderRead", "OrderPage"]


def test_what_is_inside_is_named_after_its_field() -> None:
    sent = obj(name=TEXT, lines=ArrayShape(items=obj(sku=TEXT, amount=WHOLE)))
    feature = named(
        endpoint("POST", "/orders", FULL, sent, 201), endpoint("GET", "/orders/{id}", FULL)
    )
    assert list(feature.models) == ["OrderCreateLine", "OrderCreate", "OrderLine", "OrderRead"]


def test_an_envelope_is_named_after_what_it_holds() -> None:
    wrapped = obj(success=TEXT, data=FULL)
    found = names(
        endpoint("GET", "/orders/{id}", wrapped), endpoint("POST", "/orders", wrapped, SENT, 201)
    )
    assert {name for pair in found.values() for name in pair if name} == {
        "OrderReadEnvelope",
        "OrderCreate",
    }


@pytest.mark.parametrize("gone", range(6))
def test_names_stay_when_a_neighbour_goes(gone: int) -> None:
    all_ = [
        endpoint("GET", "/orders", obj(items=ArrayShape(items=BRIEF))),
        endpoint("POST", "/orders", obj(id=UUID), SENT, 201),
        endpoint("GET", "/orders/{id}", FULL),
        endpoint("PATCH", "/orders/{id}", FULL, obj(name=TEXT, note=TEXT)),
        endpoint("GET", "/users/{id}/orders", obj(items=ArrayShape(items=obj(id=UUID)))),
        endpoint("POST", "/users", obj(id=UUID, name=TEXT), SENT, 201),
    ]
    before = names(*all_)
    after = names(*all_[:gone], *all_[gone + 1 :])
    changed = {key: (before[key], pair) for key, pair in after.items() if pair != before[key]}
    # Only what shared the class of the endpoint that went is named after itself now.
    assert changed == (
        {
            "PATCH /orders/{id}": (
                ("OrderUpdate", "OrderRead"),
                ("OrderUpdate", "OrderUpdateResponse"),
            )
        }
        if gone == 2
        else {}
    )


def test_equal_shapes_of_different_resources_stay_apart() -> None:
    feature = named(
        endpoint("POST", "/users", BRIEF, SENT, 201), endpoint("POST", "/teams", BRIEF, SENT, 201)
    )
    assert set(feature.models) == {"UserCreate", "UserRead", "TeamCreate", "TeamRead"}


def test_a_collision_is_told_with_both_lines_and_not_numbered() -> None:
    first = endpoint("GET", "/orders/{id}", FULL)
    second = endpoint("POST", "/orders", BRIEF, SENT, 201)
    spec = Spec("a.md", "A", "a", endpoints=(second, first))
    made = name_shapes([spec])
    (told,) = made.diagnostics
    assert told.code == "G202"
    assert (told.span, told.other) == (second.span, first.span)
    assert list(made.features[0].models) == [
        "OrderCreate",
        "OrderCreateResponse",
        "OrderLine",
        "OrderRead",
    ]


def test_put_and_patch_of_one_resource() -> None:
    found = names(
        endpoint("PUT", "/orders/{id}", FULL, obj(name=TEXT, note=TEXT)),
        endpoint("PATCH", "/orders/{id}", FULL, obj(name=TEXT)),
    )
    assert [pair[0] for pair in found.values()] == ["OrderReplace", "OrderUpdate"]


def test_definitions_keep_their_own_names() -> None:
    definitions = {
        "OrderDto": FULL,
        "Status": StringShape(max_length=3),
        "Tree": obj(children=ArrayShape(items=RefShape(name="Tree"))),
        "order_read": obj(a=TEXT),
    }
    feature = named(
        endpoint("GET", "/orders/{id}", RefShape(name="OrderDto")),
        endpoint("GET", "/trees", ArrayShape(items=RefShape(name="Tree"))),
        endpoint("GET", "/states/{id}", RefShape(name="Status")),
        endpoint("GET", "/orders", ArrayShape(items=BRIEF)),
        definitions=definitions,
    )
    assert set(feature.models) == {"OrderDtoLine", "OrderDto", "Tree", "OrderRead", "OrderSummary"}
    status = feature.endpoints[2]
    assert feature.response(status, status.responses[0]) == StringShape(max_length=3)


def test_a_definition_that_holds_itself_without_being_an_object() -> None:
    json = ArrayShape(items=RefShape(name="Json"))
    feature = named(endpoint("GET", "/j/{id}", RefShape(name="Json")), definitions={"Json": json})
    assert feature.models == {"Json": ArrayShape(items=RefShape(name="Json"))}


def test_a_name_that_nothing_defines_is_told() -> None:
    spec = Spec("a.md", "A", "a", endpoints=(endpoint("GET", "/a/{id}", RefShape(name="Gone")),))
    assert codes(spec) == ["G203"]


@pytest.mark.parametrize("name", ["Field", "BaseModel", "None", "Exception", "Query"])
def test_what_the_modules_import_is_not_redefined(name: str) -> None:
    feature = named(endpoint("GET", "/a/{id}", RefShape(name=name)), definitions={name: BRIEF})
    assert list(feature.models) == [f"{name}Model"]


def test_errors_of_the_spec_s_shape_share_its_class() -> None:
    odd = obj(reason=TEXT)
    item = Endpoint(
        "POST",
        "/orders/{id}/pay",
        errors=(ApiError(404, "A"), ApiError(409, "B", shape=ERROR), ApiError(402, "C", shape=odd)),
    )
    feature = named(item, error_shape=ERROR)
    found = [_name(feature.error_of(item, row)) for row in item.errors]
    assert found == ["ErrorResponse", "ErrorResponse", "PayOrderPaymentRequiredError"]


def test_events_are_named_after_themselves() -> None:
    events = (Event("order.created", shape=BRIEF), Event("StockChangedEvent", shape=SENT))
    feature = named(events=events)
    assert list(feature.models) == ["OrderCreatedEvent", "StockChangedEvent"]


def test_the_later_spec_of_one_endpoint_counts() -> None:
    old = Spec("a.md", "A", "a", endpoints=(endpoint("GET", "/a/{id}", BRIEF),))
    new = Spec("b.md", "B", "b", endpoints=(endpoint("GET", "/a/{id}", FULL),))
    made = name_shapes([old, new])
    assert [len(feature.endpoints) for feature in made.features] == [0, 1]
    assert [item.code for item in made.diagnostics] == ["G201"]


def test_handlers_are_one_of_a_kind_in_the_whole_api() -> None:
    specs = [
        Spec(f"{name}.md", name, name, endpoints=(endpoint("GET", f"/{name}/orders", BRIEF),))
        for name in ("api", "v2")
    ]
    other = Spec("c.md", "C", "c", endpoints=(endpoint("GET", "/{tenant}/orders", BRIEF),))
    handlers = list(name_shapes([*specs, other]).handlers.values())
    assert len(set(handlers)) == 3
    assert not [name for name in handlers if any(char.isdigit() for char in name[-1:])]


def test_no_field_is_lost() -> None:
    feature = name_shapes([SPEC]).features[0]
    order = feature.models["OrderRead"]
    assert isinstance(order, ObjectShape)
    assert [item.name for item in order.fields][:3] == ["id", "customerId", "status"]
    assert all(isinstance(item, Field) for item in order.fields)


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*/spec*.md")), ids=str)
def test_the_names_of_a_sample_stay_when_an_endpoint_goes(path: Path) -> None:
    """But for what a resource's own reading decides: without it, a write's answer is the resource as it is read."""
    spec = read_spec(path.read_bytes(), path.name).spec
    whole = _named(spec)
    for gone in spec.endpoints:
        rest = tuple(item for item in spec.endpoints if item is not gone)
        for key, names in _named(replace(spec, endpoints=rest)).items():
            assert names == whole[key] or (gone.method == "GET" and gone.path == key[1])


def _named(spec: Spec) -> dict[tuple[str, str], tuple[object, ...]]:
    names = name_shapes([spec])
    return {
        item.key: (
            names.handlers[item.key],
            feature.request(item),
            *(feature.response(item, response) for response in item.responses),
        )
        for feature in names.features
        for item in feature.endpoints
    }


def test_a_part_that_is_called_by_a_number() -> None:
    shape = obj(prices=obj(**{"1": obj(gross=TEXT), "2": obj(net=TEXT)}))
    spec = Spec("a.md", "A", "a", endpoints=(endpoint("GET", "/books/{id}", shape),))
    models = name_shapes([spec]).features[0].models
    assert [name for name in models if "Prices" in name] == [
        "BookPrices1",
        "BookPrices2",
        "BookPrices",
    ]

"""An object that stands in several places is one class; what only looks alike stays apart."""

from __future__ import annotations

import pytest

from spec2code.codegen.api_names import name_shapes
from spec2code.model.shapes import ArrayShape, ObjectShape
from spec2code.model.spec import Spec
from tests.api_example import TEXT, UUID, WHOLE, obj
from tests.test_api_names import endpoint, named

PLACE = obj(street=TEXT, city=TEXT)
POINT = obj(lat=WHOLE, lon=WHOLE)


def classes(*shapes: tuple[str, ObjectShape], **definitions: ObjectShape) -> set[str]:
    found = named(
        *(endpoint("GET", f"/{name}/{{id}}", shape) for name, shape in shapes),
        definitions=definitions,
    )
    return set(found.models)


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        ({"best_stop": PLACE, "worst_stop": PLACE}, {"TourStop"}),
        ({"database": PLACE, "queue": PLACE}, {"TourValue"}),
        ({"best_stop": PLACE, "worst_stop": POINT}, {"TourBestStop", "TourWorstStop"}),
        ({"database": obj(up=TEXT), "queue": obj(up=TEXT)}, {"TourDatabase", "TourQueue"}),
        ({"stops": ArrayShape(items=PLACE), "last_stop": PLACE}, {"TourStop"}),
    ],
    ids=["one-noun", "no-noun", "others", "one-field", "list"],
)
def test_equal_parts_of_one_object(parts: dict[str, ObjectShape], made: set[str]) -> None:
    assert classes(("tours", obj(id=UUID, **parts))) == {"TourRead", *made}


@pytest.mark.parametrize(
    ("one", "other", "made"),
    [
        ({"address": PLACE}, {"address": PLACE}, {"Address"}),
        ({"address": PLACE}, {"address": POINT}, {"OrderAddress", "UserAddress"}),
        ({"address": PLACE}, {"home": PLACE}, {"OrderAddress", "UserHome"}),
        ({"tag": obj(a=TEXT)}, {"tag": obj(a=TEXT)}, {"OrderTag", "UserTag"}),
    ],
    ids=["equal", "other-shape", "other-name", "one-field"],
)
def test_equal_parts_of_several_resources(
    one: dict[str, ObjectShape], other: dict[str, ObjectShape], made: set[str]
) -> None:
    found = classes(("orders", obj(id=UUID, **one)), ("users", obj(name=TEXT, **other)))
    assert found == {"OrderRead", "UserRead", *made}


def test_what_a_definition_says_has_its_class() -> None:
    found = classes(("orders", obj(id=UUID, ship_to=PLACE)), Place=PLACE)
    assert found == {"OrderRead", "Place"}
    found = classes(("orders", obj(id=UUID, ship_to=POINT)), Place=PLACE)
    assert found == {"OrderRead", "OrderShipTo", "Place"}


@pytest.mark.parametrize(
    ("standing", "one", "other", "made"),
    [
        # The class that was there keeps its name when a second owner comes, and when one goes.
        ({"OrderAddress"}, {"address": PLACE}, {"address": PLACE}, {"OrderAddress"}),
        ({"UserAddress"}, {"address": PLACE}, {"address": PLACE}, {"UserAddress"}),
        ({"Address"}, {"address": PLACE}, {"address": PLACE}, {"Address"}),
        ({"Address", "OrderAddress"}, {"address": PLACE}, {"address": PLACE}, {"Address"}),
        ({"Address"}, {"address": PLACE}, {}, {"Address"}),
        ({"OrderAddress", "Address"}, {"address": PLACE}, {}, {"OrderAddress"}),
        (
            {"OrderShipAddressGeo"},
            {"ship": obj(id=UUID, address=obj(x=TEXT, geo=PLACE))},
            {"geo": PLACE},
            {"OrderShip", "OrderShipAddress", "OrderShipAddressGeo"},
        ),
        ({"TourBestStop"}, {"best_stop": PLACE, "worst_stop": PLACE}, {}, {"OrderStop"}),
        ({"OrderBestStop"}, {"best_stop": PLACE, "worst_stop": PLACE}, {}, {"OrderBestStop"}),
        # Another shape under the name that two owners share doesn't get it.
        (
            {"Address"},
            {"address": PLACE},
            {"address": PLACE, "old": obj(id=UUID, address=POINT)},
            {"Address", "UserOld", "UserOldAddress"},
        ),
        ({"Tag"}, {"tag": obj(a=TEXT)}, {}, {"OrderTag"}),
    ],
)
def test_names_that_stand_already(
    standing: set[str],
    one: dict[str, ObjectShape],
    other: dict[str, ObjectShape],
    made: set[str],
) -> None:
    endpoints = (
        endpoint("GET", "/orders/{id}", obj(id=UUID, **one)),
        endpoint("GET", "/users/{id}", obj(name=TEXT, **other)),
    )
    spec = Spec("a.md", "A", "a", endpoints=endpoints)
    (feature,) = name_shapes([spec], {"a": standing}).features
    assert set(feature.models) == {"OrderRead", "UserRead", *made}

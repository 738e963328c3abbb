"""Rules for fields that a document states once: `Data Validation` with a bullet for each field."""

from __future__ import annotations

from spec2code.model.api import Endpoint
from spec2code.model.shapes import Field, NumberShape, ObjectShape, StringShape
from spec2code.spec import read_spec

SPEC = """
### `POST /users`

**Request Body:**
```json
{ "email": "ada@example.org", "age": 36, "name": "Ada" }
```

### `PATCH /users/{id}`

**Request Body:**
```json
{ "name": "Ada" }
```

**Response (200):**
```json
{ "name": "Ada" }
```

### Data Validation

#### Input Validation
- **email**: required, valid email, max 255 chars
- **name**: required, 3-50 characters
- **age**: between 0 and 150, optional
- **nickname**: max 10 chars

#### Business Logic Validation
- **email**: must be unique
"""


def _endpoints(text: str = SPEC) -> dict[str, Endpoint]:
    return {item.method: item for item in read_spec(text.encode(), "spec.md").spec.endpoints}


def _fields(endpoint: Endpoint) -> dict[str, Field]:
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    return {field.name: field for field in endpoint.request.shape.fields}


def test_they_are_laid_on_the_bodies_that_are_sent() -> None:
    fields = _fields(_endpoints()["POST"])
    email, name, age = (fields[each].shape for each in ("email", "name", "age"))
    assert isinstance(email, StringShape) and (email.format, email.max_length) == ("email", 255)
    assert isinstance(name, StringShape) and (name.min_length, name.max_length) == (3, 50)
    assert isinstance(age, NumberShape) and (age.minimum, age.maximum) == (0, 150)
    assert [each for each, field in fields.items() if field.required] == ["email", "name"]


def test_a_field_that_no_body_has_is_not_added() -> None:
    assert all("nickname" not in _fields(item) for item in _endpoints().values())


def test_what_a_patch_leaves_out_is_not_required() -> None:
    endpoint = _endpoints()["PATCH"]
    name = _fields(endpoint)["name"]
    assert isinstance(name.shape, StringShape) and name.shape.max_length == 50
    assert not name.required


def test_answers_are_left_alone() -> None:
    (response,) = _endpoints()["PATCH"].responses
    assert isinstance(response.shape, ObjectShape)
    (name,) = response.shape.fields
    assert isinstance(name.shape, StringShape) and name.shape.max_length is None


def test_rules_below_a_label_of_one_endpoint_are_about_it_alone() -> None:
    bullets = "- **name**: required, 3-50 characters\n"
    own = SPEC[: SPEC.index("### Data")] + "**Validation:**\n" + bullets
    name = _fields(_endpoints(own)["POST"])["name"].shape
    assert isinstance(name, StringShape) and name.max_length is None

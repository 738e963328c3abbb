"""Rules for fields that a document states once: `Data Validation` with a bullet for each field."""

from __future__ import annotations

import pytest

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


def one_rule(validation: str) -> Endpoint:
    text = f"""# Pets

### PUT /pets/{{id}}

**Request**:
```json
{{"title": "Blue", "legs": 4, "first_name": "Tom"}}
```

{validation}
"""
    (endpoint,) = read_spec(text.encode(), "pets.md").spec.endpoints
    return endpoint


@pytest.mark.parametrize(
    "validation",
    [
        "**Validation**: title: 1-200 characters; legs: 0-8",
        "**Validation**: `title`: 1-200 characters, `legs`: between 0 and 8",
        "**Validation**:\n- Title: 1-200 characters\n- Legs: 0-8",
        "**Validation Rules**:\n- `title` must be 1-200 characters\n- `legs` must be between 0 and 8",
        "**Validation Rules**:\n- Title must be 1-200 characters\n- Legs must be 0-8\n- The pet must exist",
    ],
)
def test_rules_on_a_line_and_in_sentences(validation: str) -> None:
    found = _fields(one_rule(validation))
    title, legs = found["title"].shape, found["legs"].shape
    assert isinstance(title, StringShape) and (title.min_length, title.max_length) == (1, 200)
    assert isinstance(legs, NumberShape) and (legs.minimum, legs.maximum) == (0, 8)


def test_a_name_of_two_words_is_that_of_a_field() -> None:
    shape = _fields(one_rule("**Validation**:\n- First name: max 40 chars"))["first_name"].shape
    assert isinstance(shape, StringShape) and shape.max_length == 40


@pytest.mark.parametrize(
    "validation",
    [
        "**Validation**: the body is checked: at most 20 characters a line",
        "**Validation**: nickname: 1-20 characters",
        "**Validation**:\n- Title must be at most 20 characters if the pet is a cat",
        "**Validation**:\n- Titles of 1-20 characters are best",
    ],
)
def test_what_is_no_rule_for_a_field_changes_none(validation: str) -> None:
    assert _fields(one_rule(validation)) == _fields(one_rule(""))


TOLD = """
### POST /books

| Field | Type |
|---|---|
| title | string |
| isbn | string |
| blurb | string |
| shelf_no | integer |

Title is required and has at most 200 characters. ISBN must not be longer than 17 characters; it is checked later.
Shelf no is limited to 40.

- `blurb` may be omitted, and has between 10 and 500 characters

### PATCH /books/{id}

Changes a book.

- title is required and has at most 200 characters
- status is draft until somebody publishes the book
- pages is 10 when nothing is known
- isbn must be unique

```json
{ "title": "Emma", "isbn": "1", "status": "new", "pages": 3 }
```
"""


def test_a_sentence_about_a_field_is_its_rule() -> None:
    endpoints = _endpoints(TOLD)
    fields = _fields(endpoints["POST"])
    title, isbn, blurb = (fields[name].shape for name in ("title", "isbn", "blurb"))
    assert isinstance(title, StringShape) and title.max_length == 200
    assert isinstance(isbn, StringShape) and isbn.max_length == 17
    assert isinstance(blurb, StringShape) and (blurb.min_length, blurb.max_length) == (10, 500)
    shelf = fields["shelf_no"].shape
    assert isinstance(shelf, NumberShape) and shelf.maximum == 40
    assert [name for name, field in fields.items() if not field.required] == ["blurb"]
    assert endpoints["POST"].description is not None
    changed = _fields(endpoints["PATCH"])
    title = changed["title"].shape
    assert isinstance(title, StringShape) and title.max_length == 200
    assert not changed["title"].required


def test_a_sentence_that_states_no_limit_is_no_rule() -> None:
    fields = _fields(_endpoints(TOLD)["PATCH"])
    for name in ("status", "isbn"):
        shape = fields[name].shape
        assert isinstance(shape, StringShape) and (shape.min_length, shape.max_length) == (
            None,
            None,
        )
    pages = fields["pages"].shape
    assert isinstance(pages, NumberShape) and (pages.minimum, pages.maximum) == (None, None)


def test_a_sentence_that_the_example_contradicts_is_no_rule() -> None:
    text = TOLD.replace("title is required and has at most 200", "title has at most 2")
    title = _fields(_endpoints(text)["PATCH"])["title"].shape
    assert isinstance(title, StringShape) and title.max_length is None

"""Endpoints that a fence describes by indentation."""

from __future__ import annotations

from spec2code.model.shapes import ArrayShape, ObjectShape
from tests.spec_reading import endpoints, names, query, request, responses

OUTLINE = """
## Pets

```yaml
POST /pets/
  description: Register a pet
  query_params:
    dry_run: boolean (default: false)
  request:
    content-type: multipart/form-data
    body:
      photo: <binary>
      name: string (optional)
  response:
    201:
      id: uuid
      description: string
    202 (queued):
      task: string
    404: no owner

GET /pets/
  description: All pets
  response:
    200:
      pets:
        - id: uuid
          name: string
          ...

GET /pets/{id}/picture/
  response:
    200:
      content-type: image/png
```
"""


def test_an_outline_says_what_bodies_do() -> None:
    post, listing, picture = endpoints(OUTLINE)
    assert (post.summary, query(post), request(post)) == (
        "Register a pet",
        ["dry_run"],
        ["photo", "name"],
    )
    assert post.request is not None and post.request.media_type == "multipart/form-data"
    assert isinstance(post.request.shape, ObjectShape)
    assert [field.required for field in post.request.shape.fields] == [True, False]
    assert responses(post) == {201: ["id", "description"], 202: ["task"]}
    assert [error.status for error in post.errors] == [404]
    assert responses(listing) == {200: ["pets"]}
    shape = listing.responses[0].shape
    assert isinstance(shape, ObjectShape) and isinstance(shape.fields[0].shape, ArrayShape)
    assert names(shape.fields[0].shape) == ["[]", "id", "name"]
    assert picture.responses[0].media_type == "image/png"


def test_json_in_a_yaml_fence_is_json() -> None:
    (endpoint,) = endpoints('```yaml\nPOST /pets\n{\n  "name": "Rex"\n}\n```\n')
    assert request(endpoint) == ["name"]

"""Routes that Python code in a fence declares, and request lines in its remarks."""

from __future__ import annotations

import pytest

from spec2code.model.api import Auth
from spec2code.model.shapes import NumberShape, StringShape
from tests.spec_reading import (
    codes,
    endpoints,
    keys,
    names,
    only,
    passed,
    query,
    reading,
    responses,
)

MODELS = """
```python
class PetBase(BaseModel):
    name: str = Field(..., max_length=80)

class PetCreate(PetBase):
    pass

class PetResponse(PetBase):
    id: int
```
"""
ROUTES = '''
```python
router = APIRouter(prefix="/api/v1/pets", tags=["pets"])

# all of them
@router.get("", response_model=list[PetResponse])
async def list_pets(
    skip: int = 0,
    limit: int = Query(20, ge=1, le=100),  # at most
    kind: Annotated[str | None, Query(alias="type")] = None,
    x_trace: str | None = Header(None),
    db: AsyncSession = Depends(get_db),
):
    """List the pets of the shop."""
    ...

@router.post("/", status_code=status.HTTP_201_CREATED)
async def make_pet(pet: PetCreate, user: User = Depends(get_current_user)) -> PetResponse:
    if taken:
        raise HTTPException(status_code=409, detail="name taken")

@router.delete("/{pet_id}", status_code=204, dependencies=[Depends(require_role("admin"))])
def drop_pet(pet_id: int) -> None: ...

@router.post("/{pet_id}/photo")
async def photo(pet_id: int, photo: UploadFile = File(...), note: str = Form("")):
    ...
```
'''


def test_code_declares_routes() -> None:
    text = f"# Design\n\n## API Layer\n{ROUTES}\n## Schemas\n{MODELS}"
    assert keys(text) == [
        "GET /api/v1/pets",
        "POST /api/v1/pets/",
        "DELETE /api/v1/pets/{pet_id}",
        "POST /api/v1/pets/{pet_id}/photo",
    ]
    listed, made, gone, photo = endpoints(text)
    known = dict(reading(text).spec.definitions)
    assert listed.summary == "List the pets of the shop."
    assert query(listed) == ["skip", "limit", "type"]
    limit = next(item for item in listed.parameters if item.name == "limit")
    assert (limit.required, limit.default) == (False, 20)
    assert limit.shape == NumberShape(integer=True, minimum=1, maximum=100)
    assert [item.name for item in listed.parameters if item.location == "header"] == ["x-trace"]
    assert [names(answer.shape, known) for answer in listed.responses] == [["[]", "name", "id"]]
    assert listed.auth is None
    assert made.request is not None and names(made.request.shape, known) == ["name"]
    assert [(answer.status, names(answer.shape, known)) for answer in made.responses] == [
        (201, ["name", "id"])
    ]
    assert made.auth is not None and made.auth.required
    assert [(error.status, error.message) for error in made.errors] == [(409, "name taken")]
    assert gone.auth == Auth(True, None, ("admin",)) and responses(gone) == {204: []}
    assert gone.parameters[0].shape == NumberShape(integer=True)
    assert photo.request is not None and photo.request.media_type == "multipart/form-data"
    assert names(photo.request.shape) == ["photo", "note"]
    assert codes(text) == []
    line = text[: text.index("@router.post")].count("\n") + 1
    assert made.span is not None and made.span.line == line


def test_an_example_of_a_route_defines_none() -> None:
    text = (
        '# Design\n\n- `POST /login`\n\nTo guard a route:\n\n```python\n@router.get("/protected")\nasync def guarded(user: User = Depends(get_current_user)):\n'
        '    return {"user": user.email}\n```\n'
    )
    assert keys(text) == ["POST /login"]
    assert ("GET /protected", "program code") in passed(text)


def test_code_completes_what_is_listed() -> None:
    text = f"# Design\n\n- `POST /api/v1/pets/`\n- `GET /toys`\n{ROUTES}{MODELS}"
    found = {f"{one.method} {one.path}": one for one in endpoints(text)}
    assert {answer.status for answer in found["POST /api/v1/pets/"].responses} == {201}
    assert "GET /toys" in found


def test_remarks_of_code_are_request_lines() -> None:
    text = (
        "# Design\n\n### Routes\n\n```python\n# POST /auth/login\n# Request: {email, password}\n# Response: {access_token, user}\n# Errors: 401 (invalid), 400 (validation)\n\n"
        "# GET /auth/callback\n# Query params: code, state\n```\n"
    )
    login, back = endpoints(text)
    assert login.request is not None and names(login.request.shape) == ["email", "password"]
    assert [error.status for error in login.errors] == [401, 400]
    assert query(back) == ["code", "state"]
    assert login.span is not None and login.span.line == 6


@pytest.mark.parametrize(
    "code", ["# GET /pets\nx = 1", "def f():\n    pass", "# a remark\n# another one"]
)
def test_other_code_is_no_list_of_routes(code: str) -> None:
    assert keys(f"# Design\n\n```python\n{code}\n```\n") == []


def test_routes_of_others_below_a_line_that_says_so() -> None:
    text = "# Design\n\n- `GET /pets`\n\n**GitHub API Integration:**\n- Endpoint: `GET /repos/{owner}`\n\n**Pet API:**\n- `GET /toys`\n"
    assert keys(text) == ["GET /pets", "GET /toys"]


def test_a_string_parameter_of_code() -> None:
    one = only(
        f'# API\n\n```python\n@app.get("/pets/{{name}}")\ndef pet(name: str) -> PetResponse: ...\n```\n{MODELS}'
    )
    assert one.parameters[0].shape == StringShape()

"""Pages and envelopes that repeat are one generic class; names that handlers and documents know stay."""

from __future__ import annotations

import json
from pathlib import Path

from spec2code.model.api import Endpoint, Response
from spec2code.model.shapes import ArrayShape, Field, RefShape, Shape
from spec2code.model.spec import Spec
from tests.api_documents import plain, told
from tests.api_example import JSON, TEXT, UUID, WHOLE, obj
from tests.generated_app import files, openapi, run, write
from tests.test_openapi_generator import documents

META = obj(total=WHOLE, next=TEXT)


def page(row: Shape, text: str | None = None) -> Shape:
    return obj(data=Field("data", ArrayShape(items=row), description=text), meta=META)


def wrapped(shape: Shape, message: str) -> Shape:
    said = Field("message", TEXT, description=message)
    return obj(success=Field("success", TEXT), message=said, data=shape)


def get(path: str, shape: Shape, method: str = "GET") -> Endpoint:
    return Endpoint(method, path, responses=(Response(200, JSON, shape),))


CATS = get("/cats", page(obj(id=UUID, name=TEXT), "Cats"))
DOGS = get("/dogs", page(obj(id=UUID, bark=WHOLE), "Dogs"))
CAT = get("/cats/{id}", wrapped(obj(id=UUID, name=TEXT, age=WHOLE), "Found"))
DOG = get("/dogs/{id}", wrapped(obj(id=UUID, bark=WHOLE, age=WHOLE), "Found"))
NEWT = get("/newts", obj(data=ArrayShape(items=obj(id=UUID)), meta=META, pages=WHOLE))


def schemas(*endpoints: Endpoint) -> str:
    made = files(Spec("pets.md", "Pets", "pets", endpoints=endpoints))
    return made["app/schemas/pets.py"]


def test_what_repeats_is_written_once() -> None:
    text = schemas(CATS, DOGS, CAT, DOG, NEWT)
    assert "class Page(BaseModel, Generic[T]):\n    data: list[T]\n    meta: PageMeta\n" in text
    assert "class CatPage(Page[CatSummary]):\n    pass\n" in text
    assert "class DogPage(Page[DogSummary]):\n    pass\n" in text
    assert "class Envelope(BaseModel, Generic[T]):\n" in text
    assert 'message: Annotated[str, Field(description="Found")]\n    data: T\n' in text
    assert "class DogReadEnvelope(Envelope[DogRead]):\n    pass\n" in text
    assert "class NewtPage(BaseModel):" in text


def test_one_of_a_kind_stays_as_it_is() -> None:
    text = schemas(CATS, CAT)
    assert "Generic" not in text and "TypeVar" not in text
    assert "class CatPage(BaseModel):" in text


def test_kinds_are_told_apart_by_their_fields() -> None:
    eft = get("/efts", obj(data=ArrayShape(items=obj(id=UUID, tail=TEXT)), meta=META, pages=WHOLE))
    text = schemas(CATS, DOGS, NEWT, eft)
    assert "class NewtPage(PageWithMetaAndPages[NewtSummary]):" in text
    assert "class CatPage(Page[CatSummary]):" in text


def test_a_class_that_the_spec_calls_page_keeps_its_name() -> None:
    spec = Spec(
        "pets.md",
        "Pets",
        "pets",
        endpoints=(CATS, DOGS, get("/covers", RefShape(name="Page"))),
        definitions={"Page": obj(number=WHOLE)},
    )
    text = files(spec)["app/schemas/pets.py"]
    assert "class Page(BaseModel):\n    number: int" in text
    assert "class CatPage(PageWithMeta[CatSummary]):" in text


def test_the_application_and_the_documents_say_the_same(tmp_path: Path) -> None:
    spec = Spec("pets.md", "Pets", "pets", endpoints=(CATS, DOGS, CAT, DOG, NEWT))
    root = write(tmp_path, spec)
    ours, theirs = json.loads(documents(spec)["openapi.json"]), openapi(root)
    assert told(plain(ours["paths"], ours), plain(theirs["paths"], theirs)) == []
    assert ours["components"]["schemas"].keys() == theirs["components"]["schemas"].keys()
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")
    run(root, "-m", "ruff", "check", "--isolated", "app")
    run(root, "-m", "black", "--check", "-q", "app")


def test_what_stands_beside_the_payload_is_one_class() -> None:
    def meta(shape: Shape) -> Shape:
        return obj(data=shape, meta=obj(request_id=TEXT))

    cat, dog = obj(id=UUID, name=TEXT), obj(id=UUID, bark=WHOLE)
    text = schemas(get("/cats/{id}", meta(cat)), get("/dogs/{id}", meta(dog)))
    assert "class EnvelopeMeta(BaseModel):\n    request_id: str\n" in text
    assert "class CatReadEnvelope(Envelope[CatRead]):" in text
    assert text.count("Meta(BaseModel)") == 1

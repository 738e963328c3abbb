"""Signatures, models and dependencies that code puts together, against what FastAPI itself says of them."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from fastapi import __version__ as fastapi_version

from spec2code.project import read_project
from tests.fastapi_side import compare, imported

CASES: dict[str, str] = {
    "a signature given to a wrapper": """
        import inspect
        from fastapi import Depends, FastAPI, Query

        app = FastAPI()

        def page(offset: int = 0, limit: int = Query(10, alias="size")): ...

        def with_page(function):
            def wrapper(*args, **kwargs): ...
            signature = inspect.signature(function)
            extra = inspect.Parameter(
                "page", inspect.Parameter.KEYWORD_ONLY, default=Depends(page)
            )
            wrapper.__signature__ = signature.replace(
                parameters=[*signature.parameters.values(), extra]
            )
            return wrapper

        @app.get("/items/{item_id}")
        @with_page
        def items(item_id: int, q: str | None = None): ...
    """,
    "a class that its decorator makes anew": """
        from typing import Annotated, Optional, Union
        from fastapi import FastAPI
        from pydantic import BaseModel, Field, create_model

        def partial(exclude: Optional[list[str]] = None):
            def decorator(model):
                fields = ((k, v) for k, v in model.model_fields.items() if k not in (exclude or []))
                return made(model, list(fields))
            return decorator

        def made(model, fields=None):
            if fields is None:
                return model
            given = {name: optional(info) for name, info in fields}
            return create_model(model.__name__, __base__=model, **given)

        def optional(info):
            if info.is_required():
                return Annotated[Union[info.annotation, None], info], None
            return Annotated[info.annotation, info]

        class Pet(BaseModel):
            name: str
            age: int = Field(ge=0)

        @partial(exclude=["id"])
        class PetPart(Pet):
            id: int
            color: str

        app = FastAPI()

        @app.patch("/pets")
        def change(part: PetPart) -> Pet: ...
    """,
    "own classes of FastAPI's markers": """
        from typing import cast
        from fastapi import APIRouter, FastAPI
        from fastapi.params import Depends

        class Needs(Depends):
            def __init__(self, function, kind):
                super().__init__(function)

        def needs(kind):
            def resolve(region: str): return kind
            return cast(kind, Needs(resolve, kind))

        app = FastAPI()

        @app.get("/pets")
        def pets(store: str = needs(str), q: int = 1): ...
    """,
    "a view whose class is given a signature": """
        import inspect
        from fastapi import APIRouter, Depends, FastAPI

        router = APIRouter()

        def region(region: str): ...

        def view(cls):
            before = inspect.signature(cls.__init__)
            kept = [item for item in list(before.parameters.values())[1:]
                    if item.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)]
            kept.append(inspect.Parameter("store", inspect.Parameter.KEYWORD_ONLY, default=cls.store))
            def init(self, *args, **kwargs): ...
            setattr(cls, "__signature__", before.replace(parameters=kept))
            setattr(cls, "__init__", init)
            return cls

        @view
        class Store:
            store: str = Depends(region)

        class Pets(Store): ...

        @router.get("/pets")
        def pets(self = Depends(Pets), q: int = 1): ...

        app = FastAPI()
        app.include_router(router)
    """,
    "a signature copied": """
        import inspect
        from fastapi import FastAPI

        app = FastAPI()

        def checked(function):
            def wrapper(*args, **kwargs): ...
            setattr(wrapper, "__signature__", inspect.signature(function))
            return wrapper

        @app.post("/items")
        @checked
        def items(body: dict, q: int): ...
    """,
    "the signature of a class": """
        from inspect import signature
        from fastapi import Depends, FastAPI
        from pydantic import BaseModel

        app = FastAPI()

        class Page(BaseModel):
            page: int = 1
            size: int

        class Order:
            def __init__(self, by: str, down: bool = False): ...

        def dependable(cls):
            def made(*args, **kwargs):
                return cls(*args, **kwargs)
            made.__signature__ = signature(cls)
            return made

        @app.get("/items")
        def items(page=Depends(dependable(Page)), order=Depends(dependable(Order))): ...
    """,
    "a signature from nothing": """
        from inspect import Parameter, Signature
        from fastapi import Depends, FastAPI, Query

        app = FastAPI()

        def sorting(*fields: str):
            def dependency(**kwargs): ...
            dependency.__signature__ = Signature([
                Parameter(
                    f"sort_{name}",
                    Parameter.KEYWORD_ONLY,
                    default=Query(None),
                    annotation=str | None,
                )
                for name in fields
            ])
            return dependency

        @app.get("/items")
        def items(order=Depends(sorting("name", "age"))): ...
    """,
    "methods as views": """
        import inspect
        from fastapi import APIRouter, Depends, FastAPI

        app = FastAPI()
        router = APIRouter()

        def views(cls):
            for route in list(router.routes):
                router.routes.remove(route)
                function = route.endpoint
                first, *rest = inspect.signature(function).parameters.values()
                function.__signature__ = inspect.signature(function).replace(
                    parameters=[
                        first.replace(default=Depends(cls)),
                        *[item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in rest],
                    ]
                )
                router.add_api_route(route.path, function, methods=list(route.methods))
            return cls

        @views
        class Items:
            def __init__(self, tenant: str): ...

            @router.get("/items/{key}")
            def show(self, key: int): ...

            @router.delete("/items/{key}")
            def drop(self, key: int, force: bool = False): ...

        app.include_router(router)
    """,
    "models that a call makes": """
        from typing import Literal, Optional
        from fastapi import FastAPI
        from pydantic import BaseModel, ConfigDict, Field, create_model

        class Base(BaseModel):
            a: int
            b: str = "x"
            c: list[int] = Field(default_factory=list)

        class Failure(Exception):
            @classmethod
            def model(cls):
                return create_model(
                    cls.__name__, error=(Literal[cls.__name__], ...), detail=(str, "")
                )

        class Missing(Failure): ...
        class Taken(Failure): ...

        def partial(cls):
            return create_model(
                f"Partial{cls.__name__}",
                __config__=ConfigDict(extra="forbid"),
                **{name: (Optional[field.annotation], None) for name, field in cls.model_fields.items()},
            )

        More = create_model("More", __base__=Base, d=(int, 3), e=(Optional[str], ...))
        app = FastAPI()

        @app.patch(
            "/items",
            response_model=More,
            responses={404: {"model": Missing.model()}, 409: {"model": Taken.model() | Base}},
        )
        def items(body: partial(Base)): ...
    """,
    "required fields made optional": """
        import copy
        from fastapi import FastAPI
        from pydantic import BaseModel, create_model

        class Base(BaseModel):
            a: int
            b: int | None

        def optional(cls):
            fields = {}
            for name, field in cls.model_fields.items():
                changed = copy.deepcopy(field)
                if field.is_required():
                    changed.default = None
                    changed.annotation = field.annotation | None
                fields[name] = (changed.annotation, changed)
            return create_model("Changed" + cls.__name__, **fields)

        app = FastAPI()

        @app.put("/items")
        def items(body: optional(Base)): ...
    """,
    "fields that are changed where they are": """
        from fastapi import FastAPI
        from pydantic import BaseModel, create_model

        class Base(BaseModel):
            a: int
            b: str = ""

        for field in Base.model_fields.values():
            field.annotation = list[field.annotation]

        def made(cls):
            fields = {name: (field.annotation, ...) for name, field in cls.model_fields.items()}
            return create_model("Made" + cls.__name__, **fields)

        app = FastAPI()

        @app.put("/items")
        def items(body: made(Base)): ...
    """,
    "names of builtins that functions take": """
        from fastapi import APIRouter, FastAPI
        from pydantic import BaseModel

        class Item(BaseModel):
            a: int

        Items = list[Item]
        Others = list[Item]
        router = APIRouter(prefix="/items", tags=["items"])

        @router.get("/all", response_model=Items)
        async def all(): ...

        @router.get("/")
        async def list() -> list[Item]: ...

        @router.get("/others", response_model=Others)
        async def others(): ...

        @router.get("/{id}")
        async def get(id: int) -> Item: ...

        app = FastAPI()
        app.include_router(router)
    """,
    "a response model out of the return annotation": """
        from typing import Generic, TypeVar, get_args
        from fastapi import FastAPI
        from fastapi.dependencies.utils import get_typed_return_annotation
        from fastapi.responses import JSONResponse
        from pydantic import BaseModel

        Content = TypeVar("Content")

        class Made(JSONResponse, Generic[Content]):
            @classmethod
            def route(cls, method, **given):
                def decorator(endpoint):
                    model = get_args(get_typed_return_annotation(endpoint))[0]
                    return method(**given, response_model=model)(endpoint)
                return decorator

        class Item(BaseModel):
            a: int

        app = FastAPI()

        @Made.route(app.get, path="/item", status_code=203)
        async def item() -> Made[Item]: ...
    """,
    "names of bodies from tags of an enum": """
        from enum import StrEnum
        from fastapi import APIRouter, FastAPI, Form

        class Tag(StrEnum):
            public = "public"
            private = "private"

        def unique(route):
            return "-".join([str(tag) for tag in route.tags if tag not in list(Tag)] + [route.name])

        router = APIRouter(tags=["auth", Tag.public], generate_unique_id_function=unique)

        @router.post("/callback", tags=["more"])
        def callback(a: int = Form(), b: int = Form()): ...

        app = FastAPI()
        app.include_router(router)
    """,
}

CASES |= {
    "routes taken off again": """
        from fastapi import FastAPI

        app = FastAPI()

        @app.get("/a")
        def first(): ...

        @app.get("/b")
        def second(q: int): ...

        @app.get("/c")
        def third(): ...

        @app.get("/d")
        def fourth(): ...

        for index, route in reversed(list(enumerate(app.router.routes))):
            if route.path == "/b":
                del app.router.routes[index]
        app.router.routes[:] = [item for item in app.router.routes if item.path != "/d"]

        @app.get("/b")
        def instead(other: str): ...
    """,
    "models of a library as bodies": """
        from typing import Annotated
        from fastapi import FastAPI
        from pydantic import BaseModel, Field
        from pydantic_settings import BaseSettings

        class Outside(BaseSettings):
            a: int = 1

        app = FastAPI()

        @app.post("/a")
        def first(body: Outside): ...

        @app.put("/b")
        def second(body: Annotated[list[Outside], Field(max_length=3)]): ...
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_reading_says_what_fastapi_says(tmp_path: Path, case: str) -> None:
    with imported(tmp_path, {"app/main.py": CASES[case]}) as app:
        reading = compare(tmp_path, app, models=True)
    assert [item for item in reading.project.endpoints if item.undecided] == []


NAMES = {
    "Annotated[Cat | Dog, Field(discriminator='kind', description='x')]": (
        "Annotated[Cat | Dog, FieldInfo(annotation=NoneType, required=True, description='x',"
        " discriminator='kind')]",
        "Cat | Dog",
    ),
    "Annotated[list[Cat], Field(min_length=1, max_length=3)]": (
        "Annotated[list[Cat], FieldInfo(annotation=NoneType, required=True,"
        " metadata=[MinLen(min_length=1), MaxLen(max_length=3)])]",
        "list[Cat]",
    ),
    "Annotated[Cat | Dog, Discriminator('kind'), Mark('pet')]": (
        "Annotated[Cat | Dog, Discriminator(discriminator='kind', custom_error_type=None,"
        " custom_error_message=None, custom_error_context=None), Mark(name='pet', deep=False)]",
        "Cat | Dog",
    ),
    "list[Annotated[Cat, Field(title='c')]]": (
        "list[Annotated[Cat, FieldInfo(annotation=NoneType, required=True, title='c')]]",
        "list[Annotated[Cat, FieldInfo(annotation=NoneType, required=True, title='c')]]",
    ),
    "conlist(Cat, max_length=5)": (
        "Annotated[list[Cat], Len(min_length=0, max_length=5)]",
        "list[Cat]",
    ),
}


PETS = """
    from dataclasses import dataclass
    from typing import Annotated, Literal
    from fastapi import Body, FastAPI
    from pydantic import BaseModel, Discriminator, Field, Json, Tag, conlist

    @dataclass(frozen=True)
    class Mark:
        name: str
        deep: bool = False

    class Cat(BaseModel):
        kind: Literal["cat"]

    class Dog(BaseModel):
        kind: Literal["dog"]

    app = FastAPI()
"""


def _printed(kind: Any) -> str:
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", str(kind))


@pytest.mark.parametrize("kind", NAMES)
def test_a_type_goes_by_the_name_that_python_prints(tmp_path: Path, kind: str) -> None:
    text = f"""
    @app.post("/pets", response_model={kind})
    def pets(body: {kind}): ...
    """
    files = {"app/main.py": PETS + text, "requirements.txt": f"fastapi[all] == {fastapi_version}\n"}
    with imported(tmp_path, files) as app:
        reading = compare(tmp_path, app, models=True)
        route = app.routes[-1]
        real = _printed(route.response_model), _printed(route.body_field.field_info.annotation)
    (endpoint,) = reading.project.endpoints
    assert endpoint.request is not None
    strips = tuple(map(int, fastapi_version.split(".")[:2])) >= (0, 156)
    assert real == (NAMES[kind][0], NAMES[kind][strips])
    assert (endpoint.responses[0].model, endpoint.request.model) == real


@pytest.mark.parametrize(
    ("requirement", "strips"),
    [
        ("fastapi==0.155.0\n", False),
        ("fastapi[all]>=0.136.1,<0.137\n", False),
        ("fastapi<0.156\n", False),
        ("fastapi~=0.115.2\n", False),
        ("fastapi~=0.115\n", True),
        ("fastapi-pagination==0.15.0\nfastapi >= 0.95\n", True),
        ("", True),
    ],
)
def test_a_body_goes_by_the_name_that_its_fastapi_gives_it(
    tmp_path: Path, requirement: str, strips: bool
) -> None:
    kind = "Annotated[list[Cat], Field(min_length=1, max_length=3)]"
    text = f"""
    @app.post("/pets")
    def pets(body: {kind}): ...
    """
    (tmp_path / "app.py").write_text(textwrap.dedent(PETS + text))
    (tmp_path / "requirements.txt").write_text(requirement)
    (endpoint,) = read_project(tmp_path).project.endpoints
    assert endpoint.request is not None
    assert endpoint.request.model == NAMES[kind][strips]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Annotated[Cat, Body()]", "Cat"),
        ("Annotated[Cat, Field(title='c'), Body()]", "Cat"),
        ("Annotated[Cat, print]", "Cat"),
        ("Json[list[Cat]] = Body(...)", "list[Cat]"),
    ],
)
def test_what_fastapi_is_told_is_no_part_of_the_name(tmp_path: Path, kind: str, name: str) -> None:
    text = f"""
    @app.post("/pets")
    def pets(body: {kind}): ...
    """
    with imported(tmp_path, {"app/main.py": PETS + text}) as app:
        (endpoint,) = compare(tmp_path, app).project.endpoints
    assert endpoint.request is not None and endpoint.request.model == name


def test_a_type_statement_names_its_type(tmp_path: Path) -> None:
    text = textwrap.dedent(PETS) + textwrap.dedent("""
        type Pet = Annotated[Cat | Dog, Discriminator("kind")]
        type Pets = list[Pet]

        @app.post("/pets", response_model=Pets)
        def pets(body: Annotated[Pet, Body()]): ...

        @app.put("/pets")
        def put(body: Pet) -> Cat | None: ...
        """)
    (tmp_path / "main.py").write_text(text)
    posted, put = read_project(tmp_path).project.endpoints
    assert posted.request is not None and put.request is not None
    assert (posted.request.model, posted.responses[0].model) == ("Pet", "Pets")
    assert (put.request.model, put.responses[0].model) == ("Pet", "Cat | None")
    assert posted.request.shape == put.request.shape

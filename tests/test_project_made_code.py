"""Signatures, models and dependencies that code puts together, against what FastAPI itself says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    "names of builtins that functions take": """
        from fastapi import APIRouter, FastAPI
        from pydantic import BaseModel

        class Item(BaseModel):
            a: int

        Items = list[Item]
        router = APIRouter(prefix="/items", tags=["items"])

        @router.get("/all", response_model=Items)
        async def all(): ...

        @router.get("/")
        async def list() -> list[Item]: ...

        @router.get("/{id}")
        async def get(id: int) -> Item: ...

        app = FastAPI()
        app.include_router(router)
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


@pytest.mark.parametrize("case", CASES)
def test_reading_says_what_fastapi_says(tmp_path: Path, case: str) -> None:
    with imported(tmp_path, {"app/main.py": CASES[case]}) as app:
        compare(tmp_path, app, models=True)

"""Routes by reading, against what FastAPI itself says of the same code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fastapi_side import compare, imported

CASES: dict[str, dict[str, str]] = {
    "verbs and statuses": {"app/main.py": """
            from http import HTTPStatus
            import fastapi
            from fastapi import FastAPI, status
            from starlette.status import HTTP_202_ACCEPTED as ACCEPTED
            from starlette.status import HTTP_204_NO_CONTENT

            app = FastAPI()

            @app.get("/a")
            def a(): ...

            @app.post("/b", status_code=status.HTTP_201_CREATED)
            def b(): ...

            @app.put("/c", status_code=HTTPStatus.ACCEPTED)
            def c(): ...

            @app.patch("/d", status_code=ACCEPTED)
            def d(): ...

            @app.delete("/e", status_code=HTTP_204_NO_CONTENT)
            def e(): ...

            @app.post("/f", status_code=fastapi.status.HTTP_409_CONFLICT)
            def f(): ...

            @app.post("/g", status_code=HTTPStatus.CREATED.value)
            def g(): ...
        """},
    "prefixes from settings, constants and f-strings": {
        "app/settings.py": """
            from functools import lru_cache
            from pydantic import BaseModel

            class Base(BaseModel):
                api_prefix: str = "/api"

            class Settings(Base):
                version: int = 2

                @property
                def root(self) -> str:
                    return f"{self.api_prefix}/v{self.version}"

            @lru_cache
            def get_settings() -> Settings:
                return Settings()
        """,
        "app/urls.py": """
            ITEMS = "/items"
            ONE = ITEMS + "/{item_id}"
            MANY = "%s/many" % ITEMS
            BOTH = "/".join(["", "x", "y"])
        """,
        "app/main.py": """
            from fastapi import APIRouter, FastAPI
            from app.settings import get_settings
            from app import urls
            from app.urls import *

            settings = get_settings()
            router = APIRouter(prefix=settings.root)
            inner = APIRouter()

            @router.get(urls.ITEMS)
            def items(): ...

            @router.get(ONE)
            def one(item_id: int): ...

            @inner.get(MANY)
            def many(): ...

            @inner.get(BOTH)
            def both(): ...

            router.include_router(inner, prefix=f"/{'in'}{'ner'}")
            app = FastAPI()
            app.include_router(router, prefix="/top")
        """,
    },
    "factory, loops and wrappers": {
        "app/parts.py": """
            from fastapi import APIRouter

            def make(name: str, *, model=None) -> APIRouter:
                router = APIRouter(prefix="/" + name, tags=[name])

                @router.get("", response_model=list[model] if model else None, name=f"list_{name}")
                def many(): ...

                @router.get("/{id}", response_model=model)
                def one(id: int): ...

                return router
        """,
        "app/main.py": """
            from fastapi import FastAPI
            from pydantic import BaseModel
            from .parts import make

            class Cat(BaseModel):
                name: str

            ROUTERS = [make("cats", model=Cat), make("dogs")]
            ROUTERS.append(make("birds"))

            def include(app, router, **kwargs):
                kwargs["prefix"] = "/api" + (kwargs.get("prefix") or "")
                app.include_router(router, **kwargs)

            def create_app() -> FastAPI:
                app = FastAPI(title="x")
                for number, router in enumerate(ROUTERS):
                    include(app, router, prefix=f"/v{number}")
                return app

            app = create_app()
        """,
    },
    "several decorators, api_route and add_api_route": {"app/main.py": """
            from fastapi import APIRouter, FastAPI

            router = APIRouter()

            @router.get("/one")
            @router.get("/one/", include_in_schema=False)
            @router.post("/two", status_code=201)
            async def several(q: str | None = None): ...

            @router.api_route("/three", methods=["PUT", "DELETE"])
            def three(): ...

            class Views:
                def __init__(self) -> None:
                    self.router = APIRouter(prefix="/views")
                    self.router.add_api_route("/list", self.list, methods=["GET"])
                    self.router.add_api_route("/{key}", self.get)

                def list(self, limit: int = 10): ...

                def get(self, key: str): ...

            def plain(a: int): ...

            app = FastAPI()
            app.include_router(router)
            app.include_router(Views().router)
            app.add_api_route("/plain", plain, methods=["POST"], status_code=202)
            for path in ("/x", "/y"):
                app.get(path)(plain)
        """},
    "router subclasses": {
        "app/routing.py": """
            from fastapi import APIRouter as FastAPIRouter

            class APIRouter(FastAPIRouter):
                def add_api_route(self, path, endpoint, **kwargs):
                    kwargs.setdefault("status_code", 202)
                    super().add_api_route(path, endpoint, **kwargs)
                    if not path.endswith("/"):
                        kwargs["include_in_schema"] = False
                        super().add_api_route(path + "/", endpoint, **kwargs)

            class UserRouter(APIRouter):
                def __init__(self, *, prefix: str = "", **kwargs) -> None:
                    super().__init__(prefix="/users" + prefix, tags=["users"], **kwargs)
        """,
        "app/main.py": """
            from fastapi import FastAPI
            from app.routing import APIRouter, UserRouter

            plain = APIRouter()
            users = UserRouter(prefix="/v1")

            @plain.get("/a")
            def a(): ...

            @users.post("/b", status_code=201)
            def b(): ...

            class App(FastAPI):
                def __init__(self, **kwargs):
                    super().__init__(title="sub", **kwargs)
                    self.include_router(plain)

            app = App()
            app.include_router(users)
        """,
    },
    "parameters": {"app/main.py": """
            import datetime as dt
            import enum
            import uuid
            from decimal import Decimal
            from typing import Annotated, Any, List, Literal, Optional, Union

            from fastapi import Body, Cookie, FastAPI, Header, Path, Query, Request, Response
            from fastapi import BackgroundTasks
            from pydantic import BaseModel, Field, PositiveInt, conint

            app = FastAPI()
            Limit = Annotated[int, Query(ge=1, le=100)]
            Names = list[str]

            class Color(str, enum.Enum):
                red = "red"
                blue = "blue"

            class Item(BaseModel):
                name: str

            class Filter(BaseModel):
                limit: int = Field(10, gt=0)
                order_by: Literal["a", "b"] = "a"
                tags: list[str] = []

            @app.get("/q/{item_id}/{when}")
            def query(
                request: Request, response: Response, tasks: BackgroundTasks,
                item_id: uuid.UUID, when: dt.date,
                a: int, b: Optional[str] = None, c: bool = False, d: float = Query(...), e: str = Query(None),
                f: List[str] = Query([]), g: Limit = 20, h: Color = Color.red, i: Any = None,
                j: Decimal = Decimal("1.0"), k: Annotated[str | None, Query(alias="kay")] = None,
                l: PositiveInt = 1, m: conint(gt=3) = 4, n: Union[int, str] = 1, o: "Optional[int]" = None,
                p: Annotated[int, Query()] = 3, s: Literal["x", "y"] = "x",
            ): ...

            @app.get("/h")
            def headers(
                user_agent: Annotated[str | None, Header()] = None,
                x_token: str = Header(),
                strange_header: str | None = Header(default=None, convert_underscores=False),
                aliased: str = Header("x", alias="X-Aliased"),
                session: str | None = Cookie(default=None),
                other: Annotated[str, Cookie(alias="sid")] = "",
            ): ...

            @app.get("/f")
            def filtered(filter_query: Annotated[Filter, Query()]): ...

            @app.post("/b1")
            def one(item: Item): ...

            @app.post("/b2")
            def two(item: Item, other: Item, q: int = 1): ...

            @app.post("/b3")
            def embedded(item: Item = Body(embed=True)): ...

            @app.post("/b4")
            def scalar(number: int = Body(...)): ...

            @app.post("/b5")
            def optional(item: Item | None = None): ...

            @app.post("/b6")
            def many(items: list[Item], names: Names): ...

            @app.post("/b7")
            def free(data: dict): ...

            @app.post("/b8/{number}")
            def mixed(number: Annotated[int, Path(ge=0)], item: Annotated[Item, Body()], flag: bool = True): ...
        """},
    "forms and files": {"app/main.py": """
            from typing import Annotated, List, Optional
            from fastapi import Depends, FastAPI, File, Form, UploadFile
            from fastapi.security import OAuth2PasswordRequestForm
            from pydantic import BaseModel

            app = FastAPI()

            class Data(BaseModel):
                a: int
                b: str = ""

            @app.post("/form")
            def form(a: str = Form(), b: int = Form(3)): ...

            @app.post("/one")
            def one(a: Annotated[str, Form()]): ...

            @app.post("/model")
            def model(data: Annotated[Data, Form()]): ...

            @app.post("/file")
            def file(upload: UploadFile): ...

            @app.post("/files")
            def files(uploads: list[UploadFile], note: str = Form("")): ...

            @app.post("/maybe")
            def maybe(upload: UploadFile | None = None, raw: Optional[bytes] = File(None)): ...

            @app.post("/login")
            def login(data: OAuth2PasswordRequestForm = Depends()): ...

            @app.post("/login2")
            def login2(data: Annotated[OAuth2PasswordRequestForm, Depends()]): ...
        """},
    "dependencies": {
        "app/deps.py": """
            import functools
            from dataclasses import dataclass
            from typing import Annotated, Optional
            from fastapi import Depends, Header, Query, Request
            from pydantic import BaseModel, Field

            class Pagination:
                def __init__(self, page: int = 1, size: int = Query(20, alias="pageSize")):
                    self.page = page

            @dataclass
            class Sorting:
                sort: str = "id"
                descending: bool = False

            class Paged(BaseModel):
                size: int = Field(default=25, ge=1, le=100)
                q: str | None = Field(None, max_length=9, pattern="^a")
                mark: str = Field(min_length=2)

            class Search(BaseModel):
                text: str
                fuzzy: bool = False

            class Checker:
                def __init__(self, role: str):
                    self.role = role

                def __call__(self, token: str = Header(alias="X-Token"), strict: bool = False): ...

            def session(request: Request):
                yield 1

            def user(db=Depends(session), user_id: int = Query()): ...

            def tenant(tenant_id: str, u: Annotated[int, Depends(user)]): ...

            CurrentUser = Annotated[int, Depends(user)]

            def configured(kind: str):
                def dependency(extra: str, deep: Sorting = Depends()): ...
                return dependency

            async def bound(fixed: int, free: int = 3): ...
            partial = functools.partial(bound, fixed=3)
        """,
        "app/main.py": """
            from typing import Annotated
            from fastapi import APIRouter, Depends, FastAPI
            from app import deps
            from app.deps import CurrentUser

            router = APIRouter(dependencies=[Depends(deps.Checker("admin"))])
            app = FastAPI(dependencies=[Depends(deps.session)])

            @app.get("/a")
            def a(page: Annotated[deps.Pagination, Depends()], sorting: deps.Sorting = Depends()): ...

            @app.get("/paged")
            def paged(page: Annotated[deps.Paged, Depends()]): ...

            @app.get("/b/{tenant_id}")
            def b(tenant=Depends(deps.tenant)): ...

            @app.get("/c")
            def c(user: CurrentUser, q: int = 0): ...

            @router.get("/d", dependencies=[Depends(deps.configured("x"))])
            def d(search: deps.Search = Depends()): ...

            @app.get("/e")
            def e(x=Depends(lambda z: z), y=Depends(deps.partial)): ...

            app.include_router(router, prefix="/r", dependencies=[Depends(deps.Pagination)])
        """,
    },
    "security": {"app/main.py": """
            from typing import Annotated
            from fastapi import Depends, FastAPI, Security
            from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer, SecurityScopes

            oauth = OAuth2PasswordBearer(tokenUrl="token", scopes={"me": "x"})
            key = APIKeyHeader(name="X-Key", auto_error=False)

            class Bearer(HTTPBearer):
                async def __call__(self, request=None): ...

            def user(scopes: SecurityScopes, token: Annotated[str, Depends(oauth)]): ...

            app = FastAPI()

            @app.get("/a")
            def a(u=Security(user, scopes=["me"])): ...

            @app.get("/b")
            def b(k: str = Depends(key)): ...

            @app.get("/c", dependencies=[Depends(HTTPBearer())])
            def c(): ...

            @app.get("/d")
            def d(): ...
        """},
    "response models": {
        "app/models.py": """
            from typing import Generic, TypeVar
            from pydantic import BaseModel

            T = TypeVar("T")

            class User(BaseModel):
                id: int

            class Page(BaseModel, Generic[T]):
                items: list[T]
        """,
        "app/main.py": """
            from typing import Any, Dict, List, Optional, Union
            from fastapi import FastAPI
            from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
            from starlette.responses import Response, StreamingResponse
            from app import models
            from app.models import Page, User

            app = FastAPI()

            @app.get("/a", response_model=User)
            def a(): ...

            @app.get("/b")
            def b() -> User: ...

            @app.get("/c", response_model=None)
            def c() -> User | JSONResponse: ...

            @app.get("/d")
            def d() -> list[User]: ...

            @app.get("/e")
            def e() -> JSONResponse: ...

            @app.get("/f", response_model=Page[User])
            def f(): ...

            @app.get("/g")
            def g() -> "models.User": ...

            @app.get("/h", response_class=HTMLResponse)
            def h(): ...

            @app.get("/i", response_class=RedirectResponse)
            def i(): ...

            @app.get("/j")
            def j() -> Optional[User]: ...

            @app.get("/k", response_model=Union[User, Dict[str, int]])
            def k(): ...

            @app.get("/l", responses={404: {"description": "none"}, 202: {"model": User}})
            def l() -> Any: ...

            @app.get("/m", response_class=PlainTextResponse, status_code=201)
            def m(): ...

            @app.delete("/n", status_code=204)
            def n() -> None: ...
        """,
    },
    "decorators between": {
        "app/guards.py": """
            import functools

            def guard(scope):
                def decorator(func):
                    @functools.wraps(func)
                    async def wrapper(*args, **kwargs):
                        return await func(*args, **kwargs)
                    return wrapper
                return decorator

            def traced(func):
                @functools.wraps(func)
                def inner(*args, **kwargs):
                    return func(*args, **kwargs)
                return inner
        """,
        "app/main.py": """
            from fastapi import FastAPI
            from app.guards import guard, traced

            app = FastAPI()

            @app.get("/a/{x}")
            @guard("read")
            @traced
            async def a(x: int, y: str = "z"): ...
        """,
    },
    "mounts and converters": {"app/main.py": """
            from fastapi import FastAPI

            app = FastAPI()
            admin = FastAPI()

            @admin.get("/stats")
            def stats(): ...

            @app.get("/files/{path:path}")
            def files(path: str): ...

            @app.get("/items/{item_id:int}/x")
            def item(item_id: int): ...

            app.mount("/admin", admin)
        """},
    "registered by import": {
        "app/__init__.py": "",
        "app/core.py": """
            from fastapi import APIRouter, FastAPI

            router = APIRouter(prefix="/r")
            app = FastAPI()
        """,
        "app/views.py": """
            from .core import app, router

            @app.get("/direct")
            def direct(): ...

            @router.get("/routed")
            def routed(): ...
        """,
        "app/main.py": """
            from app.core import app, router
            from app import views  # noqa

            app.include_router(router)
        """,
    },
    "conditions and tries": {"app/main.py": """
            import os
            from fastapi import APIRouter, FastAPI
            try:
                from app.local import router as extra
            except ImportError:
                extra = APIRouter()

            app = FastAPI()
            DEBUG = os.getenv("SPEC2CODE_NEVER_SET", "") == "yes"

            if DEBUG:
                @app.get("/debug")
                def debug(): ...
            else:
                @app.get("/normal")
                def normal(): ...

            match os.environ.get("SPEC2CODE_NEVER_SET", "b"):
                case "a":
                    app.get("/match-a")(lambda: 1)
                case "b":
                    app.get("/match-b")(lambda: 1)

            while True:
                app.include_router(extra)
                break

            if __name__ == "__main__":
                app.get("/never")(lambda: 1)
        """},
    "class-based views": {
        "app/views.py": """
            from fastapi import APIRouter, Depends, Query

            router = APIRouter(prefix="/things")

            def current(user: str = Query()): ...

            def controller(router: APIRouter):
                def decorator(cls):
                    return cls
                return decorator

            class Base:
                user: str = Depends(current)
        """,
        "app/main.py": """
            from fastapi import FastAPI
            from app.views import router

            app = FastAPI()
            app.include_router(router)
        """,
    },
    "names of bodies": {"app/main.py": """
            from fastapi import APIRouter, FastAPI, Form
            from fastapi.routing import APIRoute

            def unique(route: APIRoute) -> str:
                return f"{route.tags[0]}-{route.name}"

            app = FastAPI(generate_unique_id_function=unique)
            other = FastAPI()
            router = APIRouter(prefix="/deep/{key}", tags=["t"])

            @router.post("/x/{p:path}")
            def sent(key: str, p: str, a: int = Form(), b: int = Form()): ...

            @router.put("/y", operation_id="put_y")
            def put(key: str, a: int = Form(), b: int = Form()): ...

            app.include_router(router, prefix="/api")
            other.include_router(router)
            app.mount("/other", other)
        """},
}


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")
@pytest.mark.parametrize("case", CASES)
def test_reading_says_what_fastapi_says(tmp_path: Path, case: str) -> None:
    with imported(tmp_path, CASES[case]) as app:
        compare(tmp_path, app)

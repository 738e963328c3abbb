"""The routers that fastapi-users makes, as its documentation gives them: the routes stand where the router is asked for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from spec2code.project import classes
from spec2code.project.api.made_models import create_model
from spec2code.project.api.registry import method_of
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import (
    NOT_GIVEN,
    Arguments,
    Attribute,
    Builtin,
    Call,
    Class,
    External,
    Function,
    Instance,
    Made,
    NativeClass,
    NativeFunction,
    NativeMethod,
    Scope,
    UnionOf,
    Value,
)

__all__ = ["fastapi_users_natives"]

_TEXT = Builtin("str")
_OPTIONAL = UnionOf((_TEXT, None))
_MODELS: dict[str, dict[str, Value]] = {
    "ErrorModel": {"detail": UnionOf((_TEXT, Builtin("dict")))},
    "BearerResponse": {"access_token": _TEXT, "token_type": _TEXT},
    "OAuth2AuthorizeResponse": {"authorization_url": _TEXT},
}


def fastapi_users_natives() -> dict[str, NativeClass | NativeFunction]:
    """`FastAPIUsers`, by the names that it is imported by."""
    made = _Users()
    methods: dict[str, NativeMethod] = {
        "__init__": _keep,
        "get_auth_router": made.router(_auth),
        "get_register_router": made.router(_register),
        "get_verify_router": made.router(_verify),
        "get_reset_password_router": made.router(_reset),
        "get_users_router": made.router(_users),
        "get_oauth_router": made.router(_oauth),
        "get_oauth_associate_router": made.router(_associate),
    }
    found = NativeClass("fastapi_users.FastAPIUsers", methods)
    return {found.name: found, "fastapi_users.fastapi_users.FastAPIUsers": found}


def _keep(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
    owner.state = arguments
    return None


class _Site:
    """One call that asks for a router: what its routes are made of."""

    def __init__(
        self, evaluator: Evaluator, owner: Instance, arguments: Arguments, models: dict[str, Value]
    ) -> None:
        self.evaluator = evaluator
        self.owner = owner
        self.arguments = arguments
        self.models = models

    def model(self, name: str) -> Value:
        """A model of the library."""
        if name not in self.models:
            fields = {"model_name": name, **_MODELS[name]}
            made = Arguments([], dict(fields), self.arguments.node, self.arguments.scope)
            self.models[name] = create_model(self.evaluator, made)
        return self.models[name]

    def errors(self, *statuses: int) -> dict[Value, Value]:
        return {status: {"model": self.model("ErrorModel")} for status in statuses}

    @property
    def manager(self) -> list[Made]:
        """What brings the user manager."""
        given = self.owner.state.get(0, "get_user_manager") if isinstance(self.owner.state, Arguments) else None  # fmt: skip
        return [_depends("user_manager", given)] if given is not None else []

    @property
    def user(self) -> Made:
        return _depends("user", Call(Attribute(self.owner, "current_user"), [], {}))


_Route = tuple[str, str, str, list[Made], dict[str, Value]]
"""method, path, name of the function, parameters, what the decorator is given."""


class _Users:
    def __init__(self) -> None:
        self.models: dict[str, Value] = {}

    def router(self, routes: Callable[[_Site], Iterator[_Route]]) -> NativeMethod:
        def make(evaluator: Evaluator, owner: Instance, arguments: Arguments) -> Value:
            native = evaluator.natives["fastapi.APIRouter"]
            assert isinstance(native, NativeClass)
            router = Instance(native, arguments.node)
            empty = Arguments([], {}, arguments.node, arguments.scope)
            native.methods["__init__"](evaluator, router, empty)
            for method, path, name, parameters, given in routes(
                _Site(evaluator, owner, arguments, self.models)
            ):
                handler = _handler(name, parameters, arguments)
                kwargs = {"methods": [method], "name": name, **given}
                site = Arguments([path, handler], kwargs, arguments.node, arguments.scope)
                method_of(evaluator, router, "add_api_route", site)
            return router

        return make


def _handler(name: str, parameters: list[Made], arguments: Arguments) -> Function:
    """A function with these parameters, standing where the router is asked for."""
    node = ast.FunctionDef(name, ast.arguments([], [], None, [], [], None, []), [ast.Pass()], [])
    place = arguments.node or ast.Pass(lineno=1, col_offset=0)
    for item in ast.walk(node):
        ast.copy_location(item, place)
    function = Function(node, Scope(arguments.scope.module))
    function.signature = tuple(parameters)
    return function


def _depends(name: str, value: Value) -> Made:
    return Made(name, Call(External("fastapi.Depends"), [value], {}))


def _body(name: str, *, embed: bool = True) -> Made:
    kwargs: dict[str, Value] = {"embed": True} if embed else {}
    kind = External("pydantic.EmailStr") if name == "email" else _TEXT
    return Made(name, Call(External("fastapi.Body"), [...], kwargs), kind)


def _auth(site: _Site) -> Iterator[_Route]:
    backend = site.arguments.get(0, "backend")
    name = _given(backend, 0, "name")
    transport = _given(backend, 1, "transport")
    strategy = _given(backend, 2, "get_strategy")
    cookie = _is_transport(site.evaluator, transport, "CookieTransport")
    form = External("fastapi.security.OAuth2PasswordRequestForm")
    parameters = [_depends("credentials", form), *site.manager]
    if strategy is not None:
        parameters.append(_depends("strategy", strategy))
    responses = site.errors(400)
    if _is_transport(site.evaluator, transport, "BearerTransport"):
        responses[200] = {"model": site.model("BearerResponse")}
    if cookie:
        responses[204] = {"model": None}
    label = name if isinstance(name, str) else "backend"
    yield "POST", "/login", "login", parameters, {
        "name": f"auth:{label}.login",
        "responses": responses,
    }
    parameters = [site.user] + ([_depends("strategy", strategy)] if strategy is not None else [])
    yield "POST", "/logout", "logout", parameters, {
        "name": f"auth:{label}.logout",
        "responses": {401: {}, 204: {"model": None}} if cookie else {401: {}},
    }


def _given(backend: Value, index: int, name: str) -> Value:
    """What a backend was made with; of a class that the project derives, too."""
    if isinstance(backend, Call):
        return backend.argument(index, name)
    state = backend.state if isinstance(backend, Instance) else None
    return state.get(index, name) if isinstance(state, Arguments) else None


def _is_transport(evaluator: Evaluator, transport: Value, kind: str) -> bool:
    if isinstance(transport, Instance) and isinstance(transport.cls, Class):
        names = classes.mro_names(evaluator, transport.cls)
        return any(name.endswith(kind) for name in names)
    return isinstance(transport, Call) and transport.name.endswith(kind)


def _register(site: _Site) -> Iterator[_Route]:
    user = Made("user_create", NOT_GIVEN, site.arguments.get(1, "user_create_schema"))
    yield "POST", "/register", "register", [user, *site.manager], {
        "name": "register:register",
        "status_code": 201,
        "response_model": site.arguments.get(0, "user_schema"),
        "responses": site.errors(400),
    }


def _verify(site: _Site) -> Iterator[_Route]:
    yield "POST", "/request-verify-token", "request_verify_token", [
        _body("email"),
        *site.manager,
    ], {"name": "verify:request-token", "status_code": 202}
    yield "POST", "/verify", "verify", [_body("token"), *site.manager], {
        "name": "verify:verify",
        "response_model": site.arguments.get(0, "user_schema"),
        "responses": site.errors(400),
    }


def _reset(site: _Site) -> Iterator[_Route]:
    yield "POST", "/forgot-password", "forgot_password", [_body("email"), *site.manager], {
        "name": "reset:forgot_password",
        "status_code": 202,
    }
    parameters = [_body("token", embed=False), _body("password", embed=False), *site.manager]
    yield "POST", "/reset-password", "reset_password", parameters, {
        "name": "reset:reset_password",
        "responses": site.errors(400),
    }


def _users(site: _Site) -> Iterator[_Route]:
    shown = site.arguments.get(0, "user_schema")
    update = Made("user_update", NOT_GIVEN, site.arguments.get(1, "user_update_schema"))
    one = [Made("id", NOT_GIVEN, _TEXT), site.user, *site.manager]
    refused: dict[Value, Value] = {401: {}, 403: {}, 404: {}}
    own: dict[Value, Value] = {401: {}}
    yield "GET", "/me", "me", [site.user], {
        "name": "users:current_user",
        "response_model": shown,
        "responses": own,
    }
    yield "PATCH", "/me", "update_me", [update, site.user, *site.manager], {
        "name": "users:patch_current_user",
        "response_model": shown,
        "responses": {**own, **site.errors(400)},
    }
    yield "GET", "/{id}", "get_user", one, {
        "name": "users:user",
        "response_model": shown,
        "responses": refused,
    }
    yield "PATCH", "/{id}", "update_user", [update, *one], {
        "name": "users:patch_user",
        "response_model": shown,
        "responses": {**refused, **site.errors(400)},
    }
    yield "DELETE", "/{id}", "delete_user", one, {
        "name": "users:delete_user",
        "status_code": 204,
        "responses": refused,
    }


_CALLBACK = [Made(name, None, _OPTIONAL) for name in ("code", "code_verifier", "state", "error")]


def _scopes() -> Made:
    return Made("scopes", Call(External("fastapi.Query"), [None], {}), Builtin("list"))


def _client_name(site: _Site) -> str:
    client = site.arguments.get(0, "oauth_client")
    name = client.kwargs.get("name") if isinstance(client, Call) else None
    return name if isinstance(name, str) else "client"


def _oauth(site: _Site) -> Iterator[_Route]:
    label = f"oauth:{_client_name(site)}"
    yield "GET", "/authorize", "authorize", [_scopes()], {
        "name": f"{label}.authorize",
        "response_model": site.model("OAuth2AuthorizeResponse"),
    }
    yield "GET", "/callback", "callback", [*_CALLBACK, *site.manager], {
        "name": f"{label}.callback",
        "responses": site.errors(400),
    }


def _associate(site: _Site) -> Iterator[_Route]:
    label = f"oauth-associate:{_client_name(site)}"
    yield "GET", "/authorize", "authorize", [_scopes(), site.user], {
        "name": f"{label}.authorize",
        "response_model": site.model("OAuth2AuthorizeResponse"),
    }
    yield "GET", "/callback", "callback", [*_CALLBACK, site.user, *site.manager], {
        "name": f"{label}.callback",
        "response_model": site.arguments.get(1, "user_schema"),
        "responses": site.errors(400),
    }

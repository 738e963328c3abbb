"""Dependencies that check callers: FastAPI's own schemes, and what comes from a library that has its own."""

from __future__ import annotations

import ast

from spec2code.model.api import Auth
from spec2code.project import classes
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import (
    Arguments,
    Attribute,
    Call,
    Class,
    Function,
    Instance,
    NativeClass,
    Subscript,
    Value,
    dotted_name,
)

__all__ = ["comes_from", "scheme_of"]

_SCHEMES = {
    "HTTPBearer": "bearer",
    "HTTPBasic": "basic",
    "HTTPDigest": "digest",
    "OAuth2": "oauth2",
    "OAuth2PasswordBearer": "oauth2",
    "OAuth2AuthorizationCodeBearer": "oauth2",
    "OpenIdConnect": "openIdConnect",
    "APIKeyHeader": "apiKey",
    "APIKeyQuery": "apiKey",
    "APIKeyCookie": "cookie",
    "HTTPBase": "http",
}


def scheme_of(evaluator: Evaluator, value: Value) -> Auth | None:
    """The security scheme that FastAPI's own dependencies stand for; None for any other dependency."""
    if isinstance(value, Call):
        name = value.name.removesuffix("()")
        if name.startswith("fastapi.security."):
            scheme = _SCHEMES.get(name.rpartition(".")[2])
            return Auth(value.kwargs.get("auto_error") is not False, scheme) if scheme else None
    if isinstance(value, Instance) and isinstance(value.cls, Class):
        for name in classes.mro_names(evaluator, value.cls):
            if name.startswith("fastapi.security."):
                scheme = _SCHEMES.get(name.rpartition(".")[2])
                return Auth(not _lets_pass(evaluator, value), scheme) if scheme else None
    return None


def _lets_pass(evaluator: Evaluator, scheme: Instance) -> bool:
    """Whether an object of a class derived from a scheme was made with `auto_error=False`, and refuses nobody itself.

    What `__call__` raises in the place of an error of the scheme's own is none then.
    """
    given = scheme.state
    stated = given.kwargs.get("auto_error") if isinstance(given, Arguments) else None
    if scheme.attributes.get("auto_error", stated) is not False:
        return False
    if not isinstance(scheme.cls, Class):
        return False
    called = classes.member(evaluator, scheme.cls, "__call__")
    return not isinstance(called, Function) or not _raises(called.node)


def _raises(node: ast.AST) -> bool:
    return any(
        isinstance(child, ast.Raise)
        or (not isinstance(child, ast.ExceptHandler) and _raises(child))
        for child in ast.iter_child_nodes(node)
    )


def comes_from(evaluator: Evaluator, value: Value, library: str) -> bool:
    """Whether something symbolic comes from a library, also through a class derived from one of its own."""
    for _ in range(20):
        if isinstance(value, Call):
            value = value.function
        elif isinstance(value, (Attribute, Subscript)):
            value = value.base
        elif isinstance(value, Instance):
            value = value.cls
        else:
            break
    if isinstance(value, Class):
        names = classes.mro_names(evaluator, value)
    else:
        names = [value.name if isinstance(value, NativeClass) else dotted_name(value)]
    return any(name.partition(".")[0] == library for name in names)

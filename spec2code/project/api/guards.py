"""What may check the caller of a route beside FastAPI's own security: decorators, middleware, code by hand.

Reading can't tell what such code refuses, so a route that has any isn't called open. The words are those that
authentication and authorization go by in public applications.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from spec2code.model.api import Auth
from spec2code.model.patterns import regex
from spec2code.project.values import Class, Function, Instance, Value, dotted_name

__all__ = [
    "dependency_guard",
    "handler_guard",
    "looks_at_request",
    "middleware_guard",
    "optional_guard",
]

_WORDS = regex(
    r"auth(?!or(?!i))|permission|credential|log_?in_?required|current_?user|api_?key|jwt|bearer|principal"
    r"|rbac|acl|scope[sd]?$|require[sd]?_|(?:^|_)protect|(?:^|_)secure[ds]?_|(?:^|_)guard|(?:^|_)role[sd]?(?:$|_)"
    r"|(?:^|_)(?:is_)?(?:superuser|admin)(?:$|_)|access_?(?:token|control|policy)|verify_?(?:token|user|key|sign)"
    r"|(?:^|_)(?:user|session|id)_?(?:token|cookie)|x_?token|unauthori[sz]ed|forbidden|not_?allowed|authenti",
    re.IGNORECASE,
)
_OF_REQUEST = frozenset(["user", "auth", "session", "cookies", "headers"])
_REFUSED = frozenset([401, 403])


@lru_cache(maxsize=4096)
def _names_a_guard(name: str) -> bool:
    """Whether a name speaks of who may call."""
    return _WORDS.search(name) is not None


def dependency_guard(name: str, function: Function | None = None) -> str | None:
    """What may check the caller, in words: a parameter of this name, or the function behind it."""
    if _names_a_guard(name):
        return f"its dependency `{name}`"
    if function is None or not any(_checks(node) for node in ast.walk(function.node)):
        return None
    return f"its dependency `{function.name}`"


def looks_at_request(function: Function) -> bool:
    """Whether a dependency looks at headers, cookies or the session by itself: any scheme may be read there."""
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in _OF_REQUEST
        for node in ast.walk(function.node)
    )


def handler_guard(
    function: Function, called: Callable[[ast.expr], Value] = lambda node: None
) -> str | None:
    """What of a handler may check its caller, in words: a decorator, or its own statements.

    `called` tells what an expression of the handler is: a function that is handed the request may check it too.
    """
    node = function.node
    if isinstance(node, ast.Lambda):
        return None
    for decorator in node.decorator_list:
        for inner in ast.walk(decorator.func if isinstance(decorator, ast.Call) else decorator):
            word = getattr(inner, "attr", None) or getattr(inner, "id", None)
            if isinstance(word, str) and _names_a_guard(word):
                return f"its decorator `{word}`"
    inside = [inner for statement in node.body for inner in ast.walk(statement)]
    if any(map(_checks, inside)):
        return "its own statements"
    for call in inside:
        if isinstance(call, ast.Call) and _hands_request(call):
            asked = called(call.func)
            if isinstance(asked, Function) and any(_checks(one) for one in ast.walk(asked.node)):
                return f"`{asked.name}`, which is handed the request,"
    return None


def _hands_request(call: ast.Call) -> bool:
    given = (*call.args, *(keyword.value for keyword in call.keywords))
    return any(isinstance(item, ast.Name) and item.id in ("request", "req") for item in given)


def optional_guard(asked: Sequence[Auth]) -> str | None:
    """A scheme that lets everybody pass (`auto_error=False`), in words: who gets the credentials may refuse without."""
    scheme = next((item.scheme for item in asked if item.scheme), None)
    if scheme is None or any(item.required for item in asked):
        return None
    return f"what takes its optional scheme `{scheme}`"


def middleware_guard(value: Value) -> str | None:
    """What may check the callers of all routes, in words: a middleware of the application."""
    if isinstance(value, Instance):
        value = value.cls
    name = dotted_name(value).rpartition(".")[2]
    checks = False
    if isinstance(value, (Function, Class)):
        name = value.name
        nodes = list(ast.walk(value.node))
        checks = any(map(_checks, nodes)) and any(map(_may_refuse, nodes))
    return f"the middleware `{name}`" if checks or _names_a_guard(name) else None


def _may_refuse(node: ast.AST) -> bool:
    """Whether one node of a middleware may turn a caller away; one that only notes what it sees has none.

    It does so by an answer of its own, by an exception, or by what it hands the request to.
    """
    match node:
        case ast.Constant(value=int(number)):
            return number in _REFUSED
        case ast.Raise(exc=ast.Call() as made) | (ast.Call() as made) if _answers(made):
            given = [item.value for item in made.keywords if item.arg == "status_code"]
            return any(_may_be_refusal(item) for item in given or made.args[:1])
        case ast.Raise(exc=ast.Name()) | ast.Raise(exc=None):
            return False  # what was caught is passed on
        case ast.Raise():
            return True
        case ast.Call(func=ast.Name(id=word) | ast.Attribute(attr=word)):
            return _hands_request(node) and word not in _PASSED_ON
    return False


_PASSED_ON = frozenset(["call_next", "dispatch", "app", "next", "get_route_handler"])
_ANSWERS = ("Response", "HTTPException")


def _answers(call: ast.Call) -> bool:
    return _last_word(call.func).endswith(_ANSWERS)


def _may_be_refusal(status: ast.expr) -> bool:
    """Whether an answer of that status may be one to a caller without credentials: 413 is none."""
    if isinstance(status, ast.Constant):
        return status.value in _REFUSED
    known = re.search(r"\d{3}", _last_word(status))
    return known is None or int(known.group()) in _REFUSED


def _last_word(node: ast.expr) -> str:
    """The last word of a name: `HTTP_413_CONTENT_TOO_LARGE` of `status.HTTP_413_CONTENT_TOO_LARGE`."""
    return str(getattr(node, "attr", None) or getattr(node, "id", None) or "")


def _checks(node: ast.AST) -> bool:
    """Whether one node of the code speaks of it."""
    match node:
        case ast.Constant(value=int(number)):
            return number in _REFUSED
        case ast.Attribute(value=ast.Name(id="request" | "req"), attr=word):
            return word in _OF_REQUEST or _names_a_guard(word)
        case ast.Attribute(attr=word) | ast.Name(id=word) | ast.arg(arg=word):
            return _names_a_guard(word)
    return False

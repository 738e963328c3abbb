"""What a rule about all endpoints leaves out: "except `/auth/login`", "(okrem `/health`)", "salvo `POST /users`"."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.contents import Content
from spec2code.spec.routes import find_routes, path_key, read_path

__all__ = ["EXCEPT", "is_spared", "spared_in"]

EXCEPT: Final = regex(
    r"\b(?:except(?:ing| for)?|with the exception of|other than|apart from|besides|unless|excluding|but not|excepto|salvo|menos|a excepción de|con excepción de|exceto|com exceção de"
    r"|sauf|hormis|à l'exception d\w*|außer|ausgenommen|ausser|mit ausnahme|tranne|eccetto|ad eccezione d\w*|behalve|uitgezonderd|förutom|utom|undtagen|unntatt|paitsi|kivéve"
    r"|okrem|kromě|oprócz|z wyjątkiem|za wyjątkiem|poza|osim|izuzev|razen|cu excepția|în afară de|hariç|dışında|ngoại trừ|trừ|кроме|за исключением|крім|окрім|освен|kecuali|selain)\b"
    r"|除了?|以外|之外|を除|除く|除き|제외|εκτός",
    re.IGNORECASE,
)


_ROUTE = regex(r"(?:\b(?:GET|POST|PUT|PATCH|DELETE)\b\s*`?)?(?<![\w/])/[\w/{}:*.-]*")


_OWN_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE)\b[\s`*]{1,4}(/[^\s`,;)）]*)")


def _named(path: str) -> str:
    read = read_path(path)
    return read.text if read is not None else path


def spared_in(text: str, raw: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """What an exception names: paths, and words such as "auth" or "login"."""
    # Each with the method right in front of it: "except `POST /login` and `/health`".
    own = {(m.group(1), m.group(2).rstrip(".,;:")) for m in _OWN_METHOD.finditer(raw)}
    paths = [
        (method, path_key(route.path.text))
        for route in find_routes(raw)
        for method in route.methods
        if any(method == m and path_key(route.path.text) == path_key(_named(p)) for m, p in own)
    ]
    given = {path for _, path in paths}
    read = (
        path_key(match.rstrip(".,;:")) for match in re.findall(r"(?<![\w/])/[\w/{}:*.-]+", text)
    )
    bare = [("", path) for path in read if path not in given]
    head = re.split(r"\b(?:require|need|must)|[)）]", _ROUTE.sub(" ", text))[0]
    words = [
        word
        for word in re.findall(r"[a-z][\w-]{2,}", head.lower())
        if word
        not in (
            "except",
            "for",
            "the",
            "and",
            "endpoints",
            "endpoint",
            "routes",
            "apis",
            "api",
            "other",
            "than",
            "unless",
            "excepto",
            "los",
            "las",
            "public",
            "marked",
            "those",
            "noted",
            "otherwise",
            "which",
            "are",
            "requests",
        )
    ]
    for theirs, english in (
        ("登录", "login"),
        ("注册", "register"),
        ("健康", "health"),
        ("로그인", "login"),
        ("회원가입", "signup"),
        ("đăng nhập", "login"),
        ("đăng ký", "register"),
        ("ログイン", "login"),
        ("ヘルスチェック", "health"),
        ("健康检查", "health"),
        ("헬스", "health"),
        ("inicio de sesión", "login"),
        ("registro", "register"),
        ("cadastro", "register"),
        ("connexion", "login"),
        ("inscription", "register"),
        ("anmeldung", "login"),
        ("registrierung", "register"),
        ("регистрац", "register"),
        ("вход", "login"),
    ):
        if theirs in text.lower():
            words.append(english)
    return [*paths, *bare], words


def is_spared(content: Content, spared: tuple[list[tuple[str, ...]], list[str]]) -> bool:
    paths, words = spared
    key = path_key(content.path)
    for method, path in paths:
        stem = path.rstrip("*").rstrip("/")
        if (
            method in ("", content.method)
            and stem
            and (key == path or key.endswith(stem) or (not method and f"{stem}/" in key + "/"))
        ):
            return True
    segments = re.findall(r"[a-z]+", content.path.lower())
    return any(
        segment in (word, word.rstrip("s"), re.sub(r"[-_ ]?check$", "", word))
        for word in words
        for segment in segments
    )

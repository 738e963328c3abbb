"""Bodies that refer to another endpoint's: "same as POST /users", "same as create", "as above"."""

from __future__ import annotations

import re
from bisect import bisect_left

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.shapes import ANY, MISSING, ArrayShape, Field, ObjectShape, Shape
from spec2code.model.span import Span
from spec2code.spec.body_clues import PARTIAL
from spec2code.spec.contents import BodySeen, Content
from spec2code.spec.inline import plain
from spec2code.spec.merge_shapes import all_optional
from spec2code.spec.routes import find_routes, path_key, read_path

__all__ = ["resolve_same_as"]

_ABOVE = regex(
    r"\babove\b|\bprevious\b|同上|위(?:와|의)?(?=\s)|위와|\banterior\b|\barriba\b|\bacima\b|ci-dessus|\bвыше\b|\byukarıdaki\b",
    re.IGNORECASE,
)
_ONE = regex(
    r"\bsingle\b|\bone\b|\bun objeto\b|\bum objeto\b|\ban? (?:single )?(?:object|item)\b|单个|단일",
    re.IGNORECASE,
)
_WITHOUT = regex(
    r"\b(?:without|except(?: for)?|excluding|minus|omit\w*|but not|sin|sem|sans|без|salvo|exceto|sauf|hariç|tanpa|trừ)\b|不含|除了?|去掉|제외",
    re.IGNORECASE,
)
_PLUS = regex(
    r"\b(?:plus|and also|but with|with (?:an? )?(?:added|additional(?:ly)?|extra)|adding|as well as|más|mais|además|avec en plus|zusätzlich|плюс|дополнительно)\b|\s\+\s|外加|再加|另加|加上|추가로",
    re.IGNORECASE,
)
_OWN_REQUEST = regex(
    r"\W*(?:the )?(?:same|identical)(?: (?:updated|saved|created))? (?:object|body|shape|structure|fields|payload|json|resource|schema)(?: as (?:the )?(?:request|sent|input)(?: body)?)?\W*"
    r"|\W*(?:the )?same as (?:the )?(?:request|input)(?: (?:body|payload|object))?\W*|\W*(?:el|o|le) (?:mismo|mesmo|même) (?:objeto|objet|cuerpo|corpo)\W*|\W*(?:тот же|такой же) объект\W*|\W*(?:同请求体?|与请求体?(?:相同|一致)|요청과 동일|リクエストと同じ)\W*",
    re.IGNORECASE,
)
"""What comes back is what was sent: "Response: same object"."""
_ANSWER = regex(
    r"\b(?:response|answer|output|respuesta|resposta|réponse|antwort|risposta|yanıt|phản hồi)\b|ответ|응답|响应|返回|レスポンス|応答",
    re.IGNORECASE,
)
_SECTION = regex(
    r"(?:§+|\b(?:section|sec\.|sección|seção|chapter|раздел\w*)|第)\s*(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_NUMBERED = regex(
    r"\b(?:same|identical|as|see|like)\b(?:\s+(?:\w+\s+)?(?:as|in|to|of))?\s+#?(\d+(?:\.\d+)+)\b",
    re.IGNORECASE,
)
"""The number of a section that nothing else calls one: "(same structure as 4.2)"."""
_NUMBER = regex(r"\W*(\d+(?:\.\d+)*)(?=[.)、:\s])")
_TITLE_NUMBER = regex(r"^\W*\d+(?:\.\d+)*[.)、:]?\s*")
_NEAR = 50
_ACTIONS = (
    (
        regex(
            r"\bcreat\w*|\badd(?:ed|ing|s)?\b|\bpost\b|\bcrea(?:r|ci[oó]n)\b|\bcria(?:r|ção|cao)\b|\bcréation\b|\bcréer\b|\berstell\w+|\bcreazione\b|\btworzeni\w+|\boluştur\w*|\btạo\b|\bpembuatan\b|создан|创建|新增|생성|등록|作成|登録",
            re.IGNORECASE,
        ),
        "POST",
    ),
    (
        regex(
            r"\bupdat\w*|\bput\b|\bpatch\b|\ba(?:c)?tualiza\w+|\bmise à jour\b|\baktualisier\w*|\baggiornamento\b|\bgüncelle\w*|\bcập nhật\b|обновлен|更新|수정",
            re.IGNORECASE,
        ),
        "PUT",
    ),
    (
        regex(
            r"\bget\b|\bd[eé]tail\w*|\bdeta(?:l)?le\w*|\bdetalhe\w*|\bconsulta\b|\bdettagli\w*|\bread\b|\bfetch\b|详情|获取|조회|取得",
            re.IGNORECASE,
        ),
        "GET",
    ),
)


def resolve_same_as(
    contents: list[Content], titles: list[tuple[str, Content]], told: list[Diagnostic]
) -> None:
    """Copies the body or the query that a reference names; one that nothing answers to is told.

    `titles`: the headings that endpoints stand below, in order.
    """
    known = _Contents(contents, titles)
    for content in contents:
        for role, words, span in content.same_as:
            if role == "response" and content.requests and _OWN_REQUEST.fullmatch(plain(words)):
                sent = content.requests[:1]
                if not any(content.responses.values()):
                    content.responses[None] = [_copy(body, "", span, ()) for body in sent]
                continue
            source = known.source(content, words, (role, span))
            if role == "query":
                for (where, name), parameter in source.parameters.items() if source else ():
                    if where == "query":
                        content.parameters.setdefault((where, name), parameter)
                continue
            bodies = _bodies(source, role) if source is not None else []
            if not bodies and role == "request" and source is not None and _ANSWER.search(words):
                bodies = _bodies(source, "response")  # "same as what reading it gives"
            if not bodies:
                told.append(
                    diagnostic(
                        "A107", f"which body `{words[:60].strip()}` means could not be told", span
                    )
                )
                continue
            copies = [_copy(body, words, span, content.path_parameters) for body in bodies]
            if role == "request":
                if content.method == "PATCH" or PARTIAL.search(words):
                    for body in copies:
                        body.shape = body.shape and all_optional(body.shape)
                content.requests = content.requests or copies
            elif not any(content.responses.values()):
                if source is not None and _is_element(content, source, words):
                    copies = [
                        BodySeen(span, _element(body.shape), reference=body.reference)
                        for body in copies
                    ]
                content.responses[None] = copies


class _Contents:
    """The endpoints of a document, found by what a reference may name."""

    def __init__(self, contents: list[Content], titles: list[tuple[str, Content]]) -> None:
        self.all = contents
        self.by_number: dict[str, Content] = {}
        for title, content in titles:
            number = _NUMBER.match(title)
            if number:
                self.by_number.setdefault(number.group(1), content)
        bare_titles = (
            (_TITLE_NUMBER.sub("", plain(title)).strip().lower(), o) for title, o in titles
        )
        self.by_title = [(bare, other) for bare, other in bare_titles if _tells(bare)]
        """What the headings call the endpoints, the longest first."""
        self.by_title.sort(key=lambda item: -len(item[0]))
        self.by_tail: dict[str, list[Content]] = {}
        self.by_home: dict[str, list[Content]] = {}
        self.shown: dict[str, list[tuple[int, int]]] = {}
        self.order = {id(content): index for index, content in enumerate(contents)}
        for content in contents:
            key = path_key(content.path)
            parts = key.split("/")
            for start in range(1, len(parts)):
                self.by_tail.setdefault("/" + "/".join(parts[start:]), []).append(content)
            self.by_home.setdefault(_home(content), []).append(content)

    def source(self, content: Content, words: str, here: tuple[str, Span]) -> Content | None:
        """The endpoint that the words mean, seen from another one: for which role, and where they stand."""
        for route in find_routes(words):
            for other in self.by_tail.get(path_key(route.path.text), []):
                if other.method in route.methods:
                    return other
        tail = re.search(r"`(/[\w/{}:\[\]-]+)`", words)
        read = read_path(tail.group(1)) if tail else None
        if read is not None:
            meant = [o for o in self.by_tail.get(path_key(read.text), []) if o is not content]
            if meant:
                return next((o for o in meant if o.method == content.method), meant[0])
        section = _SECTION.search(words) or _NUMBERED.search(words)
        if section and self.by_number.get(section.group(1), content) is not content:
            return self.by_number[section.group(1)]
        for bare, other in self.by_title:
            if bare in words.lower() and other is not content:
                return other
        home = _home(content)
        near = [other for other in self.by_home[home][:_NEAR] if other is not content]
        for place in _homes(home):
            if (found := self.acting(content, place, words)) is not None:
                return found
        family = home.rsplit("/", 1)[0]
        for word in re.findall(r"[a-z][a-z-]{3,}", words.lower()):
            for other in self.by_tail.get(f"{family}/{word}", []):
                if other is not content:
                    return other
        for word in re.findall(
            r"(?:\b(?:as|like|to|como|comme|wie|igual que|igual a)|как) (?:the |for |in |y |у |в |en |em |bei |à )*`?([a-z][a-z-]{3,})\b",
            words.lower(),
        ):
            named = [other for other in self.by_tail.get(f"/{word}", []) if other is not content]
            if len({id(other) for other in named}) == 1:
                return named[0]
        if _ABOVE.search(words):
            return self.above(content, near, *here)
        return self.beside(content, here[0])

    def beside(self, content: Content, role: str) -> Content | None:
        """Where nothing is named: the fields of an update are those of the creation, a query that of the other list."""
        if role == "request":
            homes = [
                place for home in _homes(_home(content))[:2] for place in self.by_home.get(home, [])
            ]
            made = [other for other in homes if other.method == "POST" and other.requests]
            return made[0] if content.method in ("PUT", "PATCH") and made else None
        last = "/" + path_key(content.path).rstrip("/").rpartition("/")[2]
        lists = [
            other
            for other in self.by_tail.get(last, [])
            if other is not content and other.method == "GET" and _asks(other)
        ]
        return lists[0] if role == "query" and lists else None

    def acting(self, content: Content, home: str, words: str) -> Content | None:
        """The endpoint of a collection that does what the words name: "as in the create response"."""
        near = [other for other in self.by_home.get(home, [])[:_NEAR] if other is not content]
        for pattern, method in _ACTIONS:
            methods = ("PUT", "PATCH") if method == "PUT" else (method,)
            able = [other for other in near if other.method in methods]
            if able and pattern.search(words):
                here = path_key(content.path)
                return next((other for other in able if path_key(other.path) == here), able[0])
        return None

    def above(self, content: Content, near: list[Content], role: str, span: Span) -> Content | None:
        """The endpoint before the words: of the same resource, else the nearest that shows such a body."""
        index = self.order[id(content)]
        before = [other for other in near if self.order[id(other)] < index]
        shown = [other for other in before if role == "query" or _bodies(other, role)]
        if before:
            return (shown or before)[-1]
        places = self.shown_at(role)
        found = bisect_left(places, (span.line, -1)) - 1
        while found >= 0 and self.all[places[found][1]] is content:
            found -= 1
        if found >= 0:
            return self.all[places[found][1]]
        return self.all[index - 1] if index else None

    def shown_at(self, role: str) -> list[tuple[int, int]]:
        """Where the endpoints show such a body, in the order of the text."""
        if role not in self.shown:
            self.shown[role] = sorted(
                (body.span.line, index)
                for index, content in enumerate(self.all)
                for body in _bodies(content, role)[:1]
            )
        return self.shown[role]


def _asks(content: Content) -> bool:
    return any(place == "query" for place, _ in content.parameters)


def _tells(title: str) -> bool:
    """Whether a heading is more than a word that occurs anywhere."""
    return len(title) > 3 and (not title.isascii() or title.count(" ") > 0)


def _home(content: Content) -> str:
    """The collection that a path belongs to."""
    return re.sub(r"/\{\}$", "", path_key(content.path))


def _homes(home: str) -> list[str]:
    """The collection itself, and those that it or an action on its item belongs to."""
    found = [home]
    while "/" in found[-1].strip("/") and len(found) < 4:
        found.append(re.sub(r"/\{\}$", "", found[-1].rpartition("/")[0]))
    return found


def _bodies(source: Content, role: str) -> list[BodySeen]:
    if role == "request":
        return source.requests
    return next((seen for seen in source.responses.values() if seen), [])


def _is_element(content: Content, source: Content, words: str) -> bool:
    """Whether one object of a list is meant: "single sale object (as above)"."""
    if _ONE.search(words):
        return True
    return content.path.rstrip("/").endswith("}") and path_key(content.path).startswith(
        path_key(source.path) + "/"
    )


def _element(shape: Shape | None) -> Shape | None:
    """The items of a list, bare or in an envelope of pages; else the shape itself."""
    if isinstance(shape, ArrayShape):
        return shape.items
    if isinstance(shape, ObjectShape):
        lists = [item.shape for item in shape.fields if isinstance(item.shape, ArrayShape)]
        if len(lists) == 1 and isinstance(lists[0].items, ObjectShape):
            return lists[0].items
    return shape


def _copy(body: BodySeen, words: str, span: Span, in_path: tuple[str, ...]) -> BodySeen:
    shape = _changed(body.shape, words, in_path)
    example = body.example if shape is body.shape else MISSING
    return replace(body, span=span, shape=shape, example=example)


def _changed(shape: Shape | None, words: str, in_path: tuple[str, ...]) -> Shape | None:
    """The shape without the fields that are left out, and with those that are added, but for the path's own."""
    if not isinstance(shape, ObjectShape):
        return shape
    fields = list(shape.fields)
    out = _WITHOUT.search(words)
    if out:
        named = set(re.findall(r"[A-Za-z_]\w*", words[out.end() :]))
        kept = [item for item in fields if item.name not in named]
        fields = kept or fields
    more = _PLUS.search(words)
    if more and not (out and out.start() < more.start()):
        known = {*in_path, *(item.name for item in fields)}
        for name in re.findall(r"`([A-Za-z_]\w*)`", words[more.end() :]):
            if name not in known:
                fields.append(Field(name, ANY, required=True, span=shape.span))
    return shape if fields == list(shape.fields) else replace(shape, fields=tuple(fields))

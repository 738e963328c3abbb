"""Which of several endpoints a label is about that names an action: "Create request", "Verify OTP payload"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Cell
from spec2code.spec.draft_types import Draft
from spec2code.spec.inline import fold_width
from spec2code.spec.labels import Label, name_role
from spec2code.spec.routes import find_routes, path_key

__all__ = ["LIST_TAKES", "Listed", "label_means", "meant_by", "named_by", "titled"]

_BY_METHOD: Final[dict[str, frozenset[str]]] = {
    "POST": frozenset(("create", "add", "new", "post", "crear", "creación", "criar", "criação", "créer", "création", "creation", "registration", "registro", "создание", "创建", "新增", "생성", "등록", "作成", "登録", "oluşturma", "tạo", "erstellen")),
    "GET": frozenset(("get", "read", "fetch", "list", "detail", "details", "retrieve", "obtener", "listar", "获取", "列表", "详情", "조회")),
    "PUT": frozenset(("update", "edit", "put", "replace", "actualizar", "actualización", "atualizar", "atualização", "更新", "修改", "수정", "güncelleme", "cập", "обновление")),
    "PATCH": frozenset(("update", "edit", "patch", "modify", "actualizar", "actualización", "atualizar", "atualização", "更新", "修改", "수정", "güncelleme", "cập", "обновление")),
    "DELETE": frozenset(("delete", "remove", "eliminar", "excluir", "删除", "삭제")),
}  # fmt: skip
_LISTS: Final = frozenset(("list", "listar", "列表"))
LIST_TAKES: Final = regex(
    r"(?:\b(?:lists?|listing|listados?|lista|listagem|liste|danh sách|daftar)\b|список|列表|清单|목록|리스트|一覧)"
    r".{0,30}(?:\b(?:supports?|accepts?|takes?|filters?|query|soporta|admite|acepta|aceita|suporta|filtros?|accepte|unterstützt|hỗ trợ|mendukung)\b"
    r"|поддержива\w+|принима\w+|支持|接受|查询|过滤|筛选|지원|받(?:는다|음)|필터|クエリ|対応)[^:]{0,30}:\s*$",
    re.IGNORECASE,
)
"""What a line says of the query of a list: "The list of pets supports:", 列表需要支持:"""
_PART: Final = regex(
    r"\b(?:(?P<sent>request|payload)|(?P<answer>response|answer)|(?P<asked>query)) ?(?:body|payload|example|sample|format|schema|parameters?|params?|strings?)?\b",
    re.IGNORECASE,
)
_LITTLE: Final = frozenset(("a", "an", "the", "of", "for", "to", "json", "example", "body"))
_ONE: Final = frozenset(("detail", "details", "详情"))


def label_means(label: Label, draft: Draft, others: Iterable[Draft]) -> bool:
    """Whether a label is about a draft: True where nothing in it tells them apart, or it names this one."""
    words, own = _words(label.name), _names(draft)
    theirs = set().union(*(_names(other) for other in others))
    return bool(words & (own - theirs)) or not words & (theirs - own)


def meant_by(label: Label, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that a label names by an action or by the end of their path."""
    named = re.search(r"(?<![\w/])/[\w/{}:.-]*\w", label.name)
    if named is not None:
        # "Query parameters for `/pets`": the one that has a query.
        alike = [
            draft for draft in drafts if path_key(draft.path.text).endswith(path_key(named.group()))
        ]
        shortest = min((len(draft.path.text) for draft in alike), default=0)
        alike = [draft for draft in alike if len(draft.path.text) == shortest]
        reading = [draft for draft in alike if draft.method == "GET"]
        return reading if label.role == "query" and reading else alike
    drafts, words = list(drafts), _words(label.name)
    found = [draft for draft in drafts if words & _names(draft)]
    return found or (_sent_to(label, drafts) if label.role == "request" else [])


def _sent_to(label: Label, drafts: list[Draft]) -> list[Draft]:
    """The one that takes a body, of several the one of which the label says most: "Body of the vet's decision"."""
    takes = [draft for draft in drafts if draft.method in ("POST", "PUT", "PATCH")]
    if len(takes) < 2:
        return takes
    words = {_singular(word) for word in _words(label.name)} - _LITTLE
    alike = [len(words & _spoken(draft)) for draft in takes]
    most = max(alike)
    return [takes[alike.index(most)]] if most and alike.count(most) == 1 else []


def named_by(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """The draft that a line with a colon at its end names: "The answer of `GET /pets`:", "The list of pets supports:"."""
    if not text.rstrip().endswith((":", "：")):
        return []
    routes = find_routes(text)
    if not routes and LIST_TAKES.search(fold_width(text)):
        lists = [
            draft
            for draft in drafts
            if draft.method == "GET" and not draft.path.text.endswith(("}", "/"))
        ]
        shortest = min((draft.path.text.count("/") for draft in lists), default=0)
        lists = [draft for draft in lists if draft.path.text.count("/") == shortest]
        return lists if len(lists) == 1 else []
    if not routes:
        return _of_action(text, list(drafts))
    if len(routes) != 1:
        return []
    key = path_key(routes[0].path.text)
    return [draft for draft in drafts if draft.key in [(m, key) for m in routes[0].methods]][:1]


def _of_action(text: str, drafts: list[Draft]) -> list[Draft]:
    """The one of a list whose action a line names that says what follows: "Example create request:"."""
    role = name_role(fold_width(text).rstrip(" :*"), exact=False)
    if role not in ("request", "response", "example_request", "example_response"):
        return []
    words = _words(text)
    meant = [draft for draft in drafts if words & _BY_METHOD.get(draft.method, frozenset())]
    shortest = min((draft.path.text.count("/") for draft in meant), default=0)
    meant = [draft for draft in meant if draft.path.text.count("/") == shortest]
    return meant if len(meant) == 1 else []


class Listed:
    """The endpoints of a list, by what the headings of its subsections may call them."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.drafts = list(drafts)
        self._titles: dict[str, list[Draft]] = {}
        for draft in self.drafts:
            for title in _titles(draft):
                self._titles.setdefault(title, []).append(draft)
        self._spoken: dict[int, set[str]] = {}

    def called(self, title: str) -> list[Draft]:
        """Those of which a heading has a name in it."""
        words = _dashed(title).strip("-").split("-")[:_WORDS_OF_A_TITLE]
        parts = {
            f"-{'-'.join(words[start:end])}-"
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        found = {id(draft): draft for part in parts for draft in self._titles.get(part, ())}
        return list(found.values())

    def saying(self, words: set[str]) -> list[Draft]:
        """Those of which all these words are said."""
        return [draft for draft in self.drafts if words <= self._said_of(draft)]

    def _said_of(self, draft: Draft) -> set[str]:
        if id(draft) not in self._spoken:
            self._spoken[id(draft)] = _spoken(draft)
        return self._spoken[id(draft)]


_WORDS_OF_A_TITLE: Final = 40


def titled(title: str, listed: Listed, before: Iterable[Draft] = ()) -> list[Draft]:
    """The one of a list that a subsection's heading names: "Dynamic matrix — request" for `/dynamic-matrix`.

    `before`: whom the section before this one is about; "Sale response" goes on with "Create sale request".
    """
    found = listed.called(title)
    return found if len(found) == 1 else _of_part(title, listed, list(before))


def _titles(draft: Draft) -> list[str]:
    """What a heading calls an endpoint by: the last part of its path, and what its list says of it."""
    last = draft.path.text.rstrip("/").rpartition("/")[2]
    said = _dashed(_told(draft))
    return [
        *([_dashed(last)] if len(last) > 5 and "{" not in last else ()),
        *([said] if said.count("-") > 2 else ()),
    ]


def _of_part(title: str, listed: Listed, before: list[Draft]) -> list[Draft]:
    """The one of a list whose part a heading shows, by all the other words in it: "Stock adjustment request"."""
    part = _PART.search(title)
    words = {_singular(word) for word in _words(_PART.sub(" ", title))} - _LITTLE
    drafts = listed.drafts
    if part is None or not drafts:
        return []
    if not words:
        if part.lastgroup == "sent":
            drafts = [draft for draft in drafts if draft.method in ("POST", "PUT", "PATCH")]
        return drafts if len({draft.path.text for draft in drafts}) == 1 else []
    answers = part.lastgroup == "answer"
    if answers and len(before) == 1 and before[0] in drafts and words <= _spoken(before[0]):
        return before
    named = listed.saying(words)
    if part.lastgroup == "sent":
        named = [draft for draft in named if draft.method in ("POST", "PUT", "PATCH")]
    return named if len(named) == 1 else []


def _told(draft: Draft) -> str:
    told = draft.row.cells.get("description") if draft.row is not None else draft.title
    return told.plain if isinstance(told, Cell) else told.text if told else ""


def _spoken(draft: Draft) -> set[str]:
    """The words of what is said of an endpoint, and of the last part of its path."""
    segments = [part for part in draft.path.text.split("/") if part and "{" not in part]
    words = _words(_told(draft)) | _words(" ".join(segments[-2:]))
    return {_singular(word) for word in words}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _dashed(text: str) -> str:
    return "-" + "-".join(re.findall(r"[^\W_]+", text.lower())) + "-"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def _names(draft: Draft) -> set[str]:
    """The words that stand for an endpoint: its method's, and those of the last part of its path."""
    segments = [part for part in draft.path.text.split("/") if part]
    names = set(_BY_METHOD.get(draft.method, ())) | {draft.method.lower()}
    if segments and segments[-1].startswith("{"):
        names -= _LISTS
    else:
        names -= _ONE
        names |= {word for word in _words(segments[-1]) if len(word) > 2} if segments else set()
    return names

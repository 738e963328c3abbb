"""Method and path as words: the resource an endpoint is about, and what the endpoint does to it.

Everything here depends on one endpoint alone, so that what is named after it stays when a neighbour
comes or goes.
"""

from __future__ import annotations

import re
from typing import Final

from spec2code.codegen.names import class_name, identifier, words
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["Operation", "Segment", "operation", "plural", "singular"]

_PREFIX: Final = regex(r"(?:api|rest|v\d+(?:[._]\d+)*(?:alpha|beta)?\d*)\Z", re.IGNORECASE)
_PARAMETER: Final = regex(r"\{([^{}]*)\}")
_VERBS_TEXT: Final = """
    accept acknowledge activate add adjust admit aggregate allocate analyse analyze answer apply approve
    archive ask assign attach authorize ban bind block book bookmark bulk buy calculate cancel capture
    change charge check checkin checkout claim classify clear clone close compare complete compute
    confirm connect convert copy crawl create crop deactivate decline decode decrement decrypt delete
    deliver deny deploy deregister detach detect disable discharge disconnect dismiss dispatch dispense
    download downvote draft duplicate edit enable encode encrypt end enqueue enroll escalate estimate
    evaluate execute expire export extend extract favorite favourite fetch finalize find finish flag
    follow forgot fork freeze fulfill generate get grant heartbeat hide hold impersonate import
    increment insert invite invoke issue join kick leave like link localize lock login logout mark match
    merge migrate modify move mute notify open optimize parse pause pay pin ping poll predict preview
    print process promote provision prune publish purge push query rate reactivate reassign rebuild
    recalculate receive recognize recompact recompute reconcile record recover redeem redo refresh
    refund regenerate register reindex reject release remind remove rename render reopen reorder replay
    reply reprocess request requeue rerun rescan reschedule resend reserve reset resize resolve respond
    restart restore resume resync retire retrain retry return revalidate reverse revert review revoke
    rollback rotate run save scan schedule scrape search sell send set settle share ship sign signin
    signout signup simulate skip snooze split star start stop submit subscribe summarize suspend switch
    sync terminate test toggle track train transcribe transfer transform translate trigger unarchive
    unassign unban unbind unblock undo unenroll unfavorite unflag unfollow unlike unlink unlock unmute
    unpin unpublish unregister unsnooze unstar unsubscribe update upgrade upload upvote validate verify
    void vote withdraw
    """
_VERBS: Final = frozenset(_VERBS_TEXT.split())
_UNDONE_TEXT: Final = """
    archive assign ban bind block bookmark enroll favorite favourite flag follow like link lock mute pin publish
    register star subscribe
    """
_UNDONE: Final = {
    **{verb: f"un{verb}" for verb in _UNDONE_TEXT.split()},
    "join": "leave",
    "attach": "detach",
    "enable": "disable",
    "activate": "deactivate",
}
"""What DELETE does to what POST did: `DELETE /posts/{id}/like`."""
_REMOVING: Final = frozenset({"cancel", "clear", "delete", "leave", "remove", "revoke", "withdraw"})
_VERSION: Final = re.compile(r"v\d+(?:[._]\d+)*(?:alpha|beta)?\d*\Z", re.IGNORECASE)
_SAME_TEXT: Final = """
    series species news data media metadata status bus gas lens canvas address access process business
    analysis basis bonus campus census chaos corpus focus radius virus apparatus progress express
    stats analytics metrics settings preferences insights details credentials logistics me sms gps
    css aws dns https tls class pass loss cross success redis kubernetes series always this is has
    """
_SAME: Final = frozenset(_SAME_TEXT.split())
_IRREGULAR: Final = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "indices": "index",
    "vertices": "vertex",
    "matrices": "matrix",
    "criteria": "criterion",
    "movies": "movie",
    "cookies": "cookie",
    "leaves": "leave",
    "lives": "life",
    "kpis": "kpi",
    "apis": "api",
    "taxis": "taxi",
    "caches": "cache",
    "aches": "ache",
    "statuses": "status",
    "aliases": "alias",
    "buses": "bus",
    "bonuses": "bonus",
    "quizzes": "quiz",
    "analyses": "analysis",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A literal part of a path, in words, and whether a parameter follows it."""

    words: tuple[str, ...]
    item: bool

    @property
    def is_plural(self) -> bool:
        return bool(self.words) and plural(self.words[-1])

    @property
    def singular(self) -> tuple[str, ...]:
        return (*self.words[:-1], singular(self.words[-1]))


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    prefix: tuple[str, ...]
    """`api`, `v1`."""
    segments: tuple[Segment, ...]
    kind: str
    """collection (`/orders`), item (`/orders/{id}`), thing (`/orders/{id}/cancel`, `/auth/login`)."""

    @property
    def is_action(self) -> bool:
        """A thing that is a verb: `cancel`, `reset-password`."""
        return self.kind == "thing" and self.segments[-1].words[0] in _VERBS

    @property
    def own(self) -> tuple[str, ...]:
        """The words of the resource by itself: `order`."""
        return self._noun(len(self.segments) - 1)

    @property
    def is_root(self) -> bool:
        """Whether the path is nothing but parameters, after which the resource is called."""
        return not words(_PARAMETER.sub(" ", self.path))

    @property
    def is_top(self) -> bool:
        """Whether nothing but a prefix stands in front of the resource."""
        return len(self.segments) <= 1

    def resource(self, parents: int = 1) -> tuple[str, ...]:
        """The words of the resource with so many of its parents in front: `user`, `order`."""
        last = len(self.segments) - 1
        found: list[str] = []
        for index in range(max(last - parents, 0), last + 1):
            found += [word for word in self._noun(index) if not found or word != found[-1]]
        return tuple(found)

    def class_names(self) -> list[str]:
        """Names for what belongs to this resource, from short to the one that no other path has."""
        resources = [self.resource(depth) for depth in self._depths()]
        # `/auth/2fa/enable`: no name begins with a digit while a longer one needn't.
        plain = [item for item in resources if not "".join(item)[:1].isdigit()] or resources
        found = [class_name("_".join(item)) for item in plain]
        full = "_".join((*self.prefix, *self.resource(len(self.segments))))
        by = [class_name("_".join((*self.resource(), *self._by)))] if self._by else []
        return list(dict.fromkeys([*found, *by, class_name(full), class_name(self._whole())]))

    def handler_names(self) -> list[str]:
        """Names for the handler, from short to the one that no other method and path has."""
        found = [self._handler(self.resource(depth)) for depth in self._depths()]
        found += self._plainer()
        if self._by and not found[0].endswith("_".join(("", *self._by))):
            found.append(identifier("_".join((found[0], *self._by))))
        whole = (*self.prefix, *self.resource(len(self.segments)))
        found.append(self._handler(whole))
        return list(dict.fromkeys([*found, identifier(self._whole())]))

    def _plainer(self) -> list[str]:
        """What else to call it where another has its first name: PUT beside PATCH, GET beside POST of an action."""
        verb = "replace" if self.method == "PUT" else _VERB_OF.get(self.method)
        told_apart = self.is_action or (self.method == "PUT" and self.kind == "item")
        return [identifier("_".join((verb, *self.resource())))] if verb and told_apart else []

    @property
    def _by(self) -> tuple[str, ...]:
        """`by`, `session`, `id`: the last parameter of the path."""
        names = _PARAMETER.findall(self.path)
        return ("by", *(word.lower() for word in words(names[-1]))) if names else ()

    def _whole(self) -> str:
        """All that tells this method and path from every other, as words."""
        path = _PARAMETER.sub(r" by \1 ", self.path)
        return "_".join([self.method.lower(), *words(path), *(["root"] if path == "/" else [])])

    def _depths(self) -> range:
        return range(1, max(len(self.segments), 2))

    def _noun(self, index: int) -> tuple[str, ...]:
        segment = self.segments[index]
        last = index == len(self.segments) - 1
        return segment.words if last and self.kind == "thing" else segment.singular

    def _handler(self, resource: tuple[str, ...]) -> str:
        if self.is_action:
            return self._action(resource)
        if self.kind == "collection" and self.method != "POST":
            verb = "list" if self.method == "GET" else _VERB_OF.get(self.method, "")
            return identifier("_".join((verb or self.method.lower(), *self._many(resource))))
        if self.kind != "item":
            verb = _VERB_OF.get(self.method, self.method.lower())
            return identifier("_".join((verb, *resource)))
        # `POST /orders` creates one; what posting to one of them does, its path doesn't say.
        verb = "post" if self.method == "POST" else _VERB_OF.get(self.method, self.method.lower())
        # A resource that has no plural is called alike as a whole and one of it.
        by = () if self.segments[-1].is_plural or self.is_root else self._by
        return identifier("_".join((verb, *resource, *by)))

    def _action(self, resource: tuple[str, ...]) -> str:
        own = self.segments[-1].words
        rest = resource[: -len(own)]
        if self.method == "DELETE" and own[0] not in _REMOVING:
            if own[0] not in _UNDONE:
                return identifier("_".join(("delete", *resource)))
            own = (_UNDONE[own[0]], *own[1:])
        before = self.segments[-2] if len(self.segments) > 1 else None
        if before is None:
            return identifier("_".join((*rest, *own)))
        if not before.is_plural and not before.item and not "".join(rest)[:1].isdigit():
            return identifier("_".join((*rest, *own)))
        many = before.is_plural and not before.item
        return identifier("_".join((*own, *(_pluralised(rest) if many else rest))))

    def _many(self, resource: tuple[str, ...]) -> tuple[str, ...]:
        own = self.segments[-1]
        return (*resource[: -len(own.words)], *own.words)


_VERB_OF: Final = {
    "GET": "get",
    "HEAD": "head",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}


def operation(method: str, path: str) -> Operation:
    """Read a method and a path with `{name}` parameters."""
    prefix: list[str] = []
    segments: list[Segment] = []
    for part in path.split("/"):
        literal = [word.lower() for word in words(_PARAMETER.sub(" ", part))]
        has_parameter = "{" in part
        if not literal:
            if has_parameter and segments:
                segments[-1] = Segment(segments[-1].words, True)
            continue
        if not has_parameter and (_VERSION if segments else _PREFIX).match(part):
            prefix += literal
            continue
        if part.startswith("{") and segments:
            segments[-1] = Segment(segments[-1].words, True)
            has_parameter = False
        segments.append(Segment(tuple(literal), has_parameter))
    if not segments:
        names = [word.lower() for name in _PARAMETER.findall(path) for word in words(name)]
        segments.append(Segment(tuple(names or prefix or ["root"]), bool(names)))
    return Operation(method.upper(), path, tuple(prefix), tuple(segments), _kind(segments))


def _kind(segments: list[Segment]) -> str:
    last = segments[-1]
    if last.item:
        return "item"
    if not last.is_plural:
        return "thing"
    before = segments[-2] if len(segments) > 1 else None
    return "thing" if before and before.is_plural and not before.item else "collection"


def plural(word: str) -> bool:
    return singular(word) != word


def singular(word: str) -> str:
    """One of what an English plural names; any other word as it is."""
    lower = word.lower()
    if lower in _SAME:
        return word
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(lower) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "ous")):
        return word[:-1] if lower in ("ids", "ips", "ads") else word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def _pluralised(resource: tuple[str, ...]) -> tuple[str, ...]:
    if not resource:
        return resource
    last = resource[-1]
    if plural(last) or last in _SAME:
        return resource
    for many, one in _IRREGULAR.items():
        if one == last:
            return (*resource[:-1], many)
    if last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        return (*resource[:-1], last[:-1] + "ies")
    ending = "es" if last.endswith(("s", "x", "ch", "sh", "z")) else "s"
    return (*resource[:-1], last + ending)

"""Tables in notations that are not read: migrations of other frameworks, documents of MongoDB, types of GraphQL."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.span import Span
from spec2code.spec.blocks import Fence

__all__ = ["UnreadModel", "told_unread", "unread_models"]

UnreadModel = tuple[str, str, Span]
"""The table or entity, what it is written in, and where."""

_NOTATIONS: Final = (
    ("a schema of Mongoose", regex(r"\bmongoose\.model(?:<[^>\n]*>)?\(\s*['\"](\w+)['\"]")),
    (
        "a schema of Mongoose",
        regex(r"\b(\w+?)_?Schema\s*(?::[^=\n]+)?=\s*new\s+(?:mongoose\.)?Schema\s*[<(]"),
    ),
    ("a model of Sequelize", regex(r"\bsequelize\.define\(\s*['\"](\w+)['\"]")),
    ("a migration of Laravel", regex(r"\bSchema::create\(\s*['\"](\w+)['\"]")),
    ("a migration of Rails", regex(r"^[ \t]*create_table[ (]+[:\"'](\w+)", re.MULTILINE)),
    ("a migration of Knex", regex(r"\.createTable(?:IfNotExists)?\(\s*['\"](\w+)['\"]")),
    ("a migration of Alembic", regex(r"\bop\.create_table\(\s*['\"](\w+)['\"]")),
    (
        "a schema of Ecto",
        regex(r"^[ \t]*(?:schema[ ]+\"(\w+)\"[ ]+do|create[ ]+table\(:(\w+))", re.MULTILINE),
    ),
)
_GRAPHQL = regex(r"^type[ ]+(\w+)(?:[ ]+(?:implements|@)[^{\n]*)?[ ]*\{", re.MULTILINE)
_ROOTS: Final = frozenset(("query", "mutation", "subscription"))


def unread_models(fence: Fence) -> list[UnreadModel]:
    """What a fence of a part about the database defines that is not read."""
    found: dict[str, UnreadModel] = {}
    graphql = ("a type of GraphQL", _GRAPHQL)
    notations = (graphql,) if fence.language in ("graphql", "gql") else _NOTATIONS
    for what, pattern in notations:
        for match in pattern.finditer(fence.text):
            name = next(group for group in match.groups() if group)
            if name.lower() not in _ROOTS:
                span = fence.excerpt.span(match.start(match.lastindex or 0), match.end())
                found.setdefault(_plain(name), (name, what, span))
    return list(found.values())


def told_unread(models: Collection[UnreadModel], made: Collection[str]) -> list[Diagnostic]:
    """What is told of those that nothing else makes."""
    known = {_plain(name) for name in made}
    return [
        diagnostic("S165", f"`{name}` is {what}, which is not read: no table is made of it", span)
        for name, what, span in models
        if _plain(name) not in known
    ]


def _plain(name: str) -> str:
    """A name without what tells one of many: `PetToy`, `pet_toys`."""
    text = name.replace("_", "").lower()
    text = f"{text[:-3]}y" if text.endswith("ies") else text
    return text.removesuffix("s").removesuffix("e")

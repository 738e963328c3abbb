"""The entities of a diagram as listings, each of its lines as the foreign key of the column that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import ForeignKey, Name
from spec2code.model.span import Span
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    CreateIndex,
    CreateTable,
    Statement,
)
from spec2code.spec.er_diagrams import Entity, ErDiagram
from spec2code.spec.listing_names import bare
from spec2code.spec.listings import Listing
from spec2code.spec.written_tables import ListedColumn

__all__ = ["drawn_tables", "is_junction", "left_out", "relied_on"]


def drawn_tables(diagram: ErDiagram, span: Span) -> list[Listing]:
    """Of each entity the columns and keys; what wasn't understood stands with the first."""
    names = {entity.name: entity.table_name for entity in diagram.entities}
    found: list[Listing] = []
    for entity in diagram.entities:
        listing = Listing("er diagram", entity.table_name.name, span, entity.columns)
        listing.called = entity.name == entity.name.lower()
        listing.references += _keys(entity, diagram, names)
        found.append(listing)
    if found:
        found[0].unread = list(diagram.unread)
    return found


def relied_on(
    listed: Sequence[Listing], statements: Sequence[Statement], defined: set[str]
) -> set[str]:
    """The drawn tables that DDL beside the diagrams takes for granted: it refers to one of them, indexes or alters it.

    Where it does so, whatever else the diagrams call as tables are called is one, too.
    """
    wanted: set[str] = set()
    for statement in statements:
        if isinstance(statement, CreateTable):
            keys = [key for key in statement.table.foreign_keys if not key.target.schema]
            wanted |= {key.target.name.lower() for key in keys}
        elif isinstance(statement, CreateIndex | AddConstraint | AddColumn):
            wanted.add(statement.table.name.lower())
    drawn = {bare(each.name): each.called for each in listed if each.kind == "er diagram"}
    found = drawn.keys() & wanted - defined
    return found | ({name for name, called in drawn.items() if called} if found else set())


def is_junction(listing: Listing, listed: set[str]) -> bool:
    """Whether a diagram draws a table of nothing but keys to tables that are listed otherwise."""
    keys = {key.columns[0] for key in listing.references if bare(key.target.name) in listed}
    return len(keys) > 1 and all(column.name in keys for column in listing.columns)


def left_out(listed: Sequence[Listing], made: set[str]) -> list[Diagnostic]:
    """What is told of the entities of diagrams that nothing makes where DDL or lists make others."""
    found: list[Diagnostic] = []
    for listing in listed:
        name = bare(listing.name)
        if listing.kind == "er diagram" and name not in made and len(listing.columns) > 1:
            made = made | {name}
            message = f"the diagram draws `{listing.name}`, which neither DDL nor a list of columns makes; it is left out"
            found.append(diagnostic("S164", message, listing.columns[0].span))
    return found


def _keys(entity: Entity, diagram: ErDiagram, names: dict[str, Name]) -> list[ForeignKey]:
    """The keys of an entity: its lines one by one, then columns called keys by the entity they are named after."""
    lines = [
        (names[one], place, word)
        for many, one, place, word in diagram.relations
        if many == entity.name and one in names
    ]
    free = [column for column in entity.columns if column.words.reference is None]
    found: list[ForeignKey] = []

    def settle(column: ListedColumn, target: Name, place: Span) -> None:
        found.append(ForeignKey((column.name,), target, span=place))
        free.remove(column)

    for match in (_labelled, _called, _named_with):
        for line in list(lines):
            target, place, word = line
            column = match(free, target, word)
            if column is not None:
                settle(column, target, place)
                lines.remove(line)
    marked = [column for column in free if column.words.foreign]
    both = {(one, place) for _, one, place, _ in diagram.relations if one == entity.name}
    lines = [
        line for line in lines if (entity.name, line[1]) not in both
    ]  # one to one: whose is the key?
    known = {key.target for key in found}  # of two lines to one entity the second may say the same
    if len(lines) == len(marked) == 1 and lines[0][0] not in known:
        settle(marked[0], lines[0][0], lines[0][1])
    for column in [column for column in free if column.words.foreign]:
        called = next((name for name in names.values() if _bare(column) in _stems(name)), None)
        called = called or _at_the_end(_bare(column), names)
        if called is not None:
            settle(column, called, column.span)
    order = [column.name for column in entity.columns]
    return sorted(found, key=lambda key: order.index(key.columns[0]))


def _labelled(columns: list[ListedColumn], target: Name, word: str | None) -> ListedColumn | None:
    """The column that the line is labelled with: ``USER ||--o{ POST : "author_id"``."""
    return next(
        (each for each in columns if word and each.name == word and each.words.foreign), None
    )


def _called(columns: list[ListedColumn], target: Name, word: str | None) -> ListedColumn | None:
    """The column that is named after the entity it refers to (`user_id` for `users`), with a mark of a key or none."""
    stems = _stems(target)
    named = [each for each in columns if _bare(each) in stems and each.name.lower().endswith("id")]
    return next((each for each in named if each.words.foreign), named[0] if named else None)


def _named_with(columns: list[ListedColumn], target: Name, word: str | None) -> ListedColumn | None:
    """The key with a word of the entity in its name: `lost_dog_id` for `dogs`, `params_id` for `match_params`."""
    stems = _stems(target) | {stem.rsplit("_", 1)[-1] for stem in _stems(target)}
    return next(
        (each for each in columns if each.words.foreign and set(_bare(each).split("_")) & stems),
        None,
    )


def _at_the_end(bare: str, names: dict[str, Name]) -> Name | None:
    """The one entity that a key's last words name: `other_account_id` refers to `accounts`."""
    words = bare.split("_")
    for start in range(1, len(words)):
        last = "_".join(words[start:])
        found = [name for name in names.values() if last in _stems(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _stems(name: Name) -> set[str]:
    stem = re.sub(r"ies$", "y", name.name.lower())
    return {
        name.name.lower(),
        stem,
        re.sub(r"(?<=[^s])s$", "", stem),
        re.sub(r"es$", "", name.name.lower()),
    }


def _bare(column: ListedColumn) -> str:
    snaked = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.name).lower()
    return re.sub(r"_?id$", "", snaked)

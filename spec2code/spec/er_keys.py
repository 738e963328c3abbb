"""The entities of a diagram as listings, each of its lines as the foreign key of the column that it is about."""

from __future__ import annotations

import re

from spec2code.model.schema import ForeignKey, Name
from spec2code.model.span import Span
from spec2code.spec.er_diagrams import Entity, ErDiagram
from spec2code.spec.listings import Listing
from spec2code.spec.written_tables import ListedColumn

__all__ = ["drawn_tables"]


def drawn_tables(diagram: ErDiagram, span: Span) -> list[Listing]:
    """Of each entity the columns and keys; what wasn't understood stands with the first."""
    names = {entity.name: entity.table_name for entity in diagram.entities}
    found: list[Listing] = []
    for entity in diagram.entities:
        listing = Listing("er diagram", entity.table_name.name, span, entity.columns)
        listing.references += _keys(entity, diagram, names)
        found.append(listing)
    if found:
        found[0].unread = list(diagram.unread)
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

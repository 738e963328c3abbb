"""What the listings of one document call each other: entities and their tables, keys and their targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.statements import CreateEnum, CreateTable, Statement
from spec2code.spec.blocks import Document, Fence, ListItem, Paragraph, TableBlock
from spec2code.spec.listings import Listing
from spec2code.spec.table_names import snake

__all__ = ["bare", "name_as_written", "settle_names", "settle_types"]

_TARGET = regex(r"(REFERENCES\s+)\"?(\w+)\"?", re.IGNORECASE)
_NAMED_KEY = regex(r"([A-Za-z]\w*?)_?[iI]d")
_WRITTEN: Final = ("column table", "bullets")
_CAMEL = regex(r"(?<![\w.])[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+(?!\w)")


_PLURALS: Final = ((r"ao$", "oes"), (r"m$", "ns"), (r"(?<=[aeou])l$", "is"), (r"z$", "ces"))
"""How Spanish and Portuguese build plurals where an `s` won't do: `sessao`, `item`, `canal`, `vez`."""


def bare(name: str) -> str:
    """A name without its schema and quotes, in small letters."""
    return name.rpartition(".")[2].strip('"').lower()


def settle_names(statements: Sequence[Statement], listings: list[Listing]) -> None:
    """An entity ("Order", "Order item") is the table of that name in the plural (`orders`), where that is made."""
    known = {
        item.table.name.name.lower(): {column.name.lower() for column in item.table.columns}
        for item in statements
        if isinstance(item, CreateTable)
    }
    # What a diagram draws has the name that a list of its columns gives it, wherever that stands.
    for listing in sorted(listings, key=lambda each: each.kind == "er diagram"):
        own = {column.name.lower() for column in listing.columns}
        name = bare(listing.name)
        if not own:
            continue
        twin = next((other for other in _spellings(name) if other in known), None)
        if name not in known and twin is not None:
            for other in listings:
                if other is listing or (other.told and bare(other.name) == name):
                    other.name = twin
        known.setdefault(bare(listing.name), own)
    _settle_drawn(listings)
    _settle_named(listings, set(known))
    _settle_references(listings, set(known))


def _settle_drawn(listings: list[Listing]) -> None:
    """A foreign key of a column table refers to what the ER diagram beside it draws."""
    drawn = {
        (bare(listing.name), key.columns[0]): key.target.name
        for listing in listings
        if listing.kind == "er diagram"
        for key in listing.references
    }
    for listing in listings if drawn else ():
        for column in listing.columns if listing.kind != "er diagram" else ():
            target = drawn.get((bare(listing.name), column.name))
            if column.words.foreign and column.words.reference is None and target is not None:
                column.words.reference = (target, None)


def _settle_named(listings: list[Listing], known: set[str]) -> None:
    """A column `owner_id` that is called a foreign key, of what nobody says, refers to the table `owners`."""
    for listing in listings:
        for column in listing.columns if listing.kind in _WRITTEN else ():
            match = _NAMED_KEY.fullmatch(column.name)
            if not column.words.foreign or column.words.reference is not None or match is None:
                continue
            stem = snake(match.group(1))
            twin = next((name for name in (*_spellings(stem), stem) if name in known), None)
            twin = twin or _named_in_part(stem, known)
            if twin is not None:
                column.words.reference = (twin, None)


def _named_in_part(stem: str, known: set[str]) -> str | None:
    """The table by the last words of a key (`target_tag_id`: `tags`), or whose last words it has (`member_id`: `org_members`)."""
    words = stem.split("_")
    for start in range(1, len(words)):
        last = "_".join(words[start:])
        if twin := next((name for name in (*_spellings(last), last) if name in known), None):
            return twin
    for start in range(len(words)):
        ends = tuple(f"_{each}" for each in _spellings("_".join(words[start:])))
        if found := [name for name in known if name.endswith(ends)]:
            return found[0] if len(found) == 1 else None
    return None


def _settle_references(listings: list[Listing], known: set[str]) -> None:
    """References by the names that their targets have: `Habits(Id)` in the letters of the listed column `Id`."""
    listed = {
        (bare(listing.name), column.name.lower()): column.name
        for listing in listings
        for column in listing.columns
    }
    written = {
        bare(each.name): each.name for each in listings if each.columns and each.name.isidentifier()
    }
    entities = {snake(each.entity): each.name for each in listings if each.entity}
    for listing in listings:
        listing.constraints = [
            (_TARGET.sub(lambda match: _aimed(match, entities, known), said), span)
            for said, span in listing.constraints
        ]
        for column in listing.columns:
            if column.words.reference is None:
                continue
            target, key = column.words.reference
            if bare(target) not in known:
                target = entities.get(snake(target.strip('"')), target)
            wanted = snake(target.rpartition(".")[2])  # `AspNetUsers` is listed as `asp_net_users`
            forms = (wanted, *_spellings(bare(target)), *_spellings(wanted))
            twin = next((other for other in forms if other in known), None)
            if bare(target) not in known and twin is not None:
                target = twin
            name = listed.get((bare(target), key.lower())) if key is not None else None
            if name is not None and name != name.lower():
                key = f'"{name}"'
            own = written.get(bare(target)) if "." not in target else None
            if own is not None and own != own.lower():
                target = f'"{own}"'
            column.words.reference = (target, key)


def _aimed(match: re.Match[str], entities: dict[str, str], known: set[str]) -> str:
    """A key of several columns, or beside its column, to the table that keeps the class."""
    name = entities.get(snake(match.group(2))) if match.group(2).lower() not in known else None
    return f'{match.group(1)}"{name}"' if name else match.group()


def _spellings(name: str) -> list[str]:
    """How else a table is called that holds such entities: in the plural, or in the singular."""
    plural = re.sub(r"(?<=[^aeiou])y$", "ie", re.sub(r"(?<=s|x)$|(?<=ch|sh)$", "e", name)) + "s"
    if name.endswith("s"):
        return [re.sub(r"ies$", "y", name), name[:-1], re.sub(r"es$", "", name)]
    others = [re.sub(end, ends, name) for end, ends in _PLURALS if re.search(end, name)]
    return [plural, name + "s", name + "es", *others]


def name_as_written(
    document: Document, statements: Sequence[Statement], listings: list[Listing]
) -> None:
    """Calls tables as the document does: an entity `DiningSession` is `dining_session` only where that is said too.

    `statements` are those of the DDL, whose tables keep their names.
    """
    made = {item.table.name.name.lower() for item in statements if isinstance(item, CreateTable)}
    aside = {bare(item.name) for item in listings if item.statements or item.tables}
    aside |= {bare(item.name) for item in listings if item.entity}  # called as its library calls it
    wanted = {bare(item.name) for item in listings if "_" in item.name} - made - aside
    text = _text(document) if wanted else ""
    words = {snake(word): word for word in _CAMEL.findall(text)}
    said = set(re.findall(r"\w+", text.lower())) if words else set()
    names = {name: words[name] for name in wanted & words.keys() - said}
    if not names:
        return
    for listing in listings:
        listing.name = names.get(bare(listing.name), listing.name)
        listing.references = [
            (
                replace(key, target=replace(key.target, name=names[bare(key.target.name)]))
                if bare(key.target.name) in names
                else key
            )
            for key in listing.references
        ]
        for column in listing.columns:
            if column.words.reference is not None and bare(column.words.reference[0]) in names:
                target, key = column.words.reference
                column.words.reference = (f'"{names[bare(target)]}"', key)
        listing.constraints = [
            (_TARGET.sub(lambda match: _retargeted(match, names), said), span)
            for said, span in listing.constraints
        ]


def _text(document: Document) -> str:
    """Whatever the document says."""
    parts = [section.title.text for section in document.sections]
    for _, block in document.walk():
        if isinstance(block, TableBlock):
            parts += [cell.text for row in (block.header, *block.rows) for cell in row]
        elif isinstance(block, Fence):
            parts.append(block.text)
        elif isinstance(block, Paragraph | ListItem):
            parts.append(block.excerpt.text)
    return "\n".join(parts)


def _retargeted(match: re.Match[str], names: dict[str, str]) -> str:
    name = names.get(match.group(2).lower())
    return f'{match.group(1)}"{name}"' if name else match.group()


_COUNTED: Final = {"smallserial": "SMALLINT", "serial": "INTEGER", "bigserial": "BIGINT"}
"""What refers to a key that counts doesn't count itself, and may be null."""


def settle_types(statements: Sequence[Statement], listings: list[Listing]) -> None:
    """A key whose type nobody states, or only as a language has it, has the type of the column that it refers to."""
    made = [*statements, *(item for listing in listings for item in listing.statements)]
    enums = {item.enum.name.name.lower() for item in made if isinstance(item, CreateEnum)}
    for listing in listings:
        for column in listing.columns:
            bare_type = column.words.type.lower().removeprefix("enum_")
            if bare_type != column.words.type.lower() and bare_type in enums:
                column.words.type = bare_type  # a diagram's `enum_pet_kind`
    keys: dict[str, str] = {}
    types: dict[tuple[str, str], str] = {}
    for listing in listings:
        for column in listing.columns:
            if not column.words.assumed:
                types.setdefault((bare(listing.name), column.name.lower()), column.words.type)
                if column.words.primary:
                    keys.setdefault(bare(listing.name), column.words.type)
    for statement in statements:
        if isinstance(statement, CreateTable):
            name = statement.table.name.name.lower()
            types |= {(name, item.name.lower()): item.type for item in statement.table.columns}
            key = statement.table.primary_key
            first = statement.table.column(key.columns[0]) if key else None
            if first is not None:
                keys[name] = first.type
    for listing in listings:
        for column in listing.columns:
            open_type = column.words.assumed or column.words.loose
            if open_type and column.words.reference is not None:
                table, named = column.words.reference
                found = types.get((bare(table), bare(named))) if named else None
                found = found or keys.get(bare(table), column.words.type)
                column.words.type = _COUNTED.get(found.lower(), found)

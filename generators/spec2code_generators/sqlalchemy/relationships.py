"""Relationships: one for each foreign key between two classes, and its counterpart on the other side."""

from __future__ import annotations

import re
from collections import Counter

from spec2code.codegen.python import identifier, string_literal, unique
from spec2code.model.records import dataclass, field
from spec2code.model.schema import ForeignKey, Name, Table
from spec2code_generators.sqlalchemy.catalog import Catalog, Target
from spec2code_generators.sqlalchemy.naming import (
    ATTRIBUTE_TYPES,
    singular_name,
)

__all__ = ["Relationship", "relationships"]

_ROLE = re.compile(r"(.+?)(?:_id|_uuid|_fk|_key|Id)\Z")
_RESERVED = ATTRIBUTE_TYPES | {"metadata", "registry"}


@dataclass(frozen=True, slots=True)
class Relationship:
    attribute: str
    target: Target
    many: bool = False
    optional: bool = False
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class _Link:
    """A foreign key between two classes."""

    table: Table
    key: ForeignKey
    source: Target
    target: Target
    forward: str = ""
    backward: str = ""
    viewonly: bool = False
    ambiguous: bool = False
    single: bool = False


@dataclass(slots=True)
class _Names:
    """The attributes of each class so far."""

    used: dict[Name, set[str]] = field(default_factory=dict)

    def take(self, table: Name, candidates: list[str]) -> str:
        used = self.used.setdefault(table, set())
        made = [identifier(name, reserved=_RESERVED) for name in candidates]
        chosen = next((name for name in made if name not in used), None) or unique(made[-1], used)
        used.add(chosen)
        return chosen


def relationships(catalog: Catalog) -> dict[Name, list[Relationship]]:
    """The relationships of every class that is generated, in the order of the foreign keys."""
    links = _links(catalog)
    names = _Names(
        {
            table.name: set(catalog.attributes(catalog.columns_with_inherited(table)).values())
            for feature in catalog.features
            for table in feature.tables
        }
    )
    pairs = Counter((link.table.name, link.key.target) for link in links)
    for link in links:
        target = link.key.target
        reverse = pairs[target, link.table.name] if target != link.table.name else 0
        link.ambiguous = pairs[link.table.name, target] + reverse > 1
        link.forward = names.take(link.table.name, _forward_names(link))
    for link in links:
        if link.target.own:
            alone = pairs[link.table.name, link.key.target] == 1
            link.backward = names.take(link.key.target, _backward_names(link, alone))
    found: dict[Name, list[Relationship]] = {}
    for link in links:
        found.setdefault(link.table.name, []).append(_forward(link, catalog))
    for link in links:
        if link.backward:
            found.setdefault(link.key.target, []).append(_backward(link, catalog))
    return found


def _links(catalog: Catalog) -> list[_Link]:
    links: list[_Link] = []
    for feature in catalog.features:
        for plain in feature.tables:
            source = catalog.classes.get(plain.name)
            if source is None:
                continue
            table = catalog.columns_with_inherited(plain)
            written: set[str] = set()
            own: dict[ForeignKey, _Link] = {}
            for key in sorted(table.foreign_keys, key=lambda key: len(key.columns)):
                target = catalog.classes.get(key.target)
                if target is None:
                    continue
                link = _Link(table, key, source, target)
                link.viewonly = not written.isdisjoint(key.columns)
                written.update(key.columns)
                link.single = _is_unique(table, key.columns)
                own[key] = link
            links += [own[key] for key in dict.fromkeys(table.foreign_keys) if key in own]
    return links


def _is_unique(table: Table, columns: tuple[str, ...]) -> bool:
    wanted = set(columns)
    if table.primary_key and set(table.primary_key.columns) == wanted:
        return True
    if any(set(item.columns) == wanted for item in table.uniques):
        return True
    return any(
        item.unique and item.where is None and {key.column for key in item.keys} == wanted
        for item in table.indexes
    )


def _forward_names(link: _Link) -> list[str]:
    target = singular_name(link.key.target.name)
    if len(link.key.columns) > 1:
        return [target, f"{target}_row"]
    match = _ROLE.match(link.key.columns[0])
    role = match[1] if match else target
    return [role, *([f"{role}_{target}"] if role != target else []), f"{role}_row"]


def _backward_names(link: _Link, alone: bool) -> list[str]:
    noun = link.table.name.name
    if link.single:
        noun = singular_name(noun)
    if link.table.name == link.key.target:
        plain = "children" if link.forward == "parent" else f"{link.forward}_{noun}"
        return [plain, f"{noun}_by_{link.forward}"]
    if alone:
        return [noun, f"{noun}_by_{link.forward}"]
    return [f"{link.forward}_{noun}", f"{noun}_by_{link.forward}"]


def _forward(link: _Link, catalog: Catalog) -> Relationship:
    table, key = link.table, link.key
    options: list[str] = []
    if link.backward:
        options.append(f"back_populates={string_literal(link.backward)}")
    if link.ambiguous:
        options.append(f"foreign_keys={_attributes(link, catalog)}")
    if table.name == key.target:
        attributes = catalog.attributes(table)
        remote = [attributes.get(name, name) for name in catalog.target_columns(key)]
        options.append(f"remote_side={_references(link.source.name, remote)}")
    if link.viewonly:
        options.append("viewonly=True")
    columns = [table.column(name) for name in key.columns]
    primary = table.primary_key.columns if table.primary_key else ()
    optional = any(item.nullable and item.name not in primary for item in columns if item)
    return Relationship(link.forward, link.target, optional=optional, options=tuple(options))


def _backward(link: _Link, catalog: Catalog) -> Relationship:
    options = [f"back_populates={string_literal(link.forward)}"]
    if link.ambiguous:
        options.append(f"foreign_keys={_attributes(link, catalog)}")
    if link.viewonly:
        options.append("viewonly=True")
    else:
        options += _deletion(link)
    return Relationship(
        link.backward, link.source, many=not link.single, optional=True, options=tuple(options)
    )


def _deletion(link: _Link) -> list[str]:
    """What the database does by itself when the row is deleted is left to it."""
    action = (link.key.on_delete or "").upper()
    if action == "CASCADE":
        return ['cascade="all, delete"', "passive_deletes=True"]
    if action.startswith("SET"):
        return ["passive_deletes=True"]
    nullable = any(
        column.nullable for name in link.key.columns if (column := link.table.column(name))
    )
    return [] if nullable else ['passive_deletes="all"']


def _attributes(link: _Link, catalog: Catalog) -> str:
    attributes = catalog.attributes(link.table)
    return _references(link.source.name, [attributes[name] for name in link.key.columns])


def _references(class_name: str, attributes: list[str]) -> str:
    listed = [f"{class_name}.{name}" for name in attributes]
    return string_literal(listed[0] if len(listed) == 1 else f"[{', '.join(listed)}]")

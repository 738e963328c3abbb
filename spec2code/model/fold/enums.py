"""Enums, and the columns that follow when a type is renamed."""

from __future__ import annotations

from spec2code.model.fold.cascades import drop_users
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.retyped import retype
from spec2code.model.identifiers import mentioned, quote_name
from spec2code.model.records import replace
from spec2code.model.schema import Enum, Expression, Name
from spec2code.model.statements import (
    AddEnumValue,
    CreateEnum,
    DropEnum,
    RenameEnumValue,
    RenameType,
    SetEnumValues,
)

__all__ = ["add_value", "create", "drop", "rename_type", "rename_value", "set_values"]


def create(draft: Draft, statement: CreateEnum) -> None:
    enum = statement.enum
    present = draft.enums.get(enum.name)
    earlier = draft.created_enums.get(enum.name)
    if present is not None and not draft.ensure:
        if not statement.if_not_exists:
            draft.problem("type-twice", f"type `{enum.name}` is there already", present.span)
        return
    if earlier is not None and earlier.labels != enum.labels and enum.name in draft.enums:
        draft.problem("type-twice", f"type `{enum.name}` is created twice", earlier.span)
    if present is not None and present.comment is not None and enum.comment is None:
        enum = replace(enum, comment=present.comment)
    draft.enums[enum.name] = enum
    draft.created_enums[enum.name] = enum


def drop(draft: Draft, statement: DropEnum) -> None:
    name = statement.name
    found = draft.enums.pop(name, None) or draft.objects.pop(("type", name, None, ""), None)
    draft.created_enums.pop(name, None)
    if found is None:
        if not (statement.if_exists or draft.ensure):
            draft.problem("type-unknown", f"type `{name}` is not there to be dropped")
        return
    if statement.cascade:
        drop_users(draft, "type", name)


def _enum(draft: Draft, name: Name) -> Enum | None:
    enum = draft.enums.get(name)
    if enum is None:
        draft.problem("type-unknown", f"type `{name}` is not created anywhere before it is altered")
    return enum


def add_value(draft: Draft, statement: AddEnumValue) -> None:
    enum = _enum(draft, statement.name)
    if enum is None:
        return
    labels, value = list(enum.labels), statement.value
    if value in labels:
        if not (statement.if_not_exists or draft.ensure):
            draft.problem(
                "label-twice", f"type `{enum.name}` has the label `{value}` already", enum.span
            )
        return
    neighbour = statement.before if statement.before is not None else statement.after
    if neighbour is None:
        labels.append(value)
    elif neighbour not in labels:
        draft.problem("label-unknown", f"type `{enum.name}` has no label `{neighbour}`", enum.span)
        labels.append(value)
    else:
        labels.insert(labels.index(neighbour) + (statement.before is None), value)
    span = enum.span if draft.ensure else statement.span or enum.span
    draft.enums[enum.name] = replace(enum, labels=tuple(labels), span=span)


def rename_value(draft: Draft, statement: RenameEnumValue) -> None:
    enum = _enum(draft, statement.name)
    if enum is None:
        return
    if statement.value not in enum.labels:
        if not (draft.ensure and statement.new_value in enum.labels):
            draft.problem(
                "label-unknown", f"type `{enum.name}` has no label `{statement.value}`", enum.span
            )
        return
    labels = (statement.new_value if label == statement.value else label for label in enum.labels)
    draft.enums[enum.name] = replace(enum, labels=tuple(labels))
    _rename_in_tables(draft, quote_name(enum.name), statement.value, statement.new_value)


def _rename_in_tables(draft: Draft, type: str, old: str, new: str) -> None:
    """Defaults and checks of columns of the type hold its labels, not their names, and so follow."""
    before, after = (f"'{label.replace(chr(39), chr(39) * 2)}'" for label in (old, new))

    def followed(value: Expression) -> Expression:
        return Expression(value.text.replace(before, after), value.key.replace(before, after))

    for table in list(draft.tables.values()):
        others = {column.name for column in table.columns if column.type != type}
        if len(others) == len(table.columns):
            continue
        columns = tuple(
            (
                replace(column, default=followed(column.default))
                if column.type == type and column.default is not None
                else column
            )
            for column in table.columns
        )
        checks = tuple(
            (
                check
                if mentioned(check.expression.key) & others
                else replace(check, expression=followed(check.expression))
            )
            for check in table.checks
        )
        draft.put(replace(table, columns=columns, checks=checks))


def set_values(draft: Draft, statement: SetEnumValues) -> None:
    enum = _enum(draft, statement.name)
    if enum is not None:
        draft.enums[enum.name] = replace(enum, labels=statement.labels)


def rename_type(draft: Draft, statement: RenameType) -> None:
    old, new = statement.name, statement.new_name
    enum = draft.enums.pop(old, None)
    if enum is not None:
        draft.enums[new] = replace(enum, name=new)
        draft.created_enums.pop(old, None)
    elif not _rename_object(draft, old, new):
        if draft.ensure and new in draft.enums:
            return
        draft.problem("type-unknown", f"type `{old}` is not there to be renamed")
    retype(draft, old, new)


def _rename_object(draft: Draft, old: Name, new: Name) -> bool:
    for kind in ("type", "domain"):
        item = draft.objects.pop((kind, old, None, ""), None)
        if item is not None:
            item = replace(item, name=new)
            draft.objects[item.identity] = item
            return True
    return False

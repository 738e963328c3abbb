"""Lays a field table over the shape of an example: the table wins, contradictions are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    AnyShape,
    ArrayShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    Missing,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    is_nullable,
    nullable,
    without_null,
)
from spec2code.model.span import Span
from spec2code.spec.fitted_shapes import fitted, lends_form
from spec2code.spec.merge_shapes import NULL_IN_EXAMPLE
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.validation import Rules

__all__ = ["breaks_rule", "merge", "type_word"]


class Row(Protocol):
    """What a row of a field table says."""

    @property
    def path(self) -> tuple[str, ...]: ...
    @property
    def shape(self) -> Shape: ...
    @property
    def required(self) -> bool | None: ...
    @property
    def default(self) -> JsonValue | Missing: ...
    @property
    def description(self) -> str | None: ...
    @property
    def span(self) -> Span | None: ...
    @property
    def rules(self) -> tuple[Rules, ...]: ...


class RowTable(Protocol):
    """A field table: its rows, and whether it has a column that says what is required."""

    @property
    def rows(self) -> Sequence[Row]: ...
    @property
    def states_required(self) -> bool: ...
    @property
    def states_type(self) -> bool: ...


@dataclass(slots=True)
class _Node:
    """The rows of a table as a tree."""

    row: Row | None = None
    children: dict[str, _Node] = field(default_factory=dict)

    def at(self, path: tuple[str, ...]) -> _Node:
        node = self
        for part in path:
            node = node.children.setdefault(part, _Node())
        return node


def merge(
    shape: Shape | None, table: RowTable, *, only_existing: bool = False
) -> tuple[Shape, list[Diagnostic]]:
    """The shape as the table has it, and what in the example contradicts it.

    Args:
        shape: of the example; None when there is none.
        table: the rows.
        only_existing: rules that are stated apart from a body (`Data Validation`): rows for fields that the
            shape doesn't have are left alone, and so are fields without a row.
    """
    root = _Node()
    for row in table.rows:
        root.at(row.path).row = row
    merger = _Merger(table, only_existing, bare=shape is None)
    if root.children.keys() == {"[]"}:
        # `[].name`: the body is a list, and the rows are about its items.
        if shape is None:
            return merger.list_of(root), merger.diagnostics
        root = root.children["[]"]
    if shape is None:
        return merger.object(ObjectShape(fields=()), root), merger.diagnostics
    return merger.envelope(shape, root), merger.diagnostics


class _Merger:
    def __init__(self, table: RowTable, only_existing: bool, *, bare: bool) -> None:
        self.table = table
        self.only_existing = only_existing
        self.bare = bare
        self.diagnostics: list[Diagnostic] = []

    def envelope(self, shape: Shape, root: _Node) -> Shape:
        """Merge where the fields are: at the root, in the items of an array, or inside an envelope."""
        if isinstance(shape, ArrayShape):
            return replace(shape, items=self.envelope(shape.items, root))
        if isinstance(shape, MapShape) and shape.values == ANY and not self.only_existing:
            return self.object(ObjectShape(fields=(), span=shape.span), root)
        if not isinstance(shape, ObjectShape):
            return shape
        names = {item.name for item in shape.fields}
        if not names & root.children.keys():
            inner = self._enveloped(shape, root)
            if inner is not None:
                changed = replace(inner, shape=self.envelope(inner.shape, root))
                return replace(
                    shape, fields=tuple(changed if item is inner else item for item in shape.fields)
                )
            if self.only_existing:
                return shape
        return self.object(shape, root)

    def list_of(self, root: _Node) -> Shape:
        """An array that only rows describe."""
        return self._below(ArrayShape(items=ANY), root)

    def _enveloped(self, shape: ObjectShape, root: _Node) -> Field | None:
        """The one field whose object, or array of objects, has most of the names of the table."""
        best: tuple[int, Field] | None = None
        for item in shape.fields:
            inner: Shape = without_null(item.shape)
            if isinstance(inner, ArrayShape):
                inner = without_null(inner.items)
            if isinstance(inner, ObjectShape):
                shared = len({f.name for f in inner.fields} & root.children.keys())
                if shared and (best is None or shared > best[0]):
                    best = shared, item
        return best[1] if best else None

    def object(self, shape: ObjectShape, node: _Node, *, top: bool = True) -> Shape:
        fields: list[Field] = []
        for item in shape.fields:
            below = node.children.get(item.name)
            if below is not None:
                fields.append(self._field(item, below))
                continue
            if not self.only_existing and top and item.required and len(node.children) > 1:
                self._tell(
                    "A162", f"`{item.name}` is in the example but not in the table", item.span
                )
                item = replace(item, required=False)
            fields.append(item)
        known = {item.name for item in shape.fields}
        # Without an example nothing tells which rows lie inside; with paths in it, a table says so itself.
        flat = top and not self.bare and not any(row.children for row in node.children.values())
        if not self.only_existing:
            for name, below in node.children.items():
                if name not in known and name != "[]":
                    at = _holder(fields, name) if flat else None
                    if at is None or not _behind(node, fields[at].name, name):
                        fields.append(self._added(name, below))
                    else:
                        # The rows go on inside: `data`, and then the fields of `data`.
                        inner = _Node(children={name: below})
                        fields[at] = replace(
                            fields[at], shape=self._inside(fields[at].shape, inner)
                        )
        return replace(shape, fields=tuple(fields))

    def _inside(self, shape: Shape, node: _Node) -> Shape:
        """The object, or the items of the list, with one row laid over its field of that name."""
        if isinstance(shape, ArrayShape):
            return replace(shape, items=self._inside(shape.items, node))
        if not isinstance(shape, ObjectShape):
            return shape
        name = next(iter(node.children))
        if any(item.name == name for item in shape.fields):
            return self.object(shape, node, top=False)
        at = _holder(shape.fields, name)
        if at is None:
            return shape
        held = replace(shape.fields[at], shape=self._inside(shape.fields[at].shape, node))
        return replace(shape, fields=(*shape.fields[:at], held, *shape.fields[at + 1 :]))

    def _added(self, name: str, node: _Node) -> Field:
        row = node.row
        shape = self._below(row.shape if row else ANY, node)
        required = self._required(row, True)
        if required and not self.bare:
            place = row.span if row else None
            self._tell("A161", f"`{name}` is in the table but not in the example", place)
        return Field(
            name,
            shape,
            required=required,
            default=row.default if row else MISSING,
            description=row.description if row else None,
            shown=row is None,
            span=row.span if row else None,
        )

    def _field(self, item: Field, node: _Node) -> Field:
        row = node.row
        if row is None:
            return replace(item, shape=self._below(item.shape, node))
        shape = self._reconciled(item, row)
        return replace(
            item,
            shape=self._below(shape, node),
            required=self._required(row, item.required),
            default=row.default if row.default is not MISSING else item.default,
            description=row.description or item.description,
            shown=item.shown and isinstance(row.shape, AnyShape),
            form_shown=item.shown and lends_form(row.shape, item.shape),
            unmarked=item.unmarked or (item.shown and row.required is None),
        )

    def _required(self, row: Row | None, otherwise: bool) -> bool:
        if row is None:
            return otherwise
        if row.required is not None:
            return row.required
        if row.default is not MISSING:
            return False
        return otherwise and not (self.table.states_required and not self.only_existing)

    def _below(self, shape: Shape, node: _Node) -> Shape:
        """The shape with the rows below it: fields of an object, of the items of an array."""
        if not node.children:
            return shape
        inner = without_null(shape)
        if isinstance(inner, ArrayShape):
            items = node.children.get("[]", node)
            changed: Shape = replace(inner, items=self._below(_open(inner.items), items))
            if items is not node and items.row is not None and not items.children:
                changed = replace(inner, items=items.row.shape)
        elif "[]" in node.children:
            items = node.children["[]"]
            start: Shape = items.row.shape if items.row else ANY
            changed = ArrayShape(
                items=self._below(_open(start), items) if items.children else start
            )
        else:
            opened = _open(inner)
            if not isinstance(opened, ObjectShape):
                return shape
            changed = self.object(opened, node, top=False)
        return nullable(changed) if is_nullable(shape) else changed

    def _reconciled(self, item: Field, row: Row) -> Shape:
        """The type of the table, with what only the example knows."""
        shown, stated = item.shape, row.shape
        if isinstance(stated, AnyShape):
            for rules in row.rules:
                shown, _ = apply_rules(shown, rules)
            return shown
        if isinstance(shown, AnyShape):
            return nullable(stated) if shown.reason == NULL_IN_EXAMPLE else stated
        with_null = is_nullable(stated) or is_nullable(shown)
        inner, example = without_null(stated), without_null(shown)
        found = fitted(inner, example)
        if found is None:
            message = f"`{item.name}` is {type_word(inner)} in the table, {type_word(example)} in the example"
            self._tell("A160", message, item.span, row.span)
            found = replace(inner, span=example.span)
        for value in example.examples[:1]:
            if broken := breaks_rule(found, value):
                message = f"the example value of `{item.name}` breaks a rule of the table: {broken}"
                self._tell("A165", message, item.span, row.span)
        return nullable(found) if with_null else found

    def _tell(self, code: str, message: str, span: Span | None, other: Span | None = None) -> None:
        self.diagnostics.append(diagnostic(code, message, span, other=other))


def _open(shape: Shape) -> Shape:
    """An object of unknown content can take on fields."""
    if isinstance(shape, AnyShape) or (isinstance(shape, MapShape) and shape.values == ANY):
        return ObjectShape(fields=(), span=shape.span)
    return shape


def type_word(shape: Shape) -> str:
    if isinstance(shape, NumberShape):
        return "an integer" if shape.integer else "a number"
    if isinstance(shape, StringShape):
        return f"a string ({shape.format})" if shape.format else "a string"
    names = {
        "BooleanShape": "a boolean",
        "ArrayShape": "an array",
        "ObjectShape": "an object",
        "MapShape": "an object",
        "EnumShape": "an enumeration",
        "NullShape": "null",
    }
    return names.get(type(shape).__name__, "another type")


def breaks_rule(shape: Shape, value: JsonValue) -> str | None:
    """Which rule of the shape a value breaks, in words; None when none is seen to be broken."""
    match shape:
        case EnumShape():
            if value not in shape.values and not _is_placeholder(value):
                return f"it is none of {', '.join(str(v) for v in shape.values[:8])}"
        case StringShape() if isinstance(value, str):
            if shape.max_length is not None and len(value) > shape.max_length:
                return f"it is longer than {shape.max_length}"
            if shape.min_length is not None and len(value) < shape.min_length:
                if not _is_placeholder(value):
                    return f"it is shorter than {shape.min_length}"
        case NumberShape() if isinstance(value, (int, float)) and not isinstance(value, bool):
            low = shape.minimum if shape.minimum is not None else shape.exclusive_minimum
            high = shape.maximum if shape.maximum is not None else shape.exclusive_maximum
            if low is not None and value < low:
                return f"it is less than {low}"
            if high is not None and value > high:
                return f"it is greater than {high}"
    return None


def _is_placeholder(value: JsonValue) -> bool:
    return isinstance(value, str) and (value in ("", "string", "...", "…") or value[:1] in "<{[")


def _holder(fields: Sequence[Field], name: str) -> int | None:
    """The one field whose object or list has a field of that name somewhere inside; None where several or none do."""
    found = [index for index, item in enumerate(fields) if _has_inside(item.shape, name)]
    return found[0] if len(found) == 1 else None


def _behind(node: _Node, holder: str, name: str) -> bool:
    """Whether the row stands behind that of the field which holds it."""
    order = list(node.children)
    return holder in node.children and order.index(holder) < order.index(name)


def _has_inside(shape: Shape, name: str, depth: int = 0) -> bool:
    if isinstance(shape, ArrayShape):
        return _has_inside(shape.items, name, depth)
    if not isinstance(shape, ObjectShape) or depth > _DEEPEST:
        return False
    return any(
        item.name == name or _has_inside(item.shape, name, depth + 1) for item in shape.fields
    )


_DEEPEST = 6

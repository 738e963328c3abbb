"""Two shapes compared: what the spec says of a JSON value, and what the code's model makes of it.

A spec often shows an example where the code states a type, so a code shape that is *narrower in form*
(a uuid where the spec shows a string) is no difference; one that is of another kind is. What the code
leaves open (Any, a bare dict) can't be judged and isn't. The policy is written down in docs/drift.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.diagnostics import Severity
from spec2code.drift.delta import MAY_REPEAT, NO_LIMIT, Delta, Place, limit
from spec2code.drift.describe import shape_text
from spec2code.drift.names import similar, words_of
from spec2code.drift.references import resolved
from spec2code.drift.scalars import compare_kinds, compare_numbers, compare_strings
from spec2code.drift.shown import is_mere_text, only_shown, shows_whole_number, states_form
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    Definitions,
    EnumShape,
    Field,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    without_null,
)
from spec2code.model.span import Span

__all__ = ["Delta", "Shapes", "compare_shapes"]


@dataclass(frozen=True, slots=True)
class Shapes:
    """What both sides know: the shapes that references name, and whether a request or a response is compared."""

    spec: Definitions
    code: Definitions
    request: bool
    partial: bool = False
    """The body of a PATCH: that an example shows a field doesn't say that it may be left out."""
    error: bool = False
    """One error of a model that others share: what that model may leave out, others say and this one doesn't."""


def compare_shapes(
    spec: Shape, code: Shape, shapes: Shapes, *, spec_at: Span | None, code_at: Span | None
) -> list[Delta]:
    """Every difference between the shape that the spec gives and the one that the code has."""
    place = Place("", None, spec_at, code_at)
    found = _compare(spec, code, shapes, place, frozenset())
    return list(found if shapes.request else map(_answered, found))


def _answered(delta: Delta) -> Delta:
    """A limit that no model of an answer repeats is kept by what made the value, and refuses nothing."""
    if delta.aspect == "constraint" and delta.code in (NO_LIMIT, MAY_REPEAT):
        return replace(delta, severity=Severity.INFO)
    return delta


def _compare(
    spec: Shape, code: Shape, shapes: Shapes, place: Place, seen: frozenset[tuple[int, int]]
) -> Iterator[Delta]:
    spec, code = resolved(spec, shapes.spec), resolved(code, shapes.code)
    pair = (id(spec), id(code))
    if pair in seen or isinstance(spec, AnyShape) or isinstance(code, AnyShape):
        return
    if _nullable(spec, shapes.spec) != _nullable(code, shapes.code) and place.path:
        said = {True: "nullable", False: "not nullable"}
        spec_null, code_null = _nullable(spec, shapes.spec), _nullable(code, shapes.code)
        if not (isinstance(spec, NullShape) or isinstance(code, NullShape)):
            # Neither a request that also takes null nor a response that is never null breaks anything.
            mild = Severity.WARNING if shapes.request == code_null else None
            yield place.delta("nullable", said[spec_null], said[code_null], mild)
    spec, code = without_null(spec), without_null(code)
    spec, code = resolved(spec, shapes.spec), resolved(code, shapes.code)
    if isinstance(spec, NullShape | AnyShape) or isinstance(code, AnyShape):
        return
    if isinstance(spec, UnionShape) or isinstance(code, UnionShape):
        yield from _compare_unions(spec, code, shapes, place, seen | {pair})
    else:
        yield from _compare_kinds(spec, code, shapes, place, seen | {pair})


def _nullable(shape: Shape, definitions: Definitions) -> bool:
    if isinstance(shape, UnionShape):
        return any(isinstance(resolved(item, definitions), NullShape) for item in shape.options)
    return is_nullable(shape)


def _options(shape: Shape, definitions: Definitions) -> list[Shape]:
    if isinstance(shape, UnionShape):
        return [
            each
            for option in shape.options
            for each in _options(resolved(option, definitions), definitions)
        ]
    return [shape]


def _compare_unions(
    spec: Shape, code: Shape, shapes: Shapes, place: Place, seen: frozenset[tuple[int, int]]
) -> Iterator[Delta]:
    """Each option of the spec must fit one of the code; with one option a side, the differences are told."""
    spec_options = _options(spec, shapes.spec)
    code_options = _options(code, shapes.code)
    if any(isinstance(option, AnyShape) for option in (*spec_options, *code_options)):
        return
    for option in spec_options:
        results = [list(_compare(option, other, shapes, place, seen)) for other in code_options]
        if not results or not any(not found for found in results):
            same_kind = [
                found
                for found in results
                if not any(delta.aspect == "type" and delta.path == place.path for delta in found)
            ]
            if len(same_kind) == 1:
                yield from same_kind[0]
            elif not same_kind:
                yield place.delta("type", shape_text(spec), shape_text(code))
                return
    if shapes.request:
        return  # a request that takes more than the spec says refuses nobody
    for other in code_options:
        if all(list(_compare(option, other, shapes, place, seen)) for option in spec_options):
            alike = any(
                not any(delta.aspect == "type" and delta.path == place.path for delta in found)
                for option in spec_options
                for found in [list(_compare(option, other, shapes, place, seen))]
            )
            if not alike:
                yield place.delta("option", shape_text(spec), shape_text(code))
                return


def _compare_kinds(
    spec: Shape, code: Shape, shapes: Shapes, place: Place, seen: frozenset[tuple[int, int]]
) -> Iterator[Delta]:
    match spec, code:
        case ObjectShape(), ObjectShape():
            yield from _compare_objects(spec, code, shapes, place, seen)
        case ObjectShape() | MapShape(), MapShape():
            values = spec.values if isinstance(spec, MapShape) else None
            if values is not None:
                yield from _compare(values, code.values, shapes, place, seen)
        case MapShape(), ObjectShape():
            return
        case ArrayShape(), ArrayShape():
            yield from _compare_arrays(spec, code, shapes, place, seen)
        case EnumShape(), EnumShape():
            if (told := set(spec.values)) != (known := set(code.values)):
                # A request that takes more refuses nobody, a response that knows fewer surprises nobody.
                mild = (
                    Severity.WARNING if (told < known if shapes.request else known < told) else None
                )
                said = shape_text(spec), shape_text(code)
                yield place.delta("values", *said, mild, code_at=code.span)
        case StringShape(), StringShape():
            yield from compare_strings(spec, code, place)
        case NumberShape(), NumberShape():
            yield from compare_numbers(spec, code, place, request=shapes.request)
        case BooleanShape(), BooleanShape():
            return
        case _:
            yield from compare_kinds(spec, code, place)


def _compare_arrays(
    spec: ArrayShape,
    code: ArrayShape,
    shapes: Shapes,
    place: Place,
    seen: frozenset[tuple[int, int]],
) -> Iterator[Delta]:
    for what, old, new in (
        ("at least {} items", code.min_items, spec.min_items),
        ("at most {} items", code.max_items, spec.max_items),
    ):
        if new is not None and old != new:
            yield place.delta("constraint", what.format(new), limit(what, old))
    if spec.unique and not code.unique:
        yield place.delta("constraint", "each item once", MAY_REPEAT)
    inner = Place(f"{place.path}[]", place.owner, place.spec_at, place.code_at)
    yield from _compare(spec.items, code.items, shapes, inner, seen)


def _compare_objects(
    spec: ObjectShape,
    code: ObjectShape,
    shapes: Shapes,
    place: Place,
    seen: frozenset[tuple[int, int]],
) -> Iterator[Delta]:
    if not code.fields and not code.closed and (code.name is None or code.additional is not None):
        return  # `object` and the like: nothing is said of what is in it
    owner = code.name.rsplit(".", 1)[-1] if code.name else None
    if shapes.request and spec.additional is not None and code.closed:
        at = Place(place.path, owner, spec.span or place.spec_at, code.span or place.code_at)
        yield at.delta("constraint", "further fields", "no further fields")
    if _names_model(spec, owner):
        return
    has, own = _fields(spec, code, request=shapes.request)
    taken = {id(item) for item in has.values()}
    missing = [
        item
        for item in spec.fields
        if item.name not in has and not (item.read_only if shapes.request else item.write_only)
    ]
    extra = [item for item in own if id(item) not in taken]
    renamed = _renames(missing, extra, shapes)
    for item in missing:
        at = Place(
            _join(place.path, owner, item.name),
            owner,
            item.span or spec.span or place.spec_at,
            code.span or place.code_at,
        )
        if item.name in renamed:
            other = renamed[item.name]
            at = Place(at.path, owner, at.spec_at, other.span or at.code_at)
            yield at.delta("renamed", item.name, other.name)
            if _spelled(item, other) and not shapes.error:
                yield from _compare(item.shape, other.shape, shapes, at, seen)
        elif code.additional is None or code.closed:
            yield at.delta(
                "missing", shape_text(item.shape), None, None if item.required else Severity.WARNING
            )
    gone = {item.name for item in renamed.values()}
    for item in extra:
        left_open = shapes.error and not item.required
        more = spec.additional is not None or spec.elided
        if item.name not in gone and not more and not left_open:
            at = Place(
                _join(place.path, owner, item.name),
                owner,
                spec.span or place.spec_at,
                item.span or code.span or place.code_at,
            )
            severity = Severity.ERROR if shapes.request and item.required else None
            if shapes.partial and not item.required and all(field.shown for field in spec.fields):
                severity = Severity.INFO  # an example of some of what may be changed
            yield at.delta("extra", None, shape_text(item.shape), severity)
    for item in spec.fields:
        if item.name in has:
            yield from _compare_fields(item, has[item.name], spec, code, shapes, place, seen)


def _names_model(spec: ObjectShape, owner: str | None) -> bool:
    """Whether braces hold no field but say which thing it is: `-> {user}` of a `UserResponse`."""
    if owner is None or len(spec.fields) != 1 or spec.additional is not None:
        return False
    only = spec.fields[0]
    bare = isinstance(only.shape, AnyShape) and not only.shown
    return bare and only.name in words_of(owner)


def _fields(
    spec: ObjectShape, code: ObjectShape, *, request: bool
) -> tuple[dict[str, Field], list[Field]]:
    """The code's field for each of the spec's, by the spec's name, and all fields that this direction has.

    What is only read isn't in a response, what is only written isn't in a request, and a request may have several
    names for one field.
    """
    own = [item for item in code.fields if not (item.read_only if request else item.write_only)]
    if not request:
        own = [
            replace(item, shape=item.response_shape) if item.response_shape else item
            for item in own
        ]
    by_name: dict[str, Field] = {}
    for item in own:
        names = item.request_names if request and item.request_names else (item.name,)
        by_name.update({name: item for name in names if name not in by_name})
    found = {item.name: by_name[item.name] for item in spec.fields if item.name in by_name}
    return found, own


def _join(path: str, owner: str | None, name: str) -> str:
    """A field is told by its class where that has a name, else by the way that leads to it."""
    if owner:
        return name
    return f"{path}.{name}" if path else name


def _compare_fields(
    wanted: Field,
    has: Field,
    spec: ObjectShape,
    code: ObjectShape,
    shapes: Shapes,
    place: Place,
    seen: frozenset[tuple[int, int]],
) -> Iterator[Delta]:
    owner = code.name.rsplit(".", 1)[-1] if code.name else None
    at = Place(
        _join(place.path, owner, wanted.name),
        owner,
        wanted.span or spec.span or place.spec_at,
        has.span or code.span or place.code_at,
    )
    said = {True: "required", False: "optional"}
    unsaid = shapes.partial and wanted.shown and not wanted.required
    if wanted.required != has.required and shapes.request and not unsaid:
        # That an example shows a field doesn't say that a request without it is refused.
        mild = Severity.INFO if wanted.required and only_shown(wanted, spec) else None
        yield at.delta("required", said[wanted.required], said[has.required], mild)
    if wanted.default is not MISSING and has.default is not MISSING:
        spelled = not wanted.default and has.default == repr(wanted.default)  # `{}` in a text
        if wanted.default != has.default and not spelled:
            yield at.delta("default", repr(wanted.default), repr(has.default))
    for delta in _compare(wanted.shape, has.shape, shapes, at, seen):
        by_value = wanted.shown or wanted.form_shown
        if by_value and delta.aspect == "format" and not states_form(wanted):
            if is_mere_text(delta):
                continue
            if delta.severity is Severity.WARNING:
                delta = replace(delta, severity=Severity.INFO)  # one value of a form
        if wanted.shown and delta.path == at.path and shows_whole_number(wanted.shape, delta):
            if shapes.request or not any(without_null(wanted.shape).examples):
                continue
        if wanted.shown and delta.aspect == "option":
            continue  # an example shows one of the values
        if delta.aspect == "nullable" and delta.path == at.path:
            if _only_optional(wanted, has, shapes):
                continue
            if wanted.may_be_null and delta.code == "nullable" and not shapes.request:
                continue
            if delta.code == "nullable" and only_shown(wanted, spec):
                delta = replace(delta, severity=_BESIDE_NULL[wanted.shown])
        yield delta


_BESIDE_NULL = {True: Severity.INFO, False: Severity.WARNING}


def _only_optional(wanted: Field, has: Field, shapes: Shapes) -> bool:
    """`X | None = None` is how code says optional: null is then no statement of its own, nor if the spec has it."""
    return not has.required and (shapes.request or shapes.error or not wanted.required)


def _renames(missing: list[Field], extra: list[Field], shapes: Shapes) -> dict[str, Field]:
    """Fields of the spec that seem to have another name in the code: same shape, similar name or nothing else left.

    A model that errors share has fields of other errors, which may be left out: of those only a similar name tells.
    """
    renamed: dict[str, Field] = {}
    free = list(extra)
    own = [other for other in extra if other.required or not shapes.error]
    for item in missing:
        near = [other for other in free if _spelled(item, other)]
        alike = [
            other
            for other in free
            if not compare_shapes(item.shape, other.shape, shapes, spec_at=None, code_at=None)
            and (item.required == other.required or shapes.error)
        ]
        near = near or [other for other in alike if similar(item.name, other.name)]
        if len(near) != 1 and len(missing) == len(own) == 1:
            near = [other for other in alike if other in own]
        if len(near) == 1:
            renamed[item.name] = near[0]
            free.remove(near[0])
    return renamed


def _spelled(one: Field, other: Field) -> bool:
    """Whether two names are one in another spelling: `voteType` and `vote_type`."""
    return words_of(one.name) == words_of(other.name)

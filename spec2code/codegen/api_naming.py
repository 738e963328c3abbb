"""The class names of one module: who wants which, who gets it, and the shapes with names in place of objects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from spec2code.codegen.api_operations import singular
from spec2code.codegen.api_parts import SharedParts, kept, objects, siblings
from spec2code.codegen.api_roles import Want, payload, rows
from spec2code.codegen.names import class_name, identifier, words
from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    ANY,
    AnyShape,
    ArrayShape,
    EnumShape,
    Field,
    MapShape,
    NullShape,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
    nullable,
    without_null,
)
from spec2code.model.span import Span

__all__ = ["RESERVED", "ModuleNames", "attribute_name"]

_RESERVED_TEXT: Final = """
    Annotated Any AnyUrl AwareDatetime BaseModel CamelModel ConfigDict Decimal DecimalText EmailStr WithJsonSchema ErrorCode Field
    IPv4Address IPv6Address Literal NaiveDatetime RootModel SecretStr StrEnum UUID Base64Bytes
    BeforeValidator Generic JsonNumber JsonText PydanticCustomError SessionDep SkipJsonSchema TimeOfDay StrictBool StrictFloat T TypeVar
    APIRouter Body Cookie Depends FastAPI File Form HTTPException Header Path Query Request Response
    Security UploadFile JSONResponse FileResponse StreamingResponse PlainTextResponse HTMLResponse
    """
RESERVED: Final = frozenset(_RESERVED_TEXT.split())
_ATTRIBUTE_TEXT: Final = """
    construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate model_computed_fields model_config model_construct model_copy
    model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings register
"""
_ATTRIBUTES: Final = frozenset(_ATTRIBUTE_TEXT.split())
_SHARED_PARTS: Final = {
    "pagination": "Pagination",
    "paging": "Paging",
    "page_info": "PageInfo",
    "meta": "PageMeta",
    "metadata": "PageMetadata",
    "links": "PageLinks",
}


def attribute_name(text: str, reserved: Collection[str] = ()) -> str:
    """The name of a field of a Pydantic class, that hides nothing which every such class has."""
    name = identifier(text, reserved=_ATTRIBUTES | set(reserved), prefix="field", default="field")
    return f"field_{name}" if name.startswith(("model_dump", "model_validate")) else name


@dataclass(frozen=True, slots=True)
class _Holder:
    shape: Shape
    rank: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Names:
    """What an object may be called, what it belongs to, and whether its parts take the plain names."""

    names: tuple[str, ...]
    base: str
    shares: tuple[str, ...] = ()
    span: Span | None = None
    quiet: bool = False
    """Not to get the first name is no surprise: nobody is told."""


class ModuleNames:
    """
    `standing` are the classes that the module has already. They decide where two names are as good.
    """

    def __init__(self, definitions: Mapping[str, Shape], standing: Collection[str] = ()) -> None:
        self.models: dict[str, Shape] = {}
        self.diagnostics: list[Diagnostic] = []
        self._definitions = definitions
        self._holders: dict[str, _Holder] = {}
        self._raw: dict[str, Shape] = {}
        self._classes: dict[str, str] = {}
        self._open: set[str] = set()
        self._standing = standing
        self._parts = SharedParts(_noun, _part_name, standing)
        for name, shape in definitions.items():
            if isinstance(shape, ObjectShape) and shape.fields:
                self._name_definition(name, shape)

    def reserve(self, wants: Iterable[Want]) -> None:
        """Note what each wants to be called before anybody is given a name."""
        for want in wants:
            core = _core(want)
            if isinstance(core, ObjectShape) and core.fields:
                self._hold(want.names[0], core, want.rank, want.span)
                self._parts.note(want.base, core)
                if want.names[0] == f"{want.base}Read" and not want.rank:
                    for item in core.fields:
                        for part in objects(item.shape):
                            self._hold(_part_name(want.base, item), part, want.rank, item.span)

    def claim(self, want: Want) -> Shape:
        """The shape of a body with class names in place of its objects."""
        return self._body(want.shape, want)

    def named(self, shape: Shape, name: str, *, span: Span | None = None) -> Shape:
        """The same for a shape whose name is given."""
        base = name.removesuffix("Response") if name == "ErrorResponse" else name
        place = _Names((name, f"{name}Body"), base, span=span or shape.span)
        return self._placed(shape, place)

    def name_definitions(self) -> None:
        """Write down the definitions that nothing refers to, too."""
        for name in self._definitions:
            if name in self._classes:
                self._definition(RefShape(name=name))

    def _name_definition(self, name: str, shape: Shape) -> None:
        short, full = class_name(name.rsplit(".", 1)[-1]), class_name(name)
        for option in (_free(short), _free(full), _free(f"{full}Schema")):
            holder = self._holders.get(option)
            if holder is None or holder.shape == shape:
                self._holders.setdefault(option, _Holder(shape, -1, shape.span))
                self._classes[name] = option
                return
            self._tell(option, shape.span, holder.span)

    def _hold(self, name: str, shape: Shape, rank: int, span: Span | None) -> None:
        name = _free(name)
        holder = self._holders.get(name)
        if holder is None or (rank < holder.rank and holder.shape != shape):
            self._holders[name] = _Holder(shape, rank, span)

    def _body(self, shape: Shape, want: Want) -> Shape:
        plain = without_null(shape)
        if plain is not shape:
            return _nullable_as(shape, self._body(plain, want))
        if isinstance(shape, ArrayShape):
            return replace(shape, items=self._placed(shape.items, self._row(want)))
        place = _Names(want.names, want.base, want.shares, want.span)
        held = payload(shape)
        if held is not None and isinstance(shape, ObjectShape):
            inner = self._body(held.shape, want)
            outer = _Names(
                tuple(f"{name}Envelope" for name in want.names),
                want.base,
                tuple(f"{name}Envelope" for name in want.shares),
                want.span,
                quiet=True,
            )
            return self._object(shape, outer, {held.name: inner})
        listed = rows(shape) if want.is_list else None
        if listed is not None and isinstance(shape, ObjectShape):
            return self._object(
                shape, place, {listed.name: self._placed(listed.shape, self._row(want))}
            )
        return self._placed(shape, place)

    def _row(self, want: Want) -> _Names:
        names = want.row_names or want.names
        return _Names(names, want.base, want.shares, want.span, quiet=True)

    def _placed(self, shape: Shape, place: _Names) -> Shape:
        match shape:
            case ObjectShape():
                if shape.fields:
                    return self._object(shape, place, {})
                return _as_map(shape)
            case ArrayShape():
                return replace(shape, items=self._placed(shape.items, place))
            case MapShape():
                return replace(shape, values=self._placed(shape.values, place))
            case UnionShape():
                return self._union(shape, place)
            case RefShape():
                return self._definition(shape)
            case _:
                return shape

    def _union(self, shape: UnionShape, place: _Names) -> Shape:
        objects = [option for option in shape.options if isinstance(option, ObjectShape)]
        placed: list[Shape] = []
        for option in shape.options:
            if len(objects) > 1 and isinstance(option, ObjectShape):
                own = _own_part(option, objects)
                names = tuple(f"{name}{own}" for name in place.names)
                option = self._placed(option, replace(place, names=names, shares=()))
            else:
                option = self._placed(option, place)
            if option not in placed:
                placed.append(option)
        return placed[0] if len(placed) == 1 else replace(shape, options=tuple(placed))

    def _object(self, shape: ObjectShape, place: _Names, known: Mapping[str, Shape]) -> Shape:
        if (twin := self._twin(shape)) is not None:
            return self._made(twin, shape, twin, known)
        for name in place.shares:
            holder = self._holders.get(name)
            if holder is not None and holder.shape == shape:
                return self._made(name, shape, name.removesuffix("Read"), known)
        own = (class_name(shape.name),) if shape.name else ()
        options = [_free(name) for name in (*own, *place.names)]
        for item in shape.fields:
            options.append(options[-1] + class_name(item.name))
        for name in options:
            before = self._raw.get(name)
            holder = self._holders.get(name)
            if before is not None or holder is not None:
                other = before if before is not None else holder.shape if holder else None
                if other != shape:
                    if not place.quiet and name == options[0]:
                        self._tell(name, place.span or shape.span, holder.span if holder else None)
                    continue
            return self._made(name, shape, place.base, known)
        return _as_map(shape)

    def _twin(self, shape: ObjectShape) -> str | None:
        """The class of a definition that says the same: it stands for the shape wherever that is written out."""
        if len(shape.fields) < 2:
            return None
        equal = (name for name, other in self._definitions.items() if other == shape)
        return next((self._classes[name] for name in equal if name in self._classes), None)

    def _tell(self, name: str, span: Span | None, other: Span | None) -> None:
        self.diagnostics.append(
            diagnostic(
                "G202",
                f"two different shapes want the class name `{name}`; this one gets a longer name",
                span,
                other=other,
            )
        )

    def _made(
        self, name: str, shape: ObjectShape, base: str, known: Mapping[str, Shape]
    ) -> RefShape:
        reference = RefShape(name=name, description=shape.description)
        if name in self._raw:
            return reference
        self._raw[name] = shape
        self._holders.setdefault(name, _Holder(shape, 0, shape.span))
        leads = name == f"{base}Read" or name == f"{base}Response" or name == base
        fields = []
        together = siblings(shape, _noun)
        for item in shape.fields:
            if item.name in known:
                placed = known[item.name]
            else:
                part = _part(name, base, item, leads=leads)
                if word := together.get(item.name):
                    above = base if leads else name
                    others = (
                        f"{above}{_noun(each)}" for each in shape.fields if each.name in together
                    )
                    own = kept(f"{above}{word}", others, self._standing)
                    part = _Names((own,), own, span=item.span, quiet=True)
                elif identifier(item.name) not in _SHARED_PARTS and (
                    word := self._parts.name(item, part.names[0])
                ):
                    part = replace(part, names=(word, *part.names), base=word)
                placed = self._placed(item.shape, part)
            fields.append(replace(item, shape=placed))
        additional = (
            self._placed(shape.additional, _Names((f"{name}Value",), base, quiet=True))
            if shape.additional is not None
            else None
        )
        self.models[name] = replace(shape, fields=tuple(fields), additional=additional, name=name)
        return reference

    def _definition(self, shape: RefShape) -> Shape:
        target = self._definitions.get(shape.name)
        if target is None:
            self.diagnostics.append(
                diagnostic(
                    "G203",
                    f"`{shape.name}` is used and nowhere defined; its values are not checked",
                    shape.span,
                )
            )
            return AnyShape(reason=f"`{shape.name}` is not defined", description=shape.description)
        known = self._classes.get(shape.name)
        if known is not None and isinstance(target, ObjectShape):
            made = self._made(known, target, known, {})
            return replace(made, description=shape.description)
        return self._plain_definition(shape, target)

    def _plain_definition(self, shape: RefShape, target: Shape) -> Shape:
        """A definition that is no object stands where it is used, unless it holds itself."""
        name = _free(class_name(shape.name.rsplit(".", 1)[-1]))
        if shape.name in self._open:
            self._classes[shape.name] = name
            return RefShape(name=name)
        if shape.name in self._classes:
            return RefShape(name=self._classes[shape.name])
        self._open.add(shape.name)
        placed = self._placed(target, _Names((name, f"{name}Value"), name))
        self._open.discard(shape.name)
        if shape.name in self._classes:
            self.models[name] = placed
            return RefShape(name=name)
        return placed


def _core(want: Want) -> Shape:
    """What gets the first name: the shape without null, array and envelope round it."""
    shape = without_null(want.shape)
    held = payload(shape)
    if held is not None:
        shape = without_null(held.shape)
    if isinstance(shape, ArrayShape) and not want.is_list:
        shape = without_null(shape.items)
    return shape


def _part(name: str, base: str, item: Field, *, leads: bool) -> _Names:
    plain = _part_name(base, item)
    own = f"{name}{_noun(item)}"
    shared = _SHARED_PARTS.get(identifier(item.name))
    if shared and name.endswith(("Page", "PageEnvelope", "ListResponse")):
        return _Names((shared, own), own, span=item.span, quiet=True)
    if shared and name.endswith("Envelope"):
        shared = f"Envelope{shared.removeprefix('Page')}"
        return _Names((shared, own), own, span=item.span, quiet=True)
    if leads:
        return _Names((plain, own), plain, span=item.span, quiet=True)
    return _Names((own,), own, (plain,), span=item.span, quiet=True)


def _part_name(base: str, item: Field) -> str:
    noun = _noun(item)
    return f"{base}Body" if base.endswith(noun) else f"{base}{noun}"


def _noun(item: Field) -> str:
    found = [word.lower() for word in words(item.name)]
    if found and isinstance(without_null(item.shape), ArrayShape | MapShape):
        found[-1] = "detail" if found[-1] == "details" else singular(found[-1])
    name = class_name("_".join(found) or item.name)
    # It stands behind another name, so that it may begin with a digit: `Price1`.
    return name.removeprefix("Unnamed") if found and found[0][0].isdigit() else name


def _own_part(option: ObjectShape, objects: list[ObjectShape]) -> str:
    """What tells one object of a union from the others: a constant in it, or a field of its own."""
    for item in option.fields:
        if isinstance(item.shape, EnumShape) and len(item.shape.values) == 1:
            return class_name(str(item.shape.values[0]))
    others = {item.name for other in objects if other is not option for item in other.fields}
    for item in option.fields:
        if item.name not in others:
            return f"With{class_name(item.name)}"
    return "Plain"


def _as_map(shape: ObjectShape) -> Shape:
    """An object of which no field is known."""
    return MapShape(
        values=shape.additional or ANY,
        description=shape.description,
        examples=shape.examples,
        span=shape.span,
    )


def _nullable_as(before: Shape, placed: Shape) -> Shape:
    assert isinstance(before, UnionShape | NullShape)
    return replace(nullable(placed), description=before.description, examples=before.examples)


def _free(name: str) -> str:
    """The name, told apart from keywords, builtins and what schemas import."""
    if name.endswith("_"):
        return f"{name.rstrip('_')}Model"
    return f"{name}Model" if name in RESERVED else name

"""Random features, the same for the same seed: what a spec may say of an API, in every combination."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from spec2code.model.api import ApiError, Auth, Body, Endpoint, Parameter, Response
from spec2code.model.shapes import (
    ANY,
    MISSING,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    Missing,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)
from spec2code.model.span import Span
from spec2code.model.spec import Spec

FIELDS = (
    "id name user order item status type date created_at updatedAt total count list data meta price "
    "amount code email url class from schema address street city tags note value key parent children "
    "2fa x-ray str dict model_config copy json _hidden UUID datetime Any"
)
SEGMENTS = (
    "users orders items payments auth login cancel stats settings status categories invoices lines "
    "search export me reports addresses"
)
FORMATS = (
    None,
    None,
    None,
    "uuid",
    "date-time",
    "date",
    "email",
    "uri",
    "time",
    "duration",
    "ipv4",
)
CLASSES = ("Order", "UserDto", "Address", "Page")
JSON = "application/json"


def random_spec(seed: int) -> Spec:
    """One feature `f<seed>` whose paths begin with `/f<seed>`."""
    return _Maker(seed).spec()


class _Maker:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.classes = tuple(self.random.sample(CLASSES, self.random.randint(0, 3)))

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def spec(self) -> Spec:
        made = [self.endpoint(line) for line in range(1, self.random.randint(4, 14))]
        return Spec(
            f"f{self.seed}.md",
            f"Feature {self.seed}",
            f"f{self.seed}",
            endpoints=tuple({item.key: item for item in made}.values()),
            definitions={name: self.object(0) for name in self.classes},
            error_shape=self.error(),
        )

    def endpoint(self, line: int) -> Endpoint:
        path = f"/f{self.seed}" + ("/api/v1" if self.maybe() else "")
        parameters: list[Parameter] = []
        for segment in self.random.sample(SEGMENTS.split(), self.random.randint(1, 3)):
            path += f"/{segment}"
            if self.maybe(0.4):
                name = f"{segment}Id"
                path += f"/{{{name}}}"
                shape = StringShape(format=self.random.choice([None, "uuid"]))
                parameters.append(Parameter("path", name, shape, True))
        parameters += [self.parameter(name) for name in self.random.sample(FIELDS.split(), 3)]
        method = self.random.choice(["GET", "GET", "POST", "PUT", "PATCH", "DELETE"])
        body = Body(JSON, self.shape(0)) if method in ("POST", "PUT", "PATCH") else None
        status = self.random.choice([200, 201])
        answer = Response(status, JSON, self.shape(0)) if self.maybe(0.8) else Response(204)
        statuses = self.random.sample([400, 401, 403, 404, 409, 422, 429, 500], 3)
        return Endpoint(
            method,
            path,
            summary=self.random.choice([None, "Do it"]),
            auth=self.random.choice([None, Auth(True, "bearer", ("admin",)), Auth(False)]),
            parameters=tuple(parameters),
            request=body,
            responses=(answer,),
            errors=tuple(ApiError(code, f"E{code}", f"It is {code}") for code in statuses),
            span=Span(f"f{self.seed}.md", line),
        )

    def parameter(self, name: str) -> Parameter:
        shape = self.random.choice(
            [
                StringShape(max_length=20),
                NumberShape(integer=True),
                BooleanShape(),
                EnumShape(values=("a", "b")),
                ArrayShape(items=StringShape()),
                StringShape(format="date"),
            ]
        )
        required = self.maybe(0.3)
        default = MISSING if required or self.maybe() else self.default(shape)
        return Parameter(self.random.choice(["query", "header"]), name, shape, required, default)

    def shape(self, depth: int) -> Shape:
        kind = self.random.random() * (0.5 if depth > 3 else 1)
        if kind < 0.2:
            return self.string()
        if kind < 0.3:
            least, most = self.random.choice([None, 0, 1]), self.random.choice([None, 1000])
            return NumberShape(integer=self.maybe(0.6), minimum=least, maximum=most)
        if kind < 0.35:
            return BooleanShape()
        if kind < 0.42:
            values = self.random.sample(["a", "b", "c", "x y", "D-1"], self.random.randint(1, 3))
            return EnumShape(values=tuple(values))
        if kind < 0.45:
            return ANY
        if kind < 0.5:
            return nullable(self.shape(depth + 1))
        if kind < 0.55 and self.classes:
            return RefShape(name=self.random.choice(self.classes))
        if kind < 0.65:
            return MapShape(values=self.shape(depth + 1))
        if kind < 0.8:
            least, most = self.random.choice([None, 1]), self.random.choice([None, 5])
            return ArrayShape(items=self.shape(depth + 1), min_items=least, max_items=most)
        if kind < 0.84:
            return UnionShape(options=(StringShape(max_length=4), NumberShape(integer=True)))
        if kind < 0.87:
            one, two = self.object(depth + 1), self.object(depth + 1)
            return UnionShape(options=(one, two)) if one != two else one
        return self.object(depth)

    def string(self) -> StringShape:
        name = self.random.choice(FORMATS)
        if name not in (None, "email"):
            return StringShape(format=name)
        least, most = self.random.choice([None, 1]), self.random.choice([None, 90])
        return StringShape(format=name, min_length=least, max_length=most)

    def object(self, depth: int) -> ObjectShape:
        names = self.random.sample(FIELDS.split(), self.random.randint(1, 6))
        return ObjectShape(fields=tuple(self.field(name, depth) for name in names))

    def field(self, name: str, depth: int) -> Field:
        shape = self.shape(depth + 1)
        required = self.maybe(0.6)
        default = MISSING if required or self.maybe() else self.default(shape)
        text = None if isinstance(shape, RefShape) else self.random.choice([None, 'It\'s "it"'])
        return Field(name, shape, required, default, description=text)

    def default(self, shape: Shape) -> JsonValue | Missing:
        match shape:
            case StringShape(format="date"):
                return "2026-01-02"
            case StringShape(format="uuid"):
                return "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11"
            case StringShape(format=None):
                return "some"
            case NumberShape():
                return 5
            case BooleanShape():
                return False
            case EnumShape():
                return shape.values[0]
            case ArrayShape(min_items=None):
                return []
            case _:
                return MISSING

    def error(self) -> Shape | None:
        flat = ObjectShape(fields=(Field("code", StringShape()), Field("message", StringShape())))
        details = Field("details", MapShape(values=ANY), False)
        inner = replace(flat, fields=(*flat.fields, details))
        deep = ObjectShape(fields=(Field("ok", BooleanShape()), Field("error", inner)))
        return self.random.choice([None, flat, deep])
